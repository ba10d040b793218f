/* What a desk does to a visit: each act with its rows of outbox and audit, or not at all. */
#include "homes.h"

#include "store/counts.h"
#include "store/desk.h"
#include "store/events.h"
#include "store/sql.h"
#include "store/stubs.h"

enum { STARTS = 1795131000, TODAY = 20261119 };

static Id evening, morning;
static AuditBy by = {.kiosk = "desk", .at = STARTS};

static Id put_event(const char *uid)
{
    Event event = {.kind = "conference", .starts = STARTS, .ends = STARTS + 7200};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    CHECK(events_put(store, &event, 1, &err));
    return event.id;
}

static int open_evening(void **state)
{
    if (open_school(state))
        return -1;
    evening = put_event("evening");
    morning = put_event("morning");
    return 0;
}

static int number(const char *text)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static int counted(const char *table, const char *column, const char *kind)
{
    char text[128];
    snprintf(text, sizeof text, "SELECT count(*) FROM %s WHERE %s = '%s'", table, column, kind);
    return number(text);
}

/* Whether the last row of outbox and audit is this, of this, at the event. */
static void is_noted(const char *act, Id subject, const char *uid)
{
    char text[512];
    snprintf(text, sizeof text,
        "SELECT count(*) FROM audit WHERE number = (SELECT max(number) FROM audit) AND act = '%s'"
        " AND subject = '%s' AND detail = '%s' AND kiosk = 'desk'",
        act, id_text(subject), uid);
    CHECK_INT(number(text), 1);
    snprintf(text, sizeof text,
        "SELECT count(*) FROM outbox WHERE number = (SELECT max(number) FROM outbox)"
        " AND kind = '%s' AND body ->> 'id' = '%s'",
        act, id_text(subject));
    CHECK_INT(number(text), 1);
    CHECK_INT(number("SELECT count(*) FROM audit"), number("SELECT count(*) FROM outbox"));
}

static void is_refused(bool is_done, ErrCode code)
{
    CHECK(!is_done);
    CHECK_INT(err.code, code);
    err_clear(&err);
}

static DeskFamily family_of(Id row, Id event)
{
    DeskFamily family;
    CHECK(desk_family(store, row, event, &family, &err));
    return family;
}

static DeskFamily plan(Id row, Id event)
{
    DeskFamily family = family_of(row, event);
    CHECK(id_is_zero(family.visit.id));
    family.visit.id = store_new_id(store, STARTS);
    family.visit.event = event;
    family.visit.arrived = STARTS;
    family.visit.day = TODAY;
    family.visit.method = METHOD_DESK;
    snprintf(family.visit.kiosk, sizeof family.visit.kiosk, "desk");
    return family;
}

static Id arrive(Id row, Id event)
{
    DeskFamily family = plan(row, event);
    CHECK(desk_arrive(store, &by, &family, &err));
    return family.visit.id;
}

static Visit kept(Id visit)
{
    Visit out;
    CHECK(visits_get(store, visit, &out, &err));
    return out;
}

static Id put_stub(Id event, Id *visit_id)
{
    Stub stub = {.id = store_new_id(store, STARTS), .child = "Bao Tran", .adult = "Linh Tran"};
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = event,
        .arrived = STARTS,
        .day = TODAY,
        .adults = 1,
        .children = 2,
        .kiosk = "desk"};
    CHECK(stubs_arrive(store, &stub, &visit, &err));
    *visit_id = visit.id;
    return stub.id;
}

static void match(Id stub, Id person)
{
    Sql *q = sql(store, "UPDATE stub SET state = 'matched', matched = :person WHERE id = :stub");
    sql_id(q, ":person", person);
    sql_id(q, ":stub", stub);
    CHECK(sql_run(q, &err));
}

/* --- the family ---------------------------------------------------------------------------- */

