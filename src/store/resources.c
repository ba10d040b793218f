/* Resources, and how often each was shown. */
#include "store/resources.h"

#include <string.h>

#include "store/sql.h"

static const char *const kind_names[] = {
    [RESOURCE_URL] = "url",
    [RESOURCE_WIFI] = "wifi",
    [RESOURCE_CONTACT] = "contact",
    [RESOURCE_EVENT] = "event",
    [RESOURCE_TEXT] = "text",
    [RESOURCE_PHONE] = "phone",
    [RESOURCE_MAIL] = "mail",
};

bool resource_kind_read(const char *word, ResourceKind *out)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (strcmp(word, kind_names[i]) == 0) {
            *out = (ResourceKind)i;
            return true;
        }
    return false;
}

bool resource_is_offline(ResourceKind kind)
{
    return kind != RESOURCE_URL && kind != RESOURCE_MAIL;
}

/* ---- writing ---- */

bool resources_put(Store *store, Resource *resource, int64_t now, Err *err)
{
    if (!resource->uid[0] || !topic_is_known(resource->topic))
        return err_set(err, ERR_INVALID, "a resource without a uid or a topic");
    Sql *q = sql(store,
        "INSERT INTO resource (id, uid, topic, kind, position, state, starts, ends, changed)"
        " VALUES (:id, :uid, :topic, :kind, :position, :state, :starts, :ends, :now)"
        " ON CONFLICT (uid) DO UPDATE SET topic = excluded.topic, kind = excluded.kind,"
        " position = excluded.position, state = excluded.state, starts = excluded.starts,"
        " ends = excluded.ends, changed = excluded.changed RETURNING id");
    sql_id(q, ":id", id_is_zero(resource->id) ? store_new_id(store, now) : resource->id);
    sql_text(q, ":uid", resource->uid);
    sql_text(q, ":topic", resource->topic);
    sql_text(q, ":kind", kind_names[resource->kind]);
    sql_int(q, ":position", resource->position);
    sql_text(q, ":state", workshop_state_text(resource->state));
    sql_int(q, ":starts", resource->starts);
    sql_int(q, ":ends", resource->ends);
    sql_int(q, ":now", now);
    return sql_returning(q, &resource->id, err);
}

bool resources_count(
    Store *store, Id id, int32_t day, const char *language, const char *kiosk, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO resource_view (resource, day, language, kiosk, shown)"
        " VALUES (:id, :day, :language, :kiosk, 1)"
        " ON CONFLICT (resource, day, language, kiosk) DO UPDATE SET shown = shown + 1");
    sql_id(q, ":id", id);
    sql_int(q, ":day", day);
    sql_text(q, ":language", language);
    sql_text(q, ":kiosk", kiosk);
    return sql_run(q, err);
}

/* ---- reading ---- */

#define RESOURCE_COLUMNS "SELECT id, uid, topic, kind, position, state, starts, ends FROM resource "

static bool read_one(Sql *q, const char *name, Resource *out, Err *err)
{
    bool is_found = sql_row(q);
    if (is_found) {
        *out = (Resource){.id = sql_get_id(q, 0)};
        sql_get_copy(q, 1, out->uid, sizeof out->uid);
        sql_get_copy(q, 2, out->topic, sizeof out->topic);
        resource_kind_read(sql_get_text(q, 3), &out->kind);
        out->position = (int)sql_get_int(q, 4);
        workshop_state_read(sql_get_text(q, 5), &out->state);
        out->starts = sql_get_int(q, 6);
        out->ends = sql_get_int(q, 7);
    }
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "resource %.100s", name);
}

bool resources_get(Store *store, Id id, Resource *out, Err *err)
{
    Sql *q = sql(store, RESOURCE_COLUMNS "WHERE id = :id");
    sql_id(q, ":id", id);
    return read_one(q, id_text(id), out, err);
}

bool resources_find(Store *store, const char *uid, Resource *out, Err *err)
{
    Sql *q = sql(store, RESOURCE_COLUMNS "WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    return read_one(q, uid, out, err);
}

static int read_ids(Sql *q, int64_t now, Id *out, int max, Err *err)
{
    int count = 0;
    sql_int(q, ":now", now);
    for (; sql_row(q); count++)
        if (count < max)
            out[count] = sql_get_id(q, 0);
    return sql_done(q, err) ? count : -1;
}

#define ON_THE_SHELF                                                                               \
    " AND state = 'published' AND (kind <> 'event' OR ends > :now) ORDER BY position, uid"

int resources_of(Store *store, const char *topic, int64_t now, Id *out, int max, Err *err)
{
    Sql *q = sql(store, "SELECT id FROM resource WHERE topic = :topic" ON_THE_SHELF);
    sql_text(q, ":topic", topic);
    return read_ids(q, now, out, max, err);
}

int resources_of_kind(Store *store, ResourceKind kind, int64_t now, Id *out, int max, Err *err)
{
    Sql *q = sql(store, "SELECT id FROM resource WHERE kind = :kind" ON_THE_SHELF);
    sql_text(q, ":kind", kind_names[kind]);
    return read_ids(q, now, out, max, err);
}

int resources_languages(Store *store, Id id, char out[][12], int max, Err *err)
{
    Sql *q = sql(store,
        "SELECT language FROM content WHERE owner = :id AND field = 'payload' AND language <> ''"
        " ORDER BY language <> 'en', language");
    sql_id(q, ":id", id);
    int count = 0;
    for (; sql_row(q); count++)
        if (count < max)
            sql_get_copy(q, 0, out[count], sizeof out[count]);
    return sql_done(q, err) ? count : -1;
}

bool resources_version(Store *store, Id id, const char *language, ResourceVersion *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT p.language, p.text, a.text FROM content p"
        " LEFT JOIN content a ON a.owner = p.owner AND a.field = 'address'"
        " AND a.language = p.language"
        " WHERE p.owner = :id AND p.field = 'payload'"
        " ORDER BY p.language <> :language, p.language <> 'en', p.language LIMIT 1");
    sql_id(q, ":id", id);
    sql_text(q, ":language", language);
    *out = (ResourceVersion){0};
    bool is_found = sql_row(q);
    bool is_whole = is_found && sql_get_copy(q, 0, out->language, sizeof out->language) &&
        sql_get_copy(q, 1, out->code, sizeof out->code) &&
        sql_get_copy(q, 2, out->address, sizeof out->address);
    if (!sql_done(q, err))
        return false;
    return is_whole || err_set(err, ERR_NOT_FOUND, "a code of resource %s", id_text(id));
}
