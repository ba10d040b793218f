/* The conflicts of a merge. What is touched is listed anew, out of all changes: so that the list
 * is the same in whatever order the files came; what was settled stays settled. */
#include "store/merge_rows.h"

/* clang-format off */

#define BODY(h, key) "json_extract(" h ".body, '$." key "')"
#define ID_OF(h, key) AS_HERE("read_uuid(" BODY(h, key) ")")

/* What of a record must not differ between two kiosks. */
#define MATTERS(h) \
    " CASE " h ".topic" \
    " WHEN 'visit' THEN json_array(" BODY(h, "event") ", " BODY(h, "undone") " IS NULL, " \
    BODY(h, "adults") ", " BODY(h, "children") ", " BODY(h, "needs_interpreter") ")" \
    " WHEN 'stub' THEN json_array(" BODY(h, "child") ", " BODY(h, "state") ", " \
    "uuid(" ID_OF(h, "matched") "))" \
    " WHEN 'signup' THEN json_array(" BODY(h, "session") ", " BODY(h, "state") ", " \
    BODY(h, "adults") ", " BODY(h, "children") ", " BODY(h, "childcare") ", " \
    BODY(h, "interpreter") ", " BODY(h, "rides") ")" \
    " ELSE '' END "

/* Where a change was made: a record says where it began. */
#define KIOSK(h) \
    "ifnull((SELECT kiosk FROM (SELECT epoch, number, kiosk, kind FROM outbox" \
    " UNION ALL SELECT epoch, number, kiosk, kind FROM change) c WHERE c.epoch = " h ".epoch" \
    " AND c.kind IN ('visit.arrived', 'stub.made', 'headcount.made', 'signup.made')" \
    " ORDER BY c.number LIMIT 1), " h ".kiosk)"

/* What was done where, to whom, and what then stood there. */
#define SIDE(h) \
    " CASE " h ".topic" \
    " WHEN 'stub' THEN json_object('kiosk', " KIOSK(h) ", 'act', " h ".kind," \
    "  'who', " BODY(h, "child") ", 'about'," NAME_OF(ID_OF(h, "matched")) ")" \
    " ELSE json_object('kiosk', " KIOSK(h) ", 'act', " h ".kind," \
    "  'who'," NAME_OF(ID_OF(h, "opened_by")) "," \
    "  'adults', " BODY(h, "adults") ", 'children', " BODY(h, "children") ") END"

#define LATE "300" /* seconds that two clocks may differ */

static const char *const CHANGED[] = {
    "CREATE TEMP TABLE said AS"
    " SELECT h.record, h.id, h.epoch, h.number, h.kind, h.at,"
    MATTERS("h") " AS matters, " SIDE("h") " AS side"
    " FROM head h WHERE h.record IN (SELECT record FROM head GROUP BY record HAVING count(*) > 1)",

    "INSERT INTO found"
    " SELECT" CONFLICT_ID("'changed' || h.record || hex(h.epoch) || h.number") ", 'changed',"
    "  h.id, b.side, b.at, h.side, h.at"
    " FROM best"
    " JOIN said b ON b.record = best.record AND b.epoch = best.epoch AND b.number = best.number"
    " JOIN said h ON h.record = best.record"
    " WHERE (h.epoch <> b.epoch OR h.number <> b.number) AND h.kind <> 'visit.closed'"
    "  AND h.matters <> b.matters",

    "DROP TABLE said",
    NULL};

/* Numbers rise and time does not: the clock was set back. A visit is dated when it began, so what
 * was tried again is a little earlier than what was done meanwhile. */
static const char *const CLOCKS[] = {
    "INSERT INTO found"
    " SELECT" CONFLICT_ID("'clock' || hex(epoch) || number") ", 'clock', epoch,"
    "  json_object('kiosk', kiosk, 'number', before_number), before,"
    "  json_object('kiosk', kiosk, 'number', number), at"
    " FROM (SELECT epoch, number, kiosk, at, lag(at) OVER w AS before,"
    "   lag(number) OVER w AS before_number"
    "  FROM (SELECT epoch, number, kiosk, at FROM outbox"
    "   UNION ALL SELECT epoch, number, kiosk, at FROM change)"
    "  WINDOW w AS (PARTITION BY epoch ORDER BY number))"
    " WHERE at < before - " LATE " ON CONFLICT DO NOTHING",
    NULL};

static bool find_future(Store *store, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO found SELECT" CONFLICT_ID("'future' || hex(epoch)") ", 'clock', epoch,"
        "  '{}', :now, json_object('kiosk', kiosk, 'number', number), at"
        " FROM (SELECT *, row_number() OVER (PARTITION BY epoch ORDER BY number) AS place"
        "  FROM change WHERE at > :now + " LATE ") WHERE place = 1 ON CONFLICT DO NOTHING");
    sql_int(q, ":now", now);
    return sql_run(q, err);
}

/* clang-format on */

static bool keep_found(Store *store, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO conflict (id, kind, subject, first, first_at, second, second_at, found)"
        " SELECT id, kind, subject, first, first_at, second, second_at, :now FROM found WHERE true"
        " ON CONFLICT (id) DO UPDATE SET first = excluded.first, first_at = excluded.first_at,"
        "  second = excluded.second, second_at = excluded.second_at, settled = NULL"
        " WHERE kind <> 'clock' AND (first <> excluded.first OR second <> excluded.second)");
    sql_int(q, ":now", now);
    return sql_run(q, err);
}

static const char *const RENEWED[] = {
    "DELETE FROM conflict WHERE settled IS NULL AND kind <> 'clock'"
    " AND subject IN (SELECT id FROM touched) AND id NOT IN (SELECT id FROM found)",
    "UPDATE conflict SET settled = o.settled FROM other.conflict o WHERE o.id = conflict.id"
    " AND o.settled IS NOT NULL AND conflict.settled IS NULL AND o.first = conflict.first"
    " AND o.second = conflict.second",
    NULL};

bool merge_conflicts(Store *store, int64_t now, Err *err)
{
    return merge_run(store, CHANGED, err) && merge_run(store, CLOCKS, err) &&
        find_future(store, now, err) && keep_found(store, now, err) &&
        merge_run(store, RENEWED, err);
}
