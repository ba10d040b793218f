/* What else comes with a roster: schools, terms, groups; and the plan that is read before. */
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

static const char *group_spans(const char *source_id)
{
    static char text[512];
    Sql *q = sql(store,
        "SELECT group_concat(span, ', ') FROM (SELECT value || ' ' || first_day || '-' ||"
        " ifnull(day_after_last, '') AS span FROM person_group JOIN person ON id = person"
        " WHERE source_id = :id ORDER BY value, first_day)");
    sql_text(q, ":id", source_id);
    text[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, text, sizeof text);
    CHECK(sql_done(q, &err));
    return text;
}

/* ---- schools and terms ---- */

TEST(a_school_must_be_among_the_organisations)
{
    UNUSED_STATE;
    ImportCount count;
    char *notes;
    users(PEOPLE);
    set_file(&set, "orgs.csv", "sourcedId,name,type\nd,Riverbend,district\n");
    CHECK(!import_roster(store, set.folder, NOON, NULL, &count, &err));
    CHECK(strstr(err.detail, "orgs.csv: there is no school"));
    set_file(&set, "orgs.csv", "sourcedId,name,type\na,Lincoln,school\nb,North,school\n");
    take_set(store, &set, NOON, &notes);
    CHECK(strstr(notes, "orgs.csv: 2 schools; the people of all of them are taken"));
    free(notes);
}

static void sessions(const char *rows)
{
    char *text = NULL;
    CHECK(asprintf(&text, "sourcedId,status,title,type,startDate,endDate\n%s", rows) > 0);
    set_file(&set, "academicSessions.csv", text);
    free(text);
}

TEST(sessions_become_terms_and_those_that_are_over_stay)
{
    UNUSED_STATE;
    users(PEOPLE);
    sessions("y,,2026-27,schoolYear,2026-09-01,2027-06-12\n"
             "s,,Fall,semester,2026-09-01,2027-01-23\n"
             "g,,Q1,gradingPeriod,2026-09-01,2026-11-01\n");
    CHECK_INT(take(NOON).terms_changed, 3);
    CHECK_TEXT(ask(store,
                   "SELECT group_concat(title || ' ' || kind || ' ' || day_after_last, ', ')"
                   " FROM (SELECT * FROM term ORDER BY day_after_last)"),
        "Q1 term 20261101, Fall semester 20270123, 2026-27 year 20270612");
    sessions("y,,2026/27,schoolYear,2026-09-01,2027-06-12\n");
    ImportCount count = take(NOON);
    CHECK_INT(count.terms_changed, 1);
    CHECK_INT(count.terms_removed, 1);
    CHECK_TEXT(ask(store,
                   "SELECT group_concat(title, ', ') FROM (SELECT * FROM term"
                   " ORDER BY day_after_last)"),
        "Q1, 2026/27");
    sessions("y,tobedeleted,,,,\n");
    CHECK_INT(take(NOON).terms_removed, 1);
}

/* ---- groups ---- */

TEST(groups_come_from_the_columns_of_the_setting)
{
    UNUSED_STATE;
    CHECK(settings_set(store, "group_columns", "metadata.program:programme", &err));
    users(PEOPLE);
    CHECK_INT(take(NOON).groups_opened, 3);
    CHECK_TEXT(group_spans("s1"), "ESL 20261119-, Title I 20261119-");
    users("s1,active,x,true,student,Ama,Mensah,,,g1,3,ak,ESL\n"
          "s3,tobedeleted,x,,,,,,,,,,\n");
    ImportCount count = take(NOON + DAY);
    CHECK_INT(count.groups_closed, 2);
    CHECK_INT(count.groups_opened, 0);
    CHECK_TEXT(group_spans("s1"), "ESL 20261119-, Title I 20261119-20261120");
    CHECK_TEXT(group_spans("s3"), "ESL 20261119-20261120");
    users(PEOPLE);
    take(NOON + 2 * DAY);
    CHECK_TEXT(group_spans("s1"), "ESL 20261119-, Title I 20261119-20261120, Title I 20261121-");
}

TEST(a_wrong_setting_of_groups_is_told)
{
    UNUSED_STATE;
    ImportCount count;
    users(PEOPLE);
    CHECK(settings_set(store, "group_columns", "metadata.program", &err));
    CHECK(!import_roster(store, set.folder, NOON, NULL, &count, &err));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK(strstr(err.detail, "group_columns"));
}

