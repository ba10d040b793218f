/* Guessing a PIN at the glass: what store/staff.h promises holds over kills, restarts and clocks.
 *
 * Each life of the kiosk is a process of its own on one file, and most end by SIGKILL: while a PIN
 * is looked at, after it, or at any other moment. The wall clock goes anywhere, the monotonic one
 * begins anew with each life and leaps. Whoever stands there tries whenever they may. What counts
 * as time is what really passed while the kiosk ran; what counts as a guess is a PIN that began to
 * be looked at, whether its answer was seen or not. */
#include "dice.h"
#include "staffed.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { LIVES = 130, KILLS = 100, HOUR = 3600, GRACE = 23, NUMBERS = 6, YEARS = 600000000 };

/* Two that are staff's, one that is the guesser's own, three that are nobody's. */
static const char *const TRIED[NUMBERS] = {"07", "12", "31", "44", "45", "90"};
static const char OWN[] = "31", OWN_PIN[] = "420693";

/* Outlives each life. */
typedef struct {
    uint64_t dice;
    int64_t passed_ms;
    int guesses, refused, right, in_check;
    char broken[128];
} Tally;

static Tally *tally;

static uint32_t roll(uint32_t below)
{
    return dice_roll(&tally->dice, below);
}

/* --- one life ------------------------------------------------------------------------------ */

static void begin_life(void)
{
    static const Measurer FIXED = {
        .font = measure_font, .width = measure_width, .line = measure_line};
    Device desk;
    int64_t now = EVENING + (int64_t)roll(YEARS) - YEARS / 2;
    if (!store_open(&k.store, path, STORE_WRITE, &err) ||
        !app_init(&k.app, k.store, &k.languages, &k.keyboards, &FIXED, &SCREENS, (Host){0}, &err))
        _exit(4);
    device_init(&desk);
    desk.role = ROLE_DESK;
    app_device(&k.app, &desk);
    app_start(&k.app, now, (roll(2) ? 100 : (int64_t)roll(YEARS)) * 1000);
    kiosk_frame(&k);
}

static void end_life(void)
{
    app_finish(&k.app);
    store_close(k.store);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
}

/* Minutes, each of which the loop comes by; a part of them with a wall clock that was set. */
static void pass(int seconds)
{
    while (seconds > 0) {
        int step = seconds < 60 ? seconds : 60;
        app_time(&k.app, k.app.now + step, k.app.tick_ms + step * 1000);
        kiosk_frame(&k);
        tally->passed_ms += step * 1000;
        seconds -= step;
    }
}

static void set_clocks(void)
{
    int64_t now = EVENING + (int64_t)roll(YEARS) - YEARS / 2, tick = k.app.tick_ms;
    uint32_t which = roll(3);
    if (which == 1) /* a machine that slept, or that counts otherwise */
        tick += (121 + (int64_t)roll(YEARS)) * 1000;
    if (which == 2)
        tick = roll(1000);
    app_time(&k.app, now, tick);
    kiosk_frame(&k);
}

static void count_guess(void)
{
    int64_t allowed = GRACE + tally->passed_ms / 1000 / HOUR;
    tally->guesses++;
    if (tally->guesses > allowed && !tally->broken[0])
        snprintf(tally->broken, sizeof tally->broken, "guess %d after %d s: %d are allowed",
            tally->guesses, (int)(tally->passed_ms / 1000), (int)allowed);
}

/* A whole try at the glass. Killed in the middle, or after it, it stays one. */
static void try(const char *number, const char *pin)
{
    bool is_own = pin == OWN_PIN;
    kiosk_key(&k, KEY_ESCAPE);
    kiosk_type(&k, number);
    kiosk_type(&k, pin);
    if (k.app.signin.state != SIGNIN_CHECKS) {
        tally->refused++;
        return;
    }
    if (!is_own)
        count_guess();
    if (roll(8) == 0) {
        tally->in_check++;
        die();
    }
    while (jobs_running(k.app.jobs))
        jobs_wait(k.app.jobs);
    if (roll(20) == 0)
        die(); /* the answer is there, and nobody saw it */
    kiosk_frame(&k);
    if (is_own)
        tally->right += k.app.guest.level == DESK;
    else if (k.app.guest.level != ANYONE)
        snprintf(tally->broken, sizeof tally->broken, "a wrong PIN opened");
    kiosk_key(&k, KEY_LOCK);
}

