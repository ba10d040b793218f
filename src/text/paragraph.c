/* Lines are filled greedily from ICU's break opportunities. What fits on one line never opens a
 * break iterator; what is all left to right never opens a UBiDi. */
#include "text/paragraph.h"

#include "text/runs.h"
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

static const float slack = 0.01F; /* u: sums of floats, not ink */

typedef struct {
    const Measurer *measurer;
    const TextStyle *style;
    const char *text;
    float width;            /* 0: without end */
    UBreakIterator *breaks; /* null: only ends of lines break */
    bool breaks_at_spaces_only;
    Runs runs;
    Piece piece[RUNS_POINTS];
    int piece_count, line_count;
    float widest;
    bool is_cut;
} Layout;

/* --- measuring --- */

static int first_span(const Runs *runs, int unit)
{
    int low = 0, high = runs->span_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (runs->span[middle].end <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static float space_width(const Layout *l)
{
    const Measurer *m = l->measurer;
    Piece space = {
        .length = 1, .font = m->font(m->self, l->style->language, ' '), .script = "Latn"};
    return m->width(m->self, l->style, &space, " ");
}

/* The part of a span within [from, to), measured. */
static Piece cut_piece(const Layout *l, const Span *span, int from, int to)
{
    from = span->start > from ? span->start : from;
    to = span->end < to ? span->end : to;
    const int *byte = l->runs.byte;
    Piece piece = {.start = byte[from],
        .length = byte[to] - byte[from],
        .font = span->font,
        .is_rtl = span->level & 1,
        .line = l->line_count};
    const char *script = uscript_getShortName(span->script);
    memcpy(piece.script, script ? script : "Zyyy", 5);
    if (span->kind == SPAN_TEXT)
        piece.width = l->measurer->width(l->measurer->self, l->style, &piece, l->text);
    else if (span->kind == SPAN_SPACE)
        piece.width = space_width(l);
    return piece;
}

static float measure(const Layout *l, int from, int to)
{
    const Runs *runs = &l->runs;
    float width = 0;
    for (int i = first_span(runs, from);
         from < to && i < runs->span_count && runs->span[i].start < to; i++)
        width += cut_piece(l, &runs->span[i], from, to).width;
    return width;
}

/* --- breaking --- */

static bool is_white(UChar c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0x200B || c == 0x3000 ||
        (c >= 0x2000 && c <= 0x200A && c != 0x2007);
}

static int trim(const Layout *l, int from, int to)
{
    while (to > from && is_white(l->runs.unit[to - 1]))
        to--;
    return to;
}

static UBreakIterator *open_breaks(
    const Language *language, UBreakIteratorType type, const UChar *units, int count)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY] = "en";
    if (language)
        uloc_forLanguageTag(language->icu, locale, sizeof locale, NULL, &status);
    status = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(type, locale, units, count, &status);
    return U_SUCCESS(status) ? breaks : NULL;
}

/* ICU breaks Burmese inside syllables, and so do clusters: before a final consonant or its tone;
 * clusters part a Thai or Lao vowel from the letter that it stands before. */
static bool splits_syllable(const Runs *runs, int at)
{
    enum { STACKER = 0x1039, KILLER = 0x103A, DOT_BELOW = 0x1037, COENG = 0x17D2 };
    const UChar *unit = runs->unit;
    if (at <= 0 || at >= runs->unit_count)
        return false;
    UChar before = unit[at - 1], after = unit[at];
    if (before < 0xE00) /* no such script */
        return false;
    if (before == STACKER || before == COENG || (U_GET_GC_MASK(after) & U_GC_M_MASK) ||
        (before >= 0xE40 && before <= 0xE44) || (before >= 0xEC0 && before <= 0xEC4))
        return true;
    bool is_consonant = after >= 0x1000 && after <= 0x1021;
    int next = at + 1 + (is_consonant && at + 1 < runs->unit_count && unit[at + 1] == DOT_BELOW);
    return is_consonant && next < runs->unit_count &&
        (unit[next] == KILLER || unit[next] == STACKER);
}

