/* To fold a name of another script ICU opens what makes Latin of it, which takes half a second and
 * is of no use to who looks for it by its own letters. */
#include "store/order.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { PART = 256, LAST_LATIN = 0x24F, FIRST_VIETNAMESE = 0x1E00, LAST_VIETNAMESE = 0x1EFF };

static bool is_latin(const char *text)
{
    for (uint32_t c; (c = utf8_next(&text)) != 0;) {
        bool is_mark = c >= 0x300 && c <= 0x36F, is_point = c >= 0x2010 && c <= 0x2060;
        if (c > LAST_LATIN && !is_mark && !is_point &&
            (c < FIRST_VIETNAMESE || c > LAST_VIETNAMESE))
            return false;
    }
    return true;
}

static void fold_part(Folder *folder, const char *part, char *out, size_t size)
{
    if (!is_latin(part) || (fold_name(folder, part, out, size) && !out[0]))
        utf8_copy(out, size, part);
}

void order_key(Folder *folder, const char *name, char *out, size_t size)
{
    char family[PART], given[PART], first[PART], second[PART];
    size_t length = strcspn(name, ",");
    snprintf(family, sizeof family, "%.*s", (int)(length < PART ? length : PART - 1), name);
    utf8_copy(given, sizeof given, name[length] ? name + length + 1 : "");
    while (given[0] == ' ')
        memmove(given, given + 1, strlen(given));
    fold_part(folder, family, first, sizeof first);
    fold_part(folder, given, second, sizeof second);
    snprintf(out, size, "%s%s%s", first, second[0] ? "\001" : "", second);
}
