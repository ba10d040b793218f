/* The list at a desk: one touch, one visit; what was done is seen, told, undone and in the audit.
 */
#include "staffed.h"
#include "store/cards.h"
#include "store/families.h"
#include "store/help.h"
#include "told.h"

static Id conference;

static void open_desk(void)
{
    conference = k.app.open[0].id;
    sign_in();
    tap(&k, BUTTON, "Open the list");
    CHECK(is_at("desk"));
}

static void find(const char *typed)
{
    kiosk_type(&k, typed);
    kiosk_frame(&k);
}

static int64_t visits(void)
{
    return number("SELECT count(*) FROM visit WHERE undone IS NULL");
}

static int64_t audited(const char *act)
{
    char text[160];
    snprintf(text, sizeof text,
        "SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff WHERE act = '%s'"
        " AND kiosk = 'lobby'",
        act);
    Sql *q = sql(k.store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

static const char *search_text(void)
{
    return see(&k, FIELD, "Search")->value;
}

/* --- in and out ---------------------------------------------------------------------------- */

TEST(one_touch_checks_the_family_in_and_undo_takes_it_back)
{
    UNUSED_STATE;
    open_desk();
    CHECK_INT(audited("list.opened"), 1);
    find("mens");
    tap(&k, BUTTON, "Check in");
    CHECK_INT(visits(), 1);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'desk' AND adults = 1"
                     " AND children = 0 AND event NOTNULL"),
        1);
    CHECK_INT(audited("visit.arrived"), 1);
    CHECK_TEXT(search_text(), "");
    CHECK(says("Mensah, Ama: in"));
    CHECK(says("Here, 5:42 PM"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(visits(), 0);
    CHECK_INT(audited("visit.undone"), 1);
    CHECK(!says("Here, 5:42 PM"));
}

TEST(the_people_of_last_time_come_again)
{
    UNUSED_STATE;
    open_desk();
    find("ramirez");
    tap(&k, BUTTON, "Who is here");
    CHECK(is_at("family"));
    CHECK_INT(audited("family.seen"), 1);
    tap(&k, CHOICE, "Mateo Ramírez");
    tap(&k, BUTTON, "Check in {0, plural, one {# person} other {# people}}");
    CHECK(is_at("desk"));
    CHECK_INT(number("SELECT children FROM visit"), 1);
    CHECK_INT(number("UPDATE visit SET event = NULL, ended = 'not_said'"), -1);
    tap(&k, BUTTON, "Lock");
    open_desk();
    find("ramirez");
    tap(&k, BUTTON, "Check in");
    CHECK_INT(number("SELECT children FROM visit WHERE event NOTNULL"), 1);
}

TEST(undo_stands_ten_seconds_and_later_the_familys_page_takes_it_back)
{
    UNUSED_STATE;
    open_desk();
    find("mens");
    tap(&k, BUTTON, "Check in");
    kiosk_wait(&k, 9);
    see(&k, BUTTON, "Undo");
    kiosk_wait(&k, 1);
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    find("mens");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "Was not here");
    CHECK(is_at("desk"));
    CHECK_INT(visits(), 0);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone NOTNULL"), 1);
}

TEST(who_leaves_is_checked_out_and_comes_in_again)
{
    UNUSED_STATE;
    open_desk();
    find("mens");
    tap(&k, BUTTON, "Check in");
    find("mens");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "Check out");
    CHECK(says("Left, 5:42 PM"));
    CHECK_INT(number("SELECT count(*) FROM visit WHERE left NOTNULL"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK(says("Here, 5:42 PM"));
    find("mens");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "Check out");
    find("mens");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "In again");
    CHECK_INT(number("SELECT count(*) FROM visit WHERE left IS NULL AND ended = ''"), 1);
    CHECK_INT(audited("visit.left"), 2);
    CHECK_INT(audited("visit.returned"), 2);
}

TEST(who_was_changed_is_saved_as_the_same_visit)
{
    UNUSED_STATE;
    open_desk();
    find("ramirez");
    tap(&k, BUTTON, "Check in");
    find("ramirez");
    tap(&k, BUTTON, "Who is here");
    tap(&k, CHOICE, "Lucía Ramírez");
    tap(&k, TOGGLE, "Interpreter wanted");
    tap(&k, BUTTON, "Save: {0, plural, one {# person} other {# people}}");
    CHECK_INT(number("SELECT count(*) FROM visit WHERE children = 1 AND needs_interpreter"), 1);
    CHECK_INT(audited("visit.changed"), 1);
    CHECK(anywhere(&k, "1 waits for an interpreter"));
    find("ramirez");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "The interpreter is there");
    CHECK(!anywhere(&k, "waits for an interpreter"));
    tap(&k, BUTTON, "Undo");
    CHECK(anywhere(&k, "1 waits for an interpreter"));
}

