#include "check.h"
#include "text/format.h"
#include "text/pattern.h"

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"
#define NBSP "\xc2\xa0"

static const int64_t when = 1795131720;                     /* 2026-11-19 17:42 in Chicago */
static const int64_t four = 1795125600, eight = 1795140000; /* 16:00 and 20:00 */

/* A language whose catalogue is a .mo made here by hand: ids in order. */
typedef struct {
    Language language;
    unsigned char bytes[2048];
} Made;

typedef struct {
    const char *id, *text;
} Pair;

static uint32_t add_text(unsigned char *bytes, uint32_t *end, size_t row, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    memcpy(bytes + row, &length, 4);
    memcpy(bytes + row + 4, end, 4);
    memcpy(bytes + *end, text, length + 1);
    return *end += length + 1;
}

static void make(Made *made, const char *tag, const char *icu, const Pair *pairs, uint32_t count)
{
    *made = (Made){0};
    uint32_t words[] = {0x950412de, 0, count, 28, 28 + 8 * count, 0, 0}, end = 28 + 16 * count;
    memcpy(made->bytes, words, sizeof words);
    for (uint32_t i = 0; i < count; i++) {
        add_text(made->bytes, &end, 28 + 8 * i, pairs[i].id);
        add_text(made->bytes, &end, 28 + 8 * (count + i), pairs[i].text);
    }
    Err err = {0};
    snprintf(made->language.tag, sizeof made->language.tag, "%s", tag);
    snprintf(made->language.icu, sizeof made->language.icu, "%s-u-ca-gregory-nu-latn", icu);
    if (!catalog_read(&made->language.catalog, made->bytes, end, &err))
        fail_msg("%s", err.detail);
}

static Formats *formats;
static char out[512];

static int open_formats(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    formats = formats_new("America/Chicago", &err);
    return formats ? 0 : -1;
}

static int close_formats(void **state)
{
    UNUSED_STATE;
    formats_free(formats);
    return 0;
}

#define MESSAGE(language, ...)                                                                     \
    (format_message(formats, (language), out, sizeof out, __VA_ARGS__), out)

static const char places[] = "{0, plural, =0 {Full} one {# place left} other {# places left}}";

TEST(an_unknown_zone_is_refused)
{
    UNUSED_STATE;
    Err err = {0};
    CHECK(!formats_new("Nowhere/City", &err));
    CHECK_INT(err.code, ERR_INVALID);
}

TEST(a_message_without_arguments_passes_through)
{
    UNUSED_STATE;
    Made es;
    make(&es, "es", "es-US", (Pair[]){{"Don't", "No"}, {"door\004Open", "Abrir"}}, 2);
    CHECK_TEXT(MESSAGE(&es.language, "Don't"), "No");
    CHECK_TEXT(MESSAGE(&es.language, "door|Open"), "Abrir");
    CHECK_TEXT(MESSAGE(NULL, "It''s 100% right"), "It''s 100% right");
    CHECK_TEXT(MESSAGE(NULL, ""), "");
}

TEST(a_plural_takes_its_form)
{
    UNUSED_STATE;
    Made en, ru;
    make(&en, "en", "en-US", NULL, 0);
    make(&ru, "ru", "ru",
        (Pair[]){{places,
            "{0, plural, =0 {Мест нет} one {# место} few {# места} many {# мест} "
            "other {# места}}"}},
        1);
    CHECK_TEXT(MESSAGE(&en.language, places, 0), "Full");
    CHECK_TEXT(MESSAGE(&en.language, places, 1), "1 place left");
    CHECK_TEXT(MESSAGE(&en.language, places, 2), "2 places left");
    CHECK_TEXT(MESSAGE(&en.language, places, 1200), "1,200 places left");
    CHECK_TEXT(MESSAGE(&en.language, places, -1), "-1 place left");
    CHECK_TEXT(MESSAGE(&ru.language, places, 0), "Мест нет");
    CHECK_TEXT(MESSAGE(&ru.language, places, 21), "21 место");
    CHECK_TEXT(MESSAGE(&ru.language, places, 3), "3 места");
    CHECK_TEXT(MESSAGE(&ru.language, places, 11), "11 мест");
}

