/* The small tables: settings, events, texts, journeys. */
#include "check.h"

#include "store/events.h"
#include "store/journeys.h"
#include "store/settings.h"
#include "store/sql.h"

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

static void ask(const char *text, char out[64])
{
    Sql *q = sql(store, text);
    out[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, out, 64);
    CHECK(sql_done(q, &err));
}

TEST(a_setting_has_a_value_before_anyone_set_one)
{
    UNUSED_STATE;
    char value[64];
    CHECK(settings_get(store, "languages", value, sizeof value, &err));
    CHECK_TEXT(value, "en");
    CHECK_INT(settings_number(store, "idle_seconds"), 60);
    CHECK(settings_set(store, "idle_seconds", "120", &err));
    CHECK_INT(settings_number(store, "idle_seconds"), 120);

    static const char *const wrong[] = {
        "29", "301", "", " 60", "60s", "-60", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!settings_set(store, "idle_seconds", wrong[i], err_clear(&err)));
        CHECK_INT(err.code, ERR_INVALID);
    }
    CHECK_INT(settings_number(store, "idle_seconds"), 120);
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    CHECK(!settings_set(store, "timezone", "America/Nowhere", err_clear(&err)));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK(!settings_get(store, "shcool", value, sizeof value, err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!settings_set(store, "school_", "x", err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(the_school_has_a_name_in_each_language)
{
    UNUSED_STATE;
    char value[64];
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    CHECK(settings_set(store, "school_es", "Escuela Lincoln", &err));
    CHECK(settings_get(store, "school_es", value, sizeof value, &err));
    CHECK_TEXT(value, "Escuela Lincoln");
    CHECK(settings_get(store, "school_zh_Hans", value, sizeof value, &err));
    CHECK_TEXT(value, "Lincoln School");
}

static Event put_event(const char *uid, int64_t starts, int64_t ends)
{
    Event event = {.starts = starts, .ends = ends, .kind = "open_house"};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    CHECK(events_put(store, &event, 1, &err));
    return event;
}

TEST(an_event_is_open_from_before_its_start_until_its_end)
{
    UNUSED_STATE;
    Event out[4];
    put_event("b", 20000, 30000);
    Event a = put_event("a", 10000, 20000);
    CHECK_INT(events_open(store, 6399, 60, out, 4, &err), 0);
    CHECK_INT(events_open(store, 6400, 60, out, 4, &err), 1);
    CHECK(id_equal(out[0].id, a.id));
    CHECK_INT(events_open(store, 19999, 60, out, 4, &err), 2);
    CHECK_TEXT(out[0].uid, "a");
    CHECK_TEXT(out[1].uid, "b");
    CHECK_INT(events_open(store, 20000, 60, out, 4, &err), 1);
    CHECK_TEXT(out[0].uid, "b");
    CHECK_INT(events_open(store, 30000, 60, out, 4, &err), 0);

    CHECK_INT(events_between(store, 0, 10000, out, 4, &err), 0);
    CHECK_INT(events_between(store, 0, 10001, out, 4, &err), 1);
    CHECK_INT(events_between(store, 0, 90000, out, 1, &err), 1);
    CHECK_INT(events_between(store, 20000, 90000, out, 4, &err), 1);
}

TEST(an_event_put_again_is_the_same_one)
{
    UNUSED_STATE;
    Event found;
    Event first = put_event("a", 100, 200), second = put_event("a", 150, 250);
    CHECK(id_equal(first.id, second.id));
    CHECK(events_get(store, first.id, &found, &err));
    CHECK_INT(found.starts, 150);
    CHECK_TEXT(found.kind, "open_house");
    CHECK(!events_get(store, store_new_id(store, 1), &found, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);

    Event wrong = {.uid = "w", .starts = 2, .ends = 1};
    CHECK(!events_put(store, &wrong, 1, err_clear(&err)));
    CHECK_INT(err.code, ERR_INVALID);
    wrong = (Event){.starts = 1, .ends = 2};
    CHECK(!events_put(store, &wrong, 1, err_clear(&err)));
    CHECK_INT(err.code, ERR_INVALID);
}

TEST(a_text_is_in_the_language_else_english_else_any)
{
    UNUSED_STATE;
    char text[64];
    Id id = store_new_id(store, 1);
    CHECK(content_get(store, id, CONTENT_TITLE, "es", text, sizeof text, &err));
    CHECK_TEXT(text, "");
    CHECK(content_put(store, id, CONTENT_TITLE, "so", "Guriga furan", &err));
    CHECK(content_get(store, id, CONTENT_TITLE, "es", text, sizeof text, &err));
    CHECK_TEXT(text, "Guriga furan");
    CHECK(content_put(store, id, CONTENT_TITLE, "en", "Open house", &err));
    CHECK(content_get(store, id, CONTENT_TITLE, "es", text, sizeof text, &err));
    CHECK_TEXT(text, "Open house");
    CHECK(content_put(store, id, CONTENT_TITLE, "es", "Puertas", &err));
    CHECK(content_put(store, id, CONTENT_TITLE, "es", "Puertas abiertas", &err));
    CHECK(content_get(store, id, CONTENT_TITLE, "es", text, sizeof text, &err));
    CHECK_TEXT(text, "Puertas abiertas");
    CHECK(content_put(store, id, CONTENT_TITLE, "es", "", &err));
    CHECK(content_get(store, id, CONTENT_TITLE, "es", text, sizeof text, &err));
    CHECK_TEXT(text, "Open house");
    CHECK(content_get(store, id, CONTENT_PLACE, "en", text, sizeof text, &err));
    CHECK_TEXT(text, "");
}

TEST(a_journey_is_kept_with_its_steps_or_not_at_all)
{
    UNUSED_STATE;
    char found[64];
    Journey journey = {.kiosk = "lobby",
        .language = "ar",
        .flow = "check_in",
        .started = 100,
        .steps = {{"welcome", 1, 4}, {"check_in", 6, 11}},
        .count = 2,
        .ended = "done"};
    CHECK(journeys_add(store, &journey, &err));
    ask("SELECT group_concat(screen || touches || ':' || seconds) FROM journey_step", found);
    CHECK_TEXT(found, "welcome1:4,check_in6:11");
    snprintf(journey.ended, sizeof journey.ended, "gone");
    CHECK(!journeys_add(store, &journey, &err));
    ask("SELECT count(*) FROM journey", found);
    CHECK_TEXT(found, "1");
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_setting_has_a_value_before_anyone_set_one),
        RUN_OPEN(the_school_has_a_name_in_each_language),
        RUN_OPEN(an_event_is_open_from_before_its_start_until_its_end),
        RUN_OPEN(an_event_put_again_is_the_same_one),
        RUN_OPEN(a_text_is_in_the_language_else_english_else_any),
        RUN_OPEN(a_journey_is_kept_with_its_steps_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
