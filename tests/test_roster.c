/* What a roster says, and what of it comes into the records: whole ones and changes. */
#include "rosters.h"

#include "store/people.h"

static RosterSet set;
static Store *store;
static Err err;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    set_open(&set);
    store = open_school();
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    set_close(&set);
    return 0;
}

static const char USERS[] =
    "sourcedId,status,dateLastModified,enabledUser,role,givenName,familyName,sms,phone,"
    "agentSourceIds,grades,metadata.homeLanguage,metadata.program\n";

/* Ama, Kojo and their guardian Efua; Ben alone; a teacher. */
static const char PEOPLE[] = "s1,,,true,student,Ama,Mensah,,,g1,3,ak,\"Title I, ESL\"\n"
                             "s2,,,true,student,Kojo,Mensah,,,,K,ak,\n"
                             "s3,,,true,student,Ben,Long,,,,05,,ESL\n"
                             "g1,,,true,guardian,Efua,Mensah,,6125550142,\"s1,s2\",,ak,\n"
                             "t1,,,true,teacher,Pat,Stone,,,,,,\n";

static void users(const char *rows)
{
    char *text = NULL;
    CHECK(asprintf(&text, "%s%s", USERS, rows) > 0);
    set_file(&set, "users.csv", text);
    free(text);
}

static ImportCount take(int64_t now)
{
    return take_set(store, &set, now, NULL);
}

static Person person(const char *source_id)
{
    Person found = {0};
    CHECK(people_by_source(store, source_id, &found, &err));
    return found;
}

static const char *spans(const char *source_id)
{
    static char text[512];
    Sql *q = sql(store,
        "SELECT group_concat(span, ', ') FROM (SELECT e.grade || ' ' || first_day || '-' ||"
        " ifnull(day_after_last, '') AS span FROM enrolment e JOIN person p ON p.id = e.person"
        " WHERE source_id = :id ORDER BY first_day)");
    sql_text(q, ":id", source_id);
    text[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, text, sizeof text);
    CHECK(sql_done(q, &err));
    return text;
}

/* ---- columns and words ---- */

TEST(names_of_1_0_are_read_with_a_note)
{
    UNUSED_STATE;
    char *notes;
    set_file(&set, "users.csv",
        "sourcedId,role,userId,givenName,familyName,agents,grade\n"
        "s1,student,17,Ama,Mensah,g1,3\ng1,parent,18,Efua,Mensah,,\n");
    set_file(&set, "demographics.csv", "sourcedId,userSourcedId,birthdate\nd1,s1,2018-02-09\n");
    ImportCount count = take_set(store, &set, NOON, &notes);
    CHECK_INT(count.links, 1);
    CHECK_TEXT(person("s1").grade, "03");
    CHECK_INT(person("s1").birth_day, 9);
    CHECK(strstr(notes, "\"agents\" is a name of OneRoster 1.0, read as \"agentSourceIds\""));
    CHECK(strstr(notes, "\"grade\""));
    CHECK(strstr(notes, "\"birthdate\""));
    CHECK(strstr(notes, "\"userSourcedId\""));
    CHECK(!strstr(notes, "not known"));
    free(notes);
}

TEST(the_same_link_stated_by_both_sides_is_one)
{
    UNUSED_STATE;
    users(PEOPLE);
    ImportCount count = take(NOON);
    CHECK_INT(count.links, 2);
    CHECK_INT(count.dangling, 0);
    CHECK_INT(count.links_added, 2);
}

TEST(who_names_themself_is_linked_to_nobody)
{
    UNUSED_STATE;
    char *notes;
    users("s1,,,,student,Ama,Mensah,,,s1,,,\ng1,,,,guardian,Efua,Mensah,,,g1,,,\n");
    ImportCount count = take_set(store, &set, NOON, &notes);
    CHECK_INT(count.links, 0);
    CHECK(strstr(notes, "users.csv:2: a link to oneself; left out"));
    free(notes);
}

