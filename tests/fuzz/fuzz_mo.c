/* A catalogue: every message that an accepted one holds is found by its id, lies within the bytes,
 * and is formatted with arguments of the types that its English asks for. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "text/format.h"
#include "text/pattern.h"

static uint32_t word_at(const uint8_t *bytes, size_t at)
{
    uint32_t word;
    memcpy(&word, bytes + at, sizeof word);
    return word;
}

static void check_within(const Catalog *catalog, const char *text)
{
    MUST((const unsigned char *)text >= catalog->bytes);
    MUST((const unsigned char *)text < catalog->bytes + catalog->size);
    MUST(utf8_is_valid(text, strlen(text)));
}

/* The English of these is fixed, so an input's translation must fit it, or is not used. */
static void format_all(Formats *formats, const Language *language)
{
    char out[256];
    format_message(formats, language, out, sizeof out, "Hello");
    MUST(utf8_is_valid(out, strlen(out)));
    format_message(formats, language, out, sizeof out, "Hello {0}", "Ama");
    MUST(utf8_is_valid(out, strlen(out)));
    format_message(
        formats, language, out, sizeof out, "{0, plural, one {# visit} other {# visits}}", 3);
    MUST(utf8_is_valid(out, strlen(out)));
    format_message(formats, language, out, sizeof out, "door|{0} and {1}", "Ama", "Kofi");
    MUST(utf8_is_valid(out, strlen(out)));
}

/* The header may bring days and months of its own; those are kept by the language's tag. */
static void format_dates(const Language *language)
{
    enum { NOON = 1795111200, HOUR = 3600 };
    Err err = {0};
    char out[256];
    if (!catalog_header(&language->catalog, "X-Days", out, sizeof out))
        return;
    Formats *formats = formats_new("America/Chicago", &err);
    MUST(formats);
    for (DateForm form = FORMAT_DAY; form <= FORMAT_SHORT_DAY; form++) {
        format_date(formats, language, out, sizeof out, form, NOON);
        MUST(utf8_is_valid(out, strlen(out)));
    }
    format_times(formats, language, out, sizeof out, NOON, NOON + HOUR);
    MUST(utf8_is_valid(out, strlen(out)));
    format_month(formats, language, out, sizeof out, 11);
    MUST(utf8_is_valid(out, strlen(out)));
    formats_free(formats);
}

static void check_messages(const Catalog *catalog)
{
    for (uint32_t i = 0; i < catalog->count; i++) {
        size_t row = catalog->ids + (size_t)i * 8;
        const char *id = (const char *)catalog->bytes + word_at(catalog->bytes, row + 4);
        check_within(catalog, id);
        const char *text = catalog_find(catalog, id);
        MUST(text);
        check_within(catalog, text);
        Pattern pattern;
        if (pattern_read(text, &pattern))
            MUST(pattern.count >= 0 && pattern.count <= PATTERN_ARGUMENTS);
    }
}

static void check_header(const Catalog *catalog)
{
    static const char *const fields[] = {"X-Direction", "X-ICU", "X-Language-Name", "Content-Type"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char out[24];
        bool has = catalog_header(catalog, fields[i], out, sizeof out);
        MUST(has || !*out);
        MUST(utf8_is_valid(out, strlen(out)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Err err = {0};
    Language language = {.tag = "es", .icu = "es-u-ca-gregory-nu-latn"};
    if (!catalog_read(&language.catalog, bytes, size, &err)) {
        MUST(err.code == ERR_BROKEN || err.code == ERR_NEWER);
        return 0;
    }
    MUST(err.code == ERR_NONE);
    check_messages(&language.catalog);
    check_header(&language.catalog);
    static Formats *formats; /* dear to make; kept by content, so no input sees another's */
    if (!formats)
        formats = formats_new("America/Chicago", &err);
    MUST(formats);
    format_all(formats, &language);
    format_dates(&language);
    catalog_close(&language.catalog);
    return 0;
}
