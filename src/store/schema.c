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

/* What later capabilities write: cards, groups, counts without names, staff. */
static const char OFFICE[] =
    /* code: 128 random bits. A card that was handed out is never deleted. */
    "CREATE TABLE card ("
    " code BLOB PRIMARY KEY CHECK (length(code) = 16),"
    " guardian BLOB NOT NULL REFERENCES person (id),"
    " issued INTEGER NOT NULL,"
    " revoked INTEGER"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX card_guardian ON card (guardian);"

    /* kind: programme, race ...; one row per unbroken span, as enrolment. */
    "CREATE TABLE person_group ("
    " person BLOB NOT NULL REFERENCES person (id),"
    " kind TEXT NOT NULL, value TEXT NOT NULL,"
    " first_day INTEGER NOT NULL,"
    " day_after_last INTEGER CHECK (day_after_last >= first_day),"
    " PRIMARY KEY (person, kind, value, first_day)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX person_group_value ON person_group (kind, value);"

    /* People counted without a name. */
    "CREATE TABLE headcount ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " event BLOB REFERENCES event (id),"
    " at INTEGER NOT NULL, day INTEGER NOT NULL,"
    " adults INTEGER NOT NULL CHECK (adults >= 0),"
    " children INTEGER NOT NULL CHECK (children >= 0),"
    " language TEXT NOT NULL,"
    " kiosk TEXT NOT NULL,"
    " undone INTEGER"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX headcount_day ON headcount (day);"

    /* An ordinary visit's number of its day ("You are 27"), and how it ended: '' still open or
     * not known, 'said' when they left, 'not_said' closed with the house. */
    "ALTER TABLE visit ADD COLUMN number INTEGER;"
    "ALTER TABLE visit ADD COLUMN ended TEXT NOT NULL DEFAULT ''"
    " CHECK (ended IN ('', 'said', 'not_said'));"
    "CREATE UNIQUE INDEX visit_number ON visit (day, number) WHERE number IS NOT NULL;"
    "DROP INDEX visit_open;"
    "CREATE INDEX visit_inside ON visit (arrived)"
    " WHERE left IS NULL AND ended = '' AND undone IS NULL;"

    /* number: two digits, who; pin: an Argon2id hash; locked_s: seconds a lockout has still to
     * run, burned down on the monotonic clock. */
    "CREATE TABLE staff ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " number TEXT NOT NULL UNIQUE CHECK (length(number) = 2),"
    " name TEXT NOT NULL,"
    " role TEXT NOT NULL CHECK (role IN ('desk', 'office', 'administrator')),"
    " pin TEXT NOT NULL,"
    " failures INTEGER NOT NULL DEFAULT 0,"
    " locked_s INTEGER NOT NULL DEFAULT 0,"
    " is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))"
    ") STRICT, WITHOUT ROWID;"

    /* Who did what when; staff NULL: a command at a terminal. Only ever added to. */
    "CREATE TABLE audit ("
    " number INTEGER PRIMARY KEY,"
    " at INTEGER NOT NULL,"
    " kiosk TEXT NOT NULL,"
    " staff BLOB REFERENCES staff (id),"
    " act TEXT NOT NULL,"
    " subject TEXT NOT NULL,"
    " detail TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX audit_at ON audit (at);"

    /* What a staff member has not finished. */
    "CREATE TABLE draft ("
    " staff BLOB NOT NULL REFERENCES staff (id),"
    " kind TEXT NOT NULL, subject BLOB NOT NULL,"
    " body TEXT NOT NULL,"
    " at INTEGER NOT NULL,"
    " PRIMARY KEY (staff, kind, subject)"
    ") STRICT, WITHOUT ROWID;";

/* All that finding by a birthday reads of a person. */
static const char FINDING[] =
    "DROP INDEX person_birthday;"
    "CREATE INDEX person_birthday ON person"
    " (birth_month, birth_day, is_active, role, id, name_key) WHERE birth_month IS NOT NULL;"
    "CREATE INDEX person_guardian ON person (id, role, is_active, name_key)"
    " WHERE role = 'guardian';";

/* What the last roster said of where its people come from: a delta says only what is new. */
static const char SOURCES[] = "CREATE TABLE source ("
                              " kind TEXT NOT NULL, id TEXT NOT NULL,"
                              " text TEXT NOT NULL,"
                              " PRIMARY KEY (kind, id)"
                              ") STRICT, WITHOUT ROWID;";

