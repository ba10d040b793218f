/* The keyboards of every script: their files, and which letters can be typed on them. */
#include "check.h"
#include "typing.h"

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>

/* --- files --------------------------------------------------------------------------------- */

static Keyboards all;

static int read_all(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    if (keyboards_open(&all, FOYER_SOURCE "/assets/keyboards", &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static const Keyboard *of(const char *language)
{
    return &all.list[keyboards_for(&all, language)];
}

TEST(each_language_has_one_keyboard)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"es", "fr", "pt_BR", "ht", "so", "fil", "hmn", "vi", "ar",
        "prs", "fa_AF", "ps", "ur", "ru", "uk", "ko"};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        int count = 0;
        for (int k = 0; k < all.count; k++)
            count += keyboard_serves(&all.list[k], TAGS[i]);
        if (count != 1)
            fail_msg("%s has %d keyboards", TAGS[i], count);
    }
    CHECK_TEXT(of("km")->name, "ABC");
    CHECK_TEXT(of("fa_AF")->name, of("prs")->name);
    CHECK(!keyboard_serves(&all.list[0], "zh_Hans"));
}

TEST(from_each_keyboard_a_key_leads_to_others)
{
    UNUSED_STATE;
    for (int i = 0; i < all.count; i++) {
        bool has_script = false, has_delete = false, has_space = false;
        const Keyboard *k = &all.list[i];
        for (int row = 0; row < k->row_count; row++)
            for (int n = 0; n < k->count[row]; n++) {
                has_script = has_script || k->rows[row][n].job == KEY_SCRIPT;
                has_delete = has_delete || k->rows[row][n].job == KEY_ERASE;
                has_space = has_space || k->rows[row][n].job == KEY_BLANK;
            }
        CHECK(has_script && has_delete && has_space);
    }
}

TEST(what_is_wrong_in_a_file_is_told_by_line_and_column)
{
    UNUSED_STATE;
    static const char *const BROKEN[][2] = {
        {"name A\nrow {jump}\n", "x:2:5: no such key"},
        {"name A\nrow Б {space:0}\n", "x:2:7: no such key"},
        {"name A\nrow {space:4}4\n", "x:2:5: no such key"},
        {"name A\nrow Б A Б\n", "x:2:9: this key stands there twice"},
        {"name A\nrow A B\nrow C A\n", "x:3:7: this key stands there twice"},
        {"name A\nrow A\nrow B\naccents A B\n", "x:4:11: this key stands there twice"},
        {"name A\nrow A\nhold A Á Á\n", "x:3:10: this key stands there twice"},
        {"name A\nrow A\nhold B Á\n", "x:3:6: no such letter"},
        {"name A\nrow A\nhold A Á\nhold A À\n", "x:4:6: said before"},
        {"name A\nrow A\nhold A\n", "x:3:7: no keys"},
        {"name A\nrow ABCDEFGHIJKLMNOP\n", "x:2:5: too long"},
        {"name A\nrow A=\n", "x:2:5: too long"},
        {"name A\ndirection up\n", "x:2:11: ltr or rtl"},
        {"name A\njoins all\n", "x:2:7: tones or jamo"},
        {"name A\nkeys A\n", "x:2:1: not a line"},
        {"name A\nrow\n", "x:2:4: no keys"},
        {"name A\nrow \xFF\n", "x:2:1: not UTF-8"},
        {"name A\nrow {accents}\n", "x:3:1: an accents key and no accents"},
        {"name A\nrow {apart}\n", "x:3:1: an apart key and no word"},
        {"row A\n", "x:2:1: no name or no row"},
    };
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        Keyboard k;
        Err err = {0};
        CHECK(!keyboard_read(&k, "x", BROKEN[i][0], &err));
        CHECK_INT(err.code, ERR_INVALID);
        if (strncmp(err.detail, BROKEN[i][1], strlen(BROKEN[i][1])) != 0)
            fail_msg("\"%s\" instead of \"%s\"", err.detail, BROKEN[i][1]);
    }
}

/* Bytes of a real file changed at random: refused or read, and never past its arrays. */
TEST(a_damaged_file_harms_nothing)
{
    UNUSED_STATE;
    char text[8192];
    FILE *file = fopen(FOYER_SOURCE "/assets/keyboards/pashto.keys", "r");
    CHECK(file != NULL);
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    srand(seed());
    for (int round = 0; round < 3000; round++) {
        static const char BYTES[] = "\n\t {}:=_9a\xD8\xFF\0";
        char copy[sizeof text] = "";
        memcpy(copy, text, size);
        for (int i = 0; i < 1 + round % 8; i++)
            copy[(size_t)rand() % size] = BYTES[(size_t)rand() % sizeof BYTES];
        Keyboard k;
        Err err = {0};
        bool is_read = keyboard_read(&k, "x", copy, &err);
        CHECK(is_read ? k.row_count > 0 : err.code == ERR_INVALID && strstr(err.detail, "x:"));
    }
}

