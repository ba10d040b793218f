/* A desk begins at the PIN and comes back to it; one key locks, and so does time. */
#include "app/guest.h"
#include "office/office.h"
#include "staffed.h"

static void be(DeviceRole role)
{
    Device device = k.app.device;
    device.role = role;
    app_device(&k.app, &device);
    kiosk_frame(&k);
}

static void be_a_desk(void)
{
    be(ROLE_DESK);
    CHECK(is_at("pin"));
}

static bool is_at_first(void)
{
    return is_at(k.app.device.role == ROLE_DESK ? "desk" : "staff");
}

static void sign_in_here(void)
{
    enter(NUMBER, PIN);
    CHECK(is_at_first());
    CHECK_INT(k.app.guest.level, ADMIN);
}

/* Nobody is at the PIN, and nothing of whoever was. */
static void is_fresh(void)
{
    CHECK(is_at(k.app.device.role == ROLE_DESK ? "pin" : "welcome"));
    CHECK_INT(k.app.guest.level, ANYONE);
    CHECK(id_is_zero(k.app.guest.staff.id));
    CHECK_INT(k.app.back_count, 0);
    CHECK_INT(k.app.signin.state, SIGNIN_NOTHING);
    CHECK(!k.app.is_begun && !k.app.warned_ms && !k.app.over);
    CHECK(!remains(&k, "Okafor"));
}

/* --- a desk -------------------------------------------------------------------------------- */

TEST(a_desk_begins_at_the_pin_and_no_way_leads_from_it_to_a_familys_page)
{
    UNUSED_STATE;
    be_a_desk();
    is_fresh();
    CHECK(!kiosk_find(&k, BUTTON, "Back"));
    see(&k, BUTTON, "Help");
    kiosk_type(&k, "07864");
    kiosk_key(&k, KEY_ESCAPE);
    is_fresh();
    CHECK(!remains(&k, "07864"));
    go(&k.app, screen_welcome);
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    go_home(&k.app);
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    be(ROLE_LOBBY);
    CHECK(is_at("welcome"));
}

TEST(a_desk_comes_back_to_the_pin_by_back_lock_and_restart)
{
    UNUSED_STATE;
    be_a_desk();
    sign_in_here();
    kiosk_key(&k, KEY_LOCK);
    is_fresh();
    sign_in_here();
    tap(&k, BUTTON, "Lock");
    is_fresh();
    sign_in_here();
    be_a_desk(); /* as after a restart */
    is_fresh();
    CHECK_INT(number("SELECT count(*) FROM journey"), 3);
    CHECK_INT(number("SELECT count(*) FROM journey WHERE flow = 'staff'"), 3);
}

TEST(digits_at_a_desk_that_nobody_goes_on_with_are_gone_without_a_question)
{
    UNUSED_STATE;
    be_a_desk();
    kiosk_type(&k, "07864");
    CHECK(remains(&k, "07864"));
    kiosk_wait(&k, k.app.idle_seconds - 1);
    CHECK(remains(&k, "07864"));
    kiosk_wait(&k, 1);
    CHECK(!remains(&k, "07864"));
    is_fresh();
}

TEST(a_card_at_a_desks_pin_opens_nothing)
{
    UNUSED_STATE;
    be_a_desk();
    kiosk_type(&k, "~0123456789ABCDEFGHJKMNPQRS");
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("pin"));
    CHECK_INT(k.app.signin.state, SIGNIN_NOTHING);
    k.app.screens->scanned(&k.app, "00000000000000000000000000");
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    CHECK_INT(k.app.guest.level, ANYONE);
    CHECK_INT(number("SELECT count(*) FROM miss"), 0);
    CHECK_INT(number("SELECT coalesce(sum(failures), 0) FROM staff"), 0);
}

TEST(closed_is_the_familys_and_leaves_a_desk_alone)
{
    UNUSED_STATE;
    be_a_desk();
    CHECK(app_page(&k.app, PAGE_CLOSED, &err));
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    sign_in_here();
    kiosk_key(&k, KEY_LOCK);
    is_fresh();
}

