/* People are read by id and joined in sets; a set is a family. */
#include "store/kin.h"

#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

typedef struct {
    int student, guardian;
} Link;

typedef struct KinStub {
    Id id;
    int person;
} KinStub;

/* ---- memory ---- */

static bool no_memory(Err *err)
{
    return err_set(err, ERR_BROKEN, "no memory for the families");
}

void *kin_grow(void *list, int count, size_t size)
{
    enum { FIRST = 64 };
    bool is_full = count == 0 || (count >= FIRST && (count & (count - 1)) == 0);
    size_t room = count < FIRST ? FIRST : (size_t)count * 2;
    return is_full ? reallocarray(list, room, size) : list;
}

void kin_finish(Kin *kin)
{
    free(kin->people);
    free(kin->linked);
    free(kin->members);
    free(kin->first_member);
    free(kin->is_walk_in);
    free(kin->stubs);
    *kin = (Kin){0};
}

/* ---- finding ---- */

static int compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Id));
}

/* -1: nobody. */
static int find_person(const Kin *kin, Id id)
{
    const KinPerson *found = kin->count
        ? bsearch(&id, kin->people, (size_t)kin->count, sizeof *kin->people, compare_ids)
        : NULL;
    return found ? (int)(found - kin->people) : -1;
}

static const KinStub *find_stub(const Kin *kin, Id id)
{
    return kin->stub_count
        ? bsearch(&id, kin->stubs, (size_t)kin->stub_count, sizeof *kin->stubs, compare_ids)
        : NULL;
}

const KinPerson *kin_find(const Kin *kin, Id id)
{
    int person = find_person(kin, id);
    const KinStub *stub = person < 0 ? find_stub(kin, id) : NULL;
    if (stub)
        person = stub->person;
    return person < 0 ? NULL : &kin->people[person];
}

/* ---- reading ---- */

static bool read_people(Kin *kin, Store *store, Err *err)
{
    bool has_room = true;
    Sql *q = sql(store,
        "SELECT id, role = 'student' FROM person WHERE role IN ('student', 'guardian')"
        " ORDER BY id");
    while (has_room && sql_row(q)) {
        KinPerson *people = kin_grow(kin->people, kin->count, sizeof *people);
        has_room = people != NULL;
        if (!has_room)
            break;
        kin->people = people;
        people[kin->count] = (KinPerson){
            .id = sql_get_id(q, 0), .is_student = sql_get_int(q, 1), .parent = kin->count};
        kin->count++;
    }
    return sql_done(q, err) && (has_room || no_memory(err));
}

static int top(Kin *kin, int person)
{
    while (kin->people[person].parent != person) {
        kin->people[person].parent = kin->people[kin->people[person].parent].parent;
        person = kin->people[person].parent;
    }
    return person;
}

/* By guardian, so that each one's students stand together. */
static bool read_links(Kin *kin, Store *store, Link **links, int *count, Err *err)
{
    bool has_room = true;
    Sql *q = sql(store, "SELECT guardian, student FROM guardian_of ORDER BY guardian, student");
    while (has_room && sql_row(q)) {
        Link link = {.guardian = find_person(kin, sql_get_id(q, 0)),
            .student = find_person(kin, sql_get_id(q, 1))};
        if (link.guardian < 0 || link.student < 0 || kin->people[link.guardian].is_student ||
            !kin->people[link.student].is_student)
            continue;
        Link *longer = kin_grow(*links, *count, sizeof *longer);
        has_room = longer != NULL;
        if (!has_room)
            break;
        *links = longer;
        longer[(*count)++] = link;
        kin->people[top(kin, link.student)].parent = top(kin, link.guardian);
    }
    return sql_done(q, err) && (has_room || no_memory(err));
}

static bool read_stubs(Kin *kin, Store *store, Err *err)
{
    bool has_room = true;
    Sql *q = sql(store,
        "SELECT id, matched FROM stub WHERE matched IS NOT NULL AND state = 'matched'"
        " AND NOT held ORDER BY id");
    while (has_room && sql_row(q)) {
        KinStub stub = {sql_get_id(q, 0), find_person(kin, sql_get_id(q, 1))};
        KinStub *stubs =
            stub.person < 0 ? kin->stubs : kin_grow(kin->stubs, kin->stub_count, sizeof *stubs);
        has_room = stubs || stub.person < 0;
        if (!has_room || stub.person < 0)
            continue;
        kin->stubs = stubs;
        stubs[kin->stub_count++] = stub;
    }
    return sql_done(q, err) && (has_room || no_memory(err));
}

/* ---- families ---- */

