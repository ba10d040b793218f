/* Students and guardians are read by id and joined in sets; then the sets are looked at. */
#include "store/unreached.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/wipe.h"
#include "store/order.h"
#include "store/sql.h"
#include "text/zone.h"

enum { TEXTS_MAX = 64 << 20, NAME = 520, KEY = 160 };

typedef struct {
    UnreachedChild child; /* first: it begins with the id it is found by */
    size_t name, full, source, grade, language;
    int order;
    bool must_see_office;
    int parent; /* of its set; itself at the top */
    int family; /* -1: reached */
} Child;

typedef struct {
    UnreachedGuardian guardian; /* first, likewise */
    size_t name, source, phone;
    int child; /* one of its set */
    int family;
} Guardian;

typedef struct {
    UnreachedFamily family;
    char key[KEY];
    int root;
} Family;

struct Unreached {
    Child *children;
    Guardian *guardians;
    Family *families;
    UnreachedChild *shown_children; /* of the families, in their order */
    UnreachedGuardian *shown_guardians;
    int child_count, guardian_count, family_count, all;
    Buf texts;
};

/* ---- memory ---- */

static bool no_memory(Err *err)
{
    return err_set(err, ERR_BROKEN, "no memory for the families not reached");
}

/* Room for one more; doubles at each power of two. What was there is wiped where it moves. */
static void *grow(void *list, int count, size_t size)
{
    if (count & (count - 1))
        return list;
    void *wider = calloc(count ? (size_t)count * 2 : 1, size);
    if (wider && count) {
        memcpy(wider, list, (size_t)count * size);
        wipe(list, (size_t)count * size);
    }
    if (wider)
        free(list);
    return wider;
}

static void drop(void *list, int count, size_t size)
{
    if (list)
        wipe(list, (size_t)count * size);
    free(list);
}

void unreached_close(Unreached *u)
{
    if (!u)
        return;
    drop(u->children, u->child_count, sizeof *u->children);
    drop(u->guardians, u->guardian_count, sizeof *u->guardians);
    drop(u->families, u->family_count, sizeof *u->families);
    drop(u->shown_children, u->child_count, sizeof *u->shown_children);
    drop(u->shown_guardians, u->guardian_count, sizeof *u->shown_guardians);
    buf_finish(&u->texts);
    free(u);
}

static size_t keep(Unreached *u, const char *text)
{
    size_t at = u->texts.size;
    buf_add(&u->texts, text, strlen(text) + 1);
    return at;
}

static const char *text_at(const Unreached *u, size_t at)
{
    return u->texts.data + at;
}

/* ---- sets ---- */

static int top(Unreached *u, int child)
{
    while (u->children[child].parent != child) {
        u->children[child].parent = u->children[u->children[child].parent].parent;
        child = u->children[child].parent;
    }
    return child;
}

/* The lower one stays on top: the same family has the same id whatever joined it. */
static void join(Unreached *u, int a, int b)
{
    a = top(u, a);
    b = top(u, b);
    if (a < b)
        u->children[b].parent = a;
    else
        u->children[a].parent = b;
}

static int compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Id));
}

/* -1: none of them. */
static int find_child(const Unreached *u, Id id)
{
    const Child *found = u->child_count
        ? bsearch(&id, u->children, (size_t)u->child_count, sizeof *u->children, compare_ids)
        : NULL;
    return found ? (int)(found - u->children) : -1;
}

static int child_of_guardian(const Unreached *u, Id id)
{
    const Guardian *found = u->guardian_count
        ? bsearch(&id, u->guardians, (size_t)u->guardian_count, sizeof *u->guardians, compare_ids)
        : NULL;
    return found ? found->child : -1;
}

/* ---- reading ---- */

/* "Ramírez, Rosa" */
static size_t keep_name(Unreached *u, const char *given, const char *family)
{
    char name[NAME];
    snprintf(name, sizeof name, "%s%s%s", family, family[0] && given[0] ? ", " : "", given);
    return keep(u, name);
}

#define NAMES(p)                                                                                   \
    "iif(" p ".preferred_given = '', " p ".given, " p ".preferred_given),"                         \
    " iif(" p ".preferred_family = '', " p ".family, " p ".preferred_family)"

static bool take_child(Unreached *u, Sql *q)
{
    Child *children = grow(u->children, u->child_count, sizeof *children);
    if (!children)
        return false;
    u->children = children;
    Child *c = &children[u->child_count];
    const char *given = sql_get_text(q, 1);
    *c = (Child){.child.id = sql_get_id(q, 0),
        .order = (int)sql_get_int(q, 6),
        .must_see_office = sql_get_int(q, 7),
        .parent = u->child_count++};
    c->full = keep_name(u, given, sql_get_text(q, 2));
    c->name = given[0] ? keep(u, sql_get_text(q, 1)) : c->full;
    c->source = keep(u, sql_get_text(q, 3));
    c->grade = keep(u, sql_get_text(q, 4));
    c->language = keep(u, sql_get_text(q, 5));
    return true;
}

