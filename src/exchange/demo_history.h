/* The made-up school's past: the term before this one, who came in both, and what two
 * kiosks said differently. */
#ifndef EXCHANGE_DEMO_HISTORY_H
#define EXCHANGE_DEMO_HISTORY_H

#include "store/store.h"

/* Into a database that demo_fill has filled; all or nothing. */
bool demo_history(Store *store, int64_t now, Err *err);

#endif
