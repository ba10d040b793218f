/* The repair queue: whom a walk-in may be, what is done about it and undone, and a flood. */
#include "store/counts.h"
#include "walk_ins.h"

static int list(RepairList which, RepairStub *out, int max)
{
    RepairRange range = {.list = which, .since = EVENING - 86400};
    int count = repair_list(k.store, &range, out, max, &err);
    CHECK(count >= 0);
    return count;
}

/* --- a flood -------------------------------------------------------------------------------- */

TEST(the_seventh_stub_of_a_glass_in_three_minutes_is_held_and_nothing_of_it_is_lost)
{
    UNUSED_STATE;
    Id last = {0};
    for (int i = 0; i < 6; i++)
        CHECK(!is_held(walk_in_at("Nobody", "", "lobby", EVENING + i)));
    for (int i = 0; i < 20; i++)
        CHECK(is_held(last = walk_in_at("Nobody", "", "lobby", EVENING + 6 + i)));
    CHECK(!is_held(walk_in_at("Bo", "", "gate", EVENING + 30))); /* another glass */
    CHECK_INT(counts().open, 7);
    CHECK_INT(counts().held, 20);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 27);
    Counts day; /* who is inside counts them: they may be people */
    CHECK(counts_day(k.store, 20261119, k.app.open[0].id, &day, &err));
    CHECK_INT(day.visits, 7);
    CHECK_INT(day.walk_ins, 7);
    CHECK_INT(day.inside, 54);
    RepairStub found;
    CHECK(repair_get(k.store, last, &found, &err));
    CHECK(found.is_held);
    CHECK_TEXT(found.kiosk, "lobby");
}

TEST(a_flood_ends_when_three_minutes_pass_without)
{
    UNUSED_STATE;
    for (int i = 0; i < 8; i++)
        walk_in_at("Nobody", "", "lobby", EVENING + i);
    CHECK(is_held(walk_in_at("Nobody", "", "lobby", EVENING + 7 + 180)));
    CHECK(is_held(walk_in_at("Nobody", "", "lobby", EVENING + 7 + 360)));
    CHECK(!is_held(walk_in_at("Noor", "", "lobby", EVENING + 7 + 541)));
}

TEST(a_busy_but_honest_glass_holds_nobody)
{
    UNUSED_STATE;
    for (int i = 0; i < 40; i++)
        CHECK(!is_held(walk_in_at("Noor", "", "lobby", EVENING + i * 40)));
}

TEST(what_staff_write_is_never_held_and_holds_nobody)
{
    UNUSED_STATE;
    AuditBy by = desk();
    for (int i = 0; i < 12; i++) {
        Stub stub = made_stub("Noor", "Amal", "03");
        Visit visit = made_visit(stub.id, "lobby", EVENING + i);
        CHECK(stubs_write(k.store, &by, &stub, &visit, &err));
        CHECK(!is_held(stub.id));
    }
    CHECK_INT(audits("stub.made"), 12);
    CHECK(!is_held(walk_in_at("Bo", "", "lobby", EVENING + 20)));
}

TEST(staff_who_try_again_after_an_unknown_commit_write_one_stub)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Stub stub = made_stub("Noor", "", "");
    Visit visit = made_visit(stub.id, "desk B", EVENING);
    CHECK(stubs_write(k.store, &by, &stub, &visit, &err));
    CHECK(stubs_write(k.store, &by, &stub, &visit, &err));
    CHECK_INT(number("SELECT count(*) FROM stub"), 1);
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
    CHECK_INT(audits("stub.made"), 1);
    stub = made_stub("   ", "", "");
    visit = made_visit(stub.id, "desk B", EVENING);
    CHECK(!stubs_write(k.store, &by, &stub, &visit, &err));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK_INT(number("SELECT count(*) FROM stub"), 1);
}

TEST(held_ones_are_let_in_or_taken_back_and_both_can_be_undone)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Id stubs[9];
    for (int i = 0; i < 9; i++)
        stubs[i] = walk_in_at("Nobody", "", "lobby", EVENING + i);
    CHECK_INT(counts().held, 3);
    CHECK(repair_let_in(k.store, &by, stubs + 6, 2, &err));
    CHECK_INT(counts().held, 1);
    CHECK_INT(counts().open, 8);
    CHECK_INT(audits("stub.let_in"), 2);
    CHECK_INT(outboxes("stub.let_in"), 2);
    CHECK(!repair_let_in(k.store, &by, stubs + 7, 2, &err)); /* one of them is in: none is let in */
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK_INT(counts().held, 1);
    CHECK(repair_hold(k.store, &by, stubs + 6, 2, &err));
    CHECK_INT(counts().held, 3);

    CHECK(repair_take_back(k.store, &by, stubs + 6, 3, &err));
    CHECK_INT(counts().held, 0);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 6);
    CHECK_INT(number("SELECT count(*) FROM stub"), 9);
    CHECK_INT(audits("visit.undone"), 3);
    CHECK_INT(outboxes("visit.undone"), 3);
    CHECK(!repair_take_back(k.store, &by, stubs + 6, 1, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(repair_put_back(k.store, &by, stubs + 6, 3, &err));
    CHECK_INT(counts().held, 3);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 9);
}

