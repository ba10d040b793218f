/* foyer set: the settings of the school, told or changed. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "commands/command.h"
#include "commands/options.h"
#include "store/settings.h"

typedef struct {
    DbOption db;
    const char *key, *value;
} Options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0)
            o->key = argument;
        else if (state->arg_num == 1)
            o->value = argument;
        else
            argp_error(state, "one value: a text with spaces stands in quotes");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool tell_value(Store *store, const char *key, Err *err)
{
    char value[SETTING_SIZE];
    if (!settings_get(store, key, value, sizeof value, err))
        return false;
    printf("%s = %s\n", key, value);
    return true;
}

/* The row's own value, what it means and allows, then those of it that stand in a language. */
static bool tell_row(Store *store, const Setting *row, Err *err)
{
    char allowed[128], key[64] = "";
    if (!tell_value(store, row->key, err))
        return false;
    settings_allowed(row, allowed, sizeof allowed);
    printf("    %s: %s\n", row->help, allowed);
    Err none = {0};
    while (settings_next(store, key, key, sizeof key, &none))
        if (settings_find(key, NULL) == row && !tell_value(store, key, err))
            return false;
    if (none.code)
        *err = none;
    return !none.code;
}

static bool tell_all(Store *store, Err *err)
{
    int count;
    const Setting *rows = settings_rows(&count);
    for (int i = 0; i < count; i++)
        if (!tell_row(store, &rows[i], err))
            return false;
    return true;
}

static bool tell_one(Store *store, const char *key, Err *err)
{
    char value[SETTING_SIZE];
    if (!settings_get(store, key, value, sizeof value, err))
        return false;
    printf("%s\n", value);
    return true;
}

/* What the records cannot know: whether there is a catalogue. */
static bool check_catalogues(const char *key, const char *value, Err *err)
{
    const Setting *row = settings_find(key, err);
    if (!row)
        return false;
    if (row->kind == SETTING_LANGUAGES)
        return has_catalogues(value, err);
    return strcmp(row->key, key) == 0 || has_catalogues(key + strlen(row->key) + 1, err);
}

static bool run(Options *o, Err *err)
{
    Store *store = NULL;
    AuditBy terminal = {.at = clock_wall(), .kiosk = ""};
    bool done;
    if (o->value)
        done = check_catalogues(o->key, o->value, err) && db_open(&store, &o->db, err) &&
            settings_change(store, &terminal, o->key, o->value, err);
    else
        done = has_db_path(&o->db, err) && store_open(&store, db_path(&o->db), STORE_READ, err) &&
            (o->key ? tell_one(store, o->key, err) : tell_all(store, err));
    store_close(store);
    return done;
}

int command_set(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {NULL, parse, "[KEY [VALUE]]",
        "Sets a setting; without VALUE tells it; without KEY tells all, with what each means and "
        "what is allowed.",
        children, NULL, NULL};
    Err err = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &o);
    return run(&o, &err) ? 0 : command_failed("set", &err);
}
