/* The repair queue: walk-ins, and which family of the roster each of them is.
 *
 * A family is named by its first sibling, as a row of store/families.h. A stub that was joined
 * keeps its visit and counts with that family; nothing is lost by a wrong join, for each act can be
 * undone. Acts are one transaction with their rows of outbox and audit, on all the stubs given or
 * on none. Times are seconds since 1970, UTC.
 *
 * A call that takes an Err returns false (or -1) on failure, says why in *err, and has then
 * changed nothing.
 */
#ifndef STORE_REPAIR_H
#define STORE_REPAIR_H

#include "store/stubs.h"

typedef enum { STUB_OPEN, STUB_MATCHED, STUB_NEW } StubState;

typedef struct {
    Stub stub;
    StubState state;
    bool is_held;
    int64_t made, settled; /* settled: 0 while it is open */
    char kiosk[64];
    Id matched; /* the family's first sibling; zero: none */
    Id visit;   /* zero: they signed up, and did not come yet */
    Id event;   /* of the visit; zero: an ordinary one */
    int adults;
} RepairStub;

/* Open ones, those that are held, and those settled at `since` or later; the newest first. What was
 * taken back stands in none of them. */
typedef enum { REPAIR_QUEUE, REPAIR_HELD, REPAIR_SETTLED } RepairList;

typedef struct {
    RepairList list;
    int64_t since; /* of REPAIR_SETTLED */
    int first;     /* so many are passed over */
} RepairRange;

/* Fills out[0..max); returns how many were filled. */
int repair_list(Store *store, const RepairRange *range, RepairStub *out, int max, Err *err);

/* ERR_NOT_FOUND. */
bool repair_get(Store *store, Id stub, RepairStub *out, Err *err);

typedef struct {
    int open, held, matched, new; /* as stubs; what was taken back is none of these */
    int settled;                  /* at `since` or later */
} RepairCounts;

bool repair_counts(Store *store, int64_t since, RepairCounts *out, Err *err);

/* --- who it may be -------------------------------------------------------------------------- */

enum { REPAIR_CHILDREN = 6, REPAIR_SUGGESTIONS = 3 };

typedef struct {
    char name[64], grade[32];
} RepairChild;

typedef struct {
    Id id;
    char adults[192];                      /* "Ramírez, Rosa; Ramírez, Luis"; "" without any */
    RepairChild children[REPAIR_CHILDREN]; /* from the highest grade */
    int count;                             /* of all the children, may be more */
    char language[36];
    int64_t at;     /* when they came to the event, by any visit of theirs; 0: they did not */
    char kiosk[64]; /* and where */
} RepairFamily;

/* A family as it is, at an event; `besides` is a stub that does not count. ERR_NOT_FOUND. */
bool repair_family(Store *store, Id family, Id event, Id besides, RepairFamily *out, Err *err);

/* How a name fits; the greater, the better. */
typedef enum { FIT_NONE, FIT_PART, FIT_CLOSE, FIT_ALIKE, FIT_SAME } RepairFit;

typedef struct {
    RepairFamily family;
    RepairFit child, adult; /* PART: some of the words; CLOSE: one letter off; ALIKE: in other
                             * letters */
    bool same_grade, same_language;
    int score;
} Suggestion;

/* The families of the roster that a stub is most likely of, the likeliest first; also for words
 * that are still being typed. Returns how many, at most `max`. */
int repair_suggest(Store *store, const Stub *stub, Id event, Suggestion *out, int max, Err *err);

/* Walk-ins already written for this event (zero: ordinary ones of the day) under a like name, the
 * newest first; not the stub itself. */
int repair_written(
    Store *store, const Stub *stub, const Visit *visit, RepairStub *out, int max, Err *err);

/* --- acts ----------------------------------------------------------------------------------- */

/* The stub is of this family, or of a new one that the roster does not know yet. ERR_REFUSED: it
 * is settled already; ERR_NOT_FOUND: no such stub or family. */
bool repair_join(Store *store, const AuditBy *by, Id stub, Id family, Err *err);
bool repair_as_new(Store *store, const AuditBy *by, Id stub, Err *err);

/* Undoes either. ERR_REFUSED: it is open. */
bool repair_reopen(Store *store, const AuditBy *by, Id stub, Err *err);

/* Held ones are real, or (undone) are held again. */
bool repair_let_in(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err);
bool repair_hold(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err);

/* Nobody came: their visits are undone, or (undone) are visits again. */
bool repair_take_back(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err);
bool repair_put_back(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err);

#endif
