/* One ICU calendar a zone. Where a clock goes back the first of the two times counts; where it
 * jumps over a midnight the day begins at the jump. */
#include "text/zone.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { NAME_MAX_UNITS = 64 };

static const int64_t first_second = -62135596800; /* 0001-01-01 */
static const double before_all_ms = -1e15;
static const int64_t last_second = 253402300799; /* 9999-12-31 */

struct Zone {
    UCalendar *calendar;
    char name[NAME_MAX_UNITS];
};

typedef struct {
    int year, month, day, hour, minute, second; /* month from 1 */
} Moment;

static bool is_known(const UChar *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = false;
    UChar canonical[NAME_MAX_UNITS];
    ucal_getCanonicalTimeZoneID(name, -1, canonical, NAME_MAX_UNITS, &is_system, &status);
    return U_SUCCESS(status) && is_system;
}

Zone *zone_new(const char *name, Err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar id[NAME_MAX_UNITS];
    int32_t length = 0;
    u_strFromUTF8(id, NAME_MAX_UNITS, &length, name, -1, &status);
    if (U_FAILURE(status) || length >= NAME_MAX_UNITS || !is_known(id)) {
        err_set(err, ERR_INVALID, "unknown time zone \"%.60s\"", name);
        return NULL;
    }
    Zone *zone = calloc(1, sizeof *zone);
    if (zone)
        zone->calendar = ucal_open(id, length, "en_US", UCAL_GREGORIAN, &status);
    if (!zone || U_FAILURE(status)) {
        err_set(err, ERR_BROKEN, "time zone %s: %s", name, u_errorName(status));
        zone_free(zone);
        return NULL;
    }
    snprintf(zone->name, sizeof zone->name, "%s", name);
    ucal_setGregorianChange(zone->calendar, before_all_ms, &status); /* as timegm counts */
    ucal_setAttribute(zone->calendar, UCAL_REPEATED_WALL_TIME, UCAL_WALLTIME_FIRST);
    ucal_setAttribute(zone->calendar, UCAL_SKIPPED_WALL_TIME, UCAL_WALLTIME_NEXT_VALID);
    return zone;
}

Zone *zone_new_windows(const char *name, Err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar windows[NAME_MAX_UNITS], id[NAME_MAX_UNITS];
    char text[NAME_MAX_UNITS] = "";
    int32_t length = 0;
    u_strFromUTF8(windows, NAME_MAX_UNITS, &length, name, -1, &status);
    if (U_SUCCESS(status) && length < NAME_MAX_UNITS)
        length = ucal_getTimeZoneIDForWindowsID(windows, length, NULL, id, NAME_MAX_UNITS, &status);
    if (U_SUCCESS(status) && length > 0 && length < NAME_MAX_UNITS)
        u_austrncpy(text, id, NAME_MAX_UNITS - 1);
    if (*text)
        return zone_new(text, err);
    err_set(err, ERR_INVALID, "unknown time zone \"%.60s\"", name);
    return NULL;
}

void zone_free(Zone *zone)
{
    if (!zone)
        return;
    if (zone->calendar)
        ucal_close(zone->calendar);
    free(zone);
}

static void set(Zone *zone, int64_t when)
{
    UErrorCode status = U_ZERO_ERROR;
    when = when < first_second ? first_second : when > last_second ? last_second : when;
    ucal_setMillis(zone->calendar, (double)when * 1000, &status);
}

static int field(Zone *zone, UCalendarDateFields which)
{
    UErrorCode status = U_ZERO_ERROR;
    return ucal_get(zone->calendar, which, &status);
}

static Moment local(Zone *zone, int64_t when)
{
    set(zone, when);
    return (Moment){field(zone, UCAL_EXTENDED_YEAR), field(zone, UCAL_MONTH) + 1,
        field(zone, UCAL_DATE), field(zone, UCAL_HOUR_OF_DAY), field(zone, UCAL_MINUTE),
        field(zone, UCAL_SECOND)};
}

/* Days past the end of a month run on into the next. */
static int64_t moment_of(Zone *zone, Moment m)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_clear(zone->calendar);
    ucal_setDateTime(
        zone->calendar, m.year, m.month - 1, m.day, m.hour, m.minute, m.second, &status);
    return (int64_t)(ucal_getMillis(zone->calendar, &status) / 1000);
}

