/* COUNT and UNTIL are kept here and taken off the rule: libical counts times that the clocks jump
 * over, and reads a local UNTIL as UTC. */
#include "exchange/ics_rule.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DRY_YEARS = 40, INTERVAL_DIGITS = 4 };

/* ---- which rules ---- */

static bool is_empty(const short *list)
{
    return list[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

/* libical keeps an interval in 16 bits and does not look. */
static bool has_wide_number(const char *rule)
{
    const char *at = strcasestr(rule, "INTERVAL=");
    return at && strspn(at + 9, "0123456789") > INTERVAL_DIGITS;
}

/* The furthest "2TU" or "-1FR". */
static int furthest(const short *days)
{
    int most = 0;
    for (int i = 0; i < ICAL_BY_DAY_SIZE && days[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
        int position = abs(icalrecurrencetype_day_position(days[i]));
        most = position > most ? position : most;
    }
    return most;
}

/* How far it may be: none in a week (RFC 5545, 3.3.10), no sixth in a month, which libical would
 * look for in 600 years. */
static int furthest_there_is(const struct icalrecurrencetype *rule)
{
    if (rule->freq < ICAL_MONTHLY_RECURRENCE)
        return 0;
    return rule->freq == ICAL_MONTHLY_RECURRENCE || !is_empty(rule->by_month) ? 5 : 53;
}

static bool read_rule(const char *text, struct icalrecurrencetype *out)
{
    if (strlen(text) > 1000 || strcasestr(text, "RSCALE") || strcasestr(text, "SKIP") ||
        has_wide_number(text))
        return false;
    *out = icalrecurrencetype_from_string(text);
    icalerror_clear_errno();
    bool is_followed = out->freq >= ICAL_DAILY_RECURRENCE && out->freq <= ICAL_YEARLY_RECURRENCE &&
        is_empty(out->by_second) && is_empty(out->by_minute) && is_empty(out->by_hour) &&
        is_empty(out->by_week_no) && is_empty(out->by_year_day);
    return is_followed && furthest(out->by_day) <= furthest_there_is(out) &&
        (out->freq >= ICAL_MONTHLY_RECURRENCE || is_empty(out->by_set_pos));
}

IcsRepeat ics_rule_repeats(const IcsDraft *draft)
{
    struct icalrecurrencetype rule;
    if (draft->rules == 0)
        return draft->more.count > 0 ? ICS_REPEATS : ICS_ONCE;
    bool is_followed = draft->rules == 1 && draft->rule && read_rule(draft->rule, &rule);
    return is_followed ? ICS_REPEATS : ICS_NOT_FOLLOWED;
}

/* ---- the walk ---- */

typedef struct {
    const IcsDraft *draft;
    IcsZones *zones;
    const IcsWindow *window;
    IcsSeries *out;
} Walk;

static bool is_without(const Walk *w, const IcsKey *key)
{
    const IcsDates *without = &w->draft->without;
    for (int i = 0; i < without->count; i++)
        if (without->list[i].is_there && ics_is_same(&without->list[i].key, key))
            return true;
    return false;
}

static bool has(const IcsSeries *series, int64_t when)
{
    for (int i = 0; i < series->count; i++)
        if (series->list[i].key.when == when)
            return true;
    return false;
}

static void add(Walk *w, const IcsTime *at, IcsSpan span)
{
    IcsSeries *out = w->out;
    IcsKey key;
    if (!ics_key(w->zones, at, &key) || key.when < w->window->from || key.when >= w->window->to ||
        has(out, key.when) || is_without(w, &key))
        return;
    if (out->count == ICS_RULE_INSTANCES)
        out->is_full = true;
    else
        out->list[out->count++] = (IcsInstance){*at, key, span};
}

/* Inclusive; in UTC, or in the wall time of the event itself. */
static bool is_past(const struct icaltimetype *until, const IcsTime *at, int64_t when, Zone *home)
{
    if (icaltime_is_null_time(*until))
        return false;
    IcsTime last = {.wall = *until};
    last.wall.zone = NULL;
    if (until->is_date || at->wall.is_date)
        return ics_day(at) > ics_day(&last);
    if (!icaltime_is_utc(*until))
        return icaltime_compare(at->wall, last.wall) > 0;
    int64_t moment = 0;
    char text[64];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", last.wall.year, last.wall.month,
        last.wall.day, last.wall.hour, last.wall.minute, last.wall.second);
    return zone_parse(home, text, &moment, NULL) && when > moment;
}

/* Whether some month has some such day: libical would look for a 30th of February in 600 years. */
static bool has_day(const struct icalrecurrencetype *rule)
{
    static const int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (is_empty(rule->by_month) || is_empty(rule->by_month_day))
        return true;
    for (int i = 0; i < ICAL_BY_MONTH_SIZE && rule->by_month[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
        for (int j = 0; j < ICAL_BY_MONTHDAY_SIZE; j++) {
            short month = rule->by_month[i], day = rule->by_month_day[j];
            if (day == ICAL_RECURRENCE_ARRAY_MAX)
                break;
            if (month >= 1 && month <= 12 && abs(day) <= longest[month - 1])
                return true;
        }
    return false;
}

/* Follows the rule from the event's start, which is the first; false if it fits no day. */
static bool follow(Walk *w, struct icalrecurrencetype rule)
{
    struct icaltimetype until = rule.until, start = w->draft->starts.wall;
    int count = rule.count, counted = 1;
    if (!has_day(&rule))
        return false;
    rule.until = icaltime_null_time();
    rule.count = 0;
    icalrecur_iterator *walk = icalrecur_iterator_new(rule, start);
    bool is_dry = !walk, is_over = !walk;
    int last_year = zone_day(w->window->home, w->window->to) / 10000 + DRY_YEARS;
    while (!is_over && w->out->steps++ < ICS_STEPS_MAX) {
        int64_t when;
        IcsTime at = {icalrecur_iterator_next(walk), w->draft->starts.zone};
        is_over = is_dry = icaltime_is_null_time(at.wall) || at.wall.year > last_year;
        if (is_over || icaltime_compare(at.wall, start) == 0 || !ics_moment(w->zones, &at, &when))
            continue;
        is_over = when >= w->window->to || (count > 0 && counted++ >= count) ||
            is_past(&until, &at, when, w->window->home);
        if (!is_over && when >= w->window->from)
            add(w, &at, w->draft->span);
    }
    icalrecur_iterator_free(walk);
    icalerror_clear_errno();
    return !is_dry;
}

bool ics_rule_walk(const IcsDraft *draft, IcsZones *zones, const IcsWindow *window, IcsSeries *out)
{
    Walk w = {draft, zones, window, out};
    struct icalrecurrencetype rule;
    int64_t starts = 0;
    out->count = 0;
    out->is_full = false;
    ics_moment(zones, &draft->starts, &starts);
    add(&w, &draft->starts, draft->span);
    bool fits =
        starts >= window->to || !draft->rule || !read_rule(draft->rule, &rule) || follow(&w, rule);
    for (int i = 0; i < draft->more.count; i++) {
        const IcsDate *more = &draft->more.list[i];
        add(&w, &more->at, more->has_span ? more->span : draft->span);
    }
    return fits;
}
