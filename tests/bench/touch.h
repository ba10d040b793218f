/* Touching a kiosk in this process: the loop's own steps, each by itself. */
#ifndef BENCH_TOUCH_H
#define BENCH_TOUCH_H

#include <string.h>

#include "app/guest.h"
#include "app/nav.h"
#include "bench/bench.h"
#include "commands/glass.h"

#define CHECK_IN "Check in {0, plural, one {# person} other {# people}}"

/* The control with this id or label; null. */
static inline Node *touch_find(Glass *glass, const char *label)
{
    for (Node *n = glass->app.ui.root; n; n = node_after(n))
        if (n->is_control && (strcmp(n->msgid, label) == 0 || strcmp(n->label, label) == 0))
            return n;
    return NULL;
}

static inline Node *touch_must_find(Glass *glass, const char *label)
{
    Node *n = touch_find(glass, label);
    if (!n)
        fprintf(stderr, "bench: %s has no \"%s\"\n", app_screen_name(&glass->app), label);
    bench_must(n != NULL, "a control", NULL);
    return n;
}

static inline Input touch_at(InputKind kind, const Node *n)
{
    return (Input){.kind = kind, .x = n->box.x + n->box.w / 2, .y = n->box.y + n->box.h / 2};
}

/* What the loop does with an event. Without a window: until the picture is drawn. */
static inline void touch_send(Glass *glass, Window *window, const Input *input)
{
    Err err = {0};
    app_input(&glass->app, input);
    glass_frame(glass);
    if (window)
        bench_must(window_show(window, glass->picture, &glass->damage, &err), "window", &err);
}

static inline void touch_type(Glass *glass, Window *window, const char *text)
{
    Input input = {.kind = INPUT_TEXT};
    snprintf(input.text, sizeof input.text, "%s", text);
    touch_send(glass, window, &input);
}

#endif
