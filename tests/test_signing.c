/* Signing up at the glass: by name, by card, without being on the roster, full, twice, at the same
 * time as something else; and who may see what. */
#include "signing.h"

static Kiosk k;

static int open_kiosk(void **state)
{
    UNUSED_STATE;
    kiosk_open(&k, workshops);
    kiosk_frame(&k);
    return 0;
}

static int close_kiosk(void **state)
{
    UNUSED_STATE;
    kiosk_close(&k);
    return 0;
}

static int count(void)
{
    return number_of(&k, "SELECT count(*) FROM signup WHERE state IN ('confirmed', 'waiting')");
}

/* ---- signing up ---- */

TEST(by_name_with_two_fields)
{
    UNUSED_STATE;
    open_math(&k);
    tap(&k, BUTTON, SIGN_UP);
    be_rosa(&k);
    CHECK_TEXT(screen_of(&k), "signup");
    see(&k, HEADING, "You are signed up");
    CHECK_INT(count(), 1);
    CHECK_INT(number_of(&k, "SELECT adults + children FROM signup"), 1);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM outbox WHERE kind = 'signup.made'"), 1);
    CHECK(!anywhere(&k, "Rosa"));
    CHECK(!anywhere(&k, "Ramírez"));
}

TEST(a_card_needs_nothing_more)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    card_of(&k, "Rosa", code);
    open_math(&k);
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "workshop");
    CHECK_INT(count(), 0); /* not before it is touched */
    tap(&k, BUTTON, SIGN_UP);
    CHECK_TEXT(screen_of(&k), "signup");
    CHECK_INT(count(), 1);
}

TEST(childcare_asks_how_old)
{
    UNUSED_STATE;
    open_math(&k);
    Node *care = see(&k, GROUP, "Children in childcare");
    Node *more = care;
    for (Node *n = node_after(care); n && n->parent; n = node_after(n))
        if (n->role == BUTTON && strcmp(n->msgid, "One more") == 0) {
            more = n;
            break;
        }
    Input press = {.kind = INPUT_PRESS, .x = more->box.x + 5, .y = more->box.y + 5};
    app_input(&k.app, &press);
    kiosk_frame(&k);
    press.kind = INPUT_RELEASE;
    app_input(&k.app, &press);
    kiosk_frame(&k);
    tap(&k, CHOICE, "3");
    tap(&k, BUTTON, SIGN_UP);
    be_rosa(&k);
    CHECK_INT(number_of(&k, "SELECT childcare FROM signup WHERE ages = '3'"), 1);
}

TEST(two_taps_are_one)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    card_of(&k, "Rosa", code);
    open_math(&k);
    scan(&k, code);
    Node *button = see(&k, BUTTON, SIGN_UP);
    float x = (button->box.x + 5), y = (button->box.y + 5);
    for (int i = 0; i < 4; i++) { /* both before a frame is drawn */
        Input input = {.kind = i % 2 ? INPUT_RELEASE : INPUT_PRESS, .x = x, .y = y};
        app_input(&k.app, &input);
    }
    kiosk_frame(&k);
    kiosk_frame(&k);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM signup"), 1);
}

TEST(again_is_said)
{
    UNUSED_STATE;
    own(&k, "Rosa", "math-1", (Party){.adults = 1});
    open_math(&k);
    tap(&k, BUTTON, SIGN_UP);
    be_rosa(&k);
    CHECK_TEXT(screen_of(&k), "workshop");
    see(&k, STATUS, "Your family is on the list for this date already.");
    CHECK_INT(count(), 1);
}

TEST(a_clash_is_said_and_allowed)
{
    UNUSED_STATE;
    own(&k, "Rosa", "math-2", (Party){.adults = 1});
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "Reading at home");
    tap(&k, BUTTON, SIGN_UP);
    be_rosa(&k);
    see(&k, DIALOG, "You have another sign-up at that time");
    CHECK(!anywhere(&k, "Math without tears")); /* found is not proven */
    CHECK_INT(count(), 1);
    tap(&k, BUTTON, "No, go back");
    CHECK_INT(count(), 1);
    tap(&k, BUTTON, SIGN_UP);
    tap(&k, BUTTON, "Yes, sign up");
    CHECK_TEXT(screen_of(&k), "signup");
    CHECK_INT(count(), 2);
}

