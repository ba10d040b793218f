/* foyer restore: a backup in the place of the records; those are set aside. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/backup.h"

typedef struct {
    DbOption db;
    const char *file;
} Options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (o->file)
            argp_error(state, "one backup at a time");
        o->file = argument;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "say which file to restore");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int command_restore(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child CHILDREN[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp ARGP = {NULL, parse, "FILE",
        "Puts a backup in the place of the database, brought to this version. What was there is "
        "set aside under its name and the time, and never deleted.\v"
        "A kiosk that runs on the database must end first; one that is out of order serves again "
        "by itself.",
        CHILDREN, NULL, NULL};
    argp_parse(&ARGP, argc, argv, 0, NULL, &o);

    Err err = {0};
    char aside[FILE_PATH] = "";
    const char *path = db_path(&o.db);
    if (!has_db_path(&o.db, &err) || !backup_restore(path, o.file, clock_wall(), aside, &err))
        return command_failed("restore", &err);
    printf("%s: restored from %s\n", path, o.file);
    if (aside[0])
        printf("%s: what was there before\n", aside);
    return 0;
}
