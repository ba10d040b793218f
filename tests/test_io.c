/* The disk fails under a family that checks in: at every call that is made of it, once or until it
 * is mended. The glass says so plainly, thanks for nothing that is not kept, and serves again.
 *
 * Which calls is drawn (FOYER_SEED=N: the same again); FOYER_LONG=1: each of them.
 */
#include "check.h"
#include "commands/drive.h"
#include "dice.h"
#include "kiosk.h"
#include "store/backup.h"
#include "store/settings.h"
#include "store/sql.h"
#include "vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <unistd.h>

#define CHECK_IN "tap \"Check in {0, plural, one {# person} other {# people}}\""

enum { PATH = 256, AT_ONCE = 3, LONGEST = 300, AT_MOST = 3000 };

static const char BROKEN[] = "Please go to the office desk: this screen does not work now.";

static char folder[64], db[PATH];
static Drive drive;
static Glass *const glass = &drive.glass;
static Err err;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    memset(&drive, 0, sizeof drive);
    snprintf(folder, sizeof folder, "/tmp/foyer-io-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(db, sizeof db, "%s/foyer.db", folder);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    vfs_fail(0, FAIL_IO, false);
    glass_close(glass);
    vfs_end();
    umount2(folder, MNT_DETACH); /* where a test mounted one */
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

/* --- the kiosk ----------------------------------------------------------------------------- */

static void make_school(void)
{
    Kiosk k = {0};
    CHECK(store_open(&k.store, db, STORE_CREATE, &err));
    CHECK(settings_set(k.store, "school", "Lincoln School", &err));
    CHECK(settings_set(k.store, "timezone", "America/Chicago", &err));
    CHECK(settings_set(k.store, "languages", "en,es", &err));
    school(&k);
    store_close(k.store);
}

static void open_glass(void)
{
    if (!glass_open(glass, db, false, 1024, 600, EVENING, &err))
        fail_msg("%s", err.detail);
    glass->is_blind = true;
    glass_frame(glass);
}

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&glass->app), screen) == 0;
}

static bool shows(const char *text)
{
    for (Node *n = glass->app.ui.root; n; n = node_after(n))
        if (strstr(n->label, text))
            return true;
    return false;
}

static void wait(int seconds)
{
    App *app = &glass->app;
    for (int left = seconds; left > 0; left -= 5) {
        int step = left < 5 ? left : 5;
        app_time(app, app->now + step, app->tick_ms + step * 1000);
        glass_frame(glass);
    }
}

