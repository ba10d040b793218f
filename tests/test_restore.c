/* A backup put back in the place of the records: whole, or not at all, whenever it is interrupted.
 */
#include "disk.h"
#include "records.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "store/schema.h"

static char aside[FILE_PATH];

static void must_restore(const char *file)
{
    if (!backup_restore(path, file, NOON, aside, &err))
        fail_msg("%s", err.detail);
}

TEST(a_restore_sets_aside_what_was_there_and_begins_an_epoch)
{
    UNUSED_STATE;
    char before[64], after[64], second[FILE_PATH];
    CHECK(backup_write(store, out, &err));
    name_school("Later");
    shut();
    value_of(path, "SELECT hex(value) FROM meta WHERE key = 'epoch'", before);
    must_restore(out);
    CHECK_TEXT(file_name(aside), "foyer.db.set-aside-20261119T120000");
    CHECK(is_school(path, "Lincoln School"));
    CHECK(is_school(aside, "Later"));
    value_of(path, "SELECT hex(value) FROM meta WHERE key = 'epoch'", after);
    CHECK_INT(strlen(after), 32);
    CHECK(strcmp(before, after) != 0);
    value_of(path, "PRAGMA journal_mode", after);
    CHECK_TEXT(after, "wal");

    /* Back again in the same second: the first one set aside stays. */
    snprintf(second, sizeof second, "%s", aside);
    must_restore(second);
    CHECK_TEXT(file_name(aside), "foyer.db.set-aside-20261119T120001");
    CHECK(is_school(path, "Later") && is_school(second, "Later"));
    CHECK(is_school(aside, "Lincoln School"));
    CHECK_INT(backup_asides(path, second), 2);
    CHECK_TEXT(second, aside);
}

TEST(a_restore_makes_records_where_there_are_none)
{
    UNUSED_STATE;
    CHECK(backup_write(store, out, &err));
    shut();
    snprintf(path, sizeof path, "%s/a/b/foyer.db", folder);
    must_restore(out);
    CHECK_TEXT(aside, "");
    CHECK(is_school(path, "Lincoln School"));
}

TEST(what_the_journal_holds_is_set_aside_with_its_file)
{
    UNUSED_STATE;
    CHECK(backup_write(store, out, &err));
    name_school("Later");
    run("cp '%s' '%s/x' && cp '%s-wal' '%s/x-wal'", path, folder, path, folder);
    shut();
    /* As the power left it: the last change is in the journal alone. */
    run("cd '%s' && rm -f foyer.db-* && mv x foyer.db && mv x-wal foyer.db-wal", folder);
    must_restore(out);
    CHECK(is_school(path, "Lincoln School"));
    CHECK(is_school(aside, "Later"));
}

TEST(an_old_backup_arrives_at_this_version)
{
    UNUSED_STATE;
    char text[192], value[64];
    for (int version = 1; version <= schema_version(); version++) {
        snprintf(out, sizeof out, "%s/old%d.db", folder, version);
        for (int i = 0; i < version; i++)
            outside(out, schema_step(i));
        snprintf(text, sizeof text,
            "PRAGMA application_id = %d; PRAGMA user_version = %d;"
            "INSERT INTO setting VALUES ('school', 'Version %d')",
            SCHEMA_APPLICATION, version, version);
        outside(out, text);
        shut();
        must_restore(out);
        value_of(path, "SELECT value FROM setting WHERE key = 'school'", value);
        CHECK_INT(atoi(value + 8), version);
        value_of(out, "PRAGMA user_version", value);
        CHECK_INT(atoi(value), version); /* the backup is as it was */
    }
}

static void not_restored(ErrCode code, const char *words)
{
    CHECK(!backup_restore(path, out, NOON, aside, err_clear(&err)));
    is_one_line(code, words);
    CHECK(!file_is_there(path, ".restored"));
    CHECK(is_school(path, "Lincoln School"));
    CHECK_INT(backup_asides(path, aside), 0);
}

TEST(what_is_no_good_backup_is_not_restored)
{
    UNUSED_STATE;
    char good[PATH_SIZE + 8];
    snprintf(good, sizeof good, "%s.good", out);
    CHECK(backup_write(store, good, &err));
    shut();
    not_restored(ERR_NOT_FOUND, "there is none");
    for (int i = 0; i < DAMAGE_KINDS; i++) {
        run("cp '%s' '%s'", good, out);
        DAMAGES[i](out);
        not_restored(ERR_BROKEN, "copy.db");
    }
    run("echo uid,title >'%s'", out);
    not_restored(ERR_BROKEN, "not a Foyer database");
    unlink(out);
    outside(out, "CREATE TABLE theirs (x)");
    not_restored(ERR_BROKEN, "not a Foyer database");
    run("cp '%s' '%s'", good, out);
    outside(out, "PRAGMA user_version = 9999");
    not_restored(ERR_NEWER, "9999");
    run("rm '%s' && mkdir '%s'", out, out);
    not_restored(ERR_BROKEN, "not a file");
    snprintf(out, sizeof out, "%s/./foyer.db", folder);
    not_restored(ERR_INVALID, "the records themselves");
}

