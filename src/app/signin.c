/* Count, check, take: the three steps of a PIN. */
#include "app/signin.h"
#include "app/app.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <string.h>

/* The loop comes by each minute. A longer leap is a clock that was set, not time that passed here.
 */
enum { LEAP = 120 };

typedef struct {
    StaffAttempt attempt;
    char pin[STAFF_PIN_SIZE];
} Check;

typedef struct {
    bool is_right;
} Checked;

static bool check(Job *job, const void *input, void *result, Err *err)
{
    const Check *c = input;
    (void)job;
    (void)err;
    ((Checked *)result)->is_right = staff_check(&c->attempt, c->pin);
    return true;
}

static const JobKind PIN_CHECK = {
    .name = "pin", .input_size = sizeof(Check), .result_size = sizeof(Checked), .work = check};

void signin_burn(App *app)
{
    int64_t seconds = (app->tick_ms - app->burned_ms) / 1000;
    Err err = {0};
    if (seconds > LEAP || seconds < 0) {
        app->burned_ms = app->tick_ms;
        return;
    }
    if (seconds == 0 || !app->store || app->fault.place)
        return;
    if (staff_pass(app->store, seconds, &err))
        app->burned_ms += seconds * 1000;
    else
        log_line(LOG_PROBLEM, "lockouts: %s", err.detail);
}

static void lock(App *app)
{
    app->signin.state = SIGNIN_LOCKED;
    app->signin.free_ms = app->tick_ms + (int64_t)app->signin.attempt.wait_s * 1000;
}

/* Locked out, or it could not be counted. */
static void refuse(App *app)
{
    Signin *s = &app->signin;
    if (s->attempt.wait_s > 0 && s->err.code == ERR_REFUSED) {
        lock(app);
        return;
    }
    s->state = SIGNIN_FAILED;
    log_line(LOG_PROBLEM, "a PIN could not be checked: %s", s->err.detail);
}

void signin_begin(App *app, const char *number, const char *pin)
{
    Signin *s = &app->signin;
    Check c = {0};
    if (s->state == SIGNIN_CHECKS)
        return;
    wipe(s, sizeof *s);
    signin_burn(app);
    if (!app->store) {
        err_set(&s->err, ERR_BROKEN, "no records are open");
        refuse(app);
        return;
    }
    if (!staff_begin(app->store, number, &s->attempt, &s->err)) {
        refuse(app);
        return;
    }
    c.attempt = s->attempt;
    utf8_copy(c.pin, sizeof c.pin, pin);
    wipe(&app->scanner, sizeof app->scanner); /* a keyboard's digits might have been a code */
    s->job = jobs_start(app->jobs, &PIN_CHECK, &c, &s->err);
    wipe(&c, sizeof c);
    s->state = SIGNIN_CHECKS;
    if (!s->job)
        refuse(app);
}

static void open_staff(App *app, const Staff *who)
{
    static const Level LEVELS[] = {
        [STAFF_DESK] = DESK, [STAFF_OFFICE] = OFFICE, [STAFF_ADMINISTRATOR] = ADMIN};
    app->guest.staff = *who;
    app->guest.level = LEVELS[who->role];
    signin_forget(app);
}

bool signin_follow(App *app)
{
    Signin *s = &app->signin;
    Checked checked = {0};
    Staff who = {0};
    AuditBy by = {.at = app->now, .kiosk = app->kiosk};
    if (s->state != SIGNIN_CHECKS)
        return false;
    JobState state = jobs_take(app->jobs, s->job, &checked, &s->err);
    if (state == JOB_RUNS)
        return false;
    s->job = 0;
    if (state == JOB_DONE &&
        staff_end(app->store, &by, &s->attempt, checked.is_right, &who, &s->err)) {
        open_staff(app, &who);
        return true;
    }
    if (state != JOB_DONE || s->err.code != ERR_REFUSED)
        refuse(app);
    else if (s->attempt.wait_s > 0)
        lock(app);
    else
        s->state = SIGNIN_WRONG;
    wipe(&s->attempt, sizeof s->attempt);
    return false;
}

int signin_wait_s(const App *app)
{
    int64_t left = app->signin.free_ms - app->tick_ms;
    if (app->signin.state != SIGNIN_LOCKED || left <= 0)
        return 0;
    return (int)((left + 999) / 1000);
}

void signin_forget(App *app)
{
    if (app->signin.job)
        jobs_drop(app->jobs, app->signin.job);
    wipe(&app->signin, sizeof app->signin);
}
