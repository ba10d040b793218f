/* Calendars into the records: what one adds, and what a second one changes, withdraws, leaves. */
#include "check.h"

#include <unistd.h>

#include "exchange/content.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/terms.h"

enum { NOW = 1795996800 }; /* 2026-11-29T19:00, New York */

static Store *open_store(void)
{
    Store *store = NULL;
    Err err = {0};
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/New_York", &err));
    CHECK(settings_set(store, "languages", "es,en", &err));
    return store;
}

static void write_calendar(char *path, const char *lines)
{
    int file = mkstemp(path);
    CHECK(file >= 0);
    CHECK(dprintf(file, "BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n", lines) > 0);
    close(file);
}

static bool import(Store *store, const char *lines, ImportCount *count, char **notes, Err *err)
{
    char path[] = "/tmp/foyer-test-XXXXXX";
    size_t size;
    write_calendar(path, lines);
    FILE *told = open_memstream(notes, &size);
    bool done = import_events(store, path, NOW, told, count, err);
    fclose(told);
    unlink(path);
    return done;
}

/* added, changed, withdrawn, unchanged, left alone */
static void check_import(Store *store, const char *lines, const char *counts)
{
    ImportCount count;
    char *notes = NULL, found[64];
    Err err = {0};
    CHECK(import(store, lines, &count, &notes, &err));
    snprintf(found, sizeof found, "%d %d %d %d %d", count.added, count.changed, count.left,
        count.unchanged, count.rejected);
    CHECK_TEXT(found, counts);
    free(notes);
}

static int64_t number(Store *store, const char *text)
{
    Err err = {0};
    Sql *q = sql(store, text);
    int64_t value = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return value;
}

#define FAIR(more)                                                                                 \
    "BEGIN:VEVENT\nUID:fair\nDTSTART;VALUE=DATE:20261210\nSUMMARY:Feria\n" more "END:VEVENT\n"

TEST(an_event_is_changed_by_a_newer_word_only)
{
    UNUSED_STATE;
    Store *store = open_store();
    check_import(store, FAIR("SEQUENCE:1\nDTSTAMP:20261101T000000Z\nLOCATION:Gym\n"), "1 0 0 0 0");
    CHECK_INT(number(store, "SELECT is_all_day FROM event WHERE uid = 'fair'"), 1);
    CHECK_INT(number(store, "SELECT count(*) FROM content WHERE language = 'es'"), 2);
    check_import(store, FAIR("SEQUENCE:1\nDTSTAMP:20261101T000000Z\nLOCATION:Gym\n"), "0 0 0 1 0");
    check_import(store, FAIR("SEQUENCE:1\nDTSTAMP:20261102T000000Z\nLOCATION:Hall\n"), "0 1 0 0 0");
    check_import(store, FAIR("SEQUENCE:1\nDTSTAMP:20261101T000000Z\nLOCATION:Gym\n"), "0 0 0 0 1");
    check_import(store, FAIR("DTSTAMP:20261120T000000Z\nLOCATION:Gym\n"), "0 0 0 0 1");
    CHECK_INT(number(store, "SELECT count(*) FROM content WHERE text = 'Hall'"), 1);
    check_import(store, FAIR("SEQUENCE:2\nDTSTAMP:20261001T000000Z\n"), "0 1 0 0 0");
    CHECK_INT(number(store, "SELECT count(*) FROM content"), 1);
    store_close(store);
}

