/* Visits. Each change and its row in the outbox are one transaction. */
#include "store/visits.h"

#include <string.h>

#include "store/outbox.h"
#include "store/sql.h"

static const char *const method_names[] = {
    [METHOD_CARD] = "card",
    [METHOD_NAME] = "name",
    [METHOD_PHONE] = "phone",
    [METHOD_DESK] = "desk",
    [METHOD_WALK_IN] = "walk_in",
    [METHOD_PAPER] = "paper",
};

const char *visit_method_text(VisitMethod method)
{
    return method_names[method];
}

static VisitMethod read_method(const char *text)
{
    for (VisitMethod method = METHOD_CARD; method < METHOD_PAPER; method++)
        if (strcmp(text, method_names[method]) == 0)
            return method;
    return METHOD_PAPER;
}

/* ---- reading ---- */

#define VISIT_COLUMNS                                                                              \
    "SELECT id, event, opened_by, arrived, day, ifnull(left, 0), adults, children, language,"      \
    " needs_interpreter, method, kiosk, purpose, ifnull(number, 0),"                               \
    " ended = 'not_said' FROM visit "
#define IS_OPEN " left IS NULL AND ended = '' AND undone IS NULL "

static void read_visit(Sql *q, Visit *out)
{
    *out = (Visit){
        .id = sql_get_id(q, 0),
        .event = sql_get_id(q, 1),
        .opened_by = sql_get_id(q, 2),
        .arrived = sql_get_int(q, 3),
        .day = (int32_t)sql_get_int(q, 4),
        .left = sql_get_int(q, 5),
        .adults = (int)sql_get_int(q, 6),
        .children = (int)sql_get_int(q, 7),
        .needs_interpreter = sql_get_int(q, 9),
        .method = read_method(sql_get_text(q, 10)),
        .number = (int)sql_get_int(q, 13),
        .is_unsaid = sql_get_int(q, 14),
    };
    sql_get_copy(q, 8, out->language, sizeof out->language);
    sql_get_copy(q, 11, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, 12, out->purpose, sizeof out->purpose);
}

/* out may be null: only whether it is there. */
static bool read_one(Sql *q, Visit *out, bool *is_found, Err *err)
{
    *is_found = sql_row(q);
    if (*is_found && out)
        read_visit(q, out);
    return sql_done(q, err);
}

static bool by_id(Store *store, Id id, Visit *out, bool *is_found, Err *err)
{
    Sql *q = sql(store, VISIT_COLUMNS "WHERE id = :id");
    sql_id(q, ":id", id);
    return read_one(q, out, is_found, err);
}

