/* Begin, write in the job, take. */
#include "app/saving.h"
#include "app/app.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FILE_NAME = sizeof((Saving *)NULL)->file, RECORDS = 1024, PATH = 512 };

typedef struct {
    SaveAsk ask;
    const SaveKind *kind;
    char records[RECORDS], save_to[sizeof((Device *)NULL)->save_to], file[FILE_NAME];
} SaveInput;

typedef struct {
    Stick stick;
    int rows;
    void *made; /* of the kind */
} Saved;

/* ---- in the job ---- */

static bool goes_on(void *self, int64_t done, int64_t all)
{
    job_progress(self, done, all);
    return !job_is_cancelled(self);
}

static bool is_over(void *self)
{
    return job_is_cancelled(self);
}

static void path_of(const Stick *stick, const char *file, char out[PATH])
{
    snprintf(out, PATH, "%s/%s", stick->folder, file);
}

static int write_file(Job *job, const SaveInput *in, const char *path, void **made, Err *err)
{
    Store *store = NULL;
    SaveAsk ask = in->ask;
    Watch watch = {.self = job, .goes_on = goes_on};
    int rows = -1;
    ask.made = made;
    if (!store_open(&store, in->records, STORE_READ, err)) {
        err_set(err, ERR_BROKEN, "the records could not be read for %s", in->file);
        return -1;
    }
    store_stop_when(store, is_over, job);
    rows = in->kind->write(store, &ask, path, &watch, err);
    store_close(store);
    return rows;
}

/* A stick that is pulled out fails in many ways; that it is gone is what one can do something
 * about. */
static void say_why(const Stick *stick, Err *err)
{
    if (err->code != ERR_REFUSED && err->code != ERR_FULL && !stick_is_there(stick))
        err->code = ERR_OFFLINE;
}

static void forget_made(const SaveKind *kind, Saved *saved)
{
    if (saved->made)
        kind->forget(saved->made);
    saved->made = NULL;
}

static bool work(Job *job, const void *input, void *result, Err *err)
{
    const SaveInput *in = input;
    Saved *saved = result;
    char path[PATH];
    if (!stick_find(in->save_to, &saved->stick, err))
        return false;
    path_of(&saved->stick, in->file, path);
    saved->rows = write_file(job, in, path, &saved->made, err);
    bool done = saved->rows >= 0 && stick_settle(saved->stick.folder, err);
    if (done && job_is_cancelled(job))
        done = err_set(err, ERR_REFUSED, "%s: stopped", in->file);
    if (done)
        return true;
    if (saved->rows >= 0)
        unlink(path);
    forget_made(in->kind, saved);
    say_why(&saved->stick, err);
    return false;
}

/* ---- beside it ---- */

/* "roll-call-2026-11-19-1742.pdf" */
static void name_file(App *app, const SaveKind *kind, char out[FILE_NAME])
{
    char at[32];
    zone_write(app->zone, app->now, at);
    snprintf(out, FILE_NAME, "%.40s-%.10s-%.2s%.2s.%.8s", kind->name, at, at + 11, at + 14,
        kind->ending);
}

void saving_begin(App *app, const SaveKind *kind, const char *choice)
{
    Saving *s = &app->saving;
    static const JobKind KIND = {.name = "file",
        .input_size = sizeof(SaveInput),
        .result_size = sizeof(Saved),
        .work = work};
    SaveInput in = {
        .ask = {.language = app->language, .languages = app->languages, .now = app->now},
        .kind = kind};
    if (s->state == SAVING_RUNS || !app->store)
        return;
    *s = (Saving){.state = SAVING_RUNS,
        .kind = kind,
        .screen = app_screen_name(app),
        .staff = app->guest.staff.id};
    name_file(app, kind, s->file);
    utf8_copy(in.file, sizeof in.file, s->file);
    utf8_copy(in.ask.choice, sizeof in.ask.choice, choice);
    utf8_copy(in.save_to, sizeof in.save_to, app->device.save_to);
    utf8_copy(in.records, sizeof in.records, store_path(app->store));
    s->job = jobs_start(app->jobs, &KIND, &in, &s->err);
    if (s->job)
        return;
    s->state = SAVING_FAILED;
    log_line(LOG_PROBLEM, "a file could not be saved: %s", s->err.detail);
}

/* What went out is noted; what cannot be noted does not go out. */
static bool note(App *app, const Saved *saved, Err *err)
{
    Saving *s = &app->saving;
    char detail[128], path[PATH];
    AuditBy by = {.at = app->now, .kiosk = app->kiosk, .staff = s->staff};
    snprintf(
        detail, sizeof detail, "%s as %s, rows: %d", s->kind->name, s->kind->ending, saved->rows);
    if (!app->store)
        err_set(err, ERR_BROKEN, "no records to note it in");
    if (app->store && sql_begin(app->store, err)) {
        bool is_kept = (!saved->made || s->kind->keep(saved->made, app->store, &by, err)) &&
            audit_add(app->store, &by, "file.saved", s->file, detail, err);
        if (sql_end(app->store, is_kept, err))
            return true;
    }
    path_of(&saved->stick, s->file, path);
    unlink(path);
    return false;
}

void saving_follow(App *app)
{
    Saving *s = &app->saving;
    Saved saved = {0};
    if (s->state != SAVING_RUNS)
        return;
    JobState state = jobs_take(app->jobs, s->job, &saved, &s->err);
    if (state == JOB_RUNS)
        return;
    s->job = 0;
    bool is_saved = state == JOB_DONE && note(app, &saved, &s->err);
    if (state == JOB_DONE)
        forget_made(s->kind, &saved);
    s->stick = saved.stick;
    s->state = is_saved ? SAVING_DONE : SAVING_FAILED;
    if (!is_saved && s->err.code != ERR_REFUSED)
        log_line(LOG_PROBLEM, "a file could not be saved: %s", s->err.detail);
    if (s->is_forgotten)
        wipe(s, sizeof *s);
}

void saving_stop(App *app)
{
    if (app->saving.state == SAVING_RUNS)
        jobs_cancel(app->jobs, app->saving.job);
}

void saving_leave(App *app)
{
    Saving *s = &app->saving;
    if (s->state != SAVING_RUNS)
        wipe(s, sizeof *s);
}

void saving_forget(App *app)
{
    saving_stop(app);
    saving_leave(app);
    app->saving.is_forgotten = app->saving.state == SAVING_RUNS;
}

void saving_finish(App *app)
{
    saving_forget(app);
    while (app->saving.state == SAVING_RUNS) {
        jobs_wait(app->jobs);
        saving_follow(app);
    }
}
