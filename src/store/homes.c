/* Finding a home by two facts, and opening one that was found.
 *
 * A search by phone starts from the guardians with these last four digits and opens a
 * guardian's home; one by birthday starts from the children born that day and opens a child's.
 * Either then asks whether the name typed is that person's, or that of someone tied to them.
 * The views of schema.c say who is tied to whom and who is in a home. */
#include "store/homes.h"

#include <ctype.h>
#include <string.h>

#include "base/wipe.h"
#include "store/sql.h"
#include "text/initials.h"

enum { FITTING = 32, KEY_SIZE = 512, NAME_SIZE = 256 };

/* The homes that fit so far, by who opens them. */
typedef struct {
    Id opened_by[FITTING];
    int count;
    bool is_too_many;
    FoldMatch best; /* of the names: exact ones drive out close ones */
} Fitting;

/* ---- the question ---- */

static bool is_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return !text[length];
}

static bool is_complete(const HomeQuery *query)
{
    if (query->proof == PROOF_PHONE)
        return is_digits(query->digits, 4);
    return query->month >= 1 && query->month <= 12 && query->day >= 1 && query->day <= 31;
}

static bool write_key(Store *store, const char *name, char key[KEY_SIZE], Err *err)
{
    Folder *folder = sql_folder(store, err);
    return folder && fold_name(folder, name, key, KEY_SIZE) && key[0];
}

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
        "WITH a AS (SELECT id, name_key FROM person"
        "  WHERE birth_month = :month AND birth_day = :day AND +role = 'student' AND is_active)"
        " SELECT id, name_key FROM a UNION ALL"
        " SELECT a.id, adult.name_key FROM a JOIN tie ON tie.student = a.id"
        "  JOIN person adult ON adult.id = tie.guardian");
    sql_int(q, ":month", query->month);
    sql_int(q, ":day", query->day);
    return q;
}

/* ---- the homes that fit ---- */

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

/* The child whose home it is called, whichever of the siblings was found. */
static bool first_sibling(Store *store, Id child, Id *out, Err *err)
{
    Sql *q = sql(store, "SELECT min(student) FROM home_student WHERE opened_by = :child");
    sql_id(q, ":child", child);
    *out = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    return sql_done(q, err);
}

static bool merge_siblings(Store *store, Fitting *fitting, Err *err)
{
    Fitting merged = {.best = fitting->best, .is_too_many = fitting->is_too_many};
    for (int i = 0; i < fitting->count; i++) {
        Id child;
        if (!first_sibling(store, fitting->opened_by[i], &child, err))
            return false;
        add(&merged, child);
    }
    *fitting = merged;
    return true;
}

