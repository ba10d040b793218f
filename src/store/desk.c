/* Acts at the desk. Each is one transaction with its row of audit. */
#include "store/desk.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/sql.h"

/* --- who belongs to the row ---------------------------------------------------------------- */

static void read_name(Sql *q, char *out, size_t size)
{
    sql_get_copy(q, 2, out, size);
    size_t used = strlen(out);
    if (used > 0 && used + 1 < size && sql_get_text(q, 3)[0])
        out[used++] = ' ';
    sql_get_copy(q, 3, out + used, size - used);
}

static void read_person(Sql *q, DeskFamily *out, char adults_language[36])
{
    DeskPerson *p = &out->people[out->count++];
    p->id = sql_get_id(q, 0);
    p->is_adult = sql_get_int(q, 1);
    read_name(q, p->name, sizeof p->name);
    sql_get_copy(q, 4, p->grade, sizeof p->grade);
    sql_get_copy(q, 5, p->room, sizeof p->room);
    char *language = p->is_adult ? adults_language : out->language;
    if (!language[0])
        sql_get_copy(q, 6, language, 36);
    out->must_see_office = out->must_see_office || sql_get_int(q, 7);
}

/* Those of the first sibling's home: its adults, then its students. */
static bool read_people(Store *store, DeskFamily *out, Err *err)
{
    char adults_language[36] = "";
    Sql *q = sql(store,
        "SELECT p.id, p.role = 'guardian', coalesce(nullif(p.preferred_given, ''), p.given),"
        " coalesce(nullif(p.preferred_family, ''), p.family), p.grade, p.homeroom, p.language,"
        " p.see_office FROM (SELECT adult AS id FROM home_adult WHERE opened_by = :family"
        "  UNION ALL SELECT student FROM home_student WHERE opened_by = :family) home"
        " JOIN person p USING (id) ORDER BY 2 DESC, p.grade_order DESC, p.id LIMIT :most");
    sql_id(q, ":family", out->id);
    sql_int(q, ":most", DESK_PEOPLE);
    while (sql_row(q))
        read_person(q, out, adults_language);
    if (!out->language[0])
        utf8_copy(out->language, sizeof out->language, adults_language);
    return sql_done(q, err);
}

/* Of a walk-in: as it was written. */
static bool read_stub(Store *store, DeskFamily *out, Err *err)
{
    Sql *q = sql(store, "SELECT language FROM stub WHERE id = :family");
    sql_id(q, ":family", out->id);
    out->is_walk_in = sql_row(q);
    if (out->is_walk_in)
        sql_get_copy(q, 0, out->language, sizeof out->language);
    if (!sql_done(q, err))
        return false;
    return out->is_walk_in || out->count > 0 ||
        err_set(err, ERR_NOT_FOUND, "no family %s", id_text(out->id));
}

/* --- its visit ----------------------------------------------------------------------------- */

/* All by whom a visit of the row may have been opened, with the walk-ins matched to it. */
#define OPENERS                                                                                    \
    "(SELECT adult AS id FROM home_adult WHERE opened_by = :family"                                \
    " UNION SELECT student FROM home_student WHERE opened_by = :family"                            \
    " UNION SELECT :family"                                                                        \
    " UNION SELECT k.id FROM stub k WHERE k.state = 'matched' AND k.matched IN"                    \
    "  (SELECT adult FROM home_adult WHERE opened_by = :family"                                    \
    "   UNION SELECT student FROM home_student WHERE opened_by = :family))"

/* The visit there is: one that is open before one that they left. */
static bool find_visit(Store *store, DeskFamily *out, Id event, Err *err)
{
    Id id = {0};
    Sql *q = sql(store,
        "SELECT v.id FROM " OPENERS " o JOIN visit v ON v.opened_by = o.id"
        " WHERE v.undone IS NULL AND v.event IS :event"
        " AND (:event IS NOT NULL OR (v.left IS NULL AND v.ended = ''))"
        " ORDER BY v.left IS NOT NULL OR v.ended <> '', v.arrived, v.id LIMIT 1");
    sql_id(q, ":family", out->id);
    sql_id(q, ":event", event);
    if (sql_row(q))
        id = sql_get_id(q, 0);
    if (!sql_done(q, err))
        return false;
    return id_is_zero(id) || visits_get(store, id, &out->visit, err);
}

/* The last visit of the row, to anything; id zero: there was none. Of one who came as a walk-in
 * nobody is known. */
static bool last_visit(Store *store, Id family, Visit *out, Err *err)
{
    Id id = {0};
    Sql *q = sql(store,
        "SELECT v.id FROM (SELECT adult AS id FROM home_adult WHERE opened_by = :family"
        "  UNION SELECT student FROM home_student WHERE opened_by = :family) o"
        " JOIN visit v ON v.opened_by = o.id WHERE v.undone IS NULL"
        " ORDER BY v.arrived DESC, v.id DESC LIMIT 1");
    sql_id(q, ":family", family);
    if (sql_row(q))
        id = sql_get_id(q, 0);
    *out = (Visit){0};
    return sql_done(q, err) && (id_is_zero(id) || visits_get(store, id, out, err));
}

