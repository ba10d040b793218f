/* What can be done: buttons, tiles, chips, people, toggles, steppers. Each is one control with
 * its words and pictures inside. */
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

/* Opens a control as a row or column of parts, with what the modifiers wish. */
static Node *open_control(Ui *ui, Role role, const char *id, const char *label, Axis axis)
{
    Node *node = node_open(ui, role, id, label);
    node->axis = axis;
    node->along = node->cross = SPREAD_CENTER;
    node->min_height = ui->theme->target;
    if (node->min_width < ui->theme->target)
        node->min_width = ui->theme->target;
    node->has_entered = true;
    return node;
}

static bool is_off(const Node *node)
{
    return node->state & STATE_DISABLED;
}

static Tone ink(const Node *node, Tone tone)
{
    return is_off(node) ? OFF : tone;
}

/* Surface and border of a control that is not filled with the accent. */
static void dress(Ui *ui, Node *node, Tone fill, bool has_edge, float radius)
{
    node->radius = radius;
    node->fill = is_off(node) ? SUNK : fill;
    node->pressed_fill = SUNK;
    if (has_edge && !is_off(node)) {
        node->edge = EDGE;
        node->edge_width = ui->theme->edge;
    }
}

static void select_look(Ui *ui, Node *node)
{
    node->state |= STATE_SELECTED;
    node->fill = ACCENT_SOFT;
    node->edge = ACCENT;
    node->edge_width = ui->theme->switches.contrast ? 1.5F : 1;
}

static void symbol(Ui *ui, const char *icon, float size, Tone tone)
{
    if (icon)
        ui_symbol(ui, icon, size, tone);
}

/* A button that a screen made high stands alone on it and has larger words. */
static bool is_big(const Node *node)
{
    return node->height >= 32;
}

/* --- buttons ------------------------------------------------------------------------------- */

static void dress_button(Ui *ui, Node *node, Look look)
{
    static const float PAD[] = {[FILLED] = 9, [SECOND] = 7.5F, [QUIET] = 5, [PILL] = 7.5F};
    bool has_edge = look == SECOND || look == PILL || ui->theme->switches.contrast;
    node->gap = 3;
    node->pad_start = node->pad_end = PAD[look] + (is_big(node) ? 3 : 0);
    node->pad_top = node->pad_bottom = 1;
    dress(ui, node, look == QUIET ? TONE_NONE : CARD, has_edge && look != QUIET,
        look == PILL ? -1 : 4);
    if (look == FILLED) {
        node->is_default = true;
        node->min_height = 24 + (ui->theme->target - 20);
        node->fill = is_off(node) ? SUNK : ACCENT;
        node->pressed_fill = ACCENT_PRESS;
    }
}

