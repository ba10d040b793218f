/* How the glass was used: who was counted without a name, and each step of each journey. Nobody is
 * in it. One row of HEADCOUNT_COLUMNS and of JOURNEY_COLUMNS is one column. */
#include "exchange/export.h"

#include "exchange/content.h"
#include "exchange/rows.h"
#include "store/sql.h"

/* clang-format off */
#define HEADCOUNT_COLUMNS(COLUMN) \
    COLUMN("headcount_id", "h.id", ID, "This count; in the visits it is a visit_id.") \
    COLUMN("event_uid", "e.uid", TEXT, \
        "The event as its own list calls it; empty: none was on.") \
    COLUMN("event_title", "(SELECT text FROM content WHERE owner = h.event AND field = 'title'" \
        " ORDER BY language <> 'en', language LIMIT 1)", TEXT, "In English where there is one.") \
    COLUMN("day", "h.day", DAY, "The school's local day.") \
    COLUMN("at", "h.at", MOMENT, "When they were counted.") \
    COLUMN("adults", "h.adults", COUNT, "How many adults.") \
    COLUMN("children", "h.children", COUNT, "How many children.") \
    COLUMN("language", "h.language", TEXT, "What the glass spoke.") \
    COLUMN("kiosk", "h.kiosk", TEXT, "Which glass.")

#define JOURNEY_COLUMNS(COLUMN) \
    COLUMN("journey_id", "j.id", ID, "One use of the glass; the same in every row of its steps.") \
    COLUMN("kiosk", "j.kiosk", TEXT, "Which glass.") \
    COLUMN("started", "j.started", MOMENT, "When the first touch was.") \
    COLUMN("language", "j.language", TEXT, "What the glass spoke.") \
    COLUMN("flow", "j.flow", WORD, "What was begun, as check_in; empty: nothing.") \
    COLUMN("switches", "j.switches", LIST, "What was switched on, as large and contrast.") \
    COLUMN("step", "t.position + 1", NUMBER, \
        "Which step, from 1; the sixteenth gathers what is beyond. Empty: there was none.") \
    COLUMN("screen", "t.screen", WORD, "The screen of this step.") \
    COLUMN("touches", "t.touches", NUMBER, "Touches and keys on it.") \
    COLUMN("seconds", "t.seconds", NUMBER, "How long it was on the glass.") \
    COLUMN("ended", "j.ended", WORD, \
        "How the journey ended: done; left: somebody went away from it; idle: nobody touched it" \
        " any more.")
/* clang-format on */

static const RowsColumn headcount_columns[] = {HEADCOUNT_COLUMNS(ROWS_COLUMN)};
const RowsTable headcount_rows =
    ROWS_TABLE("headcounts", "people counted without a name, each time", headcount_columns);

static const RowsColumn journey_columns[] = {JOURNEY_COLUMNS(ROWS_COLUMN)};
const RowsTable journey_rows =
    ROWS_TABLE("journeys", "a step of one use of the glass", journey_columns);

static const char select_headcounts[] =
    "SELECT " HEADCOUNT_COLUMNS(ROWS_SQL) "0 FROM headcount h LEFT JOIN event e ON e.id = h.event"
                                          " WHERE h.undone IS NULL"
                                          " AND (:from = 0 OR h.at >= :from)"
                                          " AND (:to = 0 OR h.at < :to)"
                                          " AND (:event IS NULL OR h.event = :event)"
                                          " ORDER BY h.at, h.id";

/* Ids rise with time. */
static const char select_journeys[] = "SELECT " JOURNEY_COLUMNS(
    ROWS_SQL) "0 FROM journey j LEFT JOIN journey_step t ON t.journey = j.id"
              " WHERE (:from = 0 OR j.started >= :from) AND (:to = 0 OR j.started < :to)"
              " ORDER BY j.id, t.position";

static int write_query(Sql *q, const RowsTable *table, RowsFile *file, Err *err)
{
    file->zone = content_zone(file->store, err);
    if (!file->zone) {
        sql_done(q, NULL);
        return -1;
    }
    sql_int(q, ":from", file->ask->range.from);
    sql_int(q, ":to", file->ask->range.to);
    int rows = rows_write(q, table, file, err);
    zone_free(file->zone);
    return rows;
}

int export_headcounts(Store *store, const ExportAsk *ask, Err *err)
{
    RowsFile file = {store, NULL, ask, rows_expected(store, "SELECT count(*) FROM headcount", ask)};
    Sql *q = sql(store, select_headcounts);
    sql_id(q, ":event", ask->range.event);
    return write_query(q, &headcount_rows, &file, err);
}

int export_journeys(Store *store, const ExportAsk *ask, Err *err)
{
    RowsFile file = {
        store, NULL, ask, rows_expected(store, "SELECT count(*) FROM journey_step", ask)};
    return write_query(sql(store, select_journeys), &journey_rows, &file, err);
}
