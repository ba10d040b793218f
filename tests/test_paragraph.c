#include "check.h"
#include "measure.h"

#define ACUTE "\xcc\x81"
#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"
#define NBSP "\xc2\xa0"
#define NO_FONT "\xee\x80\x80" /* U+E000 */

/* Size 10: a letter is 5.5 wide, an East Asian one 10. */
static const Language english = {.tag = "en", .icu = "en-US", .script = "Latn"};
static const Language arabic = {.tag = "ar", .icu = "ar", .script = "Arab", .is_rtl = true};
static const Language chinese = {.tag = "zh_Hans", .icu = "zh-Hans", .script = "Hani"};
static const Language korean = {.tag = "ko", .icu = "ko", .script = "Hang"};
static const Language thai = {.tag = "th", .icu = "th", .script = "Thai"};

static Arena arena;
static Paragraph p;

static int open_arena(void **state)
{
    UNUSED_STATE;
    arena_init(&arena, 1 << 18);
    return 0;
}

static int close_arena(void **state)
{
    UNUSED_STATE;
    arena_finish(&arena);
    return 0;
}

static void lay_with(
    const Measurer *measurer, const Language *language, const char *text, float width, Align align)
{
    arena_wipe(&arena);
    TextStyle style = {.language = language, .size = 10, .line = 1.35F};
    paragraph_layout(&p, &arena, measurer, text, &style, width, align);
}

static void lay(const Language *language, const char *text, float width)
{
    lay_with(&fixed_measurer, language, text, width, ALIGN_START);
}

/* What stands on one line, its pieces from left to right with bars between. */
static const char *line_text(const char *text, int line)
{
    static char out[512];
    out[0] = 0;
    for (int i = 0; i < p.piece_count; i++) {
        const Piece *piece = &p.pieces[i];
        if (piece->line != line)
            continue;
        size_t used = strlen(out);
        snprintf(out + used, sizeof out - used, "%s%.*s", used ? "|" : "", piece->length,
            text + piece->start);
    }
    return out;
}

static void check_near(float a, float b)
{
    if (a < b - 0.01F || a > b + 0.01F)
        fail_msg("%f is not %f", (double)a, (double)b);
}

/* Every piece within the box, none over another, lines in order, bytes within the text. */
static void check_sound(const char *text, float width)
{
    for (int i = 0; i < p.piece_count; i++) {
        const Piece *piece = &p.pieces[i];
        CHECK(piece->length > 0 && piece->start >= 0);
        CHECK(piece->start + piece->length <= (int)strlen(text));
        CHECK(strlen(piece->script) == 4);
        CHECK(piece->line >= 0 && piece->line < p.line_count);
        if (!p.is_cut) {
            CHECK(piece->x >= -0.05F);
            CHECK(width <= 0 || piece->x + piece->width <= width + 0.05F);
        }
        if (i > 0 && p.pieces[i - 1].line == piece->line)
            CHECK(p.pieces[i - 1].x + p.pieces[i - 1].width <= piece->x + 0.05F);
        else if (i > 0)
            CHECK(p.pieces[i - 1].line < piece->line);
    }
}

TEST(a_label_is_one_piece_on_one_line)
{
    UNUSED_STATE;
    lay(&english, "Check in", 0);
    CHECK_INT(p.piece_count, 1);
    CHECK_INT(p.line_count, 1);
    CHECK_INT(p.pieces[0].length, 8);
    CHECK_TEXT(p.pieces[0].script, "Latn");
    CHECK(!p.pieces[0].is_rtl);
    check_near(p.width, 44);
    check_near(p.height, 13.5F);
    CHECK(!p.is_cut && !p.has_missing);
}

TEST(an_empty_text_is_an_empty_line)
{
    UNUSED_STATE;
    static const char *const texts[] = {"", "   ", "\n", "\t", FSI PDI};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        lay(&english, texts[i], 50);
        CHECK_INT(p.piece_count, 0);
        CHECK_INT(p.line_count, 1);
        check_near(p.width, 0);
        check_near(p.height, 13.5F);
    }
    lay(&english, NULL, 0);
    CHECK_INT(p.line_count, 1);
}

