/* A poster: what there is to sign up for, on a card that is touched as a whole. */
#include "base/utf8.h"
#include "ui/control.h"
#include "ui/ui.h"

static void words(Ui *ui, const Poster *p, const char *data, TextSize size, bool is_bold, Tone tone)
{
    Node *node = node_text(ui, data, size, is_bold, tone);
    if (is_bold)
        node->style.line = 1.2F;
    if (p->is_personal)
        node->state |= STATE_PERSONAL;
}

static void head(Ui *ui, const Poster *p, bool is_small)
{
    ui_gap(ui, is_small ? 4 : 6);
    ui_row(ui) {
        if (p->icon)
            ui_disc(ui, p->icon, is_small ? 17 : 22, is_small ? 10 : 14, p->tint, INK);
        ui_grow(ui, 1);
        ui_column(ui)
            words(ui, p, p->title, is_small ? BODY : LEAD, true, INK);
    }
}

/* Both on one line, the one at its end; below each other where they are long. */
static void foot(Ui *ui, const Poster *p)
{
    size_t most = ui->theme->shape == TALL ? 20 : 26;
    size_t length = (p->start ? utf8_length(p->start) : 0) + (p->end ? utf8_length(p->end) : 0);
    bool is_line = ui->theme->shape != COMPACT && !ui->theme->switches.large && length <= most;
    ui_gap(ui, 2);
    ui_open(ui, is_line ? ACROSS : WRAPPED);
    ui_enter(ui);
    if (p->start)
        ui_tag(ui, SUNK, p->start_icon, p->start);
    if (is_line) {
        ui_grow(ui, 1);
        ui_space(ui, 0);
    }
    if (p->end)
        ui_tag(ui, p->kind, p->end_icon, p->end);
    ui_close(ui);
}

bool ui_poster(Ui *ui, const Poster *p)
{
    bool is_small = ui->theme->shape == COMPACT;
    Node *node = control_open(ui, BUTTON, "", p->title, DOWN);
    node->cross = SPREAD_STRETCH;
    node->along = SPREAD_START;
    node->gap = is_small ? 1 : 2;
    node->pad_start = node->pad_end = is_small ? 4 : 6;
    node->pad_top = node->pad_bottom = is_small ? 2.5F : 5;
    control_dress(ui, node, CARD, ui->theme->switches.contrast, 6);
    node->shadow = 1;
    if (p->is_personal)
        node->state |= STATE_PERSONAL;
    bool has_acted = node_acted(ui, node);
    head(ui, p, is_small);
    ui_grow(ui, 1);
    ui_space(ui, 0);
    if (p->line)
        words(ui, p, p->line, BODY, false, INK);
    if (p->small)
        words(ui, p, p->small, SMALL, false, INK_2);
    if (p->start || p->end)
        foot(ui, p);
    ui_close(ui);
    return has_acted;
}
