/* The desk's list: who is a row, who is here, and the counts, beside a second computation in SQL.
 */
#include "dice.h"
#include "families.h"

#include "store/stubs.h"

static void read_again(void)
{
    CHECK(families_read(list, &err));
    families_show(list, &(FamilyFilter){0}, "");
}

static int number(const char *text)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static Id walk_in(const char *kid, const char *adult, Id event)
{
    Stub stub = {.id = store_new_id(store, STARTS), .grade = "02", .language = "vi"};
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = event,
        .arrived = STARTS,
        .day = TODAY,
        .adults = 1,
        .children = 1,
        .kiosk = "desk"};
    snprintf(stub.child, sizeof stub.child, "%s", kid);
    snprintf(stub.adult, sizeof stub.adult, "%s", adult);
    CHECK(stubs_write(store, &(AuditBy){.kiosk = "desk", .at = STARTS}, &stub, &visit, &err));
    return stub.id;
}

static void set_stub(const char *set, Id stub, Id person)
{
    char text[160];
    snprintf(text, sizeof text,
        "UPDATE stub SET %s, matched = :person, state = iif(:person IS NULL, 'open', 'matched')"
        " WHERE id = :stub",
        set);
    Sql *q = sql(store, text);
    sql_id(q, ":person", person);
    sql_id(q, ":stub", stub);
    CHECK(sql_run(q, &err));
}

/* --- rows ---------------------------------------------------------------------------------- */

TEST(students_with_the_same_guardians_are_one_row_and_half_siblings_two)
{
    UNUSED_STATE;
    open_list(evening);
    CHECK_TEXT(found(""),
        "Aziz, Rima; Haddad, Sami | Haddad, Sami; Saleh, Nadia | "
        "Mensah, Efua & Kofi");
    const Family *mensah = families_of(list, kofi);
    CHECK(id_equal(mensah->id, ama));
    CHECK(mensah == families_of(list, kwame) && mensah == families_of(list, efua));
    CHECK_TEXT(mensah->children, "Kwame 3, Ama K");
    CHECK_TEXT(mensah->grades, "03,KG");
    CHECK(families_of(list, lina) != families_of(list, omar));
    CHECK(families_of(list, sami) == families_of(list, lina)); /* the first of his */
    CHECK(!families_of(list, evening));
    for (int i = 0; i < families_shown(list); i++) {
        Id first;
        CHECK(homes_first_sibling(store, families_at(list, i)->id, &first, &err));
        CHECK(id_equal(first, families_at(list, i)->id));
    }
}

TEST(a_student_without_guardians_is_a_row_and_a_guardian_without_students_none)
{
    UNUSED_STATE;
    Id jo = child("Jo", "Quist", "01", 1, 2), al = child("Al", "Quist", "01", 1, 2);
    Id lone = guardian("Lone", "Wolf", "5550111");
    open_list(evening);
    CHECK_TEXT(found("quist"), "Quist, Al | Quist, Jo");
    CHECK(id_equal(families_of(list, jo)->id, jo) && id_equal(families_of(list, al)->id, al));
    CHECK(!families_of(list, lone));
    CHECK_TEXT(found("wolf"), "");
}

TEST(who_left_is_in_no_row)
{
    UNUSED_STATE;
    CHECK(people_leave(store, nadia, 1, &err) && people_leave(store, ama, 1, &err));
    open_list(evening);
    CHECK_TEXT(found(""), "Aziz, Rima; Haddad, Sami | Haddad, Sami | Mensah, Efua & Kofi");
    CHECK_TEXT(families_of(list, kofi)->children, "Kwame 3");
    CHECK(id_equal(families_of(list, kofi)->id, kwame));
    CHECK(!families_of(list, ama) && !families_of(list, nadia));
}

TEST(preferred_names_are_shown_and_both_are_found)
{
    UNUSED_STATE;
    Person p = {.role = STUDENT,
        .given = "Guadalupe",
        .family = "Reyes",
        .grade = "KG",
        .preferred_given = "Lupe",
        .preferred_family = "Montes"};
    put(p);
    open_list(evening);
    CHECK_TEXT(found("lupe"), "Montes, Lupe");
    CHECK_TEXT(found("guadal reyes"), "Montes, Lupe");
}

