/* Sign-ups: a party together or not at all, the waiting list, offers, what the school changes. */
#include "check.h"

#include "store/people.h"
#include "store/settings.h"
#include "store/signups.h"
#include "store/sql.h"

enum { HOUR = 3600, NOW = 1000000, STARTS = NOW + 100 * HOUR };

static Store *store;
static Err err;
static Id workshop;

/* ---- a made-up workshop ---- */

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    Workshop w = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    if (!store_open(&store, "", STORE_MEMORY, &err) || !workshops_put(store, &w, NOW, &err))
        return -1;
    workshop = w.id;
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    return 0;
}

static Session session_of(const char *uid, Places places)
{
    Session s = {.workshop = workshop,
        .starts = STARTS,
        .ends = STARTS + HOUR,
        .language = "en",
        .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(store, &s, NOW, &err));
    return s;
}

static Session now_of(Id id)
{
    Session s;
    CHECK(sessions_get(store, id, &s, &err));
    return s;
}

static Signup signup_of(const Session *session, Party party)
{
    Signup u = {.id = store_new_id(store, NOW),
        .session = session->id,
        .opened_by = store_new_id(store, NOW),
        .party = party,
        .language = "es",
        .kiosk = "lobby"};
    return u;
}

static SignupState state_of(Id id)
{
    Signup u;
    CHECK(signups_get(store, id, &u, &err));
    return u.state;
}

static Signup sign_up(const Session *session, Party party, bool may_wait)
{
    Signup u = signup_of(session, party);
    CHECK_INT(signups_make(store, &u, may_wait, NOW, &err), SIGNUP_DONE);
    return u;
}

static const Party PAIR = {.adults = 1, .children = 1};
static const Party FAMILY = {.adults = 2, .children = 1, .childcare = 2, .ages = {3, 0}};

/* ---- signing up ---- */

TEST(takes_every_kind_of_place_at_once)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){10, 4, 2, 6});
    Party party = FAMILY;
    party.needs_ride = true;
    snprintf(party.interpreter, sizeof party.interpreter, "ar");
    Signup u = sign_up(&s, party, false), read;
    CHECK_INT(u.state, SIGNUP_CONFIRMED);
    s = now_of(s.id);
    CHECK_INT(s.left.seats, 7);
    CHECK_INT(s.left.childcare, 2);
    CHECK_INT(s.left.interpreters, 1);
    CHECK_INT(s.left.rides, 1);
    CHECK(signups_by_code(store, u.code, &read, &err));
    CHECK(id_equal(read.id, u.id));
    CHECK_INT(read.party.childcare, 2);
    CHECK_INT(read.party.ages[0], 3);
    CHECK_INT(read.party.ages[1], 0);
    CHECK(read.party.needs_ride);
    CHECK_TEXT(read.party.interpreter, "ar");
}

TEST(one_kind_short_takes_none)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){10, 1, 2, 6});
    Signup u = signup_of(&s, FAMILY);
    CHECK_INT(signups_make(store, &u, false, NOW, &err), SIGNUP_NO_ROOM);
    s = now_of(s.id);
    CHECK_INT(s.left.seats, 10);
    CHECK_INT(s.left.childcare, 1);
    CHECK(!signups_get(store, u.id, &u, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(two_taps_are_one)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup u = signup_of(&s, PAIR), again = u;
    CHECK_INT(signups_make(store, &u, false, NOW, &err), SIGNUP_DONE);
    CHECK_INT(signups_make(store, &again, false, NOW, &err), SIGNUP_DONE);
    CHECK_TEXT(u.code, again.code);
    CHECK_INT(now_of(s.id).left.seats, 0);
}

TEST(a_home_is_there_once)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 8});
    Signup first = sign_up(&s, PAIR, false), second = signup_of(&s, FAMILY);
    second.opened_by = first.opened_by;
    CHECK_INT(signups_make(store, &second, true, NOW, &err), SIGNUP_ALREADY);
    CHECK(id_equal(second.id, first.id));
    CHECK(signups_cancel(store, first.id, NOW, &err));
    second = signup_of(&s, PAIR);
    second.opened_by = first.opened_by;
    CHECK_INT(signups_make(store, &second, false, NOW, &err), SIGNUP_DONE);
}

