/* Rosters and event lists in: all of a file or nothing of it. */
#include "check.h"

#include <unistd.h>
#include <zip.h>

#include "exchange/demo.h"
#include "exchange/import.h"
#include "exchange/plan.h"
#include "store/events.h"
#include "store/homes.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"

#define ROSTER(name) FOYER_SOURCE "/tests/data/roster-" name

enum { NOW = 1795132800 }; /* 2026-11-19 18:00 in Chicago */

static Store *open_store(void)
{
    Store *store = NULL;
    Err err = {0};
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    return store;
}

static int number(Store *store, const char *text)
{
    Err err = {0};
    Sql *q = sql(store, text);
    int value = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return value;
}

/* Imports and gives the notes; free them. */
static char *import(Store *store, const char *path, ImportCount *count)
{
    char *notes = NULL;
    size_t size = 0;
    Err err = {0};
    FILE *file = open_memstream(&notes, &size);
    bool done = import_roster(store, path, NOW, file, count, &err);
    fclose(file);
    if (!done)
        print_error("%s\n", err.detail);
    CHECK(done);
    return notes;
}

/* As with --yes. */
static void replace(Store *store, const char *path, ImportCount *count)
{
    Plan plan;
    Err err = {0};
    CHECK(plan_make(&plan, store, path, NOW, NULL, &err));
    CHECK(plan_apply(&plan, store, &err));
    *count = plan.counts;
    plan_finish(&plan);
}

static Person person(Store *store, const char *source_id)
{
    Person found = {0};
    Err err = {0};
    CHECK(people_by_source(store, source_id, &found, &err));
    return found;
}

TEST(a_roster_of_1_1_in_another_order_with_a_mark_and_crlf)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    char *notes = import(store, ROSTER("1.1"), &count);

    CHECK_INT(count.students, 3);
    CHECK_INT(count.guardians, 3);
    CHECK_INT(count.employees, 2);
    CHECK_INT(count.links, 4);
    CHECK_INT(count.added, 8);
    CHECK_INT(count.dangling, 1);
    CHECK_INT(number(store, "SELECT count(*) FROM guardian_of"), 4);
    CHECK(strstr(notes, "\"metadata.bus\""));
    CHECK(!strstr(notes, "password"));
    free(notes);

    Person maria = person(store, "stu-1");
    CHECK_TEXT(maria.family, "Rivera, de la Cruz");
    CHECK_TEXT(maria.grade, "KG");
    CHECK_TEXT(maria.language, "es");
    CHECK_TEXT(maria.homeroom, "Bluebirds");
    CHECK(!maria.see_office);
    Person chidi = person(store, "stu-2");
    CHECK_TEXT(chidi.middle, "Emeka \"Em\"");
    CHECK_TEXT(chidi.grade, "04");
    CHECK(chidi.see_office);
    CHECK_TEXT(person(store, "stu-3").grade, "PK");
    CHECK_TEXT(person(store, "stu-3").language, "zh-Hant");
    CHECK_TEXT(person(store, "par-1").phone, "6125550123");
    CHECK_TEXT(person(store, "par-2").phone, "16515550161");
    store_close(store);
}

TEST(a_child_who_moved_is_in_the_room_of_today)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    free(import(store, ROSTER("1.1"), &count));
    CHECK_TEXT(person(store, "stu-2").homeroom, "Room 9");
    store_close(store);
}

TEST(in_1_2_who_teaches_here_and_is_a_parent_here_is_a_guardian)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    char *notes = import(store, ROSTER("1.2"), &count);
    free(notes);

    CHECK_INT(count.students, 2);
    CHECK_INT(count.guardians, 1);
    CHECK_INT(count.employees, 0);
    CHECK_INT(count.links, 2);
    CHECK_INT(count.rejected, 1);
    CHECK_INT(person(store, "g.1").role, GUARDIAN);
    CHECK_TEXT(person(store, "s.1").preferred_given, "نور");
    CHECK_TEXT(person(store, "s.2").grade, "UG");
    CHECK_INT(person(store, "s.1").birth_month, 2);
    CHECK_INT(person(store, "s.1").birth_day, 28);
    CHECK_INT(person(store, "s.2").birth_month, 0);
    store_close(store);
}

TEST(a_birth_year_is_kept_nowhere)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    free(import(store, ROSTER("1.2"), &count));
    CHECK_INT(number(store,
                  "SELECT count(*) FROM person WHERE given || middle || family ||"
                  " preferred_given || preferred_family || name_key || phone || grade ||"
                  " homeroom || ifnull(birth_month, '') || ifnull(birth_day, '')"
                  " LIKE '%2013%'"),
        0);
    CHECK_INT(number(store, "SELECT birth_day FROM person WHERE source_id = 's.1'"), 28);
    store_close(store);
}

