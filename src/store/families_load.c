/* The roster as rows: students sorted by their guardians, so that those with the same ones stand
 * together. What is only needed for that is wiped and freed at the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/families_rows.h"
#include "store/sql.h"

enum { MOST_PEOPLE = 100000, MOST_TIES = 4 * MOST_PEOPLE, SHOWN_CHILDREN = 4 };
enum { KEY_SIZE = 512, TITLE_SIZE = 512, WORDS_SIZE = 1 << 16 };

/* Somebody as the roster has them. */
typedef struct {
    Id id;
    const char *given, *family, *key, *language, *grade;
    int order; /* of the grade, as schools count */
    Id *guardians;
    int guardian_count;
} Read;

typedef struct {
    Read *adults, *students;
    Id *ties; /* what `guardians` point into */
    int adult_count, student_count, tie_count;
    int most_adults, most_students, most_ties;
    const Read **group; /* of one row: its adults, then the children from the highest grade */
} People;

/* --- texts --------------------------------------------------------------------------------- */

const char *families_text(FamilyTexts *t, const char *text)
{
    size_t size = strlen(text) + 1;
    if (size == 1)
        return "";
    if (t->count == 0 || t->used + size > TEXT_CHUNK) {
        char *chunk = t->count < TEXT_CHUNKS && size <= TEXT_CHUNK ? calloc(1, TEXT_CHUNK) : NULL;
        t->is_full |= !chunk;
        if (!chunk)
            return "";
        t->chunk[t->count++] = chunk;
        t->used = 0;
    }
    char *at = t->chunk[t->count - 1] + t->used;
    t->used += size;
    return memcpy(at, text, size);
}

void families_wipe_texts(FamilyTexts *t)
{
    for (int i = 0; i < t->count; i++) {
        wipe(t->chunk[i], TEXT_CHUNK);
        free(t->chunk[i]);
    }
    *t = (FamilyTexts){0};
}

/* --- reading ------------------------------------------------------------------------------- */

#define PEOPLE                                                                                     \
    "SELECT id, coalesce(nullif(preferred_given, ''), given),"                                     \
    " coalesce(nullif(preferred_family, ''), family), name_key, language, grade, grade_order"      \
    " FROM person WHERE is_active AND role = :role ORDER BY id"

static void read_person(Sql *q, FamilyTexts *texts, Read *out)
{
    *out = (Read){.id = sql_get_id(q, 0),
        .given = families_text(texts, sql_get_text(q, 1)),
        .family = families_text(texts, sql_get_text(q, 2)),
        .key = families_text(texts, sql_get_text(q, 3)),
        .language = families_text(texts, sql_get_text(q, 4)),
        .grade = families_text(texts, sql_get_text(q, 5)),
        .order = (int)sql_get_int(q, 6)};
}

static bool read_people(Families *f, const char *role, Read *out, int max, int *count, Err *err)
{
    Sql *q = sql(f->store, PEOPLE);
    sql_text(q, ":role", role);
    while (*count < max && sql_row(q))
        read_person(q, &f->texts, &out[(*count)++]);
    return sql_done(q, err);
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Id)); /* Id, Read and FamilyMember begin with one */
}

static const Read *find(const Read *people, int count, Id id)
{
    return bsearch(&id, people, (size_t)count, sizeof *people, by_id);
}

/* Each student's guardians, in the order of their ids. */
static bool read_ties(Store *store, People *p, Err *err)
{
    int at = 0;
    Sql *q = sql(store, "SELECT student, guardian FROM guardian_of ORDER BY student, guardian");
    while (p->tie_count < p->most_ties && sql_row(q)) {
        Id student = sql_get_id(q, 0), guardian = sql_get_id(q, 1);
        while (at < p->student_count && by_id(&p->students[at].id, &student) < 0)
            at++;
        if (at == p->student_count)
            break;
        Read *s = &p->students[at];
        if (!id_equal(s->id, student) || !find(p->adults, p->adult_count, guardian))
            continue;
        if (s->guardian_count++ == 0)
            s->guardians = &p->ties[p->tie_count];
        p->ties[p->tie_count++] = guardian;
    }
    return sql_done(q, err);
}

static bool count_all(Store *store, People *p, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FILTER (WHERE role = 'guardian'), count(*) FILTER (WHERE role = "
        "'student'),"
        " (SELECT count(*) FROM guardian_of) FROM person WHERE is_active");
    if (sql_row(q)) {
        p->most_adults = (int)sql_get_int(q, 0);
        p->most_students = (int)sql_get_int(q, 1);
        p->most_ties = (int)sql_get_int(q, 2);
    }
    if (!sql_done(q, err))
        return false;
    if (p->most_adults + p->most_students > MOST_PEOPLE || p->most_ties > MOST_TIES)
        return err_set(err, ERR_FULL, "a list of more than %d people", MOST_PEOPLE);
    size_t adults = (size_t)p->most_adults + 1, students = (size_t)p->most_students + 1;
    p->adults = calloc(adults, sizeof *p->adults);
    p->students = calloc(students, sizeof *p->students);
    p->ties = calloc((size_t)p->most_ties + 1, sizeof *p->ties);
    p->group = calloc(adults + students, sizeof *p->group);
    return (p->adults && p->students && p->ties && p->group) ||
        err_set(err, ERR_FULL, "no memory for the list of families");
}

