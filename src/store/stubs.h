/* Stubs: walk-ins who are not on the roster, or were not found; matched to it later.
 *
 * A stub made at a glass is held when that glass made more than five others within three minutes,
 * and so is each one after it until three minutes pass without: somebody plays. What is held is
 * kept as the others are, and counted apart until staff looked at it (store/repair.h). What staff
 * write is never held and holds nobody.
 *
 * A call that takes an Err returns false on failure, says why in *err, and has
 * then changed nothing (a failed commit: unknown; try again with the same ids).
 */
#ifndef STORE_STUBS_H
#define STORE_STUBS_H

#include "store/audit.h"
#include "store/visits.h"

enum { STUB_FLOOD = 5, STUB_FLOOD_SECONDS = 180 };

typedef struct {
    Id id;
    char child[128]; /* the child's name as typed; "" where staff wrote the adult's alone */
    char grade[32];  /* "" not told */
    char adult[128]; /* their own name, "" not told */
    char language[12];
} Stub;

/* Keeps a stub and its visit (method METHOD_WALK_IN, opened_by = stub->id) together. Called
 * again with the same ids it is the same stub, with the words that are given now. */
bool stubs_arrive(Store *store, const Stub *stub, Visit *visit, Err *err);

/* The same by staff, also with METHOD_PAPER: then, where the event has ended, the visit is closed
 * at once, as not said. ERR_INVALID without any name. */
bool stubs_write(Store *store, const AuditBy *by, const Stub *stub, Visit *visit, Err *err);

/* Keeps the stub alone: somebody who signs up and is not here yet; such a one is not held. A part
 * of a transaction. */
bool stubs_keep(Store *store, const Stub *stub, const char *kiosk, int64_t now, Err *err);

#endif
