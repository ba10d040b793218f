/* What the records hold of a roster now, to compare a new one with.
 *
 * Texts are in the roster's pool, ids are the records' own.
 */
#ifndef EXCHANGE_KNOWN_H
#define EXCHANGE_KNOWN_H

#include "exchange/roster.h"
#include "store/terms.h"

typedef struct {
    RosterPerson as; /* first: found by its source_id; own_roles is the one role */
    Id id;
    bool is_active;
    bool has_span; /* an open enrolment */
    PoolText span_grade, span_language;
} KnownPerson;

typedef struct {
    int person; /* of people */
    int kind;   /* of the roster's group_columns */
    PoolText value;
} KnownGroup;

typedef struct {
    KnownPerson *people; /* by source_id, those who left too */
    int count;
    RosterLink *links; /* of these people */
    int link_count;
    KnownGroup *groups; /* open ones of the roster's kinds */
    int group_count;
    SaidList said[SAID_KEPT];
    Term *terms;
    int term_count;
} Known;

/* The caller finishes it in any case. */
bool known_read(Known *known, Store *store, Roster *roster, Err *err);
void known_finish(Known *known);

const KnownPerson *known_find(const Known *known, const Pool *pool, const char *source_id);

/* The word that a kind is remembered under. */
const char *known_source(SaidKind kind);

#endif
