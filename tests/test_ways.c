/* The ways of a visit: by phone, by card, without a name; for what; in and out by number. */
#include "ways.h"

#include "store/headcounts.h"
#include "store/misses.h"
#include "store/notes.h"

/* --- by phone ------------------------------------------------------------------------------ */

TEST(a_whole_number_and_two_letters_of_a_child_open_the_home)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_phone(&k, "6125550142");
    CHECK(!anywhere(&k, "Grade"));
    type_into(&k, "First 2 letters", "s");
    CHECK(see(&k, BUTTON, "Next")->state & STATE_DISABLED);
    kiosk_type(&k, "o");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "S. Grade 2");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK_TEXT(visit_method_text(only_visit(&k).method), "phone");
    kiosk_close(&k);
}

TEST(a_whole_number_and_a_childs_birthday_open_the_home)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_phone(&k, "16125550142");
    tap(&k, BUTTON, "Use a child’s birthday instead");
    tap(&k, CHOICE, "July");
    type_into(&k, "Day of the month", "2");
    tap(&k, BUTTON, "Next");
    see(&k, CHOICE, "S. Grade 2");
    see(&k, CHOICE, "R. You");
    kiosk_close(&k);
}

TEST(a_number_and_the_wrong_letters_open_nothing)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_phone(&k, "6125550142");
    type_into(&k, "First 2 letters", "ab");
    tap(&k, BUTTON, "Next");
    see(&k, HEADING, "We could not find a match");
    kiosk_close(&k);
}

/* --- by card ------------------------------------------------------------------------------- */

TEST(a_card_opens_its_home_in_its_language_with_one_touch_left)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", code);
    scan(&k, code);
    see(&k, CHOICE, "S. Grado\u00A02");
    CHECK_TEXT(k.app.language->tag, "es");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK_TEXT(visit_method_text(only_visit(&k).method), "card");
    CHECK(!remains(&k, code));
    kiosk_close(&k);
}

TEST(a_language_that_was_chosen_stays_with_a_card)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", code);
    tap(&k, CHOICE, "English");
    scan(&k, code);
    see(&k, CHOICE, "S. Grade 2");
    kiosk_close(&k);
}

TEST(a_card_works_on_every_screen_before_a_home_is_open)
{
    UNUSED_STATE;
    static const char *const WAY[] = {"Check in", "Next", "Not on the list?", "Use phone number",
        "Scan family card", "Family card", "Visit or pick up", "What we keep and why"};
    for (int i = 0; i < 8; i++) {
        Kiosk k;
        char code[CARD_TEXT];
        kiosk_open(&k, school);
        card_of(&k, "Rosa", code);
        if (i >= 1 && i <= 4)
            tap(&k, BUTTON, "Check in");
        if (i == 1)
            type_into(&k, "Name", "Ama");
        tap(&k, BUTTON, WAY[i]);
        kiosk_wait(&k, 1);
        scan(&k, code);
        if (strcmp(WAY[i], "Visit or pick up") == 0)
            tap(&k, BUTTON, "Volunteer"); /* that is asked first */
        see(&k, HEADING, "Who is here today?");
        CHECK(!anywhere(&k, "Ama"));
        kiosk_close(&k);
    }
}

TEST(a_card_does_nothing_while_a_home_is_open_and_begins_anew_after_the_thanks)
{
    UNUSED_STATE;
    Kiosk k;
    char rosa[CARD_TEXT], ama[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", rosa);
    card_of(&k, "Ama", ama);
    tap(&k, CHOICE, "English");
    scan(&k, rosa);
    kiosk_wait(&k, 1);
    scan(&k, ama);
    see(&k, CHOICE, "S. Grade 2");
    tap(&k, BUTTON, CHECK_IN);
    kiosk_wait(&k, 1);
    scan(&k, rosa); /* still in the scanner's light */
    see(&k, HEADING, "Thank you for coming");
    kiosk_wait(&k, 1);
    scan(&k, ama);
    CHECK(anywhere(&k, "3"));
    CHECK(!anywhere(&k, "S. "));
    tap(&k, BUTTON, CHECK_IN);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM visit"), 2);
    kiosk_close(&k);
}

TEST(a_revoked_or_unknown_card_is_a_miss_like_any_other)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    char code[CARD_TEXT];
    kiosk_open(&k, school);
    card_of(&k, "Rosa", code);
    CHECK(cards_revoke(k.store, person(&k, "Rosa"), EVENING, &err));
    scan(&k, code);
    see(&k, HEADING, "We could not find a match");
    tap(&k, BUTTON, "Back");
    kiosk_wait(&k, 1);
    scan(&k, "0123456789ABCDEFGHJKMNPQRS");
    see(&k, HEADING, "We could not find a match");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM miss"), 2);
    kiosk_close(&k);
}