TEST(a_visit_moves_to_another_event_and_back_as_one_act)
{
    UNUSED_STATE;
    Id fair = put_event(&k, "fair", "Book fair", EVENING - 3600, EVENING + 7200);
    app_follow(&k.app);
    kiosk_frame(&k);
    sign_in();
    tap(&k, BUTTON, "Open the list");
    CHECK(!id_equal(k.app.guest.event, fair));
    find("mens");
    tap(&k, BUTTON, "Check in");
    find("mens");
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "Move to another event");
    tap(&k, CHOICE, "Book fair");
    CHECK(is_at("desk"));
    CHECK_INT(visits(), 1);
    CHECK_INT(audited("visit.moved"), 1);
    CHECK(!says("Here, 5:42 PM"));
    tap(&k, BUTTON, "Undo");
    CHECK(says("Here, 5:42 PM"));
    CHECK_INT(visits(), 1);
}

/* --- not twice ----------------------------------------------------------------------------- */

static void arrive_elsewhere(void)
{
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .event = conference,
        .arrived = EVENING - 21 * 60,
        .day = 20261119,
        .adults = 1,
        .method = METHOD_DESK,
        .language = "en",
        .kiosk = "desk B"};
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = 'Ama'");
    CHECK(sql_row(q));
    visit.opened_by = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
}

TEST(who_is_here_already_is_amber_with_time_and_desk)
{
    UNUSED_STATE;
    open_desk();
    arrive_elsewhere();
    kiosk_wait(&k, 30);
    tap(&k, BUTTON, "Grades");
    kiosk_wait(&k, 30);
    CHECK(says("Already here, 5:21 PM, desk B"));
}

TEST(a_second_try_of_a_list_that_is_behind_is_told_and_keeps_one_visit)
{
    UNUSED_STATE;
    open_desk();
    arrive_elsewhere();
    find("mens");
    tap(&k, BUTTON, "Check in");
    see(&k, STATUS, "Already here");
    CHECK(says("Mensah, Ama, 5:21 PM, desk B"));
    CHECK_INT(visits(), 1);
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
}

TEST(who_must_see_the_office_is_looked_at_first)
{
    UNUSED_STATE;
    Sql *q = sql(k.store, "UPDATE person SET see_office = 1 WHERE given = 'Abena'");
    CHECK(sql_run(q, &err));
    open_desk();
    find("mens");
    tap(&k, BUTTON, "Check in");
    CHECK(is_at("family"));
    CHECK_INT(visits(), 0);
    see(&k, STATUS, "Please see the office about this family");
}

/* --- keys and the scanner ------------------------------------------------------------------ */

TEST(letters_and_enter_are_enough_where_one_family_is_left)
{
    UNUSED_STATE;
    open_desk();
    find("mensah");
    kiosk_key(&k, KEY_ENTER);
    CHECK_INT(visits(), 1);
    CHECK_TEXT(search_text(), "");
    CHECK(is_at("desk"));
}

TEST(one_letter_that_is_a_name_and_enter_are_enough_too)
{
    UNUSED_STATE;
    put_person(&k, STUDENT, "小明", "王", "", "04", 3, 3);
    open_desk();
    find("王");
    kiosk_key(&k, KEY_ENTER);
    CHECK(is_at("desk"));
    CHECK_INT(visits(), 1);
}

TEST(down_and_enter_choose_where_several_are_left)
{
    UNUSED_STATE;
    put_person(&k, STUDENT, "Malik", "Mensing", "", "04", 3, 3);
    open_desk();
    find("mens");
    kiosk_key(&k, KEY_DOWN);
    kiosk_key(&k, KEY_ENTER);
    CHECK_INT(visits(), 1);
    CHECK(is_at("desk"));
    CHECK_INT(number("SELECT count(*) FROM visit JOIN person ON person.id = opened_by"
                     " WHERE given = 'Ama'"),
        1);
}

TEST(escape_clears_the_search_and_then_goes_to_today)
{
    UNUSED_STATE;
    open_desk();
    find("mens");
    kiosk_key(&k, KEY_ESCAPE);
    CHECK_TEXT(search_text(), "");
    CHECK(is_at("desk"));
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("staff"));
}

TEST(a_card_before_the_scanner_is_in_without_a_touch)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = 'Ama'");
    CHECK(sql_row(q));
    Id ama = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    CHECK(cards_issue(k.store, ama, EVENING, code, &err));
    open_desk();
    k.app.screens->scanned(&k.app, code);
    kiosk_frame(&k);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE method = 'card'"), 1);
    CHECK(says("Mensah, Ama: in"));
    k.app.screens->scanned(&k.app, code);
    kiosk_frame(&k);
    see(&k, STATUS, "Already here");
    CHECK_INT(visits(), 1);
    k.app.screens->scanned(&k.app, "00000000000000000000000000");
    kiosk_frame(&k);
    CHECK_INT(visits(), 1);
    see(&k, STATUS, err_message(ERR_NOT_FOUND));
}

