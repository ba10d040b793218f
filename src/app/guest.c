/* The visitor's memory and its end. */
#include "app/guest.h"
#include "app/nav.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <stdio.h>
#include <string.h>

void guest_begin(App *app)
{
    app->is_begun = true;
    app->journey.started = app->now;
    guest_step(app, app_screen_name(app));
}

void guest_open(App *app, const Home *home, Level level)
{
    wipe(&app->guest.visit, sizeof app->guest.visit); /* another home's, if one was open before */
    app->guest.home = *home;
    app->guest.has_home = true;
    app->guest.home_depth = app->back_count + 1;
    const HomeQuery *query = &app->guest.query;
    app->guest.way = query->way;
    app->guest.proof = query->proof;
    app->guest.is_served = false;
    app->guest.level = level;
    wipe(&app->guest.query, sizeof app->guest.query);
}

/* The seconds at a place count for its step when it is left. */
static void leave_step(App *app)
{
    Journey *j = &app->journey;
    if (j->count)
        j->steps[j->count - 1].seconds += (int)((app->tick_ms - app->entered_ms) / 1000);
}

/* What a journey is for: the first of these screens says it, and a later one knows better. */
static void follow_flow(Journey *j, const char *screen)
{
    static const char *const FLOWS[][2] = {{"keep", "keep"}, {"visit", "visit"}, {"leave", "leave"},
        {"pick_up", "pick_up"}, {"pin", "staff"}, {"name", "check_in"}, {"phone", "check_in"},
        {"card", "check_in"}, {"household", "check_in"}, {"not_found", "check_in"},
        {"stub", "check_in"}, {"event", "check_in"}, {"resources", "resources"},
        {"workshops", "workshops"}, {"signups", "signups"}, {"code", "signups"}};
    for (size_t i = 0; i < sizeof FLOWS / sizeof *FLOWS; i++)
        if (strcmp(screen, FLOWS[i][0]) == 0 &&
            (!j->flow[0] || strcmp(FLOWS[i][1], "check_in") != 0 || strcmp(j->flow, "keep") == 0))
            utf8_copy(j->flow, sizeof j->flow, FLOWS[i][1]);
}

void guest_step(App *app, const char *screen)
{
    Journey *j = &app->journey;
    if (!app->is_begun)
        return;
    leave_step(app);
    if (j->count < JOURNEY_STEPS)
        j->count++;
    JourneyStep *step = &j->steps[j->count - 1];
    utf8_copy(step->screen, sizeof step->screen, screen);
    follow_flow(j, screen);
}

static void write_journey(App *app, const char *ended)
{
    Journey *j = &app->journey;
    Err err = {0};
    leave_step(app);
    utf8_copy(j->kiosk, sizeof j->kiosk, app->kiosk);
    utf8_copy(j->language, sizeof j->language, app->language->tag);
    utf8_copy(j->ended, sizeof j->ended, ended);
    snprintf(j->switches, sizeof j->switches, "%s%s%s%s", app->switches.large ? ",large" : "",
        app->switches.contrast ? ",contrast" : "", app->switches.reach ? ",reach" : "",
        app->switches.slow ? ",slow" : "");
    if (j->switches[0])
        memmove(j->switches, j->switches + 1, strlen(j->switches));
    if (!journeys_add(app->store, j, &err))
        app_fail(app, FAULT_RECORDS, &err);
}

/* The school's first; at a desk's PIN English, where that one lacks the staff's words. */
static const Language *first_language(const App *app)
{
    bool is_staffs = app->place.screen == app->screens->staff;
    if (is_staffs && !language_has(app->welcomed[0], app->screens->staff_word))
        return &app->languages->list[0];
    return app->welcomed[0];
}

void guest_end(App *app, const char *ended)
{
    if (app->is_begun && !app->fault.place)
        write_journey(app, ended);
    app->is_begun = app->is_language_chosen = app->has_scan = false;
    app->over = OVER_NOTHING;
    app->is_last_page = false;
    app->move = MOVE_NONE;
    app->warned_ms = app->wake_ms = 0;
    app->back_count = 0;
    screen_drops(app);
    saving_forget(app);
    app->state = NULL;
    app->entered_ms = app->touched_ms = app->tick_ms;
    memset(&app->switches, 0, sizeof app->switches);
    app->read_before = NULL;
    families_close(app->families);
    app->families = NULL;
    signin_forget(app);
    wipe(&app->guest, sizeof app->guest);
    scanner_forget(&app->scanner);
    wipe(&app->journey, sizeof app->journey);
    wipe(app->back, sizeof app->back);
    wipe(&app->next, sizeof app->next);
    wipe(&app->place, sizeof app->place);
    arena_wipe(&app->page);
    ui_forget(&app->ui);
    if (app->host.forget)
        app->host.forget(app->host.self);
    app->place.screen = nav_start(app);
    app_language(app, first_language(app));
    app_resize(app, app->width_px, app->height_px, app->diagonal);
    app_follow(app); /* while a home was open, what is on stood still */
}