static bool search(
    Store *store, const HomeQuery *query, const char *key, Fitting *fitting, Err *err)
{
    bool is_phone = query->proof == PROOF_PHONE;
    Sql *q = is_phone ? by_phone(store, query) : by_birthday(store, query);
    while (sql_row(q))
        consider(fitting, key, q);
    return sql_done(q, err) && (is_phone || merge_siblings(store, fitting, err));
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

static bool begins_with(Folder *folder, const char *name, char letter)
{
    char key[KEY_SIZE];
    fold_name(folder, name, key, sizeof key);
    bool begins = key[0] == letter;
    wipe(key, sizeof key);
    return begins;
}

/* A name that folds to nothing is no answer. */
static bool has_letter(Store *store, Id home, const char *typed, bool *has, Err *err)
{
    char key[KEY_SIZE];
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    fold_name(folder, typed, key, sizeof key);
    Sql *q = sql(store,
        "SELECT coalesce(nullif(given, ''), family), preferred_given FROM home_adult"
        " JOIN person ON person.id = adult WHERE opened_by = :home");
    sql_id(q, ":home", home);
    *has = false;
    while (sql_row(q))
        *has |= key[0] &&
            (begins_with(folder, sql_get_text(q, 0), key[0]) ||
                begins_with(folder, sql_get_text(q, 1), key[0]));
    wipe(key, sizeof key);
    return sql_done(q, err);
}

/* Keeps the homes that the further answers fit. */
static bool narrow(Store *store, const HomeQuery *query, Fitting *fitting, Err *err)
{
    int kept = 0;
    for (int i = 0; i < fitting->count; i++) {
        Id home = fitting->opened_by[i];
        bool fits_grade = true, fits_letter = true;
        if (query->grade[0] && !has_grade(store, home, query->grade, &fits_grade, err))
            return false;
        if (query->adult_letter[0] &&
            !has_letter(store, home, query->adult_letter, &fits_letter, err))
            return false;
        if (fits_grade && fits_letter)
            fitting->opened_by[kept++] = home;
    }
    fitting->count = kept;
    return true;
}

/* ---- opening ---- */

/* Whether a student or guardian of it has the flag. */
static bool must_see_office(Store *store, Id home, bool *must, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM (SELECT student AS id FROM home_student WHERE opened_by = :home"
        " UNION ALL SELECT adult FROM home_adult WHERE opened_by = :home) JOIN person USING (id)"
        " WHERE see_office LIMIT 1");
    sql_id(q, ":home", home);
    *must = sql_row(q);
    return sql_done(q, err);
}

/* What opening reads besides the home itself: names, to be wiped. */
typedef struct {
    char name[HOME_PEOPLE][NAME_SIZE];
} Names;

#define HOME_PERSON                                                                                \
    "SELECT p.id, p.role = 'guardian', p.grade, p.homeroom, p.language,"                           \
    " coalesce(nullif(p.preferred_given, ''), nullif(p.given, ''), p.family) FROM person p"

static void read_person(Sql *q, Home *home, Names *names)
{
    HomePerson *person = &home->people[home->count];
    person->id = sql_get_id(q, 0);
    person->is_guardian = sql_get_int(q, 1);
    if (!person->is_guardian) {
        sql_get_copy(q, 2, person->grade, sizeof person->grade);
        sql_get_copy(q, 3, person->room, sizeof person->room);
    }
    if (!home->language[0])
        sql_get_copy(q, 4, home->language, sizeof home->language);
    sql_get_copy(q, 5, names->name[home->count], NAME_SIZE);
    home->count++;
}

static bool read_guardian(Store *store, Id id, Home *home, Names *names, Err *err)
{
    Sql *q = sql(store, HOME_PERSON " WHERE p.id = :id AND p.role = 'guardian' AND p.is_active");
    sql_id(q, ":id", id);
    if (sql_row(q))
        read_person(q, home, names);
    return sql_done(q, err);
}

static bool read_students(Store *store, Id opened_by, Home *home, Names *names, Err *err)
{
    Sql *q = sql(store,
        HOME_PERSON " JOIN home_student h ON h.student = p.id"
                    " WHERE h.opened_by = :opened_by"
                    " ORDER BY p.grade_order DESC, p.grade DESC, p.id LIMIT :max");
    sql_id(q, ":opened_by", opened_by);
    sql_int(q, ":max", HOME_PEOPLE - home->count);
    while (sql_row(q))
        read_person(q, home, names);
    return sql_done(q, err);
}

/* The home's language where neither its guardian nor a child has one. */
static bool read_language(Store *store, Id opened_by, Home *home, Err *err)
{
    Sql *q = sql(store,
        "SELECT language FROM home_adult JOIN person ON person.id = adult"
        " WHERE opened_by = :opened_by AND language <> '' ORDER BY person.id LIMIT 1");
    sql_id(q, ":opened_by", opened_by);
    if (sql_row(q))
        sql_get_copy(q, 0, home->language, sizeof home->language);
    return sql_done(q, err);
}

/* Whether another child of the home, called otherwise, begins with the same letters. */
static bool is_taken(const Home *home, const Names *names, int who, int letters)
{
    char own[sizeof home->people->letters], other[sizeof own];
    bool is_taken = false;
    initials_write(names->name[who], letters, own, sizeof own);
    for (int i = 0; i < home->count && !is_taken; i++) {
        if (home->people[i].is_guardian || strcmp(names->name[i], names->name[who]) == 0)
            continue;
        initials_write(names->name[i], letters, other, sizeof other);
        is_taken = strcmp(own, other) == 0;
    }
    wipe(other, sizeof other);
    wipe(own, sizeof own);
    return is_taken;
}

/* As few letters as tell a child from the others. Two with one name share their letters: the
 * grade tells them apart. */
static void write_letters(Home *home, const Names *names)
{
    for (int who = 0; who < home->count; who++) {
        HomePerson *person = &home->people[who];
        int letters = 1;
        bool has_more =
            initials_write(names->name[who], letters, person->letters, sizeof person->letters);
        while (has_more && letters < (int)sizeof person->letters && !person->is_guardian &&
            is_taken(home, names, who, letters))
            has_more = initials_write(
                names->name[who], ++letters, person->letters, sizeof person->letters);
    }
}

static bool load(Store *store, Id id, Home *home, Names *names, Err *err)
{
    if (!read_guardian(store, id, home, names, err))
        return false;
    home->opened_by = id;
    if (home->count == 0 && !first_sibling(store, id, &home->opened_by, err))
        return false;
    if (id_is_zero(home->opened_by))
        return err_set(err, ERR_NOT_FOUND, "no home of %s", id_text(id));
    if (!read_students(store, home->opened_by, home, names, err) ||
        (!home->language[0] && !read_language(store, home->opened_by, home, err)))
        return false;
    write_letters(home, names);
    return true;
}

bool homes_get(Store *store, Id opened_by, Home *out, Err *err)
{
    Home home = {0};
    Names names = {0};
    bool ok = load(store, opened_by, &home, &names, err);
    if (ok)
        *out = home;
    wipe(&names, sizeof names);
    wipe(&home, sizeof home);
    return ok;
}

/* Whether one of them may be opened at the glass. If none may, no question is asked either: a
 * question would tell that somebody is there. */
static bool any_may_open(Store *store, const Fitting *fitting, bool *any, Err *err)
{
    *any = false;
    for (int i = 0; i < fitting->count; i++) {
        bool must;
        if (!must_see_office(store, fitting->opened_by[i], &must, err))
            return false;
        *any |= !must;
    }
    return true;
}

static HomeAnswer answer(
    Store *store, const HomeQuery *query, const Fitting *fitting, Home *out, Err *err)
{
    bool any;
    if (fitting->is_too_many || !any_may_open(store, fitting, &any, err) || !any)
        return HOME_NONE;
    if (fitting->count == 1)
        return homes_get(store, fitting->opened_by[0], out, err) ? HOME_OPEN : HOME_NONE;
    if (!query->grade[0])
        return HOME_ASK_GRADE;
    return query->adult_letter[0] ? HOME_NONE : HOME_ASK_LETTER;
}

HomeAnswer homes_find(Store *store, const HomeQuery *query, Home *out, Err *err)
{
    char key[KEY_SIZE] = "";
    Fitting fitting = {0};
    HomeAnswer found = HOME_NONE;
    if (is_complete(query) && write_key(store, query->name, key, err) &&
        search(store, query, key, &fitting, err) && narrow(store, query, &fitting, err))
        found = answer(store, query, &fitting, out, err);
    wipe(key, sizeof key);
    wipe(&fitting, sizeof fitting);
    return found;
}

bool homes_miss(Store *store, const char *kiosk, int64_t at, Err *err)
{
    Sql *q = sql(store, "INSERT INTO miss (kiosk, at) VALUES (:kiosk, :at)");
    sql_text(q, ":kiosk", kiosk);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}
