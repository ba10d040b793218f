/* What controls are made of: opened, dressed and inked alike, for the files of ui/. */
#ifndef UI_CONTROL_H
#define UI_CONTROL_H

#include "ui/ui.h"

/* Opens a control as a row or column of parts, with what the modifiers wish. */
Node *control_open(Ui *ui, Role role, const char *id, const char *label, Axis axis);

bool control_is_off(const Node *control);

/* The tone, or that of what is off. */
Tone control_ink(const Node *control, Tone tone);

/* Surface and border of a control that is not filled with the accent. */
void control_dress(Ui *ui, Node *control, Tone fill, bool has_edge, float radius);

/* The look of one that is chosen. */
void control_select(Ui *ui, Node *control);

/* An icon, where there is one; icon may be null or empty. */
void control_icon(Ui *ui, const char *icon, float size, Tone tone);

#endif
