/* Name: a child's or an adult's, as they write it. Nothing is looked up here. */
#include "screens/screens.h"

/* On a small glass with large letters the bar has no room for it. */
static bool is_extra_in_main(const Ui *ui)
{
    return ui->theme->shape == COMPACT && ui->theme->switches.large;
}

static void question(App *app, Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    if (!is_compact) {
        ui_steps(ui, 1, 3);
        ui_space(ui, 4);
    }
    ui_heading(ui, "What is your name, or your child’s name?");
    ui_space(ui, is_compact ? 2 : 5);
    ui_field(ui, "Name", app->guest.query.name, sizeof app->guest.query.name);
    if (!is_compact) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "First or last name. Accents and order do not matter.");
    }
    if (is_extra_in_main(ui)) {
        ui_icon(ui, "userplus");
        if (ui_button(ui, QUIET, "Not on the list?"))
            go(app, screen_stub);
    }
}

void screen_name(App *app, Ui *ui)
{
    Bar bar = {.has_back = true,
        .extra = MSG("Not on the list?"),
        .extra_icon = "userplus",
        .filled = MSG("Next"),
        .filled_icon = "next"};
    part_header(app, ui, true);
    part_main(app, ui)
    {
        part_content(app, ui) question(app, ui);
        ui_space(ui, 2);
        ui_keyboard(ui);
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : 5);
    }
    if (is_extra_in_main(ui))
        bar.extra = NULL;
    bar.is_disabled = !app->guest.query.name[0];
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_FILLED)
        go(app, screen_proof);
    else if (answer == BAR_EXTRA)
        go(app, screen_stub);
}
