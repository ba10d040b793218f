/* What the office does to a sign-up: every act, refusal and undo; places stay whole; the waiting
 * list is settled by each. */
#include "signed_up.h"

/* ---- attendance ---- */

TEST(attendance_opens_an_hour_before_and_can_be_taken_back)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 2});
    Signup u = sign_up(&s, PAIR);
    CHECK_INT(attend(u.id, true, STARTS - HOUR - 1), PLACING_TOO_EARLY);
    CHECK_INT(state_of(u.id), SIGNUP_CONFIRMED);
    CHECK_INT(attend(u.id, true, STARTS - HOUR), PLACING_DONE);
    CHECK_INT(state_of(u.id), SIGNUP_ATTENDED);
    noted("signup.attended", 1, "confirmed -> attended");
    CHECK_INT(attend(u.id, true, STARTS), PLACING_DONE); /* a second touch is none */
    noted("signup.attended", 1, "confirmed -> attended");
    CHECK_INT(session_of(s.id).left.seats, 0);
    CHECK_INT(attend(u.id, false, STARTS + DAY), PLACING_DONE);
    CHECK_INT(state_of(u.id), SIGNUP_CONFIRMED);
    noted("signup.absent", 1, "attended -> confirmed");
    CHECK_INT(number("SELECT count(*) FROM outbox WHERE kind = 'signup.changed'"), 2);
}

TEST(only_who_has_places_can_be_here)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR), waits = sign_up(&s, PAIR);
    CHECK_INT(attend(waits.id, true, STARTS), PLACING_NOT_SO);
    CHECK_INT(state_of(waits.id), SIGNUP_WAITING);
    withdraw(s);
    CHECK_INT(attend(in.id, true, STARTS), PLACING_TOO_LATE);
    CHECK_INT(attend(workshop, true, STARTS), PLACING_FAILED);
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(number("SELECT count(*) FROM audit"), 0);
}

/* ---- giving places ---- */

TEST(places_are_given_past_the_turn_and_the_turn_comes_back)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 4, .childcare = 1});
    sign_up(&s, PAIR);
    Signup first = sign_up(&s, FAMILY), second = sign_up(&s, (Party){.adults = 3});
    Signup third = sign_up(&s, (Party){.adults = 3});
    CHECK_INT(promote(second.id, NOW), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 1);
    CHECK_INT(missing.childcare + missing.interpreters + missing.rides, 0);
    CHECK_INT(promote(first.id, NOW), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 1);
    CHECK_INT(missing.childcare, 1);
    CHECK_INT(missing.interpreters, 1);
    CHECK_INT(state_of(first.id), SIGNUP_WAITING);
    CHECK_INT(session_of(s.id).left.seats, 2);
    CHECK_INT(number("SELECT count(*) FROM audit"), 0);
    /* One place more, and nobody settled yet. */
    CHECK_INT(number("UPDATE session SET seats = 5 RETURNING seats"), 5);
    Signed before = now_of(third.id);
    CHECK_INT(promote(third.id, NOW), PLACING_NO_ROOM); /* by turn it is the second's */
    CHECK_INT(state_of(second.id), SIGNUP_OFFERED);
    CHECK_INT(number("UPDATE session SET seats = 8 RETURNING seats"), 8);
    CHECK_INT(number("UPDATE signup SET state = 'waiting' WHERE state = 'offered' RETURNING 1"), 1);
    withdraw(s);
    CHECK_INT(promote(third.id, NOW), PLACING_TOO_LATE);
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK_INT(state_of(third.id), SIGNUP_WAITING);
    CHECK_INT(now_of(third.id).signup.turn, before.signup.turn);
}

TEST(a_smaller_party_is_placed_past_a_larger_one_and_back)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 4});
    Signup in = sign_up(&s, PAIR), large = sign_up(&s, (Party){.adults = 3});
    Signup small = sign_up(&s, (Party){.adults = 3});
    /* The family grows smaller and would be offered its places: the office is told at once. */
    CHECK_INT(signups_change(store, small.id, &PAIR, NOW, &err), SIGNUP_DONE);
    CHECK_INT(state_of(small.id), SIGNUP_OFFERED);
    Signed before = now_of(small.id);
    CHECK_INT(promote(small.id, NOW), PLACING_DONE);
    CHECK_INT(state_of(small.id), SIGNUP_CONFIRMED);
    noted("signup.promoted", 1, "offered -> confirmed");
    CHECK_INT(session_of(s.id).left.seats, 0);
    CHECK_INT(promote(small.id, NOW), PLACING_DONE);
    noted("signup.promoted", 1, "offered -> confirmed");
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK_INT(state_of(small.id), SIGNUP_OFFERED);
    CHECK_INT(now_of(small.id).signup.offered_until, before.signup.offered_until);
    noted("signup.undone", 1, "confirmed -> offered");
    CHECK_INT(state_of(large.id), SIGNUP_WAITING);
    CHECK_INT(state_of(in.id), SIGNUP_CONFIRMED);
}

