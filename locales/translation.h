/* Translations: what may stand for an English message, and what a catalogue's header must say.
 *
 * Used where catalogues are built and by their test; the kiosk itself trusts
 * neither and falls back to the English (text/format.h).
 */
#ifndef LOCALES_TRANSLATION_H
#define LOCALES_TRANSLATION_H

#include "base/err.h"

/* Whether a text has the same arguments as the English, every plural form that ICU lists for the
 * language, and no apostrophe before a brace. icu: a header's X-ICU. ERR_INVALID says why not. */
bool translation_check(const char *icu, const char *english, const char *text, Err *err);

/* Whether a text holds nothing but what is seen: no control, no override of direction, no damage,
 * no line end that the English has not. */
bool translation_check_letters(const char *english, const char *text, Err *err);

/* Whether a text is the English left in place: the same, with words that could be translated. */
bool translation_is_english(const char *english, const char *text);

/* Whether a text has the room of the English: twice as wide up to 10 letters and from 31, else 1.6
 * times; 16 letters fit anywhere. ERR_INVALID says how many it takes. Both are patterns. */
bool translation_check_room(const char *english, const char *text, Err *err);

/* Whether the header of TAG.po says all that text/lang.h asks for, and no other direction than
 * ICU. ERR_INVALID names the field. */
bool translation_check_header(const char *tag, const char *header, Err *err);

#endif
