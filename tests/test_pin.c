/* The staff's way in: the lock, the PIN, and that nobody else gets there. */
#include "office/office.h"
#include "staffed.h"
#include "store/misses.h"

/* --- the lock ------------------------------------------------------------------------------ */

static void the_lock_is_last(void)
{
    const Node *last = NULL;
    for (const Node *n = k.app.ui.root; n; n = node_after(n))
        if (n->is_control)
            last = n;
    CHECK(last != NULL);
    CHECK_TEXT(last->msgid, "Staff");
    CHECK(last->box.w >= 20 && last->box.h >= 20);
}

TEST(the_lock_stands_on_every_page_where_a_visit_begins_and_is_last)
{
    UNUSED_STATE;
    Err broken = {.code = ERR_BROKEN};
    the_lock_is_last();
    app_resize(&k.app, 1080, 1920, 0);
    kiosk_frame(&k);
    the_lock_is_last();
    for (int page = PAGE_CLOSED; page <= PAGE_EMERGENCY; page++) {
        CHECK(app_page(&k.app, (AppPage)page, &err));
        kiosk_frame(&k);
        the_lock_is_last();
    }
    CHECK(app_page(&k.app, PAGE_OPEN, &err));
    app_fail(&k.app, FAULT_RECORDS, &broken);
    kiosk_frame(&k);
    CHECK(is_at("out_of_order"));
    the_lock_is_last();
}

TEST(the_lock_stands_nowhere_else)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Check in");
    CHECK(!kiosk_find(&k, BUTTON, "Staff"));
}

/* --- the PIN ------------------------------------------------------------------------------- */

TEST(a_wrong_pin_is_said_and_the_right_one_opens_the_page)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    kiosk_type(&k, NUMBER);
    kiosk_type(&k, WRONG_PIN);
    see(&k, STATUS, "We check this.");
    wait_jobs();
    see(&k, STATUS, "This number and this PIN do not fit.");
    CHECK(is_at("pin"));
    CHECK_INT(k.app.guest.level, ANYONE);
    for (int i = 0; i < 2; i++)
        kiosk_key(&k, KEY_BACKSPACE); /* the number stood still */
    enter("99", PIN);
    see(&k, STATUS, "This number and this PIN do not fit.");
    for (int i = 0; i < 2; i++)
        kiosk_key(&k, KEY_BACKSPACE);
    enter(NUMBER, PIN);
    CHECK(is_at("staff"));
    CHECK_INT(k.app.guest.level, ADMIN);
    CHECK(anywhere(&k, "Ms. Okafor"));
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'staff.signed_in'"), 1);
}

static bool is_locked_out(void)
{
    return kiosk_find(&k, STATUS, "Too many tries") != NULL;
}

TEST(five_failures_lock_out_for_a_minute_that_a_restart_does_not_shorten)
{
    UNUSED_STATE;
    use_file();
    tap(&k, BUTTON, "Staff");
    kiosk_type(&k, NUMBER);
    for (int i = 0; i < 5; i++) {
        CHECK(!is_locked_out());
        enter("", WRONG_PIN);
    }
    CHECK(is_locked_out());
    CHECK(anywhere(&k, "Try again in 60 seconds."));
    kiosk_wait(&k, 20);
    CHECK(anywhere(&k, "Try again in 40 seconds."));
    enter("", PIN);
    CHECK(is_locked_out() && is_at("pin"));
    CHECK(anywhere(&k, "Try again in 40 seconds."));
    restart();
    tap(&k, BUTTON, "Staff");
    CHECK(!is_locked_out());
    enter(NUMBER, PIN);
    CHECK(is_locked_out() && is_at("pin"));
    CHECK(anywhere(&k, "Try again in 40 seconds."));
    kiosk_wait(&k, 39);
    CHECK(anywhere(&k, "Try again in 1 second."));
    kiosk_wait(&k, 1);
    CHECK(!is_locked_out());
    enter("", PIN);
    CHECK(is_at("staff"));
    remove_file();
}

TEST(a_longer_lockout_is_told_in_minutes)
{
    UNUSED_STATE;
    CHECK_INT(number("UPDATE staff SET locked_s = 300"), -1);
    tap(&k, BUTTON, "Staff");
    enter(NUMBER, PIN);
    CHECK(anywhere(&k, "Try again in 5 minutes."));
    CHECK(app_wait_ms(&k.app) <= 60000);
    kiosk_wait(&k, 59);
    CHECK(anywhere(&k, "Try again in 5 minutes."));
    kiosk_wait(&k, 1);
    CHECK(is_at("pin") && k.app.warned_ms); /* asked whether somebody is still there */
    tap(&k, BUTTON, "I need more time");
    CHECK(anywhere(&k, "Try again in 4 minutes."));
    for (int i = 0; i < 2; i++)
        kiosk_key(&k, KEY_BACKSPACE);
    CHECK(!is_locked_out()); /* it is that number's */
}

