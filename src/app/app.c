/* Time, events, frames. */
#include "app/app.h"
#include "app/guest.h"
#include "app/nav.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/settings.h"
#include "ui/offers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = 32 * 1024, FRAMES = 4, CONTENT_BYTES = 512 };
enum { LOBBY_IDLE = 60, DESK_IDLE = 300 }; /* seconds, of the staff's pages */

/* --- the school ---------------------------------------------------------------------------- */

/* The languages that the setting names and that have a catalogue; English if there is none. */
static void read_languages(App *app, char *tags)
{
    char *rest = NULL;
    app->welcomed_count = 0;
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

/* Where nobody can say which are the school's: as many as there are. */
static void welcome_all(App *app)
{
    for (int i = 0; i < app->languages->count && i < SCHOOL_LANGUAGES; i++)
        app->welcomed[app->welcomed_count++] = &app->languages->list[i];
}

static bool read_zone(App *app, const char *name, Err *err)
{
    zone_free(app->zone);
    formats_free(app->formats);
    app->zone = zone_new(name, err);
    app->formats = app->ui.formats = app->zone ? formats_new(name, err) : NULL;
    return app->formats != NULL;
}

static Colour read_colour(App *app)
{
    char text[16] = "";
    Err err = {0};
    settings_get(app->store, "colour", text, sizeof text, &err);
    return text[0] ? (Colour)strtoul(text + 1, NULL, 16) << 8 | 0xFF : 0;
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
    app->colour = read_colour(app);
    return read_zone(app, zone, err);
}

bool app_records(App *app, Store *store, Err *err)
{
    families_close(app->families);
    app->families = NULL;
    app->store = store;
    bool is_read = !store || read_school(app, err);
    if (!app->welcomed_count)
        welcome_all(app);
    if (!app->formats) {
        bool is_zone = read_zone(app, "UTC", NULL);
        ASSERT(is_zone);
    }
    app->ui.formats = app->formats;
    app_language(app, app->welcomed[0]);
    return is_read;
}

bool app_init(App *app, Store *store, const Languages *languages, const Keyboards *keyboards,
    const Measurer *measurer, const ScreenTable *screens, Host host, Err *err)
{
    memset(app, 0, sizeof *app);
    app->languages = languages;
    app->screens = screens;
    app->host = host;
    app->jobs = jobs_new(host.wake, host.self);
    ASSERT(app->jobs);
    device_init(&app->device);
    utf8_copy(app->kiosk, sizeof app->kiosk, app->device.kiosk);
    arena_init(&app->page, PAGE_BYTES);
    ui_init(&app->ui, languages, NULL, measurer, keyboards);
    bool is_read = app_records(app, store, err);
    app->place.screen = nav_start(app);
    app_resize(app, 1920, 1080, 0);
    return is_read;
}

void app_finish(App *app)
{
    saving_finish(app);
    screen_drops(app);
    jobs_free(app->jobs);
    families_close(app->families);
    formats_free(app->formats);
    zone_free(app->zone);
    arena_finish(&app->page);
    if (app->ui.measurer)
        ui_finish(&app->ui);
    wipe(app, sizeof *app);
}

void app_device(App *app, const Device *device)
{
    app->device = *device;
    utf8_copy(app->kiosk, sizeof app->kiosk, device->kiosk);
    app_resize(app, app->width_px, app->height_px, device->diagonal);
    go_home(app); /* which may be another page now */
}

void app_resize(App *app, int width_px, int height_px, float diagonal)
{
    app->width_px = width_px;
    app->height_px = height_px;
    app->diagonal = diagonal;
    theme_fit(&app->theme, width_px, height_px, diagonal, app->switches, app->colour);
    wipe(app->ui.sizes, sizeof app->ui.sizes);
}

void app_language(App *app, const Language *language)
{
    Err err = {0};
    char key[32];
    app->language = language;
    app->ui.keyboard = keyboards_for(app->ui.keyboards, language->tag);
    app->ui.is_accents = false;
    if (!app->store)
        return;
    snprintf(key, sizeof key, "school_%s", language->tag);
    if (!settings_get(app->store, key, app->school, sizeof app->school, &err) || !app->school[0])
        settings_get(app->store, "school", app->school, sizeof app->school, &err);
}

void app_choose_language(App *app, const Language *language)
{
    app->is_language_chosen = true;
    app_language(app, language);
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
    if (row && row->idle_seconds == STAFF_IDLE)
        seconds = app->device.role == ROLE_DESK ? DESK_IDLE : LOBBY_IDLE;
    if (!app->is_begun)
        return 0;
    return seconds * 1000 * (app->switches.slow ? 5 : 1);
}

/* Where a visit begins there is nothing to lose but a few digits. */
static bool asks_for_more_time(const App *app)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    return row && row->idle_seconds != NEVER_ASKS && !nav_is_start(app);
}

