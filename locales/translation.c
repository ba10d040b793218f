/* The rules. ICU says which plural forms and which direction a language has. */
#include "translation.h"
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
    return check_icu(tag, header, err);
}