TEST(no_limit_is_never_full)
{
    UNUSED_STATE;
    Session s = session_of("online", (Places){.seats = 0});
    for (int i = 0; i < 40; i++)
        CHECK_INT(sign_up(&s, PAIR, false).state, SIGNUP_CONFIRMED);
    CHECK_INT(now_of(s.id).left.seats, NO_LIMIT);
}

TEST(not_once_it_began_or_was_withdrawn)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 8});
    Signup u = signup_of(&s, PAIR);
    CHECK_INT(signups_make(store, &u, true, STARTS, &err), SIGNUP_TOO_LATE);
    s.is_withdrawn = true;
    CHECK(sessions_put(store, &s, NOW, &err));
    CHECK_INT(signups_make(store, &u, true, NOW, &err), SIGNUP_TOO_LATE);
}

TEST(bad_parties_are_refused)
{
    UNUSED_STATE;
    static const Party BAD[] = {{0}, {.adults = -1, .children = 3}, {.adults = PARTY_MOST + 1},
        {.adults = 15, .children = 10}, {.adults = 1, .childcare = CHILDCARE_MOST + 1},
        {.adults = 1, .childcare = 1, .ages = {AGE_MOST + 1}}};
    Session s = session_of("s", (Places){50, 50, 50, 50});
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Signup u = signup_of(&s, BAD[i]);
        CHECK_INT(signups_make(store, &u, true, NOW, err_clear(&err)), SIGNUP_FAILED);
        CHECK_INT(err.code, ERR_INVALID);
    }
    CHECK_INT(now_of(s.id).left.seats, 50);
}

TEST(a_stub_comes_with_its_signup_or_not)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Stub stub = {.id = store_new_id(store, NOW), .child = "Nia", .grade = "02", .language = "fr"};
    Signup u = signup_of(&s, FAMILY);
    CHECK_INT(signups_make_stub(store, &stub, &u, false, NOW, &err), SIGNUP_NO_ROOM);
    Sql *q = sql(store, "SELECT count(*) FROM stub");
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 0);
    CHECK(sql_done(q, &err));
    u = signup_of(&s, PAIR);
    CHECK_INT(signups_make_stub(store, &stub, &u, false, NOW, &err), SIGNUP_DONE);
    CHECK(id_equal(u.opened_by, stub.id));
    q = sql(store, "SELECT count(*) FROM stub");
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 1);
    CHECK(sql_done(q, &err));
}

TEST(codes_cannot_be_mistaken)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 0});
    for (int i = 0; i < 500; i++) {
        Signup u = sign_up(&s, PAIR, false);
        CHECK_INT(strlen(u.code), CODE_DIGITS);
        CHECK_INT(strspn(u.code, "23456789"), CODE_DIGITS);
        for (int at = 2; at < CODE_DIGITS; at++)
            CHECK(u.code[at] != u.code[at - 1] || u.code[at] != u.code[at - 2]);
    }
}

/* ---- the waiting list ---- */