TEST(arabic_numbers_are_latin_digits)
{
    UNUSED_STATE;
    Made ar;
    make(&ar, "ar", "ar", (Pair[]){{places, "{0, plural, two {مكانان} few {# أماكن} other {#}}"}},
        1);
    CHECK_TEXT(MESSAGE(&ar.language, places, 2), "مكانان");
    CHECK_TEXT(MESSAGE(&ar.language, places, 7), "7 أماكن");
}

TEST(one_text_in_two_languages_is_written_as_each_does)
{
    UNUSED_STATE;
    Made pt;
    make(&pt, "pt", "pt-BR", NULL, 0);
    CHECK_TEXT(MESSAGE(NULL, "{0, number}", 1234), "1,234");
    CHECK_TEXT(MESSAGE(&pt.language, "{0, number}", 1234), "1.234");
}

TEST(text_arguments_are_isolated_and_may_change_places)
{
    UNUSED_STATE;
    static const char id[] = "{0} is in {1}";
    Made es;
    make(&es, "es", "es-US", (Pair[]){{id, "En {1}: {0}"}}, 1);
    CHECK_TEXT(MESSAGE(NULL, id, "Ama", "3B"), FSI "Ama" PDI " is in " FSI "3B" PDI);
    CHECK_TEXT(MESSAGE(&es.language, id, "Ama", "3B"), "En " FSI "3B" PDI ": " FSI "Ama" PDI);
    CHECK_TEXT(MESSAGE(NULL, id, "", "{0}"), FSI PDI " is in " FSI "{0}" PDI);
    CHECK_TEXT(MESSAGE(NULL, id, "\xff", "محمد"), FSI "\xef\xbf\xbd" PDI " is in " FSI "محمد" PDI);
}

TEST(numbers_and_texts_mix_in_every_order)
{
    UNUSED_STATE;
    CHECK_TEXT(MESSAGE(NULL, "{0}{1}{2}", "a", "b", "c"), FSI "a" PDI FSI "b" PDI FSI "c" PDI);
    CHECK_TEXT(MESSAGE(NULL, "{0, number}{1}{2}", 1, "b", "c"), "1" FSI "b" PDI FSI "c" PDI);
    CHECK_TEXT(MESSAGE(NULL, "{0}{1, number}{2}", "a", 2, "c"), FSI "a" PDI "2" FSI "c" PDI);
    CHECK_TEXT(MESSAGE(NULL, "{0}{1}{2, number}", "a", "b", 3), FSI "a" PDI FSI "b" PDI "3");
    CHECK_TEXT(MESSAGE(NULL, "{0, number}{1, number}{2}", 1, 2, "c"), "12" FSI "c" PDI);
    CHECK_TEXT(MESSAGE(NULL, "{0, number}{1}{2, number}", 1, "b", 3), "1" FSI "b" PDI "3");
    CHECK_TEXT(MESSAGE(NULL, "{0}{1, number}{2, number}", "a", 2, 3), FSI "a" PDI "23");
    CHECK_TEXT(MESSAGE(NULL, "{0, number} {1, number} {2, number}", 1, 2, 3), "1 2 3");
    CHECK_TEXT(MESSAGE(NULL, "{0, selectordinal, one {#st} two {#nd} other {#th}}", 2), "2nd");
    CHECK_TEXT(MESSAGE(NULL, "{0, plural, one {{1} is here} other {{1} and # are}}", 2, "Ama"),
        FSI "Ama" PDI " and 2 are");
}

TEST(a_translation_that_takes_less_is_used)
{
    UNUSED_STATE;
    static const char id[] = "{0, number} of {1}, {2, number}";
    Made es;
    make(&es, "es", "es-US", (Pair[]){{id, "de {1}"}}, 1);
    CHECK_TEXT(MESSAGE(&es.language, id, 1, "Ama", 3), "de " FSI "Ama" PDI);
    make(&es, "es", "es-US", (Pair[]){{id, "tres: {2, number}"}}, 1);
    CHECK_TEXT(MESSAGE(&es.language, id, 1, "Ama", 3), "tres: 3");
    make(&es, "es", "es-US", (Pair[]){{id, "nada"}}, 1);
    CHECK_TEXT(MESSAGE(&es.language, id, 1, "Ama", 3), "nada");
}

