/* Calendars: times, zones, rules, changes; what is refused, and what a second file changes. */
#include "check.h"

#include <unistd.h>

#include "exchange/content.h"
#include "exchange/ics.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/terms.h"

enum { SEPTEMBER = 1788235200, JUNE = 1814328000 }; /* 2026-09-01 and 2027-06-30, New York */

typedef struct {
    IcsList list;
    char *notes;
    size_t size;
    Err err;
} Read;

static void load(const char *path, Buf *out)
{
    char full[256], bytes[4096];
    snprintf(full, sizeof full, "%s/tests/data/ics/%s", FOYER_SOURCE, path);
    FILE *file = fopen(full, "rb");
    CHECK(file != NULL);
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buf_add(out, bytes, size);
    fclose(file);
}

static bool read_bytes(Read *r, const char *bytes, size_t size)
{
    Buf buf;
    buf_init(&buf, 32 << 20);
    buf_add(&buf, bytes, size);
    *r = (Read){0};
    Zone *home = zone_new("America/New_York", NULL);
    FILE *notes = open_memstream(&r->notes, &r->size);
    IcsWindow window = {home, SEPTEMBER, JUNE};
    bool done = ics_read(&r->list, "c.ics", &buf, &window, notes, &r->err);
    fclose(notes);
    zone_free(home);
    buf_finish(&buf);
    return done;
}

static void read_file(Read *r, const char *path)
{
    Buf buf;
    buf_init(&buf, 1 << 20);
    load(path, &buf);
    CHECK(read_bytes(r, buf.data, buf.size));
    buf_finish(&buf);
}

static void finish(Read *r)
{
    ics_finish(&r->list);
    free(r->notes);
}

/* "2026-12-01T18:30:00-05:00 90m Title /20261201T183000\n", an event a line. */
static void check_events(const Read *r, const char *wanted)
{
    char out[8192] = "";
    size_t used = 0;
    Zone *home = zone_new("America/New_York", NULL);
    for (int i = 0; i < r->list.count; i++) {
        char starts[32];
        const IcsEvent *e = &r->list.events[i];
        zone_write(home, e->starts, starts);
        used += (size_t)snprintf(out + used, sizeof out - used, "%s %dm%s%s %s%s%s\n", starts,
            (int)((e->ends - e->starts) / 60), e->is_all_day ? " day" : "",
            e->is_cancelled ? " cancelled" : "", r->list.entries[e->entry].title,
            e->instance[0] ? " /" : "", e->instance);
    }
    zone_free(home);
    CHECK_TEXT(out, wanted);
}

/* Lines of events within one calendar. */
static bool read_lines(Read *r, const char *lines)
{
    char text[8192];
    int size = snprintf(text, sizeof text, "BEGIN:VCALENDAR\n%sEND:VCALENDAR\n", lines);
    CHECK(size < (int)sizeof text);
    return read_bytes(r, text, (size_t)size);
}

static void check_lines(const char *lines, const char *wanted)
{
    Read r;
    CHECK(read_lines(&r, lines));
    check_events(&r, wanted);
    finish(&r);
}

/* ---- times ---- */

TEST(the_worked_example_is_as_it_should_be)
{
    UNUSED_STATE;
    Read r;
    read_file(&r, "pta.ics");
    check_events(&r,
        "2026-10-06T18:30:00-04:00 90m PTA meeting, cafeteria; interpretation provided"
        " /20261006T183000\n"
        "2026-12-01T18:30:00-05:00 90m PTA meeting, cafeteria; interpretation provided"
        " /20261201T183000\n"
        "2027-01-05T18:30:00-05:00 90m PTA meeting, cafeteria; interpretation provided"
        " /20270105T183000\n");
    CHECK_TEXT(r.notes, "");
    CHECK_INT(r.list.entries[0].stamp, 1785585600);
    finish(&r);
}

