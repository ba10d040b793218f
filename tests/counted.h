/* Terms that are counted: what puts a school into the records, and what looks at the counts. */
#ifndef TESTS_COUNTED_H
#define TESTS_COUNTED_H

#include "roster.h"
#include "store/events.h"
#include "store/participation.h"
#include "store/sql.h"
#include "store/stubs.h"

enum { FALL_FIRST = 20260901, FALL_AFTER = 20270124, NO_END = 0 };

static const Term FALL = {
    .title = "Fall", .kind = TERM_SEMESTER, .first_day = FALL_FIRST, .day_after_last = FALL_AFTER};
static Zone *zone;
static TermReach reach;

static inline int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    zone = zone_new("America/Chicago", &err);
    return zone && store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static inline int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    zone_free(zone);
    return 0;
}

/* ---- what is put ---- */

static inline void done(Sql *q)
{
    if (!sql_run(q, &err))
        fail_msg("%s", err.detail);
}

static inline void enrol_for(
    Id student, const char *grade, const char *language, int first, int after)
{
    Sql *q = sql(store,
        "INSERT INTO enrolment (person, first_day, day_after_last, grade, language)"
        " VALUES (:person, :first, nullif(:after, 0), :grade, :language)");
    sql_id(q, ":person", student);
    sql_int(q, ":first", first);
    sql_int(q, ":after", after);
    sql_text(q, ":grade", grade);
    sql_text(q, ":language", language);
    done(q);
}

static inline Id adult(void)
{
    return guardian("G", "H", "");
}

static inline int64_t at(const char *time)
{
    int64_t when = 0;
    if (!zone_parse(zone, time, &when, &err))
        fail_msg("%s", err.detail);
    return when;
}

static inline Id event_of(const char *uid, const char *time, const char *grades)
{
    Event event = {.kind = "conference", .starts = at(time), .ends = at(time) + 3600};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    snprintf(event.grades, sizeof event.grades, "%s", grades);
    CHECK(events_put(store, &event, 1, &err));
    return event.id;
}

static inline void match(Id stub, Id person)
{
    Sql *q = sql(store, "UPDATE stub SET state = 'matched', matched = :person WHERE id = :id");
    sql_id(q, ":person", person);
    sql_id(q, ":id", stub);
    done(q);
}

static inline void hold(Id stub)
{
    Sql *q = sql(store, "UPDATE stub SET held = 1 WHERE id = :id");
    sql_id(q, ":id", stub);
    done(q);
}

static inline void programme(Id student, const char *value, int first, int after)
{
    Sql *q = sql(store,
        "INSERT INTO person_group VALUES (:person, 'programme', :value, :first,"
        " nullif(:after, 0))");
    sql_id(q, ":person", student);
    sql_text(q, ":value", value);
    sql_int(q, ":first", first);
    sql_int(q, ":after", after);
    done(q);
}

/* ---- what is counted ---- */

static inline void count(const Term *term)
{
    if (!participation_count(store, zone, term, &reach, &err))
        fail_msg("%s", err.detail);
}

static inline void is_share(Share share, int count_wanted, int of)
{
    CHECK_INT(share.count, count_wanted);
    CHECK_INT(share.of, of);
}

static const Reach *row(Division division, const char *name)
{
    for (int i = 0; i < reach.counts[division]; i++)
        if (strcmp(reach.rows[division][i].name, name) == 0)
            return &reach.rows[division][i].reach;
    fail_msg("no row \"%s\"", name);
    return NULL;
}

static inline void is_row(Division division, const char *name, Share families, Share students)
{
    const Reach *r = row(division, name);
    is_share(r->families, families.count, families.of);
    is_share(r->students, students.count, students.of);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
