/* The file's shape: components within components, and of them the events. Read twice: what the
 * file says of zones may stand behind the events that need it. */
#include "exchange/ics_drafts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "exchange/columns.h"

enum { DEEPEST = 4, NOTES_MAX = 100, ZONE_TEXT_MAX = 16 << 10 };

typedef enum { OTHER, CALENDAR, EVENT, ZONE, ALARM, TASK, JOURNAL, BUSY, KINDS } Kind;

static const char *const kind_names[KINDS] = {
    [CALENDAR] = "VCALENDAR",
    [EVENT] = "VEVENT",
    [ZONE] = "VTIMEZONE",
    [ALARM] = "VALARM",
    [TASK] = "VTODO",
    [JOURNAL] = "VJOURNAL",
    [BUSY] = "VFREEBUSY",
};

typedef struct {
    char name[64];
    Kind kind;
    int line;
} Level;

typedef struct {
    IcsLines lines;
    Level levels[DEEPEST];
    int depth;
    bool is_for_zones; /* the first reading */
    IcsZones *zones;
    IcsNotes *notes;
    Buf zone_text;
    char zone_name[128];
    int counts[KINDS];
    bool is_cancelling; /* METHOD:CANCEL */
    IcsDraft draft;
    const char *why; /* the draft is left out */
    int why_line;
    IcsDrafts *drafts;
} Reading;

void ics_note(IcsNotes *notes, int line, const char *why, const char *what)
{
    ColumnNotes out = {.notes = notes->notes};
    if (notes->count++ < NOTES_MAX)
        note(&out, "%s:%d: %s%s%s%s", notes->name, line, why, *what ? ": \"" : "", what,
            *what ? "\"" : "");
}

void ics_notes_end(IcsNotes *notes)
{
    ColumnNotes out = {.notes = notes->notes};
    if (notes->count > NOTES_MAX)
        note(&out, "%s: and %d remarks more", notes->name, notes->count - NOTES_MAX);
}

static bool refuse(const Reading *r, int line, Err *err, const char *why)
{
    return err_set(err, ERR_INVALID, "%s:%d: %s", r->notes->name, line, why);
}

static Kind inner(const Reading *r)
{
    return r->depth > 0 ? r->levels[r->depth - 1].kind : OTHER;
}

/* ---- begin and end ---- */

static Kind kind_of(const char *name)
{
    for (Kind kind = CALENDAR; kind < KINDS; kind++)
        if (strcasecmp(name, kind_names[kind]) == 0)
            return kind;
    return OTHER;
}

static bool begin(Reading *r, const char *name, Err *err)
{
    Kind outer = inner(r), kind = kind_of(name);
    if (r->depth == 0 && kind != CALENDAR)
        return refuse(r, r->lines.line, err, "a calendar begins with BEGIN:VCALENDAR");
    if (r->depth == DEEPEST)
        return refuse(r, r->lines.line, err, "over four levels of BEGIN");
    if (kind == CALENDAR ? r->depth > 0 : (kind == EVENT || kind == ZONE) && outer != CALENDAR)
        kind = OTHER; /* within another: not looked into */
    Level *level = &r->levels[r->depth++];
    *level = (Level){.kind = kind, .line = r->lines.line};
    utf8_copy(level->name, sizeof level->name, name);
    r->counts[kind]++;
    if (kind == CALENDAR)
        r->is_cancelling = false;
    if (kind == EVENT) {
        r->draft = (IcsDraft){.as.line = r->lines.line};
        r->why = NULL;
    }
    if (kind == EVENT && r->counts[EVENT] > ICS_EVENTS_MAX)
        return refuse(r, r->lines.line, err, "over 5,000 events");
    if (kind == ZONE) {
        r->zone_name[0] = 0;
        buf_clear(&r->zone_text);
        buf_text(&r->zone_text, "BEGIN:VTIMEZONE\r\n");
    }
    return true;
}

/* The draft goes to the list, or is told. */
static bool end_event(Reading *r, Err *err)
{
    IcsDraft *draft = &r->draft;
    draft->as.is_cancelled |= r->is_cancelling;
    if (draft->as.is_private) /* nobody's business, not in a plan either */
        draft->as.title[0] = draft->as.place[0] = draft->as.link[0] = 0;
    if (!r->why) {
        r->why = ics_draft_check(draft, r->zones);
        r->why_line = draft->as.line;
    }
    IcsDraft *grown = NULL;
    if (!r->why && !(grown = list_grow(r->drafts->list, r->drafts->count, sizeof *grown)))
        return err_set(err, ERR_FULL, "no memory for this calendar");
    if (r->why) {
        char why[160];
        snprintf(why, sizeof why, "%s; this event is left out", r->why);
        ics_note(r->notes, r->why_line, why, draft->as.title);
        ics_draft_finish(draft);
    } else {
        r->drafts->list = grown;
        r->drafts->list[r->drafts->count++] = *draft;
    }
    *draft = (IcsDraft){0};
    return true;
}

