/* Everything is read and checked before the transaction begins; what fails in it is rolled
 * back. */
#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/content.h"
#include "exchange/roster.h"
#include "exchange/zip.h"
#include "store/sql.h"

typedef struct {
    Store *store;
    const Roster *roster;
    Id *ids; /* of the people, in the roster's order */
    int64_t stamp;
    int32_t day;
    ImportCount *count;
} Applying;

static bool school_day(Store *store, int64_t now, int32_t *out, Err *err)
{
    Zone *zone = content_zone(store, err);
    if (zone)
        *out = zone_day(zone, now);
    zone_free(zone);
    return zone != NULL;
}

/* Later than every import before, also when two come in one second or the clock went back: the
 * people that this one does not name are those seen before it. */
static bool make_stamp(Store *store, int64_t now, int64_t *out, Err *err)
{
    Sql *q = sql(store, "SELECT max(seen) FROM person");
    int64_t last = sql_row(q) ? sql_get_int(q, 0) : 0;
    *out = now > last ? now : last + 1;
    return sql_done(q, err);
}

static bool is_same(const Person *a, const Person *b)
{
    return a->role == b->role && strcmp(a->given, b->given) == 0 &&
        strcmp(a->middle, b->middle) == 0 && strcmp(a->family, b->family) == 0 &&
        strcmp(a->preferred_given, b->preferred_given) == 0 &&
        strcmp(a->preferred_family, b->preferred_family) == 0 &&
        strcmp(a->language, b->language) == 0 && strcmp(a->phone, b->phone) == 0 &&
        strcmp(a->grade, b->grade) == 0 && strcmp(a->homeroom, b->homeroom) == 0 &&
        a->birth_month == b->birth_month && a->birth_day == b->birth_day &&
        a->see_office == b->see_office && a->is_active == b->is_active;
}

static bool put_person(Applying *a, int index, Err *err)
{
    Person person, before;
    Err why = {0};
    roster_person(a->roster, index, &person);
    bool is_known = people_by_source(a->store, person.source_id, &before, &why);
    if (!is_known && why.code != ERR_NOT_FOUND) {
        *err = why;
        return false;
    }
    /* What the office set stays set. */
    person.see_office |= is_known && before.see_office;
    if (!people_put(a->store, &person, a->stamp, err))
        return false;
    a->ids[index] = person.id;
    a->count->added += !is_known;
    a->count->changed += is_known && !is_same(&person, &before);
    a->count->students += person.role == STUDENT;
    a->count->guardians += person.role == GUARDIAN;
    a->count->employees += person.role == EMPLOYEE;
    return true;
}

static bool put_all(Applying *a, Err *err)
{
    const Roster *roster = a->roster;
    for (int i = 0; i < roster->count; i++)
        if (roster->people[i].roles && !put_person(a, i, err))
            return false;
    if (!people_unlink_all(a->store, err))
        return false;
    for (int i = 0; i < roster->link_count; i++) {
        RosterLink link = roster->links[i];
        if (!people_link(a->store, a->ids[link.guardian], a->ids[link.student], err))
            return false;
    }
    return true;
}

static bool retire_absent(Applying *a, Err *err)
{
    for (PersonRole role = STUDENT; role <= EMPLOYEE; role++) {
        int left = people_retire(a->store, role, a->stamp, err);
        if (left < 0)
            return false;
        a->count->left += left;
    }
    return true;
}

static bool apply_roster(Applying *a, Err *err)
{
    if (!store_begin(a->store, err))
        return false;
    bool done = put_all(a, err) && retire_absent(a, err) &&
        people_enrol(a->store, a->stamp, a->day, err) && store_commit(a->store, err);
    if (!done)
        store_rollback(a->store);
    return done;
}

static bool read_roster(const char *path, int32_t day, ColumnNotes *notes, Roster *roster, Err *err)
{
    char today[16];
    FileSet *files = NULL;
    snprintf(today, sizeof today, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    bool done = files_open(&files, path, err) && roster_read(roster, files, today, notes, err);
    files_close(files);
    return done;
}

static bool import_read(
    Store *store, const Roster *roster, int64_t now, int32_t day, ImportCount *count, Err *err)
{
    Applying a = {.store = store, .roster = roster, .day = day, .count = count};
    count->links = roster->link_count;
    count->dangling = roster->dangling;
    a.ids = calloc((size_t)roster->count, sizeof *a.ids);
    if (!a.ids)
        return err_set(err, ERR_FULL, "no memory for this roster");
    bool done = make_stamp(store, now, &a.stamp, err) && apply_roster(&a, err);
    free(a.ids);
    return done;
}

bool import_roster(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    Roster roster = {0};
    *count = (ImportCount){0};
    int32_t day = 0;

    bool done = school_day(store, now, &day, err) && read_roster(path, day, &kept, &roster, err);
    count->rejected = kept.rejected;
    done = done && import_read(store, &roster, now, day, count, err);
    roster_finish(&roster);
    return done;
}

bool import_events(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err)
{
    EventList list = {0};
    *count = (ImportCount){0};
    bool done = content_read_events(&list, store, path, notes, err) &&
        content_apply_events(store, &list, now, count, err);
    content_finish(&list);
    return done;
}
