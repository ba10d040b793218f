/* A list of paper, keyed in: while its event runs, when it is over, the next morning, a week later.
 */
#include "told.h"

#include "store/counts.h"
#include "store/families.h"
#include "store/stubs.h"
#include "store/visits.h"

static const char CHECK_IN[] = "Check in {0, plural, one {# person} other {# people}}";

enum { AFTER = 8280 + 300, MORNING = 52080, WEEK = 7 * 86400 }; /* from EVENING on */

static void later(int seconds)
{
    app_time(&k.app, EVENING + seconds, (int64_t)seconds * 1000);
    kiosk_frame(&k);
}

static void find(const char *typed)
{
    kiosk_type(&k, typed);
    kiosk_frame(&k);
}

static void key_in(const char *typed)
{
    find(typed);
    kiosk_wait(&k, 1); /* a hand is slower than a scanner */
    kiosk_key(&k, KEY_ENTER);
}

static void begin_paper(void)
{
    tap(&k, BUTTON, "Show");
    tap(&k, CHOICE, "Keying in a paper list");
}

static void open_list(void)
{
    sign_in();
    tap(&k, BUTTON, "Open the list");
    CHECK(is_at("desk"));
}

/* By who has the desk's role, on an evening after. */
static void open_earlier(int seconds)
{
    later(seconds);
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    tap(&k, BUTTON, "Earlier events");
    CHECK(is_at("earlier"));
    tap(&k, BUTTON, "Open the list");
    CHECK(is_at("desk"));
}

static const char *search_text(void)
{
    return see(&k, FIELD, "Search")->value;
}

static int64_t visits(void)
{
    return number("SELECT count(*) FROM visit WHERE undone IS NULL");
}

static int64_t inside(void)
{
    return visits_present(k.store, NULL, 0, &err);
}

/* By paper, at the event's start and on its day; left: nobody knows when. */
static int64_t closed(void)
{
    return number("SELECT count(*) FROM visit JOIN event ON event.id = visit.event"
                  " WHERE method = 'paper' AND arrived = starts AND day = 20261119"
                  " AND ended = 'not_said' AND left IS NULL AND undone IS NULL");
}

/* --- while the event runs ------------------------------------------------------------------ */

TEST(a_family_of_a_paper_list_came_by_paper_when_the_event_began_and_is_inside)
{
    UNUSED_STATE;
    open_list();
    begin_paper();
    CHECK(says("Keying in a paper list"));
    key_in("mensah");
    CHECK_INT(visits(), 1);
    CHECK_INT(number("SELECT count(*) FROM visit JOIN event ON event.id = visit.event"
                     " WHERE method = 'paper' AND arrived = starts AND ended = ''"),
        1);
    CHECK_INT(inside(), 1);
    CHECK_TEXT(search_text(), ""); /* for the next */
}

TEST(one_of_a_paper_list_who_is_looked_at_first_came_by_paper_too)
{
    UNUSED_STATE;
    open_list();
    begin_paper();
    find("mens");
    tap(&k, BUTTON, "Who is here");
    CHECK(is_at("family"));
    tap(&k, BUTTON, CHECK_IN);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'paper'"), 1);
    CHECK(says("Keying in a paper list"));
}

TEST(keying_in_ends_with_a_second_touch_and_with_who_locks)
{
    UNUSED_STATE;
    open_list();
    begin_paper();
    begin_paper();
    CHECK(!says("Keying in a paper list"));
    key_in("mensah");
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'desk'"), 1);
    begin_paper();
    tap(&k, BUTTON, "Lock");
    CHECK_INT(k.app.guest.on_paper, 0);
}

TEST(who_is_keyed_twice_is_amber_and_has_one_visit)
{
    UNUSED_STATE;
    open_list();
    begin_paper();
    key_in("mensah");
    key_in("mensah");
    CHECK(says("Already here, 4:00 PM, lobby"));
    CHECK_INT(visits(), 1);
}

/* --- when it is over ----------------------------------------------------------------------- */

