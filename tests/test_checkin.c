/* A family checks in: by real touches on the whole program. */
#include "kiosk.h"

#include "store/sql.h"

#define CHECK_IN "Check in {0, plural, one {# person} other {# people}}"

static int visits(Kiosk *k)
{
    Err err = {0};
    return visits_count(k->store, &err);
}

static void give_facts(Kiosk *k, const char *name, const char *digits)
{
    tap(k, BUTTON, "Check in");
    type_into(k, "Name", name);
    tap(k, BUTTON, "Next");
    type_into(k, "Last 4 digits of your phone number", digits);
    tap(k, BUTTON, "Next");
}

TEST(a_home_opens_only_when_two_facts_fit)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "rosa ramirez");
    tap(&k, BUTTON, "Next");
    CHECK(!anywhere(&k, "Grade"));
    CHECK(!anywhere(&k, "Ramírez"));
    type_into(&k, "Last 4 digits of your phone number", "014");
    CHECK(see(&k, BUTTON, "Next")->state & STATE_DISABLED);
    kiosk_type(&k, "2");
    CHECK(!anywhere(&k, "Grade"));
    tap(&k, BUTTON, "Next");
    see(&k, HEADING, "Who is here today?");
    see(&k, CHOICE, "M. Grade 5");
    CHECK(!anywhere(&k, "Ramírez"));
    CHECK(!anywhere(&k, "Mateo"));
    tap(&k, CHOICE, "M. Grade 5");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(visits(&k), 1);
    kiosk_close(&k);
}

TEST(the_visit_holds_language_method_and_people)
{
    UNUSED_STATE;
    Kiosk k;
    Visit present[2];
    Id people[8];
    Err err = {0};
    kiosk_open(&k, school);
    tap(&k, CHOICE, "Español");
    give_facts(&k, "Sofia Ramirez", "0142");
    tap(&k, CHOICE, "S. Grado\u00A02");
    tap(&k, BUTTON, "One more");
    tap(&k, TOGGLE, "We need an interpreter");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(visits_present(k.store, present, 2, &err), 1);
    CHECK_TEXT(present[0].language, "es");
    CHECK_TEXT(visit_method_text(present[0].method), "name");
    CHECK_INT(present[0].adults, 2);
    CHECK_INT(present[0].children, 1);
    CHECK(present[0].needs_interpreter);
    CHECK_INT(present[0].arrived, EVENING);
    CHECK_INT(present[0].day, 20261119);
    CHECK_INT(visits_people(k.store, present[0].id, people, 8, &err), 2);
    kiosk_close(&k);
}

TEST(a_second_check_in_says_when_the_first_was_and_adds_who_came_later)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    kiosk_wait(&k, 13);
    see(&k, HEADING, "Welcome");
    kiosk_wait(&k, 600);
    give_facts(&k, "Rosa", "0142");
    see(&k, HEADING, "You are already checked in");
    CHECK(anywhere(&k, "5:42"));
    tap(&k, BUTTON, "Add someone who came later");
    tap(&k, CHOICE, "L. Kindergarten");
    tap(&k, BUTTON, "Save: {0, plural, one {# person} other {# people}}");
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(visits(&k), 1);
    kiosk_close(&k);
}

TEST(whom_this_home_ticked_last_time_is_ticked)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    tap(&k, CHOICE, "S. Grade 2");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    put_event(&k, "later", "Open house", EVENING + 86400, EVENING + 90000);
    app_time(&k.app, EVENING + 86400, k.app.tick_ms + 1000);
    kiosk_frame(&k);
    give_facts(&k, "Rosa", "0142");
    CHECK(see(&k, CHOICE, "S. Grade 2")->state & STATE_SELECTED);
    CHECK(!(see(&k, CHOICE, "M. Grade 5")->state & STATE_SELECTED));
    kiosk_close(&k);
}

TEST(a_childs_birthday_opens_the_child_and_names_no_adult)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "Mateo");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Use a child’s birthday instead");
    tap(&k, CHOICE, "March");
    type_into(&k, "Day of the month", "14");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "M. Grade 5");
    see(&k, CHOICE, "S. Grade 2");
    CHECK(!anywhere(&k, "Parent or guardian"));
    kiosk_close(&k);
}

/* What a tree shows, as one text. */
static void picture_of(Kiosk *k, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (Node *n = k->app.ui.root; n && used < size; n = node_after(n))
        used += (size_t)snprintf(out + used, size - used, "%s %s %.1f %.1f;", role_text(n->role),
            n->label, n->box.x, n->box.y);
}

