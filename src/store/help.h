/* Calls for help: where at the glass somebody asked for one, never who.
 *
 * Times are seconds since 1970, UTC. A call that takes an Err returns false (or
 * -1) on failure, says why in *err, and has then changed nothing.
 */
#ifndef STORE_HELP_H
#define STORE_HELP_H

#include "store/store.h"

enum { HELP_AGAIN = 60 }; /* seconds in which a kiosk's calls count as one */

typedef struct {
    Id id;
    char kiosk[64], language[12];
    char screen[32]; /* where; "pick_up": to pick up a child, which is a call of its own */
    int64_t at;
    int64_t answered; /* when somebody went there; 0: not yet */
} HelpCall;

/* Records a call and makes call->id; or finds the kiosk's one of the same minute, which *call
 * then is. Either way the office knows. */
bool help_call(Store *store, HelpCall *call, Err *err);

/* Somebody goes. ERR_NOT_FOUND if there is no such open call. */
bool help_answer(Store *store, Id call, int64_t at, Err *err);

/* The open calls, oldest first. Fills out[0..max); returns how many there are in all, or -1. */
int help_waiting(Store *store, HelpCall *out, int max, Err *err);

#endif
