/* Calendars: times, zones, rules, changes; what is refused. */
#include "check.h"

#include "exchange/ics.h"

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
    CHECK_INT(r.list.count, of_k + 13); /* the first of each */
    const char *at = r.notes;
    int told = 0;
    for (; (at = strstr(at, "repeats in a way that is not followed")); at++)
        told++;
    CHECK_INT(told, 11);
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
            "RRULE:%s\nSUMMARY:A\nEND:VEVENT\n",
            i, i % 2 ? "FREQ=YEARLY;BYMONTHDAY=30,31;BYMONTH=2" : "FREQ=DAILY;INTERVAL=7;BYDAY=MO");
    Read r;
    CHECK(!read_lines(&r, lines));
    CHECK_INT(r.err.code, ERR_INVALID);
    CHECK_TEXT(r.err.detail, "c.ics:35: over 5 rules that fit no day");
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
