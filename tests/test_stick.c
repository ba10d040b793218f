/* Files to a stick: which stick, what is said. Sticks that fail: test_failing_saves.c. */
#include "stick_page.h"

#include "app/stick.h"
#include "store/headcounts.h"
#include "store/visits.h"

static Stick found;

/* --- which stick --------------------------------------------------------------------------- */

static int put_stick(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    stick_put();
    return 0;
}

static int take_stick(void **state)
{
    UNUSED_STATE;
    stick_take();
    return 0;
}

static bool find(const char *save_to)
{
    return stick_find(save_to, &found, err_clear(&err));
}

TEST(a_medium_that_somebody_put_in_is_found)
{
    UNUSED_STATE;
    CHECK(find(""));
    CHECK_TEXT(found.folder, stick.folder);
    CHECK_TEXT(found.name, "BLUE");
    CHECK(found.is_stick);
    CHECK(stick_is_there(&found));
    CHECK(stick_settle(found.folder, &err));
}

TEST(a_name_with_a_space_is_read_as_the_machine_writes_it)
{
    UNUSED_STATE;
    char command[192], wanted[128];
    snprintf(wanted, sizeof wanted, "%s/run/media/pat/MY STICK", stick.root);
    snprintf(command, sizeof command, "mkdir -p '%s'", wanted);
    CHECK_INT(system(command), 0);
    stick_mounts("36 35 98:0 / %s/run/media/pat/MY\\040STICK rw - exfat /dev/sdb1 rw\n");
    CHECK(find(""));
    CHECK_TEXT(found.folder, wanted);
    CHECK_TEXT(found.name, "MY STICK");
}

TEST(other_mounts_are_no_sticks)
{
    UNUSED_STATE;
    stick_mounts("22 1 8:1 / %s/ rw shared:1 - ext4 /dev/sda1 rw\n"
                 "23 1 8:1 / %s/home rw - ext4 /dev/sda2 rw\n"
                 "24 1 8:1 / %s/mediafiles/x rw - ext4 /dev/sda2 rw\n"
                 "25 1 8:1 / %s/media rw - tmpfs tmpfs rw\n"
                 "26 1 8:1 / %s/run/media/pat rw - tmpfs tmpfs rw\n"
                 "27 1 8:1 / /media/pat/ELSEWHERE rw - vfat /dev/sdc1 rw\n"
                 "no line\n\n28 1 - x\n");
    CHECK(!find(""));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(one_that_can_only_be_read_is_passed_over_and_told)
{
    UNUSED_STATE;
    stick_mounts("36 35 98:0 / %s/media/pat/CD ro - iso9660 /dev/sr0 ro\n"
                 "37 35 98:0 / %s/media/pat/LOCKED rw - vfat /dev/sdb1 ro,utf8\n");
    CHECK(!find(""));
    CHECK_INT(err.code, ERR_READ_ONLY);
    stick_mounts("36 35 98:0 / %s/media/pat/CD ro - iso9660 /dev/sr0 ro\n" STICK_LINE);
    CHECK(find(""));
    CHECK_TEXT(found.name, "BLUE");
}

TEST(without_a_stick_the_folder_of_the_device_is_taken)
{
    UNUSED_STATE;
    CHECK(find("/srv/foyer"));
    CHECK(found.is_stick);
    CHECK_INT(unlink(stick.table), 0);
    CHECK(find("/srv/foyer"));
    CHECK(!found.is_stick);
    CHECK_TEXT(found.folder, "/srv/foyer");
    CHECK(!find(""));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

/* The failing stick of the tests: libraries with streams of their own are no way around it. */
TEST(a_full_stick_stops_a_stream_of_the_c_library_too)
{
    UNUSED_STATE;
    char file[160];
    snprintf(file, sizeof file, "%s/words.txt", stick.folder);
    for (int n = 1; n <= 2; n++) { /* it is made, it is written */
        stick_fail(n, ENOSPC);
        FILE *stream = fopen(file, "w");
        bool is_written = stream && fputs("words", stream) >= 0;
        if (stream && fclose(stream) != 0)
            is_written = false;
        CHECK(!is_written && stick.has_failed);
        CHECK((stream == NULL) == (n == 1));
    }
}

/* --- from the page ------------------------------------------------------------------------- */

static const char FILE_NAME[] = "roll-call-2026-11-19-1742.pdf";

static int open_page(void **state)
{
    open_with_stick(state);
    Id rosa = put_person(&k, GUARDIAN, "Rosa", "Ramírez", "6125550142", "", 0, 0);
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .opened_by = rosa,
        .arrived = EVENING - 60,
        .day = 20261119,
        .adults = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(k.store, &visit, &rosa, 1, &err));
    enter_page(screen_roll_call, "roll_call");
    return 0;
}

static void save(void)
{
    save_by("Save as PDF");
}

static int64_t noted(void)
{
    return number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                  " WHERE act = 'file.saved' AND subject = 'roll-call-2026-11-19-1742.pdf'"
                  " AND detail = 'roll-call as pdf, rows: 1' AND staff.number = '07'");
}

