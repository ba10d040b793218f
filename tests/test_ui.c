/* The toolkit alone: places, touches, focus, colours. */
#include "check.h"
#include "measure.h"
#include "ui/input.h"
#include "ui/paint.h"
#include "ui/ui.h"

#include <math.h>

typedef struct {
    Languages languages;
    Keyboards keyboards;
    Formats *formats;
    Theme theme;
    Ui ui;
} Bench;

static Bench *bench_open(const char *language, int width, int height)
{
    Bench *b = calloc(1, sizeof *b);
    Err err = {0};
    assert_true(languages_open(&b->languages, FOYER_LOCALES, &err));
    assert_true(keyboards_open(&b->keyboards, FOYER_SOURCE "/assets/keyboards", &err));
    b->formats = formats_new("America/Chicago", &err);
    ui_init(&b->ui, &b->languages, b->formats, &fixed_measurer, &b->keyboards);
    theme_fit(&b->theme, width, height, 0, (Switches){0}, 0);
    ui_begin_frame(&b->ui, &b->theme, languages_find(&b->languages, language));
    return b;
}

static void bench_close(Bench *b)
{
    ui_finish(&b->ui);
    formats_free(b->formats);
    languages_close(&b->languages);
    free(b);
}

static void again(Bench *b)
{
    ui_begin_frame(&b->ui, &b->theme, b->ui.language);
}

static Node *named(Bench *b, const char *label)
{
    for (Node *n = b->ui.root; n; n = node_after(n))
        if (n->is_control && (strcmp(n->label, label) == 0 || strcmp(n->msgid, label) == 0))
            return n;
    fail_msg("no %s", label);
    return NULL;
}

static bool near(float a, float b)
{
    return fabsf(a - b) < 0.01F;
}

TEST(a_row_shares_what_is_left_and_mirrors_in_arabic)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open(TAGS[i], 1920, 1080);
        Ui *ui = &b->ui;
        ui_gap(ui, 10);
        ui_pad(ui, 20, 0, 0, 0);
        ui_row(ui) {
            ui_width(ui, 100);
            ui_key(ui, 1);
            ui_chip(ui, "one", false);
            ui_grow(ui, 1);
            ui_key(ui, 2);
            ui_chip(ui, "two", false);
            ui_grow(ui, 2);
            ui_key(ui, 3);
            ui_chip(ui, "three", false);
        }
        ui_end_frame(ui);
        Rect one = named(b, "one")->box, two = named(b, "two")->box, three = named(b, "three")->box;
        CHECK(near(one.w, 100));
        CHECK(near(two.w + three.w, 480 - 20 - 20 - 100));
        CHECK(near(three.w, two.w * 2));
        CHECK(near(one.x, i == 0 ? 20 : 480 - 20 - 100));
        CHECK(near(two.x, i == 0 ? 130 : one.x - 10 - two.w));
        bench_close(b);
    }
}

TEST(a_longer_word_makes_a_button_higher_and_is_never_cut)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 1920, 1080);
    Ui *ui = &b->ui;
    ui_width(ui, 60);
    ui_key(ui, 1);
    ui_chip(ui, "several words that do not fit on one line of this chip", false);
    ui_end_frame(ui);
    Node *chip = named(b, "several words that do not fit on one line of this chip");
    CHECK(near(chip->box.w, 60));
    CHECK(chip->box.h > 30);
    for (Node *n = ui->root; n; n = node_after(n))
        CHECK(!(n->state & STATE_CUT));
    bench_close(b);
}

TEST(what_does_not_fit_on_a_line_goes_to_the_next)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open(TAGS[i], 1920, 1080);
        Ui *ui = &b->ui;
        ui_width(ui, 250);
        ui_gap(ui, 10);
        ui_wrap(ui)
        {
            for (int n = 0; n < 3; n++) {
                char text[4] = {(char)('a' + n), 0};
                ui_key(ui, (uint64_t)n + 1);
                ui_width(ui, 100);
                ui_chip(ui, text, false);
            }
        }
        ui_end_frame(ui);
        Rect a = named(b, "a")->box, second = named(b, "b")->box, c = named(b, "c")->box;
        CHECK(near(a.y, second.y));
        CHECK(near(fabsf(second.x - a.x), 110));
        CHECK((second.x > a.x) == (i == 0));
        CHECK(near(c.y, a.y + a.h + 10));
        CHECK(near(c.x, a.x));
        bench_close(b);
    }
}