TEST(a_broken_translation_falls_back_to_english)
{
    UNUSED_STATE;
    static const char id[] = "{0} has {1, number}";
    static const char *const broken[] = {"{0", "{name} tiene {1, number}", "{0, number}: {1}",
        "{0} {3}", "{1, number, integer}", "{1, plural, one {x}}", "{0, select, a {b} other {c}}",
        "{0} }", "{0, date}", "{1, number} {1}", "{}"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        Made es;
        make(&es, "es", "es-US", (Pair[]){{id, broken[i]}}, 1);
        CHECK_TEXT(MESSAGE(&es.language, id, "Ama", 5), FSI "Ama" PDI " has 5");
    }
    CHECK_TEXT(MESSAGE(NULL, "a { brace"), "a { brace");
}

TEST(a_long_message_is_cut_at_a_letter)
{
    UNUSED_STATE;
    char small[8], longer[5000];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = 0;
    format_message(formats, NULL, small, sizeof small, "{0, number} señor", 12);
    CHECK_TEXT(small, "12 se\xc3\xb1"); /* seven bytes: the whole ñ */
    format_message(formats, NULL, small, 7, "{0, number} señor", 12);
    CHECK_TEXT(small, "12 se");
    format_message(formats, NULL, small, 1, "{0, number}", 12);
    CHECK_TEXT(small, "");
    CHECK_INT(strlen(MESSAGE(NULL, "{0}", longer)), sizeof out - 1);
    CHECK(strstr(MESSAGE(NULL, "{0, plural, other {# {1}}}", 7, "Ama"), "Ama"));
}

TEST(more_messages_than_are_kept_come_out_right)
{
    UNUSED_STATE;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 150; i++) {
            char id[40], want[40];
            snprintf(id, sizeof id, "m%d {0, number}", i);
            snprintf(want, sizeof want, "m%d %d", i, i + round);
            CHECK_TEXT(MESSAGE(NULL, id, i + round), want);
        }
    }
}

static const char *date(const Language *language, DateForm form)
{
    format_date(formats, language, out, sizeof out, form, when);
    return out;
}

TEST(dates_are_as_each_language_writes_them)
{
    UNUSED_STATE;
    Made es, ar;
    make(&es, "es", "es-US", NULL, 0);
    make(&ar, "ar", "ar", NULL, 0);
    for (int round = 0; round < 2; round++) { /* the second from what was kept */
        CHECK_TEXT(date(NULL, FORMAT_DAY), "Thursday, November 19");
        CHECK_TEXT(date(NULL, FORMAT_TIME), "5:42" NBSP "PM");
        CHECK_TEXT(date(NULL, FORMAT_DAY_TIME), "Thursday, November 19 · 5:42" NBSP "PM");
        CHECK_TEXT(date(NULL, FORMAT_SHORT_DAY), "Thu, Nov 19");
        CHECK_TEXT(date(&es.language, FORMAT_DAY), "jueves, 19 de noviembre");
        CHECK_TEXT(date(&ar.language, FORMAT_DAY_TIME), "الخميس، 19 نوفمبر · 5:42" NBSP "م");
    }
}

/* Beside Arabic letters "5:42 PM" would be read as PM 5:42. */
TEST(a_time_beside_a_day_is_isolated_from_right_to_left)
{
    UNUSED_STATE;
    Made ur;
    make(&ur, "ur", "ur-US", NULL, 0);
    ur.language.is_rtl = true;
    CHECK_TEXT(date(&ur.language, FORMAT_DAY_TIME), "جمعرات، 19 نومبر · " FSI "5:42" NBSP "PM" PDI);
}

