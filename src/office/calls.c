/* Calls: the families to ring, what runs out first at the top. One touch says that it was done. */
#include "store/calls.h"
#include "base/log.h"
#include "base/utf8.h"
#include "office/signing.h"

enum { SEEN = 24 };

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    bool has_looked;
    CallRow seen[SEEN];
    int from, held, count; /* seen is of these, from this one so many */
    Toast toast;
    Id last;
    char name[SIGNED_NAME]; /* of the last */
    Err err;
} Calls;

/* --- reading and doing ----------------------------------------------------------------------- */

static void fail(Calls *s)
{
    log_line(LOG_PROBLEM, "calls: %s", s->err.detail);
    s->count = s->held = 0;
}

static void read_seen(App *app, Calls *s, int from)
{
    s->from = from;
    s->count = calls_list(app->store, app->now, from, s->seen, SEEN, &s->err);
    if (s->count < 0) {
        fail(s);
        return;
    }
    s->held = s->count - from < SEEN ? s->count - from : SEEN;
    s->held = s->held > 0 ? s->held : 0;
}

/* A look that cannot be noted shows nothing. */
static void load(App *app, Calls *s)
{
    AuditBy by = office_by(app);
    s->minute = app->now / 60;
    err_clear(&s->err);
    if (!s->has_looked)
        s->has_looked = audit_add(app->store, &by, "calls.looked", "", "", &s->err);
    if (!s->has_looked || signups_settle(app->store, (Id){0}, app->now, &s->err) < 0) {
        fail(s);
        return;
    }
    read_seen(app, s, s->from);
}

static bool call(App *app, Calls *s, Id signup, bool is_called)
{
    Err err = {0};
    AuditBy by = office_by(app);
    bool is_kept = placing_call(app->store, &by, signup, is_called, &err);
    load(app, s);
    if (is_kept)
        return true;
    log_line(LOG_PROBLEM, "calls: %s", err.detail);
    s->err = err;
    return false;
}

static void called(App *app, Calls *s, const CallRow *row)
{
    CallRow it = *row;
    s->toast = (Toast){0};
    if (!call(app, s, it.signup, true))
        return;
    s->last = it.signup;
    utf8_copy(s->name, sizeof s->name, it.name);
    toast_say(&app->ui, &s->toast);
}

/* --- the list ------------------------------------------------------------------------------- */

static const char *why(App *app, Ui *ui, const CallRow *row)
{
    if (row->why == CALL_OFFER)
        return ui_words(ui, "Places until {0}", signing_when(app, ui, row->until));
    return language_text(
        ui->language, row->why == CALL_WITHDRAWN ? MSG("Called off") : MSG("Cancelled by us"));
}

/* Whom to ask for in which language, and where. */
static void number(App *app, Ui *ui, const CallRow *row)
{
    ui_gap(ui, 0);
    ui_cross(ui, SPREAD_END);
    ui_column(ui) {
        if (row->phone[0])
            ui_bold_value(ui, BODY, signing_phone(ui, row->phone));
        else
            ui_text(ui, BODY, "no phone");
        ui_value(ui, SMALL, signing_language(app, ui, row->language));
    }
}

static void row_end(App *app, Ui *ui, Calls *s, const CallRow *row)
{
    static const Tone KINDS[] = {
        [CALL_OFFER] = ALREADY, [CALL_WITHDRAWN] = PROBLEM, [CALL_CANCELLED] = INFO};
    static const char *const ICONS[] = {
        [CALL_OFFER] = "bell", [CALL_WITHDRAWN] = "alert", [CALL_CANCELLED] = "close"};
    if (ui->theme->shape == WIDE)
        ui_tag(ui, KINDS[row->why], ICONS[row->why], why(app, ui, row));
    if (!signing_is_tight(ui))
        number(app, ui, row);
    ui_icon(ui, "phone");
    if (ui_button(ui, SECOND, "Called"))
        called(app, s, row);
    ui_icon(ui, "next");
    if (ui_icon_button(ui, "Open this sign-up"))
        go_to(app, screen_signed, row->signup);
}

static void call_entry(App *app, Ui *ui, Calls *s, const CallRow *row)
{
    const char *small = ui_words(ui, "{0}, {1}", app_content(app, row->workshop, CONTENT_TITLE),
        signing_when(app, ui, row->starts));
    if (signing_is_tight(ui))
        small = ui_words(ui, "{0}, {1}",
            row->phone[0] ? signing_phone(ui, row->phone)
                          : language_text(ui->language, MSG("no phone")),
            signing_language(app, ui, row->language));
    else if (ui->theme->shape != WIDE)
        small = ui_words(ui, "{0}: {1}", why(app, ui, row), small);
    ui_key(ui, id_hash(row->signup));
    ui_entry(ui, row->name, small)
        row_end(app, ui, s, row);
}

static void list(App *app, Ui *ui, Calls *s)
{
    RowRange rows = {.count = s->count, .height = ui->theme->shape == WIDE ? 26 : 34};
    ui_grow(ui, 1);
    ui_rows(ui, "Call sheet", &rows) {
        if (rows.first < s->from || rows.last > s->from + s->held)
            read_seen(app, s, rows.first);
        for (int i = rows.first; i < rows.last; i++)
            if (i >= s->from && i < s->from + s->held)
                call_entry(app, ui, s, &s->seen[i - s->from]);
    }
}

static void body(App *app, Ui *ui, Calls *s)
{
    office_top(ui)
    {
        ui_heading(ui, "Call sheet");
        ui_space(ui, 2);
        office_error(ui, &s->err);
        if (!s->count && !s->err.code) {
            ui_color(ui, INK_2);
            ui_text(ui, BODY, "Nobody needs to be called.");
        }
    }
    if (!s->count)
        return;
    signing_card(ui) list(app, ui, s);
    signing_pages(ui, "Call sheet");
}

void screen_calls(App *app, Ui *ui)
{
    Calls *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true,
        .toast = &s->toast,
        .filled = MSG("Save as a table"),
        .filled_icon = "save",
        .is_disabled = office_is_saving(app)};
    if (s->minute != app->now / 60)
        load(app, s);
    bool has_room = ui->theme->shape == WIDE && !ui->theme->switches.large;
    bar.toast_words = has_room ? ui_words(ui, "{0}: called", s->name)
                               : language_text(ui->language, MSG("Called"));
    office_header(app, ui);
    office_main(app, ui)
    {
        office_saving(app, ui);
        body(app, ui, s);
    }
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_FILLED)
        office_save(app, &SAVE_CALLS, NULL);
    if (answer != OFFICE_UNDO)
        return;
    s->toast = (Toast){0};
    call(app, s, s->last, false);
}