/* --- acts ----------------------------------------------------------------------------------- */

TEST(a_stub_is_joined_with_a_family_by_any_of_its_children_and_parted_again)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Id stub = walk_in("Matteo Ramirez", "Rosa"), first;
    RepairStub found;
    CHECK(homes_first_sibling(k.store, person("Lucía"), &first, &err));
    CHECK(repair_join(k.store, &by, stub, person("Sofía"), &err));
    CHECK(repair_get(k.store, stub, &found, &err));
    CHECK_INT(found.state, STUB_MATCHED);
    CHECK(id_equal(found.matched, first));
    CHECK(found.settled == by.at);
    CHECK_INT(counts().open, 0);
    CHECK_INT(counts().matched, 1);
    CHECK_INT(counts().settled, 1);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 1);
    CHECK_INT(audits("stub.matched"), 1);
    CHECK_INT(outboxes("stub.matched"), 1);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'stub.matched' AND staff IS NOT NULL"
                     " AND kiosk = 'desk B'"),
        1);

    CHECK(!repair_join(k.store, &by, stub, person("Abena"), &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(!repair_as_new(k.store, &by, stub, err_clear(&err)));
    CHECK_INT(err.code, ERR_REFUSED);

    CHECK(repair_reopen(k.store, &by, stub, &err));
    CHECK(repair_get(k.store, stub, &found, &err));
    CHECK_INT(found.state, STUB_OPEN);
    CHECK(id_is_zero(found.matched));
    CHECK(found.settled == 0);
    CHECK_INT(audits("stub.opened"), 1);
    CHECK_INT(outboxes("stub.opened"), 1);
    CHECK(!repair_reopen(k.store, &by, stub, &err));
    CHECK_INT(audits("stub.opened"), 1);
}

TEST(a_stub_is_a_new_family_and_is_not_again)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Id stub = walk_in("Noor", "");
    RepairStub found;
    CHECK(repair_as_new(k.store, &by, stub, &err));
    CHECK(repair_get(k.store, stub, &found, &err));
    CHECK_INT(found.state, STUB_NEW);
    CHECK(id_is_zero(found.matched));
    CHECK_INT(counts().new, 1);
    CHECK_INT(audits("stub.new"), 1);
    CHECK_INT(outboxes("stub.new"), 1);
    CHECK(repair_reopen(k.store, &by, stub, &err));
    CHECK_INT(counts().open, 1);
}

TEST(nobody_is_joined_with_who_is_no_family_and_what_is_no_stub_is_said)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Id stub = walk_in("Noor", ""), none = store_new_id(k.store, EVENING);
    CHECK(!repair_join(k.store, &by, stub, none, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!repair_join(k.store, &by, none, person("Mateo"), err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(counts().open, 1);
    CHECK_INT(audits("stub.matched"), 0);
    CHECK_INT(outboxes("stub.matched"), 0);
}

TEST(a_family_that_is_here_already_is_told_with_its_time_and_both_visits_stay)
{
    UNUSED_STATE;
    AuditBy by = desk();
    Visit visit = made_visit(person("Rosa"), "desk A", EVENING - 1260);
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
    Id stub = walk_in("Mateo Ramirez", ""), second = walk_in("Sofia Ramirez", "");
    Suggestion found[1];
    RepairStub asked;
    CHECK(repair_get(k.store, stub, &asked, &err));
    CHECK_INT(repair_suggest(k.store, &asked.stub, asked.event, found, 1, &err), 1);
    CHECK(found[0].family.at == EVENING - 1260);
    CHECK_TEXT(found[0].family.kiosk, "desk A");
    CHECK(repair_join(k.store, &by, stub, found[0].family.id, &err));
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 3);
    /* By the walk-in alone, too, and never by the stub that is asked about. */
    CHECK_INT(number("SELECT count(*) FROM visit WHERE kiosk = 'desk A'"), 1);
    RepairFamily family;
    sql_run(sql(k.store, "UPDATE visit SET undone = 1 WHERE kiosk = 'desk A'"), &err);
    CHECK(repair_family(k.store, found[0].family.id, asked.event, second, &family, &err));
    CHECK(family.at == EVENING);
    CHECK(repair_family(k.store, found[0].family.id, asked.event, stub, &family, &err));
    CHECK(family.at == 0);
}

TEST(the_queue_is_the_newest_first_and_pages)
{
    UNUSED_STATE;
    char name[24];
    RepairStub rows[8];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "Child %d", i);
        walk_in_at(name, "", "lobby", EVENING + i * 60);
    }
    CHECK_INT(list(REPAIR_QUEUE, rows, 8), 8);
    CHECK_TEXT(rows[0].stub.child, "Child 19");
    CHECK_TEXT(rows[7].stub.child, "Child 12");
    RepairRange range = {.list = REPAIR_QUEUE, .first = 16};
    CHECK_INT(repair_list(k.store, &range, rows, 8, &err), 4);
    CHECK_TEXT(rows[3].stub.child, "Child 0");
}

