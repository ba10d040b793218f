/* The merge of sign-ups: all those of a session are looked at together, as requests in the order
 * in which they were made. */
#include "store/merge_rows.h"

/* clang-format off */

/* The sessions of what is touched, as they stand here and as the changes say. */
static const char *const NEAR[] = {
    "CREATE TEMP TABLE met AS SELECT session FROM signup"
    " WHERE id IN (SELECT id FROM touched WHERE topic = 'signup')"
    " UNION SELECT" ID_IN_BODY("session") "FROM best WHERE topic = 'signup'",
    "INSERT OR IGNORE INTO touched SELECT uuid(u.id), u.id, 'signup' FROM met"
    " CROSS JOIN signup u ON u.session = met.session",
    "DROP TABLE met",
    NULL};

/* clang-format on */

bool merge_near_signups(Store *store, Err *err)
{
    return merge_run(store, NEAR, err);
}

/* clang-format off */

/* epoch: whose kiosk gave the places. */
static const char *const ASKED[] = {
    "CREATE TEMP TABLE asked (id BLOB PRIMARY KEY, session BLOB, opened_by BLOB, adults INTEGER,"
    " children INTEGER, childcare INTEGER, ages TEXT, rides INTEGER, interpreter TEXT,"
    " language TEXT, state TEXT, code TEXT, offered_until INTEGER, made INTEGER, changed INTEGER,"
    " turn INTEGER, kiosk TEXT, reason TEXT, called INTEGER, epoch BLOB, keeper BLOB)",

    "INSERT INTO asked"
    " SELECT id," ID_IN_BODY("session") "," ID_IN_BODY("opened_by") "," IN_BODY("adults") ","
    IN_BODY("children") "," IN_BODY("childcare") ", ifnull(" IN_BODY("ages") ", ''),"
    IN_BODY("rides") "," IN_BODY("interpreter") "," IN_BODY("language") "," IN_BODY("state") ","
    IN_BODY("code") "," IN_BODY("offered_until") "," IN_BODY("made") "," IN_BODY("changed") ","
    IN_BODY("turn") ", kiosk, ifnull(" IN_BODY("reason") ", '')," IN_BODY("called") ","
    "  (SELECT epoch FROM line l WHERE l.record = best.record AND l.kind = 'signup.made'"
    "   ORDER BY at, epoch, number LIMIT 1), NULL"
    " FROM best WHERE topic = 'signup'",

    "INSERT OR IGNORE INTO asked"
    " SELECT id, session, opened_by, adults, children, childcare, ages, rides, interpreter,"
    "  language, state, code, offered_until, made, changed, turn, kiosk, reason, called,"
    "  NULL, NULL"
    " FROM signup WHERE id IN (SELECT id FROM touched WHERE topic = 'signup')",

    "CREATE INDEX temp.asked_session ON asked (session, opened_by)",
    NULL};

#define SIDE(u) \
    " json_object('kiosk', " u ".kiosk, 'who'," NAME_OF(u ".opened_by") "," \
    " 'adults', " u ".adults + " u ".children," \
    " 'about', (SELECT text FROM content WHERE field = 'title' AND owner =" \
    "  (SELECT workshop FROM session WHERE session.id = " u ".session)" \
    "  ORDER BY language <> 'en', language LIMIT 1))"

#define FIRST_MADE "state <> 'attended', made, kiosk, id"

/* A home has one in a session. */
static const char *const ONCE[] = {
    "UPDATE asked SET keeper = (SELECT id FROM asked k WHERE k.session = asked.session"
    "  AND k.opened_by = asked.opened_by"
    "  AND k.state IN ('confirmed', 'waiting', 'offered', 'attended')"
    "  ORDER BY " FIRST_MADE " LIMIT 1)"
    " WHERE state IN ('confirmed', 'waiting', 'offered', 'attended')",
    "INSERT INTO found SELECT" CONFLICT_ID("'signup' || uuid(u.id)") ", 'signup', u.id,"
    SIDE("k") ", k.made," SIDE("u") ", u.made"
    " FROM asked u JOIN asked k ON k.id = u.keeper WHERE u.keeper <> u.id",
    "UPDATE asked SET state = 'cancelled', offered_until = NULL WHERE keeper <> id",
    NULL};

/* ---- places ---- */

#define IS_HELD "a.state IN ('confirmed', 'offered', 'attended')"

/* What one kiosk gave by itself nobody takes back, also where the school has fewer by now. */
#define ROOM(places, taken) \
    "max(" places ", ifnull((SELECT max(n) FROM (SELECT sum(" taken ") AS n FROM asked a" \
    " WHERE a.session = s.id AND " IS_HELD " GROUP BY a.epoch)), 0))"

#define FITS \
    " (a.stays OR ((a.seats = 0 OR a.seats <= g.seats)" \
    " AND (a.childcare = 0 OR a.childcare <= g.childcare)" \
    " AND (a.interpreters = 0 OR a.interpreters <= g.interpreters)" \
    " AND (a.rides = 0 OR a.rides <= g.rides))) "

#define LEFT(kind) "g." kind " - a." kind " *" FITS

