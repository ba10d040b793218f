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
static bool find_visit(App *app, Id event, Id opened_by, Visit *out)
{
    Err err = {0};
    if (visits_find(app->store, event, opened_by, out, &err))
        return !id_is_zero(event) || out->day == zone_day(app->zone, app->now);
    if (err.code && err.code != ERR_NOT_FOUND)
        log_line(LOG_PROBLEM, "visit: %s", err.detail);
    return false;
}

static bool is_here_already(App *app)
{
    Guest *g = &app->guest;
    Visit earlier;
    if (!g->has_home || !find_visit(app, g->event, g->home.opened_by, &earlier))
        return false;
    g->visit = earlier;
    g->is_served = true;
    return true;
}

/* Places are offered, or what they signed up for is called off: that comes first. */
static bool has_news(App *app)
{
    Guest *g = &app->guest;
    Err err = {0};
    if (g->level < PROVEN || !g->has_home || g->has_seen_news)
        return false;
    int count = signups_news(app->store, g->home.opened_by, app->now, &err);
    if (count < 0)
        log_line(LOG_PROBLEM, "news: %s", err.detail);
    return count > 0;
}

/* Not to a visit, but to workshops and sign-ups. */
static void follow_errand(App *app)
{
    Guest *g = &app->guest;
    if (!g->has_home)
        go(app, screen_name);
    else if (g->errand == FOR_WORKSHOPS)
        go(app, screen_workshops);
    else if (g->errand == FOR_SIGNUP)
        go_to(app, screen_workshop, g->workshop);
    else if (g->level >= PROVEN)
        go(app, screen_signups);
    else
        part_prove(app);
}

void part_prove(App *app)
{
    Guest *g = &app->guest;
    wipe(&g->query, sizeof g->query);
    g->query.proof = homes_second_proof(g->way, g->proof);
    g->query.way = g->query.proof == PROOF_LETTERS ? WAY_PHONE : WAY_NAME;
    go(app, screen_proof);
}

void part_next(App *app)
{
    Guest *g = &app->guest;
    if (has_news(app)) {
        go(app, screen_signups);
        return;
    }
    if (g->errand != FOR_VISIT) {
        follow_errand(app);
        return;
    }
    if (!g->has_occasion && app->place.screen == screen_visit)
        return; /* it is being asked */
    bool is_known = has_occasion(app);
    if ((is_known || !app->open_count) && is_here_already(app))
        go(app, screen_already);
    else if (!is_known)
        go(app, app->open_count ? screen_event : screen_visit);
    else
        go(app, g->has_home ? screen_household : g->then ? g->then : screen_name);
    if (is_known)
        g->then = NULL;
}

void part_go_for(App *app, Screen screen)
{
    bool is_asked = app->guest.errand == FOR_VISIT && !has_occasion(app) && app->open_count > 0;
    app->guest.then = is_asked ? screen : NULL;
    go(app, is_asked ? screen_event : screen);
}

/* --- an answer ----------------------------------------------------------------------------- */

/* Notes a miss. One that was typed is answered late after many. */
static void note_miss(App *app, bool is_typed)
{
    Err err = {0};
    int recent = misses_recent(app->store, app->kiosk, app->now, &err);
    int seconds = recent < 0 || !is_typed ? 0 : misses_delay(recent);
    if (recent < 0 || !misses_add(app->store, app->kiosk, app->now, &err))
        log_line(LOG_PROBLEM, "miss: %s", err.detail);
    app->late_ms = app->tick_ms + seconds * 1000;
    wipe(app->guest.query.grade, sizeof app->guest.query.grade);
    wipe(app->guest.query.adult_letter, sizeof app->guest.query.adult_letter);
}

/* Not a miss: the records could not be read. */
static void fail(App *app, const Err *err)
{
    app_fail(app, FAULT_RECORDS, err);
    go_home(app);
}

static void follow(App *app, HomeAnswer answer, const Home *home, const Err *err, Level level)
{
    app->guest.asks = answer;
    if (answer == HOME_OPEN) {
        guest_open(app, home, level);
        part_next(app);
    } else if (answer == HOME_ASK_GRADE || answer == HOME_ASK_LETTER) {
        go(app, screen_one_more);
    } else if (err->code) {
        fail(app, err);
    } else {
        note_miss(app, level == FOUND);
        go(app, screen_not_found);
    }
}

