/* The parts of the catalogue: what they do when they are touched, and how they show it. */
#include "frames.h"

/* --- choices ------------------------------------------------------------------------------- */

typedef struct {
    int chosen, answer, chip;
    bool is_off;
} Choices;

static void choices(Ui *ui, void *state)
{
    Choices *c = state;
    static const char *const DAYS[] = {"Tuesday", "Thursday"};
    for (int i = 0; i < 2; i++) {
        ui_key(ui, (uint64_t)i + 1);
        ui_disabled(ui, c->is_off);
        ui_with_tag(ui, GOOD, "check", "six left");
        if (ui_choice(ui, DOT, DAYS[i], "6:00", c->chosen == i))
            c->chosen = i;
    }
    ui_faces(ui, "How was this evening?", &c->answer);
    ui_chips(ui, "Time of day") {
        for (int i = 0; i < 3; i++) {
            char name[] = {(char)('a' + i), 0};
            ui_key(ui, (uint64_t)i + 1);
            if (ui_chip(ui, name, c->chip == i))
                c->chip = i;
        }
    }
}

TEST(one_row_is_chosen_and_says_so)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Choices c = {0};
    frame(b, choices, &c);
    CHECK_TEXT(must(b, CHOICE, "Tuesday")->value, "on");
    CHECK(must(b, CHOICE, "Tuesday")->state & STATE_PERSONAL);
    tap_node(b, must(b, CHOICE, "Thursday"));
    frame(b, choices, &c);
    CHECK_INT(c.chosen, 1);
    CHECK(must(b, CHOICE, "Thursday")->state & STATE_SELECTED);
    CHECK_TEXT(must(b, CHOICE, "Tuesday")->value, "off");
    CHECK(must(b, CHOICE, "Tuesday")->box.h >= 24);
    CHECK(must(b, STATUS, "six left")->box.x > 200); /* at the end of the row */
    bench_close(b);
}

TEST(a_disabled_row_does_not_answer)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Choices c = {.is_off = true};
    frame(b, choices, &c);
    tap_node(b, must(b, CHOICE, "Thursday"));
    frame(b, choices, &c);
    CHECK_INT(c.chosen, 0);
    bench_close(b);
}

TEST(a_face_is_an_answer_with_its_word_in_reading_order)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open(TAGS[i], (Switches){0});
        Choices c = {0};
        frame(b, choices, &c);
        bool is_left = must(b, CHOICE, "Very bad")->box.x < must(b, CHOICE, "Very good")->box.x;
        CHECK(is_left == (i == 0));
        tap_node(b, must(b, CHOICE, "Good"));
        frame(b, choices, &c);
        CHECK_INT(c.answer, 4);
        CHECK(must(b, CHOICE, "Good")->state & STATE_SELECTED);
        bench_close(b);
    }
}

TEST(a_row_of_chips_is_one_stop_and_the_arrows_go_on)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Choices c = {.answer = 3, .chip = 1};
    frame(b, choices, &c);
    b->ui.focus = must(b, CHOICE, "Thursday")->id;
    press_key(b, KEY_TAB);
    CHECK(b->ui.focus == must(b, CHOICE, "In between")->id);
    press_key(b, KEY_TAB);
    CHECK(b->ui.focus == must(b, CHOICE, "b")->id); /* the chosen one */
    press_key(b, KEY_RIGHT);
    CHECK(b->ui.focus == must(b, CHOICE, "c")->id);
    press_key(b, KEY_TAB);
    CHECK(b->ui.focus == must(b, CHOICE, "Tuesday")->id);
    press_key(b, KEY_BACK_TAB);
    CHECK(b->ui.focus == must(b, CHOICE, "b")->id);
    bench_close(b);
}

/* --- fields -------------------------------------------------------------------------------- */

typedef struct {
    char name[32], street[32], never[32];
    const char *problem;
} Form;

static void form(Ui *ui, void *state)
{
    Form *f = state;
    ui_problem(ui, f->problem);
    ui_hint(ui, "Type here");
    ui_form_field(ui, "Your name", f->name, sizeof f->name);
    ui_hint(ui, "Type here");
    ui_form_field(ui, "Name", f->street, sizeof f->street);
    ui_disabled(ui, true);
    ui_hint(ui, "Not needed");
    ui_form_field(ui, "Your own name", f->never, sizeof f->never);
}

