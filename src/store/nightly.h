/* Nightly copies: one a night in the standard place (store/backup.h), checked, and old ones
 * removed.
 *
 * Kept are the newest of each of the last seven days, four weeks and twelve months that have one.
 * Removed are only copies that were found whole, and only after a new one was; what is damaged is
 * told and left where it is.
 */
#ifndef STORE_NIGHTLY_H
#define STORE_NIGHTLY_H

#include "store/backup.h"
#include "text/zone.h"

typedef struct {
    int64_t at;
    char name[64]; /* without its folder */
    int kept, removed, damaged;
} Nightly;

enum { NIGHTLY_MOST = 64 };

/* Whether a night has come since the last good copy: two in the morning has passed, on this day or
 * on one on which the kiosk was off. Not where there is nothing to keep. */
bool nightly_is_due(Store *store, Zone *zone, int64_t now, bool *is_due, Err *err);

/* Writes the copy of the records at a path and removes what is old. For a job: opens the records
 * itself. */
bool nightly_write(const char *path, int64_t now, Nightly *out, Err *err);

/* Keeps, and reads, when the last good one was; 0: none. */
bool nightly_keep(Store *store, int64_t at, Err *err);
bool nightly_last(Store *store, int64_t *at, Err *err);

#endif
