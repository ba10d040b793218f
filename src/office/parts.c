/* What the staff's screens share. */
#include "base/log.h"
#include "office/office.h"

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

/* --- header -------------------------------------------------------------------------------- */

static const char *who(Ui *ui, const Staff *staff)
{
    static const char *const IDS[] = {[STAFF_DESK] = MSG("{0}, desk"),
        [STAFF_OFFICE] = MSG("{0}, office"),
        [STAFF_ADMINISTRATOR] = MSG("{0}, administrator")};
    return ui_words(ui, IDS[staff->role], staff->name);
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
    bool is_wide = ui->theme->shape == WIDE;
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
        if (app->guest.level >= DESK) {
            ui_gap(ui, 2);
            ui_row(ui) {
                ui_symbol(ui, "lock", 8, INK);
                ui_bold_note(ui, is_wide ? BODY : SMALL, who(ui, &app->guest.staff));
            }
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

/* --- bar ----------------------------------------------------------------------------------- */

static void bar_start(App *app, Ui *ui, const OfficeBar *bar)
{
    if (bar->has_back) {
        ui_icon(ui, "arrow");
        if (ui_button(ui, SECOND, "Back"))
            go_back(app);
    }
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
}

static bool bar_end(App *app, Ui *ui, const OfficeBar *bar)
{
    bool is_tall = ui->theme->shape == TALL, is_touched = false;
    if (bar->extra) {
        ui_icon(ui, bar->extra_icon);
        is_touched = ui_button(ui, QUIET, bar->extra);
    }
    if (app->guest.level < DESK)
        return is_touched;
    if (is_tall)
        ui_fill(ui, 1);
    ui_least(ui, is_compact(ui) ? 56 : 90);
    ui_height(ui, is_tall ? 28 : is_compact(ui) ? 22 : 26);
    ui_icon(ui, "lock");
    if (ui_button(ui, FILLED, "Lock"))
        go_home(app);
    return is_touched;
}

static bool tall_bar(App *app, Ui *ui, const OfficeBar *bar)
{
    bool is_touched = false, is_low = ui->theme->switches.reach;
    ui_pad(ui, ui->theme->margin, is_low ? 3 : 6, ui->theme->margin, is_low ? 4 : 8);
    ui_gap(ui, 5);
    ui_column(ui) {
        if (bar->extra || app->guest.level >= DESK) {
            ui_gap(ui, 6);
            ui_row(ui)
                is_touched = bar_end(app, ui, bar);
        }
        ui_gap(ui, 4);
        if (!bar->has_back)
            ui_pad(ui, -5, 0, 0, 0); /* the first icon stands on the margin */
        ui_row(ui)
            bar_start(app, ui, bar);
    }
    return is_touched;
}

bool office_bar(App *app, Ui *ui, const OfficeBar *bar)
{
    bool is_touched = false;
    float margin = ui->theme->margin;
    if (ui->theme->shape == TALL)
        return tall_bar(app, ui, bar);
    ui_height(ui, is_compact(ui) ? 27 : 36);
    float start = bar->has_back ? margin : margin - (is_compact(ui) ? 2 : 5);
    ui_pad(ui, start, 0, margin, is_compact(ui) ? 3 : 4);
    ui_gap(ui, is_compact(ui) ? 1 : 4);
    ui_row(ui) {
        bar_start(app, ui, bar);
        ui_grow(ui, 1);
        ui_space(ui, 0);
        ui_gap(ui, is_compact(ui) ? 2 : 6);
        ui_row(ui)
            is_touched = bar_end(app, ui, bar);
    }
    return is_touched;
}
