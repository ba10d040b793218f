/* Sorted arrays; two are joined by walking along both. */
#include "exchange/said.h"

#include <stdlib.h>
#include <string.h>

bool said_add(SaidList *list, const Said *row, Err *err)
{
    Said *grown = list_grow(list->rows, list->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this roster");
    list->rows = grown;
    list->rows[list->count++] = *row;
    return true;
}

static int by_id(const void *a, const void *b, void *pool)
{
    const Said *left = a, *right = b;
    int order = strcmp(pool_at(pool, left->id), pool_at(pool, right->id));
    return order ? order : left->line - right->line;
}

void said_sort(SaidList *list, const Pool *pool, const char *file, const ColumnNotes *notes)
{
    if (list->count == 0)
        return;
    qsort_r(list->rows, (size_t)list->count, sizeof *list->rows, by_id, (void *)pool);
    int kept = 0;
    for (int i = 1; i < list->count; i++) {
        Said *last = &list->rows[kept], *next = &list->rows[i];
        if (pool_is_same(pool, last->id, next->id))
            note(notes, "%s:%d: the same sourcedId as in line %d; the last one counts", file,
                next->line, last->line);
        else
            kept++;
        list->rows[kept] = *next;
    }
    list->count = kept + 1;
}

typedef struct {
    const Pool *pool;
    const char *id;
} Key;

static int by_key(const void *key, const void *item)
{
    const Key *wanted = key;
    return strcmp(wanted->id, pool_at(wanted->pool, ((const Said *)item)->id));
}

const Said *said_find(const SaidList *list, const Pool *pool, const char *id)
{
    Key key = {pool, id};
    if (list->count == 0)
        return NULL;
    return bsearch(&key, list->rows, (size_t)list->count, sizeof *list->rows, by_key);
}

bool said_lay_over(SaidList *before, SaidList *changes, const Pool *pool, Err *err)
{
    SaidList made = {0};
    bool ok = true;
    for (int i = 0, k = 0; ok && (i < before->count || k < changes->count);) {
        int order = i == before->count ? 1
            : k == changes->count
            ? -1
            : strcmp(pool_at(pool, before->rows[i].id), pool_at(pool, changes->rows[k].id));
        const Said *row = order < 0 ? &before->rows[i] : &changes->rows[k];
        ok = row->is_gone || said_add(&made, row, err);
        i += order <= 0;
        k += order >= 0;
    }
    said_finish(before);
    said_finish(changes);
    *before = made;
    return ok;
}

bool said_is_same(const Said *a, const Said *b, const Pool *pool)
{
    for (int i = 0; i < SAID_TEXTS; i++)
        if (!pool_is_same(pool, a->text[i], b->text[i]))
            return false;
    return true;
}

void said_finish(SaidList *list)
{
    free(list->rows);
    *list = (SaidList){0};
}
