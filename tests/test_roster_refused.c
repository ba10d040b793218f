/* Bad rosters: each is refused with file, line and column, and the records are as before. */
#include "rosters.h"

#include <sys/stat.h>

#include "store/people.h"

static RosterSet set;
static Store *store;
static Err err;
static char *before;

#define HEADER "sourcedId,status,role,givenName,familyName,agentSourceIds,grades\n"
#define GOOD HEADER "s1,,student,Ama,Mensah,g1,3\ng1,,guardian,Efua,Mensah,s1,\n"

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    set_open(&set);
    store = open_school();
    set_file(&set, "users.csv", GOOD);
    take_set(store, &set, NOON, NULL);
    before = dump(store);
    set_clear(&set);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    free(before);
    store_close(store);
    set_close(&set);
    return 0;
}

/* Refused, saying this; and nothing of it is kept. */
static void refused_at(const char *path, const char *detail)
{
    ImportCount count;
    CHECK(!import_roster(store, path, NOON + DAY, NULL, &count, err_clear(&err)));
    if (!strstr(err.detail, detail))
        print_error("%s\n", err.detail);
    CHECK(strstr(err.detail, detail));
    char *now = dump(store);
    CHECK_TEXT(before, now);
    free(now);
}

static void refused(const char *detail)
{
    refused_at(set.folder, detail);
}

static void users_refused(const char *text, const char *detail)
{
    set_file(&set, "users.csv", text);
    refused(detail);
}

TEST(bad_text_is_refused_where_it_stands)
{
    UNUSED_STATE;
    static const char nul[] = HEADER "s1,,student,A\0a,Mensah,,\n";
    users_refused("", "users.csv:1:1: the file is empty");
    users_refused("\xef\xbb\xbf", "users.csv:1:1: the file is empty");
    users_refused(HEADER, "users.csv:2:1: there is nobody in it");
    users_refused(HEADER "s1,,student,A\xff,M,,\n", "users.csv:2:14: this is not UTF-8");
    users_refused(HEADER "s1,,student,\"A,M,,\n", "users.csv:2:13: the quote");
    users_refused(HEADER "s1,,student,A\"b,M,,\n", "users.csv:2:14: a quote");
    users_refused(HEADER "s1,,student,\"A\"b,M,,\n", "users.csv:2:16: text after a closing quote");
    set_bytes(&set, "users.csv", nul, sizeof nul - 1);
    refused("users.csv:2:14: a NUL byte");
}

TEST(bad_headers_are_refused)
{
    UNUSED_STATE;
    users_refused("sourcedId,role,givenName,familyName,role\ns1,student,A,B,student\n",
        "users.csv:1:37: the column \"role\" stands twice");
    users_refused("sourcedId,role,givenName,familyName,agentSourceIds,agentSourcedIds\n",
        "users.csv:1:52: the column \"agentSourceIds\" stands twice");
    users_refused("sourcedId,role,givenName\ns1,student,A\n",
        "users.csv:1:1: the column \"familyName\" is missing");
    users_refused("sourcedid,role,givenName,familyName\ns1,student,A,B\n",
        "users.csv:1:1: the column \"sourcedId\" is missing");
    set_file(&set, "users.csv", GOOD);
    set_file(&set, "orgs.csv", "sourcedId,name\n");
    refused("orgs.csv:1:1: the column \"type\" is missing");
    set_file(&set, "orgs.csv", "sourcedId,name,type\na,Lincoln,school\n");
    set_file(&set, "academicSessions.csv", "sourcedId,title,type,startDate\n");
    refused("academicSessions.csv:1:1: the column \"endDate\" is missing");
}

TEST(bad_rows_are_refused_where_they_are_too_many)
{
    UNUSED_STATE;
    users_refused(HEADER "s1,,student,A,M,,,\n", "users.csv:2:19: 8 fields; the header has 7");
    users_refused(HEADER "s1,,student,A,M,\n", "users.csv:2:17: 6 fields; the header has 7");
    users_refused(HEADER ",,student,A,M,,\n", "users.csv:2:1: no sourcedId");
    users_refused(HEADER "s1,,student,,,,\n", "users.csv:2:13: no name");
    users_refused(HEADER "t1,,teacher,A,M,,\n", "there is no student");
    users_refused(HEADER "s1,,wizard,A,M,,\n", "there is no student");
    set_file(&set, "users.csv", GOOD);
    set_file(&set, "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate\ny,Y,schoolYear,2026-09-01,2026-02-30\n");
    refused("academicSessions.csv:2:27: no date");
    set_file(&set, "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate\ny,Y,schoolYear,2026-09-01,2026-09-01\n");
    refused("academicSessions.csv:2:27: the day after the last");
    set_file(&set, "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate\ny,Y,ext:camp,2026-09-01,2026-09-02\n");
    refused("academicSessions.csv:2:5: no type of session");
}

