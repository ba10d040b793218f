/* The lines that drive understands. */
#include "app/nav.h"
#include "base/utf8.h"
#include "commands/drive.h"
#include "exchange/demo_history.h"
#include "exchange/json.h"
#include "ui/scroll.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 6 };

typedef struct {
    Drive *drive;
    App *app;
    const char *words[WORDS]; /* without their quotes */
    int count;
    Json *answer;
    char problem[256];
} Verb;

static bool refuse(Verb *v, const char *why)
{
    snprintf(v->problem, sizeof v->problem, "%s", why);
    return false;
}

/* --- finding ------------------------------------------------------------------------------- */

static Node *root(const Verb *v)
{
    return v->app->ui.root;
}

static bool fits(const Node *n, const char *role, const char *label)
{
    if (n->role == NOTHING || (role && strcmp(role_text(n->role), role) != 0))
        return false;
    return strcmp(n->label, label) == 0 || strcmp(n->msgid, label) == 0;
}

/* tap [ROLE] LABEL [#N]: a control is meant where one fits. */
static Node *find(Verb *v)
{
    int number = 0, last = v->count - 1;
    if (last > 1 && v->words[last][0] == '#')
        number = atoi(v->words[last--] + 1);
    const char *label = v->words[last], *role = last > 1 ? v->words[1] : NULL;
    Node *found = NULL;
    int count = 0;
    for (Node *n = root(v); n; n = node_after(n))
        if (fits(n, role, label) && (role || n->is_control) && ++count == (number ? number : 1))
            found = n;
    if (!found)
        refuse(v, "there is none");
    else if (count > 1 && !number) {
        snprintf(v->problem, sizeof v->problem, "there are %d: say which with #N", count);
        found = NULL;
    }
    return found;
}

/* In a list that moved it may be another one's number. */
static Node *find_again(const Verb *v, uint64_t id)
{
    Node *n = root(v);
    while (n && n->id != id)
        n = node_after(n);
    return n;
}

static bool is_reachable(Verb *v, const Node *n, float x, float y)
{
    const Theme *t = &v->app->theme;
    if (n->state & STATE_DISABLED)
        return refuse(v, "it is disabled");
    if (n->box.w <= 0 || n->box.h <= 0 || x < 0 || y < 0 || x > t->width || y > t->height)
        return refuse(v, "it is off the glass");
    if (input_hit(&v->app->ui, x, y) != n)
        return refuse(v, "it is covered");
    return true;
}

/* --- doing --------------------------------------------------------------------------------- */

static void send(Verb *v, Input input)
{
    app_input(v->app, &input);
    glass_frame(&v->drive->glass);
}

static void send_at(Verb *v, InputKind kind, float x, float y)
{
    send(v, (Input){.kind = kind, .x = x, .y = y});
}

static bool touch(Verb *v, bool is_released)
{
    Node *n = v->count > 1 ? find(v) : NULL;
    if (v->count < 2)
        return refuse(v, "what?");
    if (!n)
        return false;
    uint64_t id = n->id;
    /* As a hand would, scroll to it first; rows that come into sight may move it once more. */
    for (int i = 0; i < 4 && n && scroll_reveal(&v->app->ui, n); i++) {
        glass_frame(&v->drive->glass);
        n = find_again(v, id);
    }
    if (!n)
        return refuse(v, "it went when it was scrolled to");
    float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;
    if (!is_reachable(v, n, x, y))
        return false;
    send_at(v, INPUT_PRESS, x, y);
    if (is_released)
        send_at(v, INPUT_RELEASE, x, y);
    return true;
}

static bool tap(Verb *v)
{
    return touch(v, true);
}

static bool hold(Verb *v)
{
    return touch(v, false);
}

static float number(const Verb *v, int word)
{
    return word < v->count ? strtof(v->words[word], NULL) : 0;
}

/* Places on the glass are told in pixels. */
static bool press(Verb *v)
{
    float scale = v->app->theme.px_per_u;
    if (v->count != 3)
        return refuse(v, "press X Y");
    send_at(v, INPUT_PRESS, number(v, 1) / scale, number(v, 2) / scale);
    send_at(v, INPUT_RELEASE, number(v, 1) / scale, number(v, 2) / scale);
    return true;
}

