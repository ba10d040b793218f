/* One --db and --config for all commands, and where things lie on this machine. */
#include "commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/lang.h"

#ifndef FOYER_DATA
#define FOYER_DATA "."
#endif
#ifndef FOYER_LOCALES
#define FOYER_LOCALES FOYER_DATA "/locales"
#endif

/* Without --config there need not be a file. */
static void read_device(DbOption *db, struct argp_state *state)
{
    Err err = {0};
    const char *path = db->config ? db->config : DEVICE_FILE;
    if (!device_read(&db->device, path, &err) && (db->config || err.code != ERR_NOT_FOUND))
        argp_failure(state, 1, 0, "%s", err.detail);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    DbOption *db = state->input;
    switch (key) {
    case 'd':
        db->path = argument;
        return 0;
    case 'c':
        db->config = argument;
        return 0;
    case ARGP_KEY_END:
        read_device(db, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* clang-format off */
static const struct argp_option options[] = {
    {"db", 'd', "FILE", 0,
        "The database (default: the configuration's, else $XDG_DATA_HOME/foyer/foyer.db)", 0},
    {"config", 'c', "FILE", 0, "What belongs to this machine (default: " DEVICE_FILE ")", 0},
    {0},
};
/* clang-format on */

const struct argp db_argp = {.options = options, .parser = parse};

/* An environment variable that is set and says something. */
static const char *environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

const char *db_path(DbOption *db)
{
    if (db->path)
        return db->path;
    if (db->device.database[0])
        return db->device.database;
    const char *data = environment("XDG_DATA_HOME", NULL);
    const char *home = environment("HOME", NULL);
    size_t size = sizeof db->standard;
    int length = 0;
    if (data)
        length = snprintf(db->standard, size, "%s/foyer/foyer.db", data);
    else if (home)
        length = snprintf(db->standard, size, "%s/.local/share/foyer/foyer.db", home);
    return length > 0 && (size_t)length < size ? db->standard : "";
}

bool has_db_path(DbOption *db, Err *err)
{
    return db_path(db)[0] ||
        err_set(err, ERR_INVALID, "no home folder to put a database in: give --db FILE");
}

bool db_open(Store **out, DbOption *db, Err *err)
{
    const char *path = db_path(db);
    if (!has_db_path(db, err))
        return false;
    if (store_open(out, path, STORE_WRITE, err))
        return true;
    if (err->code == ERR_BUSY)
        err_set(err, ERR_BUSY, "%.140s: the kiosk is running; stop it first or use its staff page",
            path);
    return false;
}

bool has_catalogues(const char *tags, Err *err)
{
    Languages languages;
    if (!languages_open(&languages, locales_folder(), err))
        return false;
    bool done = true;
    for (const char *at = tags; done;) {
        size_t length = strcspn(at, ",");
        char tag[12] = "";
        snprintf(tag, sizeof tag, "%.*s", (int)length, at);
        if (length >= sizeof tag || !languages_find(&languages, tag))
            done = err_set(err, ERR_INVALID, "there is no catalogue for \"%.*s\"",
                length < 40 ? (int)length : 40, at);
        if (!at[length])
            break;
        at += length + 1;
    }
    languages_close(&languages);
    return done;
}

const char *data_folder(void)
{
    return environment("FOYER_DATA", FOYER_DATA);
}

const char *locales_folder(void)
{
    return environment("FOYER_LOCALES", FOYER_LOCALES);
}

int command_failed(const char *command, const Err *err)
{
    fprintf(stderr, "foyer %s: %s\n", command, err->detail);
    return 1;
}
