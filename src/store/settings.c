/* Settings. To add one, add its row. */
#include "store/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/sql.h"
#include "text/fold.h"
#include "text/zone.h"

/* clang-format off */
static const Setting rows[] = {
    {"school", "", SETTING_WORDS, 0, 0, NULL,
        "The school's name on the welcome screen"},
    {"you_said", "", SETTING_WORDS, 0, 0, NULL,
        "What families asked for, on the welcome screen beside what was done about it"},
    {"we_did", "", SETTING_WORDS, 0, 0, NULL,
        "What was done about it; shown where both are set"},
    {"colour", "", SETTING_COLOUR, 0, 0, NULL,
        "The school's own colour"},
    {"timezone", "UTC", SETTING_ZONE, 0, 0, NULL,
        "The school's time zone"},
    {"languages", "en", SETTING_LANGUAGES, 0, 0, NULL,
        "The languages of the welcome screen, in their order"},
    {"idle_seconds", "60", SETTING_NUMBER, 30, 300, NULL,
        "Seconds without a touch before \"Are you still there?\""},
    {"check_in_before_minutes", "60", SETTING_NUMBER, 0, 240, NULL,
        "Minutes before an event's begin from which families can check in"},
    {"offer_hours", "48", SETTING_NUMBER, 1, 336, NULL,
        "Hours for which free places are kept for the next family on a waiting list"},
    {"ask_by_days", "7", SETTING_NUMBER, 0, 30, NULL,
        "Days before a workshop by which interpreters and childcare are asked for"},
    {"page", "open", SETTING_CHOICE, 0, 0, " open closed emergency ",
        "What the kiosk shows: itself, or one sentence in every language"},
    {"paper", "letter", SETTING_CHOICE, 0, 0, " letter a4 ",
        "What the office prints on"},
    {"calendar_codes", "bare", SETTING_CHOICE, 0, 0, " bare wrapped ",
        "How an event stands in a code: as most phones read it, or in a whole calendar"},
    {"smallest_group", "10", SETTING_NUMBER, 5, 30, NULL,
        "Fewer families than these are not told of in the participation report"},
    {"report_group", "programme", SETTING_TEXT, 0, 0, NULL,
        "The kind of group that the participation report calls a program"},
    {"group_columns", "", SETTING_TEXT, 0, 0, NULL,
        "Columns of a roster's users.csv that say a group, as metadata.program:programme"},
};
/* clang-format on */
enum { ROWS = sizeof rows / sizeof *rows };

/* ---- rows ---- */

const Setting *settings_rows(int *count)
{
    *count = ROWS;
    return rows;
}

/* school_es, we_did_zh_Hans: a row's words in a language; the row's own until they are set. */
static bool is_in_language(const Setting *row, const char *key)
{
    size_t start = strlen(row->key), length = strlen(key);
    if (row->kind != SETTING_WORDS || strncmp(key, row->key, start) != 0 || key[start] != '_' ||
        length == start + 1 || length > start + 12)
        return false;
    for (const char *at = key + start + 1; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '_')
            return false;
    return true;
}

static bool is_near(const char *key, const char *typed)
{
    enum { FEW = 3 };
    return fold_distance(key, typed) < 2 ||
        (strlen(typed) >= FEW && (strstr(key, typed) || strstr(typed, key)));
}

/* Near as a whole, or in one of its words: "before", "languages". */
static bool has_near_word(const char *key, const char *typed)
{
    char words[64], *rest = NULL;
    if (is_near(key, typed))
        return true;
    snprintf(words, sizeof words, "%s", key);
    for (char *word = strtok_r(words, "_", &rest); word; word = strtok_r(NULL, "_", &rest))
        if (strlen(word) > 3 && is_near(word, typed))
            return true;
    return false;
}

/* Lists the keys that are near, or all; returns whether there are any. */
static bool list_keys(const char *typed, bool is_all, char *out, size_t size)
{
    out[0] = 0;
    for (int i = 0; i < ROWS; i++) {
        size_t used = strlen(out);
        if (is_all || has_near_word(rows[i].key, typed))
            snprintf(out + used, size - used, "%s%s", used ? ", " : "", rows[i].key);
    }
    return out[0];
}

static bool refuse_key(const char *key, Err *err)
{
    char keys[200];
    if (list_keys(key, false, keys, sizeof keys))
        return err_set(err, ERR_NOT_FOUND, "no setting \"%.40s\"; near it: %s", key, keys);
    list_keys(key, true, keys, sizeof keys);
    return err_set(err, ERR_NOT_FOUND, "no setting \"%.40s\"; there are: %s", key, keys);
}

const Setting *settings_find(const char *key, Err *err)
{
    for (int i = 0; i < ROWS; i++)
        if (strcmp(rows[i].key, key) == 0 || is_in_language(&rows[i], key))
            return &rows[i];
    refuse_key(key, err);
    return NULL;
}