/* --- every letter -------------------------------------------------------------------------- */

static USet *typed_by(const Keyboard *k)
{
    USet *set = uset_openEmpty();
    const KeyPlate *plates[KEY_ROWS + 1 + KEY_HOLDS];
    int counts[KEY_ROWS + 1 + KEY_HOLDS], lists = 0;
    for (int i = 0; i < k->row_count; i++) {
        plates[lists] = k->rows[i];
        counts[lists++] = k->count[i];
    }
    plates[lists] = k->accents;
    counts[lists++] = k->accent_count;
    for (int i = 0; i < k->hold_count; i++) {
        plates[lists] = k->holds[i].plates;
        counts[lists++] = k->holds[i].count;
    }
    for (int l = 0; l < lists; l++)
        for (int i = 0; i < counts[l]; i++) {
            const char *at = key_types(&plates[l][i]);
            uint32_t c = utf8_next(&at);
            if (plates[l][i].job == KEY_LETTER && !*at) {
                uset_add(set, (UChar32)c);
                uset_add(set, u_tolower((UChar32)c));
            }
        }
    return set;
}

/* By the tone keys too: base and mark, in either order of Unicode's marks. */
static bool is_written(const Keyboard *k, const USet *keys, UChar32 c)
{
    if (uset_contains(keys, c))
        return true;
    if (k->joins == JOINS_JAMO && c >= 0xAC00 && c <= 0xD7A3)
        return true; /* typed by test_compose, of the jamo below */
    for (int32_t i = 0; k->joins == JOINS_TONES && i < uset_size(keys); i++)
        for (int m = 0; m < 5; m++) {
            static const char *const MARKS[] = {"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"};
            char text[64] = "";
            char base[8] = "";
            utf8_put((uint32_t)uset_charAt(keys, i), base);
            write_keys(k->joins, text, base);
            write_keys(k->joins, text, MARKS[m]);
            const char *at = text;
            if ((UChar32)utf8_next(&at) == c && !*at)
                return true;
        }
    return false;
}

/* Of one that it does not know ICU tells the letters of the machine's own language. */
static bool is_known(const char *language)
{
    for (int32_t i = 0; i < uloc_countAvailable(); i++)
        if (strcmp(uloc_getAvailable(i), language) == 0)
            return true;
    return false;
}

static bool check_exemplars(const Keyboard *k, const char *language)
{
    if (strcmp(language, "prs") == 0)
        language = "fa_AF";
    if (!is_known(language))
        return false;
    UErrorCode status = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(language, &status);
    USet *wanted = uset_openEmpty(), *keys = typed_by(k);
    ulocdata_getExemplarSet(data, wanted, 0, ULOCDATA_ES_STANDARD, &status);
    CHECK(U_SUCCESS(status));
    for (int32_t i = 0; i < uset_size(wanted);
         i++) { /* of pairs as ng the letters stand there too */
        UChar32 c = uset_charAt(wanted, i);
        if (c >= 0 && !is_written(k, keys, c))
            fail_msg("%s: U+%04X cannot be typed on %s", language, (unsigned)c, k->name);
    }
    uset_close(keys);
    uset_close(wanted);
    ulocdata_close(data);
    return true;
}

TEST(every_letter_of_a_language_is_on_its_keyboard)
{
    UNUSED_STATE;
    int count = 0;
    for (int i = 0; i < all.count; i++) {
        char tags[256], *rest = tags;
        snprintf(tags, sizeof tags, "%s", all.list[i].languages);
        for (char *tag = strsep(&rest, " "); tag; tag = strsep(&rest, " "))
            count += tag[0] && check_exemplars(&all.list[i], tag);
    }
    CHECK(count > 20);
}

TEST(every_jamo_of_a_two_set_keyboard_is_there)
{
    UNUSED_STATE;
    USet *keys = typed_by(of("ko"));
    const char *at = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ";
    while (*at)
        CHECK(uset_contains(keys, (UChar32)utf8_next(&at)));
    uset_close(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_language_has_one_keyboard),
        RUN(from_each_keyboard_a_key_leads_to_others),
        RUN(what_is_wrong_in_a_file_is_told_by_line_and_column),
        RUN(a_damaged_file_harms_nothing),
        RUN(every_letter_of_a_language_is_on_its_keyboard),
        RUN(every_jamo_of_a_two_set_keyboard_is_there),
    };
    return cmocka_run_group_tests_name("keyboards", tests, read_all, NULL);
}
