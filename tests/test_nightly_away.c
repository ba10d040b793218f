/* The nightly copy in a second place: a stick or a folder, shared with others, there or not. */
#include "shell.h"
#include "stick_page.h"

#include "app/nightly.h"
#include "store/backup.h"

enum { HOUR = 3600, DAY = 24 * HOUR, NIGHT = 8 * HOUR + 20 * 60 };

static char ours[192], backups[160];

static int begin(void **state)
{
    setenv("TZ", "America/Chicago", 1);
    open_with_stick(state);
    snprintf(backups, sizeof backups, "%s/backups", folder);
    snprintf(k.app.device.backup_to, sizeof k.app.device.backup_to, "%s", DEVICE_STICK);
    snprintf(k.app.kiosk, sizeof k.app.kiosk, "Front door");
    char place[FILE_PATH];
    CHECK(nightly_folder(k.store, stick.folder, k.app.kiosk, place, &err));
    snprintf(ours, sizeof ours, "%.180s", place);
    CHECK(strstr(ours, "/foyer-backups/Front-door-"));
    return 0;
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
    enter_page(screen_backups, "backups");
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
    enter_page(screen_backups, "backups");
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
    enter_page(screen_backups, "backups");
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

TEST(a_stick_that_is_put_in_or_pulled_out_is_noticed_while_somebody_looks)
{
    UNUSED_STATE;
    static const char OUT[] = "The stick for the copies is not in";
    pass(NIGHT);
    CHECK_INT(count(ours), 1);
    enter_page(screen_backups, "backups");
    CHECK(!anywhere(&k, OUT) && anywhere(&k, "On the stick, of "));
    CHECK_INT(unlink(stick.table), 0);
    kiosk_wait(&k, 3);
    CHECK(anywhere(&k, OUT) && !anywhere(&k, "On the stick, of "));
    CHECK(anywhere(&k, "On the stick: ")); /* of when the last one on it is */
    stick_mounts(STICK_LINE);
    kiosk_wait(&k, 3);
    CHECK(!anywhere(&k, OUT) && anywhere(&k, "On the stick, of "));
    stick_mounts("36 35 98:0 / %s/media/pat/BLUE ro,noatime master:1 - vfat /dev/sdb1 ro,utf8\n");
    kiosk_wait(&k, 3);
    CHECK(anywhere(&k, "The stick for the copies cannot be written"));
}

TEST(among_many_kiosks_on_one_stick_this_one_is_listed_first)
{
    UNUSED_STATE;
    pass(NIGHT);
    for (int i = 10; i < 40; i++)
        run("cp -r '%s' '%s/foyer-backups/a-desk-000000%d'", ours, stick.folder, i);
    run("mkdir '%s/foyer-backups/empty'", stick.folder);
    enter_page(screen_backups, "backups");
    CHECK(anywhere(&k, strrchr(ours, '/') + 1));
    CHECK(anywhere(&k, "a-desk-"));
    CHECK(!anywhere(&k, "empty"));
}

TEST(a_stick_that_fails_keeps_the_first_copy_and_is_tried_again_later)
{
    UNUSED_STATE;
    static const struct {
        int error;
        ErrCode code;
        const char *says;
    } WHY[] = {{ENOSPC, ERR_FULL, "There is no room for the second copy"},
        {EROFS, ERR_READ_ONLY, "The stick for the copies cannot be written"}};
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
        enter_page(screen_backups, "backups");
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
    CHECK(anywhere(&k, "Damaged"));
    tap(&k, BUTTON, "Back");
    k.app.nightly.away.last.bad[0] = 0; /* as when the program has begun anew */
    go(&k.app, screen_backups);
    kiosk_frame(&k);
    CHECK(!anywhere(&k, "Damaged"));
    run("mv '%s/%s' '%s/copy'", ours, k.app.nightly.away.last.name, folder);
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
    enter_page(screen_backups, "backups");
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

/* ---- the clock ---- */

/* Whether this copy is on the stick. */
static bool is_away(const char *name)
{
    char file[512];
    snprintf(file, sizeof file, "%s/%s", ours, name);
    return access(file, F_OK) == 0;
}

static void set_back(int64_t seconds)
{
    app_time(&k.app, k.app.now - seconds, k.app.tick_ms + 60000);
    pass(60);
}

TEST(after_a_clock_that_was_ahead_each_new_copy_is_brought_too)
{
    UNUSED_STATE;
    pass(400 * DAY);
    CHECK_INT(count(ours), 1);
    set_back(400 * DAY);
    for (int night = 1; night <= 3; night++) {
        CHECK_INT(count(backups), night + 1);
        CHECK(is_away(k.app.nightly.here.last.name));
        CHECK_TEXT(k.app.nightly.away.last.name, k.app.nightly.here.last.name);
        CHECK_INT(kept(NIGHTLY_AWAY), kept(NIGHTLY_HERE));
        pass(DAY);
    }
}

TEST(after_two_weeks_of_a_wrong_clock_a_week_of_copies_is_kept)
{
    UNUSED_STATE;
    char first[64];
    pass(400 * DAY);
    for (int night = 0; night < 14; night++)
        pass(DAY);
    set_back(414 * DAY);
    snprintf(first, sizeof first, "%s", k.app.nightly.here.last.name);
    for (int night = 0; night < 5; night++)
        pass(DAY);
    CHECK(is_away(first));
    run("test -f '%s/%s'", backups, first);
    CHECK_INT(k.app.nightly.away.last.kept, k.app.nightly.here.last.kept);
    run("test $(ls '%s' | grep -c '^foyer-202611') = 6", backups);
    run("test $(ls '%s' | grep -c '^foyer-202611') = 6", ours);
}

/* Until it is twenty past two on a day so many after the first one. */
static void pass_to(int day)
{
    int64_t evening = zone_day_start(k.app.zone, zone_day(k.app.zone, EVENING + day * DAY));
    pass((int)(evening + 2 * HOUR + 20 * 60 - k.app.now));
}

/* Of the months their middle and their end, of the last weeks every night: what is there then is
 * worked out by hand. Sunday the 19th is in the week that began on the 13th. */
TEST(after_two_years_both_places_have_the_same_days_weeks_and_months)
{
    UNUSED_STATE;
    static const char KEPT[] =
        "20271231 20280131 20280229 20280331 20280430 20280531 20280630 20280731 20280831 "
        "20280930 20281029 20281031 20281105 20281112 20281113 20281114 20281115 20281116 "
        "20281117 20281118 20281119";
    for (int day = 1; day <= 731; day++) {
        int32_t date = zone_day(k.app.zone, EVENING + day * DAY) % 100;
        int32_t next = zone_day(k.app.zone, EVENING + (day + 1) * DAY) % 100;
        if (date == 15 || next == 1 || day > 700)
            pass_to(day);
    }
    run("for day in %s; do echo foyer-$day; done >'%s/want'", KEPT, folder);
    run("ls '%s' | cut -c-14 | diff '%s/want' -", backups, folder);
    run("ls '%s' | cut -c-14 | diff '%s/want' -", ours, folder);
}

#define RUN_NIGHT(name) cmocka_unit_test_setup_teardown(name, begin, close_with_stick)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_NIGHT(each_night_both_places_get_the_same_copy),
        RUN_NIGHT(a_folder_is_as_good_and_one_that_is_not_there_is_not_made),
        RUN_NIGHT(two_kiosks_on_one_stick_and_what_others_put_there_stay),
        RUN_NIGHT(a_stick_that_is_not_in_is_told_and_gets_its_copy_when_it_is),
        RUN_NIGHT(a_stick_that_is_put_in_or_pulled_out_is_noticed_while_somebody_looks),
        RUN_NIGHT(among_many_kiosks_on_one_stick_this_one_is_listed_first),
        RUN_NIGHT(a_stick_that_fails_keeps_the_first_copy_and_is_tried_again_later),
        RUN_NIGHT(a_damaged_copy_on_the_stick_is_told_left_and_not_put_back),
        RUN_NIGHT(another_schools_copy_is_not_put_back),
        RUN_NIGHT(days_without_a_copy_stand_on_the_staff_page),
        RUN_NIGHT(after_a_clock_that_was_ahead_each_new_copy_is_brought_too),
        RUN_NIGHT(after_two_weeks_of_a_wrong_clock_a_week_of_copies_is_kept),
        RUN_NIGHT(after_two_years_both_places_have_the_same_days_weeks_and_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
