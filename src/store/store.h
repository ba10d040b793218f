/* The records: one SQLite file, one writer.
 *
 * A Store is used by the thread that opened it. One process at a time may hold a
 * file open for writing (a lock file beside it); any number may read. Times are
 * seconds since 1970, UTC.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "base/id.h"
#include <stdint.h>

typedef struct Store Store;

typedef enum {
    STORE_CREATE, /* write; makes the file and its folder (0700) if there is none */
    STORE_WRITE,  /* write; ERR_NOT_FOUND if there is none */
    STORE_READ,   /* read only; takes no lock */
    STORE_SOURCE, /* likewise, of an earlier version too: a backup, to be checked and copied */
    STORE_MEMORY  /* a private one without a file, for tests; path is ignored */
} StoreMode;

/* Between a database's name and the time at which it was set aside (store/backup.h). */
#define STORE_ASIDE ".set-aside-"

/* Opens and migrates. ERR_BUSY: another process writes. ERR_NEWER: a later version made it.
 * ERR_READ_ONLY: the file or its folder cannot be written. ERR_BROKEN: not a Foyer database, or
 * damaged; or there is none, since it was set aside: then none is made either. */
bool store_open(Store **out, const char *path, StoreMode mode, Err *err);
void store_close(Store *store);

/* One transaction; not nested. Commit that fails with ERR_BROKEN or ERR_FULL means unknown: try
 * again with the same ids. Rollback is safe to call when nothing is open. */
bool store_begin(Store *store, Err *err);
bool store_commit(Store *store, Err *err);
void store_rollback(Store *store);

/* Writes something that changes nothing, to see whether it can be kept. */
bool store_probe(Store *store, Err *err);

/* A new id. */
Id store_new_id(Store *store, int64_t now);

/* Integrity, foreign keys, the outbox's hashes: ERR_BROKEN with the first finding. */
bool store_check(Store *store, Err *err);
bool store_check_pages(Store *store, Err *err);
bool store_check_keys(Store *store, Err *err);

/* Whether the bytes of a file, however damaged the rest, say that it is a Foyer database. */
bool store_is_marked(const char *path);

/* A copy that nobody has opened yet, without a journal: brought to this version, given an epoch of
 * its own and checked. */
bool store_renew(const char *path, Err *err);

/* For a job that may be stopped: is_over is asked while a statement runs, and once it is true that
 * one and each after it ends with ERR_REFUSED. Null: none is stopped. */
void store_stop_when(Store *store, bool (*is_over)(void *self), void *self);

/* The file's path; "" for STORE_MEMORY. Borrowed until store_close. */
const char *store_path(const Store *store);

#endif