static bool groups(const char *rows, ImportCount *count)
{
    char path[96], *text = NULL;
    CHECK(asprintf(&text, "sourcedId,kind,value,firstDay,dayAfterLast\n%s", rows) > 0);
    set_file(&set, "groups.csv", text);
    free(text);
    snprintf(path, sizeof path, "%s/groups.csv", set.folder);
    return import_groups(store, path, NOON, NULL, count, &err);
}

TEST(a_list_of_groups_is_put_and_put_again)
{
    UNUSED_STATE;
    static const char rows[] = "s1,programme,Title I,2026-09-01,2026-10-01\n"
                               "s1,programme,Title I,2026-10-01,\ns2,programme,ESL,,\n";
    ImportCount count;
    users(PEOPLE);
    take(NOON);
    CHECK(groups(rows, &count));
    CHECK_INT(count.changed, 3);
    CHECK_TEXT(group_spans("s1"), "Title I 20260901-20261001, Title I 20261001-");
    CHECK_TEXT(group_spans("s2"), "ESL 20261119-");
    CHECK(groups(rows, &count));
    CHECK_INT(count.changed, 0);
    CHECK_INT(count.unchanged, 3);
}

TEST(a_bad_list_of_groups_leaves_nothing)
{
    UNUSED_STATE;
    static const struct {
        const char *row, *place;
    } cases[] = {
        {"s9,programme,ESL,,", "groups.csv:3:1: "},
        {"s2,,ESL,,", "groups.csv:3:4: "},
        {"s2,programme,,,", "groups.csv:3:14: "},
        {"s2,programme,ESL,soon,", "groups.csv:3:18: "},
        {"s2,programme,ESL,2026-09-01,2026-09-01", "groups.csv:3:29: "},
        {"s1,programme,ESL,2026-08-01,2026-09-02", "groups.csv:3:18: "},
        {"s2,programme", "groups.csv:3:4: "},
    };
    ImportCount count;
    users(PEOPLE);
    take(NOON);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "s1,programme,ESL,2026-09-01,\n%s\n", cases[i].row);
        CHECK(!groups(rows, &count));
        if (strncmp(err.detail, cases[i].place, strlen(cases[i].place)) != 0)
            print_error("%s\n", err.detail);
        CHECK(strncmp(err.detail, cases[i].place, strlen(cases[i].place)) == 0);
        CHECK_INT(number(store, "SELECT count(*) FROM person_group"), 0);
    }
}

/* ---- the plan ---- */

TEST(a_plan_can_be_read_and_writes_nothing)
{
    UNUSED_STATE;
    Plan plan;
    char *text = NULL;
    size_t size = 0;
    users(PEOPLE);
    take(NOON);
    users("s1,,,true,student,Ama,Mensah,,,g1,4,ak,\ns2,,,true,student,Kojo,Mensah,,,,K,ak,\n"
          "s4,,,true,student,Esi,Mensah,,,g1,PK,,\n"
          "g1,,,true,guardian,Efua,Mensah,,6125550199,\"s1,s2\",,ak,\n");
    char *before = dump(store);
    int changes = number(store, "SELECT total_changes()");
    CHECK(plan_make(&plan, store, set.folder, NOON + DAY, NULL, &err));
    FILE *out = open_memstream(&text, &size);
    plan_print(&plan, out);
    fclose(out);
    plan_finish(&plan);
    CHECK_TEXT(text,
        "\nTo be added (1)\n  Esi Mensah (s4), student, grade PK\n"
        "\nTo be changed (2)\n  Efua Mensah (g1), guardian\n"
        "      phone: 6125550142 -> 6125550199\n"
        "  Ama Mensah (s1), student, grade 04\n      grade: 03 -> 04\n"
        "\nTo be marked as left (2)\n  Ben Long (s3), student, grade 05\n"
        "  Pat Stone (t1), employee\n");
    free(text);
    CHECK_INT(number(store, "SELECT total_changes()"), changes);
    check_same(before, dump(store));
}

#define RUN_SET(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SET(a_school_must_be_among_the_organisations),
        RUN_SET(sessions_become_terms_and_those_that_are_over_stay),
        RUN_SET(groups_come_from_the_columns_of_the_setting),
        RUN_SET(a_wrong_setting_of_groups_is_told),
        RUN_SET(a_list_of_groups_is_put_and_put_again),
        RUN_SET(a_bad_list_of_groups_leaves_nothing),
        RUN_SET(a_plan_can_be_read_and_writes_nothing),
    };
    return cmocka_run_group_tests_name("roster, kept", tests, NULL, NULL);
}
