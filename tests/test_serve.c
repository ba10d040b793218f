/* Whether the kiosk serves: closed, emergency, help, and what it says when nothing can be kept. */
#include "inspect.h"
#include "kiosk.h"
#include "store/help.h"
#include "store/settings.h"
#include "store/sql.h"

static const char CLOSED[] = "Please go to the office: check-in is closed now.",
                  EMERGENCY[] = "Please leave this screen and follow the school staff now.",
                  BROKEN[] = "Please go to the office desk: this screen does not work now.";

static Kiosk k;
static Err err;

static int open_kiosk(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    kiosk_open(&k, school);
    return 0;
}

static int close_kiosk(void **state)
{
    UNUSED_STATE;
    kiosk_close(&k);
    return 0;
}

static int64_t number(const char *text)
{
    Sql *q = sql(k.store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&k.app), screen) == 0;
}

static void show(AppPage page)
{
    CHECK(app_page(&k.app, page, &err));
    kiosk_frame(&k);
}

/* In all the school's languages at once. */
static void says(const char *id)
{
    for (int i = 0; i < k.app.welcomed_count; i++)
        if (!anywhere(&k, language_text(k.app.welcomed[i], id)))
            fail_msg("not said in %s: %s", k.app.welcomed[i]->tag, id);
    CHECK_INT(k.app.welcomed_count, 3);
}

/* As far as the household, with what was typed still there. */
static void find_home(void)
{
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "Ama Mensah");
    tap(&k, BUTTON, "Next");
    kiosk_type(&k, "0117");
    tap(&k, BUTTON, "Next");
    CHECK(is_at("household"));
}

static void check_in(void)
{
    tap(&k, BUTTON, "Check in {0, plural, one {# person} other {# people}}");
}

/* --- closed and emergency ------------------------------------------------------------------ */

TEST(closed_says_so_and_lets_nobody_begin)
{
    UNUSED_STATE;
    show(PAGE_CLOSED);
    CHECK(is_at("closed"));
    says(CLOSED);
    for (Node *n = k.app.ui.root; n; n = node_after(n))
        CHECK(!n->is_control || strcmp(n->msgid, "Staff") == 0);
    kiosk_key(&k, KEY_ENTER);
    kiosk_key(&k, KEY_ESCAPE);
    kiosk_type(&k, "Rosa");
    kiosk_wait(&k, 200);
    CHECK(is_at("closed"));
    CHECK_INT(number("SELECT count(*) FROM journey"), 0);
    show(PAGE_OPEN);
    see(&k, HEADING, "Welcome");
}

TEST(who_has_begun_ends_before_it_closes)
{
    UNUSED_STATE;
    find_home();
    show(PAGE_CLOSED);
    CHECK(is_at("household"));
    check_in();
    CHECK(is_at("thanks"));
    tap(&k, BUTTON, "Done");
    CHECK(is_at("closed"));
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
}

TEST(back_to_the_start_is_the_closed_page_too)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Check in");
    show(PAGE_CLOSED);
    CHECK(is_at("name"));
    tap(&k, BUTTON, "Back");
    CHECK(is_at("closed"));
    show(PAGE_OPEN);
    CHECK(is_at("welcome"));
}

TEST(an_emergency_is_shown_at_once_and_nothing_of_the_visitor_is_left)
{
    UNUSED_STATE;
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "qzxv");
    show(PAGE_EMERGENCY);
    CHECK(is_at("emergency"));
    says(EMERGENCY);
    CHECK(!remains(&k, "qzxv"));
    CHECK_TEXT(k.app.language->tag, "en");
    CHECK(k.forgotten >= 1);
    kiosk_wait(&k, 200);
    CHECK(is_at("emergency"));
}

TEST(what_another_hand_sets_is_followed_within_a_minute)
{
    UNUSED_STATE;
    CHECK(settings_set(k.store, "page", "emergency", &err));
    CHECK(app_wait_ms(&k.app) <= 60000);
    kiosk_wait(&k, 60);
    CHECK(is_at("emergency"));
    CHECK(settings_set(k.store, "page", "open", &err));
    kiosk_wait(&k, 60);
    CHECK(is_at("welcome"));
}

TEST(an_emergency_that_cannot_be_kept_is_shown_and_kept_later)
{
    UNUSED_STATE;
    char page[16];
    number("PRAGMA query_only = 1");
    CHECK(!app_page(&k.app, PAGE_EMERGENCY, &err));
    CHECK_INT(err.code, ERR_READ_ONLY);
    kiosk_frame(&k);
    kiosk_wait(&k, 60);
    CHECK(is_at("emergency"));
    number("PRAGMA query_only = 0");
    kiosk_wait(&k, 60);
    CHECK(settings_get(k.store, "page", page, sizeof page, &err));
    CHECK_TEXT(page, "emergency");
    CHECK(is_at("emergency"));
}

