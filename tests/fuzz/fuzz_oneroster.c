/* Rosters: one input holds one or more of them, imported one after the other into records that are
 * empty at first. A line "=== users.csv" begins a file, "=== import" ends the set and takes it.
 *
 * What is taken must keep the records whole, and change nothing if it is taken once more, or if a
 * roster comes that says nothing.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "exchange/plan.h"
#include "store/settings.h"
#include "store/sql.h"

enum { IMPORTS_MAX = 4, NOON = 1795111200, DAY = 86400 }; /* 2026-11-19 12:00 in Chicago */

static const char *const names[] = {"manifest.csv", "users.csv", "roles.csv", "classes.csv",
    "enrollments.csv", "demographics.csv", "academicSessions.csv", "orgs.csv"};
enum { NAMES = sizeof names / sizeof *names };
static const char NO_NEWS[] = "propertyName,value\nfile.users,absent\n";

static char folder[32]; /* one for each input: libFuzzer ends without a word to us */
static int folder_file;
static Store *store; /* empty between two inputs */

static void clear(void)
{
    for (int i = 0; i < NAMES; i++)
        unlinkat(folder_file, names[i], 0);
}

static void begin(void)
{
    Err err = {0};
    snprintf(folder, sizeof folder, "/tmp/foyer-fuzz-XXXXXX");
    MUST(mkdtemp(folder));
    folder_file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(folder_file >= 0);
    if (store)
        return;
    MUST(store_open(&store, "", STORE_MEMORY, &err));
    MUST(settings_set(store, "timezone", "America/Chicago", &err));
    MUST(settings_set(store, "group_columns", "metadata.program:programme", &err));
}

static void write_file(const char *name, const char *bytes, size_t size)
{
    int file = openat(folder_file, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    MUST(file >= 0);
    MUST(write(file, bytes, size) == (ssize_t)size);
    close(file);
}

/* All that a roster writes: a new store would take twenty times as long. */
static void empty_store(void)
{
    static const char *const texts[] = {"DELETE FROM person_group", "DELETE FROM guardian_of",
        "DELETE FROM enrolment", "DELETE FROM term", "DELETE FROM source", "DELETE FROM person"};
    Err err = {0};
    MUST(store_begin(store, &err));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        MUST(sql_run(sql(store, texts[i]), &err));
    MUST(store_commit(store, &err));
}

static bool make(Plan *plan, int64_t now)
{
    Err err = {0};
    char *notes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&notes, &size);
    MUST(file);
    bool done = plan_make(plan, store, folder, now, file, &err);
    fclose(file);
    MUST(is_plain(notes) && is_plain(err.detail));
    free(notes);
    MUST(done ? err.code == ERR_NONE : err.code != ERR_NONE && *err.detail);
    MUST(done || err.code == ERR_INVALID || err.code == ERR_REFUSED || err.code == ERR_NOT_FOUND);
    return done;
}

/* What stands in the folder finds everything as it should be. But whom a delta took the last role
 * from is back, with the role of before, if the same users.csv names them again: what is said of
 * those who left is not remembered. */
static void check_still(int64_t now)
{
    Plan plan;
    MUST(make(&plan, now));
    const ImportCount *c = &plan.counts;
    bool may_return = plan.roster.modes[OF_ROLES] == ROSTER_DELTA;
    MUST(c->returned == 0 || may_return);
    if (c->returned > 0) {
        plan_finish(&plan);
        return;
    }
    MUST(c->added == 0 && c->changed == 0 && c->left == 0);
    MUST(c->links_added == 0 && c->links_removed == 0);
    MUST(c->groups_opened == 0 && c->groups_closed == 0);
    MUST(c->terms_changed == 0 && c->terms_removed == 0);
    plan_finish(&plan);
}

/* True: something may be in the records now. */
static bool import(int64_t now)
{
    Plan plan;
    Err err = {0};
    bool is_made = make(&plan, now);
    if (is_made) {
        MUST(plan_apply(&plan, store, &err));
        MUST(store_check_keys(store, &err));
    }
    plan_finish(&plan);
    if (!is_made)
        return false;
    check_still(now);
    clear();
    write_file("manifest.csv", NO_NEWS, sizeof NO_NEWS - 1);
    check_still(now);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *at = (const char *)bytes, *end = at + size;
    bool is_used = false;
    int imports = 0;
    begin();
    while (at < end && imports < IMPORTS_MAX) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *text = line ? line + 1 : end;
        const char *next = line ? memmem(line, (size_t)(end - line), "\n=== ", 5) : NULL;
        next = next ? next + 1 : end;
        size_t length = (size_t)((line ? line : end) - at);
        for (int i = 0; i < NAMES; i++)
            if (length == strlen(names[i]) + 4 && memcmp(at + 4, names[i], length - 4) == 0)
                write_file(names[i], text, (size_t)(next - text));
        if (length == 10 && memcmp(at, "=== import", 10) == 0) {
            is_used |= import(NOON + imports++ * DAY);
            clear();
        }
        at = next;
    }
    clear();
    close(folder_file);
    MUST(rmdir(folder) == 0);
    if (is_used)
        empty_store();
    return 0;
}
