/* Who is in the building now. */
#include "roster.h"

#include <sqlite3.h>
#include <time.h>

#include "store/events.h"
#include "store/headcounts.h"
#include "store/present.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/stubs.h"

enum { NOW = 1795132800, DAY = 20261119 }; /* 18:00 in Chicago */

static Id event, over;
static Present *present;

static Id put_event(const char *uid, int64_t ends)
{
    Event e = {.starts = ends - 7200, .ends = ends};
    snprintf(e.uid, sizeof e.uid, "%s", uid);
    CHECK(events_put(store, &e, NOW, &err));
    return e.id;
}

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    event = put_event("night", NOW + 3600);
    over = put_event("morning", NOW - 3601);
    CHECK(content_put(store, event, CONTENT_PLACE, "en", "Library", &err));
    CHECK(content_put(store, event, CONTENT_PLACE, "es", "Biblioteca", &err));
    CHECK(content_put(store, over, CONTENT_TITLE, "en", "Breakfast", &err));
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    present_close(present);
    present = NULL;
    store_close(store);
    return 0;
}

static Visit arrive(Id at, Id who, int adults, int children, const Id *people, int count)
{
    Visit v = {.id = store_new_id(store, NOW),
        .event = at,
        .opened_by = who,
        .arrived = NOW - 600,
        .day = DAY,
        .adults = adults,
        .children = children,
        .kiosk = "front door"};
    if (id_is_zero(at))
        snprintf(v.purpose, sizeof v.purpose, "volunteer");
    CHECK(visits_arrive(store, &v, people, count, &err));
    return v;
}

static Stub walk_in(const char *adult, const char *name)
{
    Stub stub = {.id = store_new_id(store, NOW)};
    Visit v = {.id = store_new_id(store, NOW),
        .event = event,
        .arrived = NOW,
        .day = DAY,
        .adults = 1,
        .children = 2,
        .method = METHOD_WALK_IN};
    snprintf(stub.adult, sizeof stub.adult, "%s", adult);
    snprintf(stub.child, sizeof stub.child, "%s", name);
    v.opened_by = stub.id;
    CHECK(stubs_arrive(store, &stub, &v, &err));
    return stub;
}

static void hold(Id stub)
{
    Sql *q = sql(store, "UPDATE stub SET held = 1 WHERE id = :id");
    sql_id(q, ":id", stub);
    CHECK(sql_run(q, &err));
}

static void count(Id at, int adults)
{
    Headcount h = {
        .id = store_new_id(store, NOW), .event = at, .at = NOW, .day = DAY, .adults = adults};
    CHECK(headcounts_add(store, &h, &err));
}

static void open_in(const char *language, int rows, int people)
{
    present_close(present);
    present = present_open(store, DAY, NOW, language, &err);
    assert_non_null(present);
    CHECK_INT(present_count(present), rows);
    CHECK_INT(present_people(present), people);
}

static const PresentRow *row(int index)
{
    return present_at(present, index);
}

TEST(a_family_has_its_adults_and_children_by_name_and_the_others_as_numbers)
{
    UNUSED_STATE;
    Id rosa = guardian("Rosa", "Ramírez", ""), pedro = guardian("Pedro", "Ramírez", "");
    Id sofia = child("Sofía", "Ramírez", "02", 1, 1), mateo = child("Mateo", "Ramírez", "05", 1, 1);
    Id people[] = {sofia, pedro, rosa, mateo};
    tie(rosa, mateo);
    Visit visit = arrive(event, rosa, 4, 3, people, 4);
    open_in("en", 1, 7);
    CHECK_TEXT(row(0)->name, "Ramírez, Rosa");
    CHECK_TEXT(row(0)->with, "Pedro Ramírez, Mateo, Sofía");
    CHECK_INT(row(0)->more_adults, 2);
    CHECK_INT(row(0)->more_children, 1);
    CHECK_INT(row(0)->since, NOW - 600);
    CHECK_TEXT(row(0)->place, "Library");
    CHECK(id_equal(row(0)->visit, visit.id));
    open_in("es", 1, 7);
    CHECK_TEXT(row(0)->place, "Biblioteca");
}