TEST(many_guardians_are_all_compared)
{
    UNUSED_STATE;
    Id a = child("Asa", "Many", "01", 1, 1), b = child("Bea", "Many", "02", 1, 1), last = {0};
    for (int i = 0; i < 12; i++) {
        char name[16];
        snprintf(name, sizeof name, "G%02d", i);
        last = guardian(name, "Many", "5550111");
        tie(last, a);
        if (i < 11)
            tie(last, b);
    }
    open_list(evening);
    CHECK(families_of(list, a) != families_of(list, b));
    CHECK(families_of(list, last) == families_of(list, a));
    CHECK_INT(strncmp(families_of(list, a)->adults, "Many, G00 & G01 & G02", 21), 0);
}

TEST(a_name_of_any_length_is_held)
{
    UNUSED_STATE;
    sql_do("UPDATE person SET given = printf('%.*c', 100000, 'x') WHERE given = 'Efua'");
    sql_do("UPDATE person SET name_key = printf('%.*c', 70000, 'y') WHERE given = 'Kofi'");
    open_list(evening);
    CHECK_INT(families_shown(list), 3);
    sql_do("UPDATE person SET given = printf('%.*c', 300000, 'x') WHERE given = 'Kofi'");
    families_close(list);
    list = families_open(store, evening, TODAY, &err);
    CHECK(!list);
    CHECK_INT(err.code, ERR_FULL);
}

TEST(nobody_on_the_roster_is_an_empty_list)
{
    UNUSED_STATE;
    sql_do("UPDATE person SET is_active = 0");
    open_list(evening);
    FamilyLetter letter;
    CHECK_INT(families_shown(list), 0);
    CHECK_INT(families_letters(list, &letter, 1), 0);
    CHECK_INT(families_counts(list)->expected, 0);
}

/* --- who is here --------------------------------------------------------------------------- */

TEST(a_visit_counts_for_each_row_of_who_opened_it)
{
    UNUSED_STATE;
    open_list(evening);
    Id visit = come(sami, evening, STARTS);
    CHECK(families_of(list, lina)->state == FAMILY_NOT_YET);
    read_again();
    CHECK(families_of(list, lina)->state == FAMILY_HERE);
    CHECK(id_equal(families_of(list, omar)->visit, visit));
    CHECK_TEXT(families_of(list, omar)->kiosk, "lobby");
    CHECK_INT(families_of(list, omar)->at, STARTS);
    CHECK(families_of(list, ama)->state == FAMILY_NOT_YET);
    CHECK_INT(families_counts(list)->here, 2);
    CHECK(visits_leave(store, visit, STARTS + 60, &err));
    read_again();
    CHECK(families_of(list, lina)->state == FAMILY_LEFT);
    CHECK_INT(families_of(list, lina)->at, STARTS + 60);
    CHECK_INT(families_counts(list)->here, 2);
    CHECK_INT(families_counts(list)->inside, 0);
    CHECK(visits_undo(store, visit, STARTS + 70, &err));
    read_again();
    CHECK(families_of(list, lina)->state == FAMILY_NOT_YET);
    CHECK(id_is_zero(families_of(list, lina)->visit));
    CHECK_TEXT(families_of(list, lina)->kiosk, "");
}

TEST(who_left_and_came_again_by_another_is_here)
{
    UNUSED_STATE;
    Id first = come(efua, evening, STARTS);
    CHECK(visits_leave(store, first, STARTS + 10, &err));
    Id second = come(kofi, evening, STARTS + 20);
    open_list(evening);
    CHECK(families_of(list, ama)->state == FAMILY_HERE);
    CHECK(id_equal(families_of(list, ama)->visit, second));
    CHECK_INT(families_counts(list)->here, 1);
}

TEST(without_an_event_the_ordinary_visits_of_the_day_count_and_nobody_is_expected)
{
    UNUSED_STATE;
    come(efua, (Id){0}, STARTS);
    come(lina, evening, STARTS);
    open_list((Id){0});
    CHECK(families_of(list, ama)->state == FAMILY_HERE);
    CHECK(families_of(list, lina)->state == FAMILY_NOT_YET);
    CHECK_INT(families_counts(list)->expected, 0);
    CHECK_INT(families_counts(list)->here, 0);
    CHECK_INT(families_counts(list)->besides, 1);
    CHECK_INT(families_counts(list)->inside, 4);
    CHECK_INT(families_counts(list)->grade_count, 0);
    sql_do("UPDATE visit SET day = day - 1");
    read_again();
    CHECK(families_of(list, ama)->state == FAMILY_NOT_YET);
}

