/* Memory that runs out at any moment of an import: it ends with an error or with the new roster,
 * and the records hold the old one or the new one, never something between. Calls of our own code
 * are caught by the linker (-Wl,--wrap), SQLite's by its own door. */
#include "rosters.h"

#include <sqlite3.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *text);

static int64_t calls, fails_at; /* 0: never */

/* Once failed, all that follow fail too: memory does not come back by itself. */
static bool fails(void)
{
    return fails_at > 0 && ++calls >= fails_at;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    return fails() ? NULL : __real_reallocarray(old, count, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

static sqlite3_mem_methods its;

static void *db_malloc(int size)
{
    return fails() ? NULL : its.xMalloc(size);
}

static void *db_realloc(void *old, int size)
{
    return fails() ? NULL : its.xRealloc(old, size);
}

static int catch_database(void **state)
{
    UNUSED_STATE;
    CHECK(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &its) == SQLITE_OK);
    sqlite3_mem_methods ours = its;
    ours.xMalloc = db_malloc;
    ours.xRealloc = db_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK ? 0 : -1;
}

static RosterSet old_set, new_set;

#define HEADER "sourcedId,status,role,givenName,familyName,agentSourceIds,grades,metadata.program\n"

static void make_sets(void)
{
    static const char orgs[] = "sourcedId,name,type\no,Lincoln,school\n";
    static const char classes[] = "sourcedId,title,classType\nc1,Bluebirds,homeroom\n";
    set_open(&old_set);
    set_open(&new_set);
    set_file(&old_set, "users.csv",
        HEADER "s1,,student,Ama,Mensah,g1,3,ESL\ns2,,student,Kojo,Mensah,,KG,\n"
               "s3,,student,Ben,Long,,05,\ng1,,guardian,Efua,Mensah,\"s1,s2\",,\n");
    set_file(&new_set, "users.csv",
        HEADER "s1,,student,Ama,Owusu,g1,4,Title I\ns2,,student,Kojo,Mensah,,KG,ESL\n"
               "s4,,student,Esi,Mensah,g1,PK,\ng1,,guardian,Efua,Mensah,\"s1,s4\",,\n");
    set_file(&new_set, "orgs.csv", orgs);
    set_file(&new_set, "classes.csv", classes);
    set_file(&new_set, "enrollments.csv", "classSourcedId,userSourcedId,role\nc1,s1,student\n");
    set_file(&new_set, "demographics.csv", "sourcedId,birthDate\ns1,2018-02-09\n");
    set_file(&new_set, "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate\ny,2026-27,schoolYear,2026-09-01,2027-06-12\n");
}

static Store *open_old(void)
{
    Err err = {0};
    Store *store = open_school();
    CHECK(settings_set(store, "group_columns", "metadata.program:programme", &err));
    take_set(store, &old_set, NOON, NULL);
    return store;
}

/* With the n-th call and all after it failing. Whether it was done. */
static bool import_failing(Store *store, int64_t n, int64_t *made)
{
    Plan plan;
    Err err = {0};
    calls = 0;
    fails_at = n;
    bool done = plan_make(&plan, store, new_set.folder, NOON + DAY, NULL, &err) &&
        plan_apply(&plan, store, &err);
    plan_finish(&plan);
    *made = calls;
    fails_at = 0;
    CHECK(done || err.code != ERR_NONE);
    return done;
}

static void check_records(Store *store, bool done, char *old_one, char *new_one)
{
    Err err = {0};
    CHECK(store_begin(store, &err)); /* as the next change does, now that there is memory again */
    store_rollback(store);
    char *now = dump(store);
    CHECK_TEXT(now, done ? new_one : old_one);
    free(now);
}

/* Statements that are prepared already stay so: the rest is met at every single call. */
static void walk_warm(char *old_one, char *new_one)
{
    int64_t made;
    Store *store = open_old();
    bool done = false;
    Err err = {0};
    for (int64_t n = 1; !done; n++) {
        done = import_failing(store, n, &made);
        check_records(store, done, old_one, new_one);
    }
    CHECK(store_check(store, &err));
    store_close(store);
}

/* Everything is prepared anew: at every so many calls, from another one each time. */
static void walk_cold(char *old_one, char *new_one)
{
    enum { STEPS = 60 };
    int64_t all;
    Store *store = open_old();
    CHECK(import_failing(store, INT64_MAX, &all));
    store_close(store);
    for (int i = 0; i < STEPS; i++) {
        int64_t made, n = 1 + (all * i + getpid() % all) / STEPS;
        store = open_old();
        bool done = import_failing(store, n, &made);
        check_records(store, done, old_one, new_one);
        store_close(store);
    }
}

TEST(wherever_memory_ends_an_import_is_whole_or_nothing)
{
    UNUSED_STATE;
    make_sets();
    Store *store = open_old();
    char *old_one = dump(store);
    take_set(store, &new_set, NOON + DAY, NULL);
    char *new_one = dump(store);
    store_close(store);
    CHECK(strcmp(old_one, new_one) != 0);
    walk_warm(old_one, new_one);
    walk_cold(old_one, new_one);
    free(old_one);
    free(new_one);
    set_close(&old_set);
    set_close(&new_set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(wherever_memory_ends_an_import_is_whole_or_nothing),
    };
    return cmocka_run_group_tests_name("roster, memory", tests, catch_database, NULL);
}
