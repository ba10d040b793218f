/* What a desk does to a visit: each act has its rows of outbox and audit, once. */
#include "desk.h"

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

static Visit kept(Id visit)
{
    Visit out;
    CHECK(visits_get(store, visit, &out, &err));
    return out;
}

static void match(Id stub, Id person)
{
    Sql *q = sql(store, "UPDATE stub SET state = 'matched', matched = :person WHERE id = :stub");
    sql_id(q, ":person", person);
    sql_id(q, ":stub", stub);
    CHECK(sql_run(q, &err));
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

TEST(who_is_of_paper_is_closed_with_the_event_and_each_of_both_is_noted_once)
{
    UNUSED_STATE;
    DeskFamily running = plan(ama, evening), late = plan(omar, evening), again;
    running.visit.method = late.visit.method = METHOD_PAPER;
    by.at = STARTS + 7199;
    CHECK(desk_arrive(store, &by, &running, &err));
    is_noted("visit.arrived", running.visit.id, "evening");
    CHECK(!kept(running.visit.id).is_unsaid);
    by.at = STARTS + 7200; /* it ends */
    again = late;
    CHECK(desk_arrive(store, &by, &late, &err) && desk_arrive(store, &by, &again, &err));
    is_noted("visit.closed", late.visit.id, "evening");
    CHECK_INT(counted("audit", "act", "visit.arrived"), 2);
    CHECK_INT(counted("audit", "act", "visit.closed"), 1);
    CHECK(kept(late.visit.id).is_unsaid && kept(late.visit.id).left == 0);
    by.at = STARTS;
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

int main(void)
{
    (void)opens, (void)has, (void)with, (void)phone, (void)birthday, (void)people;
    const struct CMUnitTest tests[] = {
        RUN_EVENING(arriving_is_noted_once_however_often_it_is_told),
        RUN_EVENING(who_is_of_paper_is_closed_with_the_event_and_each_of_both_is_noted_once),
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
