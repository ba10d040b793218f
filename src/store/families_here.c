/* Who of the families is here: from the visits, each time anew. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/families_rows.h"
#include "store/people.h"
#include "store/sql.h"
#include "store/workshops.h"

enum { MOST_ARRIVALS = 200000, MOST_WALK_INS = 10000, GROW = 256, A_YEAR = 10000 };
enum { KEY_SIZE = 512, STUB_TEXT = 256, GRADES = 24 };

/* --- what the visits say ------------------------------------------------------------------- */

/* A visit that is not undone; of a walk-in with the stub. */
typedef struct {
    Id visit, opened_by, matched;
    int64_t arrived, left;
    char kiosk[64];
    bool is_gone, wants_interpreter, is_met;
    bool is_stub, is_held;
    char adult[STUB_TEXT], child[STUB_TEXT], grade[32], language[36];
} Arrival;

/* All that is read, before anything of the rows is touched. */
typedef struct {
    Arrival *arrivals;
    int count, max;
    WalkIns walk_ins;
    FamilyCounts counts;
} Reading;

#define ARRIVALS                                                                                   \
    "SELECT v.id, v.opened_by, v.arrived, ifnull(v.left, 0), v.kiosk, v.needs_interpreter,"        \
    " v.met IS NOT NULL, k.id IS NOT NULL, ifnull(k.held, 0), k.matched, k.adult, k.child,"        \
    " k.grade, k.language, v.left IS NOT NULL OR v.ended <> ''"                                    \
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

static void read_arrival(Sql *q, Arrival *out)
{
    *out = (Arrival){.visit = sql_get_id(q, 0),
        .opened_by = sql_get_id(q, 1),
        .arrived = sql_get_int(q, 2),
        .left = sql_get_int(q, 3),
        .wants_interpreter = sql_get_int(q, 5),
        .is_met = sql_get_int(q, 6),
        .is_stub = sql_get_int(q, 7),
        .is_held = sql_get_int(q, 8),
        .matched = sql_get_id(q, 9),
        .is_gone = sql_get_int(q, 14)};
    sql_get_copy(q, 4, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, 10, out->adult, sizeof out->adult);
    sql_get_copy(q, 11, out->child, sizeof out->child);
    sql_get_copy(q, 12, out->grade, sizeof out->grade);
    sql_get_copy(q, 13, out->language, sizeof out->language);
}

/* Room for one more, by moving: what is left behind is wiped. */
static bool grow(Reading *r, Err *err)
{
    if (r->count < r->max)
        return true;
    int max = r->max ? 2 * r->max : GROW;
    Arrival *more = max <= MOST_ARRIVALS ? calloc((size_t)max, sizeof *more) : NULL;
    if (!more)
        return err_set(err, ERR_FULL, "too many visits for a list");
    if (r->arrivals) {
        memcpy(more, r->arrivals, sizeof *more * (size_t)r->count);
        wipe(r->arrivals, sizeof *more * (size_t)r->count);
        free(r->arrivals);
    }
    r->arrivals = more;
    r->max = max;
    return true;
}

static bool read_arrivals(Families *f, Reading *r, Err *err)
{
    bool has_room = true;
    Sql *q = arrivals(f);
    while (has_room && sql_row(q)) {
        has_room = grow(r, err);
        if (has_room)
            read_arrival(q, &r->arrivals[r->count++]);
    }
    return sql_done(q, has_room ? err : NULL) && has_room;
}

/* --- walk-ins ------------------------------------------------------------------------------ */

/* The first visit of a row stands, unless they left and came again. */
static void arrive(const Arrival *a, Family *family)
{
    if (family->state == FAMILY_HERE || (family->state == FAMILY_LEFT && a->is_gone))
        return;
    family->state = a->is_gone ? FAMILY_LEFT : FAMILY_HERE;
    family->visit = a->visit;
    family->at = a->left ? a->left : a->arrived;
    family->is_unsaid = a->is_gone && !a->left;
    family->wants_interpreter = a->wants_interpreter;
    family->is_met = a->is_met;
    utf8_copy(family->kiosk, sizeof family->kiosk, a->kiosk);
}

/* Whose rows it counts for: those of who opened it, or was matched to it. */
static int members_of(const Families *f, const Arrival *a, int *first)
{
    Id who = a->is_stub ? a->matched : a->opened_by;
    return id_is_zero(who) || a->is_held ? 0 : families_members(f, who, first);
}

static FamilyRow *walk_in_of(WalkIns *w, Id stub)
{
    for (int i = 0; i < w->count; i++)
        if (id_equal(w->rows[i].family.id, stub))
            return &w->rows[i];
    return NULL;
}

