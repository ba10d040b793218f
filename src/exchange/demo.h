/* The made-up school of assets/demo. */
#ifndef EXCHANGE_DEMO_H
#define EXCHANGE_DEMO_H

#include "store/store.h"

/* Fills an empty database with the school in `folder`: settings, roster, events, resources, staff,
 * workshops and sign-ups. The first event is moved so that it is open at `now`, the others follow
 * it by as many days as in the file, the sessions by as many or up to six more.
 * ERR_REFUSED if there are people or events already. */
bool demo_fill(Store *store, const char *folder, int64_t now, Err *err);

#endif
