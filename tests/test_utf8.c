/* UTF-8, well-formed and not. */
#include "check.h"

#include "base/utf8.h"

static bool is_scalar(uint32_t code_point)
{
    return code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
}

TEST(every_code_point_comes_back_as_it_went)
{
    UNUSED_STATE;
    for (uint32_t code_point = 1; code_point <= 0x10ffff; code_point++) {
        if (!is_scalar(code_point))
            continue;
        char text[6] = "";
        int size = utf8_put(code_point, text);
        const char *at = text;
        if (utf8_next(&at) != code_point || at != text + size || *at ||
            !utf8_is_valid(text, (size_t)size) || utf8_back(text, (size_t)size) != 0)
            fail_msg("U+%04X", (unsigned)code_point);
    }
}

TEST(utf8_put_writes_a_replacement_for_what_is_no_code_point)
{
    UNUSED_STATE;
    const uint32_t wrong[] = {0xd800, 0xdfff, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char out[4];
        CHECK_INT(utf8_put(wrong[i], out), 3);
        CHECK(memcmp(out, "\xef\xbf\xbd", 3) == 0);
    }
    char nul[4];
    CHECK_INT(utf8_put(0, nul), 1);
}

/* Each is wrong from its first byte on. */
static const char *const malformed[] = {
    "\x80",             /* a continuation alone */
    "\xbf",             /* the last of them */
    "\xc0\x80",         /* an overlong NUL */
    "\xc1\xbf",         /* overlong, two bytes */
    "\xe0\x9f\xbf",     /* overlong, three */
    "\xf0\x8f\xbf\xbf", /* overlong, four */
    "\xed\xa0\x80",     /* a surrogate */
    "\xed\xbf\xbf",     /* the last of them */
    "\xf4\x90\x80\x80", /* past U+10FFFF */
    "\xf5\x80\x80\x80", /* no such lead */
    "\xfe",             /* never a lead */
    "\xff",             /* never a lead */
    "\xc3",             /* cut short */
    "\xe2\x82",         /* cut short */
    "\xf0\x9f\x98",     /* cut short */
    "\xc3(",            /* no continuation */
    "\xe2\x28\xa1",     /* no continuation in the middle */
};
enum { MALFORMED = sizeof malformed / sizeof *malformed };

TEST(a_malformed_byte_is_replaced_and_passed_alone)
{
    UNUSED_STATE;
    for (size_t i = 0; i < MALFORMED; i++) {
        const char *at = malformed[i];
        CHECK_INT(utf8_next(&at), 0xfffd);
        CHECK(at == malformed[i] + 1);
        CHECK(!utf8_is_valid(malformed[i], strlen(malformed[i])));
    }
    const char *end = "";
    const char *at = end;
    CHECK_INT(utf8_next(&at), 0);
    CHECK(at == end);
}

TEST(reading_malformed_text_ends_at_its_nul)
{
    UNUSED_STATE;
    char text[16];
    for (size_t i = 0; i < MALFORMED; i++) {
        snprintf(text, sizeof text, "a%s", malformed[i]);
        char *exact = strdup(text); /* so that the sanitizer sees a step past the end */
        CHECK(utf8_length(exact) >= 2);
        CHECK(utf8_length(exact) <= strlen(exact));
        free(exact);
    }
}

TEST(validity_looks_at_the_bytes_it_was_given_only)
{
    UNUSED_STATE;
    CHECK(utf8_is_valid("", 0));
    CHECK(utf8_is_valid("Nguyễn 安 😀", strlen("Nguyễn 安 😀")));
    CHECK(!utf8_is_valid("a\0b", 3));
    CHECK(!utf8_is_valid("\xc3\xa9", 1));
    CHECK(utf8_is_valid("a\xc3\xa9", 1));
}

TEST(a_copy_is_cut_between_letters)
{
    UNUSED_STATE;
    char out[8];
    CHECK(utf8_copy(out, sizeof out, "José"));
    CHECK_TEXT(out, "José");
    CHECK(!utf8_copy(out, 5, "José"));
    CHECK_TEXT(out, "Jos");
    CHECK(utf8_copy(out, 6, "José"));
    CHECK(!utf8_copy(out, 4, "😀"));
    CHECK_TEXT(out, "");
    CHECK(!utf8_copy(out, 1, "a"));
    CHECK_TEXT(out, "");
    CHECK(utf8_copy(out, 1, ""));
    CHECK(!utf8_copy(out, 0, "a"));
    CHECK(!utf8_copy(out, 4, "é\xc3\xa9é"));
    CHECK_TEXT(out, "é");
}

TEST(length_counts_code_points)
{
    UNUSED_STATE;
    CHECK_INT(utf8_length(""), 0);
    CHECK_INT(utf8_length("Nguyễn"), 6);
    CHECK_INT(utf8_length("e\xcc\x81"), 2);
    CHECK_INT(utf8_length("a\xff\x80z"), 4);
}

TEST(back_finds_where_the_last_letter_begins)
{
    UNUSED_STATE;
    const char *text = "aé安😀";
    CHECK_INT(utf8_back(text, 10), 6);
    CHECK_INT(utf8_back(text, 6), 3);
    CHECK_INT(utf8_back(text, 3), 1);
    CHECK_INT(utf8_back(text, 1), 0);
    CHECK_INT(utf8_back(text, 0), 0);
    CHECK_INT(utf8_back("a\x80", 2), 1);
    CHECK_INT(utf8_back("\xe5\xae", 2), 1);
}

TEST(going_back_visits_the_places_that_going_on_does)
{
    UNUSED_STATE;
    const char *text = "x\xc3(\xe2\x82\xac\xff é\x80😀";
    size_t starts[32];
    int count = 0;
    for (const char *at = text; *at;) {
        starts[count++] = (size_t)(at - text);
        utf8_next(&at);
    }
    size_t at = strlen(text);
    while (at > 0) {
        at = utf8_back(text, at);
        CHECK_INT(at, starts[--count]);
    }
    CHECK_INT(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(every_code_point_comes_back_as_it_went),
        RUN(utf8_put_writes_a_replacement_for_what_is_no_code_point),
        RUN(a_malformed_byte_is_replaced_and_passed_alone),
        RUN(reading_malformed_text_ends_at_its_nul),
        RUN(validity_looks_at_the_bytes_it_was_given_only),
        RUN(a_copy_is_cut_between_letters),
        RUN(length_counts_code_points),
        RUN(back_finds_where_the_last_letter_begins),
        RUN(going_back_visits_the_places_that_going_on_does),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
