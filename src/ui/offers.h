/* What a held key offers: the other letters of its letter, or the other keyboards.
 *
 * They open over the key once a finger has been held on it. Lifting over one
 * chooses it, lifting elsewhere leaves them open for a tap; a tap beside them
 * puts them away. Space opens them for who goes by the arrows. While they are
 * open nothing beneath takes a touch, so the key itself types nothing.
 */
#ifndef UI_OFFERS_H
#define UI_OFFERS_H

#include "ui/tree.h"

/* Says of a key just declared that holding it offers these; null: the keyboards. */
void offers_hold(Ui *ui, Node *key, const KeyHold *hold);

/* Opens those of a key at once. */
void offers_open(Ui *ui, const Node *key);

/* Puts them away; false if there were none. */
bool offers_close(Ui *ui);

/* Declares what is open, over all else; the end of a frame does it. */
void offers_declare(Ui *ui);

#endif
