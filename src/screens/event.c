/* Event: which of those that are open now. Shown only when there are several. */
#include "screens/screens.h"

static void choice(App *app, Ui *ui, const Event *event)
{
    ui_key(ui, id_hash(event->id));
    ui_icon(ui, "calendar");
    if (ui_choice(ui, DOT, app_content(app, event->id, CONTENT_TITLE),
            app->switches.large ? "" : part_times_and_place(app, ui, event), false)) {
        app->guest.has_occasion = true;
        app->guest.event = event->id;
        part_next(app);
    }
}

static void other(App *app, Ui *ui)
{
    ui_key(ui, 1);
    if (ui_choice(ui, DOT, language_text(ui->language, MSG("Something else")), "", false))
        go(app, screen_visit);
}

/* With large letters or on a small glass all of the page scrolls already. */
static void choices(App *app, Ui *ui)
{
    if (app->switches.large || ui->theme->shape == COMPACT) {
        ui_gap(ui, 4);
        ui_open(ui, DOWN);
    } else {
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_open_scroll(ui, "What are you here for?");
    }
    ui_enter(ui);
    for (int i = 0; i < app->open_count; i++)
        choice(app, ui, &app->open[i]);
    other(app, ui);
    ui_close(ui);
}

void screen_event(App *app, Ui *ui)
{
    part_header(app, ui, true);
    part_main(app, ui)
    {
        part_content(app, ui)
        {
            ui_heading(ui, "What are you here for?");
            ui_space(ui, ui->theme->shape == COMPACT ? 3 : 6);
            part_push_down(ui);
            choices(app, ui);
        }
        ui_space(ui, 3);
    }
    part_bar(app, ui, &(Bar){.has_back = true});
}