static bool do_line(const char *line)
{
    char copy[DRIVE_LINE];
    Buf answer;
    buf_init(&answer, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    bool is_done = drive_line(&drive, copy, &answer);
    buf_finish(&answer);
    return is_done;
}

/* As far as it goes. */
static bool check_in(void)
{
    static const char *const LINES[] = {"tap \"Check in\"", "type \"Rosa\"", "tap \"Next\"",
        "type \"0142\"", "tap \"Next\"", CHECK_IN};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
        if (!do_line(LINES[i]))
            break;
    return is_at("thanks");
}

/* --- looking at the records past the failing disk ------------------------------------------- */

static int number(const char *text)
{
    sqlite3 *other = NULL;
    sqlite3_stmt *q = NULL;
    CHECK_INT(sqlite3_open_v2(db, &other, SQLITE_OPEN_READONLY, "unix"), SQLITE_OK);
    CHECK_INT(sqlite3_prepare_v2(other, text, -1, &q, NULL), SQLITE_OK);
    CHECK_INT(sqlite3_step(q), SQLITE_ROW);
    int found = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(other);
    return found;
}

static int kept(void)
{
    return number("SELECT count(*) FROM visit WHERE undone IS NULL");
}

/* For every visit its row in the outbox, once, and its people. */
static void is_whole(void)
{
    CHECK_INT(number("SELECT count(*) FROM visit v WHERE 1 <> (SELECT count(*) FROM outbox"
                     " WHERE kind = 'visit.arrived' AND replace(body ->> 'id', '-', '') ="
                     " lower(hex(v.id))) OR NOT EXISTS"
                     " (SELECT 1 FROM visit_person WHERE visit = v.id)"),
        0);
}

/* A page with a code, or a sentence on the page that one is on. */
static bool is_told(void)
{
    if (is_at("out_of_order"))
        return shows(BROKEN) && shows(fault_code(&glass->app.fault));
    for (ErrCode code = ERR_NONE; ++code <= ERR_BROKEN;)
        if (err_message(code)[0] && shows(err_message(code)))
            return true;
    return false;
}

/* --- one failure --------------------------------------------------------------------------- */

/* The cause is gone; at the latest when the glass is free again, it serves. */
static void serves_again(const char *what)
{
    for (int i = 0; i < LONGEST && !is_at("welcome"); i += 5)
        wait(5);
    if (!is_at("welcome"))
        fail_msg(
            "%s: still %s: %s", what, app_screen_name(&glass->app), glass->app.fault.err.detail);
    check_in();
    if (!is_at("thanks") && !is_at("already"))
        fail_msg("%s: then %s", what, app_screen_name(&glass->app));
    if (kept() != 1)
        fail_msg("%s: kept %d times", what, kept());
    is_whole();
}

/* The next one begins with cold pages, and as if nobody had been there. */
static void begin_again(void)
{
    Sql *q = sql(glass->store, "UPDATE visit SET undone = 1");
    CHECK(sql_run(q, &err));
    do_line("tap \"Done\"");
    app_time(&glass->app, EVENING, glass->app.tick_ms); /* the evening does not end */
    wait(20);
    CHECK(is_at("welcome"));
    q = sql(glass->store, "PRAGMA shrink_memory");
    sql_row(q);
    CHECK(sql_done(q, &err));
}

/* Whether the check-in came as far as the nth call. */
static bool fail_at(int n, Fail kind, bool stays)
{
    static const char *const KINDS[] = {"error", "full", "read only"};
    char what[64];
    snprintf(what, sizeof what, "%s at call %d%s", KINDS[kind], n, stays ? " and on" : "");
    vfs_fail(n, kind, stays);
    bool is_thanked = check_in(), is_reached = vfs_has_failed();
    if (is_thanked && kept() != 1)
        fail_msg("%s: thanked, and kept %d times", what, kept());
    if (!is_thanked && !is_told())
        fail_msg("%s: nothing is said on %s", what, app_screen_name(&glass->app));
    if (stays)
        wait(150); /* it tries to mend itself, and cannot */
    vfs_fail(0, kind, false);
    if (!is_thanked && is_at("household") && !(do_line(CHECK_IN) && is_at("thanks")))
        fail_msg("%s: asked again, it is %s", what, app_screen_name(&glass->app));
    serves_again(what);
    begin_again();
    return is_reached;
}

static void fail_everywhere(Fail kind, bool stays)
{
    uint64_t dice = dice_seed();
    uint32_t step = getenv("FOYER_LONG") ? 1 : AT_ONCE;
    int count = 0, n = 1;
    vfs_begin(folder);
    make_school();
    open_glass();
    begin_again();
    while (fail_at(n, kind, stays)) {
        count++;
        n += 1 + (int)dice_roll(&dice, step);
        CHECK(n < AT_MOST);
    }
    print_message("%d failures at %d calls\n", count, n);
    CHECK(count >= 3);
}

TEST(an_error_that_passes_is_told_and_nothing_is_lost)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_IO, false);
}

TEST(errors_that_stay_are_a_page_until_they_are_gone)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_IO, true);
}

TEST(a_disk_that_is_full_for_a_moment)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_FULL, false);
}

TEST(a_disk_that_is_full_until_there_is_room)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_FULL, true);
}

TEST(a_disk_that_cannot_be_written_for_a_moment)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_READ_ONLY, false);
}

TEST(a_disk_that_cannot_be_written_until_it_can)
{
    UNUSED_STATE;
    fail_everywhere(FAIL_READ_ONLY, true);
}

