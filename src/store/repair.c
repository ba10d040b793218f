/* The repair queue: what is in it, and what is done about it. */
#include "store/repair.h"

#include <string.h>

#include "base/utf8.h"
#include "store/homes.h"
#include "store/outbox.h"
#include "store/sql.h"

/* --- reading -------------------------------------------------------------------------------- */

#define STUB_COLUMNS                                                                               \
    "SELECT s.id, s.child, s.grade, s.adult, s.language, s.state, s.held, s.made,"                 \
    " ifnull(s.settled, 0), s.kiosk, s.matched, v.id, v.event, ifnull(v.adults, 0) FROM stub s"    \
    " LEFT JOIN visit v ON v.id = (SELECT id FROM visit WHERE opened_by = s.id"                    \
    "  AND undone IS NULL ORDER BY arrived DESC LIMIT 1) "

/* A visit that was undone leaves a stub of nobody, unless they signed up. */
#define IS_SOMEBODY                                                                                \
    " (EXISTS (SELECT 1 FROM visit WHERE opened_by = s.id AND undone IS NULL)"                     \
    " OR EXISTS (SELECT 1 FROM signup WHERE opened_by = s.id)"                                     \
    " OR NOT EXISTS (SELECT 1 FROM visit WHERE opened_by = s.id)) "

static StubState read_state(const char *text)
{
    return strcmp(text, "matched") == 0 ? STUB_MATCHED
        : strcmp(text, "new") == 0      ? STUB_NEW
                                        : STUB_OPEN;
}

static void read_stub(Sql *q, RepairStub *out)
{
    *out = (RepairStub){.stub.id = sql_get_id(q, 0),
        .state = read_state(sql_get_text(q, 5)),
        .is_held = sql_get_int(q, 6),
        .made = sql_get_int(q, 7),
        .settled = sql_get_int(q, 8),
        .matched = sql_get_id(q, 10),
        .visit = sql_get_id(q, 11),
        .event = sql_get_id(q, 12),
        .adults = (int)sql_get_int(q, 13)};
    sql_get_copy(q, 1, out->stub.child, sizeof out->stub.child);
    sql_get_copy(q, 2, out->stub.grade, sizeof out->stub.grade);
    sql_get_copy(q, 3, out->stub.adult, sizeof out->stub.adult);
    sql_get_copy(q, 4, out->stub.language, sizeof out->stub.language);
    sql_get_copy(q, 9, out->kiosk, sizeof out->kiosk);
}

static int read_stubs(Sql *q, RepairStub *out, Err *err)
{
    int count = 0;
    while (sql_row(q))
        read_stub(q, &out[count++]);
    return sql_done(q, err) ? count : -1;
}

int repair_list(Store *store, const RepairRange *range, RepairStub *out, int max, Err *err)
{
    static const char *const TEXTS[] = {[REPAIR_QUEUE] = STUB_COLUMNS
        "WHERE s.state = 'open' AND s.held = 0 AND s.made > :since AND" IS_SOMEBODY
        "ORDER BY s.made DESC, s.id DESC LIMIT :max OFFSET :first",
        [REPAIR_HELD] =
            STUB_COLUMNS "WHERE s.state = 'open' AND s.held = 1 AND s.made > :since AND" IS_SOMEBODY
                         "ORDER BY s.made DESC, s.id DESC LIMIT :max OFFSET :first",
        [REPAIR_SETTLED] =
            STUB_COLUMNS "WHERE s.state <> 'open' AND s.settled >= :since AND" IS_SOMEBODY
                         "ORDER BY s.settled DESC, s.id DESC LIMIT :max OFFSET :first"};
    Sql *q = sql(store, TEXTS[range->list]);
    sql_int(q, ":since", range->list == REPAIR_SETTLED ? range->since : -1);
    sql_int(q, ":max", max);
    sql_int(q, ":first", range->first);
    return read_stubs(q, out, err);
}

bool repair_get(Store *store, Id stub, RepairStub *out, Err *err)
{
    Sql *q = sql(store, STUB_COLUMNS "WHERE s.id = :stub");
    sql_id(q, ":stub", stub);
    bool is_found = sql_row(q);
    if (is_found)
        read_stub(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no stub %s", id_text(stub));
}

bool repair_counts(Store *store, int64_t since, RepairCounts *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FILTER (WHERE state = 'open' AND held = 0),"
        " count(*) FILTER (WHERE state = 'open' AND held = 1),"
        " count(*) FILTER (WHERE state = 'matched'), count(*) FILTER (WHERE state = 'new'),"
        " count(*) FILTER (WHERE state <> 'open' AND settled >= :since)"
        " FROM stub s WHERE" IS_SOMEBODY);
    sql_int(q, ":since", since);
    *out = (RepairCounts){0};
    if (sql_row(q))
        *out = (RepairCounts){.open = (int)sql_get_int(q, 0),
            .held = (int)sql_get_int(q, 1),
            .matched = (int)sql_get_int(q, 2),
            .new = (int)sql_get_int(q, 3),
            .settled = (int)sql_get_int(q, 4)};
    return sql_done(q, err);
}

/* --- settling ------------------------------------------------------------------------------- */

/* An act: its row of outbox and of audit, within the transaction. */
static bool note(
    Store *store, const AuditBy *by, const char *act, Id stub, const char *detail, Err *err)
{
    return outbox_stub(store, act, stub, by->kiosk, by->at, err) &&
        audit_add(store, by, act, id_text(stub), detail, err);
}