static bool end(Reading *r, const char *name, Err *err)
{
    if (r->depth == 0 || strcasecmp(r->levels[r->depth - 1].name, name) != 0) {
        char why[160];
        snprintf(why, sizeof why, "END:%.40s without its BEGIN", name);
        return refuse(r, r->lines.line, err, why);
    }
    Kind kind = r->levels[--r->depth].kind;
    if (kind == ZONE && r->is_for_zones && r->zone_name[0] && !r->zone_text.is_full)
        ics_zones_keep(r->zones, r->zone_name, r->zone_text.data);
    return kind != EVENT || r->is_for_zones || end_event(r, err);
}

/* ---- lines ---- */

static bool is_within_zone(const Reading *r)
{
    return r->depth > 1 && r->levels[1].kind == ZONE;
}

static void take_of_calendar(Reading *r, const IcsProperty *p)
{
    if (strcasecmp(p->name, "METHOD") == 0)
        r->is_cancelling = strcasecmp(p->value, "CANCEL") == 0;
    if (r->is_for_zones && strcasecmp(p->name, "X-WR-TIMEZONE") == 0)
        ics_zones_float(r->zones, p->value);
}

static void take_of_event(Reading *r, const IcsProperty *p)
{
    const char *why = ics_draft_take(&r->draft, p, r->zones, r->lines.line, r->notes);
    if (!why || r->why)
        return;
    r->why = why;
    r->why_line = r->lines.line;
}

static bool take_line(Reading *r, Err *err)
{
    IcsProperty p;
    if (is_within_zone(r)) {
        buf_text(&r->zone_text, r->lines.text.data);
        buf_text(&r->zone_text, "\r\n");
    }
    if (!ics_split(&r->lines, &p)) {
        if (r->depth == 0)
            return refuse(r, r->lines.line, err, "a calendar begins with BEGIN:VCALENDAR");
        if (inner(r) == EVENT && !r->is_for_zones)
            ics_note(r->notes, r->lines.line, "this line is no NAME:VALUE and is left out", "");
        return true;
    }
    if (strcasecmp(p.name, "BEGIN") == 0)
        return begin(r, p.value, err);
    if (strcasecmp(p.name, "END") == 0)
        return end(r, p.value, err);
    if (r->depth == 0)
        return refuse(r, r->lines.line, err, "a calendar begins with BEGIN:VCALENDAR");
    if (inner(r) == CALENDAR)
        take_of_calendar(r, &p);
    if (inner(r) == ZONE && strcasecmp(p.name, "TZID") == 0)
        ics_text(p.value, r->zone_name, sizeof r->zone_name);
    if (inner(r) == EVENT && !r->is_for_zones)
        take_of_event(r, &p);
    return true;
}

static bool read_all(Reading *r, Err *err)
{
    int has;
    while ((has = ics_next(&r->lines, err)) > 0)
        if (!take_line(r, err))
            return false;
    if (has < 0)
        return false;
    if (r->depth > 0) {
        char why[160];
        const Level *level = &r->levels[r->depth - 1];
        snprintf(
            why, sizeof why, "the file ends before END:%s of line %d", level->name, level->line);
        return refuse(r, r->lines.line, err, why);
    }
    return r->counts[CALENDAR] > 0 ||
        refuse(r, 1, err, "a calendar begins with BEGIN:VCALENDAR; this file is empty");
}

static bool read_once(Reading *r, const Buf *bytes, bool is_for_zones, IcsNotes *notes, Err *err)
{
    r->is_for_zones = is_for_zones;
    r->notes = notes;
    ics_lines_init(&r->lines, notes->name, bytes);
    buf_init(&r->zone_text, ZONE_TEXT_MAX);
    bool done = read_all(r, err);
    ics_lines_finish(&r->lines);
    buf_finish(&r->zone_text);
    ics_draft_finish(&r->draft);
    return done;
}

/* "skipped: 3 tasks, 1 journal entry" */
static void tell_others(const Reading *r)
{
    static const char *const told[KINDS] = {
        [TASK] = "tasks (VTODO)", [JOURNAL] = "journals (VJOURNAL)", [BUSY] = "VFREEBUSY"};
    ColumnNotes out = {.notes = r->notes->notes};
    for (Kind kind = TASK; kind < KINDS; kind++)
        if (r->counts[kind] > 0)
            note(&out, "%s: %d %s left out", r->notes->name, r->counts[kind], told[kind]);
}

bool ics_drafts_read(IcsDrafts *out, const Buf *bytes, IcsZones *zones, IcsNotes *notes, Err *err)
{
    Reading *r = calloc(1, sizeof *r); /* twice as large as is good for a stack */
    if (!r)
        return err_set(err, ERR_FULL, "no memory for this calendar");
    r->zones = zones;
    bool done = read_once(r, bytes, true, notes, err);
    *r = (Reading){.zones = zones, .drafts = out};
    done = done && read_once(r, bytes, false, notes, err);
    if (done)
        tell_others(r);
    free(r);
    return done;
}

void ics_drafts_finish(IcsDrafts *drafts)
{
    for (int i = 0; i < drafts->count; i++)
        ics_draft_finish(&drafts->list[i]);
    free(drafts->list);
    *drafts = (IcsDrafts){0};
}