TEST(who_missed_the_offer_or_stands_at_the_door_is_given_places_until_the_end)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR), late = sign_up(&s, PAIR);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK_INT(signups_settle(store, s.id, NOW + 3 * DAY, &err), 1);
    CHECK_INT(state_of(late.id), SIGNUP_EXPIRED);
    CHECK_INT(promote(late.id, STARTS + HOUR), PLACING_TOO_LATE);
    CHECK_INT(promote(late.id, STARTS + 60), PLACING_DONE);
    CHECK_INT(attend(late.id, true, STARTS + 60), PLACING_DONE);
    CHECK_INT(promote(late.id, STARTS + 60), PLACING_NOT_SO);
    CHECK_INT(promote(in.id, STARTS + 60), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 2);
}

/* ---- moving ---- */

TEST(a_whole_party_moves_and_its_places_go_to_who_waits)
{
    UNUSED_STATE;
    Session from = put_session("from", STARTS, (Places){3, 2, 1, 0}),
            to = put_session("to", STARTS + DAY, (Places){3, 2, 1, 0});
    Signup u = sign_up(&from, FAMILY), waits = sign_up(&from, PAIR);
    Signed before = now_of(u.id);
    CHECK_INT(move(u.id, to.id), PLACING_DONE);
    Signed it = now_of(u.id);
    CHECK(id_equal(it.signup.session, to.id));
    CHECK_INT(it.signup.state, SIGNUP_CONFIRMED);
    CHECK_INT(it.signup.party.ages[1], 5);
    CHECK_TEXT(it.signup.code, u.code);
    CHECK_INT(session_of(to.id).left.seats + session_of(to.id).left.childcare, 0);
    CHECK_INT(state_of(waits.id), SIGNUP_OFFERED);
    noted("signup.moved", 1, "from -> to");
    /* The next family has the places: the way back is closed, and nothing changes. */
    CHECK_INT(undo(&before), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 2);
    CHECK(id_equal(now_of(u.id).signup.session, to.id));
    CHECK(signups_cancel(store, waits.id, NOW, &err));
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK(id_equal(now_of(u.id).signup.session, from.id));
    CHECK_INT(session_of(to.id).left.seats, 3);
    CHECK_INT(session_of(from.id).left.seats, 0);
}

TEST(a_move_is_refused_with_the_reason)
{
    UNUSED_STATE;
    Workshop other = {.uid = "other", .topic = "math", .state = WORKSHOP_PUBLISHED};
    CHECK(workshops_put(store, &other, NOW, &err));
    Session from = put_session("from", STARTS, (Places){0, 2, 1, 0}),
            small = put_session("small", STARTS + DAY, (Places){2, 2, 0, 0}),
            past = put_session("past", NOW - HOUR, (Places){0, 2, 1, 0}), foreign = from;
    Signup u = sign_up(&from, FAMILY);
    CHECK_INT(move(u.id, small.id), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 1);
    CHECK_INT(missing.childcare, 0);
    CHECK_INT(missing.interpreters, 1);
    CHECK_INT(move(u.id, past.id), PLACING_TOO_LATE);
    foreign.id = (Id){0};
    foreign.workshop = other.id;
    snprintf(foreign.uid, sizeof foreign.uid, "foreign");
    CHECK(sessions_put(store, &foreign, NOW, &err));
    CHECK_INT(move(u.id, foreign.id), PLACING_FAILED);
    CHECK_INT(err.code, ERR_INVALID);
    Session twice = put_session("twice", STARTS + 2 * DAY, (Places){0, 9, 9, 0});
    sign_up_at(&twice, u.opened_by, PAIR, NOW);
    CHECK_INT(move(u.id, twice.id), PLACING_ALREADY);
    CHECK_INT(attend(u.id, true, STARTS), PLACING_DONE);
    CHECK_INT(move(u.id, small.id), PLACING_NOT_SO);
    CHECK(id_equal(now_of(u.id).signup.session, from.id));
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'signup.moved'"), 0);
}

