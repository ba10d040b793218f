/* Nodes of the two trees are the same thing where their ids are. */
#include "ui/speak.h"
#include "ui/ui.h"

#include <string.h>

/* --- runs ---------------------------------------------------------------------------------- */

static void say(Speech *out, const Language *language, const char *text)
{
    size_t size = strlen(text) + 1;
    if (size == 1 || out->count == SPEECH_RUNS || out->used + size > sizeof out->bytes)
        return;
    char *kept = out->bytes + out->used;
    memcpy(kept, text, size);
    out->used += size;
    out->runs[out->count++] = (SpeechRun){language, kept};
}

/* A word of ours, in the language of the whole glass. */
static void say_word(Speech *out, const Node *node, const char *id)
{
    while (node->parent)
        node = node->parent;
    say(out, node->style.language, language_text(node->style.language, id));
}

/* --- one node ------------------------------------------------------------------------------ */

/* Who hears it stands beside others: what is about somebody is said only where the focus is. The
 * label of a field is ours, what stands in it is theirs. */
typedef struct {
    Speech *out;
    const Node *before, *top, *focus;
} Speaker;

static bool may_say_value(const Speaker *s, const Node *node)
{
    return !(node->state & STATE_SECRET) && (node == s->focus || !(node->state & STATE_PERSONAL));
}

static void say_label(const Speaker *s, const Node *node)
{
    if (node == s->focus || !(node->state & STATE_PERSONAL) || node->msgid[0])
        say(s->out, node->style.language, node->label);
}

static bool is_selected(const Node *node)
{
    return node->state & STATE_SELECTED;
}

/* What kind of thing it is, where the label does not say it. */
static const char *role_word(const Node *node)
{
    switch (node->role) {
    case BUTTON:
        return MSG("spoken|button");
    case TOGGLE:
        return MSG("spoken|switch");
    case FIELD:
        return MSG("spoken|text box");
    default:
        return NULL;
    }
}

/* A choice with a value is a tick; one without is one of several. */
static const char *state_word(const Node *node)
{
    if (node->role == TOGGLE)
        return is_selected(node) ? MSG("spoken|on") : MSG("spoken|off");
    if (node->role == CHOICE && node->value)
        return is_selected(node) ? MSG("spoken|ticked") : MSG("spoken|not ticked");
    if (node->role == CHOICE)
        return is_selected(node) ? MSG("spoken|chosen") : MSG("spoken|not chosen");
    return NULL;
}

static void say_state(const Speaker *s, const Node *node)
{
    const char *word = state_word(node);
    if (word)
        say_word(s->out, node, word);
    else if (node->value && may_say_value(s, node))
        say(s->out, node->style.language, node->value);
}

static void say_control(const Speaker *s, const Node *node)
{
    say_label(s, node);
    if (role_word(node))
        say_word(s->out, node, role_word(node));
    say_state(s, node);
    if (node->state & STATE_DISABLED)
        say_word(s->out, node, MSG("spoken|not available now"));
}

/* --- a tree -------------------------------------------------------------------------------- */

/* The next node within a part of a tree. */
static const Node *next_in(const Node *node, const Node *top)
{
    const Node *next = node_after(node);
    return next && node_is_within(next, top) ? next : NULL;
}

static const Node *find(const Node *root, const Node *like)
{
    for (const Node *n = root; n; n = node_after(n))
        if (n->role == like->role && n->id == like->id)
            return n;
    return NULL;
}

static const Node *first_of(const Node *top, Role role)
{
    for (const Node *n = top; n; n = next_in(n, top))
        if (n->role == role)
            return n;
    return NULL;
}

static bool takes_focus(const Node *node)
{
    return node->is_control && node->role != KEY && !(node->state & STATE_DISABLED);
}

static const Node *first_control(const Node *top)
{
    for (const Node *n = top; n; n = next_in(n, top))
        if (takes_focus(n))
            return n;
    return NULL;
}

static const Node *focused(const Node *root)
{
    for (const Node *n = root; n; n = node_after(n))
        if (n->is_control && n->state & STATE_FOCUSED)
            return n;
    return NULL;
}

/* --- what is new --------------------------------------------------------------------------- */

/* Whether a node with this label was there; statuses without a message share their id. */
static bool was_said(const Node *before, const Node *node)
{
    for (const Node *n = before; n; n = node_after(n))
        if (n->role == node->role && n->id == node->id && strcmp(n->label, node->label) == 0)
            return true;
    return false;
}

/* Where one arrives: the focus if it is there already, else what Tab comes to first. */
static const Node *say_arrival(const Speaker *s)
{
    const Node *control =
        s->focus && node_is_within(s->focus, s->top) ? s->focus : first_control(s->top);
    if (control)
        say_control(s, control);
    return control;
}

/* The screen or dialog one has come to; returns the control that was said with it, or null. */
static const Node *say_place(const Speaker *s)
{
    const Node *name = s->top->role == DIALOG ? s->top : first_of(s->top, HEADING);
    if (!name || was_said(s->before, name))
        return NULL;
    say_label(s, name);
    for (const Node *n = s->top; n && s->top->role == DIALOG; n = next_in(n, s->top))
        if (n->role == TEXT)
            say_label(s, n);
    return say_arrival(s);
}

static void say_statuses(const Speaker *s)
{
    for (const Node *n = s->top; n; n = next_in(n, s->top))
        if (n->role == STATUS && !was_said(s->before, n))
            say_label(s, n);
}

/* --- what changed -------------------------------------------------------------------------- */

static bool has_changed(const Node *was, const Node *is)
{
    const char *old = was->value ? was->value : "", *now = is->value ? is->value : "";
    if (is->role == PROGRESS) /* a countdown would never be silent */
        return false;
    if (is->role == CHOICE && !is->value && !is_selected(is)) /* the one chosen instead says it */
        return false;
    return is_selected(was) != is_selected(is) || strcmp(old, now) != 0;
}

/* Under the focus the name is known: only what it is now. */
static void say_change(const Speaker *s, const Node *node)
{
    if (node != s->focus && (state_word(node) || may_say_value(s, node)))
        say_label(s, node);
    say_state(s, node);
}

static void say_changes(const Speaker *s, const Node *said)
{
    for (const Node *n = s->top; n; n = next_in(n, s->top)) {
        if (n == said || (!n->is_control && !n->value))
            continue;
        const Node *was = find(s->before, n);
        if (was && has_changed(was, n))
            say_change(s, n);
    }
}

void speak(Speech *out, const Node *before, const Node *after)
{
    out->count = 0;
    out->used = 0;
    if (!after)
        return;
    Speaker s = {.out = out, .before = before, .top = tree_live(after), .focus = focused(after)};
    const Node *was = focused(before), *said = say_place(&s);
    say_statuses(&s);
    if (s.focus && s.focus != said && (!was || was->id != s.focus->id)) {
        say_control(&s, s.focus);
        said = s.focus;
    }
    say_changes(&s, said);
}
