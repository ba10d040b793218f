/* Exports: the records as a table that somebody takes away: what, of when, in which form. */
#include "base/log.h"
#include "exchange/export.h"
#include "office/office.h"
#include "store/terms.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TERMS = 64, FORMATS = 3, THE_BEGIN = 1, PERIOD_KEY = 100, FORM_KEY = 200 };

typedef enum { OF_TERM, OF_LAST_TERM, OF_YEAR, OF_EVENT, OF_ALL, PERIODS } Period;

typedef struct {
    bool is_loaded;
    bool has[PERIODS];
    Term terms[OF_YEAR + 1]; /* by period */
    Event event;             /* whose list is open, or that is on; else the last one; zero: none */
    int kind, format;
    Period period; /* as it was chosen; shown is what the kind can be asked for */
    Err err;
} ExportsPage;

/* --- what can be saved --------------------------------------------------------------------- */

/* The choice: "visits 3 1795132800 0 EVENT", as ask_for writes it. */
static int write_export(
    Store *store, const SaveAsk *asked, const char *path, const Watch *watch, Err *err)
{
    char name[32] = "", event[40] = "";
    int format = EXPORT_CSV;
    ExportAsk ask = {.now = asked->now, .path = path, .watch = watch};
    int count = sscanf(asked->choice, "%31s %d %" SCNd64 " %" SCNd64 " %39s", name, &format,
        &ask.range.from, &ask.range.to, event);
    const ExportKind *kind = export_kind(name);
    ask.format = (ExportFormat)format;
    if (kind && (count == 4 || (count == 5 && id_parse(event, &ask.range.event))))
        return kind->write(store, &ask, err);
    err_set(err, ERR_BROKEN, "an export of nothing: %.100s", asked->choice);
    return -1;
}

/* clang-format off */
#define FILE_OF(kind, end) {.name = (kind), .ending = (end), .write = write_export}
#define FILES_OF(kind) {FILE_OF(kind, "xlsx"), FILE_OF(kind, "csv"), FILE_OF(kind, "json")}
/* clang-format on */

typedef struct {
    const char *id;
    SaveKind files[FORMATS];
} Kind;