TEST(who_waits_moves_to_places_and_undone_has_the_turn_again)
{
    UNUSED_STATE;
    Session from = put_session("from", STARTS, (Places){.seats = 2}),
            to = put_session("to", STARTS + DAY, (Places){.seats = 2});
    sign_up(&from, PAIR);
    Signup first = sign_up(&from, PAIR), second = sign_up(&from, PAIR);
    Signed before = now_of(first.id);
    CHECK_INT(move(first.id, to.id), PLACING_DONE);
    CHECK_INT(state_of(first.id), SIGNUP_CONFIRMED);
    CHECK_INT(now_of(second.id).signup.ahead, 0);
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK_INT(state_of(first.id), SIGNUP_WAITING);
    CHECK_INT(now_of(first.id).signup.ahead, 0);
    CHECK_INT(now_of(second.id).signup.ahead, 1);
}

TEST(a_family_leaves_a_withdrawn_session_and_may_go_back)
{
    UNUSED_STATE;
    Session from = put_session("from", STARTS, (Places){0}),
            to = put_session("to", STARTS + DAY, (Places){0});
    Signup u = sign_up(&from, PAIR);
    withdraw(from);
    AuditBy who = by(NOW);
    CHECK(placing_call(store, &who, u.id, true, &err));
    Signed before = now_of(u.id);
    CHECK_INT(move(u.id, to.id), PLACING_DONE);
    CHECK_INT(now_of(u.id).called, 0); /* the next withdrawal is news again */
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK_INT(now_of(u.id).called, NOW);
}

/* ---- cancelling ---- */

TEST(a_cancelled_sign_up_keeps_its_reason_and_frees_its_places)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){.seats = 2});
    Signup u = sign_up(&s, PAIR), waits = sign_up(&s, PAIR);
    CHECK_INT(cancel(u.id, "not_enough_places"), PLACING_DONE);
    CHECK_TEXT(now_of(u.id).reason, "not_enough_places");
    CHECK_INT(now_of(u.id).called, 0);
    CHECK_INT(state_of(waits.id), SIGNUP_OFFERED);
    noted("signup.cancelled", 1, "not_enough_places");
    CHECK_INT(cancel(u.id, "date_changed"), PLACING_DONE); /* a second time changes nothing */
    CHECK_TEXT(now_of(u.id).reason, "not_enough_places");
    CHECK_INT(number("SELECT count(*) FROM outbox WHERE body LIKE"
                     " '%\"state\":\"cancelled\"%\"reason\":\"not_enough_places\"%'"),
        1);
}

TEST(own_words_are_no_more_than_80_letters_and_stay_out_of_the_audit)
{
    UNUSED_STATE;
    char words[200] = "";
    Session s = put_session("s", STARTS, (Places){0});
    Signup u = sign_up(&s, PAIR);
    for (int i = 0; i < 81; i++)
        strcat(words, "é");
    CHECK_INT(cancel(u.id, words), PLACING_FAILED);
    CHECK_INT(err.code, ERR_INVALID);
    CHECK_INT(cancel(u.id, "  "), PLACING_FAILED);
    CHECK_INT(cancel(u.id, ""), PLACING_FAILED);
    CHECK_INT(cancel(u.id, "two\nlines"), PLACING_FAILED);
    CHECK_INT(state_of(u.id), SIGNUP_CONFIRMED);
    words[160] = 0;
    CHECK_INT(cancel(u.id, words), PLACING_DONE);
    CHECK_TEXT(now_of(u.id).reason, words);
    noted("signup.cancelled", 1, "other");
}

TEST(a_cancel_is_undone_while_its_places_are_free)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){3, 2, 1, 0});
    Signup u = sign_up(&s, FAMILY);
    Signed before = now_of(u.id);
    CHECK_INT(cancel(u.id, "signed_up_twice"), PLACING_DONE);
    CHECK_INT(undo(&before), PLACING_DONE);
    CHECK_INT(state_of(u.id), SIGNUP_CONFIRMED);
    CHECK_TEXT(now_of(u.id).reason, "");
    CHECK_INT(session_of(s.id).left.childcare, 0);
    CHECK_INT(cancel(u.id, "signed_up_twice"), PLACING_DONE);
    Signup next = sign_up(&s, (Party){.adults = 1});
    CHECK_INT(undo(&before), PLACING_NO_ROOM);
    CHECK_INT(missing.seats, 1);
    CHECK_INT(state_of(u.id), SIGNUP_CANCELLED);
    CHECK(signups_cancel(store, next.id, NOW, &err));
    sign_up_at(&s, u.opened_by, PAIR, NOW); /* the family signed up again by itself */
    CHECK_INT(undo(&before), PLACING_ALREADY);
    CHECK_INT(promote(u.id, NOW), PLACING_ALREADY);
}