TEST(a_sourced_id_that_stands_twice_counts_as_it_stands_last)
{
    UNUSED_STATE;
    char *notes;
    users("s1,,,,student,Ama,Mensah,,,g1,,,\ng1,,,,guardian,Efua,Mensah,,,,,,\n"
          "s1,,,,student,Amma,Mensah,,,,,,\n");
    ImportCount count = take_set(store, &set, NOON, &notes);
    CHECK_INT(count.students, 1);
    CHECK_INT(count.links, 0);
    CHECK_TEXT(person("s1").given, "Amma");
    CHECK(strstr(notes, "users.csv:4: the same sourcedId as in line 2; the last one counts"));
    free(notes);
}

TEST(an_unknown_grade_is_kept_as_given)
{
    UNUSED_STATE;
    users("s1,,,,student,Ama,Mensah,,,,Adult Ed,,\n");
    take(NOON);
    CHECK_TEXT(person("s1").grade, "Adult Ed");
}

TEST(control_letters_in_a_name_become_spaces)
{
    UNUSED_STATE;
    users("s1,,,,student,\"A\x1b[31mma\",\"Men\nsah\",,,,,,\n");
    take(NOON);
    CHECK_TEXT(person("s1").given, "A [31mma");
    CHECK_TEXT(person("s1").family, "Men sah");
}

TEST(a_role_that_ended_is_none_today)
{
    UNUSED_STATE;
    set_file(&set, "manifest.csv", "propertyName,value\noneroster.version,1.2\n");
    set_file(&set, "users.csv", "sourcedId,givenName,familyName\ns1,A,B\ns2,C,D\ns3,E,F\n");
    set_file(&set, "roles.csv",
        "sourcedId,userSourcedId,role,endDate\n"
        "r1,s1,student,2026-11-19\nr2,s2,student,2026-11-20\nr3,s3,student,\n");
    CHECK_INT(take(NOON).students, 2);
    CHECK_INT(number(store, "SELECT count(*) FROM person WHERE source_id = 's1'"), 0);
}

/* ---- again ---- */

TEST(the_same_roster_again_writes_nothing)
{
    UNUSED_STATE;
    CHECK(settings_set(store, "group_columns", "metadata.program:programme", &err));
    users(PEOPLE);
    set_file(&set, "orgs.csv", "sourcedId,name,type\no1,Lincoln,school\n");
    set_file(&set, "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate\ny,2026-27,schoolYear,2026-09-01,2027-06-12\n");
    set_file(&set, "classes.csv", "sourcedId,title,classType\nc1,Bluebirds,homeroom\n");
    set_file(&set, "enrollments.csv", "classSourcedId,userSourcedId,role\nc1,s1,student\n");
    take(NOON);
    CHECK_INT(number(store, "SELECT count(*) FROM term"), 1);
    CHECK_TEXT(person("s1").homeroom, "Bluebirds");

    char *before = dump(store);
    int changes = number(store, "SELECT total_changes()");
    ImportCount count = take(NOON + 30 * DAY);
    CHECK_INT(number(store, "SELECT total_changes()"), changes);
    CHECK_INT(count.unchanged, 5);
    CHECK_INT(count.changed + count.added + count.left + count.spans_opened, 0);
    check_same(before, dump(store));
}

/* Files are asked for by name, rows are sorted: so only the columns' order is left to turn. */
TEST(the_order_of_rows_does_not_matter)
{
    UNUSED_STATE;
    users(PEOPLE);
    take(NOON);
    char *before = dump(store);
    users("t1,,,true,teacher,Pat,Stone,,,,,,\n"
          "g1,,,true,guardian,Efua,Mensah,,6125550142,\"s2,s1\",,ak,\n"
          "s3,,,true,student,Ben,Long,,,,05,,ESL\n"
          "s2,,,true,student,Kojo,Mensah,,,,K,ak,\n"
          "s1,,,true,student,Ama,Mensah,,,g1,3,ak,\"Title I, ESL\"\n");
    ImportCount count = take(NOON);
    CHECK_INT(count.changed + count.links_added + count.links_removed, 0);
    char *after = dump(store);
    /* What was said is remembered as it was said. */
    *strstr(before, "source|agents") = *strstr(after, "source|agents") = 0;
    check_same(before, after);
}

