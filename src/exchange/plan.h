/* A plan: what an import would change, person by person, before anything is written.
 *
 * It is the difference of a roster and the records; applying it writes the difference and nothing
 * else, in one transaction. It holds names: finish it.
 */
#ifndef EXCHANGE_PLAN_H
#define EXCHANGE_PLAN_H

#include "exchange/import.h"
#include "exchange/known.h"

typedef enum { PLAN_SAME, PLAN_ADDED, PLAN_CHANGED, PLAN_RETURNED, PLAN_LEFT } PlanKind;

typedef struct {
    int now, before; /* of the roster's and the known people; -1: not in it */
    PlanKind kind;
    Id id; /* zero until it is added */
} PlanPerson;

/* A link (guardian, student) or a group (person, kind, value); both of the plan's people. */
typedef struct {
    int a, b;
    PoolText text;
} PlanPair;

typedef struct {
    PlanPair *in, *out; /* to be added, to be taken away */
    int in_count, out_count;
} PlanPairs;

typedef struct {
    Roster roster;
    Known known;
    PlanPerson *people; /* of both, by source_id */
    int count;
    PlanPairs links, groups;
    Term *terms; /* to be put */
    int term_count;
    Id *old_terms; /* to be dropped */
    int old_term_count;
    int32_t day;
    int64_t now;
    ImportCount counts;
} Plan;

/* Reads the roster at `path` and compares. The caller finishes the plan in any case. */
bool plan_make(Plan *plan, Store *store, const char *path, int64_t now, FILE *notes, Err *err);
void plan_finish(Plan *plan);

/* ERR_REFUSED if a whole roster would remove more than one in five of the students. */
bool plan_check_removal(const Plan *plan, Err *err);

/* For a person to read: each who is added, changed or left, and what changes. */
void plan_print(const Plan *plan, FILE *out);

/* The name of a role, as it is read and kept. */
const char *plan_role(const RosterPerson *person);

/* Calls for each field that differs, with both values: for printing. Whether there is one. */
typedef void (*PlanTell)(FILE *out, const char *field, const char *before, const char *now);
bool plan_compare(const Plan *plan, const PlanPerson *person, PlanTell tell, FILE *out);

bool plan_apply(Plan *plan, Store *store, Err *err);

#endif
