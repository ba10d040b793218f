/* What is chosen: rows with a dot or a tick, faces, rows of chips. */
#include "ui/control.h"

#include <stdio.h>

static void mark(Ui *ui, const Node *control, Mark kind, bool is_on)
{
    bool is_off = control_is_off(control);
    Node *node = node_open(ui, NOTHING, "", "");
    node->axis = ACROSS;
    node->along = node->cross = SPREAD_CENTER;
    node->width = node->height = 11;
    node->radius = kind == DOT ? -1 : 2;
    node->fill = is_off ? SUNK : CARD;
    node->edge = is_off ? OFF : EDGE;
    node->edge_width = ui->theme->edge;
    node->has_entered = true;
    if (is_on && kind == DOT) { /* a ring so thick that its middle is the dot */
        node->edge = is_off ? OFF : ACCENT;
        node->edge_width = 3;
    } else if (is_on) {
        node->fill = node->edge = is_off ? OFF : ACCENT;
        ui_symbol(ui, "check", 8, is_off ? SUNK : ON_ACCENT);
    }
    ui_close(ui);
}

static void words(Ui *ui, const Node *control, const char *title, const char *small)
{
    ui_grow(ui, 1);
    ui_column(ui) {
        node_text(ui, title, BODY, true, control_ink(control, INK))->state |= STATE_PERSONAL;
        if (small[0])
            node_text(ui, small, SMALL, false, control_ink(control, INK_2))->state |=
                STATE_PERSONAL;
    }
}

bool ui_choice(Ui *ui, Mark kind, const char *title, const char *small, bool is_selected)
{
    TagWords tag = ui->next.tag;
    Node *node = control_open(ui, CHOICE, "", title, ACROSS);
    node->state |= STATE_PERSONAL;
    node->along = SPREAD_START;
    node->gap = 5;
    node->pad_start = node->pad_end = 6.5F; /* the border counts */
    node->pad_top = node->pad_bottom = 3.5F;
    node->min_height = 24;
    control_dress(ui, node, CARD, true, 4);
    bool has_acted = node_acted(ui, node);
    if (is_selected)
        control_select(ui, node);
    node->value = is_selected ? "on" : "off";
    mark(ui, node, kind, is_selected);
    words(ui, node, title, small);
    if (tag.words)
        ui_tag(ui, tag.kind, tag.icon, tag.words);
    ui_close(ui);
    return has_acted;
}

/* --- faces --------------------------------------------------------------------------------- */

static bool face(Ui *ui, int number, const char *id, bool is_selected)
{
    char icon[24];
    bool is_small = ui->theme->shape == COMPACT;
    snprintf(icon, sizeof icon, "face-%d", number);
    ui_grow(ui, 1);
    Node *node = control_open(ui, CHOICE, id, language_text(ui->language, id), DOWN);
    node->along = SPREAD_START; /* the faces stand in line, however long their words */
    node->gap = 2;
    node->pad_top = node->pad_bottom = is_small ? 3 : 5;
    node->pad_start = node->pad_end = 2;
    control_dress(ui, node, CARD, true, 6);
    bool has_acted = node_acted(ui, node);
    if (is_selected)
        control_select(ui, node);
    node->value = is_selected ? "on" : "off";
    ui_disc(ui, icon, is_small ? 26 : 40, is_small ? 17 : 26, SUN, control_ink(node, INK));
    ui_align(ui, ALIGN_CENTER);
    node_text(ui, node->label, is_small ? SMALL : BODY, is_selected, control_ink(node, INK))
        ->style.line = 1.2F;
    ui_close(ui);
    return has_acted;
}

bool ui_faces(Ui *ui, const char *id, int *answer)
{
    static const char *const WORDS[FACES] = {
        MSG("Very bad"), MSG("Bad"), MSG("In between"), MSG("Good"), MSG("Very good")};
    bool is_off = ui->next.is_disabled, has_acted = false;
    unsigned state = ui->next.state;
    ui->next.is_disabled = false;
    ui->next.state = 0;
    ui_open_chips(ui, id);
    ui_enter(ui);
    ui->open->gap = ui->theme->shape == TALL ? 3 : 4;
    ui->open->cross = SPREAD_STRETCH;
    for (int i = 1; i <= FACES; i++) {
        ui_disabled(ui, is_off);
        ui->next.state = state;
        if (!face(ui, i, WORDS[i - 1], *answer == i))
            continue;
        *answer = i;
        has_acted = true;
    }
    ui_close(ui);
    return has_acted;
}

/* --- chips --------------------------------------------------------------------------------- */

void ui_open_chips(Ui *ui, const char *id)
{
    Next wish = ui->next;
    Node *node = node_open(ui, GROUP, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = wish.has_gap ? wish.gap : 3;
    node->is_one_stop = true;
}
