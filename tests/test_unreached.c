/* The families that have not come yet. */
#include "roster.h"

#include <unistd.h>

#include "exchange/export.h"
#include "exchange/unreached_sheet.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/stubs.h"
#include "store/terms.h"
#include "store/unreached.h"

enum { NOW = 1795132800, DAY = 20261119, ONE_DAY = 86400 }; /* 18:00 in Chicago */

static Unreached *unreached;
static UnreachedTime term_time;
static char path[64];

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    term_time = (UnreachedTime){.from = NOW - 30 * ONE_DAY, .to = NOW + ONE_DAY, .day = DAY};
    snprintf(path, sizeof path, "/tmp/foyer-test-XXXXXX");
    int file = mkstemp(path);
    CHECK(file >= 0 && close(file) == 0);
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    unreached_close(unreached);
    unreached = NULL;
    store_close(store);
    return unlink(path);
}

static void enrol(void)
{
    CHECK(people_enrol(store, NOW - 100 * ONE_DAY, 20260901, &err));
}

static void speak(Id person, const char *language)
{
    Sql *q = sql(store, "UPDATE person SET language = :language WHERE id = :id");
    sql_text(q, ":language", language);
    sql_id(q, ":id", person);
    CHECK(sql_run(q, &err));
}

static Visit visit_at(int64_t at, int32_t day, Id who, const Id *people, int count)
{
    Visit v = {.id = store_new_id(store, at),
        .opened_by = who,
        .arrived = at,
        .day = day,
        .adults = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(store, &v, people, count, &err));
    return v;
}

static void look(int families)
{
    unreached_close(unreached);
    unreached = unreached_open(store, &term_time, &err);
    assert_non_null(unreached);
    CHECK_INT(unreached_count(unreached), families);
}

static const UnreachedFamily *family(int index)
{
    return unreached_at(unreached, index);
}

TEST(students_joined_by_shared_guardians_are_one_family)
{
    UNUSED_STATE;
    Id rosa = guardian("Rosa", "Ramírez", "6125550142"), pedro = guardian("Pedro", "Soto", "");
    Id ines = guardian("Ines", "Vega", "6125550143");
    Id mateo = child("Mateo", "Ramírez", "05", 1, 1), sofia = child("Sofía", "Soto", "02", 1, 1);
    Id leo = child("Leo", "Vega", "KG", 1, 1), other = child("Abena", "Mensah", "03", 1, 1);
    tie(rosa, mateo);
    tie(pedro, mateo);
    tie(pedro, sofia);
    tie(ines, sofia);
    tie(ines, leo);
    (void)other;
    enrol();
    look(2);
    CHECK_INT(unreached_families(unreached), 2);
    const UnreachedFamily *f = family(0)->child_count == 3 ? family(0) : family(1);
    CHECK_INT(f->child_count, 3);
    CHECK_INT(f->guardian_count, 3);
    CHECK_TEXT(f->children[0].name, "Mateo");
    CHECK_TEXT(f->children[2].grade, "KG");
    CHECK_INT(f->last, 0);
    const UnreachedFamily *alone = family(0) == f ? family(1) : family(0);
    CHECK_INT(alone->guardian_count, 0);
    CHECK_TEXT(alone->children[0].name, "Mensah, Abena");
}

/* A home with one student; when who is not zero, who has a visit. */
static Id home(const char *name, Id *student)
{
    Id adult = guardian("Ana", name, "6125550142");
    *student = child("Leo", name, "03", 1, 1);
    tie(adult, *student);
    return adult;
}

TEST(a_visit_of_any_of_them_reaches_the_family)
{
    UNUSED_STATE;
    Id a, b, c, first = home("Abara", &a), second = home("Bekele", &b);
    home("Castillo", &c);
    Id sibling = child("Mia", "Bekele", "01", 1, 1);
    tie(second, sibling);
    enrol();
    look(3);
    visit_at(NOW, DAY, first, NULL, 0);
    look(2);
    CHECK_TEXT(family(0)->guardians[0].name, "Bekele, Ana");
    Id people[] = {sibling};
    visit_at(NOW, DAY, guardian("Aunt", "Zola", ""), people, 1);
    look(1);
    CHECK_TEXT(family(0)->guardians[0].name, "Castillo, Ana");
    CHECK_INT(unreached_families(unreached), 3);
}

TEST(a_matched_walk_in_counts_and_an_open_one_does_not)
{
    UNUSED_STATE;
    Id student;
    home("Abara", &student);
    enrol();
    Stub stub = {.id = store_new_id(store, NOW), .child = "Leo"};
    Visit v = {.id = store_new_id(store, NOW), .opened_by = stub.id, .arrived = NOW, .day = DAY};
    CHECK(stubs_arrive(store, &stub, &v, &err));
    look(1);
    Sql *q = sql(store, "UPDATE stub SET state = 'matched', matched = :who WHERE id = :id");
    sql_id(q, ":who", student);
    sql_id(q, ":id", stub.id);
    CHECK(sql_run(q, &err));
    look(0);
}

TEST(undone_visits_and_those_of_other_times_do_not_count)
{
    UNUSED_STATE;
    Id student, adult = home("Abara", &student);
    enrol();
    Visit early = visit_at(NOW - 30 * ONE_DAY - 1, 20261020, adult, NULL, 0);
    look(1);
    CHECK_INT(family(0)->last, early.arrived);
    Visit v = visit_at(NOW - 30 * ONE_DAY, 20261020, student, NULL, 0);
    look(0);
    Sql *q = sql(store, "UPDATE visit SET undone = 1 WHERE id = :id");
    sql_id(q, ":id", v.id);
    CHECK(sql_run(q, &err));
    look(1);
    visit_at(NOW + ONE_DAY, 20261120, adult, NULL, 0);
    look(1);
    term_time.to = 0;
    look(0);
}

