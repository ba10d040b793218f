/* The office's screen of one sign-up: what it tells, and each of its acts. */
#include "office_signed.h"

/* --- one sign-up ---------------------------------------------------------------------------- */

TEST(a_sign_up_tells_who_it_is_and_the_look_is_noted)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, NEEDY);
    enter_office();
    open_at(screen_signed, u);
    CHECK(says("Ramírez Núñez, Rosa") && says("612-555-0142") && says("Spanish"));
    CHECK(says("1 adult, 2 in childcare"));
    CHECK(says("Has places"));
    CHECK_INT(noted("signup.looked"), 1);
    kiosk_wait(&k, 40);
    kiosk_key(&k, KEY_TAB);
    kiosk_wait(&k, 40); /* a new minute is no new look */
    CHECK_INT(noted("signup.looked"), 1);
    tap(&k, BUTTON, "Lock");
    CHECK(!remains(&k, "Ramírez Núñez, Rosa"));
}

TEST(who_waits_is_given_places_only_where_all_fit)
{
    UNUSED_STATE;
    Id pair;
    sign_up(later, rosa, (Party){.adults = 3, .children = 1});
    pair = sign_up(later, ama, PAIR);
    enter_office();
    open_at(screen_signed, pair);
    tap(&k, BUTTON, "Give places");
    see(&k, STATUS, "There is no room for the whole family. Nothing was changed.");
    CHECK(says("Missing: 2 seats"));
    CHECK_INT(state_of(pair), SIGNUP_WAITING);
    CHECK(!kiosk_find(&k, DIALOG, "Give them places?"));
}

TEST(an_offer_is_taken_for_a_family_and_given_back)
{
    UNUSED_STATE;
    Id in = sign_up(later, rosa, (Party){.adults = 4}), u = sign_up(later, ama, PAIR);
    CHECK(signups_cancel(k.store, in, EVENING, &err));
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Give places");
    see(&k, DIALOG, "Give them places?");
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    tap(&k, BUTTON, "Yes, give places");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(says("They have places"));
    CHECK_INT(noted("signup.promoted"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    CHECK_INT(noted("signup.undone"), 1);
}

TEST(a_party_moves_to_a_date_with_room_and_back)
{
    UNUSED_STATE;
    Signup now;
    Id free = put_date("free", EVENING + 5 * DAY, (Places){0});
    Id u = sign_up(later, rosa, PAIR);
    put_date("full", EVENING + 4 * DAY, (Places){.seats = 1});
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Move to another date");
    CHECK(kiosk_find(&k, BUTTON, "Move them")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Monday, November 23");
    CHECK(says("Missing: 1 seat"));
    CHECK(kiosk_find(&k, BUTTON, "Move them")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Tuesday, November 24");
    tap(&k, BUTTON, "Move them");
    CHECK(signups_get(k.store, u, &now, &err) && id_equal(now.session, free));
    CHECK_INT(noted("signup.moved"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK(signups_get(k.store, u, &now, &err) && id_equal(now.session, later));
    CHECK(says("Nov 22"));
}

TEST(a_cancel_asks_for_a_reason_and_can_be_taken_back)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, PAIR);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Cancel this sign-up");
    CHECK(kiosk_find(&k, BUTTON, "Cancel this sign-up")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Not enough places");
    tap(&k, BUTTON, "Cancel this sign-up");
    CHECK(says("they stand on the call sheet"));
    tap(&k, BUTTON, "No, go back");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Cancel this sign-up");
    tap(&k, BUTTON, "Cancel it");
    CHECK_INT(state_of(u), SIGNUP_CANCELLED);
    CHECK_INT(noted("signup.cancelled"), 1);
    CHECK(says("Why cancelled") && says("Not enough places"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(!says("Why cancelled"));
}

TEST(own_words_are_typed_and_back_goes_one_step)
{
    UNUSED_STATE;
    Signed it;
    Id u = sign_up(later, rosa, PAIR);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Cancel this sign-up");
    tap(&k, CHOICE, "Another reason");
    type_into(&k, "Reason", "flooded room");
    tap(&k, BUTTON, "Back");
    see(&k, CHOICE, "Another reason");
    CHECK(says("flooded room"));
    tap(&k, BUTTON, "Cancel this sign-up");
    see(&k, DIALOG, "Cancel this sign-up?");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Cancel it");
    CHECK(signed_get(k.store, u, &it, &err));
    CHECK_INT(it.signup.state, SIGNUP_CANCELLED);
    CHECK_TEXT(it.reason, "flooded room");
    CHECK_INT(number("SELECT count(*) FROM audit WHERE detail LIKE '%flooded%'"), 0);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Back");
    CHECK(is_at("staff"));
}

TEST(a_cancelled_family_is_given_places_again)
{
    UNUSED_STATE;
    AuditBy by = {.at = EVENING, .kiosk = "office"};
    Id u = sign_up(later, rosa, PAIR);
    CHECK_INT(placing_cancel(k.store, &by, u, "date_changed", &err), PLACING_DONE);
    enter_office();
    open_at(screen_signed, u);
    CHECK(says("The date changed"));
    tap(&k, BUTTON, "Give places again");
    tap(&k, BUTTON, "Yes, give places");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
}

#undef RUN_OPEN
#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_workshop, close_kiosk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_sign_up_tells_who_it_is_and_the_look_is_noted),
        RUN_OPEN(who_waits_is_given_places_only_where_all_fit),
        RUN_OPEN(an_offer_is_taken_for_a_family_and_given_back),
        RUN_OPEN(a_party_moves_to_a_date_with_room_and_back),
        RUN_OPEN(a_cancel_asks_for_a_reason_and_can_be_taken_back),
        RUN_OPEN(own_words_are_typed_and_back_goes_one_step),
        RUN_OPEN(a_cancelled_family_is_given_places_again),
    };
    return cmocka_run_group_tests_name("office_signed", tests, NULL, NULL);
}
