/* The call sheet as rows: whom the office should ring about a sign-up, what runs out first. */
#include "exchange/export.h"

#include "exchange/content.h"
#include "exchange/rows.h"
#include "store/calls_rows.h"
#include "store/signed_rows.h"
#include "store/sql.h"

/* clang-format off */
#define CALL_COLUMNS(COLUMN) \
    COLUMN("signup_id", "u.id", ID, "The sign-up.") \
    COLUMN("why", CALLS_WHY, WORD, \
        "offer: places are free for them; withdrawn: the session will not be; cancelled: by the" \
        " office.") \
    COLUMN("until", CALLS_UNTIL, MOMENT, "Until when: the offer, or the session's start.") \
    COLUMN("name", WHO_NAME, TEXT, "Family name, given name; a walk-in as written.") \
    COLUMN("phone", WHO_PHONE, TEXT, "Theirs; a child's: of an adult; empty: none is known.") \
    COLUMN("language", WHO_LANGUAGE, TEXT, "What to speak: the home's; else what the glass spoke.") \
    COLUMN("workshop_title", "(SELECT text FROM content WHERE owner = w.id AND field = 'title'" \
        " ORDER BY language <> 'en', language LIMIT 1)", TEXT, "In English where there is one.") \
    COLUMN("starts", "s.starts", MOMENT, "When the session starts.") \
    COLUMN("people", "u.adults + u.children + u.childcare", COUNT, "How many of them.") \
    COLUMN("reason", "u.reason", TEXT, "Why the office cancelled it.") \
    COLUMN("code", "u.code", WORD, "What the family was told; it opens this sign-up.")
/* clang-format on */

static const RowsColumn call_columns[] = {CALL_COLUMNS(ROWS_COLUMN)};
const RowsTable calls_rows =
    ROWS_TABLE("calls", "a family to ring about a sign-up, and who was not yet", call_columns);

static const char select_calls[] = "SELECT " CALL_COLUMNS(
    ROWS_SQL) "0 FROM signup u JOIN session s ON s.id = u.session"
              " JOIN workshop w ON w.id = s.workshop" WHO_TABLES CALLS_WHERE CALLS_ORDER;

int export_calls(Store *store, const ExportAsk *ask, Err *err)
{
    Zone *zone = content_zone(store, err);
    if (!zone)
        return -1;
    Sql *q = sql(store, select_calls);
    sql_int(q, ":now", ask->now);
    int rows = rows_write(q, &calls_rows, &(RowsFile){store, zone, ask, 0}, err);
    zone_free(zone);
    return rows;
}
