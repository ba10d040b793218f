/* The merge of what has no order of changes: people and what is offered, before; what only
 * grows, after. */
#include "store/merge_rows.h"

/* What the school knows by a name of its own (column) has here the id it has here. */
#define SAME(table, column)                                                                        \
    "INSERT INTO alias (id, same) SELECT o.id, m.id FROM other." table " o JOIN main." table " m"  \
    " ON m." column " = o." column " WHERE m.id <> o.id ON CONFLICT DO NOTHING"

#define NEW(table, column)                                                                         \
    " FROM other." table " o WHERE NOT EXISTS (SELECT 1 FROM main." table " m"                     \
    " WHERE m." column " = o." column " OR m.id = o.id)"

#define PERSON                                                                                     \
    "id, source_id, role, given, middle, family, preferred_given, preferred_family, name_key,"     \
    " language, phone, phone_last4, grade, grade_order, homeroom, birth_month, birth_day,"         \
    " see_office, is_active, seen"

static const char *const NAMES[] = {
    SAME("person", "source_id"),
    SAME("event", "uid"),
    SAME("workshop", "uid"),
    SAME("session", "uid"),
    SAME("resource", "uid"),
    "CREATE TEMP TABLE unknown AS SELECT id" NEW("person", "source_id"),
    NULL,
};

static const char *const PEOPLE[] = {
    "INSERT INTO person (" PERSON ") SELECT " PERSON
    " FROM other.person WHERE id IN (SELECT id FROM unknown)",
    NULL,
};

/* clang-format off */

/* Of those who came: what ties them, and when they were enrolled. */
static const char *const OFFERED[] = {
    "INSERT OR IGNORE INTO guardian_of (guardian, student)"
    " SELECT " AS_HERE("guardian") "," AS_HERE("student") " FROM other.guardian_of"
    " WHERE guardian IN (SELECT id FROM unknown) OR student IN (SELECT id FROM unknown)",
    "INSERT OR IGNORE INTO enrolment (person, first_day, day_after_last, grade, language)"
    " SELECT person, first_day, day_after_last, grade, language FROM other.enrolment"
    " WHERE person IN (SELECT id FROM unknown)",
    "INSERT OR IGNORE INTO person_group (person, kind, value, first_day, day_after_last)"
    " SELECT person, kind, value, first_day, day_after_last FROM other.person_group"
    " WHERE person IN (SELECT id FROM unknown)",
    "DELETE FROM unknown",
    "INSERT INTO unknown SELECT id" NEW("event", "uid"),
    "INSERT INTO unknown SELECT id" NEW("workshop", "uid"),
    "INSERT INTO unknown SELECT id" NEW("session", "uid"),
    "INSERT INTO event (id, uid, kind, starts, ends, link, grades, changed, state, is_all_day,"
    " sequence, stamp) SELECT id, uid, kind, starts, ends, link, grades, changed, state,"
    " is_all_day, sequence, stamp FROM other.event WHERE id IN (SELECT id FROM unknown)",
    "INSERT INTO workshop (id, uid, grades, state, changed, topic)"
    " SELECT id, uid, grades, state, changed, topic FROM other.workshop"
    " WHERE id IN (SELECT id FROM unknown)",
    "INSERT INTO session (id, uid, workshop, starts, ends, is_virtual, link, language, seats,"
    " childcare, interpreters, rides, state, changed)"
    " SELECT id, uid," AS_HERE("workshop") ", starts, ends, is_virtual, link, language, seats,"
    "  childcare, interpreters, rides, state, changed"
    " FROM other.session WHERE id IN (SELECT id FROM unknown)",
    "INSERT OR IGNORE INTO content (owner, field, language, text)"
    " SELECT owner, field, language, text FROM other.content"
    " WHERE owner IN (SELECT id FROM unknown)",
    /* Ids that came by a third file, last: what stands here under its own id needs none. */
    "INSERT INTO alias (id, same) SELECT a.id, ifnull(m.same, a.same) FROM other.alias a"
    " LEFT JOIN main.alias m ON m.id = a.same"
    " WHERE NOT EXISTS (SELECT 1 FROM main.person p WHERE p.id = a.id)"
    " AND NOT EXISTS (SELECT 1 FROM main.event e WHERE e.id = a.id)"
    " AND NOT EXISTS (SELECT 1 FROM main.session s WHERE s.id = a.id)"
    " AND NOT EXISTS (SELECT 1 FROM main.workshop w WHERE w.id = a.id)"
    " AND NOT EXISTS (SELECT 1 FROM main.resource r WHERE r.id = a.id) ON CONFLICT DO NOTHING",
    "DROP TABLE unknown",
    NULL,
};

