/* What families need. */
#include "store/needs.h"

#include "store/settings.h"
#include "store/sql.h"

/* A family and age is a row of these: twins of one age are one family. */
#define ACTIVE "u.state IN ('confirmed', 'offered', 'attended', 'waiting')"
#define NEEDS                                                                                      \
    "(SELECT u.id, u.session, 0 AS kind, a.value AS age, '' AS language,"                          \
    "  u.state <> 'waiting' AS has, count(*) AS people"                                            \
    "  FROM signup u, json_each('[' || u.ages || ']') a WHERE " ACTIVE " GROUP BY u.id, a.value"   \
    " UNION ALL SELECT u.id, u.session, 1, 0, u.interpreter, u.state <> 'waiting',"                \
    "  u.adults + u.children FROM signup u WHERE u.interpreter <> '' AND " ACTIVE                  \
    " UNION ALL SELECT u.id, u.session, 2, 0, '', u.state <> 'waiting', u.rides"                   \
    "  FROM signup u WHERE u.rides > 0 AND " ACTIVE ") n"

static void read_need(Sql *q, Need *out)
{
    *out = (Need){.session = sql_get_id(q, 0),
        .workshop = sql_get_id(q, 1),
        .starts = sql_get_int(q, 2),
        .kind = (NeedKind)sql_get_int(q, 3),
        .families = (int)sql_get_int(q, 6),
        .people = (int)sql_get_int(q, 7),
        .waiting_families = (int)sql_get_int(q, 8),
        .waiting_people = (int)sql_get_int(q, 9)};
    sql_get_copy(q, 4, out->language, sizeof out->language);
    for (const char *at = sql_get_text(q, 5); *at;) {
        unsigned age = 0;
        for (; *at >= '0' && *at <= '9'; at++)
            age = age * 10 + (unsigned)(*at - '0');
        out->ages |= age < 32 ? 1U << age : 0;
        at += *at != 0;
    }
}

int needs_sessions(Store *store, int64_t from, Need *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT s.id, s.workshop, s.starts, n.kind, n.language,"
        " iif(n.kind = 0, group_concat(DISTINCT n.age), ''),"
        " count(DISTINCT iif(n.has, n.id, NULL)), sum(n.has * n.people),"
        " count(DISTINCT iif(n.has, NULL, n.id)), sum((1 - n.has) * n.people)"
        " FROM " NEEDS " JOIN session s ON s.id = n.session JOIN workshop w ON w.id = s.workshop"
        " WHERE s.starts >= :from AND s.state = 'published' AND w.state = 'published'"
        " GROUP BY s.id, n.kind, n.language"
        " ORDER BY s.starts, s.uid, n.kind, sum(n.has) DESC, n.language");
    sql_int(q, ":from", from);
    for (; sql_row(q); count++)
        if (count < max)
            read_need(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

/* A family is counted by its first child, however many of its adults came. */
int needs_expected(Store *store, const Event *event, NeedExpected *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "WITH last AS (SELECT opened_by, needs_interpreter, language, max(arrived) FROM visit"
        "  WHERE undone IS NULL GROUP BY opened_by),"
        " child AS (SELECT l.opened_by, s.id, s.grade FROM last l"
        "  JOIN guardian_of g ON g.guardian = l.opened_by JOIN person s ON s.id = g.student"
        "  WHERE l.needs_interpreter AND s.is_active"
        "  UNION SELECT l.opened_by, s.id, s.grade FROM last l JOIN person s ON s.id = l.opened_by"
        "  WHERE l.needs_interpreter AND s.is_active AND s.role = 'student'),"
        " home AS (SELECT c.opened_by, min(c.id) AS first, max(:grades = ''"
        "   OR instr(',' || :grades || ',', ',' || c.grade || ',') > 0) AS is_expected"
        "  FROM child c GROUP BY c.opened_by)"
        " SELECT coalesce(nullif(p.language, ''), l.language) AS spoken,"
        " count(DISTINCT h.first) AS families FROM home h JOIN last l ON l.opened_by = h.opened_by"
        " JOIN person p ON p.id = h.opened_by WHERE h.is_expected"
        " GROUP BY spoken ORDER BY families DESC, spoken");
    sql_text(q, ":grades", event->grades);
    for (; sql_row(q); count++) {
        if (count >= max)
            continue;
        sql_get_copy(q, 0, out[count].language, sizeof out[count].language);
        out[count].families = (int)sql_get_int(q, 1);
    }
    return sql_done(q, err) ? count : -1;
}

int64_t needs_ask_by(Store *store, int64_t starts)
{
    enum { DAY = 86400 };
    return starts - settings_number(store, "ask_by_days") * DAY;
}
