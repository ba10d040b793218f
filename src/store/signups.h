/* Sign-ups: who has places in a session, who waits, who was offered some.
 *
 * A party is kept together: all the places it needs, of every kind, are taken in one transaction
 * or none. What does not fit may wait; as soon as places are free they are offered to the first on
 * the waiting list whose whole party fits, until a time that is shown; then to the next. Nothing is
 * offered once the session began, and nobody is put out when places become fewer. A sign-up is
 * never deleted. Every change is one transaction with its outbox row, or a part of the one that
 * is open.
 *
 * A call that takes an Err returns false (or -1, or SIGNUP_FAILED) on failure, says why in *err,
 * and has then changed nothing (a failed commit: unknown; try again with the same id).
 */
#ifndef STORE_SIGNUPS_H
#define STORE_SIGNUPS_H

#include "store/party.h"
#include "store/stubs.h"
#include "store/workshops.h"

typedef enum {
    SIGNUP_CONFIRMED,
    SIGNUP_WAITING,
    SIGNUP_OFFERED,
    SIGNUP_EXPIRED,
    SIGNUP_CANCELLED,
    SIGNUP_ATTENDED
} SignupState;

enum { CODE_DIGITS = 7 };

typedef struct {
    Id id; /* the caller makes it, so that a retry is the same sign-up */
    Id session;
    Id opened_by; /* the guardian, child or stub, as of a visit */
    Party party;
    char language[12]; /* what the glass spoke */
    char kiosk[64];
    SignupState state;
    char code[CODE_DIGITS + 1]; /* opens this one sign-up */
    int64_t offered_until;
    int64_t made;
    int64_t turn; /* on the session's waiting list; 0: never waited */
    int ahead;    /* waiting: how many have an earlier turn */
} Signup;

typedef enum {
    SIGNUP_FAILED, /* *err says why */
    SIGNUP_DONE,
    SIGNUP_NO_ROOM, /* the whole party does not fit */
    SIGNUP_ALREADY, /* this home has one in the session */
    SIGNUP_TOO_LATE /* it began, was withdrawn, was cancelled; the offer has ended */
} SignupAnswer;

/* "confirmed": as it stands in the file and in exports. */
const char *signup_state_text(SignupState state);

/* Takes the places, or, if they are not all free and may_wait, puts the party on the waiting list;
 * fills state and code. With an id that is there it is that sign-up, as it stands. SIGNUP_ALREADY:
 * *signup is the earlier one. A code is of digits that are not taken for letters nor for each
 * other (no 0, no 1), so that it can be typed in every language and spells nothing. */
SignupAnswer signups_make(Store *store, Signup *signup, bool may_wait, int64_t now, Err *err);

/* The same for somebody who is not on the roster: keeps the stub too; signup->opened_by is it. */
SignupAnswer signups_make_stub(
    Store *store, const Stub *stub, Signup *signup, bool may_wait, int64_t now, Err *err);

/* Another party. What has its places keeps them unless all it needs now is free; who waits keeps
 * the turn. */
SignupAnswer signups_change(Store *store, Id id, const Party *party, int64_t now, Err *err);

/* Takes what was offered. */
SignupAnswer signups_accept(Store *store, Id id, int64_t now, Err *err);

/* Gives up places, turn or offer. True too if that was done before. ERR_REFUSED: it was attended.
 */
bool signups_cancel(Store *store, Id id, int64_t now, Err *err);

/* Ends offers whose time is over and offers what is free: in this session, or, the zero id, in all
 * that need it. Returns how many sign-ups changed, or -1. */
int signups_settle(Store *store, Id session, int64_t now, Err *err);

/* ERR_NOT_FOUND. */
bool signups_get(Store *store, Id id, Signup *out, Err *err);
bool signups_by_code(Store *store, const char *code, Signup *out, Err *err);

/* Those of a home in sessions that have not ended at `now`, soonest first, but for what was
 * cancelled. Fills out[0..max); returns how many in all, or -1. */
int signups_of(Store *store, Id opened_by, int64_t now, Signup *out, int max, Err *err);

/* One of the home's own in another session at the same time that is confirmed or offered: 1 and
 * *out, 0 none, -1. */
int signups_clash(Store *store, Id opened_by, Id session, Signup *out, Err *err);

/* How many of a home have news: places are offered; or the session was withdrawn and the home was
 * not told yet. -1. */
int signups_news(Store *store, Id opened_by, int64_t now, Err *err);

/* The home has seen it. */
bool signups_tell(Store *store, Id id, int64_t now, Err *err);

#endif