TEST(only_the_events_grades_are_expected)
{
    UNUSED_STATE;
    Id kinder = put_event("kinder", "KG,01");
    child("No", "Grade", "", 1, 1);
    come(omar, kinder, STARTS);
    open_list(kinder);
    const FamilyCounts *counts = families_counts(list);
    CHECK(families_of(list, ama)->is_expected && families_of(list, lina)->is_expected);
    CHECK(!families_of(list, omar)->is_expected);
    CHECK_INT(counts->expected, 2);
    CHECK_INT(counts->here, 0);
    CHECK_INT(counts->besides, 1);
    CHECK_INT(counts->grade_count, 2);
    CHECK_TEXT(counts->grades[0].name, "KG");
    CHECK_INT(counts->grades[0].expected, 1);
    CHECK_TEXT(counts->grades[1].name, "01");
}

TEST(walk_ins_are_rows_until_they_are_matched_and_held_ones_are_only_counted)
{
    UNUSED_STATE;
    Id bao = walk_in("Bao Tran", "Linh Tran", evening), kid = walk_in("Zoe Abel", "", evening);
    open_list(evening);
    CHECK_TEXT(found(""),
        "Aziz, Rima; Haddad, Sami | Haddad, Sami; Saleh, Nadia | Linh Tran | "
        "Mensah, Efua & Kofi | Zoe Abel");
    CHECK_TEXT(found("tran bao"), "Linh Tran");
    const Family *row = families_of(list, bao);
    CHECK(row->is_walk_in && row->state == FAMILY_HERE && !row->is_expected);
    CHECK_TEXT(row->children, "Bao Tran");
    CHECK_TEXT(row->grades, "02");
    CHECK_TEXT(row->language, "vi");
    CHECK_INT(families_counts(list)->unmatched, 2);
    CHECK_INT(families_counts(list)->besides, 2);

    set_stub("held = 0", bao, kofi);
    set_stub("held = 1", kid, (Id){0});
    read_again();
    CHECK(!families_of(list, bao) && !families_of(list, kid));
    CHECK(families_of(list, ama)->state == FAMILY_HERE);
    const FamilyCounts *counts = families_counts(list);
    CHECK_INT(counts->matched, 1);
    CHECK_INT(counts->unmatched, 0);
    CHECK_INT(counts->held, 1);
    CHECK_INT(counts->here, 1);
    CHECK_INT(counts->besides, 0);
    CHECK_INT(counts->inside, 4);

    sql_do("UPDATE visit SET undone = 1");
    read_again();
    CHECK_INT(families_counts(list)->held + families_counts(list)->matched, 0);
}

TEST(who_asked_for_an_interpreter_last_time_wants_one)
{
    UNUSED_STATE;
    Id before = put_event("before", ""), later = put_event("later", "");
    wants(come(efua, before, STARTS - 900000));
    wants(come(rima, before, STARTS - 900000));
    come(sami, later, STARTS - 800000); /* her row's last visit asked for none */
    open_list(evening);
    CHECK(families_of(list, ama)->wants_interpreter);
    CHECK(!families_of(list, lina)->wants_interpreter);
    CHECK_INT(families_counts(list)->waiting, 0);
    Id visit = come(kofi, evening, STARTS);
    read_again();
    CHECK(!families_of(list, ama)->wants_interpreter); /* at this visit they do not */
    wants(visit);
    read_again();
    CHECK(families_of(list, ama)->wants_interpreter);
    CHECK_INT(families_counts(list)->waiting, 1);
    CHECK(visits_meet(store, visit, true, STARTS, &err));
    read_again();
    CHECK_INT(families_counts(list)->waiting, 0);
    CHECK(families_of(list, ama)->is_met);
    CHECK(visits_undo(store, visit, STARTS, &err));
    read_again();
    CHECK(families_of(list, ama)->wants_interpreter && !families_of(list, ama)->is_met);
}

