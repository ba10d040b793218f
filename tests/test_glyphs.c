/* Letters: their fonts, their widths, where they stand. */
#include "glass.h"

TEST(arabic_letters_join)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    float joined = width_of(&g, &ARABIC, "بيت", "Arab");
    float alone = width_of(&g, &ARABIC, "ب", "Arab") + width_of(&g, &ARABIC, "ي", "Arab") +
        width_of(&g, &ARABIC, "ت", "Arab");
    CHECK(joined > 1);
    CHECK(joined < alone * 0.9F);
    float latin = width_of(&g, &ENGLISH, "abc", "Latn");
    float letters = width_of(&g, &ENGLISH, "a", "Latn") + width_of(&g, &ENGLISH, "b", "Latn") +
        width_of(&g, &ENGLISH, "c", "Latn");
    CHECK(latin > letters * 0.97F && latin < letters * 1.03F);
    glass_close(&g);
}

TEST(each_letter_has_the_font_of_its_language)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    const Measurer *m = picture_measurer(g.picture);
    CHECK_INT(m->font(m->self, &ENGLISH, 'a'), FONT_SANS);
    CHECK_INT(m->font(m->self, &ARABIC, '7'), FONT_SANS);
    CHECK_INT(m->font(m->self, &ARABIC, 0x0628), FONT_ARABIC);
    CHECK_INT(m->font(m->self, &URDU, 0x0628), FONT_NASTALIQ);
    CHECK_INT(m->font(m->self, &CHINESE, 0x9AA8), FONT_CJK_TC);
    CHECK_INT(m->font(m->self, &ENGLISH, 0x9AA8), FONT_CJK_SC);
    CHECK_INT(m->font(m->self, NULL, 0x1780), FONT_KHMER);
    CHECK_INT(m->font(m->self, &ENGLISH, 0x10FFFF), -1);
    glass_close(&g);
}

TEST(a_line_stands_as_a_browser_sets_it)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    const Measurer *m = picture_measurer(g.picture);
    TextStyle display = {&ENGLISH, 20, 1.1F, true};
    Piece piece = {.length = 7, .script = "Latn"};
    LineSize line = m->line(m->self, &display, &piece, 1, "Welcome");
    CHECK_INT(line.height * 4, 88);
    CHECK_INT(line.baseline * 4, 75);
    TextStyle urdu = {&URDU, 10, 1.35F, false};
    CHECK(m->line(m->self, &urdu, &piece, 1, "Welcome").height >= 18);
    urdu.line = 1.1F; /* a heading is tighter, as it is in Latin */
    CHECK(m->line(m->self, &urdu, &piece, 1, "Welcome").height < 18);
    glass_close(&g);
}

TEST(a_line_grows_for_ink_that_would_be_cut)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    const Measurer *m = picture_measurer(g.picture);
    TextStyle style = {&ENGLISH, 10, 1.1F, false};
    const char *tower = "A\u0301\u0302\u0301\u0302\u0301\u0302\u0301\u0302\u0301\u0302";
    Piece piece = {.length = (int)strlen(tower), .script = "Latn"};
    LineSize line = m->line(m->self, &style, &piece, 1, tower);
    CHECK(line.height > 15);
    CHECK(line.baseline > 15);
    glass_close(&g);
}

TEST(text_has_ink_where_its_line_is)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_text(&g, &ENGLISH, "Hnnn", (Pixels){100, 100, 120, 44});
    draw(&g);
    CHECK(has_ink(&g, (Pixels){100, 108, 40, 24}));
    CHECK(!has_ink(&g, (Pixels){100, 134, 120, 10}));
    CHECK(!has_ink(&g, (Pixels){0, 0, WIDTH, 100}));
    glass_close(&g);
}

static Pixels ink_of(const Glass *glass, Pixels part)
{
    SDL_Rect all = {0};
    for (int y = part.y; y < part.y + part.h; y++) {
        for (int x = part.x; x < part.x + part.w; x++) {
            if (has_ink(glass, (Pixels){x, y, 1, 1}))
                SDL_UnionRect(&all, &(SDL_Rect){x, y, 1, 1}, &all);
        }
    }
    return (Pixels){all.x, all.y, all.w, all.h};
}

/* Two tall letters, then two low ones: the tall ones stand at the right. */
TEST(arabic_is_drawn_from_right_to_left_and_as_wide_as_measured)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *item = add_text(&g, &ARABIC, "ااسس", (Pixels){100, 100, 200, 60});
    item->style.size = 10;
    hash_item(item);
    draw(&g);
    Pixels ink = ink_of(&g, item->box);
    Pixels tall = ink_of(&g, (Pixels){ink.x, ink.y, ink.w, 4});
    float width = width_of(&g, &ARABIC, "ااسس", "Arab") * 4;
    CHECK((float)ink.w > width - 8 && (float)ink.w <= width + 2);
    CHECK(tall.x > ink.x + ink.w / 2);
    glass_close(&g);
}

TEST(text_that_is_no_text_does_no_harm)
{
    UNUSED_STATE;
    const char *const texts[] = {"", " ", "\xff\xfe\xc3", "a\tb\nc\r\x01", "\u200b\u2068\u2069",
        "\xf4\x8f\xbf\xbf", "\xed\xa0\x80"};
    Glass g;
    glass_open(&g);
    for (size_t i = 0; i < SDL_arraysize(texts); i++)
        add_text(&g, &URDU, texts[i], (Pixels){20, 20 + (int)i * 30, 300, 44})->width = 75;
    draw(&g);
    CHECK_INT(g.damage.count, 1);
    glass_close(&g);
}

TEST(a_long_text_is_drawn_as_far_as_it_goes)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    char *text = malloc(40001);
    for (int i = 0; i < 40000; i++)
        text[i] = i % 2 ? 'x' : '.';
    text[40000] = 0;
    add_text(&g, &ENGLISH, text, (Pixels){0, 0, WIDTH, HEIGHT})->width = 100;
    draw(&g);
    CHECK(has_ink(&g, (Pixels){0, 0, WIDTH, HEIGHT}));
    free(text);
    glass_close(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(arabic_letters_join),
        RUN(each_letter_has_the_font_of_its_language),
        RUN(a_line_stands_as_a_browser_sets_it),
        RUN(a_line_grows_for_ink_that_would_be_cut),
        RUN(text_has_ink_where_its_line_is),
        RUN(arabic_is_drawn_from_right_to_left_and_as_wide_as_measured),
        RUN(text_that_is_no_text_does_no_harm),
        RUN(a_long_text_is_drawn_as_far_as_it_goes),
    };
    return cmocka_run_group_tests_name("glyphs", tests, NULL, NULL);
}
