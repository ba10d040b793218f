/* Acts at the desk. Each is one transaction with its row of audit. */
#include "store/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/homes.h"
#include "store/sql.h"

/* --- who belongs to the row ---------------------------------------------------------------- */

/* Those of the first sibling's home: its adults, then its students. */
static bool read_people(Store *store, DeskFamily *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT p.id, p.role = 'guardian', coalesce(nullif(p.preferred_given, ''), p.given),"
        " coalesce(nullif(p.preferred_family, ''), p.family), p.grade, p.homeroom, p.language,"
        " p.see_office FROM (SELECT adult AS id FROM home_adult WHERE opened_by = :family"
        "  UNION ALL SELECT student FROM home_student WHERE opened_by = :family) home"
        " JOIN person p USING (id) ORDER BY 2 DESC, p.grade_order DESC, p.id LIMIT :most");
    sql_id(q, ":family", out->id);
    sql_int(q, ":most", DESK_PEOPLE);
    while (sql_row(q)) {
        DeskPerson *p = &out->people[out->count++];
        p->id = sql_get_id(q, 0);
        p->is_adult = sql_get_int(q, 1);
        snprintf(p->name, sizeof p->name, "%s %s", sql_get_text(q, 2), sql_get_text(q, 3));
        sql_get_copy(q, 4, p->grade, sizeof p->grade);
        sql_get_copy(q, 5, p->room, sizeof p->room);
        if (!out->language[0] || !p->is_adult)
            sql_get_copy(q, 6, out->language, sizeof out->language);
        out->must_see_office = out->must_see_office || sql_get_int(q, 7);
    }
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

/* By whom the last visit was opened, but for a walk-in's; zero: there was none. */
static bool last_opener(Store *store, Id family, Id *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT v.opened_by FROM (SELECT adult AS id FROM home_adult WHERE opened_by = :family"
        "  UNION SELECT student FROM home_student WHERE opened_by = :family) o"
        " JOIN visit v ON v.opened_by = o.id WHERE v.undone IS NULL"
        " ORDER BY v.arrived DESC, v.id DESC LIMIT 1");
    sql_id(q, ":family", family);
    *out = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    return sql_done(q, err);
}

static bool choose_opener(Store *store, DeskFamily *out, Err *err)
{
    int adults = 0;
    for (int i = 0; i < out->count; i++)
        adults += out->people[i].is_adult;
    out->visit.opened_by = out->id;
    if (out->is_walk_in)
        return true;
    if (adults == 1) {
        out->visit.opened_by = out->people[0].id;
        return true;
    }
    Id last;
    if (!last_opener(store, out->id, &last, err))
        return false;
    if (!id_is_zero(last))
        out->visit.opened_by = last;
    return true;
}

static int tick(DeskFamily *family, const Id *people, int count)
{
    int adults = 0;
    for (int i = 0; i < family->count; i++)
        for (int j = 0; j < count && j < DESK_PEOPLE; j++)
            if (id_equal(family->people[i].id, people[j])) {
                family->is_here[i] = true;
                adults += family->people[i].is_adult;
            }
    return adults;
}

