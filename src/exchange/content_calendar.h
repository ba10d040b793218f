/* A calendar's events as the school's. */
#ifndef EXCHANGE_CONTENT_CALENDAR_H
#define EXCHANGE_CONTENT_CALENDAR_H

#include "exchange/content.h"

/* The list is empty before. Rules are followed from a day ago to the end of this school year, or
 * for 400 days. Texts are in the language the file names, else the school's first; a category is
 * the kind if some event has that kind already. */
bool content_read_calendar(EventList *out, Store *store, const char *name, const Buf *bytes,
    Zone *zone, int64_t now, FILE *notes, Err *err);

#endif
