/* Counts: a day at a glance, for who works in the office.
 *
 * What was undone is not counted; walk-ins that are held (store/stubs.h) only as people inside.
 *
 * A call that takes an Err returns false on failure and says why in *err.
 */
#ifndef STORE_COUNTS_H
#define STORE_COUNTS_H

#include "store/store.h"

typedef struct {
    int visits;   /* to the event; without one, the day's ordinary ones */
    int inside;   /* people who have not left yet, of all the day's visits */
    int counted;  /* people counted without a name */
    int walk_ins; /* visits of families that nobody had found */
} Counts;

/* Of the school's local day; event zero: none is on. */
bool counts_day(Store *store, int32_t day, Id event, Counts *out, Err *err);

#endif