static void add_walk_in(WalkIns *w, Folder *folder, const Arrival *a)
{
    char key[KEY_SIZE];
    const char **names = &w->names[(size_t)w->count * 2];
    const char *first = a->adult[0] ? a->adult : a->child;
    const char *second = a->adult[0] ? a->child : "";
    FamilyRow *row = &w->rows[w->count++];
    row->family = (Family){.id = a->opened_by,
        .is_walk_in = true,
        .adults = families_text(&w->texts, first),
        .children = families_text(&w->texts, second),
        .grades = families_text(&w->texts, a->grade),
        .language = families_text(&w->texts, a->language)};
    fold_name(folder, first, key, sizeof key);
    names[0] = row->key = families_text(&w->texts, key);
    fold_name(folder, second, key, sizeof key);
    names[1] = families_text(&w->texts, key);
    row->names = names;
    row->name_count = 2;
    families_words(&w->texts, row);
    wipe(key, sizeof key);
}

static int by_key(const void *left, const void *right)
{
    const FamilyRow *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : memcmp(&a->family.id, &b->family.id, sizeof(Id));
}

static bool is_walk_in(const Families *f, const Arrival *a)
{
    int first;
    return a->is_stub && !a->is_held && members_of(f, a, &first) == 0;
}

static bool read_walk_ins(Families *f, Reading *r, Err *err)
{
    WalkIns *w = &r->walk_ins;
    Folder *folder = sql_folder(f->store, err);
    for (int i = 0; i < r->count; i++)
        w->max += is_walk_in(f, &r->arrivals[i]);
    if (!folder || w->max > MOST_WALK_INS)
        return folder ? err_set(err, ERR_FULL, "more than %d walk-ins", MOST_WALK_INS) : false;
    w->rows = calloc((size_t)w->max + 1, sizeof *w->rows);
    w->names = calloc((size_t)w->max * 2 + 1, sizeof *w->names);
    if (!w->rows || !w->names)
        return err_set(err, ERR_FULL, "no memory for the list of families");
    for (int i = 0; i < r->count; i++) {
        const Arrival *a = &r->arrivals[i];
        if (!is_walk_in(f, a))
            continue;
        FamilyRow *row = walk_in_of(w, a->opened_by);
        if (!row)
            add_walk_in(w, folder, a);
        arrive(a, row ? &row->family : &w->rows[w->count - 1].family);
    }
    qsort(w->rows, (size_t)w->count, sizeof *w->rows, by_key);
    return !w->texts.is_full || err_set(err, ERR_FULL, "the walk-ins are too many to be held");
}

void families_free_walk_ins(WalkIns *w)
{
    if (w->rows)
        wipe(w->rows, sizeof *w->rows * (size_t)w->max);
    free(w->rows);
    free(w->names);
    families_wipe_texts(&w->texts);
    *w = (WalkIns){0};
}

/* --- who wants an interpreter -------------------------------------------------------------- */

/* Not of this list's event: those visits are read anew each time. */
#define ELSEWHERE " NOT (v.event IS :event AND (:event IS NOT NULL OR v.day = :day)) "

static bool read_asked(Families *f, Err *err)
{
    int first;
    Sql *q = sql(f->store,
        "SELECT ifnull(k.matched, v.opened_by), v.arrived FROM visit v"
        " LEFT JOIN stub k ON k.id = v.opened_by AND NOT k.held"
        " WHERE v.needs_interpreter = 1 AND v.undone IS NULL AND v.day > :day - :year "
        "AND" ELSEWHERE);
    sql_id(q, ":event", f->event);
    sql_int(q, ":day", f->day);
    sql_int(q, ":year", A_YEAR);
    while (sql_row(q)) {
        int64_t arrived = sql_get_int(q, 1);
        int count = families_members(f, sql_get_id(q, 0), &first);
        for (int i = 0; i < count; i++) {
            int64_t *asked = &f->asked[f->members[first + i].row];
            *asked = arrived > *asked ? arrived : *asked;
        }
    }
    return sql_done(q, err);
}

/* Who came since without asking wants none. */
static bool read_since(Families *f, Err *err)
{
    for (int i = 0; i < f->member_count; i++) {
        int64_t *asked = &f->asked[f->members[i].row];
        if (*asked == 0)
            continue;
        Sql *q = sql(f->store,
            "SELECT 1 FROM visit v WHERE v.opened_by IN"
            "  (SELECT :person UNION ALL SELECT id FROM stub WHERE matched = :person AND NOT held)"
            " AND v.arrived > :asked AND v.undone IS NULL AND" ELSEWHERE "LIMIT 1");
        sql_id(q, ":event", f->event);
        sql_int(q, ":day", f->day);
        sql_id(q, ":person", f->members[i].person);
        sql_int(q, ":asked", *asked);
        if (sql_row(q))
            *asked = 0;
        if (!sql_done(q, err))
            return false;
    }
    return true;
}