static void free_people(People *p)
{
    if (p->adults)
        wipe(p->adults, sizeof *p->adults * (size_t)p->most_adults);
    if (p->students)
        wipe(p->students, sizeof *p->students * (size_t)p->most_students);
    free(p->adults);
    free(p->students);
    free(p->ties);
    free(p->group);
}

static bool read_all(Families *f, People *p, Err *err)
{
    return count_all(f->store, p, err) &&
        read_people(f, "guardian", p->adults, p->most_adults, &p->adult_count, err) &&
        read_people(f, "student", p->students, p->most_students, &p->student_count, err) &&
        read_ties(f->store, p, err);
}

/* --- who is together ----------------------------------------------------------------------- */

static int by_guardians(const void *left, const void *right)
{
    const Read *a = left, *b = right;
    if (a->guardian_count != b->guardian_count)
        return a->guardian_count - b->guardian_count;
    int order = a->guardian_count
        ? memcmp(a->guardians, b->guardians, sizeof(Id) * (size_t)a->guardian_count)
        : 0;
    return order ? order : by_id(a, b); /* the first sibling first */
}

/* How many from here on have the same guardians; one without any is alone. */
static int group_size(const People *p, int first)
{
    const Read *a = &p->students[first];
    size_t size = sizeof(Id) * (size_t)a->guardian_count;
    int count = 1;
    for (; size > 0 && first + count < p->student_count; count++) {
        const Read *b = &p->students[first + count];
        if (b->guardian_count != a->guardian_count || memcmp(a->guardians, b->guardians, size) != 0)
            break;
    }
    return count;
}

static int by_grade(const void *left, const void *right)
{
    const Read *a = *(const Read *const *)left, *b = *(const Read *const *)right;
    if (a->order != b->order)
        return b->order - a->order;
    int order = strcmp(b->grade, a->grade); /* one in no known order */
    return order ? order : by_id(a, b);
}

typedef struct {
    const Read *const *adults, *const *children;
    int adult_count, child_count;
} Group;

static Group gather(People *p, int first, int count)
{
    const Read *students = &p->students[first];
    const Read **children = p->group + students->guardian_count;
    for (int i = 0; i < students->guardian_count; i++)
        p->group[i] = find(p->adults, p->adult_count, students->guardians[i]);
    for (int i = 0; i < count; i++)
        children[i] = &students[i];
    qsort(children, (size_t)count, sizeof *children, by_grade);
    return (Group){p->group, children, students->guardian_count, count};
}

/* --- a row's words ------------------------------------------------------------------------- */

static size_t add(char *out, size_t used, size_t size, const char *text)
{
    utf8_copy(out + used, size - used, text);
    return used + strlen(out + used);
}

/* "Ramírez, Rosa & Luis; Soto, Ana". */
static void write_title(const Group *group, char *out, size_t size)
{
    const Read *const *people = group->adult_count ? group->adults : group->children;
    int count = group->adult_count ? group->adult_count : 1;
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < count; i++) {
        const Read *p = people[i];
        bool is_same = i > 0 && p->family[0] && strcmp(p->family, people[i - 1]->family) == 0;
        if (!is_same) {
            used = add(out, used, size, i ? "; " : "");
            used = add(out, used, size, p->family);
        }
        used = add(out, used, size, is_same ? " & " : p->family[0] && p->given[0] ? ", " : "");
        used = add(out, used, size, p->given);
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
        used = add(out, used, size, i ? ", " : "");
        used = add(out, used, size, child->given[0] ? child->given : child->family);
        used = add(out, used, size, child->grade[0] ? " " : "");
        used = add(out, used, size, short_grade(child->grade));
    }
    snprintf(more, sizeof more, " +%d", group->child_count - SHOWN_CHILDREN);
    if (group->child_count > SHOWN_CHILDREN)
        add(out, used, size, more);
}

static void write_grades(const Group *group, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < group->child_count; i++) {
        const char *grade = group->children[i]->grade;
        if (!grade[0] || (i > 0 && strcmp(grade, group->children[i - 1]->grade) == 0))
            continue;
        used = add(out, used, size, used ? "," : "");
        used = add(out, used, size, grade);
    }
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

static bool is_own(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)word[i] >= 0x80)
            return true;
    return false;
}

/* A Chinese word of a key has its pinyin behind it: that is one to be begun, too. */
static void add_word(Buf *words, const char *word, size_t length)
{
    size_t own = 0;
    buf_text(words, " ");
    buf_add(words, word, length);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)word[i] >= 0x80)
            own = i + 1;
    if (own > 0 && own < length) {
        buf_text(words, " ");
        buf_add(words, word + own, length - own);
    }
}

uint32_t families_letters_of(const char *text)
{
    uint32_t letters = 0;
    for (; *text; text++)
        letters |= 1U << (*text & 31);
    return letters;
}

