/* Who has a PIN. How often it may be wrong stands in pins.c. */
#include "store/staff.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/pins.h"
#include "store/sql.h"

#define COLUMNS "id, number, name, role, locked_s, is_active"

static const char *const roles[] = {
    [STAFF_DESK] = "desk", [STAFF_OFFICE] = "office", [STAFF_ADMINISTRATOR] = "administrator"};
enum { ROLES = sizeof roles / sizeof *roles };

const char *staff_role_word(StaffRole role)
{
    return roles[role];
}

bool staff_role_read(const char *word, StaffRole *out)
{
    for (int i = 0; i < ROLES; i++)
        if (strcmp(word, roles[i]) == 0) {
            *out = (StaffRole)i;
            return true;
        }
    return false;
}

static void read_staff(Sql *q, Staff *out)
{
    *out = (Staff){.id = sql_get_id(q, 0),
        .locked_s = (int)sql_get_int(q, 4),
        .is_active = sql_get_int(q, 5) != 0};
    sql_get_copy(q, 1, out->number, sizeof out->number);
    sql_get_copy(q, 2, out->name, sizeof out->name);
    staff_role_read(sql_get_text(q, 3), &out->role);
}

int staff_list(Store *store, Staff *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store, "SELECT " COLUMNS " FROM staff ORDER BY number");
    for (; sql_row(q); count++)
        if (count < max)
            read_staff(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

static bool check_number(const char *number, Err *err)
{
    return (strlen(number) == 2 && isdigit((unsigned char)number[0]) &&
               isdigit((unsigned char)number[1])) ||
        err_set(err, ERR_INVALID, "a number is two digits, as 07");
}

bool staff_find(Store *store, const char *number, Staff *out, Err *err)
{
    if (!check_number(number, err))
        return false;
    Sql *q = sql(store, "SELECT " COLUMNS " FROM staff WHERE number = :number");
    sql_text(q, ":number", number);
    bool is_found = sql_row(q);
    if (is_found)
        read_staff(q, out);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "nobody has the number %s", number);
}

/* ---- changes ---- */

static bool check_name(const char *name, Err *err)
{
    if (!name[0])
        return err_set(err, ERR_INVALID, "a name is needed");
    if (!utf8_is_valid(name, strlen(name)))
        return err_set(err, ERR_INVALID, "the name is not UTF-8");
    for (const char *at = name; *at; at++)
        if (iscntrl((unsigned char)*at))
            return err_set(err, ERR_INVALID, "the name has a control character");
    return true;
}

static bool insert(Store *store, const Staff *staff, const char *hash, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO staff (id, number, name, role, pin)"
        " SELECT :id, :number, :name, :role, :pin"
        " WHERE NOT EXISTS (SELECT 1 FROM staff WHERE number = :number)");
    sql_id(q, ":id", staff->id);
    sql_text(q, ":number", staff->number);
    sql_text(q, ":name", staff->name);
    sql_text(q, ":role", staff_role_word(staff->role));
    sql_text(q, ":pin", hash);
    if (!sql_run(q, err))
        return false;
    return sql_changes(store) > 0 ||
        err_set(err, ERR_REFUSED, "the number %s is taken", staff->number);
}

bool staff_add(Store *store, const AuditBy *by, Staff *staff, const char *pin, Err *err)
{
    char hash[STAFF_HASH_SIZE];
    Staff made = *staff;
    if (!check_number(staff->number, err) || !check_name(staff->name, err) ||
        !staff_pin_check(pin, err) || !pins_hash(pin, hash, err))
        return false;
    made.id = store_new_id(store, by->at);
    made.is_active = true;
    made.locked_s = 0;
    bool has_begun = sql_begin(store, err);
    bool done = has_begun && insert(store, &made, hash, err) &&
        audit_add(store, by, "staff.added", made.number, staff_role_word(made.role), err);
    wipe(hash, sizeof hash);
    if (!has_begun || !sql_end(store, done, err))
        return false;
    *staff = made;
    return true;
}

static bool set_active(Store *store, const char *number, bool is_active, Err *err)
{
    Sql *q = sql(store, "UPDATE staff SET is_active = :is_active WHERE number = :number");
    sql_int(q, ":is_active", is_active);
    sql_text(q, ":number", number);
    return sql_run(q, err);
}

