/* Events, and the texts of anything. */
#include "store/events.h"

#include <string.h>

#include "store/sql.h"

/* ---- events ---- */

static bool check_event(const Event *event, Err *err)
{
    if (!event->uid[0])
        return err_set(err, ERR_INVALID, "an event without a uid");
    if (event->ends < event->starts)
        return err_set(err, ERR_INVALID, "event %.100s ends before it starts", event->uid);
    return true;
}

bool events_put(Store *store, Event *event, int64_t now, Err *err)
{
    if (!check_event(event, err))
        return false;
    Sql *q = sql(store,
        "INSERT INTO event (id, uid, kind, starts, ends, link, grades, changed,"
        " state, is_all_day, sequence, stamp)"
        " VALUES (:id, :uid, :kind, :starts, :ends, :link, :grades, :now,"
        " :state, :is_all_day, :sequence, :stamp)"
        " ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, starts = excluded.starts,"
        " ends = excluded.ends, link = excluded.link, grades = excluded.grades,"
        " changed = excluded.changed, state = excluded.state, is_all_day = excluded.is_all_day,"
        " sequence = excluded.sequence, stamp = excluded.stamp RETURNING id");
    sql_id(q, ":id", id_is_zero(event->id) ? store_new_id(store, now) : event->id);
    sql_text(q, ":uid", event->uid);
    sql_text(q, ":kind", event->kind);
    sql_int(q, ":starts", event->starts);
    sql_int(q, ":ends", event->ends);
    sql_text(q, ":link", event->link);
    sql_text(q, ":grades", event->grades);
    sql_int(q, ":now", now);
    sql_text(q, ":state", event->is_withdrawn ? "withdrawn" : "published");
    sql_int(q, ":is_all_day", event->is_all_day);
    sql_int(q, ":sequence", event->sequence);
    sql_int(q, ":stamp", event->stamp);

    return sql_returning(q, &event->id, err);
}

#define EVENT_COLUMNS                                                                              \
    "SELECT id, uid, kind, starts, ends, link, grades, is_all_day, state = 'withdrawn',"           \
    " sequence, stamp FROM event "

static void read_event(Sql *q, Event *out)
{
    *out = (Event){.id = sql_get_id(q, 0),
        .starts = sql_get_int(q, 3),
        .ends = sql_get_int(q, 4),
        .is_all_day = sql_get_int(q, 7) != 0,
        .is_withdrawn = sql_get_int(q, 8) != 0,
        .sequence = (int)sql_get_int(q, 9),
        .stamp = sql_get_int(q, 10)};
    sql_get_copy(q, 1, out->uid, sizeof out->uid);
    sql_get_copy(q, 2, out->kind, sizeof out->kind);
    sql_get_copy(q, 5, out->link, sizeof out->link);
    sql_get_copy(q, 6, out->grades, sizeof out->grades);
}

static bool read_one(Sql *q, Event *out, const char *name, Err *err)
{
    bool is_found = sql_row(q);
    if (is_found)
        read_event(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "event %.100s", name);
}

bool events_get(Store *store, Id id, Event *out, Err *err)
{
    Sql *q = sql(store, EVENT_COLUMNS "WHERE id = :id");
    sql_id(q, ":id", id);
    return read_one(q, out, id_text(id), err);
}

