/* Somebody typed these files: a bad row refuses them all, with line and column, since the
 * list is short and the mistake is theirs to mend. */
#include "exchange/content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/oneroster.h"
#include "exchange/zip.h"
#include "store/settings.h"
#include "store/sql.h"

enum { EVENTS_MAX = 10000, FILE_MAX = 16 << 20, TEXT_MAX = 64 << 20 };

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

static const ColumnFile event_file = {.name = "events.csv",
    .columns = event_columns,
    .count = EVENT_FIELDS,
    .open_name = "title_",
    .open_also = "place_",
    .is_strict = true};

typedef struct {
    EventList *list;
    Zone *zone;
} Reading;

/* An empty text is kept too: it takes away the one of an earlier file. */
static bool add_text(
    EventList *list, ContentField field, const char *language, const char *text, Err *err)
{
    ListText *grown = list_grow(list->texts, list->text_count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->texts = grown;
    ListText *made = &list->texts[list->text_count++];
    *made = (ListText){.owner = list->count, .field = field, .at = list->text.size};
    utf8_copy(made->language, sizeof made->language, language);
    buf_add(&list->text, text, strlen(text) + 1);
    return !list->text.is_full || err_set(err, ERR_FULL, "no memory for this list");
}

/* "title_zh-Hans" is the title in zh_Hans: the tags are those of the catalogues. */
static bool add_open_texts(EventList *list, const ColumnRow *row, Err *err)
{
    for (int i = 0; i < row->open_count; i++) {
        const OpenColumn *column = &row->open[i];
        char language[12];
        bool whole = utf8_copy(language, sizeof language, strchr(column->name, '_') + 1);
        for (char *at = language; *at; at++) {
            if (*at == '-')
                *at = '_';
            whole &= isalnum((unsigned char)*at) || *at == '_';
        }
        if (!whole)
            return err_set(err, ERR_INVALID, "%s:1: \"%s\" does not end with a language tag",
                row->name, column->name);
        ContentField field = column->name[0] == 't' ? CONTENT_TITLE : CONTENT_PLACE;
        if (!add_text(list, field, language, row->csv->fields[column->place], err))
            return false;
    }
    return true;
}

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

static bool take_link(const ColumnRow *row, Event *event, Err *err)
{
    const char *link = row_text(row, EVENT_LINK);
    bool is_web = strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
    if (*link && !is_web)
        return row_refuse(row, EVENT_LINK, err, "a link begins with https://");
    return utf8_copy(event->link, sizeof event->link, link) ||
        row_refuse(row, EVENT_LINK, err, "a link of over 255 bytes");
}

/* "K, 1;2" is kept as "KG,01,02". */
static bool take_grades(const ColumnRow *row, Event *event, Err *err)
{
    static const char parting[] = ",; ";
    const char *at = row_text(row, EVENT_GRADES);
    size_t used = 0;
    for (at += strspn(at, parting); *at; at += strspn(at, parting)) {
        char word[32], grade[32];
        size_t length = strcspn(at, parting);
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        at += length;
        oneroster_grade(word, grade);
        if (length >= sizeof word || used + strlen(grade) + 2 > sizeof event->grades)
            return row_refuse(row, EVENT_GRADES, err, "too many grades; empty is everybody");
        used += (size_t)snprintf(
            event->grades + used, sizeof event->grades - used, "%s%s", used > 0 ? "," : "", grade);
    }
    return true;
}

static bool take_time(const Reading *r, const ColumnRow *row, int field, int64_t *out, Err *err)
{
    Err why;
    return zone_parse(r->zone, row_text(row, field), out, &why) ||
        row_refuse(row, field, err, why.detail);
}

static bool take_uid(const EventList *list, const ColumnRow *row, Event *event, Err *err)
{
    if (!*row_text(row, EVENT_UID))
        return row_refuse(row, EVENT_UID, err, "an event needs a uid");
    if (!utf8_copy(event->uid, sizeof event->uid, row_text(row, EVENT_UID)))
        return row_refuse(row, EVENT_UID, err, "a uid of over 255 bytes");
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
        !take_time(r, row, EVENT_STARTS, &event->starts, err) ||
        !take_time(r, row, EVENT_ENDS, &event->ends, err))
        return false;
    if (event->ends <= event->starts)
        return row_refuse(row, EVENT_ENDS, err, "an event ends after it starts");
    return take_link(row, event, err) && take_grades(row, event, err);
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
        !add_text(list, CONTENT_TITLE, "en", row_text(row, EVENT_TITLE), err) ||
        (row_has(row, EVENT_PLACE) &&
            !add_text(list, CONTENT_PLACE, "en", row_text(row, EVENT_PLACE), err)) ||
        !add_open_texts(list, row, err))
        return false;
    list->count++;
    return true;
}

static bool read_events(
    EventList *out, const char *name, const Buf *bytes, Zone *zone, ColumnNotes *notes, Err *err)
{
    *out = (EventList){0};
    buf_init(&out->text, TEXT_MAX);
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
    for (int i = 0; i < list->text_count; i++) {
        const ListText *text = &list->texts[i];
        if (!content_put(store, list->events[text->owner].id, text->field, text->language,
                list->text.data + text->at, err))
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
    buf_finish(&list->text);
    free(list->events);
    free(list->texts);
    *list = (EventList){0};
}
