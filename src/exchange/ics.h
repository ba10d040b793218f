/* Calendars in: an .ics file (RFC 5545) as a plain list of what happens when.
 *
 * It knows no school: the reader gives it the zone for times that name none, and the window that
 * rules are followed in. Of one event that stands twice the newer counts. An event that is not
 * understood is left out and told with its line; a file that is none, that ends too soon, or that
 * is larger than 5 MB, 5,000 events or four levels is ERR_INVALID with its line.
 *
 * Left unread: who comes, who asks, alarms, descriptions.
 */
#ifndef EXCHANGE_ICS_H
#define EXCHANGE_ICS_H

#include "base/buf.h"
#include "base/err.h"
#include "text/zone.h"
#include <stdbool.h>
#include <stdio.h>

enum { ICS_FILE_MAX = 5 << 20, ICS_EVENTS_MAX = 5000, ICS_INSTANCES_MAX = 10000 };

/* A VEVENT: one event, a series, or one instance of a series that was changed. A private one has
 * no texts. */
typedef struct {
    char uid[224];
    char title[512], place[512];
    char title_language[16], place_language[16]; /* as the file says: "es-MX"; "" it does not */
    char link[256];                              /* "" unless it is one of the web */
    char categories[256];                        /* as they stand, with commas between */
    int line;                                    /* of the file */
    int sequence;
    int64_t stamp; /* 0: not told */
    bool is_cancelled, is_private, is_instance;
} IcsEntry;

/* One time that an entry happens. */
typedef struct {
    int entry;         /* of the list */
    char instance[20]; /* of a series, where its rule puts it: "20261006T183000"; else "" */
    int64_t starts, ends;
    bool is_all_day; /* from a midnight at home to one */
    bool is_cancelled;
    int sequence; /* the newest of the entry's and its series' */
    int64_t stamp;
} IcsEvent;

typedef struct {
    IcsEntry *entries;
    int entry_count;
    IcsEvent *events; /* soonest first; none of a private entry */
    int count;
} IcsList;

typedef struct {
    Zone *home;
    int64_t from, to; /* instances of a series that start in [from, to) */
} IcsWindow;

/* Whether the bytes begin as a calendar does. */
bool ics_is_calendar(const Buf *bytes);

/* `name` stands in messages, `notes` (may be null) gets what was left out, a line each. The caller
 * finishes the list in any case. */
bool ics_read(IcsList *out, const char *name, const Buf *bytes, const IcsWindow *window,
    FILE *notes, Err *err);
void ics_finish(IcsList *list);

#endif
