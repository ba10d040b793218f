/* The table person_group. */
#include "store/groups.h"

#include "store/sql.h"

static Sql *bind(Sql *q, const Group *group)
{
    sql_id(q, ":person", group->person);
    sql_text(q, ":kind", group->kind);
    sql_text(q, ":value", group->value);
    return q;
}

/* 99991231 stands for "still", so that days compare. */
static bool overlaps(Store *store, const Group *group, bool *out, Err *err)
{
    Sql *q = bind(sql(store,
                      "SELECT 1 FROM person_group WHERE person = :person AND kind = :kind"
                      " AND value = :value AND first_day <> :first"
                      " AND first_day < ifnull(nullif(:after, 0), 99991231)"
                      " AND ifnull(day_after_last, 99991231) > :first"),
        group);
    sql_int(q, ":first", group->first_day);
    sql_int(q, ":after", group->day_after_last);
    *out = sql_row(q);
    return sql_done(q, err);
}

static int put(Store *store, const Group *group, Err *err)
{
    Sql *q = bind(sql(store,
                      "INSERT INTO person_group (person, kind, value, first_day, day_after_last)"
                      " VALUES (:person, :kind, :value, :first, nullif(:after, 0))"
                      " ON CONFLICT DO UPDATE SET day_after_last = excluded.day_after_last"
                      " WHERE day_after_last IS NOT excluded.day_after_last"),
        group);
    sql_int(q, ":first", group->first_day);
    sql_int(q, ":after", group->day_after_last);
    return sql_run(q, err) ? sql_changes(store) : -1;
}

int groups_put(Store *store, const Group *group, Err *err)
{
    bool is_over;
    if (!overlaps(store, group, &is_over, err))
        return -1;
    if (is_over) {
        err_set(err, ERR_REFUSED, "these days overlap those of another row");
        return -1;
    }
    return put(store, group, err);
}

bool groups_open_since(Store *store, const Group *group, int32_t *out, Err *err)
{
    Sql *q = bind(sql(store,
                      "SELECT first_day FROM person_group WHERE person = :person"
                      " AND kind = :kind AND value = :value AND day_after_last IS NULL"),
        group);
    *out = sql_row(q) ? (int32_t)sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

bool groups_open(Store *store, const Group *group, int32_t day, Err *err)
{
    Sql *q = bind(sql(store,
                      "UPDATE person_group SET day_after_last = NULL WHERE person = :person"
                      " AND kind = :kind AND value = :value AND day_after_last = :day"),
        group);
    sql_int(q, ":day", day);
    if (!sql_run(q, err))
        return false;
    Group now = *group;
    now.first_day = day;
    now.day_after_last = 0;
    return sql_changes(store) > 0 || put(store, &now, err) >= 0;
}

/* A clock that was set back must not close a span before it began. */
bool groups_close(Store *store, const Group *group, int32_t day, Err *err)
{
    Sql *q = bind(sql(store,
                      "UPDATE person_group SET day_after_last = max(first_day, :day)"
                      " WHERE person = :person AND kind = :kind AND value = :value"
                      " AND day_after_last IS NULL"),
        group);
    sql_int(q, ":day", day);
    return sql_run(q, err);
}
