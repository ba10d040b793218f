/* Backups and another kiosk's records at the glass, as staff see them. */
#include "commands/drive.h"
#include "inspect.h"
#include "shell.h"
#include "store/conflicts.h"
#include "store/sql.h"
#include "store/visits.h"

#include <unistd.h>

enum { NOW = 1795131720 }; /* November 19, 2026, 5:42 PM in Chicago */

static Drive d;
static char folder[64], db[128];
static Err err;

static void open_glass(const char *path)
{
    memset(&d, 0, sizeof d);
    CHECK(glass_open(&d.glass, path, true, 1024, 600, NOW, &err));
    d.glass.is_blind = true;
    glass_frame(&d.glass);
}

static int begin(void **state)
{
    UNUSED_STATE;
    setenv("TZ", "America/Chicago", 1);
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(db, sizeof db, "%s/foyer.db", folder);
    run("mkdir -p '%s/media/pat/BLUE' '%s/proc/self'", folder, folder);
    run("echo '36 35 98:0 / %s/media/pat/BLUE rw master:1 - vfat /dev/sdb1 rw' >'%s/proc/self/"
        "mountinfo'",
        folder, folder);
    setenv("FOYER_STICKS", folder, 1);
    open_glass(db);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    glass_close(&d.glass);
    unsetenv("FOYER_STICKS");
    run("rm -rf '%s'", folder);
    return 0;
}

static void say(const char *line)
{
    char copy[DRIVE_LINE];
    Buf answer;
    buf_init(&answer, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    if (!drive_line(&d, copy, &answer))
        fail_msg("%s: %s", line, answer.data);
    buf_finish(&answer);
}

static bool shows(const char *text)
{
    Buf answer;
    char line[] = "tree";
    buf_init(&answer, 1 << 20);
    CHECK(drive_line(&d, line, &answer));
    bool is = strstr(answer.data, text);
    buf_finish(&answer);
    return is;
}

static void enter(const char *screen)
{
    char line[64];
    say("tap \"Staff\"");
    say("type \"01246810\"");
    say("wait jobs");
    snprintf(line, sizeof line, "open %s", screen);
    say(line);
}

/* At each size, for each switch, in each of the staff's languages. */
static void looks_right(const char *what)
{
    static const int SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1024, 600}};
    static const Switches SETS[] = {
        {0}, {.contrast = true}, {.large = true}, {.reach = true}, {.large = true, .reach = true}};
    static char problems[8192];
    App *app = &d.glass.app;
    for (int i = 0; i < 3 * 5 * 2; i++) {
        app->switches = SETS[i % 5];
        app_language(app, languages_find(app->languages, i / 15 ? "es" : "en"));
        CHECK(glass_resize(&d.glass, SIZES[i / 5 % 3][0], SIZES[i / 5 % 3][1], &err));
        glass_frame(&d.glass);
        if (inspect(&app->ui, problems, sizeof problems))
            fail_msg("%s, %d: %s", what, i, problems);
    }
    app->switches = SETS[0];
    app_language(app, languages_find(app->languages, "en"));
    CHECK(glass_resize(&d.glass, 1024, 600, &err));
    glass_frame(&d.glass);
}

static void check_in(const char *name, const char *digits)
{
    char line[128];
    say("tap \"Check in\"");
    snprintf(line, sizeof line, "type \"%s\"", name);
    say(line);
    say("tap button \"Next\"");
    snprintf(line, sizeof line, "type \"%s\"", digits);
    say(line);
    say("tap button \"Next\"");
    say("tap button \"Check in {0, plural, one {# person} other {# people}}\"");
    say("tap \"Done\"");
}