static bool drag(Verb *v)
{
    float scale = v->app->theme.px_per_u;
    if (v->count != 5)
        return refuse(v, "drag X1 Y1 X2 Y2");
    float x = number(v, 1) / scale, y = number(v, 2) / scale;
    float dx = number(v, 3) / scale - x, dy = number(v, 4) / scale - y;
    send_at(v, INPUT_PRESS, x, y);
    for (int i = 1; i <= 8; i++)
        send_at(v, INPUT_MOVE, x + dx * (float)i / 8, y + dy * (float)i / 8);
    send_at(v, INPUT_RELEASE, x + dx, y + dy);
    return true;
}

static void type_letters(Verb *v, const char *text)
{
    while (*text) {
        Input input = {.kind = INPUT_TEXT};
        const char *at = text;
        utf8_next(&at);
        memcpy(input.text, text, (size_t)(at - text));
        if (*text == ' ')
            input = (Input){.kind = INPUT_KEY, .key = KEY_SPACE};
        text = at;
        send(v, input);
    }
}

static bool type(Verb *v)
{
    if (v->count != 2)
        return refuse(v, "type \"TEXT\"");
    type_letters(v, v->words[1]);
    return true;
}

static bool scan(Verb *v)
{
    if (v->count != 2)
        return refuse(v, "scan \"CODE\"");
    type_letters(v, v->words[1]);
    send(v, (Input){.kind = INPUT_KEY, .key = KEY_ENTER});
    return true;
}

static bool key(Verb *v)
{
    static const struct {
        const char *name;
        KeyCode code;
    } KEYS[] = {{"Tab", KEY_TAB}, {"BackTab", KEY_BACK_TAB}, {"Up", KEY_UP}, {"Down", KEY_DOWN},
        {"Left", KEY_LEFT}, {"Right", KEY_RIGHT}, {"Enter", KEY_ENTER}, {"Return", KEY_ENTER},
        {"Space", KEY_SPACE}, {"Escape", KEY_ESCAPE}, {"Backspace", KEY_BACKSPACE},
        {"Delete", KEY_DELETE}, {"Home", KEY_HOME}, {"End", KEY_END}, {"PageUp", KEY_PAGE_UP},
        {"PageDown", KEY_PAGE_DOWN}, {"Lock", KEY_LOCK}};
    for (size_t i = 0; v->count == 2 && i < sizeof KEYS / sizeof *KEYS; i++)
        if (strcmp(KEYS[i].name, v->words[1]) == 0) {
            send(v, (Input){.kind = INPUT_KEY, .key = KEYS[i].code});
            return true;
        }
    return refuse(v, "no such key");
}

/* As the loop would: each time a job wakes it, a frame. */
static bool wait_jobs(Verb *v)
{
    while (jobs_running(v->app->jobs)) {
        jobs_wait(v->app->jobs);
        glass_frame(&v->drive->glass);
    }
    glass_frame(&v->drive->glass); /* the last may have ended just before */
    return true;
}

/* Second by second, as the loop would: countdowns and timers run. */
static bool wait(Verb *v)
{
    if (v->count == 2 && strcmp(v->words[1], "jobs") == 0)
        return wait_jobs(v);
    int64_t ms = (int64_t)(strtod(v->count == 2 ? v->words[1] : "", NULL) * 1000);
    if (ms <= 0 || ms > 86400LL * 1000)
        return refuse(v, "wait SECONDS");
    int64_t end = v->app->tick_ms + ms, began = v->app->tick_ms, wall = v->app->now;
    while (v->app->tick_ms < end) {
        int64_t step = app_wait_ms(v->app);
        int64_t next = v->app->tick_ms + (step < 250 ? 250 : step);
        next = next > end ? end : next;
        app_time(v->app, wall + (next - began) / 1000, next);
        glass_frame(&v->drive->glass);
    }
    return true;
}

static bool set_clock(Verb *v)
{
    Err err = {0};
    int64_t now = 0;
    if (v->count != 2 || !zone_parse(v->app->zone, v->words[1], &now, &err))
        return refuse(v, "clock TIME, as 2026-11-19T17:42");
    app_time(v->app, now, v->app->tick_ms);
    glass_frame(&v->drive->glass);
    return true;
}