TEST(an_emergency_is_shown_at_a_desk_and_its_staff_end_it)
{
    UNUSED_STATE;
    be_a_desk();
    kiosk_type(&k, "07864");
    CHECK(app_page(&k.app, PAGE_EMERGENCY, &err));
    kiosk_frame(&k);
    CHECK(is_at("emergency"));
    CHECK(!remains(&k, "07864"));
    tap(&k, BUTTON, "Staff");
    CHECK(is_at("pin"));
    tap(&k, BUTTON, "Back");
    CHECK(is_at("emergency"));
    tap(&k, BUTTON, "Staff");
    kiosk_wait(&k, k.app.idle_seconds + 30);
    CHECK(is_at("emergency"));
    tap(&k, BUTTON, "Staff");
    sign_in_here();
    CHECK(app_page(&k.app, PAGE_OPEN, &err));
    kiosk_frame(&k);
    CHECK(is_at_first());
    kiosk_key(&k, KEY_LOCK);
    is_fresh();
}

TEST(a_desk_that_is_out_of_order_says_so_and_is_at_the_pin_when_it_is_mended)
{
    UNUSED_STATE;
    Err broken = {.code = ERR_BROKEN};
    be_a_desk();
    app_fail(&k.app, FAULT_RECORDS, &broken);
    kiosk_frame(&k);
    CHECK(is_at("out_of_order"));
    kiosk_wait(&k, MEND_AGAIN);
    CHECK(app_wants_mending(&k.app));
    app_mend(&k.app);
    kiosk_frame(&k);
    is_fresh();
}

TEST(a_desk_speaks_english_where_the_schools_first_language_lacks_the_staffs_words)
{
    UNUSED_STATE;
    static const char *const FIRST[] = {"ar,en", "es,en"}, *const SHOWN[] = {"en", "es"};
    for (int i = 0; i < 2; i++) {
        CHECK(settings_set(k.store, "languages", FIRST[i], &err));
        CHECK(app_records(&k.app, k.store, &err));
        be_a_desk();
        CHECK_TEXT(k.app.language->tag, SHOWN[i]);
        sign_in_here();
        CHECK_TEXT(k.app.language->tag, SHOWN[i]);
        kiosk_key(&k, KEY_LOCK);
        CHECK_TEXT(k.app.language->tag, SHOWN[i]);
    }
    be(ROLE_LOBBY);
    CHECK_TEXT(k.app.language->tag, "es");
}

/* --- the key ------------------------------------------------------------------------------- */

TEST(one_key_locks_every_page_of_the_staffs_whatever_is_open_over_it)
{
    UNUSED_STATE;
    for (int role = ROLE_LOBBY; role <= ROLE_DESK; role++) {
        be((DeviceRole)role);
        for (int over = OVER_NOTHING; over <= OVER_LANGUAGES + 2; over++) {
            if (role == ROLE_LOBBY)
                tap(&k, BUTTON, "Staff");
            sign_in_here();
            if (over <= OVER_LANGUAGES)
                k.app.over = (Over)over;
            else if (over == OVER_LANGUAGES + 1)
                tap(&k, BUTTON, "Easier to use");
            else
                kiosk_wait(&k, 310); /* asked whether they are there */
            kiosk_frame(&k);
            kiosk_key(&k, KEY_LOCK);
            is_fresh();
        }
    }
}

TEST(one_key_locks_under_a_dialog_of_the_screens_own)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    enter(NUMBER, PIN);
    tap(&k, BUTTON, "Leave the kiosk");
    see(&k, DIALOG, "Leave the kiosk?");
    kiosk_key(&k, KEY_LOCK);
    is_fresh();
    CHECK(!k.app.has_quit);
}

