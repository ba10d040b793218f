/* Languages: which there are (the catalogues in a folder), own name, direction, ICU tag.
 *
 * What a language is stands in the header of its catalogue, locales/TAG.po:
 *
 *     X-Language-Name: العربية            as its readers write it; else the tag
 *     X-ICU: ar-u-ca-gregory-nu-latn      BCP 47, with a region where the clock or the order of
 *                                         a date depends on it (es-US); calendar and digits
 *                                         pinned; else made from the tag
 *     X-Direction: rtl                    else ltr
 *     X-Days, X-Months                    where ICU has not the language: text/calendar.h
 *     X-Reviewed-By:                      who read all of it as a native reader; empty: nobody yet
 *
 * Message ids that hold a bar ("door|Open") stand there as msgctxt "door" and msgid "Open".
 */
#ifndef TEXT_LANG_H
#define TEXT_LANG_H

#include "text/catalog.h"

enum { LANGUAGES_MAX = 64 };

typedef struct {
    char tag[12];      /* "en", "zh_Hans": the catalogue's file name */
    char own_name[64]; /* X-Language-Name */
    char icu[32];      /* X-ICU: a BCP 47 tag with calendar and digits pinned */
    char reviewed_by[64];
    char script[5]; /* ISO 15924, of its own name's letters: "Arab" */
    bool is_rtl;    /* X-Direction: rtl */
    Catalog catalog;
} Language;

/* All languages, mapped at once; English first, the others by tag. */
typedef struct {
    Language list[LANGUAGES_MAX];
    int count;
} Languages;

/* Opens every .mo in a folder. ERR_NOT_FOUND without an en.mo. Another language whose catalogue
 * is damaged is left out, with a line in the log. */
bool languages_open(Languages *languages, const char *folder, Err *err);
void languages_close(Languages *languages);

/* By tag; null if there is none. Borrowed until languages_close. */
const Language *languages_find(const Languages *languages, const char *tag);

/* The one that reads a home's language: the tag itself ("es-MX" is es_MX), else one of the same
 * language (es); null if there is none. */
const Language *languages_match(const Languages *languages, const char *tag);

/* The text of a message id in a language: its translation, else the English that the id is
 * (without the context before its bar: lower-case letters). A null language has no catalogue.
 * Borrowed from the catalogue or from id. */
const char *language_text(const Language *language, const char *id);

/* Whether the catalogue itself has the message. */
bool language_has(const Language *language, const char *id);

#endif
