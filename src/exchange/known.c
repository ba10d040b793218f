/* Five selects, each in the order that the comparison walks in. */
#include "exchange/known.h"

#include <stdlib.h>
#include <string.h>

#include "store/sources.h"
#include "store/sql.h"

static const char *const sources[] = {
    [SAID_AGENTS] = "agents",
    [SAID_ROLES] = "role",
    [SAID_ROOMS] = "room",
    [SAID_SEATS] = "seat",
};

const char *known_source(SaidKind kind)
{
    return sources[kind];
}

static uint8_t read_role(const char *word)
{
    return (uint8_t)(strcmp(word, "student") == 0 ? 1u << STUDENT
            : strcmp(word, "guardian") == 0       ? 1u << GUARDIAN
                                                  : 1u << EMPLOYEE);
}

static PoolText keep(Pool *pool, Sql *q, int column)
{
    return pool_keep(pool, sql_get_text(q, column), 512);
}

static void fill_person(KnownPerson *out, Sql *q, Pool *pool)
{
    *out = (KnownPerson){.id = sql_get_id(q, 0)};
    RosterPerson *as = &out->as;
    as->source_id = keep(pool, q, 1);
    as->own_roles = as->roles = read_role(sql_get_text(q, 2));
    as->given = keep(pool, q, 3);
    as->middle = keep(pool, q, 4);
    as->family = keep(pool, q, 5);
    as->preferred_given = keep(pool, q, 6);
    as->preferred_family = keep(pool, q, 7);
    as->language = keep(pool, q, 8);
    as->phone = keep(pool, q, 9);
    as->grade = keep(pool, q, 10);
    as->homeroom = keep(pool, q, 11);
    as->birth_month = (uint8_t)sql_get_int(q, 12);
    as->birth_day = (uint8_t)sql_get_int(q, 13);
    as->see_office = sql_get_int(q, 14);
    out->is_active = sql_get_int(q, 15);
    out->has_span = sql_get_int(q, 16);
    out->span_grade = keep(pool, q, 17);
    out->span_language = keep(pool, q, 18);
}

static bool read_people(Known *known, Store *store, Pool *pool, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, source_id, role, given, middle, family, preferred_given, preferred_family,"
        " p.language, phone, p.grade, homeroom, birth_month, birth_day, see_office, is_active,"
        " e.person IS NOT NULL, e.grade, e.language FROM person p"
        " LEFT JOIN enrolment e ON e.person = p.id AND e.day_after_last IS NULL"
        " ORDER BY source_id");
    bool ok = true;
    while (ok && sql_row(q)) {
        KnownPerson *grown = list_grow(known->people, known->count, sizeof *grown);
        ok = grown || roster_no_memory(err);
        if (ok) {
            known->people = grown;
            fill_person(&grown[known->count++], q, pool);
        }
    }
    return sql_done(q, ok ? err : NULL) && ok;
}

/* ---- ids to people ---- */

typedef struct {
    Id id;
    int person;
} ById;

typedef struct {
    ById *rows;
    int count;
} Index;

static int by_id(const void *a, const void *b)
{
    return memcmp(((const ById *)a)->id.byte, ((const ById *)b)->id.byte, sizeof(Id));
}

static bool make_index(Index *index, const Known *known, Err *err)
{
    *index = (Index){calloc((size_t)known->count + 1, sizeof *index->rows), known->count};
    if (!index->rows)
        return roster_no_memory(err);
    for (int i = 0; i < known->count; i++)
        index->rows[i] = (ById){known->people[i].id, i};
    qsort(index->rows, (size_t)index->count, sizeof *index->rows, by_id);
    return true;
}

/* -1 for an id that is nobody's: foreign keys leave none. */
static int look_up(const Index *index, Id id)
{
    ById wanted = {.id = id};
    const ById *found =
        bsearch(&wanted, index->rows, (size_t)index->count, sizeof *index->rows, by_id);
    return found ? found->person : -1;
}