TEST(the_same_file_again_changes_nothing)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    free(import(store, ROSTER("1.1"), &count));
    Id before = person(store, "stu-1").id;
    free(import(store, ROSTER("1.1"), &count));

    CHECK_INT(count.added, 0);
    CHECK_INT(count.changed, 0);
    CHECK_INT(count.left, 0);
    CHECK(id_equal(person(store, "stu-1").id, before));
    CHECK_INT(number(store, "SELECT count(*) FROM guardian_of"), 4);
    CHECK_INT(number(store, "SELECT count(*) FROM enrolment"), 3);
    store_close(store);
}

/* Both at one moment, as a script does. */
TEST(who_is_not_in_the_file_any_more_has_left_and_comes_back)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    Err err = {0};
    free(import(store, ROSTER("1.1"), &count));
    Id before = person(store, "stu-1").id;
    replace(store, ROSTER("1.2"), &count);

    CHECK_INT(count.left, 8);
    CHECK(!person(store, "stu-1").is_active);
    CHECK_INT(people_count(store, STUDENT, &err), 2);
    CHECK_INT(number(store, "SELECT count(*) FROM enrolment WHERE day_after_last IS NULL"), 2);

    replace(store, ROSTER("1.1"), &count);
    CHECK_INT(count.returned, 8);
    CHECK_INT(count.left, 3);
    CHECK(person(store, "stu-1").is_active);
    CHECK(id_equal(person(store, "stu-1").id, before));
    store_close(store);
}

TEST(a_bad_row_among_many_is_left_out_and_told)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    char *notes = import(store, ROSTER("one-bad-row"), &count);
    CHECK_INT(count.students, 120);
    CHECK_INT(count.rejected, 1);
    CHECK(strstr(notes, "users.csv:122:"));
    free(notes);
    store_close(store);
}

typedef struct {
    const char *path, *detail;
    ErrCode code;
} Refused;

TEST(broken_rosters_are_refused_with_their_place_and_leave_nothing)
{
    UNUSED_STATE;
    static const Refused cases[] = {
        {ROSTER("no-column"), "users.csv:1:1: the column \"familyName\"", ERR_INVALID},
        {ROSTER("twice-column"), "users.csv:1:254: ", ERR_INVALID},
        {ROSTER("open-quote"), "users.csv:2:17: ", ERR_INVALID},
        {ROSTER("stray-quote"), "users.csv:2:19: ", ERR_INVALID},
        {ROSTER("latin1"), "users.csv:2:20: ", ERR_INVALID},
        {ROSTER("version"), "manifest.csv:3:19: ", ERR_INVALID},
        {ROSTER("no-student"), "users.csv: there is no student", ERR_INVALID},
        {ROSTER("no-role"), "users.csv:1:1: the column \"role\"", ERR_INVALID},
        {ROSTER("no-roles"), "roles.csv: ", ERR_NOT_FOUND},
        {ROSTER("bad-rows"), "users.csv:62:", ERR_INVALID},
        {ROSTER("bad-date"), "demographics.csv:2:7: ", ERR_INVALID},
        {FOYER_SOURCE "/tests/data", "users.csv: ", ERR_NOT_FOUND},
        {ROSTER("of-nobody"), FOYER_SOURCE, ERR_NOT_FOUND},
        {ROSTER("1.1/users.csv"), FOYER_SOURCE, ERR_INVALID},
    };
    Store *store = open_store();
    ImportCount count;
    free(import(store, ROSTER("1.1"), &count));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Err err = {0};
        CHECK(!import_roster(store, cases[i].path, NOW + 1, NULL, &count, &err));
        if (strncmp(err.detail, cases[i].detail, strlen(cases[i].detail)) != 0)
            print_error("%s\n", err.detail);
        CHECK(strncmp(err.detail, cases[i].detail, strlen(cases[i].detail)) == 0);
        CHECK_INT(err.code, cases[i].code);
        CHECK_INT(number(store, "SELECT count(*) FROM person WHERE is_active"), 8);
        CHECK_INT(number(store, "SELECT count(*) FROM person"), 8);
    }
    store_close(store);
}

static void add_file(zip_t *zip, const char *name, const char *text)
{
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    CHECK(zip_file_add(zip, name, source, 0) >= 0);
}

static void make_zip(const char *path, const char *users)
{
    int code = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(zip);
    add_file(zip, "manifest.csv", "propertyName,value\noneroster.version,1.1\n");
    add_file(zip, "users.csv", users);
    CHECK(zip_close(zip) == 0);
}

