/* What stands over a screen: help, languages, easier to use; and "Are you still there?", which
 * covers the whole glass. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/help.h"

void part_dialog_box(Ui *ui, float width)
{
    float most = ui->theme->width - 2 * ui->theme->margin;
    ui_width(ui, width < most ? width : most);
    bool is_dense = ui->theme->shape == COMPACT || ui->theme->switches.reach;
    float above = is_dense ? 5 : 10;
    ui_pad(ui, 10, above, 10, above);
    ui_gap(ui, is_dense ? 3 : 6);
}

void part_dialog_place(Ui *ui)
{
    if (!ui->theme->switches.reach)
        return;
    ui_along(ui, SPREAD_END);
    ui_pad(ui, 0, 0, 0, 3);
}

bool part_call(App *app, const char *screen)
{
    Err err = {0};
    HelpCall call = {.at = app->now};
    utf8_copy(call.kiosk, sizeof call.kiosk, app->kiosk);
    utf8_copy(call.screen, sizeof call.screen, screen);
    utf8_copy(call.language, sizeof call.language, app->language->tag);
    if (help_call(app->store, &call, &err))
        return true;
    log_line(LOG_PROBLEM, "call for help not kept: %s", err.detail);
    return false;
}

void part_help(App *app)
{
    part_call(app, app_screen_name(app));
    app->over = OVER_HELP;
}

/* A dialog of ours: a question, what is in it, and the way out. */
static void help(App *app, Ui *ui)
{
    part_dialog_place(ui);
    ui_dialog(ui, "Do you need help?") {
        part_dialog_box(ui, 264);
        ui_card(ui) {
            ui_heading(ui, "Do you need help?");
            ui_text(ui, BODY, "Ask at the office desk. Someone there will help you.");
            ui_icon(ui, "check");
            if (ui_button(ui, FILLED, "Close"))
                app->over = OVER_NOTHING;
        }
    }
}

/* Every language there is, each by its own name. */
static void language_list(App *app, Ui *ui)
{
    int columns = ui->theme->switches.large || ui->theme->shape == TALL ? 2 : 3;
    int count = app->languages->count, rows = (count + columns - 1) / columns;
    float row = ui->theme->target + 4, most = ui->theme->height * 0.42F;
    ui_height(ui, row * (float)rows < most ? row * (float)rows : most);
    ui_scroll(ui, "Choose your language") {
        ui_gap(ui, 4);
        ui_grid(ui, columns) {
            for (int i = 0; i < count; i++) {
                const Language *l = &app->languages->list[i];
                ui_key(ui, part_language_key(l));
                ui_language(ui, l);
                ui_icon(ui, "");
                if (ui_chip(ui, l->own_name, l == app->language)) {
                    app_choose_language(app, l);
                    app->over = OVER_NOTHING;
                }
            }
        }
    }
}

static void languages(App *app, Ui *ui)
{
    part_dialog_place(ui);
    ui_dialog(ui, "Choose your language") {
        part_dialog_box(ui, 264);
        ui_card(ui) {
            ui_heading(ui, "Choose your language");
            language_list(app, ui);
            ui_icon(ui, "close");
            if (ui_button(ui, SECOND, "Close"))
                app->over = OVER_NOTHING;
        }
    }
}

static bool switches(App *app, Ui *ui)
{
    bool has_changed = false;
    ui_gap(ui, 6);
    bool is_low = ui->theme->switches.reach;
    ui_grid(ui, ui->theme->shape == TALL ? (is_low ? 2 : 1) : is_low ? 4 : 2) {
        ui_icon(ui, "text");
        has_changed |= ui_toggle(ui, "Large text", "", &app->switches.large);
        ui_icon(ui, "contrast");
        has_changed |= ui_toggle(ui, "Strong contrast", "", &app->switches.contrast);
        if (ui->theme->shape != COMPACT) {
            ui_icon(ui, "reach");
            has_changed |= ui_toggle(ui, "Low reach", "", &app->switches.reach);
        }
        ui_icon(ui, "hourglass");
        has_changed |= ui_toggle(ui, "More time", "", &app->switches.slow);
    }
    return has_changed;
}

static void easier(App *app, Ui *ui)
{
    part_dialog_place(ui);
    ui_dialog(ui, "Easier to use") {
        part_dialog_box(ui, ui->theme->switches.reach ? 456 : 264);
        ui_card(ui) {
            ui_heading(ui, "Easier to use");
            if (switches(app, ui))
                app_resize(app, app->width_px, app->height_px, app->diagonal);
            ui_icon(ui, "check");
            if (ui_button(ui, FILLED, "Close"))
                app->over = OVER_NOTHING;
        }
    }
}

void part_over(App *app, Ui *ui)
{
    if (app->over == OVER_HELP)
        help(app, ui);
    else if (app->over == OVER_LANGUAGES)
        languages(app, ui);
    else if (app->over == OVER_EASIER)
        easier(app, ui);
}

/* The countdown, a question, and two ways to answer it. */
static void still_there_words(App *app, Ui *ui)
{
    int left = IDLE_WARNING - (int)((app->tick_ms - app->warned_ms) / 1000);
    bool is_small = ui->theme->shape == COMPACT;
    ui_ring(ui, (float)left / IDLE_WARNING, left, "{0, plural, one {second} other {seconds}}");
    ui_space(ui, is_small ? 0 : 8);
    ui_align(ui, ALIGN_CENTER);
    ui_display(ui, "Are you still there?", is_small ? 12 : 18);
    ui_space(ui, is_small ? 0 : 3);
    ui_align(ui, ALIGN_CENTER);
    ui_color(ui, INK_2);
    ui_text(ui, is_small ? SMALL : LEAD, "To keep your details private, we clear this screen.");
    ui_space(ui, is_small ? 1 : 16);
}

static void still_there_buttons(App *app, Ui *ui)
{
    ui_height(ui, ui->theme->shape == COMPACT ? 24 : 32);
    ui_icon(ui, "exit");
    if (ui_button(ui, SECOND, "I am finished"))
        go_home(app);
    ui_height(ui, ui->theme->shape == COMPACT ? 24 : 32);
    ui_least(ui, ui->theme->shape == COMPACT ? 80 : 130);
    ui_icon(ui, "clock");
    if (ui_button(ui, FILLED, "I need more time")) {
        app->warned_ms = 0;
        app->touched_ms = app->tick_ms;
    }
}

void part_still_there(App *app, Ui *ui)
{
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    ui_dialog(ui, "Are you still there?") {
        still_there_words(app, ui);
        if (ui->theme->shape == TALL) {
            ui_gap(ui, 5);
            ui_column(ui)
                still_there_buttons(app, ui);
        } else {
            ui_gap(ui, 6);
            ui_row(ui)
                still_there_buttons(app, ui);
        }
    }
}
