/* Messages and dates through ICU. Opened messages are kept by (language, id), what a date needs
 * by language; both caches are bounded and drop the least used. */
#include "text/format.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include "text/calendar.h"
#include "text/pattern.h"
#include "text/zone.h"
#include <stdio.h>
#include <stdlib.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/umsg.h>
#include <unicode/ustring.h>

enum { MESSAGES_KEPT = 64, DATES_KEPT = 6, ARGUMENT_UNITS = 512, OUT_UNITS = 2048 };
enum { ZONE_UNITS = 64, ICU_SIZE = sizeof((Language *)0)->icu };
enum { FIRST_STRONG_ISOLATE = 0x2068, POP_ISOLATE = 0x2069 };
enum { THIN_SPACE = 0x2009, NARROW_SPACE = 0x202F, HARD_SPACE = 0x00A0 };

/* Caches are keyed by content: a language closed and opened again never meets a stale entry. */
typedef struct {
    char icu[ICU_SIZE];
    char *id, *text;
    UMessageFormat *format; /* null: nothing here can be opened */
    Pattern original;       /* of the English id: what the caller passed */
    Pattern pattern;        /* of what was opened */
    uint64_t used;
} Message;

typedef struct {
    char icu[ICU_SIZE];
    UDateFormat *day, *time, *short_day;
    UDateIntervalFormat *times;
    uint64_t used;
} Dates;

struct Formats {
    UChar zone[ZONE_UNITS];
    Message messages[MESSAGES_KEPT];
    Dates dates[DATES_KEPT];
    uint64_t uses;
};

Formats *formats_new(const char *zone, Err *err)
{
    Zone *known = zone_new(zone, err);
    if (!known)
        return NULL;
    zone_free(known);
    Formats *formats = calloc(1, sizeof *formats);
    if (!formats) {
        err_set(err, ERR_FULL, "formats: no memory");
        return NULL;
    }
    /* Languages that ICU does not have inherit the process's locale: the same everywhere. */
    UErrorCode status = U_ZERO_ERROR;
    uloc_setDefault("en_US", &status);
    u_strFromUTF8(formats->zone, ZONE_UNITS, NULL, zone, -1, &status);
    return formats;
}

static void close_message(Message *message)
{
    if (message->format)
        umsg_close(message->format);
    free(message->id);
    free(message->text);
    *message = (Message){0};
}

static void close_dates(Dates *dates)
{
    if (dates->day)
        udat_close(dates->day);
    if (dates->time)
        udat_close(dates->time);
    if (dates->short_day)
        udat_close(dates->short_day);
    if (dates->times)
        udtitvfmt_close(dates->times);
    *dates = (Dates){0};
}

void formats_free(Formats *formats)
{
    if (!formats)
        return;
    for (int i = 0; i < MESSAGES_KEPT; i++)
        close_message(&formats->messages[i]);
    for (int i = 0; i < DATES_KEPT; i++)
        close_dates(&formats->dates[i]);
    free(formats);
}

static const char *icu_tag(const Language *language)
{
    return language ? language->icu : "en-US-u-ca-gregory-nu-latn";
}

static void icu_locale(const char *tag, char *out, int size)
{
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(tag, out, size, NULL, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        snprintf(out, (size_t)size, "en_US");
}

/* Writes units as UTF-8, cut at a code point. */
static void write_out(const UChar *units, int32_t length, char *out, size_t size)
{
    size_t at = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        char bytes[4];
        U16_NEXT(units, i, length, c);
        if (U_IS_SURROGATE(c))
            c = 0xFFFD;
        size_t count = (size_t)utf8_put((uint32_t)c, bytes);
        if (at + count >= size)
            break;
        memcpy(out + at, bytes, count);
        at += count;
    }
    if (size > 0)
        out[at] = 0;
}

/* --- messages --- */

static UMessageFormat *open_pattern(const char *text, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[OUT_UNITS];
    int32_t length = 0;
    u_strFromUTF8(units, OUT_UNITS, &length, text, -1, &status);
    if (U_FAILURE(status))
        return NULL;
    UMessageFormat *format = umsg_open(units, length, locale, NULL, &status);
    if (U_SUCCESS(status))
        return format;
    if (format)
        umsg_close(format);
    return NULL;
}

