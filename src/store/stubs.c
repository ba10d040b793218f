/* Stubs. A stub and its visit are one transaction. */
#include "store/stubs.h"

#include "store/outbox.h"
#include "store/sql.h"

bool stubs_keep(Store *store, const Stub *stub, const char *kiosk, int64_t now, Err *err)
{
    if (id_is_zero(stub->id))
        return err_set(err, ERR_INVALID, "a stub without its id");
    Sql *q = sql(store,
        "INSERT INTO stub (id, child, grade, adult, language, made)"
        " VALUES (:id, :child, :grade, :adult, :language, :made)"
        " ON CONFLICT (id) DO UPDATE SET child = excluded.child, grade = excluded.grade,"
        "  adult = excluded.adult WHERE child <> excluded.child OR grade <> excluded.grade"
        "  OR adult <> excluded.adult");
    sql_id(q, ":id", stub->id);
    sql_text(q, ":child", stub->child);
    sql_text(q, ":grade", stub->grade);
    sql_text(q, ":adult", stub->adult);
    sql_text(q, ":language", stub->language);
    sql_int(q, ":made", now);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) == 0 || outbox_stub(store, "stub.made", stub->id, kiosk, now, err);
}

bool stubs_arrive(Store *store, const Stub *stub, Visit *visit, Err *err)
{
    visit->method = METHOD_WALK_IN;
    visit->opened_by = stub->id;
    if (!sql_begin(store, err))
        return false;
    bool ok = stubs_keep(store, stub, visit->kiosk, visit->arrived, err) &&
        visits_arrive(store, visit, NULL, 0, err);
    return sql_end(store, ok, err);
}