bool visits_get(Store *store, Id id, Visit *out, Err *err)
{
    bool is_found;
    if (!by_id(store, id, out, &is_found, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no visit %s", id_text(id));
}

/* At event zero: the ordinary visit that is still open. */
static bool by_home(Store *store, Id event, Id opened_by, Visit *out, bool *is_found, Err *err)
{
    if (id_is_zero(event)) {
        Sql *q = sql(store,
            VISIT_COLUMNS "WHERE opened_by = :opened_by AND event IS NULL AND" IS_OPEN
                          "ORDER BY arrived DESC LIMIT 1");
        sql_id(q, ":opened_by", opened_by);
        return read_one(q, out, is_found, err);
    }
    Sql *q = sql(store,
        VISIT_COLUMNS "WHERE event = :event AND opened_by = :opened_by"
                      " AND undone IS NULL");
    sql_id(q, ":event", event);
    sql_id(q, ":opened_by", opened_by);
    return read_one(q, out, is_found, err);
}

bool visits_find(Store *store, Id event, Id opened_by, Visit *out, Err *err)
{
    bool is_found;
    if (!by_home(store, event, opened_by, out, &is_found, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no visit of %s", id_text(opened_by));
}

/* Fills out[0..max) and counts on. */
static int read_ids(Sql *q, Id *out, int max, Err *err)
{
    int count = 0;
    for (; sql_row(q); count++)
        if (count < max)
            out[count] = sql_get_id(q, 0);
    return sql_done(q, err) ? count : -1;
}

int visits_people(Store *store, Id visit, Id *out, int max, Err *err)
{
    Sql *q = sql(store, "SELECT person FROM visit_person WHERE visit = :visit ORDER BY person");
    sql_id(q, ":visit", visit);
    return read_ids(q, out, max, err);
}

int visits_last(Store *store, Id opened_by, Id *out, int max, Err *err)
{
    Sql *q = sql(store,
        "SELECT person FROM visit_person WHERE visit = (SELECT id FROM visit"
        "  WHERE opened_by = :opened_by AND undone IS NULL ORDER BY arrived DESC, id DESC LIMIT 1)"
        " ORDER BY person");
    sql_id(q, ":opened_by", opened_by);
    return read_ids(q, out, max, err);
}

int visits_present(Store *store, Visit *out, int max, Err *err)
{
    Sql *q = sql(store, VISIT_COLUMNS "WHERE" IS_OPEN "ORDER BY arrived, id");
    int count = 0;
    for (; sql_row(q); count++)
        if (count < max)
            read_visit(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

int visits_count(Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM visit WHERE undone IS NULL");
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    return sql_done(q, err) ? count : -1;
}

/* ---- arriving ---- */

static bool insert_visit(Store *store, const Visit *visit, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO visit (id, event, opened_by, arrived, day, adults, children, language,"
        " needs_interpreter, method, kiosk, purpose, number)"
        " VALUES (:id, :event, :opened_by, :arrived, :day, :adults, :children, :language,"
        " :needs_interpreter, :method, :kiosk, :purpose, nullif(:number, 0))");
    sql_id(q, ":id", visit->id);
    sql_id(q, ":event", visit->event);
    sql_id(q, ":opened_by", visit->opened_by);
    sql_int(q, ":arrived", visit->arrived);
    sql_int(q, ":day", visit->day);
    sql_int(q, ":adults", visit->adults);
    sql_int(q, ":children", visit->children);
    sql_text(q, ":language", visit->language);
    sql_int(q, ":needs_interpreter", visit->needs_interpreter);
    sql_text(q, ":method", visit_method_text(visit->method));
    sql_text(q, ":kiosk", visit->kiosk);
    sql_text(q, ":purpose", visit->purpose);
    sql_int(q, ":number", visit->number);
    return sql_run(q, err);
}

static bool insert_people(Store *store, Id visit, const Id *people, int count, Err *err)
{
    for (int i = 0; i < count; i++) {
        Sql *q = sql(store,
            "INSERT INTO visit_person (visit, person) VALUES (:visit, :person)"
            " ON CONFLICT DO NOTHING");
        sql_id(q, ":visit", visit);
        sql_id(q, ":person", people[i]);
        if (!sql_run(q, err))
            return false;
    }
    return true;
}

static bool check_visit(const Visit *visit, Err *err)
{
    if (id_is_zero(visit->id) || id_is_zero(visit->opened_by))
        return err_set(err, ERR_INVALID, "a visit without its ids");
    if (visit->adults < 0 || visit->children < 0)
        return err_set(err, ERR_INVALID, "a visit of less than nobody");
    return true;
}

static bool change(
    Store *store, const Visit *visit, const Id *people, int count, int64_t now, Err *err);

static int count_of(Sql *q, Err *err)
{
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}

/* Whether the file already says the same of this visit. */
static bool is_as_kept(Store *store, const Visit *visit, const Id *people, int count, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FROM visit WHERE id = :id AND adults = :adults AND children = :children"
        " AND needs_interpreter = :needs_interpreter"
        " AND (SELECT count(*) FROM visit_person WHERE visit = :id) = :count");
    sql_id(q, ":id", visit->id);
    sql_int(q, ":adults", visit->adults);
    sql_int(q, ":children", visit->children);
    sql_int(q, ":needs_interpreter", visit->needs_interpreter);
    sql_int(q, ":count", count);
    bool is_kept = count_of(q, err) == 1;
    for (int i = 0; is_kept && i < count; i++) {
        q = sql(
            store, "SELECT count(*) FROM visit_person WHERE visit = :visit AND person = :person");
        sql_id(q, ":visit", visit->id);
        sql_id(q, ":person", people[i]);
        is_kept = count_of(q, err) == 1;
    }
    return is_kept;
}

/* An ordinary visit is numbered within its day; a number does not come twice. */
static bool give_number(Store *store, Visit *visit, Err *err)
{
    visit->number = 0;
    if (!id_is_zero(visit->event))
        return true;
    Sql *q = sql(store,
        "SELECT ifnull(max(number), 0) + 1 FROM visit"
        " WHERE day = :day AND number IS NOT NULL");
    sql_int(q, ":day", visit->day);
    int number = count_of(q, err);
    if (number < 0)
        return false;
    visit->number = number;
    return true;
}

static bool read_number(Store *store, Visit *visit, Err *err)
{
    Sql *q = sql(store, "SELECT ifnull(number, 0) FROM visit WHERE id = :id");
    sql_id(q, ":id", visit->id);
    int number = count_of(q, err);
    if (number < 0)
        return false;
    visit->number = number;
    return true;
}

/* A list of paper is written down later. */
static int64_t kept_at(const Visit *visit)
{
    return visit->kept ? visit->kept : visit->arrived;
}

/* Inside a transaction. The same visit again, after a commit nobody knows of, is that visit. */
static bool arrive(Store *store, Visit *visit, const Id *people, int count, Err *err)
{
    bool is_same, is_second = false;
    Visit earlier;
    if (!by_id(store, visit->id, NULL, &is_same, err))
        return false;
    if (is_same) /* who is here may have been changed before the second try */
        return read_number(store, visit, err) &&
            (is_as_kept(store, visit, people, count, err) ||
                change(store, visit, people, count, kept_at(visit), err));
    if (!id_is_zero(visit->event) &&
        !by_home(store, visit->event, visit->opened_by, &earlier, &is_second, err))
        return false;
    if (is_second) {
        *visit = earlier;
        return err_set(err, ERR_REFUSED, "already here: visit %s", id_text(earlier.id));
    }
    return give_number(store, visit, err) && insert_visit(store, visit, err) &&
        insert_people(store, visit->id, people, count, err) &&
        outbox_visit(store, "visit.arrived", visit->id, kept_at(visit), err);
}

bool visits_arrive(Store *store, Visit *visit, const Id *people, int count, Err *err)
{
    if (!check_visit(visit, err) || !sql_begin(store, err))
        return false;
    return sql_end(store, arrive(store, visit, people, count, err), err);
}

/* ---- changing and leaving ---- */

static bool update_visit(Store *store, const Visit *visit, Err *err)
{
    Sql *q = sql(store,
        "UPDATE visit SET adults = :adults, children = :children,"
        " needs_interpreter = :needs_interpreter WHERE id = :id AND undone IS NULL");
    sql_id(q, ":id", visit->id);
    sql_int(q, ":adults", visit->adults);
    sql_int(q, ":children", visit->children);
    sql_int(q, ":needs_interpreter", visit->needs_interpreter);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "visit %s", id_text(visit->id));
}

static bool delete_people(Store *store, Id visit, Err *err)
{
    Sql *q = sql(store, "DELETE FROM visit_person WHERE visit = :visit");
    sql_id(q, ":visit", visit);
    return sql_run(q, err);
}

static bool change(
    Store *store, const Visit *visit, const Id *people, int count, int64_t now, Err *err)
{
    return update_visit(store, visit, err) && delete_people(store, visit->id, err) &&
        insert_people(store, visit->id, people, count, err) &&
        outbox_visit(store, "visit.changed", visit->id, now, err);
}

bool visits_change(
    Store *store, const Visit *visit, const Id *people, int count, int64_t now, Err *err)
{
    if (!check_visit(visit, err) || !sql_begin(store, err))
        return false;
    return sql_end(store, change(store, visit, people, count, now, err), err);
}

/* A clock that was set back must not let a visit end before it began. */
static bool close_visit(Store *store, Id visit, int64_t at, Err *err)
{
    Sql *q = sql(store,
        "UPDATE visit SET left = max(arrived, :at), ended = 'said' WHERE id = :id AND" IS_OPEN);
    sql_id(q, ":id", visit);
    sql_int(q, ":at", at);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "visit %s", id_text(visit));
}

bool visits_leave(Store *store, Id visit, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    bool ok =
        close_visit(store, visit, at, err) && outbox_visit(store, "visit.left", visit, at, err);
    return sql_end(store, ok, err);
}

enum { CLOSED_AT_ONCE = 64 };

/* Nobody said when they left: no time is made up. */
static bool close_unsaid(Store *store, Id visit, int64_t at, Err *err)
{
    Sql *q = sql(store, "UPDATE visit SET ended = 'not_said' WHERE id = :id");
    sql_id(q, ":id", visit);
    return sql_run(q, err) && outbox_visit(store, "visit.closed", visit, at, err);
}

bool visits_close(Store *store, int32_t day, int64_t at, int *count, Err *err)
{
    Id visits[CLOSED_AT_ONCE];
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store, "SELECT id FROM visit WHERE +day < :day AND" IS_OPEN "LIMIT :most");
    sql_int(q, ":day", day);
    sql_int(q, ":most", CLOSED_AT_ONCE);
    *count = read_ids(q, visits, CLOSED_AT_ONCE, err);
    bool ok = *count >= 0;
    for (int i = 0; ok && i < *count; i++)
        ok = close_unsaid(store, visits[i], at, err);
    return sql_end(store, ok, err);
}

bool visits_close_late(Store *store, Id visit, int64_t at, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store,
        "SELECT count(*) FROM visit WHERE id = :id AND" IS_OPEN
        "AND (SELECT ends FROM event WHERE event.id = visit.event) <= :at");
    sql_id(q, ":id", visit);
    sql_int(q, ":at", at);
    int count = count_of(q, err);
    bool ok = count == 0 || (count > 0 && close_unsaid(store, visit, at, err));
    return sql_end(store, ok, err);
}

bool visits_numbered(Store *store, int32_t day, int number, Visit *out, Err *err)
{
    bool is_found;
    Sql *q = sql(store, VISIT_COLUMNS "WHERE day = :day AND number = :number AND" IS_OPEN);
    sql_int(q, ":day", day);
    sql_int(q, ":number", number);
    if (!read_one(q, out, &is_found, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no open visit has the number %d", number);
}
