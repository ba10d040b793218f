/* Runs: a text as ICU's UTF-16, its bidi levels, and its spans of one font, script and level.
 *
 * For paragraph.c. Positions are units of UTF-16; byte[] leads back to the text.
 */
#ifndef TEXT_RUNS_H
#define TEXT_RUNS_H

#include "text/paragraph.h"
#include <unicode/uscript.h>
#include <unicode/utypes.h>

enum { RUNS_POINTS = 2000, RUNS_UNITS = 2 * RUNS_POINTS };

typedef enum {
    SPAN_TEXT,
    SPAN_SPACE,  /* a tab or another control: a space wide, never drawn */
    SPAN_HIDDEN, /* marks of direction and the like, or a line's end: nothing */
} SpanKind;

typedef struct {
    int start, end;
    SpanKind kind;
    int font;
    UScriptCode script;
    uint8_t level; /* odd: right to left */
} Span;

typedef struct {
    UChar unit[RUNS_UNITS];
    int byte[RUNS_UNITS + 1];
    uint8_t level[RUNS_UNITS];
    int unit_count;
    Span span[RUNS_POINTS];
    int span_count;
} Runs;

/* Controls become spaces, ends of lines '\n'; cut at RUNS_POINTS code points. */
void runs_read(Runs *runs, const char *text, const Language *language, const Measurer *measurer);

/* Wipes what was read. */
void runs_finish(Runs *runs);

#endif
