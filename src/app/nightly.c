/* The nightly copy: a job with a connection of its own, so that the glass does not wait. */
#include "app/nightly.h"
#include "app/app.h"
#include "app/nav.h"
#include "base/log.h"
#include "store/merge.h"

#include <stdio.h>

typedef struct {
    char path[FILE_PATH];
    int64_t now;
} Order;

static bool work(Job *job, const void *input, void *result, Err *err)
{
    const Order *order = input;
    (void)job;
    return nightly_write(order->path, order->now, result, err);
}

static const JobKind NIGHTLY = {
    .name = "nightly", .input_size = sizeof(Order), .result_size = sizeof(Nightly), .work = work};

void nightly_begin(App *app)
{
    Order order = {.now = app->now};
    NightlyCopy *n = &app->nightly;
    snprintf(order.path, sizeof order.path, "%s", store_path(app->store));
    n->tried_ms = app->tick_ms;
    n->job = jobs_start(app->jobs, &NIGHTLY, &order, err_clear(&n->err));
    if (!n->job)
        log_line(LOG_WARNING, "no nightly copy: %s", n->err.detail);
}

/* The log tells names of files and counts, no more. */
void nightly_take(App *app)
{
    NightlyCopy *n = &app->nightly;
    if (!n->job)
        return;
    JobState state = jobs_take(app->jobs, n->job, &n->last, &n->err);
    if (state == JOB_RUNS)
        return;
    n->job = 0;
    if (state == JOB_DONE && nightly_keep(app->store, n->last.at, &n->err))
        log_line(n->last.damaged ? LOG_PROBLEM : LOG_INFO,
            "nightly copy %s, checked; %d kept, %d removed, %d damaged", n->last.name, n->last.kept,
            n->last.removed, n->last.damaged);
    else
        log_line(LOG_PROBLEM, "no nightly copy: %s", n->err.detail);
}

void nightly_follow(App *app)
{
    bool is_due = false;
    NightlyCopy *n = &app->nightly;
    nightly_take(app);
    if (n->job || app->is_begun || !nav_is_start(app) || !store_path(app->store)[0])
        return;
    if (n->tried_ms && n->err.code && app->tick_ms - n->tried_ms < NIGHTLY_AGAIN * 1000)
        return;
    Err err = {0};
    if (!nightly_is_due(app->store, app->zone, app->now, &is_due, &err))
        log_line(LOG_WARNING, "no nightly copy: %s", err.detail);
    else if (is_due)
        nightly_begin(app);
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