TEST(a_file_is_on_the_stick_before_the_page_says_so_and_is_in_the_audit)
{
    UNUSED_STATE;
    char name[256];
    struct stat about;
    save();
    CHECK(anywhere(&k, "Saved. You can pull the stick out."));
    CHECK(anywhere(&k, FILE_NAME));
    CHECK(anywhere(&k, "BLUE"));
    CHECK_INT(stick_files(stick.folder, name), 1);
    CHECK_TEXT(name, FILE_NAME);
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", stick.folder, name);
    CHECK_INT(stat(whole, &about), 0);
    CHECK(about.st_size > 1000);
    CHECK_INT(about.st_mode & 0777, 0600);
    CHECK_INT(noted(), 1);
    tap(&k, BUTTON, "Back");
    go(&k.app, screen_roll_call);
    kiosk_frame(&k);
    CHECK(!anywhere(&k, FILE_NAME));
}

TEST(without_a_stick_the_page_asks_for_one)
{
    UNUSED_STATE;
    CHECK_INT(unlink(stick.table), 0);
    save();
    CHECK(anywhere(&k, "No stick was found"));
    CHECK(anywhere(&k, "Put one in and try again."));
    CHECK_INT(noted(), 0);
    stick_mounts(STICK_LINE);
    save();
    CHECK(anywhere(&k, FILE_NAME));
}

TEST(the_folder_of_the_device_will_do)
{
    UNUSED_STATE;
    CHECK_INT(unlink(stick.table), 0);
    snprintf(k.app.device.save_to, sizeof k.app.device.save_to, "%s", stick.folder);
    save();
    CHECK(anywhere(&k, "Saved"));
    CHECK(!anywhere(&k, "pull the stick out"));
    CHECK_INT(files(), 1);
}

TEST(what_cannot_be_noted_does_not_go_out)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(k.store,
                      "CREATE TRIGGER no BEFORE INSERT ON audit BEGIN"
                      " SELECT raise(ABORT, 'no'); END"),
        &err));
    save();
    CHECK(anywhere(&k, "This could not be saved"));
    CHECK_INT(files(), 0);
}

TEST(who_locks_stops_the_file_or_it_is_noted_and_nothing_remains)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Save as PDF");
    tap(&k, BUTTON, "Lock");
    wait_jobs();
    CHECK(is_at("welcome"));
    CHECK_INT(k.app.saving.state, SAVING_NOTHING);
    CHECK_INT(files(), noted());
    CHECK(!remains(&k, "Ramírez"));
    CHECK(!remains(&k, FILE_NAME));
}

TEST(a_program_that_ends_stops_the_file_or_it_is_noted)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Save as PDF");
    restart();
    CHECK_INT(files(), noted());
}

TEST(a_file_that_is_stopped_is_not_there)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Save as PDF");
    saving_stop(&k.app);
    wait_jobs();
    if (noted() == 0) {
        CHECK(anywhere(&k, "Stopped"));
        CHECK_INT(files(), 0);
    } else {
        CHECK_INT(files(), 1);
    }
}

#define RUN_STICK(name) cmocka_unit_test_setup_teardown(name, put_stick, take_stick)
#define RUN_PAGE(name) cmocka_unit_test_setup_teardown(name, open_page, close_with_stick)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_STICK(a_medium_that_somebody_put_in_is_found),
        RUN_STICK(a_name_with_a_space_is_read_as_the_machine_writes_it),
        RUN_STICK(other_mounts_are_no_sticks),
        RUN_STICK(one_that_can_only_be_read_is_passed_over_and_told),
        RUN_STICK(without_a_stick_the_folder_of_the_device_is_taken),
        RUN_STICK(a_full_stick_stops_a_stream_of_the_c_library_too),
        RUN_PAGE(a_file_is_on_the_stick_before_the_page_says_so_and_is_in_the_audit),
        RUN_PAGE(without_a_stick_the_page_asks_for_one),
        RUN_PAGE(the_folder_of_the_device_will_do),
        RUN_PAGE(what_cannot_be_noted_does_not_go_out),
        RUN_PAGE(who_locks_stops_the_file_or_it_is_noted_and_nothing_remains),
        RUN_PAGE(a_program_that_ends_stops_the_file_or_it_is_noted),
        RUN_PAGE(a_file_that_is_stopped_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
