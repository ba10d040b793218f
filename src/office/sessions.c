/* Sessions: the dates of all workshops from today on, with who comes and who waits. One opens
 * the list of who is signed up. */
#include "base/log.h"
#include "office/signing.h"
#include "store/calls.h"

enum { SESSIONS = 80, LINES = 2 * SESSIONS };

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    SessionRow list[SESSIONS];
    int16_t lines[LINES]; /* an index of list; -1 - index: the day before it */
    int count, all, line_count;
    int calls; /* families to be called */
    Err err;
} Sessions;

/* --- reading ------------------------------------------------------------------------------- */

static void make_lines(App *app, Sessions *s)
{
    int32_t day = 0;
    s->line_count = 0;
    for (int i = 0; i < s->count; i++) {
        int32_t its = zone_day(app->zone, s->list[i].starts);
        if (its != day)
            s->lines[s->line_count++] = (int16_t)(-1 - i);
        s->lines[s->line_count++] = (int16_t)i;
        day = its;
    }
}

static void load(App *app, Sessions *s)
{
    int64_t today = zone_day_start(app->zone, zone_day(app->zone, app->now));
    s->minute = app->now / 60;
    err_clear(&s->err);
    bool is_read = signups_settle(app->store, (Id){0}, app->now, &s->err) >= 0;
    s->all = is_read ? session_list(app->store, today, 0, s->list, SESSIONS, &s->err) : -1;
    s->count = s->all < SESSIONS ? s->all : SESSIONS;
    s->calls = s->all < 0 ? 0 : calls_list(app->store, app->now, 0, NULL, 0, &s->err);
    make_lines(app, s);
    if (s->err.code)
        log_line(LOG_PROBLEM, "sessions: %s", s->err.detail);
}

/* --- the list ------------------------------------------------------------------------------ */

static const char *seats(Ui *ui, const SessionRow *r)
{
    if (r->places.seats)
        return ui_words(ui, "{0, number} of {1, number} seats", r->seats, r->places.seats);
    return ui_words(ui, "{0, plural, one {# person} other {# people}}", r->seats);
}

static void tags(Ui *ui, const SessionRow *r)
{
    if (r->is_withdrawn) {
        ui_tag(ui, PROBLEM, "alert", language_text(ui->language, MSG("Called off")));
        return;
    }
    if (r->attended)
        ui_tag(ui, GOOD, "check",
            ui_words(ui, "{0, plural, one {# family here} other {# families here}}", r->attended));
    if (r->offered)
        ui_tag(ui, ALREADY, "bell",
            ui_words(ui, "{0, plural, one {# offer} other {# offers}}", r->offered));
    if (r->waiting)
        ui_tag(ui, INFO, "hourglass",
            ui_words(ui, "{0, plural, one {# waits} other {# wait}}", r->waiting));
}

static void row_end(App *app, Ui *ui, const SessionRow *r)
{
    bool is_wide = ui->theme->shape == WIDE;
    if (!signing_is_tight(ui)) {
        ui_gap(ui, 0);
        ui_cross(ui, SPREAD_END);
        ui_column(ui) {
            ui_note(ui, is_wide ? BODY : SMALL, seats(ui, r));
            if (!is_wide)
                tags(ui, r);
        }
    }
    if (is_wide)
        tags(ui, r);
    ui_icon(ui, "next");
    if (ui_button(ui, SECOND, "Open"))
        go_to(app, screen_session, r->id);
}

static void session_entry(App *app, Ui *ui, const SessionRow *r)
{
    const char *small = signing_where(app, ui, r);
    if (signing_is_tight(ui))
        small = seats(ui, r);
    if (ui->theme->shape != WIDE) /* no line of its own says the day */
        small = ui_words(ui, "{0}, {1}", signing_short_day(app, ui, r->starts), small);
    ui_key(ui, id_hash(r->id));
    ui_entry(ui, app_content(app, r->workshop, CONTENT_TITLE), small)
        row_end(app, ui, r);
}

static void day_line(App *app, Ui *ui, const SessionRow *r)
{
    ui_key(ui, id_hash(r->id) + 1);
    ui_pad(ui, 0, 8, 0, 2);
    ui_column(ui)
        ui_bold_note(ui, BODY, signing_day(app, ui, r->starts));
}

static void list(App *app, Ui *ui, const Sessions *s)
{
    bool has_days = ui->theme->shape == WIDE;
    RowRange rows = {.count = has_days ? s->line_count : s->count, .height = 26};
    ui_grow(ui, 1);
    ui_rows(ui, "Workshop dates", &rows) {
        for (int i = rows.first; i < rows.last; i++) {
            int line = has_days ? s->lines[i] : i;
            if (line < 0)
                day_line(app, ui, &s->list[-1 - line]);
            else
                session_entry(app, ui, &s->list[line]);
        }
    }
}

static void body(App *app, Ui *ui, const Sessions *s)
{
    office_top(ui)
    {
        ui_heading(ui, "Workshop dates");
        office_error(ui, &s->err);
        if (s->count <= 0) {
            ui_color(ui, INK_2);
            ui_text(ui, BODY, "There are no dates from today on.");
        }
    }
    if (s->count <= 0)
        return;
    signing_card(ui) list(app, ui, s);
    signing_pages(ui, "Workshop dates");
    if (s->all > s->count) {
        ui_color(ui, INK_2);
        ui_note(ui, SMALL,
            ui_words(ui,
                "{0, plural, one {# later date is not shown} other {# later dates are not shown}}",
                s->all - s->count));
    }
}

void screen_sessions(App *app, Ui *ui)
{
    Sessions *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true,
        .filled = MSG("{0, plural, =0 {Call sheet} one {# call} other {# calls}}"),
        .filled_icon = "phone"};
    if (s->minute != app->now / 60)
        load(app, s);
    bar.words = ui_words(ui, bar.filled, s->calls);
    if (!signing_is_tight(ui)) {
        bar.extra = MSG("What families need");
        bar.extra_icon = "people";
    }
    office_header(app, ui);
    office_main(app, ui) body(app, ui, s);
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_EXTRA)
        go(app, screen_needs);
    else if (answer == OFFICE_FILLED)
        go(app, screen_calls);
}