TEST(a_home_opened_by_a_child_is_named_by_who_is_ticked_or_else_by_the_child)
{
    UNUSED_STATE;
    Id mateo = child("Mateo", "Ramírez", "05", 1, 1);
    arrive(event, mateo, 1, 0, NULL, 0);
    open_in("en", 1, 1);
    CHECK_TEXT(row(0)->name, "Ramírez, Mateo");
    CHECK_INT(row(0)->more_adults, 1);
}

TEST(an_ordinary_visit_has_its_number_and_what_it_is_for)
{
    UNUSED_STATE;
    Id ama = guardian("Ama", "Mensah", "");
    Visit visit = arrive((Id){0}, ama, 1, 0, &ama, 1);
    open_in("en", 1, 1);
    CHECK_INT(row(0)->number, visit.number);
    CHECK_INT(row(0)->number, 1);
    CHECK_TEXT(row(0)->purpose, "volunteer");
    CHECK_TEXT(row(0)->kiosk, "front door");
    CHECK_TEXT(row(0)->place, "");
}

TEST(who_left_was_undone_or_came_another_day_is_not_here)
{
    UNUSED_STATE;
    Id a = guardian("A", "One", ""), b = guardian("B", "Two", ""), c = guardian("C", "Three", "");
    Visit left = arrive(event, a, 1, 0, &a, 1), undone = arrive(event, b, 1, 0, &b, 1);
    arrive(event, c, 1, 0, &c, 1);
    open_in("en", 3, 3);
    CHECK(visits_leave(store, left.id, NOW, &err));
    Sql *q = sql(store, "UPDATE visit SET undone = 1 WHERE id = :id");
    sql_id(q, ":id", undone.id);
    CHECK(sql_run(q, &err));
    open_in("en", 1, 1);
    CHECK_TEXT(row(0)->name, "Three, C");
    present_close(present);
    present = present_open(store, DAY + 1, NOW, "en", &err);
    assert_non_null(present);
    CHECK_INT(present_count(present), 0);
}

TEST(walk_ins_have_the_names_they_gave)
{
    UNUSED_STATE;
    walk_in("Dana Ruiz", "Ines");
    walk_in("", "Omar");
    open_in("en", 2, 6);
    CHECK_INT(row(0)->kind, PRESENT_WALK_IN);
    CHECK_TEXT(row(0)->name, "Dana Ruiz");
    CHECK_TEXT(row(0)->with, "Ines");
    CHECK_INT(row(0)->more_adults, 0);
    CHECK_INT(row(0)->more_children, 1);
    CHECK_TEXT(row(1)->name, "Omar");
    CHECK_INT(row(1)->more_adults, 1);
}

TEST(a_flood_is_one_row_without_names_and_counts)
{
    UNUSED_STATE;
    walk_in("Omar", "");
    hold(walk_in("", "Zzz").id);
    hold(walk_in("Aaa", "").id);
    open_in("en", 2, 9);
    CHECK_TEXT(row(0)->name, "Omar");
    CHECK_INT(row(1)->kind, PRESENT_HELD);
    CHECK_INT(row(1)->visits, 2);
    CHECK_INT(row(1)->people, 6);
    CHECK_TEXT(row(1)->name, "");
}

TEST(people_without_a_name_are_the_last_row_unless_their_event_is_over)
{
    UNUSED_STATE;
    Id a = guardian("Zoe", "Zapata", "");
    arrive(event, a, 1, 0, &a, 1);
    count(event, 3);
    count((Id){0}, 2);
    count(over, 40);
    open_in("en", 2, 6);
    CHECK_INT(row(1)->kind, PRESENT_COUNTED);
    CHECK_INT(row(1)->people, 5);
}

