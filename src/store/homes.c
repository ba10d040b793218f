/* Finding a home by two facts.
 *
 * The second fact, which is exact, chooses who comes into question: the guardians with these last
 * four digits, the children born that day, the guardians with this number. Only then is it asked
 * whether the name typed is that person's, or that of someone tied to them. The views of schema.c
 * say who is tied to whom and who is in a home.
 *
 * Where nobody is found, each later question is asked of nobody, once: a miss runs the statements
 * that a home not to be opened runs. */
#include "store/homes.h"

#include <ctype.h>
#include <string.h>

#include "base/wipe.h"
#include "store/sql.h"

enum { FITTING = 32, KEY_SIZE = 512, NUMBER_SIZE = 32, LETTERS = 2 };
enum { NUMBER_LEAST = 7, NUMBER_US = 10 };

/* The homes that fit so far, by who opens them. */
typedef struct {
    Id opened_by[FITTING];
    int count;
    bool is_too_many;
    FoldMatch best; /* of the names: better ones drive out the others */
} Fitting;

/* What was typed, made comparable. */
typedef struct {
    char name[KEY_SIZE];
    char number[NUMBER_SIZE];
} Asked;

/* ---- the question ---- */

static bool is_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return !text[length];
}

/* The digits of a number, without the prefix that dials abroad and without the 1 that numbers of
 * ten digits may have before them. */
static void write_number(const char *phone, char out[NUMBER_SIZE])
{
    size_t used = 0;
    for (; *phone && used + 1 < NUMBER_SIZE; phone++)
        if (isdigit((unsigned char)*phone))
            out[used++] = *phone;
    out[used] = 0;
    size_t abroad = 0;
    if (out[0] == '0' && (out[1] == '0' || (out[1] == '1' && out[2] == '1')))
        abroad = out[1] == '0' ? 2 : 3;
    if (used - abroad == NUMBER_US + 1 && out[abroad] == '1')
        abroad++;
    memmove(out, out + abroad, used - abroad + 1);
}

static bool is_birthday(const HomeQuery *query)
{
    return query->month >= 1 && query->month <= 12 && query->day >= 1 && query->day <= 31;
}

static bool read_name(Store *store, const HomeQuery *query, Asked *asked, Err *err)
{
    Folder *folder = sql_folder(store, err);
    bool is_proof = query->proof == PROOF_PHONE
        ? is_digits(query->digits, 4)
        : query->proof == PROOF_BIRTHDAY && is_birthday(query);
    return folder && is_proof && fold_name(folder, query->name, asked->name, KEY_SIZE) &&
        asked->name[0];
}

static bool read_phone(Store *store, const HomeQuery *query, Asked *asked, Err *err)
{
    char letters[KEY_SIZE] = "";
    Folder *folder = sql_folder(store, err);
    bool is_proof = query->proof == PROOF_BIRTHDAY && is_birthday(query);
    if (folder && query->proof == PROOF_LETTERS)
        is_proof = fold_name(folder, query->letters, letters, sizeof letters) && letters[0];
    wipe(letters, sizeof letters);
    write_number(query->phone, asked->number);
    return folder && is_proof && strlen(asked->number) >= NUMBER_LEAST;
}

/* ---- who comes into question ---- */

static Sql *by_phone(Store *store, const HomeQuery *query)
{
    Sql *q = sql(store,
        "WITH a AS (SELECT id, name_key FROM person"
        "  WHERE phone_last4 = :digits AND +role = 'guardian' AND is_active)"
        " SELECT id, name_key FROM a UNION ALL"
        " SELECT a.id, child.name_key FROM a JOIN tie ON tie.guardian = a.id"
        "  JOIN person child ON child.id = tie.student");
    sql_text(q, ":digits", query->digits);
    return q;
}

