/* People. One row a person, found by the roster's own id. */
#include "store/people.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/sql.h"

enum { KEY_SIZE = 1024 };

static const char *const role_names[] = {
    [STUDENT] = "student",
    [GUARDIAN] = "guardian",
    [EMPLOYEE] = "employee",
};

static PersonRole read_role(const char *text)
{
    for (PersonRole role = STUDENT; role < EMPLOYEE; role++)
        if (strcmp(text, role_names[role]) == 0)
            return role;
    return EMPLOYEE;
}

int people_grade_order(const char *grade)
{
    static const char *const early[] = {"IT", "PR", "PK", "TK", "KG"};
    for (int i = 0; i < (int)(sizeof early / sizeof *early); i++)
        if (strcasecmp(grade, early[i]) == 0)
            return i;
    char *end;
    long number = strtol(grade, &end, 10);
    if (isdigit((unsigned char)grade[0]) && !*end && number < 100)
        return 10 + (int)number;
    return strcasecmp(grade, "PS") == 0 ? 200 : 300;
}

/* ---- the key that names are found by ---- */

static void add_words(Folder *folder, const char *name, char key[KEY_SIZE])
{
    char words[KEY_SIZE];
    size_t used = strlen(key), room = KEY_SIZE - used;
    fold_name(folder, name, words, sizeof words);
    if (words[0] && strlen(words) + 2 < room) {
        if (used > 0)
            key[used++] = ' ';
        memcpy(key + used, words, strlen(words) + 1);
    }
    wipe(words, sizeof words);
}

/* A preferred name comes after the others, so that both spellings are found. */
static bool write_key(Store *store, const Person *person, char key[KEY_SIZE], Err *err)
{
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    key[0] = 0;
    add_words(folder, person->given, key);
    add_words(folder, person->middle, key);
    add_words(folder, person->family, key);
    if (strcmp(person->preferred_given, person->given) != 0)
        add_words(folder, person->preferred_given, key);
    if (strcmp(person->preferred_family, person->family) != 0)
        add_words(folder, person->preferred_family, key);
    return true;
}

/* The last four digits, or false if there are not so many. */
static bool write_last4(const char *phone, char out[5])
{
    size_t found = 0;
    for (size_t i = strlen(phone); i > 0 && found < 4; i--)
        if (isdigit((unsigned char)phone[i - 1]))
            out[3 - found++] = phone[i - 1];
    out[4] = 0;
    return found == 4;
}

/* ---- one person ---- */

static bool check_person(const Person *person, Err *err)
{
    if (!person->source_id[0])
        return err_set(err, ERR_INVALID, "a person without a source id");
    if (person->birth_month < 0 || person->birth_month > 12 || person->birth_day < 0 ||
        person->birth_day > 31 || !person->birth_month != !person->birth_day)
        return err_set(err, ERR_INVALID, "a birthday that is none");
    return true;
}

static void bind_person(Sql *q, const Person *person, const char *key)
{
    char last4[5];
    bool has_phone = write_last4(person->phone, last4);
    sql_text(q, ":source_id", person->source_id);
    sql_text(q, ":role", role_names[person->role]);
    sql_text(q, ":given", person->given);
    sql_text(q, ":middle", person->middle);
    sql_text(q, ":family", person->family);
    sql_text(q, ":preferred_given", person->preferred_given);
    sql_text(q, ":preferred_family", person->preferred_family);
    sql_text(q, ":name_key", key);
    sql_text(q, ":language", person->language);
    sql_text(q, ":phone", person->phone);
    sql_text(q, ":phone_last4", has_phone ? last4 : NULL);
    sql_text(q, ":grade", person->grade);
    sql_int(q, ":grade_order", people_grade_order(person->grade));
    sql_text(q, ":homeroom", person->homeroom);
    sql_int(q, ":birth_month", person->birth_month);
    sql_int(q, ":birth_day", person->birth_day);
    sql_int(q, ":see_office", person->see_office);
    sql_int(q, ":is_active", person->is_active);
    wipe(last4, sizeof last4);
}

static bool find_id(Store *store, const char *source_id, Id *out, Err *err)
{
    Sql *q = sql(store, "SELECT id FROM person WHERE source_id = :source_id");
    sql_text(q, ":source_id", source_id);
    *out = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    return sql_done(q, err);
}

/* Not one "ON CONFLICT DO UPDATE ... RETURNING": for that SQLite keeps a copy of every page it
 * touches, and a large roster takes a fifth longer (measured). */
