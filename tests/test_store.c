/* The file: opened, refused, locked. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/schema.h"
#include "store/settings.h"
#include "store/sql.h"

enum { PATH_SIZE = 256 };

static char folder[64], path[PATH_SIZE];
static Store *store;
static Err err;

static int make_folder(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    store = NULL;
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    return 0;
}

static int remove_folder(void **state)
{
    UNUSED_STATE;
    store_close(store);
    char command[PATH_SIZE + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

static bool open_again(StoreMode mode)
{
    store_close(store);
    store = NULL;
    return store_open(&store, path, mode, err_clear(&err));
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    FILE *file = fopen(name, "wb");
    CHECK(file);
    CHECK_INT(fwrite(bytes, 1, size, file), size);
    CHECK_INT(fclose(file), 0);
}

/* Runs SQL on a file as any other program would. */
static void outside(const char *name, const char *text)
{
    sqlite3 *db;
    CHECK_INT(sqlite3_open(name, &db), SQLITE_OK);
    CHECK_INT(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

static void ask(Store *from, const char *text, char out[64])
{
    Sql *q = sql(from, text);
    out[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, out, 64);
    CHECK(sql_done(q, &err));
}

static int mode_of(const char *name)
{
    struct stat found;
    CHECK_INT(stat(name, &found), 0);
    return found.st_mode & 0777;
}

/* ---- opening ---- */

TEST(a_new_file_is_private_and_its_switches_are_set)
{
    UNUSED_STATE;
    static const char *const rows[][2] = {
        {"PRAGMA synchronous", "2"},
        {"PRAGMA journal_mode", "wal"},
        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"},
        {"PRAGMA secure_delete", "1"},
        {"PRAGMA cell_size_check", "1"},
        {"PRAGMA temp_store", "2"},
        {"PRAGMA busy_timeout", "5000"},
        {"PRAGMA journal_size_limit", "16777216"},
        {"PRAGMA application_id", "1179605330"},
        {"SELECT count(*) FROM meta WHERE key = 'epoch' AND length(value) = 16", "1"},
    };
    char is[64], wanted[16];
    mode_t before = umask(0);
    snprintf(path, sizeof path, "%s/a/b/foyer.db", folder);
    bool ok = open_again(STORE_CREATE);
    umask(before);
    CHECK(ok);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ask(store, rows[i][0], is);
        CHECK_TEXT(is, rows[i][1]);
    }
    snprintf(wanted, sizeof wanted, "%d", schema_version());
    ask(store, "PRAGMA user_version", is);
    CHECK_TEXT(is, wanted);
    CHECK_TEXT(store_path(store), path);
    CHECK_INT(mode_of(path), 0600);
    snprintf(path, sizeof path, "%s/a/b", folder);
    CHECK_INT(mode_of(path), 0700);
    CHECK(store_check(store, &err));
}

TEST(a_file_cannot_be_broken_through_its_own_connection)
{
    UNUSED_STATE;
    CHECK(open_again(STORE_CREATE));
    static const char *const attacks[] = {
        "UPDATE sqlite_schema SET sql = 'x'", "SELECT load_extension('x')",
        "INSERT INTO setting (key, value) VALUES ('k', x'00')", /* STRICT: no blob in a text */
        "INSERT INTO visit_person (visit, person) VALUES (zeroblob(16), zeroblob(16))",
        ("INSERT INTO stub (id, child, grade, adult, language, made, state, matched) VALUES "
         "(x'01', "
         "'', '', '', '', 1, 'open', NULL)"), /* an id is 16 bytes */
    };
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++)
        CHECK(!sql_run(sql(store, attacks[i]), err_clear(&err)));
    /* A right row goes in: it was not the statement that was wrong. */
    CHECK(sql_run(sql(store,
                      "INSERT INTO stub (id, child, grade, adult, language, made, state, matched) "
                      "VALUES (zeroblob(16), '', '', '', '', 1, 'open', NULL)"),
        &err));
    CHECK(sql_run(sql(store, "PRAGMA writable_schema = ON"), &err));
    CHECK(!sql_run(sql(store, attacks[0]), err_clear(&err)));
}

