/* Time, events, frames. */
#include "app/app.h"
#include "app/guest.h"
#include "app/nav.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/settings.h"

#include <stdio.h>
#include <string.h>

enum { PAGE_BYTES = 32 * 1024, FRAMES = 4, CONTENT_BYTES = 512 };

/* --- the school ---------------------------------------------------------------------------- */

/* The languages that the setting names and that have a catalogue; English if there is none. */
static void read_languages(App *app, char *tags)
{
    char *rest = NULL;
    for (char *t = strtok_r(tags, ", ", &rest); t; t = strtok_r(NULL, ", ", &rest)) {
        const Language *language = languages_find(app->languages, t);
        if (!language)
            log_line(LOG_WARNING, "no catalogue for the language %s", t);
        else if (app->welcomed_count < SCHOOL_LANGUAGES)
            app->welcomed[app->welcomed_count++] = language;
    }
    if (!app->welcomed_count)
        app->welcomed[app->welcomed_count++] = &app->languages->list[0];
}

static bool read_school(App *app, Err *err)
{
    char zone[64], tags[256];
    if (!settings_get(app->store, "timezone", zone, sizeof zone, err) ||
        !settings_get(app->store, "languages", tags, sizeof tags, err))
        return false;
    read_languages(app, tags);
    app->idle_seconds = (int)settings_number(app->store, "idle_seconds");
    app->before_minutes = (int)settings_number(app->store, "check_in_before_minutes");
    app->zone = zone_new(zone, err);
    app->formats = app->zone ? formats_new(zone, err) : NULL;
    return app->formats != NULL;
}

bool app_init(App *app, Store *store, const Languages *languages, const Keyboards *keyboards,
    const Measurer *measurer, const ScreenTable *screens, Host host, Err *err)
{
    memset(app, 0, sizeof *app);
    app->store = store;
    app->languages = languages;
    app->screens = screens;
    app->host = host;
    utf8_copy(app->kiosk, sizeof app->kiosk, "lobby");
    arena_init(&app->page, PAGE_BYTES);
    if (!read_school(app, err)) {
        app_finish(app);
        return false;
    }
    ui_init(&app->ui, languages, app->formats, measurer, keyboards);
    app->width_px = 1920;
    app->height_px = 1080;
    app->place.screen = screens->home;
    app_language(app, app->welcomed[0]);
    app_resize(app, app->width_px, app->height_px, 0);
    return true;
}

void app_finish(App *app)
{
    formats_free(app->formats);
    zone_free(app->zone);
    arena_finish(&app->page);
    if (app->ui.measurer)
        ui_finish(&app->ui);
    wipe(app, sizeof *app);
}

void app_resize(App *app, int width_px, int height_px, float diagonal)
{
    app->width_px = width_px;
    app->height_px = height_px;
    app->diagonal = diagonal;
    theme_fit(&app->theme, width_px, height_px, diagonal, app->switches, 0);
    wipe(app->ui.sizes, sizeof app->ui.sizes);
}

void app_language(App *app, const Language *language)
{
    Err err = {0};
    char key[32];
    app->language = language;
    snprintf(key, sizeof key, "school_%s", language->tag);
    if (!settings_get(app->store, key, app->school, sizeof app->school, &err) || !app->school[0])
        settings_get(app->store, "school", app->school, sizeof app->school, &err);
    app->ui.keyboard = keyboards_for(app->ui.keyboards, language->tag);
    app->ui.is_accents = false;
}

const char *app_content(App *app, Id owner, ContentField field)
{
    char text[CONTENT_BYTES] = "";
    Err err = {0};
    if (!content_get(app->store, owner, field, app->language->tag, text, sizeof text, &err))
        log_line(LOG_PROBLEM, "content: %s", err.detail);
    return arena_text(&app->ui.arenas[app->ui.current], text);
}

const char *app_screen_name(const App *app)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    return row ? row->name : "";
}

/* --- time ---------------------------------------------------------------------------------- */

/* How long this place may stand untouched, in milliseconds; 0: for ever. */
static int64_t idle_ms(const App *app)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    int64_t seconds = row && row->idle_seconds > 0 ? row->idle_seconds : app->idle_seconds;
    if (!app->is_begun)
        return 0;
    return seconds * 1000 * (app->switches.slow ? 5 : 1);
}