/* What the school wrote to a home; read: when it was opened by somebody proven. */
static const char NOTES[] = "CREATE TABLE note ("
                            " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
                            " guardian BLOB NOT NULL REFERENCES person (id),"
                            " language TEXT NOT NULL,"
                            " text TEXT NOT NULL,"
                            " made INTEGER NOT NULL,"
                            " read INTEGER"
                            ") STRICT, WITHOUT ROWID;"
                            "CREATE INDEX note_waiting ON note (guardian) WHERE read IS NULL;";

/* Texts of appointments stand here, those of the others in content. */
static const char OFFERS[] =
    "CREATE TABLE appointment ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " uid TEXT NOT NULL UNIQUE,"
    " event BLOB NOT NULL REFERENCES event (id),"
    " student BLOB NOT NULL REFERENCES person (id),"
    " guardian BLOB REFERENCES person (id)," /* NULL: any of them */
    " teacher TEXT NOT NULL, room TEXT NOT NULL,"
    " starts INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX appointment_student ON appointment (student, event);"

    "CREATE TABLE workshop ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " uid TEXT NOT NULL UNIQUE,"
    " grades TEXT NOT NULL," /* as event.grades */
    " state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),"
    " changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* Places of each kind; 0: not offered. */
    "CREATE TABLE session ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " uid TEXT NOT NULL UNIQUE,"
    " workshop BLOB NOT NULL REFERENCES workshop (id),"
    " starts INTEGER NOT NULL, ends INTEGER NOT NULL CHECK (ends >= starts),"
    " is_virtual INTEGER NOT NULL CHECK (is_virtual IN (0, 1)),"
    " link TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " seats INTEGER NOT NULL CHECK (seats >= 0),"
    " childcare INTEGER NOT NULL CHECK (childcare >= 0),"
    " interpreters INTEGER NOT NULL CHECK (interpreters >= 0),"
    " rides INTEGER NOT NULL CHECK (rides >= 0),"
    " state TEXT NOT NULL CHECK (state IN ('published', 'withdrawn')),"
    " changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX session_workshop ON session (workshop, starts);"
    "CREATE INDEX session_starts ON session (starts);"

    /* opened_by is a guardian, a child or a stub, as of a visit; made decides who waits longest.
     * offered_until: when an offer ends. */
    "CREATE TABLE signup ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " session BLOB NOT NULL REFERENCES session (id),"
    " opened_by BLOB NOT NULL CHECK (length(opened_by) = 16),"
    " adults INTEGER NOT NULL CHECK (adults >= 0),"
    " children INTEGER NOT NULL CHECK (children >= 0),"
    " childcare INTEGER NOT NULL CHECK (childcare >= 0),"
    " rides INTEGER NOT NULL CHECK (rides >= 0),"
    " interpreter TEXT NOT NULL," /* its language; '' none */
    " language TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN"
    "  ('confirmed', 'waiting', 'offered', 'expired', 'cancelled', 'attended')),"
    " code TEXT NOT NULL UNIQUE,"
    " offered_until INTEGER,"
    " made INTEGER NOT NULL, changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX signup_once ON signup (session, opened_by)"
    " WHERE state IN ('confirmed', 'waiting', 'offered', 'attended');"
    "CREATE INDEX signup_waiting ON signup (session, made) WHERE state IN ('waiting', 'offered');"
    "CREATE INDEX signup_opened_by ON signup (opened_by);"

    "CREATE TABLE resource ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " uid TEXT NOT NULL UNIQUE,"
    " topic TEXT NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN"
    "  ('url', 'wifi', 'contact', 'event', 'text', 'phone', 'mail')),"
    " position INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),"
    " changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* How often it was shown; nobody is in it. */
    "CREATE TABLE resource_view ("
    " resource BLOB NOT NULL REFERENCES resource (id),"
    " day INTEGER NOT NULL,"
    " language TEXT NOT NULL,"
    " kiosk TEXT NOT NULL,"
    " shown INTEGER NOT NULL,"
    " PRIMARY KEY (resource, day, language, kiosk)"
    ") STRICT, WITHOUT ROWID;";

/* topic: one of store/topics.def. ages: of the children in childcare, "3,5". turn: whose is the
 * next free place, NULL who never waited. told: when the family saw that its session was
 * withdrawn. sequence and stamp: how new a calendar's word on the event is. */
