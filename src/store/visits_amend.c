/* What staff amend of a visit: in again, taken back, moved, an interpreter found. */
#include "store/outbox.h"
#include "store/sql.h"
#include "store/visits.h"

/* Runs the update and keeps its row of the outbox; nothing changed: ERR_NOT_FOUND. */
static bool amend(Store *store, Sql *q, const char *kind, Id visit, int64_t at, Err *err)
{
    if (!sql_run(q, err))
        return false;
    if (sql_changes(store) == 0)
        return err_set(err, ERR_NOT_FOUND, "visit %s", id_text(visit));
    return outbox_visit(store, kind, visit, at, err);
}

bool visits_return(Store *store, Id visit, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store,
        "UPDATE visit SET left = NULL, ended = ''"
        " WHERE id = :id AND undone IS NULL AND (left IS NOT NULL OR ended <> '')");
    sql_id(q, ":id", visit);
    return sql_end(store, amend(store, q, "visit.returned", visit, at, err), err);
}

bool visits_undo(Store *store, Id visit, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store, "UPDATE visit SET undone = :at WHERE id = :id AND undone IS NULL");
    sql_id(q, ":id", visit);
    sql_int(q, ":at", at);
    return sql_end(store, amend(store, q, "visit.undone", visit, at, err), err);
}

/* Whether this home may be moved to the event. */
static bool may_move(Store *store, Id visit, Id event, Err *err)
{
    Sql *q = sql(store,
        "SELECT event IS NULL OR EXISTS (SELECT 1 FROM visit o WHERE o.event = :event"
        "  AND o.opened_by = v.opened_by AND o.undone IS NULL)"
        " FROM visit v WHERE v.id = :id AND v.undone IS NULL");
    sql_id(q, ":id", visit);
    sql_id(q, ":event", event);
    bool is_there = sql_row(q), is_refused = is_there && sql_get_int(q, 0);
    if (!sql_done(q, err))
        return false;
    if (!is_there)
        return err_set(err, ERR_NOT_FOUND, "visit %s", id_text(visit));
    return !is_refused || err_set(err, ERR_REFUSED, "they are at that event already");
}

bool visits_move(Store *store, Id visit, Id event, int64_t at, Err *err)
{
    if (id_is_zero(event))
        return err_set(err, ERR_INVALID, "a move to no event");
    if (!sql_begin(store, err))
        return false;
    bool ok = may_move(store, visit, event, err);
    if (ok) {
        Sql *q = sql(store, "UPDATE visit SET event = :event WHERE id = :id");
        sql_id(q, ":id", visit);
        sql_id(q, ":event", event);
        ok = amend(store, q, "visit.moved", visit, at, err);
    }
    return sql_end(store, ok, err);
}

bool visits_meet(Store *store, Id visit, bool is_met, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store,
        "UPDATE visit SET met = iif(:is_met, :at, NULL)"
        " WHERE id = :id AND undone IS NULL AND (met IS NULL) = :is_met");
    sql_id(q, ":id", visit);
    sql_int(q, ":is_met", is_met);
    sql_int(q, ":at", at);
    return sql_end(store, amend(store, q, "visit.met", visit, at, err), err);
}