TEST(full_offers_the_list_and_the_other_dates)
{
    UNUSED_STATE;
    others(&k, "math-2", 3, false);
    open_math(&k);
    Node *date = see(&k, CHOICE, "Tue, Dec 1");
    CHECK(date != NULL);
    tap(&k, CHOICE, "Tue, Dec 1");
    tap(&k, BUTTON, "Join the waiting list");
    be_rosa(&k);
    see(&k, HEADING, "You are on the waiting list");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM signup WHERE state = 'waiting'"), 1);
    tap(&k, BUTTON, "Other dates");
    CHECK_TEXT(screen_of(&k), "workshop");
}

TEST(taken_while_they_were_asked_who_they_are)
{
    UNUSED_STATE;
    open_math(&k);
    tap(&k, CHOICE, "Tue, Dec 1");
    tap(&k, BUTTON, SIGN_UP);
    others(&k, "math-2", 3, false);
    be_rosa(&k);
    CHECK_TEXT(screen_of(&k), "workshop");
    see(&k, STATUS, "Somebody was faster. Wait for places, or choose another date.");
    CHECK_INT(count(), 1);
    tap(&k, BUTTON, "Join the waiting list");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM signup WHERE state = 'waiting'"), 1);
}

TEST(withdrawn_while_it_was_looked_at)
{
    UNUSED_STATE;
    Err err = {0};
    open_math(&k);
    Session s;
    CHECK(sessions_get(k.store, session_named(&k, "math-1"), &s, &err));
    s.is_withdrawn = true;
    CHECK(sessions_put(k.store, &s, EVENING, &err));
    tap(&k, BUTTON, SIGN_UP);
    be_rosa(&k);
    see(&k, STATUS, "This date can no longer be chosen. Look at the others.");
    CHECK_INT(count(), 0);
}

TEST(who_is_not_on_the_list_writes_a_name)
{
    UNUSED_STATE;
    open_math(&k);
    tap(&k, BUTTON, SIGN_UP);
    tap(&k, BUTTON, "Not on the list?");
    type_into(&k, "Your child’s name", "Nia Osei");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Your own name", "Akua Osei");
    tap(&k, BUTTON, "Sign up");
    see(&k, HEADING, "You are signed up");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM signup JOIN stub ON stub.id = opened_by"), 1);
    CHECK_INT(number_of(&k, "SELECT count(*) FROM visit"), 0); /* they are not here for an event */
    tap(&k, BUTTON, "Done");
    CHECK(!remains(&k, "Akua Osei"));
    CHECK(!remains(&k, "Nia Osei"));
}

/* ---- who may see what ---- */

TEST(found_is_not_proven)
{
    UNUSED_STATE;
    own(&k, "Rosa", "math-1", (Party){.adults = 2});
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    be_rosa(&k);
    CHECK_TEXT(screen_of(&k), "proof");
    CHECK(!anywhere(&k, "Math without tears"));
    go(&k.app, screen_signups); /* no way around */
    kiosk_frame(&k);
    CHECK_TEXT(screen_of(&k), "proof");
    prove_rosa(&k);
    CHECK_TEXT(screen_of(&k), "signups");
    see(&k, BUTTON, "Math without tears");
}

TEST(a_wrong_second_fact_is_a_miss)
{
    UNUSED_STATE;
    own(&k, "Rosa", "math-1", (Party){.adults = 2});
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    be_rosa(&k);
    tap(&k, CHOICE, "April");
    kiosk_type(&k, "14");
    tap(&k, BUTTON, "Next");
    CHECK_TEXT(screen_of(&k), "not_found");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM miss"), 1);
    CHECK(!anywhere(&k, "Math without tears"));
    tap(&k, BUTTON, "Try again");
    prove_rosa(&k);
    CHECK_TEXT(screen_of(&k), "signups");
}

TEST(only_its_own_card_proves_a_home)
{
    UNUSED_STATE;
    char amas[CARD_TEXT], rosas[CARD_TEXT];
    card_of(&k, "Ama", amas);
    card_of(&k, "Rosa", rosas);
    own(&k, "Rosa", "math-1", (Party){.adults = 2});
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    be_rosa(&k);
    scan(&k, amas);
    CHECK_TEXT(screen_of(&k), "not_found");
    tap(&k, BUTTON, "Try again");
    scan(&k, rosas);
    CHECK_TEXT(screen_of(&k), "signups");
}

TEST(a_code_opens_that_one_alone)
{
    UNUSED_STATE;
    Signup u = own(&k, "Rosa", "math-1", (Party){.adults = 2});
    own(&k, "Rosa", "reading-1", (Party){.adults = 1});
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    tap(&k, BUTTON, "I have a code");
    kiosk_type(&k, u.code);
    tap(&k, BUTTON, "Next");
    CHECK_TEXT(screen_of(&k), "signup");
    CHECK(anywhere(&k, "Math without tears"));
    CHECK(!anywhere(&k, "Reading at home"));
    go(&k.app, screen_signups);
    kiosk_frame(&k);
    CHECK_TEXT(screen_of(&k), "signup");
}

