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
    COLUMN("person_id", "p.id", ID, "The person, in every file of ours.") \
    COLUMN("source_id", "p.source_id", TEXT, "The person as the roster calls them.") \
    COLUMN("role", "p.role", WORD, "student, guardian or employee.") \
    COLUMN("given_name", "p.given", TEXT, "As the roster has it.") \
    COLUMN("middle_name", "p.middle", TEXT, "As the roster has it.") \
    COLUMN("family_name", "p.family", TEXT, "As the roster has it.") \
    COLUMN("preferred_given_name", "p.preferred_given", TEXT, \
        "The name they go by, if the roster says so.") \
    COLUMN("preferred_family_name", "p.preferred_family", TEXT, "Their family name, likewise.") \
    COLUMN("home_language", "p.language", TEXT, \
        "A language tag as es or zh_Hans; empty: not known.") \
    COLUMN("grade", "p.grade", TEXT, "Of a student: KG, 01 and so on.") \
    COLUMN("homeroom", "p.homeroom", TEXT, "Of a student: the room or the title of the homeroom.") \
    COLUMN("phone", "CASE p.role WHEN 'guardian' THEN p.phone END", TEXT, \
        "Of a guardian, and of nobody else.") \
    COLUMN("is_active", "p.is_active", FLAG, "false: has left the roster.") \
    COLUMN("guardians", TIED("guardian", "student"), LIST, \
        "Of a student: source ids of the guardians.") \
    COLUMN("students", TIED("student", "guardian"), LIST, \
        "Of a guardian: source ids of the students.")
/* clang-format on */

static const RowsColumn columns[] = {PEOPLE_COLUMNS(ROWS_COLUMN)};
const RowsTable people_rows =
    ROWS_TABLE("people", "a person on the roster, also who has left", columns);

static const char select_people[] =
    "SELECT " PEOPLE_COLUMNS(ROWS_SQL) "0 FROM person p ORDER BY p.source_id";

int export_people(Store *store, const ExportAsk *ask, Err *err)
{
    RowsFile file = {store, NULL, ask, rows_expected(store, "SELECT count(*) FROM person", ask)};
    return rows_write(sql(store, select_people), &people_rows, &file, err);
}