static bool language(Verb *v)
{
    const Language *l = v->count == 2 ? languages_find(v->app->languages, v->words[1]) : NULL;
    if (!l)
        return refuse(v, "no catalogue for this language");
    app_choose_language(v->app, l);
    glass_frame(&v->drive->glass);
    return true;
}

static bool size(Verb *v)
{
    int width = 0, height = 0;
    Err err = {0};
    if (v->count != 2 || !size_read(v->words[1], &width, &height))
        return refuse(v, "size WxH");
    if (!glass_resize(&v->drive->glass, width, height, &err))
        return refuse(v, err.detail);
    glass_frame(&v->drive->glass);
    return true;
}

static bool set_switch(Verb *v)
{
    Switches *s = &v->app->switches;
    const struct {
        const char *name;
        bool *on;
    } SWITCHES[] = {
        {"large", &s->large}, {"contrast", &s->contrast}, {"reach", &s->reach}, {"slow", &s->slow}};
    for (size_t i = 0; v->count == 3 && i < sizeof SWITCHES / sizeof *SWITCHES; i++)
        if (strcmp(SWITCHES[i].name, v->words[1]) == 0) {
            *SWITCHES[i].on = strcmp(v->words[2], "on") == 0;
            app_resize(v->app, v->app->width_px, v->app->height_px, v->app->diagonal);
            glass_frame(&v->drive->glass);
            return true;
        }
    return refuse(v, "switch large|contrast|reach|slow on|off");
}

/* What the office says the glass shall show. */
static bool set_page(Verb *v)
{
    AppPage page;
    Err err = {0};
    if (v->count != 2 || !app_page_read(v->words[1], &page))
        return refuse(v, "page open|closed|emergency");
    bool is_kept = app_page(v->app, page, &err);
    glass_frame(&v->drive->glass);
    return is_kept || refuse(v, err.detail);
}

/* Visits of this term and the one before, of the made-up school. */
static bool history(Verb *v)
{
    Err err = {0};
    return demo_history(v->app->store, v->app->now, &err) || refuse(v, err.detail);
}

/* As another machine: whoever was at the glass is gone. */
static bool set_device(Verb *v)
{
    Device device = v->app->device;
    if (v->count != 2 || !device_role_read(v->words[1], &device.role))
        return refuse(v, "device lobby|desk");
    glass_device(&v->drive->glass, &device);
    glass_frame(&v->drive->glass);
    return true;
}

static bool refuse_level(Verb *v, const ScreenRow *row)
{
    static const char *const LEVELS[] = {[ANYONE] = "anyone",
        [FOUND] = "a family that is found",
        [PROVEN] = "a family that is proven",
        [DESK] = "the desk",
        [OFFICE] = "the office",
        [ADMIN] = "an administrator"};
    if (row->level <= v->app->guest.level)
        return refuse(v, row->level ? "no family is open" : "a desk has no such screen");
    snprintf(v->problem, sizeof v->problem, "%s wants %s; at the glass is %s", row->name,
        LEVELS[row->level], LEVELS[v->app->guest.level]);
    return false;
}

/* As a screen would lead there; not above whoever is at the glass. */
static bool open_screen(Verb *v)
{
    const ScreenTable *screens = v->app->screens;
    const ScreenRow *row = NULL;
    for (int i = 0; v->count == 2 && i < screens->count; i++)
        if (strcmp(screens->rows[i].name, v->words[1]) == 0)
            row = &screens->rows[i];
    if (!row)
        return refuse(v, "open SCREEN, as in screens.def or office.def");
    if (!nav_may(v->app, row))
        return refuse_level(v, row);
    go(v->app, row->screen);
    glass_frame(&v->drive->glass);
    return v->app->place.screen == row->screen || refuse(v, "it led elsewhere");
}

static bool shot(Verb *v)
{
    Err err = {0};
    if (v->count != 2)
        return refuse(v, "shot FILE.png");
    if (!picture_save(v->drive->glass.picture, v->words[1], &err))
        return refuse(v, err.detail);
    return true;
}

