/* Both sides are sorted by sourcedId, so the comparison is one walk; pairs are sorted and walked
 * likewise. Writing it is in plan_apply.c, printing in plan_print.c. */
#include "exchange/plan.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/content.h"
#include "exchange/gather.h"
#include "exchange/join.h"
#include "store/settings.h"

enum { MOST_TO_LEAVE = 5 }; /* one in five */

/* ---- people ---- */

static const struct {
    const char *name;
    size_t at;
} fields[] = {
    {"given name", offsetof(RosterPerson, given)},
    {"middle name", offsetof(RosterPerson, middle)},
    {"family name", offsetof(RosterPerson, family)},
    {"preferred given name", offsetof(RosterPerson, preferred_given)},
    {"preferred family name", offsetof(RosterPerson, preferred_family)},
    {"home language", offsetof(RosterPerson, language)},
    {"phone", offsetof(RosterPerson, phone)},
    {"grade", offsetof(RosterPerson, grade)},
    {"homeroom", offsetof(RosterPerson, homeroom)},
};

const char *plan_role(const RosterPerson *person)
{
    static const char *const names[] = {
        [STUDENT] = "student", [GUARDIAN] = "guardian", [EMPLOYEE] = "employee"};
    return names[roster_role(person)];
}

static PoolText field_of(const RosterPerson *person, size_t at)
{
    PoolText text;
    memcpy(&text, (const char *)person + at, sizeof text);
    return text;
}

bool plan_compare(const Plan *plan, const PlanPerson *person, PlanTell tell, FILE *out)
{
    const Pool *pool = &plan->roster.pool;
    const RosterPerson *now = &plan->roster.people[person->now];
    const RosterPerson *before = &plan->known.people[person->before].as;
    bool differs = roster_role(now) != roster_role(before);
    if (differs && tell)
        tell(out, "role", plan_role(before), plan_role(now));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        PoolText a = field_of(before, fields[i].at), b = field_of(now, fields[i].at);
        if (pool_is_same(pool, a, b))
            continue;
        differs = true;
        if (tell)
            tell(out, fields[i].name, pool_at(pool, a), pool_at(pool, b));
    }
    bool is_born_else =
        now->birth_month != before->birth_month || now->birth_day != before->birth_day;
    if (is_born_else && tell)
        tell(out, "birthday", before->birth_month ? "known" : "", now->birth_month ? "known" : "");
    if (now->see_office != before->see_office && tell)
        tell(out, "see the office", "no", "yes");
    return differs || is_born_else || now->see_office != before->see_office;
}

static void count_spans(Plan *plan, const PlanPerson *person)
{
    const Pool *pool = &plan->roster.pool;
    const RosterPerson *now = person->now >= 0 ? &plan->roster.people[person->now] : NULL;
    const KnownPerson *before = person->before >= 0 ? &plan->known.people[person->before] : NULL;
    bool is_student = now && roster_role(now) == STUDENT;
    bool has_span = before && before->has_span;
    if (is_student && has_span && pool_is_same(pool, now->grade, before->span_grade) &&
        pool_is_same(pool, now->language, before->span_language))
        return;
    plan->counts.spans_opened += is_student;
    plan->counts.spans_closed += has_span;
}

static PlanKind judge(const Plan *plan, const PlanPerson *person)
{
    if (person->before < 0)
        return PLAN_ADDED;
    if (person->now < 0)
        return plan->known.people[person->before].is_active ? PLAN_LEFT : PLAN_SAME;
    if (!plan->known.people[person->before].is_active)
        return PLAN_RETURNED;
    return plan_compare(plan, person, NULL, NULL) ? PLAN_CHANGED : PLAN_SAME;
}