TEST(who_is_keyed_when_the_event_is_over_is_not_inside_and_left_at_no_time)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    begin_paper();
    key_in("mensah");
    CHECK_INT(visits(), 1);
    CHECK_INT(closed(), 1);
    CHECK_INT(inside(), 0);
    CHECK_TEXT(search_text(), "");
}

TEST(what_was_keyed_and_closed_stands_in_outbox_and_audit)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    begin_paper();
    key_in("mensah");
    CHECK_INT(number("SELECT count(*) FROM outbox a JOIN outbox c ON c.number = a.number + 1"
                     " WHERE a.kind = 'visit.arrived' AND c.kind = 'visit.closed'"
                     " AND c.body ->> 'ended' = 'not_said' AND c.body ->> 'left' IS NULL"
                     " AND a.body ->> 'id' = c.body ->> 'id'"),
        1);
    CHECK_INT(number("SELECT count(*) FROM audit a JOIN audit c ON c.number = a.number + 1"
                     " JOIN staff ON staff.id = c.staff"
                     " WHERE a.act = 'visit.arrived' AND c.act = 'visit.closed'"
                     " AND a.subject = c.subject AND c.detail = 'conference'"),
        1);
}

TEST(who_cannot_be_closed_is_not_kept_either)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    begin_paper();
    Sql *q = sql(k.store,
        "CREATE TEMP TRIGGER full BEFORE INSERT ON outbox WHEN NEW.kind = 'visit.closed'"
        " BEGIN SELECT raise(ABORT, 'full'); END");
    CHECK(sql_run(q, &err));
    key_in("mensah");
    CHECK_INT(number("SELECT count(*) FROM visit"), 0);
    CHECK_INT(number("SELECT count(*) FROM outbox WHERE kind LIKE 'visit.%'"), 0);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act LIKE 'visit.%'"), 0);
    q = sql(k.store, "DROP TRIGGER full");
    CHECK(sql_run(q, &err));
    kiosk_key(&k, KEY_ENTER); /* what was typed stands still */
    CHECK_INT(closed(), 1);
}

TEST(without_paper_who_comes_late_is_inside)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    key_in("mensah");
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'desk' AND ended = ''"), 1);
    CHECK_INT(inside(), 1);
}

TEST(undo_takes_back_who_was_keyed_and_they_can_be_keyed_again)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    begin_paper();
    key_in("mensah");
    tap(&k, BUTTON, "Undo");
    CHECK_INT(visits(), 0);
    key_in("mensah");
    CHECK_INT(closed(), 1);
    CHECK_INT(number("SELECT count(*) FROM visit"), 2);
}

TEST(was_not_here_takes_back_who_was_keyed_and_nothing_else_is_offered)
{
    UNUSED_STATE;
    later(AFTER);
    open_list();
    begin_paper();
    key_in("mensah");
    find("mensah");
    CHECK(says("Was here, 4:00 PM, lobby"));
    tap(&k, BUTTON, "Who is here");
    CHECK(says("Was here, 4:00 PM, lobby"));
    CHECK(!kiosk_find(&k, BUTTON, "Check out"));
    CHECK(!kiosk_find(&k, BUTTON, "In again"));
    tap(&k, BUTTON, "Was not here");
    CHECK(is_at("desk"));
    CHECK_INT(visits(), 0);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'visit.undone'"), 1);
}

TEST(who_checked_in_at_the_glass_before_keeps_that_time_and_way)
{
    UNUSED_STATE;
    Visit glass = {.id = store_new_id(k.store, EVENING),
        .event = k.app.open[0].id,
        .arrived = EVENING,
        .day = 20261119,
        .adults = 1,
        .method = METHOD_NAME,
        .kiosk = "lobby"};
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = 'Ama'");
    if (sql_row(q))
        glass.opened_by = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    CHECK(visits_arrive(k.store, &glass, &glass.opened_by, 1, &err));
    later(AFTER);
    open_list();
    begin_paper();
    key_in("mensah");
    CHECK(says("Already here, 5:42 PM, lobby"));
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'name' AND ended = ''"
                     " AND (SELECT starts FROM event) < arrived"),
        1);
}

