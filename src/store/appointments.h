/* Appointments: a teacher and a time at an event, for one student. They come from the school's
 * own schedule and are shown only to a home that is proven.
 *
 * A call that takes an Err returns false (or -1) on failure, says why in *err, and has then
 * changed nothing.
 */
#ifndef STORE_APPOINTMENTS_H
#define STORE_APPOINTMENTS_H

#include "store/store.h"

typedef struct {
    Id id;
    char uid[128]; /* of the file it came from */
    Id event, student;
    Id guardian; /* whose it is; zero: any of the student's */
    char teacher[128], room[128];
    int64_t starts;
} Appointment;

/* Adds or updates by uid; id is set. */
bool appointments_put(Store *store, Appointment *appointment, int64_t now, Err *err);

/* That of a uid. ERR_NOT_FOUND. */
bool appointments_by_uid(Store *store, const char *uid, Appointment *out, Err *err);

/* Takes one out of the schedule. True too if it was not there. */
bool appointments_remove(Store *store, Id id, Err *err);

/* Those of a home at an event that start at `from` or later, soonest first: of its students, and
 * not another guardian's. Fills out[0..max); returns how many there are in all, or -1. */
int appointments_of_home(
    Store *store, Id opened_by, Id event, int64_t from, Appointment *out, int max, Err *err);

#endif
