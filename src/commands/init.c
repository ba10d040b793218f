/* foyer init: a new database. Everything given is looked at before the file is made. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "store/settings.h"
#include "store/store.h"
#include "text/lang.h"
#include "text/zone.h"

typedef struct {
    DbOption db;
    const char *school, *timezone, *languages;
} Options;

/* clang-format off */
static const struct argp_option options[] = {
    {"school", 's', "NAME", 0, "The school's name, as it stands on the welcome screen", 0},
    {"timezone", 't', "ZONE", 0, "Its time zone, as America/Chicago", 0},
    {"languages", 'l', "TAGS", 0,
        "Those on the welcome screen, in their order, as en,es,ar (default: en)", 0},
    {0},
};
/* clang-format on */

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case 's':
        o->school = argument;
        return 0;
    case 't':
        o->timezone = argument;
        return 0;
    case 'l':
        o->languages = argument;
        return 0;
    case ARGP_KEY_END:
        if (!o->school || !*o->school || !o->timezone)
            argp_error(state, "--school and --timezone are needed");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool check_languages(const char *tags, Err *err)
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
            done = err_set(err, ERR_INVALID, "--languages: there is no catalogue for \"%.*s\"",
                length < 40 ? (int)length : 40, at);
        if (!at[length])
            break;
        at += length + 1;
    }
    languages_close(&languages);
    return done;
}

static bool check_given(const Options *o, const char *path, Err *err)
{
    if (!*path)
        return err_set(err, ERR_INVALID, "no home folder to put a database in; give --db");
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_REFUSED, "%.180s: is there already", path);
    if (!utf8_is_valid(o->school, strlen(o->school)))
        return err_set(err, ERR_INVALID, "--school: the name is not UTF-8");
    Zone *zone = zone_new(o->timezone, err);
    zone_free(zone);
    return zone && (!o->languages || check_languages(o->languages, err));
}

static bool set_all(Store *store, const Options *o, Err *err)
{
    return store_begin(store, err) && settings_set(store, "school", o->school, err) &&
        settings_set(store, "timezone", o->timezone, err) &&
        (!o->languages || settings_set(store, "languages", o->languages, err)) &&
        store_commit(store, err);
}

int command_init(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, NULL,
        "Makes a new database. One that is there already is never touched.", children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    const char *path = db_path(&o.db);
    if (!check_given(&o, path, &err) || !store_open(&store, path, STORE_CREATE, &err))
        return command_failed("init", &err);
    bool done = set_all(store, &o, &err);
    if (!done)
        store_rollback(store);
    store_close(store);
    if (!done) {
        unlink(path);
        return command_failed("init", &err);
    }
    printf("%s: made\n", path);
    return 0;
}