/* A name put into a sentence (text/format.h isolates it) holds together where its script has no
 * spaces; a title is longer and breaks as any text. */
static bool is_inside_name(const Layout *l, int at)
{
    enum { NAME_UNITS = 24, ISOLATE = 0x2068, END_OF_ISOLATE = 0x2069 };
    const UChar *unit = l->runs.unit;
    int from = at - 1, to = at;
    while (from >= 0 && at - from <= NAME_UNITS && unit[from] != ISOLATE &&
        unit[from] != END_OF_ISOLATE)
        from--;
    if (from < 0 || unit[from] != ISOLATE || from == at - 1)
        return false;
    while (to < l->runs.unit_count && to - from <= NAME_UNITS && unit[to] != END_OF_ISOLATE)
        to++;
    return to < l->runs.unit_count && unit[to] == END_OF_ISOLATE;
}

/* The next place after `from` where a line may or must end. */
static int next_break(const Layout *l, int from)
{
    const UChar *unit = l->runs.unit;
    int count = l->runs.unit_count, at = from;
    if (!l->breaks) {
        while (at < count && unit[at++] != '\n')
            continue;
        return at;
    }
    do {
        at = ubrk_next(l->breaks);
        if (at == UBRK_DONE)
            return count;
    } while (at < count && !is_white(unit[at - 1]) &&
        (l->breaks_at_spaces_only || is_inside_name(l, at) || splits_syllable(&l->runs, at)));
    return at;
}

static void open_line_breaks(Layout *l)
{
    const Language *language = l->style->language;
    l->breaks = open_breaks(language, UBRK_LINE, l->runs.unit, l->runs.unit_count);
    /* ICU breaks Korean between any two syllables; readers expect words. */
    l->breaks_at_spaces_only = language && strcmp(language->tag, "ko") == 0;
}

/* --- lines --- */

/* Places [from, to) as the next line, its pieces from left to right from x = 0. */
static void add_line(Layout *l, int from, int to)
{
    const Runs *runs = &l->runs;
    int first = first_span(runs, from), count = 0;
    UBiDiLevel level[RUNS_POINTS];
    int32_t order[RUNS_POINTS];
    for (; from < to && first + count < runs->span_count && runs->span[first + count].start < to;
         count++)
        level[count] = runs->span[first + count].level;
    if (count > 0)
        ubidi_reorderVisual(level, count, order);
    float x = 0;
    for (int i = 0; i < count; i++) {
        const Span *span = &runs->span[first + order[i]];
        Piece piece = cut_piece(l, span, from, to);
        piece.x = x;
        x += piece.width;
        if (span->kind == SPAN_TEXT)
            l->piece[l->piece_count++] = piece;
    }
    l->line_count++;
    if (l->widest < x)
        l->widest = x;
}

/* Fills lines with the clusters of a word that is wider than the box; returns where the last,
 * unfinished line begins, and in *pen how wide it is. */
static int cut_word(Layout *l, int from, int to, float *pen)
{
    UBreakIterator *clusters =
        open_breaks(l->style->language, UBRK_CHARACTER, l->runs.unit + from, to - from);
    int start = from;
    *pen = 0;
    for (int at = from; clusters && at < to;) {
        int next = from + ubrk_next(clusters);
        while (next > at && next < to && splits_syllable(&l->runs, next))
            next = from + ubrk_next(clusters);
        if (next <= at)
            break;
        float width = measure(l, at, next);
        if (at > start && *pen + width > l->width + slack) {
            add_line(l, start, at);
            start = at;
            *pen = 0;
        }
        *pen += width;
        at = next;
    }
    ubrk_close(clusters);
    l->is_cut = true;
    return start;
}