static bool read_children(Unreached *u, Store *store, int32_t day, Err *err)
{
    bool has_room = true;
    Sql *q = sql(store,
        "SELECT p.id, " NAMES(
            "p") ", p.source_id, e.grade, e.language, p.grade_order, p.see_office"
                 " FROM enrolment e JOIN person p ON p.id = e.person WHERE e.first_day <= :day"
                 " AND (e.day_after_last IS NULL OR :day < e.day_after_last)"
                 " GROUP BY p.id ORDER BY p.id");
    sql_int(q, ":day", day);
    while (has_room && sql_row(q))
        has_room = take_child(u, q);
    return sql_done(q, err) && (has_room || no_memory(err));
}

/* Each guardian once, with all of whose students a set is made. */
static bool take_link(Unreached *u, Sql *q)
{
    Id id = sql_get_id(q, 0);
    int child = find_child(u, sql_get_id(q, 1));
    Guardian *last = u->guardian_count ? &u->guardians[u->guardian_count - 1] : NULL;
    if (child < 0)
        return true;
    if (last && id_equal(last->guardian.id, id)) {
        join(u, last->child, child);
        return true;
    }
    Guardian *guardians = grow(u->guardians, u->guardian_count, sizeof *guardians);
    if (!guardians)
        return false;
    u->guardians = guardians;
    Guardian *g = &guardians[u->guardian_count++];
    *g = (Guardian){.guardian.id = id, .child = child};
    g->name = keep_name(u, sql_get_text(q, 2), sql_get_text(q, 3));
    g->source = keep(u, sql_get_text(q, 4));
    g->phone = keep(u, sql_get_text(q, 5));
    return true;
}

static bool read_links(Unreached *u, Store *store, Err *err)
{
    bool has_room = true;
    Sql *q = sql(store,
        "SELECT g.id, l.student, " NAMES(
            "g") ", g.source_id, g.phone FROM guardian_of l"
                 " JOIN person g ON g.id = l.guardian AND +g.role = 'guardian' AND g.is_active"
                 " ORDER BY g.id, l.student");
    while (has_room && sql_row(q))
        has_room = take_link(u, q);
    return sql_done(q, err) && (has_room || no_memory(err));
}

#define IN_TIME                                                                                    \
    " v.undone IS NULL AND v.day >= :first AND v.day <= :last"                                     \
    " AND (:from = 0 OR v.arrived >= :from) AND (:to = 0 OR v.arrived < :to)"

/* A day more at each end: what day it is depends on the zone, and the times say it exactly. */
static int32_t utc_day(int64_t at)
{
    Err err = {0};
    Zone *zone = zone_new("UTC", &err);
    int32_t day = zone ? zone_day(zone, at) : 0;
    zone_free(zone);
    return day;
}

static bool read_reached(Unreached *u, Store *store, const UnreachedTime *time, Err *err)
{
    enum { ONE_DAY = 86400, NEVER = 99999999 };
    Sql *q = sql(store,
        "SELECT v.opened_by FROM visit v WHERE" IN_TIME
        " UNION ALL SELECT vp.person FROM visit v JOIN visit_person vp ON vp.visit = v.id "
        "WHERE" IN_TIME " UNION ALL SELECT s.matched FROM visit v JOIN stub s ON s.id = v.opened_by"
        "  AND s.matched IS NOT NULL WHERE" IN_TIME);
    sql_int(q, ":first", time->from ? utc_day(time->from - ONE_DAY) : 0);
    sql_int(q, ":last", time->to ? utc_day(time->to + ONE_DAY) : NEVER);
    sql_int(q, ":from", time->from);
    sql_int(q, ":to", time->to);
    while (sql_row(q)) {
        Id id = sql_get_id(q, 0);
        int child = find_child(u, id);
        child = child < 0 ? child_of_guardian(u, id) : child;
        if (child >= 0)
            u->children[top(u, child)].family = -1;
    }
    return sql_done(q, err);
}

static bool read_last(Store *store, Id who, int64_t *last, Err *err)
{
    Sql *q = sql(store,
        "SELECT max(at) FROM"
        " (SELECT max(arrived) AS at FROM visit WHERE opened_by = :who AND undone IS NULL"
        " UNION ALL SELECT max(v.arrived) FROM visit_person vp JOIN visit v ON v.id = vp.visit"
        "  WHERE vp.person = :who AND v.undone IS NULL"
        " UNION ALL SELECT max(v.arrived) FROM stub s JOIN visit v ON v.opened_by = s.id"
        "  WHERE s.matched = :who AND v.undone IS NULL)");
    sql_id(q, ":who", who);
    if (sql_row(q) && sql_get_int(q, 0) > *last)
        *last = sql_get_int(q, 0);
    return sql_done(q, err);
}

/* ---- the families ---- */

static bool add_family(Unreached *u, int root)
{
    Family *families = grow(u->families, u->family_count, sizeof *families);
    if (!families)
        return false;
    u->families = families;
    u->children[root].family = u->family_count;
    families[u->family_count++] =
        (Family){.root = root, .family = {.id = u->children[root].child.id, .language = ""}};
    return true;
}

