/* How much room the longest reading of a message takes, in widths of a Latin letter: of a plural
 * the longest form, of an argument a short word. Marks take none, East Asian letters two. */
#include "base/utf8.h"
#include "translation.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

enum { ARGUMENT_ROOM = 4, NUMBER_ROOM = 2 };

/* A short word is as long as it is; so many letters fit anywhere. */
enum { ROOM_LEAST = 16 };

/* Khmer and Burmese: the next consonant stands below this one. */
static bool stacks(uint32_t c)
{
    return c == 0x17D2 || c == 0x1039;
}

static int room_of(uint32_t c)
{
    switch (u_charType((UChar32)c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return 0;
    default:
        break;
    }
    int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

static int read_pattern(const char **at);

/* From its brace to behind the last one. */
static int read_argument(const char **at)
{
    int name = 0, longest = 0;
    sscanf(*at, "{ %*1[0-9] , %*[a-z] ,%n", &name);
    if (!name) { /* {0}, {0, number} */
        *at += strcspn(*at, "}");
        *at += **at != 0;
        return ARGUMENT_ROOM;
    }
    for (*at += name; **at && **at != '}';) {
        *at += strcspn(*at, "{}");
        if (**at != '{')
            break;
        ++*at;
        int room = read_pattern(at);
        longest = room > longest ? room : longest;
        *at += **at != 0;
        *at += strspn(*at, " \n");
    }
    *at += **at != 0;
    return longest;
}

static int read_pattern(const char **at)
{
    int room = 0;
    bool is_below = false;
    while (**at && **at != '}') {
        if (**at == '{') {
            room += read_argument(at);
            continue;
        }
        uint32_t c = utf8_next(at);
        if (!is_below)
            room += c == '#' ? NUMBER_ROOM : room_of(c);
        is_below = stacks(c);
    }
    return room;
}

bool translation_check_room(const char *english, const char *text, Err *err)
{
    int wanted = read_pattern(&english), takes = read_pattern(&text);
    int room = wanted > 10 && wanted <= 30 ? wanted * 16 / 10 : wanted * 2;
    room = room > ROOM_LEAST ? room : ROOM_LEAST;
    return takes <= room ||
        err_set(err, ERR_INVALID, "takes %d letters of %d (the English %d)", takes, room, wanted);
}
