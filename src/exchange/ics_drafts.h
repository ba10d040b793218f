/* What a calendar file says of each event, before its times are worked out. */
#ifndef EXCHANGE_ICS_DRAFTS_H
#define EXCHANGE_ICS_DRAFTS_H

#include "exchange/ics.h"
#include "exchange/ics_lines.h"
#include "exchange/ics_zones.h"

/* How long: days by the calendar, then seconds by the clock. */
typedef struct {
    int days;
    int64_t seconds;
} IcsSpan;

typedef struct {
    IcsTime at;
    IcsKey key;
    bool is_there; /* the clocks may jump over it */
    IcsSpan span;
    bool has_span; /* a period; else as long as the event */
} IcsDate;

typedef struct {
    IcsDate *list;
    int count;
} IcsDates;

typedef struct {
    IcsEntry as;
    IcsTime starts, ends, instance; /* those that were read, below */
    IcsSpan span;
    bool has_start, has_end, has_span;
    unsigned seen; /* properties, a bit each */
    char *rule;    /* or null */
    int rules;     /* RRULE and EXRULE lines */
    int rule_line;
    IcsDates more, without; /* RDATE, EXDATE */
    IcsKey key;             /* of the instance that it changes */
} IcsDraft;

/* Remarks on one file. */
typedef struct {
    const char *name;
    FILE *notes; /* may be null */
    int count;
} IcsNotes;

typedef struct {
    IcsDraft *list;
    int count;
} IcsDrafts;

/* A line: "cal.ics:12: an event without a UID"; after a hundred they are only counted. */
void ics_note(IcsNotes *notes, int line, const char *why, const char *what);
void ics_notes_end(IcsNotes *notes);

bool ics_drafts_read(IcsDrafts *out, const Buf *bytes, IcsZones *zones, IcsNotes *notes, Err *err);
void ics_drafts_finish(IcsDrafts *drafts);
void ics_draft_finish(IcsDraft *draft);

/* A property of an event into its draft: null, or why it is not understood. */
const char *ics_draft_take(
    IcsDraft *draft, const IcsProperty *property, IcsZones *zones, int line, IcsNotes *notes);

/* What must hold of a whole event; fills in its span. */
const char *ics_draft_check(IcsDraft *draft, IcsZones *zones);

/* When something that starts then ends. */
bool ics_span_end(IcsZones *zones, const IcsTime *starts, IcsSpan span, int64_t *out);

#endif
