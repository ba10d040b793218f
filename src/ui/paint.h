/* Painting: the tree to a flat list of things to draw, in pixels.
 *
 * The list and its texts are borrowed from the tree's arena: they live until
 * the frame after the next. Items are drawn in order. Two lists are compared by
 * their hashes; what differs is what has to be drawn again.
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/tree.h"

typedef struct {
    int x, y, w, h;
} Pixels;

typedef enum {
    DRAW_BOX,     /* rounded: fill inside, edge of edge_width grown inwards, foot */
    DRAW_SHADOW,  /* of a box with this radius; level 1 or 2; box is the caster's */
    DRAW_TEXT,    /* text laid out within width u, its top left at box */
    DRAW_ICON,    /* name, tinted with colour, box is square */
    DRAW_PICTURE, /* name.svg as it is, scaled into box */
    DRAW_RING,    /* share of a circle from twelve o'clock; edge is the track */
    DRAW_QR       /* the dark modules of code, as many whole px each as fit into box, in colour */
} DrawKind;

typedef struct {
    DrawKind kind;
    Pixels box;
    Pixels clip;  /* nothing is drawn outside */
    Pixels reach; /* all that it may touch: box, grown by shadow or ring, within clip */
    Colour fill, edge, colour;
    int radius, edge_width, foot; /* px */
    Colour foot_colour;
    int level;
    const char *text;
    TextStyle style;
    float width; /* u, for paragraph_layout; 0: one line */
    Align align;
    const char *name;
    bool is_mirrored;
    bool is_personal;
    float share;
    const QrCode *code;
    uint64_t hash; /* of all the above */
} DrawItem;

enum { DRAW_ITEMS = 1024 };

typedef struct {
    DrawItem items[DRAW_ITEMS];
    int count;
    Colour paper;
    uint64_t hash;
} DrawList;

void paint_list(DrawList *out, const Ui *ui);

#endif
