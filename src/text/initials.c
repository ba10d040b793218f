/* Letters are grapheme clusters: what Unicode calls extending stays with its base. */
#include "text/initials.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

static bool stays_with_base(uint32_t code_point)
{
    switch (u_getIntPropertyValue((UChar32)code_point, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
    case U_GCB_V: /* the later parts of a Hangul syllable */
    case U_GCB_T:
        return true;
    default:
        return false;
    }
}

static const char *skip_to_letter(const char *name)
{
    for (const char *at = name; *at;) {
        const char *here = at;
        if (u_isalpha((UChar32)utf8_next(&at)))
            return here;
    }
    return "";
}

static const char *letter_end(const char *at)
{
    utf8_next(&at);
    for (const char *next = at; *at; at = next)
        if (!stays_with_base(utf8_next(&next)))
            break;
    return at;
}

bool initials_write(const char *name, int count, char *out, size_t size)
{
    const char *at = skip_to_letter(name);
    size_t used = 0;
    for (int i = 0; i < count && *at; i++) {
        const char *rest = at, *end = letter_end(at);
        char first[4];
        size_t first_size = 0;
        if (i == 0)
            first_size = (size_t)utf8_put((uint32_t)u_toupper((UChar32)utf8_next(&rest)), first);
        size_t rest_size = (size_t)(end - rest);
        if (used + first_size + rest_size >= size)
            break;
        memcpy(out + used, first, first_size);
        memcpy(out + used + first_size, rest, rest_size);
        used += first_size + rest_size;
        at = end;
    }
    out[used] = 0;
    return *at;
}
