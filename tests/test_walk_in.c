/* A walk-in at the desk: one page, by keyboard alone and by touch alone; who may be known is
 * shown. */
#include "walk_ins.h"

static void open_page(void)
{
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    k.app.guest.event = k.app.open[0].id;
    go(&k.app, screen_walk_in);
    kiosk_frame(&k);
    CHECK(is_at("walk_in"));
}

static void read_text(const char *column, char *out, size_t size)
{
    char text[128];
    snprintf(text, sizeof text, "SELECT %s FROM visit v JOIN stub s ON s.id = v.opened_by", column);
    Sql *q = sql(k.store, text);
    CHECK(sql_row(q));
    sql_get_copy(q, 0, out, size);
    CHECK(!sql_row(q)); /* there is one */
    CHECK(sql_done(q, &err));
}

static void kept(const char *column, const char *expected)
{
    char text[256];
    read_text(column, text, sizeof text);
    CHECK_TEXT(text, expected);
}

TEST(a_walk_in_is_written_with_the_keyboard_alone)
{
    UNUSED_STATE;
    open_page();
    kiosk_type(&k, "Noor Haddad");
    kiosk_key(&k, KEY_TAB); /* from the field to its chips */
    kiosk_key(&k, KEY_RIGHT);
    kiosk_key(&k, KEY_SPACE);
    kiosk_key(&k, KEY_TAB); /* the second field */
    kiosk_type(&k, "Amal Haddad");
    kiosk_wait(&k, 1);        /* a hand is slower than a scanner */
    kiosk_key(&k, KEY_ENTER); /* the filled button */
    CHECK(is_at("staff"));
    kept("s.child", "Noor Haddad");
    kept("s.adult", "Amal Haddad");
    kept("s.grade", "02"); /* the second of KG, 02, 03, 05 */
    kept("s.language", "en");
    kept("v.method", "walk_in");
    kept("v.adults", "1");
    kept("v.needs_interpreter", "0");
    kept("v.kiosk", "lobby");
    kept("v.event = (SELECT id FROM event)", "1");
}

TEST(a_walk_in_is_written_by_touch_alone)
{
    UNUSED_STATE;
    open_page();
    tap(&k, KEY, "B");
    tap(&k, KEY, "O");
    tap(&k, FIELD, "Adult’s own name");
    tap(&k, KEY, "K");
    tap(&k, BUTTON, "More");
    CHECK(!kiosk_find(&k, KEY, "B"));
    tap(&k, CHOICE, "Kindergarten");
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "One more");
    tap(&k, TOGGLE, "Interpreter wanted");
    tap(&k, FIELD, "Child’s name"); /* the keys come again */
    tap(&k, KEY, "B");
    tap(&k, BUTTON, "Check in");
    CHECK(is_at("staff"));
    kept("s.child", "Bob");
    kept("s.adult", "K");
    kept("s.grade", "KG");
    kept("s.language", "es");
    kept("v.language", "es");
    kept("v.adults", "2");
    kept("v.needs_interpreter", "1");
    CHECK_INT(number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                     " WHERE act = 'stub.made' AND staff.number = '12'"
                     " AND subject = (SELECT uuid(id) FROM stub)"),
        1);
    CHECK_INT(outboxes("stub.made"), 1);
    CHECK_INT(outboxes("visit.arrived"), 1);
}

TEST(a_grade_touched_again_is_none)
{
    UNUSED_STATE;
    open_page();
    kiosk_type(&k, "Bo");
    tap(&k, CHOICE, "3");
    tap(&k, CHOICE, "3");
    tap(&k, BUTTON, "Check in");
    kept("s.grade", "");
}

TEST(without_a_name_nothing_is_kept_and_any_one_name_is_enough)
{
    UNUSED_STATE;
    open_page();
    CHECK(see(&k, BUTTON, "Check in")->state & STATE_DISABLED);
    kiosk_key(&k, KEY_ENTER);
    kiosk_type(&k, "  ");
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("walk_in"));
    CHECK_INT(number("SELECT count(*) FROM stub"), 0);
    tap(&k, FIELD, "Adult’s own name");
    kiosk_type(&k, "Amal");
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("staff"));
    kept("s.adult", "Amal");
}

TEST(two_hundred_letters_marks_and_pictures_are_kept_as_far_as_a_name_goes)
{
    UNUSED_STATE;
    open_page();
    for (int i = 0; i < 200; i++)
        kiosk_type(&k, "é");
    tap(&k, FIELD, "Adult’s own name");
    kiosk_type(&k,
        "\xE2\x80\x8F"
        "Nour\xE2\x80\xAE😀 O’Neil");
    kiosk_wait(&k, 1);
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("staff"));
    kept("length(s.child)", "60");
    kept("s.adult", "Nour O’Neil");
}

