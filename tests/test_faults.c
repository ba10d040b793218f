/* What goes wrong around the kiosk: records, catalogues, fonts, sizes. It shows a page with a code,
 * or serves on without what is missing, and comes back by itself. */
#include "commands/drive.h"
#include "shell.h"
#include "store/backup.h"
#include "store/settings.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOON = 1795111200, PATH_SIZE = 256 };

static const char BROKEN[] = "Please go to the office desk: this screen does not work now.";

static char folder[64], db[PATH_SIZE], locales[PATH_SIZE];
static Drive drive;
static Glass *const glass = &drive.glass;
static Err err;

/* As another program would. */
static void outside(const char *text)
{
    sqlite3 *other;
    CHECK_INT(sqlite3_open(db, &other), SQLITE_OK);
    if (sqlite3_exec(other, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(other));
    sqlite3_close(other);
}

static void make_school(void)
{
    Store *store;
    CHECK(store_open(&store, db, STORE_CREATE, &err));
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    CHECK(settings_set(store, "languages", "es,en", &err));
    store_close(store);
}

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    memset(&drive, 0, sizeof drive);
    snprintf(folder, sizeof folder, "/tmp/foyer-faults-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(db, sizeof db, "%s/foyer.db", folder);
    snprintf(locales, sizeof locales, "%s/locales", folder);
    run("cp -r %s %s", FOYER_LOCALES, locales);
    make_school();
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    glass_close(glass);
    unsetenv("FOYER_LOCALES");
    unsetenv("FOYER_FONTS");
    unsetenv("FOYER_DATA");
    run("rm -rf %s", folder);
    return 0;
}

/* --- looking ------------------------------------------------------------------------------- */

static void open_glass(void)
{
    if (!glass_open(glass, db, false, 1024, 600, NOON, &err))
        fail_msg("%s", err.detail);
    glass_frame(glass);
}

static bool shows(const char *text)
{
    for (Node *n = glass->app.ui.root; n; n = node_after(n))
        if (strstr(n->label, text))
            return true;
    return false;
}

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&glass->app), screen) == 0;
}

/* The page, its code, and what to do in every language that is welcome. */
static void is_out_of_order(const char *code)
{
    if (!is_at("out_of_order") || !shows(code))
        fail_msg("%s, not out of order with %s but with %s", app_screen_name(&glass->app), code,
            fault_code(&glass->app.fault));
    for (int i = 0; i < glass->app.welcomed_count; i++)
        CHECK(shows(language_text(glass->app.welcomed[i], BROKEN)));
    CHECK(glass->list.count > 0);
}

static void wait(int seconds)
{
    App *app = &glass->app;
    for (int i = 0; i < seconds; i++) {
        app_time(app, app->now + 1, app->tick_ms + 1000);
        glass_frame(glass);
    }
}

/* And it comes back by itself, not before its time. */
static void comes_back(void)
{
    wait(MEND_AGAIN - 1);
    CHECK(is_at("out_of_order"));
    CHECK(app_wait_ms(&glass->app) <= 1000);
    wait(1);
    if (!is_at("welcome"))
        fail_msg("still out of order: %s", glass->app.fault.err.detail);
    CHECK_TEXT(glass->app.language->tag, "es");
    CHECK(shows("Lincoln School"));
}

/* --- the records --------------------------------------------------------------------------- */

TEST(damaged_records_are_a_page_until_they_are_put_back)
{
    UNUSED_STATE;
    run("cp %s %s.good && head -c 20000 /dev/zero >%s", db, db, db);
    open_glass();
    is_out_of_order("F1");
    int most =
        glass->languages.count < SCHOOL_LANGUAGES ? glass->languages.count : SCHOOL_LANGUAGES;
    CHECK_INT(glass->app.welcomed_count, most); /* nobody knows which */
    run("cp %s.good %s", db, db);
    comes_back();
    CHECK_INT(glass->app.welcomed_count, 2);
}

TEST(an_empty_file_is_damaged_and_no_file_is_no_records)
{
    UNUSED_STATE;
    run("mv %s %s.good && touch %s", db, db, db);
    open_glass();
    is_out_of_order("F1");
    wait(MEND_AGAIN);
    is_out_of_order("F1"); /* set aside, and no new ones are made */
    run("rm %s.set-aside-*", db);
    wait(MEND_AGAIN);
    is_out_of_order("F6");
    run("mv %s.good %s", db, db);
    comes_back();
}

