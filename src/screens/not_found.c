/* Not found: the same for a wrong name, a wrong second fact, too many homes, and a family that
 * the office must see. Nobody leaves uncounted. */
#include "screens/screens.h"

/* A visit is counted in any case, and who signs up can write a name. */
static bool can_write(const App *app)
{
    return app->guest.errand != FOR_MY_SIGNUPS && app->guest.errand != FOR_CODE;
}

static void words(App *app, Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_disc(ui, "search", is_compact ? 22 : 40, is_compact ? 12 : 20, SKY, INK);
    ui_space(ui, is_compact ? 2 : 6);
    ui_align(ui, ALIGN_CENTER);
    ui_display(ui, "We could not find a match", is_compact ? 12 : 18);
    ui_space(ui, is_compact ? 1 : 3);
    ui_align(ui, ALIGN_CENTER);
    ui_color(ui, INK_2);
    ui_text(ui, is_compact ? SMALL : LEAD,
        can_write(app) ? MSG("Try another name or number, or write a name for us.")
                       : MSG("Try again, or ask at the desk."));
    ui_space(ui, is_compact ? 5 : 12);
}

static void ways(App *app, Ui *ui)
{
    ui_icon(ui, "userplus");
    ui_tint(ui, LEAF);
    if (can_write(app) && ui_tile(ui, "Write a name"))
        part_go_for(app, screen_stub);
    ui_icon(ui, "people");
    ui_tint(ui, SKY);
    if (app->guest.errand == FOR_VISIT && ui_tile(ui, "Just count us"))
        part_go_for(app, screen_count);
    ui_icon(ui, "lock");
    ui_tint(ui, SKY);
    if (app->guest.errand == FOR_MY_SIGNUPS && ui_tile(ui, "I have a code"))
        go(app, screen_code);
    ui_icon(ui, "bell");
    ui_tint(ui, SUN);
    if (ui_tile(ui, "Ask the office"))
        part_help(app);
}

/* After many misses the answer takes its time, so that guessing does. */
static bool is_late(App *app)
{
    int64_t left = app->late_ms - app->tick_ms;
    if (left > 0)
        app_wake(app, (int)left);
    return left > 0;
}

static void looking(App *app, Ui *ui)
{
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        part_content(app, ui) part_said(ui,
            &(Said){
                "hourglass", SKY, INK, MSG("We are looking"), MSG("This takes a few seconds.")});
    }
    part_bar(app, ui, &(Bar){0});
}

static void try_again(App *app)
{
    if (app->guest.errand == FOR_CODE)
        go(app, screen_code);
    else if (app->guest.has_home)
        part_prove(app);
    else
        part_go_for(app, screen_name);
}

void screen_not_found(App *app, Ui *ui)
{
    if (is_late(app)) {
        looking(app, ui);
        return;
    }
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        part_content(app, ui)
        {
            words(app, ui);
            part_push_down(ui);
            part_ways(ui) ways(app, ui);
            ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
        }
    }
    Bar bar = {.has_back = true, .filled = MSG("Try again"), .filled_icon = "undo"};
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        try_again(app);
}