TEST(rows_that_cannot_be_read_anew_stand_as_they_were)
{
    UNUSED_STATE;
    walk_in("Bao Tran", "Linh Tran", evening);
    come(sami, evening, STARTS);
    open_list(evening);
    sql_do("ALTER TABLE headcount RENAME TO away");
    come(kofi, evening, STARTS);
    CHECK(!families_read(list, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK_INT(families_shown(list), 4);
    CHECK_TEXT(found("tran"), "Linh Tran");
    CHECK(families_of(list, lina)->state == FAMILY_HERE);
    CHECK(families_of(list, ama)->state == FAMILY_NOT_YET);
    CHECK_INT(families_counts(list)->here, 2);
    sql_do("ALTER TABLE away RENAME TO headcount");
    read_again();
    CHECK(families_of(list, ama)->state == FAMILY_HERE);
}

/* --- counts beside SQL --------------------------------------------------------------------- */

enum { STUDENTS = 80, GUARDIANS = 60, ACTS = 120 };

static const char *const GRADES[] = {"KG", "01", "02", "03"};

static void random_school(uint64_t *dice, Id *students, Id *guardians)
{
    static const char *const LANGUAGES[] = {"", "es", "so", "ar"};
    for (int i = 0; i < GUARDIANS; i++)
        guardians[i] = guardian("G", "Random", "5550100");
    for (int i = 0; i < STUDENTS; i++) {
        Person p = {.role = STUDENT, .given = "S", .family = "Random"};
        snprintf(p.grade, sizeof p.grade, "%s", GRADES[dice_roll(dice, 4)]);
        snprintf(p.language, sizeof p.language, "%s", LANGUAGES[dice_roll(dice, 4)]);
        students[i] = put(p);
        uint32_t first = dice_roll(dice, GUARDIANS), ties = dice_roll(dice, 4);
        for (uint32_t g = 0; g < ties; g++)
            tie(guardians[(first + g) % GUARDIANS], students[i]);
        for (int sibling = i - 1; dice_roll(dice, 3) == 0 && sibling >= 0; sibling = -1) {
            Sql *q = sql(store,
                "INSERT OR IGNORE INTO guardian_of SELECT guardian, :me"
                " FROM guardian_of WHERE student = :sibling");
            sql_id(q, ":me", students[i]);
            sql_id(q, ":sibling", students[sibling]);
            CHECK(sql_run(q, &err));
        }
    }
    for (int i = 0; i < 8; i++) {
        CHECK(people_leave(store, students[dice_roll(dice, STUDENTS)], 1, &err));
        CHECK(people_leave(store, guardians[dice_roll(dice, GUARDIANS)], 1, &err));
    }
}

static void random_visit(uint64_t *dice, Id who, Id event)
{
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = event,
        .opened_by = who,
        .arrived = STARTS + (int64_t)dice_roll(dice, 3600),
        .day = TODAY,
        .adults = (int)dice_roll(dice, 3),
        .children = (int)dice_roll(dice, 3),
        .needs_interpreter = dice_roll(dice, 3) == 0};
    if (!visits_arrive(store, &visit, NULL, 0, &err)) {
        err_clear(&err);
        return;
    }
    if (dice_roll(dice, 4) == 0)
        CHECK(visits_leave(store, visit.id, visit.arrived + 60, &err));
    if (dice_roll(dice, 6) == 0)
        CHECK(visits_undo(store, visit.id, STARTS, &err));
    else if (dice_roll(dice, 6) == 0)
        CHECK(visits_meet(store, visit.id, true, STARTS, &err));
}

static void random_evening(uint64_t *dice, const Id *students, const Id *guardians, Id event)
{
    Id other = put_event("other", "");
    for (int i = 0; i < ACTS; i++) {
        Id who = dice_roll(dice, 2) ? students[dice_roll(dice, STUDENTS)]
                                    : guardians[dice_roll(dice, GUARDIANS)];
        switch (dice_roll(dice, 6)) {
        case 0: {
            Id stub = walk_in("Some One", "", event);
            uint32_t kind = dice_roll(dice, 3);
            if (kind > 0)
                set_stub(kind == 1 ? "held = 0" : "held = 1", stub, kind == 1 ? who : (Id){0});
            break;
        }
        case 1:
            random_visit(dice, who, other);
            break;
        default:
            random_visit(dice, who, event);
        }
    }
}

/* The rows once more, each with its people; `f`: who has been at the event, from opened_by. */
#define ROWS                                                                                       \
    "WITH row (id) AS MATERIALIZED (SELECT DISTINCT (SELECT min(h.student) FROM home_student h"    \
    "  WHERE h.opened_by = p.id) FROM person p WHERE p.role = 'student' AND p.is_active),"         \
    " who (row, person) AS MATERIALIZED (SELECT row.id, h.student FROM row"                        \
    "  JOIN home_student h ON h.opened_by = row.id UNION SELECT row.id, a.adult FROM row"          \
    "  JOIN home_adult a ON a.opened_by = row.id),"                                                \
    " e AS (SELECT * FROM event WHERE uid = 'random'),"                                            \
    " came AS MATERIALIZED (SELECT v.*, k.id AS stub, k.held, k.matched, CASE WHEN k.held THEN "   \
    "NULL"                                                                                         \
    "  WHEN k.id IS NOT NULL THEN k.matched ELSE v.opened_by END AS person FROM visit v"           \
    "  JOIN e ON e.id = v.event LEFT JOIN stub k ON k.id = v.opened_by WHERE v.undone IS NULL),"   \
    " here AS MATERIALIZED (SELECT DISTINCT row FROM who JOIN came USING (person)),"               \
    " expected AS MATERIALIZED (SELECT DISTINCT row FROM who JOIN person p ON p.id = who.person"   \
    "  JOIN e ON p.role = 'student' AND instr(e.grades, p.grade) > 0) "

static void check_groups(void)
{
    const FamilyCounts *c = families_counts(list);
    char text[2048];
    for (int i = 0; i < c->grade_count; i++) {
        snprintf(text, sizeof text,
            ROWS "SELECT count(DISTINCT row) * 1000 + count(DISTINCT iif(row IN here, row, NULL))"
                 " FROM who JOIN person p ON p.id = who.person WHERE p.role = 'student'"
                 " AND p.grade = '%s'",
            c->grades[i].name);
        CHECK_INT(c->grades[i].expected * 1000 + c->grades[i].here, number(text));
    }
    int expected = 0, here = 0;
    for (int i = 0; i < c->language_count; i++) {
        expected += c->languages[i].expected;
        here += c->languages[i].here;
        CHECK(i == 0 || c->languages[i - 1].expected >= c->languages[i].expected);
    }
    CHECK_INT(expected, c->expected);
    CHECK_INT(here, c->here);
}

TEST(counts_are_what_sql_counts)
{
    UNUSED_STATE;
    static Id students[STUDENTS], guardians[GUARDIANS];
    uint64_t dice = dice_seed();
    Id event = put_event("random", "01,02");
    random_school(&dice, students, guardians);
    open_list(event);
    random_evening(&dice, students, guardians, event);
    read_again();
    const FamilyCounts *c = families_counts(list);
    CHECK_INT(families_shown(list) - c->unmatched, number(ROWS "SELECT count(*) FROM row"));
    CHECK_INT(c->expected, number(ROWS "SELECT count(*) FROM expected"));
    CHECK_INT(c->here, number(ROWS "SELECT count(*) FROM expected WHERE row IN here"));
    CHECK_INT(c->besides,
        number(
            ROWS "SELECT (SELECT count(*) FROM here WHERE row NOT IN expected) + (SELECT count(*)"
                 " FROM came WHERE stub IS NOT NULL AND NOT held AND (matched IS NULL"
                 "  OR matched NOT IN (SELECT person FROM who)))"));
    CHECK_INT(c->matched,
        number(ROWS "SELECT count(*) FROM came WHERE NOT held AND matched IN"
                    " (SELECT person FROM who)"));
    CHECK_INT(c->held, number(ROWS "SELECT count(*) FROM came WHERE held"));
    CHECK_INT(c->inside,
        number("SELECT sum(adults + children) FROM visit WHERE undone IS NULL AND left IS NULL"));
    int waiting = 0, shown_here = 0;
    for (int i = 0; i < families_shown(list); i++) {
        const Family *f = families_at(list, i);
        waiting += f->state == FAMILY_HERE && f->wants_interpreter && !f->is_met;
        shown_here += f->state != FAMILY_NOT_YET;
    }
    CHECK_INT(c->waiting, waiting);
    CHECK_INT(c->here + c->besides, shown_here);
    check_groups();
}

int main(void)
{
    (void)opens, (void)has, (void)with, (void)phone, (void)birthday;
    const struct CMUnitTest tests[] = {
        RUN_EVENING(students_with_the_same_guardians_are_one_row_and_half_siblings_two),
        RUN_EVENING(a_student_without_guardians_is_a_row_and_a_guardian_without_students_none),
        RUN_EVENING(who_left_is_in_no_row),
        RUN_EVENING(preferred_names_are_shown_and_both_are_found),
        RUN_EVENING(many_guardians_are_all_compared),
        RUN_EVENING(a_name_of_any_length_is_held),
        RUN_EVENING(nobody_on_the_roster_is_an_empty_list),
        RUN_EVENING(a_visit_counts_for_each_row_of_who_opened_it),
        RUN_EVENING(who_left_and_came_again_by_another_is_here),
        RUN_EVENING(without_an_event_the_ordinary_visits_of_the_day_count_and_nobody_is_expected),
        RUN_EVENING(only_the_events_grades_are_expected),
        RUN_EVENING(walk_ins_are_rows_until_they_are_matched_and_held_ones_are_only_counted),
        RUN_EVENING(who_asked_for_an_interpreter_last_time_wants_one),
        RUN_EVENING(rows_that_cannot_be_read_anew_stand_as_they_were),
        RUN_EVENING(counts_are_what_sql_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
