/* A full disk under each command that writes a file: the command ends with 1 and one line that says
 * what and where, and nothing lies there. */
#include "saved.h"

#include "commands/command.h"

enum { WORDS = 12, SAID = 4096 };

static char copy[128], file[160], said[SAID];

/* The records of the kiosk, which has a lock on its own. */
static int open_copy(void **state)
{
    open_office(state);
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    CHECK(backup_write(k.store, copy, &err));
    CHECK_INT(sqlite3_close(look), SQLITE_OK);
    CHECK_INT(sqlite3_open_v2(copy, &look, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    return 0;
}

/* --- what is run, and what it says ----------------------------------------------------------- */

typedef struct {
    int (*run)(int argc, char **argv);
    const char *words[6]; /* the first as argv[0] */
    const char *file;
} Command;

static const Command COMMANDS[] = {
    {command_export, {"foyer export", "visits", "--format=csv"}, "visits.csv"},
    {command_export, {"foyer export", "headcounts", "--format=json"}, "headcounts.json"},
    {command_export, {"foyer export", "people", "--format=xlsx"}, "people.xlsx"},
    {command_export, {"foyer export", "roll-call", "--format=pdf"}, "roll-call.pdf"},
    {command_export, {"foyer export", "checklist", "--format=pdf", "--event=conference"},
        "checklist.pdf"},
    {command_report, {"foyer report", "--format=csv", "--term=Fall"}, "report.csv"},
    {command_report, {"foyer report", "--format=xlsx", "--term=Fall"}, "report.xlsx"},
    {command_card, {"foyer card", "sheet", "--all"}, "cards.pdf"},
    {command_backup, {"foyer backup"}, "backup.db"},
};

/* What goes to a descriptor goes to a file instead. */
static int divert(int descriptor, FILE *to)
{
    fflush(NULL);
    int before = dup(descriptor);
    CHECK(before >= 0 && dup2(fileno(to), descriptor) >= 0);
    return before;
}

static void restore(int descriptor, int before)
{
    fflush(NULL);
    CHECK(dup2(before, descriptor) >= 0);
    close(before);
}

/* The exit status; what stood on standard error is then in said. */
static int run(const Command *c)
{
    char db[192], out[192], words[WORDS][64], *argv[WORDS + 1] = {0};
    int argc = 0;
    for (; argc < 6 && c->words[argc]; argc++) {
        snprintf(words[argc], sizeof words[argc], "%s", c->words[argc]);
        argv[argc] = words[argc];
    }
    snprintf(file, sizeof file, "%s/%s", stick.folder, c->file);
    snprintf(db, sizeof db, "--db=%s", copy);
    snprintf(out, sizeof out, "--out=%s", file);
    argv[argc++] = db;
    argv[argc++] = out;
    FILE *errors = tmpfile(), *answers = tmpfile();
    CHECK(errors && answers);
    int before_errors = divert(STDERR_FILENO, errors);
    int before_answers = divert(STDOUT_FILENO, answers);
    int status = c->run(argc, argv);
    restore(STDOUT_FILENO, before_answers);
    restore(STDERR_FILENO, before_errors);
    rewind(errors);
    said[fread(said, 1, sizeof said - 1, errors)] = 0;
    fclose(errors);
    fclose(answers);
    return status;
}

static bool is_one_clear_line(const Command *c)
{
    size_t name = strlen(c->words[0]);
    bool says_why = strstr(said, "No space left on device") || strstr(said, "disk is full");
    return strncmp(said, c->words[0], name) == 0 && said[name] == ':' &&
        strchr(said, '\n') == said + strlen(said) - 1 && strstr(said, stick.folder) && says_why;
}

static void fails_everywhere(const Command *c)
{
    clean();
    stick_fail(0, 0);
    if (run(c) != 0 || said[0] || !is_whole(file))
        fail_msg("%s: %s", c->file, said);
    int calls = stick.calls;
    CHECK(calls > 4);
    uint64_t before = records();
    clean();
    for (int n = 1; n <= calls; n = next_call(n, calls)) {
        stick_fail(n, ENOSPC);
        int status = run(c);
        CHECK(stick.has_failed);
        stick_fail(0, 0);
        if (status != 1 || !is_one_clear_line(c) || files() > 0)
            fail_msg("%s, call %d: %d, %d files: %s", c->file, n, status, files(), said);
        CHECK(records() == before && are_sound());
    }
    CHECK_INT(run(c), 0);
    CHECK(is_whole(file));
}

TEST(a_full_disk_ends_each_command_that_writes_with_one_line_and_no_file)
{
    UNUSED_STATE;
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        fails_everywhere(&COMMANDS[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_full_disk_ends_each_command_that_writes_with_one_line_and_no_file, open_copy,
            close_office),
    };
    dice = dice_seed();
    return cmocka_run_group_tests_name("failing_commands", tests, NULL, NULL);
}
