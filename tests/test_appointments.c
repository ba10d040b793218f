/* Appointments from a school's schedule, and to whom they are shown. */
#include "check.h"

#include <unistd.h>

#include "exchange/import_appointments.h"
#include "store/events.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"

enum { NOW = 1795132800 }; /* 2026-11-19 18:00 in Chicago */

#define HEAD "uid,event,student,guardian,teacher,room,starts\n"
#define FIRST "a1,evening,s1,,Ms. Farah,Room 3,2026-11-19T18:20\n"
#define SECOND "a2,evening,s2,g1,Mr. Ortiz,Room 4,2026-11-19T18:40\n"

static Store *store;
static Err err;
static char path[64];
static char *told;
static size_t told_size;
static Id evening, other, mother, father, elder, younger;

static Id person(const char *source_id, PersonRole role)
{
    Person p = {.role = role, .is_active = true, .given = "A"};
    snprintf(p.source_id, sizeof p.source_id, "%s", source_id);
    CHECK(people_put(store, &p, NOW, &err));
    return p.id;
}

static Id event(const char *uid, int64_t starts)
{
    Event e = {.kind = "conference", .starts = starts, .ends = starts + 7200};
    snprintf(e.uid, sizeof e.uid, "%s", uid);
    CHECK(events_put(store, &e, NOW, &err));
    return e.id;
}

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    told = NULL;
    snprintf(path, sizeof path, "/tmp/foyer-test-XXXXXX");
    int file = mkstemp(path);
    close(file);
    if (file < 0 || !store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    evening = event("evening", NOW);
    other = event("other", NOW + 86400);
    mother = person("g1", GUARDIAN);
    father = person("g2", GUARDIAN);
    elder = person("s1", STUDENT);
    younger = person("s2", STUDENT);
    person("s3", STUDENT);
    CHECK(people_link(store, mother, elder, &err));
    CHECK(people_link(store, mother, younger, &err));
    CHECK(people_link(store, father, younger, &err));
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    free(told);
    return unlink(path);
}

static bool take(const char *text, bool is_dry)
{
    AppointmentList list;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(told);
    told = NULL;
    FILE *out = open_memstream(&told, &told_size);
    err_clear(&err);
    bool done = appointment_list_read(&list, store, path, NULL, &err) &&
        (is_dry || appointment_list_apply(&list, store, NOW, &err));
    if (done)
        appointment_list_print(&list, out);
    fclose(out);
    appointment_list_finish(&list);
    return done;
}

static void must_take(const char *text, const char *says)
{
    if (!take(text, false))
        fail_msg("%s", err.detail);
    CHECK_TEXT(told, says);
}

