/* Single letters, by ICU's tables. */
#include "text/letters.h"

#include <unicode/uchar.h>

uint32_t letter_small(uint32_t code_point)
{
    return (uint32_t)u_tolower((UChar32)code_point);
}
