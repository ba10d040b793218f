/* The shelf: what there is to take home, by topic. A topic opens at the first of its codes. */
#include "store/resources.h"
#include "base/log.h"
#include "screens/screens.h"

enum { SHELF = 10 };

typedef struct {
    const Topic *topic;
    Id first;
} Stand;

typedef struct {
    bool is_loaded;
    Stand stands[SHELF];
    int count, from; /* the first that is shown */
    Err err;
} Shelf;

static void load(App *app, Shelf *s)
{
    int topics;
    const Topic *topic = part_topics(&topics);
    s->is_loaded = true;
    for (int i = 0; i < topics && s->count < SHELF && !s->err.code; i++) {
        Stand *stand = &s->stands[s->count];
        stand->topic = &topic[i];
        s->count +=
            resources_of(app->store, topic[i].name, app->now, &stand->first, 1, &s->err) > 0;
    }
    if (s->err.code)
        log_line(LOG_PROBLEM, "the shelf: %s", s->err.detail);
}

/* How a topic stands on the shelf: its picture above its words, or beside them. */
typedef struct {
    int columns;
    float height;
    bool is_high;
    int most; /* at once */
} Way;

static Way way(const App *app, const Ui *ui)
{
    bool is_low = ui->theme->switches.reach, is_large = app->switches.large;
    switch (ui->theme->shape) {
    case COMPACT:
        return (Way){is_large ? 3 : 5, 48, true, SHELF};
    case TALL:
        if (is_low)
            return (Way){is_large ? 2 : 3, 52, true, is_large ? 6 : SHELF};
        return (Way){2, is_large ? 76 : 66, is_large, SHELF};
    default:
        return (Way){5, is_low ? 52 : is_large ? 58 : 78, true, is_low && is_large ? 5 : SHELF};
    }
}

static void stands(App *app, Ui *ui, const Shelf *s, const Way *w)
{
    int end = s->from + w->most;
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 5);
    ui_grid(ui, w->columns) {
        for (int i = s->from; i < s->count && i < end; i++) {
            const Topic *topic = s->stands[i].topic;
            ui_icon(ui, topic->icon);
            ui_tint(ui, topic->tint);
            ui_height(ui, w->height);
            if (w->is_high ? ui_high_tile(ui, topic->title) : ui_tile(ui, topic->title))
                go_to(app, screen_resource, s->stands[i].first);
        }
    }
}

static void nothing(Ui *ui)
{
    part_said(ui,
        &(Said){.icon = "qr",
            .tint = SKY,
            .tone = INK,
            .title = MSG("There is nothing here yet"),
            .sentence = MSG("Ask at the desk what you can take home.")});
}

static void body(App *app, Ui *ui, const Shelf *s, const Way *w)
{
    bool is_compact = ui->theme->shape == COMPACT;
    if (!s->count && !s->err.code) {
        nothing(ui);
        return;
    }
    ui_heading(ui, "Take home a guide");
    if (!is_compact) {
        ui_space(ui, 2);
        ui_color(ui, INK_2);
        ui_text(ui, app->switches.large ? BODY : LEAD,
            "Choose a topic. Your phone’s camera does the rest.");
    }
    ui_space(ui, is_compact ? 1 : 7);
    part_error(ui, &s->err);
    part_push_down(ui);
    stands(app, ui, s, w);
}

void screen_resources(App *app, Ui *ui)
{
    Shelf *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true};
    Way w = way(app, ui);
    if (!s->is_loaded)
        load(app, s);
    if (w.most == SHELF)
        s->from = 0; /* all of it is shown */
    part_header(app, ui, true);
    part_main(app, ui)
    {
        if (!s->count && !s->err.code)
            ui_along(ui, SPREAD_CENTER);
        if (!ui->theme->switches.reach) { /* in a script with high lines it may not fit */
            ui_grow(ui, 1);
            ui_scroll(ui, "Take home a guide")
                body(app, ui, s, &w);
        } else {
            part_content(app, ui) body(app, ui, s, &w);
        }
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
    }
    if (s->count && !app->switches.large)
        /* TRANSLATORS: small, beside the buttons: the office prints it */
        bar.note = language_text(ui->language, MSG("No phone? Ask at the desk."));
    if (s->count > w.most) {
        bar.extra = MSG("More");
        bar.extra_icon = "next";
    }
    if (part_bar(app, ui, &bar) == BAR_EXTRA)
        s->from = s->from + w.most < s->count ? s->from + w.most : 0;
}
