/* The toolkit alone, frame by frame as the app runs it, for the tests of its parts. */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include "check.h"
#include "measure.h"
#include "ui/input.h"
#include "ui/paint.h"
#include "ui/ui.h"

#include <math.h>

typedef struct {
    Languages languages;
    Keyboards keyboards;
    Formats *formats;
    Theme theme;
    Ui ui;
} Bench;

static inline Bench *bench_open(const char *language, Switches switches)
{
    Bench *b = calloc(1, sizeof *b);
    Err err = {0};
    assert_true(languages_open(&b->languages, FOYER_LOCALES, &err));
    assert_true(keyboards_open(&b->keyboards, FOYER_SOURCE "/assets/keyboards", &err));
    b->formats = formats_new("America/Chicago", &err);
    ui_init(&b->ui, &b->languages, b->formats, &fixed_measurer, &b->keyboards);
    theme_fit(&b->theme, 1920, 1080, 0, switches, 0);
    b->ui.now_ms = 1000;
    b->ui.language = languages_find(&b->languages, language);
    return b;
}

static inline void bench_close(Bench *b)
{
    ui_finish(&b->ui);
    formats_free(b->formats);
    languages_close(&b->languages);
    free(b);
}

/* Frames of one screen, until it stands still, as the app runs them. */
typedef void (*Declare)(Ui *ui, void *state);

static inline void frame(Bench *b, Declare declare, void *state)
{
    for (int i = 0; i < 4; i++) {
        ui_begin_frame(&b->ui, &b->theme, b->ui.language);
        declare(&b->ui, state);
        ui_end_frame(&b->ui);
        if (!b->ui.has_acted)
            return;
    }
}

static inline Node *named(Bench *b, Role role, const char *label)
{
    for (Node *n = b->ui.root; n; n = node_after(n))
        if (n->role == role && (strcmp(n->label, label) == 0 || strcmp(n->msgid, label) == 0))
            return n;
    return NULL;
}

static inline Node *must(Bench *b, Role role, const char *label)
{
    Node *node = named(b, role, label);
    if (!node)
        fail_msg("no %s %s", role_text(role), label);
    return node;
}

static inline bool says(Bench *b, const char *text)
{
    for (Node *n = b->ui.root; n; n = node_after(n))
        if (strstr(n->label, text))
            return true;
    return false;
}

static inline void touch(Bench *b, InputKind kind, float x, float y)
{
    input_take(&b->ui, &(Input){.kind = kind, .x = x, .y = y});
}

static inline void tap_node(Bench *b, const Node *n)
{
    float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;
    CHECK(input_hit(&b->ui, x, y) == n);
    touch(b, INPUT_PRESS, x, y);
    touch(b, INPUT_RELEASE, x, y);
}

static inline void type(Bench *b, const char *text)
{
    Input input = {.kind = INPUT_TEXT};
    snprintf(input.text, sizeof input.text, "%s", text);
    input_take(&b->ui, &input);
}

static inline void press_key(Bench *b, KeyCode key)
{
    input_take(&b->ui, &(Input){.kind = INPUT_KEY, .key = key});
}

static inline bool near(float a, float b)
{
    return fabsf(a - b) < 0.1F;
}

#endif