TEST(every_miss_shows_the_same)
{
    UNUSED_STATE;
    static const char *const FACTS[][2] = {
        {"Nobody Known", "0142"}, {"Rosa", "9999"}, {"Nobody Known", "9999"}, {"Ama", "0142"}};
    static char shown[4][16384];
    for (size_t i = 0; i < 4; i++) {
        Kiosk k;
        kiosk_open(&k, school);
        give_facts(&k, FACTS[i][0], FACTS[i][1]);
        see(&k, HEADING, "We could not find a match");
        see(&k, BUTTON, "Write a name");
        picture_of(&k, shown[i], sizeof shown[i]);
        CHECK_TEXT(shown[i], shown[0]);
        CHECK_INT(visits(&k), 0);
        kiosk_close(&k);
    }
}

/* Two mothers named alike with one number: one more question, never a list. */
static void two_homes(Kiosk *k)
{
    school(k);
    Id one = put_person(k, GUARDIAN, "Ana", "Lopez", "16125550150", "", 0, 0);
    Id two = put_person(k, GUARDIAN, "Bea", "Lopez", "16125550150", "", 0, 0);
    put_link(k, one, put_person(k, STUDENT, "Iris", "Lopez", "", "02", 2, 2));
    put_link(k, two, put_person(k, STUDENT, "Olga", "Lopez", "", "02", 4, 4));
}

TEST(several_homes_ask_one_more_question)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, two_homes);
    give_facts(&k, "Lopez", "0150");
    see(&k, HEADING, "One more question: which grade is your child in?");
    CHECK(!anywhere(&k, "Lopez"));
    see(&k, CHOICE, "Grade 5"); /* the school's grades, not the homes' */
    tap(&k, CHOICE, "Grade 2");
    tap(&k, BUTTON, "Next");
    type_into(&k, "First letter of your name", "b");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "O. Grade 2");
    CHECK(!kiosk_find(&k, CHOICE, "I. Grade 2"));
    kiosk_close(&k);
}

TEST(a_walk_in_is_kept)
{
    UNUSED_STATE;
    Kiosk k;
    Visit present[2];
    Err err = {0};
    kiosk_open(&k, school);
    give_facts(&k, "Zed", "9999");
    tap(&k, BUTTON, "Write a name");
    type_into(&k, "Your child’s name", "Noor");
    tap(&k, BUTTON, "Next");
    tap(&k, CHOICE, "Grade 3");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Check in");
    see(&k, HEADING, "Thank you for coming");
    CHECK(!anywhere(&k, "Noor"));
    CHECK_INT(visits_present(k.store, present, 2, &err), 1);
    CHECK_TEXT(visit_method_text(present[0].method), "walk_in");
    kiosk_close(&k);
}

TEST(a_double_tap_keeps_one_visit)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    Node *button = see(&k, BUTTON, CHECK_IN);
    Input press = {.kind = INPUT_PRESS,
        .x = button->box.x + button->box.w / 2,
        .y = button->box.y + button->box.h / 2};
    Input release = press;
    release.kind = INPUT_RELEASE;
    app_input(&k.app, &press);
    app_input(&k.app, &release);
    app_input(&k.app, &press);
    app_input(&k.app, &release);
    kiosk_frame(&k);
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(visits(&k), 1);
    kiosk_close(&k);
}

TEST(moving_off_a_button_cancels)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    Node *button = see(&k, BUTTON, "Check in");
    Input press = {.kind = INPUT_PRESS, .x = button->box.x + 30, .y = button->box.y + 30};
    Input away = {.kind = INPUT_MOVE, .x = 5, .y = 5},
          release = {.kind = INPUT_RELEASE, .x = 5, .y = 5};
    app_input(&k.app, &press);
    kiosk_frame(&k);
    CHECK(see(&k, BUTTON, "Check in")->state & STATE_PRESSED);
    app_input(&k.app, &away);
    kiosk_frame(&k);
    CHECK(!(see(&k, BUTTON, "Check in")->state & STATE_PRESSED));
    app_input(&k.app, &release);
    kiosk_frame(&k);
    see(&k, HEADING, "Welcome");
    kiosk_close(&k);
}

TEST(the_glass_letters_type_a_name)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    tap(&k, KEY, "M");
    tap(&k, KEY, "A");
    tap(&k, KEY, "Letters with accents");
    tap(&k, KEY, "Í");
    tap(&k, KEY, "Space");
    tap(&k, KEY, "N");
    tap(&k, KEY, "O");
    tap(&k, KEY, "Delete");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "Maí N");
    kiosk_close(&k);
}

TEST(arabic_letters_are_there_in_arabic)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, CHOICE, "العربية");
    tap(&k, BUTTON, "Check in");
    tap(&k, KEY, "م");
    tap(&k, KEY, "Change letters");
    tap(&k, KEY, "Q");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "مq");
    kiosk_close(&k);
}

