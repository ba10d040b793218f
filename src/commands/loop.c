/* Waits for an event or the next deadline; draws only what changed. */
#include "commands/loop.h"
#include "base/clock.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

enum { EVENTS_A_FRAME = 64 };

typedef struct {
    Glass *glass;
    Window *window;
    const char *shown;
    bool needs_all; /* the window lost its picture */
} Loop;

static void tell(Loop *loop)
{
    const char *name = app_screen_name(&loop->glass->app);
    if (loop->shown && strcmp(name, loop->shown) == 0)
        return;
    loop->shown = name;
    printf("shown %s\n", name);
    fflush(stdout);
}

static bool frame(Loop *loop, Err *err)
{
    Glass *k = loop->glass;
    int64_t began = clock_tick_ms();
    glass_frame(k);
    const Damage *damage = loop->needs_all ? NULL : &k->damage;
    loop->needs_all = false;
    if (!window_show(loop->window, k->picture, damage, err))
        return false;
    int64_t took = clock_tick_ms() - began;
    if (took > 50)
        log_line(
            LOG_WARNING, "slow: a frame of %s took %d ms", app_screen_name(&k->app), (int)took);
    tell(loop);
    return true;
}

static bool take(Loop *loop, const Input *input, Err *err)
{
    if (input->kind == INPUT_RESIZE) {
        loop->needs_all = true;
        return glass_resize(loop->glass, (int)input->x, (int)input->y, err);
    }
    if (input->kind == INPUT_EXPOSE)
        loop->needs_all = true;
    app_input(&loop->glass->app, input);
    return true;
}

/* Everything that waits is taken before one frame is drawn; but a release that acts gets its
 * own frame, so that the next press meets the tree that it led to. */
static bool gather(Loop *loop, Err *err)
{
    App *app = &loop->glass->app;
    int wait = app_wait_ms(app);
    for (int i = 0; i < EVENTS_A_FRAME; i++) {
        Input input;
        window_wait(loop->window, wait, app->theme.px_per_u, &input);
        app_time(app, clock_wall(), clock_tick_ms());
        if (input.kind == INPUT_NONE)
            return true;
        if (!take(loop, &input, err))
            return false;
        if (input.kind != INPUT_MOVE)
            return true;
        wait = 0;
    }
    return true;
}

bool loop_run(Glass *glass, Window *window, Err *err)
{
    Loop loop = {.glass = glass, .window = window, .needs_all = true};
    app_start(&glass->app, clock_wall(), clock_tick_ms());
    if (!frame(&loop, err))
        return false;
    while (!glass->app.has_quit)
        if (!gather(&loop, err) || !frame(&loop, err))
            return false;
    return true;
}
