/* Headcounts: people counted without a name, so that nobody leaves uncounted.
 *
 * A call that takes an Err returns false (or -1) on failure, says why in *err,
 * and has then changed nothing (a failed commit: unknown; try again with the
 * same id).
 */
#ifndef STORE_HEADCOUNTS_H
#define STORE_HEADCOUNTS_H

#include "store/store.h"

typedef struct {
    Id id;
    Id event;     /* zero: none is open */
    int64_t at;   /* seconds UTC */
    int64_t kept; /* when it was written down; 0: then */
    int32_t day;  /* the school's local day, 20261119 */
    int adults, children;
    char language[12];
    char kiosk[64];
} Headcount;

/* Keeps one; again with the same id it is that one, with the people that are given now. */
bool headcounts_add(Store *store, const Headcount *headcount, Err *err);

/* Takes back the latest that this kiosk kept at the event (zero: without one) on that day.
 * ERR_NOT_FOUND: there is none. */
bool headcounts_undo(Store *store, const char *kiosk, Id event, int32_t day, int64_t at, Err *err);

/* How many people were counted so on a day, or -1. */
int headcounts_people(Store *store, int32_t day, Err *err);

#endif
