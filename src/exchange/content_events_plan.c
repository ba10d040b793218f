/* What a list of events would change, and the change itself. */
#include "exchange/content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static int last_text(const EventList *list, int index)
{
    return index + 1 < list->count ? list->rows[index + 1].first_text : list->texts.count;
}

/* ---- what is in the list ---- */

static bool is_same(const Event *a, const Event *b)
{
    return a->starts == b->starts && a->ends == b->ends && a->is_all_day == b->is_all_day &&
        a->is_withdrawn == b->is_withdrawn && strcmp(a->kind, b->kind) == 0 &&
        strcmp(a->link, b->link) == 0 && strcmp(a->grades, b->grades) == 0;
}

static int has_texts(const EventList *list, int index, Id id, Store *store, Err *err)
{
    int has = 1, last = last_text(list, index);
    for (int i = list->rows[index].first_text; i < last && has > 0; i++)
        has = content_is(store, id, list->texts.rows[i].field, list->texts.rows[i].language,
            texts_text(&list->texts, i), err);
    return has;
}

/* A word without its time is not older than another. */
static bool is_older(int sequence, int64_t stamp, const Event *known)
{
    return sequence < known->sequence ||
        (sequence == known->sequence && stamp != 0 && stamp < known->stamp);
}

/* What a calendar does not say stays as it is. */
static void keep_known(EventRow *row, const Event *known)
{
    if (!row->has_kind)
        memcpy(row->event.kind, known->kind, sizeof row->event.kind);
    memcpy(row->event.grades, known->grades, sizeof row->event.grades);
    if (row->event.stamp == 0)
        row->event.stamp = known->stamp;
}

static bool compare_row(EventList *list, int index, Store *store, Err *err)
{
    EventRow *row = &list->rows[index];
    Event known;
    Err why = {0};
    if (!events_find(store, row->event.uid, &known, &why)) {
        row->change = row->event.is_withdrawn ? EVENT_NEVER : EVENT_ADDED;
        if (why.code != ERR_NOT_FOUND)
            *err = why;
        return why.code == ERR_NOT_FOUND;
    }
    if (list->is_calendar && is_older(row->event.sequence, row->event.stamp, &known)) {
        row->event.id = known.id;
        row->change = EVENT_OLDER;
        return true;
    }
    if (list->is_calendar)
        keep_known(row, &known);
    row->is_newer = list->is_calendar &&
        (row->event.sequence != known.sequence || row->event.stamp != known.stamp);
    if (row->event.is_withdrawn) { /* as it was, and withdrawn: an END or a title may be missing */
        Event withdrawn = known;
        withdrawn.is_withdrawn = true;
        withdrawn.sequence = row->event.sequence;
        withdrawn.stamp = row->event.stamp;
        row->event = withdrawn;
        row->change = known.is_withdrawn ? EVENT_SAME : EVENT_WITHDRAWN;
        return true;
    }
    int has = has_texts(list, index, known.id, store, err);
    row->change = has == 1 && is_same(&known, &row->event) ? EVENT_SAME : EVENT_CHANGED;
    return has >= 0;
}

/* ---- what a calendar no longer has ---- */

typedef struct {
    EventList *list;
    const char **listed; /* uids, in order */
    int listed_count;
    const EventWhole *whole;
} Missing;

static int compare_uids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "/20261006" or "/20261006T183000", or nothing: of the event itself. */
static bool is_instance(const char *at)
{
    if (!*at)
        return true;
    size_t days = strspn(at + 1, "0123456789");
    return *at == '/' && days == 8 &&
        (!at[9] || (at[9] == 'T' && strspn(at + 10, "0123456789") == 6 && !at[16]));
}

/* Whether the calendar speaks of it: one event at any time, instances in its window. */
static bool is_spoken_of(const Missing *m, const Event *known)
{
    const char *rest = known->uid + strlen(m->whole->uid);
    bool is_within =
        known->starts >= m->list->from && (m->whole->is_cancelled || known->starts < m->list->to);
    return is_instance(rest) && (is_within || (m->whole->is_cancelled && !*rest));
}

static bool withdraw_missing(void *self, const Event *known, Err *err)
{
    Missing *m = self;
    const char *uid = known->uid;
    if (known->is_withdrawn || !is_spoken_of(m, known) ||
        (m->listed_count > 0 &&
            bsearch(&uid, m->listed, (size_t)m->listed_count, sizeof uid, compare_uids)))
        return true;
    EventRow *row = content_add_event(m->list, err);
    if (!row)
        return false;
    bool is_old = is_older(m->whole->sequence, m->whole->stamp, known);
    row->event = *known;
    row->change = is_old ? EVENT_OLDER : EVENT_WITHDRAWN;
    if (is_old)
        return true;
    row->event.is_withdrawn = true;
    row->event.sequence = m->whole->sequence;
    if (m->whole->stamp)
        row->event.stamp = m->whole->stamp;
    return true;
}