static void open_message(Message *message, const char *icu, const char *id, const char *text)
{
    char locale[ULOC_FULLNAME_CAPACITY];
    snprintf(message->icu, sizeof message->icu, "%s", icu);
    message->id = strdup(id);
    message->text = strdup(text);
    const char *english = language_text(NULL, id);
    if (!pattern_read(english, &message->original))
        return;
    if (pattern_read(text, &message->pattern) &&
        pattern_fits(&message->pattern, &message->original)) {
        icu_locale(icu, locale, sizeof locale);
        message->format = open_pattern(text, locale);
    }
    if (!message->format) {
        message->pattern = message->original;
        message->format = open_pattern(english, "en_US");
    }
}

static bool is_message(const Message *message, const char *icu, const char *id, const char *text)
{
    return message->id && message->text && strcmp(message->id, id) == 0 &&
        strcmp(message->icu, icu) == 0 && strcmp(message->text, text) == 0;
}

static Message *find_message(Formats *formats, const char *icu, const char *id, const char *text)
{
    Message *oldest = &formats->messages[0];
    for (int i = 0; i < MESSAGES_KEPT; i++) {
        Message *message = &formats->messages[i];
        if (is_message(message, icu, id, text)) {
            message->used = ++formats->uses;
            return message;
        }
        if (message->used < oldest->used)
            oldest = message;
    }
    close_message(oldest);
    open_message(oldest, icu, id, text);
    oldest->used = ++formats->uses;
    return oldest;
}

typedef struct {
    UChar text[ARGUMENT_UNITS];
    double number;
} Argument;

static void isolate(Argument *argument, const char *text)
{
    int32_t length = 0;
    argument->text[length++] = FIRST_STRONG_ISOLATE;
    while (*text && length < ARGUMENT_UNITS - 3) {
        uint32_t c = utf8_next(&text);
        U16_APPEND_UNSAFE(argument->text, length, c);
    }
    argument->text[length++] = POP_ISOLATE;
    argument->text[length] = 0;
}

/* ICU takes a double where the pattern has a number, a pointer where it has text or nothing:
 * numbers is the set of arguments that are numbers, as bits. */
static int32_t call(const UMessageFormat *format, unsigned numbers, const Argument *a, UChar *out,
    UErrorCode *status)
{
#define CALL(x, y, z) umsg_format(format, out, OUT_UNITS, status, a[0].x, a[1].y, a[2].z)
    switch (numbers) {
    case 0:
        return CALL(text, text, text);
    case 1:
        return CALL(number, text, text);
    case 2:
        return CALL(text, number, text);
    case 3:
        return CALL(number, number, text);
    case 4:
        return CALL(text, text, number);
    case 5:
        return CALL(number, text, number);
    case 6:
        return CALL(text, number, number);
    default:
        return CALL(number, number, number);
    }
#undef CALL
}

