/* Clocks that are wrong and clocks that change: set back a year, set forward ten, the hour that
 * comes twice and the one that does not come. What is kept stays right, and waiting is not of
 * the wall's clock. */
#include "kiosk.h"
#include "store/sql.h"

#define CHECK_IN "Check in {0, plural, one {# person} other {# people}}"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const int64_t JUMPS[] = {-365 * (int64_t)DAY, 3653 * (int64_t)DAY, 0};

static Kiosk k;
static Err err;

static int open_kiosk(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    kiosk_open(&k, school);
    return 0;
}

static int close_kiosk(void **state)
{
    UNUSED_STATE;
    kiosk_close(&k);
    return 0;
}

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&k.app), screen) == 0;
}

static int64_t number(const char *text)
{
    Sql *q = sql(k.store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

/* The wall's clock alone; a second goes by. */
static void set_clock(int64_t now)
{
    app_time(&k.app, now, k.app.tick_ms + 1000);
    kiosk_frame(&k);
}

/* The flow of a check-in, a step at a time: welcome, name, proof, household, thanks. */
enum { STEPS = 4 };

static void step(int i, const char *name, const char *digits)
{
    if (is_at("visit")) /* no event is on at this time: what for? */
        tap(&k, BUTTON, "Volunteer");
    if (i == 0)
        tap(&k, BUTTON, "Check in");
    if (i == 1)
        type_into(&k, "Name", name);
    if (i == 2)
        type_into(&k, "Last 4 digits of your phone number", digits);
    if (i == 1 || i == 2)
        tap(&k, BUTTON, "Next");
    if (is_at("visit"))
        tap(&k, BUTTON, "Volunteer");
    if (i == 3)
        tap(&k, BUTTON, CHECK_IN);
}

static void check_in(const char *name, const char *digits)
{
    for (int i = 0; i < STEPS && !is_at("already"); i++)
        step(i, name, digits);
}

static void go_out(void)
{
    tap(&k, BUTTON, "Done");
    CHECK(is_at("welcome"));
}

/* Every visit with its people and its row for the hub; ids rise in the order of keeping. */
static void is_whole(int visits)
{
    CHECK_INT(number("SELECT count(*) FROM visit"), visits);
    CHECK_INT(number("SELECT count(*) FROM visit v WHERE"
                     " EXISTS (SELECT 1 FROM visit_person WHERE visit = v.id) AND"
                     " 1 = (SELECT count(*) FROM outbox WHERE kind = 'visit.arrived'"
                     " AND body ->> 'id' = uuid(v.id))"),
        visits);
    CHECK_INT(number("SELECT count(*) FROM outbox a JOIN outbox b ON a.number < b.number"
                     " WHERE a.kind = 'visit.arrived' AND b.kind = 'visit.arrived'"
                     " AND a.body ->> 'id' >= b.body ->> 'id'"),
        0);
    CHECK(store_check(k.store, &err));
}

/* --- set while somebody checks in ---------------------------------------------------------- */

/* Rosa is here; the clock is set while Ama is on her way, and put right again. */
static void jump_at(int at, int64_t jump)
{
    check_in("Rosa", "0142");
    go_out();
    for (int i = 0; i < STEPS; i++) {
        if (i == at)
            set_clock(k.app.now + jump);
        step(i, "Ama", "0117");
    }
    CHECK(is_at("thanks"));
    is_whole(2);
    CHECK_INT(number("SELECT max(arrived) - min(arrived) FROM visit") >= llabs(jump), 1);
    go_out();
    set_clock(EVENING + 10 * MINUTE);
    kiosk_wait(&k, MINUTE);
    check_in("Rosa", "0142");
    CHECK(is_at("already"));
    CHECK(anywhere(&k, "5:42"));
    is_whole(2);
}

TEST(a_clock_that_is_set_while_a_family_checks_in_costs_no_visit)
{
    UNUSED_STATE;
    for (int i = 0; JUMPS[i]; i++)
        for (int at = 0; at < STEPS; at++) {
            kiosk_close(&k);
            kiosk_open(&k, school);
            jump_at(at, JUMPS[i]);
        }
}

/* --- set at night -------------------------------------------------------------------------- */

TEST(a_clock_that_is_set_at_night_changes_nothing_that_was_kept)
{
    UNUSED_STATE;
    check_in("Rosa", "0142");
    go_out();
    for (int i = 0; JUMPS[i]; i++) {
        set_clock(EVENING + 9 * HOUR + JUMPS[i]);
        CHECK(is_at("welcome"));
        kiosk_wait(&k, 3 * MINUTE);
        CHECK(is_at("welcome"));
        CHECK(app_wait_ms(&k.app) > 0 && app_wait_ms(&k.app) <= 60000);
        is_whole(1);
        CHECK_INT(number("SELECT arrived FROM visit"), EVENING);
        CHECK_INT(number("SELECT day FROM visit"), 20261119);
        CHECK_INT(number("SELECT left IS NULL FROM visit"), 1);
    }
    set_clock(EVENING + 10 * HOUR);
    check_in("Ama", "0117");
    CHECK(is_at("thanks"));
    is_whole(2);
    CHECK_INT(number("SELECT max(day) FROM visit"), 20261120);
}

/* --- waiting ------------------------------------------------------------------------------- */

/* Idle is asked for after a minute of the other clock, whatever the wall says. */
TEST(idle_and_closing_are_not_of_the_walls_clock)
{
    UNUSED_STATE;
    for (int i = 0; JUMPS[i]; i++) {
        set_clock(EVENING);
        step(0, "", "");
        kiosk_type(&k, "Ro");
        set_clock(EVENING + JUMPS[i]);
        CHECK_TEXT(see(&k, FIELD, "Name")->value, "Ro");
        kiosk_wait(&k, k.app.idle_seconds - 2);
        see(&k, FIELD, "Name");
        kiosk_wait(&k, 1);
        CHECK(k.app.warned_ms != 0);
        set_clock(EVENING - JUMPS[i]);
        kiosk_wait(&k, IDLE_WARNING - 2);
        CHECK(k.app.warned_ms != 0);
        kiosk_wait(&k, 1);
        CHECK(is_at("welcome"));
    }
}

static void miss(void)
{
    for (int i = 0; i < STEPS - 1; i++)
        step(i, "Nobody Known", "0142");
    CHECK(is_at("not_found"));
}

TEST(whoever_guesses_waits_although_the_clock_is_set)
{
    UNUSED_STATE;
    for (int i = 0; i < 5; i++) {
        miss();
        kiosk_wait(&k, 150);
        CHECK(is_at("welcome"));
        set_clock(EVENING);
    }
    miss();
    CHECK(!kiosk_find(&k, BUTTON, "Write a name"));
    set_clock(EVENING + JUMPS[1]);
    CHECK(!kiosk_find(&k, BUTTON, "Write a name"));
    set_clock(EVENING + JUMPS[0]);
    see(&k, BUTTON, "Write a name"); /* two seconds have gone by */
}

/* --- summer time --------------------------------------------------------------------------- */

/* The kiosk stands at a local time; an event is on until noon. */
static int64_t stand_at(const char *time)
{
    int64_t at = 0;
    CHECK(zone_parse(k.app.zone, time, &at, &err));
    set_clock(at);
    return at;
}

static void check_in_at(const char *time, const char *name, const char *digits)
{
    stand_at(time);
    check_in(name, digits);
    CHECK(is_at("thanks"));
    go_out();
}

TEST(the_hour_that_comes_twice_keeps_the_order)
{
    UNUSED_STATE;
    int64_t first = stand_at("2026-11-01T00:30:00-05:00");
    put_event(&k, "night", "Night of reading", first, first + 5 * HOUR);
    check_in_at("2026-11-01T01:30:00-05:00", "Rosa", "0142");
    check_in_at("2026-11-01T01:10:00-06:00", "Ama", "0117");
    is_whole(2);
    Visit present[2];
    CHECK_INT(visits_present(k.store, present, 2, &err), 2);
    CHECK_INT(present[1].arrived - present[0].arrived, 40 * MINUTE);
    CHECK_INT(present[0].day, 20261101);
    CHECK_INT(present[1].day, 20261101);
    stand_at("2026-11-01T01:20:00-06:00");
    check_in("Rosa", "0142");
    CHECK(is_at("already"));
    CHECK(anywhere(&k, "1:30"));
    tap(&k, BUTTON, "Done");
    int64_t end = zone_day_end(k.app.zone, 20261101);
    CHECK_INT(end - zone_day_start(k.app.zone, 20261101), 25 * HOUR);
}

TEST(the_hour_that_does_not_come_is_not_missed)
{
    UNUSED_STATE;
    int64_t first = stand_at("2026-03-08T00:30");
    put_event(&k, "night", "Night of reading", first, first + 5 * HOUR);
    check_in_at("2026-03-08T01:59:50", "Rosa", "0142");
    check_in_at("2026-03-08T03:00:10", "Ama", "0117");
    is_whole(2);
    CHECK_INT(number("SELECT max(arrived) - min(arrived) FROM visit"), 20);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE day = 20260308"), 2);
    CHECK_INT(zone_day_end(k.app.zone, 20260308) - zone_day_start(k.app.zone, 20260308), 23 * HOUR);
}

TEST(an_ordinary_day_of_25_hours_has_each_number_once)
{
    UNUSED_STATE;
    check_in_at("2026-11-01T00:10:00-05:00", "Rosa", "0142");
    check_in_at("2026-11-01T01:50:00-05:00", "Ama", "0117");
    CHECK_INT(number("SELECT max(number) FROM visit WHERE day = 20261101"), 2);
    stand_at("2026-11-01T01:05:00-06:00");
    kiosk_wait(&k, 2 * MINUTE);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE ended = ''"), 2);
    stand_at("2026-11-01T23:59:00-06:00");
    kiosk_wait(&k, 2 * MINUTE); /* midnight: who did not say that they left has not said it */
    CHECK_INT(number("SELECT count(*) FROM visit WHERE ended = 'not_said'"), 2);
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_kiosk, close_kiosk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_clock_that_is_set_while_a_family_checks_in_costs_no_visit),
        RUN_OPEN(a_clock_that_is_set_at_night_changes_nothing_that_was_kept),
        RUN_OPEN(idle_and_closing_are_not_of_the_walls_clock),
        RUN_OPEN(whoever_guesses_waits_although_the_clock_is_set),
        RUN_OPEN(the_hour_that_comes_twice_keeps_the_order),
        RUN_OPEN(the_hour_that_does_not_come_is_not_missed),
        RUN_OPEN(an_ordinary_day_of_25_hours_has_each_number_once),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
