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
    int students, guardians, employees, links;
    int added, changed, left;
    int dangling; /* links to somebody unknown: left out, counted */
    int rejected; /* rows left out; told one by one to `notes` */
} ImportCount;

/* A OneRoster 1.1 or 1.2 roster: a folder or a .zip. `notes` (may be null) gets a line for each
 * row left out and each column that is not known. */
bool import_roster(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);

/* Events: uid,title,title_xx,kind,starts,ends,place,place_xx,link,grades. `-` is standard input. */
bool import_events(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err);

#endif
