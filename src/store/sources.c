/* What the file knows of where its people come from. */
#include "store/sources.h"

#include "store/sql.h"

bool sources_read(Store *store, const char *kind, SourceTake take, void *self, Err *err)
{
    Sql *q = sql(store, "SELECT id, text FROM source WHERE kind = :kind ORDER BY id");
    sql_text(q, ":kind", kind);
    bool ok = true;
    while (ok && sql_row(q))
        ok = take(self, sql_get_text(q, 0), sql_get_text(q, 1), err);
    return sql_done(q, ok ? err : NULL) && ok;
}

bool sources_put(Store *store, const char *kind, const char *id, const char *text, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO source (kind, id, text) VALUES (:kind, :id, :text)"
        " ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text");
    sql_text(q, ":kind", kind);
    sql_text(q, ":id", id);
    sql_text(q, ":text", text);
    return sql_run(q, err);
}

bool sources_drop(Store *store, const char *kind, const char *id, Err *err)
{
    Sql *q = sql(store, "DELETE FROM source WHERE kind = :kind AND id = :id");
    sql_text(q, ":kind", kind);
    sql_text(q, ":id", id);
    return sql_run(q, err);
}
