/* Events: the homes that were expected, and those of them that came. */
#include <stdlib.h>

#include "store/kin.h"
#include "store/participation.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/workshops.h"

typedef struct {
    int home;
    int32_t first_day, day_after_last;
    char grade[32];
} Span;

typedef enum { IS_EXPECTED = 1, IS_HERE = 2 } Mark;

typedef struct {
    Store *store;
    const Term *term;
    Kin kin;
    Span *spans;
    int count;
    unsigned char *marks; /* of each home */
} Evening;

static bool no_memory(Err *err)
{
    return err_set(err, ERR_BROKEN, "no memory for the turnout");
}

static bool read_spans(Evening *e, Err *err)
{
    bool has_room = true;
    Sql *q = sql(e->store,
        "SELECT person, first_day, ifnull(day_after_last, 99991231), grade FROM enrolment"
        " WHERE first_day < :after AND ifnull(day_after_last, 99991231) > :first");
    sql_int(q, ":first", e->term->first_day);
    sql_int(q, ":after", e->term->day_after_last);
    while (has_room && sql_row(q)) {
        const KinPerson *person = kin_find(&e->kin, sql_get_id(q, 0));
        Span *spans = kin_grow(e->spans, e->count, sizeof *spans);
        has_room = spans != NULL;
        if (has_room)
            e->spans = spans;
        if (!has_room || !person || !person->is_student)
            continue;
        Span *span = &spans[e->count++];
        *span = (Span){.home = person->home,
            .first_day = (int32_t)sql_get_int(q, 1),
            .day_after_last = (int32_t)sql_get_int(q, 2)};
        sql_get_copy(q, 3, span->grade, sizeof span->grade);
    }
    return sql_done(q, err) && (has_room || no_memory(err));
}

/* ---- who came ---- */

static bool mark_ticked(Evening *e, Id visit, const KinPerson *guardian, bool *is_marked, Err *err)
{
    Sql *q = sql(e->store, "SELECT person FROM visit_person WHERE visit = :visit");
    sql_id(q, ":visit", visit);
    while (sql_row(q)) {
        const KinPerson *person = kin_find(&e->kin, sql_get_id(q, 0));
        if (!person || !person->is_student || person->family != guardian->family)
            continue;
        e->marks[person->home] |= IS_HERE;
        *is_marked = true;
    }
    return sql_done(q, err);
}

/* A guardian of several homes came with those whose students are ticked, else with the first. */
static bool mark_visit(Evening *e, Id opened_by, Id visit, Err *err)
{
    const KinPerson *person = kin_find(&e->kin, opened_by);
    bool is_marked = false;
    if (!person || (!person->is_student && person->links == 0))
        return true;
    const int *linked = e->kin.linked + person->first_link;
    int first = person->is_student ? person->home : e->kin.people[linked[0]].home;
    bool has_several = false;
    for (int i = 0; i < person->links; i++)
        has_several |= e->kin.people[linked[i]].home != first;
    if (has_several && !mark_ticked(e, visit, person, &is_marked, err))
        return false;
    if (!is_marked)
        e->marks[first] |= IS_HERE;
    return true;
}

static bool mark_visits(Evening *e, Id event, Err *err)
{
    Err why = {0};
    bool done = true;
    Sql *q = sql(e->store,
        "SELECT v.opened_by, v.id FROM visit v WHERE v.event = :event AND v.undone IS NULL");
    sql_id(q, ":event", event);
    while (done && sql_row(q))
        done = mark_visit(e, sql_get_id(q, 0), sql_get_id(q, 1), &why);
    if (!sql_done(q, err))
        return false;
    if (!done)
        *err = why;
    return done;
}

