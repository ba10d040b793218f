/* Who of the families is here: from the visits, each time anew. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/families_rows.h"
#include "store/people.h"
#include "store/sql.h"
#include "store/workshops.h"

enum {
    MOST_WALK_INS = 1000,
    A_WALK_IN = 1024,
    LARGEST = 4096,
    KEY_SIZE = 512,
    GRADES = 24,
    A_YEAR = 10000
};

/* --- a visit ------------------------------------------------------------------------------- */

/* What the visits of an event say; a row for each that is not undone. */
#define ARRIVALS                                                                                   \
    "SELECT v.id, v.opened_by, v.arrived, ifnull(v.left, 0), v.kiosk, v.needs_interpreter,"        \
    " v.met IS NOT NULL, k.id IS NOT NULL, ifnull(k.held, 0), k.matched, k.adult, k.child,"        \
    " k.grade, k.language, v.ended = 'not_said'"                                                   \
    " FROM visit v LEFT JOIN stub k ON k.id = v.opened_by"

static Sql *arrivals(const Families *f)
{
    if (id_is_zero(f->event)) {
        Sql *q = sql(f->store,
            ARRIVALS " WHERE v.day = :day AND v.event IS NULL AND v.undone IS NULL"
                     " ORDER BY v.arrived, v.id");
        sql_int(q, ":day", f->day);
        return q;
    }
    Sql *q = sql(
        f->store, ARRIVALS " WHERE v.event = :event AND v.undone IS NULL ORDER BY v.arrived, v.id");
    sql_id(q, ":event", f->event);
    return q;
}

/* The first visit of a row stands, unless they left it and came again. */
static void arrive(Sql *q, Family *family)
{
    int64_t left = sql_get_int(q, 3);
    bool is_gone = left > 0 || sql_get_int(q, 14);
    if (family->state == FAMILY_HERE || (family->state == FAMILY_LEFT && is_gone))
        return;
    family->state = is_gone ? FAMILY_LEFT : FAMILY_HERE;
    family->visit = sql_get_id(q, 0);
    family->at = left ? left : sql_get_int(q, 2);
    family->wants_interpreter = sql_get_int(q, 5);
    family->is_met = sql_get_int(q, 6);
    sql_get_copy(q, 4, family->kiosk, sizeof family->kiosk);
}

static bool arrive_person(Families *f, Sql *q, Id person)
{
    int first, count = families_members(f, person, &first);
    for (int i = 0; i < count; i++)
        arrive(q, &f->rows[f->members[first + i].row].family);
    return count > 0;
}

/* --- walk-ins ------------------------------------------------------------------------------ */

static bool add_walk_in(Families *f, Sql *q, Err *err)
{
    char key[KEY_SIZE];
    Folder *folder = sql_folder(f->store, err);
    if (!folder || f->walk_in_count == MOST_WALK_INS || arena_room(&f->walkers) < LARGEST)
        return folder != NULL; /* past the most they are only counted */
    FamilyRow *row = &f->walk_ins[f->walk_in_count++];
    const char *adult = sql_get_text(q, 10), *child = sql_get_text(q, 11);
    fold_name(folder, adult[0] ? adult : child, key, sizeof key);
    *row = (FamilyRow){.key = arena_text(&f->walkers, key), .name_count = 2, .is_foreign = true};
    row->family = (Family){.id = sql_get_id(q, 1),
        .is_walk_in = true,
        .adults = arena_text(&f->walkers, adult[0] ? adult : child),
        .children = arena_text(&f->walkers, adult[0] ? child : ""),
        .grades = arena_text(&f->walkers, sql_get_text(q, 12)),
        .language = arena_text(&f->walkers, sql_get_text(q, 13))};
    const char **names = arena_take(&f->walkers, 2 * sizeof *names);
    names[0] = row->key;
    fold_name(folder, child, key, sizeof key);
    names[1] = arena_text(&f->walkers, key);
    char *words = arena_take(&f->walkers, strlen(names[0]) + strlen(names[1]) + 3);
    words[0] = ' ';
    strcat(strcat(strcat(words, names[0]), " "), names[1]);
    row->words = words;
    row->names = names;
    arrive(q, &row->family);
    return true;
}

static bool take(Families *f, Sql *q, Err *err)
{
    FamilyCounts *c = &f->counts;
    Id matched = sql_get_id(q, 9);
    if (!sql_get_int(q, 7)) {
        arrive_person(f, q, sql_get_id(q, 1));
        return true;
    }
    if (sql_get_int(q, 8)) {
        c->held++;
        return true;
    }
    if (!id_is_zero(matched) && arrive_person(f, q, matched)) {
        c->matched++;
        return true;
    }
    c->unmatched++;
    return add_walk_in(f, q, err);
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const FamilyRow *)left)->key, ((const FamilyRow *)right)->key);
}

static bool read_arrivals(Families *f, Err *err)
{
    bool is_taken = true;
    Sql *q = arrivals(f);
    while (is_taken && sql_row(q))
        is_taken = take(f, q, err);
    if (!sql_done(q, is_taken ? err : NULL) || !is_taken)
        return false;
    qsort(f->walk_ins, (size_t)f->walk_in_count, sizeof *f->walk_ins, by_key);
    return true;
}

static void make_walkers(Families *f)
{
    if (f->walkers.base)
        arena_wipe(&f->walkers);
    else
        arena_init(&f->walkers, MOST_WALK_INS * (A_WALK_IN + sizeof(FamilyRow)));
    f->walk_in_count = 0;
    f->walk_ins = arena_take(&f->walkers, MOST_WALK_INS * sizeof *f->walk_ins);
}