TEST(a_wrong_code_is_a_miss_and_told_late)
{
    UNUSED_STATE;
    Signup u = own(&k, "Rosa", "math-1", (Party){.adults = 2});
    char wrong[] = "2222333";
    CHECK(strcmp(wrong, u.code) != 0);
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    tap(&k, BUTTON, "I have a code");
    for (int i = 0; i < 6; i++) {
        kiosk_type(&k, wrong);
        tap(&k, BUTTON, "Next");
        CHECK_TEXT(screen_of(&k), "not_found");
        if (i < 5)
            tap(&k, BUTTON, "Try again");
    }
    CHECK(kiosk_find(&k, BUTTON, "Try again") == NULL); /* the sixth waits */
    kiosk_wait(&k, 3);
    see(&k, BUTTON, "Try again");
    CHECK_INT(number_of(&k, "SELECT count(*) FROM miss"), 6);
}

TEST(without_one_of_ones_own_nothing_is_there)
{
    UNUSED_STATE;
    go(&k.app, screen_signup);
    kiosk_frame(&k);
    CHECK_TEXT(screen_of(&k), "welcome");
    go(&k.app, screen_party);
    kiosk_frame(&k);
    CHECK_TEXT(screen_of(&k), "welcome");
}

/* ---- changing, giving up, offers ---- */

static void open_by_code(const Signup *u)
{
    tap(&k, BUTTON, "Workshops");
    tap(&k, BUTTON, "My sign-ups");
    tap(&k, BUTTON, "I have a code");
    kiosk_type(&k, u->code);
    tap(&k, BUTTON, "Next");
}

TEST(a_party_is_changed_and_kept)
{
    UNUSED_STATE;
    Signup u = own(&k, "Rosa", "math-2", (Party){.adults = 1});
    open_by_code(&u);
    tap(&k, BUTTON, "Change who comes");
    Node *adults = see(&k, GROUP, "Adults");
    CHECK_TEXT(adults->value, "1");
    Node *more = NULL;
    for (Node *n = node_after(adults); n && !more; n = node_after(n))
        more = n->role == BUTTON && strcmp(n->msgid, "One more") == 0 ? n : NULL;
    assert_non_null(more);
    for (int i = 0; i < 4; i++) {
        Input input = {.kind = i % 2 ? INPUT_RELEASE : INPUT_PRESS,
            .x = (more->box.x + 5),
            .y = (more->box.y + 5)};
        app_input(&k.app, &input);
        kiosk_frame(&k);
    }
    tap(&k, BUTTON, "Save: {0, plural, one {# person} other {# people}}");
    CHECK_TEXT(screen_of(&k), "signup");
    CHECK_INT(number_of(&k, "SELECT adults FROM signup"), 3);
}

TEST(giving_up_takes_one_yes)
{
    UNUSED_STATE;
    Signup u = own(&k, "Rosa", "math-2", (Party){.adults = 3});
    Signup waits = others(&k, "math-2", 2, true);
    open_by_code(&u);
    tap(&k, BUTTON, "Give up these places");
    tap(&k, BUTTON, "No, go back");
    CHECK_INT(state_of(&k, u.id), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Give up these places");
    tap(&k, BUTTON, "Yes, give them up");
    CHECK_INT(state_of(&k, u.id), SIGNUP_CANCELLED);
    CHECK_INT(state_of(&k, waits.id), SIGNUP_OFFERED);
    see(&k, HEADING, "You gave up these places");
}

/* A family of three with a child in childcare meets a full session. */
TEST(offered_whole_seen_first_and_taken)
{
    UNUSED_STATE;
    Err err = {0};
    char code[CARD_TEXT];
    card_of(&k, "Rosa", code);
    Signup two = others(&k, "math-2", 2, false), one = others(&k, "math-2", 1, false);
    Signup family =
        own(&k, "Rosa", "math-2", (Party){.adults = 2, .children = 1, .childcare = 1, .ages = {4}});
    CHECK_INT(family.state, SIGNUP_WAITING);
    CHECK(signups_cancel(k.store, two.id, EVENING, &err)); /* two free: not for three */
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "household"); /* no news */
    kiosk_key(&k, KEY_ESCAPE);
    kiosk_key(&k, KEY_ESCAPE);
    kiosk_wait(&k, 200);
    CHECK(signups_cancel(k.store, one.id, EVENING, &err));
    CHECK_INT(state_of(&k, family.id), SIGNUP_OFFERED);
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "signups"); /* before the check-in */
    see(&k, HEADING, "Places are free for you");
    tap(&k, BUTTON, "Math without tears");
    tap(&k, BUTTON, TAKE);
    see(&k, HEADING, "You are signed up");
    CHECK_INT(state_of(&k, family.id), SIGNUP_CONFIRMED);
}

