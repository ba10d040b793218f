/* Staff: two digits say who, six prove it.
 *
 * A PIN is kept as an Argon2id hash of libsodium's (t=3, m=32 MiB: 40 to 75 ms of a processor
 * here, an estimated fifth of a second on a small board). Six digits are few, so it is the
 * guesses that are bounded:
 *
 * - A try is counted, and the lockout it may bring is set, in a commit of its own before the PIN
 *   is looked at. A power cut saves no guess.
 * - A number may fail five times; the fifth failure and each further one lock it for 1, 5, 15,
 *   then 60 minutes. A right PIN sets it back.
 * - All numbers together may fail twenty times; the twentieth failure and each further one lock
 *   them all, in the same steps. A right PIN sets nothing of that back; an hour without such a
 *   lockout forgives one failure. So whatever somebody does, with a PIN of their own or without,
 *   23 tries can fail over all numbers, and one more an hour.
 * - A lockout is seconds still to run, and only staff_pass lessens them: the wall clock does not
 *   matter, and time in which the kiosk was off does not count.
 * - A number that is nobody's, or that an administrator has locked, is counted, locked out and
 *   answered as slowly as any other.
 *
 * PINs are borrowed for the call; who asked for one wipes it. A call that takes an Err returns
 * false (or -1) on failure, says why in *err, and has then changed nothing (but what staff_begin
 * counted stays). Every change has its row of audit.
 */
#ifndef STORE_STAFF_H
#define STORE_STAFF_H

#include "store/audit.h"

enum { STAFF_PIN_SIZE = 7, STAFF_HASH_SIZE = 128, STAFF_MAX = 100 };

typedef enum { STAFF_DESK, STAFF_OFFICE, STAFF_ADMINISTRATOR } StaffRole;

typedef struct {
    Id id;
    char number[3];
    char name[64];
    StaffRole role;
    int locked_s;   /* what a lockout has still to run */
    bool is_active; /* false: locked by an administrator */
} Staff;

/* "desk", "office", "administrator". */
const char *staff_role_word(StaffRole role);
bool staff_role_read(const char *word, StaffRole *out);

/* ERR_INVALID with a plain reason unless it is six digits that are not easily guessed. */
bool staff_pin_check(const char *pin, Err *err);

/* staff gives number, name and role; its id is set. ERR_REFUSED if the number is taken. */
bool staff_add(Store *store, const AuditBy *by, Staff *staff, const char *pin, Err *err);

/* By number. Fills out[0..max); returns how many there are in all, or -1. */
int staff_list(Store *store, Staff *out, int max, Err *err);

/* ERR_NOT_FOUND. */
bool staff_find(Store *store, const char *number, Staff *out, Err *err);

/* Locking is until somebody unlocks. ERR_REFUSED for the last active administrator. Unlocking also
 * ends the lockouts, that of all numbers too. */
bool staff_lock(Store *store, const AuditBy *by, const char *number, Err *err);
bool staff_unlock(Store *store, const AuditBy *by, const char *number, Err *err);

/* A new PIN, and no failures. */
bool staff_reset(Store *store, const AuditBy *by, const char *number, const char *pin, Err *err);

/* ---- the PIN at the glass: begin, check (a job), end ---- */

/* A plain value: a job may have a copy. */
typedef struct {
    char number[3];
    char hash[STAFF_HASH_SIZE]; /* "" for nobody */
    int wait_s;                 /* what a lockout has still to run, or will if this try fails */
} StaffAttempt;

/* Counts a try. ERR_REFUSED, and nothing is counted: locked out, for attempt->wait_s seconds more.
 * ERR_INVALID: not two digits. */
bool staff_begin(Store *store, const char *number, StaffAttempt *attempt, Err *err);

/* Whether the PIN is right. Slow; knows no store, so any thread may call it once a store has been
 * opened. What is not six digits is wrong. */
bool staff_check(const StaffAttempt *attempt, const char *pin);

/* After the check: *out is who it is. ERR_REFUSED if the PIN was wrong (attempt->wait_s: locked out
 * now), or if they were locked meanwhile. by->staff is not read. The hash is wiped. */
bool staff_end(
    Store *store, const AuditBy *by, StaffAttempt *attempt, bool is_right, Staff *out, Err *err);

/* Seconds of the monotonic clock have passed since the last call. Call it about once a minute and
 * before staff_begin: what was not told when the kiosk ends has to run again. Writes only while
 * there is something to burn down. */
bool staff_pass(Store *store, int64_t seconds, Err *err);

#endif
