/* ICU turns wall times into moments; libical only where the file itself says what a zone is. */
#include "exchange/ics_zones.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { ZONES_MAX = 64, KEPT_MAX = 64, TEXT_MAX = 16 << 10, OWN_MAX = 16, OBSERVANCES_MAX = 16 };

typedef struct {
    char name[128];
    Zone *icu;         /* null: its own, or home */
    icaltimezone *own; /* of the file */
} Row;

typedef struct {
    char name[128];
    char *text;
} Kept;

struct IcsZones {
    Zone *home, *utc;
    Row rows[ZONES_MAX]; /* the first two are ICS_UTC and ICS_HOME */
    int count;
    Kept kept[KEPT_MAX];
    int kept_count, own_count;
    int floating;
};

IcsZones *ics_zones_new(Zone *home)
{
    IcsZones *zones = calloc(1, sizeof *zones);
    if (!zones)
        return NULL;
    icalerror_set_errors_are_fatal(0);
    zones->home = home;
    zones->utc = zone_new("Etc/UTC", NULL);
    zones->count = ICS_HOME + 1;
    zones->floating = ICS_HOME;
    if (zones->utc)
        return zones;
    free(zones);
    return NULL;
}

void ics_zones_free(IcsZones *zones)
{
    if (!zones)
        return;
    for (int i = 0; i < zones->count; i++) {
        zone_free(zones->rows[i].icu);
        if (zones->rows[i].own)
            icaltimezone_free(zones->rows[i].own, 1);
    }
    for (int i = 0; i < zones->kept_count; i++)
        free(zones->kept[i].text);
    zone_free(zones->utc);
    free(zones);
}

/* ---- names ---- */

/* "/example.com/2020/America/New_York" ends with a name that ICU knows. */
static Zone *open_known(const char *name)
{
    Zone *zone = zone_new(name, NULL);
    if (!zone)
        zone = zone_new_windows(name, NULL);
    for (const char *at = name; *name == '/' && !zone && *at; at++)
        if (*at == '/')
            zone = zone_new(at + 1, NULL);
    return zone;
}

void ics_zones_keep(IcsZones *zones, const char *name, const char *text)
{
    Kept *kept = &zones->kept[zones->kept_count];
    Zone *known = open_known(name);
    bool is_wanted = !known && zones->kept_count < KEPT_MAX && strlen(text) < TEXT_MAX &&
        utf8_copy(kept->name, sizeof kept->name, name);
    zone_free(known);
    if (is_wanted && (kept->text = strdup(text)))
        zones->kept_count++;
}

/* ---- what the file says ---- */

static bool is_empty(const short *list)
{
    return list[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

/* libical follows an observance's rule for as long as it takes: only what changes twice a year. */
static bool is_plain_rule(struct icalrecurrencetype rule, struct icaltimetype start)
{
    if (rule.freq != ICAL_YEARLY_RECURRENCE || rule.rscale || !is_empty(rule.by_second) ||
        !is_empty(rule.by_minute) || !is_empty(rule.by_hour) || !is_empty(rule.by_week_no) ||
        start.year < 1600)
        return false;
    icalrecur_iterator *walk = icalrecur_iterator_new(rule, start);
    if (!walk)
        return false;
    struct icaltimetype first = icalrecur_iterator_next(walk);
    icalrecur_iterator_free(walk);
    return !icaltime_is_null_time(first) && first.year - start.year < 30;
}

static bool is_plain_observance(icalcomponent *part)
{
    struct icaltimetype start = icalcomponent_get_dtstart(part);
    int rules = 0;
    icalproperty *at = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
    for (; at; at = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY))
        if (++rules > 1 || !is_plain_rule(icalproperty_get_rrule(at), start))
            return false;
    return !icaltime_is_null_time(start) && icalcomponent_count_errors(part) == 0;
}

static bool is_plain(icalcomponent *zone)
{
    int count = 0;
    icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT);
    for (; part; part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT))
        if (++count > OBSERVANCES_MAX || !is_plain_observance(part))
            return false;
    return count > 0;
}

static icaltimezone *open_own(const char *text)
{
    icalcomponent *component = icalparser_parse_string(text);
    icaltimezone *zone = NULL;
    bool is_taken = component && icalcomponent_isa(component) == ICAL_VTIMEZONE_COMPONENT &&
        is_plain(component) && (zone = icaltimezone_new()) &&
        icaltimezone_set_component(zone, component);
    if (is_taken)
        return zone;
    if (zone)
        icaltimezone_free(zone, 1);
    if (component)
        icalcomponent_free(component);
    return NULL;
}

static icaltimezone *find_own(IcsZones *zones, const char *name)
{
    for (int i = 0; i < zones->kept_count && zones->own_count < OWN_MAX; i++)
        if (strcmp(zones->kept[i].name, name) == 0) {
            zones->own_count++;
            return open_own(zones->kept[i].text);
        }
    return NULL;
}

