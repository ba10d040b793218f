/* Copies of the records written, and damaged records set aside at the start of a kiosk. */
#include "disk.h"
#include "records.h"

static char aside[FILE_PATH];

TEST(a_backup_is_what_was_committed_while_a_kiosk_writes)
{
    UNUSED_STATE;
    Store *reader;
    struct stat found;
    CHECK(store_begin(store, &err));
    CHECK(settings_set(store, "school", "Not yet", &err));
    CHECK(store_open(&reader, path, STORE_SOURCE, &err));
    if (!backup_write(reader, out, &err))
        fail_msg("%s", err.detail);
    store_close(reader);
    CHECK(store_commit(store, &err));
    CHECK(is_school(path, "Not yet"));

    CHECK_INT(stat(out, &found), 0);
    CHECK_INT(found.st_mode & 0777, 0600);
    int before = files();
    CHECK(is_school(out, "Lincoln School"));
    CHECK_INT(files(), before); /* needs no journal, and leaves none */
    char value[64];
    value_of(out, "PRAGMA journal_mode", value);
    CHECK_TEXT(value, "delete");
}

TEST(a_backup_overwrites_nothing_but_what_an_interrupted_one_left)
{
    UNUSED_STATE;
    run("echo mine >'%s'", out);
    CHECK(!backup_write(store, out, &err));
    is_one_line(ERR_REFUSED, "is not overwritten");
    run("grep -q mine '%s' && rm '%s' && echo half >'%s.new' && echo half >'%s.new-journal'", out,
        out, out, out);
    CHECK(backup_write(store, out, &err));
    CHECK(is_school(out, "Lincoln School"));
    CHECK(!backup_write(store, out, &err));
    is_one_line(ERR_REFUSED, "is not overwritten");
    CHECK(!backup_write(store, folder, err_clear(&err)));
    is_one_line(ERR_BROKEN, "not a file");
    snprintf(out, sizeof out, "%s/none/copy.db", folder);
    CHECK(!backup_write(store, out, &err));
    is_one_line(ERR_NOT_FOUND, "No such file");
}

TEST(a_full_or_failing_disk_leaves_no_half_backup)
{
    UNUSED_STATE;
    static const int results[] = {SQLITE_FULL, SQLITE_IOERR_WRITE};
    shut();
    int before = files(), failed = 0;
    disk_begin();
    CHECK(store_open(&store, path, STORE_SOURCE, &err));
    int open = files();
    for (int n = 1;; n += 1 + n / 4, failed++) {
        disk_fail(n, results[n % 2], true);
        bool ok = backup_write(store, out, err_clear(&err));
        CHECK(ok == !disk.has_failed);
        disk_fail(0, 0, false);
        if (ok)
            break;
        CHECK(err.code == ERR_BROKEN || err.code == ERR_FULL);
        is_one_line(err.code, "copy.db.new");
        CHECK_INT(files(), open);
    }
    CHECK(failed > 5);
    CHECK(is_school(out, "Lincoln School"));
    shut();
    disk_end();
    CHECK(files() >= before + 1);
}

static bool after_some(void *self)
{
    return --*(int *)self < 0;
}

TEST(one_that_is_stopped_leaves_nothing_and_the_next_one_is_made)
{
    UNUSED_STATE;
    outside(path,
        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " INSERT INTO audit (at, kiosk, act, subject, detail) SELECT i, '', 'x', '', '' FROM n");
    int before = files();
    for (int left = 0; left < 20; left += 4) {
        int asked = left;
        store_stop_when(store, after_some, &asked);
        CHECK(!backup_write(store, out, err_clear(&err)));
        CHECK_INT(err.code, ERR_REFUSED);
        CHECK_INT(asked, -1);
        CHECK_INT(files(), before);
    }
    store_stop_when(store, NULL, NULL);
    CHECK(backup_write(store, out, &err));
}

/* It says that it wrote, and did not: seen when the copy is opened again. */
TEST(a_disk_that_lies_leaves_no_backup)
{
    UNUSED_STATE;
    shut();
    disk_begin();
    CHECK(store_open(&store, path, STORE_SOURCE, &err));
    disk_fail(5, SQLITE_OK, true);
    CHECK(!backup_write(store, out, &err));
    CHECK(disk.has_failed);
    is_one_line(ERR_BROKEN, "copy.db.new");
    CHECK(!file_is_there(out, "") && !file_is_there(out, ".new"));
    shut();
    disk_end();
}

TEST(damaged_records_make_no_backup)
{
    UNUSED_STATE;
    shut();
    overwrite(path);
    CHECK(!store_open(&store, path, STORE_SOURCE, &err) || !backup_write(store, out, &err));
    is_one_line(ERR_BROKEN, folder);
    CHECK(!file_is_there(out, "") && !file_is_there(out, ".new"));
}

