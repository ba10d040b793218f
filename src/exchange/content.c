/* Somebody typed these files: a bad row refuses them all, with line and column, since the
 * list is short and the mistake is theirs to mend. */
#include "exchange/content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/fields.h"
#include "exchange/zip.h"
#include "store/settings.h"
#include "store/sql.h"

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
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->events[i].uid, event->uid) == 0)
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

static bool take_event(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    EventList *list = r->list;
    if (list->count == EVENTS_MAX)
        return row_refuse(row, EVENT_UID, err, "over 10,000 events");
    Event *grown = list_grow(list->events, list->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->events = grown;
    Event *event = &list->events[list->count];
    *event = (Event){0};
    if (!fill_event(r, row, event, err) ||
        !texts_add(
            &list->texts, list->count, CONTENT_TITLE, "en", row_text(row, EVENT_TITLE), err) ||
        (row_has(row, EVENT_PLACE) &&
            !texts_add(
                &list->texts, list->count, CONTENT_PLACE, "en", row_text(row, EVENT_PLACE), err)) ||
        !texts_add_open(&list->texts, list->count, row, err))
        return false;
    list->count++;
    return true;
}

static bool read_events(
    EventList *out, const char *name, const Buf *bytes, Zone *zone, ColumnNotes *notes, Err *err)
{
    *out = (EventList){0};
    texts_init(&out->texts);
    Reading r = {out, zone};
    return columns_read(&event_file, name, bytes, notes, take_event, &r, err);
}

Zone *content_zone(Store *store, Err *err)
{
    char name[64];
    return settings_get(store, "timezone", name, sizeof name, err) ? zone_new(name, err) : NULL;
}

static int has_event(Store *store, const char *uid, Err *err)
{
    Sql *q = sql(store, "SELECT 1 FROM event WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    int has = sql_row(q);
    return sql_done(q, err) ? has : -1;
}

static bool put_events(Store *store, EventList *list, int64_t now, ImportCount *count, Err *err)
{
    for (int i = 0; i < list->count; i++) {
        int has = has_event(store, list->events[i].uid, err);
        if (has < 0 || !events_put(store, &list->events[i], now, err))
            return false;
        count->added += !has;
        count->changed += has;
    }
    for (int i = 0; i < list->texts.count; i++) {
        const ListText *text = &list->texts.rows[i];
        if (!content_put(store, list->events[text->owner].id, text->field, text->language,
                texts_text(&list->texts, i), err))
            return false;
    }
    return true;
}

bool content_apply_events(Store *store, EventList *list, int64_t now, ImportCount *count, Err *err)
{
    *count = (ImportCount){0};
    if (!store_begin(store, err))
        return false;
    bool done = put_events(store, list, now, count, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}

/* The last part of a path, for messages. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
}

bool content_read_events(EventList *out, Store *store, const char *path, FILE *notes, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    Zone *zone = content_zone(store, err);
    if (!zone)
        return false;
    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) &&
        read_events(out, file_name(path), &bytes, zone, &kept, err);
    buf_finish(&bytes);
    zone_free(zone);
    return done;
}

void content_finish(EventList *list)
{
    texts_finish(&list->texts);
    free(list->events);
    *list = (EventList){0};
}