TEST(rows_stand_by_name_whatever_the_accents_and_the_letters_lead_to_them)
{
    UNUSED_STATE;
    static const char *const NAMES[] = {"Zapata", "Ángeles", "alvarez", "Iñiguez", "محمد"};
    PresentLetter letters[8];
    for (int i = 0; i < 5; i++) {
        Id id = guardian("Ana", NAMES[i], "");
        arrive(event, id, 1, 0, &id, 1);
    }
    open_in("en", 5, 5);
    CHECK_TEXT(row(0)->name, "alvarez, Ana");
    CHECK_TEXT(row(1)->name, "Ángeles, Ana");
    CHECK_TEXT(row(2)->name, "Iñiguez, Ana");
    CHECK_INT(present_letters(present, letters, 8), 4);
    CHECK_TEXT(letters[0].text, "A");
    CHECK_INT(letters[0].first, 0);
    CHECK_TEXT(letters[1].text, "I");
    CHECK_TEXT(letters[3].text, "م");
    CHECK_INT(letters[1].first, 2);
    CHECK_INT(present_letters(present, letters, 2), 2);
}

TEST(who_was_seen_stays_seen_when_others_come)
{
    UNUSED_STATE;
    Id a = guardian("A", "Mora", ""), b = guardian("B", "Nolan", ""),
       c = guardian("C", "Abara", "");
    arrive(event, a, 2, 0, &a, 1);
    Visit gone = arrive(event, b, 1, 0, &b, 1);
    open_in("en", 2, 3);
    present_see(present, 0, true);
    present_see(present, 1, true);
    CHECK_INT(present_unseen(present), 0);
    present_see(present, 1, false);
    CHECK_INT(present_unseen(present), 1);
    arrive(event, c, 3, 0, &c, 1);
    CHECK(visits_leave(store, gone.id, NOW, &err));
    CHECK(present_read(present, store, DAY, NOW, &err));
    CHECK_INT(present_count(present), 2);
    CHECK(!present_is_seen(present, 0));
    CHECK(present_is_seen(present, 1));
    CHECK_INT(present_unseen(present), 3);
}

TEST(records_that_cannot_be_read_are_an_error_and_the_rows_stand)
{
    UNUSED_STATE;
    Id a = guardian("A", "Mora", "");
    arrive(event, a, 2, 0, &a, 1);
    open_in("en", 1, 2);
    CHECK(sql_run(sql(store, "ALTER TABLE headcount RENAME TO gone"), &err));
    CHECK(!present_read(present, store, DAY, NOW, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK_TEXT(row(0)->name, "Mora, A");
}

TEST(two_thousand_visits_are_read_at_once)
{
    UNUSED_STATE;
    enum { MANY = 2000 };
    struct timespec from, to;
    CHECK(store_begin(store, &err));
    for (int i = 0; i < MANY; i++) {
        char name[16];
        snprintf(name, sizeof name, "F%d", i);
        Id people[] = {guardian("Ana", name, ""), child("Leo", name, "03", 1, 1)};
        arrive(event, people[0], 2, 1, people, 2);
    }
    CHECK(store_commit(store, &err));
    clock_gettime(CLOCK_MONOTONIC, &from);
    open_in("en", MANY, 3 * MANY);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
    print_message("%d visits: %.1f ms\n", MANY, ms);
}

#define RUN_HERE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_HERE(a_family_has_its_adults_and_children_by_name_and_the_others_as_numbers),
        RUN_HERE(a_home_opened_by_a_child_is_named_by_who_is_ticked_or_else_by_the_child),
        RUN_HERE(an_ordinary_visit_has_its_number_and_what_it_is_for),
        RUN_HERE(who_left_was_undone_or_came_another_day_is_not_here),
        RUN_HERE(walk_ins_have_the_names_they_gave),
        RUN_HERE(a_flood_is_one_row_without_names_and_counts),
        RUN_HERE(people_without_a_name_are_the_last_row_unless_their_event_is_over),
        RUN_HERE(rows_stand_by_name_whatever_the_accents_and_the_letters_lead_to_them),
        RUN_HERE(who_was_seen_stays_seen_when_others_come),
        RUN_HERE(records_that_cannot_be_read_are_an_error_and_the_rows_stand),
        RUN_HERE(two_thousand_visits_are_read_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
