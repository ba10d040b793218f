/* Of what the file says of one UID: the newest word, its instances, and those changed by hand. */
#include "exchange/ics.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "exchange/columns.h"
#include "exchange/ics_rule.h"

typedef struct {
    IcsList *out;
    IcsDraft **drafts; /* by uid, the series before its instances; the newest word last */
    int count;
    IcsZones *zones;
    const IcsWindow *window;
    IcsNotes *notes;
    IcsSeries *series;
    int dry, hidden;
} Expansion;

bool ics_is_calendar(const Buf *bytes)
{
    static const char begins[] = "BEGIN:VCALENDAR";
    const char *at = bytes->size > 0 ? bytes->data : "";
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    return strncasecmp(at + strspn(at, "\r\n"), begins, strlen(begins)) == 0;
}

/* ---- one word on each ---- */

static int compare_place(const IcsDraft *a, const IcsDraft *b)
{
    int order = strcmp(a->as.uid, b->as.uid);
    if (!order)
        order = a->as.is_instance - b->as.is_instance;
    return order ? order : (a->key.when > b->key.when) - (a->key.when < b->key.when);
}

static int compare(const void *one, const void *other)
{
    const IcsDraft *a = *(IcsDraft *const *)one, *b = *(IcsDraft *const *)other;
    int order = compare_place(a, b);
    if (!order)
        order = (a->as.sequence > b->as.sequence) - (a->as.sequence < b->as.sequence);
    if (!order)
        order = (a->as.stamp > b->as.stamp) - (a->as.stamp < b->as.stamp);
    return order ? order : a->as.line - b->as.line;
}

static void keep_newest(Expansion *x)
{
    int kept = 0;
    for (int i = 0; i < x->count; i++) {
        if (i + 1 < x->count && compare_place(x->drafts[i], x->drafts[i + 1]) == 0)
            ics_note(x->notes, x->drafts[i]->as.line, "an older word on an event that stands twice",
                x->drafts[i]->as.title);
        else
            x->drafts[kept++] = x->drafts[i];
    }
    x->count = kept;
}

/* ---- events ---- */