static int64_t number(const char *text)
{
    Sql *q = sql(d.glass.store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

TEST(a_backup_is_put_back_and_what_was_there_is_set_aside)
{
    UNUSED_STATE;
    char aside[FILE_PATH];
    enter("backups");
    CHECK(shows("There is no copy yet."));
    say("tap \"Copy now\"");
    say("wait jobs");
    say("wait 1");
    CHECK(shows("Last good copy") && shows("Put this one back"));
    say("tap \"Lock\"");
    say("wait 60");
    check_in("Rosa Ramirez", "0142");
    CHECK_INT(visits_count(d.glass.store, &err), 1);
    enter("backups");
    say("tap \"Put this one back\"");
    CHECK(shows("visit since is taken out of use"));
    say("tap \"Back\" #2");
    CHECK_INT(visits_count(d.glass.store, &err), 1);
    say("tap \"Put this one back\"");
    say("tap \"Put it back\"");
    CHECK_TEXT(app_screen_name(&d.glass.app), "welcome");
    CHECK_INT(d.glass.app.guest.level, ANYONE);
    CHECK_INT(visits_count(d.glass.store, &err), 0);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'backup.put_back'"
                     " AND staff IS NOT NULL"),
        1);
    CHECK_INT(backup_asides(db, aside), 1);
    Store *was;
    CHECK(store_open(&was, aside, STORE_SOURCE, &err));
    CHECK_INT(visits_count(was, &err), 1);
    store_close(was);
    check_in("Rosa Ramirez", "0142"); /* it serves */
    CHECK_INT(visits_count(d.glass.store, &err), 1);
}

static void use_stick(void)
{
    snprintf(d.glass.app.device.backup_to, sizeof d.glass.app.device.backup_to, DEVICE_STICK);
}

TEST(a_new_machine_goes_on_with_the_copy_on_the_stick)
{
    UNUSED_STATE;
    char fresh[128];
    use_stick();
    check_in("Rosa Ramirez", "0142");
    enter("backups");
    say("tap \"Copy now\"");
    say("wait jobs");
    say("wait 1");
    CHECK(shows("On the stick: "));
    glass_close(&d.glass);
    snprintf(fresh, sizeof fresh, "%s/new/foyer.db", folder);
    run("mkdir -m 700 '%s/new'", folder);
    open_glass(fresh);
    use_stick();
    CHECK_INT(visits_count(d.glass.store, &err), 0);
    enter("backups");
    looks_right("a copy on the stick alone");
    say("tap \"Put this one back\"");
    CHECK(shows("The records of now are set aside."));
    say("tap \"Put it back\"");
    CHECK_INT(visits_count(d.glass.store, &err), 1);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'backup.put_back'"
                     " AND subject = 'foyer-20261119T174200.db'"),
        1);
    use_stick();
    enter("backups");
    say("tap \"Copy now\"");
    say("wait jobs");
    say("wait 1");
    CHECK(shows("On this device") && shows("On the stick, of "));
    looks_right("copies here and there");
    run("rm -r '%s/proc'", folder);
    say("tap \"Lock\"");
    say("clock 2026-11-20T02:10");
    say("wait 60");
    say("wait jobs");
    say("wait 60");
    enter("backups");
    CHECK(shows("The stick for the copies is not in"));
    looks_right("no stick");
}

TEST(a_damaged_backup_is_not_put_back_and_that_is_told)
{
    UNUSED_STATE;
    char aside[FILE_PATH];
    enter("backups");
    say("tap \"Copy now\"");
    say("wait jobs");
    say("wait 1");
    run("echo half >'%s/backups/foyer-20261101T020000.db'", folder);
    say("tap \"Put this one back\"");
    run("truncate -s 300000 '%s/backups/foyer-20261119T174200.db'", folder);
    say("tap \"Put it back\"");
    CHECK_TEXT(app_screen_name(&d.glass.app), "backups");
    CHECK(d.glass.app.put_back.err.code != ERR_NONE);
    CHECK(shows("This copy is damaged"));
    CHECK_INT(backup_asides(db, aside), 0);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'backup.put_back'"), 0);
    say("tap \"Lock\"");
    check_in("Rosa Ramirez", "0142"); /* it serves */
    CHECK_INT(visits_count(d.glass.store, &err), 1);
}

