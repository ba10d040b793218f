/* A plan as a secretary reads it: how many, then who. */
#include "exchange/plan.h"

static const RosterPerson *person_of(const Plan *plan, const PlanPerson *person)
{
    return person->now >= 0 ? &plan->roster.people[person->now]
                            : &plan->known.people[person->before].as;
}

static void tell_field(FILE *out, const char *field, const char *before, const char *now)
{
    fprintf(out, "      %s: %s -> %s\n", field, *before ? before : "(none)", *now ? now : "(none)");
}

static void tell_person(const Plan *plan, const PlanPerson *person, FILE *out)
{
    const Pool *pool = &plan->roster.pool;
    const RosterPerson *as = person_of(plan, person);
    const char *given = pool_at(pool, as->given), *family = pool_at(pool, as->family);
    const char *grade = pool_at(pool, as->grade);
    fprintf(out, "  %s%s%s (%s), %s%s%s\n", given, *given && *family ? " " : "", family,
        pool_at(pool, as->source_id), plan_role(as), *grade ? ", grade " : "", grade);
    if (person->kind == PLAN_CHANGED || person->kind == PLAN_RETURNED)
        plan_compare(plan, person, tell_field, out);
}

static void tell_kind(const Plan *plan, PlanKind kind, const char *heading, int count, FILE *out)
{
    if (count == 0)
        return;
    fprintf(out, "\n%s (%d)\n", heading, count);
    for (int i = 0; i < plan->count; i++)
        if (plan->people[i].kind == kind)
            tell_person(plan, &plan->people[i], out);
}

void plan_print(const Plan *plan, FILE *out)
{
    const ImportCount *counts = &plan->counts;
    tell_kind(plan, PLAN_ADDED, "To be added", counts->added, out);
    tell_kind(plan, PLAN_CHANGED, "To be changed", counts->changed, out);
    tell_kind(plan, PLAN_RETURNED, "Come back", counts->returned, out);
    tell_kind(plan, PLAN_LEFT, "To be marked as left", counts->left, out);
}
