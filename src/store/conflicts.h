/* Conflicts: where two kiosks said different things of one thing. None is ever dropped.
 *
 * Both sides stand as they were when they were found; the first is what holds. A call that takes an
 * Err returns false (or -1) on failure, says why in *err, and has then changed nothing.
 */
#ifndef STORE_CONFLICTS_H
#define STORE_CONFLICTS_H

#include <stddef.h>

#include "store/audit.h"

typedef enum {
    CONFLICT_VISIT,   /* one home, one event, two check-ins */
    CONFLICT_CHANGED, /* one record, changed on two kiosks */
    CONFLICT_SEAT,    /* a place that was given already; the second waits */
    CONFLICT_SIGNUP,  /* one home, one session, two sign-ups; the second is cancelled */
    CONFLICT_CODE,    /* one code of two sign-ups; the second's does not open it any more */
    CONFLICT_CLOCK    /* a clock that went back, or is ahead of this one */
} ConflictKind;

/* A text is "" where it says nothing. */
typedef struct {
    int64_t at;
    char kiosk[64];
    char act[24];         /* of a record that was changed: "visit.undone", as in the outbox */
    char who[128];        /* whose home it is; of a stub the child, as written */
    char about[128];      /* of a sign-up the workshop; of a stub a child of its family */
    int adults, children; /* -1: it does not say; of a sign-up adults are all of them */
} ConflictSide;

typedef struct {
    Id id;
    ConflictKind kind;
    Id subject; /* the record; of a clock its kiosk's epoch */
    ConflictSide first, second;
    int64_t settled; /* when somebody said that it is in order; 0: open */
} Conflict;

/* "visit": as it stands in the file. */
const char *conflict_kind_text(ConflictKind kind);

/* A side in a line: "lobby: visit.changed, Rosa Ramírez, 2 + 1". */
const char *conflict_side_text(const ConflictSide *side, char *out, size_t size);

/* The open ones, then the others, oldest first. Fills out[0..max) from the first-th on; returns how
 * many there are in all, or -1. */
int conflicts_list(Store *store, int first, Conflict *out, int max, Err *err);

/* How many are open, or -1. */
int conflicts_open(Store *store, Err *err);

/* Somebody looked at it, or wants to look again. ERR_NOT_FOUND. */
bool conflicts_settle(Store *store, const AuditBy *by, Id id, bool is_settled, Err *err);

#endif
