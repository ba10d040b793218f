/* Backups: a whole copy of the records put away, one put back, and damaged records set aside.
 *
 * A backup is one file (0600) that needs no journal, so it opens on a stick that cannot be written.
 * It gets its name when it was opened again and found whole. Nothing here deletes or overwrites
 * but backup_replace: what must make room is set aside as foyer.db.set-aside-20261119T174200, with
 * its -wal and -shm. The standard place is the folder `backups` beside the records, names there are
 * foyer-20261119T174200.db; times in names are the machine's own.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/file.h"
#include "store/store.h"

/* The folder of the standard place, and a backup's name there. */
void backup_folder(const char *path, char out[FILE_PATH]);
void backup_name(const char *path, int64_t now, char out[FILE_PATH]);

/* Writes one, while others write the records too. ERR_REFUSED: there is a file of that name. */
bool backup_write(Store *store, const char *file, Err *err);

/* Likewise; a file of that name is there until the new one is whole. */
bool backup_replace(Store *store, const char *file, Err *err);

/* The newest one in the standard place that is whole and not of a later version; *count is how
 * many there are. False: none. */
bool backup_newest(const char *path, int *count, char out[FILE_PATH]);

/* Opened, and found whole. */
bool backup_is_whole(const char *file, Err *err);

/* When a backup of the standard place was made, as its name says; a day without a time is its
 * midnight. 0: it does not say. */
int64_t backup_time(const char *file);

/* Puts a backup in the place of the records, or where there are none, as this version and with an
 * epoch of its own. *aside is where the records are now, "" where there were none. Whenever it is
 * interrupted, the one or the other are under the name. ERR_BUSY: a kiosk runs on them, or somebody
 * reads them. */
bool backup_restore(
    const char *path, const char *file, int64_t now, char aside[FILE_PATH], Err *err);

/* Before a kiosk opens its records: sets them aside if they are damaged, and is false then with
 * ERR_BROKEN. Whatever else is wrong with them store_open says; a file that never was a Foyer
 * database is left where it is. */
bool backup_guard(const char *path, int64_t now, Err *err);

/* How many files lie there set aside, and the newest of them. */
int backup_asides(const char *path, char newest[FILE_PATH]);

#endif
