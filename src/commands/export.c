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

#define NAMES                                                                                      \
    "visits, people, signups, needs, calls, unreached, roll-call, checklist, headcounts, "         \
    "journeys"

typedef struct {
    DbOption db;
    const ExportKind *kind;
    const char *format, *from, *to, *event;
    ExportAsk ask;
    bool has_mark, is_pdf;
} Options;

/* Only for paper. */
static const ExportKind CHECKLIST = {.name = "checklist", .has_event = true};

/* clang-format off */
static const struct argp_option options[] = {
    {"format", 'f', "FORMAT", 0, "csv, xlsx or json (one object a line); of roll-call also pdf; checklist: pdf", 0},
    {"out", 'o', "FILE", 0, "Where to; `-` is standard output", 0},
    {"from", 'a', "TIME", 0, "Visits who arrived, sessions that start, what the glass did at this day or time or later; unreached: no visit since", 0},
    {"to", 'b', "TIME", 0, "The same until this day (all of it), or before this time", 0},
    {"event", 'e', "UID", 0, "Visits, headcounts, checklist: only of this event", 0},
    {"bom", 'm', NULL, 0, "CSV: begin with a byte order mark, for an Excel that shows wrong letters", 0},
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

static int write_checklist(Store *store, const Options *o, Err *err)
{
    Id event;
    if (!export_find_event(store, o->event, &event, err))
        return -1;
    return checklist_pdf(store, NULL, event, o->ask.now, o->ask.path, NULL, err);
}

static int write_file(Store *store, Options *o, Err *err)
{
    o->ask.now = clock_wall();
    if (o->kind == &CHECKLIST)
        return write_checklist(store, o, err);
    if (o->is_pdf)
        return roll_call_pdf(store, NULL, o->ask.now, o->ask.path, NULL, err);
    return read_range(store, o, &o->ask.range, err) ? o->kind->write(store, &o->ask, err) : -1;
}

static bool has_pdf(const Options *o)
{
    return o->kind == &CHECKLIST || strcmp(o->kind->name, "roll-call") == 0;
}

static bool choose_format(Options *o)
{
    static const struct {
        const char *name;
        ExportFormat format;
    } FORMATS[] = {{"csv", EXPORT_CSV}, {"json", EXPORT_JSON}, {"xlsx", EXPORT_XLSX}};
    o->is_pdf = o->format && has_pdf(o) && strcmp(o->format, "pdf") == 0;
    for (size_t i = 0; o->format && o->kind != &CHECKLIST && i < sizeof FORMATS / sizeof *FORMATS;
         i++)
        if (strcmp(o->format, FORMATS[i].name) == 0) {
            o->ask.format = FORMATS[i].format;
            return true;
        }
    return o->is_pdf;
}

static void check(Options *o, struct argp_state *state)
{
    if (!o->kind)
        argp_error(state, "say what to export: " NAMES " or dictionary");
    else if (!choose_format(o))
        argp_error(state, "--format is %s",
            o->kind == &CHECKLIST ? "pdf"
                : has_pdf(o)      ? "csv, xlsx, json or pdf"
                                  : "csv, xlsx or json");
    else if (!o->ask.path || !*o->ask.path)
        argp_error(state, "--out is needed; `-` is standard output");
    else if (o->has_mark && (o->is_pdf || o->ask.format != EXPORT_CSV))
        argp_error(state, "--bom is for csv");
    else if (o->kind == &CHECKLIST && !o->event)
        argp_error(state, "checklist needs --event");
    else if (!o->kind->has_range && (o->from || o->to))
        argp_error(state, "--from and --to are not for %s", o->kind->name);
    else if (!o->kind->has_event && o->event)
        argp_error(state, "--event is not for %s", o->kind->name);
    else if (o->has_mark)
        o->ask.format = EXPORT_CSV_MARKED;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (o->kind)
            argp_error(state, "one thing at a time");
        else if (strcmp(argument, CHECKLIST.name) == 0)
            o->kind = &CHECKLIST;
        else if (!(o->kind = export_kind(argument)))
            argp_error(state, "\"%s\" cannot be exported; " NAMES " and dictionary can", argument);
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    case 'f':
        o->format = argument;
        return 0;
    case 'o':
        o->ask.path = argument;
        return 0;
    case 'a':
        o->from = argument;
        return 0;
    case 'b':
        o->to = argument;
        return 0;
    case 'm':
        o->has_mark = true;
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
        "visits\npeople\nsignups\nneeds\ncalls\nunreached\nroll-"
        "call\nchecklist\nheadcounts\njourneys\ndictionary",
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
        "           an event's families as pdf, to tick on paper\n"
        "  headcounts\n"
        "           one row each time people were counted without a name\n"
        "  journeys one row a step of a use of the glass: touches, seconds; nobody is named\n"
        "  dictionary\n"
        "           one row a column of these: what it is\n\n"
        "In XLSX a second sheet says what the columns are. In CSV a text that a spreadsheet would "
        "take for a formula begins with an apostrophe.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    bool is_open = store_open(&store, db_path(&o.db), STORE_READ, &err);
    int rows = is_open ? write_file(store, &o, &err) : -1;
    store_close(store);
    if (rows < 0)
        return command_failed("export", &err);
    if (strcmp(o.ask.path, "-") != 0)
        printf("%s: %d rows\n", o.ask.path, rows);
    return 0;
}
