/* What can be done: buttons, tiles, chips, people, toggles, steppers. Each is one control with
 * its words and pictures inside. */
#include "ui/control.h"

#include <stdio.h>
#include <string.h>

/* A button that a screen made high stands alone on it and has larger words. */
static bool is_big(const Node *node)
{
    return node->height >= 32;
}

/* --- buttons ------------------------------------------------------------------------------- */

static bool is_in_dialog(const Node *node)
{
    while (node && node->role != DIALOG)
        node = node->parent;
    return node != NULL;
}

static void dress_button(Ui *ui, Node *node, Look look)
{
    static const float PAD[] = {
        [FILLED] = 9, [SECOND] = 7.5F, [QUIET] = 5, [PILL] = 7.5F, [DANGER] = 7};
    bool has_edge = look == SECOND || look == PILL || ui->theme->switches.contrast;
    node->gap = 3;
    node->pad_start = node->pad_end = PAD[look] + (is_big(node) ? 3 : 0);
    bool is_tight = ui->theme->shape == TALL && ui->theme->switches.large;
    if (look == QUIET && (ui->theme->shape == COMPACT || is_tight))
        node->pad_start = node->pad_end = 2;
    if (look == FILLED && ui->theme->shape == COMPACT && ui->theme->switches.large)
        node->pad_start = node->pad_end = 7;
    if (look == SECOND && is_tight)
        node->pad_start = node->pad_end = 5;
    node->pad_top = node->pad_bottom = 1;
    control_dress(ui, node, look == QUIET ? TONE_NONE : CARD, has_edge && look != QUIET,
        look == PILL ? -1 : 4);
    if (look == FILLED) {
        node->is_default = true;
        node->min_height = 24 + (ui->theme->target - 20);
        node->fill = control_is_off(node) ? SUNK : ACCENT;
        node->pressed_fill = ACCENT_PRESS;
    } else if (look == DANGER) {
        ASSERT(is_in_dialog(node)); /* nowhere else may one thing be undone by one touch */
        node->fill = control_is_off(node) ? SUNK : PROBLEM;
        node->pressed_fill = PROBLEM_PRESS;
    }
}