/* Damaged while it runs or before: out of the way, and the kiosk waits for foyer restore. */
TEST(damaged_records_are_set_aside_until_a_backup_is_restored)
{
    UNUSED_STATE;
    char backup[PATH_SIZE + 8], aside[FILE_PATH];
    Store *store;
    snprintf(backup, sizeof backup, "%s.copy", db);
    CHECK(store_open(&store, db, STORE_SOURCE, &err));
    CHECK(backup_write(store, backup, &err));
    store_close(store);
    open_glass();
    CHECK(is_at("welcome"));
    run("dd if=/dev/urandom of=%s bs=4096 seek=1 count=20 conv=notrunc status=none", db);
    app_fail(&glass->app, FAULT_RECORDS, &(Err){.code = ERR_BROKEN, .detail = "planned"});
    wait(MEND_AGAIN);
    is_out_of_order("F1");
    CHECK(access(db, F_OK) != 0);
    CHECK_INT(backup_asides(db, aside), 1);
    glass_close(glass);
    open_glass();
    is_out_of_order("F1");
    CHECK(access(db, F_OK) != 0);
    CHECK(backup_restore(db, backup, NOON, aside, &err));
    comes_back();
}

TEST(records_of_a_newer_foyer_are_not_touched)
{
    UNUSED_STATE;
    outside("PRAGMA user_version = 900");
    open_glass();
    is_out_of_order("F3");
}

TEST(records_that_another_foyer_writes_are_waited_for)
{
    UNUSED_STATE;
    Store *other;
    CHECK(store_open(&other, db, STORE_WRITE, &err));
    open_glass();
    is_out_of_order("F5");
    store_close(other);
    comes_back();
}

TEST(records_that_go_while_it_runs_are_found_to_be_gone)
{
    UNUSED_STATE;
    open_glass();
    CHECK(is_at("welcome"));
    run("mv %s %s.good", db, db);
    app_fail(&glass->app, FAULT_RECORDS, &(Err){.code = ERR_BROKEN, .detail = "planned"});
    wait(MEND_AGAIN);
    is_out_of_order("F6");
    CHECK_INT(glass->app.welcomed_count, 2); /* the school's are still known */
    run("rm -f %s-wal %s-shm && mv %s.good %s", db, db, db, db);
    comes_back();
}

TEST(a_zone_that_is_none_is_a_page)
{
    UNUSED_STATE;
    outside("UPDATE setting SET value = 'Mars/Olympus' WHERE key = 'timezone'");
    open_glass();
    is_out_of_order("F7");
    CHECK_INT(glass->app.welcomed_count, 2);
    store_close(glass->store); /* the kiosk's own hand, as the office's screen will be */
    glass->store = NULL;
    outside("UPDATE setting SET value = 'America/Chicago' WHERE key = 'timezone'");
    comes_back();
}

TEST(a_language_without_a_catalogue_is_left_out)
{
    UNUSED_STATE;
    outside("UPDATE setting SET value = 'es,tlh,en' WHERE key = 'languages'");
    open_glass();
    CHECK(is_at("welcome"));
    CHECK_INT(glass->app.welcomed_count, 2);
    glass_close(glass);
    outside("UPDATE setting SET value = 'tlh' WHERE key = 'languages'");
    open_glass();
    CHECK(is_at("welcome"));
    CHECK_TEXT(glass->app.language->tag, "en");
}

/* --- the program's own files --------------------------------------------------------------- */

TEST(a_damaged_catalogue_costs_its_language_alone)
{
    UNUSED_STATE;
    setenv("FOYER_LOCALES", locales, 1);
    run("head -c 100 %s/es.mo >%s/x && mv %s/x %s/es.mo", locales, locales, locales, locales);
    open_glass();
    CHECK(is_at("welcome"));
    CHECK_INT(glass->app.welcomed_count, 1);
    CHECK_TEXT(glass->app.language->tag, "en");
}

TEST(without_its_english_it_says_so_in_english)
{
    UNUSED_STATE;
    setenv("FOYER_LOCALES", locales, 1);
    run("cp %s/en.mo %s/good && echo no catalogue >%s/en.mo", locales, locales, locales);
    open_glass();
    is_out_of_order("F8");
    CHECK(shows(BROKEN));
    CHECK_INT(glass->app.welcomed_count, 1);
    run("mv %s/good %s/en.mo", locales, locales);
    comes_back();
}

TEST(without_its_keyboards_nobody_could_type)
{
    UNUSED_STATE;
    char assets[PATH_SIZE + 8];
    setenv("FOYER_DATA", folder, 1);
    setenv("FOYER_LOCALES", locales, 1);
    snprintf(assets, sizeof assets, "%s/assets", folder);
    CHECK_INT(mkdir(assets, 0700), 0);
    open_glass();
    is_out_of_order("F8");
    run("cp -r %s/assets/keyboards %s/", FOYER_SOURCE, assets);
    comes_back();
}

