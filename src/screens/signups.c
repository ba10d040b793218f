/* My sign-ups: those of a home that is proven; what is offered stands out. A touch opens one. */
#include "base/log.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <stdio.h>

enum { MINE = 12 };

typedef struct {
    Signup signup;
    Id workshop;
    int64_t starts;
    bool is_withdrawn;
    char topic[32];
} Mine;

typedef struct {
    bool is_loaded;
    Mine list[MINE];
    int count; /* -1 when the records could not be read */
    Err err;
} Signups;

static bool read_one(App *app, const Signup *u, Mine *m, Err *err)
{
    Session session;
    Workshop workshop;
    if (!sessions_get(app->store, u->session, &session, err) ||
        !workshops_get(app->store, session.workshop, &workshop, err))
        return false;
    *m = (Mine){*u, workshop.id, session.starts, session.is_withdrawn, ""};
    snprintf(m->topic, sizeof m->topic, "%s", workshop.topic);
    return true;
}

static void load(App *app, Signups *s)
{
    Signup found[MINE];
    s->is_loaded = true;
    app->guest.has_seen_news = true;
    s->count = signups_of(
        app->store, app->guest.home.opened_by, app->now, found, MINE, err_clear(&s->err));
    s->count = s->count < MINE ? s->count : MINE;
    for (int i = 0; i < s->count; i++)
        if (!read_one(app, &found[i], &s->list[i], &s->err))
            s->count = -1;
    wipe(found, sizeof found);
    if (s->count < 0)
        log_line(LOG_PROBLEM, "my sign-ups: %s", s->err.detail);
}

static void open_one(App *app, const Mine *m)
{
    Guest *g = &app->guest;
    g->signup = m->signup;
    g->workshop = m->workshop;
    g->has_signup = true;
    g->is_new_signup = false;
    go(app, screen_signup);
}

static void poster(App *app, Ui *ui, const Mine *m)
{
    const Topic *topic = part_topic(m->topic);
    Poster p = {.icon = topic->icon,
        .tint = topic->tint,
        .title = app_content(app, m->workshop, CONTENT_TITLE),
        .line = part_when(app, ui, m->starts),
        .small = part_party_words(ui, &m->signup.party),
        .is_personal = true};
    part_state(ui, &p, &m->signup, m->is_withdrawn);
    ui_key(ui, id_hash(m->signup.id));
    if (!app->switches.large)
        ui_height(ui, ui->theme->shape == COMPACT ? 52 : 74);
    if (ui_poster(ui, &p))
        open_one(app, m);
}

static bool has_offer(const Signups *s)
{
    for (int i = 0; i < s->count; i++)
        if (s->list[i].signup.state == SIGNUP_OFFERED && !s->list[i].is_withdrawn)
            return true;
    return false;
}

static void list(App *app, Ui *ui, const Signups *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    int columns = ui->theme->shape == WIDE ? 3 : is_compact && !app->switches.large ? 2 : 1;
    ui_gap(ui, is_compact ? 3 : 5);
    ui_grid(ui, columns) {
        for (int i = 0; i < s->count; i++)
            poster(app, ui, &s->list[i]);
    }
}

static void mine(App *app, Ui *ui, const Signups *s)
{
    part_error(ui, &s->err);
    if (s->count == 0) {
        ui_color(ui, INK_2);
        ui_text(ui, LEAD, "You are not signed up for anything yet.");
    }
    list(app, ui, s);
}

static void body(App *app, Ui *ui, const Signups *s)
{
    ui_heading(ui, has_offer(s) ? MSG("Places are free for you") : MSG("My sign-ups"));
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
    if (ui->theme->switches.reach) {
        part_push_down(ui);
        part_reach(ui, "My sign-ups") mine(app, ui, s);
        return;
    }
    ui_grow(ui, 1);
    ui_scroll(ui, "My sign-ups") {
        mine(app, ui, s);
        if (part_is_bar_full(ui)) {
            ui_icon(ui, "idea");
            if (ui_button(ui, SECOND, "Workshops"))
                go(app, screen_workshops);
        }
    }
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
}

void screen_signups(App *app, Ui *ui)
{
    Signups *s = screen_state(app, sizeof *s);
    Guest *g = &app->guest;
    bool is_between = g->errand == FOR_VISIT; /* on the way to a check-in */
    if (!s->is_loaded)
        load(app, s);
    part_header(app, ui, true);
    part_main(app, ui) body(app, ui, s);
    Bar bar = {.has_back = true, .filled_icon = is_between ? "next" : "check"};
    bar.filled = is_between ? MSG("Go on to check in") : MSG("Done");
    if (!is_between && !part_is_bar_full(ui)) {
        bar.extra = MSG("Workshops");
        bar.extra_icon = "idea";
    }
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_FILLED && is_between)
        part_next(app);
    else if (answer == BAR_FILLED)
        go_home(app);
    else if (answer == BAR_EXTRA)
        go(app, screen_workshops);
}
