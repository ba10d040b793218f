/* A Measurer without fonts, the same everywhere: every letter is 0.55 of the size wide, an East
 * Asian one 1.0, a mark 0; one font, number 0, has all but the private use area (U+E000..). */
#ifndef TESTS_MEASURE_H
#define TESTS_MEASURE_H

#include "base/utf8.h"
#include "text/paragraph.h"
#include <string.h>

typedef struct {
    const char *script;
    float size, line;
} MeasureFactors;

static inline MeasureFactors measure_factors(const char *script)
{
    static const MeasureFactors scripts[] = {
#define SCRIPT(iso15924, font, size, line) {#iso15924, size##F, line##F},
#include "../fonts/fonts.def"
    };
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
        if (strcmp(scripts[i].script, script) == 0)
            return scripts[i];
    return (MeasureFactors){script, 1, 1};
}

static inline bool measure_is_in(uint32_t c, const uint32_t (*ranges)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

/* In sizes. */
static inline float measure_letter(uint32_t c)
{
    static const uint32_t marks[][2] = {{0xAD, 0xAD}, {0x300, 0x36F}, {0x591, 0x5BD},
        {0x64B, 0x65F}, {0x670, 0x670}, {0x93C, 0x93C}, {0x941, 0x948}, {0x94D, 0x94D},
        {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E}, {0xEB1, 0xEB1}, {0xEB4, 0xEBC},
        {0xEC8, 0xECD}, {0x102D, 0x1030}, {0x1037, 0x103A}, {0x17B4, 0x17D3}, {0x200B, 0x200F},
        {0x202A, 0x202E}, {0x2060, 0x2069}, {0xFE00, 0xFE0F}};
    static const uint32_t wide[][2] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF}, {0xFE30, 0xFE4F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x20000, 0x3FFFD}};
    if (measure_is_in(c, marks, sizeof marks / sizeof marks[0]))
        return 0;
    return measure_is_in(c, wide, sizeof wide / sizeof wide[0]) ? 1.0F : 0.55F;
}

static inline int measure_font(void *self, const Language *language, uint32_t code_point)
{
    (void)self;
    (void)language;
    return code_point >= 0xE000 && code_point <= 0xF8FF ? -1 : 0;
}

static inline float measure_width(
    void *self, const TextStyle *style, const Piece *piece, const char *text)
{
    (void)self;
    float width = 0;
    const char *at = text + piece->start, *end = at + piece->length;
    while (at < end && *at)
        width += measure_letter(utf8_next(&at));
    return width * style->size * measure_factors(piece->script).size;
}

static inline LineSize measure_line(
    void *self, const TextStyle *style, const Piece *pieces, int count, const char *text)
{
    (void)self;
    (void)text;
    float factor = style->line;
    if (style->language && measure_factors(style->language->script).line > factor)
        factor = measure_factors(style->language->script).line;
    for (int i = 0; i < count; i++)
        if (measure_factors(pieces[i].script).line > factor)
            factor = measure_factors(pieces[i].script).line;
    float height = style->size * factor;
    return (LineSize){height, height / 2 + style->size * 0.39F};
}

static const Measurer fixed_measurer = {NULL, measure_font, measure_width, measure_line};

#endif