static void fill(Layout *l)
{
    int start = 0; /* of the line that is being filled, pen wide so far */
    float pen = 0;
    int count = l->runs.unit_count;
    for (int from = 0, next; from < count; from = next) {
        next = next_break(l, from);
        int end = trim(l, from, next);
        bool is_last = next == count || l->runs.unit[next - 1] == '\n';
        if (l->breaks) {
            float width = measure(l, from, end);
            if (start < from && pen + width > l->width + slack) {
                if (trim(l, start, from) > start)
                    add_line(l, start, trim(l, start, from));
                start = from;
                pen = 0;
            }
            if (width > l->width + slack)
                start = cut_word(l, from, end, &pen);
            else
                pen += width;
            if (!is_last)
                pen += measure(l, end, next);
        }
        if (is_last) {
            add_line(l, start, trim(l, start, next));
            start = next;
            pen = 0;
        }
    }
}

static void lay_lines(Layout *l)
{
    fill(l);
    if (l->width <= 0 || l->widest <= l->width + slack)
        return;
    l->piece_count = l->line_count = 0;
    l->widest = 0;
    open_line_breaks(l);
    if (l->breaks)
        fill(l);
    ubrk_close(l->breaks);
}

static void align_lines(Layout *l, Align align)
{
    bool is_rtl = l->style->language && l->style->language->is_rtl;
    float box = l->width > 0 ? l->width : l->widest;
    float part = align == ALIGN_CENTER ? 0.5F : (align == ALIGN_END) != is_rtl ? 1.0F : 0.0F;
    for (int i = 0, end; i < l->piece_count; i = end) {
        for (end = i; end < l->piece_count && l->piece[end].line == l->piece[i].line;)
            end++;
        const Piece *last = &l->piece[end - 1];
        float shift = (box - (last->x + last->width)) * part;
        for (int k = i; k < end; k++)
            l->piece[k].x += shift;
    }
}

/* The callers bound what comes from outside; an arena that is full all the same shows nothing. */
static void keep_pieces(Layout *l, Paragraph *out, Arena *arena)
{
    size_t size = (size_t)l->piece_count * sizeof *out->pieces;
    if (size == 0)
        return;
    if (arena_room(arena) < size + 64) {
        out->is_cut = true;
        return;
    }
    out->pieces = arena_take(arena, size);
    out->piece_count = l->piece_count;
    memcpy(out->pieces, l->piece, size);
    for (int i = 0; i < l->piece_count; i++)
        out->has_missing |= l->piece[i].font < 0;
}

static void begin(
    Layout *l, const Measurer *measurer, const char *text, const TextStyle *style, float width)
{
    l->measurer = measurer;
    l->style = style;
    l->text = text ? text : "";
    l->width = width;
    l->breaks = NULL;
    l->breaks_at_spaces_only = l->is_cut = false;
    l->piece_count = l->line_count = 0;
    l->widest = 0;
    runs_read(&l->runs, l->text, style->language, measurer);
}

void paragraph_layout(Paragraph *out, Arena *arena, const Measurer *measurer, const char *text,
    const TextStyle *style, float width, Align align)
{
    Layout l; /* large and mostly unused: not zeroed */
    begin(&l, measurer, text, style, width);
    lay_lines(&l);
    align_lines(&l, align);
    *out = (Paragraph){
        .width = l.widest, .is_cut = l.is_cut, .line_count = l.line_count > 0 ? l.line_count : 1};
    keep_pieces(&l, out, arena);
    LineSize line = measurer->line(measurer->self, style, out->pieces, out->piece_count, l.text);
    out->line_height = line.height;
    out->baseline = line.baseline;
    out->height = line.height * (float)out->line_count;
    runs_finish(&l.runs);
}

float paragraph_min_width(
    Arena *arena, const Measurer *measurer, const char *text, const TextStyle *style)
{
    (void)arena;
    Layout l;
    begin(&l, measurer, text, style, 0);
    open_line_breaks(&l);
    float widest = 0;
    for (int from = 0, next; from < l.runs.unit_count; from = next) {
        next = next_break(&l, from);
        float width = measure(&l, from, trim(&l, from, next));
        widest = width > widest ? width : widest;
    }
    ubrk_close(l.breaks);
    runs_finish(&l.runs);
    return widest;
}
