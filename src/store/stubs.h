/* Stubs: walk-ins who are not on the roster, or were not found; matched to it later.
 *
 * A call that takes an Err returns false on failure, says why in *err, and has
 * then changed nothing (a failed commit: unknown; try again with the same ids).
 */
#ifndef STORE_STUBS_H
#define STORE_STUBS_H

#include "store/visits.h"

typedef struct {
    Id id;
    char child[128]; /* the child's name as typed */
    char grade[32];  /* "" not told */
    char adult[128]; /* their own name, "" not told */
    char language[12];
} Stub;

/* Keeps a stub and its visit (method METHOD_WALK_IN, opened_by = stub->id) together. Called
 * again with the same ids it is the same stub, with the words that are given now. */
bool stubs_arrive(Store *store, const Stub *stub, Visit *visit, Err *err);

/* Keeps the stub alone: somebody who signs up and is not here yet. A part of a transaction. */
bool stubs_keep(Store *store, const Stub *stub, const char *kiosk, int64_t now, Err *err);

#endif
