/* Paragraphs: text to lines of runs, each run one font, one script, one direction.
 *
 * Lengths are u (theme units) as floats, y grows downward. Text is UTF-8 in
 * logical order. Bidi, scripts and line breaks are ICU's; how wide a run is and
 * which font has a letter is the Measurer's (platform/glyphs, or a fixed one in
 * tests). Nothing here keeps a pointer it was given.
 */
#ifndef TEXT_PARAGRAPH_H
#define TEXT_PARAGRAPH_H

#include "base/arena.h"
#include "text/lang.h"

typedef struct {
    const Language *language; /* base direction (of what has letters of it), breaking, fonts */
    float size;               /* u, before the script's own scale */
    float line;               /* line height as a factor of size, for Latin: 1.10 to 1.35 */
    bool is_bold;
} TextStyle;

typedef struct {
    int start, length; /* bytes of the text */
    int font;          /* as the Measurer numbers them; -1: no font has this */
    char script[5];    /* ISO 15924, "Arab" */
    bool is_rtl;
    int line;
    float x, width; /* from the paragraph's left edge */
} Piece;

typedef struct {
    Piece *pieces; /* visual order, line by line */
    int piece_count;
    int line_count;
    float width, height;
    float line_height, baseline; /* of line n: n * line_height + baseline */
    bool is_cut;                 /* a word was wider than the box and was broken inside */
    bool has_missing;            /* a piece has font -1 */
} Paragraph;

typedef struct {
    float height, baseline; /* u */
} LineSize;

typedef struct Measurer {
    void *self;
    /* Which font draws a code point in this language; -1 if none does. */
    int (*font)(void *self, const Language *language, uint32_t code_point);
    /* The advance width of one run. */
    float (*width)(void *self, const TextStyle *style, const Piece *piece, const char *text);
    /* Height and baseline of a line that holds this paragraph's pieces: never less than the
     * language's own, more where ink would be cut. */
    LineSize (*line)(
        void *self, const TextStyle *style, const Piece *pieces, int count, const char *text);
} Measurer;

typedef enum { ALIGN_START, ALIGN_CENTER, ALIGN_END } Align;

/* Lays text out within `width` (0 or less: one line, as wide as it needs). The pieces live in
 * the arena. Pieces are placed for `align` within the paragraph's own width, or within
 * `width` where it is given. Text is cut (not broken) at 2,000 code points. */
void paragraph_layout(Paragraph *out, Arena *arena, const Measurer *measurer, const char *text,
    const TextStyle *style, float width, Align align);

/* The width of the widest part that cannot be broken. */
float paragraph_min_width(
    Arena *arena, const Measurer *measurer, const char *text, const TextStyle *style);

#endif