static const char PLACES[] =
    "ALTER TABLE event ADD COLUMN state TEXT NOT NULL DEFAULT 'published'"
    " CHECK (state IN ('published', 'withdrawn'));"
    "ALTER TABLE event ADD COLUMN is_all_day INTEGER NOT NULL DEFAULT 0"
    " CHECK (is_all_day IN (0, 1));"
    "ALTER TABLE event ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE event ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;"

    "ALTER TABLE workshop ADD COLUMN topic TEXT NOT NULL DEFAULT '';"

    /* Of an event; 0 of the others. */
    "ALTER TABLE resource ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE resource ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;"

    "ALTER TABLE signup ADD COLUMN ages TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE signup ADD COLUMN turn INTEGER;"
    "ALTER TABLE signup ADD COLUMN told INTEGER;"
    "ALTER TABLE signup ADD COLUMN kiosk TEXT NOT NULL DEFAULT '';"
    "DROP INDEX signup_waiting;"
    "CREATE INDEX signup_waiting ON signup (session, turn) WHERE state IN ('waiting', 'offered');"
    "CREATE INDEX signup_session ON signup"
    " (session, state, adults, children, childcare, rides, interpreter);";

/* met: when the interpreter came. held: a stub of a flood, left out until somebody looked at it.
 * settled: when it was matched, or found to be new. reason: why the office gave a sign-up back;
 * called: when it rang the family about it. */
static const char DESK[] =
    "ALTER TABLE visit ADD COLUMN met INTEGER;"
    "CREATE INDEX visit_wanted ON visit (day, opened_by, arrived)"
    " WHERE needs_interpreter = 1 AND undone IS NULL;"
    "ALTER TABLE stub ADD COLUMN kiosk TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE stub ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));"
    "ALTER TABLE stub ADD COLUMN settled INTEGER;"
    "CREATE INDEX stub_open ON stub (made) WHERE state = 'open';"
    "CREATE INDEX stub_matched ON stub (matched) WHERE matched IS NOT NULL;"
    "ALTER TABLE signup ADD COLUMN reason TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE signup ADD COLUMN called INTEGER;";

/* What other kiosks' files brought. change: the rows of their outboxes. merged: from its row
 * into_number + 1 on, the kiosk of into_epoch knew the other's rows up to number. alias: what
 * stands there under one id and here under another. conflict: what two kiosks say of one thing, as
 * JSON since SIDES, each with its time; subject is the record. */
static const char TAKEN[] =
    "CREATE TABLE change ("
    " epoch BLOB NOT NULL CHECK (length(epoch) = 16),"
    " number INTEGER NOT NULL,"
    " kiosk TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32),"
    " PRIMARY KEY (epoch, number)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE merged ("
    " into_epoch BLOB NOT NULL, epoch BLOB NOT NULL, number INTEGER NOT NULL,"
    " into_number INTEGER NOT NULL,"
    " at INTEGER NOT NULL,"
    " PRIMARY KEY (into_epoch, epoch, number)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE alias ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " same BLOB NOT NULL CHECK (length(same) = 16)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE conflict ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " kind TEXT NOT NULL CHECK (kind IN"
    "  ('visit', 'changed', 'seat', 'signup', 'code', 'clock')),"
    " subject BLOB NOT NULL,"
    " first TEXT NOT NULL, first_at INTEGER NOT NULL,"
    " second TEXT NOT NULL, second_at INTEGER NOT NULL,"
    " found INTEGER NOT NULL,"
    " settled INTEGER"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX conflict_open ON conflict (second_at) WHERE settled IS NULL;"

    /* Who took part, by home. */
    "CREATE INDEX visit_taken ON visit (opened_by, day, event) WHERE undone IS NULL;";

/* The sides of a conflict by their parts: the staff read them in their language. */
static const char SIDES[] = "UPDATE conflict SET first = json_object('who', first),"
                            " second = json_object('who', second);";

static const char *const steps[] = {PEOPLE, HOMES, EVENTS, USE, HELP, OFFICE, NOTES, OFFERS,
    FINDING, SOURCES, PLACES, DESK, TAKEN, SIDES};

int schema_version(void)
{
    return sizeof steps / sizeof *steps;
}

const char *schema_step(int version)
{
    return steps[version];
}