static bool check_not_last(Store *store, const Staff *staff, Err *err)
{
    if (!staff->is_active || staff->role != STAFF_ADMINISTRATOR)
        return true;
    Sql *q = sql(store,
        "SELECT count(*) FROM staff WHERE is_active AND role = 'administrator' AND id <> :id");
    sql_id(q, ":id", staff->id);
    bool is_last = sql_row(q) && sql_get_int(q, 0) == 0;
    if (!sql_done(q, err))
        return false;
    return !is_last ||
        err_set(err, ERR_REFUSED, "%s is the last administrator; add another first", staff->number);
}

bool staff_lock(Store *store, const AuditBy *by, const char *number, Err *err)
{
    Staff staff;
    if (!sql_begin(store, err))
        return false;
    bool done = staff_find(store, number, &staff, err) && check_not_last(store, &staff, err) &&
        set_active(store, number, false, err) &&
        audit_add(store, by, "staff.locked", number, "", err);
    return sql_end(store, done, err);
}

bool staff_unlock(Store *store, const AuditBy *by, const char *number, Err *err)
{
    Staff staff;
    if (!sql_begin(store, err))
        return false;
    bool done = staff_find(store, number, &staff, err) && set_active(store, number, true, err) &&
        pins_clear(store, number, err) && pins_clear_all(store, err) &&
        audit_add(store, by, "staff.unlocked", number, "", err);
    return sql_end(store, done, err);
}

static bool set_hash(Store *store, const char *number, const char *hash, Err *err)
{
    Sql *q = sql(store, "UPDATE staff SET pin = :pin WHERE number = :number");
    sql_text(q, ":pin", hash);
    sql_text(q, ":number", number);
    return sql_run(q, err);
}

bool staff_reset(Store *store, const AuditBy *by, const char *number, const char *pin, Err *err)
{
    Staff staff;
    char hash[STAFF_HASH_SIZE];
    if (!staff_find(store, number, &staff, err) || !staff_pin_check(pin, err) ||
        !pins_hash(pin, hash, err))
        return false;
    bool has_begun = sql_begin(store, err);
    bool done = has_begun && set_hash(store, number, hash, err) && pins_clear(store, number, err) &&
        audit_add(store, by, "staff.reset", number, "", err);
    wipe(hash, sizeof hash);
    return has_begun && sql_end(store, done, err);
}

/* ---- at the glass ---- */

bool staff_begin(Store *store, const char *number, StaffAttempt *attempt, Err *err)
{
    *attempt = (StaffAttempt){0};
    if (!check_number(number, err))
        return false;
    memcpy(attempt->number, number, sizeof attempt->number);
    if (!sql_begin(store, err))
        return false;
    if (sql_end(store, pins_count(store, attempt, err), err))
        return true;
    wipe(attempt->hash, sizeof attempt->hash);
    return false;
}

static bool end_right(Store *store, const AuditBy *by, const char *number, Staff *out, Err *err)
{
    AuditBy them = *by;
    if (!staff_find(store, number, out, err))
        return false;
    if (!out->is_active)
        return err_set(err, ERR_REFUSED, "%s is locked", number);
    them.staff = out->id;
    out->locked_s = 0;
    return pins_was_right(store, number, err) &&
        audit_add(store, &them, "staff.signed_in", number, "", err);
}

/* A wrong PIN is told to the office only when it has locked somebody out. */
static bool end_wrong(Store *store, const AuditBy *by, const StaffAttempt *attempt, Err *err)
{
    char seconds[32];
    AuditBy nobody = {by->at, by->kiosk, {{0}}};
    snprintf(seconds, sizeof seconds, "%d s", attempt->wait_s);
    if (attempt->wait_s &&
        !audit_add(store, &nobody, "staff.locked_out", attempt->number, seconds, err))
        return false;
    return err_set(err, ERR_REFUSED, "not the PIN of %s", attempt->number);
}

bool staff_end(
    Store *store, const AuditBy *by, StaffAttempt *attempt, bool is_right, Staff *out, Err *err)
{
    Staff who = {0};
    wipe(attempt->hash, sizeof attempt->hash);
    *out = (Staff){0};
    if (!is_right)
        return end_wrong(store, by, attempt, err);
    if (!sql_begin(store, err) ||
        !sql_end(store, end_right(store, by, attempt->number, &who, err), err))
        return false;
    attempt->wait_s = 0;
    *out = who;
    return true;
}
