/* Keyboards at the glass: touches, what a held key offers, the key to Latin. */
#include "frames.h"
#include "kiosk.h"
#include "ui/offers.h"

/* --- held keys -------------------------------------------------------------------------- */

typedef struct {
    char name[64];
    int pressed;
} Board;

static void sheet(Ui *ui, void *state)
{
    Board *s = state;
    ui_field(ui, "Name", s->name, sizeof s->name);
    if (ui_button(ui, SECOND, "Help"))
        s->pressed++;
    ui_grow(ui, 1);
    ui_space(ui, 0);
    ui_keyboard(ui);
    ui_space(ui, 36);
}

static Bench *desk(const char *language, const char *keyboard, Switches switches, Board *s)
{
    Bench *b = bench_open(language, switches);
    for (int i = 0; i < b->keyboards.count; i++)
        if (keyboard_serves(&b->keyboards.list[i], keyboard))
            b->ui.keyboard = i;
    memset(s, 0, sizeof *s);
    frame(b, sheet, s);
    frame(b, sheet, s);
    return b;
}

static void middle(const Node *n, float *x, float *y)
{
    *x = n->box.x + n->box.w / 2;
    *y = n->box.y + n->box.h / 2;
}

static void hold(Bench *b, Board *s, const char *label, int ms)
{
    float x, y;
    middle(must(b, KEY, label), &x, &y);
    touch(b, INPUT_PRESS, x, y);
    frame(b, sheet, s);
    b->ui.now_ms += ms;
    frame(b, sheet, s);
}

static void lift(Bench *b, Board *s, float x, float y)
{
    touch(b, INPUT_RELEASE, x, y);
    frame(b, sheet, s);
}

static void touch_key(Bench *b, Board *s, const char *label)
{
    tap_node(b, must(b, KEY, label));
    frame(b, sheet, s);
}

TEST(a_short_touch_types_the_letter_and_only_at_its_end)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    float x, y;
    middle(must(b, KEY, "E"), &x, &y);
    hold(b, &s, "E", 499);
    CHECK_TEXT(s.name, "");
    CHECK(!named(b, KEY, "É"));
    CHECK_INT(ui_wants_frame_ms(&b->ui), 1);
    lift(b, &s, x, y);
    CHECK_TEXT(s.name, "E");
    CHECK(!named(b, KEY, "Ê"));
    bench_close(b);
}

TEST(a_held_letter_offers_its_others_and_types_nothing_itself)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    float x, y;
    touch_key(b, &s, "S");
    middle(must(b, KEY, "E"), &x, &y);
    hold(b, &s, "E", 500);
    CHECK(must(b, KEY, "Ê")->box.w >= 20 && must(b, KEY, "Ê")->box.h >= 20);
    CHECK(must(b, KEY, "Ê")->box.y + must(b, KEY, "Ê")->box.h < y - 10);
    lift(b, &s, x, y); /* they stay, and the E is not typed */
    b->ui.now_ms += 60000;
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "S");
    touch_key(b, &s, "Ê");
    CHECK_TEXT(s.name, "Sê"); /* small within a word, as all letters */
    CHECK(!named(b, KEY, "Ê"));
    hold(b, &s, "E", 700);
    lift(b, &s, x, y);
    touch(b, INPUT_PRESS, 5, 5); /* beside them */
    touch(b, INPUT_RELEASE, 5, 5);
    frame(b, sheet, &s);
    CHECK(!named(b, KEY, "Ê"));
    CHECK_TEXT(s.name, "Sê");
    bench_close(b);
}

TEST(a_finger_slides_from_the_key_to_what_it_offers)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    float x, y, to_x, to_y;
    middle(must(b, KEY, "N"), &x, &y);
    hold(b, &s, "N", 500);
    middle(must(b, KEY, "Ñ"), &to_x, &to_y);
    touch(b, INPUT_MOVE, x + 1, y - 4);
    touch(b, INPUT_MOVE, to_x, to_y);
    frame(b, sheet, &s);
    CHECK(must(b, KEY, "Ñ")->state & STATE_PRESSED);
    lift(b, &s, to_x, to_y);
    CHECK_TEXT(s.name, "Ñ");
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "Ñ");
    hold(b, &s, "N", 500);
    touch(b, INPUT_MOVE, to_x, to_y);
    touch(b, INPUT_MOVE, 3, 3); /* off again: nothing is chosen, all stay to be tapped */
    frame(b, sheet, &s);
    lift(b, &s, 3, 3);
    CHECK_TEXT(s.name, "Ñ");
    CHECK(named(b, KEY, "Ń"));
    bench_close(b);
}

