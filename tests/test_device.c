/* foyer.ini: what is taken, and what is said of what is not. */
#include "check.h"

#include "app/device.h"

#include <unistd.h>

static char path[64];
static Device device;
static Err err;

static int make_file(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(path, sizeof path, "/tmp/foyer-device-XXXXXX");
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int drop_file(void **state)
{
    UNUSED_STATE;
    unlink(path);
    return 0;
}

static bool read_bytes(const char *bytes, size_t size)
{
    FILE *file = fopen(path, "w");
    CHECK(file);
    CHECK_INT(fwrite(bytes, 1, size, file), size);
    CHECK_INT(fclose(file), 0);
    return device_read(&device, path, err_clear(&err));
}

static bool read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

/* Refused, at this line, with these words. */
static void refused(const char *text, int line, const char *words)
{
    char place[96];
    CHECK(!read_text(text));
    CHECK_INT(err.code, ERR_INVALID);
    snprintf(place, sizeof place, "%s:%d: ", path, line);
    if (strncmp(err.detail, place, strlen(place)) != 0 || !strstr(err.detail, words))
        fail_msg("%s: %s", text, err.detail);
    CHECK_TEXT(device.kiosk, "lobby");
    CHECK_TEXT(device.database, "");
}

TEST(all_that_it_may_say_is_taken)
{
    UNUSED_STATE;
    CHECK(read_text("# this glass\n"
                    "database = /var/lib/foyer/foyer.db\n"
                    "kiosk = Front door, Año 2\n"
                    "role=desk\n"
                    "\n"
                    "diagonal = 21.5 ; as on the box\n"
                    "scanner_prefix: ~C\n"
                    "sound = no\n"
                    "checklist = yes\n"
                    "backup_to = stick\n"
                    "save_to = /srv/foyer"));
    CHECK_TEXT(device.database, "/var/lib/foyer/foyer.db");
    CHECK_TEXT(device.kiosk, "Front door, Año 2");
    CHECK_INT(device.role, ROLE_DESK);
    CHECK(device.diagonal > 21.4F && device.diagonal < 21.6F);
    CHECK_TEXT(device.scanner_prefix, "~C");
    CHECK(device.is_silent);
    CHECK_TEXT(device.save_to, "/srv/foyer");
    CHECK(device.has_checklist);
    CHECK_TEXT(device.backup_to, DEVICE_STICK);
}

TEST(what_it_does_not_say_stands_as_without_it)
{
    UNUSED_STATE;
    CHECK(read_text("\xEF\xBB\xBFsound = yes\r\n"));
    CHECK_TEXT(device.database, "");
    CHECK_TEXT(device.kiosk, "lobby");
    CHECK_INT(device.role, ROLE_LOBBY);
    CHECK(device.diagonal < 0.1F && !device.is_silent);
    CHECK(read_text(""));
}

TEST(an_unknown_key_is_refused_with_those_there_are)
{
    UNUSED_STATE;
    refused("kiosk = Hall\n\ndatabse = /x\n", 3, "no key databse; there are database, kiosk, role");
    refused("[foyer]\nkiosk = Hall\n", 2, "[foyer]");
}

TEST(a_bad_value_is_refused_with_what_is_allowed)
{
    UNUSED_STATE;
    refused("role = Lobby\n", 1, "role = Lobby: allowed is lobby or desk");
    refused("kiosk = Hall\ndiagonal = 8\n", 2, "inches, 10 to 100");
    refused("diagonal = nan\n", 1, "10 to 100");
    refused("diagonal = 1e9\n", 1, "10 to 100");
    refused("diagonal = 21,5\n", 1, "10 to 100");
    refused("diagonal =\n", 1, "10 to 100");
    refused("database = foyer.db\n", 1, "a whole path");
    refused("sound = maybe\n", 1, "yes or no");
    refused("kiosk =\n", 1, "a name");
    refused("kiosk = \xFF\n", 1, "a name");
    refused("scanner_prefix = 1234567890123456\n", 1, "fewer than 16");
    refused("save_to = stick\n", 1, "a whole path");
    refused("backup_to = the stick\n", 1, "stick, or a whole path");
}

TEST(a_bad_line_is_refused)
{
    UNUSED_STATE;
    char text[600] = "kiosk = Hall\nrole = desk\nkiosk = ";
    refused("kiosk = Hall\nrole desk\n", 2, "key = value");
    refused("kiosk = Hall\nkiosk = Gate\n", 2, "a second time");
    refused("kiosk = Hall\n  and door\n", 2, "goes on");
    memset(text + strlen(text), 'x', 400);
    refused(text, 3, "longer than");
}

TEST(bytes_that_are_no_text_do_not_break_it)
{
    UNUSED_STATE;
    CHECK(!read_bytes("kiosk\0 = Hall\nrole = desk\n", 26));
    CHECK_INT(err.code, ERR_INVALID);
    char noise[4096];
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof noise; i++)
            noise[i] = (char)((seed = seed * 1664525U + 1013904223U) >> 24);
        CHECK(!read_bytes(noise, sizeof noise));
    }
}

TEST(a_file_that_is_not_there_is_said_to_be_not_there)
{
    UNUSED_STATE;
    CHECK(!device_read(&device, "/nowhere/foyer.ini", &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(strstr(err.detail, "/nowhere/foyer.ini"));
    CHECK(!device_read(&device, "/tmp", err_clear(&err)));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK_TEXT(device.kiosk, "lobby");
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, make_file, drop_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(all_that_it_may_say_is_taken),
        RUN_OPEN(what_it_does_not_say_stands_as_without_it),
        RUN_OPEN(an_unknown_key_is_refused_with_those_there_are),
        RUN_OPEN(a_bad_value_is_refused_with_what_is_allowed),
        RUN_OPEN(a_bad_line_is_refused),
        RUN_OPEN(bytes_that_are_no_text_do_not_break_it),
        RUN_OPEN(a_file_that_is_not_there_is_said_to_be_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
