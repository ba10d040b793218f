/* Conflicts, as a merge listed them. */
#include "store/conflicts.h"

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

int conflicts_list(Store *store, int first, Conflict *out, int max, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, kind, subject, first, first_at, second, second_at, ifnull(settled, 0)"
        " FROM conflict ORDER BY settled IS NOT NULL, second_at, id LIMIT :max OFFSET :first");
    sql_int(q, ":max", max);
    sql_int(q, ":first", first);
    for (int i = 0; sql_row(q); i++) {
        Conflict *c = &out[i];
        *c = (Conflict){.id = sql_get_id(q, 0),
            .kind = read_kind(sql_get_text(q, 1)),
            .subject = sql_get_id(q, 2),
            .first_at = sql_get_int(q, 4),
            .second_at = sql_get_int(q, 6),
            .settled = sql_get_int(q, 7)};
        sql_get_copy(q, 3, c->first, sizeof c->first);
        sql_get_copy(q, 5, c->second, sizeof c->second);
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
