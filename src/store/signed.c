/* The sign-ups of a session, with names. They are ordered here and not in SQL, by the names'
 * search keys: so Á stands beside A. */
#include "store/signed.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/signed_rows.h"
#include "store/sql.h"

enum { KEY = 96 };

typedef struct {
    Id id;
    int rank;
    int64_t turn;
    char key[KEY];
} Place;

static int compare(const void *one, const void *other)
{
    const Place *a = one, *b = other;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->turn != b->turn)
        return a->turn < b->turn ? -1 : 1;
    int order = strcmp(a->key, b->key);
    return order ? order : memcmp(a->id.byte, b->id.byte, sizeof a->id.byte);
}

/* The family's name before the given one; what cannot be a key stands at the end as it is. */
static void make_key(Folder *folder, const char *family, const char *given, char out[KEY])
{
    size_t used;
    if (!folder || (!fold_name(folder, family, out, KEY) && !out[0]))
        utf8_copy(out, KEY, family);
    used = strlen(out);
    if (used + 2 >= KEY)
        return;
    out[used++] = ' ';
    if (!folder || (!fold_name(folder, given, out + used, KEY - used) && !out[used]))
        utf8_copy(out + used, KEY - used, given);
}

static int read_places(Store *store, Id session, bool everyone, Place *out, Err *err)
{
    Folder *folder = sql_folder(store, err);
    int count = 0;
    Sql *q = sql(store,
        "SELECT u.id, CASE u.state WHEN 'offered' THEN 1 WHEN 'waiting' THEN 2"
        " WHEN 'expired' THEN 3 WHEN 'cancelled' THEN 4 ELSE 0 END,"
        " CASE u.state WHEN 'offered' THEN u.offered_until WHEN 'waiting' THEN u.turn ELSE 0 END,"
        " " WHO_FAMILY ", " WHO_GIVEN " FROM signup u" WHO_TABLES "WHERE u.session = :session"
        " AND (:everyone OR u.state IN ('confirmed', 'attended')) LIMIT :most");
    sql_id(q, ":session", session);
    sql_int(q, ":everyone", everyone);
    sql_int(q, ":most", SIGNED_MOST);
    while (folder && sql_row(q)) {
        Place *place = &out[count++];
        *place = (Place){sql_get_id(q, 0), (int)sql_get_int(q, 1), sql_get_int(q, 2), ""};
        make_key(folder, sql_get_text(q, 3), sql_get_text(q, 4), place->key);
    }
    return sql_done(q, err) && folder ? count : -1;
}

int signed_list(Store *store, Id session, bool everyone, Id *out, int max, Err *err)
{
    Place places[SIGNED_MOST];
    int count = read_places(store, session, everyone, places, err);
    if (count > 0)
        qsort(places, (size_t)count, sizeof *places, compare);
    count = count < max ? count : max;
    for (int i = 0; i < count; i++)
        out[i] = places[i].id;
    wipe(places, sizeof places);
    return count;
}

static bool read_who(Store *store, Id id, Signed *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT " WHO_NAME ", " WHO_PHONE ", " WHO_LANGUAGE ", k.id IS NOT NULL AND p.id IS NULL,"
        " u.reason, ifnull(u.called, 0), ifnull(u.told, 0) FROM signup u" WHO_TABLES
        "WHERE u.id = :id");
    sql_id(q, ":id", id);
    if (sql_row(q)) {
        sql_get_copy(q, 0, out->name, sizeof out->name);
        sql_get_copy(q, 1, out->phone, sizeof out->phone);
        sql_get_copy(q, 2, out->language, sizeof out->language);
        out->is_stub = sql_get_int(q, 3);
        sql_get_copy(q, 4, out->reason, sizeof out->reason);
        out->called = sql_get_int(q, 5);
        out->told = sql_get_int(q, 6);
    }
    return sql_done(q, err);
}

bool signed_get(Store *store, Id id, Signed *out, Err *err)
{
    *out = (Signed){0};
    return signups_get(store, id, &out->signup, err) && read_who(store, id, out, err);
}

bool signed_rows(Store *store, const Id *ids, int count, SignedRow *out, Err *err)
{
    bool is_read = true;
    Signed s;
    for (int i = 0; is_read && i < count; i++) {
        is_read = signed_get(store, ids[i], &s, err);
        const Signup *u = &s.signup;
        out[i] = (SignedRow){u->id, "", u->party, u->state, u->offered_until, u->ahead};
        memcpy(out[i].name, s.name, sizeof s.name);
    }
    wipe(&s, sizeof s);
    return is_read;
}
