/* Records of a made-up school in a folder of their own, and ways to damage them. */
#ifndef TESTS_RECORDS_H
#define TESTS_RECORDS_H

#include "shell.h"

#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/settings.h"
#include "store/sql.h"

enum { PATH_SIZE = 256, NOON = 1795111200 };

static char folder[64], path[PATH_SIZE], out[PATH_SIZE];
static Store *store;
static Err err;

static inline void outside(const char *name, const char *text)
{
    sqlite3 *db;
    CHECK_INT(sqlite3_open(name, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

static inline void shut(void)
{
    store_close(store);
    store = NULL;
}

static inline void name_school(const char *name)
{
    if (!store)
        CHECK(store_open(&store, path, STORE_CREATE, &err));
    CHECK(settings_set(store, "school", name, &err));
}

/* Many rows, so that there is a middle. */
static inline void fill(void)
{
    CHECK(sql_run(sql(store,
                      "INSERT INTO content WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                      " SELECT i + 1 FROM n WHERE i < 400) SELECT randomblob(16), 'title',"
                      " 'en', printf('%0200d', i) FROM n"),
        &err));
}

static inline int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    store = NULL;
    setenv("TZ", "America/Chicago", 1);
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    snprintf(out, sizeof out, "%s/copy.db", folder);
    name_school("Lincoln School");
    fill();
    return 0;
}

static inline int end(void **state)
{
    UNUSED_STATE;
    shut();
    run("rm -rf '%s'", folder);
    return 0;
}

static inline void value_of(const char *name, const char *text, char value[64])
{
    Store *s;
    if (!store_open(&s, name, STORE_SOURCE, &err))
        fail_msg("%s", err.detail);
    Sql *q = sql(s, text);
    value[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, value, 64);
    CHECK(sql_done(q, &err));
    store_close(s);
}

static inline bool is_school(const char *name, const char *wanted)
{
    char value[64];
    value_of(name, "SELECT value FROM setting WHERE key = 'school'", value);
    return strcmp(value, wanted) == 0;
}

static inline int files(void)
{
    int count = 0;
    DIR *list = opendir(folder);
    for (struct dirent *entry; (entry = readdir(list));)
        count += entry->d_name[0] != '.';
    closedir(list);
    return count;
}

static inline void is_one_line(ErrCode code, const char *words)
{
    if (err.code != code || !strstr(err.detail, words) || strchr(err.detail, '\n'))
        fail_msg("%d: %s", err.code, err.detail);
}

/* ---- damage, each from a whole file ---- */

static inline void overwrite(const char *name)
{
    run("dd if=/dev/urandom of='%s' bs=4096 seek=4 count=6 conv=notrunc status=none", name);
}

static inline void cut(const char *name)
{
    struct stat found;
    CHECK_INT(stat(name, &found), 0);
    CHECK_INT(truncate(name, found.st_size / 2), 0);
}

static inline void empty(const char *name)
{
    CHECK_INT(truncate(name, 0), 0);
}

static inline void zero_head(const char *name)
{
    run("dd if=/dev/zero of='%s' bs=4096 count=1 conv=notrunc status=none", name);
}

static void (*const DAMAGES[])(const char *) = {overwrite, cut, empty, zero_head};
enum { DAMAGE_KINDS = sizeof DAMAGES / sizeof *DAMAGES };

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