TEST(a_keyboard_alone_checks_in)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    kiosk_key(&k, KEY_ENTER);
    kiosk_type(&k, "Rosa");
    kiosk_key(&k, KEY_ENTER);
    kiosk_type(&k, "0142");
    kiosk_key(&k, KEY_ENTER);
    see(&k, HEADING, "Who is here today?");
    for (int i = 0; i < 40 && !(see(&k, CHOICE, "M. Grade 5")->state & STATE_FOCUSED); i++)
        kiosk_key(&k, KEY_TAB);
    kiosk_key(&k, KEY_SPACE);
    CHECK(see(&k, CHOICE, "M. Grade 5")->state & STATE_SELECTED);
    for (int i = 0; i < 40 && !(see(&k, BUTTON, CHECK_IN)->state & STATE_FOCUSED); i++)
        kiosk_key(&k, KEY_TAB);
    kiosk_key(&k, KEY_ENTER);
    see(&k, HEADING, "Thank you for coming");
    kiosk_close(&k);
}

static void do_sql(Kiosk *k, const char *text)
{
    Err err = {0};
    CHECK(sql_run(sql(k->store, text), &err));
}

TEST(a_visit_that_cannot_be_kept_says_so_and_is_kept_once_later)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    do_sql(&k,
        "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.visit_person"
        " BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Who is here today?");
    see(&k, STATUS, err_message(ERR_BROKEN));
    CHECK_INT(visits(&k), 0);
    do_sql(&k, "DROP TRIGGER broken");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(visits(&k), 1);
    kiosk_close(&k);
}

static int people_in(Kiosk *k, const char *given)
{
    Err err = {0};
    Sql *q = sql(k->store,
        "SELECT count(*) FROM visit_person JOIN visit ON visit.id = visit_person.visit"
        " WHERE visit.opened_by = (SELECT id FROM person WHERE given = :given)");
    sql_text(q, ":given", given);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return count;
}

/* One family goes back and leaves the glass to the next, which is never that family's visit. */
TEST(back_from_one_home_leaves_nothing_of_it_to_the_next)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    tap(&k, CHOICE, "M. Grade 5");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    give_facts(&k, "Rosa", "0142");
    see(&k, HEADING, "You are already checked in");
    tap(&k, BUTTON, "Back");
    see(&k, FIELD, "Name");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "");
    CHECK_INT(k.app.guest.level, ANYONE);
    type_into(&k, "Name", "Ama");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0117");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "A. Grade 3");
    tap(&k, BUTTON, CHECK_IN);
    CHECK_INT(visits(&k), 2);
    CHECK_INT(people_in(&k, "Rosa"), 2);
    CHECK_INT(people_in(&k, "Ama"), 1);
    kiosk_close(&k);
}

TEST(a_walk_in_after_an_opened_home_sees_nothing_of_it)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    give_facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, "Back");
    tap(&k, BUTTON, "Not on the list?");
    type_into(&k, "Your child’s name", "Noor");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Check in");
    see(&k, HEADING, "Thank you for coming");
    CHECK(!anywhere(&k, "Room"));
    CHECK(!anywhere(&k, "Grade"));
    kiosk_close(&k);
}

TEST(a_wrong_answer_to_one_more_question_does_not_block_the_next_try)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, two_homes);
    give_facts(&k, "Lopez", "0150");
    tap(&k, CHOICE, "Grade 5");
    tap(&k, BUTTON, "Next");
    see(&k, HEADING, "We could not find a match");
    tap(&k, BUTTON, "Try again");
    kiosk_type(&k, " Iris");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0150");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "I. Grade 2");
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_home_opens_only_when_two_facts_fit),
        RUN(the_visit_holds_language_method_and_people),
        RUN(a_second_check_in_says_when_the_first_was_and_adds_who_came_later),
        RUN(whom_this_home_ticked_last_time_is_ticked),
        RUN(a_childs_birthday_opens_the_child_and_names_no_adult),
        RUN(every_miss_shows_the_same),
        RUN(several_homes_ask_one_more_question),
        RUN(a_walk_in_is_kept),
        RUN(a_double_tap_keeps_one_visit),
        RUN(moving_off_a_button_cancels),
        RUN(the_glass_letters_type_a_name),
        RUN(arabic_letters_are_there_in_arabic),
        RUN(a_keyboard_alone_checks_in),
        RUN(back_from_one_home_leaves_nothing_of_it_to_the_next),
        RUN(a_walk_in_after_an_opened_home_sees_nothing_of_it),
        RUN(a_wrong_answer_to_one_more_question_does_not_block_the_next_try),
        RUN(a_visit_that_cannot_be_kept_says_so_and_is_kept_once_later),
    };
    return cmocka_run_group_tests_name("check-in", tests, NULL, NULL);
}
