/* The roster as rows: students sorted by their guardians, so that those with the same ones stand
 * together. */
#include "store/families_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/sql.h"

enum { MOST_PEOPLE = 100000, MOST_ADULTS = 6, MOST_STUDENTS = 24, SHOWN_CHILDREN = 4 };
enum { KEY_SIZE = 512, TITLE_SIZE = 512 };

/* Somebody as the roster has them; texts in the arena. */
typedef struct {
    Id id;
    const char *given, *family, *key, *language, *grade;
    int order; /* of the grade, as schools count */
    Id guardians[MOST_ADULTS];
    int guardian_count;
} Read;

typedef struct {
    Read *adults, *students;
    int adult_count, student_count;
} People;

bool families_has_room(const Arena *arena, size_t size, Err *err)
{
    return arena_room(arena) > size ||
        err_set(err, ERR_FULL, "the list of families is too long to be held");
}

/* --- people -------------------------------------------------------------------------------- */

#define NAMES                                                                                      \
    "p.id, coalesce(nullif(p.preferred_given, ''), p.given),"                                      \
    " coalesce(nullif(p.preferred_family, ''), p.family), p.name_key, p.language, p.grade,"        \
    " p.grade_order"

static void read_person(Sql *q, Arena *arena, Read *out)
{
    *out = (Read){.id = sql_get_id(q, 0),
        .given = arena_text(arena, sql_get_text(q, 1)),
        .family = arena_text(arena, sql_get_text(q, 2)),
        .key = arena_text(arena, sql_get_text(q, 3)),
        .language = arena_text(arena, sql_get_text(q, 4)),
        .grade = arena_text(arena, sql_get_text(q, 5)),
        .order = (int)sql_get_int(q, 6)};
}

static bool read_adults(Store *store, Arena *arena, People *people, Err *err)
{
    Sql *q = sql(store,
        "SELECT " NAMES " FROM person p WHERE p.role = 'guardian' AND p.is_active ORDER BY p.id");
    while (sql_row(q) && people->adult_count < MOST_PEOPLE && arena_room(arena) > 4096)
        read_person(q, arena, &people->adults[people->adult_count++]);
    return sql_done(q, err);
}

/* A row for each guardian of a student. */
static bool read_students(Store *store, Arena *arena, People *people, Err *err)
{
    Read *last = NULL;
    Sql *q = sql(store,
        "SELECT " NAMES ", t.guardian FROM person p LEFT JOIN tie t ON t.student = p.id"
        " WHERE p.role = 'student' AND p.is_active ORDER BY p.id, t.guardian");
    while (sql_row(q) && people->student_count < MOST_PEOPLE && arena_room(arena) > 4096) {
        Id id = sql_get_id(q, 0), guardian = sql_get_id(q, 7);
        if (!last || !id_equal(last->id, id)) {
            last = &people->students[people->student_count++];
            read_person(q, arena, last);
        }
        if (!id_is_zero(guardian) && last->guardian_count < MOST_ADULTS)
            last->guardians[last->guardian_count++] = guardian;
    }
    return sql_done(q, err);
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Id)); /* a Read and a FamilyMember begin with it */
}

/* Those with the same guardians together; of them the first sibling first. */
static int by_guardians(const void *left, const void *right)
{
    const Read *a = left, *b = right;
    if (a->guardian_count != b->guardian_count)
        return a->guardian_count - b->guardian_count;
    int order = memcmp(a->guardians, b->guardians, sizeof(Id) * (size_t)a->guardian_count);
    return order ? order : by_id(a, b);
}

static bool is_same_home(const Read *a, const Read *b)
{
    return a->guardian_count > 0 && a->guardian_count == b->guardian_count &&
        memcmp(a->guardians, b->guardians, sizeof(Id) * (size_t)a->guardian_count) == 0;
}

/* --- a row --------------------------------------------------------------------------------- */

/* Those of one row, the children from the highest grade. */
typedef struct {
    const Read *adults[MOST_ADULTS], *children[MOST_STUDENTS];
    int adult_count, child_count;
} Group;