static bool asks_for_more_time(const App *app)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    return row && row->idle_seconds != NEVER_ASKS;
}

static void follow_idle(App *app)
{
    int64_t idle = idle_ms(app);
    if (app->warned_ms && app->tick_ms - app->warned_ms >= IDLE_WARNING * 1000) {
        guest_end(app, app->guest.visit.arrived ? "done" : "idle");
    } else if (!app->warned_ms && idle && app->tick_ms - app->touched_ms >= idle) {
        if (asks_for_more_time(app)) {
            app->warned_ms = app->touched_ms + idle;
            app->ui.pressed = app->ui.activated = 0;
            follow_idle(app); /* the clock may have gone past both */
        } else {
            guest_end(app, "left");
        }
    }
}

static void follow_events(App *app)
{
    Event open = {0}, today = {0};
    Err err = {0};
    int64_t midnight = zone_day_end(app->zone, zone_day(app->zone, app->now));
    if (events_open(app->store, app->now, app->before_minutes, &open, 1, &err) < 0 ||
        events_between(app->store, app->now, midnight, &today, 1, &err) < 0) {
        log_line(LOG_PROBLEM, "events: %s", err.detail);
        return;
    }
    app->event = open;
    app->today = today;
}

void app_time(App *app, int64_t now, int64_t tick_ms)
{
    bool is_new_minute = now / 60 != app->now / 60;
    app->now = now;
    app->tick_ms = tick_ms;
    if (is_new_minute && !app->guest.has_home)
        follow_events(app);
    follow_idle(app);
}

void app_wake(App *app, int ms)
{
    int64_t at = app->tick_ms + ms;
    if (!app->wake_ms || at < app->wake_ms)
        app->wake_ms = at;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int app_wait_ms(const App *app)
{
    int64_t wait = (60 - app->now % 60) * 1000; /* the clock on the glass */
    int64_t idle = idle_ms(app);
    if (app->warned_ms)
        wait = sooner(wait, 1000 - (app->tick_ms - app->warned_ms) % 1000);
    else if (idle)
        wait = sooner(wait, app->touched_ms + idle - app->tick_ms);
    if (app->wake_ms)
        wait = sooner(wait, app->wake_ms - app->tick_ms);
    return wait < 1 ? 1 : (int)wait;
}

/* --- events and frames --------------------------------------------------------------------- */

static bool is_persons(const Input *input)
{
    return input->kind >= INPUT_PRESS && input->kind <= INPUT_TEXT && input->kind != INPUT_MOVE;
}

void app_input(App *app, const Input *input)
{
    if (input->kind == INPUT_QUIT)
        app->has_quit = true;
    if (input->kind == INPUT_RESIZE)
        app_resize(app, (int)input->x, (int)input->y, app->diagonal);
    if (!is_persons(input))
        goto take;
    if (!app->warned_ms)
        app->touched_ms = app->tick_ms;
    if (!app->is_begun) {
        app->is_begun = true;
        app->journey.started = app->now;
        guest_step(app, app_screen_name(app));
    }
    if (input->kind == INPUT_PRESS && app->journey.count)
        app->journey.steps[app->journey.count - 1].touches++;
    if (input->kind == INPUT_KEY && input->key == KEY_ESCAPE && !app->warned_ms) {
        if (app->over)
            app->over = OVER_NOTHING;
        else
            go_back(app);
    }
take:
    input_take(&app->ui, input);
}

static void declare(App *app)
{
    ui_begin_frame(&app->ui, &app->theme, app->language);
    if (app->warned_ms) {
        app->screens->still_there(app, &app->ui);
    } else {
        app->place.screen(app, &app->ui);
        app->screens->over(app, &app->ui);
    }
    ui_end_frame(&app->ui);
}

void app_frame(App *app)
{
    app->wake_ms = 0;
    nav_move(app);
    for (int i = 0; i < FRAMES; i++) {
        declare(app);
        bool has_moved = nav_move(app);
        if (!has_moved && !app->ui.has_acted)
            return;
    }
    if (!app->ui.root) /* the last of them ended the visit */
        declare(app);
}