/* Tops first: they stand before all others of their sets. */
static bool gather(Unreached *u, Err *err)
{
    for (int i = 0; i < u->child_count; i++) {
        Child *c = &u->children[i];
        int root = top(u, i);
        u->all += root == i;
        if (root != i)
            c->family = u->children[root].family;
        else if (c->family >= 0 && !add_family(u, i))
            return no_memory(err);
        if (u->children[i].family < 0)
            continue;
        UnreachedFamily *f = &u->families[u->children[i].family].family;
        f->child_count++;
        f->must_see_office |= u->children[i].must_see_office;
        if (!f->language[0])
            f->language = text_at(u, u->children[i].language);
    }
    for (int i = 0; i < u->guardian_count; i++) {
        Guardian *g = &u->guardians[i];
        g->family = u->children[top(u, g->child)].family;
        if (g->family >= 0)
            u->families[g->family].family.guardian_count++;
    }
    return true;
}

static int by_grade(const void *a, const void *b)
{
    const Child *x = a, *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    if (x->order != y->order)
        return x->order > y->order ? -1 : 1;
    return compare_ids(a, b);
}

static int by_family(const void *a, const void *b)
{
    const Guardian *x = a, *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    return compare_ids(a, b);
}

/* Whom a family shows stands together; the sets are not asked any more. */
static bool show(Unreached *u, Err *err)
{
    u->shown_children = calloc((size_t)u->child_count + 1, sizeof *u->shown_children);
    u->shown_guardians = calloc((size_t)u->guardian_count + 1, sizeof *u->shown_guardians);
    if (!u->shown_children || !u->shown_guardians)
        return no_memory(err);
    if (u->child_count)
        qsort(u->children, (size_t)u->child_count, sizeof *u->children, by_grade);
    if (u->guardian_count)
        qsort(u->guardians, (size_t)u->guardian_count, sizeof *u->guardians, by_family);
    for (int i = u->child_count - 1; i >= 0 && u->children[i].family >= 0; i--) {
        const Child *c = &u->children[i];
        UnreachedFamily *f = &u->families[c->family].family;
        size_t name = f->guardian_count ? c->name : c->full;
        u->shown_children[i] = (UnreachedChild){
            c->child.id, text_at(u, c->source), text_at(u, name), text_at(u, c->grade)};
        f->children = &u->shown_children[i];
    }
    for (int i = u->guardian_count - 1; i >= 0 && u->guardians[i].family >= 0; i--) {
        const Guardian *g = &u->guardians[i];
        u->shown_guardians[i] = (UnreachedGuardian){
            g->guardian.id, text_at(u, g->source), text_at(u, g->name), text_at(u, g->phone)};
        u->families[g->family].family.guardians = &u->shown_guardians[i];
    }
    return true;
}

static bool read_lasts(Unreached *u, Store *store, Err *err)
{
    for (int i = 0; i < u->family_count; i++) {
        UnreachedFamily *f = &u->families[i].family;
        for (int j = 0; j < f->child_count; j++)
            if (!read_last(store, f->children[j].id, &f->last, err))
                return false;
        for (int j = 0; j < f->guardian_count; j++)
            if (!read_last(store, f->guardians[j].id, &f->last, err))
                return false;
    }
    return true;
}

static int by_language(const void *a, const void *b)
{
    const Family *x = a, *y = b;
    int order = strcmp(x->family.language, y->family.language);
    order = order ? order : strcmp(x->key, y->key);
    return order ? order : memcmp(&x->family.id, &y->family.id, sizeof x->family.id);
}

static bool sort(Unreached *u, Store *store, Err *err)
{
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    for (int i = 0; i < u->family_count; i++) {
        Family *f = &u->families[i];
        const char *name =
            f->family.guardian_count ? f->family.guardians[0].name : f->family.children[0].name;
        order_key(folder, name, f->key, sizeof f->key);
    }
    if (u->family_count)
        qsort(u->families, (size_t)u->family_count, sizeof *u->families, by_language);
    return true;
}

Unreached *unreached_open(Store *store, const UnreachedTime *time, Err *err)
{
    Unreached *u = calloc(1, sizeof *u);
    if (!u) {
        no_memory(err);
        return NULL;
    }
    buf_init(&u->texts, TEXTS_MAX);
    keep(u, "");
    bool is_read = read_children(u, store, time->day, err) && read_links(u, store, err) &&
        read_reached(u, store, time, err);
    if (is_read && u->texts.is_full)
        is_read = no_memory(err);
    if (is_read && gather(u, err) && show(u, err) && read_lasts(u, store, err) &&
        sort(u, store, err))
        return u;
    unreached_close(u);
    return NULL;
}

int unreached_count(const Unreached *u)
{
    return u->family_count;
}

const UnreachedFamily *unreached_at(const Unreached *u, int index)
{
    return &u->families[index].family;
}

int unreached_families(const Unreached *u)
{
    return u->all;
}
