/* Events in, from a list that a school writes itself or from its calendar: with their texts in
 * any number of languages. */
#ifndef EXCHANGE_CONTENT_H
#define EXCHANGE_CONTENT_H

#include "exchange/import.h"
#include "exchange/texts.h"
#include "text/zone.h"

typedef enum {
    EVENT_ADDED,
    EVENT_CHANGED,
    EVENT_WITHDRAWN,
    EVENT_SAME,
    EVENT_OLDER, /* the records have a newer word on it: left alone */
    EVENT_NEVER  /* withdrawn, and never known */
} EventChange;

typedef struct {
    Event event; /* as in the file; its id is zero until it is applied */
    EventChange change;
    bool has_kind;  /* else it keeps the one it has */
    bool is_newer;  /* the same, in a newer word */
    int first_text; /* of the list's texts: up to the next one's */
} EventRow;

/* What a calendar speaks of: of this UID it has no other instances than those in the list. */
typedef struct {
    char uid[224];
    int sequence;
    int64_t stamp;
    bool is_cancelled;
} EventWhole;

typedef struct {
    EventRow *rows; /* as in the file; after them what a calendar withdraws */
    int count;
    TextList texts;
    bool is_calendar;
    EventWhole *wholes;
    int whole_count;
    int64_t from, to; /* of a calendar: when its rules were followed */
} EventList;

/* Reads a calendar (.ics), or CSV: uid,title,title_xx,kind,starts,ends,place,place_xx,link,grades
 * ("-": standard input). The first bad row of CSV refuses the file; of a calendar what is not
 * understood is left out and told. The caller finishes the list in any case. */
bool content_read_events(
    EventList *out, Store *store, const char *path, int64_t now, FILE *notes, Err *err);
void content_finish(EventList *list);

/* Adds a row that is all zero; null with *err. Its texts come next. */
EventRow *content_add_event(EventList *list, Err *err);

/* Fills in what each row would change; once. */
bool content_compare_events(EventList *list, Store *store, Err *err);
void content_count_events(const EventList *list, ImportCount *count);

/* After the comparison: a line for each that is not the same, with its local times. */
bool content_print_events(const EventList *list, Store *store, FILE *out, Err *err);

/* Compares, and puts them all, or none; the events' ids are set. */
bool content_apply_events(Store *store, EventList *list, int64_t now, ImportCount *count, Err *err);

/* The school's time zone; the caller frees it. Null with *err. */
Zone *content_zone(Store *store, Err *err);

#endif
