/* Opening a home: who is in it, as letters and grades. The views of schema.c say who is. */
#include "store/homes.h"

#include <string.h>

#include "base/wipe.h"
#include "store/sql.h"
#include "text/initials.h"

enum { NAME_SIZE = 256 };

bool homes_first_sibling(Store *store, Id child, Id *out, Err *err)
{
    Sql *q = sql(store, "SELECT min(student) FROM home_student WHERE opened_by = :child");
    sql_id(q, ":child", child);
    *out = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
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
    if (sql_row(q) && !home->language[0])
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

/* All is read whoever it is, also if it is nobody: a miss takes as long. */
static bool load(Store *store, Id id, Home *home, Names *names, Err *err)
{
    Id child;
    if (!read_guardian(store, id, home, names, err) || !homes_first_sibling(store, id, &child, err))
        return false;
    home->opened_by = home->count > 0 ? id : child;
    if (!read_students(store, home->opened_by, home, names, err) ||
        !read_language(store, home->opened_by, home, err))
        return false;
    if (id_is_zero(home->opened_by))
        return err_set(err, ERR_NOT_FOUND, "no home of %s", id_text(id));
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

bool homes_must_see_office(Store *store, Id home, bool *must, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM (SELECT student AS id FROM home_student WHERE opened_by = :home"
        " UNION ALL SELECT adult FROM home_adult WHERE opened_by = :home) JOIN person USING (id)"
        " WHERE see_office LIMIT 1");
    sql_id(q, ":home", home);
    *must = sql_row(q);
    return sql_done(q, err);
}

HomeAnswer homes_open(Store *store, Id opened_by, Home *out, Err *err)
{
    Home home = {0};
    bool must = false;
    Err none = {0};
    bool is_read = homes_must_see_office(store, opened_by, &must, &none);
    bool is_there = homes_get(store, opened_by, &home, &none);
    bool is_open = is_read && is_there && !must;
    if (is_open)
        *out = home;
    else if (none.code != ERR_NONE && none.code != ERR_NOT_FOUND)
        err_set(err, none.code, "%s", none.detail);
    wipe(&home, sizeof home);
    return is_open ? HOME_OPEN : HOME_NONE;
}
