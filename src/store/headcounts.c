/* Headcounts. Each and its row in the outbox are one transaction. */
#include "store/headcounts.h"

#include "store/outbox.h"
#include "store/sql.h"

static bool add(Store *store, const Headcount *h, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO headcount (id, event, at, day, adults, children, language, kiosk)"
        " VALUES (:id, :event, :at, :day, :adults, :children, :language, :kiosk)"
        " ON CONFLICT (id) DO UPDATE SET adults = excluded.adults, children = excluded.children"
        "  WHERE adults <> excluded.adults OR children <> excluded.children");
    sql_id(q, ":id", h->id);
    sql_id(q, ":event", h->event);
    sql_int(q, ":at", h->at);
    sql_int(q, ":day", h->day);
    sql_int(q, ":adults", h->adults);
    sql_int(q, ":children", h->children);
    sql_text(q, ":language", h->language);
    sql_text(q, ":kiosk", h->kiosk);
    if (!sql_run(q, err))
        return false;
    int64_t kept = h->kept ? h->kept : h->at;
    return sql_changes(store) == 0 || outbox_headcount(store, "headcount.made", h->id, kept, err);
}

bool headcounts_add(Store *store, const Headcount *headcount, Err *err)
{
    if (headcount->adults < 0 || headcount->children < 0 ||
        headcount->adults + headcount->children == 0)
        return err_set(err, ERR_INVALID, "a headcount of nobody");
    if (!sql_begin(store, err))
        return false;
    return sql_end(store, add(store, headcount, err), err);
}

static bool undo(Store *store, Id headcount, int64_t at, Err *err)
{
    Sql *q = sql(store, "UPDATE headcount SET undone = :at WHERE id = :id AND undone IS NULL");
    sql_id(q, ":id", headcount);
    sql_int(q, ":at", at);
    return sql_run(q, err) && outbox_headcount(store, "headcount.undone", headcount, at, err);
}

bool headcounts_undo(Store *store, const char *kiosk, Id event, int32_t day, int64_t at, Err *err)
{
    Id last = {0};
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store,
        "SELECT id FROM headcount WHERE kiosk = :kiosk AND event IS :event AND day = :day"
        " AND undone IS NULL ORDER BY at DESC, id DESC LIMIT 1");
    sql_text(q, ":kiosk", kiosk);
    sql_id(q, ":event", event);
    sql_int(q, ":day", day);
    if (sql_row(q))
        last = sql_get_id(q, 0);
    bool ok = sql_done(q, err) &&
        (!id_is_zero(last) || err_set(err, ERR_NOT_FOUND, "nobody was counted here"));
    return sql_end(store, ok && undo(store, last, at, err), err);
}

int headcounts_people(Store *store, int32_t day, Err *err)
{
    Sql *q = sql(store,
        "SELECT ifnull(sum(adults + children), 0) FROM headcount"
        " WHERE day = :day AND undone IS NULL");
    sql_int(q, ":day", day);
    int people = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? people : -1;
}