TEST(lines_break_at_spaces_which_do_not_count)
{
    UNUSED_STATE;
    static const char text[] = "We could not find you today";
    lay(&english, text, 66); /* twelve letters */
    CHECK_INT(p.line_count, 3);
    CHECK_TEXT(line_text(text, 0), "We could not");
    CHECK_TEXT(line_text(text, 1), "find you");
    CHECK_TEXT(line_text(text, 2), "today");
    check_near(p.width, 66);
    check_near(p.height, 3 * 13.5F);
    check_sound(text, 66);
}

TEST(a_hard_space_holds_together)
{
    UNUSED_STATE;
    static const char text[] = "Visit or pick" NBSP "up";
    lay(&english, text, 70);
    CHECK_TEXT(line_text(text, 0), "Visit or");
    CHECK_TEXT(line_text(text, 1), "pick" NBSP "up");
    CHECK_INT(p.piece_count, 2); /* the space is no piece of its own */
}

TEST(an_end_of_line_begins_a_line)
{
    UNUSED_STATE;
    static const char text[] = "one\r\ntwo\n\nfour\n";
    for (float width = 0; width < 100; width += 99) {
        lay(&english, text, width);
        CHECK_INT(p.line_count, 4);
        CHECK_TEXT(line_text(text, 0), "one");
        CHECK_TEXT(line_text(text, 1), "two");
        CHECK_TEXT(line_text(text, 2), "");
        CHECK_TEXT(line_text(text, 3), "four");
    }
    lay(&english, text, 17); /* breaking as well */
    CHECK_INT(p.line_count, 5);
    CHECK(p.is_cut);
}

TEST(controls_are_gaps_and_never_drawn)
{
    UNUSED_STATE;
    static const char text[] = "a\tb\fc";
    lay(&english, text, 0);
    CHECK_TEXT(line_text(text, 0), "a|b|c");
    check_near(p.width, 5 * 5.5F);
}

TEST(a_word_wider_than_the_box_is_cut_between_letters)
{
    UNUSED_STATE;
    static const char text[] = "a Donaudampfschiff b";
    lay(&english, text, 33);
    CHECK(p.is_cut);
    CHECK_TEXT(line_text(text, 0), "a");
    CHECK_TEXT(line_text(text, 1), "Donaud");
    CHECK_TEXT(line_text(text, 2), "ampfsc");
    CHECK_TEXT(line_text(text, 3), "hiff b");
    lay(&english, "ee" ACUTE "e", 11); /* a mark stays with its letter */
    CHECK_TEXT(line_text("ee" ACUTE "e", 0), "ee" ACUTE);
    lay(&english, "wide", 1); /* not even one fits: one a line */
    CHECK_INT(p.line_count, 4);
}

TEST(alignment_follows_the_language)
{
    UNUSED_STATE;
    static const Align aligns[] = {ALIGN_START, ALIGN_CENTER, ALIGN_END};
    static const float left[] = {0, 39, 78}, right[] = {78, 39, 0};
    for (int i = 0; i < 3; i++) {
        lay_with(&fixed_measurer, &english, "abcd", 100, aligns[i]);
        check_near(p.pieces[0].x, left[i]);
        lay_with(&fixed_measurer, &arabic, "abcd", 100, aligns[i]);
        check_near(p.pieces[0].x, right[i]);
    }
    lay_with(&fixed_measurer, &english, "abcdef\nab", 0, ALIGN_END); /* within its own width */
    check_near(p.pieces[1].x, 22);
}

TEST(arabic_runs_right_to_left_with_latin_inside)
{
    UNUSED_STATE;
    static const char text[] = "غرفة 3B الآن";
    lay(&arabic, text, 0);
    CHECK_INT(p.piece_count, 3);
    CHECK(p.pieces[0].is_rtl && !p.pieces[1].is_rtl && p.pieces[2].is_rtl);
    CHECK_TEXT(p.pieces[0].script, "Arab");
    CHECK_TEXT(p.pieces[1].script, "Latn");
    CHECK_TEXT(line_text(text, 0), " الآن|3B|غرفة "); /* left to right */
    check_sound(text, 0);

    lay(&english, "Ama محمد Kofi", 0); /* the base is the language's */
    CHECK_INT(p.piece_count, 3);
    CHECK_INT(p.pieces[0].start, 0);
    CHECK(p.pieces[1].is_rtl);
    lay(&arabic, "Ama محمد", 0);
    CHECK_INT(p.pieces[1].start, 0); /* the first name stands on the right */
}

