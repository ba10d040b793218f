/* The audit. */
#include "store/audit.h"

#include "store/sql.h"

bool audit_add(Store *store, const AuditBy *by, const char *act, const char *subject,
    const char *detail, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO audit (at, kiosk, staff, act, subject, detail)"
        " VALUES (:at, :kiosk, :staff, :act, :subject, :detail)");
    sql_int(q, ":at", by->at);
    sql_text(q, ":kiosk", by->kiosk);
    sql_id(q, ":staff", by->staff);
    sql_text(q, ":act", act);
    sql_text(q, ":subject", subject);
    sql_text(q, ":detail", detail);
    return sql_run(q, err);
}

static void read_entry(Sql *q, AuditEntry *out)
{
    *out = (AuditEntry){
        .number = sql_get_int(q, 0), .at = sql_get_int(q, 1), .staff = sql_get_id(q, 3)};
    sql_get_copy(q, 2, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, 4, out->who, sizeof out->who);
    sql_get_copy(q, 5, out->act, sizeof out->act);
    sql_get_copy(q, 6, out->subject, sizeof out->subject);
    sql_get_copy(q, 7, out->detail, sizeof out->detail);
}

int audit_list(Store *store, int64_t before, AuditEntry *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT a.number, a.at, a.kiosk, a.staff, s.number, a.act, a.subject, a.detail"
        " FROM audit a LEFT JOIN staff s ON s.id = a.staff"
        " WHERE :before = 0 OR a.number < :before ORDER BY a.number DESC LIMIT :max");
    sql_int(q, ":before", before);
    sql_int(q, ":max", max);
    while (sql_row(q))
        read_entry(q, &out[count++]);
    return sql_done(q, err) ? count : -1;
}
