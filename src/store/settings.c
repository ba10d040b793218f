/* Settings. To add one, add its row: the key, what stands until somebody sets it, and for a
 * number its bounds. */
#include "store/settings.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/sql.h"
#include "text/zone.h"

typedef enum { TEXT, NUMBER, ZONE } Kind;

typedef struct {
    const char *key, *otherwise;
    Kind kind;
    int least, most;
} Row;

static const Row rows[] = {
    {"school", "", TEXT, 0, 0},
    {"timezone", "UTC", ZONE, 0, 0},
    {"languages", "en", TEXT, 0, 0},
    {"idle_seconds", "60", NUMBER, 30, 300},
    {"check_in_before_minutes", "60", NUMBER, 0, 1440},
};

/* school_es, school_zh_Hans: the school's name in a language; the school's own until it is set. */
static const char in_language[] = "school_";

static bool is_in_language(const char *key)
{
    size_t start = sizeof in_language - 1, length = strlen(key);
    if (strncmp(key, in_language, start) != 0 || length == start || length > start + 11)
        return false;
    for (const char *at = key + start; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '_')
            return false;
    return true;
}

static const Row *find_row(const char *key)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].key, key) == 0 || (i == 0 && is_in_language(key)))
            return &rows[i];
    return NULL;
}

static bool read_value(
    Store *store, const char *key, char *out, size_t size, bool *is_set, Err *err)
{
    Sql *q = sql(store, "SELECT value FROM setting WHERE key = :key");
    sql_text(q, ":key", key);
    *is_set = sql_row(q);
    if (*is_set)
        sql_get_copy(q, 0, out, size);
    return sql_done(q, err);
}

bool settings_get(Store *store, const char *key, char *out, size_t size, Err *err)
{
    const Row *row = find_row(key);
    bool is_set;
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "no setting %.60s", key);
    if (!read_value(store, key, out, size, &is_set, err) ||
        (!is_set && !read_value(store, row->key, out, size, &is_set, err)))
        return false;
    if (!is_set)
        utf8_copy(out, size, row->otherwise);
    return true;
}

static bool read_number(const Row *row, const char *value, int64_t *out)
{
    char *end;
    *out = strtoll(value, &end, 10);
    return isdigit((unsigned char)value[0]) && !*end && *out >= row->least && *out <= row->most;
}

static bool check_value(const Row *row, const char *value, Err *err)
{
    int64_t number;
    if (row->kind == NUMBER && !read_number(row, value, &number))
        return err_set(err, ERR_INVALID, "%s: a number from %d to %d is wanted", row->key,
            row->least, row->most);
    if (row->kind == ZONE) {
        Zone *zone = zone_new(value, err);
        zone_free(zone);
        return zone;
    }
    return true;
}

bool settings_set(Store *store, const char *key, const char *value, Err *err)
{
    const Row *row = find_row(key);
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "no setting %.60s", key);
    if (!check_value(row, value, err))
        return false;
    Sql *q = sql(store,
        "INSERT INTO setting (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    sql_text(q, ":key", key);
    sql_text(q, ":value", value);
    return sql_run(q, err);
}

int64_t settings_number(Store *store, const char *key)
{
    char value[32];
    int64_t number = 0;
    const Row *row = find_row(key);
    ASSERT(row && row->kind == NUMBER);
    if (!settings_get(store, key, value, sizeof value, NULL) || !read_number(row, value, &number))
        read_number(row, row->otherwise, &number);
    return number;
}
