/* The roster as we have it. One row of PEOPLE_COLUMNS is one column. A birthday never leaves, and
 * no phone but a guardian's. */
#include "exchange/export.h"

#include "exchange/rows.h"
#include "store/sql.h"

/* The source ids of who is tied to p; none has a comma (rosters part them by it). */
#define TIED(to, by)                                                                               \
    "(SELECT group_concat(source_id, ',') FROM (SELECT o.source_id FROM guardian_of l"             \
    " JOIN person o ON o.id = l." to " WHERE l." by " = p.id ORDER BY o.source_id))"

/* clang-format off */
#define PEOPLE_COLUMNS(COLUMN) \
    COLUMN("person_id",             "p.id",                       ID)   \
    COLUMN("source_id",             "p.source_id",                TEXT) \
    COLUMN("role",                  "p.role",                     WORD) \
    COLUMN("given_name",            "p.given",                    TEXT) \
    COLUMN("middle_name",           "p.middle",                   TEXT) \
    COLUMN("family_name",           "p.family",                   TEXT) \
    COLUMN("preferred_given_name",  "p.preferred_given",          TEXT) \
    COLUMN("preferred_family_name", "p.preferred_family",         TEXT) \
    COLUMN("home_language",         "p.language",                 TEXT) \
    COLUMN("grade",                 "p.grade",                    TEXT) \
    COLUMN("homeroom",              "p.homeroom",                 TEXT) \
    COLUMN("phone", "CASE p.role WHEN 'guardian' THEN p.phone END", TEXT) \
    COLUMN("is_active",             "p.is_active",                FLAG) \
    COLUMN("guardians",             TIED("guardian", "student"),  LIST) \
    COLUMN("students",              TIED("student", "guardian"),  LIST)
/* clang-format on */

static const RowsColumn columns[] = {PEOPLE_COLUMNS(ROWS_COLUMN)};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static const char select_people[] =
    "SELECT " PEOPLE_COLUMNS(ROWS_SQL) "0 FROM person p ORDER BY p.source_id";

int export_people(Store *store, ExportFormat format, const char *path, Err *err)
{
    return rows_write(sql(store, select_people), columns, COLUMN_COUNT, format, NULL, path, err);
}