static bool format_with(const Message *message, const Argument *arguments, char *out, size_t size)
{
    unsigned numbers = 0;
    for (int i = 0; i < PATTERN_ARGUMENTS; i++)
        if (message->pattern.kind[i] == ARGUMENT_NUMBER)
            numbers |= 1U << i;
    UChar units[OUT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = call(message->format, numbers, arguments, units, &status);
    bool is_good = U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR;
    if (is_good) {
        length = length < OUT_UNITS ? length : OUT_UNITS;
        write_out(units, length, out, size);
        wipe(units, (size_t)length * sizeof *units);
    }
    return is_good;
}

void format_message_v(Formats *formats, const Language *language, char *out, size_t size,
    const char *id, va_list arguments)
{
    const char *text = language_text(language, id);
    if (!strpbrk(language_text(NULL, id), "{}")) {
        utf8_copy(out, size, text);
        return;
    }
    const Message *message = find_message(formats, icu_tag(language), id, text);
    if (!message->format) {
        utf8_copy(out, size, text);
        return;
    }
    Argument values[PATTERN_ARGUMENTS];
    for (int i = 0; i < PATTERN_ARGUMENTS; i++) {
        values[i].text[0] = 0;
        values[i].number = 0;
        if (message->original.kind[i] == ARGUMENT_NUMBER)
            values[i].number = va_arg(arguments, int);
        else if (message->original.kind[i] == ARGUMENT_TEXT)
            isolate(&values[i], va_arg(arguments, const char *));
    }
    if (!format_with(message, values, out, size))
        utf8_copy(out, size, text);
    wipe(values, sizeof values);
}

void format_message(
    Formats *formats, const Language *language, char *out, size_t size, const char *id, ...)
{
    va_list arguments;
    va_start(arguments, id);
    format_message_v(formats, language, out, size, id, arguments);
    va_end(arguments);
}

/* --- dates --- */

/* Of a language that ICU has not, rather English than what it inherits: Creole is French there. */
static void icu_words(const Language *language, char *out, int size)
{
    icu_locale(icu_tag(language), out, size);
    if (!calendar_is_in_icu(out))
        snprintf(out, (size_t)size, "en_US@calendar=gregorian;numbers=latn");
}

static UDateFormat *open_date(const Formats *formats, UDateTimePatternGenerator *generator,
    const char *locale, const UChar *skeleton)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar pattern[128];
    int32_t length = udatpg_getBestPattern(generator, skeleton, -1, pattern, 128, &status);
    UDateFormat *date =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, formats->zone, -1, pattern, length, &status);
    return U_SUCCESS(status) ? date : NULL;
}

/* A month and a day that are short alike ("Mar, Mar 4"), or a day of one letter. */
static bool has_unclear_days(const char *icu)
{
    return strncmp(icu, "fil", 3) == 0 || strncmp(icu, "th", 2) == 0;
}

static void open_icu_dates(const Formats *formats, Dates *dates, const Language *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    icu_words(language, locale, sizeof locale);
    UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
    if (U_FAILURE(status))
        return;
    const UChar *short_day = has_unclear_days(locale) ? u"EEEEMMMd" : u"EEEMMMd";
    dates->day = open_date(formats, generator, locale, u"EEEEMMMMd");
    dates->short_day = open_date(formats, generator, locale, short_day);
    dates->time = open_date(formats, generator, locale, u"hmm");
    udatpg_close(generator);
    UDateIntervalFormat *times = udtitvfmt_open(locale, u"hmm", -1, formats->zone, -1, &status);
    dates->times = U_SUCCESS(status) ? times : NULL;
}

static UDateFormat *open_own_date(
    const Formats *formats, const Calendar *calendar, const char *pattern)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[64];
    int32_t length = 0;
    u_strFromUTF8(units, 64, &length, pattern, -1, &status);
    UDateFormat *date =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, "en_US", formats->zone, -1, units, length, &status);
    if (U_FAILURE(status))
        return NULL;
    for (int32_t i = 0; i < 12; i++) {
        udat_setSymbols(date, UDAT_MONTHS, i, (UChar *)calendar->month[i], -1, &status);
        udat_setSymbols(date, UDAT_STANDALONE_MONTHS, i, (UChar *)calendar->month[i], -1, &status);
    }
    for (int32_t i = 0; i < 7; i++) /* ICU counts from 1 */
        udat_setSymbols(date, UDAT_WEEKDAYS, i + 1, (UChar *)calendar->day[i], -1, &status);
    for (int32_t i = 0; i < 2; i++)
        udat_setSymbols(date, UDAT_AM_PMS, i, (UChar *)calendar->half[i], -1, &status);
    return date;
}

static void open_dates(const Formats *formats, Dates *dates, const Language *language)
{
    Calendar own;
    const char *header = language ? catalog_find(&language->catalog, "") : NULL;
    snprintf(dates->icu, sizeof dates->icu, "%s", icu_tag(language));
    if (!header || !calendar_read(header, &own)) {
        open_icu_dates(formats, dates, language);
        return;
    }
    dates->day = open_own_date(formats, &own, own.date);
    dates->short_day = open_own_date(formats, &own, own.date);
    dates->time = open_own_date(formats, &own, "h:mm a");
}

