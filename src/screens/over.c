/* What stands over a screen: help, languages, easier to use; and "Are you still there?", which
 * covers the whole glass. */
#include "screens/screens.h"

static void open_box(Ui *ui, float width)
{
    float most = ui->theme->width - 2 * ui->theme->margin;
    ui_width(ui, width < most ? width : most);
    ui_pad(ui, 10, 10, 10, 10);
    ui_gap(ui, 6);
}

/* A dialog of ours: a question, what is in it, and the way out. */
static void help(App *app, Ui *ui)
{
    ui_dialog(ui, "Do you need help?")
    {
        open_box(ui, 264);
        ui_card(ui)
        {
            ui_heading(ui, "Do you need help?");
            ui_text(ui, BODY, "Ask at the office desk. Someone there will help you.");
            ui_icon(ui, "check");
            if (ui_button(ui, FILLED, "Close"))
                app->over = OVER_NOTHING;
        }
    }
}

static void languages(App *app, Ui *ui)
{
    ui_dialog(ui, "Choose your language")
    {
        open_box(ui, 264);
        ui_card(ui)
        {
            ui_heading(ui, "Choose your language");
            ui_gap(ui, 4);
            ui_grid(ui, 3)
            {
                for (int i = 0; i < app->welcomed_count; i++) {
                    const Language *l = app->welcomed[i];
                    ui_key(ui, (uint64_t)i + 1);
                    ui_language(ui, l);
                    if (ui_chip(ui, l->own_name, l == app->language)) {
                        app_language(app, l);
                        app->over = OVER_NOTHING;
                    }
                }
            }
            ui_icon(ui, "close");
            if (ui_button(ui, SECOND, "Close"))
                app->over = OVER_NOTHING;
        }
    }
}

static void easier(App *app, Ui *ui)
{
    ui_dialog(ui, "Easier to use")
    {
        open_box(ui, 264);
        ui_card(ui)
        {
            ui_heading(ui, "Easier to use");
            ui_icon(ui, "text");
            bool has_changed = ui_toggle(ui, "Large text", "", &app->switches.large);
            ui_icon(ui, "contrast");
            has_changed |= ui_toggle(ui, "Strong contrast", "", &app->switches.contrast);
            ui_icon(ui, "hourglass");
            has_changed |= ui_toggle(ui, "More time", "", &app->switches.slow);
            if (has_changed)
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
    ui_ring(ui, (float)left / IDLE_WARNING, left,
        "{0, plural, one {second} other {seconds}}");
    ui_space(ui, is_small ? 1 : 8);
    ui_align(ui, ALIGN_CENTER);
    ui_display(ui, "Are you still there?", is_small ? 12 : 18);
    ui_space(ui, 3);
    ui_align(ui, ALIGN_CENTER);
    ui_color(ui, INK_2);
    ui_text(ui, is_small ? SMALL : LEAD, "To keep your details private, we clear this screen.");
    ui_space(ui, is_small ? 3 : 16);
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
        ui->has_acted = true;
    }
}

void part_still_there(App *app, Ui *ui)
{
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    ui_dialog(ui, "Are you still there?")
    {
        still_there_words(app, ui);
        if (ui->theme->shape == TALL) {
            ui_gap(ui, 5);
            ui_column(ui) still_there_buttons(app, ui);
        } else {
            ui_gap(ui, 6);
            ui_row(ui) still_there_buttons(app, ui);
        }
    }
}