TEST(offers_to_the_next_that_fits_whole)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 4, .childcare = 2});
    Signup two = sign_up(&s, PAIR, false), other = sign_up(&s, PAIR, false);
    Signup family = sign_up(&s, (Party){.adults = 2, .children = 1, .childcare = 1}, true);
    Signup pair = sign_up(&s, PAIR, true);
    CHECK_INT(family.state, SIGNUP_WAITING);
    CHECK_INT(pair.ahead, 1);

    CHECK(signups_cancel(store, two.id, NOW, &err)); /* two free: not for three */
    CHECK_INT(state_of(family.id), SIGNUP_WAITING);
    CHECK_INT(state_of(pair.id), SIGNUP_OFFERED);
    CHECK_INT(now_of(s.id).left.seats, 0);

    CHECK(signups_cancel(store, pair.id, NOW, &err));
    CHECK(signups_cancel(store, other.id, NOW, &err)); /* four free */
    CHECK_INT(state_of(family.id), SIGNUP_OFFERED);
    CHECK_INT(signups_accept(store, family.id, NOW, &err), SIGNUP_DONE);
    CHECK_INT(signups_accept(store, family.id, NOW, &err), SIGNUP_DONE); /* touched twice */
    CHECK_INT(state_of(family.id), SIGNUP_CONFIRMED);
    CHECK_INT(now_of(s.id).left.seats, 1);
    CHECK_INT(now_of(s.id).left.childcare, 1);
}

TEST(the_list_is_by_turn_and_not_by_clock)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), first = sign_up(&s, PAIR, true);
    Signup second = signup_of(&s, PAIR);
    CHECK_INT(signups_make(store, &second, true, NOW - 50 * HOUR, &err), SIGNUP_DONE);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK_INT(state_of(first.id), SIGNUP_OFFERED);
    CHECK_INT(state_of(second.id), SIGNUP_WAITING);
}

/* More than are read at once; the first of them need what there is not. */
TEST(a_long_list_is_gone_through_to_its_end)
{
    UNUSED_STATE;
    enum { LONG = 100 };
    Signup last = {0};
    Session s = session_of("long", (Places){1, 0, 0, 0});
    Signup taken = sign_up(&s, (Party){.adults = 1}, false);
    for (int i = 0; i < LONG; i++)
        last = sign_up(&s, (Party){.adults = i < LONG - 1 ? 2 : 1}, true);
    CHECK(signups_get(store, last.id, &last, &err));
    CHECK_INT(last.turn, LONG);
    CHECK_INT(last.ahead, LONG - 1);
    CHECK(signups_cancel(store, taken.id, NOW, &err));
    CHECK_INT(state_of(last.id), SIGNUP_OFFERED);
    CHECK_INT(now_of(s.id).waiting, LONG - 1);
}

TEST(an_offer_ends_and_the_next_is_asked)
{
    UNUSED_STATE;
    Signup u;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), first = sign_up(&s, PAIR, true),
           second = sign_up(&s, PAIR, true);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK(signups_get(store, first.id, &u, &err));
    CHECK_INT(u.offered_until, NOW + 48 * HOUR);
    CHECK_INT(signups_settle(store, (Id){0}, u.offered_until - 1, &err), 0);
    CHECK_INT(signups_settle(store, (Id){0}, u.offered_until, &err), 2);
    CHECK_INT(state_of(first.id), SIGNUP_EXPIRED);
    CHECK_INT(signups_accept(store, first.id, u.offered_until, &err), SIGNUP_TOO_LATE);
    /* The second offer ends with the session's begin. */
    CHECK(signups_get(store, second.id, &u, &err));
    CHECK_INT(u.state, SIGNUP_OFFERED);
    CHECK_INT(u.offered_until, NOW + 96 * HOUR);
    CHECK_INT(signups_settle(store, s.id, STARTS, &err), 1);
    CHECK_INT(state_of(second.id), SIGNUP_EXPIRED);
}

TEST(an_offer_is_over_although_nobody_settled)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), first = sign_up(&s, PAIR, true),
           second = sign_up(&s, PAIR, true);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK_INT(signups_accept(store, first.id, NOW + 48 * HOUR, &err), SIGNUP_TOO_LATE);
    CHECK_INT(state_of(second.id), SIGNUP_OFFERED);
}

TEST(nothing_is_offered_after_the_begin)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), waits = sign_up(&s, PAIR, true);
    CHECK(signups_cancel(store, in.id, STARTS, &err));
    CHECK_INT(state_of(waits.id), SIGNUP_WAITING);
    CHECK_INT(signups_settle(store, (Id){0}, STARTS + 1, &err), 0);
}

