/* The roster itself: made, sorted, searched, wiped. Reading it is in gather.c, joining in join.c.
 */
#include "exchange/roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool roster_no_memory(Err *err)
{
    return err_set(err, ERR_FULL, "no memory for this roster");
}

/* One "metadata.program:programme" of the setting. */
static bool read_group(Roster *roster, const char *text, size_t length, Err *err)
{
    const char *colon = memchr(text, ':', length);
    size_t column = colon ? (size_t)(colon - text) : 0, kind = length - column - 1;
    GroupColumn *out = &roster->group_columns[roster->group_column_count];
    if (column == 0 || kind == 0 || column >= sizeof out->column || kind >= sizeof out->kind ||
        roster->group_column_count == GROUP_KINDS)
        return err_set(err, ERR_INVALID,
            "the setting group_columns: column:kind is wanted, as metadata.program:programme, with"
            " a comma between, at most %d of them",
            GROUP_KINDS);
    snprintf(out->column, sizeof out->column, "%.*s", (int)column, text);
    snprintf(out->kind, sizeof out->kind, "%.*s", (int)kind, colon + 1);
    roster->group_column_count++;
    return true;
}

bool roster_init(Roster *roster, const char *groups, Err *err)
{
    *roster = (Roster){0};
    pool_init(&roster->pool);
    for (const char *at = groups; *at;) {
        at += strspn(at, ", ");
        size_t length = strcspn(at, ", ");
        if (length > 0 && !read_group(roster, at, length, err))
            return false;
        at += length;
    }
    return pool_check(&roster->pool, err);
}

void roster_finish(Roster *roster)
{
    pool_finish(&roster->pool);
    for (int i = 0; i < SAID_KINDS; i++)
        said_finish(&roster->said[i]);
    free(roster->people);
    free(roster->groups);
    free(roster->links);
    *roster = (Roster){0};
}

PersonRole roster_role(const RosterPerson *person)
{
    if (person->roles & 1u << STUDENT)
        return STUDENT;
    return person->roles & 1u << GUARDIAN ? GUARDIAN : EMPLOYEE;
}

typedef struct {
    const Pool *pool;
    const char *id;
} Key;

static int by_key(const void *key, const void *item)
{
    const Key *wanted = key;
    return strcmp(wanted->id, pool_at(wanted->pool, ((const RosterPerson *)item)->source_id));
}

RosterPerson *roster_find(const Roster *roster, const char *source_id)
{
    Key key = {&roster->pool, source_id};
    if (roster->count == 0)
        return NULL;
    return bsearch(&key, roster->people, (size_t)roster->count, sizeof *roster->people, by_key);
}

static int by_id(const void *a, const void *b, void *pool)
{
    const RosterPerson *left = a, *right = b;
    int order = strcmp(pool_at(pool, left->source_id), pool_at(pool, right->source_id));
    return order ? order : left->line - right->line;
}

void roster_sort(Roster *roster, const ColumnNotes *notes)
{
    const Pool *pool = &roster->pool;
    if (roster->count == 0)
        return;
    qsort_r(roster->people, (size_t)roster->count, sizeof *roster->people, by_id, (void *)pool);
    int kept = 0;
    for (int i = 1; i < roster->count; i++) {
        RosterPerson *last = &roster->people[kept], *next = &roster->people[i];
        if (pool_is_same(pool, last->source_id, next->source_id))
            note(notes, "users.csv:%d: the same sourcedId as in line %d; the last one counts",
                next->line, last->line);
        else
            kept++;
        roster->people[kept] = *next;
    }
    roster->count = kept + 1;
}

void roster_person(const Pool *pool, const RosterPerson *from, Person *out)
{
    *out = (Person){.role = roster_role(from),
        .birth_month = from->birth_month,
        .birth_day = from->birth_day,
        .see_office = from->see_office,
        .is_active = true};
    utf8_copy(out->source_id, sizeof out->source_id, pool_at(pool, from->source_id));
    utf8_copy(out->given, sizeof out->given, pool_at(pool, from->given));
    utf8_copy(out->middle, sizeof out->middle, pool_at(pool, from->middle));
    utf8_copy(out->family, sizeof out->family, pool_at(pool, from->family));
    utf8_copy(
        out->preferred_given, sizeof out->preferred_given, pool_at(pool, from->preferred_given));
    utf8_copy(
        out->preferred_family, sizeof out->preferred_family, pool_at(pool, from->preferred_family));
    utf8_copy(out->language, sizeof out->language, pool_at(pool, from->language));
    utf8_copy(out->phone, sizeof out->phone, pool_at(pool, from->phone));
    utf8_copy(out->grade, sizeof out->grade, pool_at(pool, from->grade));
    utf8_copy(out->homeroom, sizeof out->homeroom, pool_at(pool, from->homeroom));
}