static void try_all(void)
{
    static const char *const PINS[] = {"305173", "864208", "777771", "951629"};
    uint32_t first = roll(NUMBERS);
    for (uint32_t i = 0; i < NUMBERS; i++) {
        const char *number = TRIED[(first + i) % NUMBERS];
        bool is_own = strcmp(number, OWN) == 0 && roll(2);
        try(number, is_own ? OWN_PIN : PINS[roll(4)]);
    }
}

static void live(void)
{
    begin_life();
    for (uint32_t acts = 1 + roll(6); acts > 0; acts--) {
        try_all();
        if (roll(3) == 0)
            set_clocks();
        pass((int)roll(roll(3) ? 120 : 3000));
    }
    if (roll(10) > 0)
        die();
    end_life(); /* it is turned off as it should be */
    _exit(0);
}

/* --- all of them --------------------------------------------------------------------------- */

static int open_file(void **state)
{
    UNUSED_STATE;
    open_kiosk(state);
    use_file();
    add_staff("12", "Mr. Lindqvist", STAFF_DESK, DESK_PIN);
    add_staff(OWN, "Mx. Vale", STAFF_DESK, OWN_PIN);
    end_life();
    tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return tally == MAP_FAILED ? -1 : 0;
}

static int close_file(void **state)
{
    munmap(tally, sizeof *tally);
    close_kiosk(state);
    remove_file();
    return 0;
}

static int live_and_die(void)
{
    int status = 0;
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0)
        live();
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
    if (tally->broken[0])
        fail_msg("%s", tally->broken);
    return WIFSIGNALED(status);
}

TEST(guesses_stay_as_few_as_promised_over_a_hundred_kills_restarts_and_clocks)
{
    UNUSED_STATE;
    int kills = 0;
    tally->dice = dice_seed();
    for (int i = 0; i < LIVES || kills < KILLS; i++)
        kills += live_and_die();
    int hours = (int)(tally->passed_ms / 1000 / HOUR);
    print_message("%d guesses in %d hours, %d allowed; %d refused, %d right; %d kills, %d of them "
                  "while a PIN was looked at\n",
        tally->guesses, hours, GRACE + hours, tally->refused, tally->right, kills, tally->in_check);
    CHECK(hours >= 10);
    CHECK(tally->guesses >= GRACE); /* and they did try */
    CHECK(tally->refused > 10 * tally->guesses);
    CHECK(tally->in_check > 0);
}

/* What they left behind is burned down, and who has a PIN gets in. */
TEST(after_all_that_whoever_has_a_pin_waits_and_gets_in)
{
    UNUSED_STATE;
    begin_life();
    pass(HOUR);
    enter(NUMBER, PIN);
    CHECK_INT(k.app.guest.level, ADMIN);
}

/* A machine that runs for a minute or two: what it ran before is no time that passed here. */
TEST(starting_again_and_again_shortens_no_lockout)
{
    UNUSED_STATE;
    CHECK_INT(number("UPDATE staff SET locked_s = 300 WHERE number = '07'"), -1);
    for (int i = 0; i < 10; i++) {
        end_life();
        begin_life();
        pass(1);
        app_time(&k.app, k.app.now + 60, k.app.tick_ms); /* a new minute */
    }
    CHECK_INT(number("SELECT locked_s FROM staff WHERE number = '07'"), 290);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(guesses_stay_as_few_as_promised_over_a_hundred_kills_restarts_and_clocks),
        RUN(after_all_that_whoever_has_a_pin_waits_and_gets_in),
        RUN(starting_again_and_again_shortens_no_lockout),
    };
    return cmocka_run_group_tests_name("guesses", tests, open_file, close_file);
}
