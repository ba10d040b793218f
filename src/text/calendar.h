/* Calendar: the names of days and months, of languages that ICU has not and would write in
 * another one's words (Haitian Creole in French, Hmong in English).
 *
 * They stand in the header of the language's catalogue, with commas between:
 *
 *     X-Days: dimanch, lendi, ...          seven, from Sunday
 *     X-Months: janvye, fevriye, ...       twelve
 *     X-Date: EEEE d MMMM                  their order; this one if it is not there
 *     X-AM-PM: AM, PM                      likewise
 *
 * A language that ICU has may have them too: they then stand for ICU's.
 */
#ifndef TEXT_CALENDAR_H
#define TEXT_CALENDAR_H

#include "text/lang.h"
#include <unicode/utypes.h>

enum { CALENDAR_UNITS = 32 };

typedef struct {
    UChar day[7][CALENDAR_UNITS], month[12][CALENDAR_UNITS], half[2][CALENDAR_UNITS];
    char date[32]; /* a pattern of ICU's */
} Calendar;

/* Of a header's text; false if it has not seven days and twelve months, or a name is longer than
 * CALENDAR_UNITS - 1. */
bool calendar_read(const char *header, Calendar *out);

/* Whether ICU has words of a language (BCP 47, or ICU's own name). */
bool calendar_is_in_icu(const char *tag);

#endif
