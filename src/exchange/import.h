/* Imports: a file read, checked, staged, and applied all or nothing.
 *
 * On failure nothing of the file is kept, and the Err names file, line and
 * column. Times in files are the school's local time unless they say otherwise.
 */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "store/store.h"
#include <stdio.h>

typedef struct {
    int students, guardians, employees, links; /* of the whole roster */
    int added, changed, left, returned, unchanged;
    int links_added, links_removed;
    int spans_opened, spans_closed; /* of enrolment */
    int groups_opened, groups_closed;
    int terms_changed, terms_removed;
    int dangling; /* links to somebody unknown: left out, counted */
    int rejected; /* rows left out; told one by one to `notes` */
} ImportCount;

/* A OneRoster 1.1 or 1.2 roster, whole or changes only: a folder or a .zip. `notes` (may be null)
 * gets a line for each row left out and each column that is not known. */
bool import_roster(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);

/* Events: a calendar (.ics), or CSV; exchange/content.h. `-` is standard input. In the count `left`
 * are the withdrawn, `rejected` those that the records have a newer word on. */
bool import_events(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);

/* Groups: sourcedId,kind,value,firstDay,dayAfterLast. An empty first day is today, or since when
 * it stands; an empty last one is still. */
bool import_groups(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);

#endif