static void count_person(Plan *plan, const PlanPerson *person)
{
    ImportCount *counts = &plan->counts;
    counts->added += person->kind == PLAN_ADDED;
    counts->changed += person->kind == PLAN_CHANGED;
    counts->returned += person->kind == PLAN_RETURNED;
    counts->left += person->kind == PLAN_LEFT;
    counts->unchanged += person->kind == PLAN_SAME && person->now >= 0;
    if (person->now < 0)
        return;
    PersonRole role = roster_role(&plan->roster.people[person->now]);
    counts->students += role == STUDENT;
    counts->guardians += role == GUARDIAN;
    counts->employees += role == EMPLOYEE;
}

static bool match_people(Plan *plan, Err *err)
{
    const Roster *roster = &plan->roster;
    const Known *known = &plan->known;
    plan->people = calloc((size_t)roster->count + (size_t)known->count + 1, sizeof *plan->people);
    if (!plan->people)
        return roster_no_memory(err);
    for (int i = 0, k = 0; i < known->count || k < roster->count;) {
        int order = i == known->count ? 1
            : k == roster->count      ? -1
                                 : strcmp(pool_at(&roster->pool, known->people[i].as.source_id),
                                       pool_at(&roster->pool, roster->people[k].source_id));
        PlanPerson *person = &plan->people[plan->count++];
        *person = (PlanPerson){.now = order >= 0 ? k : -1, .before = order <= 0 ? i : -1};
        if (order <= 0)
            person->id = known->people[i].id;
        person->kind = judge(plan, person);
        count_person(plan, person);
        count_spans(plan, person);
        i += order <= 0;
        k += order >= 0;
    }
    return true;
}

/* ---- pairs ---- */

typedef struct {
    PlanPair *rows;
    int count;
} PairList;

