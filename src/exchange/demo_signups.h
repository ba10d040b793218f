/* The sign-ups of the made-up school: who comes to which session, who waits, who was offered
 * places. */
#ifndef EXCHANGE_DEMO_SIGNUPS_H
#define EXCHANGE_DEMO_SIGNUPS_H

#include "store/store.h"

/* Makes those of the file, as if they had come one by one in the weeks before `now`, with the codes
 * it says. Those that are cancelled are cancelled at `now`. */
bool demo_signups(Store *store, const char *path, int64_t now, Err *err);

#endif