static Dates *find_dates(Formats *formats, const Language *language)
{
    const char *icu = icu_tag(language);
    Dates *oldest = &formats->dates[0];
    for (int i = 0; i < DATES_KEPT; i++) {
        Dates *dates = &formats->dates[i];
        if (dates->used && strcmp(dates->icu, icu) == 0) {
            dates->used = ++formats->uses;
            return dates;
        }
        if (dates->used < oldest->used)
            oldest = dates;
    }
    close_dates(oldest);
    open_dates(formats, oldest, language);
    oldest->used = ++formats->uses;
    return oldest;
}

/* CLDR's thin spaces are in few fonts. */
static void write_date(UChar *units, int32_t length, char *out, size_t size)
{
    for (int32_t i = 0; i < length; i++) {
        if (units[i] == NARROW_SPACE)
            units[i] = HARD_SPACE;
        else if (units[i] == THIN_SPACE)
            units[i] = ' ';
    }
    write_out(units, length, out, size);
}

static void write_moment(
    const UDateFormat *format, int64_t when, bool in_one, char *out, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[128];
    int32_t length =
        format ? udat_format(format, (double)when * 1000, units, 128, NULL, &status) : 0;
    length = U_SUCCESS(status) ? length : 0;
    for (int32_t i = 0; i < length && in_one; i++)
        if (units[i] == ' ')
            units[i] = HARD_SPACE;
    write_date(units, length, out, size);
}

void format_date(
    Formats *formats, const Language *language, char *out, size_t size, DateForm form, int64_t when)
{
    const Dates *dates = find_dates(formats, language);
    char day[256], time[128], both[400];
    switch (form) {
    case FORMAT_DAY:
        write_moment(dates->day, when, false, out, size);
        break;
    case FORMAT_TIME:
        write_moment(dates->time, when, true, out, size);
        break;
    case FORMAT_SHORT_DAY:
        write_moment(dates->short_day, when, false, out, size);
        break;
    case FORMAT_DAY_TIME:
        write_moment(dates->day, when, false, day, sizeof day);
        write_moment(dates->time, when, true, time, sizeof time);
        /* From right to left "5:42 PM" would turn round beside a day. */
        snprintf(both, sizeof both,
            language && language->is_rtl ? "%s · \u2068%s\u2069" : "%s · %s", day, time);
        utf8_copy(out, size, both);
        break;
    }
}

void format_times(
    Formats *formats, const Language *language, char *out, size_t size, int64_t from, int64_t to)
{
    const Dates *dates = find_dates(formats, language);
    UErrorCode status = U_ZERO_ERROR;
    UChar units[256];
    if (!dates->times) {
        char first[128], last[128], both[400];
        write_moment(dates->time, from, true, first, sizeof first);
        write_moment(dates->time, to, true, last, sizeof last);
        snprintf(both, sizeof both, "%s – %s", first, last);
        utf8_copy(out, size, both);
        return;
    }
    int32_t length = udtitvfmt_format(
        dates->times, (double)from * 1000, (double)to * 1000, units, 256, NULL, &status);
    write_date(units, U_SUCCESS(status) ? length : 0, out, size);
}

void format_month(Formats *formats, const Language *language, char *out, size_t size, int month)
{
    const Dates *dates = find_dates(formats, language);
    UErrorCode status = U_ZERO_ERROR;
    UChar units[64];
    int32_t length = 0;
    if (dates->day && month >= 1 && month <= 12)
        length = udat_getSymbols(dates->day, UDAT_STANDALONE_MONTHS, month - 1, units, 64, &status);
    write_out(units, U_SUCCESS(status) ? length : 0, out, size);
}

void format_language(
    Formats *formats, const Language *language, char *out, size_t size, const char *tag)
{
    (void)formats;
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    icu_words(language, locale, sizeof locale);
    UChar units[128];
    int32_t length = 0;
    ULocaleDisplayNames *names = uldn_open(locale, ULDN_DIALECT_NAMES, &status);
    if (U_SUCCESS(status))
        length = uldn_localeDisplayName(names, tag, units, 128, &status);
    uldn_close(names);
    if (U_SUCCESS(status) && length > 0)
        write_out(units, length, out, size);
    else
        utf8_copy(out, size, tag);
}