TEST(more_time_is_given_where_it_is_asked_for)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){.slow = true}, &s);
    float x, y;
    middle(must(b, KEY, "E"), &x, &y);
    hold(b, &s, "E", 1199);
    lift(b, &s, x, y);
    CHECK_TEXT(s.name, "E");
    hold(b, &s, "E", 1200);
    CHECK(named(b, KEY, "Ê"));
    bench_close(b);
}

TEST(a_held_button_or_a_letter_with_no_others_does_nothing_else)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    float x, y;
    middle(must(b, BUTTON, "Help"), &x, &y);
    touch(b, INPUT_PRESS, x, y);
    frame(b, sheet, &s);
    b->ui.now_ms += 60000;
    frame(b, sheet, &s);
    CHECK_INT(s.pressed, 0);
    lift(b, &s, x, y);
    CHECK_INT(s.pressed, 1);
    middle(must(b, KEY, "Q"), &x, &y);
    hold(b, &s, "Q", 60000);
    lift(b, &s, x, y);
    CHECK_TEXT(s.name, "Q");
    bench_close(b);
}

TEST(without_a_finger_space_opens_and_the_arrows_choose)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    b->ui.focus = must(b, KEY, "E")->id;
    b->ui.is_focus_shown = true;
    press_key(b, KEY_SPACE);
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "");
    const Node *offered = must(b, DIALOG, "Letters with accents");
    CHECK(node_is_within(must(b, KEY, "É"), offered));
    press_key(b, KEY_RIGHT); /* from the E itself, which comes first */
    CHECK(b->ui.focus == must(b, KEY, "É")->id);
    press_key(b, KEY_TAB);
    press_key(b, KEY_BACK_TAB);
    CHECK(b->ui.focus == must(b, KEY, "É")->id);
    press_key(b, KEY_ENTER);
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "É");
    CHECK(!named(b, DIALOG, "Letters with accents"));
    CHECK(b->ui.focus == must(b, KEY, "E")->id);
    press_key(b, KEY_ENTER); /* Enter types */
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "Ée");
    bench_close(b);
}

TEST(a_keyboard_of_plastic_types_on_while_letters_are_offered)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("es", "es", (Switches){0}, &s);
    hold(b, &s, "E", 500);
    type(b, "x");
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "x");
    CHECK(!named(b, KEY, "Ê"));
    lift(b, &s, b->ui.press_x, b->ui.press_y); /* the finger has had its effect */
    CHECK_TEXT(s.name, "x");
    bench_close(b);
}

TEST(escape_puts_the_offers_away_and_stays)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    const Node *key = see(&k, KEY, "A");
    k.app.ui.focus = key->id;
    k.app.ui.is_focus_shown = true;
    kiosk_key(&k, KEY_SPACE);
    see(&k, KEY, "Á");
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(!kiosk_find(&k, KEY, "Á"));
    see(&k, FIELD, "Name");
    kiosk_key(&k, KEY_ESCAPE);
    see(&k, HEADING, "Welcome");
    kiosk_close(&k);
}

/* --- each script --------------------------------------------------------------------------- */

TEST(jamo_become_syllables_at_the_glass)
{
    UNUSED_STATE;
    static const char *const KEYS[] = {"ㄱ", "ㅣ", "ㅁ", "Space", "ㅁ", "ㅣ", "ㄴ"};
    Board s;
    Bench *b = desk("en", "ko", (Switches){0}, &s);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        touch_key(b, &s, KEYS[i]);
    CHECK_TEXT(s.name, "김 민");
    touch_key(b, &s, "Delete");
    CHECK_TEXT(s.name, "김 미");
    touch_key(b, &s, "Delete");
    touch_key(b, &s, "Delete");
    CHECK_TEXT(s.name, "김 ");
    hold(b, &s, "ㅅ", 500);
    touch_key(b, &s, "ㅆ");
    touch_key(b, &s, "ㅏ");
    CHECK_TEXT(s.name, "김 싸");
    press_key(b, KEY_BACKSPACE); /* of plastic: the syllable */
    frame(b, sheet, &s);
    CHECK_TEXT(s.name, "김 ");
    bench_close(b);
}

TEST(tones_go_to_their_vowel_at_the_glass)
{
    UNUSED_STATE;
    static const char *const KEYS[] = {
        "N", "G", "U", "Y", "Ê", "N", "ngã", "Space", "Đ", "Ư", "C", "sắc"};
    Board s;
    Bench *b = desk("en", "vi", (Switches){0}, &s);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        touch_key(b, &s, KEYS[i]);
    CHECK_TEXT(s.name, "Nguyễn Đức");
    for (int i = 0; i < 2; i++) {
        press_key(b, KEY_LEFT);
        frame(b, sheet, &s);
    }
    touch_key(b, &s, "nặng"); /* in the middle of a word, before the caret */
    CHECK_TEXT(s.name, "Nguyễn Đức");
    touch_key(b, &s, "Delete");
    CHECK_TEXT(s.name, "Nguyễn ức");
    bench_close(b);
}