/* --- what for ------------------------------------------------------------------------------ */

TEST(several_open_events_are_asked_about_and_one_is_not)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, two_events);
    tap(&k, BUTTON, "Check in");
    see(&k, HEADING, "What are you here for?");
    tap(&k, CHOICE, "Book fair");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    CHECK_INT(number_of(&k,
                  "SELECT count(*) FROM visit JOIN event ON event.id = event WHERE uid = 'fair'"),
        1);
    card_of(&k, "Ama", code);
    tap(&k, CHOICE, "English");
    scan(&k, code);
    tap(&k, CHOICE, "Family conference night");
    tap(&k, BUTTON, CHECK_IN);
    CHECK_INT(number_of(&k,
                  "SELECT count(*) FROM visit JOIN event ON event.id = event"
                  " WHERE uid = 'conference'"),
        1);
    kiosk_close(&k);
}

TEST(without_an_event_a_visit_has_a_purpose_and_a_number)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, no_event);
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Volunteer");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    CHECK(anywhere(&k, "You are 1"));
    CHECK(!anywhere(&k, "Room"));
    Visit visit = only_visit(&k);
    CHECK_TEXT(visit.purpose, "volunteer");
    CHECK_INT(visit.number, 1);
    CHECK(id_is_zero(visit.event));
    tap(&k, BUTTON, "Done");
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "Meet someone");
    facts(&k, "Ama", "0117");
    tap(&k, BUTTON, CHECK_IN);
    CHECK(anywhere(&k, "You are 2"));
    kiosk_close(&k);
}

TEST(they_leave_by_their_number_and_a_wrong_one_is_a_miss)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, no_event);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "Bring something");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    kiosk_wait(&k, 1800);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "I am leaving");
    type_into(&k, "Your number", "2");
    tap(&k, BUTTON, "I am leaving");
    see(&k, STATUS, "We could not find a match");
    kiosk_key(&k, KEY_BACKSPACE);
    kiosk_type(&k, "1");
    tap(&k, BUTTON, "I am leaving");
    see(&k, HEADING, "Goodbye");
    CHECK_INT(number_of(&k, "SELECT left - arrived FROM visit WHERE ended = 'said'"), 1800);
    kiosk_wait(&k, 11);
    see(&k, HEADING, "Welcome");
    kiosk_close(&k);
}

TEST(they_leave_by_their_card)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, no_event);
    card_of(&k, "Rosa", code);
    scan(&k, code);
    tap(&k, BUTTON, "Volunteer");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    kiosk_wait(&k, 60);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "I am leaving");
    scan(&k, code);
    see(&k, HEADING, "Goodbye");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM visit WHERE left IS NOT NULL"), 1);
    kiosk_close(&k);
}

TEST(a_second_ordinary_visit_says_so_and_lets_them_leave)
{
    UNUSED_STATE;
    Kiosk k;
    char code[CARD_TEXT];
    kiosk_open(&k, no_event);
    card_of(&k, "Rosa", code);
    tap(&k, CHOICE, "English");
    scan(&k, code);
    tap(&k, BUTTON, "Volunteer");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    kiosk_wait(&k, 60);
    scan(&k, code);
    see(&k, HEADING, "You are already checked in");
    tap(&k, BUTTON, "I am leaving");
    see(&k, HEADING, "Goodbye");
    kiosk_close(&k);
}