/* ---- changing ---- */

TEST(a_larger_party_must_fit_as_a_whole)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 6, .childcare = 2});
    Signup u = sign_up(&s, PAIR, false), other = sign_up(&s, PAIR, false);
    CHECK_INT(
        signups_change(store, u.id, &(Party){.adults = 3, .children = 1}, NOW, &err), SIGNUP_DONE);
    CHECK_INT(now_of(s.id).left.seats, 0);
    CHECK_INT(signups_change(store, other.id, &FAMILY, NOW, &err), SIGNUP_NO_ROOM);
    CHECK_INT(state_of(other.id), SIGNUP_CONFIRMED);
    CHECK_INT(now_of(s.id).left.childcare, 2);
}

TEST(a_smaller_party_frees_at_once)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 3});
    Signup u = sign_up(&s, (Party){.adults = 2, .children = 1}, false),
           waits = sign_up(&s, PAIR, true);
    CHECK_INT(signups_change(store, u.id, &(Party){.adults = 1}, NOW, &err), SIGNUP_DONE);
    CHECK_INT(state_of(waits.id), SIGNUP_OFFERED);
}

TEST(who_waits_keeps_the_turn_when_changed)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), first = sign_up(&s, FAMILY, true),
           second = sign_up(&s, PAIR, true);
    CHECK_INT(signups_change(store, first.id, &PAIR, NOW, &err), SIGNUP_DONE);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK_INT(state_of(first.id), SIGNUP_OFFERED);
    CHECK_INT(state_of(second.id), SIGNUP_WAITING);
}

TEST(fewer_places_put_nobody_out)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 8, .childcare = 2});
    Signup u = sign_up(&s, FAMILY, false), other = sign_up(&s, PAIR, false);
    s.places = (Places){.seats = 2};
    CHECK(sessions_put(store, &s, NOW, &err));
    CHECK_INT(signups_settle(store, s.id, NOW, &err), 0);
    CHECK_INT(state_of(u.id), SIGNUP_CONFIRMED);
    CHECK_INT(state_of(other.id), SIGNUP_CONFIRMED);
    CHECK_INT(now_of(s.id).left.seats, 0);
    /* Fewer of them may still come; more may not. */
    Party party = FAMILY;
    party.adults = 1;
    CHECK_INT(signups_change(store, u.id, &party, NOW, &err), SIGNUP_DONE);
    CHECK_INT(signups_change(store, u.id, &FAMILY, NOW, &err), SIGNUP_NO_ROOM);
}

TEST(more_places_are_offered)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    sign_up(&s, PAIR, false);
    Signup waits = sign_up(&s, PAIR, true);
    s.places.seats = 4;
    CHECK(sessions_put(store, &s, NOW, &err));
    CHECK_INT(signups_settle(store, s.id, NOW, &err), 1);
    CHECK_INT(state_of(waits.id), SIGNUP_OFFERED);
}

TEST(attended_is_not_cancelled)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup u = sign_up(&s, PAIR, false);
    Sql *q = sql(store, "UPDATE signup SET state = 'attended' WHERE id = :id");
    sql_id(q, ":id", u.id);
    CHECK(sql_run(q, &err));
    CHECK(!signups_cancel(store, u.id, NOW, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK_INT(signups_change(store, u.id, &PAIR, NOW, err_clear(&err)), SIGNUP_TOO_LATE);
    CHECK_INT(now_of(s.id).left.seats, 0);
}

/* ---- what a home is told ---- */

TEST(a_clash_is_with_another_session_of_its_own)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 8}),
            same = session_of("same", (Places){.seats = 8});
    Session later = {
        .workshop = workshop, .uid = "later", .starts = STARTS + HOUR, .ends = STARTS + 2 * HOUR};
    CHECK(sessions_put(store, &later, NOW, &err));
    Signup u = sign_up(&s, PAIR, false), clash;
    CHECK_INT(signups_clash(store, u.opened_by, same.id, &clash, &err), 1);
    CHECK(id_equal(clash.id, u.id));
    CHECK_INT(signups_clash(store, u.opened_by, s.id, &clash, &err), 0);
    CHECK_INT(signups_clash(store, u.opened_by, later.id, &clash, &err), 0);
    CHECK_INT(signups_clash(store, store_new_id(store, NOW), same.id, &clash, &err), 0);
    CHECK(signups_cancel(store, u.id, NOW, &err));
    CHECK_INT(signups_clash(store, u.opened_by, same.id, &clash, &err), 0);
}

