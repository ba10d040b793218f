/* Unreached: the families that have not come yet.
 *
 * A family is students joined by shared guardians, one row; it counts while one of its students is
 * enrolled on the day. It was reached if one of them, or a walk-in matched to one of them, has a
 * visit in the time (undone ones are none). All of it is held in memory, by language and name;
 * closing wipes. What is pointed to is borrowed until then.
 */
#ifndef STORE_UNREACHED_H
#define STORE_UNREACHED_H

#include "store/store.h"

typedef struct Unreached Unreached;

typedef struct {
    Id id;
    const char *source_id;
    const char *name;  /* "Ramírez, Rosa" */
    const char *phone; /* digits; "" not known */
} UnreachedGuardian;

typedef struct {
    Id id;
    const char *source_id;
    const char *name; /* "Mateo", "Ramírez, Mateo" of one without guardians */
    const char *grade;
} UnreachedChild;

typedef struct {
    Id id;                /* the first of the students */
    const char *language; /* of the home; "" not known */
    bool must_see_office;
    const UnreachedGuardian *guardians;
    const UnreachedChild *children; /* from the highest grade */
    int guardian_count, child_count;
    int64_t last; /* when they last came, ever; 0: never */
} UnreachedFamily;

typedef struct {
    int64_t from, to; /* visits within [from, to); 0: no bound */
    int32_t day;      /* who is enrolled on it */
} UnreachedTime;

/* Null, and why in *err. */
Unreached *unreached_open(Store *store, const UnreachedTime *time, Err *err);
void unreached_close(Unreached *unreached);

int unreached_count(const Unreached *unreached);
const UnreachedFamily *unreached_at(const Unreached *unreached, int index);
int unreached_families(const Unreached *unreached); /* all that were looked at, the reached too */

#endif
