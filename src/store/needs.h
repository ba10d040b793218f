/* Needs: what families of sessions and events need, early enough to ask for it.
 *
 * A call that takes an Err returns -1 on failure and says why in *err.
 */
#ifndef STORE_NEEDS_H
#define STORE_NEEDS_H

#include "store/events.h"
#include "store/workshops.h"

typedef enum { NEED_CHILDCARE, NEED_INTERPRETER, NEED_RIDE } NeedKind;

/* One need of one session. Who waits is counted apart: they may never come. */
typedef struct {
    Id session, workshop;
    int64_t starts;
    NeedKind kind;
    char language[12];    /* of an interpreter; "und": not said which */
    unsigned ages;        /* of childcare, who waits among them: bit n is the age n */
    int families, people; /* who has places or was offered some: people in the room with an
                           * interpreter; children in childcare; seats of the ride */
    int waiting_families, waiting_people;
} Need;

/* Of the published sessions that start at `from` or later, soonest first; of a session childcare,
 * interpreters by language, the ride. Fills out[0..max); returns how many in all. */
int needs_sessions(Store *store, int64_t from, Need *out, int max, Err *err);

/* An estimate for an event: families who are expected and asked for an interpreter at their last
 * visit. */
typedef struct {
    char language[36]; /* of the home; else what the glass spoke */
    int families;
} NeedExpected;

/* By language, the most families first. */
int needs_expected(Store *store, const Event *event, NeedExpected *out, int max, Err *err);

/* The day, as a moment of it, by which the office should ask: so many days before the start (the
 * setting ask_by_days). */
int64_t needs_ask_by(Store *store, int64_t starts);

#endif
