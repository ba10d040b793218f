#include "check.h"
#include "text/zone.h"

typedef struct {
    Zone *zone;
    Err err;
} Here;

static void open_zone(Here *here, const char *name)
{
    *here = (Here){0};
    here->zone = zone_new(name, &here->err);
    CHECK(here->zone);
}

static int64_t parse(Here *here, const char *text)
{
    int64_t when = -1;
    if (!zone_parse(here->zone, text, &when, err_clear(&here->err)))
        fail_msg("%s", here->err.detail);
    return when;
}

static bool refuses(Here *here, const char *text)
{
    int64_t when = -1;
    return !zone_parse(here->zone, text, &when, err_clear(&here->err)) && when == -1 &&
        here->err.code == ERR_INVALID && here->err.detail[0];
}

TEST(an_unknown_zone_is_refused)
{
    UNUSED_STATE;
    static const char *const names[] = {"", "Mars/Olympus", "America/chicago ", "GMT+25",
        "America/A_name_that_is_far_longer_than_any_name_of_a_zone_can_ever_be", "\xff\xfe"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Err err = {0};
        CHECK(!zone_new(names[i], &err));
        CHECK_INT(err.code, ERR_INVALID);
    }
    zone_free(NULL);
}

TEST(a_local_time_is_read_in_the_zone)
{
    UNUSED_STATE;
    Here here;
    open_zone(&here, "America/Chicago");
    CHECK_INT(parse(&here, "2026-11-19T17:42"), 1795131720);
    CHECK_INT(parse(&here, "2026-11-19T17:42:07"), 1795131727);
    CHECK_INT(parse(&here, "2026-07-01T00:00"), 1782882000); /* summer time */
    CHECK_INT(parse(&here, "2026-11-19T17:42Z"), 1795110120);
    CHECK_INT(parse(&here, "2026-11-19T17:42:00+05:30"), 1795110120 - 19800);
    CHECK_INT(parse(&here, "2026-11-19T17:42-06:00"), 1795131720);
    CHECK_INT(parse(&here, "2028-02-29T00:00Z"), 1835395200);
    zone_free(here.zone);
}

TEST(what_is_no_time_is_refused)
{
    UNUSED_STATE;
    static const char *const texts[] = {"", "tomorrow", "2026-11-19", "2026-11-19 17:42",
        "2026-11-19T17", "2026-11-19T17:4", "2026-11-19T17:42:", "2026-11-19T17:42:0",
        "26-11-19T17:42", "2026-13-01T00:00", "2026-00-01T00:00", "2026-02-29T00:00",
        "2100-02-29T00:00", "2026-04-31T00:00", "2026-11-00T00:00", "2026-11-19T24:00",
        "2026-11-19T17:60", "2026-11-19T17:42:60", "2026-11-19T17:42z", "2026-11-19T17:42+06",
        "2026-11-19T17:42+0600", "2026-11-19T17:42+06:00x", "2026-11-19T17:42+15:00",
        "2026-11-19T17:42+06:60", "2026-11-19T17:42 ", " 2026-11-19T17:42", "0000-01-01T00:00",
        "+026-11-19T17:42", "2026-11-19T17:4\xd9\xa2"};
    Here here;
    open_zone(&here, "America/Chicago");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!refuses(&here, texts[i]))
            fail_msg("taken: %s", texts[i]);
    zone_free(here.zone);
}

TEST(the_hour_that_comes_twice_is_the_first_and_the_lost_one_is_refused)
{
    UNUSED_STATE;
    Here here;
    open_zone(&here, "America/Chicago");
    CHECK_INT(parse(&here, "2026-11-01T01:30"), parse(&here, "2026-11-01T01:30-05:00"));
    CHECK_INT(parse(&here, "2026-11-01T02:30"), parse(&here, "2026-11-01T02:30-06:00"));
    CHECK(refuses(&here, "2026-03-08T02:30"));
    CHECK(strstr(here.err.detail, "America/Chicago"));
    CHECK_INT(parse(&here, "2026-03-08T03:00") - parse(&here, "2026-03-08T01:59"), 60);
    zone_free(here.zone);
}

TEST(days_are_local_and_as_long_as_they_are)
{
    UNUSED_STATE;
    Here here;
    open_zone(&here, "America/Chicago");
    CHECK_INT(zone_day(here.zone, parse(&here, "2026-11-19T23:59:59")), 20261119);
    CHECK_INT(zone_day(here.zone, parse(&here, "2026-11-20T00:00")), 20261120);
    CHECK_INT(zone_day(here.zone, parse(&here, "2026-11-20T05:59Z")), 20261119);
    CHECK_INT(zone_day_start(here.zone, 20261119), parse(&here, "2026-11-19T00:00"));
    CHECK_INT(zone_day_end(here.zone, 20261119), parse(&here, "2026-11-20T00:00"));
    CHECK_INT(zone_day_end(here.zone, 20261231), parse(&here, "2027-01-01T00:00"));
    CHECK_INT(zone_day_end(here.zone, 20280228), parse(&here, "2028-02-29T00:00"));
    CHECK_INT(zone_day_end(here.zone, 20260228), parse(&here, "2026-03-01T00:00"));
    CHECK_INT(zone_day_end(here.zone, 20260308) - zone_day_start(here.zone, 20260308), 23 * 3600);
    CHECK_INT(zone_day_end(here.zone, 20261101) - zone_day_start(here.zone, 20261101), 25 * 3600);
    CHECK_INT(zone_day(here.zone, INT64_MAX), 99991231);
    CHECK(zone_day(here.zone, INT64_MIN) <= 10101);
    zone_free(here.zone);
}

TEST(a_day_without_a_midnight_begins_at_the_jump)
{
    UNUSED_STATE;
    Here here;
    open_zone(&here, "Africa/Cairo"); /* 2024-04-26: 00:00 became 01:00 */
    int64_t start = zone_day_start(here.zone, 20240426);
    CHECK_INT(zone_day(here.zone, start), 20240426);
    CHECK_INT(zone_day(here.zone, start - 1), 20240425);
    CHECK_INT(zone_day_end(here.zone, 20240425), start);
    zone_free(here.zone);
}

TEST(a_time_is_written_with_its_offset_and_read_back)
{
    UNUSED_STATE;
    static const char *const zones[] = {
        "America/Chicago", "Asia/Kolkata", "UTC", "America/St_Johns"};
    static const char *const texts[] = {"2026-11-19T17:42:00-06:00", "2026-11-20T05:12:00+05:30",
        "2026-11-19T23:42:00+00:00", "2026-11-19T20:12:00-03:30"};
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        Here here;
        char text[32];
        open_zone(&here, zones[i]);
        zone_write(here.zone, 1795131720, text);
        CHECK_TEXT(text, texts[i]);
        for (int64_t when = 1761000000; when < 1830000000; when += 1234567) {
            zone_write(here.zone, when, text);
            CHECK_INT(parse(&here, text), when);
        }
        zone_free(here.zone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_unknown_zone_is_refused),
        RUN(a_local_time_is_read_in_the_zone),
        RUN(what_is_no_time_is_refused),
        RUN(the_hour_that_comes_twice_is_the_first_and_the_lost_one_is_refused),
        RUN(days_are_local_and_as_long_as_they_are),
        RUN(a_day_without_a_midnight_begins_at_the_jump),
        RUN(a_time_is_written_with_its_offset_and_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
