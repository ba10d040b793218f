/* The merge of visits, and of what comes with them: stubs, headcounts, calls for help. */
#include "store/merge_rows.h"

/* clang-format off */

/* The homes at events of what is touched, as they stand here and as the changes say. */
static const char *const NEAR[] = {
    "CREATE TEMP TABLE met AS"
    " SELECT event, opened_by FROM visit"
    "  WHERE id IN (SELECT id FROM touched WHERE topic = 'visit') AND event IS NOT NULL"
    " UNION SELECT" ID_IN_BODY("event") "," ID_IN_BODY("opened_by") "FROM best"
    "  WHERE topic = 'visit' AND json_extract(body, '$.event') IS NOT NULL",
    "INSERT OR IGNORE INTO touched SELECT uuid(v.id), v.id, 'visit' FROM met"
    " CROSS JOIN visit v ON v.opened_by = met.opened_by AND v.event = met.event",
    "DROP TABLE met",
    NULL};

/* clang-format on */

bool merge_near_visits(Store *store, Err *err)
{
    return merge_run(store, NEAR, err);
}

/* clang-format off */

/* ---- what changes alone ---- */

static const char *const ALONE[] = {
    "INSERT INTO stub"
    " (id, child, grade, adult, language, made, state, matched, kiosk, held, settled)"
    " SELECT id," IN_BODY("child") "," IN_BODY("grade") "," IN_BODY("adult") ","
    IN_BODY("language") "," IN_BODY("made") "," IN_BODY("state") "," ID_IN_BODY("matched") ","
    "  ifnull(" IN_BODY("kiosk") ", (SELECT kiosk FROM line l WHERE l.record = best.record"
    "   AND l.kind = 'stub.made' ORDER BY at, epoch, number LIMIT 1)),"
    "  ifnull(" IN_BODY("held") ", 0)," IN_BODY("settled")
    " FROM best WHERE topic = 'stub'"
    " ON CONFLICT (id) DO UPDATE SET child = excluded.child, grade = excluded.grade,"
    "  adult = excluded.adult, language = excluded.language, state = excluded.state,"
    "  matched = excluded.matched, held = excluded.held, settled = excluded.settled",

    "INSERT INTO headcount (id, event, at, day, adults, children, language, kiosk, undone)"
    " SELECT id," ID_IN_BODY("event") "," IN_BODY("at") "," IN_BODY("day") "," IN_BODY("adults") ","
    IN_BODY("children") "," IN_BODY("language") ", kiosk," IN_BODY("undone")
    " FROM best WHERE topic = 'headcount'"
    " ON CONFLICT (id) DO UPDATE SET adults = excluded.adults, children = excluded.children,"
    "  undone = excluded.undone",

    "INSERT INTO help_call (id, kiosk, at, screen, language, answered)"
    " SELECT id, kiosk," IN_BODY("at") "," IN_BODY("screen") "," IN_BODY("language") ","
    IN_BODY("answered")
    " FROM best WHERE topic = 'help'"
    " ON CONFLICT (id) DO UPDATE SET answered = excluded.answered",
    NULL};

/* ---- visits ---- */

#define BEFORE(a, b) \
    " (" a ".arrived < " b ".arrived OR (" a ".arrived = " b ".arrived AND " a ".id < " b ".id)) "

/* Each visit as its newest change says; keeper: the one of its home that stands. A paper list does
 * not say when somebody came. */
static const char *const CAME[] = {
    "CREATE TEMP TABLE came (id BLOB PRIMARY KEY, event BLOB, purpose TEXT, opened_by BLOB,"
    " arrived INTEGER, day INTEGER, left INTEGER, adults INTEGER, children INTEGER,"
    " language TEXT, needs_interpreter INTEGER, method TEXT, kiosk TEXT, number INTEGER,"
    " ended TEXT, undone INTEGER, met INTEGER, people TEXT, keeper BLOB)",

    "INSERT INTO came"
    " SELECT id," ID_IN_BODY("event") "," IN_BODY("purpose") "," ID_IN_BODY("opened_by") ","
    IN_BODY("arrived") "," IN_BODY("day") "," IN_BODY("left") "," IN_BODY("adults") ","
    IN_BODY("children") "," IN_BODY("language") "," IN_BODY("needs_interpreter") ","
    IN_BODY("method") ", kiosk," IN_BODY("number") ", ifnull(" IN_BODY("ended") ", ''),"
    IN_BODY("undone") "," IN_BODY("met") ", ifnull(" IN_BODY("people") ", '[]'), NULL"
    " FROM best WHERE topic = 'visit'",

    /* One that no change tells of stands as it is. */
    "INSERT OR IGNORE INTO came"
    " SELECT id, event, purpose, opened_by, arrived, day, left, adults, children, language,"
    "  needs_interpreter, method, kiosk, number, ended, undone, met,"
    "  (SELECT json_group_array(uuid(person)) FROM visit_person WHERE visit = visit.id), NULL"
    " FROM visit WHERE id IN (SELECT id FROM touched WHERE topic = 'visit')",

    "CREATE INDEX temp.came_home ON came (opened_by, event)",
    "CREATE INDEX temp.came_number ON came (day, number)",

    "UPDATE came SET keeper = (SELECT k.id FROM came k WHERE k.opened_by = came.opened_by"
    "  AND k.event = came.event AND k.undone IS NULL"
    "  ORDER BY k.method = 'paper', k.arrived, k.id LIMIT 1)"
    " WHERE undone IS NULL AND event IS NOT NULL",
    NULL};