int ics_zones_find(IcsZones *zones, const char *name, bool *is_known)
{
    int found = 0;
    for (int i = ICS_HOME + 1; i < zones->count && !found; i++)
        if (strcmp(zones->rows[i].name, name) == 0)
            found = i;
    *is_known = false;
    if (!found) {
        Row *row = &zones->rows[zones->count];
        if (zones->count == ZONES_MAX || !utf8_copy(row->name, sizeof row->name, name))
            return ICS_HOME;
        found = zones->count++;
        row->icu = open_known(name);
        if (!row->icu)
            row->own = find_own(zones, name);
    }
    *is_known = zones->rows[found].icu || zones->rows[found].own;
    return *is_known ? found : ICS_HOME;
}

void ics_zones_float(IcsZones *zones, const char *name)
{
    bool is_known;
    int zone = ics_zones_find(zones, name, &is_known);
    if (is_known)
        zones->floating = zone;
}

int ics_zones_floating(const IcsZones *zones)
{
    return zones->floating;
}

/* ---- times ---- */

static bool number(const char **at, int digits, int *out)
{
    *out = 0;
    for (; digits > 0; digits--, (*at)++) {
        if (!isdigit((unsigned char)**at))
            return false;
        *out = *out * 10 + (**at - '0');
    }
    return true;
}

static void iso_text(const struct icaltimetype *t, char out[64])
{
    snprintf(out, 64, "%04d-%02d-%02dT%02d:%02d:%02d", t->year, t->month, t->day, t->hour,
        t->minute, t->second);
}

static bool is_possible(const struct icaltimetype *t)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (t->year < 1600 || t->year > 2200 || t->month < 1 || t->month > 12 || t->day < 1)
        return false;
    bool is_leap = (t->year % 4 == 0 && t->year % 100 != 0) || t->year % 400 == 0;
    return t->day <= days[t->month - 1] + (is_leap && t->month == 2) && t->hour <= 23 &&
        t->minute <= 59 && t->second <= 60;
}

bool ics_time_read(const char *text, int zone, IcsTime *out)
{
    *out = (IcsTime){.wall = icaltime_null_time(), .zone = zone};
    struct icaltimetype *t = &out->wall;
    if (!number(&text, 4, &t->year) || !number(&text, 2, &t->month) || !number(&text, 2, &t->day))
        return false;
    t->is_date = *text == 0;
    if (*text == 'T') {
        text++;
        if (!number(&text, 2, &t->hour) || !number(&text, 2, &t->minute) ||
            !number(&text, 2, &t->second))
            return false;
        if (*text == 'Z') {
            text++;
            out->zone = ICS_UTC;
        }
    }
    bool is_read = !*text && is_possible(t);
    t->second -= t->second == 60;
    return is_read;
}

static int64_t of_utc(const IcsZones *zones, const struct icaltimetype *wall)
{
    char text[64];
    int64_t when = 0;
    iso_text(wall, text);
    zone_parse(zones->utc, text, &when, NULL);
    return when;
}

/* A time that the clocks jump over does not come back as it went. */
static bool own_moment(const IcsZones *zones, icaltimezone *own, const IcsTime *time, int64_t *out)
{
    struct icaltimetype there = time->wall;
    int offset = icaltimezone_get_utc_offset(own, &there, NULL);
    *out = of_utc(zones, &time->wall) - offset;
    struct icaltimetype utc = time->wall;
    icaltime_adjust(&utc, 0, 0, 0, -offset);
    return icaltimezone_get_utc_offset_of_utc_time(own, &utc, NULL) == offset;
}

bool ics_moment(IcsZones *zones, const IcsTime *time, int64_t *out)
{
    const Row *row = &zones->rows[time->zone];
    if (time->wall.is_date) {
        *out = zone_day_start(zones->home, ics_day(time));
        return true;
    }
    if (row->own)
        return own_moment(zones, row->own, time, out);
    char text[64];
    Zone *zone = row->icu ? row->icu : time->zone == ICS_UTC ? zones->utc : zones->home;
    iso_text(&time->wall, text);
    return zone_parse(zone, text, out, NULL);
}

bool ics_key(IcsZones *zones, const IcsTime *time, IcsKey *out)
{
    *out = (IcsKey){.is_date = time->wall.is_date != 0};
    if (!ics_moment(zones, time, &out->when))
        return false;
    out->day = out->is_date ? ics_day(time) : zone_day(zones->home, out->when);
    return true;
}

bool ics_is_same(const IcsKey *a, const IcsKey *b)
{
    return a->is_date == b->is_date ? a->when == b->when : a->day == b->day;
}

void ics_home_text(IcsZones *zones, const IcsTime *time, char out[20])
{
    int64_t when = 0;
    char text[32];
    if (time->wall.is_date) {
        snprintf(out, 20, "%08d", ics_day(time));
        return;
    }
    ics_moment(zones, time, &when);
    zone_write(zones->home, when, text);
    size_t used = 0;
    for (const char *at = text; at < text + 19; at++)
        if (*at != '-' && *at != ':')
            out[used++] = *at;
    out[used] = 0;
}

int32_t ics_day(const IcsTime *time)
{
    return time->wall.year * 10000 + time->wall.month * 100 + time->wall.day;
}
