/* Tones and jamo: what the letters before the caret become. */
#include "check.h"
#include "typing.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* --- tones --------------------------------------------------------------------------------- */

TEST(a_tone_stands_on_the_right_vowel)
{
    UNUSED_STATE;
    static const char *const WORDS[][2] = {{"nguyên\u0303", "nguyễn"}, {"nguyê\u0303n", "nguyễn"},
        {"trân\u0300", "trần"}, {"hoa\u0300", "hòa"}, {"hoa\u0300n", "hoàn"},
        {"hoan\u0300g", "hoàng"}, {"thuy\u0301", "thúy"}, {"quy\u0301", "quý"},
        {"huynh\u0300", "huỳnh"}, {"qua\u0301n", "quán"}, {"gia\u0300", "già"}, {"gi\u0300", "gì"},
        {"giư\u0303", "giữ"}, {"ngươi\u0300", "người"}, {"thuơ\u0309", "thuở"},
        {"mua\u0300", "mùa"}, {"ngoai\u0300", "ngoài"}, {"khuya\u0309", "khuỷa"},
        {"lưu\u0323", "lựu"}, {"tiê\u0301ng", "tiếng"}, {"Viêt\u0323 Na\u0300m", "Việt Nàm"},
        {"đo\u0303", "đõ"}, {"a\u0301\u0300", "à"}, {"a\u0301\u0301", "a"}, {"ĐƯC\u0301", "ĐỨC"},
        {"t\u0301", "t"}, {"\u0301", ""}, {"lan\u0301-a", "lán-a"}, {"Á", "Á"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        char text[128] = "";
        write_keys(JOINS_TONES, text, WORDS[i][0]);
        if (strcmp(text, WORDS[i][1]) != 0)
            fail_msg("%s: %s", WORDS[i][1], text);
    }
}

static bool is_nfc(const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[256];
    int32_t size = 0;
    u_strFromUTF8(wide, 256, &size, text, -1, &status);
    CHECK(U_SUCCESS(status));
    return unorm2_isNormalized(unorm2_getNFCInstance(&status), wide, size, &status);
}

TEST(whatever_is_typed_is_composed_and_in_time_deleted)
{
    UNUSED_STATE;
    static const char *const KEYS[] = {"n", "g", "h", "q", "u", "y", "ê", "ơ", "ư", "a", "i", "o",
        "Đ", " ", "-", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323", "ㄱ", "ㅅ", "ㅎ", "ㄹ",
        "ㅗ", "ㅏ", "ㅣ", "ㅡ", "ㄲ", "’"};
    srand(seed());
    for (int round = 0; round < 3000; round++) {
        KeyJoins joins = round % 2 ? JOINS_TONES : JOINS_JAMO;
        char text[256] = "";
        for (int i = 0; i < 20; i++)
            if (joins == JOINS_TONES || i % 3)
                write_keys(joins, text, KEYS[(size_t)rand() % (sizeof KEYS / sizeof *KEYS)]);
        CHECK(utf8_is_valid(text, strlen(text)));
        if (joins == JOINS_TONES)
            CHECK(is_nfc(text));
        int steps = 0;
        while (text[0]) {
            Composed c = compose_delete(joins, text, strlen(text));
            text[utf8_back(text, strlen(text))] = 0;
            CHECK_INT(c.letters, 1);
            strcat(text, c.put);
            CHECK(++steps < 200);
        }
    }
}

/* --- jamo ---------------------------------------------------------------------------------- */

/* The keys of a syllable, as a two-set keyboard has them. */
static void keys_of(int syllable, char *keys)
{
    static const char *const LEADS[] = {"ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ",
        "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"};
    static const char *const MIDDLES[] = {"ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ",
        "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"};
    static const char *const TAILS[] = {"", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ",
        "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ",
        "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"};
    sprintf(
        keys, "%s%s%s", LEADS[syllable / 588], MIDDLES[syllable / 28 % 21], TAILS[syllable % 28]);
}

TEST(each_of_the_11172_syllables_is_typed_and_taken_apart)
{
    UNUSED_STATE;
    for (int i = 0; i < 11172; i++) {
        char keys[64], text[64] = "", wanted[8] = "";
        keys_of(i, keys);
        write_keys(JOINS_JAMO, text, keys);
        utf8_put((uint32_t)(0xAC00 + i), wanted);
        CHECK_TEXT(text, wanted);
        size_t jamo = utf8_length(keys);
        while (text[0]) {
            Composed c = compose_delete(JOINS_JAMO, text, strlen(text));
            strcpy(text, c.put);
            jamo--;
        }
        CHECK_INT(jamo, 0);
    }
}

TEST(a_final_moves_on_when_a_vowel_follows)
{
    UNUSED_STATE;
    static const char *const WORDS[][2] = {{"ㄱㅣㅁㅁㅣㄴㅈㅜㄴ", "김민준"},
        {"ㅂㅏㄱㅅㅓㅇㅇㅓㄴ", "박성언"}, {"ㄷㅏㄹㄱㅣ", "달기"}, {"ㄷㅏㄹㄱㅇㅣ", "닭이"},
        {"ㄱㅏㅆㅓ", "가써"}, {"ㅎㅏㄴㅡㄹ", "하늘"}, {"ㅇㅜㅓㄴ", "원"}, {"ㅏㅗㅏ", "ㅏㅘ"},
        {"ㄱㄱㅏ", "ㄱ가"}, {"ㄱㅏㄸㅏ", "가따"}, {"Kㅏ", "Kㅏ"}, {"ㅇㅣ ㅅㅓ", "이 서"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        char text[128] = "";
        write_keys(JOINS_JAMO, text, WORDS[i][0]);
        if (strcmp(text, WORDS[i][1]) != 0)
            fail_msg("%s: %s", WORDS[i][1], text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_tone_stands_on_the_right_vowel),
        RUN(whatever_is_typed_is_composed_and_in_time_deleted),
        RUN(each_of_the_11172_syllables_is_typed_and_taken_apart),
        RUN(a_final_moves_on_when_a_vowel_follows),
    };
    return cmocka_run_group_tests_name("compose", tests, NULL, NULL);
}