TEST(a_zip_is_read_and_a_damaged_one_refused)
{
    UNUSED_STATE;
    static const char users[] = "sourcedId,role,givenName,familyName,grades\ns1,student,A,B,1\n";
    char folder[] = "/tmp/foyer-test-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/roster.zip", folder);
    make_zip(path, users);

    Store *store = open_store();
    ImportCount count;
    Err err = {0};
    free(import(store, path, &count));
    CHECK_INT(count.students, 1);

    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    CHECK(fseek(file, 40, SEEK_SET) == 0);
    CHECK(fputs("????????", file) >= 0);
    fclose(file);
    CHECK(!import_roster(store, path, NOW, NULL, &count, &err));
    CHECK_INT(err.code, ERR_INVALID);

    unlink(path);
    rmdir(folder);
    store_close(store);
}

/* ---- events ---- */

static bool import_text(Store *store, const char *text, ImportCount *count, Err *err)
{
    char path[] = "/tmp/foyer-test-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0);
    CHECK(write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    bool done = import_events(store, path, NOW, NULL, count, err);
    unlink(path);
    return done;
}

TEST(events_come_with_their_texts_and_local_times)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    Err err = {0};
    Event event;
    char text[64];
    CHECK(import_text(store,
        "uid,title,title_es,title_zh-Hans,kind,starts,ends,place,link,grades\r\n"
        "e1,\"Maths, plainly\",Matemáticas,数学,workshop,2026-11-19T18:00,2026-11-19T20:00,Library,"
        "https://lincoln.example.org/m,\"K, 1;2\"\r\n"
        "e2,Later,,,,2026-12-01T00:00:00Z,2026-12-01T01:00:00+00:00,,,\r\n",
        &count, &err));
    CHECK_INT(count.added, 2);

    CHECK_INT(events_between(store, NOW, NOW + 1, &event, 1, &err), 1);
    CHECK_TEXT(event.uid, "e1");
    CHECK_INT(event.starts, NOW);
    CHECK_INT(event.ends, NOW + 2 * 3600);
    CHECK_TEXT(event.grades, "KG,01,02");
    CHECK(content_get(store, event.id, CONTENT_TITLE, "zh_Hans", text, sizeof text, &err));
    CHECK_TEXT(text, "数学");
    CHECK(content_get(store, event.id, CONTENT_TITLE, "so", text, sizeof text, &err));
    CHECK_TEXT(text, "Maths, plainly");
    CHECK_INT(number(store, "SELECT starts FROM event WHERE uid = 'e2'"), 1796083200);
    store_close(store);
}

TEST(an_event_put_again_is_the_same_event_and_forgets_an_empty_text)
{
    UNUSED_STATE;
    static const char header[] = "uid,title,title_es,starts,ends\n";
    Store *store = open_store();
    ImportCount count;
    Err err = {0};
    char file[256];
    snprintf(file, sizeof file, "%se1,One,Uno,2026-11-19T18:00,2026-11-19T20:00\n", header);
    CHECK(import_text(store, file, &count, &err));
    snprintf(file, sizeof file, "%se1,Two,,2026-11-19T18:00,2026-11-19T21:00\n", header);
    CHECK(import_text(store, file, &count, &err));
    CHECK_INT(count.added, 0);
    CHECK_INT(count.changed, 1);
    CHECK_INT(number(store, "SELECT count(*) FROM event"), 1);
    CHECK_INT(number(store, "SELECT count(*) FROM content WHERE text = 'Two'"), 1);
    CHECK_INT(number(store, "SELECT count(*) FROM content"), 1);
    store_close(store);
}

TEST(a_bad_event_refuses_the_file_with_line_and_column)
{
    UNUSED_STATE;
    static const struct {
        const char *row, *place;
    } cases[] = {
        {"e2,B,,2026-11-19T18:00,2026-11-19T18:00,,", ":3:24: "},
        {"e2,B,,2026-11-19T25:00,2026-11-19T26:00,,", ":3:7: "},
        {"e2,B,,next Tuesday,2026-11-19T26:00,,", ":3:7: "},
        {"e2,B,,2027-03-14T02:30,2027-03-14T04:00,,", ":3:7: "},
        {"e1,B,,2026-11-19T18:00,2026-11-19T19:00,,", ":3:1: "},
        {",B,,2026-11-19T18:00,2026-11-19T19:00,,", ":3:1: "},
        {"e2,,,2026-11-19T18:00,2026-11-19T19:00,,", ":3:4: "},
        {"e2,B,Open House,2026-11-19T18:00,2026-11-19T19:00,,", ":3:6: "},
        {"e2,B,,2026-11-19T18:00,2026-11-19T19:00,javascript:x,", ":3:41: "},
        {"e2,B,,2026-11-19T18:00", ":3:7: "},
    };
    Store *store = open_store();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[512];
        ImportCount count;
        Err err = {0};
        snprintf(file, sizeof file,
            "uid,title,kind,starts,ends,link,grades\n"
            "e1,A,,2026-11-19T18:00,2026-11-19T19:00,,\n%s\n",
            cases[i].row);
        CHECK(!import_text(store, file, &count, &err));
        CHECK_INT(err.code, ERR_INVALID);
        if (!strstr(err.detail, cases[i].place))
            print_error("%s\n", err.detail);
        CHECK(strstr(err.detail, cases[i].place));
        CHECK_INT(number(store, "SELECT count(*) FROM event"), 0);
    }
    store_close(store);
}

