/* A family of the roster in words, and whether it is here already. */
#include "store/repair.h"

#include <string.h>

#include "base/utf8.h"
#include "store/sql.h"

#define MEMBERS                                                                                    \
    " FROM (SELECT student AS id FROM home_student WHERE opened_by = :family"                      \
    "  UNION ALL SELECT adult FROM home_adult WHERE opened_by = :family) JOIN person p USING "     \
    "(id) "

static void add_adult(Sql *q, RepairFamily *out)
{
    size_t used = strlen(out->adults);
    const char *family = sql_get_text(q, 2);
    if (used + 8 >= sizeof out->adults)
        return;
    if (used)
        utf8_copy(out->adults + used, sizeof out->adults - used, "; ");
    used = strlen(out->adults);
    utf8_copy(out->adults + used, sizeof out->adults - used, family);
    used = strlen(out->adults);
    if (family[0] && sql_get_text(q, 1)[0] && used + 2 < sizeof out->adults)
        utf8_copy(out->adults + used, sizeof out->adults - used, ", ");
    used = strlen(out->adults);
    utf8_copy(out->adults + used, sizeof out->adults - used, sql_get_text(q, 1));
}

static void add_child(Sql *q, RepairFamily *out)
{
    if (out->count < REPAIR_CHILDREN) {
        RepairChild *child = &out->children[out->count];
        utf8_copy(child->name, sizeof child->name, sql_get_text(q, 1));
        utf8_copy(child->grade, sizeof child->grade, sql_get_text(q, 3));
    }
    out->count++;
}

static bool read_members(Store *store, RepairFamily *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT p.role = 'student', coalesce(nullif(p.preferred_given, ''), p.given),"
        " coalesce(nullif(p.preferred_family, ''), p.family), p.grade, p.language" MEMBERS
        " ORDER BY p.role = 'student', p.grade_order DESC, p.id");
    sql_id(q, ":family", out->id);
    while (sql_row(q)) {
        if (sql_get_int(q, 0))
            add_child(q, out);
        else
            add_adult(q, out);
        if (!out->language[0])
            sql_get_copy(q, 4, out->language, sizeof out->language);
    }
    return sql_done(q, err);
}

/* By a visit of any of them, or of a walk-in who was found to be them. */
static bool read_visit(Store *store, Id event, Id besides, RepairFamily *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT arrived, kiosk FROM visit WHERE event = :event AND undone IS NULL"
        " AND opened_by IN (SELECT student FROM home_student WHERE opened_by = :family"
        "  UNION ALL SELECT adult FROM home_adult WHERE opened_by = :family"
        "  UNION ALL SELECT id FROM stub WHERE matched = :family AND id IS NOT :besides)"
        " ORDER BY arrived LIMIT 1");
    sql_id(q, ":event", event);
    sql_id(q, ":family", out->id);
    sql_id(q, ":besides", besides);
    if (sql_row(q)) {
        out->at = sql_get_int(q, 0);
        sql_get_copy(q, 1, out->kiosk, sizeof out->kiosk);
    }
    return sql_done(q, err);
}

bool repair_family(Store *store, Id family, Id event, Id besides, RepairFamily *out, Err *err)
{
    *out = (RepairFamily){.id = family};
    if (!read_members(store, out, err) || !read_visit(store, event, besides, out, err))
        return false;
    return out->count > 0 || err_set(err, ERR_NOT_FOUND, "no family %s", id_text(family));
}
