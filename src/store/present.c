/* Two readings: the visits, and by visit the people in them; then the rows are sorted by the fold
 * of their names. */
#include "store/present.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/events.h"
#include "store/order.h"
#include "store/sql.h"

enum { ROWS_MAX = 20000, TEXTS_MAX = 16 << 20, NAME = 512, KEY = 160, PLACES = 16, HOUR = 3600 };

typedef struct {
    PresentRow row;
    bool is_seen;
    bool has_names;                           /* people of the roster are in it */
    size_t name, with, place, purpose, kiosk; /* where they stand in the texts */
    char key[KEY];
} Entry;

typedef struct {
    Entry *entries;
    int count;
    Buf texts;
} List;

struct Present {
    char language[12];
    List list;
};

typedef struct {
    Store *store;
    const char *language;
    List *list;
    struct {
        Id event;
        size_t text;
    } places[PLACES];
    int place_count;
} Reading;

/* ---- the list ---- */

static void finish(List *list)
{
    if (list->entries)
        wipe(list->entries, (size_t)list->count * sizeof *list->entries);
    free(list->entries);
    buf_finish(&list->texts);
    *list = (List){0};
}

static size_t keep(List *list, const char *text)
{
    size_t at = list->texts.size;
    buf_add(&list->texts, text, strlen(text) + 1);
    return at;
}

static Entry *add(List *list, Err *err)
{
    bool is_full = (list->count & (list->count - 1)) == 0;
    if (list->count == ROWS_MAX) {
        err_set(err, ERR_FULL, "more than %d visits are open", ROWS_MAX);
        return NULL;
    }
    if (is_full) {
        size_t room = list->count ? (size_t)list->count * 2 : 1;
        Entry *entries = calloc(room, sizeof *entries);
        if (!entries) {
            err_set(err, ERR_FULL, "no memory for who is here");
            return NULL;
        }
        if (list->count) {
            memcpy(entries, list->entries, (size_t)list->count * sizeof *entries);
            wipe(list->entries, (size_t)list->count * sizeof *entries);
        }
        free(list->entries);
        list->entries = entries;
    }
    return &list->entries[list->count++];
}

/* ---- visits ---- */

#define IS_OPEN " v.day = :day AND v.left IS NULL AND v.ended = '' AND v.undone IS NULL "

/* Most are at one event: its place is asked for once. */
static bool place_of(Reading *r, Id event, size_t *out, Err *err)
{
    char text[256] = "";
    for (int i = 0; i < r->place_count; i++)
        if (id_equal(r->places[i].event, event)) {
            *out = r->places[i].text;
            return true;
        }
    if (!id_is_zero(event)) {
        if (!content_get(r->store, event, CONTENT_PLACE, r->language, text, sizeof text, err) ||
            (!text[0] &&
                !content_get(r->store, event, CONTENT_TITLE, r->language, text, sizeof text, err)))
            return false;
    }
    *out = keep(r->list, text);
    if (r->place_count < PLACES) {
        r->places[r->place_count].event = event;
        r->places[r->place_count++].text = *out;
    }
    return true;
}

static void take_stub(List *list, Entry *e, const char *adult, const char *child)
{
    e->row.kind = PRESENT_WALK_IN;
    e->name = keep(list, adult[0] ? adult : child);
    e->with = keep(list, adult[0] ? child : "");
    e->row.more_adults -= adult[0] != 0;
    e->row.more_children -= child[0] != 0;
}

static bool take_visit(Reading *r, Sql *q, Err *err)
{
    Entry *e = add(r->list, err);
    if (!e)
        return false;
    int adults = (int)sql_get_int(q, 3), children = (int)sql_get_int(q, 4);
    *e = (Entry){.row = {.visit = sql_get_id(q, 0),
                     .since = sql_get_int(q, 2),
                     .more_adults = adults,
                     .more_children = children,
                     .people = adults + children,
                     .number = (int)sql_get_int(q, 5)}};
    e->purpose = keep(r->list, sql_get_text(q, 6));
    e->kiosk = keep(r->list, sql_get_text(q, 7));
    if (sql_get_int(q, 10))
        take_stub(r->list, e, sql_get_text(q, 9), sql_get_text(q, 8));
    else
        e->name = e->with = keep(r->list, "");
    return place_of(r, sql_get_id(q, 1), &e->place, err);
}

static bool read_visits(Reading *r, int32_t day, Err *err)
{
    Err why = {0};
    bool is_taken = true;
    Sql *q = sql(r->store,
        "SELECT v.id, v.event, v.arrived, v.adults, v.children, ifnull(v.number, 0), v.purpose,"
        " v.kiosk, s.child, s.adult, s.id IS NOT NULL FROM visit v"
        " LEFT JOIN stub s ON s.id = v.opened_by"
        " WHERE" IS_OPEN "AND ifnull(s.held, 0) = 0 ORDER BY v.id");
    sql_int(q, ":day", day);
    while (is_taken && sql_row(q))
        is_taken = take_visit(r, q, &why);
    if (!sql_done(q, err))
        return false;
    if (!is_taken && err)
        *err = why;
    return is_taken;
}

/* ---- the people in them ---- */

