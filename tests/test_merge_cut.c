/* A merge that is interrupted: a full disk, a failing one, a kill. */
#include "disk.h"
#include "merging.h"

#include <signal.h>
#include <sys/wait.h>

static Desk *const a = &desks[0], *const b = &desks[1];

static void a_night(void)
{
    for (int i = 0; i < HOMES; i++) {
        arrive(a, 0, i, START + i);
        arrive(b, 0, i, START + 30 + i);
        sign(b, 1, i, 1, START + 60 + i);
    }
    shut_desk(a);
    shut_desk(b);
    run("cp '%s' '%s.kept'", a->path, a->path);
}

TEST(a_full_or_failing_disk_leaves_what_was)
{
    UNUSED_STATE;
    static const int RESULTS[] = {SQLITE_FULL, SQLITE_IOERR_WRITE};
    AuditBy by = {.at = START + HOUR, .kiosk = ""};
    Merged m;
    int failed = 0;
    a_night();
    open_desk(a);
    Dump before = dump(a);
    shut_desk(a);
    disk_begin();
    for (int n = 1;; n += 1 + n / 4, failed++) {
        disk_fail(0, 0, false);
        open_desk(a);
        disk_fail(n, RESULTS[failed % 2], true);
        bool ok = merge_file(a->store, b->path, &by, false, &m, err_clear(&err));
        bool has_failed = disk.has_failed;
        disk_fail(0, 0, false);
        if (ok && !has_failed)
            break;
        if (!ok) {
            CHECK(err.code == ERR_FULL || err.code == ERR_BROKEN || err.code == ERR_READ_ONLY);
            is_equal(a, &before);
            CHECK(store_check(a->store, &err));
        }
        shut_desk(a);
        run("cp '%s.kept' '%s' && rm -f '%s-wal' '%s-shm'", a->path, a->path, a->path, a->path);
    }
    CHECK(failed > 10);
    CHECK_INT(m.visits, HOMES);
    shut_desk(a);
    disk_end();
    open_desk(a);
}

TEST(a_kill_in_the_middle_leaves_the_one_or_the_other)
{
    UNUSED_STATE;
    enum { MOST = 100 };
    int before = 0, after = 0;
    a_night();
    for (int i = 0; after == 0 && i < MOST; i++) {
        pid_t child = fork();
        if (child == 0) {
            Merged m;
            AuditBy by = {.at = START + HOUR, .kiosk = ""};
            signal(SIGABRT, SIG_DFL);
            if (!store_open(&a->store, a->path, STORE_WRITE, &err))
                _exit(1);
            _exit(!merge_file(a->store, b->path, &by, false, &m, &err));
        }
        usleep((useconds_t)(40000 * i));
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        CHECK(!WIFEXITED(status) || WEXITSTATUS(status) == 0);
        open_desk(a);
        CHECK(store_check(a->store, &err));
        int64_t visits = number(a, "SELECT count(*) FROM visit");
        CHECK(visits == HOMES || visits == 2 * HOMES);
        CHECK_INT(number(a, "SELECT count(*) FROM conflict WHERE kind = 'visit'"), visits - HOMES);
        visits == HOMES ? before++ : after++;
        shut_desk(a);
        run("cp '%s.kept' '%s' && rm -f '%s-wal' '%s-shm'", a->path, a->path, a->path, a->path);
    }
    print_message("killed %d times before, %d after\n", before, after);
    CHECK(before > 0 && after > 0);
    open_desk(a);
    merge_at(a, b->path, START + HOUR); /* what a kill left beside is in nobody's way */
    CHECK_INT(number(a, "SELECT count(*) FROM visit"), 2 * HOMES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_DESKS(a_full_or_failing_disk_leaves_what_was),
        RUN_DESKS(a_kill_in_the_middle_leaves_the_one_or_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