bool families_asked(Families *f, Err *err)
{
    f->asked = calloc((size_t)f->count + 1, sizeof *f->asked);
    if (!f->asked)
        return err_set(err, ERR_FULL, "no memory for the list of families");
    return read_asked(f, err) && read_since(f, err);
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
    char grades[512], *rest = NULL;
    utf8_copy(grades, sizeof grades, family->grades);
    for (char *g = strtok_r(grades, ",", &rest); g; g = strtok_r(NULL, ",", &rest))
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

static bool read_people(const Families *f, FamilyCounts *c, Err *err)
{
    Sql *q = sql(f->store,
        "SELECT ifnull(sum(adults + children), 0) FROM visit"
        " WHERE day = :day AND left IS NULL AND ended = '' AND undone IS NULL");
    sql_int(q, ":day", f->day);
    c->inside = count_of(q, err);
    if (c->inside < 0)
        return false;
    q = sql(f->store,
        "SELECT ifnull(sum(adults + children), 0) FROM headcount"
        " WHERE event IS :event AND day = :day AND undone IS NULL");
    sql_id(q, ":event", f->event);
    sql_int(q, ":day", f->day);
    c->counted = count_of(q, err);
    return c->counted >= 0;
}

/* The grades of the event that somebody is in, in school order. */
bool families_grades(Families *f, Err *err)
{
    FamilyCounts *c = &f->none;
    char grades[GRADES][32];
    int count = people_grades(f->store, grades, GRADES, err);
    for (int i = 0; i < count && !id_is_zero(f->event); i++)
        if (grades[i][0] && grades_meet(grades[i], f->event_grades))
            group_of(c->grades, &c->grade_count, grades[i]);
    return count >= 0;
}

/* --- all of it ----------------------------------------------------------------------------- */

static bool make_room(Families *f, const WalkIns *walk_ins, Err *err)
{
    int most = f->count + walk_ins->count + 1;
    if (most <= f->order_max)
        return true;
    const FamilyRow **order = realloc(f->order, sizeof *order * (size_t)most);
    f->order = order ? order : f->order;
    const FamilyRow **shown = realloc(f->shown, sizeof *shown * (size_t)most);
    f->shown = shown ? shown : f->shown;
    if (!order || !shown)
        return err_set(err, ERR_FULL, "no memory for the list of families");
    f->order_max = most;
    return true;
}

static bool read_all(Families *f, Reading *r, Err *err)
{
    return read_arrivals(f, r, err) && read_walk_ins(f, r, err) &&
        read_people(f, &r->counts, err) && make_room(f, &r->walk_ins, err);
}

static void clear(const Families *f, int row)
{
    Family *family = &f->rows[row].family;
    const char *grades = f->event_grades;
    family->state = FAMILY_NOT_YET;
    family->visit = (Id){0};
    family->at = 0;
    family->is_unsaid = false;
    wipe(family->kiosk, sizeof family->kiosk);
    family->wants_interpreter = f->asked[row] != 0;
    family->is_met = false;
    family->is_expected = !id_is_zero(f->event) &&
        (!grades[0] || (family->grades[0] && grades_meet(family->grades, grades)));
}

/* A walk-in is counted once, however many rows it is of, and often it came. */
static void take(Families *f, const Arrival *a)
{
    int first, count = members_of(f, a, &first);
    for (int i = 0; i < count; i++)
        arrive(a, &f->rows[f->members[first + i].row].family);
    f->counts.held += a->is_held;
    f->counts.matched += a->is_stub && !a->is_held && count > 0;
}

static void apply(Families *f, Reading *r)
{
    families_free_walk_ins(&f->walk_ins);
    f->walk_ins = r->walk_ins;
    r->walk_ins = (WalkIns){0};
    f->counts = r->counts;
    for (int i = 0; i < f->count; i++)
        clear(f, i);
    for (int i = 0; i < r->count; i++)
        take(f, &r->arrivals[i]);
    f->counts.unmatched = f->walk_ins.count;
    for (int i = 0; i < f->count; i++)
        count_row(f, &f->rows[i].family);
    for (int i = 0; i < f->walk_ins.count; i++)
        count_row(f, &f->walk_ins.rows[i].family);
    qsort(f->counts.languages, (size_t)f->counts.language_count, sizeof *f->counts.languages,
        by_size);
}

bool families_arrivals(Families *f, Err *err)
{
    Reading r = {.counts = f->none};
    bool is_read = read_all(f, &r, err);
    if (is_read)
        apply(f, &r);
    families_free_walk_ins(&r.walk_ins);
    if (r.arrivals)
        wipe(r.arrivals, sizeof *r.arrivals * (size_t)r.max);
    free(r.arrivals);
    return is_read;
}