/* The only guardian, else who opened the last visit, else the row's own id. */
static Id choose_opener(const DeskFamily *family, const Visit *last)
{
    int adults = 0;
    for (int i = 0; i < family->count; i++)
        adults += family->people[i].is_adult;
    if (adults == 1)
        return family->people[0].id;
    return id_is_zero(last->id) ? family->id : last->opened_by;
}

/* Ticks who is in the visit; its other adults are a number. False: nobody of it is known. */
static bool tick(Store *store, DeskFamily *family, const Visit *visit, bool *is_known, Err *err)
{
    Id people[DESK_PEOPLE];
    int adults = 0, count = visits_people(store, visit->id, people, DESK_PEOPLE, err);
    if (count < 0)
        return false;
    for (int i = 0; i < family->count; i++)
        for (int j = 0; j < count && j < DESK_PEOPLE; j++)
            if (id_equal(family->people[i].id, people[j])) {
                family->is_here[i] = *is_known = true;
                adults += family->people[i].is_adult;
            }
    family->others = visit->adults > adults ? visit->adults - adults : 0;
    return true;
}

static void tick_one_adult(DeskFamily *family)
{
    bool is_opened = family->count > 0 && family->people[0].is_adult &&
        id_equal(family->people[0].id, family->visit.opened_by);
    family->is_here[0] = is_opened;
    family->others = is_opened ? 0 : 1;
}

static void count_people(DeskFamily *family)
{
    family->visit.adults = family->others;
    if (family->is_walk_in)
        return; /* nobody to tick: the children are a number */
    family->visit.children = 0;
    for (int i = 0; i < family->count; i++)
        if (family->is_here[i])
            *(family->people[i].is_adult ? &family->visit.adults : &family->visit.children) += 1;
}

/* The visit that a touch would keep. */
static bool plan_visit(Store *store, DeskFamily *out, Err *err)
{
    Visit last;
    bool is_known = false;
    if (!last_visit(store, out->id, &last, err))
        return false;
    out->visit.opened_by = choose_opener(out, &last);
    if (!id_is_zero(last.id) && !tick(store, out, &last, &is_known, err))
        return false;
    if (!is_known)
        tick_one_adult(out);
    utf8_copy(out->visit.language, sizeof out->visit.language, out->language);
    count_people(out);
    return true;
}

bool desk_family(Store *store, Id family, Id event, DeskFamily *out, Err *err)
{
    bool is_known;
    *out = (DeskFamily){.id = family};
    if (!read_people(store, out, err) || !read_stub(store, out, err) ||
        !find_visit(store, out, event, err))
        return false;
    return id_is_zero(out->visit.id) ? plan_visit(store, out, err)
                                     : tick(store, out, &out->visit, &is_known, err);
}

/* --- acts ---------------------------------------------------------------------------------- */

bool desk_look(Store *store, const AuditBy *by, Id family, Err *err)
{
    return audit_add(store, by, "family.seen", id_text(family), "", err);
}

