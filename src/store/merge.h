/* Merging: another kiosk's records into these.
 *
 * Changes are united by (epoch, number), the outbox's names for them; each record is then what its
 * newest change says: a change that knew another one is newer, of two that knew nothing of each
 * other the later one counts and both are listed (store/conflicts.h). What no file can know alone
 * follows from all the changes together and from nothing else, so that no order of merges gives
 * another result: a home's first arrival at an event stands (one from a paper list, which has no
 * time, only where there is no other), the people of the others come to it and those are taken
 * back; places go by when they were asked for, and whose place was given to an earlier one waits at
 * that turn; of two ordinary visits with one number the first keeps it.
 *
 * United besides: help calls, headcounts, stubs, journeys, notes, cards, the audit with its staff
 * (who cannot sign in here), misses and how often resources were shown (of each kiosk the larger
 * count); people, events and workshops that are not known here. Settings, staff and rosters are
 * not taken.
 */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "store/audit.h"

/* What came that was not here; conflicts: those that were not listed before. */
typedef struct {
    int changes;
    int visits, stubs, headcounts, signups, calls, people;
    int conflicts;
} Merged;

/* All of it or nothing. is_dry: only what it would bring. The file is only read; it may be a backup
 * or of an earlier version. ERR_NEWER: of a later version. ERR_REFUSED: another school's, or the
 * same epoch says two things. ERR_INVALID: these records themselves. */
bool merge_file(
    Store *store, const char *file, const AuditBy *by, bool is_dry, Merged *out, Err *err);

/* The same in its two parts. Prepared is a copy of the file beside the records at a path, checked
 * and brought to this version: that takes its time, and needs no store. It is the caller's to drop;
 * what is left by a kill the next one takes away. */
bool merge_prepare(const char *path, const char *file, Err *err);
bool merge_prepared(Store *store, const AuditBy *by, bool is_dry, Merged *out, Err *err);
void merge_drop(const char *path);

#endif