/* --- days later ---------------------------------------------------------------------------- */

TEST(the_next_morning_last_nights_list_is_found_and_keyed)
{
    UNUSED_STATE;
    open_earlier(MORNING);
    CHECK(says("Keying in a paper list")); /* nobody arrives there now */
    CHECK(says("Thu, Nov 19, 4:00 – 8:00 PM"));
    CHECK_INT(number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                     " WHERE act = 'list.opened' AND subject = 'conference'"),
        1);
    key_in("mensah");
    key_in("ramirez");
    CHECK_INT(closed(), 2);
    CHECK_INT(inside(), 0);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE day <> 20261119"), 0);
}

TEST(a_list_that_stays_open_over_midnight_takes_nobody_for_arriving_now)
{
    UNUSED_STATE;
    open_list();
    app_time(&k.app, EVENING + MORNING, k.app.tick_ms + 1000); /* the machine slept */
    kiosk_frame(&k);
    CHECK(says("Keying in a paper list"));
    key_in("mensah");
    CHECK_INT(closed(), 1);
}

/* The outbox goes on in time: else it is a clock that was set back. */
TEST(what_is_written_down_later_is_dated_so)
{
    UNUSED_STATE;
    open_earlier(MORNING);
    key_in("mensah");
    tap(&k, BUTTON, "One more");
    tap(&k, BUTTON, "New family");
    type_into(&k, "Child’s name", "Noor Haddad");
    tap(&k, BUTTON, "Check in");
    CHECK_INT(number("SELECT count(DISTINCT kind) FROM outbox WHERE kind IN"
                     " ('visit.arrived', 'visit.closed', 'headcount.made', 'stub.made')"),
        4);
    Sql *q = sql(k.store, "SELECT count(*) FROM outbox WHERE at < :morning");
    sql_int(q, ":morning", EVENING + MORNING);
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 0);
    CHECK(sql_done(q, &err));
}

TEST(at_an_earlier_event_nobody_can_be_taken_for_arriving_now)
{
    UNUSED_STATE;
    open_earlier(MORNING);
    tap(&k, BUTTON, "Show");
    CHECK(!kiosk_find(&k, CHOICE, "Keying in a paper list"));
    tap(&k, BUTTON, "Show everybody");
    tap(&k, BUTTON, "Lock");
    open_earlier(MORNING + 600);
    key_in("mensah");
    CHECK_INT(closed(), 1);
}

TEST(a_weeks_events_stand_with_the_last_one_first)
{
    UNUSED_STATE;
    put_event(&k, "fair", "Book fair", EVENING + WEEK - 86400, EVENING + WEEK - 80000);
    put_event(&k, "tonight", "Open house", EVENING + WEEK, EVENING + WEEK + 7200);
    put_event(&k, "gone", "Called off", EVENING + 86400, EVENING + 90000);
    Sql *q = sql(k.store, "UPDATE event SET state = 'withdrawn' WHERE uid = 'gone'");
    CHECK(sql_run(q, &err));
    later(WEEK);
    sign_in();
    tap(&k, BUTTON, "Earlier events");
    float fair = see(&k, GROUP, "Book fair")->box.y;
    CHECK(fair < see(&k, GROUP, "Family conference night")->box.y);
    CHECK(!anywhere(&k, "Open house"));
    CHECK(!anywhere(&k, "Called off"));
}

TEST(the_list_of_last_week_takes_who_was_there_last_week)
{
    UNUSED_STATE;
    open_earlier(WEEK);
    key_in("mensah");
    CHECK_INT(closed(), 1);
    CHECK_INT(inside(), 0);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(visits(), 0);
}

TEST(without_an_earlier_event_the_page_says_so)
{
    UNUSED_STATE;
    sign_in();
    tap(&k, BUTTON, "Earlier events");
    CHECK(says("There were none."));
    CHECK(!kiosk_find(&k, BUTTON, "Open the list"));
}

