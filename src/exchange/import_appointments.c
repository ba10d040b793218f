/* A schedule as another program wrote it. Each row asks the records who and what is meant; a bad
 * one refuses the list, with line and column. */
#include "exchange/import_appointments.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "exchange/content.h"
#include "exchange/fields.h"
#include "exchange/zip.h"
#include "store/events.h"
#include "store/people.h"
#include "store/sql.h"

enum { ROWS_MAX = 100000, FILE_MAX = 64 << 20 };

enum { AT_UID, AT_EVENT, AT_STUDENT, AT_GUARDIAN, AT_TEACHER, AT_ROOM, AT_STARTS, AT_FIELDS };

/* clang-format off */
static const Column columns[] = {
    [AT_UID]      = {"uid", NULL, REQUIRED},
    [AT_EVENT]    = {"event", NULL, REQUIRED},
    [AT_STUDENT]  = {"student", NULL, REQUIRED},
    [AT_GUARDIAN] = {"guardian", NULL, WANTED},
    [AT_TEACHER]  = {"teacher", NULL, REQUIRED},
    [AT_ROOM]     = {"room", NULL, WANTED},
    [AT_STARTS]   = {"starts", NULL, REQUIRED},
};
/* clang-format on */

static const ColumnFile appointment_file = {
    .name = "appointments.csv", .columns = columns, .count = AT_FIELDS, .is_strict = true};

typedef struct {
    AppointmentList *list;
    Store *store;
    Zone *zone;
    Event event; /* that of the last row */
} Reading;

/* ---- a row ---- */

static bool take_event(Reading *r, const ColumnRow *row, Appointment *a, Err *err)
{
    const char *uid = row_text(row, AT_EVENT);
    if (id_is_zero(r->event.id) || strcmp(r->event.uid, uid) != 0) {
        Sql *q = sql(r->store, "SELECT id FROM event WHERE uid = :uid");
        sql_text(q, ":uid", uid);
        Id id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
        if (!sql_done(q, err))
            return false;
        if (id_is_zero(id))
            return row_refuse(row, AT_EVENT, err, "no event has this uid; import the events first");
        if (!events_get(r->store, id, &r->event, err))
            return false;
    }
    a->event = r->event.id;
    if (!field_time(row, AT_STARTS, r->zone, &a->starts, err))
        return false;
    return (a->starts >= r->event.starts && a->starts < r->event.ends) ||
        row_refuse(row, AT_STARTS, err, "the event is not on at this time");
}

static bool take_person(
    Reading *r, const ColumnRow *row, int field, PersonRole role, Id *out, Err *err)
{
    Person person;
    Err why = {0};
    bool is_found = people_by_source(r->store, row_text(row, field), &person, &why);
    bool is_right = is_found && person.role == role;
    *out = is_found ? person.id : (Id){0};
    wipe(&person, sizeof person);
    if (is_right)
        return true;
    if (!is_found && why.code != ERR_NOT_FOUND) {
        *err = why;
        return false;
    }
    return row_refuse(
        row, field, err, role == STUDENT ? "no student has this id" : "no guardian has this id");
}

static bool take_people(Reading *r, const ColumnRow *row, Appointment *a, Err *err)
{
    if (!take_person(r, row, AT_STUDENT, STUDENT, &a->student, err))
        return false;
    if (!*row_text(row, AT_GUARDIAN))
        return true;
    if (!take_person(r, row, AT_GUARDIAN, GUARDIAN, &a->guardian, err))
        return false;
    Sql *q = sql(
        r->store, "SELECT 1 FROM guardian_of WHERE guardian = :guardian AND student = :student");
    sql_id(q, ":guardian", a->guardian);
    sql_id(q, ":student", a->student);
    bool is_theirs = sql_row(q);
    return sql_done(q, err) &&
        (is_theirs || row_refuse(row, AT_GUARDIAN, err, "this is no guardian of the student"));
}

static bool take_words(const ColumnRow *row, int field, char *out, size_t size, Err *err)
{
    utf8_copy(out, size, row_text(row, field));
    utf8_one_line(out);
    return strlen(row_text(row, field)) < size || row_refuse(row, field, err, "over 127 bytes");
}

