/* Sessions, sign-ups, needs and calls as the office reads them. */
#include "signed_up.h"

#include "store/calls.h"
#include "store/needs.h"

/* ---- the list of sessions ---- */

TEST(sessions_are_listed_by_date_with_their_counts)
{
    UNUSED_STATE;
    SessionRow rows[4];
    Session late = put_session("late", STARTS + DAY, (Places){0}),
            full = put_session("full", STARTS, (Places){.seats = 4}),
            past = put_session("past", NOW - 2 * DAY, (Places){0});
    Signup first = sign_up(&full, PAIR);
    sign_up(&full, PAIR);
    sign_up(&full, PAIR);
    CHECK_INT(attend(first.id, true, STARTS - HOUR), PLACING_DONE);
    CHECK_INT(session_list(store, NOW, 0, rows, 4, &err), 2);
    CHECK(id_equal(rows[0].id, full.id) && id_equal(rows[1].id, late.id));
    CHECK_INT(rows[0].attended, 1);
    CHECK_INT(rows[0].confirmed, 1);
    CHECK_INT(rows[0].waiting, 1);
    CHECK_INT(rows[0].seats, 4);
    CHECK_INT(rows[0].places.seats, 4);
    CHECK_INT(rows[1].confirmed + rows[1].seats, 0);
    CHECK_INT(session_list(store, NOW, STARTS + 1, rows, 1, &err), 1);
    CHECK(session_row(store, past.id, &rows[0], &err));
    CHECK(!session_row(store, workshop, &rows[0], &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(a_withdrawn_session_is_listed_only_where_somebody_is_signed_up)
{
    UNUSED_STATE;
    SessionRow rows[4];
    Session empty = put_session("empty", STARTS, (Places){0}),
            used = put_session("used", STARTS, (Places){0});
    sign_up(&used, PAIR);
    withdraw(empty);
    withdraw(used);
    CHECK_INT(session_list(store, NOW, 0, rows, 4, &err), 1);
    CHECK(id_equal(rows[0].id, used.id) && rows[0].is_withdrawn);
}

/* ---- the list of sign-ups ---- */

TEST(who_comes_is_listed_by_name_then_offers_then_who_waits)
{
    UNUSED_STATE;
    enum { MOST = 8 };
    Id ids[MOST];
    SignedRow rows[MOST];
    Session s = put_session("s", STARTS, (Places){.seats = 6});
    Id zapata = put_person(GUARDIAN, "Ana", "Zapata", "5125550101"),
       alvarez = put_person(GUARDIAN, "Luz", "Álvarez", "5125550102"),
       baker = put_person(GUARDIAN, "Ruth", "Baker", "");
    sign_up_at(&s, zapata, PAIR, NOW);
    sign_up_at(&s, alvarez, PAIR, NOW);
    Signup gone = sign_up_at(&s, put_person(GUARDIAN, "Io", "Ito", ""), PAIR, NOW);
    sign_up_at(&s, baker, PAIR, NOW);
    Signup last = sign_up_at(&s, put_person(GUARDIAN, "Ty", "Abara", ""), PAIR, NOW);
    CHECK_INT(cancel(gone.id, "signed_up_twice"), PLACING_DONE);
    CHECK_INT(signed_list(store, s.id, true, ids, MOST, &err), 5);
    CHECK(signed_rows(store, ids, 5, rows, &err));
    CHECK_TEXT(rows[0].name, "Álvarez, Luz");
    CHECK_TEXT(rows[1].name, "Zapata, Ana");
    CHECK_TEXT(rows[2].name, "Baker, Ruth");
    CHECK_INT(rows[2].state, SIGNUP_OFFERED);
    CHECK(id_equal(rows[3].id, last.id) && rows[3].state == SIGNUP_WAITING);
    CHECK_INT(rows[3].ahead, 0);
    CHECK_INT(rows[4].state, SIGNUP_CANCELLED);
    /* A desk sees who comes alone. */
    CHECK_INT(signed_list(store, s.id, false, ids, MOST, &err), 2);
    CHECK_INT(signed_list(store, s.id, true, ids, 1, &err), 1);
}

TEST(a_walk_in_has_its_own_name_and_a_childs_home_an_adults_phone)
{
    UNUSED_STATE;
    Session s = put_session("s", STARTS, (Places){0});
    Stub stub = {.id = store_new_id(store, NOW), .child = "Kim", .language = "vi"};
    Signup u = {.id = store_new_id(store, NOW), .session = s.id, .party = PAIR, .language = "en"};
    CHECK_INT(signups_make_stub(store, &stub, &u, false, NOW, &err), SIGNUP_DONE);
    Signed it = now_of(u.id);
    CHECK_TEXT(it.name, "Kim");
    CHECK(it.is_stub && !it.phone[0]);
    CHECK_TEXT(it.language, "vi");
    Id child = put_person(STUDENT, "Abdi", "Farah", ""),
       adult = put_person(GUARDIAN, "Amina", "Farah", "2185550173");
    CHECK(people_link(store, adult, child, &err));
    it = now_of(sign_up_at(&s, child, PAIR, NOW).id);
    CHECK_TEXT(it.name, "Farah, Abdi");
    CHECK_TEXT(it.phone, "2185550173");
    CHECK_TEXT(it.language, "so");
    CHECK(!it.is_stub);
    CHECK_INT(number("UPDATE stub SET matched = (SELECT id FROM person WHERE given = 'Amina')"
                     " RETURNING 1"),
        1);
    it = now_of(u.id);
    CHECK_TEXT(it.name, "Farah, Amina");
    CHECK_TEXT(it.phone, "2185550173");
    CHECK(!it.is_stub);
}

/* ---- needs ---- */

TEST(needs_are_counted_by_kind_and_language_and_who_waits_apart)
{
    UNUSED_STATE;
    Need needs[8];
    Session s = put_session("s", STARTS, (Places){5, 3, 2, 3}),
            past = put_session("past", NOW + 60, (Places){0, 9, 9, 9});
    Party ride = {.adults = 2, .needs_ride = true, .interpreter = "so"};
    sign_up(&s, FAMILY);
    sign_up(&s, ride);
    sign_up(&s, FAMILY); /* waits */
    sign_up(&past, FAMILY);
    CHECK_INT(needs_sessions(store, NOW + 120, needs, 8, &err), 3);
    CHECK_INT(needs[0].kind, NEED_CHILDCARE);
    CHECK_INT(needs[0].people, 2);
    CHECK_INT(needs[0].families, 1);
    CHECK_INT(needs[0].ages, 1U << 3 | 1U << 5);
    CHECK_INT(needs[0].waiting_people, 2);
    CHECK_INT(needs[1].kind, NEED_INTERPRETER);
    CHECK_TEXT(needs[1].language, "so");
    CHECK_INT(needs[1].families, 2);
    CHECK_INT(needs[1].waiting_families, 1);
    CHECK_INT(needs[2].kind, NEED_RIDE);
    CHECK_INT(needs[2].people, 2);
    CHECK_INT(needs[2].waiting_people, 0);
    CHECK(id_equal(needs[2].session, s.id) && needs[2].starts == STARTS);
    withdraw(s);
    CHECK_INT(needs_sessions(store, NOW + 120, needs, 8, &err), 0);
    CHECK_INT(needs_sessions(store, NOW, needs, 1, &err), 2);
}

static void visit(Id home, bool needs_interpreter, int64_t at)
{
    Visit v = {.id = store_new_id(store, at),
        .opened_by = home,
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .language = "en",
        .needs_interpreter = needs_interpreter,
        .kiosk = "lobby"};
    CHECK(visits_arrive(store, &v, NULL, 0, &err));
}

TEST(an_event_expects_who_asked_for_an_interpreter_at_the_last_visit)
{
    UNUSED_STATE;
    NeedExpected expected[4];
    Event event = {.uid = "e", .starts = STARTS, .ends = STARTS + HOUR, .grades = "01,02"};
    Id amina = put_person(GUARDIAN, "Amina", "Farah", ""),
       omar = put_person(GUARDIAN, "Omar", "Farah", ""),
       abdi = put_person(STUDENT, "Abdi", "Farah", ""),
       luz = put_person(GUARDIAN, "Luz", "Gil", ""), ana = put_person(STUDENT, "Ana", "Gil", "");
    CHECK(people_link(store, amina, abdi, &err) && people_link(store, omar, abdi, &err));
    CHECK(people_link(store, luz, ana, &err));
    visit(amina, false, NOW - 2 * DAY);
    visit(amina, true, NOW - DAY);
    visit(omar, true, NOW - DAY); /* the other adult of the same child: one family */
    visit(luz, true, NOW - 2 * DAY);
    CHECK_INT(needs_expected(store, &event, expected, 4, &err), 1);
    CHECK_TEXT(expected[0].language, "so");
    CHECK_INT(expected[0].families, 2);
    visit(luz, false, NOW - DAY);
    CHECK_INT(needs_expected(store, &event, expected, 4, &err), 1);
    CHECK_INT(expected[0].families, 1);
    snprintf(event.grades, sizeof event.grades, "%s", "07");
    CHECK_INT(needs_expected(store, &event, expected, 4, &err), 0);
    event.grades[0] = 0;
    CHECK_INT(needs_expected(store, &event, expected, 4, &err), 1);
}

TEST(the_day_to_ask_by_is_a_setting)
{
    UNUSED_STATE;
    CHECK_INT(needs_ask_by(store, STARTS), STARTS - 7 * DAY);
    CHECK(settings_set(store, "ask_by_days", "0", &err));
    CHECK_INT(needs_ask_by(store, STARTS), STARTS);
    CHECK(!settings_set(store, "ask_by_days", "31", &err));
}

/* ---- calls ---- */

TEST(the_call_sheet_has_what_runs_out_first_at_the_top)
{
    UNUSED_STATE;
    CallRow calls[4];
    Session offers = put_session("offers", STARTS, (Places){.seats = 2}),
            off = put_session("off", NOW + DAY, (Places){0}),
            kept = put_session("kept", NOW + 5 * DAY, (Places){0});
    Id amina = put_person(GUARDIAN, "Amina", "Farah", "2185550173");
    Signup in = sign_up(&offers, PAIR), offered = sign_up_at(&offers, amina, PAIR, NOW),
           called_off = sign_up(&off, FAMILY), cancelled = sign_up(&kept, PAIR),
           asked = sign_up(&kept, PAIR);
    sign_up(&offers, PAIR); /* waits: no news */
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 0);
    CHECK(signups_cancel(store, in.id, NOW, &err)); /* by the family itself */
    withdraw(off);
    CHECK_INT(cancel(cancelled.id, "date_changed"), PLACING_DONE);
    CHECK_INT(cancel(asked.id, REASON_FAMILY), PLACING_DONE); /* they know */
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 3);
    CHECK(id_equal(calls[0].signup, called_off.id) && calls[0].why == CALL_WITHDRAWN);
    CHECK_INT(calls[0].people, 5);
    CHECK_INT(calls[0].until, NOW + DAY);
    CHECK(id_equal(calls[1].signup, offered.id) && calls[1].why == CALL_OFFER);
    CHECK_INT(calls[1].until, NOW + 2 * DAY);
    CHECK_TEXT(calls[1].name, "Farah, Amina");
    CHECK_TEXT(calls[1].phone, "2185550173");
    CHECK_TEXT(calls[1].language, "so");
    CHECK(id_equal(calls[2].signup, cancelled.id) && calls[2].why == CALL_CANCELLED);
    CHECK_INT(calls_list(store, NOW, 2, calls, 4, &err), 3);
    CHECK(id_equal(calls[0].signup, cancelled.id));
    CHECK_INT(calls_list(store, NOW + 3 * DAY, 0, calls, 4, &err), 1); /* the rest ran out */
}

TEST(no_family_is_called_twice)
{
    UNUSED_STATE;
    CallRow calls[4];
    AuditBy who = by(NOW);
    Session off = put_session("off", STARTS, (Places){0});
    Signup first = sign_up(&off, PAIR), second = sign_up(&off, PAIR);
    withdraw(off);
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 2);
    CHECK(signups_tell(store, second.id, NOW, &err)); /* they saw it at the glass */
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 1);
    CHECK(placing_call(store, &who, first.id, true, &err));
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 0);
    noted("signup.called", 1, "");
    CHECK(placing_call(store, &who, first.id, false, &err));
    CHECK_INT(calls_list(store, NOW, 0, calls, 4, &err), 1);
    noted("signup.uncalled", 1, "");
    CHECK(!placing_call(store, &who, workshop, true, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(number("SELECT count(*) FROM audit"), 2);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, open_school, close_school)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(sessions_are_listed_by_date_with_their_counts),
        RUN_IN(a_withdrawn_session_is_listed_only_where_somebody_is_signed_up),
        RUN_IN(who_comes_is_listed_by_name_then_offers_then_who_waits),
        RUN_IN(a_walk_in_has_its_own_name_and_a_childs_home_an_adults_phone),
        RUN_IN(needs_are_counted_by_kind_and_language_and_who_waits_apart),
        RUN_IN(an_event_expects_who_asked_for_an_interpreter_at_the_last_visit),
        RUN_IN(the_day_to_ask_by_is_a_setting),
        RUN_IN(the_call_sheet_has_what_runs_out_first_at_the_top),
        RUN_IN(no_family_is_called_twice),
    };
    return cmocka_run_group_tests_name("session_list", tests, NULL, NULL);
}
