/* The nightly copy in a second place: a stick or a folder, shared with others, there or not. */
#include "failing_stick.h"
#include "staffed.h"

#include "app/nightly.h"
#include "office/office.h"
#include "store/backup.h"

enum { HOUR = 3600, DAY = 24 * HOUR, NIGHT = 8 * HOUR + 20 * 60 };

static char ours[192], backups[160];

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void run(const char *format, ...)
{
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (system(command) != 0)
        fail_msg("%s", command);
}

static int begin(void **state)
{
    stick_put();
    int result = open_kiosk(state);
    setenv("TZ", "America/Chicago", 1);
    use_file();
    snprintf(backups, sizeof backups, "%s/backups", folder);
    snprintf(k.app.device.backup_to, sizeof k.app.device.backup_to, "%s", DEVICE_STICK);
    snprintf(k.app.kiosk, sizeof k.app.kiosk, "Front door");
    char place[FILE_PATH];
    CHECK(nightly_folder(k.store, stick.folder, k.app.kiosk, place, &err));
    snprintf(ours, sizeof ours, "%.180s", place);
    CHECK(strstr(ours, "/foyer-backups/Front-door-"));
    return result;
}

static int end(void **state)
{
    stick_take();
    int result = close_kiosk(state);
    remove_file();
    return result;
}

/* A look each minute, and after each job. */
static void pass(int seconds)
{
    for (int i = 0; i < 2; i++) {
        int step = i ? 60 : seconds;
        app_time(&k.app, k.app.now + step, k.app.tick_ms + step * 1000LL);
        kiosk_frame(&k);
        wait_jobs();
    }
}

static int count(const char *where)
{
    char name[256];
    return access(where, F_OK) == 0 ? stick_files(where, name) : 0;
}

static int64_t kept(NightlyPlace place)
{
    int64_t at;
    CHECK(nightly_last(k.store, place, &at, &err));
    return at;
}

static void enter_page(Screen screen)
{
    sign_in();
    go(&k.app, screen);
    kiosk_frame(&k);
}

static void leave(void)
{
    tap(&k, BUTTON, "Lock");
    kiosk_wait(&k, 1);
}

/* ---- there ---- */

TEST(each_night_both_places_get_the_same_copy)
{
    UNUSED_STATE;
    char here[256], there[256], file[512];
    pass(60);
    CHECK_INT(count(ours), 0);
    for (int night = 1; night <= 3; night++) {
        pass(NIGHT);
        CHECK_INT(stick_files(backups, here), night);
        CHECK_INT(stick_files(ours, there), night);
        CHECK_INT(kept(NIGHTLY_AWAY), kept(NIGHTLY_HERE));
        pass(DAY - NIGHT - 120);
    }
    CHECK_INT(k.app.nightly.away.err.code, ERR_NONE);
    snprintf(file, sizeof file, "%s/%s", ours, k.app.nightly.away.last.name);
    CHECK(backup_is_whole(file, &err));
    CHECK_TEXT(k.app.nightly.away.last.name, k.app.nightly.here.last.name);
    enter_page(screen_backups);
    CHECK(anywhere(&k, "On the stick: "));
    CHECK(!anywhere(&k, "The stick for the copies is not in"));
}

TEST(a_folder_is_as_good_and_one_that_is_not_there_is_not_made)
{
    UNUSED_STATE;
    char place[FILE_PATH];
    snprintf(k.app.device.backup_to, sizeof k.app.device.backup_to, "%s/copies", folder);
    pass(NIGHT);
    CHECK_INT(count(backups), 1);
    CHECK_INT(k.app.nightly.away.err.code, ERR_NOT_FOUND);
    CHECK(access(k.app.device.backup_to, F_OK) != 0);
    enter_page(screen_backups);
    CHECK(anywhere(&k, "The folder for the copies is not there"));
    leave();
    run("mkdir '%s'", k.app.device.backup_to);
    pass(60);
    CHECK(nightly_folder(k.store, k.app.device.backup_to, k.app.kiosk, place, &err));
    CHECK_INT(count(place), 1);
    CHECK_INT(k.app.nightly.away.err.code, ERR_NONE);
}

TEST(two_kiosks_on_one_stick_and_what_others_put_there_stay)
{
    UNUSED_STATE;
    char theirs[192];
    snprintf(theirs, sizeof theirs, "%s/foyer-backups/Front-door-00000000", stick.folder);
    run("mkdir -p '%s' '%s' && echo mine >'%s/letter.txt'", theirs, ours, stick.folder);
    pass(NIGHT);
    for (int i = 10; i < 28; i++)
        run("cp '%s/%s' '%s/foyer-202609%dT020000.db'", backups, k.app.nightly.here.last.name,
            theirs, i);
    run("cp '%s'/foyer-202609* '%s'", theirs, ours);
    int before = count(theirs);
    pass(DAY);
    CHECK_INT(count(theirs), before);
    CHECK_INT(count(ours), 9); /* the last seven days that have one, and of two weeks before */
    run("grep -q mine '%s/letter.txt'", stick.folder);
}

/* ---- not there ---- */