TEST(a_word_that_is_no_page_changes_nothing)
{
    UNUSED_STATE;
    number("INSERT INTO setting (key, value) VALUES ('page', 'shut') RETURNING 1");
    kiosk_wait(&k, 60);
    CHECK(is_at("welcome"));
}

/* The pages must hold as many languages as a school may welcome. */
TEST(eight_languages_fit_on_every_glass)
{
    UNUSED_STATE;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {1024, 600}};
    const Language *three[3] = {k.app.welcomed[0], k.app.welcomed[1], k.app.welcomed[2]};
    for (int count = 1; count <= SCHOOL_LANGUAGES; count++) {
        for (int i = 0; i < count; i++)
            k.app.welcomed[i] = three[i % 3];
        k.app.welcomed_count = count;
        for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
            char problems[4096] = "";
            app_resize(&k.app, sizes[size][0], sizes[size][1], 0);
            app_fail(&k.app, FAULT_RECORDS, &(Err){.code = ERR_FULL});
            kiosk_frame(&k);
            CHECK(is_at("out_of_order"));
            if (inspect(&k.app.ui, problems, sizeof problems))
                fail_msg("%d languages at %d wide: %s", count, sizes[size][0], problems);
        }
    }
}

/* --- out of order -------------------------------------------------------------------------- */

/* Fills what is left of a disk, and of the pages there are, with other homes' visits. */
static void fill_disk(void)
{
    int64_t pages = number("PRAGMA page_count");
    char limit[64];
    snprintf(limit, sizeof limit, "PRAGMA max_page_count = %d", (int)pages);
    number(limit);
    for (int i = 0; i < 10000; i++) {
        Visit visit = {.id = store_new_id(k.store, EVENING),
            .event = k.app.open[0].id,
            .opened_by = store_new_id(k.store, EVENING),
            .arrived = EVENING,
            .adults = 1,
            .day = 20261119,
            .language = "en",
            .kiosk = "lobby"};
        if (!visits_arrive(k.store, &visit, NULL, 0, err_clear(&err)))
            break;
    }
    CHECK_INT(err.code, ERR_FULL);
}

TEST(a_full_disk_thanks_nobody)
{
    UNUSED_STATE;
    find_home();
    fill_disk();
    int64_t visits = number("SELECT count(*) FROM visit");
    check_in();
    CHECK(is_at("household"));
    CHECK(!anywhere(&k, "Thank you"));
    CHECK_INT(number("SELECT count(*) FROM visit"), visits);
    number("PRAGMA max_page_count = 100000");
    check_in();
    CHECK(is_at("thanks"));
    CHECK_INT(number("SELECT count(*) FROM visit"), visits + 1);
}

TEST(what_cannot_be_kept_puts_the_next_visitor_off_and_not_this_one)
{
    UNUSED_STATE;
    find_home();
    number("PRAGMA query_only = 1");
    check_in();
    CHECK(is_at("household"));
    kiosk_wait(&k, 90); /* gone: their journey cannot be kept */
    CHECK(is_at("out_of_order"));
    says(BROKEN);
    CHECK(anywhere(&k, "F4"));
    CHECK_INT(number("SELECT count(*) FROM visit"), 0);
    CHECK(!app_wants_mending(&k.app));
    kiosk_wait(&k, MEND_AGAIN);
    CHECK(app_wants_mending(&k.app));
    number("PRAGMA query_only = 0");
    app_mend(&k.app);
    kiosk_frame(&k);
    see(&k, HEADING, "Welcome");
}

TEST(records_that_cannot_be_read_end_nobodys_visit)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Check in");
    Sql *q = sql(k.store, "ALTER TABLE event RENAME TO gone");
    CHECK(sql_run(q, &err));
    kiosk_wait(&k, 30);
    kiosk_type(&k, "a");
    kiosk_wait(&k, 30);
    CHECK(is_at("name"));
    CHECK_INT(k.app.fault.place, FAULT_RECORDS);
    kiosk_type(&k, "b");
    kiosk_wait(&k, MEND_AGAIN + 1);
    CHECK(!app_wants_mending(&k.app)); /* not while somebody is on the way */
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("out_of_order"));
    CHECK(anywhere(&k, "F1"));
}

TEST(an_emergency_goes_before_all)
{
    UNUSED_STATE;
    app_fail(&k.app, FAULT_RECORDS, &(Err){.code = ERR_FULL});
    kiosk_frame(&k);
    CHECK(is_at("out_of_order"));
    app_page(&k.app, PAGE_EMERGENCY, &err);
    kiosk_frame(&k);
    CHECK(is_at("emergency"));
    app_mend(&k.app);
    kiosk_frame(&k);
    CHECK(is_at("emergency"));
}