TEST(an_offer_that_ended_on_the_glass_is_said)
{
    UNUSED_STATE;
    Err err = {0};
    Signup in = others(&k, "math-2", 3, false);
    Signup u = own(&k, "Rosa", "math-2", (Party){.adults = 2});
    CHECK(signups_cancel(k.store, in.id, EVENING, &err));
    open_by_code(&u);
    see(&k, HEADING, "Places are free for you");
    app_time(&k.app, EVENING + 49 * HOUR, k.app.tick_ms + 1000);
    kiosk_frame(&k);
    see(&k, HEADING, "The offer has ended");
    CHECK(kiosk_find(&k, BUTTON, TAKE) == NULL);
}

TEST(a_session_called_off_is_told_once)
{
    UNUSED_STATE;
    Err err = {0};
    char code[CARD_TEXT];
    card_of(&k, "Rosa", code);
    own(&k, "Rosa", "math-1", (Party){.adults = 2});
    Session s;
    CHECK(sessions_get(k.store, session_named(&k, "math-1"), &s, &err));
    s.is_withdrawn = true;
    CHECK(sessions_put(k.store, &s, EVENING, &err));
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "signups");
    tap(&k, BUTTON, "Math without tears");
    see(&k, HEADING, "This date was called off");
    tap(&k, BUTTON, "Done");
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "household");
}

TEST(back_from_the_party_keeps_the_home_and_back_to_the_start_wipes_it)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    card_of(&k, "Rosa", code);
    tap(&k, BUTTON, "Workshops");
    scan(&k, code);
    CHECK_TEXT(screen_of(&k), "workshops");
    tap(&k, BUTTON, "Math without tears");
    kiosk_key(&k, KEY_ESCAPE);
    CHECK_TEXT(screen_of(&k), "workshops");
    CHECK(k.app.guest.has_home);
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(!k.app.guest.has_home);
    kiosk_key(&k, KEY_ESCAPE);
    CHECK_TEXT(screen_of(&k), "welcome");
}

TEST(nothing_of_it_remains)
{
    UNUSED_STATE;
    Signup u = own(&k, "Rosa", "math-1", (Party){.adults = 2});
    open_by_code(&u);
    CHECK(remains(&k, u.code));
    tap(&k, BUTTON, "Done");
    CHECK_TEXT(screen_of(&k), "welcome");
    CHECK(!remains(&k, u.code));
}

int main(void)
{
#define AT_GLASS(test) cmocka_unit_test_setup_teardown(test, open_kiosk, close_kiosk)
    const struct CMUnitTest tests[] = {
        AT_GLASS(by_name_with_two_fields),
        AT_GLASS(a_card_needs_nothing_more),
        AT_GLASS(childcare_asks_how_old),
        AT_GLASS(two_taps_are_one),
        AT_GLASS(again_is_said),
        AT_GLASS(a_clash_is_said_and_allowed),
        AT_GLASS(full_offers_the_list_and_the_other_dates),
        AT_GLASS(taken_while_they_were_asked_who_they_are),
        AT_GLASS(withdrawn_while_it_was_looked_at),
        AT_GLASS(who_is_not_on_the_list_writes_a_name),
        AT_GLASS(found_is_not_proven),
        AT_GLASS(a_wrong_second_fact_is_a_miss),
        AT_GLASS(only_its_own_card_proves_a_home),
        AT_GLASS(a_code_opens_that_one_alone),
        AT_GLASS(a_wrong_code_is_a_miss_and_told_late),
        AT_GLASS(without_one_of_ones_own_nothing_is_there),
        AT_GLASS(a_party_is_changed_and_kept),
        AT_GLASS(giving_up_takes_one_yes),
        AT_GLASS(offered_whole_seen_first_and_taken),
        AT_GLASS(an_offer_that_ended_on_the_glass_is_said),
        AT_GLASS(a_session_called_off_is_told_once),
        AT_GLASS(back_from_the_party_keeps_the_home_and_back_to_the_start_wipes_it),
        AT_GLASS(nothing_of_it_remains),
    };
    return cmocka_run_group_tests_name("signing", tests, NULL, NULL);
}