TEST(another_kiosks_records_come_from_a_stick_and_conflicts_are_settled)
{
    UNUSED_STATE;
    char copy[160], aside[FILE_PATH], other[128];
    enter("merge");
    CHECK(shows("There is no backup of a kiosk on"));
    say("tap \"Lock\"");
    snprintf(copy, sizeof copy, "%s/base.db", folder);
    snprintf(other, sizeof other, "%s/media/pat/BLUE/desk-b.db", folder);
    CHECK(backup_write(d.glass.store, copy, &err));
    CHECK(backup_restore(other, copy, NOW, aside, &err));
    check_in("Rosa Ramirez", "0142");
    glass_close(&d.glass);
    open_glass(other);
    say("wait 120");
    check_in("Rosa Ramirez", "0142");
    glass_close(&d.glass);
    run("echo text >'%s/media/pat/BLUE/letter.db'", folder);
    open_glass(db);

    enter("merge");
    CHECK(shows("desk-b.db") && !shows("letter.db"));
    looks_right("the files");
    say("tap \"Look what it brings\"");
    say("wait jobs");
    CHECK(shows("It would bring:") && shows("1 visit") && shows("1 conflict"));
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
    looks_right("what it would bring");
    say("tap \"Bring the records in\"");
    CHECK(shows("The records are in"));
    CHECK(shows("One home was checked in twice") && shows("Rosa Ramírez"));
    looks_right("a conflict");
    CHECK_INT(number("SELECT count(*) FROM visit"), 2);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'records.merged'"
                     " AND staff IS NOT NULL"),
        1);
    CHECK_INT(conflicts_open(d.glass.store, &err), 1);
    say("tap \"Settled\"");
    CHECK_INT(conflicts_open(d.glass.store, &err), 0);
    say("tap \"Open it again\"");
    CHECK_INT(conflicts_open(d.glass.store, &err), 1);
    snprintf(copy, sizeof copy, "%s.merging", db);
    CHECK(access(copy, F_OK) != 0);
}

TEST(a_file_that_cannot_come_in_is_told_and_another_can_be_chosen)
{
    UNUSED_STATE;
    char other[128];
    snprintf(other, sizeof other, "%s/media/pat/BLUE/grant.db", folder);
    CHECK(backup_write(d.glass.store, other, &err));
    Store *s;
    CHECK(store_open(&s, other, STORE_WRITE, &err));
    CHECK(sql_run(sql(s, "UPDATE person SET name_key = 'x' || name_key"), &err));
    store_close(s);
    enter("merge");
    say("tap \"Look what it brings\"");
    say("wait jobs");
    CHECK(shows("These records do not belong here"));
    looks_right("a refusal");
    CHECK(shows("Look what it brings"));
    static const struct {
        const char *command, *says;
    } WORSE[] = {{"truncate -s 20000", "The file cannot be read"}, {"rm", "The file is gone"}};
    for (int i = 0; i < 2; i++) {
        run("%s '%s'", WORSE[i].command, other);
        say("tap \"Look what it brings\"");
        say("wait jobs");
        CHECK(shows(WORSE[i].says));
    }
    CHECK_INT(number("SELECT count(*) FROM merged"), 0);
    run("rm -r '%s/proc'", folder);
    say("tap \"Look again\"");
    CHECK(shows("Put in the stick"));
}

#define RUN_GLASS(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_GLASS(a_backup_is_put_back_and_what_was_there_is_set_aside),
        RUN_GLASS(a_new_machine_goes_on_with_the_copy_on_the_stick),
        RUN_GLASS(a_damaged_backup_is_not_put_back_and_that_is_told),
        RUN_GLASS(another_kiosks_records_come_from_a_stick_and_conflicts_are_settled),
        RUN_GLASS(a_file_that_cannot_come_in_is_told_and_another_can_be_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
