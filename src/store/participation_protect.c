/* What may be told. A group under the smallest is covered, and so is one of which under the
 * smallest came, or did not come: the one follows from the other. Of students the numbers of a
 * division add up to those of all, so what is covered must be two rows at least that together are
 * no small group either; families hide with their students. */
#include <string.h>

#include "store/participation.h"
#include "store/people.h"

static int missed(const Reach *reach)
{
    return reach->families.of - reach->families.count;
}

static bool is_there(const Reach *reach)
{
    return reach->families.of > 0;
}

bool reach_is_known(const TermReach *reach)
{
    return reach->all.cover == COVER_BOTH || is_there(&reach->all);
}

static Cover cover_of(const Reach *reach, int smallest)
{
    if (!is_there(reach))
        return COVER_NOTHING;
    if (reach->families.of < smallest)
        return COVER_BOTH;
    return reach->families.count < smallest || missed(reach) < smallest ? COVER_REACHED
                                                                        : COVER_NOTHING;
}

/* Whether what is covered so far can stay so: nothing is, or enough. */
static bool is_enough(const ReachRow *rows, int count, int smallest, Cover cover)
{
    int hidden = 0, families = 0, reached = 0, not_reached = 0;
    for (int i = 0; i < count; i++) {
        const Reach *reach = &rows[i].reach;
        if (!is_there(reach) || reach->cover < cover)
            continue;
        hidden++;
        families += reach->families.of;
        reached += reach->families.count;
        not_reached += missed(reach);
    }
    if (hidden == 0)
        return true;
    bool is_large =
        cover == COVER_BOTH ? families >= smallest : reached >= smallest && not_reached >= smallest;
    return hidden > 1 && is_large;
}

/* The smallest row that is told; of like ones the first by name. Null: none is left. */
static Reach *next_smallest(ReachRow *rows, int count, Cover cover)
{
    ReachRow *found = NULL;
    for (int i = 0; i < count; i++) {
        ReachRow *row = &rows[i];
        if (!is_there(&row->reach) || row->reach.cover >= cover)
            continue;
        int size = row->reach.families.of, least = found ? found->reach.families.of : 0;
        if (!found || size < least || (size == least && strcmp(row->name, found->name) < 0))
            found = row;
    }
    return found ? &found->reach : NULL;
}

static void add_complements(ReachRow *rows, int count, int smallest, Cover cover)
{
    while (!is_enough(rows, count, smallest, cover)) {
        Reach *reach = next_smallest(rows, count, cover);
        if (!reach)
            return; /* everything is covered */
        reach->cover = cover;
    }
}

/* Of a row that is nearly the whole school the totals would tell who came. True: one was covered.
 */
static bool cover_nearly_all(const TermReach *r, ReachRow *rows, int count, int smallest)
{
    bool has_covered = false;
    for (int i = 0; i < count; i++) {
        Reach *reach = &rows[i].reach;
        bool is_nearly_all = r->all.families.of - reach->families.of < smallest ||
            r->all.students.of - reach->students.of < smallest;
        if (reach->cover != COVER_REACHED || r->all.cover != COVER_NOTHING || !is_nearly_all)
            continue;
        reach->cover = COVER_BOTH;
        has_covered = true;
    }
    return has_covered;
}

static void wipe_covered(Reach *reach)
{
    if (reach->cover != COVER_NOTHING)
        reach->families.count = reach->students.count = 0;
    if (reach->cover == COVER_BOTH)
        reach->families.of = reach->students.of = 0;
}

/* ---- order ---- */

/* Before: negative. What is covered stands by its name: its size is not told by its place. */
static int compare_rows(Division division, const ReachRow *a, const ReachRow *b)
{
    if (division == BY_GRADE) {
        int order = people_grade_order(a->name) - people_grade_order(b->name);
        return order ? order : strcmp(a->name, b->name);
    }
    bool is_last_a = !a->name[0] || strcmp(a->name, REACH_OTHERS) == 0;
    bool is_last_b = !b->name[0] || strcmp(b->name, REACH_OTHERS) == 0;
    if (is_last_a != is_last_b)
        return is_last_a - is_last_b;
    bool is_covered_a = a->reach.cover == COVER_BOTH, is_covered_b = b->reach.cover == COVER_BOTH;
    if (is_covered_a != is_covered_b)
        return is_covered_a - is_covered_b;
    if (a->reach.families.of != b->reach.families.of)
        return b->reach.families.of - a->reach.families.of;
    return strcmp(a->name, b->name);
}

static void sort_rows(ReachRow *rows, int count, Division division)
{
    for (int i = 1; i < count; i++) {
        ReachRow row = rows[i];
        int at = i;
        for (; at > 0 && compare_rows(division, &row, &rows[at - 1]) < 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

/* ---- all of it ---- */

static void protect_rows(TermReach *r, Division division, int smallest, bool has_complements)
{
    ReachRow *rows = r->rows[division];
    int count = r->counts[division];
    for (int i = 0; i < count; i++) {
        Cover cover = cover_of(&rows[i].reach, smallest);
        rows[i].reach.cover = cover > r->all.cover ? cover : r->all.cover;
    }
    bool has_changed = has_complements;
    while (has_changed) {
        add_complements(rows, count, smallest, COVER_BOTH);
        add_complements(rows, count, smallest, COVER_REACHED);
        has_changed = cover_nearly_all(r, rows, count, smallest);
    }
    for (int i = 0; i < count; i++)
        wipe_covered(&rows[i].reach);
    sort_rows(rows, count, division);
}

void participation_protect(TermReach *r, int smallest, bool has_complements)
{
    r->all.cover = cover_of(&r->all, smallest);
    for (Division d = BY_GRADE; d < DIVISIONS; d++)
        protect_rows(r, d, smallest, has_complements);
    Reach *const parts[] = {&r->again, &r->first};
    for (int i = 0; i < 2; i++) {
        parts[i]->cover = r->all.cover != COVER_NOTHING ? COVER_BOTH : cover_of(parts[i], smallest);
        wipe_covered(parts[i]);
    }
    wipe_covered(&r->all);
}
