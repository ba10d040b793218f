/* Jobs: beside the glass, and never in its way. What a job does here it does when told, by a pipe:
 * nothing waits for time. */
#include "check.h"

#include "app/jobs.h"

#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static Jobs *jobs;
static Err err;
static atomic_int wakes;

static void count_wake(void *self)
{
    atomic_fetch_add((atomic_int *)self, 1);
}

static int go[2]; /* a byte here lets a job go one step on; closed, it fails */

static int open_jobs(void **state)
{
    UNUSED_STATE;
    if (pipe(go) != 0)
        return -1;
    err = (Err){0};
    wakes = 0;
    jobs = jobs_new(count_wake, &wakes);
    return jobs ? 0 : -1;
}

static int close_jobs(void **state)
{
    UNUSED_STATE;
    close(go[1]);
    jobs_free(jobs);
    close(go[0]);
    return 0;
}

/* --- kinds --------------------------------------------------------------------------------- */

typedef struct {
    int go; /* where it waits for a byte before each step */
    int steps;
    char words[32];
} Input;

typedef struct {
    int steps;
    char words[32];
} Result;

static bool step_by_step(Job *job, const void *input, void *result, Err *why)
{
    const Input *in = input;
    Result *out = result;
    char byte;
    for (out->steps = 0; out->steps < in->steps; out->steps++) {
        if (read(in->go, &byte, 1) != 1)
            return err_set(why, ERR_BROKEN, "pipe");
        if (job_is_cancelled(job))
            return false;
        job_progress(job, out->steps + 1, in->steps);
    }
    snprintf(out->words, sizeof out->words, "%s", in->words);
    return true;
}

static bool until_cancelled(Job *job, const void *input, void *result, Err *why)
{
    (void)input, (void)result, (void)why;
    for (int64_t i = 1; !job_is_cancelled(job); i++)
        job_progress(job, i, 0);
    return false;
}

static bool refuse(Job *job, const void *input, void *result, Err *why)
{
    (void)job, (void)input;
    memset(result, 'x', sizeof(Result));
    return err_set(why, ERR_FULL, "nowhere to write to");
}

static bool count_up(Job *job, const void *input, void *result, Err *why)
{
    (void)input, (void)result, (void)why;
    for (int i = 0; i <= 1000000; i++)
        job_progress(job, i, 1000000);
    return true;
}

static const JobKind STEPS = {"steps", sizeof(Input), sizeof(Result), step_by_step},
                     ENDLESS = {"endless", 0, 0, until_cancelled},
                     REFUSED = {"refused", 0, sizeof(Result), refuse},
                     COUNT = {"count", 0, 0, count_up};

static void let_go(int steps)
{
    while (steps--)
        CHECK_INT(write(go[1], "", 1), 1);
}

static Input make_input(int steps)
{
    return (Input){.go = go[0], .steps = steps, .words = "as it was"};
}

static void wait_for_all(void)
{
    while (jobs_running(jobs))
        jobs_wait(jobs);
}

/* --- what holds ---------------------------------------------------------------------------- */

TEST(a_job_works_on_a_copy_and_its_result_is_taken_once)
{
    UNUSED_STATE;
    Input in = make_input(3);
    Result result = {0};
    int number = jobs_start(jobs, &STEPS, &in, &err);
    CHECK(number > 0);
    memset(&in, 0, sizeof in);
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_RUNS);
    let_go(3);
    wait_for_all();
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_DONE);
    CHECK_INT(result.steps, 3);
    CHECK_TEXT(result.words, "as it was");
    CHECK(wakes >= 1);
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_NONE);
    CHECK_INT(jobs_look(jobs, number, NULL, NULL), JOB_NONE);
}

TEST(progress_is_seen_while_it_runs)
{
    UNUSED_STATE;
    Input in = make_input(4);
    Result result;
    int64_t done = -1, all = -1;
    int number = jobs_start(jobs, &STEPS, &in, &err);
    CHECK_INT(jobs_look(jobs, number, &done, &all), JOB_RUNS);
    CHECK_INT(done, 0);
    for (int i = 1; i < 4; i++) {
        let_go(1);
        jobs_wait(jobs);
        CHECK_INT(jobs_look(jobs, number, &done, &all), JOB_RUNS);
        CHECK_INT(done, i);
        CHECK_INT(all, 4);
    }
    let_go(1);
    wait_for_all();
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_DONE);
    CHECK_INT(wakes, 5); /* and at the end */
}

TEST(a_million_steps_wake_the_loop_a_hundred_times)
{
    UNUSED_STATE;
    int number = jobs_start(jobs, &COUNT, NULL, &err);
    wait_for_all();
    CHECK_INT(jobs_take(jobs, number, NULL, &err), JOB_DONE);
    CHECK(wakes > 90 && wakes < 110);
}

