/* Stubs. A stub and its visit are one transaction. */
#include "store/stubs.h"

#include <string.h>

#include "store/outbox.h"
#include "store/sql.h"

/* --- a flood ------------------------------------------------------------------------------- */

/* What staff wrote stands in the audit; what they settled they have looked at. */
static bool is_flood(Store *store, const char *kiosk, int64_t now, bool *is, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*), ifnull(max(held), 0) FROM stub"
        " WHERE state = 'open' AND made BETWEEN :since AND :now AND kiosk = :kiosk"
        " AND NOT EXISTS (SELECT 1 FROM audit WHERE at BETWEEN :since AND :now"
        "  AND act = 'stub.made' AND subject = uuid(stub.id))");
    sql_int(q, ":since", now - STUB_FLOOD_SECONDS);
    sql_int(q, ":now", now);
    sql_text(q, ":kiosk", kiosk);
    *is = sql_row(q) && (sql_get_int(q, 0) > STUB_FLOOD || sql_get_int(q, 1));
    return sql_done(q, err);
}

/* --- keeping ------------------------------------------------------------------------------- */

typedef struct {
    const char *kiosk;
    int64_t at;
    bool is_held;
} Making;

static bool keep(Store *store, const Stub *stub, const Making *making, bool *is_new, Err *err)
{
    if (id_is_zero(stub->id))
        return err_set(err, ERR_INVALID, "a stub without its id");
    Sql *q = sql(store,
        "INSERT INTO stub (id, child, grade, adult, language, made, kiosk, held)"
        " VALUES (:id, :child, :grade, :adult, :language, :made, :kiosk, :held)"
        " ON CONFLICT (id) DO UPDATE SET child = excluded.child, grade = excluded.grade,"
        "  adult = excluded.adult, language = excluded.language"
        "  WHERE child <> excluded.child OR grade <> excluded.grade"
        "  OR adult <> excluded.adult OR language <> excluded.language");
    sql_id(q, ":id", stub->id);
    sql_text(q, ":child", stub->child);
    sql_text(q, ":grade", stub->grade);
    sql_text(q, ":adult", stub->adult);
    sql_text(q, ":language", stub->language);
    sql_int(q, ":made", making->at);
    sql_text(q, ":kiosk", making->kiosk);
    sql_int(q, ":held", making->is_held);
    if (!sql_run(q, err))
        return false;
    *is_new = sql_changes(store) > 0;
    return !*is_new || outbox_stub(store, "stub.made", stub->id, making->kiosk, making->at, err);
}

bool stubs_keep(Store *store, const Stub *stub, const char *kiosk, int64_t now, Err *err)
{
    bool is_new;
    return keep(store, stub, &(Making){.kiosk = kiosk, .at = now}, &is_new, err);
}

bool stubs_arrive(Store *store, const Stub *stub, Visit *visit, Err *err)
{
    bool is_new;
    Making making = {.kiosk = visit->kiosk, .at = visit->arrived};
    visit->method = METHOD_WALK_IN;
    visit->opened_by = stub->id;
    if (!sql_begin(store, err))
        return false;
    bool ok = is_flood(store, making.kiosk, making.at, &making.is_held, err) &&
        keep(store, stub, &making, &is_new, err) && visits_arrive(store, visit, NULL, 0, err);
    return sql_end(store, ok, err);
}

static bool is_blank(const char *name)
{
    return !name[strspn(name, " ")];
}

bool stubs_write(Store *store, const AuditBy *by, const Stub *stub, Visit *visit, Err *err)
{
    bool is_new;
    Making making = {.kiosk = visit->kiosk, .at = by->at};
    bool is_paper = visit->method == METHOD_PAPER;
    if (is_blank(stub->child) && is_blank(stub->adult))
        return err_set(err, ERR_INVALID, "a stub without a name");
    visit->method = is_paper ? METHOD_PAPER : METHOD_WALK_IN;
    visit->kept = by->at;
    visit->opened_by = stub->id;
    if (!sql_begin(store, err))
        return false;
    bool ok = keep(store, stub, &making, &is_new, err) &&
        visits_arrive(store, visit, NULL, 0, err) &&
        (!is_paper || visits_close_late(store, visit->id, by->at, err)) &&
        (!is_new || audit_add(store, by, "stub.made", id_text(stub->id), "", err));
    return sql_end(store, ok, err);
}