/* --- who wants an interpreter -------------------------------------------------------------- */

/* Those whose last visit within a year asked for one, and who have no visit now. */
static bool read_wanted(Families *f, Err *err)
{
    Sql *q = sql(f->store,
        "SELECT DISTINCT v.opened_by FROM visit v"
        " WHERE v.needs_interpreter = 1 AND v.undone IS NULL AND v.day > :day - :year"
        " AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.opened_by = v.opened_by"
        "  AND w.undone IS NULL AND w.arrived > v.arrived)");
    sql_int(q, ":day", f->day);
    sql_int(q, ":year", A_YEAR);
    while (sql_row(q)) {
        int first, count = families_members(f, sql_get_id(q, 0), &first);
        for (int i = 0; i < count; i++) {
            Family *family = &f->rows[f->members[first + i].row].family;
            if (family->state == FAMILY_NOT_YET)
                family->wants_interpreter = true;
        }
    }
    return sql_done(q, err);
}

/* --- counts -------------------------------------------------------------------------------- */

static FamilyGroup *group_of(FamilyGroup *groups, int *count, const char *name)
{
    for (int i = 0; i < *count; i++)
        if (strcmp(groups[i].name, name) == 0)
            return &groups[i];
    if (*count == FAMILY_GROUPS)
        return NULL;
    utf8_copy(groups[*count].name, sizeof groups->name, name);
    return &groups[(*count)++];
}

static void count_in(FamilyGroup *group, const Family *family)
{
    if (!group)
        return;
    group->expected++;
    group->here += family->state != FAMILY_NOT_YET;
}

/* In each grade of the row that the event is for. */
static void count_grades(Families *f, const Family *family)
{
    char grades[128], *rest = NULL;
    utf8_copy(grades, sizeof grades, family->grades);
    for (char *g = strtok_r(grades, ",", &rest); g; g = strtok_r(NULL, ",", &rest))
        if (grades_meet(g, f->event_grades))
            for (int i = 0; i < f->counts.grade_count; i++)
                if (strcmp(f->counts.grades[i].name, g) == 0)
                    count_in(&f->counts.grades[i], family);
}

static void count_row(Families *f, const Family *family)
{
    FamilyCounts *c = &f->counts;
    bool is_here = family->state != FAMILY_NOT_YET;
    c->waiting += family->state == FAMILY_HERE && family->wants_interpreter && !family->is_met;
    if (!family->is_expected) {
        c->besides += is_here;
        return;
    }
    c->expected++;
    c->here += is_here;
    count_in(group_of(c->languages, &c->language_count, family->language), family);
    count_grades(f, family);
}

static int by_size(const void *left, const void *right)
{
    const FamilyGroup *a = left, *b = right;
    return a->expected != b->expected ? b->expected - a->expected : strcmp(a->name, b->name);
}

static int count_of(Sql *q, Err *err)
{
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}

static bool count_people(Families *f, Err *err)
{
    Sql *q = sql(f->store,
        "SELECT ifnull(sum(v.adults + v.children), 0) FROM visit v"
        " LEFT JOIN stub k ON k.id = v.opened_by WHERE v.left IS NULL AND v.ended = ''"
        " AND v.undone IS NULL AND ifnull(k.held, 0) = 0");
    f->counts.inside = count_of(q, err);
    q = sql(f->store,
        "SELECT ifnull(sum(adults + children), 0) FROM headcount"
        " WHERE event IS :event AND day = :day AND undone IS NULL");
    sql_id(q, ":event", f->event);
    sql_int(q, ":day", f->day);
    f->counts.counted = count_of(q, err);
    return f->counts.inside >= 0 && f->counts.counted >= 0;
}

/* The grades of the event that somebody is in, in school order. */
static bool begin_grades(Families *f, Err *err)
{
    char grades[GRADES][32];
    int count = people_grades(f->store, grades, GRADES, err);
    for (int i = 0; i < count && !id_is_zero(f->event); i++)
        if (grades_meet(grades[i], f->event_grades))
            group_of(f->counts.grades, &f->counts.grade_count, grades[i]);
    return count >= 0;
}

static void count_rows(Families *f)
{
    for (int i = 0; i < f->count; i++)
        count_row(f, &f->rows[i].family);
    for (int i = 0; i < f->walk_in_count; i++)
        count_row(f, &f->walk_ins[i].family);
    qsort(f->counts.languages, (size_t)f->counts.language_count, sizeof *f->counts.languages,
        by_size);
}

/* --- all of it ----------------------------------------------------------------------------- */

static void clear(Families *f)
{
    f->counts = (FamilyCounts){0};
    for (int i = 0; i < f->count; i++) {
        Family *family = &f->rows[i].family;
        family->state = FAMILY_NOT_YET;
        family->visit = (Id){0};
        family->at = 0;
        family->kiosk[0] = 0;
        family->wants_interpreter = family->is_met = false;
        family->is_expected = !id_is_zero(f->event) && grades_meet(family->grades, f->event_grades);
    }
}

bool families_arrivals(Families *f, Err *err)
{
    clear(f);
    make_walkers(f);
    if (!read_arrivals(f, err) || !read_wanted(f, err) || !begin_grades(f, err) ||
        !count_people(f, err))
        return false;
    count_rows(f);
    return true;
}
