/* foyer init: a new database with its first administrator. Everything given is looked at before the
 * file is made. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "commands/pin.h"
#include "store/settings.h"
#include "text/zone.h"

typedef struct {
    DbOption db;
    const char *school, *timezone, *languages, *pin_file;
} Options;

/* clang-format off */
static const struct argp_option options[] = {
    {"school", 's', "NAME", 0, "The school's name, as it stands on the welcome screen", 0},
    {"timezone", 't', "ZONE", 0, "Its time zone, as America/Chicago", 0},
    {"languages", 'l', "TAGS", 0,
        "Those on the welcome screen, in their order, as en,es,ar (default: en)", 0},
    PIN_OPTION,
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
    case PIN_KEY:
        o->pin_file = argument;
        return 0;
    case ARGP_KEY_END:
        if (!o->school || !*o->school || !o->timezone)
            argp_error(state, "--school and --timezone are needed");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
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
    return zone && (!o->languages || has_catalogues(o->languages, err));
}

static bool set_all(Store *store, const Options *o, const char *pin, Err *err)
{
    AuditBy terminal = {.at = clock_wall(), .kiosk = ""};
    Staff first = {.number = "01", .name = "Administrator", .role = STAFF_ADMINISTRATOR};
    return store_begin(store, err) && settings_set(store, "school", o->school, err) &&
        settings_set(store, "timezone", o->timezone, err) &&
        (!o->languages || settings_set(store, "languages", o->languages, err)) &&
        staff_add(store, &terminal, &first, pin, err) && store_commit(store, err);
}

static bool make(const Options *o, const char *path, const char *pin, Err *err)
{
    Store *store = NULL;
    if (!store_open(&store, path, STORE_CREATE, err))
        return false;
    bool done = set_all(store, o, pin, err);
    if (!done)
        store_rollback(store);
    store_close(store);
    if (!done)
        unlink(path);
    return done;
}

int command_init(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, NULL,
        "Makes a new database, with an administrator whose number is 01. One that is there already "
        "is never touched.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err = {0};
    char pin[STAFF_PIN_SIZE] = "";
    const char *path = db_path(&o.db);
    bool done = check_given(&o, path, &err) &&
        pin_read(o.pin_file, "the administrator 01", pin, &err) && make(&o, path, pin, &err);
    wipe(pin, sizeof pin);
    if (!done)
        return command_failed("init", &err);
    printf("%s: made\n", path);
    return 0;
}
