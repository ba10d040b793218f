/* A job with a reading of its own; the list of before stays until the new one is whole. */
#include "app/paper.h"
#include "app/app.h"
#include "app/stick.h"
#include "base/log.h"
#include "base/utf8.h"
#include "exchange/checklist.h"
#include "store/audit.h"

#include <stdio.h>

enum { RECORDS = 1024, PATH = 512 };

typedef struct {
    char records[RECORDS], save_to[sizeof((Device *)NULL)->save_to], file[64];
    const Language *language;
    Id event;
    int64_t now;
} Order;

typedef struct {
    Stick stick;
    int rows;
} Written;

static bool goes_on(void *self, int64_t done, int64_t all)
{
    (void)done, (void)all;
    return !job_is_cancelled(self);
}

static bool work(Job *job, const void *input, void *result, Err *err)
{
    char path[PATH];
    const Order *order = input;
    Written *written = result;
    Store *store = NULL;
    Watch watch = {.self = job, .goes_on = goes_on};
    if (!stick_find(order->save_to, &written->stick, err))
        return false;
    snprintf(path, sizeof path, "%s/%s", written->stick.folder, order->file);
    written->rows = -1;
    if (store_open(&store, order->records, STORE_READ, err))
        written->rows =
            checklist_pdf(store, order->language, order->event, order->now, path, &watch, err);
    store_close(store);
    return written->rows >= 0 && stick_settle(written->stick.folder, err);
}

static const JobKind CHECKLIST = {
    .name = "checklist", .input_size = sizeof(Order), .result_size = sizeof(Written), .work = work};

/* Once an event: a row each minute would hide the others. */
static void note(App *app, const Written *written)
{
    Err err = {0};
    char detail[160];
    PaperList *p = &app->paper;
    if (id_equal(p->noted, p->event))
        return;
    AuditBy by = {.at = app->now, .kiosk = app->kiosk};
    snprintf(detail, sizeof detail, "kept current, rows: %d", written->rows);
    if (audit_add(app->store, &by, "checklist.saved", id_text(p->event), detail, &err))
        p->noted = p->event;
    else
        log_line(LOG_PROBLEM, "the checklist was written, and not noted: %s", err.detail);
}

/* True: there is room for the next one. */
static bool take(App *app)
{
    Err err = {0};
    Written written;
    PaperList *p = &app->paper;
    JobState state = p->job ? jobs_take(app->jobs, p->job, &written, &err) : JOB_NONE;
    if (state == JOB_RUNS)
        return false;
    p->job = 0;
    if (state == JOB_DONE)
        note(app, &written);
    if (state == JOB_FAILED && err.code != p->told && err.code != ERR_NOT_FOUND)
        log_line(LOG_WARNING, "the checklist is not current: %s", err.detail);
    if (state != JOB_NONE)
        p->told = err.code;
    return true;
}

void paper_follow(App *app)
{
    Err err = {0};
    char at[32];
    Order order = {.language = &app->languages->list[0], .now = app->now};
    bool is_asked = app->device.has_checklist && app->device.role == ROLE_DESK;
    if (!is_asked || !app->store || !take(app) || !app->open_count || !store_path(app->store)[0])
        return;
    app->paper.event = order.event = app->open[0].id;
    zone_write(app->zone, app->open[0].starts, at);
    snprintf(order.file, sizeof order.file, "checklist-%.10s.pdf", at);
    utf8_copy(order.records, sizeof order.records, store_path(app->store));
    utf8_copy(order.save_to, sizeof order.save_to, app->device.save_to);
    app->paper.job = jobs_start(app->jobs, &CHECKLIST, &order, &err);
    if (!app->paper.job)
        log_line(LOG_WARNING, "the checklist is not current: %s", err.detail);
}
