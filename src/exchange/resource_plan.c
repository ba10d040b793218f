/* What a list would change, and the change itself. */
#include <string.h>

#include "exchange/content_resources.h"
#include "store/sql.h"

static int last_text(const ResourceList *list, int index)
{
    return index + 1 < list->count ? list->rows[index + 1].first_text : list->texts.count;
}

static int count_content(Store *store, Id owner, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM content WHERE owner = :owner");
    sql_id(q, ":owner", owner);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}

static bool is_same(const Resource *a, const Resource *b)
{
    return strcmp(a->topic, b->topic) == 0 && a->kind == b->kind && a->position == b->position &&
        a->state == b->state && a->starts == b->starts && a->ends == b->ends;
}

/* As many texts as there are, and each of them as it is. */
static bool compare(const ResourceList *list, int index, Store *store, bool *is_equal, Err *err)
{
    const ResourceRow *row = &list->rows[index];
    Id id = row->resource.id;
    int last = last_text(list, index);
    int count = count_content(store, id, err), has = 1;
    for (int i = row->first_text; i < last && has > 0; i++)
        has = content_is(store, id, list->texts.rows[i].field, list->texts.rows[i].language,
            texts_text(&list->texts, i), err);
    *is_equal = has == 1 && count == last - row->first_text;
    return count >= 0 && has >= 0;
}

static bool compare_row(ResourceList *list, int index, Store *store, Err *err)
{
    ResourceRow *row = &list->rows[index];
    Resource old;
    Err why = {0};
    bool is_equal = false;
    if (!resources_find(store, row->resource.uid, &old, &why)) {
        row->change = RESOURCE_ADDED;
        if (why.code != ERR_NOT_FOUND)
            *err = why;
        return why.code == ERR_NOT_FOUND;
    }
    row->resource.id = old.id;
    if (!compare(list, index, store, &is_equal, err))
        return false;
    row->change = is_equal && is_same(&old, &row->resource) ? RESOURCE_SAME : RESOURCE_CHANGED;
    list->others--;
    return true;
}

bool content_compare_resources(ResourceList *list, Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM resource");
    list->others = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    if (!sql_done(q, err))
        return false;
    for (int i = 0; i < list->count; i++)
        if (!compare_row(list, i, store, err))
            return false;
    return true;
}

void content_print_resources(const ResourceList *list, FILE *out)
{
    static const char *const told[] = {"add", "change"};
    for (int i = 0; i < list->count; i++) {
        const ResourceRow *row = &list->rows[i];
        if (row->change != RESOURCE_SAME)
            fprintf(out, "  %-6s  %s  %s\n", told[row->change], row->resource.uid,
                texts_text(&list->texts, row->first_text));
    }
}

/* The file is the whole of a resource: texts that it no longer has go. */
static bool put(Store *store, ResourceList *list, int index, int64_t now, Err *err)
{
    ResourceRow *row = &list->rows[index];
    if (!resources_put(store, &row->resource, now, err))
        return false;
    Sql *q = sql(store, "DELETE FROM content WHERE owner = :owner");
    sql_id(q, ":owner", row->resource.id);
    bool done = sql_run(q, err);
    for (int i = row->first_text; done && i < last_text(list, index); i++)
        done = content_put(store, row->resource.id, list->texts.rows[i].field,
            list->texts.rows[i].language, texts_text(&list->texts, i), err);
    return done;
}

bool content_apply_resources(Store *store, ResourceList *list, int64_t now, Err *err)
{
    bool done = true;
    if (!sql_begin(store, err))
        return false;
    for (int i = 0; done && i < list->count; i++)
        done = list->rows[i].change == RESOURCE_SAME || put(store, list, i, now, err);
    return sql_end(store, done, err);
}