TEST(times_share_their_afternoon)
{
    UNUSED_STATE;
    format_times(formats, NULL, out, sizeof out, four, eight);
    CHECK_TEXT(out, "4:00 – 8:00" NBSP "PM");
    format_times(formats, NULL, out, sizeof out, four - 6 * 3600, eight);
    CHECK_TEXT(out, "10:00" NBSP "AM – 8:00" NBSP "PM");
    format_times(formats, NULL, out, 6, four, eight);
    CHECK_TEXT(out, "4:00 ");
}

TEST(months_and_languages_have_names)
{
    UNUSED_STATE;
    Made es, ru;
    make(&es, "es", "es-US", NULL, 0);
    make(&ru, "ru", "ru", NULL, 0);
    format_month(formats, NULL, out, sizeof out, 11);
    CHECK_TEXT(out, "November");
    format_month(formats, &ru.language, out, sizeof out, 11);
    CHECK_TEXT(out, "ноябрь"); /* standing alone, not "of November" */
    format_month(formats, NULL, out, sizeof out, 13);
    CHECK_TEXT(out, "");
    format_month(formats, NULL, out, sizeof out, 0);
    CHECK_TEXT(out, "");
    format_language(formats, NULL, out, sizeof out, "es");
    CHECK_TEXT(out, "Spanish");
    format_language(formats, NULL, out, sizeof out, "zh_Hans");
    CHECK_TEXT(out, "Simplified Chinese");
    format_language(formats, &es.language, out, sizeof out, "ar");
    CHECK_TEXT(out, "árabe");
}

TEST(more_languages_than_are_kept_come_out_right)
{
    UNUSED_STATE;
    static const char *const tags[] = {
        "en-US", "es-US", "ar", "ru", "vi", "fr", "ko", "pt-BR", "uk"};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
            Made made;
            make(&made, "xx", tags[i], NULL, 0); /* each in the same place in memory */
            CHECK(strstr(date(&made.language, FORMAT_DAY), "19"));
            CHECK_INT(strcmp(out, "Thursday, November 19") == 0, i == 0);
        }
    }
}

TEST(a_pattern_says_what_it_takes)
{
    UNUSED_STATE;
    Pattern p;
    CHECK(pattern_read("{0} and {2, plural, offset:1 =0 {none {1}} other {'{'#'}'}}", &p));
    CHECK_INT(p.count, 3);
    CHECK_INT(p.kind[0], ARGUMENT_TEXT);
    CHECK_INT(p.kind[1], ARGUMENT_TEXT);
    CHECK_INT(p.kind[2], ARGUMENT_NUMBER);
    CHECK(pattern_read("It''s '{0}' here", &p));
    CHECK_INT(p.count, 0);
    CHECK(pattern_read("{0, plural, one {'#'{1}} other {#}}", &p));
    CHECK_INT(p.count, 2);
    CHECK(!pattern_read("{0, plural, one {a} other {b}", &p));
    CHECK(!pattern_read("{0, plural, other b}", &p));
    CHECK(!pattern_read("{0, plural}", &p));
    CHECK(!pattern_read("{00}", &p));
    char deep[400] = "";
    for (int i = 0; i < 20; i++)
        strcat(deep, "{0, plural, other {");
    CHECK(!pattern_read(deep, &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_unknown_zone_is_refused),
        RUN(a_message_without_arguments_passes_through),
        RUN(a_plural_takes_its_form),
        RUN(arabic_numbers_are_latin_digits),
        RUN(one_text_in_two_languages_is_written_as_each_does),
        RUN(text_arguments_are_isolated_and_may_change_places),
        RUN(numbers_and_texts_mix_in_every_order),
        RUN(a_translation_that_takes_less_is_used),
        RUN(a_broken_translation_falls_back_to_english),
        RUN(a_long_message_is_cut_at_a_letter),
        RUN(more_messages_than_are_kept_come_out_right),
        RUN(dates_are_as_each_language_writes_them),
        RUN(a_time_beside_a_day_is_isolated_from_right_to_left),
        RUN(times_share_their_afternoon),
        RUN(months_and_languages_have_names),
        RUN(more_languages_than_are_kept_come_out_right),
        RUN(a_pattern_says_what_it_takes),
    };
    return cmocka_run_group_tests(tests, open_formats, close_formats);
}
