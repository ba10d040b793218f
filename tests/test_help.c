/* Calls for help: one a minute from a kiosk, open until somebody goes. */
#include "check.h"

#include "base/utf8.h"
#include "store/help.h"
#include "store/settings.h"
#include "store/sql.h"

enum { NOON = 1795111200 };

static Store *store;
static Err err;

static int open_store(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    return store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int close_store(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static HelpCall call(const char *kiosk, int64_t at)
{
    HelpCall made = {.at = at, .screen = "proof", .language = "ar"};
    utf8_copy(made.kiosk, sizeof made.kiosk, kiosk);
    if (!help_call(store, &made, &err))
        fail_msg("%s", err.detail);
    return made;
}

static int64_t number(const char *text)
{
    Sql *q = sql(store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

static int waiting(void)
{
    return help_waiting(store, NULL, 0, &err);
}

TEST(a_call_says_where_and_in_which_language)
{
    UNUSED_STATE;
    HelpCall first = call("front door", NOON), found[2];
    CHECK(!id_is_zero(first.id));
    CHECK_INT(help_waiting(store, found, 2, &err), 1);
    CHECK(id_equal(found[0].id, first.id));
    CHECK_TEXT(found[0].kiosk, "front door");
    CHECK_TEXT(found[0].screen, "proof");
    CHECK_TEXT(found[0].language, "ar");
    CHECK_INT(found[0].at, NOON);
    CHECK_INT(found[0].answered, 0);
}

TEST(a_kiosks_calls_of_a_minute_are_one)
{
    UNUSED_STATE;
    HelpCall first = call("lobby", NOON);
    CHECK(id_equal(call("lobby", NOON + 59).id, first.id));
    CHECK(id_equal(call("lobby", NOON - 59).id, first.id)); /* the clock was set back */
    CHECK_INT(waiting(), 1);
    CHECK(!id_equal(call("gym", NOON + 1).id, first.id));
    CHECK(!id_equal(call("lobby", NOON + 60).id, first.id));
    CHECK_INT(waiting(), 3);
    CHECK_INT(number("SELECT count(*) FROM outbox WHERE kind = 'help.called'"), 3);
}

TEST(a_call_is_open_until_somebody_goes)
{
    UNUSED_STATE;
    HelpCall first = call("lobby", NOON);
    call("gym", NOON + 5);
    CHECK(help_answer(store, first.id, NOON + 30, &err));
    CHECK_INT(waiting(), 1);
    CHECK(!help_answer(store, first.id, NOON + 40, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(number("SELECT answered FROM help_call WHERE kiosk = 'lobby'"), NOON + 30);
    CHECK_INT(number("SELECT count(*) FROM outbox WHERE kind = 'help.answered'"), 1);
    CHECK_INT(number("SELECT json_extract(body, '$.answered') FROM outbox"
                     " WHERE kind = 'help.answered'"),
        NOON + 30);
    CHECK(store_check(store, &err));
}

TEST(more_than_fit_are_counted)
{
    UNUSED_STATE;
    HelpCall found[2];
    for (int i = 0; i < 3; i++)
        call("lobby", NOON + i * HELP_AGAIN);
    CHECK_INT(help_waiting(store, found, 2, &err), 3);
    CHECK_INT(found[0].at, NOON);
    CHECK_INT(found[1].at, NOON + HELP_AGAIN);
}

TEST(a_call_that_cannot_be_kept_is_not_there)
{
    UNUSED_STATE;
    HelpCall made = {.kiosk = "lobby", .screen = "welcome", .language = "en", .at = NOON};
    number("PRAGMA max_page_count = 1");
    char screen[32] = "welcome";
    int64_t at = NOON;
    bool is_kept = true;
    while (is_kept && at < NOON + 1000LL * HELP_AGAIN) { /* until the last page is full */
        made = (HelpCall){.kiosk = "lobby", .language = "en", .at = at};
        utf8_copy(made.screen, sizeof made.screen, screen);
        is_kept = help_call(store, &made, &err);
        at += HELP_AGAIN;
    }
    CHECK(!is_kept);
    CHECK_INT(err.code, ERR_FULL);
    CHECK(id_is_zero(made.id));
    CHECK_INT(waiting(), number("SELECT count(*) FROM outbox WHERE kind = 'help.called'"));
}

TEST(the_page_is_open_closed_or_emergency)
{
    UNUSED_STATE;
    char page[16];
    CHECK(settings_get(store, "page", page, sizeof page, &err));
    CHECK_TEXT(page, "open");
    CHECK(settings_set(store, "page", "emergency", &err));
    static const char *const bad[] = {"", "shut", "open closed", "Open", " open"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!settings_set(store, "page", bad[i], &err));
        CHECK_INT(err.code, ERR_INVALID);
    }
    CHECK(settings_get(store, "page", page, sizeof page, &err));
    CHECK_TEXT(page, "emergency");
}

TEST(a_probe_changes_nothing_and_finds_what_cannot_be_written)
{
    UNUSED_STATE;
    CHECK(store_probe(store, &err) && store_probe(store, &err));
    CHECK(store_check(store, &err));
    CHECK_INT(number("SELECT count(*) FROM outbox"), 0);
    number("PRAGMA query_only = 1");
    CHECK(!store_probe(store, &err));
    CHECK_INT(err.code, ERR_READ_ONLY);
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_call_says_where_and_in_which_language),
        RUN_OPEN(a_kiosks_calls_of_a_minute_are_one),
        RUN_OPEN(a_call_is_open_until_somebody_goes),
        RUN_OPEN(more_than_fit_are_counted),
        RUN_OPEN(a_call_that_cannot_be_kept_is_not_there),
        RUN_OPEN(the_page_is_open_closed_or_emergency),
        RUN_OPEN(a_probe_changes_nothing_and_finds_what_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