TEST(of_a_pin_nothing_remains)
{
    UNUSED_STATE;
    char typed[16];
    snprintf(typed, sizeof typed, "%.5s", PIN);
    tap(&k, BUTTON, "Staff");
    kiosk_type(&k, NUMBER);
    kiosk_type(&k, typed);
    CHECK(remains(&k, typed)); /* the test sees what there is */
    tap(&k, BUTTON, "Back");
    CHECK(is_at("welcome"));
    CHECK(!remains(&k, typed));
    tap(&k, BUTTON, "Staff");
    enter(NUMBER, WRONG_PIN);
    CHECK(!remains(&k, "30517"));
    enter("", PIN);
    CHECK(is_at("staff"));
    CHECK(!remains(&k, typed) && !remains(&k, "argon2"));
    tap(&k, BUTTON, "Lock");
    CHECK(is_at("welcome"));
    CHECK(!remains(&k, "Okafor"));
}

TEST(whoever_goes_while_the_pin_is_checked_is_not_signed_in)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    kiosk_type(&k, NUMBER);
    kiosk_type(&k, PIN);
    tap(&k, BUTTON, "Back");
    wait_jobs();
    CHECK(is_at("welcome"));
    tap(&k, BUTTON, "Staff");
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    CHECK_INT(k.app.guest.level, ANYONE);
    CHECK_INT(number("SELECT failures FROM staff WHERE number = '07'"), 1);
}

/* --- nobody else --------------------------------------------------------------------------- */

TEST(without_a_pin_nobody_gets_to_the_staffs_page)
{
    UNUSED_STATE;
    go(&k.app, screen_staff);
    kiosk_frame(&k);
    CHECK(is_at("welcome"));
    tap(&k, BUTTON, "Staff");
    go(&k.app, screen_staff);
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    for (int i = 0; i < 3; i++)
        kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("welcome"));
}

TEST(back_from_the_first_page_locks_and_no_way_leads_back)
{
    UNUSED_STATE;
    sign_in();
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("welcome"));
    CHECK_INT(k.app.guest.level, ANYONE);
    CHECK_INT(k.app.back_count, 0);
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("welcome"));
}

TEST(a_card_at_the_pin_opens_nothing)
{
    UNUSED_STATE;
    CHECK(app_page(&k.app, PAGE_CLOSED, &err));
    kiosk_frame(&k);
    tap(&k, BUTTON, "Staff");
    k.app.screens->scanned(&k.app, "00000000000000000000000000");
    kiosk_frame(&k);
    CHECK(is_at("pin"));
    CHECK_INT(misses_recent(k.store, k.app.kiosk, k.app.now, &err), 0);
}

TEST(the_pin_of_a_closed_kiosk_does_not_stay)
{
    UNUSED_STATE;
    CHECK(app_page(&k.app, PAGE_CLOSED, &err));
    kiosk_frame(&k);
    tap(&k, BUTTON, "Staff");
    CHECK(is_at("pin"));
    kiosk_wait(&k, 90);
    CHECK(is_at("closed"));
    tap(&k, BUTTON, "Staff");
    tap(&k, BUTTON, "Back");
    CHECK(is_at("closed"));
    CHECK(!k.app.is_begun);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(the_lock_stands_on_every_page_where_a_visit_begins_and_is_last),
        RUN_OPEN(the_lock_stands_nowhere_else),
        RUN_OPEN(a_wrong_pin_is_said_and_the_right_one_opens_the_page),
        RUN_OPEN(five_failures_lock_out_for_a_minute_that_a_restart_does_not_shorten),
        RUN_OPEN(a_longer_lockout_is_told_in_minutes),
        RUN_OPEN(of_a_pin_nothing_remains),
        RUN_OPEN(whoever_goes_while_the_pin_is_checked_is_not_signed_in),
        RUN_OPEN(without_a_pin_nobody_gets_to_the_staffs_page),
        RUN_OPEN(back_from_the_first_page_locks_and_no_way_leads_back),
        RUN_OPEN(a_card_at_the_pin_opens_nothing),
        RUN_OPEN(the_pin_of_a_closed_kiosk_does_not_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
