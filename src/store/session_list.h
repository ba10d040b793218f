/* Sessions as the office lists them: how many come, wait, have an offer, were there.
 *
 * A call that takes an Err returns false (or -1) on failure and says why in *err.
 */
#ifndef STORE_SESSION_LIST_H
#define STORE_SESSION_LIST_H

#include "store/workshops.h"

typedef struct {
    Id id, workshop;
    int64_t starts, ends;
    bool is_virtual, is_withdrawn;
    char language[12];                         /* what is spoken; "" not said */
    Places places;                             /* as of a Session */
    int confirmed, attended, offered, waiting; /* sign-ups */
    int seats;                                 /* taken: attended, confirmed and offered */
} SessionRow;

/* Those that start at `from` or later, before `to` (0: no bound), soonest first; withdrawn ones
 * only where somebody is signed up. Fills out[0..max); returns how many in all, or -1. */
int session_list(Store *store, int64_t from, int64_t to, SessionRow *out, int max, Err *err);

/* ERR_NOT_FOUND. */
bool session_row(Store *store, Id session, SessionRow *out, Err *err);

#endif
