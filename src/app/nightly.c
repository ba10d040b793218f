/* The nightly copies: a job with a connection of its own, so that the glass does not wait. */
#include "app/nightly.h"
#include "app/app.h"
#include "app/nav.h"
#include "app/stick.h"
#include "base/log.h"
#include "base/utf8.h"
#include "store/merge.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LATE_SECONDS = 3 * 86400 };

typedef struct {
    char path[FILE_PATH], away[FILE_PATH]; /* away: the folder; "": not this time */
    int64_t at;                            /* of when the copy shall be, or is */
    bool is_here;
} Order;

typedef struct {
    Nightly here, away;
    Err away_err;
} Made;

/* ---- in the job ---- */

/* By the name it got: that of its time is another one where the machine's zone was changed. */
static void name_copy(const Order *order, const Nightly *here, char out[FILE_PATH])
{
    char folder[FILE_PATH];
    backup_name(order->path, order->at, out);
    if (!order->is_here)
        return;
    backup_folder(order->path, folder);
    snprintf(out, FILE_PATH, "%.*s/%s", FILE_PATH - 80, folder, here->name);
}

static bool work(Job *job, const void *input, void *result, Err *err)
{
    char copy[FILE_PATH];
    const Order *order = input;
    Made *made = result;
    (void)job;
    if (order->is_here && !nightly_write(order->path, order->at, &made->here, err))
        return false;
    name_copy(order, &made->here, copy);
    if (order->away[0] && nightly_bring(copy, order->at, order->away, &made->away, &made->away_err))
        stick_settle(order->away, &made->away_err);
    return true;
}

static const JobKind NIGHTLY = {
    .name = "nightly", .input_size = sizeof(Order), .result_size = sizeof(Made), .work = work};

/* ---- the second place ---- */

bool nightly_place(const char *backup_to, char out[FILE_PATH], Err *err)
{
    Stick stick;
    struct stat about;
    if (strcmp(backup_to, DEVICE_STICK) == 0) {
        bool is_in = stick_find("", &stick, err);
        return is_in && utf8_copy(out, FILE_PATH, stick.folder);
    }
    utf8_copy(out, FILE_PATH, backup_to);
    if (!backup_to[0] || stat(backup_to, &about) != 0 || !S_ISDIR(about.st_mode))
        return err_set(err, ERR_NOT_FOUND, "%.180s: there is no such folder", backup_to);
    return access(backup_to, W_OK) == 0 ||
        err_set(err, ERR_READ_ONLY, "%.180s: %s", backup_to, strerror(errno));
}

/* Told once. */
static void fail_away(NightlyTried *t, const Err *err)
{
    if (err->code != t->err.code)
        log_line(LOG_WARNING, "no copy in the second place: %s", err->detail);
    t->err = *err;
}

/* Whether it is there. Once it was not, it is tried as soon as it is. */
static bool find_away(App *app, char out[FILE_PATH])
{
    Err err = {0};
    char place[FILE_PATH];
    NightlyTried *t = &app->nightly.away;
    out[0] = 0;
    if (!app->device.backup_to[0])
        return false;
    if (nightly_place(app->device.backup_to, place, &err) &&
        nightly_folder(app->store, place, app->kiosk, out, &err))
        return true;
    fail_away(t, &err);
    t->tried_ms = 0;
    out[0] = 0;
    return false;
}

/* ---- beside it ---- */

/* at 0: a new one is made; else the one of then is brought. away: the folder, "" for none. */
static void begin(App *app, int64_t at, const char *away)
{
    bool is_here = at == 0;
    Order order = {.at = is_here ? app->now : at, .is_here = is_here};
    NightlyCopy *n = &app->nightly;
    utf8_copy(order.away, sizeof order.away, away);
    snprintf(order.path, sizeof order.path, "%s", store_path(app->store));
    if (is_here)
        n->here.tried_ms = app->tick_ms;
    if (order.away[0])
        n->away.tried_ms = app->tick_ms;
    NightlyTried *t = is_here ? &n->here : &n->away;
    n->job = jobs_start(app->jobs, &NIGHTLY, &order, err_clear(&t->err));
    if (!n->job)
        log_line(LOG_WARNING, "no nightly copy: %s", t->err.detail);
}

void nightly_begin(App *app)
{
    char away[FILE_PATH];
    find_away(app, away);
    begin(app, 0, away);
}

/* The log tells names of files and counts, no more. */
static void tell(const char *what, const Nightly *made)
{
    log_line(made->damaged ? LOG_PROBLEM : LOG_INFO,
        "%s %s, checked; %d kept, %d removed, %d damaged", what, made->name, made->kept,
        made->removed, made->damaged);
}

static void take_here(App *app, const Made *made)
{
    NightlyTried *t = &app->nightly.here;
    if (!made->here.name[0])
        return;
    t->last = made->here;
    if (nightly_keep(app->store, NIGHTLY_HERE, t->last.at, &t->err))
        tell("nightly copy", &t->last);
    else
        log_line(LOG_PROBLEM, "no nightly copy: %s", t->err.detail);
}