TEST(two_files_have_two_epochs_and_one_keeps_its_own)
{
    UNUSED_STATE;
    static const char text[] = "SELECT hex(value) FROM meta WHERE key = 'epoch'";
    char first[64], again[64], other[64];
    CHECK(open_again(STORE_CREATE));
    ask(store, text, first);
    CHECK(open_again(STORE_WRITE));
    ask(store, text, again);
    CHECK_TEXT(first, again);
    snprintf(path, sizeof path, "%s/other.db", folder);
    CHECK(open_again(STORE_CREATE));
    ask(store, text, other);
    CHECK_INT(strlen(other), 32);
    CHECK(strcmp(first, other) != 0);
}

TEST(without_a_file_only_create_opens)
{
    UNUSED_STATE;
    CHECK(!open_again(STORE_WRITE));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!open_again(STORE_READ));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!store);
    CHECK_INT(rmdir(folder), 0); /* and nothing was left behind */
}

TEST(a_second_writer_is_refused_while_readers_are_not)
{
    UNUSED_STATE;
    Store *second;
    CHECK(open_again(STORE_CREATE));
    CHECK(!store_open(&second, path, STORE_WRITE, &err));
    CHECK_INT(err.code, ERR_BUSY);
    CHECK(strstr(err.detail, "another Foyer is writing"));
    CHECK(!store_open(&second, path, STORE_CREATE, err_clear(&err)));
    CHECK_INT(err.code, ERR_BUSY);

    CHECK(store_open(&second, path, STORE_READ, &err));
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    char school[64];
    CHECK(settings_get(second, "school", school, sizeof school, &err));
    CHECK_TEXT(school, "Lincoln School");
    CHECK(!settings_set(second, "school", "Other", err_clear(&err)));
    CHECK(settings_get(store, "school", school, sizeof school, &err));
    CHECK_TEXT(school, "Lincoln School");
    store_close(second);

    store_close(store);
    store = NULL;
    CHECK(store_open(&store, path, STORE_WRITE, &err));
}

/* ---- files that are not ours, or not well ---- */

static void refused_as(ErrCode code)
{
    static const StoreMode modes[] = {STORE_CREATE, STORE_WRITE, STORE_READ};
    for (int i = 0; i < 3; i++) {
        CHECK(!open_again(modes[i]));
        CHECK_INT(err.code, code);
    }
}

TEST(an_empty_file_is_not_taken_for_a_new_one)
{
    UNUSED_STATE;
    write_file(path, "", 0);
    refused_as(ERR_BROKEN);
    CHECK(strstr(err.detail, "empty"));
    struct stat found;
    CHECK_INT(stat(path, &found), 0);
    CHECK_INT(found.st_size, 0);
}

TEST(a_file_of_something_else_is_refused_and_left_as_it_was)
{
    UNUSED_STATE;
    write_file(path, "uid,title\r\n1,Open house\r\n", 24);
    refused_as(ERR_BROKEN);
    struct stat found;
    CHECK_INT(stat(path, &found), 0);
    CHECK_INT(found.st_size, 24);

    unlink(path);
    outside(path, "CREATE TABLE theirs (x); PRAGMA user_version = 1");
    refused_as(ERR_BROKEN);
    CHECK(strstr(err.detail, "not a Foyer database"));
    outside(path, "INSERT INTO theirs VALUES (1)");
    char journal[PATH_SIZE + 32];
    snprintf(journal, sizeof journal, "%s-wal", path);
    CHECK(access(journal, F_OK) != 0); /* nor made a WAL database of */
}

TEST(a_folder_is_not_a_file)
{
    UNUSED_STATE;
    CHECK_INT(mkdir(path, 0700), 0);
    refused_as(ERR_BROKEN);
}