static bool add_link(Known *known, RosterLink link, Err *err)
{
    RosterLink *grown = list_grow(known->links, known->link_count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    known->links = grown;
    if (link.guardian >= 0 && link.student >= 0)
        known->links[known->link_count++] = link;
    return true;
}

static bool read_links(Known *known, Store *store, const Index *index, Err *err)
{
    Sql *q = sql(store, "SELECT guardian, student FROM guardian_of");
    bool ok = true;
    while (ok && sql_row(q))
        ok = add_link(known,
            (RosterLink){look_up(index, sql_get_id(q, 0)), look_up(index, sql_get_id(q, 1))}, err);
    return sql_done(q, ok ? err : NULL) && ok;
}

/* ---- groups, terms, sources ---- */

static int find_kind(const Roster *roster, const char *kind)
{
    for (int i = 0; i < roster->group_column_count; i++)
        if (strcmp(roster->group_columns[i].kind, kind) == 0)
            return i;
    return -1;
}

static bool add_group(Known *known, KnownGroup group, Err *err)
{
    KnownGroup *grown = list_grow(known->groups, known->group_count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    known->groups = grown;
    if (group.kind >= 0 && group.person >= 0)
        known->groups[known->group_count++] = group;
    return true;
}

static bool read_groups(Known *known, Store *store, Roster *roster, const Index *index, Err *err)
{
    if (roster->group_column_count == 0)
        return true;
    Sql *q =
        sql(store, "SELECT person, kind, value FROM person_group WHERE day_after_last IS NULL");
    bool ok = true;
    while (ok && sql_row(q))
        ok = add_group(known,
            (KnownGroup){look_up(index, sql_get_id(q, 0)), find_kind(roster, sql_get_text(q, 1)),
                keep(&roster->pool, q, 2)},
            err);
    return sql_done(q, ok ? err : NULL) && ok;
}

static bool read_terms(Known *known, Store *store, Err *err)
{
    int count = terms_list(store, NULL, 0, err);
    if (count < 0)
        return false;
    known->terms = calloc((size_t)count + 1, sizeof *known->terms);
    if (!known->terms)
        return roster_no_memory(err);
    known->term_count = terms_list(store, known->terms, count, err);
    return known->term_count >= 0;
}

typedef struct {
    SaidList *list;
    Pool *pool;
} Remembering;

/* The texts stand a line each: no text of the pool has a line break. */
static bool take_source(void *self, const char *id, const char *text, Err *err)
{
    Remembering *r = self;
    Said row = {.id = pool_keep(r->pool, id, 640)};
    for (int i = 0; i < SAID_TEXTS && *text; i++) {
        size_t length = strcspn(text, "\n");
        row.text[i] = pool_keep(r->pool, text, length + 1);
        text += length + (text[length] == '\n');
    }
    return said_add(r->list, &row, err);
}

bool known_read(Known *known, Store *store, Roster *roster, Err *err)
{
    *known = (Known){0};
    Index index = {0};
    bool ok = read_people(known, store, &roster->pool, err) && make_index(&index, known, err) &&
        read_links(known, store, &index, err) && read_groups(known, store, roster, &index, err) &&
        read_terms(known, store, err);
    free(index.rows);
    for (int i = 0; ok && i < SAID_KEPT; i++) {
        Remembering r = {&known->said[i], &roster->pool};
        ok = sources_read(store, sources[i], take_source, &r, err);
    }
    return ok && pool_check(&roster->pool, err);
}

void known_finish(Known *known)
{
    free(known->people);
    free(known->links);
    free(known->groups);
    free(known->terms);
    for (int i = 0; i < SAID_KEPT; i++)
        said_finish(&known->said[i]);
    *known = (Known){0};
}

typedef struct {
    const Pool *pool;
    const char *id;
} Key;

static int by_key(const void *key, const void *item)
{
    const Key *wanted = key;
    return strcmp(wanted->id, pool_at(wanted->pool, ((const KnownPerson *)item)->as.source_id));
}

const KnownPerson *known_find(const Known *known, const Pool *pool, const char *source_id)
{
    Key key = {pool, source_id};
    if (known->count == 0)
        return NULL;
    return bsearch(&key, known->people, (size_t)known->count, sizeof *known->people, by_key);
}