TEST(letters_of_arabic_scripts_are_typed_as_they_are)
{
    UNUSED_STATE;
    static const char *const TYPED[][4] = {{"ps", "ښ", "ځ", "ښځ"}, {"ur", "ڈ", "ں", "ڈں"},
        {"fa", "نیم‌فاصله", "گ", "\u200Cگ"}, {"fa", "ژ", "چ", "ژچ"},
        {"ar", "ء", "ـّ", "ءّ"}};
    for (size_t i = 0; i < sizeof TYPED / sizeof *TYPED; i++) {
        Board s;
        Bench *b = desk("ar", TYPED[i][0], (Switches){0}, &s);
        for (int key = 1; key < 3; key++) {
            if (!named(b, KEY, TYPED[i][key]))
                touch_key(b, &s, "Letters with accents");
            touch_key(b, &s, TYPED[i][key]);
        }
        CHECK_TEXT(s.name, TYPED[i][3]);
        bench_close(b);
    }
}

TEST(rows_stand_as_on_plastic_in_both_directions)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Board s;
        Bench *b = desk(TAGS[i], "ar", (Switches){0}, &s);
        CHECK(must(b, KEY, "ض")->box.x < must(b, KEY, "ج")->box.x);
        hold(b, &s, "ا", 500); /* what is offered is read from the right */
        const Node *first = must(b, KEY, "أ"), *last = must(b, KEY, "ٱ");
        CHECK(first->box.x > last->box.x);
        bench_close(b);
    }
}

TEST(a_key_leads_to_latin_and_back)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("ar", "ar", (Switches){0}, &s);
    CHECK(says(b, "ABC"));
    touch_key(b, &s, "Change letters");
    must(b, KEY, "Q");
    CHECK(says(b, "عربي"));
    touch_key(b, &s, "Change letters");
    must(b, KEY, "ض");
    bench_close(b);
}

TEST(where_latin_is_the_own_script_the_key_offers_all)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("en", "en", (Switches){0}, &s);
    touch_key(b, &s, "Change letters");
    for (int i = 0; i < b->keyboards.count; i++)
        must(b, KEY, b->keyboards.list[i].name);
    touch_key(b, &s, "Рус");
    touch_key(b, &s, "Ж");
    touch_key(b, &s, "Ж");
    CHECK_TEXT(s.name, "Жж");
    touch_key(b, &s, "Change letters"); /* Latin is always one touch away */
    must(b, KEY, "Q");
    bench_close(b);
}

TEST(who_has_no_keyboard_is_told_to_type_latin)
{
    UNUSED_STATE;
    Board s;
    Bench *b = desk("ar", "ar", (Switches){0}, &s);
    CHECK(!named(b, TEXT, "Type with Latin letters"));
    Language khmer = *languages_find(&b->languages, "en");
    snprintf(khmer.tag, sizeof khmer.tag, "km");
    snprintf(khmer.script, sizeof khmer.script, "Khmr");
    b->ui.language = &khmer;
    b->ui.keyboard = keyboards_for(&b->keyboards, khmer.tag);
    frame(b, sheet, &s);
    must(b, TEXT, "Type with Latin letters");
    touch_key(b, &s, "S");
    CHECK(!named(b, TEXT, "Type with Latin letters"));
    snprintf(khmer.script, sizeof khmer.script, "Latn"); /* a language that writes Latin */
    touch_key(b, &s, "Delete");
    CHECK(!named(b, TEXT, "Type with Latin letters"));
    bench_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_short_touch_types_the_letter_and_only_at_its_end),
        RUN(a_held_letter_offers_its_others_and_types_nothing_itself),
        RUN(a_finger_slides_from_the_key_to_what_it_offers),
        RUN(more_time_is_given_where_it_is_asked_for),
        RUN(a_held_button_or_a_letter_with_no_others_does_nothing_else),
        RUN(without_a_finger_space_opens_and_the_arrows_choose),
        RUN(a_keyboard_of_plastic_types_on_while_letters_are_offered),
        RUN(escape_puts_the_offers_away_and_stays),
        RUN(jamo_become_syllables_at_the_glass),
        RUN(tones_go_to_their_vowel_at_the_glass),
        RUN(letters_of_arabic_scripts_are_typed_as_they_are),
        RUN(rows_stand_as_on_plastic_in_both_directions),
        RUN(a_key_leads_to_latin_and_back),
        RUN(where_latin_is_the_own_script_the_key_offers_all),
        RUN(who_has_no_keyboard_is_told_to_type_latin),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
