/* foyer import: a roster or a list in, all or nothing. */
#include "exchange/import.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "commands/command.h"
#include "commands/options.h"

typedef struct {
    const char *name;
    bool (*import)(
        Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);
    void (*tell)(const ImportCount *count);
} Import;

static void tell_roster(const ImportCount *count)
{
    printf("students %d, guardians %d, employees %d, links %d\n", count->students, count->guardians,
        count->employees, count->links);
    printf("added %d, changed %d, left %d, dangling links %d, rows left out %d\n", count->added,
        count->changed, count->left, count->dangling, count->rejected);
}

static void tell_list(const ImportCount *count)
{
    printf("added %d, put again %d\n", count->added, count->changed);
}

static const Import imports[] = {
    {"roster", import_roster, tell_roster},
    {"events", import_events, tell_list},
};

typedef struct {
    DbOption db;
    const Import *import;
    const char *path;
} Options;

static const Import *find(const char *name)
{
    for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
        if (strcmp(name, imports[i].name) == 0)
            return &imports[i];
    return NULL;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0 && !(o->import = find(argument)))
            argp_error(state, "\"%s\" is neither roster nor events", argument);
        if (state->arg_num == 1)
            o->path = argument;
        if (state->arg_num > 1)
            argp_error(state, "one file at a time");
        return 0;
    case ARGP_KEY_END:
        if (!o->path)
            argp_error(state, "say what to import, and from where");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char about[] =
    "Takes a file in, all of it or nothing. What is left out is told, a line each, on standard "
    "error.\v"
    "  roster   OneRoster 1.1 or 1.2: a folder or a .zip. Who is not in it any more has left.\n"
    "  events   CSV: uid,title,title_xx,kind,starts,ends,place,place_xx,link,grades\n"
    "           xx is a language tag; times are the school's own, as 2026-11-19T16:00.\n"
    "           `-` is standard input.";

int command_import(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {
        NULL, parse, "roster PATH\nevents FILE", about, children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    ImportCount count;
    bool done = store_open(&store, db_path(&o.db), STORE_WRITE, &err) &&
        o.import->import(store, o.path, clock_wall(), stderr, &count, &err);
    store_close(store);
    if (!done)
        return command_failed("import", &err);
    o.import->tell(&count);
    return 0;
}