TEST(the_first_time_one_adult_is_ticked_and_no_child)
{
    UNUSED_STATE;
    DeskFamily family = family_of(ama, evening); /* of two guardians nobody knows which */
    CHECK_INT(family.count, 4);
    CHECK(family.people[0].is_adult && family.people[1].is_adult && !family.people[2].is_adult);
    CHECK_TEXT(family.people[2].name, "Kwame Mensah");
    CHECK_TEXT(family.people[3].name, "Ama Mensah");
    CHECK_INT(family.others, 1);
    CHECK(id_equal(family.visit.opened_by, ama));
    CHECK_INT(family.visit.adults, 1);
    CHECK_INT(family.visit.children, 0);
    for (int i = 0; i < family.count; i++)
        CHECK(!family.is_here[i]);
}

TEST(an_only_guardian_opens_the_visit)
{
    UNUSED_STATE;
    Id ida = child("Ida", "Berg", "02", 1, 1), una = guardian("Una", "Berg", "5550177");
    tie(una, ida);
    DeskFamily family = family_of(ida, evening);
    CHECK(id_equal(family.visit.opened_by, una));
    CHECK(family.is_here[0]);
    CHECK_INT(family.others, 0);
    CHECK_INT(family.visit.adults, 1);
}

TEST(the_next_time_the_people_of_the_last_visit_are_ticked)
{
    UNUSED_STATE;
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = morning,
        .opened_by = kofi,
        .arrived = STARTS,
        .day = TODAY,
        .adults = 2,
        .children = 1};
    CHECK(visits_arrive(store, &visit, (const Id[]){kofi, ama}, 2, &err));
    DeskFamily family = family_of(ama, evening);
    CHECK(id_equal(family.visit.opened_by, kofi));
    for (int i = 0; i < family.count; i++)
        CHECK_INT(family.is_here[i],
            id_equal(family.people[i].id, kofi) || id_equal(family.people[i].id, ama));
    CHECK_INT(family.others, 1); /* the adult whose name nobody gave */
    CHECK_INT(family.visit.adults, 2);
    CHECK_INT(family.visit.children, 1);
}

TEST(the_last_visit_counts_whoever_of_the_row_opened_it)
{
    UNUSED_STATE;
    Id ida = child("Ida", "Berg", "02", 1, 1), una = guardian("Una", "Berg", "5550177");
    tie(una, ida);
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = morning,
        .opened_by = ida, /* by the birthday, at the glass: adults are a number */
        .arrived = STARTS,
        .day = TODAY,
        .adults = 2,
        .children = 1};
    CHECK(visits_arrive(store, &visit, &ida, 1, &err));
    DeskFamily family = family_of(ida, evening);
    CHECK_INT(family.others, 2);
    CHECK_INT(family.visit.children, 1);
    CHECK_INT(family.visit.adults, 2);
}

TEST(the_language_of_the_home_is_the_first_childs_that_has_one)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(store, "UPDATE person SET language = 'fr' WHERE given = 'Efua'"), &err));
    CHECK_TEXT(family_of(ama, evening).language, "fr");
    CHECK(sql_run(sql(store, "UPDATE person SET language = 'ak' WHERE given = 'Kwame'"), &err));
    CHECK_TEXT(family_of(ama, evening).language, "ak");
    CHECK_TEXT(family_of(ama, evening).visit.language, "ak");
}

TEST(a_walk_in_has_numbers_and_no_people)
{
    UNUSED_STATE;
    Id visit, stub = put_stub(evening, &visit);
    DeskFamily family = family_of(stub, evening);
    CHECK(family.is_walk_in);
    CHECK_INT(family.count, 0);
    CHECK(id_equal(family.visit.id, visit));
    CHECK_INT(family.others, 1);
    family.others = 2;
    family.visit.children = 3;
    CHECK(desk_change(store, &by, &family, &err));
    CHECK_INT(kept(visit).adults, 2);
    CHECK_INT(kept(visit).children, 3);
    CHECK_INT(number("SELECT count(*) FROM visit_person"), 0);
}

