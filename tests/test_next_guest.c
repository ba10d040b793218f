/* Whoever comes next finds nothing of the last one, and is led to what is on now. */
#include "ways.h"

TEST(whoever_was_counted_leaves_nothing_to_the_next_card)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "Check in");
    facts(&k, "Marisol", "0000");
    tap(&k, BUTTON, "Just count us");
    tap(&k, BUTTON, "Count us");
    kiosk_wait(&k, 1);
    scan(&k, "0123456789ABCDEFGHJKMNPQRS");
    CHECK(!remains(&k, "Marisol"));
    CHECK_TEXT(k.app.language->tag, "en");
    tap(&k, BUTTON, "Try again");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM journey WHERE ended = 'done'"), 1);
    kiosk_close(&k);
}

TEST(from_a_last_page_escape_leads_home)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    facts(&k, "Nobody Known", "0000");
    tap(&k, BUTTON, "Just count us");
    tap(&k, BUTTON, "Count us");
    kiosk_key(&k, KEY_ESCAPE);
    see(&k, HEADING, "Welcome");
    kiosk_close(&k);
}

TEST(a_purpose_that_was_left_is_not_the_next_ones)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", code);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "Volunteer");
    tap(&k, BUTTON, "Back");
    tap(&k, BUTTON, "Pick up a child");
    kiosk_wait(&k, 1);
    scan(&k, code);
    tap(&k, BUTTON, CHECK_IN);
    Visit visit = only_visit(&k);
    CHECK_TEXT(visit.purpose, "");
    CHECK(!id_is_zero(visit.event));
    kiosk_close(&k);
}

TEST(a_missed_card_still_leads_to_the_event_that_is_open)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    scan(&k, "0123456789ABCDEFGHJKMNPQRS");
    tap(&k, BUTTON, "Just count us");
    tap(&k, BUTTON, "Count us");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM headcount WHERE event IS NOT NULL"), 1);
    kiosk_close(&k);
    kiosk_open(&k, two_events);
    scan(&k, "0123456789ABCDEFGHJKMNPQRS");
    tap(&k, BUTTON, "Just count us");
    tap(&k, CHOICE, "Book fair");
    tap(&k, BUTTON, "Count us");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM headcount WHERE event IS NOT NULL"), 1);
    kiosk_close(&k);
}

TEST(who_is_in_since_the_morning_comes_to_the_evening_too)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, two_events);
    card_of(&k, "Rosa", code);
    tap(&k, CHOICE, "English");
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "Volunteer");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    kiosk_wait(&k, 60);
    tap(&k, CHOICE, "English");
    scan(&k, code);
    tap(&k, CHOICE, "Book fair");
    tap(&k, BUTTON, CHECK_IN);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM visit"), 2);
    kiosk_close(&k);
}

TEST(a_card_that_has_nothing_to_leave_opens_nothing)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", code);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "I am leaving");
    scan(&k, code);
    see(&k, STATUS, "We could not find a match");
    CHECK(!k.app.guest.has_home);
    CHECK_INT(k.app.guest.level, ANYONE);
    kiosk_close(&k);
}

TEST(the_next_ones_card_does_not_show_the_home_that_was_left_open)
{
    UNUSED_STATE;
    Kiosk k;
    char rosa[CARD_TEXT], ama[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", rosa);
    card_of(&k, "Ama", ama);
    scan(&k, rosa);
    kiosk_wait(&k, 61);
    see(&k, DIALOG, "Are you still there?");
    scan(&k, "0123456789ABCDEFGHJKMNPQRS");
    see(&k, DIALOG, "Are you still there?");
    kiosk_wait(&k, 1);
    scan(&k, ama);
    CHECK_INT(k.app.guest.home.count, 2);
    see(&k, HEADING, "Who is here today?");
    kiosk_close(&k);
}

TEST(a_number_and_one_letter_open_nothing)
{
    UNUSED_STATE;
    static const char *const SHORT[] = {"s ", "s-", "С "};
    for (int i = 0; i < 3; i++) {
        Kiosk k;
        kiosk_open(&k, school);
        type_phone(&k, "6125550142");
        type_into(&k, "First 2 letters", SHORT[i]);
        CHECK(see(&k, BUTTON, "Next")->state & STATE_DISABLED);
        kiosk_close(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(whoever_was_counted_leaves_nothing_to_the_next_card),
        RUN(from_a_last_page_escape_leads_home),
        RUN(a_purpose_that_was_left_is_not_the_next_ones),
        RUN(a_missed_card_still_leads_to_the_event_that_is_open),
        RUN(who_is_in_since_the_morning_comes_to_the_evening_too),
        RUN(a_card_that_has_nothing_to_leave_opens_nothing),
        RUN(the_next_ones_card_does_not_show_the_home_that_was_left_open),
        RUN(a_number_and_one_letter_open_nothing),
    };
    return cmocka_run_group_tests_name("next guest", tests, NULL, NULL);
}
