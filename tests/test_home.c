/* A home as the glass may draw it: letters, grades, rooms, language. */
#include "check.h"
#include "roster.h"

#include "store/homes.h"

static Home home;

static int open_store(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    return store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int close_store(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static bool opens(Id opened_by)
{
    return homes_get(store, opened_by, &home, &err);
}

TEST(letters_are_as_many_as_tell_the_children_apart)
{
    UNUSED_STATE;
    Id adult = guardian("Ada", "Quill", "3125550188");
    static const struct {
        const char *given, *is;
    } rows[] = {{"anna", "Anna"}, {"Ann", "Ann"}, {"Élodie", "Élo"}, {"Élise", "Éli"}, {"Bo", "B"},
        {"李", "李"}, {"Sam", "S"}, {"Sam", "S"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char grade[8];
        snprintf(grade, sizeof grade, "%02d", 12 - (int)i); /* the eldest is shown first */
        tie(adult, child(rows[i].given, "Quill", grade, 1, 1));
    }
    CHECK(opens(adult));
    CHECK_INT(home.count, 9);
    CHECK_TEXT(home.people[0].letters, "A");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_TEXT(home.people[i + 1].letters, rows[i].is);
}

TEST(a_home_has_rooms_grades_in_order_and_its_language)
{
    UNUSED_STATE;
    Person p = {.role = STUDENT,
        .given = "Noor",
        .family = "Khan",
        .grade = "10",
        .homeroom = "Room 12",
        .language = "ur"};
    Id noor = put(p), little = child("Zara", "Khan", "PK", 6, 1),
       adult = guardian("Asma", "Khan", "3125550166");
    tie(adult, noor), tie(adult, little);
    CHECK(opens(adult));
    CHECK_TEXT(home.language, "ur");
    CHECK(id_equal(home.people[1].id, noor));
    CHECK(id_equal(home.people[2].id, little));
    CHECK_TEXT(home.people[1].room, "Room 12");

    CHECK(people_get(store, adult, &p, &err));
    snprintf(p.language, sizeof p.language, "ps");
    CHECK(people_put(store, &p, 200, &err));
    CHECK(opens(adult));
    CHECK_TEXT(home.language, "ps"); /* the guardian's goes before */

    CHECK(people_get(store, noor, &p, &err));
    p.language[0] = 0;
    CHECK(people_put(store, &p, 200, &err));
    CHECK(opens(little)); /* no adult in it; called by the lowest id */
    CHECK(id_equal(home.opened_by, noor));
    CHECK(!home.people[0].is_guardian);
    CHECK_TEXT(home.language, "ps");
}

TEST(a_home_of_more_than_it_holds_is_cut_not_broken)
{
    UNUSED_STATE;
    Id adult = guardian("Ida", "Group", "3125550101");
    for (int i = 0; i < 30; i++)
        tie(adult, child("Kid", "Group", "02", 1, 2));
    CHECK(opens(adult));
    CHECK_INT(home.count, HOME_PEOPLE);
    CHECK(opens(home.people[1].id));
    CHECK_INT(home.count, HOME_PEOPLE);
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(letters_are_as_many_as_tell_the_children_apart),
        RUN_OPEN(a_home_has_rooms_grades_in_order_and_its_language),
        RUN_OPEN(a_home_of_more_than_it_holds_is_cut_not_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