TEST(a_student_who_leaves_and_comes_back_is_one_person_with_two_spans)
{
    UNUSED_STATE;
    users(PEOPLE);
    take(NOON);
    Id id = person("s3").id;
    users("s1,,,true,student,Ama,Mensah,,,g1,3,ak,\ns2,,,true,student,Kojo,Mensah,,,,K,ak,\n"
          "g1,,,true,guardian,Efua,Mensah,,6125550142,\"s1,s2\",,ak,\n");
    ImportCount count = take(NOON + DAY);
    CHECK_INT(count.left, 2);
    CHECK_INT(count.spans_closed, 1);
    CHECK(!person("s3").is_active);
    users(PEOPLE);
    count = take(NOON + 3 * DAY);
    CHECK_INT(count.returned, 2);
    CHECK_INT(count.spans_opened, 1);
    CHECK(id_equal(person("s3").id, id));
    CHECK_TEXT(spans("s3"), "05 20261119-20261120, 05 20261122-");
    CHECK_TEXT(spans("s1"), "03 20261119-");
}

TEST(a_new_grade_or_home_language_opens_a_new_span)
{
    UNUSED_STATE;
    users("s1,,,,student,A,B,,,,3,ak,\ns2,,,,student,C,D,,,,3,ak,\n");
    take(NOON);
    users("s1,,,,student,A,B,,,,4,ak,\ns2,,,,student,C,D,,,,3,en,\n");
    ImportCount count = take(NOON + DAY);
    CHECK_INT(count.spans_closed, 2);
    CHECK_INT(count.spans_opened, 2);
    CHECK_TEXT(spans("s1"), "03 20261119-20261120, 04 20261120-");
    CHECK_TEXT(spans("s2"), "03 20261119-20261120, 03 20261120-");
}