/* After an UPDATE that must have found its row. */
static bool must_change(Store *store, Sql *q, Id stub, Err *err)
{
    RepairStub found;
    if (!sql_run(q, err))
        return false;
    if (sql_changes(store) > 0)
        return true;
    return repair_get(store, stub, &found, err) &&
        err_set(err, ERR_REFUSED, "stub %s stands otherwise by now", id_text(stub));
}

/* family: the zero id is one that the roster does not know. */
static bool settle(Store *store, const AuditBy *by, Id stub, Id family, Err *err)
{
    bool is_new = id_is_zero(family);
    Sql *q = sql(store,
        "UPDATE stub SET state = :state, matched = :family, settled = :at, held = 0"
        " WHERE id = :stub AND state = 'open'");
    sql_id(q, ":stub", stub);
    sql_text(q, ":state", is_new ? "new" : "matched");
    sql_id(q, ":family", family);
    sql_int(q, ":at", by->at);
    return must_change(store, q, stub, err) &&
        note(store, by, is_new ? "stub.new" : "stub.matched", stub, is_new ? "" : id_text(family),
            err);
}

bool repair_join(Store *store, const AuditBy *by, Id stub, Id family, Err *err)
{
    Id first;
    if (!sql_begin(store, err))
        return false;
    bool ok = homes_first_sibling(store, family, &first, err);
    if (ok && id_is_zero(first))
        ok = err_set(err, ERR_NOT_FOUND, "no family %s", id_text(family));
    return sql_end(store, ok && settle(store, by, stub, first, err), err);
}

bool repair_as_new(Store *store, const AuditBy *by, Id stub, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return sql_end(store, settle(store, by, stub, (Id){0}, err), err);
}

bool repair_reopen(Store *store, const AuditBy *by, Id stub, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store,
        "UPDATE stub SET state = 'open', matched = NULL, settled = NULL"
        " WHERE id = :stub AND state <> 'open'");
    sql_id(q, ":stub", stub);
    bool ok = must_change(store, q, stub, err) && note(store, by, "stub.opened", stub, "", err);
    return sql_end(store, ok, err);
}

/* --- a flood -------------------------------------------------------------------------------- */

typedef bool (*Act)(Store *store, const AuditBy *by, Id stub, Err *err);

static bool each(Store *store, const AuditBy *by, const Id *stubs, int count, Act act, Err *err)
{
    bool ok = true;
    if (!sql_begin(store, err))
        return false;
    for (int i = 0; ok && i < count; i++)
        ok = act(store, by, stubs[i], err);
    return sql_end(store, ok, err);
}

static bool set_held(Store *store, const AuditBy *by, Id stub, bool is_held, Err *err)
{
    Sql *q = sql(store, "UPDATE stub SET held = :held WHERE id = :stub AND held <> :held");
    sql_id(q, ":stub", stub);
    sql_int(q, ":held", is_held);
    return must_change(store, q, stub, err) &&
        note(store, by, is_held ? "stub.held" : "stub.let_in", stub, "", err);
}

static bool let_in(Store *store, const AuditBy *by, Id stub, Err *err)
{
    return set_held(store, by, stub, false, err);
}

static bool hold(Store *store, const AuditBy *by, Id stub, Err *err)
{
    return set_held(store, by, stub, true, err);
}

/* The visit that stands, or the last one that was undone. */
static bool visit_of(Store *store, Id stub, bool is_undone, Id *visit, Err *err)
{
    Sql *q = sql(store,
        "SELECT id FROM visit WHERE opened_by = :stub AND (undone IS NOT NULL) = :is_undone"
        " ORDER BY undone DESC, arrived DESC LIMIT 1");
    sql_id(q, ":stub", stub);
    sql_int(q, ":is_undone", is_undone);
    *visit = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    if (!sql_done(q, err))
        return false;
    return !id_is_zero(*visit) || err_set(err, ERR_NOT_FOUND, "no visit of %s", id_text(stub));
}

static bool set_undone(Store *store, const AuditBy *by, Id stub, bool is_undone, Err *err)
{
    Id visit;
    const char *act = is_undone ? "visit.undone" : "visit.redone";
    if (!visit_of(store, stub, !is_undone, &visit, err))
        return false;
    Sql *q = sql(store, "UPDATE visit SET undone = iif(:is_undone, :at, NULL) WHERE id = :visit");
    sql_id(q, ":visit", visit);
    sql_int(q, ":is_undone", is_undone);
    sql_int(q, ":at", by->at);
    return sql_run(q, err) && outbox_visit(store, act, visit, by->at, err) &&
        audit_add(store, by, act, id_text(visit), "", err);
}

static bool take_back(Store *store, const AuditBy *by, Id stub, Err *err)
{
    return set_undone(store, by, stub, true, err);
}

static bool put_back(Store *store, const AuditBy *by, Id stub, Err *err)
{
    return set_undone(store, by, stub, false, err);
}

bool repair_let_in(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err)
{
    return each(store, by, stubs, count, let_in, err);
}

bool repair_hold(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err)
{
    return each(store, by, stubs, count, hold, err);
}

bool repair_take_back(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err)
{
    return each(store, by, stubs, count, take_back, err);
}

bool repair_put_back(Store *store, const AuditBy *by, const Id *stubs, int count, Err *err)
{
    return each(store, by, stubs, count, put_back, err);
}