/* Who is ticked: of the visit there is, else of the last one; the first time one adult. */
static bool choose_people(Store *store, DeskFamily *out, Err *err)
{
    Id people[DESK_PEOPLE];
    bool has_visit = !id_is_zero(out->visit.id);
    int count = has_visit ? visits_people(store, out->visit.id, people, DESK_PEOPLE, err)
                          : visits_last(store, out->visit.opened_by, people, DESK_PEOPLE, err);
    if (count < 0)
        return false;
    int adults = tick(out, people, count);
    if (has_visit) {
        out->others = out->visit.adults > adults ? out->visit.adults - adults : 0;
        return true;
    }
    if (count > 0)
        return true;
    bool is_opened = out->count > 0 && out->people[0].is_adult &&
        id_equal(out->people[0].id, out->visit.opened_by);
    out->is_here[0] = is_opened;
    out->others = is_opened ? 0 : 1;
    return true;
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

bool desk_family(Store *store, Id family, Id event, DeskFamily *out, Err *err)
{
    *out = (DeskFamily){.id = family};
    if (!read_people(store, out, err) || !read_stub(store, out, err) ||
        !find_visit(store, out, event, err))
        return false;
    bool has_visit = !id_is_zero(out->visit.id);
    if ((!has_visit && !choose_opener(store, out, err)) || !choose_people(store, out, err))
        return false;
    if (!has_visit)
        utf8_copy(out->visit.language, sizeof out->visit.language, out->language);
    if (!has_visit)
        count_people(out);
    return true;
}

/* --- acts ---------------------------------------------------------------------------------- */

bool desk_look(Store *store, const AuditBy *by, Id family, Err *err)
{
    return audit_add(store, by, "family.seen", id_text(family), "", err);
}

/* Ends the transaction of an act, with its row of audit. */
static bool end(
    Store *store, bool is_done, const AuditBy *by, const char *act, Id subject, Err *err)
{
    bool ok = is_done && audit_add(store, by, act, id_text(subject), "", err);
    return sql_end(store, ok, err);
}

static int people_here(const DeskFamily *family, Id out[DESK_PEOPLE])
{
    int count = 0;
    for (int i = 0; i < family->count; i++)
        if (family->is_here[i])
            out[count++] = family->people[i].id;
    return count;
}

/* The families' own visit may have come in by another of its people meanwhile. */
static bool check_not_here(Store *store, DeskFamily *family, Err *err)
{
    DeskFamily now = {.id = family->id};
    if (!find_visit(store, &now, family->visit.event, err))
        return false;
    if (id_is_zero(now.visit.id) || id_equal(now.visit.id, family->visit.id))
        return true;
    family->visit = now.visit;
    return err_set(err, ERR_REFUSED, "already here: visit %s", id_text(now.visit.id));
}

bool desk_arrive(Store *store, const AuditBy *by, DeskFamily *family, Err *err)
{
    Id people[DESK_PEOPLE];
    Visit visit;
    int count = people_here(family, people);
    if (!sql_begin(store, err))
        return false;
    count_people(family);
    bool ok = check_not_here(store, family, err);
    visit = family->visit;
    ok = ok && visits_arrive(store, &visit, people, count, err);
    family->visit = visit;
    return end(store, ok, by, "visit.arrived", visit.id, err);
}

bool desk_change(Store *store, const AuditBy *by, const DeskFamily *family, Err *err)
{
    Id people[DESK_PEOPLE];
    int count = people_here(family, people);
    DeskFamily now = *family;
    count_people(&now);
    if (!sql_begin(store, err))
        return false;
    bool ok = visits_change(store, &now.visit, people, count, by->at, err);
    return end(store, ok, by, "visit.changed", now.visit.id, err);
}

bool desk_leave(Store *store, const AuditBy *by, Id visit, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, visits_leave(store, visit, by->at, err), by, "visit.left", visit, err);
}

bool desk_return(Store *store, const AuditBy *by, Id visit, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, visits_return(store, visit, by->at, err), by, "visit.returned", visit, err);
}

bool desk_undo(Store *store, const AuditBy *by, Id visit, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, visits_undo(store, visit, by->at, err), by, "visit.undone", visit, err);
}

bool desk_move(Store *store, const AuditBy *by, Id visit, Id event, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, visits_move(store, visit, event, by->at, err), by, "visit.moved", visit, err);
}

bool desk_meet(Store *store, const AuditBy *by, Id visit, bool is_met, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, visits_meet(store, visit, is_met, by->at, err), by, "visit.met", visit, err);
}

bool desk_count(Store *store, const AuditBy *by, const Headcount *headcount, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(
        store, headcounts_add(store, headcount, err), by, "headcount.made", headcount->id, err);
}

bool desk_uncount(Store *store, const AuditBy *by, Id event, int32_t day, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return end(store, headcounts_undo(store, by->kiosk, event, day, by->at, err), by,
        "headcount.undone", event, err);
}
