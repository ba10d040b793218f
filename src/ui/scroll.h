/* Scrolling: where each scrolled block stands, dragging it, and the short glide after a flick.
 *
 * Lengths are u, times Ui.now_ms. A block is kept while every frame declares it.
 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include "ui/tree.h"

/* The entry of a block; null if it has none. */
ScrollEntry *scroll_find(Ui *ui, uint64_t id);

/* The same, made if there is room for one more. */
ScrollEntry *scroll_keep(Ui *ui, uint64_t id);

/* The innermost block at a place that has something to scroll to; null. */
Node *scroll_at(const Ui *ui, float x, float y);

/* Whether it moved. */
bool scroll_by(Ui *ui, const Node *node, float by);

/* A finger drags it: begin at the press, then each y; end lets it glide if it was quick. */
void scroll_drag_begin(Ui *ui, float y);
bool scroll_drag(Ui *ui, const Node *node, float y);
void scroll_drag_end(Ui *ui, const Node *node);

/* Stops the glide of a block; whether it glided. Null: of any. */
bool scroll_hold(Ui *ui, const Node *node);

/* Brings the glide to now; called as a frame begins. */
void scroll_glide(Ui *ui);

/* Scrolls until the node can be seen; whether anything moved. */
bool scroll_reveal(Ui *ui, const Node *node);

#endif