TEST(a_cancelled_job_ends_and_says_so)
{
    UNUSED_STATE;
    Input in = make_input(1000);
    Result result;
    int number = jobs_start(jobs, &STEPS, &in, &err);
    let_go(1);
    jobs_wait(jobs);
    jobs_cancel(jobs, number);
    let_go(1);
    wait_for_all();
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_FAILED);
    CHECK_INT(err.code, ERR_REFUSED);
}

TEST(a_job_that_fails_says_why_and_hands_nothing_over)
{
    UNUSED_STATE;
    Result result = {.steps = 7};
    int number = jobs_start(jobs, &REFUSED, NULL, &err);
    wait_for_all();
    CHECK_INT(jobs_look(jobs, number, NULL, NULL), JOB_FAILED);
    CHECK_INT(jobs_take(jobs, number, &result, &err), JOB_FAILED);
    CHECK_INT(err.code, ERR_FULL);
    CHECK_TEXT(err.detail, "nowhere to write to");
    CHECK_INT(result.steps, 7);
}

TEST(no_more_run_than_may_and_a_number_comes_once)
{
    UNUSED_STATE;
    int numbers[JOBS_MAX];
    for (int i = 0; i < JOBS_MAX; i++)
        CHECK((numbers[i] = jobs_start(jobs, &ENDLESS, NULL, &err)) > 0);
    CHECK_INT(jobs_start(jobs, &ENDLESS, NULL, &err), 0);
    CHECK_INT(err.code, ERR_BUSY);
    CHECK_INT(jobs_running(jobs), JOBS_MAX);

    jobs_cancel(jobs, numbers[1]);
    while (jobs_take(jobs, numbers[1], NULL, &err) == JOB_RUNS)
        jobs_wait(jobs);
    int next = jobs_start(jobs, &ENDLESS, NULL, &err);
    CHECK(next > numbers[JOBS_MAX - 1]);
}

TEST(a_dropped_job_frees_its_place_by_itself)
{
    UNUSED_STATE;
    int number = jobs_start(jobs, &ENDLESS, NULL, &err);
    jobs_drop(jobs, number);
    CHECK_INT(jobs_look(jobs, number, NULL, NULL), JOB_NONE);
    CHECK_INT(jobs_take(jobs, number, NULL, &err), JOB_NONE);
    wait_for_all();
    for (int i = 0; i < JOBS_MAX; i++)
        CHECK(jobs_start(jobs, &ENDLESS, NULL, &err) > 0);
}

TEST(numbers_that_are_none_are_nothing)
{
    UNUSED_STATE;
    for (int number = -1; number <= 1; number++) {
        jobs_cancel(jobs, number);
        jobs_drop(jobs, number);
        CHECK_INT(jobs_look(jobs, number, NULL, NULL), JOB_NONE);
        CHECK_INT(jobs_take(jobs, number, NULL, &err), JOB_NONE);
    }
    CHECK_INT(jobs_running(jobs), 0);
    jobs_wait(jobs);
    jobs_free(NULL);
}

static atomic_int is_told;

static void tell(int number)
{
    (void)number;
    atomic_store(&is_told, 1);
}

static bool blocks_signals(Job *job, const void *input, void *result, Err *why)
{
    (void)job, (void)input, (void)why;
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    *(int *)result = sigismember(&blocked, SIGTERM);
    return true;
}

TEST(the_signal_to_end_reaches_the_loop_and_no_job)
{
    UNUSED_STATE;
    static const JobKind KIND = {"signals", 0, sizeof(int), blocks_signals};
    int is_blocked = 0;
    int number = jobs_start(jobs, &KIND, NULL, &err);
    wait_for_all();
    CHECK_INT(jobs_take(jobs, number, &is_blocked, &err), JOB_DONE);
    CHECK_INT(is_blocked, 1);
    void (*before)(int) = signal(SIGTERM, tell);
    raise(SIGTERM);
    CHECK_INT(atomic_load(&is_told), 1);
    signal(SIGTERM, before);
}

TEST(the_end_does_not_leave_a_job_behind)
{
    UNUSED_STATE;
    for (int i = 0; i < JOBS_MAX; i++)
        CHECK(jobs_start(jobs, &ENDLESS, NULL, &err) > 0);
    jobs_wait(jobs); /* close_jobs ends them; the sanitizer sees a thread that is left */
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_jobs, close_jobs)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_job_works_on_a_copy_and_its_result_is_taken_once),
        RUN_OPEN(progress_is_seen_while_it_runs),
        RUN_OPEN(a_million_steps_wake_the_loop_a_hundred_times),
        RUN_OPEN(a_cancelled_job_ends_and_says_so),
        RUN_OPEN(a_job_that_fails_says_why_and_hands_nothing_over),
        RUN_OPEN(no_more_run_than_may_and_a_number_comes_once),
        RUN_OPEN(a_dropped_job_frees_its_place_by_itself),
        RUN_OPEN(numbers_that_are_none_are_nothing),
        RUN_OPEN(the_signal_to_end_reaches_the_loop_and_no_job),
        RUN_OPEN(the_end_does_not_leave_a_job_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