TEST(people_without_a_name_are_counted_on_the_events_day)
{
    UNUSED_STATE;
    open_earlier(MORNING);
    tap(&k, BUTTON, "One more");
    tap(&k, BUTTON, "One more");
    tap(&k, BUTTON, "Undo");
    CHECK_INT(number("SELECT count(*) FROM headcount WHERE undone IS NULL"), 1);
    CHECK_INT(number("SELECT count(*) FROM headcount h JOIN event ON event.id = h.event"
                     " WHERE h.day = 20261119 AND h.at = starts"),
        2);
    CHECK_INT(families_counts(k.app.families)->counted, 1);
}

/* --- a family that is not on the list ------------------------------------------------------ */

static void write_new(void)
{
    tap(&k, BUTTON, "New family");
    type_into(&k, "Child’s name", "Noor Haddad");
    tap(&k, BUTTON, "Check in");
    CHECK(is_at("desk"));
}

TEST(a_family_written_at_the_foot_of_the_sheet_came_by_paper_too)
{
    UNUSED_STATE;
    Counts counts;
    open_earlier(MORNING);
    write_new();
    CHECK_INT(closed(), 1);
    CHECK_INT(inside(), 0);
    CHECK_INT(number("SELECT count(*) FROM visit JOIN stub ON stub.id = opened_by"), 1);
    CHECK(says("Was here, 4:00 PM, lobby"));
    CHECK(counts_day(k.store, 20261119, (Id){0}, &counts, &err));
    CHECK_INT(counts.walk_ins, 1); /* by whatever method */
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'stub.made'"), 1);
}

TEST(while_the_event_runs_such_a_family_is_inside)
{
    UNUSED_STATE;
    open_list();
    begin_paper();
    write_new();
    CHECK_INT(number("SELECT count(*) FROM visit JOIN event ON event.id = visit.event"
                     " WHERE method = 'paper' AND arrived = starts AND ended = ''"),
        1);
    CHECK_INT(inside(), 1);
}

TEST(a_walk_in_that_is_not_of_paper_stays_one)
{
    UNUSED_STATE;
    open_list();
    write_new();
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'walk_in' AND ended = ''"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_family_of_a_paper_list_came_by_paper_when_the_event_began_and_is_inside),
        RUN_OPEN(one_of_a_paper_list_who_is_looked_at_first_came_by_paper_too),
        RUN_OPEN(keying_in_ends_with_a_second_touch_and_with_who_locks),
        RUN_OPEN(who_is_keyed_twice_is_amber_and_has_one_visit),
        RUN_OPEN(who_is_keyed_when_the_event_is_over_is_not_inside_and_left_at_no_time),
        RUN_OPEN(what_was_keyed_and_closed_stands_in_outbox_and_audit),
        RUN_OPEN(who_cannot_be_closed_is_not_kept_either),
        RUN_OPEN(without_paper_who_comes_late_is_inside),
        RUN_OPEN(undo_takes_back_who_was_keyed_and_they_can_be_keyed_again),
        RUN_OPEN(was_not_here_takes_back_who_was_keyed_and_nothing_else_is_offered),
        RUN_OPEN(who_checked_in_at_the_glass_before_keeps_that_time_and_way),
        RUN_OPEN(the_next_morning_last_nights_list_is_found_and_keyed),
        RUN_OPEN(a_list_that_stays_open_over_midnight_takes_nobody_for_arriving_now),
        RUN_OPEN(what_is_written_down_later_is_dated_so),
        RUN_OPEN(at_an_earlier_event_nobody_can_be_taken_for_arriving_now),
        RUN_OPEN(a_weeks_events_stand_with_the_last_one_first),
        RUN_OPEN(the_list_of_last_week_takes_who_was_there_last_week),
        RUN_OPEN(without_an_earlier_event_the_page_says_so),
        RUN_OPEN(people_without_a_name_are_counted_on_the_events_day),
        RUN_OPEN(a_family_written_at_the_foot_of_the_sheet_came_by_paper_too),
        RUN_OPEN(while_the_event_runs_such_a_family_is_inside),
        RUN_OPEN(a_walk_in_that_is_not_of_paper_stays_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
