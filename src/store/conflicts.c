/* Conflicts, as a merge listed them. */
#include "store/conflicts.h"

#include <stdio.h>
#include <string.h>

#include "store/sql.h"

static const char *const KINDS[] = {
    [CONFLICT_VISIT] = "visit",
    [CONFLICT_CHANGED] = "changed",
    [CONFLICT_SEAT] = "seat",
    [CONFLICT_SIGNUP] = "signup",
    [CONFLICT_CODE] = "code",
    [CONFLICT_CLOCK] = "clock",
};

const char *conflict_kind_text(ConflictKind kind)
{
    return KINDS[kind];
}

static ConflictKind read_kind(const char *name)
{
    ConflictKind kind = CONFLICT_VISIT;
    while (kind < CONFLICT_CLOCK && strcmp(name, KINDS[kind]) != 0)
        kind++;
    return kind;
}

static int count(Store *store, const char *text, Err *err)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? found : -1;
}

const char *conflict_side_text(const ConflictSide *side, char *out, size_t size)
{
    const char *const parts[] = {side->act, side->who, side->about};
    char people[32] = "";
    if (side->adults >= 0 && side->children >= 0)
        snprintf(people, sizeof people, ", %d + %d", side->adults, side->children);
    else if (side->adults >= 0)
        snprintf(people, sizeof people, ", %d", side->adults);
    size_t used = (size_t)snprintf(out, size, "%s:", side->kiosk);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i][0] && used < size)
            used += (size_t)snprintf(
                out + used, size - used, "%s %s", out[used - 1] == ':' ? "" : ",", parts[i]);
    if (used < size)
        snprintf(out + used, size - used, "%s", people);
    return out;
}

/* clang-format off */
#define SIDE(side) \
    " " side "_at, json_extract(" side ", '$.kiosk'), json_extract(" side ", '$.act')," \
    " json_extract(" side ", '$.who'), json_extract(" side ", '$.about')," \
    " ifnull(json_extract(" side ", '$.adults'), -1), ifnull(json_extract(" side ", '$.children'), -1)"
/* clang-format on */

static void read_side(Sql *q, int column, ConflictSide *out)
{
    out->at = sql_get_int(q, column);
    sql_get_copy(q, column + 1, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, column + 2, out->act, sizeof out->act);
    sql_get_copy(q, column + 3, out->who, sizeof out->who);
    sql_get_copy(q, column + 4, out->about, sizeof out->about);
    out->adults = (int)sql_get_int(q, column + 5);
    out->children = (int)sql_get_int(q, column + 6);
}

int conflicts_list(Store *store, int first, Conflict *out, int max, Err *err)
{
    enum { FIRST = 4, SECOND = 11 };
    Sql *q = sql(store,
        "SELECT id, kind, subject, ifnull(settled, 0)," SIDE("first") "," SIDE(
            "second") " FROM conflict ORDER BY settled IS NOT NULL, second_at, id LIMIT :max OFFSET :first");
    sql_int(q, ":max", max);
    sql_int(q, ":first", first);
    for (int i = 0; sql_row(q); i++) {
        Conflict *c = &out[i];
        *c = (Conflict){.id = sql_get_id(q, 0),
            .kind = read_kind(sql_get_text(q, 1)),
            .subject = sql_get_id(q, 2),
            .settled = sql_get_int(q, 3)};
        read_side(q, FIRST, &c->first);
        read_side(q, SECOND, &c->second);
    }
    return sql_done(q, err) ? count(store, "SELECT count(*) FROM conflict", err) : -1;
}

int conflicts_open(Store *store, Err *err)
{
    return count(store, "SELECT count(*) FROM conflict WHERE settled IS NULL", err);
}

bool conflicts_settle(Store *store, const AuditBy *by, Id id, bool is_settled, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store, "UPDATE conflict SET settled = iif(:is, :at, NULL) WHERE id = :id");
    sql_id(q, ":id", id);
    sql_int(q, ":is", is_settled);
    sql_int(q, ":at", by->at);
    bool ok = sql_run(q, err) &&
        (sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "no conflict %s", id_text(id))) &&
        audit_add(
            store, by, is_settled ? "conflict.settled" : "conflict.opened", id_text(id), "", err);
    return sql_end(store, ok, err);
}
