/* PINs: hashing, and how often one may be wrong. For staff.c, which says what holds. */
#ifndef STORE_PINS_H
#define STORE_PINS_H

#include "store/staff.h"

/* Makes the hash. ERR_BROKEN without memory for it. */
bool pins_hash(const char *pin, char out[STAFF_HASH_SIZE], Err *err);

/* Counts a try of the number and of all, and sets the lockouts that follow, within the caller's
 * transaction. ERR_REFUSED if one is running. */
bool pins_count(Store *store, StaffAttempt *attempt, Err *err);

/* The try that was counted last was right: it is not counted, the number's failures are forgotten,
 * and the lockouts that would have followed. */
bool pins_was_right(Store *store, const char *number, Err *err);

/* Forgets the failures and ends the lockout of a number of somebody's; of all numbers. */
bool pins_clear(Store *store, const char *number, Err *err);
bool pins_clear_all(Store *store, Err *err);

#endif
