/* The generic checks: names, sizes, places, words, colours, keyboard. */
#include "inspect.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const float EPSILON = 0.3F; /* u: less than a pixel and a half */

typedef struct {
    Ui *ui;
    char *out;
    size_t size, used;
    int count;
} Report;

static void note(Report *r, const Node *n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(Report *r, const Node *n, const char *format, ...)
{
    char what[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    r->count++;
    int written = snprintf(r->out + r->used, r->size - r->used,
        "  %s \"%s\" [%.0f %.0f %.0f %.0f]: %s\n", role_text(n->role),
        n->label[0] ? n->label : n->msgid, n->box.x, n->box.y, n->box.w, n->box.h, what);
    if (written > 0 && (size_t)written < r->size - r->used)
        r->used += (size_t)written;
}

static const Node *scroller(const Node *n)
{
    while (n && !n->is_scroll)
        n = n->parent;
    return n;
}

static bool is_seen(const Node *n)
{
    return n->box.x + n->box.w > n->clip.x + EPSILON && n->box.y + n->box.h > n->clip.y + EPSILON &&
        n->box.x < n->clip.x + n->clip.w - EPSILON && n->box.y < n->clip.y + n->clip.h - EPSILON;
}

static bool overlap(const Node *a, const Node *b)
{
    return a->box.x + EPSILON < b->box.x + b->box.w && b->box.x + EPSILON < a->box.x + a->box.w &&
        a->box.y + EPSILON < b->box.y + b->box.h && b->box.y + EPSILON < a->box.y + a->box.h;
}

static void check_control(Report *r, const Node *n)
{
    const Theme *t = r->ui->theme;
    float wide = n->role == KEY ? 15 : t->target, high = n->role == KEY ? 16 : t->target;
    if (!n->label[0])
        note(r, n, "no name");
    /* Where it fits: a pseudo-locale is longer than any language. */
    bool is_pseudo = strcmp(r->ui->language->tag, "en_XA") == 0;
    if (t->switches.reach && !is_pseudo && n->role != FIELD && is_seen(n) &&
        n->box.y < t->height * 0.4F - EPSILON && n->box.y >= n->clip.y - EPSILON)
        note(r, n, "too high for a low reach");
    if (n->box.w < wide - EPSILON || n->box.h < high - EPSILON)
        note(r, n, "too small: %.1f by %.1f", n->box.w, n->box.h);
}

static void check_place(Report *r, const Node *n)
{
    const Theme *t = r->ui->theme;
    bool is_off = n->box.x < -EPSILON || n->box.y < -EPSILON ||
        n->box.x + n->box.w > t->width + EPSILON || n->box.y + n->box.h > t->height + EPSILON;
    if (is_off && !scroller(n))
        note(r, n, "off the glass");
    const Node *p = n->parent; /* the control it stands in */
    while (p && n->show == SHOW_TEXT && !p->is_control && !p->is_scroll)
        p = p->parent;
    bool is_out = p && !p->is_scroll && p->is_control &&
        (n->box.x < p->box.x - EPSILON || n->box.x + n->box.w > p->box.x + p->box.w + EPSILON ||
            n->box.y < p->box.y - EPSILON || n->box.y + n->box.h > p->box.y + p->box.h + EPSILON);
    if (is_out)
        note(r, p, "cut: \"%s\" stands out of it", n->label);
    if (n->state & STATE_CUT)
        note(r, n, "cut");
    if (n->state & STATE_MISSING)
        note(r, n, "no glyph");
}

static void check_words(Report *r, const Node *n)
{
    if (n->msgid[0] && !language_has(r->ui->language, n->msgid))
        note(r, n, "not translated: %s", n->msgid);
}

/* Letters of English that are neither data (isolated) nor in brackets nor turned round. */
static bool has_english(const char *text)
{
    int depth = 0;
    while (*text) {
        uint32_t c = utf8_next(&text);
        if (c == '[' || c == 0x2068 || c == 0x202E)
            depth++;
        else if (c == ']' || c == 0x2069 || c == 0x202C)
            depth--;
        else if (depth <= 0 && c < 0x80 && isalpha((int)c))
            return true;
    }
    return false;
}

bool inspect_is_pseudo(const Language *language)
{
    return strstr(language->tag, "_X") != NULL;
}

static void check_pseudo(Report *r, const Node *n)
{
    bool is_key = n->role == KEY || (n->parent && n->parent->role == KEY);
    bool is_said = n->role != NOTHING || n->show == SHOW_TEXT;
    if (!inspect_is_pseudo(r->ui->language) || !is_said || is_key || n->state & STATE_PERSONAL ||
        n->style.language != r->ui->language)
        return;
    if (has_english(n->label))
        note(r, n, "past the catalogue");
}

/* What lies behind a node: the nearest fill outwards. */
static Tone behind(const Node *n)
{
    for (n = n->parent; n; n = n->parent) {
        if (n->is_modal && !n->fill)
            return TONE_NONE; /* the veil: its cards have fills of their own */
        if (n->fill)
            return n->fill;
    }
    return PAPER;
}

static void check_contrast(Report *r, const Node *n)
{
    const Colour *tone = r->ui->theme->tone;
    Tone under = behind(n);
    bool is_large = n->style.size >= 10 && n->style.is_bold;
    if (n->colour == OFF || under == TONE_NONE || under == ON_ACCENT_DISC)
        return;
    double ratio = theme_contrast(tone[n->colour], tone[under]);
    if (ratio < (is_large ? 3 : 4.5))
        note(r, n, "contrast of %.1f", ratio);
}

static bool counts_for_overlap(const Node *n)
{
    return (n->is_control || (n->show == SHOW_TEXT && n->label[0])) && is_seen(n);
}

static void check_overlaps(Report *r, const Node *top)
{
    for (const Node *a = top; a && node_is_within(a, top); a = node_after(a)) {
        if (!counts_for_overlap(a))
            continue;
        for (const Node *b = node_after(a); b && node_is_within(b, top); b = node_after(b)) {
            if (!counts_for_overlap(b) || node_is_within(b, a) || scroller(a) != scroller(b))
                continue;
            if (overlap(a, b))
                note(r, b, "overlaps \"%s\"", a->label);
        }
    }
}

/* The focus after an arrow, from somewhere. */
static uint64_t after_arrow(Ui *ui, uint64_t from, KeyCode key)
{
    ui->focus = from;
    ui->is_focus_shown = true;
    input_take(ui, &(Input){.kind = INPUT_KEY, .key = key});
    return ui->focus;
}

static bool is_in(const uint64_t *ids, int count, uint64_t id)
{
    for (int i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Where Tab stops in the group; 0: nowhere. */
static uint64_t stop_in(Ui *ui, const Node *group)
{
    ui->focus = 0;
    for (int i = 0; i < 64; i++) {
        const Node *at = ui->root;
        input_focus(ui, 1);
        while (at && at->id != ui->focus)
            at = node_after(at);
        if (at && node_is_within(at, group))
            return at->id;
    }
    return 0;
}

/* What Tab meets once, as a row of chips, is gone through by the arrows. */
static bool is_met_by_arrows(Ui *ui, const Node *n)
{
    static const KeyCode KEYS[] = {KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN};
    const Node *group = n->parent;
    uint64_t met[64];
    int count = 1;
    while (group && !group->is_one_stop)
        group = group->parent;
    met[0] = group ? stop_in(ui, group) : 0;
    for (int i = 0; met[0] && i < count; i++)
        for (int k = 0; k < 4 && count < 64; k++) {
            uint64_t next = after_arrow(ui, met[i], KEYS[k]);
            if (!is_in(met, count, next))
                met[count++] = next;
        }
    return is_in(met, count, n->id);
}

/* Tab from the first to the first again must meet every control that is on. */
static void check_focus(Report *r, const Node *top)
{
    Ui *ui = r->ui;
    uint64_t focus = ui->focus;
    bool is_shown = ui->is_focus_shown;
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n)) {
        if (!n->is_control || n->role == KEY || n->state & STATE_DISABLED || scroller(n))
            continue;
        bool is_met = false;
        ui->focus = 0;
        for (int i = 0; i < 64 && !is_met; i++) {
            input_focus(ui, 1);
            is_met = ui->focus == n->id;
        }
        if (!is_met && !is_met_by_arrows(ui, n))
            note(r, n, "out of reach of the keyboard");
    }
    ui->focus = focus;
    ui->is_focus_shown = is_shown;
}

int inspect(Ui *ui, char *problems, size_t size)
{
    Report r = {.ui = ui, .out = problems, .size = size};
    const Node *top = tree_live(ui->root);
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n)) {
        if (n->is_control)
            check_control(&r, n);
        if (n->role != NOTHING || n->show == SHOW_TEXT)
            check_place(&r, n);
        check_words(&r, n);
        check_pseudo(&r, n);
        if (n->show == SHOW_TEXT && n->label[0])
            check_contrast(&r, n);
    }
    check_overlaps(&r, top);
    check_focus(&r, top);
    return r.count;
}
