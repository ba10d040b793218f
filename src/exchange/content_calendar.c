/* An instance of a series is known by the series' UID and where the rule puts it. */
#include "exchange/content_calendar.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/columns.h"
#include "exchange/ics.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/terms.h"

enum { TERMS = 64, DAYS_WITHOUT_A_YEAR = 400, DAY_SECONDS = 86400 };

typedef struct {
    EventList *list;
    Store *store;
    char language[12]; /* the school's first */
} Taking;

static bool find_window(Store *store, Zone *zone, int64_t now, IcsWindow *out, Err *err)
{
    static Term terms[TERMS];
    int count = terms_list(store, terms, TERMS, err);
    int32_t today = zone_day(zone, now);
    *out = (IcsWindow){zone, now - DAY_SECONDS, now + DAYS_WITHOUT_A_YEAR * DAY_SECONDS};
    for (int i = 0; i < count && i < TERMS; i++)
        if (terms[i].kind == TERM_YEAR && terms[i].first_day <= today &&
            today < terms[i].day_after_last)
            out->to = zone_day_start(zone, terms[i].day_after_last);
    return count >= 0;
}

static bool first_language(Store *store, char *out, size_t size, Err *err)
{
    char languages[256];
    if (!settings_get(store, "languages", languages, sizeof languages, err))
        return false;
    languages[strcspn(languages, ",; ")] = 0;
    return texts_language(languages, out, size) && *out
        ? true
        : err_set(err, ERR_INVALID, "the setting languages has no first one");
}

/* ---- the kind ---- */

static int is_in_use(Store *store, const char *kind, Err *err)
{
    Sql *q = sql(store, "SELECT 1 FROM event WHERE kind = :kind LIMIT 1");
    sql_text(q, ":kind", kind);
    int is_found = sql_row(q);
    return sql_done(q, err) ? is_found : -1;
}

/* "Open House" as open_house. */
static bool as_kind(const char *word, size_t length, char *out, size_t size)
{
    for (; length > 0 && *word == ' '; word++)
        length--;
    while (length > 0 && word[length - 1] == ' ')
        length--;
    if (length == 0 || length >= size)
        return false;
    for (size_t i = 0; i < length; i++)
        out[i] = (char)(strchr(" -", word[i]) ? '_' : tolower((unsigned char)word[i]));
    out[length] = 0;
    return true;
}

static bool take_kind(const Taking *t, const char *categories, EventRow *row, Err *err)
{
    char kind[sizeof row->event.kind];
    snprintf(row->event.kind, sizeof row->event.kind, "event");
    for (const char *at = categories; *at && !row->has_kind;) {
        size_t length = strcspn(at, ",");
        int is_used = as_kind(at, length, kind, sizeof kind) ? is_in_use(t->store, kind, err) : 0;
        if (is_used < 0)
            return false;
        if (is_used) {
            memcpy(row->event.kind, kind, sizeof kind);
            row->has_kind = true;
        }
        at += length + (at[length] == ',');
    }
    return true;
}

/* ---- events ---- */

static bool take_text(const Taking *t, int owner, ContentField field, const char *text,
    const char *language, Err *err)
{
    char tag[12];
    bool is_told = *language && texts_language(language, tag, sizeof tag);
    return texts_add(&t->list->texts, owner, field, is_told ? tag : t->language, text, err);
}

static bool take_event(const Taking *t, const IcsEntry *entry, const IcsEvent *event, Err *err)
{
    int owner = t->list->count;
    EventRow *row = content_add_event(t->list, err);
    if (!row)
        return false;
    Event *out = &row->event;
    snprintf(out->uid, sizeof out->uid, "%s%s%s", entry->uid, event->instance[0] ? "/" : "",
        event->instance);
    out->starts = event->starts;
    out->ends = event->ends;
    out->is_all_day = event->is_all_day;
    out->is_withdrawn = event->is_cancelled;
    out->sequence = event->sequence;
    out->stamp = event->stamp;
    snprintf(out->link, sizeof out->link, "%s", entry->link);
    return take_kind(t, entry->categories, row, err) &&
        take_text(t, owner, CONTENT_TITLE, entry->title, entry->title_language, err) &&
        take_text(t, owner, CONTENT_PLACE, entry->place, entry->place_language, err);
}

static bool take_whole(EventList *list, const IcsEntry *entry, Err *err)
{
    EventWhole *grown = list_grow(list->wholes, list->whole_count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->wholes = grown;
    EventWhole *whole = &grown[list->whole_count++];
    *whole = (EventWhole){.sequence = entry->sequence,
        .stamp = entry->stamp,
        .is_cancelled = entry->is_cancelled || entry->is_private};
    return utf8_copy(whole->uid, sizeof whole->uid, entry->uid);
}

static bool take_all(const Taking *t, const IcsList *read, Err *err)
{
    bool done = true;
    for (int i = 0; done && i < read->entry_count; i++)
        done = read->entries[i].is_instance || take_whole(t->list, &read->entries[i], err);
    for (int i = 0; done && i < read->count; i++)
        done = take_event(t, &read->entries[read->events[i].entry], &read->events[i], err);
    return done;
}

bool content_read_calendar(EventList *out, Store *store, const char *name, const Buf *bytes,
    Zone *zone, int64_t now, FILE *notes, Err *err)
{
    IcsList read = {0};
    IcsWindow window;
    Taking t = {.list = out, .store = store};
    bool done = find_window(store, zone, now, &window, err) &&
        first_language(store, t.language, sizeof t.language, err) &&
        ics_read(&read, name, bytes, &window, notes, err);
    out->is_calendar = true;
    out->from = window.from;
    out->to = window.to;
    done = done && take_all(&t, &read, err);
    ics_finish(&read);
    return done;
}
