/* Whether the kiosk serves: open, closed, emergency, or out of order; and what is on now. */
#include "app/app.h"
#include "app/nav.h"
#include "base/log.h"
#include "store/settings.h"

#include <string.h>

static const char *const PAGES[] = {
    [PAGE_OPEN] = "open", [PAGE_CLOSED] = "closed", [PAGE_EMERGENCY] = "emergency"};

bool app_page_read(const char *word, AppPage *page)
{
    for (int i = 0; i < (int)(sizeof PAGES / sizeof *PAGES); i++)
        if (strcmp(PAGES[i], word) == 0) {
            *page = (AppPage)i;
            return true;
        }
    return false;
}

/* Where nobody is on the way, what now stands there. The move is done when the tree is closed. */
static void settle(App *app)
{
    bool is_other = app->place.screen != nav_start(app);
    if (is_other && (nav_is_start(app) || app->shows == PAGE_EMERGENCY))
        go_home(app);
}

static bool keep_page(App *app, Err *err)
{
    app->is_unkept = true;
    if (!app->store)
        return err_set(err, ERR_BROKEN, "no records are open");
    AuditBy by = {.at = app->now, .kiosk = app->kiosk, .staff = app->shows_by};
    app->is_unkept = !settings_change(app->store, &by, "page", PAGES[app->shows], err);
    return !app->is_unkept;
}

bool app_page(App *app, AppPage page, Err *err)
{
    app->shows = page;
    app->shows_by = app->guest.staff.id;
    settle(app);
    return keep_page(app, err);
}

static void follow_page(App *app)
{
    Err err = {0};
    char word[16];
    AppPage shown = app->shows;
    if (app->is_unkept) {
        keep_page(app, &err);
        return;
    }
    if (!settings_get(app->store, "page", word, sizeof word, &err)) {
        app_fail(app, FAULT_RECORDS, &err);
        return;
    }
    if (!app_page_read(word, &app->shows))
        log_line(LOG_PROBLEM, "the setting page is \"%s\"", word);
    if (app->shows != shown) /* else staff may be on the way to end an emergency */
        settle(app);
}

static void follow_events(App *app)
{
    Event open[OPEN_EVENTS] = {0}, today = {0};
    Err err = {0};
    int64_t midnight = zone_day_end(app->zone, zone_day(app->zone, app->now));
    int count = events_open(app->store, app->now, app->before_minutes, open, OPEN_EVENTS, &err);
    if (count < 0 || events_between(app->store, app->now, midnight, &today, 1, &err) < 0) {
        app_fail(app, FAULT_RECORDS, &err);
        return;
    }
    memcpy(app->open, open, sizeof open);
    app->open_count = count < OPEN_EVENTS ? count : OPEN_EVENTS;
    app->today = today;
}

/* Who did not say that they left has not said it; a few visits a minute. It can wait. */
static void follow_visits(App *app)
{
    int count;
    Err err = {0};
    if (!visits_close(app->store, zone_day(app->zone, app->now), app->now, &count, &err))
        log_line(LOG_WARNING, "visits not closed: %s", err.detail);
}

/* Offers that are over end, and what is free is offered. Each step at a sign-up does this too. */
static void follow_signups(App *app)
{
    Err err = {0};
    if (signups_settle(app->store, (Id){0}, app->now, &err) < 0)
        log_line(LOG_WARNING, "offers not settled: %s", err.detail);
}

void app_follow(App *app)
{
    if (!app->store || app->fault.place)
        return;
    follow_page(app);
    if (!app->fault.place && !app->guest.has_home)
        follow_visits(app);
    if (!app->fault.place && !app->guest.has_home)
        follow_signups(app);
    if (!app->fault.place && !app->guest.has_home)
        follow_events(app);
    if (!app->fault.place)
        nightly_follow(app);
    if (!app->fault.place)
        paper_follow(app);
}

void app_fail(App *app, FaultPlace place, const Err *err)
{
    Fault fault = {.place = place, .err = *err};
    if (!app->fault.place || strcmp(fault_code(&fault), fault_code(&app->fault)) != 0)
        log_line(LOG_PROBLEM, "out of order, %s: %s; %s", fault_code(&fault), err->detail,
            fault_remedy(&fault));
    app->fault = fault;
    app->fault_ms = app->tick_ms;
    settle(app);
}

bool app_wants_mending(const App *app)
{
    return app->fault.place && nav_is_start(app) &&
        app->tick_ms - app->fault_ms >= MEND_AGAIN * 1000;
}

void app_mend(App *app)
{
    if (app->fault.place)
        log_line(LOG_INFO, "in order again");
    app->fault = (Fault){0};
    app_follow(app);
    settle(app);
}