TEST(without_fonts_the_package_is_named)
{
    UNUSED_STATE;
    setenv("FOYER_FONTS", folder, 1);
    CHECK(!glass_open(glass, db, false, 1024, 600, NOON, &err));
    CHECK(strstr(err.detail, "install the package fonts-noto"));
    CHECK(!strchr(err.detail, '\n'));
}

/* --- the glass ----------------------------------------------------------------------------- */

TEST(any_size_can_be_drawn)
{
    UNUSED_STATE;
    static const int sizes[][2] = {{1, 1}, {0, 0}, {-5, 600}, {320, 4000}, {4000, 320}, {40, 3000},
        {1280, 720}, {9000, 330}, {1080, 1920}};
    open_glass();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (!glass_resize(glass, sizes[i][0], sizes[i][1], &err))
            fail_msg("%d by %d: %s", sizes[i][0], sizes[i][1], err.detail);
        glass_frame(glass);
        CHECK(glass->list.count > 0);
        app_fail(&glass->app, FAULT_RECORDS, &(Err){.code = ERR_FULL});
        glass_frame(glass);
        CHECK(is_at("out_of_order"));
        app_mend(&glass->app);
    }
}

/* --- beside the glass ---------------------------------------------------------------------- */

static bool count_to(Job *job, const void *input, void *result, Err *why)
{
    (void)why;
    int all = *(const int *)input;
    for (int i = 1; i <= all; i++)
        job_progress(job, i, all);
    *(int *)result = all;
    return true;
}

static bool answer(const char *line, const char *words)
{
    char copy[128];
    Buf out;
    buf_init(&out, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    bool is_done = drive_line(&drive, copy, &out) && (!words || strstr(out.data, words));
    buf_finish(&out);
    return is_done;
}

TEST(driving_waits_for_jobs)
{
    UNUSED_STATE;
    static const JobKind COUNT = {"count", sizeof(int), sizeof(int), count_to};
    int all = 20000, counted = 0, number;
    open_glass();
    CHECK(answer("wait jobs", NULL));
    CHECK((number = jobs_start(glass->app.jobs, &COUNT, &all, &err)) > 0);
    CHECK(answer("wait jobs", NULL));
    CHECK_INT(jobs_running(glass->app.jobs), 0);
    CHECK_INT(jobs_take(glass->app.jobs, number, &counted, &err), JOB_DONE);
    CHECK_INT(counted, all);
}

static bool never_ends(Job *job, const void *input, void *result, Err *why)
{
    (void)input, (void)result, (void)why;
    for (int64_t i = 0; !job_is_cancelled(job); i++)
        job_progress(job, i, 0);
    return false;
}

TEST(the_kiosk_ends_while_a_job_runs)
{
    UNUSED_STATE;
    static const JobKind ENDLESS = {"endless", 0, 0, never_ends};
    open_glass();
    CHECK(jobs_start(glass->app.jobs, &ENDLESS, NULL, &err) > 0);
    wait(2);
    glass_close(glass);
    CHECK(!glass->app.jobs);
}

TEST(driving_sets_the_page)
{
    UNUSED_STATE;
    open_glass();
    CHECK(answer("page closed", NULL) && answer("tree", "\"screen\":\"closed\""));
    CHECK(answer("page emergency", NULL) && answer("tree", "\"screen\":\"emergency\""));
    CHECK(answer("page open", NULL) && answer("tree", "\"screen\":\"welcome\""));
    CHECK(!answer("page", NULL) && !answer("page shut", NULL) && !answer("page open now", NULL));
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(damaged_records_are_a_page_until_they_are_put_back),
        RUN_OPEN(an_empty_file_is_damaged_and_no_file_is_no_records),
        RUN_OPEN(damaged_records_are_set_aside_until_a_backup_is_restored),
        RUN_OPEN(records_of_a_newer_foyer_are_not_touched),
        RUN_OPEN(records_that_another_foyer_writes_are_waited_for),
        RUN_OPEN(records_that_go_while_it_runs_are_found_to_be_gone),
        RUN_OPEN(a_zone_that_is_none_is_a_page),
        RUN_OPEN(a_language_without_a_catalogue_is_left_out),
        RUN_OPEN(a_damaged_catalogue_costs_its_language_alone),
        RUN_OPEN(without_its_english_it_says_so_in_english),
        RUN_OPEN(without_its_keyboards_nobody_could_type),
        RUN_OPEN(without_fonts_the_package_is_named),
        RUN_OPEN(any_size_can_be_drawn),
        RUN_OPEN(driving_waits_for_jobs),
        RUN_OPEN(the_kiosk_ends_while_a_job_runs),
        RUN_OPEN(driving_sets_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
