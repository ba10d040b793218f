/* Nightly copies: one a night in the standard place (store/backup.h), checked, and old ones
 * removed; and the same in a second place, a folder or a stick.
 *
 * Kept are the newest of each of the last seven days, four weeks and twelve months that have one,
 * and those of a clock that was ahead, which count as none of these.
 * Removed are only copies that were found whole, and only after a new one was; what is damaged is
 * told and left where it is. The second place may be several kiosks': each has a folder of its own
 * there, foyer-backups/front-door-1a2b3c4d, and removes nothing else.
 */
#ifndef STORE_NIGHTLY_H
#define STORE_NIGHTLY_H

#include "store/backup.h"
#include "text/zone.h"

typedef struct {
    int64_t at;
    char name[64]; /* without its folder */
    int kept, removed, damaged;
    char bad[64]; /* the newest that is damaged; "": none */
} Nightly;

typedef enum { NIGHTLY_HERE, NIGHTLY_AWAY } NightlyPlace;

#define NIGHTLY_FOLDER "foyer-backups"

/* Whether a night has come since the last good copy: two in the morning has passed, on this day or
 * on one on which the kiosk was off. Not where there is nothing to keep. */
bool nightly_is_due(Store *store, Zone *zone, int64_t now, bool *is_due, Err *err);

/* Writes the copy of the records at a path and removes what is old. For a job: opens the records
 * itself. */
bool nightly_write(const char *path, int64_t now, Nightly *out, Err *err);

/* This kiosk's folder in a second place. It begins anew with the epoch of the records: what was put
 * back counts as another kiosk. */
bool nightly_folder(
    Store *store, const char *place, const char *kiosk, char out[FILE_PATH], Err *err);

/* Brings a copy, which is of then, to that folder, and removes what is old there. For a job.
 * ERR_BROKEN: it is not there, or not good. */
bool nightly_bring(const char *copy, int64_t at, const char *folder, Nightly *out, Err *err);

/* Keeps, and reads, of when the last good one in a place is; 0: none. */
bool nightly_keep(Store *store, NightlyPlace place, int64_t at, Err *err);
bool nightly_last(Store *store, NightlyPlace place, int64_t *at, Err *err);

/* Whether nights have passed, three at least, without a good one in the standard place. */
bool nightly_is_late(Store *store, int64_t now, bool *is_late, Err *err);

#endif