TEST(the_newest_good_backup_is_found)
{
    UNUSED_STATE;
    static const char *const days[] = {
        "20261101", "20261117T020000", "20261118T020000", "20261119T020000", "20261120"};
    char name[FILE_PATH], found[FILE_PATH];
    int count;
    CHECK(!backup_newest(path, &count, found));
    CHECK_INT(count, 0);
    backup_folder(path, name);
    CHECK_INT(mkdir(name, 0700), 0);
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "%s/backups/foyer-%s.db", folder, days[i]);
        CHECK(backup_write(store, name, &err));
    }
    run("echo x >'%s/backups/foyer-99.db'; cp '%s' '%s/backups/other.db'", folder, name, folder);
    outside(name, "PRAGMA user_version = 9999");
    snprintf(name, sizeof name, "%s/backups/foyer-20261119T020000.db", folder);
    overwrite(name);
    CHECK(backup_newest(path, &count, found));
    CHECK_INT(count, 5);
    CHECK_TEXT(file_name(found), "foyer-20261118T020000.db");
    CHECK_INT(backup_time(found), 1795075200 - 86400);
    CHECK_INT(backup_time("foyer-20261119.db"), 1795068000);
    CHECK_INT(backup_time("foyer.db"), 0);
    backup_name(path, 1795075200, name);
    CHECK_TEXT(file_name(name), "foyer-20261119T020000.db");
}

/* ---- at the start of a kiosk ---- */

TEST(damaged_records_are_set_aside_and_no_new_ones_made)
{
    UNUSED_STATE;
    static const StoreMode modes[] = {STORE_CREATE, STORE_WRITE, STORE_READ};
    char good[PATH_SIZE + 8];
    snprintf(good, sizeof good, "%s.good", out);
    CHECK(backup_write(store, good, &err));
    shut();
    for (int i = 0; i < DAMAGE_KINDS; i++) {
        run("cp '%s' '%s'", good, path);
        DAMAGES[i](path);
        run("cp '%s' '%s.was' && echo journal >'%s-wal'", path, out, path);
        CHECK(!backup_guard(path, NOON, err_clear(&err)));
        is_one_line(ERR_BROKEN, "set aside as foyer.db.set-aside-20261119T1200");
        CHECK(!file_is_there(path, "") && !file_is_there(path, "-wal"));
        CHECK_INT(backup_asides(path, aside), i + 1);
        run("cmp -s '%s' '%s.was' && grep -q journal '%s-wal'", aside, out, aside);
        CHECK(backup_guard(path, NOON, &err));
        for (int k = 0; k < 3; k++) {
            CHECK(!store_open(&store, path, modes[k], err_clear(&err)));
            is_one_line(ERR_BROKEN, "foyer restore");
        }
    }
    CHECK(backup_restore(path, good, NOON, aside, &err));
    CHECK(backup_guard(path, NOON, &err));
    CHECK(is_school(path, "Lincoln School"));
}

TEST(what_is_whole_or_not_ours_stays_where_it_is)
{
    UNUSED_STATE;
    CHECK(backup_guard(path, NOON, &err)); /* in use */
    CHECK(sql_run(sql(store, "PRAGMA ignore_check_constraints = ON"), &err));
    CHECK(sql_run(sql(store,
                      "INSERT INTO headcount VALUES (zeroblob(16), NULL, 1, 1, -1, 0, 'en',"
                      " 'lobby', NULL)"),
        &err));
    shut();
    CHECK(backup_guard(path, NOON, &err)); /* a wrong row is no damage */
    outside(path, "PRAGMA user_version = 9999");
    CHECK(backup_guard(path, NOON, &err));
    CHECK(file_is_there(path, ""));
    run("echo uid,title >'%s'", out);
    for (int i = 0; i < 2; i++) {
        CHECK(backup_guard(out, NOON, &err));
        CHECK(!store_open(&store, out, STORE_CREATE, &err));
        is_one_line(ERR_BROKEN, "not a Foyer database");
    }
    CHECK(file_is_there(out, "") && !file_is_there(out, ".lock"));
    CHECK(backup_guard(folder, NOON, &err));
    CHECK_INT(backup_asides(path, aside), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_backup_is_what_was_committed_while_a_kiosk_writes),
        RUN_IN(a_backup_overwrites_nothing_but_what_an_interrupted_one_left),
        RUN_IN(a_full_or_failing_disk_leaves_no_half_backup),
        RUN_IN(one_that_is_stopped_leaves_nothing_and_the_next_one_is_made),
        RUN_IN(a_disk_that_lies_leaves_no_backup),
        RUN_IN(damaged_records_make_no_backup),
        RUN_IN(the_newest_good_backup_is_found),
        RUN_IN(damaged_records_are_set_aside_and_no_new_ones_made),
        RUN_IN(what_is_whole_or_not_ours_stays_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
