/* Counts. */
#include "store/counts.h"

#include "store/headcounts.h"
#include "store/sql.h"

bool counts_day(Store *store, int32_t day, Id event, Counts *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FILTER (WHERE event IS :event),"
        " ifnull(sum(adults + children) FILTER (WHERE left IS NULL AND ended = ''), 0),"
        " count(*) FILTER (WHERE method = 'walk_in')"
        " FROM visit WHERE day = :day AND undone IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM stub WHERE stub.id = opened_by AND held)");
    sql_id(q, ":event", event);
    sql_int(q, ":day", day);
    *out = (Counts){0};
    if (sql_row(q)) {
        out->visits = (int)sql_get_int(q, 0);
        out->inside = (int)sql_get_int(q, 1);
        out->walk_ins = (int)sql_get_int(q, 2);
    }
    if (!sql_done(q, err))
        return false;
    out->counted = headcounts_people(store, day, err);
    return out->counted >= 0;
}
