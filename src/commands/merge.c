/* foyer merge: another kiosk's records in; conflicts one line each. */
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "exchange/content.h"
#include "store/conflicts.h"
#include "store/merge.h"

typedef struct {
    DbOption db;
    const char *file;
    bool is_dry;
} Options;

static const struct argp_option OPTIONS[] = {
    {"dry-run", 'n', NULL, 0, "Only say what would come in", 0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case 'n':
        o->is_dry = true;
        return 0;
    case ARGP_KEY_ARG:
        if (o->file)
            argp_error(state, "one file at a time");
        o->file = argument;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "say whose records come in");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

enum { SIDE = 512 };

static void print_conflict(Zone *zone, const Conflict *c)
{
    char first_at[32], second_at[32], first[SIDE], second[SIDE];
    zone_write(zone, c->first.at, first_at);
    zone_write(zone, c->second.at, second_at);
    printf("conflict: %s: %.16s %s | %.16s %s\n", conflict_kind_text(c->kind), first_at,
        conflict_side_text(&c->first, first, SIDE), second_at,
        conflict_side_text(&c->second, second, SIDE));
}

/* The open ones stand first. */
static bool print_conflicts(Store *store, Err *err)
{
    enum { AT_ONCE = 32 };
    Conflict list[AT_ONCE];
    int open = conflicts_open(store, err);
    Zone *zone = open < 0 ? NULL : content_zone(store, err);
    bool ok = zone;
    for (int first = 0; ok && first < open; first += AT_ONCE) {
        ok = conflicts_list(store, first, list, AT_ONCE, err) >= 0;
        for (int i = 0; ok && i < AT_ONCE && first + i < open; i++)
            print_conflict(zone, &list[i]);
    }
    zone_free(zone);
    return ok;
}

static void print_merged(const Options *o, const Merged *m)
{
    if (m->changes == 0) {
        printf("%s: nothing that is not here already\n", o->file);
        return;
    }
    printf("%s: %s %d visits, %d walk-ins, %d counted without a name, %d sign-ups,"
           " %d calls for help, %d people, %d conflicts\n",
        o->file, o->is_dry ? "would bring" : "brought", m->visits, m->stubs, m->headcounts,
        m->signups, m->calls, m->people, m->conflicts);
}

int command_merge(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child CHILDREN[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp ARGP = {OPTIONS, parse, "OTHER.db",
        "Brings in what another kiosk of the school recorded: its database or a backup of it, "
        "which is only read. All of it or nothing; twice changes nothing.\v"
        "What the two say differently of one thing is listed, both sides. The kiosk must end "
        "first, or do it itself: Staff, Bring in records.",
        CHILDREN, NULL, NULL};
    argp_parse(&ARGP, argc, argv, 0, NULL, &o);

    Err err = {0};
    Merged merged;
    Store *store = NULL;
    AuditBy by = {.at = clock_wall(), .kiosk = ""};
    bool done = has_db_path(&o.db, &err) && db_open(&store, &o.db, &err) &&
        merge_file(store, o.file, &by, o.is_dry, &merged, &err);
    if (done)
        print_merged(&o, &merged);
    done = done && (o.is_dry || print_conflicts(store, &err));
    store_close(store);
    return done ? 0 : command_failed("merge", &err);
}
