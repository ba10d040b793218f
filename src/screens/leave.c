/* Leaving: the number that was given, or the card. Nothing is shown of whoever has it. */
#include "base/log.h"
#include "screens/screens.h"

#include <stdlib.h>

typedef struct {
    char number[5];
} Leave;

static void leave(App *app, const Leave *s)
{
    Visit visit = {0};
    Err err = {0};
    if (!visits_numbered(
            app->store, zone_day(app->zone, app->now), atoi(s->number), &visit, &err) &&
        err.code != ERR_NOT_FOUND)
        log_line(LOG_PROBLEM, "leaving: %s", err.detail);
    part_leave(app, visit.id);
}

static void question(App *app, Ui *ui, void *state)
{
    Leave *s = state;
    bool is_compact = ui->theme->shape == COMPACT;
    ui_space(ui, is_compact || ui->theme->switches.reach ? 2 : 16);
    ui_heading(ui, "What is your number?");
    if (!is_compact || !app->switches.large) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD,
            "You got it when you came. Or hold your card in front of the scanner.");
    }
    ui_space(ui, is_compact ? 4 : 10);
    if (ui_number(ui, "Your number", s->number, sizeof s->number))
        app->guest.has_missed = false;
    ui_space(ui, is_compact ? 2 : 6);
    if (app->guest.has_missed)
        ui_banner(ui, PROBLEM, "alert", "We could not find a match");
}

void screen_leave(App *app, Ui *ui)
{
    Leave *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true, .filled = MSG("I am leaving"), .filled_icon = "exit"};
    part_header(app, ui, true);
    part_main(app, ui)
        part_digits(app, ui, &(Digits){.ask = question, .state = s, .width = 200, .gap = 20});
    bool is_late = app->tick_ms < app->late_ms;
    if (is_late)
        app_wake(app, (int)(app->late_ms - app->tick_ms));
    bar.is_disabled = !s->number[0] || is_late;
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        leave(app, s);
}
