/* What the staff's screens share. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/office.h"

#include <stdio.h>

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

void office_begin(App *app)
{
    if (app->open_count)
        app->guest.event = app->open[0].id;
    go(app, app->device.role == ROLE_DESK && app->open_count ? screen_desk : screen_staff);
}

/* --- header -------------------------------------------------------------------------------- */

/* A desk has a keyboard, so there the pill says its key. */
static const char *who(const App *app, Ui *ui)
{
    static const char *const IDS[] = {[STAFF_DESK] = MSG("{0}, desk"),
        [STAFF_OFFICE] = MSG("{0}, office"),
        [STAFF_ADMINISTRATOR] = MSG("{0}, administrator")};
    const Staff *staff = &app->guest.staff;
    const char *words = ui_words(ui, IDS[staff->role], staff->name);
    bool has_room = ui->theme->shape != TALL && !app->switches.large;
    if (app->device.role != ROLE_DESK || !has_room)
        return words;
    /* TRANSLATORS: who is signed in, and the key that locks */
    return ui_words(ui, "{0} · F12", words);
}

/* The records may be gone, and with them the time zone: then there is no clock. */
static void clock_words(App *app, Ui *ui)
{
    char words[64];
    if (!app->store)
        return;
    format_date(app->formats, app->language, words, sizeof words, FORMAT_TIME, app->now);
    ui_bold_note(ui, ui->theme->shape == WIDE ? LEAD : BODY, words);
}

void office_header(App *app, Ui *ui)
{
    float margin = ui->theme->margin;
    bool is_wide = ui->theme->shape == WIDE, is_low = ui->theme->switches.reach;
    ui_height(ui, is_compact(ui) ? 25 : 28);
    ui_pad(ui, margin, is_compact(ui) ? 1 : 2, margin, 0);
    ui_gap(ui, 5);
    ui_row(ui) {
        ui_picture(ui, "logo", "", 16, 16);
        ui_grow(ui, 1);
        if (is_wide || !app->guest.level)
            ui_bold_note(ui, is_wide ? LEAD : BODY, app->school);
        else
            ui_space(ui, 0);
        clock_words(app, ui);
        if (app->guest.level >= DESK && !is_low) {
            ui_icon(ui, "lock");
            if (ui_button_words(ui, PILL, "Lock", who(app, ui)))
                go_home(app);
        } else if (app->guest.level >= DESK) {
            ui_bold_note(ui, is_wide ? BODY : SMALL, who(app, ui));
        }
    }
}

/* --- main ---------------------------------------------------------------------------------- */

void office_open_main(App *app, Ui *ui)
{
    float margin = ui->theme->margin;
    (void)app;
    ui_grow(ui, 1);
    ui_pad(ui, margin, is_compact(ui) ? 1 : 4, margin, 0);
    ui_open(ui, DOWN);
}

void office_open_content(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    if (app->switches.large || is_compact(ui))
        ui_open_scroll(ui, "On this page");
    else
        ui_open(ui, DOWN);
}

static bool is_cramped(const App *app, const Ui *ui)
{
    return app->switches.large && ui->theme->shape != TALL;
}

void office_open_filling(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    if (is_cramped(app, ui))
        ui_open_scroll(ui, "On this page");
    else
        ui_open(ui, DOWN);
}

void office_fill(App *app, Ui *ui)
{
    if (is_cramped(app, ui) && !ui->theme->switches.reach)
        ui_height(ui, is_compact(ui) ? 110 : 160);
    else
        ui_grow(ui, 1);
}

float office_out_of_reach(const Ui *ui)
{
    float above = is_compact(ui) ? 26 : 32; /* the header, and main's own edge */
    return ui->theme->height * 0.4F - above;
}

void office_open_top(Ui *ui)
{
    if (ui->theme->switches.reach)
        ui_height(ui, office_out_of_reach(ui));
    ui_open(ui, DOWN);
}

/* --- bar ----------------------------------------------------------------------------------- */

static OfficeAnswer bar_start(App *app, Ui *ui, const OfficeBar *bar)
{
    OfficeAnswer answer = OFFICE_NOTHING;
    if (bar->has_back) {
        ui_icon(ui, "arrow");
        const char *words = bar->back ? bar->back : MSG("Back");
        if (ui_button_words(ui, SECOND, "Back", language_text(ui->language, words)))
            answer = OFFICE_BACK; /* Escape too, whatever the words are */
    }
    if (answer && !bar->takes_back)
        go_back(app);
    if (bar->has_help) {
        ui_icon(ui, "help");
        if (ui_button(ui, QUIET, "Help"))
            app->screens->help(app);
    }
    ui_icon(ui, "access");
    bool is_short = is_compact(ui) || app->switches.large;
    if (ui_button_words(ui, QUIET, "Easier to use",
            language_text(ui->language, is_short ? MSG("Easier") : MSG("Easier to use"))))
        app->over = OVER_EASIER;
    if (app->guest.level >= DESK && ui->theme->switches.reach) { /* the header is too high */
        ui_icon(ui, "lock");
        if (ui_button(ui, QUIET, "Lock"))
            go_home(app);
    }
    return answer;
}

/* Where the bar has no room for it. */
static bool has_toast_above(const Ui *ui)
{
    return is_compact(ui) || ui->theme->switches.large || ui->theme->shape == TALL;
}

