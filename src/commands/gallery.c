/* foyer gallery: every part in every state, in a window or as a picture. */
#include "screens/gallery.h"
#include "base/clock.h"
#include "commands/command.h"
#include "commands/loop.h"
#include "commands/options.h"

#include <argp.h>
#include <stdlib.h>

typedef struct {
    const char *shot, *language;
    int width, height, page;
    Switches switches;
} GalleryOptions;

enum {
    KEY_SHOT = 256,
    KEY_SIZE,
    KEY_PAGE,
    KEY_LANGUAGE,
    KEY_LARGE,
    KEY_CONTRAST,
    KEY_REACH,
    KEY_SLOW
};

static const struct argp_option OPTIONS[] = {
    {"shot", KEY_SHOT, "FILE.png", 0, "No window: write the page as a picture", 0},
    {"size", KEY_SIZE, "WxH", 0, "Pixels, as 1920x1080 (which it is without)", 0},
    {"page", KEY_PAGE, "N", 0, "Which page, 1 to 9 (1 without)", 0},
    {"language", KEY_LANGUAGE, "TAG", 0, "As es or ar (en without)", 0},
    {"large", KEY_LARGE, NULL, 0, "With large text", 1},
    {"contrast", KEY_CONTRAST, NULL, 0, "With strong contrast", 1},
    {"reach", KEY_REACH, NULL, 0, "With low reach", 1},
    {"slow", KEY_SLOW, NULL, 0, "With more time and no motion", 1},
    {0},
};

static bool take_switch(int key, Switches *on)
{
    switch (key) {
    case KEY_LARGE:
        return on->large = true;
    case KEY_CONTRAST:
        return on->contrast = true;
    case KEY_REACH:
        return on->reach = true;
    case KEY_SLOW:
        return on->slow = true;
    default:
        return false;
    }
}

static error_t take(int key, char *value, struct argp_state *state)
{
    GalleryOptions *o = state->input;
    switch (key) {
    case KEY_SHOT:
        o->shot = value;
        return 0;
    case KEY_SIZE:
        if (!size_read(value, &o->width, &o->height))
            argp_error(state, "--size wants WIDTHxHEIGHT in pixels, as 1920x1080");
        return 0;
    case KEY_PAGE:
        o->page = atoi(value);
        if (o->page < 1 || o->page > GALLERY_PAGES)
            argp_error(state, "--page wants 1 to %d", GALLERY_PAGES);
        return 0;
    case KEY_LANGUAGE:
        o->language = value;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "\"%s\" is not an option", value);
        return 0;
    default:
        return take_switch(key, &o->switches) ? 0 : ARGP_ERR_UNKNOWN;
    }
}

/* The screen, the language and the switches that were asked for. */
static bool enter(Glass *glass, const GalleryOptions *o, Err *err)
{
    App *app = &glass->app;
    const Language *language = languages_find(&glass->languages, o->language);
    if (!glass->has_texts)
        return err_set(err, ERR_NOT_FOUND, "no catalogues in %s", locales_folder());
    if (!language)
        return err_set(err, ERR_NOT_FOUND, "no catalogue for the language %s", o->language);
    app_language(app, language);
    app->switches = o->switches;
    app_resize(app, app->width_px, app->height_px, app->diagonal);
    go(app, screen_gallery);
    app->next.note[0] = (char)(o->page - 1);
    return true;
}

static bool shoot(Glass *glass, const GalleryOptions *o, Err *err)
{
    bool is_done = glass_open(glass, NULL, false, o->width, o->height, clock_wall(), err) &&
        enter(glass, o, err);
    if (is_done) {
        glass_frame(glass);
        is_done = picture_save(glass->picture, o->shot, err);
    }
    glass_close(glass);
    return is_done;
}

static bool show(Glass *glass, const GalleryOptions *o, Err *err)
{
    Window *window = NULL;
    if (!window_open(&window, o->width, o->height, true, err))
        return false;
    bool is_done = glass_open(glass, NULL, false, o->width, o->height, clock_wall(), err) &&
        enter(glass, o, err) && loop_run(glass, window, err);
    glass_close(glass);
    window_close(window);
    return is_done;
}

int command_gallery(int argc, char **argv)
{
    static const struct argp ARGP = {
        .options = OPTIONS, .parser = take, .doc = "Every part in every state, page by page."};
    static Glass glass;
    GalleryOptions options = {.language = "en", .width = 1920, .height = 1080, .page = 1};
    Err err = {0};
    argp_parse(&ARGP, argc, argv, 0, NULL, &options);
    bool is_done = options.shot ? shoot(&glass, &options, &err) : show(&glass, &options, &err);
    return is_done ? 0 : command_failed("gallery", &err);
}