void families_words(FamilyTexts *texts, FamilyRow *row)
{
    Buf words;
    buf_init(&words, WORDS_SIZE);
    for (int i = 0; i < row->name_count; i++)
        for (const char *at = row->names[i]; *at;) {
            size_t length = strcspn(at, " ");
            row->is_foreign |= is_own(at, length);
            add_word(&words, at, length);
            at += length + (at[length] == ' ');
        }
    row->words = families_text(texts, words.data ? words.data : "");
    row->letters = families_letters_of(row->words);
    buf_finish(&words);
}

/* --- all rows ------------------------------------------------------------------------------ */

static void add_members(Families *f, const Read *who, int row)
{
    f->members[f->member_count] = (FamilyMember){who->id, row};
    f->names[f->member_count++] = who->key;
}

static void add_row(Families *f, Folder *folder, const Group *group, Id first)
{
    char text[TITLE_SIZE], key[KEY_SIZE];
    FamilyRow *row = &f->rows[f->count];
    row->family.id = first;
    row->family.language = language_of(group);
    write_title(group, text, sizeof text);
    row->family.adults = families_text(&f->texts, text);
    fold_name(folder, text, key, sizeof key);
    row->key = families_text(&f->texts, key);
    write_children(group, text, sizeof text);
    row->family.children = families_text(&f->texts, text);
    write_grades(group, text, sizeof text);
    row->family.grades = families_text(&f->texts, text);
    row->names = &f->names[f->member_count];
    row->name_count = group->adult_count + group->child_count;
    for (int i = 0; i < group->adult_count; i++)
        add_members(f, group->adults[i], f->count);
    for (int i = 0; i < group->child_count; i++)
        add_members(f, group->children[i], f->count);
    families_words(&f->texts, row);
    f->count++;
    wipe(text, sizeof text);
    wipe(key, sizeof key);
}

static int by_key(const void *left, const void *right)
{
    const FamilyRow *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : by_id(&a->family.id, &b->family.id);
}

static int by_person(const void *left, const void *right)
{
    const FamilyMember *a = left, *b = right;
    int order = by_id(a, b);
    return order ? order : a->row - b->row;
}

/* The rows in the order of their names; the members say where each row now stands. */
static bool sort(Families *f, Err *err)
{
    FamilyMember *firsts = calloc((size_t)f->count + 1, sizeof *firsts);
    int *place = calloc((size_t)f->count + 1, sizeof *place);
    if (firsts && place) {
        for (int i = 0; i < f->count; i++)
            firsts[i] = (FamilyMember){f->rows[i].family.id, i};
        qsort(firsts, (size_t)f->count, sizeof *firsts, by_id);
        qsort(f->rows, (size_t)f->count, sizeof *f->rows, by_key);
        for (int i = 0; i < f->count; i++) {
            const FamilyMember *before =
                bsearch(&f->rows[i].family.id, firsts, (size_t)f->count, sizeof *firsts, by_id);
            place[before->row] = i;
        }
        for (int i = 0; i < f->member_count; i++)
            f->members[i].row = place[f->members[i].row];
        qsort(f->members, (size_t)f->member_count, sizeof *f->members, by_person);
    }
    bool is_sorted = firsts && place;
    free(firsts);
    free(place);
    return is_sorted || err_set(err, ERR_FULL, "no memory for the list of families");
}

static bool make_room(Families *f, const People *p, Err *err)
{
    size_t rows = 1, members = 1;
    for (int i = 0, size; i < p->student_count; i += size) {
        size = group_size(p, i);
        rows++;
        members += (size_t)(size + p->students[i].guardian_count);
    }
    f->rows = calloc(rows, sizeof *f->rows);
    f->members = calloc(members, sizeof *f->members);
    f->names = calloc(members, sizeof *f->names);
    return (f->rows && f->members && f->names) ||
        err_set(err, ERR_FULL, "no memory for the list of families");
}

static bool make_rows(Families *f, People *p, Err *err)
{
    Folder *folder = sql_folder(f->store, err);
    qsort(p->students, (size_t)p->student_count, sizeof *p->students, by_guardians);
    if (!folder || !make_room(f, p, err))
        return false;
    for (int i = 0, size; i < p->student_count; i += size) {
        size = group_size(p, i);
        Group group = gather(p, i, size);
        add_row(f, folder, &group, p->students[i].id);
    }
    if (f->texts.is_full)
        return err_set(err, ERR_FULL, "the list of families is too long to be held");
    return sort(f, err);
}

bool families_load(Families *f, Err *err)
{
    People people = {0};
    bool is_loaded = read_all(f, &people, err) && make_rows(f, &people, err);
    free_people(&people);
    return is_loaded;
}

int families_members(const Families *f, Id person, int *first)
{
    int low = 0, high = f->member_count, count = 0;
    while (low < high) {
        int middle = (low + high) / 2;
        if (by_id(&f->members[middle].person, &person) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*first = low; low < f->member_count && id_equal(f->members[low].person, person); low++)
        count++;
    return count;
}