/* The last row of the outbox. */
static bool last_change(Store *store, int64_t *number, Err *err)
{
    Sql *q = sql(store, "SELECT ifnull(max(number), 0) FROM outbox");
    *number = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

static bool uid_of(Store *store, Id event, char *out, size_t size, Err *err)
{
    Sql *q = sql(store, "SELECT uid FROM event WHERE id = :event");
    sql_id(q, ":event", event);
    if (sql_row(q))
        sql_get_copy(q, 0, out, size);
    return sql_done(q, err);
}

/* The row of the outbox that comes next is audited; *number zero: there is none. */
static bool note_next(Store *store, const AuditBy *by, int64_t *number, Err *err)
{
    char act[32] = "", subject[37] = "", event[37] = "", detail[256] = "";
    Id id;
    Sql *q = sql(store,
        "SELECT kind, body ->> 'id', body ->> 'event', number FROM outbox WHERE number > :before"
        " ORDER BY number LIMIT 1");
    sql_int(q, ":before", *number);
    *number = 0;
    if (sql_row(q)) {
        sql_get_copy(q, 0, act, sizeof act);
        sql_get_copy(q, 1, subject, sizeof subject);
        sql_get_copy(q, 2, event, sizeof event);
        *number = sql_get_int(q, 3);
    }
    if (!sql_done(q, err))
        return false;
    if (id_parse(event, &id) && !uid_of(store, id, detail, sizeof detail, err))
        return false;
    return *number == 0 || audit_add(store, by, act, subject, detail, err);
}

/* What stands in the outbox as changed is audited; the same act again changes nothing. */
static bool note(Store *store, const AuditBy *by, int64_t before, Err *err)
{
    bool ok;
    do
        ok = note_next(store, by, &before, err);
    while (ok && before);
    return ok;
}

static bool begin(Store *store, int64_t *before, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return last_change(store, before, err) || sql_end(store, false, err);
}

static bool end(Store *store, bool is_done, const AuditBy *by, int64_t before, Err *err)
{
    return sql_end(store, is_done && note(store, by, before, err), err);
}

static int people_here(const DeskFamily *family, Id out[DESK_PEOPLE])
{
    int count = 0;
    for (int i = 0; i < family->count; i++)
        if (family->is_here[i])
            out[count++] = family->people[i].id;
    return count;
}

/* The family's visit may have been opened by another of its people meanwhile. */
static bool check_not_here(Store *store, Id family, Id event, Visit *visit, Err *err)
{
    DeskFamily now = {.id = family};
    if (!find_visit(store, &now, event, err))
        return false;
    if (id_is_zero(now.visit.id) || id_equal(now.visit.id, visit->id))
        return true;
    *visit = now.visit;
    return err_set(err, ERR_REFUSED, "already here: visit %s", id_text(now.visit.id));
}

bool desk_arrive(Store *store, const AuditBy *by, DeskFamily *family, Err *err)
{
    Id people[DESK_PEOPLE];
    int64_t before;
    int count = people_here(family, people);
    if (!begin(store, &before, err))
        return false;
    count_people(family);
    family->visit.kept = by->at;
    bool ok = check_not_here(store, family->id, family->visit.event, &family->visit, err) &&
        visits_arrive(store, &family->visit, people, count, err) &&
        (family->visit.method != METHOD_PAPER ||
            visits_close_late(store, family->visit.id, by->at, err));
    return end(store, ok, by, before, err);
}

bool desk_change(Store *store, const AuditBy *by, const DeskFamily *family, Err *err)
{
    Id people[DESK_PEOPLE];
    int64_t before;
    int count = people_here(family, people);
    DeskFamily now = *family;
    count_people(&now);
    bool ok = begin(store, &before, err) &&
        end(store, visits_change(store, &now.visit, people, count, by->at, err), by, before, err);
    wipe(&now, sizeof now);
    return ok;
}

bool desk_leave(Store *store, const AuditBy *by, Id visit, Err *err)
{
    int64_t before;
    return begin(store, &before, err) &&
        end(store, visits_leave(store, visit, by->at, err), by, before, err);
}

bool desk_return(Store *store, const AuditBy *by, Id visit, Err *err)
{
    int64_t before;
    return begin(store, &before, err) &&
        end(store, visits_return(store, visit, by->at, err), by, before, err);
}

bool desk_undo(Store *store, const AuditBy *by, Id visit, Err *err)
{
    int64_t before;
    return begin(store, &before, err) &&
        end(store, visits_undo(store, visit, by->at, err), by, before, err);
}

/* --- moving -------------------------------------------------------------------------------- */

/* The one row that a visit of this person counts for; zero: nobody's of the roster, or of several
 * rows. */
static bool row_of(Store *store, Id opened_by, Id *row, Err *err)
{
    Sql *q = sql(store,
        "SELECT min(first), max(first) FROM (SELECT (SELECT min(s.student) FROM home_student s"
        "  WHERE s.opened_by = h.student) AS first FROM home_student h"
        "  WHERE h.opened_by = ifnull((SELECT matched FROM stub WHERE id = :opened_by),"
        "   :opened_by))");
    sql_id(q, ":opened_by", opened_by);
    Id first = {0}, last = {0};
    if (sql_row(q))
        first = sql_get_id(q, 0), last = sql_get_id(q, 1);
    *row = id_equal(first, last) ? first : (Id){0};
    return sql_done(q, err);
}

/* Whether anybody of the row is at the event already. */
static bool check_move(Store *store, Id visit, Id event, Err *err)
{
    Visit moved, there;
    Id row;
    if (!visits_get(store, visit, &moved, err) || !row_of(store, moved.opened_by, &row, err))
        return false;
    there = moved;
    return id_is_zero(row) || id_is_zero(event) || id_equal(moved.event, event) ||
        check_not_here(store, row, event, &there, err);
}

bool desk_move(Store *store, const AuditBy *by, Id visit, Id event, Err *err)
{
    int64_t before;
    if (!begin(store, &before, err))
        return false;
    bool ok = check_move(store, visit, event, err) && visits_move(store, visit, event, by->at, err);
    return end(store, ok, by, before, err);
}

/* --- the others ---------------------------------------------------------------------------- */

bool desk_meet(Store *store, const AuditBy *by, Id visit, bool is_met, Err *err)
{
    int64_t before;
    return begin(store, &before, err) &&
        end(store, visits_meet(store, visit, is_met, by->at, err), by, before, err);
}

bool desk_count(Store *store, const AuditBy *by, const Headcount *headcount, Err *err)
{
    int64_t before;
    Headcount kept = *headcount;
    kept.kept = by->at;
    return begin(store, &before, err) &&
        end(store, headcounts_add(store, &kept, err), by, before, err);
}

bool desk_uncount(Store *store, const AuditBy *by, Id event, int32_t day, Err *err)
{
    int64_t before;
    return begin(store, &before, err) &&
        end(store, headcounts_undo(store, by->kiosk, event, day, by->at, err), by, before, err);
}
