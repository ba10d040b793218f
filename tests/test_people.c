/* People: put and put again, links, leaving, enrolment spans. */
#include "check.h"

#include "store/people.h"
#include "store/sql.h"
#include "text/initials.h"

static Store *store;
static Err err;

static int open_store(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    return store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int close_store(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static Person person(PersonRole role, const char *source_id, const char *given, const char *family)
{
    Person made = {.role = role, .is_active = true};
    snprintf(made.source_id, sizeof made.source_id, "%s", source_id);
    snprintf(made.given, sizeof made.given, "%s", given);
    snprintf(made.family, sizeof made.family, "%s", family);
    return made;
}

static Id put(Person made, int64_t now)
{
    CHECK(people_put(store, &made, now, &err));
    return made.id;
}

static Id put_student(const char *source_id, const char *grade, int64_t now)
{
    Person made = person(STUDENT, source_id, "Ama", "Mensah");
    snprintf(made.grade, sizeof made.grade, "%s", grade);
    return put(made, now);
}

/* The one text that a query answers. */
static char answer[256];
static const char *ask(const char *text)
{
    Sql *q = sql(store, text);
    answer[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, answer, sizeof answer);
    CHECK(sql_done(q, &err));
    return answer;
}

TEST(a_person_comes_back_as_put)
{
    UNUSED_STATE;
    Person in = {.role = GUARDIAN,
        .source_id = "g1",
        .given = "José",
        .middle = "María",
        .family = "Núñez-O'Connor",
        .preferred_given = "Pepe",
        .language = "es",
        .phone = "+1 (312) 555-0142",
        .birth_month = 2,
        .birth_day = 29,
        .is_active = true};
    Person out;
    CHECK(people_put(store, &in, 100, &err));
    CHECK(!id_is_zero(in.id));
    CHECK(people_get(store, in.id, &out, &err));
    CHECK(memcmp(&in, &out, offsetof(Person, is_active) + 1) == 0);
    CHECK(people_by_source(store, "g1", &out, &err));
    CHECK(id_equal(out.id, in.id));
    CHECK_TEXT(ask("SELECT name_key FROM person"), "jose maria nunez oconnor pepe");
    CHECK_TEXT(ask("SELECT phone_last4 FROM person"), "0142");
}

TEST(a_person_put_again_keeps_the_id_and_takes_the_rest)
{
    UNUSED_STATE;
    Person out, changed = person(STUDENT, "s1", "Ama", "Owusu");
    Id id = put_student("s1", "03", 100);
    changed.id = store_new_id(store, 1); /* not what the file has */
    snprintf(changed.grade, sizeof changed.grade, "04");
    CHECK(people_put(store, &changed, 200, &err));
    CHECK(id_equal(changed.id, id));
    CHECK(people_get(store, id, &out, &err));
    CHECK_TEXT(out.family, "Owusu");
    CHECK_TEXT(out.grade, "04");
    CHECK_TEXT(ask("SELECT name_key FROM person"), "ama owusu");
    CHECK_INT(people_count(store, STUDENT, &err), 1);
}

TEST(nobody_is_not_the_same_as_a_failure)
{
    UNUSED_STATE;
    Person out;
    CHECK(!people_get(store, store_new_id(store, 1), &out, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!people_by_source(store, "", &out, err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(sql_run(sql(store, "ALTER TABLE person RENAME TO gone"), &err));
    CHECK(!people_by_source(store, "s1", &out, err_clear(&err)));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK_INT(people_count(store, STUDENT, &err), -1);
}

TEST(what_is_no_person_is_refused)
{
    UNUSED_STATE;
    Person nobody = person(STUDENT, "", "Ama", "Mensah");
    CHECK(!people_put(store, &nobody, 1, &err));
    CHECK_INT(err.code, ERR_INVALID);
    static const int birthdays[][2] = {{13, 1}, {1, 32}, {0, 5}, {5, 0}, {-1, -1}};
    for (size_t i = 0; i < sizeof birthdays / sizeof *birthdays; i++) {
        Person wrong = person(STUDENT, "s1", "Ama", "Mensah");
        wrong.birth_month = birthdays[i][0];
        wrong.birth_day = birthdays[i][1];
        CHECK(!people_put(store, &wrong, 1, err_clear(&err)));
        CHECK_INT(err.code, ERR_INVALID);
    }
    CHECK_INT(people_count(store, STUDENT, &err), 0);
}

TEST(names_of_every_length_and_script_are_kept_whole)
{
    UNUSED_STATE;
    static const char *const names[] = {"李", "Nguyễn Thị", "محمد", "सीता", "X", ""};
    Person out, in = person(STUDENT, "long", "", "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(in.given, sizeof in.given, "%s", names[i]);
        CHECK(people_put(store, &in, 1, &err));
        CHECK(people_get(store, in.id, &out, &err));
        CHECK_TEXT(out.given, names[i]);
    }
    memset(in.given, 'a', sizeof in.given - 1);
    memset(in.middle, 'b', sizeof in.middle - 1);
    memset(in.family, 'c', sizeof in.family - 1);
    memset(in.preferred_given, 'd', sizeof in.preferred_given - 1);
    memset(in.preferred_family, 'e', sizeof in.preferred_family - 1);
    CHECK(people_put(store, &in, 1, &err));
    CHECK(people_get(store, in.id, &out, &err));
    CHECK_INT(strlen(out.preferred_family), 255);
}

TEST(a_phone_of_less_than_four_digits_proves_nothing)
{
    UNUSED_STATE;
    static const char *const phones[] = {"", "142", "n/a", "x-1-4-2"};
    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++) {
        Person in = person(GUARDIAN, "g1", "Kofi", "Mensah");
        snprintf(in.phone, sizeof in.phone, "%s", phones[i]);
        put(in, 1);
        CHECK_TEXT(ask("SELECT phone_last4 IS NULL FROM person"), "1");
    }
}

TEST(an_import_does_not_clear_see_office)
{
    UNUSED_STATE;
    Person out;
    Id id = put_student("s1", "03", 100);
    CHECK(people_see_office(store, id, true, &err));
    put_student("s1", "04", 200);
    CHECK(people_get(store, id, &out, &err));
    CHECK(out.see_office);
    CHECK(people_see_office(store, id, false, &err));
    CHECK(people_get(store, id, &out, &err));
    CHECK(!out.see_office);
    CHECK(!people_see_office(store, store_new_id(store, 1), true, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(a_link_is_between_a_guardian_and_a_student)
{
    UNUSED_STATE;
    Id student = put_student("s1", "03", 1);
    Id guardian = put(person(GUARDIAN, "g1", "Kofi", "Mensah"), 1);
    Id employee = put(person(EMPLOYEE, "e1", "Mary", "Stone"), 1);
    CHECK(people_link(store, guardian, student, &err));
    CHECK(people_link(store, guardian, student, &err));
    CHECK_TEXT(ask("SELECT count(*) FROM guardian_of"), "1");

    const Id wrong[][2] = {{student, guardian}, {guardian, guardian}, {employee, student},
        {guardian, employee}, {store_new_id(store, 1), student}, {guardian, {{0}}}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!people_link(store, wrong[i][0], wrong[i][1], err_clear(&err)));
        CHECK_INT(err.code, ERR_NOT_FOUND);
    }
    CHECK(people_unlink(store, guardian, student, &err));
    CHECK_TEXT(ask("SELECT count(*) FROM guardian_of"), "0");
    CHECK(people_unlink(store, guardian, student, &err)); /* one that is not there */
}

static void leave(const char *source_id)
{
    Person out;
    CHECK(people_by_source(store, source_id, &out, &err));
    CHECK(people_leave(store, out.id, 200, &err));
}

TEST(who_left_may_come_back)
{
    UNUSED_STATE;
    Id id = put_student("s1", "03", 100);
    put_student("s2", "03", 100);
    put(person(GUARDIAN, "g1", "Kofi", "Mensah"), 100);
    leave("s2");
    CHECK_INT(people_count(store, STUDENT, &err), 1);
    CHECK_INT(people_count(store, GUARDIAN, &err), 1);
    put_student("s2", "03", 300);
    CHECK_INT(people_count(store, STUDENT, &err), 2);
    CHECK(people_leave(store, id, 300, &err));
    CHECK(!people_leave(store, store_new_id(store, 1), 300, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(grades_are_in_school_order)
{
    UNUSED_STATE;
    static const char *const grades[] = {"10", "KG", "02", "PK", "Other", "", "02", "1", "UG"};
    static const char *const wanted[] = {"PK", "KG", "1", "02", "10", "Other", "UG"};
    char out[16][32], source[16];
    for (int i = 0; i < 9; i++) {
        snprintf(source, sizeof source, "s%d", i);
        put_student(source, grades[i], 1);
    }
    CHECK_INT(people_grades(store, out, 16, &err), 7);
    for (int i = 0; i < 7; i++)
        CHECK_TEXT(out[i], wanted[i]);
    CHECK_INT(people_grades(store, out, 2, &err), 2);
}

/* ---- enrolment ---- */

static const char *spans(void)
{
    return ask("SELECT ifnull(group_concat(grade || ' ' || first_day || '-' ||"
               " ifnull(day_after_last, ''), ', '), 'none')"
               " FROM (SELECT * FROM enrolment ORDER BY person, first_day)");
}

static void enrol(int32_t day)
{
    CHECK(people_enrol(store, day, day, &err));
}

TEST(an_unchanged_student_has_one_span_however_often_imported)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    put(person(GUARDIAN, "g1", "Kofi", "Mensah"), 1);
    enrol(20260901);
    enrol(20261001);
    enrol(20261101);
    CHECK_TEXT(spans(), "03 20260901-");
}

TEST(a_change_of_grade_closes_a_span_and_opens_the_next)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    enrol(20260901);
    put_student("s1", "04", 2);
    enrol(20270901);
    CHECK_TEXT(spans(), "03 20260901-20270901, 04 20270901-");
}

TEST(a_student_who_leaves_and_comes_back_has_two_spans)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    enrol(20260901);
    leave("s1");
    enrol(20261001);
    CHECK_TEXT(spans(), "03 20260901-20261001");
    put_student("s1", "03", 3);
    enrol(20261101);
    CHECK_TEXT(spans(), "03 20260901-20261001, 03 20261101-");
}

TEST(changes_within_one_day_are_one_span)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    enrol(20260901);
    put_student("s1", "04", 2);
    enrol(20260901);
    CHECK_TEXT(spans(), "04 20260901-");
    leave("s1");
    enrol(20260901);
    CHECK_TEXT(spans(), "04 20260901-20260901");
    put_student("s1", "04", 4);
    enrol(20260901);
    CHECK_TEXT(spans(), "04 20260901-");
}

TEST(who_leaves_by_mistake_and_is_back_the_same_day_has_one_span)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    enrol(20260901);
    leave("s1");
    enrol(20261001);
    put_student("s1", "03", 3);
    enrol(20261001);
    CHECK_TEXT(spans(), "03 20260901-");
    put_student("s1", "04", 4);
    enrol(20261101);
    put_student("s1", "03", 5);
    enrol(20261101);
    CHECK_TEXT(ask("SELECT first_day FROM enrolment WHERE day_after_last IS NULL"), "20260901");
}

TEST(a_clock_set_back_does_not_break_an_import)
{
    UNUSED_STATE;
    put_student("s1", "03", 1);
    enrol(20260901);
    put_student("s1", "04", 2);
    enrol(20250101);
    CHECK_TEXT(
        ask("SELECT count(*) FROM enrolment WHERE day_after_last IS NULL AND grade = '04'"), "1");
}

TEST(initials_are_letters_as_read)
{
    UNUSED_STATE;
    static const struct {
        const char *name;
        int count;
        const char *is;
        bool has_more;
    } rows[] = {
        {"élodie", 1, "É", true},
        {"e\xcc\x81lodie", 1, "E\xcc\x81", true}, /* the accent apart */
        {"élodie", 2, "Él", true},
        {"Ann", 3, "Ann", false},
        {"Ann", 9, "Ann", false},
        {"’Olu", 1, "O", true},
        {"सीता", 1, "सी", true},
        {"한별", 1, "한", true},
        {"李", 1, "李", false},
        {"", 1, "", false},
        {"--", 1, "", false},
    };
    char out[32];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(initials_write(rows[i].name, rows[i].count, out, sizeof out) == rows[i].has_more);
        CHECK_TEXT(out, rows[i].is);
    }
    CHECK(initials_write("éé", 2, out, 4)); /* no room for the second */
    CHECK_TEXT(out, "É");
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_person_comes_back_as_put),
        RUN_OPEN(a_person_put_again_keeps_the_id_and_takes_the_rest),
        RUN_OPEN(nobody_is_not_the_same_as_a_failure),
        RUN_OPEN(what_is_no_person_is_refused),
        RUN_OPEN(names_of_every_length_and_script_are_kept_whole),
        RUN_OPEN(a_phone_of_less_than_four_digits_proves_nothing),
        RUN_OPEN(an_import_does_not_clear_see_office),
        RUN_OPEN(a_link_is_between_a_guardian_and_a_student),
        RUN_OPEN(who_left_may_come_back),
        RUN_OPEN(grades_are_in_school_order),
        RUN_OPEN(an_unchanged_student_has_one_span_however_often_imported),
        RUN_OPEN(a_change_of_grade_closes_a_span_and_opens_the_next),
        RUN_OPEN(a_student_who_leaves_and_comes_back_has_two_spans),
        RUN_OPEN(changes_within_one_day_are_one_span),
        RUN_OPEN(who_leaves_by_mistake_and_is_back_the_same_day_has_one_span),
        RUN_OPEN(a_clock_set_back_does_not_break_an_import),
        RUN(initials_are_letters_as_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
