/* UTF-8: one decoder, strict as RFC 3629, under everything else. */
#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Reads one code point from at[0..room). Returns its size, or 0 if the bytes are malformed. */
static int decode(const char *at, size_t room, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)*at;
    int size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (size == 0 || first > 0xf4 || (size_t)size > room)
        return 0;

    uint32_t value = size == 1 ? first : first & (0x7fu >> size);
    for (int i = 1; i < size; i++) {
        if (!is_continuation(at[i]))
            return 0;
        value = value << 6 | ((unsigned char)at[i] & 0x3f);
    }
    bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[size] || value > 0x10ffff || is_surrogate)
        return 0;
    *code_point = value;
    return size;
}

/* How many bytes utf8_next takes: 0 at the NUL, 1 for a malformed byte. */
static int step(const char *at, uint32_t *code_point)
{
    *code_point = 0;
    if (!*at)
        return 0;
    int size = decode(at, strnlen(at, 4), code_point);
    if (size > 0)
        return size;
    *code_point = REPLACEMENT;
    return 1;
}

uint32_t utf8_next(const char **at)
{
    uint32_t code_point;
    *at += step(*at, &code_point);
    return code_point;
}

int utf8_put(uint32_t code_point, char out[4])
{
    if (code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff))
        code_point = REPLACEMENT;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }

    int size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3f));
        code_point >>= 6;
    }
    out[0] = (char)((0xf00u >> size & 0xf0) | code_point);
    return size;
}

bool utf8_is_valid(const char *bytes, size_t size)
{
    uint32_t code_point;
    for (size_t at = 0; at < size;) {
        int taken = decode(bytes + at, size - at, &code_point);
        if (taken == 0 || code_point == 0)
            return false;
        at += (size_t)taken;
    }
    return true;
}

bool utf8_copy(char *out, size_t size, const char *text)
{
    if (size == 0)
        return false;

    size_t used = 0;
    uint32_t code_point;
    for (int taken; (taken = step(text + used, &code_point)) > 0; used += (size_t)taken)
        if (used + (size_t)taken >= size)
            break;
    memcpy(out, text, used);
    out[used] = 0;
    return !text[used];
}

void utf8_one_line(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = ' ';
}

size_t utf8_length(const char *text)
{
    size_t count = 0;
    while (utf8_next(&text))
        count++;
    return count;
}

size_t utf8_back(const char *text, size_t at)
{
    uint32_t code_point;
    for (size_t size = 1; size <= 4 && size <= at; size++)
        if (decode(text + at - size, size, &code_point) == (int)size)
            return at - size;
    return at > 0 ? at - 1 : 0;
}
