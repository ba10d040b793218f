/* Input: touch, mouse, keys and typing, resolved against the tree on the glass.
 *
 * A press gives feedback at once, its release inside the same node acts in the
 * next frame; moving off cancels. Coordinates are u.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include "ui/tree.h"

typedef enum {
    INPUT_NONE,
    INPUT_PRESS,
    INPUT_MOVE,
    INPUT_RELEASE,
    INPUT_CANCEL,
    INPUT_WHEEL, /* y: lines, down is positive */
    INPUT_KEY,
    INPUT_TEXT,
    INPUT_RESIZE, /* the glass has another size: x, y in px */
    INPUT_EXPOSE, /* the window wants its picture again */
    INPUT_WAKE,   /* somebody called Host.wake */
    INPUT_QUIT
} InputKind;

typedef enum {
    KEY_NONE,
    KEY_TAB,
    KEY_BACK_TAB,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_ENTER,
    KEY_SPACE,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_LOCK /* F12 */
} KeyCode;

typedef struct {
    InputKind kind;
    float x, y;
    KeyCode key;
    char text[64];
} Input;

/* Takes an event. Returns whether the glass may have changed. Escape and Lock are left to the app.
 */
bool input_take(Ui *ui, const Input *input);

/* The control at a place: the one under it, or within 2 u when no other is nearer; null. */
Node *input_hit(const Ui *ui, float x, float y);

/* Puts text, or TYPED_ codes, where the next frame's field takes it. */
void input_type(Ui *ui, const char *text);

/* Moves the focus: +1 to the next control, -1 to the one before. */
void input_focus(Ui *ui, int step);

#endif