TEST(a_stick_that_is_not_in_is_told_and_gets_its_copy_when_it_is)
{
    UNUSED_STATE;
    CHECK_INT(unlink(stick.table), 0);
    pass(NIGHT);
    CHECK_INT(count(backups), 1);
    CHECK_INT(count(ours), 0);
    CHECK_INT(k.app.nightly.away.err.code, ERR_NOT_FOUND);
    enter_page(screen_backups);
    CHECK(anywhere(&k, "The stick for the copies is not in"));
    CHECK(anywhere(&k, "There is no copy there yet."));
    leave();
    pass(HOUR);
    stick_mounts(STICK_LINE);
    pass(60);
    CHECK_INT(count(ours), 1);
    CHECK_INT(count(backups), 1);
    CHECK_INT(kept(NIGHTLY_AWAY), kept(NIGHTLY_HERE));
}

TEST(a_stick_that_fails_keeps_the_first_copy_and_is_tried_again_later)
{
    UNUSED_STATE;
    static const struct {
        int error;
        ErrCode code;
        const char *says;
    } WHY[] = {{ENOSPC, ERR_FULL, "There is no room for the second copy"},
        {EROFS, ERR_READ_ONLY, "The second copy could not be made"}};
    char name[256];
    for (int i = 0; i < 2; i++) {
        stick_fail(3, WHY[i].error);
        pass(DAY);
        CHECK(stick.has_failed);
        stick_fail(0, 0);
        CHECK_INT(count(backups), i + 1);
        CHECK_INT(k.app.nightly.here.err.code, ERR_NONE);
        CHECK_INT(k.app.nightly.away.err.code, WHY[i].code);
        CHECK(kept(NIGHTLY_AWAY) < kept(NIGHTLY_HERE));
        if (WHY[i].error == ENOSPC)
            CHECK_INT(count(ours), 0);
        enter_page(screen_backups);
        CHECK(anywhere(&k, WHY[i].says));
        leave();
        pass(600);
        CHECK(kept(NIGHTLY_AWAY) < kept(NIGHTLY_HERE));
        pass(1800);
        CHECK_INT(kept(NIGHTLY_AWAY), kept(NIGHTLY_HERE));
        run("rm -rf '%s'", ours);
    }
    CHECK_INT(k.app.nightly.away.err.code, ERR_NONE);
    CHECK_INT(stick_files(backups, name), 2);
}

/* ---- damaged, late ---- */

TEST(a_damaged_copy_on_the_stick_is_told_left_and_not_put_back)
{
    UNUSED_STATE;
    char bad[256];
    pass(NIGHT);
    CHECK_INT(stick_files(ours, bad), 1);
    run("dd if=/dev/urandom of='%s/%s' bs=4096 count=3 conv=notrunc status=none", ours, bad);
    pass(DAY);
    CHECK_INT(k.app.nightly.away.last.damaged, 1);
    CHECK_INT(k.app.nightly.here.last.damaged, 0);
    CHECK_INT(count(ours), 2);
    sign_in();
    CHECK(anywhere(&k, "A copy of the records is damaged"));
    run("rm -r '%s'", backups);
    go(&k.app, screen_backups);
    kiosk_frame(&k);
    run("rm '%s/%s'", ours, k.app.nightly.away.last.name);
    tap(&k, BUTTON, "Put this one back");
    CHECK(anywhere(&k, "This copy is gone"));
    tap(&k, BUTTON, "Back");
    go(&k.app, screen_backups);
    kiosk_frame(&k);
    tap(&k, BUTTON, "Put this one back");
    CHECK(anywhere(&k, "This copy is damaged"));
    CHECK_TEXT(k.app.put_back.file, "");
}

TEST(another_schools_copy_is_not_put_back)
{
    UNUSED_STATE;
    CHECK(settings_set(k.store, "school", "Grant School", &err));
    pass(NIGHT);
    CHECK(settings_set(k.store, "school", "Lincoln School", &err));
    run("rm -r '%s'", backups);
    enter_page(screen_backups);
    tap(&k, BUTTON, "Put this one back");
    CHECK(anywhere(&k, "This copy is another school’s"));
    CHECK_TEXT(k.app.put_back.file, "");
}

TEST(days_without_a_copy_stand_on_the_staff_page)
{
    UNUSED_STATE;
    static const char LATE[] = "No good copy of the records for days",
                      AWAY[] = "No second copy of the records for days";
    pass(NIGHT);
    sign_in();
    CHECK(!anywhere(&k, LATE) && !anywhere(&k, AWAY));
    leave();
    CHECK_INT(unlink(stick.table), 0);
    for (int night = 0; night < 4; night++)
        pass(DAY);
    sign_in();
    CHECK(!anywhere(&k, LATE) && anywhere(&k, AWAY));
    leave();
    run("rm -r '%s' && touch '%s'", backups, backups);
    for (int night = 0; night < 4; night++)
        pass(DAY);
    sign_in();
    CHECK(anywhere(&k, LATE));
}

#define RUN_NIGHT(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_NIGHT(each_night_both_places_get_the_same_copy),
        RUN_NIGHT(a_folder_is_as_good_and_one_that_is_not_there_is_not_made),
        RUN_NIGHT(two_kiosks_on_one_stick_and_what_others_put_there_stay),
        RUN_NIGHT(a_stick_that_is_not_in_is_told_and_gets_its_copy_when_it_is),
        RUN_NIGHT(a_stick_that_fails_keeps_the_first_copy_and_is_tried_again_later),
        RUN_NIGHT(a_damaged_copy_on_the_stick_is_told_left_and_not_put_back),
        RUN_NIGHT(another_schools_copy_is_not_put_back),
        RUN_NIGHT(days_without_a_copy_stand_on_the_staff_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
