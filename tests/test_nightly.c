/* A copy each night: by itself, which are kept, what is damaged, what cannot be written. */
#include "disk.h"
#include "shell.h"
#include "staffed.h"

#include "store/nightly.h"

#include <dirent.h>
#include <sys/stat.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

static char backups[160];

static int begin(void **state)
{
    int result = open_kiosk(state);
    setenv("TZ", "America/Chicago", 1);
    use_file();
    snprintf(backups, sizeof backups, "%s/backups", folder);
    return result;
}

static int end(void **state)
{
    int result = close_kiosk(state);
    remove_file();
    return result;
}

#define RUN_NIGHT(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* Time passes as it does in the loop: a look each minute, and after each job. */
static void pass(int seconds)
{
    app_time(&k.app, k.app.now + seconds, k.app.tick_ms + seconds * 1000LL);
    kiosk_frame(&k);
    wait_jobs();
    app_time(&k.app, k.app.now + 60, k.app.tick_ms + 60000);
    kiosk_frame(&k);
}

static int copies(void)
{
    int count = 0;
    DIR *list = opendir(backups);
    if (!list)
        return 0;
    for (struct dirent *entry; (entry = readdir(list));)
        count += strncmp(entry->d_name, "foyer-", 6) == 0;
    closedir(list);
    return count;
}

static bool has(const char *name)
{
    char file[256];
    snprintf(file, sizeof file, "%s/foyer-%s.db", backups, name);
    return access(file, F_OK) == 0;
}

/* ---- nights ---- */

TEST(each_night_at_two_there_is_a_copy_and_no_other)
{
    UNUSED_STATE;
    pass(60);
    CHECK_INT(copies(), 0); /* 5:43 PM of the first day */
    for (int night = 1; night <= 3; night++) {
        pass((8 * HOUR) + 20 * 60);
        CHECK_INT(copies(), night); /* a little after 2 AM */
        pass(5 * HOUR);
        pass(10 * HOUR + 37 * 60);
        CHECK_INT(copies(), night);
    }
    CHECK_INT(number("SELECT value FROM meta WHERE key = 'backup'"), k.app.nightly.here.last.at);
    CHECK_INT(k.app.nightly.here.last.kept, 3);
}

TEST(a_night_that_was_missed_is_made_up_when_nobody_is_at_the_glass)
{
    UNUSED_STATE;
    pass(14 * HOUR); /* switched on again at 7:43 AM */
    CHECK_INT(copies(), 1);
    pass(20 * HOUR);
    CHECK_INT(copies(), 2);

    restart();
    sign_in();
    app_time(&k.app, k.app.now + 23 * HOUR, k.app.tick_ms + 30000);
    app_follow(&k.app);
    CHECK_INT(jobs_running(k.app.jobs), 0);
    CHECK_INT(k.app.nightly.job, 0);
    pass(300);
    pass(60);
    CHECK(is_at("welcome"));
    CHECK_INT(copies(), 3);
}

TEST(a_clock_set_back_by_a_year_does_not_end_the_copies)
{
    UNUSED_STATE;
    pass(400 * DAY);
    CHECK_INT(copies(), 1);
    app_time(&k.app, k.app.now - 400 * DAY, k.app.tick_ms + 60000);
    pass(60);
    CHECK_INT(copies(), 2);
    pass(DAY);
    CHECK_INT(copies(), 3);
}

TEST(what_cannot_be_written_is_told_and_tried_again_after_half_an_hour)
{
    UNUSED_STATE;
    run("touch '%s'", backups); /* a file where the folder should be */
    pass(10 * HOUR);
    CHECK(k.app.nightly.here.err.code != ERR_NONE);
    CHECK_INT(number("SELECT count(*) FROM meta WHERE key = 'backup'"), 0);
    run("rm '%s'", backups);
    pass(10 * 60);
    CHECK_INT(copies(), 0);
    pass(20 * 60);
    pass(60);
    CHECK_INT(copies(), 1);
    CHECK_INT(k.app.nightly.here.err.code, ERR_NONE);
}

/* ---- what is kept ---- */

