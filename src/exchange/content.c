/* Somebody typed these files: a bad row refuses them all, with line and column, since the
 * list is short and the mistake is theirs to mend. */
#include "exchange/content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "exchange/content_calendar.h"
#include "exchange/fields.h"
#include "exchange/ics.h"
#include "exchange/zip.h"
#include "store/settings.h"

enum { EVENTS_MAX = 10000, FILE_MAX = 16 << 20 };

enum {
    EVENT_UID,
    EVENT_TITLE,
    EVENT_KIND,
    EVENT_STARTS,
    EVENT_ENDS,
    EVENT_PLACE,
    EVENT_LINK,
    EVENT_GRADES,
    EVENT_FIELDS
};

/* clang-format off */
static const Column event_columns[] = {
    [EVENT_UID]    = {"uid", NULL, REQUIRED},
    [EVENT_TITLE]  = {"title", "title_en", REQUIRED},
    [EVENT_KIND]   = {"kind", NULL, OPTIONAL},
    [EVENT_STARTS] = {"starts", NULL, REQUIRED},
    [EVENT_ENDS]   = {"ends", NULL, REQUIRED},
    [EVENT_PLACE]  = {"place", "place_en", WANTED},
    [EVENT_LINK]   = {"link", NULL, OPTIONAL},
    [EVENT_GRADES] = {"grades", NULL, OPTIONAL},
};
/* clang-format on */

static const char *const event_open[] = {"title_", "place_", NULL};

static const ColumnFile event_file = {.name = "events.csv",
    .columns = event_columns,
    .count = EVENT_FIELDS,
    .open = event_open,
    .is_strict = true};

typedef struct {
    EventList *list;
    Zone *zone;
} Reading;

static bool take_kind(const ColumnRow *row, Event *event, Err *err)
{
    const char *kind = row_text(row, EVENT_KIND);
    bool fits = utf8_copy(event->kind, sizeof event->kind, *kind ? kind : "event");
    for (const char *at = kind; *at; at++)
        fits &= islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '_';
    return fits ||
        row_refuse(row, EVENT_KIND, err,
            "a kind is a word of small letters, as \"conference\" or \"open_house\"");
}

static bool take_uid(const EventList *list, const ColumnRow *row, Event *event, Err *err)
{
    if (!field_uid(row, EVENT_UID, event->uid, sizeof event->uid, "an event", err))
        return false;
    for (int i = 0; i + 1 < list->count; i++)
        if (strcmp(list->rows[i].event.uid, event->uid) == 0)
            return row_refuse(row, EVENT_UID, err, "this uid stands twice");
    return true;
}

static bool fill_event(const Reading *r, const ColumnRow *row, Event *event, Err *err)
{
    if (!*row_text(row, EVENT_TITLE))
        return row_refuse(row, EVENT_TITLE, err, "an event needs a title");
    if (!take_uid(r->list, row, event, err) || !take_kind(row, event, err) ||
        !field_time(row, EVENT_STARTS, r->zone, &event->starts, err) ||
        !field_time(row, EVENT_ENDS, r->zone, &event->ends, err))
        return false;
    if (event->ends <= event->starts)
        return row_refuse(row, EVENT_ENDS, err, "an event ends after it starts");
    return field_link(row, EVENT_LINK, event->link, sizeof event->link, err) &&
        field_grades(row, EVENT_GRADES, event->grades, sizeof event->grades, err);
}

EventRow *content_add_event(EventList *list, Err *err)
{
    EventRow *grown = list_grow(list->rows, list->count, sizeof *grown);
    if (!grown) {
        err_set(err, ERR_FULL, "no memory for this list");
        return NULL;
    }
    list->rows = grown;
    grown[list->count] = (EventRow){.first_text = list->texts.count};
    return &grown[list->count++];
}

static bool take_event(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    EventList *list = r->list;
    int owner = list->count;
    if (owner == EVENTS_MAX)
        return row_refuse(row, EVENT_UID, err, "over 10,000 events");
    EventRow *added = content_add_event(list, err);
    if (!added)
        return false;
    added->has_kind = true;
    return fill_event(r, row, &added->event, err) &&
        texts_add(&list->texts, owner, CONTENT_TITLE, "en", row_text(row, EVENT_TITLE), err) &&
        (!row_has(row, EVENT_PLACE) ||
            texts_add(&list->texts, owner, CONTENT_PLACE, "en", row_text(row, EVENT_PLACE), err)) &&
        texts_add_open(&list->texts, owner, row, err);
}

static bool read_events(
    EventList *out, const char *name, const Buf *bytes, Zone *zone, ColumnNotes *notes, Err *err)
{
    Reading r = {out, zone};
    return columns_read(&event_file, name, bytes, notes, take_event, &r, err);
}

Zone *content_zone(Store *store, Err *err)
{
    char name[64];
    return settings_get(store, "timezone", name, sizeof name, err) ? zone_new(name, err) : NULL;
}

/* The last part of a path, for messages. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
}

/* By its first bytes; by its name only what has none. */
static bool is_calendar(const char *path, const Buf *bytes)
{
    size_t length = strlen(path);
    bool is_named = length > 4 && strcasecmp(path + length - 4, ".ics") == 0;
    return ics_is_calendar(bytes) || is_named;
}

bool content_read_events(
    EventList *out, Store *store, const char *path, int64_t now, FILE *notes, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    *out = (EventList){0};
    texts_init(&out->texts);
    Zone *zone = content_zone(store, err);
    if (!zone)
        return false;
    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) &&
        (is_calendar(path, &bytes)
                ? content_read_calendar(out, store, file_name(path), &bytes, zone, now, notes, err)
                : read_events(out, file_name(path), &bytes, zone, &kept, err));
    buf_finish(&bytes);
    zone_free(zone);
    return done;
}

void content_finish(EventList *list)
{
    texts_finish(&list->texts);
    free(list->rows);
    free(list->wholes);
    *list = (EventList){0};
}