/* --- what is shown ------------------------------------------------------------------------- */

TEST(a_choice_of_rows_stays_over_a_look_at_one_family)
{
    UNUSED_STATE;
    open_desk();
    tap(&k, BUTTON, "Show");
    tap(&k, CHOICE, "Grade 3");
    tap(&k, BUTTON, "Show them");
    see(&k, GROUP, "Mensah, Ama");
    CHECK(!kiosk_find(&k, GROUP, "Ramírez Núñez, Rosa"));
    tap(&k, BUTTON, "Who is here");
    tap(&k, BUTTON, "Back");
    CHECK(!kiosk_find(&k, GROUP, "Ramírez Núñez, Rosa"));
    tap(&k, BUTTON, "Show");
    tap(&k, BUTTON, "Show everybody");
    see(&k, GROUP, "Ramírez Núñez, Rosa");
}

TEST(people_without_a_name_are_counted_and_taken_back)
{
    UNUSED_STATE;
    open_desk();
    tap(&k, BUTTON, "One more");
    tap(&k, BUTTON, "One more");
    CHECK_INT(families_counts(k.app.families)->counted, 2);
    tap(&k, BUTTON, "One fewer");
    CHECK_INT(families_counts(k.app.families)->counted, 1);
    CHECK_INT(audited("headcount.made"), 2);
    CHECK_INT(audited("headcount.undone"), 1);
}

TEST(calls_for_help_are_seen_beside_the_list)
{
    UNUSED_STATE;
    HelpCall call = {.kiosk = "gym", .screen = "name", .language = "es", .at = EVENING - 200};
    CHECK(help_call(k.store, &call, &err));
    open_desk();
    see(&k, BUTTON, "Calls for help");
    CHECK(anywhere(&k, "1 asks for help"));
    tap(&k, BUTTON, "Calls for help");
    CHECK(is_at("staff"));
}

/* --- and nothing stays --------------------------------------------------------------------- */

TEST(locked_nothing_of_the_list_is_left)
{
    UNUSED_STATE;
    open_desk();
    find("mens");
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Lock");
    CHECK(k.app.families == NULL);
    CHECK(!remains(&k, "Mensah"));
    CHECK(!remains(&k, "mens"));
    CHECK_INT(k.app.guest.act.kind, ACT_NOTHING);
}

TEST(what_cannot_be_kept_is_said_and_the_family_stays_not_here)
{
    UNUSED_STATE;
    open_desk();
    Sql *q = sql(k.store,
        "CREATE TEMP TRIGGER full BEFORE INSERT ON visit BEGIN"
        " SELECT raise(ABORT, 'no'); END");
    CHECK(sql_run(q, &err));
    find("mens");
    tap(&k, BUTTON, "Check in");
    CHECK_INT(visits(), 0);
    CHECK_INT(audited("visit.arrived"), 0);
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    see(&k, BUTTON, "Check in");
    CHECK_TEXT(search_text(), "mens");
    q = sql(k.store, "DROP TRIGGER full");
    CHECK(sql_run(q, &err));
    tap(&k, BUTTON, "Check in");
    CHECK_INT(visits(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(one_touch_checks_the_family_in_and_undo_takes_it_back),
        RUN_OPEN(the_people_of_last_time_come_again),
        RUN_OPEN(undo_stands_ten_seconds_and_later_the_familys_page_takes_it_back),
        RUN_OPEN(who_leaves_is_checked_out_and_comes_in_again),
        RUN_OPEN(who_was_changed_is_saved_as_the_same_visit),
        RUN_OPEN(a_visit_moves_to_another_event_and_back_as_one_act),
        RUN_OPEN(who_is_here_already_is_amber_with_time_and_desk),
        RUN_OPEN(a_second_try_of_a_list_that_is_behind_is_told_and_keeps_one_visit),
        RUN_OPEN(who_must_see_the_office_is_looked_at_first),
        RUN_OPEN(letters_and_enter_are_enough_where_one_family_is_left),
        RUN_OPEN(one_letter_that_is_a_name_and_enter_are_enough_too),
        RUN_OPEN(down_and_enter_choose_where_several_are_left),
        RUN_OPEN(escape_clears_the_search_and_then_goes_to_today),
        RUN_OPEN(a_card_before_the_scanner_is_in_without_a_touch),
        RUN_OPEN(a_choice_of_rows_stays_over_a_look_at_one_family),
        RUN_OPEN(people_without_a_name_are_counted_and_taken_back),
        RUN_OPEN(calls_for_help_are_seen_beside_the_list),
        RUN_OPEN(locked_nothing_of_the_list_is_left),
        RUN_OPEN(what_cannot_be_kept_is_said_and_the_family_stays_not_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
