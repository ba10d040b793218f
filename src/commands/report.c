/* foyer report: who took part. */
#include "exchange/report.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "commands/command.h"
#include "commands/options.h"

typedef struct {
    DbOption db;
    const char *format, *out;
    Report report;
} Options;

static const struct argp_option options[] = {
    {"term", 't', "NAME", 0, "Of this term; else the one that is on, or was last", 0},
    {"format", 'f', "FORMAT", 0, "csv or xlsx", 0},
    {"out", 'o', "FILE", 0, "Where to; `-` is standard output, for csv", 0},
    {0},
};

static void check(Options *o, struct argp_state *state)
{
    if (!o->format || !report_format_read(o->format, &o->report.format))
        argp_error(state, "--format is csv or xlsx");
    else if (!o->out || !*o->out)
        argp_error(state, "--out is needed");
    else if (o->report.format == REPORT_XLSX && strcmp(o->out, "-") == 0)
        argp_error(state, "xlsx goes to a file");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    case 't':
        o->report.term = argument;
        return 0;
    case 'f':
        o->format = argument;
        return 0;
    case 'o':
        o->out = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int command_report(int argc, char **argv)
{
    Options o = {.report.now = clock_wall()};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, NULL,
        "Writes which families took part in a term, of those enrolled in it, and how many homes "
        "came to each event: by grade, home language and program, beside the term before. Whole or "
        "not at all.\v"
        "Groups under the setting smallest_group (10) are hidden, and what would give them away. "
        "`foyer set report_group` says which kind of group is called a program.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    bool is_open = store_open(&store, db_path(&o.db), STORE_READ, &err);
    int rows = is_open ? report_write(store, &o.report, o.out, &err) : -1;
    store_close(store);
    if (rows < 0)
        return command_failed("report", &err);
    if (strcmp(o.out, "-") != 0)
        printf("%s: %d rows\n", o.out, rows);
    return 0;
}
