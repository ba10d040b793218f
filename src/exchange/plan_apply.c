/* A plan into the records: only what differs is written. What fails in it is rolled back. */
#include "exchange/plan.h"

#include <string.h>

#include "store/groups.h"
#include "store/sources.h"

static bool put_person(Plan *plan, Store *store, PlanPerson *plan_person, Err *err)
{
    Person person;
    if (plan_person->kind == PLAN_SAME)
        return true;
    if (plan_person->kind == PLAN_LEFT)
        return people_leave(store, plan_person->id, plan->now, err);
    roster_person(&plan->roster.pool, &plan->roster.people[plan_person->now], &person);
    person.id = plan_person->id;
    if (plan_person->kind != PLAN_ADDED)
        return people_change(store, &person, plan->now, err);
    bool done = people_add(store, &person, plan->now, err);
    plan_person->id = person.id;
    return done;
}

/* Old links go before roles change, new ones come after. */
static bool put_people(Plan *plan, Store *store, Err *err)
{
    for (int i = 0; i < plan->links.out_count; i++) {
        const PlanPair *pair = &plan->links.out[i];
        if (!people_unlink(store, plan->people[pair->a].id, plan->people[pair->b].id, err))
            return false;
    }
    for (int i = 0; i < plan->count; i++)
        if (!put_person(plan, store, &plan->people[i], err))
            return false;
    for (int i = 0; i < plan->links.in_count; i++) {
        const PlanPair *pair = &plan->links.in[i];
        if (!people_tie(store, plan->people[pair->a].id, plan->people[pair->b].id, err))
            return false;
    }
    bool is_same = plan->counts.spans_opened == 0 && plan->counts.spans_closed == 0;
    return is_same || people_enrol(store, plan->now, plan->day, err);
}

static Group make_group(const Plan *plan, const PlanPair *pair)
{
    Group group = {.person = plan->people[pair->a].id};
    snprintf(group.kind, sizeof group.kind, "%s", plan->roster.group_columns[pair->b].kind);
    snprintf(group.value, sizeof group.value, "%s", pool_at(&plan->roster.pool, pair->text));
    return group;
}

static bool put_groups(Plan *plan, Store *store, Err *err)
{
    for (int i = 0; i < plan->groups.out_count; i++) {
        Group group = make_group(plan, &plan->groups.out[i]);
        if (!groups_close(store, &group, plan->day, err))
            return false;
    }
    for (int i = 0; i < plan->groups.in_count; i++) {
        Group group = make_group(plan, &plan->groups.in[i]);
        if (!groups_open(store, &group, plan->day, err))
            return false;
    }
    return true;
}

static bool put_terms(Plan *plan, Store *store, Err *err)
{
    for (int i = 0; i < plan->term_count; i++)
        if (!terms_put(store, &plan->terms[i], err))
            return false;
    for (int i = 0; i < plan->old_term_count; i++)
        if (!terms_drop(store, plan->old_terms[i], err))
            return false;
    return true;
}

/* ---- what is remembered ---- */

/* A text a line; those at the end that are empty are left out. */
static bool remember(
    Store *store, const Pool *pool, SaidKind kind, const Said *said, Buf *text, Err *err)
{
    int count = SAID_TEXTS;
    while (count > 0 && !said->text[count - 1])
        count--;
    buf_clear(text);
    for (int i = 0; i < count; i++) {
        buf_text(text, i > 0 ? "\n" : "");
        buf_text(text, pool_at(pool, said->text[i]));
    }
    if (text->is_full)
        return roster_no_memory(err);
    return sources_put(
        store, known_source(kind), pool_at(pool, said->id), text->data ? text->data : "", err);
}

static bool remember_kind(Plan *plan, Store *store, SaidKind kind, Buf *text, Err *err)
{
    const Pool *pool = &plan->roster.pool;
    const SaidList *before = &plan->known.said[kind], *now = &plan->roster.said[kind];
    bool ok = true;
    for (int i = 0, k = 0; ok && (i < before->count || k < now->count);) {
        int order = i == before->count ? 1
            : k == now->count
            ? -1
            : strcmp(pool_at(pool, before->rows[i].id), pool_at(pool, now->rows[k].id));
        if (order < 0)
            ok = sources_drop(store, known_source(kind), pool_at(pool, before->rows[i].id), err);
        else if (order > 0 || !said_is_same(&before->rows[i], &now->rows[k], pool))
            ok = remember(store, pool, kind, &now->rows[k], text, err);
        i += order <= 0;
        k += order >= 0;
    }
    return ok;
}

static bool remember_all(Plan *plan, Store *store, Err *err)
{
    enum { TEXT_MAX = 1 << 18 };
    bool ok = true;
    Buf text;
    buf_init(&text, TEXT_MAX);
    for (SaidKind kind = 0; ok && kind < SAID_KEPT; kind++)
        ok = remember_kind(plan, store, kind, &text, err);
    buf_finish(&text);
    return ok;
}

bool plan_apply(Plan *plan, Store *store, Err *err)
{
    if (!store_begin(store, err))
        return false;
    bool done = put_people(plan, store, err) && put_groups(plan, store, err) &&
        put_terms(plan, store, err) && remember_all(plan, store, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}
