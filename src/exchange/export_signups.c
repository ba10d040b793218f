/* Sign-ups, and what the families need who signed up. One row of SIGNUP_COLUMNS or NEEDS_COLUMNS
 * is one column; both have those of the session. */
#include "exchange/export.h"

#include "exchange/content.h"
#include "exchange/rows.h"
#include "store/sql.h"

/* In English, else in any language. */
#define TEXT_OF(owner, field)                                                                      \
    "(SELECT text FROM content WHERE owner = " owner " AND field = '" field                        \
    "' ORDER BY language <> 'en', language LIMIT 1)"

/* clang-format off */
#define SESSION_COLUMNS(COLUMN) \
    COLUMN("workshop_uid", "w.uid", TEXT, "The workshop as its own list calls it.") \
    COLUMN("workshop_title", TEXT_OF("w.id", "title"), TEXT, "In English where there is one.") \
    COLUMN("session_uid", "s.uid", TEXT, "Which of its sessions, as the list calls it.") \
    COLUMN("starts", "s.starts", MOMENT, "When the session starts.") \
    COLUMN("ends", "s.ends", MOMENT, "When it ends.") \
    COLUMN("place", TEXT_OF("s.id", "place"), TEXT, "Where, in English where there is one.") \
    COLUMN("online", "s.is_virtual", FLAG, "Whether it is online.") \
    COLUMN("session_language", "s.language", TEXT, "What is spoken there; empty: not said.")

#define SIGNUP_COLUMNS(COLUMN) \
    COLUMN("signup_id", "u.id", ID, "The sign-up.") \
    COLUMN("code", "u.code", WORD, "What the family was told; it opens this sign-up.") \
    COLUMN("state", "u.state", WORD, \
        "confirmed, waiting, offered, expired, cancelled or attended.") \
    SESSION_COLUMNS(COLUMN) \
    COLUMN("session_state", "iif(w.state = 'published', s.state, w.state)", WORD, \
        "published; withdrawn; or draft: not shown any more.") \
    COLUMN("adults", "u.adults", COUNT, "Adults in the room.") \
    COLUMN("children", "u.children", COUNT, "Children in the room.") \
    COLUMN("childcare", "u.childcare", COUNT, "Children in childcare.") \
    COLUMN("ages", "u.ages", LIST, "How old each of these is.") \
    COLUMN("ride", "u.rides", COUNT, "Seats of the ride.") \
    COLUMN("interpreter", "u.interpreter", TEXT, "The language of an interpreter; empty: none.") \
    COLUMN("language", "u.language", TEXT, "What the glass spoke.") \
    COLUMN("opened_by", "u.opened_by", ID, "The person or walk-in who signed up.") \
    COLUMN("opened_by_kind", "iif(k.id IS NULL, p.role, 'stub')", WORD, \
        "guardian; student: a home opened by a child; stub: a walk-in.") \
    COLUMN("source_id", "p.source_id", TEXT, "The person as the roster calls them.") \
    COLUMN("given_name", "p.given", TEXT, "As the roster has it.") \
    COLUMN("family_name", "p.family", TEXT, "As the roster has it.") \
    COLUMN("stub_child", "k.child", TEXT, "A walk-in's child, as written at the glass.") \
    COLUMN("stub_adult", "k.adult", TEXT, "A walk-in's own name, likewise.") \
    COLUMN("stub_grade", "k.grade", TEXT, "A walk-in's grade, likewise.") \
    COLUMN("stub_state", "k.state", WORD, \
        "Of a walk-in: open; matched: it is of a family; new: not on the roster.") \
    COLUMN("stub_matched_source_id", "m.source_id", TEXT, \
        "Of a matched walk-in: a child of its family as the roster calls them.") \
    COLUMN("made", "u.made", MOMENT, "When they signed up.") \
    COLUMN("changed", "u.changed", MOMENT, "When it last changed.") \
    COLUMN("turn", "u.turn", WORD, \
        "On the session's waiting list: who has a lower one comes first; empty: never waited.") \
    COLUMN("offered_until", "u.offered_until", MOMENT, "Until when offered places are kept.") \
    COLUMN("kiosk", "u.kiosk", TEXT, "Which glass.") \
    COLUMN("reason", "u.reason", TEXT, "Why the office cancelled it; empty: it did not.") \
    COLUMN("called", "u.called", MOMENT, "When the office rang the family about it.")

