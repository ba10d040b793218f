/* Places: asked for while the tree is open, done when it is closed. */
#include "app/nav.h"
#include "app/guest.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <string.h>

enum { PAGE_STATE = 16 * 1024 };

const ScreenRow *nav_row(const App *app, Screen screen)
{
    for (int i = 0; i < app->screens->count; i++)
        if (app->screens->rows[i].screen == screen)
            return &app->screens->rows[i];
    return NULL;
}

/* A home's screens want a home, however high somebody stands. */
bool nav_may(const App *app, const ScreenRow *row)
{
    bool is_homes = row->level == FOUND || row->level == PROVEN;
    bool is_lobbys = row->screen == app->screens->home;
    return row->level <= app->guest.level && (!is_homes || app->guest.has_home) &&
        !(is_lobbys && app->device.role == ROLE_DESK);
}

void go_to(App *app, Screen screen, Id subject)
{
    const ScreenRow *row = nav_row(app, screen);
    if (!row || !nav_may(app, row)) {
        log_line(LOG_WARNING, "refused: screen %s", row ? row->name : "not in the table");
        return;
    }
    if (app->move == MOVE_HOME)
        return; /* an emergency, or the end: nothing goes before it */
    app->move = MOVE_GO;
    app->next = (Place){.screen = screen, .subject = subject};
}

void go(App *app, Screen screen)
{
    go_to(app, screen, (Id){0});
}

void go_back(App *app)
{
    if (app->tick_ms < app->late_ms && app->place.screen == app->screens->late)
        return; /* whoever guesses waits */
    if (app->move == MOVE_HOME)
        return;
    if (app->is_last_page) {
        app->move = MOVE_HOME;
        return;
    }
    app->move = app->back_count ? MOVE_BACK : MOVE_HOME;
}

void go_home(App *app)
{
    app->move = MOVE_HOME;
}

/* The page that stands instead of home begins nothing by a touch; this does, so that it ends. */
void go_staff(App *app)
{
    if (!app->is_begun)
        guest_begin(app);
    utf8_copy(app->journey.flow, sizeof app->journey.flow, "staff");
    if (!language_has(app->language, app->screens->staff_word)) {
        app->read_before = app->language;
        app_language(app, &app->languages->list[0]);
    }
    go(app, app->screens->staff);
}

void *screen_state_sized(App *app, size_t size)
{
    ASSERT(size <= PAGE_STATE);
    if (!app->state)
        app->state = arena_take(&app->page, size);
    return app->state;
}

void screen_holds(App *app, void *held, void (*end)(void *held))
{
    screen_drops(app);
    app->held = held;
    app->end_held = end;
}

void screen_drops(App *app)
{
    if (app->held)
        app->end_held(app->held);
    app->held = NULL;
}

static void remember(App *app)
{
    if (app->back_count == BACK_PLACES) {
        /* The first is where the visit began: it stays. */
        memmove(app->back + 1, app->back + 2, sizeof app->back - 2 * sizeof *app->back);
        app->back_count--;
        app->guest.home_depth -= app->guest.home_depth > 1;
    }
    app->back[app->back_count++] = app->place;
}

static void enter(App *app)
{
    screen_drops(app);
    saving_leave(app);
    arena_wipe(&app->page);
    app->state = NULL;
    wipe(app->ui.scrolls, sizeof app->ui.scrolls); /* each page is read from its top */
    app->over = OVER_NOTHING;
    app->is_last_page = false;
    app->wake_ms = 0;
    guest_step(app, app_screen_name(app));
    app->entered_ms = app->tick_ms;
}

/* Back at the start, nothing that was typed stays; how it was read does. */
static void back_to_start(App *app)
{
    const Language *language = app->read_before ? app->read_before : app->language;
    Switches switches = app->switches;
    bool is_chosen = app->is_language_chosen;
    guest_end(app, app->guest.is_served ? "done" : "left");
    app->switches = switches;
    app_language(app, language);
    app->is_language_chosen = is_chosen;
    app_resize(app, app->width_px, app->height_px, app->diagonal);
    /* So that the language goes back when nobody is there. */
    app->is_begun = app->place.screen == app->screens->home;
    app->journey.started = app->now;
}

Screen nav_start(const App *app)
{
    if (app->shows == PAGE_EMERGENCY)
        return app->screens->emergency;
    if (app->fault.place)
        return app->screens->out_of_order;
    if (app->device.role == ROLE_DESK)
        return app->screens->staff; /* also while families find it closed */
    return app->shows == PAGE_CLOSED ? app->screens->closed : app->screens->home;
}

/* A desk's PIN; but not on the way from an emergency, which has a way back. */
static bool is_desk_start(const App *app)
{
    return app->device.role == ROLE_DESK && app->place.screen == app->screens->staff &&
        app->back_count == 0;
}

bool nav_is_open(const App *app)
{
    return app->place.screen == app->screens->home || is_desk_start(app);
}

bool nav_is_start(const App *app)
{
    const ScreenTable *t = app->screens;
    Screen at = app->place.screen;
    return nav_is_open(app) || at == t->closed || at == t->emergency || at == t->out_of_order;
}

/* Back from an opened home: it is closed, and the two facts are asked from the first on. */
static void close_home(App *app)
{
    Guest rest = {.has_occasion = app->guest.has_occasion, .event = app->guest.event};
    utf8_copy(rest.purpose, sizeof rest.purpose, app->guest.purpose);
    wipe(&app->guest, sizeof app->guest);
    app->guest = rest;
    scanner_forget(&app->scanner);
    ui_forget(&app->ui); /* the tree that was shown last still has them */
    if (app->host.forget)
        app->host.forget(app->host.self);
    while (app->back_count > 1) {
        app->place = app->back[--app->back_count];
        wipe(&app->back[app->back_count], sizeof *app->back);
    }
}

/* Nobody comes back to what they could not open now. */
static bool may_stay(const App *app)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    return row && nav_may(app, row);
}

bool nav_move(App *app)
{
    int move = app->move;
    app->move = MOVE_NONE;
    if (move == MOVE_NONE)
        return false;
    if (move == MOVE_HOME) {
        guest_end(app, app->guest.is_served ? "done" : "left");
        return true;
    }
    if (move == MOVE_GO) {
        remember(app);
        app->place = app->next;
    } else {
        app->place = app->back[--app->back_count];
        wipe(&app->back[app->back_count], sizeof *app->back);
        if (app->guest.has_home && app->back_count < app->guest.home_depth)
            close_home(app);
        if (app->place.screen == app->screens->home)
            back_to_start(app);
        else if (nav_is_start(app) || app->place.screen == app->screens->staff || !may_stay(app))
            guest_end(app, "left"); /* back at the PIN, whoever was signed in no longer is */
    }
    wipe(&app->next, sizeof app->next);
    enter(app);
    return true;
}
