/* Counts. */
#include "store/counts.h"

#include "store/headcounts.h"
#include "store/sql.h"

/* Of a flood, and not looked at yet: inside they may be, as families they do not count. */
#define IS_HELD " EXISTS (SELECT 1 FROM stub WHERE stub.id = opened_by AND held) "
#define IS_WALK_IN " EXISTS (SELECT 1 FROM stub WHERE stub.id = opened_by AND NOT held) "

bool counts_day(Store *store, int32_t day, Id event, Counts *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FILTER (WHERE event IS :event AND NOT" IS_HELD "),"
        " ifnull(sum(adults + children) FILTER (WHERE left IS NULL AND ended = ''), 0),"
        " count(*) FILTER (WHERE" IS_WALK_IN ")"
        " FROM visit WHERE day = :day AND undone IS NULL");
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