/* As somebody whose rights count: root's do not. */
static void refused_to(uid_t who, StoreMode mode, const char *words)
{
    bool is_root = geteuid() == 0;
    if (is_root)
        CHECK_INT(seteuid(who), 0);
    bool is_open = open_again(mode);
    if (is_root)
        CHECK_INT(seteuid(0), 0);
    CHECK(!is_open);
    CHECK_INT(err.code, ERR_READ_ONLY);
    CHECK(strstr(err.detail, words) && !strchr(err.detail, '\n'));
}

TEST(what_cannot_be_written_is_said_to_be_so)
{
    UNUSED_STATE;
    enum { NOBODY = 65534 };
    CHECK(open_again(STORE_CREATE));
    store_close(store);
    store = NULL;
    char lock[PATH_SIZE + 8];
    snprintf(lock, sizeof lock, "%s.lock", path);
    CHECK_INT(unlink(lock), 0);
    CHECK_INT(chmod(path, 0444), 0);
    CHECK_INT(chmod(folder, 0555), 0);
    refused_to(NOBODY, STORE_WRITE, "foyer.db.lock");
    if (geteuid() == 0) { /* who owns the file may make it one that can be written */
        CHECK_INT(chmod(folder, 0777), 0);
        refused_to(NOBODY, STORE_WRITE, "foyer.db");
    }
    CHECK_INT(chmod(folder, 0700), 0);
    CHECK_INT(unlink(path), 0);
    CHECK_INT(chmod(folder, 0555), 0);
    refused_to(NOBODY, STORE_CREATE, "foyer.db");
    CHECK_INT(chmod(folder, 0700), 0);
}

TEST(a_path_that_is_too_long_is_refused)
{
    UNUSED_STATE;
    static char far[6000];
    memset(far, 'x', sizeof far - 1);
    CHECK(!store_open(&store, far, STORE_CREATE, &err));
    CHECK_INT(err.code, ERR_INVALID);
}

TEST(a_file_of_a_later_version_is_refused)
{
    UNUSED_STATE;
    CHECK(open_again(STORE_CREATE));
    store_close(store);
    store = NULL;
    outside(path, "PRAGMA user_version = 9999");
    refused_as(ERR_NEWER);
}

TEST(a_file_cut_short_is_refused)
{
    UNUSED_STATE;
    CHECK(open_again(STORE_CREATE));
    store_close(store);
    store = NULL;
    CHECK_INT(truncate(path, 8192), 0);
    refused_as(ERR_BROKEN);
    CHECK_INT(truncate(path, 60), 0);
    refused_as(ERR_BROKEN);
}

TEST(a_journal_without_its_file_is_not_given_to_a_new_one)
{
    UNUSED_STATE;
    char journal[PATH_SIZE + 32];
    snprintf(journal, sizeof journal, "%s-wal", path);
    write_file(journal, "x", 1);
    CHECK(!open_again(STORE_CREATE));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(access(path, F_OK) != 0);
}

TEST(what_a_broken_creation_left_is_no_hindrance)
{
    UNUSED_STATE;
    char half[PATH_SIZE + 32];
    snprintf(half, sizeof half, "%s.new", path);
    write_file(half, "half a file", 11);
    CHECK(open_again(STORE_CREATE));
    CHECK(access(half, F_OK) != 0);
}

