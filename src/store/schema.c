/* The tables. Ids are BLOB(16), times seconds UTC, days integers 20261119. */
#include "store/schema.h"

static const char PEOPLE[] =
    /* What the file knows of itself. */
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('epoch', randomblob(16));"

    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE term ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " title TEXT NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN ('year', 'semester', 'term')),"
    " first_day INTEGER NOT NULL,"
    " day_after_last INTEGER NOT NULL CHECK (day_after_last > first_day)"
    ") STRICT, WITHOUT ROWID;"

    /* name_key: all names folded, both spellings of a preferred one; grade_order: as schools
     * count; seen: when it was last put. */
    "CREATE TABLE person ("
    " id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),"
    " source_id TEXT NOT NULL UNIQUE,"
    " role TEXT NOT NULL CHECK (role IN ('student', 'guardian', 'employee')),"
    " given TEXT NOT NULL, middle TEXT NOT NULL, family TEXT NOT NULL,"
    " preferred_given TEXT NOT NULL, preferred_family TEXT NOT NULL,"
    " name_key TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " phone TEXT NOT NULL, phone_last4 TEXT CHECK (length(phone_last4) = 4),"
    " grade TEXT NOT NULL, grade_order INTEGER NOT NULL, homeroom TEXT NOT NULL,"
    " birth_month INTEGER CHECK (birth_month BETWEEN 1 AND 12),"
    " birth_day INTEGER CHECK (birth_day BETWEEN 1 AND 31),"
    " see_office INTEGER NOT NULL CHECK (see_office IN (0, 1)),"
    " is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),"
    " seen INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX person_phone ON person (phone_last4) WHERE phone_last4 IS NOT NULL;"
    "CREATE INDEX person_birthday ON person (birth_month, birth_day)"
    " WHERE birth_month IS NOT NULL;"
    "CREATE INDEX person_role ON person (role) WHERE is_active;"

    "CREATE TABLE enrolment ("
    " person BLOB NOT NULL REFERENCES person (id),"
    " first_day INTEGER NOT NULL,"
    " day_after_last INTEGER CHECK (day_after_last >= first_day)," /* NULL: still enrolled */
    " grade TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " PRIMARY KEY (person, first_day)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX enrolment_open ON enrolment (person) WHERE day_after_last IS NULL;"
    "CREATE INDEX enrolment_days ON enrolment (first_day, day_after_last);"

    "CREATE TABLE guardian_of ("
    " guardian BLOB NOT NULL REFERENCES person (id),"
    " student BLOB NOT NULL REFERENCES person (id),"
    " PRIMARY KEY (guardian, student)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX guardian_of_student ON guardian_of (student, guardian);"

    "CREATE TABLE miss ("
    " number INTEGER PRIMARY KEY, kiosk TEXT NOT NULL, at INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX miss_at ON miss (at);";

/* Homes, design 5.1. A tie joins a guardian and a student who are both here now. A home is
 * named by who opens it: a guardian, with the students tied to them; or a student, with the
 * siblings who have exactly the same guardians (a student without guardians has none). A plus
 * keeps SQLite from starting with everyone of a role. */
static const char HOMES[] =
    "CREATE VIEW tie (guardian, student) AS"
    " SELECT l.guardian, l.student FROM guardian_of l"
    " JOIN person g ON g.id = l.guardian AND +g.role = 'guardian' AND g.is_active"
    " JOIN person s ON s.id = l.student AND +s.role = 'student' AND s.is_active;"

    "CREATE VIEW home_student (opened_by, student) AS"
    " SELECT guardian, student FROM tie"
    " UNION ALL"
    " SELECT id, id FROM person WHERE +role = 'student' AND is_active"
    " UNION ALL"
    " SELECT mine.student, other.student FROM tie mine"
    " JOIN tie other ON other.guardian = mine.guardian AND other.student <> mine.student"
    /* They share the first guardian (so each sibling comes once) and differ in none. */
    " WHERE mine.guardian = (SELECT min(guardian) FROM tie WHERE student = mine.student)"
    " AND NOT EXISTS (SELECT guardian FROM tie WHERE student = mine.student"
    "  EXCEPT SELECT guardian FROM tie WHERE student = other.student)"
    " AND NOT EXISTS (SELECT guardian FROM tie WHERE student = other.student"
    "  EXCEPT SELECT guardian FROM tie WHERE student = mine.student);"

    "CREATE VIEW home_adult (opened_by, adult) AS"
    " SELECT id, id FROM person WHERE +role = 'guardian' AND is_active"
    " UNION ALL"
    " SELECT student, guardian FROM tie;";