TEST(a_zone_is_known_by_its_name_by_windows_or_by_the_file)
{
    UNUSED_STATE;
    Read r;
    read_file(&r, "zones.ics");
    check_events(&r,
        "2026-10-15T21:30:00-04:00 90m Iana\n"
        "2026-10-16T18:30:00-04:00 90m Windows\n"
        "2026-10-17T19:30:00-04:00 30m Tail\n"
        "2026-10-18T21:30:00-04:00 30m Own in summer\n"
        "2026-11-18T21:30:00-05:00 30m Own in winter\n"
        "2026-11-19T18:30:00-05:00 0m Unknown\n"
        "2026-11-20T18:30:00-05:00 0m Floating\n"
        "2026-11-21T18:30:00-05:00 60m UTC\n"
        "2026-11-22T00:00:00-05:00 1440m day Day\n"
        "2027-03-12T00:00:00-05:00 5700m day Days\n"); /* an hour short */
    CHECK_TEXT(r.notes, "c.ics:41: an unknown time zone, read as the school's own: \"Atlantis\"\n");
    finish(&r);
}

TEST(a_floating_time_is_in_the_calendars_own_zone)
{
    UNUSED_STATE;
    check_lines("X-WR-TIMEZONE:America/Chicago\n"
                "BEGIN:VEVENT\nUID:1\nDTSTART:20261120T183000\nSUMMARY:A\nEND:VEVENT\n",
        "2026-11-20T19:30:00-05:00 0m A\n");
}

TEST(lines_end_and_fold_in_any_way)
{
    UNUSED_STATE;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (int i = 0; i < 3; i++) {
        Read r;
        char text[512];
        const char *n = ends[i];
        int size = snprintf(text, sizeof text,
            "\xef\xbb\xbf"
            "BEGIN:VCALENDAR%sBEGIN:VEVENT%s%sUID:1%sDTSTART:20261120T18%s\t3000%s"
            "summary;language=\"es-MX\":Re\xc3%s \xbani\xc3\xb3n\\, a\\\\b\\nc\\x%s"
            "END:VEVENT%sEND:VCALENDAR",
            n, n, n, n, n, n, n, n, n);
        CHECK(read_bytes(&r, text, (size_t)size));
        check_events(&r, "2026-11-20T18:30:00-05:00 0m Reúnión, a\\b cx\n");
        CHECK_TEXT(r.list.entries[0].title_language, "es-MX");
        finish(&r);
    }
}

/* ---- series ---- */

TEST(a_series_has_its_dates_its_gaps_and_its_changes)
{
    UNUSED_STATE;
    Read r;
    read_file(&r, "series.ics");
    check_events(&r,
        "2026-10-28T08:00:00-04:00 60m Coffee /20261028T080000\n"
        "2026-11-04T08:00:00-05:00 60m Coffee /20261104T080000\n"
        "2026-11-07T08:00:00-05:00 60m Coffee /20261107T080000\n"
        "2026-11-08T08:00:00-05:00 60m Coffee /20261108T080000\n"
        "2026-11-12T17:30:00-05:00 60m Coffee in the evening /20261111T080000\n"
        "2026-11-18T08:00:00-05:00 0m cancelled Coffee /20261118T080000\n"
        "2026-12-01T18:00:00-05:00 0m Local until /20261201T180000\n"
        "2026-12-02T08:00:00-05:00 60m Coffee /20261202T080000\n"
        "2026-12-02T18:00:00-05:00 0m Local until /20261202T180000\n"
        "2026-12-03T18:00:00-05:00 0m Local until /20261203T180000\n"
        "2026-12-09T10:00:00-05:00 120m Coffee /20261209T100000\n"
        "2026-12-25T00:00:00-05:00 1440m day No school /20261225\n"
        /* the 14th has no half past two; it is not counted */
        "2027-03-11T02:30:00-05:00 30m Early /20270311T023000\n"
        "2027-03-12T02:30:00-05:00 30m Early /20270312T023000\n"
        "2027-03-13T02:30:00-05:00 30m Early /20270313T023000\n"
        "2027-03-15T02:30:00-04:00 30m Early /20270315T023000\n");
    CHECK_TEXT(r.notes, "");
    finish(&r);
}

