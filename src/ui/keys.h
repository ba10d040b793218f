/* What keyboards are made of. ui_keyboard and ui_digits stand in ui.h. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "ui/tree.h"

/* Whether the language's letters stand on no keyboard: who reads it types Latin. */
bool keys_are_borrowed(const Ui *ui);

/* Another keyboard, by index. */
void keys_choose(Ui *ui, int index);

/* A key; key_close says whether it was touched. */
Node *key_open(Ui *ui, const char *id, const char *label, bool has_job);
bool key_close(Ui *ui, Node *key);
Node *key_text(Ui *ui, const char *shows, TextSize size);

/* Types a letter where the caret is. */
void key_type(Ui *ui, const KeyPlate *plate);

#endif