static const char *const PLACED[] = {
    "CREATE TEMP TABLE held AS SELECT id, session, row_number() OVER"
    "  (PARTITION BY session ORDER BY " FIRST_MADE ") AS place, adults + children AS seats,"
    "  childcare, interpreter <> '' AS interpreters, rides, state = 'attended' AS stays"
    " FROM asked a WHERE " IS_HELD,
    "CREATE INDEX temp.held_place ON held (session, place)",

    /* 0 seats: as many as come. One by one in their order: what the others left. */
    "CREATE TEMP TABLE given AS WITH RECURSIVE"
    " room AS MATERIALIZED (SELECT s.id AS session,"
    "  iif(s.seats = 0, 1000000000, " ROOM("s.seats", "adults + children") ") AS seats,"
    ROOM("s.childcare", "childcare") " AS childcare,"
    ROOM("s.interpreters", "interpreter <> ''") " AS interpreters,"
    ROOM("s.rides", "rides") " AS rides"
    "  FROM session s WHERE s.id IN (SELECT session FROM asked)),"
    " given (session, place, seats, childcare, interpreters, rides, id, fits, last) AS"
    "  (SELECT session, 0, seats, childcare, interpreters, rides, NULL, 1, NULL FROM room"
    "   UNION ALL SELECT a.session, a.place,"
    LEFT("seats") "," LEFT("childcare") "," LEFT("interpreters") "," LEFT("rides") ","
    "    a.id," FITS ", iif(" FITS ", a.id, g.last)"
    "   FROM given g JOIN held a ON a.session = g.session AND a.place = g.place + 1)"
    " SELECT id, last FROM given WHERE NOT fits",

    "INSERT INTO found SELECT" CONFLICT_ID("'seat' || uuid(u.id)") ", 'seat', u.id,"
    SIDE("k") ", k.made," SIDE("u") ", u.made"
    " FROM given JOIN asked u ON u.id = given.id JOIN asked k ON k.id = given.last",
    "UPDATE asked SET state = 'waiting', offered_until = NULL"
    " WHERE id IN (SELECT id FROM given)",

    /* Who waits keeps the turn, unless a turn is two homes'. */
    "UPDATE asked SET turn = t.place FROM (SELECT id, row_number() OVER"
    "  (PARTITION BY session ORDER BY made, kiosk, id) AS place FROM asked"
    "  WHERE turn IS NOT NULL OR state IN ('waiting', 'offered')) t"
    " WHERE t.id = asked.id AND (asked.session IN (SELECT session FROM asked"
    "   WHERE state = 'waiting' AND turn IS NULL) OR asked.session IN (SELECT session FROM asked"
    "   WHERE turn IS NOT NULL GROUP BY session, turn HAVING count(*) > 1))",
    "DROP TABLE held",
    "DROP TABLE given",
    NULL};

/* ---- codes ---- */

/* Two kiosks may draw the same: the first keeps it. */
static const char *const CODES[] = {
    "CREATE TEMP TABLE coded AS SELECT *, row_number() OVER"
    " (PARTITION BY code ORDER BY made, kiosk, id) AS place,"
    " first_value(id) OVER (PARTITION BY code ORDER BY made, kiosk, id) AS first FROM"
    " (SELECT id, substr(code, 1, 7) AS code, made, kiosk FROM asked UNION ALL"
    "  SELECT id, substr(code, 1, 7), made, kiosk FROM signup"
    "  WHERE id NOT IN (SELECT id FROM asked))",
    "DELETE FROM coded WHERE code NOT IN (SELECT code FROM coded WHERE place > 1)",
    "UPDATE asked SET code = c.code || CASE WHEN c.place > 1 THEN '-' || c.place ELSE '' END"
    " FROM coded c WHERE c.id = asked.id",
    "UPDATE signup SET code = hex(id) WHERE id IN (SELECT id FROM coded)",
    NULL};

static const char *const CODED[] = {
    "UPDATE signup SET code = c.code || CASE WHEN c.place > 1 THEN '-' || c.place ELSE '' END"
    " FROM coded c WHERE c.id = signup.id",
    "INSERT INTO found SELECT" CONFLICT_ID("'code' || uuid(u.id)") ", 'code', u.id,"
    SIDE("k") ", k.made," SIDE("u") ", u.made"
    " FROM coded c JOIN signup u ON u.id = c.id JOIN signup k ON k.id = c.first"
    " WHERE c.place > 1",
    "DROP TABLE coded",
    NULL};

/* First none of them counts and none has its code, so that on the way no two do. */
static const char *const WRITTEN[] = {
    "UPDATE signup SET state = 'cancelled', code = hex(id) WHERE id IN (SELECT id FROM asked)",
    "INSERT INTO signup (id, session, opened_by, adults, children, childcare, rides, interpreter,"
    " language, state, code, made, changed, kiosk) SELECT id, session, opened_by, adults, children,"
    " childcare, rides, interpreter, language, 'cancelled', hex(id), made, changed, kiosk"
    " FROM asked WHERE id NOT IN (SELECT id FROM signup)",
    "UPDATE signup SET session = a.session, opened_by = a.opened_by, adults = a.adults,"
    " children = a.children, childcare = a.childcare, ages = a.ages, rides = a.rides,"
    " interpreter = a.interpreter, language = a.language, state = a.state, code = a.code,"
    " offered_until = a.offered_until, changed = a.changed, turn = a.turn, reason = a.reason,"
    " called = a.called FROM asked a WHERE a.id = signup.id",
    "DROP TABLE asked",
    NULL};

/* clang-format on */

bool merge_signups(Store *store, Err *err)
{
    return merge_run(store, ASKED, err) && merge_run(store, ONCE, err) &&
        merge_run(store, PLACED, err) && merge_run(store, CODES, err) &&
        merge_run(store, WRITTEN, err) && merge_run(store, CODED, err);
}
