/* Lists that a school writes itself: events, with their texts in any number of languages. */
#ifndef EXCHANGE_CONTENT_H
#define EXCHANGE_CONTENT_H

#include "exchange/import.h"
#include "exchange/texts.h"
#include "text/zone.h"

typedef struct {
    Event *events; /* as in the file; ids are still zero */
    int count;
    TextList texts;
} EventList;

/* Reads uid,title,title_xx,kind,starts,ends,place,place_xx,link,grades ("-": standard input). The
 * first bad row refuses the file. The caller finishes the list in any case. */
bool content_read_events(EventList *out, Store *store, const char *path, FILE *notes, Err *err);
void content_finish(EventList *list);

/* Puts them all, or none; the events' ids are set. */
bool content_apply_events(Store *store, EventList *list, int64_t now, ImportCount *count, Err *err);

/* The school's time zone; the caller frees it. Null with *err. */
Zone *content_zone(Store *store, Err *err);

#endif
