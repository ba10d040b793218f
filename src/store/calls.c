/* Whom the office should ring. */
#include "store/calls.h"

#include <string.h>

#include "store/calls_rows.h"
#include "store/signed_rows.h"
#include "store/sql.h"

static CallWhy read_why(const char *word)
{
    if (strcmp(word, "offer") == 0)
        return CALL_OFFER;
    return strcmp(word, "withdrawn") == 0 ? CALL_WITHDRAWN : CALL_CANCELLED;
}

static void read_row(Sql *q, CallRow *out)
{
    *out = (CallRow){.signup = sql_get_id(q, 0),
        .session = sql_get_id(q, 1),
        .workshop = sql_get_id(q, 2),
        .why = read_why(sql_get_text(q, 3)),
        .starts = sql_get_int(q, 7),
        .until = sql_get_int(q, 8),
        .people = (int)sql_get_int(q, 9)};
    sql_get_copy(q, 4, out->name, sizeof out->name);
    sql_get_copy(q, 5, out->phone, sizeof out->phone);
    sql_get_copy(q, 6, out->language, sizeof out->language);
}

int calls_list(Store *store, int64_t now, int first, CallRow *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT u.id, s.id, s.workshop, " CALLS_WHY ", " WHO_NAME ", " WHO_PHONE ", " WHO_LANGUAGE
        ", s.starts, " CALLS_UNTIL ", u.adults + u.children + u.childcare FROM signup u"
        " JOIN session s ON s.id = u.session JOIN workshop w ON w.id = s.workshop" WHO_TABLES
            CALLS_WHERE CALLS_ORDER);
    sql_int(q, ":now", now);
    for (; sql_row(q); count++)
        if (count >= first && count - first < max)
            read_row(q, &out[count - first]);
    return sql_done(q, err) ? count : -1;
}
