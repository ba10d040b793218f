/* A family as the desk has it before anything is done; and that an act is done whole or not at all.
 */
#include "desk.h"

static int counted(const char *table, const char *column, const char *kind)
{
    char text[128];
    snprintf(text, sizeof text, "SELECT count(*) FROM %s WHERE %s = '%s'", table, column, kind);
    return number(text);
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

TEST(a_day_counts_no_undone_visit_and_no_held_walk_in_as_a_family)
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
    CHECK_INT(counts.inside, 4); /* they may be there */
}

int main(void)
{
    (void)opens, (void)has, (void)with, (void)phone, (void)birthday, (void)people;
    const struct CMUnitTest tests[] = {
        RUN_EVENING(the_first_time_one_adult_is_ticked_and_no_child),
        RUN_EVENING(an_only_guardian_opens_the_visit),
        RUN_EVENING(the_next_time_the_people_of_the_last_visit_are_ticked),
        RUN_EVENING(the_last_visit_counts_whoever_of_the_row_opened_it),
        RUN_EVENING(the_language_of_the_home_is_the_first_childs_that_has_one),
        RUN_EVENING(a_walk_in_has_numbers_and_no_people),
        RUN_EVENING(a_family_that_there_is_not_is_not_found),
        RUN_EVENING(a_look_is_in_the_audit),
        RUN_EVENING(what_cannot_be_audited_is_not_done),
        RUN_EVENING(a_day_counts_no_undone_visit_and_no_held_walk_in_as_a_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
