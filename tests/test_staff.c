/* Staff: who has a PIN, and that nobody gets to guess one. */
#include "check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange/demo.h"
#include "store/sql.h"
#include "store/staff.h"

enum { NOW = 1795132800, HOUR = 3600 };

static const char GOOD[] = "864209", OTHER[] = "305172", WRONG[] = "777771";

static Store *store;
static Err err;
static char folder[64], path[96];
static const AuditBy terminal = {.at = NOW, .kiosk = ""}, glass = {.at = NOW, .kiosk = "lobby"};

static int open_file(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    return store_open(&store, path, STORE_CREATE, &err) ? 0 : -1;
}

static int remove_file(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

static void restart(void)
{
    store_close(store);
    CHECK(store_open(&store, path, STORE_WRITE, &err));
}

static Staff add(const char *number, StaffRole role)
{
    Staff staff = {.role = role, .name = "Ms. Okafor"};
    snprintf(staff.number, sizeof staff.number, "%s", number);
    CHECK(staff_add(store, &terminal, &staff, GOOD, &err));
    return staff;
}

/* One whole try at the glass. */
static bool enter(const char *number, const char *pin, Staff *out)
{
    StaffAttempt attempt;
    return staff_begin(store, number, &attempt, &err) &&
        staff_end(store, &glass, &attempt, staff_check(&attempt, pin), out, &err);
}

/* A try that fails; nothing is hashed. Returns the lockout that follows, or -1 if one is running.
 */
static int miss(const char *number)
{
    Staff who;
    StaffAttempt attempt;
    if (!staff_begin(store, number, &attempt, &err)) {
        CHECK_INT(err.code, ERR_REFUSED);
        CHECK(attempt.wait_s > 0);
        return -1;
    }
    CHECK(!staff_end(store, &glass, &attempt, false, &who, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(id_is_zero(who.id));
    return attempt.wait_s;
}

static int64_t number_of(const char *text)
{
    Sql *q = sql(store, text);
    int64_t found = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

/* ---- PINs ---- */

TEST(a_pin_that_is_easily_guessed_is_refused)
{
    UNUSED_STATE;
    static const char *const weak[] = {"", "12345", "1234567", "12345a", "-12345", "１２３４５６",
        "000000", "777777", "123456", "654321", "012345", "890123", "210987", "121212", "123123",
        "112233", "886655"};
    static const char *const fine[] = {"864209", "246810", "135790", "123457", "112234"};
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        CHECK(!staff_pin_check(weak[i], err_clear(&err)));
        CHECK_INT(err.code, ERR_INVALID);
        CHECK(strstr(err.detail, "PIN"));
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        CHECK(staff_pin_check(fine[i], &err));
}

TEST(the_right_pin_opens_and_no_other_does)
{
    UNUSED_STATE;
    Staff who, added = add("12", STAFF_DESK);
    CHECK(enter("12", GOOD, &who));
    CHECK(id_equal(who.id, added.id));
    CHECK_TEXT(who.name, "Ms. Okafor");
    CHECK_INT(who.role, STAFF_DESK);
    static const char *const wrong[] = {WRONG, "", "86420", "8642090", "864209 ", "864208"};
    for (size_t i = 0; i < 4; i++) {
        CHECK(!enter("12", wrong[i], &who));
        CHECK(id_is_zero(who.id));
    }
    CHECK(enter("12", GOOD, &who));
    for (size_t i = 4; i < 6; i++)
        CHECK(!enter("12", wrong[i], &who));
    CHECK_INT(number_of("SELECT failures FROM staff"), 2);
    CHECK(!enter("13", GOOD, &who));
    CHECK_INT(err.code, ERR_REFUSED);
    static const char *const none[] = {"", "1", "123", "1a", "-1", " 1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        CHECK(!enter(none[i], GOOD, &who));
        CHECK_INT(err.code, ERR_INVALID);
    }
}

TEST(a_pin_is_kept_only_as_a_hash_that_is_not_handed_on)
{
    UNUSED_STATE;
    Staff who;
    StaffAttempt attempt;
    add("12", STAFF_DESK);
    CHECK_INT(number_of("SELECT pin LIKE '$argon2id$v=19$m=32768,t=3,p=1$%' FROM staff"), 1);
    CHECK(staff_begin(store, "12", &attempt, &err));
    CHECK(staff_end(store, &glass, &attempt, true, &who, &err));
    for (size_t i = 0; i < sizeof attempt.hash; i++)
        CHECK_INT(attempt.hash[i], 0);

    add("13", STAFF_DESK);
    CHECK_INT(number_of("SELECT count(DISTINCT pin) FROM staff"), 2); /* each with its own salt */
}

/* ---- guesses ---- */

TEST(five_failures_then_one_five_fifteen_and_sixty_minutes)
{
    UNUSED_STATE;
    static const char *const numbers[] = {"12", "34"}; /* 34 is nobody's, and looks the same */
    static const int waits[] = {0, 0, 0, 0, 60, 300, 900, 3600, 3600, 3600};
    add("12", STAFF_DESK);
    for (int n = 0; n < 2; n++) {
        for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
            CHECK_INT(miss(numbers[n]), waits[i]);
            if (!waits[i])
                continue;
            CHECK_INT(miss(numbers[n]), -1);
            CHECK(staff_pass(store, waits[i] - 1, &err));
            restart();
            CHECK_INT(miss(numbers[n]), -1);
            CHECK(staff_pass(store, 1, &err));
        }
        CHECK(sql_run(sql(store, "DELETE FROM meta WHERE key = 'pin_failures'"), &err));
    }
    Staff who;
    CHECK(enter("12", GOOD, &who));
    CHECK_INT(number_of("SELECT failures + locked_s FROM staff"), 0);
    CHECK_INT(miss("12"), 0);
}

TEST(a_right_pin_does_not_open_while_the_number_is_locked_out)
{
    UNUSED_STATE;
    Staff who;
    add("12", STAFF_DESK);
    add("13", STAFF_DESK);
    for (int i = 0; i < 5; i++)
        miss("12");
    CHECK(!enter("12", GOOD, &who));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK_INT(number_of("SELECT failures FROM staff WHERE number = '12'"), 5);
    CHECK(enter("13", GOOD, &who));
    Staff all[2];
    CHECK_INT(staff_list(store, all, 2, &err), 2);
    CHECK_INT(all[0].locked_s, 60);
    CHECK_INT(all[1].locked_s, 0);
}

TEST(all_numbers_together_fail_twenty_times)
{
    UNUSED_STATE;
    Staff who;
    char number[16];
    add("99", STAFF_DESK);
    for (int i = 0; i < 19; i++) {
        snprintf(number, sizeof number, "%02d", i);
        CHECK_INT(miss(number), 0);
    }
    CHECK(enter("99", GOOD, &who)); /* a right one is not counted */
    CHECK_INT(miss("20"), 60);
    CHECK(!enter("99", GOOD, &who));
    CHECK(staff_pass(store, 60, &err));
    CHECK(enter("99", GOOD, &who));
    CHECK_INT(miss("21"), 300);
    CHECK(staff_pass(store, 300 + 3 * HOUR - 1, &err)); /* a lockout's own time forgives nothing */
    CHECK_INT(number_of("SELECT value FROM meta WHERE key = 'pin_failures'"), 19);
    CHECK(staff_pass(store, 1, &err)); /* three hours forgive three */
    CHECK_INT(miss("22"), 0);
    CHECK_INT(miss("23"), 60);
}

/* Killed at the moment at which the PIN would be looked at. */
TEST(a_guess_is_counted_before_it_is_looked_at)
{
    UNUSED_STATE;
    add("12", STAFF_DESK);
    store_close(store);
    store = NULL;
    int tries = 0;
    for (int i = 0; i < 12; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            StaffAttempt attempt;
            if (!store_open(&store, path, STORE_WRITE, &err))
                _exit(1);
            if (!staff_begin(store, "12", &attempt, &err))
                _exit(2);
            kill(getpid(), SIGKILL);
        }
        int status;
        CHECK_INT(waitpid(child, &status, 0), child);
        CHECK(WIFSIGNALED(status) || WEXITSTATUS(status) == 2);
        tries += WIFSIGNALED(status);
    }
    CHECK_INT(tries, 5);
    CHECK(store_open(&store, path, STORE_WRITE, &err));
    CHECK_INT(number_of("SELECT failures * 1000 + locked_s FROM staff"), 5060);
}

/* Somebody with a PIN of their own, and a hand on the plug, tries all they can for a month. */
TEST(guesses_stay_few_over_kills_restarts_and_clock_jumps)
{
    UNUSED_STATE;
    enum { STEPS = 3000, NUMBERS = 6 };
    const char *given = getenv("FOYER_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)getpid();
    printf("FOYER_SEED=%u\n", seed);
    for (int i = 0; i < NUMBERS - 2; i++)
        add((char[]){'0', (char)('0' + i), 0}, STAFF_DESK); /* 00 is theirs, 04 and 05 nobody's */

    int64_t elapsed = 0, pending = 0, guesses = 0, of_number[NUMBERS] = {0};
    for (int step = 0; step < STEPS; step++) {
        StaffAttempt attempt;
        Staff who;
        int n = (int)(rand_r(&seed) % NUMBERS), what = (int)(rand_r(&seed) % 8);
        char number[] = {'0', (char)('0' + n), 0};
        AuditBy by = {.at = rand_r(&seed), .kiosk = "lobby"}; /* the wall clock, anywhere */
        if (what == 0) {
            restart();
            pending = 0;
        } else if (what < 4) {
            int64_t seconds = rand_r(&seed) % (what == 1 ? 30 : 2000);
            elapsed += seconds;
            pending += seconds;
        } else {
            CHECK(staff_pass(store, pending, &err));
            pending = 0;
            if (!staff_begin(store, number, &attempt, &err))
                continue;
            bool is_own = n == 0 && what < 7;
            guesses += !is_own;
            of_number[n] = is_own ? 0 : of_number[n] + 1;
            if (is_own)
                CHECK(staff_end(store, &by, &attempt, true, &who, &err));
            else if (what < 6)
                CHECK(!staff_end(store, &by, &attempt, false, &who, &err));
            else
                restart(); /* killed before the answer */
        }
        CHECK(guesses <= 23 + elapsed / HOUR);
        CHECK(of_number[n] <= 8 + elapsed / HOUR);
    }
    CHECK(elapsed > 100 * HOUR);
    CHECK(guesses > elapsed / HOUR / 2); /* and they did try */
}

TEST(nothing_is_written_while_there_is_nothing_to_burn_down)
{
    UNUSED_STATE;
    add("12", STAFF_DESK);
    CHECK(enter("12", GOOD, &(Staff){0}));
    int64_t before = number_of("SELECT total_changes()");
    CHECK(staff_pass(store, 60, &err));
    CHECK(staff_pass(store, -60, &err));
    CHECK_INT(number_of("SELECT total_changes()"), before);
    for (int i = 0; i < 5; i++)
        miss("12");
    CHECK(staff_pass(store, -60, &err));
    CHECK_INT(number_of("SELECT locked_s FROM staff"), 60);
    CHECK(staff_pass(store, INT64_MAX, &err));
    CHECK_INT(number_of("SELECT locked_s FROM staff"), 0);
    before = number_of("SELECT total_changes()");
    CHECK(staff_pass(store, 60, &err));
    CHECK_INT(number_of("SELECT total_changes()"), before);
}

/* ---- changes ---- */

TEST(what_is_not_a_staff_member_is_not_added)
{
    UNUSED_STATE;
    add("12", STAFF_DESK);
    Staff staff = {.number = "12", .name = "Twice", .role = STAFF_DESK};
    CHECK(!staff_add(store, &terminal, &staff, GOOD, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(strstr(err.detail, "12 is taken"));
    static const Staff bad[] = {
        {.number = "1", .name = "A"},
        {.number = "x1", .name = "A"},
        {.number = "13", .name = ""},
        {.number = "13", .name = "A\nB"},
        {.number = "13", .name = "\xff"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        staff = bad[i];
        CHECK(!staff_add(store, &terminal, &staff, GOOD, &err));
        CHECK_INT(err.code, ERR_INVALID);
    }
    staff = (Staff){.number = "13", .name = "Weak"};
    CHECK(!staff_add(store, &terminal, &staff, "123456", &err));
    CHECK_INT(number_of("SELECT count(*) FROM staff"), 1);
    CHECK_INT(number_of("SELECT count(*) FROM audit"), 1);
}

TEST(the_last_administrator_cannot_be_locked)
{
    UNUSED_STATE;
    Staff who;
    add("01", STAFF_ADMINISTRATOR);
    add("12", STAFF_DESK);
    CHECK(!staff_lock(store, &terminal, "01", &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(enter("01", GOOD, &who));
    CHECK(staff_lock(store, &terminal, "12", &err));

    add("02", STAFF_ADMINISTRATOR);
    CHECK(staff_lock(store, &terminal, "01", &err));
    CHECK(!staff_lock(store, &terminal, "02", &err));
    CHECK(staff_unlock(store, &terminal, "01", &err));
    CHECK(staff_lock(store, &terminal, "02", &err));
    CHECK(!staff_lock(store, &terminal, "77", &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(who_is_locked_does_not_get_in_until_unlocked)
{
    UNUSED_STATE;
    Staff who;
    StaffAttempt attempt;
    add("12", STAFF_DESK);
    CHECK(staff_lock(store, &terminal, "12", &err));
    CHECK(!enter("12", GOOD, &who));
    for (int i = 0; i < 4; i++)
        miss("12");
    CHECK_INT(miss("12"), -1);
    CHECK(staff_unlock(store, &terminal, "12", &err));
    CHECK(enter("12", GOOD, &who));

    /* Locked while the PIN is being looked at. */
    CHECK(staff_begin(store, "12", &attempt, &err));
    CHECK(staff_lock(store, &terminal, "12", &err));
    CHECK(!staff_end(store, &glass, &attempt, true, &who, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(id_is_zero(who.id));
}

TEST(unlocking_ends_the_lockout_of_all)
{
    UNUSED_STATE;
    Staff who;
    add("12", STAFF_DESK);
    for (int i = 0; i < 5; i++) {
        char number[] = {'4', (char)('0' + i), 0};
        for (int again = 0; again < 4; again++)
            miss(number);
    }
    CHECK(!enter("12", GOOD, &who));
    CHECK(staff_unlock(store, &terminal, "12", &err));
    CHECK(enter("12", GOOD, &who));
}

TEST(a_reset_gives_a_new_pin_and_no_failures)
{
    UNUSED_STATE;
    Staff who;
    add("12", STAFF_DESK);
    for (int i = 0; i < 5; i++)
        miss("12");
    CHECK(!staff_reset(store, &terminal, "12", "111111", &err));
    CHECK(!staff_reset(store, &terminal, "13", OTHER, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(staff_reset(store, &terminal, "12", OTHER, &err));
    CHECK(!enter("12", GOOD, &who));
    CHECK(enter("12", OTHER, &who));
}

/* ---- the audit ---- */

TEST(each_change_is_in_the_audit_and_no_refused_one)
{
    UNUSED_STATE;
    static const char *const acts[] = {"staff.signed_in", "staff.reset", "staff.unlocked",
        "staff.locked_out", "staff.locked", "staff.added", "staff.added"};
    Staff who;
    AuditEntry rows[16];
    add("01", STAFF_ADMINISTRATOR);
    Staff desk = add("12", STAFF_DESK);
    CHECK(staff_lock(store, &terminal, "12", &err));
    CHECK(!staff_lock(store, &terminal, "01", &err));
    for (int i = 0; i < 5; i++)
        miss("12");
    CHECK(staff_unlock(store, &terminal, "12", &err));
    CHECK(staff_reset(store, &terminal, "12", OTHER, &err));
    CHECK(enter("12", OTHER, &who));

    CHECK_INT(audit_list(store, 0, rows, 16, &err), 7);
    for (int i = 0; i < 7; i++)
        CHECK_TEXT(rows[i].act, acts[i]);
    CHECK_TEXT(rows[0].who, "12");
    CHECK(id_equal(rows[0].staff, desk.id));
    CHECK_TEXT(rows[0].kiosk, "lobby");
    CHECK_INT(rows[0].at, NOW);
    CHECK_TEXT(rows[1].who, "");
    CHECK_TEXT(rows[3].detail, "60 s");
    CHECK_TEXT(rows[3].who, ""); /* nobody proved to be them */
    CHECK_TEXT(rows[6].subject, "01");
    CHECK_TEXT(rows[6].detail, "administrator");
}

TEST(a_change_whose_audit_fails_is_not_made)
{
    UNUSED_STATE;
    add("12", STAFF_DESK);
    CHECK(sql_run(sql(store, "ALTER TABLE audit RENAME TO elsewhere"), &err));
    Staff staff = {.number = "13", .name = "A", .role = STAFF_DESK};
    CHECK(!staff_add(store, &terminal, &staff, GOOD, &err));
    CHECK(id_is_zero(staff.id));
    CHECK(!staff_lock(store, &terminal, "12", &err));
    CHECK(!staff_reset(store, &terminal, "12", OTHER, &err));
    CHECK_INT(number_of("SELECT count(*) FROM staff WHERE is_active"), 1);
    CHECK(sql_run(sql(store, "ALTER TABLE elsewhere RENAME TO audit"), &err));
    CHECK(enter("12", GOOD, &(Staff){0}));
}

TEST(the_demo_has_an_administrator_and_a_desk)
{
    UNUSED_STATE;
    Staff who;
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    CHECK(enter("01", "246810", &who));
    CHECK_INT(who.role, STAFF_ADMINISTRATOR);
    CHECK(enter("12", "135790", &who));
    CHECK_INT(who.role, STAFF_DESK);
    CHECK_INT(staff_list(store, &who, 1, &err), 2);
}

#define WITH_FILE(name) cmocka_unit_test_setup_teardown(name, open_file, remove_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_pin_that_is_easily_guessed_is_refused),
        WITH_FILE(the_right_pin_opens_and_no_other_does),
        WITH_FILE(a_pin_is_kept_only_as_a_hash_that_is_not_handed_on),
        WITH_FILE(five_failures_then_one_five_fifteen_and_sixty_minutes),
        WITH_FILE(a_right_pin_does_not_open_while_the_number_is_locked_out),
        WITH_FILE(all_numbers_together_fail_twenty_times),
        WITH_FILE(a_guess_is_counted_before_it_is_looked_at),
        WITH_FILE(guesses_stay_few_over_kills_restarts_and_clock_jumps),
        WITH_FILE(nothing_is_written_while_there_is_nothing_to_burn_down),
        WITH_FILE(what_is_not_a_staff_member_is_not_added),
        WITH_FILE(the_last_administrator_cannot_be_locked),
        WITH_FILE(who_is_locked_does_not_get_in_until_unlocked),
        WITH_FILE(unlocking_ends_the_lockout_of_all),
        WITH_FILE(a_reset_gives_a_new_pin_and_no_failures),
        WITH_FILE(each_change_is_in_the_audit_and_no_refused_one),
        WITH_FILE(a_change_whose_audit_fails_is_not_made),
        WITH_FILE(the_demo_has_an_administrator_and_a_desk),
    };
    return cmocka_run_group_tests_name("staff", tests, NULL, NULL);
}