TEST(who_did_not_say_that_they_left_is_closed_with_the_day)
{
    UNUSED_STATE;
    Kiosk k;
    Visit visits[1];
    Err err = {0};
    kiosk_open(&k, no_event);
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Volunteer");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    tap(&k, BUTTON, "Done");
    app_time(&k.app, EVENING + 6 * 3600, k.app.tick_ms + 1000);
    CHECK_INT(visits_present(k.store, visits, 1, &err), 1);
    app_time(&k.app, EVENING + 7 * 3600, k.app.tick_ms + 2000);
    CHECK_INT(visits_present(k.store, visits, 1, &err), 0);
    CHECK_INT(
        number_of(&k, "SELECT count(*) FROM visit WHERE ended = 'not_said' AND left IS NULL"), 1);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM outbox WHERE kind = 'visit.closed'"), 1);
    kiosk_close(&k);
}

TEST(who_picks_up_a_child_names_nobody_and_the_desk_knows)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Visit or pick up");
    tap(&k, BUTTON, "Pick up a child");
    see(&k, HEADING, "Please wait here");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM help_call WHERE screen = 'pick_up'"), 1);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM visit"), 0);
    kiosk_close(&k);
}

/* --- without a name ------------------------------------------------------------------------ */

TEST(after_a_miss_they_are_just_counted_in_three_touches)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    facts(&k, "Nobody Known", "0142");
    tap(&k, BUTTON, "Just count us");
    tap(&k, BUTTON, "One more");
    tap(&k, BUTTON, "Count us");
    see(&k, HEADING, "Thank you, you are counted");
    CHECK_INT(headcounts_people(k.store, 20261119, &err), 3);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM headcount WHERE event IS NOT NULL"), 1);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM outbox WHERE kind = 'headcount.made'"), 1);
    kiosk_close(&k);
}

/* --- misses -------------------------------------------------------------------------------- */

static void miss_once(Kiosk *k)
{
    tap(k, BUTTON, "Check in");
    facts(k, "Nobody Known", "0142");
}

static void home_again(Kiosk *k)
{
    see(k, HEADING, "We could not find a match");
    while (k->app.place.screen != screen_welcome)
        tap(k, BUTTON, "Back");
}

TEST(only_the_sixth_miss_and_later_ones_are_answered_late)
{
    UNUSED_STATE;
    static const int LATE[] = {0, 0, 0, 0, 0, 2, 4, 8, 8};
    Kiosk k;
    kiosk_open(&k, school);
    for (size_t i = 0; i < sizeof LATE / sizeof *LATE; i++) {
        miss_once(&k);
        if (LATE[i]) {
            see(&k, HEADING, "We are looking");
            kiosk_key(&k, KEY_ESCAPE);
            kiosk_wait(&k, LATE[i] - 1);
            see(&k, HEADING, "We are looking");
            kiosk_wait(&k, 1);
        }
        home_again(&k);
    }
    tap(&k, BUTTON, "Check in");
    facts(&k, "Rosa", "0142");
    see(&k, HEADING, "Who is here today?");
    kiosk_close(&k);
}

TEST(misses_are_forgotten_after_ten_minutes)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    for (int i = 0; i < 5; i++) {
        miss_once(&k);
        home_again(&k);
    }
    kiosk_wait(&k, MISSES_FORGOTTEN + 1);
    miss_once(&k);
    see(&k, HEADING, "We could not find a match");
    kiosk_close(&k);
}

TEST(the_school_has_a_message_is_said_to_its_home_alone)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    kiosk_open(&k, school);
    Note note = {.id = store_new_id(k.store, EVENING),
        .guardian = person(&k, "Rosa"),
        .language = "es",
        .text = "A word about the bus",
        .made = EVENING};
    CHECK(notes_add(k.store, &note, &err));
    tap(&k, BUTTON, "Check in");
    facts(&k, "Ama", "0117");
    tap(&k, BUTTON, CHECK_IN);
    CHECK(!anywhere(&k, "message"));
    tap(&k, BUTTON, "Done");
    tap(&k, BUTTON, "Check in");
    facts(&k, "Rosa", "0142");
    CHECK(!anywhere(&k, "message"));
    tap(&k, BUTTON, CHECK_IN);
    CHECK(anywhere(&k, "The school has a message for you"));
    CHECK(!anywhere(&k, "bus"));
    kiosk_close(&k);
}

