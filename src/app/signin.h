/* Signing in: the PIN that is being checked, and who is signed in.
 *
 * The check is a job, so the glass stays alive. Of the PIN nothing is kept here: the job has the
 * only copy and wipes it. Whoever leaves the PIN screen ends the check; its try stays counted.
 */
#ifndef APP_SIGNIN_H
#define APP_SIGNIN_H

#include "base/err.h"
#include "store/staff.h"

typedef struct App App;

typedef enum {
    SIGNIN_NOTHING,
    SIGNIN_CHECKS, /* the job runs */
    SIGNIN_WRONG,  /* the number or the PIN: which is not said */
    SIGNIN_LOCKED, /* out, until free_ms */
    SIGNIN_FAILED  /* could not be checked; why stands in err */
} SigninState;

typedef struct {
    SigninState state;
    int job;
    StaffAttempt attempt;
    int64_t free_ms; /* monotonic */
    Err err;
} Signin;

/* Counts a try and begins its check. */
void signin_begin(App *app, const char *number, const char *pin);

/* Looks whether the check has ended; true, once, when it was right: guest.staff is then signed in
 * and guest.level theirs. Each frame of the PIN screen. */
bool signin_follow(App *app);

/* The seconds that a lockout has still to run, or 0. */
int signin_wait_s(const App *app);

/* Ends a check and forgets what came of it. */
void signin_forget(App *app);

/* Lockouts burn down by the monotonic clock; each minute, and before a try. */
void signin_burn(App *app);

#endif
