/* Who is nobody's number is counted in meta, as pin_failures_37 and pin_locked_s_37; all numbers
 * together as pin_failures, pin_locked_s and pin_quiet_s (the part of an hour without a lockout).
 */
#include "store/pins.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/wipe.h"
#include "store/sql.h"

enum { OPS = 3, MEMORY = 32 << 20 };
enum { FREE_OF_ONE = 5, FREE_OF_ALL = 20, FORGIVEN_AFTER = 3600 };

_Static_assert(STAFF_HASH_SIZE == crypto_pwhash_STRBYTES, "the hash fits");

typedef struct {
    int64_t failures, locked_s;
} Count;

/* ---- hashing ---- */

static bool is_six_digits(const char *pin)
{
    return strlen(pin) == STAFF_PIN_SIZE - 1 && strspn(pin, "0123456789") == STAFF_PIN_SIZE - 1;
}

/* Whether the digits go up or down by one, 9 and 0 being neighbours. */
static bool is_run(const char *pin)
{
    int step = (pin[1] - pin[0] + 10) % 10;
    for (int i = 1; i < STAFF_PIN_SIZE - 1; i++)
        if ((pin[i] - pin[i - 1] + 10) % 10 != step)
            return false;
    return step == 1 || step == 9;
}

/* 000000, 121212, 123123: the same `length` digits again and again. */
static bool repeats(const char *pin, int length)
{
    return memcmp(pin, pin + length, (size_t)(STAFF_PIN_SIZE - 1 - length)) == 0;
}

static bool is_in_pairs(const char *pin)
{
    return pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5];
}

bool staff_pin_check(const char *pin, Err *err)
{
    if (!is_six_digits(pin))
        return err_set(err, ERR_INVALID, "a PIN is six digits");
    if (repeats(pin, 1) || repeats(pin, 2) || repeats(pin, 3) || is_in_pairs(pin))
        return err_set(err, ERR_INVALID, "this PIN repeats itself, which is easily guessed");
    if (is_run(pin))
        return err_set(err, ERR_INVALID, "this PIN counts up or down, which is easily guessed");
    return true;
}

bool pins_hash(const char *pin, char out[STAFF_HASH_SIZE], Err *err)
{
    return crypto_pwhash_str(out, pin, strlen(pin), OPS, MEMORY) == 0 ||
        err_set(err, ERR_BROKEN, "no memory to hash a PIN");
}

bool staff_check(const StaffAttempt *attempt, const char *pin)
{
    if (attempt->hash[0])
        return is_six_digits(pin) && crypto_pwhash_str_verify(attempt->hash, pin, strlen(pin)) == 0;
    /* Nobody: the same work for nothing. */
    char made[STAFF_HASH_SIZE];
    pins_hash(pin, made, NULL);
    wipe(made, sizeof made);
    return false;
}

/* ---- counting ---- */

