/* Phone: the whole number, as it is written at home. Nothing is looked up here. */
#include "base/wipe.h"
#include "screens/screens.h"

#include <string.h>

enum { LEAST_DIGITS = 7 };

static void question(App *app, Ui *ui, void *state)
{
    (void)state;
    bool is_compact = ui->theme->shape == COMPACT, is_low = ui->theme->switches.reach;
    if (!is_compact) {
        ui_steps(ui, 1, 3);
        ui_space(ui, is_low ? 4 : 12);
    }
    ui_heading(ui, "Your whole phone number");
    if (!(is_low && ui->theme->switches.large)) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD, "The number the school has for your family.");
    }
    ui_space(ui, is_compact ? 4 : 10);
    ui_number(ui, "Phone number", app->guest.query.phone, sizeof app->guest.query.phone);
    ui_space(ui, is_compact ? 4 : 12);
    part_push_down(ui);
    ui_row(ui) {
        ui_icon(ui, "person");
        if (ui_button(ui, SECOND, "Use a name instead"))
            go(app, screen_name);
    }
}

void screen_phone(App *app, Ui *ui)
{
    HomeQuery *q = &app->guest.query;
    Bar bar = {.has_back = true, .filled = MSG("Next"), .filled_icon = "next"};
    part_header(app, ui, true);
    part_main(app, ui) part_digits(app, ui, &(Digits){.ask = question, .width = 200, .gap = 20});
    bar.is_disabled = strlen(q->phone) < LEAST_DIGITS;
    if (part_bar(app, ui, &bar) == BAR_FILLED) {
        q->way = WAY_PHONE;
        go(app, screen_proof);
    }
}