TEST(each_fault_has_its_own_code_and_a_remedy)
{
    UNUSED_STATE;
    static const ErrCode errs[] = {
        ERR_BROKEN, ERR_FULL, ERR_NEWER, ERR_READ_ONLY, ERR_BUSY, ERR_NOT_FOUND};
    char code[4] = "F0";
    for (size_t i = 0; i < sizeof errs / sizeof *errs; i++) {
        Fault fault = {.place = FAULT_RECORDS, .err.code = errs[i]};
        code[1]++;
        CHECK_TEXT(fault_code(&fault), code);
        CHECK(strlen(fault_remedy(&fault)) > 10);
    }
    CHECK_TEXT(fault_code(&(Fault){.place = FAULT_SCHOOL, .err.code = ERR_INVALID}), "F7");
    CHECK_TEXT(fault_code(&(Fault){.place = FAULT_PROGRAM, .err.code = ERR_FULL}), "F8");
    CHECK_TEXT(fault_code(&(Fault){.place = FAULT_RECORDS, .err.code = ERR_OFFLINE}), "F9");
}

/* --- help ---------------------------------------------------------------------------------- */

TEST(help_tells_the_office_where_and_in_which_language)
{
    UNUSED_STATE;
    HelpCall found[2];
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Help");
    see(&k, TEXT, "Ask at the office desk. Someone there will help you.");
    CHECK_INT(help_waiting(k.store, found, 2, &err), 1);
    CHECK_TEXT(found[0].screen, "name");
    CHECK_TEXT(found[0].language, "es");
    CHECK_TEXT(found[0].kiosk, "lobby");
    CHECK_INT(found[0].at, k.app.now);
    tap(&k, BUTTON, "Close");
    CHECK(is_at("name"));
}

TEST(help_in_the_same_minute_is_one_call)
{
    UNUSED_STATE;
    for (int i = 0; i < 3; i++) {
        tap(&k, BUTTON, "Help");
        see(&k, DIALOG, "Do you need help?");
        tap(&k, BUTTON, "Close");
    }
    CHECK_INT(help_waiting(k.store, NULL, 0, &err), 1);
    kiosk_wait(&k, 59);
    tap(&k, BUTTON, "Help");
    tap(&k, BUTTON, "Close");
    CHECK_INT(help_waiting(k.store, NULL, 0, &err), 1);
    kiosk_wait(&k, 1);
    tap(&k, BUTTON, "Help");
    CHECK_INT(help_waiting(k.store, NULL, 0, &err), 2);
}

TEST(help_that_cannot_be_kept_still_says_where_to_go)
{
    UNUSED_STATE;
    number("PRAGMA query_only = 1");
    tap(&k, BUTTON, "Help");
    see(&k, TEXT, "Ask at the office desk. Someone there will help you.");
    number("PRAGMA query_only = 0");
}

/* --- the device ---------------------------------------------------------------------------- */

TEST(the_device_gives_its_name_and_its_size)
{
    UNUSED_STATE;
    Device device;
    device_init(&device);
    snprintf(device.kiosk, sizeof device.kiosk, "gym");
    float guessed = k.app.theme.px_per_u;
    device.diagonal = 27;
    app_device(&k.app, &device);
    kiosk_frame(&k);
    CHECK(k.app.theme.px_per_u < guessed);
    tap(&k, BUTTON, "Help");
    HelpCall found;
    CHECK_INT(help_waiting(k.store, &found, 1, &err), 1);
    CHECK_TEXT(found.kiosk, "gym");
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_kiosk, close_kiosk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(closed_says_so_and_lets_nobody_begin),
        RUN_OPEN(who_has_begun_ends_before_it_closes),
        RUN_OPEN(back_to_the_start_is_the_closed_page_too),
        RUN_OPEN(an_emergency_is_shown_at_once_and_nothing_of_the_visitor_is_left),
        RUN_OPEN(what_another_hand_sets_is_followed_within_a_minute),
        RUN_OPEN(an_emergency_that_cannot_be_kept_is_shown_and_kept_later),
        RUN_OPEN(a_word_that_is_no_page_changes_nothing),
        RUN_OPEN(eight_languages_fit_on_every_glass),
        RUN_OPEN(a_full_disk_thanks_nobody),
        RUN_OPEN(what_cannot_be_kept_puts_the_next_visitor_off_and_not_this_one),
        RUN_OPEN(records_that_cannot_be_read_end_nobodys_visit),
        RUN_OPEN(an_emergency_goes_before_all),
        RUN_OPEN(each_fault_has_its_own_code_and_a_remedy),
        RUN_OPEN(help_tells_the_office_where_and_in_which_language),
        RUN_OPEN(help_in_the_same_minute_is_one_call),
        RUN_OPEN(help_that_cannot_be_kept_still_says_where_to_go),
        RUN_OPEN(the_device_gives_its_name_and_its_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
