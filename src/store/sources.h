/* Sources: what the last roster said and the people do not hold as such: who named whom, roles,
 * homerooms. A roster of changes (delta) is laid over it.
 *
 * A row is a kind (a word), the roster's own id, and a text.
 */
#ifndef STORE_SOURCES_H
#define STORE_SOURCES_H

#include "store/store.h"

/* Called for each row of a kind, by id; the texts are borrowed for the call. */
typedef bool (*SourceTake)(void *self, const char *id, const char *text, Err *err);

bool sources_read(Store *store, const char *kind, SourceTake take, void *self, Err *err);

bool sources_put(Store *store, const char *kind, const char *id, const char *text, Err *err);
bool sources_drop(Store *store, const char *kind, const char *id, Err *err);

#endif