static int by_grade(const void *left, const void *right)
{
    const Read *a = *(const Read *const *)left, *b = *(const Read *const *)right;
    return a->order != b->order ? b->order - a->order : by_id(a, b);
}

static void gather(const People *people, const Read *students, int count, Group *group)
{
    *group = (Group){0};
    for (int i = 0; i < count && i < MOST_STUDENTS; i++)
        group->children[group->child_count++] = &students[i];
    qsort(group->children, (size_t)group->child_count, sizeof *group->children, by_grade);
    for (int i = 0; i < students->guardian_count; i++) {
        const Read *adult = bsearch(&students->guardians[i], people->adults,
            (size_t)people->adult_count, sizeof *people->adults, by_id);
        if (adult)
            group->adults[group->adult_count++] = adult;
    }
}

static size_t add(char *out, size_t used, size_t size, const char *before, const char *text)
{
    int wrote = snprintf(out + used, size - used, "%s%s", before, text);
    size_t now = used + (wrote > 0 ? (size_t)wrote : 0);
    return now < size ? now : size - 1;
}

/* "Ramírez, Rosa & Luis; Soto, Ana". */
static void write_title(const Group *group, char *out, size_t size)
{
    const Read *const *people = group->adult_count ? group->adults : group->children;
    int count = group->adult_count ? group->adult_count : 1;
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < count; i++) {
        bool is_same = i > 0 && strcmp(people[i]->family, people[i - 1]->family) == 0;
        if (is_same) {
            used = add(out, used, size, " & ", people[i]->given);
            continue;
        }
        used = add(out, used, size, i ? "; " : "", people[i]->family);
        used = add(out, used, size, people[i]->family[0] ? ", " : "", people[i]->given);
    }
}

/* "05" is 5, "KG" is K: as it is said at a school's door. */
static const char *short_grade(const char *grade)
{
    if (strcmp(grade, "KG") == 0)
        return "K";
    return grade[0] == '0' && grade[1] ? grade + 1 : grade;
}

static void write_children(const Group *group, char *out, size_t size)
{
    size_t used = 0;
    char more[16];
    out[0] = 0;
    for (int i = 0; i < group->child_count && i < SHOWN_CHILDREN; i++) {
        const Read *child = group->children[i];
        used = add(out, used, size, i ? ", " : "", child->given);
        used = add(out, used, size, " ", short_grade(child->grade));
    }
    snprintf(more, sizeof more, "+%d", group->child_count - SHOWN_CHILDREN);
    if (group->child_count > SHOWN_CHILDREN)
        add(out, used, size, " ", more);
}

static void write_grades(const Group *group, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < group->child_count; i++)
        if (i == 0 || strcmp(group->children[i]->grade, group->children[i - 1]->grade) != 0)
            used = add(out, used, size, i ? "," : "", group->children[i]->grade);
}

static const char *language_of(const Group *group)
{
    for (int i = 0; i < group->child_count; i++)
        if (group->children[i]->language[0])
            return group->children[i]->language;
    for (int i = 0; i < group->adult_count; i++)
        if (group->adults[i]->language[0])
            return group->adults[i]->language;
    return "";
}

static void write_words(Families *f, const Group *group, FamilyRow *row)
{
    size_t size = 1, used = 0;
    int count = group->adult_count + group->child_count;
    const char **names = arena_take(&f->roster, sizeof *names * (size_t)count);
    for (int i = 0; i < count; i++) {
        names[i] = i < group->adult_count ? group->adults[i]->key
                                          : group->children[i - group->adult_count]->key;
        size += strlen(names[i]) + 1;
    }
    char *words = arena_take(&f->roster, size);
    for (int i = 0; i < count; i++)
        used = add(words, used, size, " ", names[i]);
    for (const char *c = words; *c && !row->is_foreign; c++)
        row->is_foreign = (unsigned char)*c >= 0x80;
    row->words = words;
    row->names = names;
    row->name_count = count;
}

