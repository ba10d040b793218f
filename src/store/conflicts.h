/* Conflicts: where two kiosks said different things of one thing. None is ever dropped.
 *
 * Both sides stand as text, with the kiosk's name before it, and their times; the first is what
 * holds. A call that takes an Err returns false (or -1) on failure, says why in *err, and has then
 * changed nothing.
 */
#ifndef STORE_CONFLICTS_H
#define STORE_CONFLICTS_H

#include "store/audit.h"

typedef enum {
    CONFLICT_VISIT,   /* one home, one event, two check-ins */
    CONFLICT_CHANGED, /* one record, changed on two kiosks */
    CONFLICT_SEAT,    /* a place that was given already; the second waits */
    CONFLICT_SIGNUP,  /* one home, one session, two sign-ups; the second is cancelled */
    CONFLICT_CODE,    /* one code of two sign-ups; the second's does not open it any more */
    CONFLICT_CLOCK    /* a clock that went back, or is ahead of this one */
} ConflictKind;

typedef struct {
    Id id;
    ConflictKind kind;
    Id subject; /* the record; of a clock its kiosk's epoch */
    char first[192], second[192];
    int64_t first_at, second_at;
    int64_t settled; /* when somebody said that it is in order; 0: open */
} Conflict;

/* "visit": as it stands in the file. */
const char *conflict_kind_text(ConflictKind kind);

/* The open ones, then the others, oldest first. Fills out[0..max) from the first-th on; returns how
 * many there are in all, or -1. */
int conflicts_list(Store *store, int first, Conflict *out, int max, Err *err);

/* How many are open, or -1. */
int conflicts_open(Store *store, Err *err);

/* Somebody looked at it, or wants to look again. ERR_NOT_FOUND. */
bool conflicts_settle(Store *store, const AuditBy *by, Id id, bool is_settled, Err *err);

#endif
