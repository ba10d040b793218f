/* The desk: what staff do to a visit, each act one transaction with its rows of outbox and audit.
 *
 * `family` is the id of a row of store/families.h. A call that takes an Err returns false (or -1)
 * on failure, says why in *err, and has then changed nothing (a failed commit: unknown). Arriving
 * and counting again with the same id is the same act; the others are then ERR_NOT_FOUND, since
 * there is nothing left to change. An act's row of audit is called as its row of the outbox, with
 * the visit or headcount and the event's uid.
 */
#ifndef STORE_DESK_H
#define STORE_DESK_H

#include "store/audit.h"
#include "store/headcounts.h"
#include "store/visits.h"

enum { DESK_PEOPLE = 24 };

typedef struct {
    Id id;
    bool is_adult;
    char name[160]; /* given and family, the preferred ones where there are */
    char grade[32], room[128];
} DeskPerson;

/* A family as it is at the event: everybody of the row, the adults first, then the students from
 * the highest grade; who was ticked; and the visit: the one there is, or the one that a touch
 * would keep (id zero). That is opened by the only guardian; else by whom the last visit was;
 * else by the row's id. It has the people of the row's last visit, to anything; the first time one
 * adult and no children. A walk-in has no people, only numbers: `others` and visit.children. */
typedef struct {
    Id id;
    bool is_walk_in;
    DeskPerson people[DESK_PEOPLE];
    bool is_here[DESK_PEOPLE];
    int count;
    int others;        /* adults besides those ticked */
    char language[36]; /* the home's */
    bool must_see_office;
    Visit visit;
} DeskFamily;

bool desk_family(Store *store, Id family, Id event, DeskFamily *out, Err *err);

/* A look at a family's record is noted. */
bool desk_look(Store *store, const AuditBy *by, Id family, Err *err);

/* Keeps the visit with who is ticked: a new one (visit.id made by the caller, arrived, day, kiosk,
 * language filled in), or changes the one there is. ERR_REFUSED: they are here already;
 * family->visit is then that one. One of method paper whose event has ended is closed at once, as
 * not said. */
bool desk_arrive(Store *store, const AuditBy *by, DeskFamily *family, Err *err);
bool desk_change(Store *store, const AuditBy *by, const DeskFamily *family, Err *err);

/* Out, and, undone, in again. */
bool desk_leave(Store *store, const AuditBy *by, Id visit, Err *err);
bool desk_return(Store *store, const AuditBy *by, Id visit, Err *err);

/* The visit was none: its row stays, undone. ERR_NOT_FOUND if it is undone already. */
bool desk_undo(Store *store, const AuditBy *by, Id visit, Err *err);

/* To another event; the same call back undoes it. ERR_REFUSED if they are at that one already, by
 * whomever of the row, or if the visit is an ordinary one. */
bool desk_move(Store *store, const AuditBy *by, Id visit, Id event, Err *err);

/* The interpreter that they asked for is with them; or is not. */
bool desk_meet(Store *store, const AuditBy *by, Id visit, bool is_met, Err *err);

/* People without a name: one more set of them; and the last one of this kiosk at the event and day
 * taken back (ERR_NOT_FOUND: there is none). */
bool desk_count(Store *store, const AuditBy *by, const Headcount *headcount, Err *err);
bool desk_uncount(Store *store, const AuditBy *by, Id event, int32_t day, Err *err);

#endif
