/* One thread a job, one lock for what job and owner share; input and result are the job's own
 * until its thread has ended. */
#include "app/jobs.h"

#include "base/log.h"
#include "base/wipe.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct Job {
    Jobs *jobs;
    const JobKind *kind;
    int number; /* 0: a free place */
    pthread_t thread;
    void *input, *result;
    Err err;

    /* under the lock */
    JobState state;
    bool is_cancelled, is_dropped;
    int64_t done, all;
};

struct Jobs {
    void (*wake)(void *self);
    void *self;
    int last_number;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    int64_t moves; /* under the lock: how often something moved */
    int64_t seen;  /* of them, by jobs_wait */
    Job places[JOBS_MAX];
};

static void move(Jobs *jobs)
{
    jobs->moves++;
    pthread_cond_broadcast(&jobs->moved);
}

static void wake(Jobs *jobs)
{
    if (jobs->wake)
        jobs->wake(jobs->self);
}

/* --- the job's side ------------------------------------------------------------------------ */

static int64_t percent(const Job *job)
{
    return job->all > 0 ? (int64_t)((double)job->done / (double)job->all * 100) : job->done;
}

void job_progress(Job *job, int64_t done, int64_t all)
{
    Jobs *jobs = job->jobs;
    pthread_mutex_lock(&jobs->lock);
    int64_t before = percent(job);
    bool is_other = job->all != all;
    job->done = done;
    job->all = all;
    is_other |= percent(job) != before; /* what the glass could show */
    if (is_other)
        move(jobs);
    pthread_mutex_unlock(&jobs->lock);
    if (is_other)
        wake(jobs);
}

bool job_is_cancelled(Job *job)
{
    pthread_mutex_lock(&job->jobs->lock);
    bool is = job->is_cancelled;
    pthread_mutex_unlock(&job->jobs->lock);
    return is;
}

static void *run(void *argument)
{
    Job *job = argument;
    Jobs *jobs = job->jobs;
    bool is_done = job->kind->work(job, job->input, job->result, &job->err);
    if (!is_done && !job->err.code)
        err_set(&job->err, job_is_cancelled(job) ? ERR_REFUSED : ERR_BROKEN, "job %s: %s",
            job->kind->name, job_is_cancelled(job) ? "stopped" : "failed without a reason");
    pthread_mutex_lock(&jobs->lock);
    job->state = is_done ? JOB_DONE : JOB_FAILED;
    move(jobs);
    pthread_mutex_unlock(&jobs->lock);
    wake(jobs);
    return NULL;
}

/* --- the owner's side ---------------------------------------------------------------------- */

Jobs *jobs_new(void (*on_wake)(void *self), void *self)
{
    Jobs *jobs = calloc(1, sizeof *jobs);
    if (!jobs)
        return NULL;
    jobs->wake = on_wake;
    jobs->self = self;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->moved, NULL);
    return jobs;
}

static void empty(Job *job)
{
    if (job->input)
        wipe(job->input, job->kind->input_size);
    if (job->result)
        wipe(job->result, job->kind->result_size);
    free(job->input);
    free(job->result);
    wipe(job, sizeof *job);
}

static void join(Job *job)
{
    int result = pthread_join(job->thread, NULL);
    ASSERT(result == 0);
    empty(job);
}

void jobs_free(Jobs *jobs)
{
    if (!jobs)
        return;
    for (int i = 0; i < JOBS_MAX; i++)
        jobs_cancel(jobs, jobs->places[i].number);
    for (int i = 0; i < JOBS_MAX; i++)
        if (jobs->places[i].number)
            join(&jobs->places[i]);
    pthread_cond_destroy(&jobs->moved);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}

static JobState state_of(const Job *job)
{
    pthread_mutex_lock(&job->jobs->lock);
    JobState state = job->state;
    pthread_mutex_unlock(&job->jobs->lock);
    return state;
}