TEST(a_family_that_there_is_not_is_not_found)
{
    UNUSED_STATE;
    DeskFamily family;
    is_refused(desk_family(store, store_new_id(store, 1), evening, &family, &err), ERR_NOT_FOUND);
}

TEST(a_look_is_in_the_audit)
{
    UNUSED_STATE;
    CHECK(desk_look(store, &by, ama, &err));
    CHECK_INT(counted("audit", "act", "family.seen"), 1);
    CHECK_INT(counted("audit", "subject", id_text(ama)), 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), 0);
}

/* --- in, changed, out ---------------------------------------------------------------------- */

TEST(arriving_is_noted_once_however_often_it_is_told)
{
    UNUSED_STATE;
    DeskFamily family = plan(ama, evening), again = family;
    CHECK(desk_arrive(store, &by, &family, &err));
    is_noted("visit.arrived", family.visit.id, "evening");
    CHECK(desk_arrive(store, &by, &again, &err)); /* after a commit that nobody knows of */
    is_noted("visit.arrived", family.visit.id, "evening");
    CHECK_INT(counted("audit", "act", "visit.arrived"), 1);
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
}

TEST(who_is_here_by_another_of_the_family_is_refused_with_that_visit)
{
    UNUSED_STATE;
    DeskFamily late = plan(ama, evening);
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = evening,
        .opened_by = efua,
        .arrived = STARTS,
        .day = TODAY,
        .adults = 1};
    CHECK(visits_arrive(store, &visit, &efua, 1, &err));
    is_refused(desk_arrive(store, &by, &late, &err), ERR_REFUSED);
    CHECK(id_equal(late.visit.id, visit.id));
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
    CHECK_INT(number("SELECT count(*) FROM audit"), 0);
}

TEST(who_came_as_a_matched_walk_in_is_here)
{
    UNUSED_STATE;
    Id visit, stub = put_stub(evening, &visit);
    DeskFamily late = plan(ama, evening);
    match(stub, kwame);
    CHECK(id_equal(family_of(ama, evening).visit.id, visit));
    is_refused(desk_arrive(store, &by, &late, &err), ERR_REFUSED);
    CHECK(id_equal(late.visit.id, visit));
}

TEST(a_half_siblings_family_is_another_one)
{
    UNUSED_STATE;
    Id visit = arrive(omar, evening);
    CHECK(id_equal(kept(visit).opened_by, omar));
    CHECK(id_is_zero(family_of(lina, evening).visit.id));
    arrive(lina, evening);
    CHECK_INT(number("SELECT count(*) FROM visit"), 2);
}

TEST(a_change_keeps_who_is_ticked_now)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening), people[4];
    DeskFamily family = family_of(ama, evening);
    family.is_here[0] = family.is_here[3] = true;
    family.others = 0;
    family.visit.needs_interpreter = true;
    CHECK(desk_change(store, &by, &family, &err));
    is_noted("visit.changed", visit, "evening");
    CHECK_INT(visits_people(store, visit, people, 4, &err), 2);
    CHECK_INT(kept(visit).adults, 1);
    CHECK_INT(kept(visit).children, 1);
    CHECK(kept(visit).needs_interpreter);
}

TEST(out_is_undone_by_in_again)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening);
    by.at = STARTS + 600;
    CHECK(desk_leave(store, &by, visit, &err));
    is_noted("visit.left", visit, "evening");
    CHECK_INT(kept(visit).left, STARTS + 600);
    is_refused(desk_leave(store, &by, visit, &err), ERR_NOT_FOUND);
    CHECK(desk_return(store, &by, visit, &err));
    is_noted("visit.returned", visit, "evening");
    CHECK_INT(kept(visit).left, 0);
    is_refused(desk_return(store, &by, visit, &err), ERR_NOT_FOUND);
    CHECK_INT(number("SELECT count(*) FROM audit"), 3);
    by.at = STARTS;
}

