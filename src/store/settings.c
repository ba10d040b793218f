/* Settings. To add one, add its row: the key, what stands until somebody sets it, and for a
 * number its bounds. */
#include "store/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/sql.h"
#include "text/zone.h"

/* WORDS: a TEXT that may stand in each language besides, as school_es. */
typedef enum { TEXT, WORDS, NUMBER, ZONE, CHOICE, COLOUR } Kind;

typedef struct {
    const char *key, *otherwise;
    Kind kind;
    int least, most;
    const char *choices; /* of a CHOICE, each between spaces */
} Row;

static const Row rows[] = {
    {"school", "", WORDS, 0, 0, NULL},
    {"you_said", "", WORDS, 0, 0, NULL},
    {"we_did", "", WORDS, 0, 0, NULL},
    {"colour", "", COLOUR, 0, 0, NULL},
    {"timezone", "UTC", ZONE, 0, 0, NULL},
    {"languages", "en", TEXT, 0, 0, NULL},
    {"idle_seconds", "60", NUMBER, 30, 300, NULL},
    {"check_in_before_minutes", "60", NUMBER, 0, 1440, NULL},
    {"page", "open", CHOICE, 0, 0, " open closed emergency "},
};

/* school_es, we_did_zh_Hans: a row's words in a language; the row's own until they are set. */
static bool is_in_language(const Row *row, const char *key)
{
    size_t start = strlen(row->key), length = strlen(key);
    if (row->kind != WORDS || strncmp(key, row->key, start) != 0 || key[start] != '_' ||
        length == start + 1 || length > start + 12)
        return false;
    for (const char *at = key + start + 1; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '_')
            return false;
    return true;
}

static const Row *find_row(const char *key)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].key, key) == 0 || is_in_language(&rows[i], key))
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

static bool is_choice(const Row *row, const char *value)
{
    char word[32];
    int length = snprintf(word, sizeof word, " %s ", value);
    return length > 2 && length < (int)sizeof word && !strchr(value, ' ') &&
        strstr(row->choices, word);
}

/* "#0A5963", or nothing. */
static bool is_colour(const char *value)
{
    return !value[0] ||
        (value[0] == '#' && strlen(value) == 7 && strspn(value + 1, "0123456789abcdefABCDEF") == 6);
}

static bool check_value(const Row *row, const char *value, Err *err)
{
    int64_t number;
    if (row->kind == NUMBER && !read_number(row, value, &number))
        return err_set(err, ERR_INVALID, "%s: a number from %d to %d is wanted", row->key,
            row->least, row->most);
    if (row->kind == CHOICE && !is_choice(row, value))
        return err_set(err, ERR_INVALID, "%s: one of these is wanted:%s", row->key, row->choices);
    if (row->kind == COLOUR && !is_colour(value))
        return err_set(err, ERR_INVALID, "%s: #RRGGBB is wanted", row->key);
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