/* The uids are copies: the rows move as the list grows. */
static bool list_uids(Missing *m, Err *err)
{
    m->listed_count = m->list->count;
    m->listed = calloc((size_t)m->listed_count + 1, sizeof *m->listed);
    bool done = m->listed != NULL;
    for (int i = 0; done && i < m->listed_count; i++)
        done = (m->listed[i] = strdup(m->list->rows[i].event.uid)) != NULL;
    if (!done)
        return err_set(err, ERR_FULL, "no memory for this list");
    if (m->listed_count > 0)
        qsort(m->listed, (size_t)m->listed_count, sizeof *m->listed, compare_uids);
    return true;
}

static void free_uids(Missing *m)
{
    for (int i = 0; m->listed && i < m->listed_count; i++)
        free((void *)m->listed[i]);
    free(m->listed);
}

static bool find_missing(EventList *list, Store *store, Err *err)
{
    Missing m = {.list = list};
    bool done = list_uids(&m, err);
    for (int i = 0; done && i < list->whole_count; i++) {
        m.whole = &list->wholes[i];
        done = events_beginning(store, m.whole->uid, withdraw_missing, &m, err);
    }
    free_uids(&m);
    return done;
}

bool content_compare_events(EventList *list, Store *store, Err *err)
{
    for (int i = 0, count = list->count; i < count; i++)
        if (!compare_row(list, i, store, err))
            return false;
    return !list->is_calendar || find_missing(list, store, err);
}

/* ---- told ---- */

void content_count_events(const EventList *list, ImportCount *count)
{
    int *const counts[] = {[EVENT_ADDED] = &count->added,
        [EVENT_CHANGED] = &count->changed,
        [EVENT_WITHDRAWN] = &count->left,
        [EVENT_SAME] = &count->unchanged,
        [EVENT_OLDER] = &count->rejected,
        [EVENT_NEVER] = &count->unchanged};
    *count = (ImportCount){0};
    for (int i = 0; i < list->count; i++)
        ++*counts[list->rows[i].change];
}

/* "2026-11-19 18:00 - 20:00", "2026-11-19 all day", "2026-11-19 - 2026-11-21 all day". */
static void times_text(const Event *event, Zone *zone, char out[80])
{
    char starts[32], ends[32];
    zone_write(zone, event->starts, starts);
    zone_write(zone, event->is_all_day ? event->ends - 1 : event->ends, ends);
    bool is_one_day = strncmp(starts, ends, 10) == 0;
    if (event->is_all_day && is_one_day)
        snprintf(out, 80, "%.10s all day", starts);
    else if (event->is_all_day)
        snprintf(out, 80, "%.10s - %.10s all day", starts, ends);
    else if (is_one_day)
        snprintf(out, 80, "%.10s %.5s - %.5s", starts, starts + 11, ends + 11);
    else
        snprintf(out, 80, "%.10s %.5s - %.10s %.5s", starts, starts + 11, ends, ends + 11);
}

/* The file's title; of what the file does not have the records'. */
static bool title_of(const EventList *list, int index, Store *store, char out[256], Err *err)
{
    const EventRow *row = &list->rows[index];
    bool has_text = row->first_text < last_text(list, index);
    utf8_copy(out, 256, has_text ? texts_text(&list->texts, row->first_text) : "");
    if (*out)
        return true;
    return content_get(store, row->event.id, CONTENT_TITLE, "en", out, 256, err);
}

bool content_print_events(const EventList *list, Store *store, FILE *out, Err *err)
{
    static const char *const told[] = {[EVENT_ADDED] = "add",
        [EVENT_CHANGED] = "change",
        [EVENT_WITHDRAWN] = "withdraw",
        [EVENT_OLDER] = "leave alone (the records have a newer word)"};
    Zone *zone = content_zone(store, err);
    bool done = zone != NULL;
    for (int i = 0; done && i < list->count; i++) {
        char times[80], title[256];
        const EventRow *row = &list->rows[i];
        if (row->change == EVENT_SAME || row->change == EVENT_NEVER)
            continue;
        done = title_of(list, i, store, title, err);
        times_text(&row->event, zone, times);
        utf8_one_line(title);
        fprintf(out, "  %-8s  %s  %s\n", told[row->change], times, title);
    }
    zone_free(zone);
    return done;
}

/* ---- the change ---- */

static bool put(Store *store, EventList *list, int index, int64_t now, Err *err)
{
    EventRow *row = &list->rows[index];
    if (row->change == EVENT_OLDER || row->change == EVENT_NEVER ||
        (row->change == EVENT_SAME && !row->is_newer))
        return true;
    if (!events_put(store, &row->event, now, err))
        return false;
    if (row->event.is_withdrawn)
        return true;
    for (int i = row->first_text; i < last_text(list, index); i++) {
        const ListText *text = &list->texts.rows[i];
        if (!content_put(store, row->event.id, text->field, text->language,
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
    bool done = content_compare_events(list, store, err);
    for (int i = 0; done && i < list->count; i++)
        done = put(store, list, i, now, err);
    done = done && store_commit(store, err);
    if (!done)
        store_rollback(store);
    else
        content_count_events(list, count);
    return done;
}