TEST(an_isolated_phone_number_keeps_its_order)
{
    UNUSED_STATE;
    static const char bare[] = "هاتف +1 612-555-0199";
    static const char isolated[] = "هاتف \xe2\x81\xa6+1 612-555-0199\xe2\x81\xa9";
    lay(&arabic, isolated, 0);
    CHECK_INT(p.piece_count, 2);
    CHECK(!p.pieces[0].is_rtl);
    CHECK(strstr(line_text(isolated, 0), "+1 612-555-0199"));
    lay(&arabic, bare, 0);
    CHECK(!strstr(line_text(bare, 0), "+1 612-555-0199")); /* what the isolates are for */
}

TEST(marks_of_direction_take_no_room)
{
    UNUSED_STATE;
    lay(&english, FSI "Ama" PDI " is in " FSI "3B" PDI, 0);
    check_near(p.width, 12 * 5.5F);
    CHECK_INT(p.piece_count, 1);
}

TEST(arabic_lines_are_higher_and_wider)
{
    UNUSED_STATE;
    lay(&arabic, "", 0);
    check_near(p.line_height, 15);
    lay(&english, "محمد", 0); /* whatever the language, where there is Arabic */
    check_near(p.line_height, 15);
    check_near(p.width, 4 * 5.5F * 1.08F);
}

TEST(chinese_breaks_between_letters_but_not_before_a_full_stop)
{
    UNUSED_STATE;
    static const char text[] = "欢迎来到学校。";
    lay(&chinese, text, 60);
    CHECK_INT(p.line_count, 2);
    CHECK_TEXT(line_text(text, 0), "欢迎来到学");
    CHECK_TEXT(line_text(text, 1), "校。");
    CHECK(!p.is_cut);
    CHECK_INT(p.piece_count, 2);
}

TEST(korean_breaks_at_spaces_only)
{
    UNUSED_STATE;
    static const char text[] = "학교에 오신 것을 환영합니다";
    lay(&korean, text, 78);
    CHECK_INT(p.line_count, 2);
    CHECK_TEXT(line_text(text, 0), "학교에 오신"); /* there was room for one more syllable */
    CHECK_TEXT(line_text(text, 1), "것을 환영합니다");
    CHECK(!p.is_cut);
}

TEST(thai_breaks_at_words)
{
    UNUSED_STATE;
    static const char text[] = "ยินดีต้อนรับสู่โรงเรียน";
    lay(&thai, text, 60);
    CHECK(p.line_count > 1);
    CHECK(!p.is_cut);
    CHECK(strncmp(text + p.pieces[p.piece_count - 1].start, "โรงเรียน", strlen("โรงเรียน")) == 0);
}

TEST(a_letter_without_a_font_is_told)
{
    UNUSED_STATE;
    lay(&english, "ab" NO_FONT "c", 0);
    CHECK(p.has_missing);
    CHECK_INT(p.piece_count, 3);
    CHECK_INT(p.pieces[1].font, -1);
    CHECK_INT(p.pieces[1].length, 3);
}

/* 1: Arabic letters, 2: East Asian, 3: punctuation; else 0. */
static int many_fonts(void *self, const Language *language, uint32_t c)
{
    (void)self;
    (void)language;
    return c >= 0x600 && c < 0x700 ? 1 : c >= 0x2E80 ? 2 : c == '!' ? 3 : 0;
}

TEST(marks_and_spaces_stay_with_their_base)
{
    UNUSED_STATE;
    static const Measurer fonts = {NULL, many_fonts, measure_width, measure_line};
    static const char text[] = "日本語 カナ" ACUTE "!";
    lay_with(&fonts, &chinese, text, 0, ALIGN_START);
    CHECK_TEXT(line_text(text, 0), "日本語 カナ" ACUTE "|!"); /* scripts join, fonts do not */
    CHECK_INT(p.pieces[0].font, 2);
    CHECK_INT(p.pieces[1].font, 3);

    static const char mixed[] = "غرفة 12";
    lay_with(&fonts, &arabic, mixed, 0, ALIGN_START);
    CHECK_TEXT(line_text(mixed, 0), "12|غرفة ");
    CHECK_INT(p.pieces[0].font, 0);
    CHECK_INT(p.pieces[1].font, 1);
    lay_with(&fonts, &chinese, " " ACUTE "日", 0, ALIGN_START); /* at the beginning: the next's */
    CHECK_INT(p.piece_count, 1);
    CHECK_INT(p.pieces[0].font, 2);
}

