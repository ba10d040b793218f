/* Order: what a list of names is sorted by. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "text/fold.h"

/* Of "Ramírez, Rosa": words in Latin letters folded, so that accents do not count; others as they
 * are written, which stand behind them by their own letters. */
void order_key(Folder *folder, const char *name, char *out, size_t size);

#endif