TEST(a_cancelled_event_is_withdrawn_and_shown_nowhere)
{
    UNUSED_STATE;
    static const struct {
        const char *word;
    } cases[] = {
        {FAIR("SEQUENCE:1\nSTATUS:CANCELLED\n")},
        {"METHOD:CANCEL\nBEGIN:VEVENT\nUID:fair\nSEQUENCE:1\nEND:VEVENT\n"},
        {FAIR("SEQUENCE:1\nCLASS:CONFIDENTIAL\n")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Event found;
        Err err = {0};
        Store *store = open_store();
        check_import(store, cases[i].word, "0 0 0 0 0");
        check_import(store, FAIR(""), "1 0 0 0 0");
        CHECK_INT(events_between(store, NOW, NOW + 864000 * 2, &found, 1, &err), 1);
        CHECK_INT(events_open(store, found.starts, 60, &found, 1, &err), 1);
        check_import(store, cases[i].word, "0 0 1 0 0");
        CHECK_INT(events_between(store, NOW, NOW + 864000 * 2, &found, 1, &err), 0);
        CHECK(events_find(store, "fair", &found, &err));
        CHECK(found.is_withdrawn);
        CHECK_INT(events_open(store, found.starts, 60, &found, 1, &err), 0);
        check_import(store, FAIR("SEQUENCE:2\n"), "0 1 0 0 0"); /* it will be, after all */
        CHECK_INT(events_between(store, NOW, NOW + 864000 * 2, &found, 1, &err), 1);
        store_close(store);
    }
}

#define COFFEE(more)                                                                               \
    "BEGIN:VEVENT\nUID:coffee\nDTSTART;TZID=America/New_York:20261201T080000\nDURATION:PT1H\n"     \
    "SUMMARY:Coffee\n" more "END:VEVENT\n"

TEST(an_instance_that_a_series_no_longer_has_is_withdrawn)
{
    UNUSED_STATE;
    Store *store = open_store();
    check_import(store, COFFEE("RRULE:FREQ=WEEKLY;COUNT=4\n"), "4 0 0 0 0");
    check_import(store, COFFEE("RRULE:FREQ=WEEKLY;COUNT=3\n"), "0 0 1 3 0");
    CHECK_INT(number(store,
                  "SELECT count(*) FROM event WHERE state = 'withdrawn'"
                  " AND uid = 'coffee/20261222T080000'"),
        1);
    check_import(store, COFFEE("RRULE:FREQ=WEEKLY;COUNT=3\n"), "0 0 0 3 0");
    /* moved, by hand; then the rule's own times once more */
    check_import(store,
        COFFEE("RRULE:FREQ=WEEKLY;COUNT=3\n") "BEGIN:VEVENT\nUID:coffee\nDURATION:PT1H\n"
                                              "RECURRENCE-ID:20261208T130000Z\nSUMMARY:Moved\n"
                                              "DTSTART:20261209T130000Z\nEND:VEVENT\n",
        "0 1 0 2 0");
    CHECK_INT(
        number(store, "SELECT starts FROM event WHERE uid = 'coffee/20261208T080000'"), 1796821200);
    check_import(store, COFFEE("RRULE:FREQ=WEEKLY;COUNT=3\n"), "0 1 0 2 0");
    /* one alone is cancelled */
    check_import(store,
        "METHOD:CANCEL\nBEGIN:VEVENT\nUID:coffee\nRECURRENCE-ID:20261215T130000Z\nEND:VEVENT\n",
        "0 0 1 0 0");
    /* once: the series goes, the one event comes */
    check_import(store, COFFEE("SEQUENCE:1\n"), "1 0 2 0 0");
    check_import(store, COFFEE("SEQUENCE:2\nSTATUS:CANCELLED\n"), "0 0 1 0 0");
    CHECK_INT(number(store, "SELECT count(*) FROM event"), 5);
    CHECK_INT(number(store, "SELECT count(*) FROM event WHERE state = 'published'"), 0);
    store_close(store);
}

TEST(a_series_ends_with_the_school_year_else_after_400_days)
{
    UNUSED_STATE;
    Store *store = open_store();
    Err err = {0};
    check_import(store, COFFEE("RRULE:FREQ=DAILY\n"), "399 0 0 0 0");
    store_close(store);
    store = open_store();
    Term year = {
        .title = "2026-27", .kind = TERM_YEAR, .first_day = 20260901, .day_after_last = 20261211};
    year.id = store_new_id(store, NOW);
    CHECK(terms_put(store, &year, &err));
    check_import(store, COFFEE("RRULE:FREQ=DAILY\n"), "10 0 0 0 0");
    store_close(store);
}

/* What is told before a list is put: a plan, of these lines. */
static void check_plan(Store *store, const char *lines, const char *wanted)
{
    char path[] = "/tmp/foyer-test-XXXXXX", *told = NULL;
    EventList list;
    Err err = {0};
    size_t size;
    FILE *out = open_memstream(&told, &size);
    write_calendar(path, lines);
    CHECK(content_read_events(&list, store, path, NOW, NULL, &err));
    CHECK(content_compare_events(&list, store, &err));
    CHECK(content_print_events(&list, store, out, &err));
    fclose(out);
    CHECK_TEXT(told, wanted);
    unlink(path);
    free(told);
    content_finish(&list);
}

TEST(a_plan_never_has_the_title_of_a_private_event)
{
    UNUSED_STATE;
    Store *store = open_store();
    check_import(store, COFFEE("RRULE:FREQ=WEEKLY;COUNT=2\nSEQUENCE:1\n"), "2 0 0 0 0");
    check_plan(store,
        COFFEE("RRULE:FREQ=WEEKLY;COUNT=2\nSEQUENCE:1\n") "BEGIN:VEVENT\nUID:coffee\n"
                                                          "SUMMARY:Secret\nCLASS:PRIVATE\n"
                                                          "RECURRENCE-ID:20261208T130000Z\n"
                                                          "END:VEVENT\n",
        "  withdraw  2026-12-08 08:00 - 09:00  Coffee\n");
    check_plan(store,
        "METHOD:CANCEL\nBEGIN:VEVENT\nUID:coffee\nRECURRENCE-ID:20261208T130000Z\nEND:VEVENT\n",
        "  leave alone (the records have a newer word)  2026-12-08 08:00 - 08:00  Coffee\n");
    store_close(store);
}

TEST(a_category_is_a_kind_if_there_is_such_a_one)
{
    UNUSED_STATE;
    Store *store = open_store();
    Err err = {0};
    Event event = {.uid = "x", .kind = "open_house", .starts = 1, .ends = 2};
    CHECK(events_put(store, &event, 1, &err));
    check_import(
        store, FAIR("CATEGORIES:Holiday,Open House\nURL:https://example.org/f\n"), "1 0 0 0 0");
    CHECK_INT(number(store,
                  "SELECT count(*) FROM event WHERE uid = 'fair' AND kind = 'open_house'"
                  " AND link = 'https://example.org/f'"),
        1);
    check_import(store, FAIR("URL:https://example.org/f\n"), "0 0 0 1 0"); /* and stays */
    store_close(store);
}

TEST(a_plan_names_titles_and_local_times_and_writes_nothing)
{
    UNUSED_STATE;
    Store *store = open_store();
    EventList list;
    Err err = {0};
    char path[256], *told = NULL;
    size_t size;
    snprintf(path, sizeof path, "%s/tests/data/ics/pta.ics", FOYER_SOURCE);
    CHECK(content_read_events(&list, store, path, NOW, NULL, &err));
    CHECK(content_compare_events(&list, store, &err));
    FILE *out = open_memstream(&told, &size);
    CHECK(content_print_events(&list, store, out, &err));
    fclose(out);
    CHECK_TEXT(told,
        "  add       2026-12-01 18:30 - 20:00  PTA meeting, cafeteria; interpretation provided\n"
        "  add       2027-01-05 18:30 - 20:00  PTA meeting, cafeteria; interpretation provided\n");
    CHECK_INT(number(store, "SELECT count(*) FROM event"), 0);
    free(told);
    content_finish(&list);
    store_close(store);
}

/* What a CSV would do to the fair. */
static char *plan_of(Store *store, const char *row)
{
    char path[] = "/tmp/foyer-test-XXXXXX", *told = NULL;
    size_t size;
    EventList list;
    Err err = {0};
    int file = mkstemp(path);
    CHECK(file >= 0);
    CHECK(dprintf(file, "uid,title_es,title,starts,ends\n%s\n", row) > 0);
    close(file);
    CHECK(content_read_events(&list, store, path, NOW, NULL, &err));
    CHECK(content_compare_events(&list, store, &err));
    FILE *out = open_memstream(&told, &size);
    CHECK(content_print_events(&list, store, out, &err));
    fclose(out);
    content_finish(&list);
    unlink(path);
    return told;
}

TEST(a_list_has_a_plan_too)
{
    UNUSED_STATE;
    Store *store = open_store();
    ImportCount count;
    Err err = {0};
    char path[] = "/tmp/foyer-test-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0);
    CHECK(dprintf(file, "uid,title,starts,ends\na,Fair,2026-12-10T18:00,2026-12-11T01:00\n") > 0);
    close(file);
    CHECK(import_events(store, path, NOW, NULL, &count, &err));
    unlink(path);
    static const char *const cases[][2] = {
        {"a,,Fair,2026-12-10T18:00,2026-12-11T01:00", ""},
        {"a,Feria,Fair,2026-12-10T18:00,2026-12-11T01:00",
            "  change    2026-12-10 18:00 - 2026-12-11 01:00  Fair\n"},
        {"a,,Fair,2026-12-10T19:00,2026-12-10T20:00",
            "  change    2026-12-10 19:00 - 20:00  Fair\n"},
        {"b,,Fair,2026-12-10T19:00,2026-12-10T20:00",
            "  add       2026-12-10 19:00 - 20:00  Fair\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *told = plan_of(store, cases[i][0]);
        CHECK_TEXT(told, cases[i][1]);
        free(told);
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_event_is_changed_by_a_newer_word_only),
        RUN(a_cancelled_event_is_withdrawn_and_shown_nowhere),
        RUN(an_instance_that_a_series_no_longer_has_is_withdrawn),
        RUN(a_series_ends_with_the_school_year_else_after_400_days),
        RUN(a_plan_never_has_the_title_of_a_private_event),
        RUN(a_category_is_a_kind_if_there_is_such_a_one),
        RUN(a_plan_names_titles_and_local_times_and_writes_nothing),
        RUN(a_list_has_a_plan_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