static bool add_pair(PairList *list, PlanPair pair, Err *err)
{
    PlanPair *grown = list_grow(list->rows, list->count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    list->rows = grown;
    grown[list->count++] = pair;
    return true;
}

static int by_pair(const void *a, const void *b, void *pool)
{
    const PlanPair *left = a, *right = b;
    if (left->a != right->a)
        return left->a - right->a;
    if (left->b != right->b)
        return left->b - right->b;
    return left->text == right->text
        ? 0
        : strcmp(pool_at(pool, left->text), pool_at(pool, right->text));
}

static void sort_pairs(PairList *list, const Pool *pool)
{
    if (list->count == 0)
        return;
    qsort_r(list->rows, (size_t)list->count, sizeof *list->rows, by_pair, (void *)pool);
    int kept = 0;
    for (int i = 1; i < list->count; i++)
        if (by_pair(&list->rows[kept], &list->rows[i], (void *)pool) != 0)
            list->rows[++kept] = list->rows[i];
    list->count = kept + 1;
}

/* Frees both lists. */
static bool compare_pairs(
    PairList *have, PairList *want, const Pool *pool, PlanPairs *out, Err *err)
{
    PairList in = {0}, gone = {0};
    bool ok = true;
    sort_pairs(have, pool);
    sort_pairs(want, pool);
    for (int i = 0, k = 0; ok && (i < have->count || k < want->count);) {
        int order = i == have->count ? 1
            : k == want->count       ? -1
                                     : by_pair(&have->rows[i], &want->rows[k], (void *)pool);
        if (order < 0)
            ok = add_pair(&gone, have->rows[i], err);
        if (order > 0)
            ok = add_pair(&in, want->rows[k], err);
        i += order <= 0;
        k += order >= 0;
    }
    free(have->rows);
    free(want->rows);
    *out = (PlanPairs){in.rows, gone.rows, in.count, gone.count};
    return ok;
}

/* Where each of the roster's, or of the known people, stands in the plan. */
static int *make_places(const Plan *plan, bool is_now, int count)
{
    int *places = calloc((size_t)count + 1, sizeof *places);
    for (int i = 0; places && i < plan->count; i++) {
        int at = is_now ? plan->people[i].now : plan->people[i].before;
        if (at >= 0)
            places[at] = i;
    }
    return places;
}

static bool match_links(Plan *plan, const int *now, const int *before, Err *err)
{
    PairList have = {0}, want = {0};
    bool ok = true;
    for (int i = 0; ok && i < plan->known.link_count; i++) {
        RosterLink link = plan->known.links[i];
        ok = add_pair(&have, (PlanPair){before[link.guardian], before[link.student], 0}, err);
    }
    for (int i = 0; ok && i < plan->roster.link_count; i++) {
        RosterLink link = plan->roster.links[i];
        ok = add_pair(&want, (PlanPair){now[link.guardian], now[link.student], 0}, err);
    }
    return compare_pairs(&have, &want, &plan->roster.pool, &plan->links, err) && ok;
}

/* Of somebody whom the file does not name nothing changes; who left has no open group. */
static bool match_groups(Plan *plan, const int *now, const int *before, Err *err)
{
    Roster *roster = &plan->roster;
    PairList have = {0}, want = {0};
    bool ok = true;
    for (int i = 0; ok && i < plan->known.group_count; i++) {
        KnownGroup group = plan->known.groups[i];
        int place = before[group.person], at = plan->people[place].now;
        bool is_read = roster->group_columns[group.kind].is_read;
        if (at < 0 || (is_read && roster->people[at].line > 0))
            ok = add_pair(&have, (PlanPair){place, group.kind, group.value}, err);
    }
    for (int i = 0; ok && i < roster->group_count; i++) {
        RosterGroup group = roster->groups[i];
        const RosterPerson *person = roster_find(roster, pool_at(&roster->pool, group.source_id));
        if (person && person->line == group.line)
            ok = add_pair(
                &want, (PlanPair){now[person - roster->people], group.kind, group.value}, err);
    }
    return compare_pairs(&have, &want, &roster->pool, &plan->groups, err) && ok;
}

static bool match_pairs(Plan *plan, Err *err)
{
    int *now = make_places(plan, true, plan->roster.count);
    int *before = make_places(plan, false, plan->known.count);
    bool ok = now && before
        ? match_links(plan, now, before, err) && match_groups(plan, now, before, err)
        : roster_no_memory(err);
    free(now);
    free(before);
    plan->counts.links = plan->roster.link_count;
    plan->counts.dangling = plan->roster.dangling;
    plan->counts.links_added = plan->links.in_count;
    plan->counts.links_removed = plan->links.out_count;
    plan->counts.groups_opened = plan->groups.in_count;
    plan->counts.groups_closed = plan->groups.out_count;
    return ok;
}

/* ---- terms ---- */

static const Term *find_term(const Known *known, Id id)
{
    for (int i = 0; i < known->term_count; i++)
        if (id_equal(known->terms[i].id, id))
            return &known->terms[i];
    return NULL;
}

static Term make_term(const Pool *pool, const Said *said)
{
    Term term = {.id = terms_id(pool_at(pool, said->id)),
        .kind = (TermKind)(pool_at(pool, said->text[1])[0] - '0'),
        .first_day = atoi(pool_at(pool, said->text[2])),
        .day_after_last = atoi(pool_at(pool, said->text[3]))};
    snprintf(term.title, sizeof term.title, "%s", pool_at(pool, said->text[0]));
    return term;
}

static bool is_same_term(const Term *a, const Term *b)
{
    return a->kind == b->kind && a->first_day == b->first_day &&
        a->day_after_last == b->day_after_last && strcmp(a->title, b->title) == 0;
}

static bool is_named(const Plan *plan, Id id, bool is_gone)
{
    const SaidList *list = &plan->roster.said[SAID_TERMS];
    for (int i = 0; i < list->count; i++)
        if (list->rows[i].is_gone == is_gone &&
            id_equal(terms_id(pool_at(&plan->roster.pool, list->rows[i].id)), id))
            return true;
    return false;
}

/* One that is over stays: the reports of that time need it. */
static void match_old_terms(Plan *plan)
{
    const Known *known = &plan->known;
    RosterMode mode = plan->roster.modes[OF_TERMS];
    for (int i = 0; mode != ROSTER_ABSENT && i < known->term_count; i++) {
        const Term *term = &known->terms[i];
        if (!terms_is_of_roster(term->id) || term->day_after_last <= plan->day)
            continue;
        if (mode == ROSTER_BULK ? !is_named(plan, term->id, false) : is_named(plan, term->id, true))
            plan->old_terms[plan->old_term_count++] = term->id;
    }
}

static bool match_terms(Plan *plan, Err *err)
{
    const SaidList *list = &plan->roster.said[SAID_TERMS];
    plan->terms = calloc((size_t)list->count + 1, sizeof *plan->terms);
    plan->old_terms = calloc((size_t)plan->known.term_count + 1, sizeof *plan->old_terms);
    if (!plan->terms || !plan->old_terms)
        return roster_no_memory(err);
    for (int i = 0; i < list->count; i++) {
        if (list->rows[i].is_gone)
            continue;
        Term term = make_term(&plan->roster.pool, &list->rows[i]);
        const Term *before = find_term(&plan->known, term.id);
        if (!before || !is_same_term(&term, before))
            plan->terms[plan->term_count++] = term;
    }
    match_old_terms(plan);
    plan->counts.terms_changed = plan->term_count;
    plan->counts.terms_removed = plan->old_term_count;
    return true;
}

/* ---- the whole ---- */

static bool school_day(Store *store, int64_t now, int32_t *out, Err *err)
{
    Zone *zone = content_zone(store, err);
    if (zone)
        *out = zone_day(zone, now);
    zone_free(zone);
    return zone != NULL;
}

static bool read_files(Plan *plan, const char *path, ColumnNotes *notes, Err *err)
{
    char today[16];
    int day = plan->day;
    FileSet *files = NULL;
    snprintf(today, sizeof today, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    bool done = files_open(&files, path, err);
    if (done && files_folder(files))
        note(notes, "the files are taken from the folder \"%s\" in the .zip", files_folder(files));
    done = done && gather_roster(&plan->roster, files, &plan->known, notes, err) &&
        join_roster(&plan->roster, &plan->known, today, notes, err);
    files_close(files);
    return done;
}

bool plan_make(Plan *plan, Store *store, const char *path, int64_t now, FILE *notes, Err *err)
{
    char groups[2048];
    ColumnNotes kept = {.notes = notes};
    *plan = (Plan){.now = now};
    bool done = school_day(store, now, &plan->day, err) &&
        settings_get(store, "group_columns", groups, sizeof groups, err) &&
        roster_init(&plan->roster, groups, err) &&
        known_read(&plan->known, store, &plan->roster, err) && read_files(plan, path, &kept, err) &&
        match_people(plan, err) && match_pairs(plan, err) && match_terms(plan, err);
    plan->counts.rejected = kept.rejected;
    return done;
}

void plan_finish(Plan *plan)
{
    roster_finish(&plan->roster);
    known_finish(&plan->known);
    free(plan->people);
    free(plan->links.in);
    free(plan->links.out);
    free(plan->groups.in);
    free(plan->groups.out);
    free(plan->terms);
    free(plan->old_terms);
    *plan = (Plan){0};
}

bool plan_check_removal(const Plan *plan, Err *err)
{
    int before = 0, leaving = 0;
    if (plan->roster.modes[OF_USERS] != ROSTER_BULK && plan->roster.modes[OF_ROLES] != ROSTER_BULK)
        return true;
    for (int i = 0; i < plan->count; i++) {
        const PlanPerson *person = &plan->people[i];
        bool is_student = person->before >= 0 && plan->known.people[person->before].is_active &&
            roster_role(&plan->known.people[person->before].as) == STUDENT;
        before += is_student;
        leaving += is_student && person->kind == PLAN_LEFT;
    }
    return leaving * MOST_TO_LEAVE <= before ||
        err_set(err, ERR_REFUSED,
            "this roster would remove %d of %d students; look with --dry-run, and if it is right,"
            " add --yes",
            leaving, before);
}