static Sql *insert(Store *store)
{
    return sql(store,
        "INSERT INTO person (id, source_id, role, given, middle, family, preferred_given,"
        " preferred_family, name_key, language, phone, phone_last4, grade, grade_order,"
        " homeroom, birth_month, birth_day, see_office, is_active, seen)"
        " VALUES (:id, :source_id, :role, :given, :middle, :family, :preferred_given,"
        " :preferred_family, :name_key, :language, :phone, :phone_last4, :grade, :grade_order,"
        " :homeroom, nullif(:birth_month, 0), nullif(:birth_day, 0), :see_office, :is_active,"
        " :now)");
}

static Sql *update(Store *store)
{
    return sql(store,
        "UPDATE person SET source_id = :source_id, role = :role, given = :given,"
        " middle = :middle, family = :family, preferred_given = :preferred_given,"
        " preferred_family = :preferred_family, name_key = :name_key, language = :language,"
        " phone = :phone, phone_last4 = :phone_last4, grade = :grade,"
        " grade_order = :grade_order, homeroom = :homeroom,"
        " birth_month = nullif(:birth_month, 0), birth_day = nullif(:birth_day, 0),"
        " see_office = max(see_office, :see_office), is_active = :is_active, seen = :now"
        " WHERE id = :id");
}

static bool write_person(
    Store *store, Sql *(*how)(Store *), Id id, const Person *person, int64_t now, Err *err)
{
    char key[KEY_SIZE];
    bool ok = check_person(person, err) && write_key(store, person, key, err);
    if (ok) {
        Sql *q = how(store);
        sql_id(q, ":id", id);
        sql_int(q, ":now", now);
        bind_person(q, person, key);
        ok = sql_run(q, err);
    }
    wipe(key, sizeof key);
    return ok;
}

bool people_add(Store *store, Person *person, int64_t now, Err *err)
{
    Id id = id_is_zero(person->id) ? store_new_id(store, now) : person->id;
    if (!write_person(store, insert, id, person, now, err))
        return false;
    person->id = id;
    return true;
}

bool people_change(Store *store, const Person *person, int64_t now, Err *err)
{
    return write_person(store, update, person->id, person, now, err);
}

bool people_put(Store *store, Person *person, int64_t now, Err *err)
{
    Id id;
    if (!find_id(store, person->source_id, &id, err))
        return false;
    if (id_is_zero(id))
        return people_add(store, person, now, err);
    person->id = id;
    return people_change(store, person, now, err);
}

bool people_see_office(Store *store, Id id, bool see_office, Err *err)
{
    Sql *q = sql(store, "UPDATE person SET see_office = :see_office WHERE id = :id");
    sql_id(q, ":id", id);
    sql_int(q, ":see_office", see_office);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "person %s", id_text(id));
}

#define PERSON_COLUMNS                                                                             \
    "SELECT id, source_id, role, given, middle, family, preferred_given, preferred_family,"        \
    " language, phone, grade, homeroom, ifnull(birth_month, 0), ifnull(birth_day, 0),"             \
    " see_office, is_active FROM person "

static void read_person(Sql *q, Person *out)
{
    *out = (Person){.id = sql_get_id(q, 0), .role = read_role(sql_get_text(q, 2))};
    sql_get_copy(q, 1, out->source_id, sizeof out->source_id);
    sql_get_copy(q, 3, out->given, sizeof out->given);
    sql_get_copy(q, 4, out->middle, sizeof out->middle);
    sql_get_copy(q, 5, out->family, sizeof out->family);
    sql_get_copy(q, 6, out->preferred_given, sizeof out->preferred_given);
    sql_get_copy(q, 7, out->preferred_family, sizeof out->preferred_family);
    sql_get_copy(q, 8, out->language, sizeof out->language);
    sql_get_copy(q, 9, out->phone, sizeof out->phone);
    sql_get_copy(q, 10, out->grade, sizeof out->grade);
    sql_get_copy(q, 11, out->homeroom, sizeof out->homeroom);
    out->birth_month = (int)sql_get_int(q, 12);
    out->birth_day = (int)sql_get_int(q, 13);
    out->see_office = sql_get_int(q, 14);
    out->is_active = sql_get_int(q, 15);
}

static bool read_one(Sql *q, Person *out, Err *err)
{
    bool is_found = sql_row(q);
    if (is_found)
        read_person(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no such person");
}

bool people_get(Store *store, Id id, Person *out, Err *err)
{
    Sql *q = sql(store, PERSON_COLUMNS "WHERE id = :id");
    sql_id(q, ":id", id);
    return read_one(q, out, err);
}

bool people_by_source(Store *store, const char *source_id, Person *out, Err *err)
{
    Sql *q = sql(store, PERSON_COLUMNS "WHERE source_id = :source_id");
    sql_text(q, ":source_id", source_id);
    return read_one(q, out, err);
}

/* ---- who belongs to whom ---- */

static bool link_is_there(Store *store, Id guardian, Id student, Err *err)
{
    Sql *q =
        sql(store, "SELECT 1 FROM guardian_of WHERE guardian = :guardian AND student = :student");
    sql_id(q, ":guardian", guardian);
    sql_id(q, ":student", student);
    bool is_there = sql_row(q);
    if (!sql_done(q, err))
        return false;
    return is_there ||
        err_set(err, ERR_NOT_FOUND, "no guardian %s with student %s", id_text(guardian),
            id_text(student));
}

bool people_link(Store *store, Id guardian, Id student, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO guardian_of (guardian, student) SELECT g.id, s.id FROM person g, person s"
        " WHERE g.id = :guardian AND g.role = 'guardian'"
        " AND s.id = :student AND s.role = 'student' ON CONFLICT DO NOTHING");
    sql_id(q, ":guardian", guardian);
    sql_id(q, ":student", student);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || link_is_there(store, guardian, student, err);
}

