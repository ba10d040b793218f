/* The rules. ICU says which plural forms and which direction a language has. */
#include "translation.h"
#include "base/utf8.h"
#include "text/calendar.h"
#include "text/catalog.h"
#include "text/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/umsg.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

enum { UNITS = 4096, BRANCHES = 16, WORD = 16 };

static bool refuse(Err *err, const char *why)
{
    return err_set(err, ERR_INVALID, "%s", why);
}

static bool read_locale(const char *icu, char locale[ULOC_FULLNAME_CAPACITY])
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed = 0;
    uloc_forLanguageTag(icu, locale, ULOC_FULLNAME_CAPACITY, &parsed, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING &&
        parsed == (int32_t)strlen(icu);
}

/* --- plural forms -------------------------------------------------------------------------- */

/* The words before the braces of a plural: "one", "=0", "other". */
typedef struct {
    char word[BRANCHES][WORD];
    int count;
} Branches;

static const char *past_braces(const char *at)
{
    int depth = 0;
    do {
        depth += (*at == '{') - (*at == '}');
        at++;
    } while (depth > 0);
    return at;
}

/* Of a pattern that pattern_read took; at is behind "plural,". */
static bool read_branches(const char *at, Branches *b)
{
    b->count = 0;
    for (at += strspn(at, " \n"); *at != '}'; at += strspn(at, " \n")) {
        size_t length = strcspn(at, " \n{");
        if (b->count == BRANCHES || length >= WORD)
            return false;
        snprintf(b->word[b->count], WORD, "%.*s", (int)length, at);
        at += length;
        at += strspn(at, " \n");
        if (*at != '{') /* offset:1 */
            continue;
        b->count++;
        at = past_braces(at);
    }
    return true;
}

/* By its own branch, or by =n where n is of that category. */
static bool has_branch(const Branches *b, const UPluralRules *rules, const char *category)
{
    for (int i = 0; i < b->count; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar units[WORD] = {0};
        char word[WORD];
        if (strcmp(b->word[i], category) == 0)
            return true;
        if (b->word[i][0] != '=')
            continue;
        uplrules_select(rules, atof(b->word[i] + 1), units, WORD, &status);
        if (U_SUCCESS(status) && strcmp(u_austrcpy(word, units), category) == 0)
            return true;
    }
    return false;
}

static bool check_branches(const Branches *b, const char *locale, UPluralType type, Err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_openForType(locale, type, &status);
    UEnumeration *categories = uplrules_getKeywords(rules, &status);
    bool has_all = U_SUCCESS(status) || refuse(err, "ICU has no plural rules");
    for (const char *c; has_all && (c = uenum_next(categories, NULL, &status));)
        if (!has_branch(b, rules, c))
            has_all = err_set(err, ERR_INVALID, "the plural form \"%s\" is missing", c);
    uenum_close(categories);
    uplrules_close(rules);
    return has_all;
}

static bool check_plurals(const char *text, const char *locale, Err *err)
{
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        char type[WORD] = "";
        int end = 0;
        Branches b;
        if (sscanf(at, "{ %*1[0-9] , %15[a-z] ,%n", type, &end) != 1 || !end)
            continue;
        bool is_ordinal = strcmp(type, "selectordinal") == 0;
        if (!read_branches(at + end, &b))
            return refuse(err, "too many plural forms");
        if (!check_branches(
                &b, locale, is_ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, err))
            return false;
    }
    return true;
}

/* --- messages ------------------------------------------------------------------------------ */

static bool opens(const char *text, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS];
    int32_t length = 0;
    u_strFromUTF8(units, UNITS, &length, text, -1, &status);
    UMessageFormat *format = umsg_open(units, length, locale, NULL, &status);
    if (format)
        umsg_close(format);
    return U_SUCCESS(status);
}

/* ICU would take what follows for plain letters. */
static bool has_quote(const char *text)
{
    return strstr(text, "'{") || strstr(text, "'}") || strstr(text, "'#");
}

static bool check_arguments(const Pattern *pattern, const Pattern *original, Err *err)
{
    for (int i = 0; i < PATTERN_ARGUMENTS; i++) {
        if (pattern->kind[i] == original->kind[i])
            continue;
        if (pattern->kind[i] == ARGUMENT_NONE)
            return err_set(err, ERR_INVALID, "{%d} is missing", i);
        if (original->kind[i] == ARGUMENT_NONE)
            return err_set(err, ERR_INVALID, "{%d} is not in the English", i);
        return err_set(err, ERR_INVALID, "{%d} has another type than in the English", i);
    }
    return true;
}

