/* Cuts a text where level, font or script change. Marks, joiners and format characters stay with
 * their base whatever the fonts say; spaces stay with what is before them; scripts that are
 * "common" join a neighbour of the same font. */
#include "text/runs.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

enum { FONT_OPEN = -2 }; /* only spaces and marks so far: the next letter decides */

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

static bool is_rtl(uint32_t c)
{
    return (c >= 0x0590 && c <= 0x08FF) || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) ||
        (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Returns whether any of it may run right to left. */
static bool read_units(Runs *runs, const char *text)
{
    bool has_rtl = false;
    int length = 0;
    const char *at = text;
    for (int points = 0; *at && points < RUNS_POINTS; points++) {
        int byte = (int)(at - text);
        uint32_t c = utf8_next(&at);
        if (c == '\r' && *at == '\n')
            at++;
        has_rtl |= is_rtl(c);
        if (is_line_end(c))
            c = '\n';
        else if (is_control(c))
            c = '\t';
        runs->byte[length] = byte;
        if (c > 0xFFFF)
            runs->byte[length + 1] = byte;
        U16_APPEND_UNSAFE(runs->unit, length, c);
    }
    runs->byte[length] = (int)(at - text);
    runs->unit_count = length;
    return has_rtl;
}

static void read_levels(Runs *runs, bool is_base_rtl)
{
    UErrorCode status = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_open();
    ubidi_setPara(bidi, runs->unit, runs->unit_count, is_base_rtl, NULL, &status);
    const UBiDiLevel *levels = ubidi_getLevels(bidi, &status);
    if (U_SUCCESS(status) && levels)
        memcpy(runs->level, levels, (size_t)runs->unit_count);
    else
        memset(runs->level, is_base_rtl, (size_t)runs->unit_count);
    ubidi_close(bidi);
}

static UScriptCode script_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? USCRIPT_LATIN : USCRIPT_COMMON;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &status);
    return script == USCRIPT_INHERITED ? USCRIPT_COMMON : script;
}

static bool is_east_asian(UScriptCode script)
{
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
        script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO;
}

static bool scripts_join(UScriptCode a, UScriptCode b)
{
    return a == b || a == USCRIPT_COMMON || b == USCRIPT_COMMON ||
        (is_east_asian(a) && is_east_asian(b));
}

/* Clings to its base: marks, joiners, isolates. */
static bool clings(uint32_t c)
{
    if (c < 0x300)
        return c == 0xAD;
    int type = u_charType((UChar32)c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_COMBINING_SPACING_MARK || type == U_FORMAT_CHAR;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0;
}

typedef struct {
    Runs *runs;
    const Language *language;
    const Measurer *measurer;
    Span *open;     /* the span that may grow; null at the beginning and after a SPAN_SPACE */
    bool has_space; /* of the open span, while its font is open */
} Cutter;

static Span *begin(Cutter *cutter, int start, SpanKind kind, int font, UScriptCode script)
{
    Runs *runs = cutter->runs;
    Span *span = &runs->span[runs->span_count++];
    *span = (Span){start, start, kind, font, script, runs->level[start]};
    cutter->has_space = false;
    return span;
}

/* No letter came to an open span: alone it is a gap, or nothing. */
static void settle(Cutter *cutter)
{
    if (cutter->open && cutter->open->font == FONT_OPEN)
        cutter->open->kind = cutter->has_space ? SPAN_SPACE : SPAN_HIDDEN;
    cutter->open = NULL;
}

static void add_loose(Cutter *cutter, int start, int end, bool is_gap)
{
    Span *open = cutter->open;
    bool fits = open && (!is_gap || open->level == cutter->runs->level[start]);
    if (!fits) {
        settle(cutter);
        cutter->open = begin(cutter, start, SPAN_TEXT, FONT_OPEN, USCRIPT_COMMON);
    }
    cutter->has_space |= is_gap;
    cutter->open->end = end;
}

static void add_letter(Cutter *cutter, int start, int end, uint32_t c)
{
    Span *open = cutter->open;
    uint8_t level = cutter->runs->level[start];
    int font = cutter->measurer->font(cutter->measurer->self, cutter->language, c);
    UScriptCode script = script_of(c);
    if (open && open->font == FONT_OPEN && (open->level == level || !cutter->has_space)) {
        open->level = level;
        open->font = font;
    }
    if (!open || open->level != level || open->font != font ||
        !scripts_join(open->script, script)) {
        settle(cutter);
        cutter->open = open = begin(cutter, start, SPAN_TEXT, font, script);
    }
    if (open->script == USCRIPT_COMMON)
        open->script = script;
    open->end = end;
}

static void cut_spans(Cutter *cutter)
{
    Runs *runs = cutter->runs;
    for (int i = 0; i < runs->unit_count;) {
        int start = i;
        UChar32 c;
        U16_NEXT(runs->unit, i, runs->unit_count, c);
        if (c == '\t' || c == '\n') {
            settle(cutter);
            SpanKind kind = c == '\t' ? SPAN_SPACE : SPAN_HIDDEN;
            begin(cutter, start, kind, FONT_OPEN, USCRIPT_COMMON)->end = i;
        } else if (clings((uint32_t)c) || is_space((uint32_t)c)) {
            add_loose(cutter, start, i, is_space((uint32_t)c));
        } else {
            add_letter(cutter, start, i, (uint32_t)c);
        }
    }
    settle(cutter);
}

void runs_read(Runs *runs, const char *text, const Language *language, const Measurer *measurer)
{
    bool has_rtl = read_units(runs, text);
    /* What has no letter of such a script is a number, a code, an English name: left as it is. */
    bool is_base_rtl = has_rtl && language && language->is_rtl;
    if (has_rtl)
        read_levels(runs, is_base_rtl);
    else
        memset(runs->level, 0, (size_t)runs->unit_count);
    runs->span_count = 0;
    cut_spans(&(Cutter){runs, language, measurer, NULL, false});
}

void runs_finish(Runs *runs)
{
    wipe(runs->unit, (size_t)runs->unit_count * sizeof runs->unit[0]);
    runs->unit_count = runs->span_count = 0;
}