bool people_tie(Store *store, Id guardian, Id student, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO guardian_of (guardian, student) VALUES (:guardian, :student)"
        " ON CONFLICT DO NOTHING");
    sql_id(q, ":guardian", guardian);
    sql_id(q, ":student", student);
    return sql_run(q, err);
}

bool people_unlink(Store *store, Id guardian, Id student, Err *err)
{
    Sql *q =
        sql(store, "DELETE FROM guardian_of WHERE guardian = :guardian AND student = :student");
    sql_id(q, ":guardian", guardian);
    sql_id(q, ":student", student);
    return sql_run(q, err);
}

bool people_leave(Store *store, Id id, int64_t now, Err *err)
{
    Sql *q = sql(store, "UPDATE person SET is_active = 0, seen = :now WHERE id = :id");
    sql_id(q, ":id", id);
    sql_int(q, ":now", now);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 || err_set(err, ERR_NOT_FOUND, "person %s", id_text(id));
}

/* ---- enrolment ---- */

/* A clock that was set back must not close a span before it began. */
static bool close_spans(Store *store, int32_t day, Err *err)
{
    Sql *q = sql(store,
        "UPDATE enrolment SET day_after_last = max(first_day, :day)"
        " WHERE day_after_last IS NULL AND NOT EXISTS (SELECT 1 FROM person p"
        "  WHERE p.id = enrolment.person AND p.role = 'student' AND p.is_active"
        "  AND p.grade = enrolment.grade AND p.language = enrolment.language)");
    sql_int(q, ":day", day);
    return sql_run(q, err);
}

/* Of several that ended on this day the last: only one may be open. */
static bool reopen_spans(Store *store, int32_t day, Err *err)
{
    Sql *q = sql(store,
        "UPDATE enrolment SET day_after_last = NULL WHERE day_after_last = :day"
        " AND first_day = (SELECT max(e.first_day) FROM enrolment e JOIN person p"
        "   ON p.id = e.person AND p.grade = e.grade AND p.language = e.language"
        "  WHERE e.person = enrolment.person AND e.day_after_last = :day)"
        " AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person = enrolment.person"
        "  AND e.day_after_last IS NULL)"
        " AND EXISTS (SELECT 1 FROM person p WHERE p.id = enrolment.person"
        "  AND p.role = 'student' AND p.is_active)");
    sql_int(q, ":day", day);
    return sql_run(q, err);
}

/* Twice changed on one day is one span: it is opened again as it is now. */
static bool open_spans(Store *store, int32_t day, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO enrolment (person, first_day, grade, language)"
        " SELECT id, :day, grade, language FROM person p WHERE role = 'student' AND is_active"
        " AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person = p.id"
        "  AND e.day_after_last IS NULL)"
        " ON CONFLICT (person, first_day) DO UPDATE SET grade = excluded.grade,"
        " language = excluded.language, day_after_last = NULL");
    sql_int(q, ":day", day);
    return sql_run(q, err);
}

bool people_enrol(Store *store, int64_t now, int32_t day, Err *err)
{
    (void)now; /* spans are of days */
    if (!sql_begin(store, err))
        return false;
    bool ok = close_spans(store, day, err) && reopen_spans(store, day, err) &&
        open_spans(store, day, err);
    return sql_end(store, ok, err);
}

/* ---- all of them ---- */

int people_count(Store *store, PersonRole role, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM person WHERE role = :role AND is_active");
    sql_text(q, ":role", role_names[role]);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    return sql_done(q, err) ? count : -1;
}

int people_grades(Store *store, char (*out)[32], int max, Err *err)
{
    Sql *q = sql(store,
        "SELECT DISTINCT grade FROM person WHERE role = 'student' AND is_active AND grade <> ''"
        " ORDER BY grade_order, grade LIMIT :max");
    sql_int(q, ":max", max);
    int count = 0;
    while (sql_row(q))
        sql_get_copy(q, 0, out[count++], sizeof *out);
    return sql_done(q, err) ? count : -1;
}
