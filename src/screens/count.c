/* Just count us: how many, without a name. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/headcounts.h"

enum { MOST = 20 };

typedef struct {
    bool is_begun;
    int adults, children;
    Id id; /* made once, so that trying again counts once */
    Err err;
} Count;

static void keep(App *app, Count *s)
{
    Headcount count = {.id = s->id,
        .event = app->guest.event,
        .at = app->now,
        .day = zone_day(app->zone, app->now),
        .adults = s->adults,
        .children = s->children};
    utf8_copy(count.language, sizeof count.language, app->language->tag);
    utf8_copy(count.kiosk, sizeof count.kiosk, app->kiosk);
    if (headcounts_add(app->store, &count, err_clear(&s->err))) {
        app->guest.is_served = true;
        go(app, screen_counted);
    } else {
        log_line(LOG_PROBLEM, "headcount not kept: %s", s->err.detail);
    }
}

static void steppers(Ui *ui, Count *s)
{
    bool is_compact = ui->theme->shape == COMPACT, is_tall = ui->theme->shape == TALL;
    ui_pad(ui, is_compact ? 5 : 10, is_compact ? 4 : 20, is_compact ? 5 : 10, is_compact ? 4 : 20);
    ui_card(ui) {
        ui_gap(ui, is_compact ? 5 : 14);
        ui_cross(ui, SPREAD_STRETCH);
        if (is_tall)
            ui_open(ui, DOWN);
        else
            ui_open(ui, ACROSS);
        ui_enter(ui);
        ui_grow(ui, is_tall ? 0 : 1);
        ui_icon(ui, is_compact ? NULL : "person");
        /* TRANSLATORS: how many grown-ups, beside minus and plus */
        ui_stepper(ui, "Adults", &s->adults, 0, MOST);
        ui_line(ui, is_tall ? ACROSS : DOWN);
        ui_grow(ui, is_tall ? 0 : 1);
        ui_icon(ui, is_compact ? NULL : "child");
        ui_stepper(ui, "Children", &s->children, 0, MOST);
        ui_close(ui);
    }
}

void screen_count(App *app, Ui *ui)
{
    Count *s = screen_state(app, sizeof *s);
    bool is_compact = ui->theme->shape == COMPACT;
    if (!s->is_begun)
        *s = (Count){
            .is_begun = true, .adults = 1, .children = 1, .id = store_new_id(app->store, app->now)};
    part_header(app, ui, true);
    part_main(app, ui)
    {
        part_content(app, ui)
        {
            ui_heading(ui, "How many are you?");
            ui_space(ui, 3);
            ui_color(ui, INK_2);
            ui_text(ui, is_compact ? SMALL : LEAD, "We write down no name.");
            if (!is_compact)
                ui_grow(ui, 1);
            ui_space(ui, is_compact ? 3 : 10);
            steppers(ui, s);
            if (!is_compact && !ui->theme->switches.reach)
                ui_grow(ui, 2);
            ui_space(ui, 0);
            part_error(ui, &s->err);
        }
        ui_space(ui, 3);
    }
    Bar bar = {.has_back = true, .filled = MSG("Count us"), .filled_icon = "check"};
    bar.is_disabled = s->adults + s->children == 0;
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        keep(app, s);
}
