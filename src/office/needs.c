/* Needs: childcare, interpreters and rides of the coming dates, by when to ask for them; and an
 * estimate for the coming events. */
#include "store/needs.h"
#include "base/log.h"
#include "office/signing.h"

enum { NEEDS = 100, EVENTS = 4, LANGUAGES = 8, AHEAD = 60 * 86400, SOON = 2 * 86400 };

typedef struct {
    Id id;
    int64_t starts;
    NeedExpected expected[LANGUAGES];
    int count; /* of expected */
} Coming;

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    Need list[NEEDS];
    int count, all;
    Coming events[EVENTS];
    int event_count;
    Err err;
} NeedsPage;

/* --- reading ------------------------------------------------------------------------------- */

static bool read_events(App *app, NeedsPage *s)
{
    Event events[OPEN_EVENTS];
    int count =
        events_between(app->store, app->now, app->now + AHEAD, events, OPEN_EVENTS, &s->err);
    s->event_count = 0;
    for (int i = 0; i < count && s->event_count < EVENTS; i++) {
        Coming *c = &s->events[s->event_count];
        *c = (Coming){.id = events[i].id, .starts = events[i].starts};
        c->count = needs_expected(app->store, &events[i], c->expected, LANGUAGES, &s->err);
        if (c->count < 0)
            return false;
        c->count = c->count < LANGUAGES ? c->count : LANGUAGES;
        s->event_count += c->count > 0 && !events[i].is_all_day;
    }
    return count >= 0;
}

static void load(App *app, NeedsPage *s)
{
    s->minute = app->now / 60;
    err_clear(&s->err);
    s->all = needs_sessions(app->store, app->now, s->list, NEEDS, &s->err);
    s->count = s->all < NEEDS ? s->all : NEEDS;
    if (s->all < 0 || !read_events(app, s))
        log_line(LOG_PROBLEM, "needs: %s", s->err.detail);
}

/* --- one need ------------------------------------------------------------------------------- */

static const char *need_words(App *app, Ui *ui, const Need *n)
{
    switch (n->kind) {
    case NEED_INTERPRETER:
        return ui_words(ui, "Interpreter, {0}: {1, plural, one {# family} other {# families}}",
            signing_language(app, ui, n->language), n->families);
    case NEED_CHILDCARE:
        return ui_words(ui, "Childcare, ages {0}: {1, plural, one {# child} other {# children}}",
            signing_ages(ui, n->ages), n->people);
    default:
        return ui_words(ui, "Ride: {0, plural, one {# seat} other {# seats}}", n->people);
    }
}

static const char *more_words(Ui *ui, const Need *n)
{
    int more = n->kind == NEED_INTERPRETER ? n->waiting_families : n->waiting_people;
    return more ? ui_words(ui, "{0, plural, one {# more waits} other {# more wait}}", more) : NULL;
}

static void need_line(Ui *ui, const char *icon, const char *words, const char *more)
{
    ui_gap(ui, 3);
    ui_cross(ui, SPREAD_CENTER);
    ui_row(ui) {
        ui_symbol(ui, icon, 10, ACCENT);
        ui_grow(ui, 1);
        ui_column(ui)
            ui_note(ui, BODY, words);
        if (more)
            ui_tag(ui, INFO, "hourglass", more);
    }
}

/* Amber from two days before, red when it is past. */
static void ask_by_tag(App *app, Ui *ui, int64_t starts)
{
    char day[64];
    int64_t by = needs_ask_by(app->store, starts);
    int32_t due = zone_day(app->zone, by);
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, by);
    bool is_past = due < zone_day(app->zone, app->now);
    bool is_soon = due <= zone_day(app->zone, app->now + SOON);
    ui_tag(ui,
        is_past       ? PROBLEM
            : is_soon ? ALREADY
                      : SUNK,
        is_past ? "alert" : "clock",
        is_past ? ui_words(ui, "Ask now, it was due {0}", day) : ui_words(ui, "Ask by {0}", day));
}

static void title(App *app, Ui *ui, const char *words, int64_t starts)
{
    ui_gap(ui, 4);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_column(ui) {
            ui_bold_note(ui, BODY, words);
            ui_color(ui, INK_2);
            ui_note(ui, SMALL, signing_when(app, ui, starts));
        }
        ask_by_tag(app, ui, starts);
    }
}

static void open_card(Ui *ui, Id id)
{
    float pad = ui->theme->shape == COMPACT ? 4 : 6;
    ui_key(ui, id_hash(id));
    ui_pad(ui, pad, pad - 1, pad, pad - 1);
    ui_gap(ui, 2);
    ui_open_card(ui);
}

/* --- sessions and events -------------------------------------------------------------------- */

/* From one of the list on, all those of its session; where the next begins. */
static int session_card(App *app, Ui *ui, const NeedsPage *s, int i)
{
    static const char *const ICONS[] = {
        [NEED_CHILDCARE] = "child", [NEED_INTERPRETER] = "speech", [NEED_RIDE] = "bus"};
    const Need *first = &s->list[i];
    for (open_card(ui, first->session); ui_enter(ui); ui_close(ui)) {
        title(app, ui, app_content(app, first->workshop, CONTENT_TITLE), first->starts);
        for (; i < s->count && id_equal(s->list[i].session, first->session); i++) {
            const Need *n = &s->list[i];
            need_line(ui, ICONS[n->kind], need_words(app, ui, n), more_words(ui, n));
        }
    }
    return i;
}

static void event_card(App *app, Ui *ui, const Coming *c)
{
    for (open_card(ui, c->id); ui_enter(ui); ui_close(ui)) {
        title(app, ui, app_content(app, c->id, CONTENT_TITLE), c->starts);
        for (int i = 0; i < c->count; i++)
            need_line(ui, "speech",
                ui_words(ui,
                    "Interpreter, {0}: about {1, plural, one {# family} other {# families}}",
                    signing_language(app, ui, c->expected[i].language), c->expected[i].families),
                NULL);
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "An estimate: who is expected and asked for one at the last visit.");
    }
}

static void cards(App *app, Ui *ui, const NeedsPage *s)
{
    ui_gap(ui, 5);
    ui_grid(ui, ui->theme->shape == WIDE && !app->switches.large ? 2 : 1) {
        for (int i = 0; i < s->event_count; i++)
            event_card(app, ui, &s->events[i]);
        for (int i = 0; i < s->count;)
            i = session_card(app, ui, s, i);
    }
}

static void body(App *app, Ui *ui, const NeedsPage *s)
{
    ui_heading(ui, "What families need");
    ui_space(ui, 2);
    office_error(ui, &s->err);
    if (!s->err.code && !s->count && !s->event_count) {
        ui_color(ui, INK_2);
        ui_text(ui, BODY, "Nobody has asked for childcare, an interpreter or a ride yet.");
        return;
    }
    ui_grow(ui, 1);
    ui_scroll(ui, "What families need")
        cards(app, ui, s);
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
    ui_pages(ui, "What families need");
}

void screen_needs(App *app, Ui *ui)
{
    NeedsPage *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true,
        .filled = MSG("Save as a table"),
        .filled_icon = "save",
        .is_disabled = office_is_saving(app)};
    if (s->minute != app->now / 60)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        office_saving(app, ui);
        body(app, ui, s);
    }
    if (office_bar(app, ui, &bar) == OFFICE_FILLED)
        office_save(app, &SAVE_NEEDS, NULL);
}
