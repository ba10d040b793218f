/* Notes. */
#include "store/notes.h"

#include "store/sql.h"

bool notes_add(Store *store, const Note *note, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO note (id, guardian, language, text, made)"
        " VALUES (:id, :guardian, :language, :text, :made) ON CONFLICT (id) DO NOTHING");
    sql_id(q, ":id", note->id);
    sql_id(q, ":guardian", note->guardian);
    sql_text(q, ":language", note->language);
    sql_text(q, ":text", note->text);
    sql_int(q, ":made", note->made);
    return sql_run(q, err);
}

int notes_waiting(Store *store, Id opened_by, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM note WHERE guardian = :guardian AND read IS NULL");
    sql_id(q, ":guardian", opened_by);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}