static bool quit(Verb *v)
{
    v->drive->has_quit = true;
    return true;
}

/* --- tree ---------------------------------------------------------------------------------- */

static void add_states(Json *to, unsigned state)
{
    static const struct {
        unsigned bit;
        const char *name;
    } STATES[] = {{STATE_FOCUSED, "focused"}, {STATE_PRESSED, "pressed"},
        {STATE_SELECTED, "selected"}, {STATE_DISABLED, "disabled"}, {STATE_SECRET, "secret"},
        {STATE_CUT, "cut"}, {STATE_MISSING, "missing"}};
    Json *list = json_new_array();
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (state & STATES[i].bit)
            json_text(list, NULL, STATES[i].name);
    json_add(to, "state", list);
}

static Json *node_json(const Node *n, float scale)
{
    Json *json = json_new_object(), *box = json_new_array();
    json_text(json, "role", role_text(n->role));
    json_text(json, "id", n->msgid);
    json_text(json, "label", n->label);
    json_text(json, "value", n->state & STATE_SECRET ? NULL : n->value);
    const float sides[4] = {n->box.x, n->box.y, n->box.w, n->box.h};
    for (int i = 0; i < 4; i++)
        json_int(box, NULL, (int64_t)(sides[i] * scale + 0.5F));
    json_add(json, "box", box);
    add_states(json, n->state);
    return json;
}

static bool tree(Verb *v)
{
    Json *nodes = json_new_array();
    json_text(v->answer, "screen", app_screen_name(v->app));
    json_text(v->answer, "language", v->app->language->tag);
    for (const Node *n = root(v); n; n = node_after(n))
        if (n->role != NOTHING && n->role != PAGE)
            json_add(nodes, NULL, node_json(n, v->app->theme.px_per_u));
    json_add(v->answer, "nodes", nodes);
    return true;
}

/* --- lines --------------------------------------------------------------------------------- */

/* Cuts a line at its spaces; a word in quotes holds spaces and, after a backslash, quotes. */
static int cut(char *line, const char **words)
{
    int count = 0;
    char *at = line;
    while (count < WORDS) {
        while (isspace((unsigned char)*at))
            at++;
        if (!*at)
            break;
        bool is_quoted = *at == '"';
        char *out = at += is_quoted;
        words[count++] = out;
        while (*at && (is_quoted ? *at != '"' : !isspace((unsigned char)*at))) {
            if (is_quoted && at[0] == '\\' && at[1])
                at++;
            *out++ = *at++;
        }
        bool is_end = !*at;
        *out = 0;
        if (is_end)
            break;
        at++;
    }
    return count;
}

bool drive_line(Drive *drive, char *line, Buf *out)
{
    static const struct {
        const char *name;
        bool (*act)(Verb *v);
    } VERBS[] = {{"tree", tree}, {"tap", tap}, {"hold", hold}, {"press", press}, {"drag", drag},
        {"type", type}, {"key", key}, {"scan", scan}, {"wait", wait}, {"clock", set_clock},
        {"language", language}, {"size", size}, {"switch", set_switch}, {"open", open_screen},
        {"device", set_device}, {"page", set_page}, {"history", history}, {"shot", shot},
        {"quit", quit}};
    Verb v = {.drive = drive, .app = &drive->glass.app, .answer = json_new_object()};
    bool is_done = false;
    v.count = cut(line, v.words);
    refuse(&v, "no such command");
    bool is_try = v.count > 1 && strcmp(v.words[0], "try") == 0;
    if (is_try)
        memmove(v.words, v.words + 1, (size_t)--v.count * sizeof *v.words);
    for (size_t i = 0; v.count && i < sizeof VERBS / sizeof *VERBS; i++)
        if (strcmp(VERBS[i].name, v.words[0]) == 0)
            is_done = VERBS[i].act(&v);
    json_bool(v.answer, "ok", is_done || is_try);
    if (is_try)
        json_bool(v.answer, "done", is_done);
    if (!is_done)
        json_text(v.answer, "reason", v.problem);
    json_write(v.answer, out);
    json_free(v.answer);
    return is_done || is_try;
}
