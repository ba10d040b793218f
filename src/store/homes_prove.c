/* Proving: one fact more of a home that is open. */
#include "store/homes.h"

#include <string.h>

#include "store/sql.h"

static bool has_phone(Store *store, Id home, const char *digits, bool *has, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM home_adult JOIN person ON person.id = adult"
        " WHERE opened_by = :home AND phone_last4 = :digits LIMIT 1");
    sql_id(q, ":home", home);
    sql_text(q, ":digits", digits);
    *has = sql_row(q);
    return sql_done(q, err);
}

static bool has_birthday(Store *store, Id home, int month, int day, bool *has, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM home_student JOIN person ON person.id = student"
        " WHERE opened_by = :home AND birth_month = :month AND birth_day = :day LIMIT 1");
    sql_id(q, ":home", home);
    sql_int(q, ":month", month);
    sql_int(q, ":day", day);
    *has = sql_row(q);
    return sql_done(q, err);
}

static bool has_letters(Store *store, Id home, const char *letters, bool *has, Err *err)
{
    enum { LETTERS = 2 };
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    Sql *q = sql(store,
        "SELECT coalesce(nullif(given, ''), family), preferred_given FROM home_student"
        " JOIN person ON person.id = student WHERE opened_by = :home");
    sql_id(q, ":home", home);
    *has = false;
    while (sql_row(q))
        *has |= fold_begins(folder, sql_get_text(q, 0), letters, LETTERS) ||
            fold_begins(folder, sql_get_text(q, 1), letters, LETTERS);
    return sql_done(q, err);
}

bool homes_prove(Store *store, Id opened_by, const HomeQuery *query, bool *fits, Err *err)
{
    switch (query->proof) {
    case PROOF_PHONE:
        return has_phone(store, opened_by, query->digits, fits, err);
    case PROOF_BIRTHDAY:
        return has_birthday(store, opened_by, query->month, query->day, fits, err);
    default:
        return has_letters(store, opened_by, query->letters, fits, err);
    }
}

ProofKind homes_second_proof(HomeWay way, ProofKind first)
{
    if (first != PROOF_BIRTHDAY)
        return PROOF_BIRTHDAY;
    return way == WAY_PHONE ? PROOF_LETTERS : PROOF_PHONE;
}
