/* Visits, walk-ins and headcounts. One row of VISIT_COLUMNS is one column: its heading, its SQL and
 * its kind. The SELECT and the writers are made from the rows. */
#include "exchange/export.h"

#include "exchange/content.h"
#include "exchange/rows.h"
#include "store/sql.h"

/* clang-format off */
#define VISIT_COLUMNS(COLUMN) \
    COLUMN("visit_id",      "v.id",                           ID)     \
    COLUMN("event_uid",     "e.uid",                          TEXT)   \
    COLUMN("event_title",   "coalesce(title.text, (SELECT text FROM content WHERE owner = v.event" \
        " AND field = 'title' ORDER BY language LIMIT 1))",   TEXT)   \
    COLUMN("day",           "v.day",                          DAY)    \
    COLUMN("arrived",       "v.arrived",                      MOMENT) \
    COLUMN("left",          "v.left",                         MOMENT) \
    COLUMN("person_id",     "vp.person",                      ID)     \
    COLUMN("source_id",     "p.source_id",                    TEXT)   \
    COLUMN("role",          "p.role",                         WORD)   \
    COLUMN("given_name",    "p.given",                        TEXT)   \
    COLUMN("family_name",   "p.family",                       TEXT)   \
    COLUMN("grade",         "coalesce(n.grade, p.grade)",     TEXT)   \
    COLUMN("home_language", "coalesce(n.language, p.language)", TEXT) \
    COLUMN("language",      "v.language",                     TEXT)   \
    COLUMN("method",        "v.method",                       WORD)   \
    COLUMN("interpreter",   "v.needs_interpreter",            FLAG)   \
    COLUMN("adults",        "v.adults",                       COUNT)  \
    COLUMN("children",      "v.children",                     COUNT)  \
    COLUMN("kiosk",         "v.kiosk",                        TEXT)   \
    COLUMN("purpose",       "v.purpose",                      WORD)   \
    COLUMN("number",        "v.number",                       WORD)   \
    COLUMN("ended",         "v.ended",                        WORD)   \
    COLUMN("hours", "CASE WHEN v.left > 0 THEN printf('%.2f', (v.left - v.arrived) / 3600.0) END", \
        WORD) \
    COLUMN("stub_child",    "s.child",                        TEXT)   \
    COLUMN("stub_adult",    "s.adult",                        TEXT)   \
    COLUMN("stub_grade",    "s.grade",                        TEXT)
/* clang-format on */

static const RowsColumn columns[] = {VISIT_COLUMNS(ROWS_COLUMN)};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* What a row is joined with. Grade and language are those of the day, as the enrolment says. */
#define JOINED                                                                                     \
    " LEFT JOIN event e ON e.id = v.event"                                                         \
    " LEFT JOIN content title ON title.owner = v.event AND title.field = 'title'"                  \
    "  AND title.language = 'en'"                                                                  \
    " LEFT JOIN visit_person vp ON vp.visit = v.id"                                                \
    " LEFT JOIN person p ON p.id = vp.person"                                                      \
    " LEFT JOIN enrolment n ON n.person = p.id AND n.first_day <= v.day"                           \
    "  AND (n.day_after_last IS NULL OR v.day < n.day_after_last)"                                 \
    " LEFT JOIN stub s ON s.id = v.opened_by"                                                      \
    " WHERE v.undone IS NULL"                                                                      \
    " AND (:from = 0 OR v.arrived >= :from) AND (:to = 0 OR v.arrived < :to)"                      \
    " AND (:event IS NULL OR v.event = :event) "

/* A headcount as a visit of nobody. */
#define HEADCOUNTS                                                                                 \
    "(SELECT id, event, at AS arrived, day, NULL AS left, adults, children, language,"             \
    "  NULL AS needs_interpreter, 'headcount' AS method, kiosk, '' AS purpose, NULL AS number,"    \
    "  '' AS ended, NULL AS opened_by, undone FROM headcount) v"

/* By visit id, which rises with time: both halves come sorted and are merged. */
static const char select_visits[] =
    "SELECT " VISIT_COLUMNS(ROWS_SQL) "0 FROM visit v" JOINED "UNION ALL SELECT " VISIT_COLUMNS(
        ROWS_SQL) "0 FROM " HEADCOUNTS JOINED "ORDER BY 1, 7";

int export_visits(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err)
{
    Zone *zone = content_zone(store, err);
    if (!zone)
        return -1;
    Sql *q = sql(store, select_visits);
    sql_int(q, ":from", range->from);
    sql_int(q, ":to", range->to);
    sql_id(q, ":event", range->event);
    int rows = rows_write(q, columns, COLUMN_COUNT, format, zone, path, err);
    zone_free(zone);
    return rows;
}

bool export_find_event(Store *store, const char *uid, Id *out, Err *err)
{
    Sql *q = sql(store, "SELECT id FROM event WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    bool is_found = sql_row(q);
    if (is_found)
        *out = sql_get_id(q, 0);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no event has the uid \"%.100s\"", uid);
}
