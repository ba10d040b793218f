/* Calls: the families whom the office should ring about a sign-up, and has not.
 *
 * An offer that runs; a session that was withdrawn and the family has not seen it; what the office
 * cancelled. Once called it is not listed again (placing_call, which can be taken back).
 *
 * A call that takes an Err returns -1 on failure and says why in *err. Wipe what was read.
 */
#ifndef STORE_CALLS_H
#define STORE_CALLS_H

#include "store/signed.h"

typedef enum { CALL_OFFER, CALL_WITHDRAWN, CALL_CANCELLED } CallWhy;

typedef struct {
    Id signup, session, workshop;
    CallWhy why;
    char name[SIGNED_NAME], phone[32], language[36];
    int64_t starts;
    int64_t until; /* what runs out: the offer; else until the session would have begun */
    int people;
} CallRow;

/* What runs out first is first; of these from the `first` on. Fills out[0..max); returns how many
 * calls there are in all. */
int calls_list(Store *store, int64_t now, int first, CallRow *out, int max, Err *err);

#endif