TEST(one_key_ends_a_pin_check_and_who_it_was_is_not_signed_in)
{
    UNUSED_STATE;
    for (int role = ROLE_LOBBY; role <= ROLE_DESK; role++) {
        be((DeviceRole)role);
        if (role == ROLE_LOBBY)
            tap(&k, BUTTON, "Staff");
        kiosk_type(&k, NUMBER);
        kiosk_type(&k, PIN);
        CHECK_INT(k.app.signin.state, SIGNIN_CHECKS);
        kiosk_key(&k, KEY_LOCK);
        is_fresh();
        wait_jobs();
        is_fresh();
        CHECK_INT(number("SELECT failures FROM staff WHERE number = '07'"), role + 1);
    }
}

TEST(the_key_is_none_where_nobody_is_signed_in)
{
    UNUSED_STATE;
    kiosk_key(&k, KEY_LOCK);
    is_fresh();
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "qzxv");
    kiosk_key(&k, KEY_LOCK);
    CHECK(is_at("name") && remains(&k, "qzxv"));
    CHECK_TEXT(k.app.language->tag, "es");
    be_a_desk();
    kiosk_key(&k, KEY_LOCK);
    is_fresh(); /* nor does it begin anything */
    kiosk_type(&k, "0786");
    kiosk_key(&k, KEY_LOCK);
    CHECK(remains(&k, "0786"));
}

TEST(at_a_desk_the_pill_says_the_key)
{
    UNUSED_STATE;
    be_a_desk();
    sign_in_here();
    CHECK(anywhere(&k, "Ms. Okafor") && anywhere(&k, "F12"));
    be(ROLE_LOBBY);
    tap(&k, BUTTON, "Staff");
    enter(NUMBER, PIN);
    CHECK(anywhere(&k, "Ms. Okafor") && !anywhere(&k, "F12"));
}

/* --- time ---------------------------------------------------------------------------------- */

static void idles_after(int seconds)
{
    CHECK(k.app.guest.level >= DESK);
    kiosk_wait(&k, seconds - 1);
    CHECK(!k.app.warned_ms);
    kiosk_wait(&k, 1);
    see(&k, DIALOG, "Are you still there?");
    kiosk_wait(&k, IDLE_WARNING);
    is_fresh();
}

TEST(a_page_that_nobody_touches_is_locked)
{
    UNUSED_STATE;
    for (int is_slow = 0; is_slow < 2; is_slow++) {
        int times = is_slow ? 5 : 1;
        be(ROLE_LOBBY);
        tap(&k, BUTTON, "Staff");
        enter("12", DESK_PIN);
        k.app.switches.slow = is_slow;
        idles_after(60 * times);
        be_a_desk();
        enter("12", DESK_PIN);
        k.app.switches.slow = is_slow;
        idles_after(300 * times);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_desk_begins_at_the_pin_and_no_way_leads_from_it_to_a_familys_page),
        RUN_OPEN(a_desk_comes_back_to_the_pin_by_back_lock_and_restart),
        RUN_OPEN(digits_at_a_desk_that_nobody_goes_on_with_are_gone_without_a_question),
        RUN_OPEN(a_card_at_a_desks_pin_opens_nothing),
        RUN_OPEN(closed_is_the_familys_and_leaves_a_desk_alone),
        RUN_OPEN(an_emergency_is_shown_at_a_desk_and_its_staff_end_it),
        RUN_OPEN(a_desk_that_is_out_of_order_says_so_and_is_at_the_pin_when_it_is_mended),
        RUN_OPEN(a_desk_speaks_english_where_the_schools_first_language_lacks_the_staffs_words),
        RUN_OPEN(one_key_locks_every_page_of_the_staffs_whatever_is_open_over_it),
        RUN_OPEN(one_key_locks_under_a_dialog_of_the_screens_own),
        RUN_OPEN(one_key_ends_a_pin_check_and_who_it_was_is_not_signed_in),
        RUN_OPEN(the_key_is_none_where_nobody_is_signed_in),
        RUN_OPEN(at_a_desk_the_pill_says_the_key),
        RUN_OPEN(a_page_that_nobody_touches_is_locked),
    };
    return cmocka_run_group_tests_name("lock", tests, NULL, NULL);
}