static Sql *by_birthday(Store *store, const HomeQuery *query)
{
    Sql *q = sql(store,
        "WITH a AS NOT MATERIALIZED (SELECT id, name_key FROM person INDEXED BY person_birthday"
        "  WHERE birth_month = :month AND birth_day = :day AND role = 'student' AND is_active = 1)"
        " SELECT id, name_key FROM a UNION ALL"
        " SELECT a.id, adult.name_key FROM a JOIN guardian_of l ON l.student = a.id"
        "  JOIN person adult INDEXED BY person_guardian ON adult.id = l.guardian"
        "  AND adult.role = 'guardian' AND adult.is_active = 1");
    sql_int(q, ":month", query->month);
    sql_int(q, ":day", query->day);
    return q;
}

/* Each guardian whose number ends so, with each child. */
static Sql *by_number(Store *store, const char *number)
{
    Sql *q = sql(store,
        "SELECT g.id, g.phone, ifnull(s.birth_month, 0), ifnull(s.birth_day, 0),"
        " coalesce(nullif(s.given, ''), s.family), s.preferred_given"
        " FROM person g JOIN tie ON tie.guardian = g.id JOIN person s ON s.id = tie.student"
        " WHERE g.phone_last4 = :last4 AND +g.role = 'guardian' AND g.is_active");
    sql_text(q, ":last4", number + strlen(number) - 4);
    return q;
}

static void add(Fitting *fitting, Id opened_by)
{
    for (int i = 0; i < fitting->count; i++)
        if (id_equal(fitting->opened_by[i], opened_by))
            return;
    if (fitting->count < FITTING)
        fitting->opened_by[fitting->count++] = opened_by;
    else
        fitting->is_too_many = true;
}

static void consider(Fitting *fitting, const char *key, Sql *q)
{
    FoldMatch match = fold_match(key, sql_get_text(q, 1));
    if (match == FOLD_NONE || match < fitting->best)
        return;
    if (match > fitting->best)
        *fitting = (Fitting){.best = match};
    add(fitting, sql_get_id(q, 0));
}

/* By a child's birthday, siblings are one home. */
static bool merge_siblings(Store *store, Fitting *fitting, Err *err)
{
    Fitting merged = {.best = fitting->best, .is_too_many = fitting->is_too_many};
    for (int i = 0; i < fitting->count || i == 0; i++) {
        Id child;
        if (!homes_first_sibling(store, fitting->opened_by[i], &child, err))
            return false;
        if (!id_is_zero(child))
            add(&merged, child);
    }
    *fitting = merged;
    return true;
}

static bool search_name(
    Store *store, const HomeQuery *query, const char *key, Fitting *fitting, Err *err)
{
    bool is_phone = query->proof == PROOF_PHONE;
    Sql *q = is_phone ? by_phone(store, query) : by_birthday(store, query);
    while (sql_row(q))
        consider(fitting, key, q);
    return sql_done(q, err) && (is_phone || merge_siblings(store, fitting, err));
}

static bool is_proven_by(Folder *folder, const HomeQuery *query, Sql *q)
{
    if (query->proof == PROOF_BIRTHDAY)
        return sql_get_int(q, 2) == query->month && sql_get_int(q, 3) == query->day;
    return fold_begins(folder, sql_get_text(q, 4), query->letters, LETTERS) ||
        fold_begins(folder, sql_get_text(q, 5), query->letters, LETTERS);
}

static bool search_number(
    Store *store, const HomeQuery *query, const char *number, Fitting *fitting, Err *err)
{
    char theirs[NUMBER_SIZE];
    Folder *folder = sql_folder(store, err);
    Sql *q = by_number(store, number);
    while (folder && sql_row(q)) {
        write_number(sql_get_text(q, 1), theirs);
        if (strcmp(theirs, number) == 0 && is_proven_by(folder, query, q))
            add(fitting, sql_get_id(q, 0));
    }
    wipe(theirs, sizeof theirs);
    return sql_done(q, err) && folder;
}

/* ---- one more question ---- */

