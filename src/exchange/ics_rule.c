/* COUNT and UNTIL are kept here and taken off the rule: libical counts times that the clocks jump
 * over, and reads a local UNTIL as UTC. */
#include "exchange/ics_rule.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STEPS_MAX = 50000, DRY_YEARS = 40, INTERVAL_DIGITS = 4 };

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
    return is_followed && (out->freq >= ICAL_MONTHLY_RECURRENCE || is_empty(out->by_set_pos));
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

bool ics_is_same(IcsZones *zones, const IcsTime *a, const IcsTime *b)
{
    int64_t one = 0, other = 1;
    if (a->wall.is_date == b->wall.is_date)
        return ics_moment(zones, a, &one) && ics_moment(zones, b, &other) && one == other;
    char as_text[20], bs_text[20];
    ics_home_text(zones, a, as_text);
    ics_home_text(zones, b, bs_text);
    return strncmp(as_text, bs_text, 8) == 0;
}

static bool is_without(const Walk *w, const IcsTime *at)
{
    const IcsDates *without = &w->draft->without;
    for (int i = 0; i < without->count; i++)
        if (ics_is_same(w->zones, &without->list[i].at, at))
            return true;
    return false;
}

static bool is_there(const IcsSeries *series, int64_t when)
{
    for (int i = 0; i < series->count; i++)
        if (series->list[i].when == when)
            return true;
    return false;
}

static void add(Walk *w, const IcsTime *at, int64_t when, IcsSpan span)
{
    IcsSeries *out = w->out;
    if (when < w->window->from || when >= w->window->to || is_there(out, when) || is_without(w, at))
        return;
    if (out->count == ICS_RULE_INSTANCES)
        out->is_full = true;
    else
        out->list[out->count++] = (IcsInstance){*at, when, span};
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

/* Follows the rule from the event's start, which is the first; false if it fits no day. */
static bool follow(Walk *w, struct icalrecurrencetype rule)
{
    struct icaltimetype until = rule.until, start = w->draft->starts.wall;
    int count = rule.count, counted = 1;
    rule.until = icaltime_null_time();
    rule.count = 0;
    icalrecur_iterator *walk = icalrecur_iterator_new(rule, start);
    bool is_dry = !walk, is_over = !walk;
    for (int steps = 0; !is_over && steps < STEPS_MAX; steps++) {
        int64_t when;
        IcsTime at = {icalrecur_iterator_next(walk), w->draft->starts.zone};
        is_dry = icaltime_is_null_time(at.wall) ||
            at.wall.year > zone_day(w->window->home, w->window->to) / 10000 + DRY_YEARS;
        is_over = is_dry;
        if (is_over || icaltime_compare(at.wall, start) == 0 || !ics_moment(w->zones, &at, &when))
            continue;
        is_over = when >= w->window->to || (count > 0 && counted++ >= count) ||
            is_past(&until, &at, when, w->window->home);
        if (!is_over)
            add(w, &at, when, w->draft->span);
    }
    icalrecur_iterator_free(walk);
    icalerror_clear_errno();
    return !is_dry;
}

bool ics_rule_walk(const IcsDraft *draft, IcsZones *zones, const IcsWindow *window, IcsSeries *out)
{
    Walk w = {draft, zones, window, out};
    struct icalrecurrencetype rule;
    int64_t when;
    out->count = 0;
    out->is_full = false;
    if (ics_moment(zones, &draft->starts, &when))
        add(&w, &draft->starts, when, draft->span);
    bool fits =
        when >= window->to || !draft->rule || !read_rule(draft->rule, &rule) || follow(&w, rule);
    for (int i = 0; i < draft->more.count; i++) {
        const IcsDate *more = &draft->more.list[i];
        if (ics_moment(zones, &more->at, &when))
            add(&w, &more->at, when, more->has_span ? more->span : draft->span);
    }
    return fits;
}