TEST(the_narrowest_box_is_the_widest_word)
{
    UNUSED_STATE;
    TextStyle style = {.language = &english, .size = 10, .line = 1.35F};
    check_near(paragraph_min_width(&arena, &fixed_measurer, "a family of four", &style), 33);
    check_near(paragraph_min_width(&arena, &fixed_measurer, "pick" NBSP "up it", &style), 38.5F);
    check_near(paragraph_min_width(&arena, &fixed_measurer, "", &style), 0);
    check_near(paragraph_min_width(&arena, &fixed_measurer, "one\nlonger", &style), 33);
    style.language = &korean;
    check_near(paragraph_min_width(&arena, &fixed_measurer, "것을 환영합니다", &style), 50);
}

TEST(a_very_long_text_is_cut)
{
    UNUSED_STATE;
    char *text = malloc(20001);
    memset(text, 'x', 20000);
    text[20000] = 0;
    lay(&english, text, 0);
    CHECK(p.width > 10999 && p.width < 11001);
    for (int i = 0; i < 20000; i += 4)
        memcpy(text + i, "\xf0\x9f\x98\x80", 4); /* pairs in UTF-16 */
    lay(&english, text, 200);
    check_sound(text, 200);
    for (int i = 0; i < 20000; i++)
        text[i] = i % 2 ? '\t' : 'y';
    lay(&arabic, text, 100);
    check_sound(text, 100);
    free(text);
}

TEST(a_full_arena_shows_nothing_and_does_not_stop)
{
    UNUSED_STATE;
    arena_wipe(&arena);
    arena_take(&arena, arena_room(&arena) - 128);
    TextStyle style = {.language = &english, .size = 10, .line = 1.35F};
    paragraph_layout(&p, &arena, &fixed_measurer, "a\tb\tc\td\te\tf\tg\th", &style, 0, ALIGN_START);
    CHECK_INT(p.piece_count, 0);
    CHECK(p.is_cut);
    CHECK_INT(p.line_count, 1);
}

TEST(any_bytes_give_a_sound_layout)
{
    UNUSED_STATE;
    static const char *const parts[] = {"a", "3", " ", "\n", "\t", "م", "ד", "日", "가", "ก", "ែ",
        ACUTE, "\xe2\x80\x8d", FSI, PDI, "\xe2\x80\xae", "\xe2\x80\x8f", "(", ")", "-", "\xff",
        "\xf0\x9f\x91\xa8", NO_FONT, "\xe2\x80\x8b", "word", "،"};
    static const Language *const languages[] = {&english, &arabic, &chinese, &korean, &thai};
    const char *given = getenv("FOYER_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 1;
    printf("FOYER_SEED=%u\n", seed);
    for (int round = 0; round < 3000; round++) {
        char text[256] = "";
        for (int i = rand_r(&seed) % 40; i > 0; i--)
            strcat(text, parts[(size_t)rand_r(&seed) % (sizeof parts / sizeof parts[0])]);
        float width = (float)(rand_r(&seed) % 80);
        lay(languages[rand_r(&seed) % 5], text, width);
        check_sound(text, width);
        CHECK(p.line_count >= 1);
        check_near(p.height, (float)p.line_count * p.line_height);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_label_is_one_piece_on_one_line),
        RUN(an_empty_text_is_an_empty_line),
        RUN(lines_break_at_spaces_which_do_not_count),
        RUN(a_hard_space_holds_together),
        RUN(an_end_of_line_begins_a_line),
        RUN(controls_are_gaps_and_never_drawn),
        RUN(a_word_wider_than_the_box_is_cut_between_letters),
        RUN(alignment_follows_the_language),
        RUN(arabic_runs_right_to_left_with_latin_inside),
        RUN(an_isolated_phone_number_keeps_its_order),
        RUN(marks_of_direction_take_no_room),
        RUN(arabic_lines_are_higher_and_wider),
        RUN(chinese_breaks_between_letters_but_not_before_a_full_stop),
        RUN(korean_breaks_at_spaces_only),
        RUN(thai_breaks_at_words),
        RUN(a_letter_without_a_font_is_told),
        RUN(marks_and_spaces_stay_with_their_base),
        RUN(the_narrowest_box_is_the_widest_word),
        RUN(a_very_long_text_is_cut),
        RUN(a_full_arena_shows_nothing_and_does_not_stop),
        RUN(any_bytes_give_a_sound_layout),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