TEST(who_is_on_the_roster_is_shown_while_the_name_is_typed)
{
    UNUSED_STATE;
    Visit visit = made_visit(person("Rosa"), "desk A", EVENING - 1260);
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
    open_page();
    kiosk_type(&k, "Ma");
    CHECK(!anywhere(&k, "Is it one of these?"));
    kiosk_type(&k, "teo");
    CHECK(anywhere(&k, "Is it one of these?"));
    CHECK(anywhere(&k, "Ramírez Núñez, Rosa"));
    CHECK(anywhere(&k, "Mateo, Grade 5"));
    CHECK(anywhere(&k, "5:21"));
    CHECK(!anywhere(&k, "Mensah"));
    kiosk_type(&k, "qq");
    CHECK(!anywhere(&k, "Ramírez Núñez, Rosa"));
}

TEST(the_adults_name_finds_the_family_too)
{
    UNUSED_STATE;
    open_page();
    tap(&k, FIELD, "Adult’s own name");
    kiosk_type(&k, "ama mensah");
    CHECK(anywhere(&k, "Mensah, Ama"));
}

TEST(who_is_written_already_is_said_with_time_and_place)
{
    UNUSED_STATE;
    walk_in_at("Noor Haddad", "", "desk B", EVENING - 1260);
    open_page();
    kiosk_type(&k, "Nour");
    CHECK(anywhere(&k, "Already written"));
    CHECK(anywhere(&k, "5:21"));
    CHECK(anywhere(&k, "desk B"));
    tap(&k, BUTTON, "Check in"); /* it warns, and stops nobody */
    CHECK_INT(number("SELECT count(*) FROM stub"), 2);
}

TEST(a_walk_in_that_cannot_be_kept_stays_on_the_glass_and_is_kept_once_later)
{
    UNUSED_STATE;
    open_page();
    kiosk_type(&k, "Noor");
    CHECK(sql_run(sql(k.store,
                      "CREATE TEMP TRIGGER full BEFORE INSERT ON visit"
                      " BEGIN SELECT raise(ABORT, 'full'); END"),
        &err));
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("walk_in"));
    CHECK(anywhere(&k, "Noor"));
    CHECK(kiosk_find(&k, STATUS, err_message(ERR_BROKEN)) != NULL);
    CHECK_INT(number("SELECT count(*) FROM stub"), 0);
    CHECK_INT(audits("stub.made"), 0);
    CHECK(sql_run(sql(k.store, "DROP TRIGGER temp.full"), &err));
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("staff"));
    CHECK_INT(number("SELECT count(*) FROM stub"), 1);
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
}

TEST(without_an_event_it_is_an_ordinary_visit_with_its_number)
{
    UNUSED_STATE;
    open_page();
    k.app.guest.event = (Id){0};
    kiosk_type(&k, "Noor");
    kiosk_key(&k, KEY_ENTER);
    kept("v.event IS NULL", "1");
    kept("v.number", "1");
}

TEST(families_do_not_reach_the_page_and_nothing_typed_stays_after_lock)
{
    UNUSED_STATE;
    go(&k.app, screen_walk_in);
    kiosk_frame(&k);
    CHECK(is_at("welcome"));
    open_page();
    kiosk_type(&k, "Qzxv");
    CHECK(remains(&k, "Qzxv"));
    tap(&k, BUTTON, "Lock");
    CHECK(!remains(&k, "Qzxv"));
    CHECK_INT(number("SELECT count(*) FROM stub"), 0);
}

TEST(a_restart_loses_no_walk_in_that_was_checked_in)
{
    UNUSED_STATE;
    use_file();
    sign_in();
    go(&k.app, screen_walk_in);
    kiosk_frame(&k);
    kiosk_type(&k, "Noor");
    kiosk_key(&k, KEY_ENTER);
    go(&k.app, screen_walk_in);
    kiosk_frame(&k);
    kiosk_type(&k, "Half a na");
    restart();
    CHECK_INT(number("SELECT count(*) FROM stub"), 1);
    CHECK_INT(number("SELECT count(*) FROM visit"), 1);
    CHECK_INT(audits("stub.made"), 1);
    remove_file();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_walk_in_is_written_with_the_keyboard_alone),
        RUN_OPEN(a_walk_in_is_written_by_touch_alone),
        RUN_OPEN(a_grade_touched_again_is_none),
        RUN_OPEN(without_a_name_nothing_is_kept_and_any_one_name_is_enough),
        RUN_OPEN(two_hundred_letters_marks_and_pictures_are_kept_as_far_as_a_name_goes),
        RUN_OPEN(who_is_on_the_roster_is_shown_while_the_name_is_typed),
        RUN_OPEN(the_adults_name_finds_the_family_too),
        RUN_OPEN(who_is_written_already_is_said_with_time_and_place),
        RUN_OPEN(a_walk_in_that_cannot_be_kept_stays_on_the_glass_and_is_kept_once_later),
        RUN_OPEN(without_an_event_it_is_an_ordinary_visit_with_its_number),
        RUN_OPEN(families_do_not_reach_the_page_and_nothing_typed_stays_after_lock),
        RUN_OPEN(a_restart_loses_no_walk_in_that_was_checked_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