TEST(a_teacher_and_a_time_are_told_to_a_card_and_not_to_two_facts)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    char rosa[CARD_TEXT], ama[CARD_TEXT];
    kiosk_open(&k, school);
    Id fair = put_event(&k, "fair", "Book fair", EVENING + 86400, EVENING + 90000);
    card_of(&k, "Rosa", rosa);
    card_of(&k, "Ama", ama);
    Sql *q = sql(k.store, "SELECT id FROM event WHERE uid = 'conference'");
    CHECK(sql_row(q));
    Id event = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    Appointment list[] = {
        {.uid = "a", .event = event, .starts = EVENING - 1200, .teacher = "Ms. Gone"},
        {.uid = "b", .event = event, .starts = EVENING + 2280, .teacher = "Ms. Farah"},
        {.uid = "c", .event = event, .starts = EVENING + 4000, .teacher = "Ms. Third"},
        {.uid = "d", .event = fair, .starts = EVENING + 86400, .teacher = "Ms. Other"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        list[i].student = person(&k, "Mateo");
        snprintf(list[i].room, sizeof list[i].room, "Annex 7");
        CHECK(appointments_put(k.store, &list[i], EVENING, &err));
    }
    tap(&k, CHOICE, "English");
    scan(&k, rosa);
    CHECK(!anywhere(&k, "Farah"));
    tap(&k, BUTTON, CHECK_IN);
    CHECK(anywhere(&k, "Ms. Farah"));
    CHECK(anywhere(&k, "Annex 7"));
    CHECK(anywhere(&k, "6:20"));
    CHECK(!anywhere(&k, "Gone") && !anywhere(&k, "Third") && !anywhere(&k, "Other"));
    tap(&k, BUTTON, "Done");
    CHECK(!remains(&k, "Ms. Farah"));
    CHECK(sql_run(sql(k.store, "DELETE FROM visit_person"), &err));
    CHECK(sql_run(sql(k.store, "DELETE FROM visit"), &err));
    tap(&k, BUTTON, "Check in");
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK(!anywhere(&k, "Farah"));
    tap(&k, BUTTON, "Done");
    scan(&k, ama);
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    CHECK(!anywhere(&k, "Farah"));
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_whole_number_and_two_letters_of_a_child_open_the_home),
        RUN(a_whole_number_and_a_childs_birthday_open_the_home),
        RUN(a_number_and_the_wrong_letters_open_nothing),
        RUN(a_card_opens_its_home_in_its_language_with_one_touch_left),
        RUN(a_language_that_was_chosen_stays_with_a_card),
        RUN(a_card_works_on_every_screen_before_a_home_is_open),
        RUN(a_card_does_nothing_while_a_home_is_open_and_begins_anew_after_the_thanks),
        RUN(a_revoked_or_unknown_card_is_a_miss_like_any_other),
        RUN(several_open_events_are_asked_about_and_one_is_not),
        RUN(without_an_event_a_visit_has_a_purpose_and_a_number),
        RUN(they_leave_by_their_number_and_a_wrong_one_is_a_miss),
        RUN(they_leave_by_their_card),
        RUN(a_second_ordinary_visit_says_so_and_lets_them_leave),
        RUN(who_did_not_say_that_they_left_is_closed_with_the_day),
        RUN(who_picks_up_a_child_names_nobody_and_the_desk_knows),
        RUN(after_a_miss_they_are_just_counted_in_three_touches),
        RUN(only_the_sixth_miss_and_later_ones_are_answered_late),
        RUN(misses_are_forgotten_after_ten_minutes),
        RUN(the_school_has_a_message_is_said_to_its_home_alone),
        RUN(a_teacher_and_a_time_are_told_to_a_card_and_not_to_two_facts),
    };
    return cmocka_run_group_tests_name("ways", tests, NULL, NULL);
}
