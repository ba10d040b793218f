/* foyer check: one line a thing; what is wrong stands in capitals. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/clock.h"
#include "exchange/content.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"
#include "text/lang.h"

enum { DAY_SECONDS = 86400, SPACE_NEEDED_MB = 200 };

typedef struct {
    Store *store;
    const char *path;
    int wrong;
} Checking;

static void say(Checking *c, bool is_good, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(Checking *c, bool is_good, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("%-6s ", is_good ? "ok" : "WRONG");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    c->wrong += !is_good;
}

static void check_database(Checking *c)
{
    Err err = {0};
    bool is_whole = store_check(c->store, &err);
    say(c, is_whole, "database: %s", is_whole ? c->path : err.detail);
}

/* The first value of a statement, as text. */
static bool get(Store *store, const char *text, char *out, size_t size, Err *err)
{
    Sql *q = sql(store, text);
    out[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, out, size);
    return sql_done(q, err);
}

static void check_versions(Checking *c)
{
    Err err = {0};
    char schema[32], sqlite[32];
    bool done = get(c->store, "PRAGMA user_version", schema, sizeof schema, &err);
    say(c, done, "schema: version %s", done ? schema : err.detail);
    done = get(c->store, "SELECT sqlite_version()", sqlite, sizeof sqlite, &err);
    say(c, done, "SQLite: %s", done ? sqlite : err.detail);
}

/* Whether every language of the welcome screen has a catalogue. */
static bool check_tags(Checking *c, const Languages *languages, Err *err)
{
    char tags[256], *rest = NULL;
    if (!settings_get(c->store, "languages", tags, sizeof tags, err))
        return false;
    for (char *tag = strtok_r(tags, ", ", &rest); tag; tag = strtok_r(NULL, ", ", &rest)) {
        if (languages_find(languages, tag))
            continue;
        return err_set(
            err, ERR_NOT_FOUND, "no catalogue for %s, which the welcome screen shows", tag);
    }
    return true;
}

static void check_languages(Checking *c)
{
    Err err = {0};
    Languages languages;
    if (!languages_open(&languages, locales_folder(), &err)) {
        say(c, false, "languages: %s", err.detail);
        return;
    }
    char tags[LANGUAGES_MAX * 13] = "";
    for (int i = 0; i < languages.count; i++) {
        size_t used = strlen(tags);
        snprintf(tags + used, sizeof tags - used, " %s", languages.list[i].tag);
    }
    bool done = check_tags(c, &languages, &err);
    say(c, done, "languages:%s%s", done ? tags : " ", done ? "" : err.detail);
    languages_close(&languages);
}

static void check_space(Checking *c)
{
    struct statvfs disk;
    bool done = statvfs(c->path, &disk) == 0;
    long long mb = done ? (long long)(disk.f_bavail * disk.f_frsize >> 20) : 0;
    say(c, mb >= SPACE_NEEDED_MB, "space: %lld MB free, %d needed", mb, SPACE_NEEDED_MB);
}

/* A clock that is behind what it wrote itself has been set back. */
static void check_clock(Checking *c)
{
    static const int64_t earliest = 1767225600; /* 2026-01-01: older than this program */
    Err err = {0};
    Sql *q = sql(c->store,
        "SELECT max((SELECT ifnull(max(arrived), 0) FROM visit),"
        " (SELECT ifnull(max(seen), 0) FROM person))");
    int64_t last = sql_row(q) ? sql_get_int(q, 0) : 0;
    bool done = sql_done(q, &err);
    int64_t now = clock_wall();
    if (!done)
        say(c, false, "clock: %s", err.detail);
    else if (now < earliest)
        say(c, false, "clock: it is before 2026");
    else if (now + DAY_SECONDS < last)
        say(c, false, "clock: %lld days behind the last record",
            (long long)((last - now) / DAY_SECONDS));
    else
        say(c, true, "clock: plausible");
}

static void check_zone(Checking *c)
{
    Err err = {0};
    char name[64] = "", now[32];
    Zone *zone = content_zone(c->store, &err);
    if (!zone) {
        say(c, false, "time zone: %s", err.detail);
        return;
    }
    settings_get(c->store, "timezone", name, sizeof name, &err);
    zone_write(zone, clock_wall(), now);
    say(c, true, "time zone: %s, now %s", name, now);
    zone_free(zone);
}

static void check_roster(Checking *c)
{
    Err err = {0};
    int students = people_count(c->store, STUDENT, &err);
    int guardians = people_count(c->store, GUARDIAN, &err);
    int employees = people_count(c->store, EMPLOYEE, &err);
    if (students < 0 || guardians < 0 || employees < 0)
        say(c, false, "roster: %s", err.detail);
    else
        say(c, true, "roster: %d students, %d guardians, %d employees", students, guardians,
            employees);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    if (key == ARGP_KEY_ARG)
        argp_usage(state);
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = state->input;
    return 0;
}

int command_check(int argc, char **argv)
{
    DbOption db = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {NULL, parse, NULL,
        "Looks at the records and the machine, one line each. Ends with 1 if something is wrong.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &db);

    Err err;
    Checking c = {.path = db_path(&db)};
    if (!store_open(&c.store, c.path, STORE_READ, &err))
        return command_failed("check", &err);
    check_database(&c);
    check_versions(&c);
    check_languages(&c);
    check_space(&c);
    check_clock(&c);
    check_zone(&c);
    check_roster(&c);
    store_close(c.store);
    if (c.wrong == 0)
        return 0;
    err_set(&err, ERR_BROKEN, "not everything is in order");
    return command_failed("check", &err);
}
