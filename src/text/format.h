/* Messages with arguments, dates, times: as each language writes them (ICU).
 *
 * A Formats keeps what ICU opened, per language; one thread. Out is always
 * NUL-terminated and cut at a code point. Times are seconds since 1970, UTC;
 * they are shown in the zone given to formats_new. Latin digits, Gregorian
 * calendar, 12-hour clock; a time and its PM hold together with U+00A0.
 * A null Language is English without a catalogue.
 */
#ifndef TEXT_FORMAT_H
#define TEXT_FORMAT_H

#include "text/lang.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Formats Formats;

/* ERR_INVALID for a zone that ICU does not know. */
Formats *formats_new(const char *zone, Err *err);
void formats_free(Formats *formats);

/* Formats the message id in a language (ICU MessageFormat, numbered arguments, at most
 * three). The types come from the English id: {0} takes a const char *, {0, plural, ...} and
 * {0, number} take an int. Every text argument is put between U+2068 and U+2069. A broken
 * translation falls back to the English. */
void format_message(
    Formats *formats, const Language *language, char *out, size_t size, const char *id, ...);
void format_message_v(Formats *formats, const Language *language, char *out, size_t size,
    const char *id, va_list arguments);

typedef enum {
    FORMAT_DAY,      /* Thursday, November 19 */
    FORMAT_TIME,     /* 5:42 PM */
    FORMAT_DAY_TIME, /* Thursday, November 19 · 5:42 PM */
    FORMAT_SHORT_DAY /* Thu, Nov 19 */
} DateForm;

void format_date(Formats *formats, const Language *language, char *out, size_t size, DateForm form,
    int64_t when);

/* "4:00 – 8:00 PM" */
void format_times(
    Formats *formats, const Language *language, char *out, size_t size, int64_t from, int64_t to);

/* The name of a month standing alone, 1-12: "November". */
void format_month(Formats *formats, const Language *language, char *out, size_t size, int month);

/* A language's name, as `language` says it: "Spanish" for the tag "es". */
void format_language(
    Formats *formats, const Language *language, char *out, size_t size, const char *tag);

#endif
