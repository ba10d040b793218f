/* The office's screens of sign-ups: workshop dates, who comes, needs, calls. */
#include "office_signed.h"

/* --- dates ---------------------------------------------------------------------------------- */

TEST(dates_tell_who_comes_who_waits_and_lead_on)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, (Party){.adults = 2, .children = 2});
    sign_up(tonight, ama, PAIR);
    enter_office();
    open_at(screen_sessions, (Id){0});
    CHECK(says("Today, Thursday, November 19"));
    CHECK(says("4 of 4 seats"));
    CHECK(says("1 waits"));
    CHECK(says("Sunday, November 22"));
    CHECK(says("0 of 4 seats"));
    CHECK(!kiosk_find(&k, BUTTON, "2 calls"));
    tap(&k, BUTTON, "What families need");
    CHECK(is_at("needs"));
    tap(&k, BUTTON, "Back");
    tap(&k, BUTTON, "Call sheet");
    CHECK(is_at("calls"));
}

TEST(without_dates_the_page_says_so)
{
    UNUSED_STATE;
    withdraw(tonight);
    withdraw(later);
    enter_office();
    open_at(screen_sessions, (Id){0});
    see(&k, TEXT, "There are no dates from today on.");
    open_at(screen_needs, (Id){0});
    see(&k, TEXT, "Nobody has asked for childcare, an interpreter or a ride yet.");
    open_at(screen_calls, (Id){0});
    see(&k, TEXT, "Nobody needs to be called.");
    open_at(screen_session, (Id){0});
    see(&k, TEXT, "There is no workshop today.");
}

/* --- attendance ----------------------------------------------------------------------------- */

TEST(one_touch_says_that_they_are_here_and_another_that_they_are_not)
{
    UNUSED_STATE;
    Id u = sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, (Id){0}); /* what runs today */
    CHECK(says("Ramírez Núñez, Rosa") && says("0 of 1"));
    tap(&k, BUTTON, "Mark here");
    CHECK_INT(state_of(u), SIGNUP_ATTENDED);
    CHECK(says("1 of 1"));
    CHECK(says("Ramírez Núñez, Rosa: here"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    tap(&k, BUTTON, "Mark here");
    kiosk_wait(&k, 20); /* long after the toast */
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    tap(&k, BUTTON, "Not here");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK_INT(noted("signup.attended"), 2);
    CHECK_INT(noted("signup.absent"), 2);
}

TEST(attendance_needs_no_finger)
{
    UNUSED_STATE;
    Id u = sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, tonight);
    for (int i = 0; i < 8 && state_of(u) != SIGNUP_ATTENDED; i++) {
        kiosk_key(&k, KEY_TAB);
        const Node *n = kiosk_find(&k, BUTTON, "Mark here");
        if (n && n->state & STATE_FOCUSED)
            kiosk_key(&k, KEY_ENTER);
    }
    CHECK_INT(state_of(u), SIGNUP_ATTENDED);
}

TEST(a_desk_sees_attendance_and_nothing_more)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, (Party){.adults = 4, .interpreter = "so"});
    Id waits = sign_up(tonight, ama, PAIR);
    enter_desk();
    open_at(screen_session, tonight);
    CHECK(says("Ramírez Núñez, Rosa"));
    CHECK(!says("Mensah") && !says("Somali") && !says("0142"));
    CHECK(!kiosk_find(&k, BUTTON, "Open this sign-up"));
    Screen above[] = {screen_sessions, screen_signed, screen_needs, screen_calls};
    for (int i = 0; i < 4; i++) {
        open_at(above[i], waits);
        CHECK(is_at("session"));
    }
    tap(&k, BUTTON, "Lock");
    enter_office();
    open_at(screen_session, tonight);
    CHECK(says("Mensah, Ama") && says("Waiting, number 1"));
    CHECK(says("interpreter (Somali)"));
    see(&k, BUTTON, "Open this sign-up");
}

TEST(before_its_hour_nobody_is_marked)
{
    UNUSED_STATE;
    sign_up(later, rosa, PAIR);
    enter_desk();
    open_at(screen_session, later);
    CHECK(says("Ramírez Núñez, Rosa"));
    CHECK(!kiosk_find(&k, BUTTON, "Mark here"));
    CHECK(says("Attendance opens"));
}

TEST(two_dates_of_one_day_are_a_touch_apart)
{
    UNUSED_STATE;
    Id second = put_date("second", EVENING + 2 * HOUR, (Places){0});
    sign_up(second, ama, PAIR);
    sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, (Id){0});
    CHECK(says("Ramírez Núñez, Rosa") && !says("Mensah"));
    touch(find_words("7:42 PM, Math night"));
    CHECK(says("Mensah, Ama") && !says("Ramírez"));
}

