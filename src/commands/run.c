/* foyer run: the kiosk, on a real glass. */
#include "base/clock.h"
#include "commands/command.h"
#include "commands/loop.h"
#include "commands/options.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    DbOption db;
    bool is_windowed, is_demo;
    int width, height; /* 0: the whole display */
} RunOptions;

enum { KEY_SIZE = 256, KEY_WINDOWED, KEY_DEMO };

static const struct argp_option OPTIONS[] = {
    {"windowed", KEY_WINDOWED, NULL, 0, "In a window, not over the whole display", 0},
    {"size", KEY_SIZE, "WxH", 0, "Pixels, as 1920x1080", 0},
    {"demo", KEY_DEMO, NULL, 0, "Fill an empty database with the made-up school", 0},
    {0},
};

static error_t take(int key, char *value, struct argp_state *state)
{
    RunOptions *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case KEY_WINDOWED:
        o->is_windowed = true;
        return 0;
    case KEY_DEMO:
        o->is_demo = true;
        return 0;
    case KEY_SIZE:
        if (!size_read(value, &o->width, &o->height))
            argp_error(state, "--size wants WIDTHxHEIGHT in pixels, as 1920x1080");
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "\"%s\" is not an option", value);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool run(RunOptions *o, Err *err)
{
    if (!has_db_path(&o->db, err))
        return false;
    static Glass glass;
    Window *window = NULL;
    int width = o->width, height = o->height;
    if (!window_open(&window, width, height, o->is_windowed, err))
        return false;
    window_size(window, &width, &height);
    bool is_done =
        glass_open(&glass, db_path(&o->db), o->is_demo, width, height, clock_wall(), err);
    if (is_done) {
        glass_device(&glass, &o->db.device);
        glass.window = window;
        is_done = loop_run(&glass, window, err);
    }
    glass_close(&glass);
    window_close(window);
    return is_done;
}

int command_run(int argc, char **argv)
{
    static const struct argp_child CHILDREN[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp ARGP = {.options = OPTIONS,
        .parser = take,
        .children = CHILDREN,
        .doc = "The kiosk. Escape goes back; the window's close or SIGTERM ends it."};
    RunOptions options = {0};
    Err err = {0};
    argp_parse(&ARGP, argc, argv, 0, NULL, &options);
    return run(&options, &err) ? 0 : command_failed("run", &err);
}