TEST(a_rule_is_followed_within_the_school_year)
{
    UNUSED_STATE;
    static const struct {
        const char *start, *rule;
        int count;
    } cases[] = {
        {"20200101T120000Z", "FREQ=DAILY", 302},
        {"20200101T120000Z", "FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2", 43},
        {"20200101T120000Z", "FREQ=DAILY;COUNT=10", 0},
        {"20260930T120000Z", "FREQ=MONTHLY;BYMONTHDAY=-1", 9},
        {"20260930T120000Z", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", 3},
        {"20270630T120000Z", "FREQ=DAILY", 0},
        {"20260930T120000Z", "FREQ=DAILY;UNTIL=20261002T120000Z", 3},
        {"20260930T120000Z", "FREQ=DAILY;UNTIL=20261002T115959Z", 2},
        {"20260930T120000Z", "FREQ=DAILY;UNTIL=20261002", 3},
        {"20261001T120000Z", "FREQ=WEEKLY;BYDAY=MO;COUNT=2", 2}, /* the start is the first */
        {"20260907T120000Z", "FREQ=YEARLY;BYMONTH=9;BYDAY=MO;BYSETPOS=1", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Read r;
        char lines[512];
        snprintf(lines, sizeof lines,
            "BEGIN:VEVENT\nUID:1\nDTSTART:%s\nRRULE:%s\nSUMMARY:A\nEND:VEVENT\n", cases[i].start,
            cases[i].rule);
        CHECK(read_lines(&r, lines));
        if (r.list.count != cases[i].count)
            print_error("%s: %d\n", cases[i].rule, r.list.count);
        CHECK_INT(r.list.count, cases[i].count);
        CHECK_TEXT(r.notes, "");
        finish(&r);
    }
}

TEST(a_rule_that_would_never_end_is_not_followed)
{
    UNUSED_STATE;
    Read r;
    read_file(&r, "hostile.ics");
    int of_k = 0;
    for (int i = 0; i < r.list.count; i++)
        of_k += strcmp(r.list.entries[r.list.events[i].entry].title, "K") == 0;
    CHECK_INT(of_k, 302);
    CHECK_INT(r.list.count, of_k + 11); /* the first of each */
    const char *at = r.notes;
    int told = 0;
    for (; (at = strstr(at, "repeats in a way that is not followed")); at++)
        told++;
    CHECK_INT(told, 9);
    CHECK(strstr(r.notes, "c.ics:47: a rule that fits no day: \"H\"\n"));
    CHECK(strstr(r.notes, "an unknown time zone, read as the school's own: \"Ever\"\n"));
    finish(&r);
}

TEST(many_rules_that_fit_no_day_are_too_many)
{
    UNUSED_STATE;
    char lines[4096] = "";
    size_t used = 0;
    for (int i = 0; i < 12; i++)
        used += (size_t)snprintf(lines + used, sizeof lines - used,
            "BEGIN:VEVENT\nUID:%02d\nDTSTART:20261001T180000Z\n"
            "RRULE:FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2\nSUMMARY:A\nEND:VEVENT\n",
            i);
    Read r;
    CHECK(!read_lines(&r, lines));
    CHECK_INT(r.err.code, ERR_INVALID);
    CHECK_TEXT(r.err.detail, "c.ics:65: over 10 rules that fit no day");
    finish(&r);
}

TEST(of_an_event_that_stands_twice_the_newer_counts)
{
    UNUSED_STATE;
    check_lines("BEGIN:VEVENT\nUID:1\nSEQUENCE:2\nDTSTAMP:20260101T000000Z\n"
                "DTSTART:20261120T180000\nSUMMARY:Two\nEND:VEVENT\n"
                "BEGIN:VEVENT\nUID:1\nSEQUENCE:1\nDTSTAMP:20260901T000000Z\n"
                "DTSTART:20261120T190000\nSUMMARY:One\nEND:VEVENT\n",
        "2026-11-20T18:00:00-05:00 0m Two\n");
    check_lines("BEGIN:VEVENT\nUID:1\nDTSTAMP:20260902T000000Z\n"
                "DTSTART:20261120T180000\nSUMMARY:Later\nEND:VEVENT\n"
                "BEGIN:VEVENT\nUID:1\nDTSTAMP:20260901T000000Z\n"
                "DTSTART:20261120T190000\nSUMMARY:Sooner\nEND:VEVENT\n",
        "2026-11-20T18:00:00-05:00 0m Later\n");
}

/* ---- what is not understood ---- */

TEST(a_bad_event_is_left_out_and_told_with_its_line)
{
    UNUSED_STATE;
    Read r;
    read_file(&r, "bad.ics");
    check_events(&r,
        "2026-10-01T14:00:00-04:00 0m Good\n"
        "2026-10-03T14:00:00-04:00 0m Odd line\n");
    CHECK_TEXT(r.list.entries[r.list.events[1].entry].link, "");
    CHECK_TEXT(r.notes,
        "c.ics:7: an event without a UID; this event is left out: \"No uid\"\n"
        "c.ics:11: an event without a DTSTART; this event is left out: \"No start\"\n"
        "c.ics:17: there is no such day or time; this event is left out: \"No day\"\n"
        "c.ics:20: it ends before it starts; this event is left out: \"Backwards\"\n"
        "c.ics:26: both an end and a duration; this event is left out: \"Both\"\n"
        "c.ics:36: this stands twice in one event; this event is left out: \"Twice\"\n"
        "c.ics:39: the clocks jump over the time it starts; this event is left out: \"Jumped\"\n"
        "c.ics:44: an event without a SUMMARY; this event is left out\n"
        "c.ics:51: a duration is as PT1H30M; this event is left out: \"Odd length\"\n"
        "c.ics:57: there is no such day or time; this event is left out: \"Odd date\"\n"
        "c.ics:69: this line is no NAME:VALUE and is left out\n"
        "c.ics:70: a link that is not one of the web is left out\n"
        "c.ics: 2 tasks (VTODO) left out\n"
        "c.ics: 1 journals (VJOURNAL) left out\n"
        "c.ics: 1 private events left out\n");
    finish(&r);
}

static void check_refused(const char *bytes, size_t size, const char *detail)
{
    Read r;
    CHECK(!read_bytes(&r, bytes, size));
    CHECK_INT(r.err.code, ERR_INVALID);
    CHECK_TEXT(r.err.detail, detail);
    finish(&r);
}

static void check_text_refused(const char *text, const char *detail)
{
    check_refused(text, strlen(text), detail);
}

TEST(a_file_that_is_no_whole_calendar_is_refused)
{
    UNUSED_STATE;
    check_text_refused("", "c.ics:1: a calendar begins with BEGIN:VCALENDAR; this file is empty");
    check_text_refused("<html>\n", "c.ics:1: a calendar begins with BEGIN:VCALENDAR");
    check_text_refused(
        "\nBEGIN:VEVENT\nEND:VEVENT\n", "c.ics:2: a calendar begins with BEGIN:VCALENDAR");
    check_text_refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n",
        "c.ics:3: the file ends before END:VEVENT of line 2");
    check_text_refused("BEGIN:VCALENDAR\nEND:VEVENT\n", "c.ics:2: END:VEVENT without its BEGIN");
    check_text_refused("BEGIN:VCALENDAR\nBEGIN:A\nBEGIN:B\nBEGIN:C\nBEGIN:D\n",
        "c.ics:5: over four levels of BEGIN");
    check_refused("BEGIN:VCALENDAR\nX:a\0b\n", 22, "c.ics:2: a NUL byte: this is no text");
}

/* A calendar of `count` copies of a text. */
static char *many(const char *text, int count)
{
    size_t length = strlen(text), size = 16;
    char *out = malloc(size + length * (size_t)count + 32);
    CHECK(out != NULL);
    memcpy(out, "BEGIN:VCALENDAR\n", size);
    for (int i = 0; i < count; i++, size += length)
        memcpy(out + size, text, length);
    strcpy(out + size, "END:VCALENDAR\n");
    return out;
}

TEST(a_file_line_or_list_too_large_is_refused)
{
    UNUSED_STATE;
    char *text = many("BEGIN:VEVENT\nEND:VEVENT\n", 5001);
    check_text_refused(text, "c.ics:10002: over 5,000 events");
    free(text);
    text = many("X", 65537);
    check_text_refused(text, "c.ics:2: a line of over 64 KB");
    free(text);
    text = many("X:0123456789\n", 410000);
    check_text_refused(text, "c.ics: a calendar of over 5 MB");
    free(text);
}

/* ---- into the records ---- */

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
        RUN(the_worked_example_is_as_it_should_be),
        RUN(a_zone_is_known_by_its_name_by_windows_or_by_the_file),
        RUN(a_floating_time_is_in_the_calendars_own_zone),
        RUN(lines_end_and_fold_in_any_way),
        RUN(a_series_has_its_dates_its_gaps_and_its_changes),
        RUN(a_rule_is_followed_within_the_school_year),
        RUN(a_rule_that_would_never_end_is_not_followed),
        RUN(many_rules_that_fit_no_day_are_too_many),
        RUN(of_an_event_that_stands_twice_the_newer_counts),
        RUN(a_bad_event_is_left_out_and_told_with_its_line),
        RUN(a_file_that_is_no_whole_calendar_is_refused),
        RUN(a_file_line_or_list_too_large_is_refused),
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