static bool toast_above(Ui *ui, const OfficeBar *bar)
{
    bool is_undone = false;
    if (!bar->toast || !bar->toast->is_said || !has_toast_above(ui))
        return false;
    ui_pad(ui, ui->theme->margin, 0, ui->theme->margin, 0);
    ui_along(ui, SPREAD_END);
    ui_row(ui)
        is_undone = ui_toast(ui, bar->toast, bar->toast_words);
    return is_undone;
}

static OfficeAnswer bar_end(Ui *ui, const OfficeBar *bar)
{
    bool is_tall = ui->theme->shape == TALL;
    OfficeAnswer answer = OFFICE_NOTHING;
    if (!has_toast_above(ui) && bar->toast && ui_toast(ui, bar->toast, bar->toast_words))
        answer = OFFICE_UNDO;
    if (bar->extra) {
        ui_icon(ui, bar->extra_icon);
        if (ui_button(ui, SECOND, bar->extra))
            answer = OFFICE_EXTRA;
    }
    if (!bar->filled)
        return answer;
    if (is_tall)
        ui_fill(ui, 1);
    ui_least(ui, is_compact(ui) ? 56 : 90);
    ui_height(ui, is_tall ? 28 : is_compact(ui) ? 22 : 26);
    ui_icon(ui, bar->filled_icon);
    ui_disabled(ui, bar->is_disabled);
    const char *words = bar->words ? bar->words : language_text(ui->language, bar->filled);
    if (ui_button_words(ui, FILLED, bar->filled, words))
        answer = OFFICE_FILLED;
    return answer;
}

static OfficeAnswer tall_bar(App *app, Ui *ui, const OfficeBar *bar)
{
    OfficeAnswer end = OFFICE_NOTHING, start = OFFICE_NOTHING;
    bool is_low = ui->theme->switches.reach;
    ui_pad(ui, ui->theme->margin, is_low ? 3 : 6, ui->theme->margin, is_low ? 4 : 8);
    ui_gap(ui, 5);
    ui_column(ui) {
        if (bar->extra || bar->filled || bar->toast) {
            ui_gap(ui, 6);
            ui_row(ui)
                end = bar_end(ui, bar);
        }
        ui_gap(ui, 4);
        if (!bar->has_back)
            ui_pad(ui, -5, 0, 0, 0); /* the first icon stands on the margin */
        ui_row(ui)
            start = bar_start(app, ui, bar);
    }
    return end ? end : start;
}

OfficeAnswer office_bar(App *app, Ui *ui, const OfficeBar *bar)
{
    OfficeAnswer end = OFFICE_NOTHING, answer = OFFICE_NOTHING;
    float margin = ui->theme->margin;
    bool is_undone = toast_above(ui, bar);
    if (ui->theme->shape == TALL) {
        answer = tall_bar(app, ui, bar);
        return is_undone ? OFFICE_UNDO : answer;
    }
    ui_height(ui, is_compact(ui) ? 27 : 36);
    float start = bar->has_back ? margin : margin - (is_compact(ui) ? 2 : 5);
    ui_pad(ui, start, 0, margin, is_compact(ui) ? 3 : 4);
    ui_gap(ui, is_compact(ui) ? 1 : 4);
    ui_row(ui) {
        answer = bar_start(app, ui, bar);
        ui_grow(ui, 1);
        ui_space(ui, 0);
        ui_gap(ui, is_compact(ui) ? 2 : 6);
        ui_row(ui)
            end = bar_end(ui, bar);
    }
    return is_undone ? OFFICE_UNDO : end ? end : answer;
}

void office_dialog_place(Ui *ui)
{
    bool is_low = ui->theme->switches.reach;
    ui_along(ui, is_low ? SPREAD_END : SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    if (is_low)
        ui_pad(ui, 0, 0, 0, 3);
}

const char *office_beside(const char *const *texts, int count, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < count && used < size; i++)
        if (texts[i][0])
            used += (size_t)snprintf(
                out + used, size - used, "%s\u2068%s\u2069", used ? " · " : "", texts[i]);
    return out;
}

/* --- what is done -------------------------------------------------------------------------- */

AuditBy office_by(const App *app)
{
    return (AuditBy){.at = app->now, .kiosk = app->kiosk, .staff = app->guest.staff.id};
}

void office_error(Ui *ui, const Err *err)
{
    if (err->code)
        ui_banner(ui, PROBLEM, "alert", err_message(err->code));
}

bool office_why(Ui *ui, const Err *err, const OfficeWhy *why, int count)
{
    for (int i = 0; err->code && i < count; i++)
        if (why[i].code == err->code) {
            ui_banner_more(
                ui, PROBLEM, "alert", why[i].id, language_text(ui->language, why[i].more));
            return true;
        }
    return !err->code;
}

void office_say(App *app, const Act *act)
{
    char *who = app->guest.act.who;
    app->guest.act = *act;
    char *rest = who + strcspn(who, ";"); /* of two surnames the first: the bar has one line */
    wipe(rest, strlen(rest));
    toast_say(&app->ui, &app->guest.act.toast);
}

int64_t office_at(const App *app)
{
    return app->guest.on_paper ? app->guest.on_paper : app->now;
}

void office_begin_visit(App *app, Visit *visit, VisitMethod method)
{
    visit->id = store_new_id(app->store, app->now);
    visit->event = app->guest.event;
    visit->arrived = office_at(app);
    visit->day = zone_day(app->zone, visit->arrived);
    visit->method = app->guest.on_paper ? METHOD_PAPER : method;
    utf8_copy(visit->kiosk, sizeof visit->kiosk, app->kiosk);
    if (!visit->language[0])
        utf8_copy(visit->language, sizeof visit->language, app->language->tag);
}