TEST(what_is_undone_stays_and_is_no_hindrance)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening);
    CHECK(desk_undo(store, &by, visit, &err));
    is_noted("visit.undone", visit, "evening");
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NOT NULL"), 1);
    is_refused(desk_undo(store, &by, visit, &err), ERR_NOT_FOUND);
    is_refused(desk_leave(store, &by, visit, &err), ERR_NOT_FOUND);
    is_refused(desk_return(store, &by, visit, &err), ERR_NOT_FOUND);
    is_refused(desk_meet(store, &by, visit, true, &err), ERR_NOT_FOUND);
    is_refused(desk_move(store, &by, visit, morning, &err), ERR_NOT_FOUND);
    CHECK_INT(number("SELECT count(*) FROM audit"), 2);
    arrive(ama, evening);
    CHECK_INT(visits_count(store, &err), 1);
}

/* --- moving -------------------------------------------------------------------------------- */

TEST(a_move_and_the_move_back)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening);
    CHECK(desk_move(store, &by, visit, morning, &err));
    is_noted("visit.moved", visit, "morning");
    CHECK(id_equal(kept(visit).event, morning));
    CHECK(id_is_zero(family_of(ama, evening).visit.id));
    CHECK(desk_move(store, &by, visit, evening, &err));
    is_noted("visit.moved", visit, "evening");
    CHECK(id_equal(kept(visit).event, evening));
}

TEST(nobody_is_moved_to_where_they_are_already)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening);
    is_refused(desk_move(store, &by, visit, evening, &err), ERR_REFUSED);
    Visit other = {.id = store_new_id(store, STARTS),
        .event = morning,
        .opened_by = kofi, /* the same row's, by another of its people */
        .arrived = STARTS,
        .day = TODAY,
        .adults = 1};
    CHECK(visits_arrive(store, &other, &kofi, 1, &err));
    is_refused(desk_move(store, &by, visit, morning, &err), ERR_REFUSED);
    CHECK(id_equal(kept(visit).event, evening));
    CHECK(visits_undo(store, other.id, STARTS, &err));
    CHECK(desk_move(store, &by, visit, morning, &err));
}

TEST(an_ordinary_visit_is_not_moved_nor_one_to_no_event)
{
    UNUSED_STATE;
    Id ordinary = arrive(lina, (Id){0}), visit = arrive(ama, evening);
    is_noted("visit.arrived", visit, "evening");
    is_refused(desk_move(store, &by, ordinary, evening, &err), ERR_REFUSED);
    is_refused(desk_move(store, &by, visit, (Id){0}, &err), ERR_INVALID);
    CHECK(id_equal(kept(visit).event, evening));
    CHECK_INT(number("SELECT count(*) FROM audit"), 2);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE detail = ''"), 1);
}

/* --- interpreters and headcounts ----------------------------------------------------------- */

TEST(an_interpreter_is_met_and_is_not)
{
    UNUSED_STATE;
    Id visit = arrive(ama, evening);
    CHECK(desk_meet(store, &by, visit, true, &err));
    is_noted("visit.met", visit, "evening");
    CHECK_INT(number("SELECT met FROM visit"), STARTS);
    is_refused(desk_meet(store, &by, visit, true, &err), ERR_NOT_FOUND);
    CHECK(desk_meet(store, &by, visit, false, &err));
    CHECK_INT(number("SELECT met IS NULL FROM visit"), 1);
    CHECK_INT(counted("audit", "act", "visit.met"), 2);
}

static Headcount people(int adults, int children)
{
    return (Headcount){.id = store_new_id(store, STARTS),
        .event = evening,
        .at = STARTS,
        .day = TODAY,
        .adults = adults,
        .children = children,
        .kiosk = "desk"};
}

