/* Placing: what the office does with a sign-up. Each act is one transaction with its rows of
 * outbox and audit, or a part of the one that is open; by->at is the time.
 *
 * Places stay whole: a party has all it needs or none, and no act takes more than there are. What
 * becomes free goes to the waiting list at once, so an undo may find it gone.
 */
#ifndef STORE_PLACING_H
#define STORE_PLACING_H

#include "store/audit.h"
#include "store/signed.h"

typedef enum {
    PLACING_FAILED,    /* *err says why; nothing was changed (a failed commit: unknown) */
    PLACING_DONE,      /* also where it was so before */
    PLACING_NO_ROOM,   /* *missing: how many places of each kind */
    PLACING_ALREADY,   /* the home has another sign-up in that session */
    PLACING_TOO_EARLY, /* attendance: more than ATTEND_BEFORE seconds before the start */
    PLACING_TOO_LATE,  /* it is over, has begun, or was withdrawn */
    PLACING_NOT_SO     /* it is in a state by now in which this cannot be done */
} PlacingAnswer;

enum { ATTEND_BEFORE = 3600 };

/* They are here, or, is_here false, they are not: between confirmed and attended. */
PlacingAnswer placing_attend(Store *store, const AuditBy *by, Id id, bool is_here, Err *err);

/* Gives the party its places, past the turns of others: of who waits, has an offer or had one, or
 * was cancelled. While the session is not over. */
PlacingAnswer placing_promote(Store *store, const AuditBy *by, Id id, Places *missing, Err *err);

/* To another session of the same workshop that has not begun, with the whole party, and places
 * there. ERR_INVALID: of another workshop. */
PlacingAnswer placing_move(
    Store *store, const AuditBy *by, Id id, Id session, Places *missing, Err *err);

/* What another session has too little of for a party; zeroed where it fits. */
Places placing_missing(const Party *party, const Session *session);

/* The reason that the family itself asked: then nobody needs to call them. */
#define REASON_FAMILY "family_asked"

/* Gives up places, turn or offer. reason: a word of a fixed list, or the office's own, of 1 to
 * REASON_LETTERS letters; else ERR_INVALID. The audit has the word, and "other" for own ones. */
PlacingAnswer placing_cancel(Store *store, const AuditBy *by, Id id, const char *reason, Err *err);

/* Makes a sign-up again what it was before one of these acts, where its places are still free. */
PlacingAnswer placing_undo(
    Store *store, const AuditBy *by, const Signed *before, Places *missing, Err *err);

/* The family was called about it, or, undone, was not. */
bool placing_call(Store *store, const AuditBy *by, Id id, bool is_called, Err *err);

/* The office's words for a reason, in the order in which they are offered; null behind the last.
 */
const char *placing_reason(int index);

#endif