#define NEEDS_COLUMNS(COLUMN) \
    SESSION_COLUMNS(COLUMN) \
    COLUMN("need", "n.need", WORD, "childcare, interpreter or ride.") \
    COLUMN("age", "n.age", WORD, "Of childcare: how old the children are.") \
    COLUMN("language", "n.language", TEXT, "Of an interpreter: which language.") \
    COLUMN("families", "sum(n.has)", COUNT, "Sign-ups that have places, or were offered some.") \
    COLUMN("people", "sum(n.has * n.people)", COUNT, \
        "Of these: children in childcare; people in the room with an interpreter; seats.") \
    COLUMN("waiting_families", "sum(1 - n.has)", COUNT, "Sign-ups on the waiting list.") \
    COLUMN("waiting_people", "sum((1 - n.has) * n.people)", COUNT, "Of these, as people.") \
    COLUMN("places", "CASE n.need WHEN 'childcare' THEN s.childcare" \
        " WHEN 'interpreter' THEN s.interpreters ELSE s.rides END", COUNT, \
        "How many places of this kind the session has: for all ages and languages together.")
/* clang-format on */

static const RowsColumn signup_columns[] = {SIGNUP_COLUMNS(ROWS_COLUMN)};
const RowsTable signup_rows =
    ROWS_TABLE("signups", "a sign-up, also what was cancelled", signup_columns);

static const RowsColumn needs_columns[] = {NEEDS_COLUMNS(ROWS_COLUMN)};
const RowsTable needs_rows = ROWS_TABLE("needs",
    "a session that is not withdrawn, a kind of need, and an age or a language", needs_columns);

#define IN_RANGE "(:from = 0 OR s.starts >= :from) AND (:to = 0 OR s.starts < :to)"

static const char select_signups[] = "SELECT " SIGNUP_COLUMNS(
    ROWS_SQL) "0 FROM signup u JOIN session s ON s.id = u.session"
              " JOIN workshop w ON w.id = s.workshop LEFT JOIN person p ON p.id = u.opened_by"
              " LEFT JOIN stub k ON k.id = u.opened_by"
              " LEFT JOIN person m ON m.id = k.matched WHERE " IN_RANGE
              " ORDER BY s.starts, s.uid, u.made, u.id";

/* A family and age is a row of these: twins of one age are one family. */
#define NEEDS                                                                                      \
    "(SELECT u.session, 'childcare' AS need, a.value AS age, '' AS language,"                      \
    "  u.state <> 'waiting' AS has, count(*) AS people"                                            \
    "  FROM signup u, json_each('[' || u.ages || ']') a WHERE " ACTIVE " GROUP BY u.id, a.value"   \
    " UNION ALL SELECT u.session, 'interpreter', NULL, u.interpreter, u.state <> 'waiting',"       \
    "  u.adults + u.children FROM signup u WHERE u.interpreter <> '' AND " ACTIVE                  \
    " UNION ALL SELECT u.session, 'ride', NULL, '', u.state <> 'waiting', u.rides"                 \
    "  FROM signup u WHERE u.rides > 0 AND " ACTIVE ") n"
#define ACTIVE "u.state IN ('confirmed', 'offered', 'attended', 'waiting')"

static const char select_needs[] = "SELECT " NEEDS_COLUMNS(
    ROWS_SQL) "0 FROM " NEEDS " JOIN session s ON s.id = n.session"
              " JOIN workshop w ON w.id = s.workshop"
              " WHERE s.state = 'published' AND w.state = 'published' AND " IN_RANGE
              " GROUP BY s.id, n.need, n.age, n.language"
              " ORDER BY s.starts, s.uid, n.need, n.age, n.language";

static int write_range(
    Store *store, const char *text, const RowsTable *table, const ExportAsk *ask, Err *err)
{
    RowsFile file = {store, NULL, ask, rows_expected(store, "SELECT count(*) FROM signup", ask)};
    file.zone = content_zone(store, err);
    if (!file.zone)
        return -1;
    Sql *q = sql(store, text);
    sql_int(q, ":from", ask->range.from);
    sql_int(q, ":to", ask->range.to);
    int rows = rows_write(q, table, &file, err);
    zone_free(file.zone);
    return rows;
}

int export_signups(Store *store, const ExportAsk *ask, Err *err)
{
    return write_range(store, select_signups, &signup_rows, ask, err);
}

int export_needs(Store *store, const ExportAsk *ask, Err *err)
{
    return write_range(store, select_needs, &needs_rows, ask, err);
}