bool events_find(Store *store, const char *uid, Event *out, Err *err)
{
    Sql *q = sql(store, EVENT_COLUMNS "WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    return read_one(q, out, uid, err);
}

bool events_beginning(Store *store, const char *uid, EventTake take, void *self, Err *err)
{
    Sql *q = sql(store,
        EVENT_COLUMNS "WHERE uid >= :uid AND uid < :uid || char(1114111) ORDER BY starts, uid");
    sql_text(q, ":uid", uid);
    bool done = true;
    Err why = {0};
    while (done && sql_row(q)) {
        Event event;
        read_event(q, &event);
        done = take(self, &event, &why);
    }
    if (!sql_done(q, err))
        return false;
    if (!done)
        *err = why;
    return done;
}

static int read_events(Sql *q, Event *out, int max, Err *err)
{
    int count = 0;
    sql_int(q, ":max", max);
    while (sql_row(q))
        read_event(q, &out[count++]);
    return sql_done(q, err) ? count : -1;
}

int events_between(Store *store, int64_t from, int64_t to, Event *out, int max, Err *err)
{
    Sql *q = sql(store,
        EVENT_COLUMNS "WHERE starts < :to AND (ends > :from OR starts >= :from)"
                      " AND state = 'published'"
                      " ORDER BY is_all_day, starts, uid LIMIT :max");
    sql_int(q, ":from", from);
    sql_int(q, ":to", to);
    return read_events(q, out, max, err);
}

int events_before(Store *store, int64_t at, Event *out, int max, Err *err)
{
    Sql *q = sql(store,
        EVENT_COLUMNS "WHERE starts < :at AND ends <= :at AND state = 'published'"
                      " ORDER BY starts DESC, uid LIMIT :max");
    sql_int(q, ":at", at);
    return read_events(q, out, max, err);
}

int events_open(Store *store, int64_t now, int before_minutes, Event *out, int max, Err *err)
{
    Sql *q = sql(store,
        EVENT_COLUMNS "WHERE starts <= :now + :before * 60 AND ends > :now"
                      " AND state = 'published'"
                      " ORDER BY is_all_day, starts, uid LIMIT :max");
    sql_int(q, ":now", now);
    sql_int(q, ":before", before_minutes);
    return read_events(q, out, max, err);
}

/* ---- texts ---- */

static const char *const field_names[] = {
    [CONTENT_TITLE] = "title",
    [CONTENT_PLACE] = "place",
    [CONTENT_TEXT] = "text",
    [CONTENT_PAYLOAD] = "payload",
    [CONTENT_ADDRESS] = "address",
};

bool content_field_read(const char *word, size_t length, ContentField *out)
{
    for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++)
        if (strlen(field_names[i]) == length && strncmp(field_names[i], word, length) == 0) {
            *out = (ContentField)i;
            return true;
        }
    return false;
}

static bool content_remove(
    Store *store, Id owner, ContentField field, const char *language, Err *err)
{
    Sql *q = sql(store,
        "DELETE FROM content WHERE owner = :owner AND field = :field"
        " AND language = :language");
    sql_id(q, ":owner", owner);
    sql_text(q, ":field", field_names[field]);
    sql_text(q, ":language", language);
    return sql_run(q, err);
}

bool content_put(
    Store *store, Id owner, ContentField field, const char *language, const char *text, Err *err)
{
    if (!text[0])
        return content_remove(store, owner, field, language, err);
    Sql *q = sql(store,
        "INSERT INTO content (owner, field, language, text)"
        " VALUES (:owner, :field, :language, :text)"
        " ON CONFLICT (owner, field, language) DO UPDATE SET text = excluded.text");
    sql_id(q, ":owner", owner);
    sql_text(q, ":field", field_names[field]);
    sql_text(q, ":language", language);
    sql_text(q, ":text", text);
    return sql_run(q, err);
}

bool content_get(Store *store, Id owner, ContentField field, const char *language, char *out,
    size_t size, Err *err)
{
    Sql *q = sql(store,
        "SELECT text FROM content WHERE owner = :owner AND field = :field"
        " ORDER BY language <> :language, language <> 'en', language LIMIT 1");
    sql_id(q, ":owner", owner);
    sql_text(q, ":field", field_names[field]);
    sql_text(q, ":language", language);
    out[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, out, size);
    return sql_done(q, err);
}

int content_is(
    Store *store, Id owner, ContentField field, const char *language, const char *text, Err *err)
{
    Sql *q = sql(store,
        "SELECT ifnull((SELECT text FROM content WHERE owner = :owner AND field = :field"
        " AND language = :language), '') = :text");
    sql_id(q, ":owner", owner);
    sql_text(q, ":field", field_names[field]);
    sql_text(q, ":language", language);
    sql_text(q, ":text", text);
    int is_so = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? is_so : -1;
}