void settings_allowed(const Setting *setting, char *out, size_t size)
{
    switch (setting->kind) {
    case SETTING_TEXT:
        snprintf(out, size, "a text of one line, at most %d bytes", SETTING_SIZE - 1);
        break;
    case SETTING_WORDS:
        snprintf(out, size, "a text of one line, at most %d bytes; %s_es: in Spanish",
            SETTING_SIZE - 1, setting->key);
        break;
    case SETTING_NUMBER:
        snprintf(out, size, "a number from %d to %d", setting->least, setting->most);
        break;
    case SETTING_ZONE:
        snprintf(out, size, "a time zone, as America/Chicago");
        break;
    case SETTING_LANGUAGES:
        snprintf(out, size, "languages that have a catalogue, as en,es,ar");
        break;
    case SETTING_CHOICE:
        snprintf(out, size, "one of:%s", setting->choices);
        out[strlen(out) - 1] = 0;
        break;
    case SETTING_COLOUR:
        snprintf(out, size, "#RRGGBB, or nothing");
        break;
    }
}

/* ---- reading ---- */

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
    const Setting *row = settings_find(key, err);
    bool is_set;
    if (!row || !read_value(store, key, out, size, &is_set, err) ||
        (!is_set && !read_value(store, row->key, out, size, &is_set, err)))
        return false;
    if (!is_set)
        utf8_copy(out, size, row->otherwise);
    return true;
}

bool settings_next(Store *store, const char *after, char *out, size_t size, Err *err)
{
    const Setting *row = NULL;
    Sql *q = sql(store, "SELECT key FROM setting WHERE key > :after ORDER BY key");
    sql_text(q, ":after", after);
    while ((!row || strcmp(row->key, out) == 0) && sql_row(q)) {
        sql_get_copy(q, 0, out, size);
        row = settings_find(out, NULL);
    }
    bool is_found = row && strcmp(row->key, out) != 0;
    return sql_done(q, err) && is_found;
}

static bool read_number(const Setting *row, const char *value, int64_t *out)
{
    char *end;
    *out = strtoll(value, &end, 10);
    return isdigit((unsigned char)value[0]) && !*end && *out >= row->least && *out <= row->most;
}

int64_t settings_number(Store *store, const char *key)
{
    char value[32];
    int64_t number = 0;
    const Setting *row = settings_find(key, NULL);
    ASSERT(row && row->kind == SETTING_NUMBER);
    if (!settings_get(store, key, value, sizeof value, NULL) || !read_number(row, value, &number))
        read_number(row, row->otherwise, &number);
    return number;
}

/* ---- writing ---- */

static bool is_text(const char *value)
{
    size_t length = strlen(value);
    for (size_t i = 0; i < length; i++)
        if (iscntrl((unsigned char)value[i]))
            return false;
    return length < SETTING_SIZE && utf8_is_valid(value, length);
}

static bool is_choice(const Setting *row, const char *value)
{
    char word[32];
    int length = snprintf(word, sizeof word, " %s ", value);
    return length > 2 && length < (int)sizeof word && !strchr(value, ' ') &&
        strstr(row->choices, word);
}

static bool is_colour(const char *value)
{
    return !value[0] ||
        (value[0] == '#' && strlen(value) == 7 && strspn(value + 1, "0123456789abcdefABCDEF") == 6);
}

/* Whether the tag of this length stands again behind its comma. */
static bool comes_again(const char *tag, size_t length)
{
    for (const char *at = strchr(tag, ','); at; at = strchr(at + 1, ','))
        if (strncmp(at + 1, tag, length) == 0 && (!at[1 + length] || at[1 + length] == ','))
            return true;
    return false;
}

static bool is_languages(const char *value)
{
    if (strlen(value) >= SETTING_SIZE)
        return false;
    for (const char *at = value;; at++) {
        size_t length = 0;
        while (isalnum((unsigned char)at[length]) || at[length] == '_')
            length++;
        if (length < 2 || length > 11 || (at[length] && at[length] != ',') ||
            comes_again(at, length))
            return false;
        at += length;
        if (!*at)
            return true;
    }
}

static bool is_zone(const char *value)
{
    Zone *zone = zone_new(value, NULL);
    zone_free(zone);
    return zone;
}

static bool is_allowed(const Setting *row, const char *value)
{
    int64_t number;
    switch (row->kind) {
    case SETTING_NUMBER:
        return read_number(row, value, &number);
    case SETTING_ZONE:
        return is_zone(value);
    case SETTING_LANGUAGES:
        return is_languages(value);
    case SETTING_CHOICE:
        return is_choice(row, value);
    case SETTING_COLOUR:
        return is_colour(value);
    default:
        return is_text(value);
    }
}

bool settings_set(Store *store, const char *key, const char *value, Err *err)
{
    char allowed[128];
    const Setting *row = settings_find(key, err);
    if (!row)
        return false;
    settings_allowed(row, allowed, sizeof allowed);
    if (!is_allowed(row, value))
        return err_set(err, ERR_INVALID, "%s: not \"%.80s\", but %s", key, value, allowed);
    Sql *q = sql(store,
        "INSERT INTO setting (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    sql_text(q, ":key", key);
    sql_text(q, ":value", value);
    return sql_run(q, err);
}

bool settings_change(Store *store, const AuditBy *by, const char *key, const char *value, Err *err)
{
    char before[SETTING_SIZE] = "", detail[2 * SETTING_SIZE + 8];
    if (!sql_begin(store, err))
        return false;
    bool done = settings_get(store, key, before, sizeof before, err) &&
        settings_set(store, key, value, err);
    snprintf(detail, sizeof detail, "%s -> %s", before, value);
    done = done && audit_add(store, by, "setting.set", key, detail, err);
    return sql_end(store, done, err);
}