TEST(damage_inside_is_found_by_the_check)
{
    UNUSED_STATE;
    CHECK(open_again(STORE_CREATE));
    store_close(store);
    store = NULL;
    outside(path, "INSERT INTO guardian_of VALUES (randomblob(16), randomblob(16))");
    CHECK(open_again(STORE_WRITE));
    CHECK(!store_check(store, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(strstr(err.detail, "guardian_of"));

    CHECK(sql_run(sql(store, "DELETE FROM guardian_of"), &err));
    CHECK(store_check(store, &err));
    store_close(store);
    store = NULL;
    outside(path, "INSERT INTO outbox VALUES (7, 'k', zeroblob(16), 1, 'x', '{}', zeroblob(32))");
    CHECK(open_again(STORE_WRITE));
    CHECK(!store_check(store, err_clear(&err)));
    CHECK(strstr(err.detail, "row 7 of outbox"));
    CHECK(sql_run(sql(store, "DELETE FROM outbox"), &err));

    /* A page of another's bytes, as a dying disk leaves it. */
    for (int i = 0; i < 200; i++) {
        char key[24];
        snprintf(key, sizeof key, "school_%d", i);
        CHECK(settings_set(store, key, "a name of some length, to fill some pages", &err));
    }
    char page[64];
    ask(store, "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'", page);
    store_close(store);
    store = NULL;
    int file = open(path, O_RDWR);
    CHECK(pwrite(file, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, (atoi(page) - 1) * 4096L) == 8);
    close(file);
    CHECK(open_again(STORE_WRITE));
    CHECK(!store_check(store, err_clear(&err)));
    CHECK_INT(err.code, ERR_BROKEN);
}

/* ---- transactions ---- */

TEST(transactions_are_not_nested_and_not_ended_twice)
{
    UNUSED_STATE;
    CHECK(open_again(STORE_CREATE));
    CHECK(!store_commit(store, &err));
    CHECK_INT(err.code, ERR_INVALID);
    store_rollback(store); /* nothing is open: no harm */

    CHECK(store_begin(store, &err));
    CHECK(!store_begin(store, err_clear(&err)));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    CHECK(store_commit(store, &err));
    CHECK(store_begin(store, &err));
    CHECK(settings_set(store, "school", "Other", &err));
    store_rollback(store);
    store_rollback(store);

    char school[64];
    CHECK(open_again(STORE_WRITE));
    CHECK(settings_get(store, "school", school, sizeof school, &err));
    CHECK_TEXT(school, "Lincoln School");
}

TEST(closing_takes_back_what_was_not_committed)
{
    UNUSED_STATE;
    char school[64];
    CHECK(open_again(STORE_CREATE));
    CHECK(store_begin(store, &err));
    CHECK(settings_set(store, "school", "Other", &err));
    CHECK(open_again(STORE_WRITE));
    CHECK(settings_get(store, "school", school, sizeof school, &err));
    CHECK_TEXT(school, "");
    store_close(NULL);
}

TEST(ids_rise_even_when_the_clock_steps_back)
{
    UNUSED_STATE;
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK_TEXT(store_path(store), "");
    Id before = store_new_id(store, 2000000000);
    for (int i = 0; i < 10000; i++) {
        Id id = store_new_id(store, 2000000000 - i);
        CHECK(memcmp(before.byte, id.byte, sizeof id.byte) < 0);
        before = id;
    }
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_new_file_is_private_and_its_switches_are_set),
        RUN_IN(a_file_cannot_be_broken_through_its_own_connection),
        RUN_IN(two_files_have_two_epochs_and_one_keeps_its_own),
        RUN_IN(without_a_file_only_create_opens),
        RUN_IN(a_second_writer_is_refused_while_readers_are_not),
        RUN_IN(an_empty_file_is_not_taken_for_a_new_one),
        RUN_IN(a_file_of_something_else_is_refused_and_left_as_it_was),
        RUN_IN(a_folder_is_not_a_file),
        RUN_IN(what_cannot_be_written_is_said_to_be_so),
        RUN_IN(a_path_that_is_too_long_is_refused),
        RUN_IN(a_file_of_a_later_version_is_refused),
        RUN_IN(a_file_cut_short_is_refused),
        RUN_IN(a_journal_without_its_file_is_not_given_to_a_new_one),
        RUN_IN(what_a_broken_creation_left_is_no_hindrance),
        RUN_IN(damage_inside_is_found_by_the_check),
        RUN_IN(transactions_are_not_nested_and_not_ended_twice),
        RUN_IN(closing_takes_back_what_was_not_committed),
        RUN_IN(ids_rise_even_when_the_clock_steps_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