TEST(headcounts_are_taken_back_from_the_last_of_this_desk)
{
    UNUSED_STATE;
    Headcount first = people(1, 2), second = people(3, 0), elsewhere = people(7, 0);
    snprintf(elsewhere.kiosk, sizeof elsewhere.kiosk, "lobby");
    CHECK(desk_count(store, &by, &first, &err));
    CHECK(desk_count(store, &by, &first, &err)); /* the same one */
    is_noted("headcount.made", first.id, "evening");
    CHECK_INT(number("SELECT count(*) FROM audit"), 1);
    CHECK(desk_count(store, &by, &second, &err));
    CHECK(headcounts_add(store, &elsewhere, &err));
    CHECK_INT(headcounts_people(store, TODAY, &err), 13);
    CHECK(desk_uncount(store, &by, evening, TODAY, &err));
    CHECK_INT(headcounts_people(store, TODAY, &err), 10);
    CHECK_INT(counted("audit", "subject", id_text(second.id)), 2);
    is_refused(desk_uncount(store, &by, morning, TODAY, &err), ERR_NOT_FOUND);
    is_refused(desk_uncount(store, &by, evening, TODAY + 1, &err), ERR_NOT_FOUND);
    CHECK(desk_uncount(store, &by, evening, TODAY, &err));
    is_refused(desk_uncount(store, &by, evening, TODAY, &err), ERR_NOT_FOUND);
    CHECK_INT(headcounts_people(store, TODAY, &err), 7);
    CHECK_INT(counted("audit", "act", "headcount.undone"), 2);
}

TEST(a_headcount_of_nobody_is_refused)
{
    UNUSED_STATE;
    Headcount nobody = people(0, 0);
    is_refused(desk_count(store, &by, &nobody, &err), ERR_INVALID);
    CHECK_INT(number("SELECT count(*) FROM audit"), 0);
}

/* --- all or nothing ------------------------------------------------------------------------ */

typedef bool (*Act)(Id visit);

static bool does_arrive(Id visit)
{
    (void)visit;
    DeskFamily family = plan(lina, evening);
    return desk_arrive(store, &by, &family, &err);
}

static bool does_change(Id visit)
{
    (void)visit;
    DeskFamily family = family_of(ama, evening);
    family.is_here[3] = !family.is_here[3];
    return desk_change(store, &by, &family, &err);
}

static bool does_leave(Id visit)
{
    return desk_leave(store, &by, visit, &err);
}

static bool does_return(Id visit)
{
    return desk_return(store, &by, visit, &err);
}

static bool does_undo(Id visit)
{
    return desk_undo(store, &by, visit, &err);
}

static bool does_move(Id visit)
{
    return desk_move(store, &by, visit, morning, &err);
}

static bool does_meet(Id visit)
{
    return desk_meet(store, &by, visit, true, &err);
}

static bool does_count(Id visit)
{
    (void)visit;
    Headcount three = people(2, 1);
    return desk_count(store, &by, &three, &err);
}

static bool does_uncount(Id visit)
{
    (void)visit;
    return desk_uncount(store, &by, evening, TODAY, &err);
}

/* Everything that acts touch, as one text. */
static void state_of(char out[8192])
{
    Sql *q = sql(store,
        "SELECT (SELECT group_concat(hex(id) || ifnull(hex(event), '-') || adults || children ||"
        "  ifnull(left, '-') || ended || ifnull(undone, '-') || ifnull(met, '-')) FROM visit)"
        " || (SELECT count(*) FROM visit_person) || '.' || (SELECT count(*) FROM outbox)"
        " || '.' || (SELECT count(*) FROM audit) || '.' || (SELECT count(*) FROM headcount)"
        " || '.' || (SELECT count(*) FROM headcount WHERE undone IS NULL)");
    CHECK(sql_row(q));
    sql_get_copy(q, 0, out, 8192);
    CHECK(sql_done(q, &err));
}