TEST(a_large_removal_is_refused_and_a_small_one_is_not)
{
    UNUSED_STATE;
    ImportCount count;
    users("a,,,,student,A,A,,,,,,\nb,,,,student,B,B,,,,,,\nc,,,,student,C,C,,,,,,\n"
          "d,,,,student,D,D,,,,,,\ne,,,,student,E,E,,,,,,\n");
    take(NOON);
    users("a,,,,student,A,A,,,,,,\nb,,,,student,B,B,,,,,,\nc,,,,student,C,C,,,,,,\n");
    CHECK(!import_roster(store, set.folder, NOON, NULL, &count, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(strstr(err.detail, "remove 2 of 5 students"));
    CHECK_INT(people_count(store, STUDENT, &err), 5);
    users("a,,,,student,A,A,,,,,,\nb,,,,student,B,B,,,,,,\nc,,,,student,C,C,,,,,,\n"
          "d,,,,student,D,D,,,,,,\n");
    CHECK(import_roster(store, set.folder, NOON, NULL, &count, &err));
    CHECK_INT(people_count(store, STUDENT, &err), 4);
}

/* ---- changes only ---- */

TEST(changes_touch_only_whom_they_name)
{
    UNUSED_STATE;
    char *notes;
    users(PEOPLE);
    take(NOON);
    users("s1,active,2026-10-01T00:00:00Z,true,student,Ama,Owusu,,,g1,4,ak,\n"
          "s2,tobedeleted,2026-10-01T00:00:00Z,,,,,,,,,,\n"
          "s4,active,2026-10-01T00:00:00Z,true,student,Esi,Mensah,,,g1,PK,,\n");
    ImportCount count = take_set(store, &set, NOON + DAY, &notes);
    CHECK_INT(count.added, 1);
    CHECK_INT(count.changed, 1);
    CHECK_INT(count.left, 1);
    CHECK_INT(count.unchanged, 3);
    CHECK(strstr(notes, "read as changes (delta)"));
    free(notes);
    CHECK_TEXT(person("s1").family, "Owusu");
    CHECK(!person("s2").is_active);
    CHECK_INT(number(store, "SELECT count(*) FROM guardian_of"), 2);
    CHECK_TEXT(spans("s2"), "KG 20261119-20261120");
    CHECK_TEXT(person("g1").phone, "6125550142");
}

TEST(a_manifest_alone_changes_nothing)
{
    UNUSED_STATE;
    users(PEOPLE);
    take(NOON);
    char *before = dump(store);
    set_clear(&set);
    set_file(&set, "manifest.csv",
        "propertyName,value\noneroster.version,1.2\nfile.users,absent\nfile.roles,absent\n");
    take(NOON + DAY);
    check_same(before, dump(store));
}

TEST(changes_for_an_empty_database_are_refused)
{
    UNUSED_STATE;
    ImportCount count;
    set_file(&set, "manifest.csv", "propertyName,value\nfile.users,delta\n");
    users("s1,active,2026-10-01T00:00:00Z,true,student,Ama,Owusu,,,g1,4,ak,\n");
    CHECK(!import_roster(store, set.folder, NOON, NULL, &count, &err));
    CHECK_INT(err.code, ERR_REFUSED);
}

TEST(the_contents_count_and_not_the_manifest)
{
    UNUSED_STATE;
    char *notes;
    users(PEOPLE);
    take(NOON);
    set_file(&set, "manifest.csv", "propertyName,value\nfile.users,bulk\nfile.orgs,bulk\n");
    users("s1,active,2026-10-01T00:00:00Z,true,student,Ama,Mensah,,,g1,4,ak,\n");
    ImportCount count = take_set(store, &set, NOON, &notes);
    CHECK_INT(count.left, 0);
    CHECK(strstr(notes, "users.csv: the manifest says bulk, its rows say delta"));
    CHECK(strstr(notes, "orgs.csv: the manifest says bulk, and there is none"));
    free(notes);
}

TEST(a_file_that_is_absent_leaves_what_it_said_before)
{
    UNUSED_STATE;
    users(PEOPLE);
    set_file(&set, "demographics.csv", "sourcedId,birthDate\ns1,2018-02-09\n");
    set_file(&set, "classes.csv", "sourcedId,title,classType\nc1,Bluebirds,homeroom\n");
    set_file(&set, "enrollments.csv", "classSourcedId,userSourcedId,role\nc1,s1,student\n");
    take(NOON);
    set_clear(&set);
    users(PEOPLE);
    CHECK_INT(take(NOON).changed, 0);
    CHECK_TEXT(person("s1").homeroom, "Bluebirds");
    CHECK_INT(person("s1").birth_month, 2);
    set_file(
        &set, "classes.csv", "sourcedId,status,title,classType\nc1,active,Redbirds,homeroom\n");
    take(NOON);
    CHECK_TEXT(person("s1").homeroom, "Redbirds");
}

#define RUN_SET(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SET(names_of_1_0_are_read_with_a_note),
        RUN_SET(the_same_link_stated_by_both_sides_is_one),
        RUN_SET(who_names_themself_is_linked_to_nobody),
        RUN_SET(a_sourced_id_that_stands_twice_counts_as_it_stands_last),
        RUN_SET(an_unknown_grade_is_kept_as_given),
        RUN_SET(control_letters_in_a_name_become_spaces),
        RUN_SET(a_role_that_ended_is_none_today),
        RUN_SET(the_same_roster_again_writes_nothing),
        RUN_SET(the_order_of_rows_does_not_matter),
        RUN_SET(a_student_who_leaves_and_comes_back_is_one_person_with_two_spans),
        RUN_SET(a_new_grade_or_home_language_opens_a_new_span),
        RUN_SET(a_large_removal_is_refused_and_a_small_one_is_not),
        RUN_SET(changes_touch_only_whom_they_name),
        RUN_SET(a_manifest_alone_changes_nothing),
        RUN_SET(changes_for_an_empty_database_are_refused),
        RUN_SET(the_contents_count_and_not_the_manifest),
        RUN_SET(a_file_that_is_absent_leaves_what_it_said_before),
    };
    return cmocka_run_group_tests_name("roster", tests, NULL, NULL);
}
