/* Settings: what may stand in each, and what is said of what may not; the audit. */
#include "check.h"

#include "store/settings.h"
#include "store/sql.h"

static Store *store;
static Err err;
static const AuditBy terminal = {.at = 1795132800, .kiosk = ""};

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
    store = NULL;
    return 0;
}

static void takes(const char *key, const char *value)
{
    char is[SETTING_SIZE];
    if (!settings_set(store, key, value, &err))
        fail_msg("%s = \"%s\": %s", key, value, err.detail);
    CHECK(settings_get(store, key, is, sizeof is, &err));
    CHECK_TEXT(is, value);
}

static void refuses(const char *key, const char *value, const char *why)
{
    char before[SETTING_SIZE], after[SETTING_SIZE];
    CHECK(settings_get(store, key, before, sizeof before, &err));
    if (settings_set(store, key, value, &err))
        fail_msg("%s took \"%s\"", key, value);
    CHECK_INT(err.code, ERR_INVALID);
    if (!strstr(err.detail, key) || !strstr(err.detail, why))
        fail_msg("%s = \"%s\": %s", key, value, err.detail);
    CHECK(settings_get(store, key, after, sizeof after, &err));
    CHECK_TEXT(after, before);
}

TEST(every_row_says_what_it_means_and_takes_what_stands_in_it)
{
    UNUSED_STATE;
    int count;
    char allowed[128];
    const Setting *rows = settings_rows(&count);
    CHECK(count >= 9);
    for (int i = 0; i < count; i++) {
        CHECK(rows[i].help[0] && strlen(rows[i].help) < 80 && !strchr(rows[i].help, '\n'));
        settings_allowed(&rows[i], allowed, sizeof allowed);
        CHECK(allowed[0] && strlen(allowed) < sizeof allowed - 1);
        takes(rows[i].key, rows[i].otherwise);
        for (int j = 0; j < i; j++)
            CHECK(strcmp(rows[i].key, rows[j].key) != 0);
    }
}

TEST(what_is_out_of_bounds_is_refused_with_what_is_allowed)
{
    UNUSED_STATE;
    takes("idle_seconds", "30");
    takes("idle_seconds", "300");
    refuses("idle_seconds", "29", "from 30 to 300");
    refuses("idle_seconds", "soon", "from 30 to 300");
    takes("check_in_before_minutes", "0");
    takes("check_in_before_minutes", "240");
    refuses("check_in_before_minutes", "241", "from 0 to 240");
    takes("colour", "#0A5963");
    refuses("colour", "0A5963", "#RRGGBB");
    refuses("colour", "#0A596", "#RRGGBB");
    takes("timezone", "America/Chicago");
    refuses("timezone", "Chicago", "America/Chicago");
    takes("page", "closed");
    refuses("page", "shut", "open closed emergency");
}

TEST(languages_are_a_list_without_gaps_or_repeats)
{
    UNUSED_STATE;
    takes("languages", "en");
    takes("languages", "es,en,zh_Hans,ar");
    static const char *const bad[] = {"", ",", "en,", ",en", "en,,es", "en, es", "en;es",
        "en,es,en", "en,en,es", "e", "en,a_language_that_is_none", "../en"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuses("languages", bad[i], "as en,es,ar");
    takes("languages", "en,en_XA"); /* a beginning is not a repeat */
}

TEST(words_are_one_line_that_fits)
{
    UNUSED_STATE;
    char text[SETTING_SIZE + 1] = "";
    memset(text, 'x', SETTING_SIZE - 1);
    takes("school", text);
    text[SETTING_SIZE - 1] = 'x';
    refuses("school", text, "at most 255 bytes");
    refuses("school", "two\nlines", "one line");
    refuses("school", "\xff", "one line");
    takes("school_ar", "مدرسة لينكولن");
    takes("school", "");
}

TEST(a_key_that_is_none_is_told_the_near_ones)
{
    UNUSED_STATE;
    static const struct {
        const char *typed, *said;
    } rows[] = {
        {"shcool", "near it: school"},
        {"idle", "near it: idle_seconds"},
        {"idel_seconds", "near it: idle_seconds"},
        {"language", "near it: languages"},
        {"time_zone", "near it: timezone"},
        {"minutes", "near it: check_in_before_minutes"},
        {"zzz", "there are: school, "},
        {"", "there are: school, "},
    };
    char value[SETTING_SIZE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(!settings_get(store, rows[i].typed, value, sizeof value, err_clear(&err)));
        CHECK_INT(err.code, ERR_NOT_FOUND);
        if (!strstr(err.detail, rows[i].said))
            fail_msg("%s: %s", rows[i].typed, err.detail);
        CHECK(!settings_set(store, rows[i].typed, "1", err_clear(&err)));
        CHECK_INT(err.code, ERR_NOT_FOUND);
    }
}

TEST(the_keys_in_a_language_are_found_again)
{
    UNUSED_STATE;
    char key[64] = "", all[128] = "";
    takes("school", "Lincoln School");
    takes("school_es", "Escuela Lincoln");
    takes("timezone", "America/Chicago");
    takes("we_did_es", "x");
    err_clear(&err);
    while (settings_next(store, key, key, sizeof key, &err)) {
        strcat(all, key);
        strcat(all, " ");
    }
    CHECK_INT(err.code, ERR_NONE);
    CHECK_TEXT(all, "school_es we_did_es ");
}

TEST(a_change_is_in_the_audit_with_what_stood_before)
{
    UNUSED_STATE;
    AuditEntry rows[4];
    CHECK(settings_change(store, &terminal, "idle_seconds", "90", &err));
    CHECK(!settings_change(store, &terminal, "idle_seconds", "9", &err));
    CHECK(!settings_change(store, &terminal, "idle", "90", &err));
    CHECK_INT(audit_list(store, 0, rows, 4, &err), 1);
    CHECK_TEXT(rows[0].act, "setting.set");
    CHECK_TEXT(rows[0].subject, "idle_seconds");
    CHECK_TEXT(rows[0].detail, "60 -> 90");

    CHECK(sql_run(sql(store, "ALTER TABLE audit RENAME TO elsewhere"), &err));
    CHECK(!settings_change(store, &terminal, "idle_seconds", "120", &err));
    CHECK_INT(settings_number(store, "idle_seconds"), 90);
}

TEST(the_audit_is_paged_newest_first)
{
    UNUSED_STATE;
    AuditEntry rows[4];
    char subject[16];
    for (int i = 0; i < 10; i++) {
        snprintf(subject, sizeof subject, "%d", i);
        CHECK(audit_add(store, &terminal, "test", subject, "", &err));
    }
    int64_t before = 0;
    for (int seen = 0; seen < 10;) {
        int count = audit_list(store, before, rows, 4, &err);
        CHECK_INT(count, seen < 8 ? 4 : 2);
        for (int i = 0; i < count; i++)
            CHECK_INT(atoi(rows[i].subject), 9 - seen++);
        before = rows[count - 1].number;
    }
    CHECK_INT(audit_list(store, before, rows, 4, &err), 0);
}

#define WITH_STORE(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(every_row_says_what_it_means_and_takes_what_stands_in_it),
        WITH_STORE(what_is_out_of_bounds_is_refused_with_what_is_allowed),
        WITH_STORE(languages_are_a_list_without_gaps_or_repeats),
        WITH_STORE(words_are_one_line_that_fits),
        WITH_STORE(a_key_that_is_none_is_told_the_near_ones),
        WITH_STORE(the_keys_in_a_language_are_found_again),
        WITH_STORE(a_change_is_in_the_audit_with_what_stood_before),
        WITH_STORE(the_audit_is_paged_newest_first),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