/* Ends those that nobody is going to take. */
static void sweep(Jobs *jobs)
{
    for (int i = 0; i < JOBS_MAX; i++) {
        Job *job = &jobs->places[i];
        if (job->number && job->is_dropped && state_of(job) != JOB_RUNS)
            join(job);
    }
}

static Job *find(Jobs *jobs, int number)
{
    sweep(jobs);
    for (int i = 0; i < JOBS_MAX; i++)
        if (jobs->places[i].number == number)
            return &jobs->places[i];
    return NULL;
}

/* The signals that end the program are for the thread that waits for them. */
static bool begin_thread(Job *job)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&job->thread, NULL, run, job);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result == 0;
}

int jobs_start(Jobs *jobs, const JobKind *kind, const void *input, Err *err)
{
    ASSERT(kind->input_size <= JOB_BYTES && kind->result_size <= JOB_BYTES);
    Job *job = find(jobs, 0);
    if (!job)
        return err_set(err, ERR_BUSY, "job %s: %d are running", kind->name, JOBS_MAX);
    *job = (Job){.jobs = jobs, .kind = kind, .state = JOB_RUNS};
    job->input = calloc(1, kind->input_size + 1);
    job->result = calloc(1, kind->result_size + 1);
    if (!job->input || !job->result) {
        empty(job);
        return err_set(err, ERR_BROKEN, "job %s: no memory", kind->name);
    }
    if (kind->input_size)
        memcpy(job->input, input, kind->input_size);
    job->number = ++jobs->last_number;
    if (!begin_thread(job)) {
        empty(job);
        return err_set(err, ERR_BROKEN, "job %s: no thread", kind->name);
    }
    return job->number;
}

JobState jobs_look(Jobs *jobs, int number, int64_t *done, int64_t *all)
{
    Job *job = number > 0 ? find(jobs, number) : NULL;
    if (!job || job->is_dropped)
        return JOB_NONE;
    pthread_mutex_lock(&jobs->lock);
    JobState state = job->state;
    if (done)
        *done = job->done;
    if (all)
        *all = job->all;
    pthread_mutex_unlock(&jobs->lock);
    return state;
}

void jobs_cancel(Jobs *jobs, int number)
{
    Job *job = number > 0 ? find(jobs, number) : NULL;
    if (!job)
        return;
    pthread_mutex_lock(&jobs->lock);
    job->is_cancelled = true;
    pthread_mutex_unlock(&jobs->lock);
}

void jobs_drop(Jobs *jobs, int number)
{
    Job *job = number > 0 ? find(jobs, number) : NULL;
    if (!job)
        return;
    jobs_cancel(jobs, number);
    job->is_dropped = true;
    sweep(jobs);
}

JobState jobs_take(Jobs *jobs, int number, void *result, Err *err)
{
    JobState state = jobs_look(jobs, number, NULL, NULL);
    if (state == JOB_NONE || state == JOB_RUNS)
        return state;
    Job *job = find(jobs, number);
    if (state == JOB_FAILED)
        err_set(err, job->err.code, "%s", job->err.detail);
    else if (job->kind->result_size)
        memcpy(result, job->result, job->kind->result_size);
    join(job);
    return state;
}

int jobs_running(Jobs *jobs)
{
    int count = 0;
    for (int i = 0; i < JOBS_MAX; i++)
        count += jobs->places[i].number && state_of(&jobs->places[i]) == JOB_RUNS;
    return count;
}

static bool is_running(const Jobs *jobs)
{
    for (int i = 0; i < JOBS_MAX; i++)
        if (jobs->places[i].number && jobs->places[i].state == JOB_RUNS)
            return true;
    return false;
}

void jobs_wait(Jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (is_running(jobs) && jobs->moves == jobs->seen)
        pthread_cond_wait(&jobs->moved, &jobs->lock);
    jobs->seen = jobs->moves;
    pthread_mutex_unlock(&jobs->lock);
}
