/* Calls for help. */
#include "store/help.h"

#include "store/outbox.h"
#include "store/sql.h"

#define COLUMNS "id, kiosk, at, screen, language, answered"

static void read_call(Sql *q, HelpCall *out)
{
    *out =
        (HelpCall){.id = sql_get_id(q, 0), .at = sql_get_int(q, 2), .answered = sql_get_int(q, 5)};
    sql_get_copy(q, 1, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, 3, out->screen, sizeof out->screen);
    sql_get_copy(q, 4, out->language, sizeof out->language);
}

/* The same minute on either side: the clock may have been set back. */
static bool find_recent(Store *store, const HelpCall *call, HelpCall *out, bool *is_found, Err *err)
{
    Sql *q = sql(store,
        "SELECT " COLUMNS " FROM help_call"
        " WHERE kiosk = :kiosk AND answered IS NULL AND at > :at - :again AND at < :at + :again"
        " AND screen <> 'pick_up' AND :screen <> 'pick_up'"
        " ORDER BY at DESC LIMIT 1");
    sql_text(q, ":kiosk", call->kiosk);
    sql_int(q, ":at", call->at);
    sql_int(q, ":again", HELP_AGAIN);
    sql_text(q, ":screen", call->screen);
    *is_found = sql_row(q);
    if (*is_found)
        read_call(q, out);
    return sql_done(q, err);
}

static bool add_call(Store *store, const HelpCall *call, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO help_call (id, kiosk, at, screen, language)"
        " VALUES (:id, :kiosk, :at, :screen, :language)");
    sql_id(q, ":id", call->id);
    sql_text(q, ":kiosk", call->kiosk);
    sql_int(q, ":at", call->at);
    sql_text(q, ":screen", call->screen);
    sql_text(q, ":language", call->language);
    return sql_run(q, err) && outbox_help(store, "help.called", call->id, call->at, err);
}

bool help_call(Store *store, HelpCall *call, Err *err)
{
    bool is_found = false;
    HelpCall made = *call;
    made.id = store_new_id(store, call->at);
    made.answered = 0;
    if (!sql_begin(store, err))
        return false;
    bool ok = find_recent(store, call, &made, &is_found, err) &&
        (is_found || add_call(store, &made, err));
    if (!sql_end(store, ok, err))
        return false;
    *call = made;
    return true;
}

static bool mark_answered(Store *store, Id call, int64_t at, Err *err)
{
    Sql *q = sql(
        store, "UPDATE help_call SET answered = max(at, :at) WHERE id = :id AND answered IS NULL");
    sql_id(q, ":id", call);
    sql_int(q, ":at", at);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "help call %s", id_text(call));
}

bool help_answer(Store *store, Id call, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    bool ok =
        mark_answered(store, call, at, err) && outbox_help(store, "help.answered", call, at, err);
    return sql_end(store, ok, err);
}

int help_waiting(Store *store, HelpCall *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store, "SELECT " COLUMNS " FROM help_call WHERE answered IS NULL ORDER BY at, id");
    for (; sql_row(q); count++)
        if (count < max)
            read_call(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}
