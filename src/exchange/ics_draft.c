/* One event of a calendar, property by property. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "exchange/columns.h"
#include "exchange/ics_drafts.h"

enum { DATES_MAX = 1000, LONGEST_DAYS = 366, DAY_SECONDS = 86400 };

typedef struct {
    IcsDraft *draft;
    const IcsProperty *property;
    IcsZones *zones;
    int line;
    IcsNotes *notes;
} Taking;

/* ---- times ---- */

/* The zone that a property names; told if nobody knows it. */
static int zone_of(const Taking *t)
{
    char name[128];
    bool is_known;
    if (!ics_parameter(t->property, "TZID", name, sizeof name))
        return ics_zones_floating(t->zones);
    int zone = ics_zones_find(t->zones, name, &is_known);
    if (!is_known)
        ics_note(t->notes, t->line, "an unknown time zone, read as the school's own", name);
    return zone;
}

static const char *take_time(const Taking *t, IcsTime *out)
{
    bool is_read = ics_time_read(t->property->value, zone_of(t), out);
    return is_read ? NULL : "there is no such day or time";
}

static const char *take_start(const Taking *t)
{
    t->draft->has_start = true;
    return take_time(t, &t->draft->starts);
}

static const char *take_end(const Taking *t)
{
    t->draft->has_end = true;
    return take_time(t, &t->draft->ends);
}

static const char *take_instance(const Taking *t)
{
    char range[32];
    t->draft->as.is_instance = true;
    if (ics_parameter(t->property, "RANGE", range, sizeof range))
        ics_note(
            t->notes, t->line, "a change of all later instances is taken for this one only", range);
    return take_time(t, &t->draft->instance);
}

static bool read_span(const char *text, IcsSpan *out)
{
    if (strspn(text, "+PTWDHMS0123456789") < strlen(text) || strlen(text) > 24 ||
        !strpbrk(text, "0123456789") || !strchr("WDHMS", text[strlen(text) - 1]))
        return false;
    struct icaldurationtype d = icaldurationtype_from_string(text);
    if (icaldurationtype_is_bad_duration(d) || d.is_neg || d.weeks > 52 || d.days > LONGEST_DAYS ||
        d.hours > 10000 || d.minutes > 1000000 || d.seconds > 31622400)
        return false;
    *out = (IcsSpan){
        (int)(d.weeks * 7 + d.days), (int64_t)d.hours * 3600 + (int64_t)d.minutes * 60 + d.seconds};
    return true;
}

static const char *take_span(const Taking *t)
{
    t->draft->has_span = true;
    return read_span(t->property->value, &t->draft->span) ? NULL : "a duration is as PT1H30M";
}

/* ---- dates with and without ---- */

static bool end_between(IcsZones *zones, const IcsTime *from, const IcsTime *to, IcsSpan *out)
{
    int64_t starts, ends;
    if (!ics_moment(zones, from, &starts) || !ics_moment(zones, to, &ends) || ends < starts)
        return false;
    *out = (IcsSpan){0, ends - starts};
    return true;
}

/* A day, a time, or a period: "start/end", "start/duration". */
static bool read_date(const Taking *t, char *text, IcsDate *out)
{
    char *slash = strchr(text, '/');
    int zone = zone_of(t);
    *out = (IcsDate){0};
    if (slash)
        *slash++ = 0;
    if (!ics_time_read(text, zone, &out->at))
        return false;
    out->is_there = ics_key(t->zones, &out->at, &out->key);
    if (!slash)
        return true;
    IcsTime ends;
    out->has_span = true;
    return read_span(slash, &out->span) ||
        (ics_time_read(slash, zone, &ends) && ends.wall.is_date == out->at.wall.is_date &&
            end_between(t->zones, &out->at, &ends, &out->span));
}

static const char *take_dates(const Taking *t, IcsDates *dates)
{
    char *at = t->property->value;
    while (at) {
        char *next = strchr(at, ',');
        if (next)
            *next++ = 0;
        IcsDate *grown = list_grow(dates->list, dates->count, sizeof *grown);
        if (!grown || dates->count == DATES_MAX)
            return "over 1,000 dates of one event";
        dates->list = grown;
        if (!read_date(t, at, &dates->list[dates->count++]))
            return "there is no such day or time";
        at = next;
    }
    return NULL;
}

static const char *take_more(const Taking *t)
{
    return take_dates(t, &t->draft->more);
}

static const char *take_without(const Taking *t)
{
    return take_dates(t, &t->draft->without);
}

static const char *take_rule(const Taking *t)
{
    t->draft->rules++;
    t->draft->rule_line = t->line;
    if (!t->draft->rule && strcasecmp(t->property->name, "RRULE") == 0)
        t->draft->rule = strdup(t->property->value);
    return NULL;
}

/* ---- words ---- */

static const char *take_uid(const Taking *t)
{
    char uid[512];
    if (!ics_text(t->property->value, uid, sizeof uid))
        return "this is not UTF-8";
    return utf8_copy(t->draft->as.uid, sizeof t->draft->as.uid, uid) ? NULL
                                                                     : "a UID of over 223 bytes";
}

static const char *take_text(const Taking *t, char *out, size_t size, char *language)
{
    if (language)
        ics_parameter(t->property, "LANGUAGE", language, sizeof t->draft->as.title_language);
    return ics_text(t->property->value, out, size) ? NULL : "this is not UTF-8";
}

static const char *take_title(const Taking *t)
{
    IcsEntry *as = &t->draft->as;
    return take_text(t, as->title, sizeof as->title, as->title_language);
}