static bool keep_links(Kin *kin, const Link *links, int count, Err *err)
{
    kin->linked = calloc((size_t)count + 1, sizeof *kin->linked);
    if (!kin->linked)
        return no_memory(err);
    for (int i = 0; i < count; i++) {
        KinPerson *guardian = &kin->people[links[i].guardian];
        if (guardian->links++ == 0)
            guardian->first_link = i;
        kin->linked[i] = links[i].student;
    }
    return true;
}

static void number_families(Kin *kin)
{
    for (int i = 0; i < kin->count; i++)
        if (top(kin, i) == i)
            kin->people[i].family = kin->families++;
    for (int i = 0; i < kin->count; i++)
        kin->people[i].family = kin->people[top(kin, i)].family;
}

static void put_member(Kin *kin, int *next, int family, Id id, bool is_walk_in)
{
    int at = next[family]++;
    kin->members[at] = id;
    kin->is_walk_in[at] = is_walk_in;
}

static bool list_members(Kin *kin, Err *err)
{
    size_t all = (size_t)(kin->count + kin->stub_count);
    int *next = calloc((size_t)kin->families + 1, sizeof *next);
    kin->first_member = calloc((size_t)kin->families + 1, sizeof *kin->first_member);
    kin->members = calloc(all + 1, sizeof *kin->members);
    kin->is_walk_in = calloc(all + 1, sizeof *kin->is_walk_in);
    bool has_room = next && kin->first_member && kin->members && kin->is_walk_in;
    if (has_room) {
        int *first = kin->first_member;
        for (int i = 0; i < kin->count; i++)
            first[kin->people[i].family + 1]++;
        for (int i = 0; i < kin->stub_count; i++)
            first[kin->people[kin->stubs[i].person].family + 1]++;
        for (int i = 0; i < kin->families; i++)
            next[i + 1] = first[i + 1] += first[i];
        for (int i = 0; i < kin->count; i++)
            put_member(kin, next, kin->people[i].family, kin->people[i].id, false);
        for (int i = 0; i < kin->stub_count; i++)
            put_member(kin, next, kin->people[kin->stubs[i].person].family, kin->stubs[i].id, true);
    }
    free(next);
    return has_room || no_memory(err);
}

/* ---- homes ---- */

static int compare_links(const void *a, const void *b)
{
    const Link *x = a, *y = b;
    return x->student != y->student ? (x->student > y->student) - (x->student < y->student)
                                    : (x->guardian > y->guardian) - (x->guardian < y->guardian);
}

/* Whether two students, whose links begin here, have exactly the same guardians. */
static bool has_same(const Link *links, int count, int a, int b)
{
    int one = links[a].student, other = links[b].student;
    for (; a < count && links[a].student == one && b < count && links[b].student == other; a++, b++)
        if (links[a].guardian != links[b].guardian)
            return false;
    return (a == count || links[a].student != one) && (b == count || links[b].student != other);
}

/* A student's home is that of the first sibling of one of their guardians with the same ones. */
static bool number_homes(Kin *kin, Link *links, int count, Err *err)
{
    int *first = calloc((size_t)kin->count + 1, sizeof *first);
    if (!first)
        return no_memory(err);
    if (count > 0)
        qsort(links, (size_t)count, sizeof *links, compare_links);
    for (int i = count - 1; i >= 0; i--)
        first[links[i].student] = i;
    for (int i = 0; i < kin->count; i++)
        kin->people[i].home = -1;
    for (int i = 0; i < count; i++) {
        KinPerson *student = &kin->people[links[i].student];
        const KinPerson *guardian = &kin->people[links[i].guardian];
        for (int s = 0; s < guardian->links && student->home < 0; s++) {
            int other = kin->linked[guardian->first_link + s];
            if (kin->people[other].home >= 0 &&
                has_same(links, count, first[links[i].student], first[other]))
                student->home = kin->people[other].home;
        }
        if (student->home < 0)
            student->home = kin->homes++;
    }
    for (int i = 0; i < kin->count; i++)
        if (kin->people[i].is_student && kin->people[i].home < 0)
            kin->people[i].home = kin->homes++;
    free(first);
    return true;
}

bool kin_read(Kin *kin, Store *store, Err *err)
{
    Link *links = NULL;
    int count = 0;
    *kin = (Kin){0};
    bool done = read_people(kin, store, err) && read_links(kin, store, &links, &count, err) &&
        read_stubs(kin, store, err) && keep_links(kin, links, count, err);
    if (done)
        number_families(kin);
    done = done && number_homes(kin, links, count, err) && list_members(kin, err);
    free(links);
    return done;
}
