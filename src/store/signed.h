/* Signed: the sign-ups of a session as the office reads them, with who it is and how to reach
 * them.
 *
 * A name is the adult's as the roster has it, "Ramírez, Rosa"; a home that a child opened has the
 * child's; a walk-in the own one, else the child's, and once matched the roster's. Wipe what was
 * read.
 *
 * A call that takes an Err returns false (or -1) on failure and says why in *err.
 */
#ifndef STORE_SIGNED_H
#define STORE_SIGNED_H

#include "store/signups.h"

enum { REASON_LETTERS = 80, REASON_SIZE = 4 * REASON_LETTERS + 1, SIGNED_NAME = 96 };

typedef struct {
    Signup signup;
    char name[SIGNED_NAME];
    char phone[32];           /* a child's: of the first adult who has one; "" none */
    char language[36];        /* the home's; else what the glass spoke */
    bool is_stub;             /* a walk-in who is not matched */
    char reason[REASON_SIZE]; /* why the office cancelled it; "" it did not */
    int64_t called;           /* when the office rang the family about it; 0: not */
    int64_t told;             /* when the family saw that its session was withdrawn; 0: not */
} Signed;

/* The same in a list. */
typedef struct {
    Id id;
    char name[SIGNED_NAME];
    Party party;
    SignupState state;
    int64_t offered_until;
    int ahead; /* waiting: how many have an earlier turn */
} SignedRow;

enum { SIGNED_MOST = 512 }; /* of a session; more are not listed */

/* Who comes, by name; with everyone, then those with an offer, by when it ends; the waiting list,
 * by turn; and what has ended. Fills out[0..max), max at most SIGNED_MOST; returns how many were
 * filled, or -1. */
int signed_list(Store *store, Id session, bool everyone, Id *out, int max, Err *err);

/* These, each as it stands now. */
bool signed_rows(Store *store, const Id *ids, int count, SignedRow *out, Err *err);

/* ERR_NOT_FOUND. */
bool signed_get(Store *store, Id id, Signed *out, Err *err);

#endif