void part_answer(App *app, HomeAnswer answer, const Home *home, const Err *err)
{
    follow(app, answer, home, err, FOUND);
}

void part_answer_proof(App *app, bool fits, const Err *err)
{
    if (fits) {
        app->guest.level = PROVEN;
        part_next(app);
    } else {
        part_missed(app, err);
    }
    wipe(&app->guest.query, sizeof app->guest.query);
}

void part_missed(App *app, const Err *err)
{
    if (err->code && err->code != ERR_NOT_FOUND) {
        fail(app, err);
        return;
    }
    note_miss(app, true);
    go(app, screen_not_found);
}

/* --- a card -------------------------------------------------------------------------------- */

/* Whether one fact more is asked of a home that is open. */
static bool is_proving(const App *app)
{
    return app->guest.has_home && app->guest.level < PROVEN && app->place.screen == screen_proof;
}

/* Not where nobody can begin, nor on the staff's pages, nor over who is here in a home that is
 * open; once they are served, the next one's card is taken. */
static bool takes_card(const App *app)
{
    const Guest *g = &app->guest;
    bool is_open = g->has_home && (!g->is_served || app->place.screen == screen_household);
    if (g->level >= DESK || app->place.screen == app->screens->staff)
        return false;
    if (is_open && !app->warned_ms && !is_proving(app))
        return false;
    return app->place.screen == app->screens->home || !nav_is_start(app);
}

static void use_home_language(App *app, const Home *home)
{
    const Language *language = languages_match(app->languages, home->language);
    if (language && !app->is_language_chosen)
        app_language(app, language);
}

/* Whoever stood here before is gone: served, or warned and not there. True if a card may go on. */
static bool end_last(App *app, bool is_own)
{
    if (is_own) { /* the same card again: they are still there */
        app->warned_ms = 0;
        app->touched_ms = app->tick_ms;
        return false;
    }
    guest_end(app, app->guest.is_served ? "done" : "idle");
    return nav_start(app) == app->screens->home;
}

static void leave_by_card(App *app, HomeAnswer answer, const Home *home, const Err *err)
{
    Visit visit = {0};
    if (answer == HOME_OPEN && !find_visit(app, (Id){0}, home->opened_by, &visit))
        visit.id = (Id){0};
    if (answer == HOME_OPEN)
        use_home_language(app, home);
    if (answer != HOME_OPEN && err->code)
        fail(app, err);
    else
        part_leave(app, visit.id);
}

void part_scanned(App *app, const char *code)
{
    Home home = {0};
    Err err = {0};
    bool is_leaving = app->place.screen == screen_leave;
    if (!takes_card(app))
        return;
    HomeAnswer answer = cards_find(app->store, code, &home, &err);
    bool is_own = app->guest.has_home && id_equal(home.opened_by, app->guest.home.opened_by);
    bool is_warned = app->warned_ms && app->guest.has_home;
    if (is_warned && answer != HOME_OPEN)
        goto done; /* what is no card wakes nobody */
    if (is_proving(app) && !is_warned) {
        part_answer_proof(app, answer == HOME_OPEN && is_own, &err);
        goto done;
    }
    if ((is_warned || app->guest.is_served) && !end_last(app, is_own))
        goto done;
    app->warned_ms = 0;
    app->touched_ms = app->tick_ms;
    if (!app->is_begun)
        guest_begin(app);
    if (is_leaving) {
        leave_by_card(app, answer, &home, &err);
        goto done;
    }
    app->guest.method = METHOD_CARD;
    if (app->place.screen == screen_workshops)
        app->guest.errand = FOR_WORKSHOPS;
    if (app->place.screen == screen_workshop)
        app->guest.errand = FOR_SIGNUP;
    if (answer == HOME_OPEN)
        use_home_language(app, &home);
    follow(app, answer, &home, &err, PROVEN);
done:
    wipe(&home, sizeof home);
}

/* --- leaving ------------------------------------------------------------------------------- */

void part_leave(App *app, Id visit)
{
    Err err = {0};
    app->guest.has_missed = id_is_zero(visit);
    if (app->guest.has_missed) {
        note_miss(app, true);
        return;
    }
    if (visits_leave(app->store, visit, app->now, &err) || err.code == ERR_NOT_FOUND) {
        app->guest.is_served = true;
        go(app, screen_goodbye);
    } else {
        log_line(LOG_PROBLEM, "leaving: %s", err.detail);
        fail(app, &err);
    }
}