static int count(void)
{
    Sql *q = sql(store, "SELECT count(*) FROM appointment");
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static void refuses(const char *row, const char *at, const char *words)
{
    char text[512], where[96];
    snprintf(text, sizeof text, "%s%s%s", HEAD, FIRST, row);
    snprintf(where, sizeof where, "%s:%s: ", strrchr(path, '/') + 1, at);
    CHECK(!take(text, false));
    if (strncmp(err.detail, where, strlen(where)) != 0 || !strstr(err.detail, words))
        fail_msg("%s, not %s %s", err.detail, where, words);
    CHECK_INT(err.code, ERR_INVALID);
    CHECK_INT(count(), 0);
}

TEST(a_row_is_an_appointment)
{
    UNUSED_STATE;
    Appointment found;
    must_take(HEAD FIRST SECOND,
        "appointments 2: added 2, changed 0, removed 0, unchanged 0\n"
        "  a1 added\n  a2 added\n");
    CHECK(appointments_by_uid(store, "a2", &found, &err));
    CHECK(id_equal(found.event, evening));
    CHECK(id_equal(found.student, younger));
    CHECK(id_equal(found.guardian, mother));
    CHECK_TEXT(found.teacher, "Mr. Ortiz");
    CHECK_TEXT(found.room, "Room 4");
    CHECK_INT(found.starts, NOW + 40 * 60);
    CHECK(appointments_by_uid(store, "a1", &found, &err));
    CHECK(id_is_zero(found.guardian));
    CHECK(!appointments_by_uid(store, "a3", &found, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(the_same_file_twice_changes_nothing_and_a_dry_run_neither)
{
    UNUSED_STATE;
    CHECK(take(HEAD FIRST, true));
    CHECK(strstr(told, "added 1"));
    CHECK_INT(count(), 0);
    CHECK(take(HEAD FIRST SECOND, false));
    CHECK(sql_run(sql(store,
                      "CREATE TEMP TRIGGER no_change BEFORE UPDATE ON appointment"
                      " BEGIN SELECT raise(ABORT, 'written'); END"),
        &err));
    must_take(HEAD SECOND FIRST, "appointments 2: added 0, changed 0, removed 0, unchanged 2\n");
}

TEST(an_event_in_the_file_has_these_and_others_stay)
{
    UNUSED_STATE;
    Appointment found;
    CHECK(take(HEAD FIRST SECOND "a3,other,s1,,Ms. Farah,,2026-11-20T18:00\n", false));
    must_take(HEAD "a2,evening,s2,g2,Mr. Ortiz,Room 4,2026-11-19T18:40\n"
                   "a4,evening,s1,,Ms. Farah,Room 3,2026-11-19T18:20\n",
        "appointments 2: added 1, changed 1, removed 1, unchanged 0\n"
        "  a2 changed\n  a4 added\n"
        "  a1 removed: the file has its event, and not this\n");
    CHECK_INT(count(), 3);
    CHECK(!appointments_by_uid(store, "a1", &found, &err));
    CHECK(appointments_by_uid(store, "a3", &found, &err));
    CHECK(appointments_by_uid(store, "a2", &found, &err));
    CHECK(id_equal(found.guardian, father));
}

TEST(what_is_wrong_is_told_with_line_and_column)
{
    UNUSED_STATE;
    refuses("a2,none,s1,,T,,2026-11-19T18:00\n", "3:4", "no event has this uid");
    refuses("a2,evening,s9,,T,,2026-11-19T18:00\n", "3:12", "no student has this id");
    refuses("a2,evening,g1,,T,,2026-11-19T18:00\n", "3:12", "no student has this id");
    refuses("a2,evening,s1,g9,T,,2026-11-19T18:00\n", "3:15", "no guardian has this id");
    refuses("a2,evening,s1,g2,T,,2026-11-19T18:00\n", "3:15", "no guardian of the student");
    refuses("a2,evening,s1,,,,2026-11-19T18:00\n", "3:16", "with whom it is");
    refuses("a2,evening,s1,,T,,2026-11-19T17:59\n", "3:19", "the event is not on");
    refuses("a2,evening,s1,,T,,2026-11-19T20:00\n", "3:19", "the event is not on");
    refuses("a2,evening,s1,,T,,later\n", "3:19", "later");
    refuses(",evening,s1,,T,,2026-11-19T18:00\n", "3:1", "an appointment needs a uid");
    refuses("b,evening,s1,,T,,2026-11-19T18:00\na1,evening,s1,,T,,2026-11-19T18:00\n", "4:1",
        "this uid stands twice");
}

TEST(a_home_has_those_of_its_students_and_not_another_guardians)
{
    UNUSED_STATE;
    Appointment out[4];
    CHECK(take(HEAD FIRST SECOND "a3,evening,s3,,Ms. Lund,,2026-11-19T18:00\n"
                                 "a4,evening,s2,,Ms. Lund,,2026-11-19T19:00\n"
                                 "a5,other,s1,,Ms. Farah,,2026-11-20T18:00\n",
        false));
    CHECK_INT(appointments_of_home(store, mother, evening, NOW, out, 4, &err), 3);
    CHECK_TEXT(out[0].uid, "a1");
    CHECK_TEXT(out[1].uid, "a2");
    CHECK_TEXT(out[2].uid, "a4");
    CHECK_INT(appointments_of_home(store, mother, evening, NOW + 41 * 60, out, 1, &err), 1);
    CHECK_TEXT(out[0].uid, "a4");
    CHECK_INT(appointments_of_home(store, father, evening, NOW, out, 4, &err), 1);
    CHECK_TEXT(out[0].uid, "a4");
    CHECK_INT(appointments_of_home(store, mother, other, NOW, out, 4, &err), 1);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_row_is_an_appointment),
        RUN_IN(the_same_file_twice_changes_nothing_and_a_dry_run_neither),
        RUN_IN(an_event_in_the_file_has_these_and_others_stay),
        RUN_IN(what_is_wrong_is_told_with_line_and_column),
        RUN_IN(a_home_has_those_of_its_students_and_not_another_guardians),
    };
    return cmocka_run_group_tests_name("appointments", tests, NULL, NULL);
}
