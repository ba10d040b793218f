/* Sessions with their counts, made from the sign-ups in one statement. */
#include "store/session_list.h"

#include "store/sql.h"

#define COLUMNS                                                                                    \
    "SELECT s.id, s.workshop, s.starts, s.ends, s.is_virtual,"                                     \
    " s.state <> 'published' OR w.state <> 'published' AS is_withdrawn, s.language, s.seats,"      \
    " s.childcare, s.interpreters, s.rides, ifnull(sum(u.state = 'confirmed'), 0),"                \
    " ifnull(sum(u.state = 'attended'), 0), ifnull(sum(u.state = 'offered'), 0),"                  \
    " ifnull(sum(u.state = 'waiting'), 0),"                                                        \
    " ifnull(sum(iif(u.state = 'waiting', 0, u.adults + u.children)), 0)"                          \
    " FROM session s JOIN workshop w ON w.id = s.workshop LEFT JOIN signup u ON u.session = s.id"  \
    "  AND u.state IN ('confirmed', 'attended', 'offered', 'waiting') "

static void read_row(Sql *q, SessionRow *out)
{
    *out = (SessionRow){
        .id = sql_get_id(q, 0),
        .workshop = sql_get_id(q, 1),
        .starts = sql_get_int(q, 2),
        .ends = sql_get_int(q, 3),
        .is_virtual = sql_get_int(q, 4),
        .is_withdrawn = sql_get_int(q, 5),
        .places = {(int)sql_get_int(q, 7), (int)sql_get_int(q, 8), (int)sql_get_int(q, 9),
            (int)sql_get_int(q, 10)},
        .confirmed = (int)sql_get_int(q, 11),
        .attended = (int)sql_get_int(q, 12),
        .offered = (int)sql_get_int(q, 13),
        .waiting = (int)sql_get_int(q, 14),
        .seats = (int)sql_get_int(q, 15),
    };
    sql_get_copy(q, 6, out->language, sizeof out->language);
}

int session_list(Store *store, int64_t from, int64_t to, SessionRow *out, int max, Err *err)
{
    Sql *q = sql(store,
        COLUMNS "WHERE s.starts >= :from AND (:to = 0 OR s.starts < :to) GROUP BY s.id"
                " HAVING NOT is_withdrawn OR count(u.id) > 0 ORDER BY s.starts, s.uid");
    int count = 0;
    sql_int(q, ":from", from);
    sql_int(q, ":to", to);
    for (; sql_row(q); count++)
        if (count < max)
            read_row(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

bool session_row(Store *store, Id session, SessionRow *out, Err *err)
{
    Sql *q = sql(store, COLUMNS "WHERE s.id = :id GROUP BY s.id");
    sql_id(q, ":id", session);
    bool is_found = sql_row(q);
    if (is_found)
        read_row(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "session %s", id_text(session));
}