TEST(what_cannot_be_audited_is_not_done)
{
    UNUSED_STATE;
    static const Act ACTS[] = {does_count, does_uncount, does_arrive, does_change, does_meet,
        does_leave, does_return, does_move, does_undo};
    static char before[8192], after[8192];
    Id visit = arrive(ama, evening);
    for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++) {
        if (ACTS[i] == does_return)
            CHECK(visits_return(store, visit, STARTS, &err) &&
                visits_leave(store, visit, STARTS, &err));
        CHECK(sql_run(sql(store,
                          "CREATE TRIGGER no BEFORE INSERT ON audit"
                          " BEGIN SELECT raise(ABORT, 'no'); END"),
            &err));
        state_of(before);
        CHECK(!ACTS[i](visit));
        CHECK_INT(err.code, ERR_BROKEN);
        err_clear(&err);
        state_of(after);
        CHECK_TEXT(after, before);
        CHECK(sql_run(sql(store, "DROP TRIGGER no"), &err));
        CHECK(ACTS[i](visit));
        state_of(after);
        CHECK(strcmp(after, before) != 0);
    }
}

/* --- counts -------------------------------------------------------------------------------- */

TEST(a_day_counts_no_undone_visit_and_no_held_walk_in)
{
    UNUSED_STATE;
    Counts counts;
    Id held, visit = arrive(ama, evening), stub = put_stub(evening, &held);
    arrive(lina, evening);
    CHECK(counts_day(store, TODAY, evening, &counts, &err));
    CHECK_INT(counts.visits, 3);
    CHECK_INT(counts.walk_ins, 1);
    CHECK_INT(counts.inside, 5);
    CHECK(desk_undo(store, &by, visit, &err));
    Sql *q = sql(store, "UPDATE stub SET held = 1 WHERE id = :stub");
    sql_id(q, ":stub", stub);
    CHECK(sql_run(q, &err));
    CHECK(counts_day(store, TODAY, evening, &counts, &err));
    CHECK_INT(counts.visits, 1);
    CHECK_INT(counts.walk_ins, 0);
    CHECK_INT(counts.inside, 4); /* whoever they are, they are in the building */
}

#define RUN_EVENING(name) cmocka_unit_test_setup_teardown(name, open_evening, close_school)

int main(void)
{
    (void)opens, (void)has, (void)with, (void)phone, (void)birthday;
    const struct CMUnitTest tests[] = {
        RUN_EVENING(the_first_time_one_adult_is_ticked_and_no_child),
        RUN_EVENING(an_only_guardian_opens_the_visit),
        RUN_EVENING(the_next_time_the_people_of_the_last_visit_are_ticked),
        RUN_EVENING(the_last_visit_counts_whoever_of_the_row_opened_it),
        RUN_EVENING(the_language_of_the_home_is_the_first_childs_that_has_one),
        RUN_EVENING(a_walk_in_has_numbers_and_no_people),
        RUN_EVENING(a_family_that_there_is_not_is_not_found),
        RUN_EVENING(a_look_is_in_the_audit),
        RUN_EVENING(arriving_is_noted_once_however_often_it_is_told),
        RUN_EVENING(who_is_here_by_another_of_the_family_is_refused_with_that_visit),
        RUN_EVENING(who_came_as_a_matched_walk_in_is_here),
        RUN_EVENING(a_half_siblings_family_is_another_one),
        RUN_EVENING(a_change_keeps_who_is_ticked_now),
        RUN_EVENING(out_is_undone_by_in_again),
        RUN_EVENING(what_is_undone_stays_and_is_no_hindrance),
        RUN_EVENING(a_move_and_the_move_back),
        RUN_EVENING(nobody_is_moved_to_where_they_are_already),
        RUN_EVENING(an_ordinary_visit_is_not_moved_nor_one_to_no_event),
        RUN_EVENING(an_interpreter_is_met_and_is_not),
        RUN_EVENING(headcounts_are_taken_back_from_the_last_of_this_desk),
        RUN_EVENING(a_headcount_of_nobody_is_refused),
        RUN_EVENING(what_cannot_be_audited_is_not_done),
        RUN_EVENING(a_day_counts_no_undone_visit_and_no_held_walk_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
