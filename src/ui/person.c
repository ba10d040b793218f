/* A person of the home: a letter and a grade on a card that toggles as a whole. */
#include "ui/control.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

static Node *open_mark(Ui *ui, bool is_on)
{
    Node *mark = node_open(ui, NOTHING, "", "");
    mark->axis = ACROSS;
    mark->along = mark->cross = SPREAD_CENTER;
    mark->width = mark->height = 13;
    mark->radius = -1;
    mark->fill = is_on ? ACCENT : CARD;
    mark->edge = is_on ? ACCENT : EDGE;
    mark->edge_width = ui->theme->edge;
    mark->has_entered = true;
    return mark;
}

/* The tick at the top end of the card. */
static void tick(Ui *ui, bool is_on)
{
    open_mark(ui, is_on)->is_floating = true;
    if (is_on)
        ui_symbol(ui, "check", 8, ON_ACCENT);
    ui_close(ui);
}

static void letter(Ui *ui, const char *letters, float disc, Tone tint)
{
    ui_letter(ui, letters, disc, strlen(letters) > 4 ? disc / 3 : disc / 2, tint);
}

static void words(Ui *ui, const char *text, TextSize size, bool is_bold, Align align)
{
    ui_align(ui, align);
    node_text(ui, text, size, is_bold, is_bold ? INK : INK_2)->state |= STATE_PERSONAL;
}

/* Letter above, words below: the large card. */
static void upright(
    Ui *ui, const char *letters, const char *title, const char *small, Tone tint, bool is_small)
{
    ui_gap(ui, is_small ? 1 : 2);
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    ui_column(ui) {
        letter(ui, letters, is_small ? 26 : 44, tint);
        ui_space(ui, is_small ? 0 : 1);
        words(ui, title, is_small ? BODY : LEAD, true, ALIGN_CENTER);
        if (small[0])
            words(ui, small, SMALL, false, ALIGN_CENTER);
    }
}

/* Letter beside the words, the tick on its edge: the low card of the row at the foot. */
static void lying(
    Ui *ui, const char *letters, const char *title, const char *small, Tone tint, bool is_here)
{
    ui_gap(ui, 5);
    ui_cross(ui, SPREAD_CENTER);
    ui_row(ui) {
        ui_width(ui, 36);
        ui_height(ui, 30);
        ui_layer(ui) {
            ui_cross(ui, SPREAD_CENTER);
            ui_row(ui)
                letter(ui, letters, 30, tint);
            ui_along(ui, SPREAD_END);
            ui_cross(ui, SPREAD_END);
            ui_column(ui) {
                open_mark(ui, is_here);
                if (is_here)
                    ui_symbol(ui, "check", 8, ON_ACCENT);
                ui_close(ui);
            }
        }
        ui_grow(ui, 1);
        ui_column(ui) {
            words(ui, title, BODY, true, ALIGN_START);
            if (small[0])
                words(ui, small, SMALL, false, ALIGN_START);
        }
    }
}

bool ui_person(Ui *ui, const char *letters, const char *title, const char *small, bool *is_here)
{
    Tone tint = ui->next.tint;
    float height = ui->next.height;
    char label[256];
    snprintf(label, sizeof label, "%s. %s", letters, title);
    Node *node = control_open(ui, CHOICE, "", label, LAYERS);
    node->state |= STATE_PERSONAL;
    node->pad_start = node->pad_end = node->pad_top = node->pad_bottom =
        ui->theme->shape == COMPACT ? 2.5F : 4.5F;
    control_dress(ui, node, CARD, true, 6);
    bool has_acted = node_acted(ui, node);
    if (has_acted)
        *is_here = !*is_here;
    if (*is_here)
        control_select(ui, node);
    node->value = *is_here ? "on" : "off";
    if (height < 60) {
        lying(ui, letters, title, small, tint, *is_here);
    } else {
        upright(ui, letters, title, small, tint, height < 90);
        tick(ui, *is_here);
    }
    ui_close(ui);
    return has_acted;
}