bool translation_check(const char *icu, const char *english, const char *text, Err *err)
{
    Pattern original, pattern;
    char locale[ULOC_FULLNAME_CAPACITY];
    if (!read_locale(icu, locale))
        return refuse(err, "X-ICU is no language");
    if (has_quote(english) || has_quote(text))
        return refuse(err, "' before a brace: write ’");
    if (!pattern_read(english, &original) || !pattern_read(text, &pattern))
        return refuse(err, "not a pattern");
    if (!check_arguments(&pattern, &original, err))
        return false;
    if (!opens(english, "en_US") || !opens(text, locale))
        return refuse(err, "not a pattern for ICU");
    return check_plurals(text, locale, err);
}

/* --- letters --- */

/* Overrides and embeddings of direction leak into what follows; isolates and marks do not. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
        c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFD;
}

bool translation_check_letters(const char *english, const char *text, Err *err)
{
    for (const char *at = text; *at;) {
        uint32_t c = utf8_next(&at);
        if (is_control(c))
            return err_set(err, ERR_INVALID, "the control character U+%04X", (unsigned)c);
    }
    if (strchr(text, '\n') && !strchr(english, '\n'))
        return refuse(err, "a line end that the English has not");
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Names and abbreviations that are the same everywhere. */
static bool is_everywhere(const char *word, size_t length)
{
    static const char *const WORDS[] = {"ABC", "Foyer", "ICU", "PIN", "QR", "Wi-Fi"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strlen(WORDS[i]) == length && strncmp(WORDS[i], word, length) == 0)
            return true;
    return length < 2;
}

bool translation_is_english(const char *english, const char *text)
{
    if (strcmp(english, text) != 0)
        return false;
    while (*text) {
        if (*text == '{') { /* {0, number} has no words; a plural has */
            size_t end = strcspn(text + 1, "{}") + 1;
            text += text[end] == '}' ? end : 1;
            continue;
        }
        size_t length = 0;
        while (is_letter(text[length]) || (length > 0 && text[length] == '-'))
            length++;
        if (length > 0 && !is_everywhere(text, length))
            return true;
        text += length > 0 ? length : 1;
    }
    return false;
}

/* --- header -------------------------------------------------------------------------------- */

static bool wrong(Err *err, const char *field, const char *why)
{
    return err_set(err, ERR_INVALID, "%s %s", field, why);
}

static bool check_icu(const char *tag, const char *header, Err *err)
{
    char icu[256], direction[16], locale[ULOC_FULLNAME_CAPACITY];
    enum { LONGEST = 31 }; /* of Language.icu */
    if (!catalog_field(header, "X-ICU", icu, sizeof icu))
        return wrong(err, "X-ICU", "is missing");
    if (strlen(icu) > LONGEST || !read_locale(icu, locale))
        return wrong(err, "X-ICU", "is no language");
    if (!strstr(icu, "-u-ca-gregory-nu-latn"))
        return wrong(err, "X-ICU", "does not end in -u-ca-gregory-nu-latn");
    size_t length = strcspn(tag, "_");
    if (strncmp(icu, tag, length) != 0 || icu[length] != '-')
        return wrong(err, "X-ICU", "is another language than the file's name");
    if (!catalog_field(header, "X-Direction", direction, sizeof direction))
        return wrong(err, "X-Direction", "is missing");
    if (strcmp(direction, uloc_isRightToLeft(locale) ? "rtl" : "ltr") != 0)
        return wrong(err, "X-Direction", "is not what ICU says");
    return true;
}

static bool check_calendar(const char *tag, const char *header, Err *err)
{
    Calendar calendar;
    char text[16];
    if (calendar_read(header, &calendar))
        return true;
    if (catalog_field(header, "X-Days", text, sizeof text) ||
        catalog_field(header, "X-Months", text, sizeof text))
        return wrong(err, "X-Days and X-Months", "are not seven and twelve names");
    return calendar_is_in_icu(tag) ||
        wrong(err, "X-Days and X-Months", "are missing: ICU has not this language");
}

bool translation_check_header(const char *tag, const char *header, Err *err)
{
    char text[256];
    if (!catalog_field(header, "X-Language-Name", text, sizeof text) || !text[0])
        return wrong(err, "X-Language-Name", "is missing");
    if (!catalog_field(header, "X-Reviewed-By", text, sizeof text))
        return wrong(err, "X-Reviewed-By", "is missing");
    if (!catalog_field(header, "Language", text, sizeof text) || strcmp(text, tag) != 0)
        return wrong(err, "Language", "is not the file's name");
    if (!catalog_field(header, "Content-Type", text, sizeof text) ||
        strcmp(text, "text/plain; charset=UTF-8") != 0)
        return wrong(err, "Content-Type", "is not text/plain; charset=UTF-8");
    if (catalog_field(header, "POT-Creation-Date", text, sizeof text))
        return wrong(err, "POT-Creation-Date", "changes with every run");
    return check_icu(tag, header, err) && check_calendar(tag, header, err);
}