/* --- who it may be -------------------------------------------------------------------------- */

static int suggest(const char *child, const char *adult, const char *grade, Suggestion *out)
{
    Stub stub = made_stub(child, adult, grade);
    int count = repair_suggest(k.store, &stub, (Id){0}, out, REPAIR_SUGGESTIONS, &err);
    CHECK(count >= 0);
    return count;
}

TEST(a_family_is_suggested_by_a_name_one_letter_off_with_its_reasons)
{
    UNUSED_STATE;
    Suggestion found[REPAIR_SUGGESTIONS];
    CHECK(suggest("Matteo Ramirez", "", "05", found) >= 1);
    CHECK_TEXT(found[0].family.adults, "Ramírez Núñez, Rosa");
    CHECK_INT(found[0].child, FIT_CLOSE);
    CHECK_INT(found[0].adult, FIT_NONE);
    CHECK(found[0].same_grade);
    CHECK(found[0].same_language);
    CHECK_INT(found[0].family.count, 3);
    CHECK_TEXT(found[0].family.children[0].name, "Mateo");
    CHECK_TEXT(found[0].family.children[2].grade, "KG");
    CHECK(suggest("Mateo Ramirez", "", "03", found) >= 1);
    CHECK_INT(found[0].child, FIT_SAME);
    CHECK(!found[0].same_grade);
}

TEST(a_name_is_found_in_another_script_without_accents_in_part_and_in_the_wrong_field)
{
    UNUSED_STATE;
    Id guardian = put_person(&k, GUARDIAN, "محمد", "العلي", "", "", 0, 0);
    put_link(&k, guardian, put_person(&k, STUDENT, "ليلى", "العلي", "", "04", 0, 0));
    Suggestion found[REPAIR_SUGGESTIONS];
    CHECK_INT(suggest("", "Muhammad", "", found), 1);
    CHECK_INT(found[0].adult, FIT_ALIKE);
    CHECK(suggest("Sofia Ramirez Lopez", "", "", found) >= 1);
    CHECK_INT(found[0].child, FIT_PART);
    CHECK(suggest("Rosa Ramirez", "Mateo Ramirez", "", found) >= 1); /* the fields changed places */
    CHECK_TEXT(found[0].family.children[0].name, "Mateo");
    CHECK(suggest("Aben", "", "", found) >= 1); /* still being typed */
    CHECK_TEXT(found[0].family.children[0].name, "Abena");
    CHECK_INT(suggest("Zzyzx", "Qwertz", "05", found), 0);
}

/* A Luis García in one of eight grades. */
static void put_garcia(int i, const char *adult)
{
    Person guardian = {.role = GUARDIAN, .family = "García", .is_active = true};
    Person child = {.role = STUDENT, .given = "Luis", .family = "García", .is_active = true};
    snprintf(guardian.given, sizeof guardian.given, "%s", adult);
    snprintf(guardian.source_id, sizeof guardian.source_id, "guardian %d", i);
    snprintf(child.source_id, sizeof child.source_id, "child %d", i);
    snprintf(child.grade, sizeof child.grade, "%02d", i % 8 + 1);
    CHECK(people_put(k.store, &guardian, EVENING, &err));
    CHECK(people_put(k.store, &child, EVENING, &err));
    put_link(&k, guardian.id, child.id);
}

TEST(grade_and_name_choose_between_namesakes)
{
    UNUSED_STATE;
    for (int i = 0; i < 40; i++)
        put_garcia(i, i == 22 ? "Inés" : "Ana");
    Suggestion found[REPAIR_SUGGESTIONS];
    CHECK_INT(suggest("Luis Garcia", "Ines Garcia", "07", found), 3);
    CHECK_TEXT(found[0].family.adults, "García, Inés");
    CHECK(found[0].same_grade);
    CHECK(found[0].score > found[1].score);
    CHECK_INT(suggest("Luis Garcia", "", "04", found), 3);
    for (int i = 0; i < 3; i++)
        CHECK_TEXT(found[i].family.children[0].grade, "04");
}