#define SIDE(v) \
    " json_object('kiosk', " v ".kiosk, 'who'," NAME_OF(v ".opened_by") "," \
    " 'adults', " v ".adults, 'children', " v ".children)"

static const char *const TWICE[] = {
    "INSERT INTO found SELECT" CONFLICT_ID("'visit' || uuid(c.id)") ", 'visit', c.id,"
    SIDE("k") ", k.arrived," SIDE("c") ", c.arrived"
    " FROM came c JOIN came k ON k.id = c.keeper WHERE c.keeper <> c.id",
    NULL};

/* What stands takes what the others knew: who came, who left, who found the interpreter. */
#define GROUP " FROM came o WHERE o.keeper = came.id "
#define IS_MADE_OF_SEVERAL \
    " WHERE keeper = id AND EXISTS" \
    " (SELECT 1 FROM came o WHERE o.keeper = came.id AND o.id <> came.id)"
#define PEOPLE \
    " FROM json_each(came.people) e JOIN person p ON p.id =" AS_HERE("read_uuid(e.value)")

static const char *const UNITED[] = {
    "UPDATE came SET"
    "  people = (SELECT json_group_array(DISTINCT value) FROM came o, json_each(o.people)"
    "   WHERE o.keeper = came.id),"
    "  adults = (SELECT max(adults)" GROUP "), children = (SELECT max(children)" GROUP "),"
    "  needs_interpreter = (SELECT max(needs_interpreter)" GROUP "),"
    "  met = (SELECT min(met)" GROUP "),"
    "  left = (SELECT max(max(left), came.arrived)" GROUP "),"
    "  ended = (SELECT max(ended)" GROUP ")" IS_MADE_OF_SEVERAL,

    "UPDATE came SET"
    "  adults = max(adults, (SELECT count(DISTINCT p.id)" PEOPLE "WHERE p.role <> 'student')),"
    "  children = max(children, (SELECT count(DISTINCT p.id)" PEOPLE "WHERE p.role = 'student'))"
    IS_MADE_OF_SEVERAL,

    "UPDATE came SET undone = arrived WHERE keeper <> id",

    /* An ordinary visit's number stays with who came first that day. */
    "UPDATE visit SET number = NULL"
    " WHERE number IS NOT NULL AND id NOT IN (SELECT id FROM came)"
    "  AND EXISTS (SELECT 1 FROM came WHERE came.day = visit.day"
    "   AND came.number = visit.number AND" BEFORE("came", "visit") ")",
    "UPDATE came SET number = NULL"
    " WHERE number IS NOT NULL AND EXISTS (SELECT 1 FROM visit WHERE visit.day = came.day"
    "  AND visit.number = came.number AND visit.id NOT IN (SELECT id FROM came))",
    "UPDATE came SET number = NULL WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER"
    "  (PARTITION BY day, number ORDER BY arrived, id) AS place FROM came"
    "  WHERE number IS NOT NULL) WHERE place > 1)",
    NULL};

/* First none of them stands, so that on the way no two do. */
static const char *const WRITTEN[] = {
    "UPDATE visit SET undone = arrived, number = NULL WHERE id IN (SELECT id FROM came)",

    "INSERT INTO visit (id, event, purpose, opened_by, arrived, day, adults, children, language,"
    "  needs_interpreter, method, kiosk, undone)"
    " SELECT id, event, purpose, opened_by, arrived, day, adults, children, language,"
    "  needs_interpreter, method, kiosk, arrived"
    " FROM came WHERE id NOT IN (SELECT id FROM visit)",

    "UPDATE visit SET event = c.event, purpose = c.purpose, opened_by = c.opened_by,"
    "  left = c.left, adults = c.adults, children = c.children,"
    "  needs_interpreter = c.needs_interpreter, number = c.number, ended = c.ended,"
    "  undone = c.undone, met = c.met"
    " FROM came c WHERE c.id = visit.id",

    "DELETE FROM visit_person WHERE visit IN (SELECT id FROM came)",
    "INSERT OR IGNORE INTO visit_person (visit, person)"
    " SELECT c.id, p.id FROM came c, json_each(c.people) e"
    " JOIN person p ON p.id =" AS_HERE("read_uuid(e.value)"),
    "DROP TABLE came",
    NULL};

/* clang-format on */

bool merge_visits(Store *store, Err *err)
{
    return merge_run(store, ALONE, err) && merge_run(store, CAME, err) &&
        merge_run(store, TWICE, err) && merge_run(store, UNITED, err) &&
        merge_run(store, WRITTEN, err);
}