static const char *text_at(const List *list, size_t at)
{
    return list->texts.data + at;
}

/* "Ramírez, Rosa" for who leads the row; after that "Pedro Ramírez", and children as they are
 * called. */
static void take_person(List *list, Entry *e, bool is_adult, const char *given, const char *family)
{
    char name[NAME];
    const char *space = given[0] && family[0] ? " " : "", *comma = space[0] ? ", " : "";
    if (!e->has_names) {
        snprintf(name, sizeof name, "%s%s%s", family, comma, given);
        e->name = keep(list, name);
    } else {
        const char *with = text_at(list, e->with);
        bool is_short = !is_adult && given[0];
        snprintf(name, sizeof name, "%s%s%s%s%s", with, with[0] ? ", " : "", given,
            is_short ? "" : space, is_short ? "" : family);
        e->with = keep(list, name);
    }
    e->has_names = true;
    int *more = is_adult ? &e->row.more_adults : &e->row.more_children;
    *more -= *more > 0;
}

/* Both come by the visit's id. */
static bool read_people(Reading *r, int32_t day, Err *err)
{
    List *list = r->list;
    int at = 0;
    Sql *q = sql(r->store,
        "SELECT v.id, p.role = 'student', iif(p.preferred_given = '', p.given, p.preferred_given),"
        " iif(p.preferred_family = '', p.family, p.preferred_family)"
        " FROM visit v JOIN visit_person vp ON vp.visit = v.id JOIN person p ON p.id = vp.person"
        " WHERE" IS_OPEN "ORDER BY v.id, p.role = 'student', p.id <> v.opened_by,"
        " p.grade_order DESC, p.given");
    sql_int(q, ":day", day);
    while (sql_row(q)) {
        Id visit = sql_get_id(q, 0);
        while (at < list->count && memcmp(&list->entries[at].row.visit, &visit, sizeof visit) < 0)
            at++;
        if (at < list->count && id_equal(list->entries[at].row.visit, visit) &&
            list->entries[at].row.kind == PRESENT_FAMILY)
            take_person(list, &list->entries[at], !sql_get_int(q, 1), sql_get_text(q, 2),
                sql_get_text(q, 3));
    }
    return sql_done(q, err);
}

/* A family that ticked nobody by name has the name of who opened the visit. */
static bool name_opener(Reading *r, Entry *e, Err *err)
{
    char name[NAME] = "";
    Sql *q = sql(r->store,
        "SELECT iif(p.preferred_given = '', p.given, p.preferred_given),"
        " iif(p.preferred_family = '', p.family, p.preferred_family)"
        " FROM visit v JOIN person p ON p.id = v.opened_by WHERE v.id = :id");
    sql_id(q, ":id", e->row.visit);
    if (sql_row(q)) {
        const char *given = sql_get_text(q, 0);
        int used = snprintf(name, sizeof name, "%s", sql_get_text(q, 1));
        snprintf(
            name + used, sizeof name - (size_t)used, "%s%s", used && given[0] ? ", " : "", given);
    }
    e->name = keep(r->list, name);
    return sql_done(q, err);
}

/* ---- those without names ---- */

static bool read_held(Reading *r, int32_t day, Err *err)
{
    int visits = 0, people = 0;
    int64_t since = 0;
    Sql *q = sql(r->store,
        "SELECT count(*), ifnull(sum(v.adults + v.children), 0), ifnull(min(v.arrived), 0)"
        " FROM visit v JOIN stub s ON s.id = v.opened_by WHERE" IS_OPEN "AND s.held = 1");
    sql_int(q, ":day", day);
    if (sql_row(q)) {
        visits = (int)sql_get_int(q, 0);
        people = (int)sql_get_int(q, 1);
        since = sql_get_int(q, 2);
    }
    if (!sql_done(q, err))
        return false;
    Entry *e = visits ? add(r->list, err) : NULL;
    if (e)
        e->row =
            (PresentRow){.kind = PRESENT_HELD, .visits = visits, .people = people, .since = since};
    return e || !visits;
}

static bool read_counted(Reading *r, int32_t day, int64_t now, Err *err)
{
    int people = 0;
    Sql *q = sql(r->store,
        "SELECT ifnull(sum(h.adults + h.children), 0) FROM headcount h"
        " LEFT JOIN event e ON e.id = h.event"
        " WHERE h.day = :day AND h.undone IS NULL AND (e.id IS NULL OR e.ends > :from)");
    sql_int(q, ":day", day);
    sql_int(q, ":from", now - HOUR);
    if (sql_row(q))
        people = (int)sql_get_int(q, 0);
    if (!sql_done(q, err))
        return false;
    Entry *e = people ? add(r->list, err) : NULL;
    if (e)
        e->row = (PresentRow){.kind = PRESENT_COUNTED, .people = people};
    return e || !people;
}

/* ---- in order ---- */

/* Rows without a name of their own stand last. */
static int by_key(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    bool is_late = x->row.kind >= PRESENT_HELD, other = y->row.kind >= PRESENT_HELD;
    if (is_late || other)
        return is_late && other ? (int)x->row.kind - (int)y->row.kind : is_late - other;
    if (!x->key[0] != !y->key[0])
        return x->key[0] ? -1 : 1;
    int order = strcmp(x->key, y->key);
    return order ? order : memcmp(&x->row.visit, &y->row.visit, sizeof x->row.visit);
}