TEST(odd_names_suggest_nobody_and_harm_nothing)
{
    UNUSED_STATE;
    static const char *const NAMES[] = {"", " ", "😀😀😀", "\xE2\x80\x8F\xE2\x80\x8F",
        "'; DROP TABLE stub;", "a", "%", "\"\"", "Jr. Sr. III"};
    char lengthy[128];
    memset(lengthy, 'a', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = 0;
    Suggestion found[REPAIR_SUGGESTIONS];
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        CHECK_INT(suggest(NAMES[i], NAMES[i], "", found), 0);
        Id stub = walk_in_at(NAMES[i], NAMES[i], "gate", EVENING + (int64_t)i * 60);
        RepairStub kept;
        CHECK(repair_get(k.store, stub, &kept, &err));
        CHECK_TEXT(kept.stub.child, NAMES[i]);
    }
    CHECK_INT(suggest(lengthy, lengthy, "", found), 0);
    for (size_t i = 1; i < sizeof lengthy - 1; i += 2)
        lengthy[i] = ' ';
    CHECK_INT(suggest(lengthy, lengthy, "", found), 0);
}

TEST(who_left_the_school_is_suggested_to_nobody)
{
    UNUSED_STATE;
    Suggestion found[REPAIR_SUGGESTIONS];
    CHECK_INT(suggest("Abena Mensah", "", "", found), 1);
    CHECK(people_leave(k.store, person("Abena"), EVENING, &err));
    CHECK_INT(suggest("Abena Mensah", "Ama Mensah", "", found), 0);
}

TEST(a_walk_in_of_the_evening_is_found_by_a_like_name_and_those_of_others_are_not)
{
    UNUSED_STATE;
    Id stub = walk_in_at("Noor Haddad", "Amal Haddad", "desk B", EVENING - 1260);
    Stub asked = made_stub("Nour Haddad", "", "");
    Visit visit = made_visit(asked.id, "desk A", EVENING);
    RepairStub found[2];
    CHECK_INT(repair_written(k.store, &asked, &visit, found, 2, &err), 1);
    CHECK(id_equal(found[0].stub.id, stub));
    CHECK_TEXT(found[0].kiosk, "desk B");
    CHECK(found[0].made == EVENING - 1260);
    asked = made_stub("Noor", "", "");
    CHECK_INT(repair_written(k.store, &asked, &visit, found, 2, &err), 1);
    asked = made_stub("Bo Kim", "", "");
    CHECK_INT(repair_written(k.store, &asked, &visit, found, 2, &err), 0);
    asked = made_stub("Noor Haddad", "", "");
    visit.event = (Id){0};
    CHECK_INT(repair_written(k.store, &asked, &visit, found, 2, &err), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(the_seventh_stub_of_a_glass_in_three_minutes_is_held_and_nothing_of_it_is_lost),
        RUN_OPEN(a_flood_ends_when_three_minutes_pass_without),
        RUN_OPEN(a_busy_but_honest_glass_holds_nobody),
        RUN_OPEN(what_staff_write_is_never_held_and_holds_nobody),
        RUN_OPEN(staff_who_try_again_after_an_unknown_commit_write_one_stub),
        RUN_OPEN(held_ones_are_let_in_or_taken_back_and_both_can_be_undone),
        RUN_OPEN(a_stub_is_joined_with_a_family_by_any_of_its_children_and_parted_again),
        RUN_OPEN(a_stub_is_a_new_family_and_is_not_again),
        RUN_OPEN(nobody_is_joined_with_who_is_no_family_and_what_is_no_stub_is_said),
        RUN_OPEN(a_family_that_is_here_already_is_told_with_its_time_and_both_visits_stay),
        RUN_OPEN(the_queue_is_the_newest_first_and_pages),
        RUN_OPEN(a_family_is_suggested_by_a_name_one_letter_off_with_its_reasons),
        RUN_OPEN(a_name_is_found_in_another_script_without_accents_in_part_and_in_the_wrong_field),
        RUN_OPEN(grade_and_name_choose_between_namesakes),
        RUN_OPEN(odd_names_suggest_nobody_and_harm_nothing),
        RUN_OPEN(who_left_the_school_is_suggested_to_nobody),
        RUN_OPEN(a_walk_in_of_the_evening_is_found_by_a_like_name_and_those_of_others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