TEST(a_very_wide_glass_keeps_the_page_in_its_middle)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 2560, 1080);
    ui_key(&b->ui, 1);
    ui_chip(&b->ui, "one", false);
    ui_end_frame(&b->ui);
    CHECK(near(b->theme.width, 640));
    CHECK(near(named(b, "one")->box.x, 40));
    CHECK(near(named(b, "one")->box.w, 560));
    bench_close(b);
}

TEST(a_press_just_beside_a_target_counts_and_farther_off_does_not)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 1920, 1080);
    ui_pad(&b->ui, 50, 50, 0, 0);
    ui_row(&b->ui) {
        ui_key(&b->ui, 1);
        ui_chip(&b->ui, "one", false);
    }
    ui_end_frame(&b->ui);
    Node *one = named(b, "one");
    CHECK(input_hit(&b->ui, one->box.x - 1.5F, one->box.y + 5) == one);
    CHECK(!input_hit(&b->ui, one->box.x - 2.5F, one->box.y + 5));
    bench_close(b);
}

TEST(what_is_gone_when_the_finger_lifts_is_not_acted_on)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 1920, 1080);
    ui_key(&b->ui, 1);
    ui_chip(&b->ui, "one", false);
    ui_end_frame(&b->ui);
    Input press = {.kind = INPUT_PRESS, .x = 5, .y = 5},
          release = {.kind = INPUT_RELEASE, .x = 5, .y = 5};
    input_take(&b->ui, &press);
    again(b);
    ui_key(&b->ui, 2); /* another record stands where the first was */
    CHECK(!ui_chip(&b->ui, "one", false));
    ui_end_frame(&b->ui);
    input_take(&b->ui, &release);
    again(b);
    ui_key(&b->ui, 2);
    CHECK(!ui_chip(&b->ui, "one", false));
    ui_end_frame(&b->ui);
    bench_close(b);
}

static void list(Ui *ui)
{
    ui_height(ui, 100);
    ui_scroll(ui, "Who is here today?") {
        for (int i = 0; i < 12; i++) {
            char text[16];
            snprintf(text, sizeof text, "row %d", i);
            ui_key(ui, (uint64_t)i + 1);
            ui_height(ui, 30);
            ui_chip(ui, text, false);
        }
    }
}

TEST(a_drag_scrolls_and_does_not_press)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 1920, 1080);
    list(&b->ui);
    ui_end_frame(&b->ui);
    Input press = {.kind = INPUT_PRESS, .x = 50, .y = 90},
          move = {.kind = INPUT_MOVE, .x = 50, .y = 30};
    Input release = {.kind = INPUT_RELEASE, .x = 50, .y = 30};
    input_take(&b->ui, &press);
    CHECK(input_take(&b->ui, &move));
    input_take(&b->ui, &release);
    CHECK(!b->ui.activated);
    again(b);
    list(&b->ui);
    ui_end_frame(&b->ui);
    CHECK(near(named(b, "row 2")->box.y, 0));
    CHECK(input_hit(&b->ui, 50, 5) == named(b, "row 2"));
    CHECK(!input_hit(&b->ui, 50, 150)); /* what is scrolled out cannot be touched */
    bench_close(b);
}

TEST(focus_goes_round_and_skips_what_is_off)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", 1920, 1080);
    Ui *ui = &b->ui;
    for (int i = 1; i <= 3; i++) {
        char text[4] = {(char)('a' + i), 0};
        ui_key(ui, (uint64_t)i);
        ui_disabled(ui, i == 2);
        ui_chip(ui, text, false);
    }
    ui_end_frame(ui);
    input_focus(ui, 1);
    CHECK(ui->focus == named(b, "b")->id);
    input_focus(ui, 1);
    CHECK(ui->focus == named(b, "d")->id);
    input_focus(ui, 1);
    CHECK(ui->focus == named(b, "b")->id);
    input_focus(ui, -1);
    CHECK(ui->focus == named(b, "d")->id);
    bench_close(b);
}