TEST(a_field_of_ten_megabytes_is_refused)
{
    UNUSED_STATE;
    enum { SIZE = 10 << 20 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    memset(text, 'a', SIZE);
    memcpy(text, HEADER "s1,,student,", strlen(HEADER) + 12);
    set_bytes(&set, "users.csv", text, SIZE);
    free(text);
    refused("users.csv:2:13: this field is over 64 KiB");
}

TEST(a_mark_and_every_line_end_are_accepted)
{
    UNUSED_STATE;
    static const char *const texts[] = {
        "\xef\xbb\xbf" HEADER "s1,,student,Ama,Mensah,g1,3\r\ng1,,guardian,Efua,Mensah,s1,\r\n",
        "sourcedId,role,givenName,familyName,agentSourceIds,grades\rs1,student,Ama,Mensah,g1,3\r"
        "g1,guardian,Efua,Mensah,s1,\r",
        "sourcedId,role,givenName,familyName,agentSourceIds,grades\n\n"
        "s1,student,Ama,Mensah,g1,3\n\ng1,guardian,Efua,Mensah,s1,",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        set_file(&set, "users.csv", texts[i]);
        CHECK_INT(take_set(store, &set, NOON, NULL).unchanged, 2);
        char *now = dump(store);
        CHECK_TEXT(before, now);
        free(now);
    }
}

TEST(a_file_that_cannot_be_read_is_refused)
{
    UNUSED_STATE;
    char path[128];
    refused("users.csv: No such file");
    snprintf(path, sizeof path, "%s/users.csv", set.folder);
    CHECK(mkdir(path, 0700) == 0);
    refused("users.csv: not a file");
    CHECK(rmdir(path) == 0);
    CHECK(mkfifo(path, 0600) == 0);
    refused("users.csv: not a file");
    if (geteuid() == 0)
        return;
    CHECK(chmod(set.folder, 0) == 0);
    refused(set.folder);
    CHECK(chmod(set.folder, 0700) == 0);
}

TEST(a_wrong_time_zone_is_refused)
{
    UNUSED_STATE;
    set_file(&set, "users.csv", HEADER "s1,,student,Ama,Owusu,,3\ng1,,guardian,Efua,Mensah,s1,\n");
    CHECK(sql_run(
        sql(store, "UPDATE setting SET value = 'Moon/Tycho' WHERE key = 'timezone'"), &err));
    refused("Moon/Tycho");
}

TEST(a_disk_that_is_full_in_the_middle_changes_nothing)
{
    UNUSED_STATE;
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    fputs(GOOD, file);
    for (int i = 0; i < 4000; i++)
        fprintf(file, "x%d,,student,Child,Of Many Number %d,g1,3\n", i, i);
    fclose(file);
    set_file(&set, "users.csv", text);
    free(text);
    int pages = number(store, "PRAGMA page_count");
    for (int more = 0; more < 200; more += 37) {
        char limit[64];
        ImportCount count;
        snprintf(limit, sizeof limit, "PRAGMA max_page_count = %d", pages + more);
        number(store, limit);
        CHECK(!import_roster(store, set.folder, NOON, NULL, &count, err_clear(&err)));
        CHECK_INT(err.code, ERR_FULL);
        char *now = dump(store);
        CHECK_TEXT(before, now);
        free(now);
    }
    number(store, "PRAGMA max_page_count = 1000000");
    CHECK_INT(take_set(store, &set, NOON, NULL).added, 4000);
}

/* ---- .zip ---- */

static char zip_path[128];

static zip_t *zip_begin(void)
{
    int code = 0;
    snprintf(zip_path, sizeof zip_path, "%s/roster.zip", set.folder);
    zip_t *zip = zip_open(zip_path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(zip);
    return zip;
}

static zip_uint64_t zip_text(zip_t *zip, const char *name, const char *text)
{
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    zip_int64_t index = zip_file_add(zip, name, source, 0);
    CHECK(index >= 0);
    return (zip_uint64_t)index;
}

TEST(names_that_lead_out_of_a_zip_are_refused)
{
    UNUSED_STATE;
    static const char *const names[] = {"../evil.csv", "/etc/users.csv", "a/../../users.csv",
        "..\\evil.csv", "C:users.csv", "roster/.."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        zip_t *zip = zip_begin();
        zip_text(zip, "users.csv", GOOD);
        zip_text(zip, names[i], GOOD);
        CHECK(zip_close(zip) == 0);
        refused_at(zip_path, "leads out of it");
    }
}

TEST(one_folder_around_the_files_of_a_zip_is_accepted)
{
    UNUSED_STATE;
    ImportCount count;
    char *notes = NULL;
    size_t size = 0;
    zip_t *zip = zip_begin();
    zip_text(zip, "My roster/users.csv", GOOD);
    zip_text(zip, "My roster/manifest.csv", "propertyName,value\noneroster.version,1.1\n");
    zip_text(zip, "__MACOSX/My roster/._users.csv", "x");
    CHECK(zip_close(zip) == 0);
    FILE *file = open_memstream(&notes, &size);
    CHECK(import_roster(store, zip_path, NOON, file, &count, &err));
    fclose(file);
    CHECK_INT(count.unchanged, 2);
    CHECK(strstr(notes, "the folder \"My roster\""));
    free(notes);

    zip = zip_begin();
    zip_text(zip, "a/users.csv", GOOD);
    zip_text(zip, "b/manifest.csv", "propertyName,value\n");
    CHECK(zip_close(zip) == 0);
    refused_at(zip_path, "users.csv: not in the .zip");
}

TEST(a_zip_with_a_password_is_refused)
{
    UNUSED_STATE;
    zip_t *zip = zip_begin();
    zip_uint64_t index = zip_text(zip, "users.csv", GOOD);
    CHECK(zip_file_set_encryption(zip, index, ZIP_EM_AES_256, "secret") == 0);
    CHECK(zip_close(zip) == 0);
    refused_at(zip_path, "users.csv: has a password");
}

/* 300 MB of nothing, of which the .zip has 0.3. */
static zip_int64_t read_zeros(void *left, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
    zip_uint64_t *rest = left;
    if (command == ZIP_SOURCE_SUPPORTS)
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    if (command == ZIP_SOURCE_OPEN)
        *rest = 300000000;
    if (command == ZIP_SOURCE_STAT) {
        zip_stat_init(data);
        return sizeof(zip_stat_t);
    }
    if (command != ZIP_SOURCE_READ)
        return 0;
    zip_uint64_t given = size < *rest ? size : *rest;
    memset(data, 0, given);
    *rest -= given;
    return (zip_int64_t)given;
}

TEST(a_zip_bomb_is_refused_unopened)
{
    UNUSED_STATE;
    zip_uint64_t left = 0;
    struct stat about;
    zip_t *zip = zip_begin();
    zip_source_t *source = zip_source_function(zip, read_zeros, &left);
    CHECK(zip_file_add(zip, "users.csv", source, 0) >= 0);
    CHECK(zip_set_file_compression(zip, 0, ZIP_CM_DEFLATE, 1) == 0);
    CHECK(zip_close(zip) == 0);
    CHECK(stat(zip_path, &about) == 0);
    CHECK(about.st_size < 4 << 20);
    refused_at(zip_path, "users.csv: larger than 268435456 bytes");
}

TEST(what_is_no_zip_is_refused)
{
    UNUSED_STATE;
    set_file(&set, "roster.zip", "PK\x03\x04 and no more");
    snprintf(zip_path, sizeof zip_path, "%s/roster.zip", set.folder);
    refused_at(zip_path, "neither a folder nor a sound .zip");
    set_file(&set, "roster.zip", "");
    refused_at(zip_path, "roster.zip");
    refused_at("/tmp/there-is-no-such-roster", "there-is-no-such-roster");
}

#define RUN_SET(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SET(bad_text_is_refused_where_it_stands),
        RUN_SET(bad_headers_are_refused),
        RUN_SET(bad_rows_are_refused_where_they_are_too_many),
        RUN_SET(a_field_of_ten_megabytes_is_refused),
        RUN_SET(a_mark_and_every_line_end_are_accepted),
        RUN_SET(a_file_that_cannot_be_read_is_refused),
        RUN_SET(a_wrong_time_zone_is_refused),
        RUN_SET(a_disk_that_is_full_in_the_middle_changes_nothing),
        RUN_SET(names_that_lead_out_of_a_zip_are_refused),
        RUN_SET(one_folder_around_the_files_of_a_zip_is_accepted),
        RUN_SET(a_zip_with_a_password_is_refused),
        RUN_SET(a_zip_bomb_is_refused_unopened),
        RUN_SET(what_is_no_zip_is_refused),
    };
    return cmocka_run_group_tests_name("roster, refused", tests, NULL, NULL);
}