static bool add_row(Families *f, const Group *group, Id first, Err *err)
{
    char title[TITLE_SIZE], text[TITLE_SIZE], key[KEY_SIZE];
    Folder *folder = sql_folder(f->store, err);
    if (!folder || !families_has_room(&f->roster, 16384, err))
        return false;
    FamilyRow *row = &f->rows[f->count++];
    write_title(group, title, sizeof title);
    fold_name(folder, title, key, sizeof key);
    row->family = (Family){
        .id = first, .adults = arena_text(&f->roster, title), .language = language_of(group)};
    row->key = arena_text(&f->roster, key);
    write_children(group, text, sizeof text);
    row->family.children = arena_text(&f->roster, text);
    write_grades(group, text, sizeof text);
    row->family.grades = arena_text(&f->roster, text);
    row->first_grade = group->children[0]->order;
    write_words(f, group, row);
    return true;
}

/* --- all rows ------------------------------------------------------------------------------ */

static int by_key(const void *left, const void *right)
{
    const FamilyRow *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : memcmp(&a->family.id, &b->family.id, sizeof(Id));
}

/* Who is in which row; after the rows stand in their order. `homes`: where each row's students
 * begin, by the first sibling. */
static void add_members(Families *f, const People *people)
{
    FamilyMember *firsts = arena_take(&f->roster, sizeof *firsts * (size_t)(f->count + 1));
    for (int i = 0; i < f->count; i++)
        firsts[i] = (FamilyMember){f->rows[i].family.id, i};
    qsort(firsts, (size_t)f->count, sizeof *firsts, by_id);
    int row = 0;
    for (int i = 0; i < people->student_count; i++) {
        const Read *s = &people->students[i];
        bool is_first = i == 0 || !is_same_home(s, s - 1);
        const FamilyMember *found =
            is_first ? bsearch(&s->id, firsts, (size_t)f->count, sizeof *firsts, by_id) : NULL;
        row = found ? found->row : row;
        f->members[f->member_count++] = (FamilyMember){s->id, row};
        for (int g = 0; is_first && g < s->guardian_count; g++)
            f->members[f->member_count++] = (FamilyMember){s->guardians[g], row};
    }
    qsort(f->members, (size_t)f->member_count, sizeof *f->members, by_id);
}

static bool make_rows(Families *f, const People *people, Err *err)
{
    Group group;
    for (int i = 0, end; i < people->student_count; i = end) {
        const Read *first = &people->students[i];
        end = i + 1;
        while (end < people->student_count && is_same_home(first, &people->students[end]))
            end++;
        gather(people, first, end - i, &group);
        if (!add_row(f, &group, first->id, err))
            return false;
    }
    qsort(f->rows, (size_t)f->count, sizeof *f->rows, by_key);
    add_members(f, people);
    return true;
}

static int count_people(Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM person WHERE is_active AND role <> 'employee'");
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    if (!sql_done(q, err))
        return -1;
    if (count > MOST_PEOPLE) {
        err_set(err, ERR_FULL, "a list of more than %d people", MOST_PEOPLE);
        return -1;
    }
    return count;
}

bool families_load(Families *f, Err *err)
{
    enum { A_PERSON = 1024, AT_LEAST = 1 << 17 };
    int most = count_people(f->store, err);
    if (most < 0)
        return false;
    size_t count = (size_t)most + 1;
    arena_init(&f->roster, AT_LEAST + count * (A_PERSON + sizeof(Read) * 2 + sizeof(FamilyRow)));
    People people = {.adults = arena_take(&f->roster, count * sizeof(Read)),
        .students = arena_take(&f->roster, count * sizeof(Read))};
    f->rows = arena_take(&f->roster, count * sizeof *f->rows);
    f->members = arena_take(&f->roster, count * MOST_ADULTS * sizeof *f->members);
    if (!read_adults(f->store, &f->roster, &people, err) ||
        !read_students(f->store, &f->roster, &people, err))
        return false;
    qsort(people.students, (size_t)people.student_count, sizeof(Read), by_guardians);
    return make_rows(f, &people, err);
}

int families_members(const Families *f, Id person, int *first)
{
    int low = 0, high = f->member_count, count = 0;
    while (low < high) {
        int middle = (low + high) / 2;
        if (memcmp(&f->members[middle].person, &person, sizeof person) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*first = low; low < f->member_count && id_equal(f->members[low].person, person); low++)
        count++;
    return count;
}