/* clang-format on */

bool merge_people(Store *store, Merged *out, Err *err)
{
    return merge_run(store, NAMES, err) && merge_count(store, PEOPLE, &out->people, err) &&
        merge_run(store, OFFERED, err);
}

/* Staff of the other kiosk stand here for the audit's sake: they cannot sign in, and where their
 * number is another's here they get one that no pad has. */
#define STAFF                                                                                      \
    "INSERT INTO staff (id, number, name, role, pin, is_active) SELECT o.id,"                      \
    " CASE WHEN EXISTS (SELECT 1 FROM main.staff m WHERE m.number = o.number)"                     \
    "  THEN (WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 259)"       \
    "   SELECT char(97 + i / 10, 48 + i % 10) FROM n WHERE NOT EXISTS (SELECT 1 FROM main.staff"   \
    "    WHERE number = char(97 + i / 10, 48 + i % 10)) LIMIT 1)"                                  \
    "  ELSE o.number END, o.name, o.role, '', 0"                                                   \
    " FROM other.staff o WHERE NOT EXISTS (SELECT 1 FROM main.staff m WHERE m.id = o.id)"          \
    " AND EXISTS (SELECT 1 FROM other.audit a WHERE a.staff = o.id) ORDER BY o.id LIMIT 1"

/* clang-format off */

/* Rows without an id: of each kind as many as the file that has more of them. What a file took in
 * is its own affair. */
static const char *const BESIDES[] = {
    "INSERT INTO audit (at, kiosk, staff, act, subject, detail)"
    " SELECT at, kiosk, staff, act, subject, detail FROM (SELECT *, row_number() OVER"
    "  (PARTITION BY at, kiosk, staff, act, subject, detail) AS place FROM other.audit"
    "  WHERE act <> 'records.merged') o"
    " WHERE place > (SELECT count(*) FROM main.audit m WHERE m.at = o.at AND m.kiosk = o.kiosk"
    "  AND m.staff IS o.staff AND m.act = o.act AND m.subject = o.subject"
    "  AND m.detail = o.detail) ORDER BY number",
    "INSERT INTO miss (kiosk, at) SELECT kiosk, at FROM (SELECT *, row_number() OVER"
    "  (PARTITION BY kiosk, at) AS place FROM other.miss) o"
    " WHERE place > (SELECT count(*) FROM main.miss m WHERE m.at = o.at AND m.kiosk = o.kiosk)"
    " ORDER BY number",
    "INSERT INTO resource_view (resource, day, language, kiosk, shown)"
    " SELECT" AS_HERE("resource") "AS here, day, language, kiosk, shown FROM other.resource_view"
    " WHERE here IN (SELECT id FROM main.resource)"
    " ON CONFLICT DO UPDATE SET shown = excluded.shown WHERE excluded.shown > shown",
    "INSERT INTO journey (id, kiosk, language, flow, switches, started, ended)"
    " SELECT id, kiosk, language, flow, switches, started, ended FROM other.journey WHERE true"
    " ON CONFLICT DO NOTHING",
    "INSERT INTO journey_step (journey, position, screen, touches, seconds)"
    " SELECT journey, position, screen, touches, seconds FROM other.journey_step WHERE true"
    " ON CONFLICT DO NOTHING",
    "INSERT INTO note (id, guardian, language, text, made, read)"
    " SELECT id," AS_HERE("guardian") ", language, text, made, read FROM other.note WHERE true"
    " ON CONFLICT DO UPDATE SET read = min(excluded.read, ifnull(read, excluded.read))"
    "  WHERE excluded.read < ifnull(read, excluded.read + 1)",
    "INSERT INTO card (code, guardian, issued, revoked)"
    " SELECT code," AS_HERE("guardian") ", issued, revoked FROM other.card WHERE true"
    " ON CONFLICT DO UPDATE SET revoked = excluded.revoked"
    "  WHERE excluded.revoked < ifnull(revoked, excluded.revoked + 1)",
    "UPDATE signup SET told = o.told FROM other.signup o WHERE o.id = signup.id"
    " AND o.told < ifnull(signup.told, o.told + 1)",
    NULL,
};

/* clang-format on */

/* One by one: each takes a number. */
static bool bring_staff(Store *store, Err *err)
{
    do {
        if (!sql_run(sql(store, STAFF), err))
            return false;
    } while (sql_changes(store) > 0);
    return true;
}

bool merge_besides(Store *store, int *count, Err *err)
{
    return bring_staff(store, err) && merge_count(store, BESIDES, count, err);
}
