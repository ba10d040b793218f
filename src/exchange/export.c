/* Visits, walk-ins and headcounts. One row of VISIT_COLUMNS is one column: its heading, its SQL and
 * its kind. The SELECT and the writers are made from the rows. */
#include "exchange/export.h"

#include "exchange/content.h"
#include "exchange/rows.h"
#include "store/sql.h"

/* clang-format off */
#define VISIT_COLUMNS(COLUMN) \
    COLUMN("visit_id", "v.id", ID, "The visit; the same in every row of its people.") \
    COLUMN("event_uid", "e.uid", TEXT, \
        "The event as its own list calls it; empty for an ordinary visit.") \
    COLUMN("event_title", "coalesce(title.text, (SELECT text FROM content WHERE owner = v.event" \
        " AND field = 'title' ORDER BY language LIMIT 1))", TEXT, \
        "Its title, in English where there is one.") \
    COLUMN("day", "v.day", DAY, "The school's local day.") \
    COLUMN("arrived", "v.arrived", MOMENT, "When they checked in.") \
    COLUMN("left", "v.left", MOMENT, "When they left; empty where nobody said so.") \
    COLUMN("person_id", "vp.person", ID, \
        "The person; empty for a walk-in and for people counted without a name.") \
    COLUMN("source_id", "p.source_id", TEXT, "The person as the roster calls them.") \
    COLUMN("role", "p.role", WORD, "student, guardian or employee.") \
    COLUMN("given_name", "p.given", TEXT, "As the roster has it.") \
    COLUMN("family_name", "p.family", TEXT, "As the roster has it.") \
    COLUMN("grade", "coalesce(n.grade, p.grade)", TEXT, "The student's grade on that day.") \
    COLUMN("home_language", "coalesce(n.language, p.language)", TEXT, \
        "The student's or guardian's on that day.") \
    COLUMN("language", "v.language", TEXT, "What the glass spoke.") \
    COLUMN("method", "v.method", WORD, \
        "card, name, phone, desk, walk_in or paper; headcount: people without a name.") \
    COLUMN("interpreter", "v.needs_interpreter", FLAG, "Whether they asked for an interpreter.") \
    COLUMN("adults", "v.adults", COUNT, \
        "Adults of the whole visit; the same in every row of its people.") \
    COLUMN("children", "v.children", COUNT, "Children of the whole visit, likewise.") \
    COLUMN("kiosk", "v.kiosk", TEXT, "Which glass.") \
    COLUMN("purpose", "v.purpose", WORD, "Of an ordinary visit: why they came.") \
    COLUMN("number", "v.number", NUMBER, "Of an ordinary visit: its number of that day.") \
    COLUMN("ended", "v.ended", WORD, \
        "said: they told us that they left; not_said: closed with the house.") \
    COLUMN("hours", "CASE WHEN v.left > 0 THEN printf('%.2f', (v.left - v.arrived) / 3600.0) END", \
        NUMBER, \
        "From arriving to leaving, where that is known.") \
    COLUMN("stub_child", "s.child", TEXT, "A walk-in's child, as written at the glass.") \
    COLUMN("stub_adult", "s.adult", TEXT, "A walk-in's own name, likewise.") \
    COLUMN("stub_grade", "s.grade", TEXT, "A walk-in's grade, likewise.") \
    COLUMN("stub_state", "iif(s.held, 'held', s.state)", WORD, \
        "Of a walk-in: open; matched: it counts with a family; new: not on the roster; held: one of" \
        " very many, not looked at yet.") \
    COLUMN("stub_matched_source_id", "m.source_id", TEXT, \
        "Of a matched walk-in: a child of its family as the roster calls them.")
/* clang-format on */

static const RowsColumn columns[] = {VISIT_COLUMNS(ROWS_COLUMN)};
const RowsTable visit_rows = ROWS_TABLE("visits",
    "a person and visit; a walk-in and people counted without a name have one row too", columns);

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
    " LEFT JOIN person m ON m.id = s.matched"                                                      \
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

int export_visits(Store *store, const ExportAsk *ask, Err *err)
{
    static const char COUNT_ALL[] =
        "SELECT (SELECT count(*) FROM visit_person) + (SELECT count(*) FROM headcount)";
    RowsFile file = {store, content_zone(store, err), ask, rows_expected(store, COUNT_ALL, ask)};
    if (!file.zone)
        return -1;
    Sql *q = sql(store, select_visits);
    sql_int(q, ":from", ask->range.from);
    sql_int(q, ":to", ask->range.to);
    sql_id(q, ":event", ask->range.event);
    int rows = rows_write(q, &visit_rows, &file, err);
    zone_free(file.zone);
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
