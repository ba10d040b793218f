/* Appointments. */
#include "store/appointments.h"

#include "store/sql.h"

bool appointments_put(Store *store, Appointment *appointment, int64_t now, Err *err)
{
    if (!appointment->uid[0])
        return err_set(err, ERR_INVALID, "an appointment without a uid");
    Sql *q = sql(store,
        "INSERT INTO appointment (id, uid, event, student, guardian, teacher, room, starts)"
        " VALUES (:id, :uid, :event, :student, :guardian, :teacher, :room, :starts)"
        " ON CONFLICT (uid) DO UPDATE SET event = excluded.event, student = excluded.student,"
        " guardian = excluded.guardian, teacher = excluded.teacher, room = excluded.room,"
        " starts = excluded.starts RETURNING id");
    sql_id(q, ":id", id_is_zero(appointment->id) ? store_new_id(store, now) : appointment->id);
    sql_text(q, ":uid", appointment->uid);
    sql_id(q, ":event", appointment->event);
    sql_id(q, ":student", appointment->student);
    sql_id(q, ":guardian", appointment->guardian);
    sql_text(q, ":teacher", appointment->teacher);
    sql_text(q, ":room", appointment->room);
    sql_int(q, ":starts", appointment->starts);
    return sql_returning(q, &appointment->id, err);
}

#define APPOINTMENT_COLUMNS                                                                        \
    "SELECT a.id, a.uid, a.event, a.student, a.guardian, a.teacher, a.room, a.starts"              \
    " FROM appointment a "

static void read_appointment(Sql *q, Appointment *out)
{
    *out = (Appointment){.id = sql_get_id(q, 0),
        .event = sql_get_id(q, 2),
        .student = sql_get_id(q, 3),
        .guardian = sql_get_id(q, 4),
        .starts = sql_get_int(q, 7)};
    sql_get_copy(q, 1, out->uid, sizeof out->uid);
    sql_get_copy(q, 5, out->teacher, sizeof out->teacher);
    sql_get_copy(q, 6, out->room, sizeof out->room);
}

static int read_all(Sql *q, Appointment *out, int max, Err *err)
{
    int count = 0;
    for (; sql_row(q); count++)
        if (count < max)
            read_appointment(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

bool appointments_by_uid(Store *store, const char *uid, Appointment *out, Err *err)
{
    Sql *q = sql(store, APPOINTMENT_COLUMNS "WHERE a.uid = :uid");
    sql_text(q, ":uid", uid);
    int count = read_all(q, out, 1, err);
    return count > 0 ||
        (count == 0 && err_set(err, ERR_NOT_FOUND, "no appointment has the uid \"%.100s\"", uid));
}

bool appointments_remove(Store *store, Id id, Err *err)
{
    Sql *q = sql(store, "DELETE FROM appointment WHERE id = :id");
    sql_id(q, ":id", id);
    return sql_run(q, err);
}

int appointments_of_home(
    Store *store, Id opened_by, Id event, int64_t from, Appointment *out, int max, Err *err)
{
    Sql *q = sql(store,
        APPOINTMENT_COLUMNS
        "JOIN home_student h ON h.student = a.student AND h.opened_by = :opened_by"
        " WHERE a.event = :event AND a.starts >= :from"
        " AND (a.guardian IS NULL OR a.guardian = :opened_by) ORDER BY a.starts, a.uid");
    sql_id(q, ":opened_by", opened_by);
    sql_id(q, ":event", event);
    sql_int(q, ":from", from);
    return read_all(q, out, max, err);
}