static void take_away(App *app, const Made *made)
{
    NightlyTried *t = &app->nightly.away;
    if (made->away_err.code)
        fail_away(t, &made->away_err);
    if (made->away_err.code || !made->away.name[0])
        return;
    t->last = made->away;
    if (nightly_keep(app->store, NIGHTLY_AWAY, t->last.at, &t->err)) {
        err_clear(&t->err);
        tell("in the second place", &t->last);
    } else {
        log_line(LOG_PROBLEM, "no copy in the second place: %s", t->err.detail);
    }
}

void nightly_take(App *app)
{
    Made made = {0};
    NightlyCopy *n = &app->nightly;
    if (!n->job)
        return;
    JobState state = jobs_take(app->jobs, n->job, &made, &n->here.err);
    if (state == JOB_RUNS)
        return;
    n->job = 0;
    if (state != JOB_DONE) {
        log_line(LOG_PROBLEM, "no nightly copy: %s", n->here.err.detail);
        return;
    }
    take_here(app, &made);
    take_away(app, &made);
}

/* What failed is tried again later. */
static bool rests(const App *app, const NightlyTried *t)
{
    return t->tried_ms && t->err.code && app->tick_ms - t->tried_ms < NIGHTLY_AGAIN * 1000;
}

/* *at: of when the copy is that the second place lacks; 0: none. */
static bool get_lacking(App *app, int64_t *at, Err *err)
{
    int64_t away;
    *at = 0;
    if (!app->device.backup_to[0])
        return true;
    if (!nightly_last(app->store, NIGHTLY_HERE, at, err) ||
        !nightly_last(app->store, NIGHTLY_AWAY, &away, err))
        return false;
    *at = *at == away ? 0 : *at;
    return true;
}

void nightly_follow(App *app)
{
    char away[FILE_PATH] = "";
    bool is_due = false;
    int64_t lacking = 0;
    NightlyCopy *n = &app->nightly;
    nightly_take(app);
    if (n->job || app->is_begun || !nav_is_start(app) || !store_path(app->store)[0])
        return;
    Err err = {0};
    if (!nightly_is_due(app->store, app->zone, app->now, &is_due, &err) ||
        !get_lacking(app, &lacking, &err)) {
        log_line(LOG_WARNING, "no nightly copy: %s", err.detail);
        return;
    }
    is_due = is_due && !rests(app, &n->here);
    if ((lacking || is_due) && find_away(app, away) && rests(app, &n->away))
        away[0] = 0;
    if (is_due || away[0])
        begin(app, is_due ? 0 : lacking, away);
}

/* Or there was never one. */
static bool is_away_late(App *app, Err *err)
{
    int64_t here, away;
    if (!app->device.backup_to[0] || !nightly_last(app->store, NIGHTLY_HERE, &here, err) ||
        !nightly_last(app->store, NIGHTLY_AWAY, &away, err))
        return false;
    return here - away > LATE_SECONDS || away - here > LATE_SECONDS; /* the clock was set back */
}

NightlyHealth nightly_health(App *app)
{
    Err err = {0};
    bool is_late = false;
    const NightlyCopy *n = &app->nightly;
    if (!nightly_is_late(app->store, app->now, &is_late, &err))
        log_line(LOG_WARNING, "the copies: %s", err.detail);
    if (is_late)
        return NIGHTLY_LATE;
    if (n->here.last.damaged || n->away.last.damaged)
        return NIGHTLY_BROKEN;
    return is_away_late(app, &err) ? NIGHTLY_AWAY_LATE : NIGHTLY_WELL;
}

/* --- another kiosk's file ------------------------------------------------------------------ */

typedef struct {
    char path[FILE_PATH], file[FILE_PATH];
} Other;

typedef struct {
    bool is_ready;
} Ready;

static bool prepare(Job *job, const void *input, void *result, Err *err)
{
    const Other *other = input;
    (void)job;
    ((Ready *)result)->is_ready = merge_prepare(other->path, other->file, err);
    return ((Ready *)result)->is_ready;
}

static const JobKind PREPARE = {
    .name = "merge", .input_size = sizeof(Other), .result_size = sizeof(Ready), .work = prepare};

bool bringing_begin(App *app, const char *file, Err *err)
{
    Other other = {0};
    if (app->bringing.job)
        jobs_drop(app->jobs, app->bringing.job);
    snprintf(other.path, sizeof other.path, "%s", store_path(app->store));
    snprintf(other.file, sizeof other.file, "%s", file);
    app->bringing.job = jobs_start(app->jobs, &PREPARE, &other, err);
    return app->bringing.job;
}

JobState bringing_take(App *app, Err *err)
{
    Ready ready;
    JobState state = jobs_take(app->jobs, app->bringing.job, &ready, err);
    if (state != JOB_RUNS)
        app->bringing.job = 0;
    return state;
}