TEST(only_what_changed_changes_in_the_list)
{
    UNUSED_STATE;
    static DrawList before, after;
    Bench *b = bench_open("en", 1920, 1080);
    for (int pass = 0; pass < 2; pass++) {
        if (pass)
            again(b);
        ui_key(&b->ui, 1);
        ui_chip(&b->ui, "one", false);
        ui_key(&b->ui, 2);
        ui_chip(&b->ui, "two", pass == 1);
        ui_end_frame(&b->ui);
        paint_list(pass ? &after : &before, &b->ui);
    }
    int same = 0;
    for (int i = 0; i < after.count; i++)
        for (int j = 0; j < before.count; j++)
            same += after.items[i].hash == before.items[j].hash;
    CHECK_INT(same, 2); /* the surface and the word of the first */
    CHECK(before.hash != after.hash);
    bench_close(b);
}

/* Figures of the look: section 2. */
TEST(the_unit_follows_the_glass)
{
    UNUSED_STATE;
    static const struct {
        int width, height;
        float diagonal, px;
        Template shape;
    } GLASS[] = {{1920, 1080, 21.5F, 4, WIDE}, {1920, 1080, 0, 4, WIDE}, {1080, 1920, 0, 4, TALL},
        {1024, 600, 0, 3.5F, COMPACT}, {1920, 1080, 15.6F, 5.5F, COMPACT},
        {3840, 2160, 32, 7, WIDE}};
    for (size_t i = 0; i < sizeof GLASS / sizeof *GLASS; i++) {
        Theme t;
        theme_fit(&t, GLASS[i].width, GLASS[i].height, GLASS[i].diagonal, (Switches){0}, 0);
        CHECK(near(t.px_per_u, GLASS[i].px));
        CHECK_INT(t.shape, GLASS[i].shape);
    }
}

/* Section 3: what was tried there comes out here, and the ratios hold for any colour. */
TEST(a_schools_colour_is_fitted)
{
    UNUSED_STATE;
    static const Colour TRIED[][2] = {{0xC8102EFF, 0xA20C25FF}, {0x005EB8FF, 0x004F9CFF},
        {0xF58220FF, 0x7B4110FF}, {0xFFC72CFF, 0x634D11FF}, {0x00843DFF, 0x005D2BFF},
        {0x8A8D8FFF, 0x4F5051FF}};
    for (size_t i = 0; i < sizeof TRIED / sizeof *TRIED; i++) {
        Theme t;
        theme_fit(&t, 1920, 1080, 0, (Switches){0}, TRIED[i][0]);
        for (int shift = 8; shift <= 24; shift += 8) {
            int got = (t.tone[ACCENT] >> shift) & 0xFF, wanted = (TRIED[i][1] >> shift) & 0xFF;
            CHECK(abs(got - wanted) <= 1);
        }
        CHECK(theme_contrast(0xFFFFFFFF, t.tone[ACCENT]) >= 7.9);
        CHECK(theme_contrast(t.tone[INK], t.tone[ACCENT_SOFT]) >= 7);
        CHECK(theme_contrast(t.tone[INK_2], t.tone[ACCENT_SOFT]) >= 4.5);
    }
}

TEST(a_broken_keyboard_file_is_refused_by_line)
{
    UNUSED_STATE;
    static const char *const BROKEN[][2] = {{"name A\nrow {jump}\n", "x:2"}, {"row A B\n", "x:"},
        {"name A\nkeys A\n", "x:2"}, {"name A\nrow \xFF\n", "x:2"},
        {"name A\nrow A B C D E F G H I J K L M N O P Q R S\n", "x:2"}};
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        Keyboard k;
        Err err = {0};
        CHECK(!keyboard_read(&k, "x", BROKEN[i][0], &err));
        CHECK_INT(err.code, ERR_INVALID);
        CHECK(strstr(err.detail, BROKEN[i][1]) != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_row_shares_what_is_left_and_mirrors_in_arabic),
        RUN(a_longer_word_makes_a_button_higher_and_is_never_cut),
        RUN(what_does_not_fit_on_a_line_goes_to_the_next),
        RUN(a_very_wide_glass_keeps_the_page_in_its_middle),
        RUN(a_press_just_beside_a_target_counts_and_farther_off_does_not),
        RUN(what_is_gone_when_the_finger_lifts_is_not_acted_on),
        RUN(a_drag_scrolls_and_does_not_press),
        RUN(focus_goes_round_and_skips_what_is_off),
        RUN(only_what_changed_changes_in_the_list),
        RUN(the_unit_follows_the_glass),
        RUN(a_schools_colour_is_fitted),
        RUN(a_broken_keyboard_file_is_refused_by_line),
    };
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
