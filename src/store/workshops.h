/* Workshops, and sessions: their dated offerings, with the places that are free.
 *
 * Places are of four kinds: seats in the room (adults and the children with them), places in
 * childcare, families who can have an interpreter, seats of the ride. Times are seconds since
 * 1970, UTC. A call that takes an Err returns false (or -1) on failure, says why in *err, and has
 * then changed nothing. Titles, texts and places stand in content (store/events.h).
 */
#ifndef STORE_WORKSHOPS_H
#define STORE_WORKSHOPS_H

#include "store/store.h"
#include "text/zone.h"
#include <limits.h>

typedef enum { WORKSHOP_DRAFT, WORKSHOP_PUBLISHED, WORKSHOP_WITHDRAWN } WorkshopState;

typedef struct {
    Id id;
    char uid[128];    /* of the file it came from */
    char topic[32];   /* one of topics.def; "" none */
    char grades[128]; /* "KG,01": for whom first; "" everybody */
    WorkshopState state;
} Workshop;

enum { NO_LIMIT = INT_MAX };

typedef struct {
    int seats, childcare, interpreters, rides;
} Places;

typedef struct {
    Id id;
    char uid[128];
    Id workshop;
    int64_t starts, ends;
    bool is_virtual;
    char link[256];    /* of a virtual one; shown to who is signed up */
    char language[12]; /* what is spoken; "" not said */
    Places places;     /* seats 0: no limit; of the others 0: not offered */
    bool is_withdrawn; /* it, or its workshop */
    /* Filled by reading: */
    Places left; /* never negative; seats NO_LIMIT where there is none */
    int waiting; /* sign-ups on the waiting list */
} Session;

/* "published": as it stands in the file and in lists. */
bool workshop_state_read(const char *word, WorkshopState *out);
const char *workshop_state_text(WorkshopState state);

/* Whether it is a topic of topics.def. */
bool topic_is_known(const char *name);

/* Whether two lists of grades have one in common; an empty one is everybody's. */
bool grades_meet(const char *some, const char *others);

/* Adds or updates by uid; id is set. A session keeps its sign-ups whatever becomes of its places:
 * call signups_settle after. */
bool workshops_put(Store *store, Workshop *workshop, int64_t now, Err *err);
bool sessions_put(Store *store, Session *session, int64_t now, Err *err);

/* ERR_NOT_FOUND. */
bool workshops_get(Store *store, Id id, Workshop *out, Err *err);
bool sessions_get(Store *store, Id id, Session *out, Err *err);

/* The published sessions of a workshop that have not begun, soonest first. Fills out[0..max);
 * returns how many there are in all, or -1. */
int sessions_of(Store *store, Id workshop, int64_t now, Session *out, int max, Err *err);

/* What is looked for; zeroed: everything. */
typedef struct {
    const char *grades; /* of the home, "02,05"; null: not known. Those that suit come first */
    bool only_grades;   /* and the others not at all; a workshop for everybody suits */
    bool is_evening;    /* starts at 5 PM or later */
    bool is_saturday;
    bool is_online;
    const char *language; /* spoken; null: any */
    Zone *zone;           /* for evening and Saturday */
} WorkshopFilter;

/* A workshop in a list, with one of its sessions that pass the filter: the first that has a seat,
 * else the first. */
typedef struct {
    Id id;
    char topic[32];
    bool suits; /* the home's grades */
    Id session;
    int64_t starts;
    bool is_virtual;
    char language[12];
    bool has_childcare, has_interpreter;
    int left;  /* seats; NO_LIMIT */
    int dates; /* how many pass */
} WorkshopRow;

/* Published workshops with a session that has not begun: first those that suit, then by the first
 * date. Fills out[0..max) and returns how many; past max those with the latest dates are left out.
 * -1 on failure. */
int workshops_upcoming(
    Store *store, const WorkshopFilter *filter, int64_t now, WorkshopRow *out, int max, Err *err);

#endif