TEST(seven_days_four_weeks_and_twelve_months_are_kept)
{
    UNUSED_STATE;
    static const char *const DAYS[] = {"20250915", "20251101", "20251231", "20260131", "20260214",
        "20260228", "20260331", "20260430", "20260531", "20260630", "20260731", "20260831",
        "20260930", "20261010", "20261020", "20261028", "20261029", "20261030", "20261031",
        "20261101", "20261105", "20261106", "20261107", "20261108", "20261112", "20261113",
        "20261114", "20261115", "20261116", "20261117", "20261118"};
    enum { COUNT = sizeof DAYS / sizeof *DAYS };
    /* Thursday the 19th is the first of the seven; of the weeks before, their last; of the months
     * before, their last, the oldest December. */
    static const char *const KEPT[] = {"20251231", "20260131", "20260228", "20260331", "20260430",
        "20260531", "20260630", "20260731", "20260831", "20260930", "20261031", "20261101",
        "20261108", "20261113", "20261114", "20261115", "20261116", "20261117", "20261118"};
    Nightly night;
    char name[32];
    CHECK(nightly_write(path, EVENING - DAY, &night, &err));
    for (int i = 0; i < COUNT; i++)
        run("cp -n '%s/%s' '%s/foyer-%sT020000.db'", backups, night.name, backups, DAYS[i]);
    run("rm '%s/%s' && touch '%s/mine.db'", backups, night.name, backups);
    run("cp '%s/foyer-20261010T020000.db' '%s/foyer-20261010-before-the-fair.db'", backups,
        backups);
    CHECK(nightly_write(path, EVENING, &night, &err));
    CHECK(has("20261119T174200"));
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++) {
        snprintf(name, sizeof name, "%sT020000", KEPT[i]);
        if (!has(name))
            fail_msg("%s is gone", name);
    }
    CHECK(has("20261010-before-the-fair"));
    CHECK_INT(copies(), sizeof KEPT / sizeof *KEPT + 2);
    CHECK_INT(night.removed, COUNT - (int)(sizeof KEPT / sizeof *KEPT));
    CHECK_INT(night.kept, copies());
    CHECK_INT(night.damaged, 0);
}

TEST(a_damaged_copy_is_told_not_counted_and_left)
{
    UNUSED_STATE;
    Nightly night;
    for (int i = 8; i > 0; i--)
        CHECK(nightly_write(path, EVENING - i * DAY, &night, &err));
    run("dd if=/dev/urandom of='%s/foyer-20261117T174200.db' bs=4096 seek=4 count=6 conv=notrunc"
        " status=none",
        backups);
    run("truncate -s 0 '%s/foyer-20261116T174200.db'", backups);
    CHECK(nightly_write(path, EVENING, &night, &err));
    CHECK_INT(night.damaged, 2);
    CHECK_INT(night.removed, 0);
    CHECK_INT(night.kept, 6);
    CHECK_INT(copies(), 8);
}

TEST(a_full_disk_removes_nothing_and_leaves_no_half_copy)
{
    UNUSED_STATE;
    Nightly night;
    int failed = 0;
    CHECK(nightly_write(path, EVENING - DAY, &night, &err));
    disk_begin();
    for (int n = 1;; n += 1 + n / 4, failed++) {
        disk_fail(n, SQLITE_FULL, true);
        bool ok = nightly_write(path, EVENING, &night, err_clear(&err));
        disk_fail(0, 0, false);
        if (ok)
            break;
        CHECK(err.code == ERR_FULL || err.code == ERR_BROKEN);
        CHECK_INT(copies(), 1);
    }
    disk_end();
    CHECK(failed > 3);
    CHECK_INT(copies(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_NIGHT(each_night_at_two_there_is_a_copy_and_no_other),
        RUN_NIGHT(a_night_that_was_missed_is_made_up_when_nobody_is_at_the_glass),
        RUN_NIGHT(a_clock_set_back_by_a_year_does_not_end_the_copies),
        RUN_NIGHT(what_cannot_be_written_is_told_and_tried_again_after_half_an_hour),
        RUN_NIGHT(seven_days_four_weeks_and_twelve_months_are_kept),
        RUN_NIGHT(a_damaged_copy_is_told_not_counted_and_left),
        RUN_NIGHT(a_full_disk_removes_nothing_and_leaves_no_half_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