TEST(while_a_kiosk_runs_nothing_is_restored)
{
    UNUSED_STATE;
    CHECK(backup_write(store, out, &err));
    not_restored(ERR_BUSY, "another Foyer is writing");
    shut();
    CHECK_INT(unlink(path), 0);
    CHECK_INT(mkdir(path, 0700), 0);
    CHECK(!backup_restore(path, out, NOON, aside, &err));
    is_one_line(ERR_BROKEN, "not a file");
}

TEST(a_full_or_failing_disk_restores_nothing)
{
    UNUSED_STATE;
    CHECK(backup_write(store, out, &err));
    name_school("Later");
    shut();
    disk_begin();
    int failed = 0;
    for (int n = 1;; n += 1 + n / 4, failed++) {
        disk_fail(n, n % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE, true);
        bool ok = backup_restore(path, out, NOON, aside, err_clear(&err));
        bool has_failed = disk.has_failed;
        disk_fail(0, 0, false);
        if (!has_failed) {
            CHECK(ok);
            break;
        }
        /* What failed after the exchange of names is the last step, which the kiosk does again. */
        CHECK(!file_is_there(path, ".restored"));
        CHECK(is_school(path, "Later") || is_school(aside, "Later"));
    }
    CHECK(failed > 5);
    CHECK(is_school(path, "Lincoln School"));
    disk_end();
}

/* Whether the child stands before a call that changes what is under a name. */
static bool is_naming(pid_t child)
{
    static const long calls[] = {SYS_linkat, SYS_unlinkat, SYS_renameat2,
#ifdef SYS_link
        SYS_link, SYS_unlink, SYS_rename
#else
        SYS_renameat
#endif
    };
    struct __ptrace_syscall_info info = {0};
    CHECK(ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) > 0);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY && (long)info.entry.nr == calls[i])
            return true;
    return false;
}

_Noreturn static void restore_traced(void)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(77);
    raise(SIGSTOP);
    _exit(backup_restore(path, out, NOON, aside, &err) ? 0 : 1);
}

static bool can_trace;

/* A restore that is killed before its nth call that changes a name. False: it came to its end. */
static bool restore_until(int n)
{
    int status = 0;
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0)
        restore_traced();
    CHECK_INT(waitpid(child, &status, 0), child);
    if (WIFSTOPPED(status))
        CHECK_INT(ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD), 0);
    while (WIFSTOPPED(status)) {
        CHECK_INT(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
        CHECK_INT(waitpid(child, &status, 0), child);
        if (WIFSTOPPED(status) && is_naming(child) && --n == 0)
            break;
    }
    if (WIFEXITED(status)) {
        CHECK(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 77);
        can_trace = WEXITSTATUS(status) == 0;
        return false;
    }
    CHECK_INT(kill(child, SIGKILL), 0);
    CHECK_INT(waitpid(child, &status, 0), child);
    return true;
}

TEST(an_interrupted_restore_leaves_the_one_or_the_other)
{
    UNUSED_STATE;
    int old = 0, restored = 0;
    CHECK(backup_write(store, out, &err));
    name_school("Later");
    run("mkdir '%s/keep' && cp '%s'* '%s/keep'", folder, path, folder);
    shut();
    for (int n = 1; restore_until(n); n++) {
        CHECK(store_open(&store, path, STORE_WRITE, &err));
        CHECK(store_check(store, &err));
        shut();
        bool is_old = is_school(path, "Later");
        CHECK(is_old ||
            (is_school(path, "Lincoln School") && backup_asides(path, aside) > 0 &&
                is_school(aside, "Later")));
        old += is_old;
        restored += !is_old;
        run("rm -f '%s'* && cp '%s/keep/'* '%s' && rm -f '%s.lock'", path, folder, folder, path);
    }
    if (!can_trace)
        skip(); /* nobody may be here */
    printf("%d times the old one, %d times the restored one\n", old, restored);
    CHECK(old > 0 && restored > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_restore_sets_aside_what_was_there_and_begins_an_epoch),
        RUN_IN(a_restore_makes_records_where_there_are_none),
        RUN_IN(what_the_journal_holds_is_set_aside_with_its_file),
        RUN_IN(an_old_backup_arrives_at_this_version),
        RUN_IN(what_is_no_good_backup_is_not_restored),
        RUN_IN(while_a_kiosk_runs_nothing_is_restored),
        RUN_IN(a_full_or_failing_disk_restores_nothing),
        RUN_IN(an_interrupted_restore_leaves_the_one_or_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
