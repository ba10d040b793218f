/* What controls are made of. */
#include "ui/control.h"

Node *control_open(Ui *ui, Role role, const char *id, const char *label, Axis axis)
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

bool control_is_off(const Node *control)
{
    return control->state & STATE_DISABLED;
}

Tone control_ink(const Node *control, Tone tone)
{
    return control_is_off(control) ? OFF : tone;
}

void control_dress(Ui *ui, Node *control, Tone fill, bool has_edge, float radius)
{
    control->radius = radius;
    control->fill = control_is_off(control) ? SUNK : fill;
    control->pressed_fill = SUNK;
    if (has_edge && !control_is_off(control)) {
        control->edge = EDGE;
        control->edge_width = ui->theme->edge;
    }
}

void control_select(Ui *ui, Node *control)
{
    control->state |= STATE_SELECTED;
    control->fill = ACCENT_SOFT;
    control->edge = ACCENT;
    control->edge_width = ui->theme->switches.contrast ? 1.5F : 1;
}

void control_icon(Ui *ui, const char *icon, float size, Tone tone)
{
    if (icon && icon[0])
        ui_symbol(ui, icon, size, tone);
}
