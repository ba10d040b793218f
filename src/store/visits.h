/* Visits: who is in the building, since when, and why.
 *
 * A visit is opened by an arrival and closed by a departure; it is never
 * deleted. Times are seconds since 1970, UTC. Each call is one transaction with
 * its outbox rows, or a part of the one that is open (store_begin). Call from the
 * thread that opened the store. Nothing here keeps a pointer it was given.
 *
 * A call that takes an Err returns false (or -1) on failure, says why in *err,
 * and has then changed nothing (a failed commit: unknown; try again with the
 * same id); on success it leaves *err alone.
 */
#ifndef STORE_VISITS_H
#define STORE_VISITS_H

#include "store/store.h"

typedef enum {
    METHOD_CARD,
    METHOD_NAME,
    METHOD_PHONE,
    METHOD_DESK,
    METHOD_WALK_IN,
    METHOD_PAPER
} VisitMethod;

typedef struct {
    Id id;
    Id event;     /* zero: an ordinary visit */
    Id opened_by; /* the guardian, child or stub whose home this is */
    int64_t arrived;
    int32_t day;  /* the school's local day, 20261119 */
    int64_t left; /* 0 while they are still here, and where nobody said when they left: */
    bool is_unsaid;
    int adults; /* all of them, the guardian who opened it included */
    int children;
    char language[12];
    bool needs_interpreter;
    VisitMethod method;
    char kiosk[64];
    char purpose[24]; /* of an ordinary visit: "volunteer" ...; "" not asked */
    int64_t kept;     /* when it was written down; 0: as they arrived; not read back */
    int number;       /* of an ordinary visit: which of its day; visits_arrive fills it in */
} Visit;

/* "name", "walk_in": as it stands in the file and in exports. */
const char *visit_method_text(VisitMethod method);

/* Opens a visit with the people in it. ERR_REFUSED if this home already has one at the
 * event; *visit is then the earlier one. The caller makes visit->id, so that a retry after an
 * unknown commit is the same visit, with the people that are given now. */
bool visits_arrive(Store *store, Visit *visit, const Id *people, int count, Err *err);

/* Changes who is in a visit, how many adults, and whether an interpreter is needed. */
bool visits_change(
    Store *store, const Visit *visit, const Id *people, int count, int64_t now, Err *err);

/* Closes an open visit. ERR_NOT_FOUND if there is none. */
bool visits_leave(Store *store, Id visit, int64_t at, Err *err);

/* Opens again one that was closed. ERR_NOT_FOUND unless it is. */
bool visits_return(Store *store, Id visit, int64_t at, Err *err);

/* It was none: its row stays, undone. ERR_NOT_FOUND if it is undone already. */
bool visits_undo(Store *store, Id visit, int64_t at, Err *err);

/* To another event. ERR_REFUSED if this home has a visit there, or is the visit an ordinary one. */
bool visits_move(Store *store, Id visit, Id event, int64_t at, Err *err);

/* The interpreter whom they asked for is with them, or, is_met false, is not. */
bool visits_meet(Store *store, Id visit, bool is_met, int64_t at, Err *err);

/* Closes as not said what is still open from the days before `day`. Some at a time: true and
 * *count zero when there are no more. */
bool visits_close(Store *store, int32_t day, int64_t at, int *count, Err *err);

/* Closes so one that was written down after its event had ended; while that runs it stays open. */
bool visits_close_late(Store *store, Id visit, int64_t at, Err *err);

/* The open ordinary visit with this number today. ERR_NOT_FOUND if there is none. */
bool visits_numbered(Store *store, int32_t day, int number, Visit *out, Err *err);

/* This home's visit at an event; at event zero, its ordinary one that is still open.
 * ERR_NOT_FOUND if there is none. */
bool visits_find(Store *store, Id event, Id opened_by, Visit *out, Err *err);

/* ERR_NOT_FOUND; one that is undone is there. */
bool visits_get(Store *store, Id id, Visit *out, Err *err);

/* The people in a visit; or, visits_last, in the last visit of this home. Returns how many
 * there are in all, or -1. */
int visits_people(Store *store, Id visit, Id *out, int max, Err *err);
int visits_last(Store *store, Id opened_by, Id *out, int max, Err *err);

/* The open visits, longest stay first. Fills out[0..max); returns how many
 * there are in all, which may be more than max, or -1. */
int visits_present(Store *store, Visit *out, int max, Err *err);

int visits_count(Store *store, Err *err);

#endif