static bool has_grade(Store *store, Id home, const char *grade, bool *has, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM home_student JOIN person ON person.id = student"
        " WHERE opened_by = :home AND grade = :grade LIMIT 1");
    sql_id(q, ":home", home);
    sql_text(q, ":grade", grade);
    *has = sql_row(q);
    return sql_done(q, err);
}

static bool has_letter(Store *store, Id home, const char *typed, bool *has, Err *err)
{
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    Sql *q = sql(store,
        "SELECT coalesce(nullif(given, ''), family), preferred_given FROM home_adult"
        " JOIN person ON person.id = adult WHERE opened_by = :home");
    sql_id(q, ":home", home);
    *has = false;
    while (sql_row(q))
        *has |= fold_begins(folder, sql_get_text(q, 0), typed, 1) ||
            fold_begins(folder, sql_get_text(q, 1), typed, 1);
    return sql_done(q, err);
}

/* Keeps the homes that the further answers fit. */
static bool narrow(Store *store, const HomeQuery *query, Fitting *fitting, Err *err)
{
    int kept = 0;
    for (int i = 0; i < fitting->count || i == 0; i++) {
        Id home = fitting->opened_by[i];
        bool fits_grade = true, fits_letter = true;
        if (query->grade[0] && !has_grade(store, home, query->grade, &fits_grade, err))
            return false;
        if (query->adult_letter[0] &&
            !has_letter(store, home, query->adult_letter, &fits_letter, err))
            return false;
        if (fits_grade && fits_letter && i < fitting->count)
            fitting->opened_by[kept++] = home;
    }
    fitting->count = kept;
    return true;
}

/* ---- the answer ---- */

/* Whether one of them may be opened at the glass. If none may, no question is asked either: a
 * question would tell that somebody is there. */
static bool any_may_open(Store *store, const Fitting *fitting, bool *any, Err *err)
{
    *any = false;
    for (int i = 0; i < fitting->count; i++) {
        bool must;
        if (!homes_must_see_office(store, fitting->opened_by[i], &must, err))
            return false;
        *any |= !must;
    }
    return true;
}

static HomeAnswer next_question(const HomeQuery *query)
{
    HomeAnswer first = HOME_ASK_GRADE, second = HOME_ASK_LETTER;
    bool has_first = query->grade[0], has_second = query->adult_letter[0];
    if (query->way == WAY_PHONE) {
        first = HOME_ASK_LETTER, second = HOME_ASK_GRADE;
        has_first = query->adult_letter[0], has_second = query->grade[0];
    }
    return !has_first ? first : !has_second ? second : HOME_NONE;
}

static HomeAnswer answer(
    Store *store, const HomeQuery *query, const Fitting *fitting, Home *out, Err *err)
{
    bool any = false;
    HomeAnswer question = next_question(query);
    if (fitting->count == 1 && !fitting->is_too_many)
        return homes_open(store, fitting->opened_by[0], out, err);
    if (!any_may_open(store, fitting, &any, err))
        return HOME_NONE;
    if (any && !fitting->is_too_many && question != HOME_NONE)
        return question;
    return homes_open(store, (Id){0}, out, err);
}

HomeAnswer homes_find(Store *store, const HomeQuery *query, Home *out, Err *err)
{
    Asked asked = {0};
    Fitting fitting = {0};
    HomeAnswer found = HOME_NONE;
    bool is_phone = query->way == WAY_PHONE;
    bool is_complete =
        is_phone ? read_phone(store, query, &asked, err) : read_name(store, query, &asked, err);
    if (is_complete &&
        (is_phone ? search_number(store, query, asked.number, &fitting, err)
                  : search_name(store, query, asked.name, &fitting, err)) &&
        narrow(store, query, &fitting, err))
        found = answer(store, query, &fitting, out, err);
    wipe(&asked, sizeof asked);
    wipe(&fitting, sizeof fitting);
    return found;
}
