/* The page of the cards. Sticks that fail: test_failing_saves.c. */
#include "stick_page.h"

#include "store/cards.h"
#include "store/people.h"

static char earlier[CARD_TEXT];
static Id rosa;

static void link_child(Id adult, const char *given, const char *grade)
{
    Id id = put_person(&k, STUDENT, given, "Ramírez", "", grade, 3, 14);
    CHECK(people_link(k.store, adult, id, &err));
}

/* Rosa has a card. */
static int open_page(void **state)
{
    open_with_stick(state);
    rosa = put_person(&k, GUARDIAN, "Rosa", "Ramírez", "6125550142", "", 0, 0);
    Id ama = put_person(&k, GUARDIAN, "Ama", "Mensah", "6125550143", "", 0, 0);
    link_child(rosa, "Mateo", "05");
    link_child(ama, "Qzxva", "03");
    CHECK(cards_issue(k.store, rosa, EVENING - 100, earlier, &err));
    enter_page(screen_cards, "cards");
    return 0;
}

static bool works(void)
{
    Home home;
    return cards_find(k.store, earlier, &home, &err) == HOME_OPEN;
}

static int64_t good(void)
{
    return number("SELECT count(*) FROM card WHERE revoked IS NULL");
}

static void save(void)
{
    save_by("Save as PDF");
}

TEST(saved_cards_work_and_end_the_earlier_ones)
{
    UNUSED_STATE;
    CHECK(anywhere(&k, "2 cards on 1 page"));
    save();
    CHECK(anywhere(&k, "Saved. You can pull the stick out."));
    CHECK_INT(files(), 1);
    CHECK_INT(good(), 2);
    CHECK(!works());
    CHECK_INT(number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                     " WHERE act = 'card.issued' AND staff.number = '07'"),
        2);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'file.saved'"
                     " AND detail = 'cards as pdf, rows: 2'"),
        1);
}

TEST(a_grade_and_only_who_has_none_choose_fewer)
{
    UNUSED_STATE;
    tap(&k, CHOICE, "Grade 5");
    CHECK(anywhere(&k, "1 card on 1 page"));
    tap(&k, CHOICE, "Only who has no card yet");
    CHECK(anywhere(&k, "No cards to make"));
    tap(&k, CHOICE, "All grades");
    CHECK(anywhere(&k, "1 card on 1 page"));
    save();
    CHECK_INT(good(), 2);
    CHECK(works());
}

TEST(one_family_is_found_by_two_letters)
{
    UNUSED_STATE;
    kiosk_type(&k, "me");
    CHECK(anywhere(&k, "Mensah, Ama"));
    CHECK(!anywhere(&k, "Ramírez, Rosa"));
    tap(&k, BUTTON, "Choose");
    CHECK(anywhere(&k, "Chosen"));
    CHECK(anywhere(&k, "1 card on 1 page"));
    save();
    CHECK(works());
    CHECK_INT(good(), 2);
}

static int64_t looks(void)
{
    return number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                  " JOIN person ON uuid(person.id) = subject"
                  " WHERE act = 'cards.looked' AND staff.number = '07' AND given = 'Qzxva'");
}

TEST(a_look_at_one_familys_cards_is_in_the_audit)
{
    UNUSED_STATE;
    kiosk_type(&k, "me");
    CHECK_INT(looks(), 0);
    tap(&k, BUTTON, "Choose");
    CHECK_INT(looks(), 1);
    kiosk_wait(&k, 1);
    CHECK_INT(looks(), 1);
}

TEST(a_family_that_cannot_be_noted_is_not_shown)
{
    UNUSED_STATE;
    Sql *q = sql(k.store,
        "CREATE TEMP TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'full'); END");
    CHECK(sql_run(q, &err));
    kiosk_type(&k, "me");
    tap(&k, BUTTON, "Choose");
    CHECK(!anywhere(&k, "Chosen"));
    CHECK(anywhere(&k, "2 cards on 1 page"));
    CHECK_INT(looks(), 0);
}

TEST(cards_that_cannot_be_kept_do_not_go_out)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(k.store,
                      "CREATE TRIGGER no BEFORE INSERT ON card BEGIN"
                      " SELECT raise(ABORT, 'no'); END"),
        &err));
    save();
    CHECK(anywhere(&k, "This could not be saved"));
    CHECK_INT(files(), 0);
    CHECK(works());
}

TEST(who_locks_has_the_file_with_its_cards_or_neither)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Save as PDF");
    tap(&k, BUTTON, "Lock");
    wait_jobs();
    CHECK_INT(good(), files() ? 2 : 1);
    CHECK(!remains(&k, "Qzxva"));
}

TEST(a_program_that_ends_has_the_file_with_its_cards_or_neither)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Save as PDF");
    restart();
    CHECK_INT(good(), files() ? 2 : 1);
}

TEST(a_desk_does_not_get_there)
{
    UNUSED_STATE;
    add_staff("12", "Mr. Lindqvist", STAFF_DESK, DESK_PIN);
    tap(&k, BUTTON, "Lock");
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    go(&k.app, screen_cards);
    kiosk_frame(&k);
    CHECK(!is_at("cards"));
}

int main(void)
{
#define RUN_PAGE(name) cmocka_unit_test_setup_teardown(name, open_page, close_with_stick)
    const struct CMUnitTest tests[] = {
        RUN_PAGE(saved_cards_work_and_end_the_earlier_ones),
        RUN_PAGE(a_grade_and_only_who_has_none_choose_fewer),
        RUN_PAGE(one_family_is_found_by_two_letters),
        RUN_PAGE(a_look_at_one_familys_cards_is_in_the_audit),
        RUN_PAGE(a_family_that_cannot_be_noted_is_not_shown),
        RUN_PAGE(cards_that_cannot_be_kept_do_not_go_out),
        RUN_PAGE(who_locks_has_the_file_with_its_cards_or_neither),
        RUN_PAGE(a_program_that_ends_has_the_file_with_its_cards_or_neither),
        RUN_PAGE(a_desk_does_not_get_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