int32_t zone_day(Zone *zone, int64_t when)
{
    Moment m = local(zone, when);
    return m.year * 10000 + m.month * 100 + m.day;
}

static int64_t midnight(Zone *zone, int32_t day, int days_later)
{
    return moment_of(zone, (Moment){day / 10000, day / 100 % 100, day % 100 + days_later, 0, 0, 0});
}

int64_t zone_day_start(Zone *zone, int32_t day)
{
    return midnight(zone, day, 0);
}

int64_t zone_day_end(Zone *zone, int32_t day)
{
    return midnight(zone, day, 1);
}

/* Reads `count` digits and the separator after them ('\0': none); false leaves *at anywhere. */
static bool digits(const char **at, int count, char separator, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (!isdigit((unsigned char)**at))
            return false;
        *out = *out * 10 + (**at - '0');
    }
    if (separator && *(*at)++ != separator)
        return false;
    return true;
}

static bool read_moment(const char **at, Moment *m)
{
    if (!digits(at, 4, '-', &m->year) || !digits(at, 2, '-', &m->month) ||
        !digits(at, 2, 'T', &m->day) || !digits(at, 2, ':', &m->hour) ||
        !digits(at, 2, 0, &m->minute))
        return false;
    if (**at != ':')
        return true;
    (*at)++;
    return digits(at, 2, 0, &m->second);
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool is_possible(const Moment *m)
{
    return m->year >= 1 && m->month >= 1 && m->month <= 12 && m->day >= 1 &&
        m->day <= days_in(m->year, m->month) && m->hour <= 23 && m->minute <= 59 && m->second <= 59;
}

/* Z or +hh:mm, to the end of the text. */
static bool read_offset(const char *at, int *seconds)
{
    *seconds = 0;
    if (strcmp(at, "Z") == 0)
        return true;
    int sign = *at == '-' ? -1 : 1, hours, minutes;
    at++;
    if (!digits(&at, 2, ':', &hours) || !digits(&at, 2, 0, &minutes) || *at)
        return false;
    *seconds = sign * (hours * 3600 + minutes * 60);
    return hours <= 14 && minutes <= 59;
}

static int64_t utc(const Moment *m)
{
    struct tm tm = {.tm_year = m->year - 1900,
        .tm_mon = m->month - 1,
        .tm_mday = m->day,
        .tm_hour = m->hour,
        .tm_min = m->minute,
        .tm_sec = m->second};
    return timegm(&tm);
}

bool zone_parse(Zone *zone, const char *text, int64_t *out, Err *err)
{
    Moment m = {0};
    const char *at = text;
    int offset;
    if (!read_moment(&at, &m))
        return err_set(err, ERR_INVALID, "\"%.40s\" is not a time as 2026-11-19T17:42", text);
    if (!is_possible(&m))
        return err_set(err, ERR_INVALID, "\"%.40s\": there is no such day or time", text);
    if (!*at) {
        int64_t when = moment_of(zone, m);
        Moment back = local(zone, when);
        if (back.hour != m.hour || back.minute != m.minute || back.day != m.day)
            return err_set(err, ERR_INVALID, "\"%.40s\": the clocks in %s jump over this time",
                text, zone->name);
        *out = when;
        return true;
    }
    if (!strchr("Z+-", *at) || !read_offset(at, &offset))
        return err_set(
            err, ERR_INVALID, "\"%.40s\": after the time comes nothing, Z or +hh:mm", text);
    *out = utc(&m) - offset;
    return true;
}

int64_t zone_wall(Zone *zone, int64_t when)
{
    local(zone, when);
    return when + (field(zone, UCAL_ZONE_OFFSET) + field(zone, UCAL_DST_OFFSET)) / 1000;
}

void zone_write(Zone *zone, int64_t when, char out[32])
{
    Moment m = local(zone, when);
    int minutes = (field(zone, UCAL_ZONE_OFFSET) + field(zone, UCAL_DST_OFFSET)) / 60000;
    char sign = minutes < 0 ? '-' : '+';
    minutes = abs(minutes);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", m.year, m.month, m.day, m.hour,
        m.minute, m.second, sign, minutes / 60, minutes % 60);
}