static bool count_event(Evening *e, Turnout *t, Err *err)
{
    for (int i = 0; i < e->kin.homes; i++)
        e->marks[i] = 0;
    for (int i = 0; i < e->count; i++) {
        const Span *span = &e->spans[i];
        if (span->first_day <= t->day && t->day < span->day_after_last &&
            grades_meet(span->grade[0] ? span->grade : "?", t->grades))
            e->marks[span->home] |= IS_EXPECTED;
    }
    if (!mark_visits(e, t->id, err))
        return false;
    for (int i = 0; i < e->kin.homes; i++) {
        t->homes.of += (e->marks[i] & IS_EXPECTED) != 0;
        t->homes.count += e->marks[i] == (IS_EXPECTED | IS_HERE);
    }
    return true;
}

/* ---- the events ---- */

static int read_events(Store *store, Zone *zone, const Term *term, Turnout *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT e.id, e.starts, e.kind, e.grades, (SELECT text FROM content"
        "  WHERE owner = e.id AND field = 'title' ORDER BY language <> 'en', language LIMIT 1)"
        " FROM event e WHERE e.starts >= :from AND e.starts < :to AND EXISTS"
        "  (SELECT 1 FROM visit v WHERE v.event = e.id AND v.undone IS NULL)"
        " ORDER BY e.starts, e.uid");
    sql_int(q, ":from", zone_day_start(zone, term->first_day));
    sql_int(q, ":to", zone_day_start(zone, term->day_after_last));
    for (; sql_row(q); count++) {
        if (count >= max)
            continue;
        Turnout *t = &out[count];
        *t = (Turnout){.id = sql_get_id(q, 0), .day = zone_day(zone, sql_get_int(q, 1))};
        sql_get_copy(q, 2, t->kind, sizeof t->kind);
        sql_get_copy(q, 3, t->grades, sizeof t->grades);
        sql_get_copy(q, 4, t->title, sizeof t->title);
    }
    return sql_done(q, err) ? count : -1;
}

/* An event for some grades tells of them: only where the grades themselves are told. */
static Cover cover_of(const Turnout *t, const TermReach *reach, int smallest)
{
    Cover cover = reach->all.cover;
    for (int i = 0; t->grades[0] && i < reach->counts[BY_GRADE]; i++) {
        const ReachRow *row = &reach->rows[BY_GRADE][i];
        bool is_for = row->name[0] && grades_meet(row->name, t->grades);
        if (row->reach.cover == COVER_BOTH || (is_for && row->reach.cover > cover))
            cover = row->reach.cover;
    }
    if (t->homes.of < smallest)
        return COVER_BOTH;
    bool is_small = t->homes.count < smallest || t->homes.of - t->homes.count < smallest;
    return cover == COVER_NOTHING && is_small ? COVER_REACHED : cover;
}

static void protect(Turnout *t, const TermReach *reach, int smallest)
{
    t->cover = cover_of(t, reach, smallest);
    if (t->cover != COVER_NOTHING)
        t->homes.count = 0;
    if (t->cover == COVER_BOTH)
        t->homes.of = 0;
}

static bool count_events(Evening *e, Turnout *events, int count, Err *err)
{
    if (!kin_read(&e->kin, e->store, err) || !read_spans(e, err))
        return false;
    e->marks = calloc((size_t)e->kin.homes + 1, 1);
    if (!e->marks)
        return no_memory(err);
    for (int i = 0; i < count; i++)
        if (!count_event(e, &events[i], err))
            return false;
    return true;
}

int participation_turnout_count(
    Store *store, Zone *zone, const Term *term, Turnout *out, int max, Err *err)
{
    Evening e = {.store = store, .term = term};
    if (!sql_begin_reading(store, err))
        return -1;
    int count = read_events(store, zone, term, out, max, err);
    bool done = count >= 0 && count_events(&e, out, count < max ? count : max, err);
    sql_end_reading(store);
    free(e.marks);
    free(e.spans);
    kin_finish(&e.kin);
    return done ? count : -1;
}

int participation_turnout(
    Store *store, Zone *zone, const TermReach *reach, Turnout *out, int max, Err *err)
{
    int smallest = (int)settings_number(store, "smallest_group");
    int count = participation_turnout_count(store, zone, &reach->term, out, max, err);
    for (int i = 0; i < count && i < max; i++)
        protect(&out[i], reach, smallest);
    return count;
}