static const char EVENTS[] =
    "CREATE TABLE event ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " uid TEXT NOT NULL UNIQUE,"
    " kind TEXT NOT NULL,"
    " starts INTEGER NOT NULL, ends INTEGER NOT NULL CHECK (ends >= starts),"
    " link TEXT NOT NULL,"
    " grades TEXT NOT NULL,"
    " changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX event_starts ON event (starts);"

    "CREATE TABLE content ("
    " owner BLOB NOT NULL,"
    " field TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " text TEXT NOT NULL,"
    " PRIMARY KEY (owner, field, language)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE stub ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " child TEXT NOT NULL, grade TEXT NOT NULL, adult TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " made INTEGER NOT NULL,"
    " state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'matched', 'new')),"
    " matched BLOB REFERENCES person (id)"
    ") STRICT, WITHOUT ROWID;"

    /* opened_by is a guardian, a child or a stub. */
    "CREATE TABLE visit ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " event BLOB REFERENCES event (id)," /* NULL: an ordinary visit */
    " purpose TEXT NOT NULL DEFAULT '',"
    " opened_by BLOB NOT NULL CHECK (length(opened_by) = 16),"
    " arrived INTEGER NOT NULL,"
    " day INTEGER NOT NULL,"
    " left INTEGER CHECK (left >= arrived),"
    " adults INTEGER NOT NULL CHECK (adults >= 0),"
    " children INTEGER NOT NULL CHECK (children >= 0),"
    " language TEXT NOT NULL,"
    " needs_interpreter INTEGER NOT NULL CHECK (needs_interpreter IN (0, 1)),"
    " method TEXT NOT NULL"
    "  CHECK (method IN ('card', 'name', 'phone', 'desk', 'walk_in', 'paper')),"
    " kiosk TEXT NOT NULL,"
    " undone INTEGER" /* when it was taken back; the row stays */
    ") STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX visit_once ON visit (event, opened_by)"
    " WHERE undone IS NULL AND event IS NOT NULL;"
    "CREATE INDEX visit_day ON visit (day);"
    "CREATE INDEX visit_opened_by ON visit (opened_by, arrived);"
    "CREATE INDEX visit_open ON visit (arrived) WHERE left IS NULL AND undone IS NULL;"

    "CREATE TABLE visit_person ("
    " visit BLOB NOT NULL REFERENCES visit (id),"
    " person BLOB NOT NULL REFERENCES person (id),"
    " PRIMARY KEY (visit, person)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX visit_person_person ON visit_person (person);";

static const char USE[] =
    "CREATE TABLE journey ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " kiosk TEXT NOT NULL, language TEXT NOT NULL, flow TEXT NOT NULL, switches TEXT NOT NULL,"
    " started INTEGER NOT NULL,"
    " ended TEXT NOT NULL CHECK (ended IN ('done', 'left', 'idle'))"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE journey_step ("
    " journey BLOB NOT NULL REFERENCES journey (id),"
    " position INTEGER NOT NULL,"
    " screen TEXT NOT NULL,"
    " touches INTEGER NOT NULL,"
    " seconds INTEGER NOT NULL,"
    " PRIMARY KEY (journey, position)"
    ") STRICT, WITHOUT ROWID;"

    /* number rises by one; the last row is never deleted, so no number comes twice. */
    "CREATE TABLE outbox ("
    " number INTEGER PRIMARY KEY,"
    " kiosk TEXT NOT NULL,"
    " epoch BLOB NOT NULL CHECK (length(epoch) = 16),"
    " at INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " body TEXT NOT NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)"
    ") STRICT;";

static const char HELP[] = "CREATE TABLE help_call ("
                           " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
                           " kiosk TEXT NOT NULL,"
                           " at INTEGER NOT NULL,"
                           " screen TEXT NOT NULL,"
                           " language TEXT NOT NULL,"
                           " answered INTEGER" /* when somebody went there */
                           ") STRICT, WITHOUT ROWID;"
                           "CREATE INDEX help_call_at ON help_call (kiosk, at);"
                           "CREATE INDEX help_call_open ON help_call (at) WHERE answered IS NULL;";

static const char *const steps[] = {PEOPLE, HOMES, EVENTS, USE, HELP};

int schema_version(void)
{
    return sizeof steps / sizeof *steps;
}

const char *schema_step(int version)
{
    return steps[version];
}
