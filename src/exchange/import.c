/* Everything is read, checked and compared before the transaction begins. */
#include "exchange/import.h"

#include "exchange/content.h"
#include "exchange/plan.h"

bool import_roster(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err)
{
    Plan plan;
    bool done = plan_make(&plan, store, path, now, notes, err) && plan_check_removal(&plan, err) &&
        plan_apply(&plan, store, err);
    *count = plan.counts;
    plan_finish(&plan);
    return done;
}

bool import_events(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err)
{
    EventList list = {0};
    *count = (ImportCount){0};
    bool done = content_read_events(&list, store, path, now, notes, err) &&
        content_apply_events(store, &list, now, count, err);
    content_finish(&list);
    return done;
}