TEST(news_is_an_offer_or_a_session_withdrawn)
{
    UNUSED_STATE;
    Session s = session_of("s", (Places){.seats = 2});
    Signup in = sign_up(&s, PAIR, false), waits = sign_up(&s, PAIR, true);
    CHECK_INT(signups_news(store, waits.opened_by, NOW, &err), 0);
    CHECK(signups_cancel(store, in.id, NOW, &err));
    CHECK_INT(signups_news(store, waits.opened_by, NOW, &err), 1);
    CHECK_INT(signups_accept(store, waits.id, NOW, &err), SIGNUP_DONE);
    CHECK_INT(signups_news(store, waits.opened_by, NOW, &err), 0);

    s.is_withdrawn = true;
    CHECK(sessions_put(store, &s, NOW, &err));
    CHECK_INT(signups_news(store, waits.opened_by, NOW, &err), 1);
    CHECK_INT(signups_news(store, in.opened_by, NOW, &err), 0); /* gave it up before */
    CHECK(signups_tell(store, waits.id, NOW, &err));
    CHECK_INT(signups_news(store, waits.opened_by, NOW, &err), 0);
    Signup mine[2];
    CHECK_INT(signups_of(store, waits.opened_by, NOW, mine, 2, &err), 1);
    CHECK_INT(signups_of(store, in.opened_by, NOW, mine, 2, &err), 0);
    CHECK_INT(signups_of(store, waits.opened_by, STARTS + HOUR, mine, 2, &err), 0);
}

int main(void)
{
#define IN_SCHOOL(test) cmocka_unit_test_setup_teardown(test, open_school, close_school)
    const struct CMUnitTest tests[] = {
        IN_SCHOOL(takes_every_kind_of_place_at_once),
        IN_SCHOOL(one_kind_short_takes_none),
        IN_SCHOOL(two_taps_are_one),
        IN_SCHOOL(a_home_is_there_once),
        IN_SCHOOL(no_limit_is_never_full),
        IN_SCHOOL(not_once_it_began_or_was_withdrawn),
        IN_SCHOOL(bad_parties_are_refused),
        IN_SCHOOL(a_stub_comes_with_its_signup_or_not),
        IN_SCHOOL(codes_cannot_be_mistaken),
        IN_SCHOOL(offers_to_the_next_that_fits_whole),
        IN_SCHOOL(the_list_is_by_turn_and_not_by_clock),
        IN_SCHOOL(a_long_list_is_gone_through_to_its_end),
        IN_SCHOOL(an_offer_ends_and_the_next_is_asked),
        IN_SCHOOL(an_offer_is_over_although_nobody_settled),
        IN_SCHOOL(nothing_is_offered_after_the_begin),
        IN_SCHOOL(a_larger_party_must_fit_as_a_whole),
        IN_SCHOOL(a_smaller_party_frees_at_once),
        IN_SCHOOL(who_waits_keeps_the_turn_when_changed),
        IN_SCHOOL(fewer_places_put_nobody_out),
        IN_SCHOOL(more_places_are_offered),
        IN_SCHOOL(attended_is_not_cancelled),
        IN_SCHOOL(a_clash_is_with_another_session_of_its_own),
        IN_SCHOOL(news_is_an_offer_or_a_session_withdrawn),
    };
    return cmocka_run_group_tests_name("signups", tests, NULL, NULL);
}