TEST(a_full_list_shows_the_rows_in_sight_and_marks_the_right_family)
{
    UNUSED_STATE;
    enum { FAMILIES = 150 };
    Id hall = put_date("hall", EVENING + 60, (Places){0});
    for (int i = 0; i < FAMILIES; i++) {
        char name[16];
        snprintf(name, sizeof name, "Fam%03d", i);
        Id home = put_person(&k, GUARDIAN, "Kim", name, "", "", 0, 0);
        sign_up(hall, home, PAIR);
    }
    enter_desk();
    open_at(screen_session, hall);
    CHECK(says("Fam000, Kim") && !says("Fam149"));
    for (int i = 0; i < 60; i++)
        if (!(kiosk_find(&k, BUTTON, "More")->state & STATE_DISABLED))
            tap(&k, BUTTON, "More");
    CHECK(says("Fam149, Kim") && !says("Fam000"));
    Node *last = NULL; /* of the rows in sight */
    for (Node *n = k.app.ui.root; n; n = node_after(n))
        if (n->role == BUTTON && strcmp(n->msgid, "Mark here") == 0)
            last = n;
    CHECK(last != NULL);
    touch(last);
    CHECK_INT(number("SELECT count(*) FROM signup u JOIN person p ON p.id = u.opened_by"
                     " WHERE u.state = 'attended' AND p.family = 'Fam149'"),
        1);
}

/* --- needs ---------------------------------------------------------------------------------- */

TEST(needs_say_how_many_of_which_and_by_when_to_ask)
{
    UNUSED_STATE;
    sign_up(later, rosa, NEEDY);
    sign_up(later, ama, NEEDY); /* waits: one interpreter */
    enter_office();
    open_at(screen_needs, (Id){0});
    CHECK(says("Interpreter, ") && says("Somali"));
    CHECK(says("1 family") && says("2 children") && says("3 seats"));
    CHECK(says("1 more waits") && says("2 more wait"));
    CHECK(says("Ask now, it was due") && says("Sun, Nov 15"));
    CHECK(settings_set(k.store, "ask_by_days", "1", &err));
    open_at(screen_needs, (Id){0});
    CHECK(says("Ask by") && says("Sat, Nov 21"));
}

TEST(an_event_has_an_estimate_of_interpreters_and_says_so)
{
    UNUSED_STATE;
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .opened_by = rosa,
        .arrived = EVENING - DAY,
        .day = 20261118,
        .adults = 1,
        .language = "en",
        .needs_interpreter = true,
        .kiosk = "lobby"};
    put_event(&k, "open", "Open house", EVENING + 9 * DAY, EVENING + 9 * DAY + HOUR);
    enter_office();
    open_at(screen_needs, (Id){0});
    CHECK(!says("Open house"));
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
    open_at(screen_needs, (Id){0});
    CHECK(says("Open house") && says("Interpreter, Spanish: about 1 family"));
    CHECK(says("An estimate") && says("Ask by Sat, Nov 21"));
}

/* --- calls ---------------------------------------------------------------------------------- */

TEST(a_call_is_noted_by_a_touch_and_taken_back)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, PAIR);
    withdraw(later);
    enter_office();
    open_at(screen_calls, (Id){0});
    CHECK(says("Ramírez Núñez, Rosa") && says("0142") && says("Spanish"));
    CHECK(says("Called off") && says("Math night"));
    CHECK_INT(noted("calls.looked"), 1);
    tap(&k, BUTTON, "Called");
    see(&k, TEXT, "Nobody needs to be called.");
    CHECK_INT(noted("signup.called"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK(says("0142"));
    CHECK_INT(noted("signup.uncalled"), 1);
    tap(&k, BUTTON, "Open this sign-up");
    CHECK(is_at("signed"));
    CHECK(id_equal(k.app.place.subject, u));
}

TEST(all_of_it_is_there_in_spanish)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, NEEDY);
    kiosk_language(&k, "es");
    enter_office();
    open_at(screen_sessions, (Id){0});
    CHECK(says("Fechas de talleres") && says("1 de 4 asientos"));
    open_at(screen_session, tonight);
    CHECK(says("Ya llegó") && says("intérprete (somalí)"));
    open_at(screen_needs, (Id){0});
    CHECK(says("Cuidado de niños, edades"));
    CHECK(!says("Childcare"));
}

#undef RUN_OPEN
#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_workshop, close_kiosk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(dates_tell_who_comes_who_waits_and_lead_on),
        RUN_OPEN(without_dates_the_page_says_so),
        RUN_OPEN(one_touch_says_that_they_are_here_and_another_that_they_are_not),
        RUN_OPEN(attendance_needs_no_finger),
        RUN_OPEN(a_desk_sees_attendance_and_nothing_more),
        RUN_OPEN(before_its_hour_nobody_is_marked),
        RUN_OPEN(two_dates_of_one_day_are_a_touch_apart),
        RUN_OPEN(a_full_list_shows_the_rows_in_sight_and_marks_the_right_family),
        RUN_OPEN(needs_say_how_many_of_which_and_by_when_to_ask),
        RUN_OPEN(an_event_has_an_estimate_of_interpreters_and_says_so),
        RUN_OPEN(a_call_is_noted_by_a_touch_and_taken_back),
        RUN_OPEN(all_of_it_is_there_in_spanish),
    };
    return cmocka_run_group_tests_name("office_signups", tests, NULL, NULL);
}
