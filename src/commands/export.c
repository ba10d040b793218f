/* foyer export: rows out. */
#include "exchange/export.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "commands/command.h"
#include "commands/options.h"
#include "exchange/checklist.h"
#include "exchange/content.h"
#include "exchange/roll_call.h"

typedef struct Options Options;

typedef struct {
    const char *name;
    bool has_range;                                         /* takes --from and --to */
    bool has_event;                                         /* takes --event */
    bool has_pdf;                                           /* takes --format pdf */
    int (*write)(Store *store, const Options *o, Err *err); /* returns the rows, or -1 */
} Export;

struct Options {
    DbOption db;
    const Export *export;
    const char *format, *out, *from, *to, *event;
    ExportFormat chosen;
    bool is_pdf;
};

/* clang-format off */
static const struct argp_option options[] = {
    {"format", 'f', "FORMAT", 0, "csv or json (one object a line); of roll-call also pdf; checklist: pdf", 0},
    {"out", 'o', "FILE", 0, "Where to; `-` is standard output", 0},
    {"from", 'a', "TIME", 0, "Visits who arrived, sessions that start at this day or time or later; unreached: no visit since", 0},
    {"to", 'b', "TIME", 0, "The same until this day (all of it), or before this time", 0},
    {"event", 'e', "UID", 0, "Visits, checklist: of this event", 0},
    {0},
};
/* clang-format on */

/* A day or a time; of a day its begin or, for --to, the begin of the next. */
static bool read_time(Zone *zone, const char *text, bool is_end, int64_t *out, Err *err)
{
    enum { DAY_LENGTH = 10 };
    char whole[64];
    bool is_day = strlen(text) == DAY_LENGTH;
    snprintf(whole, sizeof whole, "%s%s", text, is_day ? "T12:00" : "");
    if (!zone_parse(zone, whole, out, err))
        return false;
    int32_t day = zone_day(zone, *out);
    if (is_day)
        *out = is_end ? zone_day_end(zone, day) : zone_day_start(zone, day);
    return true;
}

static bool read_range(Store *store, const Options *o, ExportRange *range, Err *err)
{
    Zone *zone = content_zone(store, err);
    bool done = zone && (!o->from || read_time(zone, o->from, false, &range->from, err)) &&
        (!o->to || read_time(zone, o->to, true, &range->to, err)) &&
        (!o->event || export_find_event(store, o->event, &range->event, err));
    zone_free(zone);
    if (done && range->from && range->to && range->to <= range->from)
        return err_set(err, ERR_INVALID, "--to is before --from");
    return done;
}

static int write_visits(Store *store, const Options *o, Err *err)
{
    ExportRange range = {0};
    return read_range(store, o, &range, err) ? export_visits(store, &range, o->chosen, o->out, err)
                                             : -1;
}

static int write_people(Store *store, const Options *o, Err *err)
{
    return export_people(store, o->chosen, o->out, err);
}

static int write_signups(Store *store, const Options *o, Err *err)
{
    ExportRange range = {0};
    return read_range(store, o, &range, err) ? export_signups(store, &range, o->chosen, o->out, err)
                                             : -1;
}

static int write_needs(Store *store, const Options *o, Err *err)
{
    ExportRange range = {0};
    return read_range(store, o, &range, err) ? export_needs(store, &range, o->chosen, o->out, err)
                                             : -1;
}

static int write_calls(Store *store, const Options *o, Err *err)
{
    return export_calls(store, clock_wall(), o->chosen, o->out, err);
}

static int write_unreached(Store *store, const Options *o, Err *err)
{
    ExportRange range = {0};
    return read_range(store, o, &range, err)
        ? export_unreached(store, &range, clock_wall(), o->chosen, o->out, err)
        : -1;
}

static int write_roll_call(Store *store, const Options *o, Err *err)
{
    int64_t now = clock_wall();
    return o->is_pdf ? roll_call_pdf(store, NULL, now, o->out, NULL, err)
                     : export_roll_call(store, now, o->chosen, o->out, err);
}