/* Texts no longer move: now they can be pointed to. */
static void point(List *list)
{
    for (int i = 0; i < list->count; i++) {
        Entry *e = &list->entries[i];
        bool has_texts = e->row.kind <= PRESENT_WALK_IN;
        e->row.name = has_texts ? text_at(list, e->name) : "";
        e->row.with = has_texts ? text_at(list, e->with) : "";
        e->row.place = has_texts ? text_at(list, e->place) : "";
        e->row.purpose = has_texts ? text_at(list, e->purpose) : "";
        e->row.kiosk = has_texts ? text_at(list, e->kiosk) : "";
    }
}

static bool sort(Reading *r, Err *err)
{
    Folder *folder = sql_folder(r->store, err);
    List *list = r->list;
    if (!folder)
        return false;
    if (list->texts.is_full)
        return err_set(err, ERR_FULL, "no memory for who is here");
    for (int i = 0; i < list->count; i++) {
        Entry *e = &list->entries[i];
        if (e->row.kind <= PRESENT_WALK_IN)
            order_key(folder, text_at(list, e->name), e->key, sizeof e->key);
    }
    if (list->count)
        qsort(list->entries, (size_t)list->count, sizeof *list->entries, by_key);
    point(list);
    return true;
}

static bool name_all(Reading *r, Err *err)
{
    for (int i = 0; i < r->list->count; i++) {
        Entry *e = &r->list->entries[i];
        if (e->row.kind == PRESENT_FAMILY && !e->has_names && !name_opener(r, e, err))
            return false;
    }
    return true;
}

/* ---- for the pages ---- */

/* Both lists are short of order by id, so the few who were seen are looked for. */
static void carry(const List *from, List *to)
{
    for (int i = 0; i < from->count; i++) {
        const Entry *old = &from->entries[i];
        for (int j = 0; old->is_seen && j < to->count; j++) {
            Entry *e = &to->entries[j];
            bool is_same = e->row.kind <= PRESENT_WALK_IN
                ? id_equal(e->row.visit, old->row.visit)
                : e->row.kind == old->row.kind && e->row.people == old->row.people;
            e->is_seen |= is_same;
        }
    }
}

bool present_read(Present *present, Store *store, int32_t day, int64_t now, Err *err)
{
    List list = {0};
    Reading r = {.store = store, .language = present->language, .list = &list};
    buf_init(&list.texts, TEXTS_MAX);
    keep(&list, "");
    bool is_read = list.texts.data && read_visits(&r, day, err) && read_people(&r, day, err) &&
        name_all(&r, err) && read_held(&r, day, err) && read_counted(&r, day, now, err) &&
        sort(&r, err);
    if (!list.texts.data)
        err_set(err, ERR_FULL, "no memory for who is here");
    if (is_read) {
        carry(&present->list, &list);
        finish(&present->list);
        present->list = list;
    } else {
        finish(&list);
    }
    return is_read;
}

Present *present_open(Store *store, int32_t day, int64_t now, const char *language, Err *err)
{
    Present *present = calloc(1, sizeof *present);
    if (!present) {
        err_set(err, ERR_FULL, "no memory for who is here");
        return NULL;
    }
    utf8_copy(present->language, sizeof present->language, language);
    if (present_read(present, store, day, now, err))
        return present;
    present_close(present);
    return NULL;
}

void present_close(Present *present)
{
    if (!present)
        return;
    finish(&present->list);
    free(present);
}

int present_count(const Present *present)
{
    return present->list.count;
}

const PresentRow *present_at(const Present *present, int index)
{
    return &present->list.entries[index].row;
}

int present_people(const Present *present)
{
    int people = 0;
    for (int i = 0; i < present->list.count; i++)
        people += present->list.entries[i].row.people;
    return people;
}

bool present_is_seen(const Present *present, int index)
{
    return present->list.entries[index].is_seen;
}

void present_see(Present *present, int index, bool is_seen)
{
    present->list.entries[index].is_seen = is_seen;
}

int present_unseen(const Present *present)
{
    int people = 0;
    for (int i = 0; i < present->list.count; i++)
        people += present->list.entries[i].is_seen ? 0 : present->list.entries[i].row.people;
    return people;
}

int present_letters(const Present *present, PresentLetter *out, int max)
{
    int count = 0;
    char text[8];
    for (int i = 0; i < present->list.count; i++) {
        const char *key = present->list.entries[i].key, *end = key;
        if (!key[0])
            continue;
        utf8_next(&end);
        snprintf(text, sizeof text, "%.*s", (int)(end - key), key);
        if (text[0] >= 'a' && text[0] <= 'z')
            text[0] = (char)(text[0] - 'a' + 'A');
        if (count && strcmp(out[count - 1].text, text) == 0)
            continue;
        if (count == max)
            break;
        out[count].first = i;
        memcpy(out[count++].text, text, sizeof text);
    }
    return count;
}