TEST(typing_goes_to_the_field_that_was_touched)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Form f = {0};
    frame(b, form, &f);
    type(b, "Ama");
    frame(b, form, &f);
    CHECK_TEXT(f.name, "Ama");
    CHECK(says(b, "Type here")); /* in the one that rests */
    tap_node(b, must(b, FIELD, "Name"));
    frame(b, form, &f);
    type(b, "Elm");
    frame(b, form, &f);
    CHECK_TEXT(f.name, "Ama");
    CHECK_TEXT(f.street, "Elm");
    tap_node(b, must(b, FIELD, "Your own name"));
    frame(b, form, &f);
    type(b, "x");
    frame(b, form, &f);
    CHECK_TEXT(f.never, "");
    CHECK(says(b, "Not needed"));
    press_key(b, KEY_TAB); /* round to the first, its caret at the end */
    frame(b, form, &f);
    type(b, "r");
    frame(b, form, &f);
    CHECK_TEXT(f.name, "Amar");
    bench_close(b);
}

static void second_only(Ui *ui, void *state)
{
    Form *f = state;
    ui_form_field(ui, "Name", f->street, sizeof f->street);
}

TEST(when_its_field_is_gone_typing_goes_to_the_first_there_is)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Form f = {0};
    frame(b, form, &f);
    frame(b, second_only, &f);
    type(b, "Elm");
    frame(b, second_only, &f);
    CHECK_TEXT(f.street, "Elm");
    bench_close(b);
}

TEST(a_problem_stands_beneath_and_what_was_typed_stays)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Form f = {.name = "R", .problem = "Type two letters or more"};
    frame(b, form, &f);
    Node *field = must(b, FIELD, "Your name");
    Node *problem = must(b, STATUS, "Type two letters or more");
    CHECK(field->edge == PROBLEM);
    CHECK_TEXT(field->value, "R");
    CHECK(problem->box.y >= field->box.y + field->box.h);
    f.problem = NULL;
    frame(b, form, &f);
    CHECK(!named(b, STATUS, "Type two letters or more"));
    CHECK(must(b, FIELD, "Your name")->edge == ACCENT);
    CHECK(must(b, FIELD, "Name")->edge == EDGE);
    bench_close(b);
}

/* --- states -------------------------------------------------------------------------------- */

static DrawList list;

static void limits(Ui *ui, void *state)
{
    int *number = state;
    bool is_on = false;
    ui_small(ui, "None left");
    ui_disabled(ui, true);
    ui_stepper(ui, "Children in childcare", number, 0, 9);
    ui_disabled(ui, true);
    ui_toggle(ui, "A ride to school", "None left", &is_on);
    CHECK(!is_on);
}

TEST(what_is_off_stays_and_says_why)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    int number = 3;
    frame(b, limits, &number);
    tap_node(b, must(b, BUTTON, "One more"));
    frame(b, limits, &number);
    tap_node(b, must(b, TOGGLE, "A ride to school"));
    frame(b, limits, &number);
    CHECK_INT(number, 3);
    CHECK(says(b, "None left"));
    bench_close(b);
}

static void states(Ui *ui, void *state)
{
    static const unsigned BITS[] = {0, STATE_PRESSED, STATE_FOCUSED, STATE_FOCUSED};
    (void)state;
    for (int i = 0; i < 4; i++) {
        ui_key(ui, (uint64_t)i + 1);
        ui_state(ui, BITS[i]);
        ui_button(ui, SECOND, "Print");
    }
}

TEST(the_gallery_shows_states_that_nobody_made)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    int pressed = 0, rings = 0;
    frame(b, states, NULL);
    paint_list(&list, &b->ui);
    for (int i = 0; i < list.count; i++) {
        pressed += list.items[i].fill == b->theme.tone[SUNK];
        rings += !list.items[i].fill && list.items[i].edge == b->theme.tone[FOCUS];
    }
    CHECK_INT(pressed, 1);
    CHECK_INT(rings, 2);
    bench_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(one_row_is_chosen_and_says_so),
        RUN(a_disabled_row_does_not_answer),
        RUN(a_face_is_an_answer_with_its_word_in_reading_order),
        RUN(a_row_of_chips_is_one_stop_and_the_arrows_go_on),
        RUN(typing_goes_to_the_field_that_was_touched),
        RUN(when_its_field_is_gone_typing_goes_to_the_first_there_is),
        RUN(a_problem_stands_beneath_and_what_was_typed_stays),
        RUN(what_is_off_stays_and_says_why),
        RUN(the_gallery_shows_states_that_nobody_made),
    };
    return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
