/* What the files of the merge share. The other file is attached as `other`; what is worked with
 * stands in temporary tables, which go with the transaction or at its end:
 *
 * fresh    changes that are not here yet
 * touched  records that must be looked at anew: (record, as text; id; topic)
 * line     all changes of those, from here and there
 * head     of those the ones that no other one knew
 * best     of those the one that counts, one a record
 * found    conflicts
 */
#ifndef STORE_MERGE_ROWS_H
#define STORE_MERGE_ROWS_H

#include "store/merge.h"
#include "store/sql.h"

/* A value of a change's body; an id in it, as it stands here. */
#define IN_BODY(key) " json_extract(body, '$." key "') "
#define AS_HERE(id) " ifnull((SELECT same FROM alias WHERE alias.id = " id "), " id ") "
#define ID_IN_BODY(key) AS_HERE("read_uuid(json_extract(body, '$." key "'))")

/* Whose home it is, in words. */
#define NAME_OF(id)                                                                                \
    " coalesce((SELECT trim(given || ' ' || family) FROM person WHERE person.id = " id             \
    "), (SELECT nullif(trim(child || ' ' || adult), '') FROM stub WHERE stub.id = " id "), '') "

/* A conflict's id follows from what it is. */
#define CONFLICT_ID(text) " substr(hash(" text "), 1, 16) "

/* Runs statements without parameters, in order, until a null. */
bool merge_run(Store *store, const char *const *statements, Err *err);

/* The changed rows of these are counted. */
bool merge_count(Store *store, const char *const *statements, int *count, Err *err);

/* merge_union.c: who and what is known there and not here, before; what stands beside, after. */
bool merge_people(Store *store, Merged *out, Err *err);
bool merge_besides(Store *store, int *count, Err *err);

/* merge_visits.c, merge_signups.c: which other records must be looked at with those that are
 * touched; and the records themselves, out of best. */
bool merge_near_visits(Store *store, Err *err);
bool merge_visits(Store *store, Err *err);
bool merge_near_signups(Store *store, Err *err);
bool merge_signups(Store *store, Err *err);

/* merge_conflicts.c: what was changed twice, and clocks; then all that was found into the table. */
bool merge_conflicts(Store *store, int64_t now, Err *err);

#endif