static bool add_entry(Expansion *x, const IcsDraft *draft, Err *err)
{
    IcsEntry *grown = list_grow(x->out->entries, x->out->entry_count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this calendar");
    x->out->entries = grown;
    grown[x->out->entry_count++] = draft->as;
    return true;
}

/* Of the entry that came last. */
static bool add_event(
    Expansion *x, const IcsTime *starts, IcsSpan span, const IcsTime *instance, Err *err)
{
    IcsList *out = x->out;
    const IcsEntry *as = &out->entries[out->entry_count - 1];
    IcsEvent event = {.entry = out->entry_count - 1,
        .is_all_day = starts->wall.is_date != 0,
        .is_cancelled = as->is_cancelled || as->is_private,
        .sequence = as->sequence,
        .stamp = as->stamp};
    if (out->count == ICS_INSTANCES_MAX)
        return err_set(err, ERR_INVALID, "%s:%d: over 10,000 events with those that repeat",
            x->notes->name, as->line);
    if (!ics_moment(x->zones, starts, &event.starts))
        return true; /* not a time: checked before, or nothing to show */
    if (!ics_span_end(x->zones, starts, span, &event.ends))
        event.ends = event.starts + span.days * INT64_C(86400) + span.seconds;
    if (instance)
        ics_home_text(x->zones, instance, event.instance);
    IcsEvent *grown = list_grow(out->events, out->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this calendar");
    out->events = grown;
    grown[out->count++] = event;
    return true;
}

/* Whether one of the changes speaks of this instance. */
static bool is_changed(const Expansion *x, int first, int last, const IcsKey *key)
{
    for (int i = first; i < last; i++)
        if (ics_is_same(&x->drafts[i]->key, key))
            return true;
    return false;
}

static bool add_series(Expansion *x, const IcsDraft *draft, int first, int last, Err *err)
{
    IcsSeries *series = x->series;
    if (!ics_rule_walk(draft, x->zones, x->window, series)) {
        ics_note(x->notes, draft->rule_line, "a rule that fits no day", draft->as.title);
        if (++x->dry > ICS_DRY_RULES)
            return err_set(err, ERR_INVALID, "%s:%d: over %d rules that fit no day", x->notes->name,
                draft->rule_line, ICS_DRY_RULES);
    }
    if (series->steps >= ICS_STEPS_MAX)
        return err_set(err, ERR_INVALID, "%s:%d: rules that run for too long", x->notes->name,
            draft->rule_line);
    if (series->is_full)
        ics_note(
            x->notes, draft->as.line, "over 1,000 times; the others are left out", draft->as.title);
    for (int i = 0; i < series->count; i++) {
        const IcsInstance *instance = &series->list[i];
        if (!is_changed(x, first, last, &instance->key) &&
            !add_event(x, &instance->at, instance->span, &instance->at, err))
            return false;
    }
    return true;
}

/* A series or an event alone. What is cancelled or private has an entry and no events. */
static bool add_whole(Expansion *x, const IcsDraft *draft, int first, int last, Err *err)
{
    if (!add_entry(x, draft, err))
        return false;
    x->hidden += draft->as.is_private;
    if (draft->as.is_cancelled || draft->as.is_private || !draft->has_start)
        return true;
    IcsRepeat repeat = ics_rule_repeats(draft);
    if (repeat == ICS_REPEATS)
        return add_series(x, draft, first, last, err);
    if (repeat == ICS_NOT_FOLLOWED)
        ics_note(x->notes, draft->rule_line,
            "repeats in a way that is not followed; only the first is taken", draft->as.title);
    return add_event(x, &draft->starts, draft->span, NULL, err);
}

/* The file may know of the series (or not); a change is as new as the series. */
static bool add_change(Expansion *x, IcsDraft *draft, const IcsDraft *whole, Err *err)
{
    IcsEntry *as = &draft->as;
    if (whole && (whole->as.is_private || whole->as.is_cancelled))
        return true;
    if (whole && (whole->as.sequence > as->sequence)) {
        as->sequence = whole->as.sequence;
        as->stamp = whole->as.stamp;
    }
    x->hidden += as->is_private;
    const IcsTime *starts = draft->has_start ? &draft->starts : &draft->instance;
    int64_t at = 0;
    ics_moment(x->zones, starts, &at);
    if (at < x->window->from && draft->key.when < x->window->from)
        return true;
    return add_entry(x, draft, err) && add_event(x, starts, draft->span, &draft->instance, err);
}

static bool add_group(Expansion *x, int first, int last, Err *err)
{
    const IcsDraft *whole = x->drafts[first]->as.is_instance ? NULL : x->drafts[first];
    int changes = first + (whole != NULL);
    if (whole && !add_whole(x, whole, changes, last, err))
        return false;
    for (int i = changes; i < last; i++)
        if (!add_change(x, x->drafts[i], whole, err))
            return false;
    return true;
}

static int compare_events(const void *one, const void *other)
{
    const IcsEvent *a = one, *b = other;
    int order = (a->starts > b->starts) - (a->starts < b->starts);
    return order ? order : a->entry - b->entry;
}

static bool expand(Expansion *x, Err *err)
{
    if (x->count > 0)
        qsort(x->drafts, (size_t)x->count, sizeof *x->drafts, compare);
    keep_newest(x);
    for (int first = 0, last; first < x->count; first = last) {
        for (last = first + 1; last < x->count; last++)
            if (strcmp(x->drafts[first]->as.uid, x->drafts[last]->as.uid) != 0)
                break;
        if (!add_group(x, first, last, err))
            return false;
    }
    if (x->out->count > 0)
        qsort(x->out->events, (size_t)x->out->count, sizeof *x->out->events, compare_events);
    ColumnNotes out = {.notes = x->notes->notes};
    if (x->hidden > 0)
        note(&out, "%s: %d private events left out", x->notes->name, x->hidden);
    return true;
}

static bool expand_all(IcsList *out, IcsDrafts *drafts, IcsZones *zones, const IcsWindow *window,
    IcsNotes *notes, Err *err)
{
    Expansion x = {.out = out, .zones = zones, .window = window, .notes = notes};
    x.drafts = calloc((size_t)drafts->count + 1, sizeof *x.drafts);
    x.series = calloc(1, sizeof *x.series);
    x.count = drafts->count;
    for (int i = 0; x.drafts && i < drafts->count; i++)
        x.drafts[i] = &drafts->list[i];
    bool done = x.drafts && x.series ? expand(&x, err)
                                     : err_set(err, ERR_FULL, "no memory for this calendar");
    free(x.drafts);
    free(x.series);
    return done;
}

bool ics_read(IcsList *out, const char *name, const Buf *bytes, const IcsWindow *window,
    FILE *notes, Err *err)
{
    *out = (IcsList){0};
    if (bytes->size > ICS_FILE_MAX)
        return err_set(err, ERR_INVALID, "%s: a calendar of over 5 MB", name);
    IcsDrafts drafts = {0};
    IcsNotes told = {name, notes, 0};
    IcsZones *zones = ics_zones_new(window->home);
    bool done = zones ? ics_drafts_read(&drafts, bytes, zones, &told, err) &&
            expand_all(out, &drafts, zones, window, &told, err)
                      : err_set(err, ERR_FULL, "no memory for this calendar");
    ics_notes_end(&told);
    ics_drafts_finish(&drafts);
    ics_zones_free(zones);
    return done;
}

void ics_finish(IcsList *list)
{
    free(list->entries);
    free(list->events);
    *list = (IcsList){0};
}
