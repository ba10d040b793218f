/* The outbox: every change that leaves the kiosk, in order, for the hub and the merge.
 *
 * A row has the kiosk, the database's epoch, a number that rises, the body as
 * JSON and its BLAKE2b hash. Add within the transaction of the change itself.
 */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/store.h"
#include <sqlite3.h>

/* What the outbox's SQL needs: hash(text), uuid(id) and read_uuid(text). Once a connection. */
bool outbox_open(sqlite3 *db, Err *err);

/* Adds a visit, with its people, or a stub as it stands now. kind: "visit.arrived",
 * "visit.changed", "visit.left", "visit.returned", "visit.undone", "visit.moved", "visit.met",
 * "visit.closed", "stub.made"; a call for help: "help.called", "help.answered"; people without a
 * name: "headcount.made", "headcount.undone"; places in a session: "signup.made",
 * "signup.changed". */
bool outbox_visit(Store *store, const char *kind, Id visit, int64_t at, Err *err);
bool outbox_stub(Store *store, const char *kind, Id stub, const char *kiosk, int64_t at, Err *err);
bool outbox_help(Store *store, const char *kind, Id call, int64_t at, Err *err);
bool outbox_headcount(Store *store, const char *kind, Id headcount, int64_t at, Err *err);
bool outbox_signup(Store *store, const char *kind, Id signup, int64_t at, Err *err);

/* Whether every body still has its hash. */
bool outbox_check(Store *store, Err *err);

#endif
