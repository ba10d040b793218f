/* The way of a visit: what for, who, who is here. Each screen asks for the next step; what is
 * clear already is skipped. A found home, a miss and a card are answered here and nowhere else. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "screens/screens.h"
#include "store/cards.h"
#include "store/misses.h"

/* --- the next step ------------------------------------------------------------------------- */

/* One event open now: for that. */
static bool has_occasion(App *app)
{
    Guest *g = &app->guest;
    if (!g->has_occasion && app->open_count == 1) {
        g->has_occasion = true;
        g->event = app->open[0].id;
    }
    return g->has_occasion;
}

/* This home's visit that is open: at the event; or, without one, its ordinary one of today. */
static bool is_here_already(App *app, Id event)
{
    Visit earlier;
    Err err = {0};
    if (visits_find(app->store, event, app->guest.home.opened_by, &earlier, &err)) {
        if (id_is_zero(event) && earlier.day != zone_day(app->zone, app->now))
            return false;
        app->guest.visit = earlier;
        return true;
    }
    if (err.code && err.code != ERR_NOT_FOUND)
        log_line(LOG_PROBLEM, "visit: %s", err.detail);
    return false;
}

void part_next(App *app)
{
    Guest *g = &app->guest;
    bool is_known = has_occasion(app);
    if (g->has_home && is_here_already(app, g->event))
        go(app, screen_already);
    else if (!is_known)
        go(app, app->open_count ? screen_event : screen_visit);
    else
        go(app, g->has_home ? screen_household : screen_name);
}

/* --- an answer ----------------------------------------------------------------------------- */

static void miss(App *app)
{
    Err err = {0};
    int seconds = 0, recent = misses_recent(app->store, app->kiosk, app->now, &err);
    if (recent < 0 || !misses_add(app->store, app->kiosk, app->now, &err))
        log_line(LOG_PROBLEM, "miss: %s", err.detail);
    else
        seconds = misses_delay(recent);
    app->late_ms = app->tick_ms + seconds * 1000;
    wipe(app->guest.query.grade, sizeof app->guest.query.grade);
    wipe(app->guest.query.adult_letter, sizeof app->guest.query.adult_letter);
    go(app, screen_not_found);
}

void part_answer(App *app, HomeAnswer answer, const Home *home, const Err *err)
{
    if (answer == HOME_OPEN) {
        guest_open(app, home);
        part_next(app);
    } else if (answer == HOME_ASK_GRADE || answer == HOME_ASK_LETTER) {
        go(app, screen_one_more);
    } else if (err->code) { /* not a miss: the records could not be read */
        app_fail(app, FAULT_RECORDS, err);
        go(app, screen_out_of_order);
    } else {
        miss(app);
    }
}

/* --- a card -------------------------------------------------------------------------------- */

/* A page where nobody can begin takes no card, nor does a home that is open and not served yet,
 * nor the staff's pages. */
static bool takes_card(const App *app)
{
    bool is_served = app->guest.visit.arrived != 0;
    if (app->guest.level >= DESK || (app->guest.has_home && !is_served) ||
        app->place.screen == app->screens->staff)
        return false;
    return app->place.screen == app->screens->home || !nav_is_start(app);
}

static void use_home_language(App *app, const Home *home)
{
    const Language *language = languages_match(app->languages, home->language);
    if (language && !app->is_language_chosen)
        app_language(app, language);
}

void part_scanned(App *app, const char *code)
{
    Home home = {0};
    Err err = {0};
    bool is_leaving = app->place.screen == screen_leave;
    if (!takes_card(app))
        return;
    HomeAnswer answer = cards_find(app->store, code, &home, &err);
    if (app->guest.visit.arrived) {
        if (answer == HOME_OPEN && id_equal(home.opened_by, app->guest.home.opened_by))
            goto done; /* the same card twice */
        guest_end(app, "done");
    }
    if (!app->is_begun)
        guest_begin(app);
    app->guest.method = METHOD_CARD;
    if (answer == HOME_OPEN) {
        app->guest.level = PROVEN;
        use_home_language(app, &home);
    }
    if (answer == HOME_OPEN && is_leaving) {
        guest_open(app, &home);
        app->guest.has_occasion = true;
        part_leave(app, is_here_already(app, (Id){0}) ? app->guest.visit.id : (Id){0});
    } else {
        part_answer(app, answer, &home, &err);
    }
done:
    wipe(&home, sizeof home);
}

/* --- leaving ------------------------------------------------------------------------------- */

void part_leave(App *app, Id visit)
{
    Err err = {0};
    bool is_gone = !id_is_zero(visit) && visits_leave(app->store, visit, app->now, err_clear(&err));
    if (is_gone) {
        go(app, screen_goodbye);
        return;
    }
    if (err.code && err.code != ERR_NOT_FOUND)
        log_line(LOG_PROBLEM, "leaving: %s", err.detail);
    miss(app);
}
