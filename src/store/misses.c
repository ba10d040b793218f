/* Misses. */
#include "store/misses.h"

#include "store/sql.h"

bool misses_add(Store *store, const char *kiosk, int64_t at, Err *err)
{
    Sql *q = sql(store, "INSERT INTO miss (kiosk, at) VALUES (:kiosk, :at)");
    sql_text(q, ":kiosk", kiosk);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

int misses_recent(Store *store, const char *kiosk, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FROM miss WHERE at > :since AND at < :until"
        " AND kiosk = :kiosk");
    sql_int(q, ":since", now - MISSES_FORGOTTEN);
    sql_int(q, ":until", now + MISSES_FORGOTTEN);
    sql_text(q, ":kiosk", kiosk);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}

int misses_delay(int recent)
{
    static const int SECONDS[] = {2, 4, 8};
    int late = recent - MISSES_AT_ONCE;
    if (late < 0)
        return 0;
    return SECONDS[late < 3 ? late : 2];
}