static bool meta_get(Store *store, const char *key, int64_t *out, Err *err)
{
    Sql *q = sql(store, "SELECT value FROM meta WHERE key = :key");
    sql_text(q, ":key", key);
    *out = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

static bool meta_put(Store *store, const char *key, int64_t value, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO meta (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    sql_text(q, ":key", key);
    sql_int(q, ":value", value);
    return sql_run(q, err);
}

/* number: "" for all together. */
static const char *key_of(const char *what, const char *number, char out[32])
{
    snprintf(out, 32, "pin_%s%s%s", what, number[0] ? "_" : "", number);
    return out;
}

static bool meta_read(Store *store, const char *number, Count *out, Err *err)
{
    char key[32];
    return meta_get(store, key_of("failures", number, key), &out->failures, err) &&
        meta_get(store, key_of("locked_s", number, key), &out->locked_s, err);
}

static bool meta_write(Store *store, const char *number, const Count *count, Err *err)
{
    char key[32];
    return meta_put(store, key_of("failures", number, key), count->failures, err) &&
        meta_put(store, key_of("locked_s", number, key), count->locked_s, err);
}

static bool row_read(Store *store, StaffAttempt *attempt, Count *out, bool *is_somebody, Err *err)
{
    Sql *q = sql(store,
        "SELECT failures, locked_s, CASE is_active WHEN 1 THEN pin ELSE '' END"
        " FROM staff WHERE number = :number");
    sql_text(q, ":number", attempt->number);
    *is_somebody = sql_row(q);
    if (*is_somebody) {
        *out = (Count){sql_get_int(q, 0), sql_get_int(q, 1)};
        sql_get_copy(q, 2, attempt->hash, sizeof attempt->hash);
    }
    return sql_done(q, err);
}

static bool row_write(Store *store, const char *number, const Count *count, Err *err)
{
    Sql *q = sql(store,
        "UPDATE staff SET failures = :failures, locked_s = :locked_s WHERE number = :number");
    sql_int(q, ":failures", count->failures);
    sql_int(q, ":locked_s", count->locked_s);
    sql_text(q, ":number", number);
    return sql_run(q, err);
}

static void fail_once(Count *count, int allowed)
{
    static const int minutes[] = {1, 5, 15, 60};
    enum { STEPS = sizeof minutes / sizeof *minutes };
    int64_t step = ++count->failures - allowed;
    if (step >= 0)
        count->locked_s = 60 * minutes[step < STEPS ? step : STEPS - 1];
}

static int larger(int64_t a, int64_t b)
{
    return (int)(a > b ? a : b);
}

bool pins_count(Store *store, StaffAttempt *attempt, Err *err)
{
    Count one = {0}, all = {0};
    bool is_somebody = false;
    if (!row_read(store, attempt, &one, &is_somebody, err) ||
        (!is_somebody && !meta_read(store, attempt->number, &one, err)) ||
        !meta_read(store, "", &all, err))
        return false;
    attempt->wait_s = larger(one.locked_s, all.locked_s);
    if (attempt->wait_s > 0)
        return err_set(err, ERR_REFUSED, "locked out for %d s more", attempt->wait_s);
    fail_once(&one, FREE_OF_ONE);
    fail_once(&all, FREE_OF_ALL);
    attempt->wait_s = larger(one.locked_s, all.locked_s);
    return (is_somebody ? row_write(store, attempt->number, &one, err)
                        : meta_write(store, attempt->number, &one, err)) &&
        meta_write(store, "", &all, err);
}

bool pins_clear(Store *store, const char *number, Err *err)
{
    return row_write(store, number, &(Count){0}, err);
}

bool pins_clear_all(Store *store, Err *err)
{
    return meta_write(store, "", &(Count){0}, err);
}

bool pins_was_right(Store *store, const char *number, Err *err)
{
    Count all;
    if (!pins_clear(store, number, err) || !meta_read(store, "", &all, err))
        return false;
    all = (Count){.failures = all.failures > 0 ? all.failures - 1 : 0};
    return meta_write(store, "", &all, err);
}

/* ---- burning down ---- */

/* An hour without a lockout of all forgives one failure of all. */
static bool pass_quiet(Store *store, int64_t seconds, Err *err)
{
    Count all;
    int64_t quiet;
    if (!meta_read(store, "", &all, err) || !meta_get(store, "pin_quiet_s", &quiet, err))
        return false;
    if (all.failures == 0)
        return quiet == 0 || meta_put(store, "pin_quiet_s", 0, err);
    if (seconds <= all.locked_s)
        return true;
    quiet += seconds - all.locked_s;
    int64_t forgiven = quiet / FORGIVEN_AFTER;
    all.failures = forgiven < all.failures ? all.failures - forgiven : 0;
    return meta_put(store, "pin_failures", all.failures, err) &&
        meta_put(store, "pin_quiet_s", quiet % FORGIVEN_AFTER, err);
}

static bool pass_locked(Store *store, int64_t seconds, Err *err)
{
    Sql *rows =
        sql(store, "UPDATE staff SET locked_s = max(0, locked_s - :seconds) WHERE locked_s > 0");
    sql_int(rows, ":seconds", seconds);
    if (!sql_run(rows, err))
        return false;
    Sql *q = sql(store,
        "UPDATE meta SET value = max(0, value - :seconds)"
        " WHERE key GLOB 'pin_locked_s*' AND value > 0");
    sql_int(q, ":seconds", seconds);
    return sql_run(q, err);
}

bool staff_pass(Store *store, int64_t seconds, Err *err)
{
    enum { MOST = 366 * 24 * 3600 };
    if (seconds <= 0)
        return true;
    if (seconds > MOST)
        seconds = MOST;
    if (!sql_begin(store, err))
        return false;
    bool done = pass_quiet(store, seconds, err) && pass_locked(store, seconds, err);
    return sql_end(store, done, err);
}
