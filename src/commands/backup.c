/* foyer backup: a copy of the records, also while the kiosk runs. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "store/backup.h"

typedef struct {
    DbOption db;
    const char *out;
} Options;

static const struct argp_option OPTIONS[] = {
    {"out", 'o', "FILE", 0,
        "Where to (default: foyer-<time>.db in the folder `backups` beside the database)", 0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case 'o':
        o->out = argument;
        if (!*argument || strcmp(argument, "-") == 0)
            argp_error(state, "--out wants a file");
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "\"%s\" is not an option; a file is given with --out", argument);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool make_standard(const char *path, char out[FILE_PATH], Err *err)
{
    char folder[FILE_PATH];
    backup_folder(path, folder);
    backup_name(path, clock_wall(), out);
    return file_make_folder(folder, err);
}

int command_backup(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child CHILDREN[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp ARGP = {OPTIONS, parse, NULL,
        "Writes a copy of the records, whole and checked, or nothing. The kiosk may run "
        "meanwhile.\v"
        "A file that is there already is not overwritten.",
        CHILDREN, NULL, NULL};
    argp_parse(&ARGP, argc, argv, 0, NULL, &o);

    Err err = {0};
    char standard[FILE_PATH] = "";
    Store *store = NULL;
    const char *path = db_path(&o.db), *out = o.out ? o.out : standard;
    bool done = has_db_path(&o.db, &err) && store_open(&store, path, STORE_SOURCE, &err) &&
        (o.out || make_standard(path, standard, &err)) && backup_write(store, out, &err);
    store_close(store);
    if (!done)
        return command_failed("backup", &err);
    printf("%s: written and checked\n", out);
    return 0;
}