static void follow_idle(App *app)
{
    int64_t idle = idle_ms(app);
    if (app->warned_ms && app->tick_ms - app->warned_ms >= IDLE_WARNING * 1000) {
        guest_end(app, app->guest.is_served ? "done" : "idle");
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

void app_time(App *app, int64_t now, int64_t tick_ms)
{
    bool is_new_minute = now / 60 != app->now / 60;
    app->now = now;
    app->tick_ms = app->ui.now_ms = tick_ms;
    if (is_new_minute) {
        signin_burn(app);
        app_follow(app);
    }
    follow_idle(app);
}

void app_start(App *app, int64_t now, int64_t tick_ms)
{
    app->burned_ms = app->touched_ms = app->entered_ms = tick_ms;
    app_time(app, now, tick_ms);
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
    if (app->fault.place && nav_is_start(app))
        wait = sooner(wait, app->fault_ms + MEND_AGAIN * 1000 - app->tick_ms);
    int frame = ui_wants_frame_ms(&app->ui);
    if (frame >= 0)
        wait = sooner(wait, frame);
    return wait < 1 ? 1 : (int)wait;
}

/* --- events and frames --------------------------------------------------------------------- */

/* A scan presses no button; what of it was typed before it was known is taken back. */
static bool take_scan(App *app, const Input *input)
{
    int typed = 0;
    ScanResult result =
        scanner_take(&app->scanner, app->device.scanner_prefix, input, app->tick_ms, &typed);
    for (int i = 0; i < typed; i++)
        input_type(&app->ui, "\1");
    app->has_scan = app->has_scan || result == SCAN_CODED;
    return result != SCAN_NONE;
}

static bool is_persons(const Input *input)
{
    return input->kind >= INPUT_PRESS && input->kind <= INPUT_TEXT && input->kind != INPUT_MOVE;
}

/* A touch on a page that lets nobody begin begins nothing. */
static bool is_beginning(const App *app)
{
    return nav_is_open(app) || !nav_is_start(app);
}

/* Staff who hurry away: over whatever is open, and while their PIN is looked at. */
static void press_lock(App *app)
{
    if (app->guest.level >= DESK || app->signin.state == SIGNIN_CHECKS)
        go_home(app);
}

static Node *find_button(const App *app, const char *id)
{
    Node *node = app->ui.root;
    while (node && (node->role != BUTTON || strcmp(node->msgid, id) != 0))
        node = node_after(node);
    return node;
}

/* Escape takes back what is searched for, else it is the screen's own Back, where it has one. */
static void press_back(App *app)
{
    const Node *clear = find_button(app, "Clear the search"), *back = find_button(app, "Back");
    if (clear || back)
        app->ui.activated = clear ? clear->id : back->id;
    else
        go_back(app);
}

void app_input(App *app, const Input *input)
{
    if (input->kind == INPUT_QUIT)
        app->has_quit = true;
    if (input->kind == INPUT_RESIZE)
        app_resize(app, (int)input->x, (int)input->y, app->diagonal);
    if (!is_persons(input))
        goto take;
    if (input->kind == INPUT_KEY && input->key == KEY_LOCK) {
        press_lock(app); /* to anybody else it is no key */
        return;
    }
    if (!app->warned_ms)
        app->touched_ms = app->tick_ms;
    if (!app->is_begun && is_beginning(app))
        guest_begin(app);
    if (input->kind == INPUT_PRESS && app->journey.count)
        app->journey.steps[app->journey.count - 1].touches++;
    if (input->kind == INPUT_KEY && input->key == KEY_ESCAPE && !app->warned_ms) {
        if (app->over)
            app->over = OVER_NOTHING;
        else if (!offers_close(&app->ui))
            press_back(app);
    }
take:
    if (!take_scan(app, input))
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

/* First the field gives back what the scanner typed into it, then the code is looked at. */
static void follow_scan(App *app)
{
    declare(app);
    app->has_scan = false;
    app->screens->scanned(app, app->scanner.code);
    scanner_forget(&app->scanner);
}

void app_frame(App *app)
{
    app->wake_ms = 0;
    saving_follow(app);
    if (app->has_scan)
        follow_scan(app);
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
