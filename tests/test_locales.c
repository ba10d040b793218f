/* The catalogues: every one says all that the English says, with the same arguments and in every
 * plural form of its language, and the template is what the sources say. */
#include "check.h"
#include "text/lang.h"
#include "text/pattern.h"

#include <glob.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/umsg.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

/* --- what a translation must be ------------------------------------------------------------ */

enum { UNITS = 2048, BRANCHES = 16, WORD = 16 };

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
static void read_branches(const char *at, Branches *b)
{
    b->count = 0;
    for (at += strspn(at, " \n"); *at != '}'; at += strspn(at, " \n")) {
        size_t length = strcspn(at, " \n{");
        CHECK(b->count < BRANCHES);
        snprintf(b->word[b->count], WORD, "%.*s", (int)length, at);
        at += length;
        at += strspn(at, " \n");
        if (*at != '{') /* offset:1 */
            continue;
        b->count++;
        at = past_braces(at);
    }
}

/* By its own branch, or by =n where n is of that category. */
static bool has_branch(const Branches *b, const UPluralRules *rules, const char *category)
{
    for (int i = 0; i < b->count; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar units[WORD];
        char word[WORD];
        if (strcmp(b->word[i], category) == 0)
            return true;
        if (b->word[i][0] != '=')
            continue;
        uplrules_select(rules, atof(b->word[i] + 1), units, WORD, &status);
        if (strcmp(u_austrcpy(word, units), category) == 0)
            return true;
    }
    return false;
}

static bool has_every_branch(const Branches *b, const char *locale, UPluralType type)
{
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_openForType(locale, type, &status);
    UEnumeration *categories = uplrules_getKeywords(rules, &status);
    CHECK(U_SUCCESS(status));
    bool has_all = true;
    for (const char *c; (c = uenum_next(categories, NULL, &status));)
        has_all = has_all && has_branch(b, rules, c);
    uenum_close(categories);
    uplrules_close(rules);
    return has_all;
}

static bool has_every_plural(const char *text, const char *locale)
{
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        char type[WORD] = "";
        int end = 0;
        Branches b;
        if (sscanf(at, "{ %*1[0-9] , %15[a-z] ,%n", type, &end) != 1 || !end)
            continue;
        bool is_ordinal = strcmp(type, "selectordinal") == 0;
        read_branches(at + end, &b);
        if (!has_every_branch(
                &b, locale, is_ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL))
            return false;
    }
    return true;
}

static bool opens(const char *text, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS];
    int32_t length = 0;
    u_strFromUTF8(units, UNITS, &length, text, -1, &status);
    CHECK(U_SUCCESS(status));
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

static void read_locale(const char *icu, char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed = 0;
    uloc_forLanguageTag(icu, locale, ULOC_FULLNAME_CAPACITY, &parsed, &status);
    CHECK(U_SUCCESS(status));
    CHECK_INT(parsed, strlen(icu));
}

/* Why a text cannot stand for a message id in a language; null: it can. */
static const char *refusal(const char *icu, const char *id, const char *text)
{
    Pattern original, pattern;
    char locale[ULOC_FULLNAME_CAPACITY];
    const char *context = strchr(id, '\004');
    const char *english = context ? context + 1 : id;
    read_locale(icu, locale);
    if (!text || !text[0])
        return "not translated";
    if (has_quote(english) || has_quote(text))
        return "' before a brace";
    if (!pattern_read(english, &original) || !pattern_read(text, &pattern))
        return "not a pattern";
    if (memcmp(pattern.kind, original.kind, sizeof pattern.kind) != 0)
        return "other arguments";
    if (!opens(english, "en_US") || !opens(text, locale))
        return "not a pattern for ICU";
    return has_every_plural(text, locale) ? NULL : "a plural form is missing";
}

