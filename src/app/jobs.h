/* Jobs: what is too slow for the glass, done beside it. The only home of threads.
 *
 * A job gets a copy of its input and gives back a plain value; it knows neither
 * App nor Ui and opens what it needs itself (a store read-only). Whoever started
 * it looks and takes by the job's number, on the thread that called jobs_new;
 * only the functions that take a Job are called by the job itself. Input and
 * result are wiped.
 */
#ifndef APP_JOBS_H
#define APP_JOBS_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

enum { JOBS_MAX = 4, JOB_BYTES = 64 * 1024 };

typedef struct Jobs Jobs;
typedef struct Job Job; /* as the work sees it */

typedef struct {
    const char *name;               /* for the log */
    size_t input_size, result_size; /* of plain values; at most JOB_BYTES each */
    /* The result is zeroed before. False: why stands in *err, and the result is not handed over. */
    bool (*work)(Job *job, const void *input, void *result, Err *err);
} JobKind;

/* How far it is. all = 0: nobody knows of how much. */
void job_progress(Job *job, int64_t done, int64_t all);

/* Whether nobody wants it any more: ask often, clean up, return false. */
bool job_is_cancelled(Job *job);

/* --- for who starts them ------------------------------------------------------------------- */

/* wake is called by the jobs, from any thread, whenever looking again is worth it; it may be
 * null. Null if there is no memory. */
Jobs *jobs_new(void (*wake)(void *self), void *self);

/* Cancels what runs and waits for its end. */
void jobs_free(Jobs *jobs);

/* Begins a job and returns its number, which is not used twice; 0 on failure. ERR_BUSY: as many
 * as there may be are running or wait to be taken. */
int jobs_start(Jobs *jobs, const JobKind *kind, const void *input, Err *err);

typedef enum { JOB_NONE, JOB_RUNS, JOB_DONE, JOB_FAILED } JobState;

/* JOB_NONE for a number that is none or was taken. done and all may be null. */
JobState jobs_look(Jobs *jobs, int number, int64_t *done, int64_t *all);

/* Asks a job to end; it is still to be taken, and has then most often failed with ERR_REFUSED. */
void jobs_cancel(Jobs *jobs, int number);

/* Likewise, and nobody is going to take it. */
void jobs_drop(Jobs *jobs, int number);

/* The result of a job that has ended, once: into *result if it is JOB_DONE, why not into *err if
 * it is JOB_FAILED. JOB_RUNS: not yet. */
JobState jobs_take(Jobs *jobs, int number, void *result, Err *err);

/* How many are still running. */
int jobs_running(Jobs *jobs);

/* Waits until one of them has got further or ended; returns at once if none is running. */
void jobs_wait(Jobs *jobs);

#endif