bool ui_button_words(Ui *ui, Look look, const char *id, const char *words)
{
    const char *icon = ui->next.icon;
    Node *node = open_control(ui, BUTTON, id, words, ACROSS);
    dress_button(ui, node, look);
    TextSize size = look == FILLED || is_big(node) ? LEAD : BODY;
    Tone tone = ink(node, look == FILLED ? ON_ACCENT : INK);
    if (look != FILLED)
        symbol(ui, icon, look == QUIET ? 10 : 8, ink(node, look == QUIET ? ACCENT : INK));
    if (look != QUIET)
        ui_align(ui, ALIGN_CENTER); /* of two lines */
    node_text(ui, words, size, look != QUIET, tone)->style.line = 1.2F;
    if (look == FILLED)
        symbol(ui, icon, 10, tone);
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_button(Ui *ui, Look look, const char *id)
{
    return ui_button_words(ui, look, id, language_text(ui->language, id));
}

bool ui_tile(Ui *ui, const char *id)
{
    Next wish = ui->next;
    bool is_small = ui->theme->shape == COMPACT;
    Node *node = open_control(ui, BUTTON, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = is_small ? 4 : 5;
    node->pad_start = node->pad_end = is_small ? 4 : 6;
    node->min_height = is_small ? 22 : 40;
    dress(ui, node, CARD, ui->theme->switches.contrast, 6);
    node->shadow = is_off(node) ? 0 : 1;
    ui_disc(ui, wish.icon ? wish.icon : "info", is_small ? 17 : 26, is_small ? 10 : 14,
        wish.tint, INK);
    ui_grow(ui, 1);
    node_text(ui, node->label, is_small ? BODY : LEAD, true, ink(node, INK))->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_hero(Ui *ui, const char *id, const char *small, float size)
{
    const char *icon = ui->next.icon;
    bool is_small = ui->theme->shape == COMPACT;
    Node *node = open_control(ui, BUTTON, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = is_small ? 5 : 6;
    node->pad_start = node->pad_end = is_small ? 6 : 7;
    dress(ui, node, ACCENT, ui->theme->switches.contrast, 6);
    node->pressed_fill = ACCENT_PRESS;
    node->shadow = 1;
    node->is_default = true;
    ui_disc(ui, icon ? icon : "next", is_small ? 26 : 34, is_small ? 14 : 20, ON_ACCENT_DISC,
        ON_ACCENT);
    ui_grow(ui, 1);
    ui_column(ui)
    {
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
    Node *node = open_control(ui, CHOICE, "", data, ACROSS);
    node->gap = 2.5F;
    node->pad_start = node->pad_end = ui->theme->shape == COMPACT ? 3 : 5;
    dress(ui, node, CARD, true, -1);
    if (is_selected) {
        node->state |= STATE_SELECTED;
        node->fill = node->edge = ACCENT;
    }
    symbol(ui, icon, 8, is_selected ? ON_ACCENT : INK);
    Node *text = node_text(ui, data, BODY, is_selected, is_selected ? ON_ACCENT : ink(node, INK));
    text->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

/* The tick at the top end of a person's card. */
static void tick(Ui *ui, bool is_on)
{
    Node *mark = node_open(ui, NOTHING, "", "");
    mark->axis = ACROSS;
    mark->along = mark->cross = SPREAD_CENTER;
    mark->is_floating = true;
    mark->width = mark->height = 13;
    mark->radius = -1;
    mark->fill = is_on ? ACCENT : CARD;
    mark->edge = is_on ? ACCENT : EDGE;
    mark->edge_width = ui->theme->edge;
    mark->has_entered = true;
    if (is_on)
        ui_symbol(ui, "check", 8, ON_ACCENT);
    ui_close(ui);
}

bool ui_person(Ui *ui, const char *letters, const char *title, const char *small, bool *is_here)
{
    Tone tint = ui->next.tint;
    bool is_small = ui->next.height < 90;
    char label[256];
    snprintf(label, sizeof label, "%s. %s", letters, title);
    Node *node = open_control(ui, CHOICE, "", label, LAYERS);
    node->state |= STATE_PERSONAL;
    node->pad_start = node->pad_end = node->pad_top = node->pad_bottom = 4.5F;
    dress(ui, node, CARD, true, 6);
    bool has_acted = node_acted(ui, node);
    if (has_acted)
        *is_here = !*is_here;
    if (*is_here)
        select_look(ui, node);
    node->value = *is_here ? "on" : "off";

    ui_gap(ui, is_small ? 1 : 2);
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    ui_column(ui)
    {
        float disc = is_small ? 26 : 44;
        ui_letter(ui, letters, disc, strlen(letters) > 4 ? disc / 3 : disc / 2, tint);
        ui_space(ui, is_small ? 0 : 1);
        ui_align(ui, ALIGN_CENTER);
        node_text(ui, title, is_small ? BODY : LEAD, true, INK)->state |= STATE_PERSONAL;
        ui_align(ui, ALIGN_CENTER);
        if (small[0])
            node_text(ui, small, SMALL, false, INK_2)->state |= STATE_PERSONAL;
    }
    tick(ui, *is_here);
    ui_close(ui);
    return has_acted;
}

/* --- toggle, stepper ----------------------------------------------------------------------- */

static void toggle_track(Ui *ui, bool is_on)
{
    Node *track = node_open(ui, NOTHING, "", "");
    track->axis = ACROSS;
    track->along = is_on ? SPREAD_END : SPREAD_START;
    track->cross = SPREAD_CENTER;
    track->pad_start = track->pad_end = 2;
    track->width = 32;
    track->height = 18;
    track->radius = -1;
    track->fill = is_on ? ACCENT : TOGGLE_OFF;
    if (ui->theme->switches.contrast) {
        track->edge = EDGE;
        track->edge_width = 0.75F;
    }
    track->has_entered = true;
    ui_disc(ui, is_on ? "check" : "", 14, 9, CARD, ACCENT);
    ui_close(ui);
}

bool ui_toggle(Ui *ui, const char *id, const char *small, bool *is_on)
{
    const char *icon = ui->next.icon;
    Node *node = open_control(ui, TOGGLE, id, language_text(ui->language, id), ACROSS);
    node->along = SPREAD_START;
    node->gap = 4;
    node->min_height = 26;
    dress(ui, node, TONE_NONE, false, 4);
    bool has_acted = node_acted(ui, node);
    if (has_acted)
        *is_on = !*is_on;
    if (*is_on)
        node->state |= STATE_SELECTED;
    node->value = *is_on ? "on" : "off";
    symbol(ui, icon, 14, ACCENT);
    ui_grow(ui, 1);
    ui_column(ui)
    {
        node_text(ui, node->label, BODY, false, INK);
        if (small[0])
            node_text(ui, small, SMALL, false, INK_2);
    }
    toggle_track(ui, *is_on);
    ui_close(ui);
    return has_acted;
}

static bool step_button(Ui *ui, const char *id, const char *words, const char *icon, bool is_limit)
{
    ui_disabled(ui, is_limit);
    Node *node = open_control(ui, BUTTON, id, words, ACROSS);
    node->width = node->height = node->min_height = node->min_width = ui->theme->target + 2;
    dress(ui, node, CARD, true, -1);
    ui_symbol(ui, icon, 10, ink(node, ACCENT));
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_stepper(Ui *ui, const char *id, int *number, int least, int most)
{
    const char *icon = ui->next.icon;
    const char *label = language_text(ui->language, id);
    char text[16];
    int before = *number;
    Node *group = node_open(ui, GROUP, id, label);
    group->axis = ACROSS;
    group->cross = SPREAD_CENTER;
    group->gap = 4;
    group->has_entered = true;
    symbol(ui, icon, 14, ACCENT);
    ui_grow(ui, 1);
    node_text(ui, label, BODY, false, INK);
    ui_gap(ui, 3);
    ui_row(ui)
    {
        if (step_button(ui, "One fewer", language_text(ui->language, "One fewer"), "minus",
                *number <= least))
            --*number;
        snprintf(text, sizeof text, "%d", *number);
        ui_width(ui, 16);
        ui_align(ui, ALIGN_CENTER);
        Node *figure = node_text(ui, text, TITLE, true, INK);
        figure->style.line = 1;
        if (step_button(
                ui, "One more", language_text(ui->language, "One more"), "plus", *number >= most))
            ++*number;
    }
    snprintf(text, sizeof text, "%d", *number);
    group->value = arena_text(&ui->arenas[ui->current], text);
    ui_close(ui);
    return *number != before;
}