TEST(who_is_not_enrolled_that_day_is_not_called)
{
    UNUSED_STATE;
    Id a, b;
    home("Abara", &a);
    home("Bekele", &b);
    enrol();
    CHECK(people_leave(store, a, NOW - 20 * ONE_DAY, &err));
    CHECK(people_enrol(store, NOW - 20 * ONE_DAY, 20261030, &err));
    look(1);
    CHECK_TEXT(family(0)->guardians[0].name, "Bekele, Ana");
    term_time.day = 20261029;
    look(2);
    term_time.day = 20260831;
    look(0);
}

TEST(they_stand_by_language_and_name)
{
    UNUSED_STATE;
    static const char *const NAMES[] = {"Zapata", "Álvarez", "Bekele"};
    static const char *const LANGUAGES[] = {"es", "es", "am"};
    for (int i = 0; i < 3; i++) {
        Id student;
        home(NAMES[i], &student);
        speak(student, LANGUAGES[i]);
    }
    enrol();
    look(3);
    CHECK_TEXT(family(0)->language, "am");
    CHECK_TEXT(family(1)->guardians[0].name, "Álvarez, Ana");
    CHECK_TEXT(family(2)->guardians[0].name, "Zapata, Ana");
}

TEST(the_term_that_is_on_is_the_shortest_of_the_day)
{
    UNUSED_STATE;
    UnreachedTime time;
    char title[256];
    Zone *zone = zone_new("America/Chicago", &err);
    CHECK(unreached_term(store, zone, NOW, &time, title, &err));
    CHECK_INT(time.from, 0);
    CHECK_INT(time.to, 0);
    CHECK_INT(time.day, DAY);
    CHECK_TEXT(title, "");
    Term year = {terms_id("y"), "2026-27", TERM_YEAR, 20260801, 20270701};
    Term fall = {terms_id("f"), "Fall", TERM_SEMESTER, 20260801, 20261219};
    CHECK(terms_put(store, &year, &err) && terms_put(store, &fall, &err));
    CHECK(unreached_term(store, zone, NOW, &time, title, &err));
    CHECK_TEXT(title, "Fall");
    CHECK_INT(zone_day(zone, time.from), 20260801);
    CHECK_INT(zone_day(zone, time.to), 20261219);
    CHECK(terms_drop(store, fall.id, &err));
    CHECK(unreached_term(store, zone, NOW, &time, title, &err));
    CHECK_TEXT(title, "2026-27");
    zone_free(zone);
}

static void read_file(char *out, size_t size)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t got = fread(out, 1, size - 1, file);
    out[got] = 0;
    fclose(file);
}

TEST(the_export_has_a_row_a_family_and_guards_formulas)
{
    UNUSED_STATE;
    char text[4096];
    Id student, adult = home("=Abara", &student), second = guardian("Pedro", "Soto", "");
    Id sibling = child("Mia", "Abara", "05", 1, 1);
    tie(second, student);
    tie(adult, sibling);
    speak(student, "es");
    enrol();
    CHECK_INT(export_unreached(store, &(ExportAsk){.now = NOW, .path = path}, &err), 1);
    read_file(text, sizeof text);
    CHECK(strstr(text, "family_id,guardians,phones,home_language,students,grades,siblings,"));
    CHECK(strstr(
        text, "\"'=Abara, Ana; Soto, Pedro\",\"6125550142; \",es,\"Mia; Leo\",\"05,03\",2,,false"));
    CHECK_INT(export_unreached(
                  store, &(ExportAsk){.now = NOW, .format = EXPORT_JSON, .path = path}, &err),
        1);
    read_file(text, sizeof text);
    CHECK(strstr(text, "\"grades\":[\"05\",\"03\"]"));
    visit_at(NOW, DAY, adult, NULL, 0);
    CHECK_INT(export_unreached(store, &(ExportAsk){.now = NOW, .path = path}, &err), 0);
    ExportAsk later = {.range.from = NOW + 1, .now = NOW, .path = path};
    CHECK_INT(export_unreached(store, &later, &err), 1);
}

TEST(a_family_in_words_has_phones_to_dial_and_children_with_grades)
{
    UNUSED_STATE;
    UnreachedWords words;
    Id student;
    home("Abara", &student);
    speak(student, "es");
    enrol();
    look(1);
    Formats *formats = formats_new("America/Chicago", &err);
    assert_non_null(formats);
    unreached_words(formats, NULL, family(0), &words);
    CHECK_TEXT(words.name, "Abara, Ana");
    CHECK_TEXT(words.calls, "Abara, Ana  612-555-0142");
    CHECK_TEXT(words.phones, "612-555-0142");
    CHECK_TEXT(words.children, "Leo 03");
    CHECK_TEXT(words.language, "Spanish");
    CHECK_TEXT(words.last, "Never");
    formats_free(formats);
}

#define RUN_HERE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_HERE(students_joined_by_shared_guardians_are_one_family),
        RUN_HERE(a_visit_of_any_of_them_reaches_the_family),
        RUN_HERE(a_matched_walk_in_counts_and_an_open_one_does_not),
        RUN_HERE(undone_visits_and_those_of_other_times_do_not_count),
        RUN_HERE(who_is_not_enrolled_that_day_is_not_called),
        RUN_HERE(they_stand_by_language_and_name),
        RUN_HERE(the_term_that_is_on_is_the_shortest_of_the_day),
        RUN_HERE(the_export_has_a_row_a_family_and_guards_formulas),
        RUN_HERE(a_family_in_words_has_phones_to_dial_and_children_with_grades),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
