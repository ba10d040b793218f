/* foyer check: one line a thing; what is wrong stands in capitals. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "app/nightly.h"
#include "base/clock.h"
#include "exchange/content.h"
#include "store/backup.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"
#include "text/lang.h"

enum { DAY_SECONDS = 86400, SPACE_NEEDED_MB = 200, BACKUP_DAYS = 7 };

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
    bool is_whole = store_check_pages(c->store, &err);
    say(c, is_whole, "database: %s%s%s", c->path, is_whole ? "" : ": ", err.detail);
    is_whole = store_check_keys(c->store, &err);
    say(c, is_whole, "keys: %s", is_whole ? "every row points to one that is there" : err.detail);
    is_whole = outbox_check(c->store, &err);
    say(c, is_whole, "outbox: %s", is_whole ? "every change as it was written" : err.detail);
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

/* Those of the file and of a connection as every command has it. store_open has looked at them, and
 * at those of a writer, as well: this says so. */
static void check_switches(Checking *c)
{
    static const struct {
        const char *name, *wanted;
    } rows[] = {{"journal_mode", "wal"}, {"foreign_keys", "1"}, {"trusted_schema", "0"},
        {"secure_delete", "1"}, {"cell_size_check", "1"}};
    char line[256] = "", text[64], is[32];
    bool is_good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Err err = {0};
        size_t used = strlen(line);
        snprintf(text, sizeof text, "PRAGMA %s", rows[i].name);
        is_good &= get(c->store, text, is, sizeof is, &err) && strcmp(is, rows[i].wanted) == 0;
        snprintf(line + used, sizeof line - used, " %s %s", rows[i].name, is);
    }
    say(c, is_good, "switches:%s", line);
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

/* Nothing is wrong with those, but the school should know. */
static void say_unread(Checking *c, const Languages *languages)
{
    char tags[LANGUAGES_MAX * 13] = "";
    for (int i = 0; i < languages->count; i++) {
        const Language *l = &languages->list[i];
        size_t used = strlen(tags);
        if (!l->reviewed_by[0] && strcmp(l->tag, "en") != 0)
            snprintf(tags + used, sizeof tags - used, " %s", l->tag);
    }
    say(c, true, "languages that no native reader has read:%s", tags[0] ? tags : " none");
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
    say_unread(c, &languages);
    languages_close(&languages);
}

static void check_space(Checking *c)
{
    struct statvfs disk;
    char folder[FILE_PATH];
    file_folder(c->path, folder);
    bool done = statvfs(folder, &disk) == 0;
    long long mb = done ? (long long)(disk.f_bavail * disk.f_frsize >> 20) : 0;
    say(c, mb >= SPACE_NEEDED_MB, "space: %lld MB free, %d needed", mb, SPACE_NEEDED_MB);
}

/* The oldest visit that came after a time; 0: none. */
static int64_t first_visit_after(Store *store, int64_t after)
{
    if (!store)
        return 0;
    Sql *q = sql(store, "SELECT ifnull(min(arrived), 0) FROM visit WHERE arrived > :after");
    sql_int(q, ":after", after);
    int64_t first = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, NULL) ? first : 0;
}

/* Those that cannot be put back are told, and are nothing that the others lack. */
static int count_damaged(const char *folder)
{
    int damaged = 0;
    char file[FILE_PATH] = "";
    for (int i = file_find(folder, "foyer-", ".db", file); i > 0 && file[0]; i--) {
        damaged += !backup_is_whole(file, NULL);
        file_find(folder, "foyer-", ".db", file);
    }
    return damaged;
}

/* Wrong are visits that a dying disk would take with it, not an old backup of what rests. */
static void check_backup(Checking *c)
{
    char folder[FILE_PATH], newest[FILE_PATH];
    int count;
    int64_t now = clock_wall();
    backup_folder(c->path, folder);
    bool has = backup_newest(c->path, &count, newest);
    int64_t at = has ? backup_time(newest) : 0, first = first_visit_after(c->store, at);
    bool is_late = first > 0 && now - first > BACKUP_DAYS * DAY_SECONDS;
    bool is_good = !is_late && (has || count == 0);
    const char *advice = is_late ? "; visits of more than a week are in none: foyer backup" : "";
    if (has)
        say(c, is_good, "backup: %s, %lld days old; %d in all, %d damaged%s", newest,
            (long long)((now - at) / DAY_SECONDS), count, count_damaged(folder), advice);
    else
        say(c, is_good, "backup: %s in %s%s", count ? "no good one" : "none yet", folder, advice);
}

static void check_away(Checking *c, const char *backup_to)
{
    Err err = {0};
    char place[FILE_PATH], day[FILE_STAMP] = "never";
    int64_t last = 0;
    if (!backup_to[0])
        return;
    if (c->store && nightly_last(c->store, NIGHTLY_AWAY, &last, &err) && last)
        file_stamp(last, day);
    if (nightly_place(backup_to, place, &err))
        say(c, true, "backup_to: %s; the last copy there: %.8s", place, day);
    else
        say(c, false, "backup_to: %s; the last copy there: %.8s", err.detail, day);
}

static void check_aside(Checking *c)
{
    char newest[FILE_PATH];
    int count = backup_asides(c->path, newest);
    if (count == 0)
        say(c, true, "set aside: nothing");
    else
        say(c, true, "set aside: %d, the newest %s; delete what nobody needs", count, newest);
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

static void check_records(Checking *c)
{
    check_database(c);
    check_versions(c);
    check_switches(c);
    check_languages(c);
    check_clock(c);
    check_zone(c);
    check_roster(c);
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

    Err err = {0};
    Checking c = {.path = db_path(&db)};
    if (!has_db_path(&db, &err))
        return command_failed("check", &err);
    if (store_open(&c.store, c.path, STORE_READ, &err)) {
        check_records(&c);
        err_set(&err, ERR_BROKEN, "not everything is in order");
    } else {
        say(&c, false, "database: %s", err.detail);
    }
    check_space(&c);
    check_backup(&c);
    check_away(&c, db.device.backup_to);
    check_aside(&c);
    store_close(c.store);
    return c.wrong == 0 ? 0 : command_failed("check", &err);
}