static const Kind KINDS[] = {
    {MSG("Visits"), FILES_OF("visits")},
    {MSG("Not yet reached"), FILES_OF("unreached")},
    {MSG("Workshop sign-ups"), FILES_OF("signups")},
    {MSG("What families need"), FILES_OF("needs")},
    {MSG("Calls to make"), FILES_OF("calls")},
    {MSG("Who is inside"), FILES_OF("roll-call")},
    {MSG("People counted without a name"), FILES_OF("headcounts")},
    {MSG("How the kiosk was used"), FILES_OF("journeys")},
    {MSG("The roster"), FILES_OF("people")},
    {MSG("What the columns mean"), FILES_OF("dictionary")},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

/* A table is marked: whoever opens one from a stick does it with Excel. */
static const struct {
    ExportFormat format;
    const char *id, *small;
} FORMS[FORMATS] = {{EXPORT_XLSX, MSG("Spreadsheet"), "XLSX"},
    {EXPORT_CSV_MARKED, MSG("Plain table"), "CSV"},
    {EXPORT_JSON, MSG("For other programs"), "JSON"}};

/* --- of when ------------------------------------------------------------------------------- */

/* The one that began last. */
static void take_term(ExportsPage *s, Period period, const Term *term)
{
    if (!s->has[period] || term->first_day > s->terms[period].first_day)
        s->terms[period] = *term;
    s->has[period] = true;
}

static bool load_terms(App *app, ExportsPage *s)
{
    Term terms[TERMS];
    int32_t today = zone_day(app->zone, app->now);
    int count = terms_list(app->store, terms, TERMS, &s->err);
    for (int i = 0; i < count && i < TERMS; i++) {
        const Term *term = &terms[i];
        bool is_over = today >= term->day_after_last;
        if (term->kind == TERM_YEAR && !is_over && today >= term->first_day)
            take_term(s, OF_YEAR, term);
        else if (term->kind != TERM_YEAR && today >= term->first_day)
            take_term(s, is_over ? OF_LAST_TERM : OF_TERM, term);
    }
    return count >= 0;
}

static bool load_event(App *app, ExportsPage *s)
{
    if (!id_is_zero(app->guest.event))
        return events_get(app->store, app->guest.event, &s->event, &s->err);
    if (app->open_count == 0)
        return events_before(app->store, app->now, &s->event, 1, &s->err) >= 0;
    s->event = app->open[0];
    return true;
}

static void load(App *app, ExportsPage *s)
{
    s->is_loaded = true;
    if (!load_terms(app, s) || !load_event(app, s))
        log_line(LOG_PROBLEM, "the terms, the event: %s", s->err.detail);
}

static const ExportKind *kind_of(const ExportsPage *s)
{
    return export_kind(KINDS[s->kind].files[0].name);
}

static bool has_period(const ExportsPage *s, Period period)
{
    switch (period) {
    case OF_TERM:
    case OF_LAST_TERM:
    case OF_YEAR:
        return s->has[period];
    case OF_EVENT:
        return kind_of(s)->has_event && !id_is_zero(s->event.id);
    default:
        return true;
    }
}

/* What was chosen or, where it is not offered, the first that is. */
static Period period_of(const ExportsPage *s)
{
    if (has_period(s, s->period))
        return s->period;
    for (Period p = OF_TERM; p < PERIODS; p++)
        if (p != OF_EVENT && has_period(s, p))
            return p;
    return OF_ALL;
}

static ExportRange range_of(App *app, const ExportsPage *s)
{
    Period period = period_of(s);
    if (!kind_of(s)->has_range)
        return (ExportRange){0};
    if (period == OF_EVENT)
        return (ExportRange){.event = s->event.id};
    if (period == OF_ALL) /* without a begin those not reached are the term's */
        return (ExportRange){.from = kind_of(s) == export_kind("unreached") ? THE_BEGIN : 0};
    return (ExportRange){.from = zone_day_start(app->zone, s->terms[period].first_day),
        .to = zone_day_start(app->zone, s->terms[period].day_after_last)};
}

static void ask_for(App *app, const ExportsPage *s)
{
    char choice[sizeof((SaveAsk *)NULL)->choice];
    ExportRange range = range_of(app, s);
    const SaveKind *kind = &KINDS[s->kind].files[s->format];
    snprintf(choice, sizeof choice, "%s %d %" PRId64 " %" PRId64 " %s", kind->name,
        (int)FORMS[s->format].format, range.from, range.to,
        id_is_zero(range.event) ? "" : id_text(range.event));
    office_save(app, kind, choice);
}

/* --- the page ------------------------------------------------------------------------------ */

static bool is_narrow(const App *app, const Ui *ui)
{
    return ui->theme->shape != WIDE || app->switches.large;
}

static void kinds(App *app, Ui *ui, ExportsPage *s)
{
    ui_gap(ui, 3);
    ui_grid(ui, app->switches.large && ui->theme->shape != WIDE ? 1 : 2) {
        for (int i = 0; i < KIND_COUNT; i++) {
            ui_key(ui, (uint64_t)i + 1);
            if (ui_choice(ui, DOT, language_text(ui->language, KINDS[i].id), "", s->kind == i))
                s->kind = i;
        }
    }
}

static void period(App *app, Ui *ui, ExportsPage *s, Period which)
{
    static const char *const IDS[PERIODS] = {[OF_TERM] = MSG("This term"),
        [OF_LAST_TERM] = MSG("The last term"),
        [OF_YEAR] = MSG("This school year"),
        [OF_EVENT] = MSG("The event of now"),
        [OF_ALL] = MSG("Everything")};
    bool is_over = which == OF_EVENT && s->event.ends <= app->now;
    const char *id = is_over ? MSG("The last event") : IDS[which];
    const char *small = which <= OF_YEAR ? s->terms[which].title
        : which == OF_EVENT              ? app_content(app, s->event.id, CONTENT_TITLE)
                                         : "";
    ui_key(ui, PERIOD_KEY + (uint64_t)which);
    if (ui_choice(ui, DOT, language_text(ui->language, id), small, period_of(s) == which))
        s->period = which;
}

static void open_choices(Ui *ui, int columns)
{
    ui_gap(ui, 3);
    ui_open_grid(ui, columns);
}

static void periods(App *app, Ui *ui, ExportsPage *s)
{
    if (!kind_of(s)->has_range)
        return;
    ui_bold(ui, BODY, "From when?");
    int columns = is_narrow(app, ui) && !app->switches.large ? 2 : 1;
    for (open_choices(ui, columns); ui_enter(ui); ui_close(ui))
        for (Period p = OF_TERM; p < PERIODS; p++)
            if (has_period(s, p))
                period(app, ui, s, p);
}

static void forms(App *app, Ui *ui, ExportsPage *s)
{
    ui_bold(ui, BODY, "In which form?");
    for (open_choices(ui, app->switches.large ? 1 : FORMATS); ui_enter(ui); ui_close(ui)) {
        for (int i = 0; i < FORMATS; i++) {
            ui_key(ui, FORM_KEY + (uint64_t)i);
            if (ui_choice(ui, DOT, language_text(ui->language, FORMS[i].id), FORMS[i].small,
                    s->format == i))
                s->format = i;
        }
    }
}

/* One below the other. */
static void narrow(App *app, Ui *ui, ExportsPage *s)
{
    ui_gap(ui, 4);
    ui_column(ui) {
        kinds(app, ui, s);
        periods(app, ui, s);
        forms(app, ui, s);
    }
}

static void wide(App *app, Ui *ui, ExportsPage *s)
{
    ui_gap(ui, 8);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_column(ui) {
            kinds(app, ui, s);
            forms(app, ui, s);
        }
        ui_width(ui, 120);
        ui_gap(ui, 3);
        ui_column(ui)
            periods(app, ui, s);
    }
}

static void questions(App *app, Ui *ui, ExportsPage *s)
{
    if (is_narrow(app, ui))
        narrow(app, ui, s);
    else
        wide(app, ui, s);
}

void screen_exports(App *app, Ui *ui)
{
    ExportsPage *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true,
        .has_help = true,
        .filled = MSG("Save"),
        .filled_icon = "save",
        .is_disabled = office_is_saving(app)};
    if (!s->is_loaded)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        ui_gap(ui, 2);
        office_top(ui)
        {
            ui_heading(ui, "Records to take away");
            office_error(ui, &s->err);
        }
        ui_space(ui, ui->theme->shape == COMPACT ? 2 : 4);
        office_saving(app, ui);
        ui_grow(ui, 1);
        ui_scroll(ui, "On this page")
            questions(app, ui, s);
    }
    if (office_bar(app, ui, &bar) == OFFICE_FILLED)
        ask_for(app, s);
}