static const char *take_place(const Taking *t)
{
    IcsEntry *as = &t->draft->as;
    return take_text(t, as->place, sizeof as->place, as->place_language);
}

static const char *take_categories(const Taking *t)
{
    IcsEntry *as = &t->draft->as;
    return take_text(t, as->categories, sizeof as->categories, NULL);
}

/* A link that is none, or too long, is no reason to leave the event out. */
static const char *take_link(const Taking *t)
{
    const char *link = t->property->value;
    bool is_web = strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
    bool is_plain = utf8_is_valid(link, strlen(link));
    for (const char *at = link; *at; at++)
        is_plain &= (unsigned char)*at > ' ' && *at != 0x7f;
    if (!is_web || !is_plain || !utf8_copy(t->draft->as.link, sizeof t->draft->as.link, link)) {
        ics_note(t->notes, t->line, "a link that is not one of the web is left out", "");
        t->draft->as.link[0] = 0;
    }
    return NULL;
}

static const char *take_status(const Taking *t)
{
    t->draft->as.is_cancelled |= strcasecmp(t->property->value, "CANCELLED") == 0;
    return NULL;
}

/* A class that is none of the known ones is private (RFC 5545, 3.8.1.3). */
static const char *take_class(const Taking *t)
{
    t->draft->as.is_private = strcasecmp(t->property->value, "PUBLIC") != 0;
    return NULL;
}

static const char *take_sequence(const Taking *t)
{
    const char *value = t->property->value;
    if (!*value || strlen(value) > 9 || strspn(value, "0123456789") < strlen(value))
        return "a sequence is a number";
    t->draft->as.sequence = atoi(value);
    return NULL;
}

static const char *take_stamp(const Taking *t)
{
    IcsTime stamp;
    const char *why = take_time(t, &stamp);
    if (!why && !ics_moment(t->zones, &stamp, &t->draft->as.stamp))
        t->draft->as.stamp = 0;
    return why;
}

/* ---- all of them ---- */

static const struct {
    const char *name;
    const char *(*take)(const Taking *t);
    bool is_once;
} properties[] = {
    {"UID", take_uid, true},
    {"DTSTART", take_start, true},
    {"DTEND", take_end, true},
    {"DURATION", take_span, true},
    {"RECURRENCE-ID", take_instance, true},
    {"RRULE", take_rule, false},
    {"EXRULE", take_rule, false},
    {"RDATE", take_more, false},
    {"EXDATE", take_without, false},
    {"SUMMARY", take_title, true},
    {"LOCATION", take_place, true},
    {"URL", take_link, true},
    {"CATEGORIES", take_categories, false},
    {"STATUS", take_status, true},
    {"CLASS", take_class, true},
    {"SEQUENCE", take_sequence, true},
    {"DTSTAMP", take_stamp, true},
};

const char *ics_draft_take(
    IcsDraft *draft, const IcsProperty *property, IcsZones *zones, int line, IcsNotes *notes)
{
    Taking taking = {draft, property, zones, line, notes};
    for (unsigned i = 0; i < sizeof properties / sizeof *properties; i++)
        if (strcasecmp(property->name, properties[i].name) == 0) {
            unsigned bit = 1U << i;
            bool is_twice = properties[i].is_once && (draft->seen & bit);
            draft->seen |= bit;
            return is_twice ? "this stands twice in one event" : properties[i].take(&taking);
        }
    return NULL;
}

bool ics_span_end(IcsZones *zones, const IcsTime *starts, IcsSpan span, int64_t *out)
{
    IcsTime ends = *starts;
    icaltime_adjust(&ends.wall, span.days, 0, 0, 0);
    if (!ics_moment(zones, &ends, out))
        return false;
    *out += span.seconds;
    return true;
}

static const char *check_end(IcsDraft *draft, IcsZones *zones)
{
    bool is_date = draft->starts.wall.is_date;
    if (draft->has_end && draft->has_span)
        return "both an end and a duration";
    if (draft->has_end && draft->ends.wall.is_date != is_date)
        return "it starts with a day and ends with a time, or the other way round";
    if (draft->has_end && !end_between(zones, &draft->starts, &draft->ends, &draft->span))
        return "it ends before it starts";
    if (is_date && draft->has_end) /* a day is not always 24 hours long */
        draft->span = (IcsSpan){(int)((draft->span.seconds + DAY_SECONDS / 2) / DAY_SECONDS), 0};
    if (is_date && draft->has_span && draft->span.seconds)
        return "a whole day of some hours";
    if (is_date && draft->span.days == 0)
        draft->span.days = 1;
    if (draft->span.days + draft->span.seconds / DAY_SECONDS > LONGEST_DAYS)
        return "it is longer than a year";
    return NULL;
}

const char *ics_draft_check(IcsDraft *draft, IcsZones *zones)
{
    int64_t at;
    if (!draft->as.uid[0])
        return "an event without a UID";
    if (draft->as.is_instance && !ics_key(zones, &draft->instance, &draft->key))
        return "the clocks jump over the instance that it changes";
    if (!draft->has_start)
        return draft->as.is_cancelled || draft->as.is_private ? NULL : "an event without a DTSTART";
    if (draft->starts.wall.year < 1970 || draft->starts.wall.year > 2100)
        return "an event before 1970 or after 2100";
    if (!ics_moment(zones, &draft->starts, &at))
        return "the clocks jump over the time it starts";
    if (!draft->as.title[0] && !draft->as.is_cancelled && !draft->as.is_private)
        return "an event without a SUMMARY";
    return check_end(draft, zones);
}

void ics_draft_finish(IcsDraft *draft)
{
    free(draft->rule);
    free(draft->more.list);
    free(draft->without.list);
}
