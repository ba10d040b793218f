/* The table term. */
#include "store/terms.h"

#include <sodium.h>
#include <string.h>

#include "store/sql.h"

static const char *const kinds[] = {
    [TERM_YEAR] = "year",
    [TERM_SEMESTER] = "semester",
    [TERM_TERM] = "term",
};

const char *term_kind_text(TermKind kind)
{
    return kinds[kind];
}

static TermKind read_kind(const char *text)
{
    for (TermKind kind = TERM_YEAR; kind < TERM_TERM; kind++)
        if (strcmp(text, kinds[kind]) == 0)
            return kind;
    return TERM_TERM;
}

/* UUID version 8 (RFC 9562): its bits are ours to fill. */
Id terms_id(const char *source_id)
{
    static const unsigned char key[] = "foyer: a term of a roster";
    Id id;
    crypto_generichash(id.byte, sizeof id.byte, (const unsigned char *)source_id, strlen(source_id),
        key, sizeof key - 1);
    id.byte[6] = (uint8_t)((id.byte[6] & 0x0f) | 0x80);
    id.byte[8] = (uint8_t)((id.byte[8] & 0x3f) | 0x80);
    return id;
}

bool terms_is_of_roster(Id id)
{
    return id.byte[6] >> 4 == 8;
}

bool terms_put(Store *store, const Term *term, Err *err)
{
    if (term->day_after_last <= term->first_day)
        return err_set(err, ERR_INVALID, "a term that ends before it begins");
    Sql *q = sql(store,
        "INSERT INTO term (id, title, kind, first_day, day_after_last)"
        " VALUES (:id, :title, :kind, :first_day, :day_after_last)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind,"
        " first_day = excluded.first_day, day_after_last = excluded.day_after_last");
    sql_id(q, ":id", term->id);
    sql_text(q, ":title", term->title);
    sql_text(q, ":kind", kinds[term->kind]);
    sql_int(q, ":first_day", term->first_day);
    sql_int(q, ":day_after_last", term->day_after_last);
    return sql_run(q, err);
}

bool terms_drop(Store *store, Id id, Err *err)
{
    Sql *q = sql(store, "DELETE FROM term WHERE id = :id");
    sql_id(q, ":id", id);
    return sql_run(q, err);
}

static void read_term(Sql *q, Term *term)
{
    *term = (Term){.id = sql_get_id(q, 0), .kind = read_kind(sql_get_text(q, 2))};
    sql_get_copy(q, 1, term->title, sizeof term->title);
    term->first_day = (int32_t)sql_get_int(q, 3);
    term->day_after_last = (int32_t)sql_get_int(q, 4);
}

bool terms_of_day(Store *store, int32_t day, Term *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, title, kind, first_day, day_after_last FROM term"
        " WHERE first_day <= :day AND :day < day_after_last"
        " ORDER BY day_after_last - first_day, title, id LIMIT 1");
    sql_int(q, ":day", day);
    bool is_found = sql_row(q);
    if (is_found)
        read_term(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no term has the day %d", (int)day);
}

int terms_list(Store *store, Term *out, int max, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, title, kind, first_day, day_after_last FROM term"
        " ORDER BY first_day DESC, day_after_last DESC, title, id");
    int count = 0;
    for (; sql_row(q); count++)
        if (count < max)
            read_term(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}