TEST(a_bad_translation_is_refused)
{
    UNUSED_STATE;
    static const char people[] = "{0, plural, one {# person} other {# people}}";
    static const struct {
        const char *icu, *id, *text, *why;
    } cases[] = {
        {"es-US", "Back", "Atrás", NULL},
        {"es-US", "Back", "", "not translated"},
        {"es-US", "Back", NULL, "not translated"},
        {"es-US", "greeting\004Welcome", "Bienvenidos", NULL},
        {"fr", "Today: {0}", "Aujourd’hui : {0}", NULL},
        {"fr", "The {0}", "L'{0}", "' before a brace"},
        {"fr", people, "{0, plural, one {d'#} many {#} other {#}}", "' before a brace"},
        {"es-US", "Today: {0}", "Hoy: {0", "not a pattern"},
        {"es-US", "Today: {0}", "Hoy: {title}", "not a pattern"},
        {"es-US", "Today: {0}", "Hoy", "other arguments"},
        {"es-US", "Today: {0}", "Hoy: {1}", "other arguments"},
        {"es-US", "Today: {0}", "Hoy: {0, number}", "other arguments"},
        {"es-US", "Today", "Hoy: {0}", "other arguments"},
        {"en-US", people, "{0, plural, =x {#} one {#} other {#}}", "not a pattern for ICU"},
        {"en-US", people, people, NULL},
        {"en-US", people, "{0, plural, =1 {one} other {#}}", NULL},
        {"en-US", people, "{0, plural, =2 {two} other {#}}", "a plural form is missing"},
        {"en-US", people, "{0, plural, offset:1 one {#} other {#}}", NULL},
        {"es-US", people, people, "a plural form is missing"}, /* many */
        {"ar", people, "{0, plural, zero {#} one {#} two {#} few {#} other {#}}",
            "a plural form is missing"},
        {"ar", people, "{0, plural, =0 {#} one {#} two {#} few {#} many {#} other {#}}", NULL},
        {"en-US", "{0, number} of {1, number}",
            "{0, plural, one {{1, plural, other {#}}} other {{1, number}}}",
            "a plural form is missing"},
        {"en-US", "{0, number}", "{0, selectordinal, one {#st} other {#th}}",
            "a plural form is missing"},
        {"ja", people, "{0, plural, other {#人}}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = refusal(cases[i].icu, cases[i].id, cases[i].text);
        if (strcmp(why ? why : "", cases[i].why ? cases[i].why : "") != 0)
            fail_msg("%s: %s", cases[i].text, why ? why : "taken");
    }
}

/* --- the catalogues ------------------------------------------------------------------------ */

static Languages languages;

static int open_languages(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    if (languages_open(&languages, FOYER_LOCALES, &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static int close_languages(void **state)
{
    UNUSED_STATE;
    languages_close(&languages);
    return 0;
}

static const char *id_at(const Catalog *catalog, uint32_t index)
{
    uint32_t offset;
    memcpy(&offset, catalog->bytes + catalog->ids + (size_t)index * 8 + 4, sizeof offset);
    return (const char *)catalog->bytes + offset;
}

TEST(every_language_that_has_a_file_is_there)
{
    UNUSED_STATE;
    glob_t files;
    CHECK_INT(glob("locales/*.po", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char tag[32] = "";
        sscanf(files.gl_pathv[i], "locales/%31[^.]", tag);
        if (!languages_find(&languages, tag))
            fail_msg("%s: not opened", files.gl_pathv[i]);
    }
    CHECK_INT(languages.count, files.gl_pathc);
    globfree(&files);
}

TEST(every_message_is_in_every_language)
{
    UNUSED_STATE;
    const Catalog *english = &languages_find(&languages, "en")->catalog;
    int refused = 0;
    CHECK(english->count > 1);
    for (int i = 0; i < languages.count; i++) {
        const Language *l = &languages.list[i];
        for (uint32_t j = 1; j < english->count; j++) { /* the first is the header */
            const char *id = id_at(english, j);
            const char *why = refusal(l->icu, id, catalog_find(&l->catalog, id));
            if (why)
                print_error("%s.po: %s: %s\n", l->tag, id, why);
            refused += why != NULL;
        }
        CHECK_INT(l->catalog.count, english->count); /* and nothing that the English lacks */
    }
    CHECK_INT(refused, 0);
}

static void must_be(const Language *l, bool is_so, const char *what)
{
    if (!is_so)
        fail_msg("%s.po: %s", l->tag, what);
}

TEST(every_header_says_what_the_language_is)
{
    UNUSED_STATE;
    for (int i = 0; i < languages.count; i++) {
        const Language *l = &languages.list[i];
        char text[128], locale[ULOC_FULLNAME_CAPACITY], code[12];
        must_be(l, catalog_header(&l->catalog, "X-Language-Name", text, sizeof text) && text[0],
            "X-Language-Name");
        must_be(
            l, catalog_header(&l->catalog, "X-Reviewed-By", text, sizeof text), "X-Reviewed-By");
        must_be(l, catalog_header(&l->catalog, "X-ICU", text, sizeof text), "X-ICU");
        must_be(l, strcmp(text, l->icu) == 0, "X-ICU is too long");
        must_be(l, strstr(text, "-u-ca-gregory-nu-latn") != NULL, "X-ICU: calendar and digits");
        read_locale(text, locale);
        size_t length = strcspn(l->tag, "_");
        snprintf(code, sizeof code, "%.*s", (int)length, l->tag);
        must_be(l, strncmp(text, code, length) == 0 && text[length] == '-', "X-ICU: the language");
        must_be(l, catalog_header(&l->catalog, "X-Direction", text, sizeof text), "X-Direction");
        must_be(l, strcmp(text, uloc_isRightToLeft(locale) ? "rtl" : "ltr") == 0, "X-Direction");
        catalog_header(&l->catalog, "Language", text, sizeof text);
        must_be(l, strcmp(text, l->tag) == 0, "Language");
        catalog_header(&l->catalog, "Content-Type", text, sizeof text);
        must_be(l, strcmp(text, "text/plain; charset=UTF-8") == 0, "Content-Type");
        must_be(l, !catalog_header(&l->catalog, "POT-Creation-Date", text, sizeof text),
            "POT-Creation-Date changes with every run");
    }
}

TEST(the_template_is_what_the_sources_say)
{
    UNUSED_STATE;
    CHECK_INT(system("sh locales/extract --check"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_bad_translation_is_refused),
        RUN(every_language_that_has_a_file_is_there),
        RUN(every_message_is_in_every_language),
        RUN(every_header_says_what_the_language_is),
        RUN(the_template_is_what_the_sources_say),
    };
    return cmocka_run_group_tests(tests, open_languages, close_languages);
}