static int write_checklist(Store *store, const Options *o, Err *err)
{
    Id event;
    if (!o->is_pdf || !o->event) {
        err_set(err, ERR_INVALID, "checklist needs --format pdf and --event");
        return -1;
    }
    if (!export_find_event(store, o->event, &event, err))
        return -1;
    return checklist_pdf(store, NULL, event, clock_wall(), o->out, NULL, err);
}

static int write_dictionary(Store *store, const Options *o, Err *err)
{
    return export_dictionary(store, o->chosen, o->out, err);
}

static const Export exports[] = {
    {"visits", true, true, false, write_visits},
    {"people", false, false, false, write_people},
    {"signups", true, false, false, write_signups},
    {"needs", true, false, false, write_needs},
    {"calls", false, false, false, write_calls},
    {"unreached", true, false, false, write_unreached},
    {"roll-call", false, false, true, write_roll_call},
    {"checklist", false, true, true, write_checklist},
    {"dictionary", false, false, false, write_dictionary},
};

static const Export *find(const char *name)
{
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
        if (strcmp(name, exports[i].name) == 0)
            return &exports[i];
    return NULL;
}

static bool choose_format(Options *o)
{
    if (!o->format)
        return false;
    o->is_pdf = strcmp(o->format, "pdf") == 0;
    o->chosen = strcmp(o->format, "json") == 0 ? EXPORT_JSON : EXPORT_CSV;
    if (o->is_pdf)
        return o->export->has_pdf;
    return o->chosen == EXPORT_JSON || strcmp(o->format, "csv") == 0;
}

static void check(Options *o, struct argp_state *state)
{
    if (!o->export)
        argp_error(state,
            "say what to export: visits, people, signups, needs, calls, unreached, roll-call, "
            "checklist or dictionary");
    else if (!choose_format(o))
        argp_error(state, "--format is csv or json%s", o->export->has_pdf ? ", or pdf" : "");
    else if (!o->out || !*o->out)
        argp_error(state, "--out is needed; `-` is standard output");
    else if (!o->export->has_range && (o->from || o->to))
        argp_error(state, "--from and --to are not for %s", o->export->name);
    else if (!o->export->has_event && o->event)
        argp_error(state, "--event is not for %s", o->export->name);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (o->export)
            argp_error(state, "one thing at a time");
        else if (!(o->export = find(argument)))
            argp_error(state,
                "\"%s\" cannot be exported; visits, people, signups, needs, calls, unreached, "
                "roll-call and checklist can",
                argument);
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    case 'f':
        o->format = argument;
        return 0;
    case 'o':
        o->out = argument;
        return 0;
    case 'a':
        o->from = argument;
        return 0;
    case 'b':
        o->to = argument;
        return 0;
    case 'e':
        o->event = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int command_export(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse,
        "visits\npeople\nsignups\nneeds\ncalls\nunreached\nroll-call\nchecklist\ndictionary",
        "Writes a file, whole or not at all. Times are ISO 8601, the school's own: 2026-11-19 or "
        "2026-11-19T16:00.\v"
        "  visits   one row a person and visit\n"
        "  people   the roster: one row a person; no birthdays\n"
        "  signups  one row a sign-up to a workshop, also what was cancelled\n"
        "  needs    one row a session and need: childcare by age, interpreters by\n"
        "           language, the ride; for whom, and for how many who wait\n"
        "  calls    whom the office should ring now: offers that run, what was called off\n"
        "  unreached\n"
        "           one row a family without a visit, in the present term unless --from or\n"
        "           --to say another time: whom to call, in which language\n"
        "  roll-call\n"
        "           one row a family that is in the building now; as pdf with boxes to tick\n"
        "  checklist\n"
        "           --format pdf --event UID: the event's families with boxes to tick, for when\n"
        "           the machines are down; who is here already is ticked, with the time\n"
        "  dictionary\n"
        "           one row a column of these: what it is\n\n"
        "In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    bool is_open = store_open(&store, db_path(&o.db), STORE_READ, &err);
    int rows = is_open ? o.export->write(store, &o, &err) : -1;
    store_close(store);
    if (rows < 0)
        return command_failed("export", &err);
    if (strcmp(o.out, "-") != 0)
        printf("%s: %d rows\n", o.out, rows);
    return 0;
}