TEST(who_was_there_or_missed_the_offer_is_not_cancelled)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){0});
    Signup u = sign_up(&s, PAIR);
    CHECK_INT(attend(u.id, true, STARTS), PLACING_DONE);
    CHECK_INT(cancel(u.id, REASON_FAMILY), PLACING_NOT_SO);
    CHECK_INT(state_of(u.id), SIGNUP_ATTENDED);
}

/* Random acts: never more taken than there are, the audit has a row for each that was done. */
TEST(whatever_is_done_no_place_is_taken_twice)
{
    UNUSED_STATE;
    enum { PEOPLE = 24, ACTS = 600 };
    Session s[2] = {put_session("a", STARTS, (Places){7, 3, 2, 5}),
        put_session("b", STARTS + DAY, (Places){6, 2, 1, 0})};
    Id ids[PEOPLE];
    Signed before[PEOPLE];
    unsigned dice = 7;
    int done = 0, given = 0;
    for (int i = 0; i < PEOPLE; i++) {
        Party party = {.adults = 1 + i % 3, .childcare = i % 2, .needs_ride = i % 5 == 0};
        if (i % 4 == 0)
            snprintf(party.interpreter, sizeof party.interpreter, "so");
        ids[i] = sign_up(&s[i % 2], party).id;
        before[i] = now_of(ids[i]);
    }
    for (int i = 0; i < ACTS; i++) {
        dice = dice * 1103515245 + 12345;
        int who = (int)(dice >> 16) % PEOPLE, act = (int)(dice >> 8) % 4;
        Signed now = now_of(ids[who]);
        PlacingAnswer answer = act == 0 ? promote(ids[who], NOW)
            : act == 1                  ? move(ids[who], s[(dice >> 24) % 2].id)
            : act == 2                  ? cancel(ids[who], "signed_up_twice")
                                        : undo(&before[who]);
        CHECK(answer != PLACING_FAILED);
        done += answer == PLACING_DONE;
        given += answer == PLACING_NO_ROOM;
        before[who] = now;
        for (int j = 0; j < 2; j++) {
            Sql *q = sql(store,
                "SELECT sum(adults + children), sum(childcare), sum(interpreter <> ''), sum(rides)"
                " FROM signup WHERE session = :session"
                " AND state IN ('confirmed', 'offered', 'attended')");
            sql_id(q, ":session", s[j].id);
            CHECK(sql_row(q));
            CHECK(sql_get_int(q, 0) <= s[j].places.seats);
            CHECK(sql_get_int(q, 1) <= s[j].places.childcare);
            CHECK(sql_get_int(q, 2) <= s[j].places.interpreters);
            CHECK(sql_get_int(q, 3) <= s[j].places.rides);
            CHECK(sql_done(q, &err));
            /* Nobody waits for what is free, by turn. */
            CHECK_INT(signups_settle(store, s[j].id, NOW, &err), 0);
        }
    }
    CHECK(done > ACTS / 4 && given > ACTS / 20);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, open_school, close_school)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(attendance_opens_an_hour_before_and_can_be_taken_back),
        RUN_IN(only_who_has_places_can_be_here),
        RUN_IN(places_are_given_past_the_turn_and_the_turn_comes_back),
        RUN_IN(a_smaller_party_is_placed_past_a_larger_one_and_back),
        RUN_IN(who_missed_the_offer_or_stands_at_the_door_is_given_places_until_the_end),
        RUN_IN(a_whole_party_moves_and_its_places_go_to_who_waits),
        RUN_IN(a_move_is_refused_with_the_reason),
        RUN_IN(who_waits_moves_to_places_and_undone_has_the_turn_again),
        RUN_IN(a_family_leaves_a_withdrawn_session_and_may_go_back),
        RUN_IN(a_cancelled_sign_up_keeps_its_reason_and_frees_its_places),
        RUN_IN(own_words_are_no_more_than_80_letters_and_stay_out_of_the_audit),
        RUN_IN(a_cancel_is_undone_while_its_places_are_free),
        RUN_IN(who_was_there_or_missed_the_offer_is_not_cancelled),
        RUN_IN(whatever_is_done_no_place_is_taken_twice),
    };
    return cmocka_run_group_tests_name("placing", tests, NULL, NULL);
}