static bool take_row(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    AppointmentList *list = r->list;
    if (list->count == ROWS_MAX)
        return row_refuse(row, AT_UID, err, "over 100,000 appointments");
    ListedAppointment *grown = list_grow(list->rows, list->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->rows = grown;
    ListedAppointment *made = &list->rows[list->count];
    *made = (ListedAppointment){
        .line = row->csv->line, .column = row->csv->columns[row->places[AT_UID]]};
    Appointment *a = &made->appointment;
    if (!field_uid(row, AT_UID, a->uid, sizeof a->uid, "an appointment", err) ||
        !take_event(r, row, a, err) || !take_people(r, row, a, err))
        return false;
    if (!*row_text(row, AT_TEACHER))
        return row_refuse(row, AT_TEACHER, err, "with whom it is");
    if (!take_words(row, AT_TEACHER, a->teacher, sizeof a->teacher, err) ||
        !take_words(row, AT_ROOM, a->room, sizeof a->room, err))
        return false;
    list->count++;
    return true;
}

/* ---- comparing ---- */

static int by_uid(const void *a, const void *b)
{
    const ListedAppointment *first = a, *second = b;
    int order = strcmp(first->appointment.uid, second->appointment.uid);
    return order ? order : first->line - second->line;
}

static int is_uid(const void *uid, const void *row)
{
    return strcmp(uid, ((const ListedAppointment *)row)->appointment.uid);
}

static bool sort(AppointmentList *list, Err *err)
{
    if (list->count > 0)
        qsort(list->rows, (size_t)list->count, sizeof *list->rows, by_uid);
    for (int i = 1; i < list->count; i++) {
        const ListedAppointment *row = &list->rows[i];
        if (strcmp(row->appointment.uid, row[-1].appointment.uid) == 0)
            return err_set(err, ERR_INVALID, "%s:%d:%d: this uid stands twice", list->name,
                row->line, row->column);
    }
    return true;
}

static bool is_equal(const Appointment *a, const Appointment *b)
{
    return id_equal(a->event, b->event) && id_equal(a->student, b->student) &&
        id_equal(a->guardian, b->guardian) && a->starts == b->starts &&
        strcmp(a->teacher, b->teacher) == 0 && strcmp(a->room, b->room) == 0;
}

static bool compare(Reading *r, ListedAppointment *row, Err *err)
{
    Err why = {0};
    Appointment before;
    if (appointments_by_uid(r->store, row->appointment.uid, &before, &why)) {
        row->appointment.id = before.id;
        row->kind =
            is_equal(&row->appointment, &before) ? APPOINTMENT_UNCHANGED : APPOINTMENT_CHANGED;
        return true;
    }
    row->kind = APPOINTMENT_ADDED;
    if (why.code != ERR_NOT_FOUND)
        *err = why;
    return why.code == ERR_NOT_FOUND;
}

/* Those of an event that the file does not have. */
static bool add_removed(Reading *r, Id event, Err *err)
{
    AppointmentList *list = r->list;
    bool has_memory = true;
    Sql *q = sql(r->store, "SELECT id, uid FROM appointment WHERE event = :event ORDER BY uid");
    sql_id(q, ":event", event);
    while (has_memory && sql_row(q)) {
        Appointment found = {.id = sql_get_id(q, 0)};
        sql_get_copy(q, 1, found.uid, sizeof found.uid);
        if (bsearch(found.uid, list->rows, (size_t)list->count, sizeof *list->rows, is_uid))
            continue;
        Appointment *grown = list_grow(list->removed, list->removed_count, sizeof *grown);
        has_memory = grown != NULL;
        if (!has_memory)
            break;
        list->removed = grown;
        list->removed[list->removed_count++] = found;
    }
    return sql_done(q, err) && (has_memory || err_set(err, ERR_FULL, "no memory for this list"));
}

static bool find_removed(Reading *r, Err *err)
{
    Id *events = NULL;
    int count = 0;
    bool done = true;
    for (int i = 0; done && i < r->list->count; i++) {
        Id event = r->list->rows[i].appointment.event;
        bool is_known = false;
        for (int j = 0; j < count && !is_known; j++)
            is_known = id_equal(events[j], event);
        if (is_known)
            continue;
        Id *grown = list_grow(events, count, sizeof *grown);
        done =
            grown ? add_removed(r, event, err) : err_set(err, ERR_FULL, "no memory for this list");
        events = grown ? grown : events;
        if (grown)
            events[count++] = event;
    }
    free(events);
    return done;
}

static bool compare_all(Reading *r, Err *err)
{
    if (!sort(r->list, err))
        return false;
    for (int i = 0; i < r->list->count; i++)
        if (!compare(r, &r->list->rows[i], err))
            return false;
    return find_removed(r, err);
}

/* ---- the list ---- */

bool appointment_list_read(
    AppointmentList *out, Store *store, const char *path, FILE *notes, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    Reading r = {.list = out, .store = store};
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
    *out = (AppointmentList){0};
    utf8_copy(out->name, sizeof out->name, name);
    r.zone = content_zone(store, err);
    if (!r.zone)
        return false;
    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) &&
        columns_read(&appointment_file, out->name, &bytes, &kept, take_row, &r, err) &&
        compare_all(&r, err);
    buf_finish(&bytes);
    zone_free(r.zone);
    return done;
}

void appointment_list_finish(AppointmentList *list)
{
    free(list->rows);
    free(list->removed);
    *list = (AppointmentList){0};
}

static bool put(AppointmentList *list, Store *store, int64_t now, Err *err)
{
    for (int i = 0; i < list->removed_count; i++)
        if (!appointments_remove(store, list->removed[i].id, err))
            return false;
    for (int i = 0; i < list->count; i++)
        if (list->rows[i].kind != APPOINTMENT_UNCHANGED &&
            !appointments_put(store, &list->rows[i].appointment, now, err))
            return false;
    return true;
}

bool appointment_list_apply(AppointmentList *list, Store *store, int64_t now, Err *err)
{
    if (!store_begin(store, err))
        return false;
    bool done = put(list, store, now, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}

void appointment_list_print(const AppointmentList *list, FILE *out)
{
    static const char *const words[] = {"unchanged", "added", "changed"};
    int counts[3] = {0};
    for (int i = 0; i < list->count; i++)
        counts[list->rows[i].kind]++;
    fprintf(out, "appointments %d: added %d, changed %d, removed %d, unchanged %d\n", list->count,
        counts[APPOINTMENT_ADDED], counts[APPOINTMENT_CHANGED], list->removed_count,
        counts[APPOINTMENT_UNCHANGED]);
    for (int i = 0; i < list->count; i++)
        if (list->rows[i].kind != APPOINTMENT_UNCHANGED)
            fprintf(out, "  %s %s\n", list->rows[i].appointment.uid, words[list->rows[i].kind]);
    for (int i = 0; i < list->removed_count; i++)
        fprintf(out, "  %s removed: the file has its event, and not this\n", list->removed[i].uid);
}