/* Healthy records stay where they are, whatever call of the check before opening them fails. */
TEST(an_error_while_it_mends_itself_sets_nothing_aside)
{
    UNUSED_STATE;
    uint64_t dice = dice_seed();
    uint32_t step = getenv("FOYER_LONG") ? 1 : AT_ONCE * 3;
    int n = 0;
    char what[64], aside[FILE_PATH];
    bool is_reached = true;
    vfs_begin(folder);
    make_school();
    open_glass();
    while (is_reached) {
        n += 1 + (int)dice_roll(&dice, step);
        snprintf(what, sizeof what, "mending, error at call %d", n);
        begin_again();
        app_fail(&glass->app, FAULT_RECORDS, &(Err){.code = ERR_BROKEN, .detail = "planned"});
        glass_frame(glass);
        vfs_fail(n, FAIL_IO, false);
        wait(MEND_AGAIN);
        is_reached = vfs_has_failed();
        vfs_fail(0, FAIL_IO, false);
        if (backup_asides(db, aside) > 0)
            fail_msg("%s: set aside as %s", what, aside);
        serves_again(what);
        CHECK(n < AT_MOST);
    }
    CHECK(n > 20);
}

/* --- real disks ---------------------------------------------------------------------------- */

static bool mount_disk(unsigned long flags, const char *size)
{
    return mount("foyer-test", folder, "tmpfs", flags, size) == 0;
}

static void fill_disk(const char *ballast)
{
    static char bytes[4096];
    int file = open(ballast, O_WRONLY | O_CREAT, 0600);
    CHECK(file >= 0);
    while (write(file, bytes, sizeof bytes) == (ssize_t)sizeof bytes)
        ;
    while (write(file, bytes, 1) == 1)
        ;
    close(file);
}

TEST(on_a_full_disk_it_says_so_until_there_is_room)
{
    UNUSED_STATE;
    char ballast[PATH + 8];
    snprintf(ballast, sizeof ballast, "%s/ballast", folder);
    if (!mount_disk(0, "size=4m"))
        skip(); /* only root may */
    make_school();
    open_glass();
    fill_disk(ballast);
    for (int i = 0; i < 5 && check_in(); i++)
        begin_again(); /* what the journal already has room for */
    for (int i = 0; i < 5; i++) {
        CHECK(is_told() && kept() == 0);
        wait(200);
        if (is_at("welcome")) /* their journey was short enough to be kept */
            CHECK(!check_in());
        else
            CHECK(is_at("out_of_order") && shows("F2"));
    }
    CHECK_INT(unlink(ballast), 0);
    serves_again("a full disk");
}

TEST(started_on_a_disk_that_cannot_be_written_it_waits_for_one_that_can)
{
    UNUSED_STATE;
    if (!mount_disk(0, "size=4m"))
        skip(); /* only root may */
    make_school();
    CHECK_INT(mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    open_glass();
    CHECK(is_at("out_of_order"));
    CHECK(shows("F4"));
    CHECK_INT(mount(NULL, folder, NULL, MS_REMOUNT, NULL), 0);
    serves_again("a disk that cannot be written");
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(an_error_that_passes_is_told_and_nothing_is_lost),
        RUN_IN(errors_that_stay_are_a_page_until_they_are_gone),
        RUN_IN(a_disk_that_is_full_for_a_moment),
        RUN_IN(a_disk_that_is_full_until_there_is_room),
        RUN_IN(a_disk_that_cannot_be_written_for_a_moment),
        RUN_IN(a_disk_that_cannot_be_written_until_it_can),
        RUN_IN(an_error_while_it_mends_itself_sets_nothing_aside),
        RUN_IN(on_a_full_disk_it_says_so_until_there_is_room),
        RUN_IN(started_on_a_disk_that_cannot_be_written_it_waits_for_one_that_can),
    };
    return cmocka_run_group_tests_name("io", tests, NULL, NULL);
}