bool ui_button_words(Ui *ui, Look look, const char *id, const char *words)
{
    const char *icon = ui->next.icon;
    Node *node = control_open(ui, BUTTON, id, words, ACROSS);
    dress_button(ui, node, look);
    bool is_after = look == FILLED || (icon && strcmp(icon, "next") == 0);
    TextSize size = look == FILLED || is_big(node) ? LEAD : BODY;
    Tone tone = control_ink(node, look == FILLED ? ON_ACCENT : look == DANGER ? CARD : INK);
    if (!is_after)
        control_icon(
            ui, icon, look == QUIET ? 10 : 8, look == QUIET ? control_ink(node, ACCENT) : tone);
    if (look != QUIET)
        ui_align(ui, ALIGN_CENTER); /* of two lines */
    node_text(ui, words, size, look != QUIET, tone)->style.line = 1.2F;
    if (is_after)
        control_icon(ui, icon, look == FILLED ? 10 : 8, tone);
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_button(Ui *ui, Look look, const char *id)
{
    return ui_button_words(ui, look, id, language_text(ui->language, id));
}

bool ui_icon_button(Ui *ui, const char *id)
{
    const char *icon = ui->next.icon;
    Node *node = control_open(ui, BUTTON, id, language_text(ui->language, id), ACROSS);
    control_dress(ui, node, TONE_NONE, false, 4);
    control_icon(ui, icon, 8, control_ink(node, INK_2));
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_tile(Ui *ui, const char *id)
{
    Next wish = ui->next;
    bool is_small = ui->theme->shape == COMPACT;
    Node *node = control_open(ui, BUTTON, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = is_small ? 4 : 5;
    node->pad_start = node->pad_end = is_small ? 4 : 6;
    node->min_height = is_small ? ui->theme->target + 2 : 40;
    control_dress(ui, node, CARD, ui->theme->switches.contrast, 6);
    node->shadow = control_is_off(node) ? 0 : 1;
    ui_disc(ui, wish.icon ? wish.icon : "info", is_small ? 17 : 26, is_small ? 10 : 14, wish.tint,
        control_ink(node, INK));
    ui_grow(ui, 1);
    Tone tone = control_ink(node, INK);
    node_text(ui, node->label, is_small ? BODY : LEAD, true, tone)->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_high_tile(Ui *ui, const char *id)
{
    Next wish = ui->next;
    bool is_small = ui->theme->shape == COMPACT;
    bool is_low = is_small || (wish.height > 0 && wish.height < 60);
    float disc = is_small ? 18 : is_low ? 22 : 36;
    Node *node = control_open(ui, BUTTON, id, language_text(ui->language, id), DOWN);
    node->along = SPREAD_START; /* pictures in one line */
    node->gap = is_small ? 1 : is_low ? 2 : 4;
    node->pad_start = node->pad_end = is_small ? 2 : 4;
    node->pad_top = is_low ? 3 : 9;
    node->pad_bottom = is_low ? 1 : 4;
    node->min_height = 40;
    control_dress(ui, node, CARD, ui->theme->switches.contrast, 6);
    node->shadow = control_is_off(node) ? 0 : 1;
    ui_disc(
        ui, wish.icon ? wish.icon : "info", disc, disc * 0.55F, wish.tint, control_ink(node, INK));
    ui_align(ui, ALIGN_CENTER);
    Node *words = node_text(ui, node->label, is_small ? SMALL : BODY, true, control_ink(node, INK));
    words->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_hero(Ui *ui, const char *id, const char *small, float size)
{
    const char *icon = ui->next.icon;
    bool is_small = ui->theme->shape == COMPACT;
    Node *node = control_open(ui, BUTTON, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = is_small ? 5 : 6;
    node->pad_start = node->pad_end = is_small ? 6 : 7;
    control_dress(ui, node, ACCENT, ui->theme->switches.contrast, 6);
    node->pressed_fill = ACCENT_PRESS;
    node->shadow = 1;
    node->is_default = true;
    ui_disc(ui, icon ? icon : "next", is_small ? 26 : 34, is_small ? 14 : 20, ON_ACCENT_DISC,
        ON_ACCENT);
    ui_grow(ui, 1);
    ui_column(ui) {
        Node *words = node_text(ui, node->label, TITLE, true, ON_ACCENT);
        words->style.size = size;
        if (small[0])
            node_text(ui, small, SMALL, false, ON_ACCENT);
    }
    ui_symbol(ui, "next", is_small ? 10 : 14, ON_ACCENT);
    ui_close(ui);
    return node_acted(ui, node);
}

/* --- choices ------------------------------------------------------------------------------- */

bool ui_chip(Ui *ui, const char *data, bool is_selected)
{
    const char *icon = ui->next.icon;
    float pad = ui->next.has_pad ? ui->next.pad_start : 7;
    Node *node = control_open(ui, CHOICE, "", data, ACROSS);
    node->gap = 2.5F;
    node->pad_start = node->pad_end = ui->theme->shape == COMPACT ? 3 : pad;
    node->pad_top = node->pad_bottom = 1;
    control_dress(ui, node, CARD, true, -1);
    Tone tone = is_selected ? ON_ACCENT : control_ink(node, INK);
    if (is_selected) {
        node->state |= STATE_SELECTED;
        node->fill = node->edge = ACCENT;
        icon = icon ? icon : "check";
    }
    control_icon(ui, icon, 8, tone);
    ui_align(ui, ALIGN_CENTER);
    Node *text = node_text(ui, data, BODY, is_selected, tone);
    text->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

/* --- toggle, stepper ----------------------------------------------------------------------- */

static void toggle_track(Ui *ui, bool is_on, bool is_off)
{
    Node *track = node_open(ui, NOTHING, "", "");
    track->axis = ACROSS;
    track->along = is_on ? SPREAD_END : SPREAD_START;
    track->cross = SPREAD_CENTER;
    track->pad_start = track->pad_end = 2;
    track->width = 32;
    track->height = 18;
    track->radius = -1;
    track->fill = is_off ? SUNK : is_on ? ACCENT : TOGGLE_OFF;
    if (ui->theme->switches.contrast) {
        track->edge = EDGE;
        track->edge_width = 0.75F;
    }
    track->has_entered = true;
    ui_disc(ui, is_on ? "check" : "", 14, 9, CARD, is_off ? OFF : ACCENT);
    ui_close(ui);
}

/* The words of a row: its label, and a small line beneath, which says why where it is off. */
static void row_words(Ui *ui, const Node *row, const char *small)
{
    ui_grow(ui, 1);
    ui_column(ui) {
        node_text(ui, row->label, BODY, false, control_ink(row, INK));
        if (small && small[0]) /* it may tell of a family: the language of the home */
            node_text(ui, small, SMALL, false, INK_2)->state |= STATE_PERSONAL;
    }
}

bool ui_toggle(Ui *ui, const char *id, const char *small, bool *is_on)
{
    const char *icon = ui->next.icon;
    Node *node = control_open(ui, TOGGLE, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = 4;
    node->min_height = 26;
    control_dress(ui, node, TONE_NONE, false, 4);
    if (control_is_off(node))
        node->fill = TONE_NONE; /* a row has no surface: its words and track are dim */
    bool has_acted = node_acted(ui, node);
    if (has_acted)
        *is_on = !*is_on;
    if (*is_on)
        node->state |= STATE_SELECTED;
    node->value = *is_on ? "on" : "off";
    control_icon(ui, icon, 14, control_ink(node, ACCENT));
    row_words(ui, node, small);
    toggle_track(ui, *is_on, control_is_off(node));
    ui_close(ui);
    return has_acted;
}

static bool step_button(Ui *ui, const char *id, const char *words, const char *icon, bool is_limit)
{
    ui_disabled(ui, is_limit);
    Node *node = control_open(ui, BUTTON, id, words, ACROSS);
    node->width = node->height = node->min_height = node->min_width = ui->theme->target + 2;
    control_dress(ui, node, CARD, true, -1);
    ui_symbol(ui, icon, 10, control_ink(node, ACCENT));
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_stepper(Ui *ui, const char *id, int *number, int least, int most)
{
    Next wish = ui->next;
    const char *label = language_text(ui->language, id);
    char text[16];
    int before = *number;
    Node *group = node_open(ui, GROUP, id, label);
    group->axis = ACROSS;
    group->cross = SPREAD_CENTER;
    group->gap = 4;
    group->has_entered = true;
    bool is_off = control_is_off(group);
    control_icon(ui, wish.icon, 14, control_ink(group, ACCENT));
    row_words(ui, group, wish.small);
    ui_gap(ui, 3);
    ui_row(ui) {
        if (step_button(ui, "One fewer", language_text(ui->language, "One fewer"), "minus",
                is_off || *number <= least))
            --*number;
        snprintf(text, sizeof text, "%d", *number);
        ui_width(ui, 16);
        ui_align(ui, ALIGN_CENTER);
        Node *figure = node_text(ui, text, TITLE, true, INK);
        figure->style.line = 1;
        if (step_button(ui, "One more", language_text(ui->language, "One more"), "plus",
                is_off || *number >= most))
            ++*number;
    }
    snprintf(text, sizeof text, "%d", *number);
    group->value = arena_text(&ui->arenas[ui->current], text);
    ui_close(ui);
    return *number != before;
}