/* ---- the made-up school ---- */

TEST(the_made_up_school_is_whole)
{
    UNUSED_STATE;
    Store *store = open_store();
    Err err = {0};
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    CHECK_INT(people_count(store, STUDENT, &err), 480);
    CHECK_INT(people_count(store, GUARDIAN, &err), 620);
    CHECK_INT(number(store,
                  "SELECT count(DISTINCT language) FROM person"
                  " WHERE role = 'student' AND language <> ''"),
        14);
    CHECK_INT(number(store,
                  "SELECT count(*) FROM person WHERE role = 'student'"
                  " AND birth_month = 1 AND birth_day = 1"),
        8);
    CHECK_INT(number(store,
                  "SELECT count(*) FROM person WHERE role = 'student'"
                  " AND id NOT IN (SELECT student FROM guardian_of)"),
        1);
    CHECK_INT(number(store, "SELECT count(*) FROM person WHERE see_office"), 1);
    CHECK_INT(number(store,
                  "SELECT count(*) FROM person WHERE phone <> ''"
                  " AND phone NOT LIKE '1___55501__'"),
        0);
    store_close(store);
}

TEST(the_homes_that_the_demo_tells_of_open)
{
    UNUSED_STATE;
    Store *store = open_store();
    Err err = {0};
    Home home = {0};
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));

    HomeQuery rosa = {.name = "rosa ramirez", .proof = PROOF_PHONE, .digits = "0142"};
    CHECK_INT(homes_find(store, &rosa, &home, &err), HOME_OPEN);
    CHECK_INT(home.count, 4);
    CHECK_TEXT(home.language, "es");
    CHECK_TEXT(home.people[3].grade, "KG");
    CHECK_TEXT(home.people[2].room, "Room 4");
    CHECK_TEXT(home.people[1].room, "Room 12");

    HomeQuery ama = {.name = "ama mensah", .proof = PROOF_PHONE, .digits = "0142"};
    CHECK_INT(homes_find(store, &ama, &home, &err), HOME_OPEN);
    CHECK_INT(home.count, 2);
    CHECK_TEXT(home.people[1].grade, "03");
    store_close(store);
}

TEST(on_any_day_and_hour_the_made_up_evening_is_open)
{
    UNUSED_STATE;
    for (int hour = 0; hour < 24; hour++) {
        int64_t now = NOW + 40 * 86400 + hour * 3600 + 1234;
        Store *store = open_store();
        Err err = {0};
        Event event;
        CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", now, &err));
        CHECK_INT(events_open(store, now, 60, &event, 1, &err), 1);
        CHECK_TEXT(event.uid, "conference-2026-11");
        CHECK_INT(event.ends - event.starts, 4 * 3600);
        store_close(store);
    }
}

TEST(the_made_up_school_goes_only_into_an_empty_database)
{
    UNUSED_STATE;
    Store *store = open_store();
    Err err = {0};
    ImportCount count;
    free(import(store, ROSTER("1.2"), &count));
    CHECK(!demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK_INT(people_count(store, STUDENT, &err), 2);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_roster_of_1_1_in_another_order_with_a_mark_and_crlf),
        RUN(a_child_who_moved_is_in_the_room_of_today),
        RUN(in_1_2_who_teaches_here_and_is_a_parent_here_is_a_guardian),
        RUN(a_birth_year_is_kept_nowhere),
        RUN(the_same_file_again_changes_nothing),
        RUN(who_is_not_in_the_file_any_more_has_left_and_comes_back),
        RUN(a_bad_row_among_many_is_left_out_and_told),
        RUN(broken_rosters_are_refused_with_their_place_and_leave_nothing),
        RUN(a_zip_is_read_and_a_damaged_one_refused),
        RUN(events_come_with_their_texts_and_local_times),
        RUN(an_event_put_again_is_the_same_event_and_forgets_an_empty_text),
        RUN(a_bad_event_refuses_the_file_with_line_and_column),
        RUN(the_made_up_school_is_whole),
        RUN(the_homes_that_the_demo_tells_of_open),
        RUN(on_any_day_and_hour_the_made_up_evening_is_open),
        RUN(the_made_up_school_goes_only_into_an_empty_database),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
