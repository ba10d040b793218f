/* Visits: arriving once, changing, leaving; walk-ins; the outbox. */
#include "check.h"

#include "store/events.h"
#include "store/people.h"
#include "store/sql.h"
#include "store/stubs.h"

static Store *store;
static Err err;
static Id evening, ama, kwame, efua;

/* ---- a made-up school ---- */

static Id put(const char *source_id, PersonRole role)
{
    Person p = {.role = role, .given = "Ama", .family = "Mensah", .is_active = true};
    snprintf(p.source_id, sizeof p.source_id, "%s", source_id);
    CHECK(people_put(store, &p, 1, &err));
    return p.id;
}

static void fill(void)
{
    Event event = {.uid = "evening", .kind = "conference", .starts = 1000, .ends = 9000};
    CHECK(events_put(store, &event, 1, &err));
    evening = event.id;
    ama = put("s1", STUDENT), kwame = put("s2", STUDENT), efua = put("g1", GUARDIAN);
}

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    if (!store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    fill();
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    return 0;
}

static Visit visit_of(Id opened_by, Id event, int64_t at)
{
    return (Visit){.id = store_new_id(store, at),
        .event = event,
        .opened_by = opened_by,
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .children = 2,
        .language = "es",
        .method = METHOD_NAME,
        .kiosk = "lobby"};
}

static int number(const char *text)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

/* ---- arriving ---- */

TEST(a_visit_is_kept_with_its_people)
{
    UNUSED_STATE;
    Visit found, visit = visit_of(efua, evening, 1500);
    visit.needs_interpreter = true;
    const Id people[] = {efua, ama, kwame, ama}; /* named twice is there once */
    CHECK(visits_arrive(store, &visit, people, 4, &err));
    CHECK(visits_find(store, evening, efua, &found, &err));
    CHECK(id_equal(found.id, visit.id));
    CHECK_INT(found.arrived, 1500);
    CHECK_INT(found.day, 20261119);
    CHECK_INT(found.left, 0);
    CHECK_INT(found.adults, 1);
    CHECK_INT(found.children, 2);
    CHECK_TEXT(found.language, "es");
    CHECK_TEXT(found.kiosk, "lobby");
    CHECK(found.needs_interpreter);
    CHECK_INT(found.method, METHOD_NAME);

    Id out[2];
    CHECK_INT(visits_people(store, visit.id, out, 2, &err), 3);
    CHECK(id_equal(out[0], ama) && id_equal(out[1], kwame));
    CHECK_INT(visits_last(store, efua, out, 2, &err), 3);
    CHECK_INT(visits_last(store, ama, out, 2, &err), 0);
}

TEST(the_same_visit_again_changes_nothing)
{
    UNUSED_STATE;
    Visit visit = visit_of(efua, evening, 1500), again = visit;
    CHECK(visits_arrive(store, &visit, &ama, 1, &err));
    CHECK(visits_arrive(store, &again, &ama, 1, &err));
    CHECK_INT(visits_count(store, &err), 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), 1);
}

TEST(the_same_visit_with_other_people_is_that_visit_with_them)
{
    UNUSED_STATE;
    Id out[4];
    Visit visit = visit_of(efua, evening, 1500), again = visit;
    CHECK(visits_arrive(store, &visit, &ama, 1, &err));
    CHECK(visits_arrive(store, &again, &kwame, 1, &err));
    CHECK_INT(visits_count(store, &err), 1);
    CHECK_INT(visits_people(store, visit.id, out, 4, &err), 1);
    CHECK(id_equal(out[0], kwame));
}

TEST(a_second_visit_of_a_home_at_an_event_is_refused_with_the_first)
{
    UNUSED_STATE;
    Visit first = visit_of(efua, evening, 1500), second = visit_of(efua, evening, 1600);
    CHECK(visits_arrive(store, &first, &ama, 1, &err));
    CHECK(!visits_arrive(store, &second, &kwame, 1, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(id_equal(second.id, first.id));
    CHECK_INT(second.arrived, 1500);
    CHECK_INT(visits_count(store, &err), 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), 1);

    Visit other = visit_of(ama, evening, 1600); /* another home */
    CHECK(visits_arrive(store, &other, &ama, 1, &err));
    CHECK(sql_run(sql(store, "UPDATE visit SET undone = 1"), &err));
    second = visit_of(efua, evening, 1700); /* what was undone is no hindrance */
    CHECK(visits_arrive(store, &second, &ama, 1, &err));
    CHECK_INT(visits_count(store, &err), 1);
}

TEST(ordinary_visits_are_as_many_as_there_are)
{
    UNUSED_STATE;
    Visit found, first = visit_of(efua, (Id){0}, 1500), second = visit_of(efua, (Id){0}, 1600);
    CHECK(visits_arrive(store, &first, NULL, 0, &err));
    CHECK(visits_arrive(store, &second, NULL, 0, &err));
    CHECK_INT(visits_count(store, &err), 2);
    CHECK(visits_find(store, (Id){0}, efua, &found, &err));
    CHECK(id_equal(found.id, second.id));
    CHECK(visits_leave(store, first.id, 1700, &err));
    CHECK(visits_leave(store, second.id, 1700, &err));
    CHECK(!visits_find(store, (Id){0}, efua, &found, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(a_visit_that_cannot_be_kept_leaves_nothing_behind)
{
    UNUSED_STATE;
    Visit visit = visit_of(efua, evening, 1500);
    const Id people[] = {ama, store_new_id(store, 1)}; /* the second is nobody */
    CHECK(!visits_arrive(store, &visit, people, 2, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK_INT(visits_count(store, &err), 0);
    CHECK_INT(number("SELECT count(*) FROM visit_person"), 0);
    CHECK_INT(number("SELECT count(*) FROM outbox"), 0);

    const Visit wrong[] = {
        {.opened_by = efua, .arrived = 1},
        {.id = visit.id, .arrived = 1},
        {.id = visit.id, .opened_by = efua, .adults = -1},
        {.id = visit.id, .opened_by = efua, .children = -1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Visit bad = wrong[i];
        CHECK(!visits_arrive(store, &bad, NULL, 0, err_clear(&err)));
        CHECK_INT(err.code, ERR_INVALID);
    }
    CHECK(visits_arrive(store, &visit, &ama, 1, &err)); /* the same id, now well */
}

TEST(visits_may_be_part_of_a_larger_transaction)
{
    UNUSED_STATE;
    Visit first = visit_of(efua, evening, 1500), second = visit_of(efua, evening, 1600);
    CHECK(store_begin(store, &err));
    CHECK(visits_arrive(store, &first, &ama, 1, &err));
    CHECK(!visits_arrive(store, &second, &ama, 1, &err));
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK(store_commit(store, &err));
    CHECK_INT(visits_count(store, &err), 1);
    first = visit_of(ama, evening, 1500);
    CHECK(store_begin(store, &err));
    CHECK(visits_arrive(store, &first, &ama, 1, &err));
    store_rollback(store);
    CHECK_INT(visits_count(store, &err), 1);
}

/* ---- changing and leaving ---- */

TEST(who_is_in_a_visit_can_be_changed)
{
    UNUSED_STATE;
    Visit found, visit = visit_of(efua, evening, 1500);
    const Id people[] = {efua, ama, kwame};
    CHECK(visits_arrive(store, &visit, people, 3, &err));
    visit.adults = 3, visit.children = 1, visit.needs_interpreter = true;
    CHECK(visits_change(store, &visit, people, 2, 1600, &err));
    CHECK(visits_find(store, evening, efua, &found, &err));
    CHECK_INT(found.adults, 3);
    CHECK_INT(found.children, 1);
    CHECK(found.needs_interpreter);
    CHECK_INT(found.arrived, 1500);
    Id out[4];
    CHECK_INT(visits_people(store, visit.id, out, 4, &err), 2);

    const Id nobody = store_new_id(store, 1);
    CHECK(!visits_change(store, &visit, &nobody, 1, 1700, err_clear(&err)));
    CHECK_INT(visits_people(store, visit.id, out, 4, &err), 2); /* as they were */
    visit.id = store_new_id(store, 1);
    CHECK(!visits_change(store, &visit, people, 2, 1600, err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(a_visit_is_left_once)
{
    UNUSED_STATE;
    Visit found, visit = visit_of(efua, evening, 1500);
    CHECK(visits_arrive(store, &visit, &ama, 1, &err));
    CHECK(visits_leave(store, visit.id, 1400, &err)); /* the clock was set back */
    CHECK(visits_find(store, evening, efua, &found, &err));
    CHECK_INT(found.left, 1500);
    CHECK(!visits_leave(store, visit.id, 1800, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!visits_leave(store, store_new_id(store, 1), 1800, err_clear(&err)));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(those_present_are_told_longest_stay_first_and_counted_all)
{
    UNUSED_STATE;
    Visit out[2];
    for (int i = 0; i < 4; i++) {
        Visit visit = visit_of(efua, (Id){0}, 2000 - i);
        CHECK(visits_arrive(store, &visit, &ama, 1, &err));
        if (i == 3)
            CHECK(visits_leave(store, visit.id, 2100, &err));
    }
    CHECK_INT(visits_present(store, out, 2, &err), 3);
    CHECK_INT(out[0].arrived, 1998);
    CHECK_INT(out[1].arrived, 1999);
}

/* ---- walk-ins ---- */

TEST(a_stub_and_its_visit_are_kept_together_and_once)
{
    UNUSED_STATE;
    Stub stub = {.id = store_new_id(store, 1),
        .child = "Yusuf \"Jo\" \\ 李",
        .grade = "02",
        .adult = "Hodan",
        .language = "so"};
    Visit found, visit = visit_of((Id){0}, evening, 1500);
    visit.method = METHOD_CARD;
    for (int i = 0; i < 2; i++)
        CHECK(stubs_arrive(store, &stub, &visit, &err));
    CHECK(visits_find(store, evening, stub.id, &found, &err));
    CHECK_INT(found.method, METHOD_WALK_IN);
    CHECK_INT(number("SELECT count(*) FROM stub WHERE state = 'open' AND made = 1500"), 1);
    CHECK_INT(visits_count(store, &err), 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), 2);
    Sql *q = sql(store, "SELECT body ->> 'child' FROM outbox WHERE kind = 'stub.made'");
    CHECK(sql_row(q));
    CHECK_TEXT(sql_get_text(q, 0), stub.child);
    CHECK(sql_done(q, &err));

    Visit wrong = visit_of((Id){0}, store_new_id(store, 1), 1500); /* no such event */
    stub.id = store_new_id(store, 1);
    CHECK(!stubs_arrive(store, &stub, &wrong, &err));
    CHECK_INT(number("SELECT count(*) FROM stub"), 1);
    stub.id = (Id){0};
    CHECK(!stubs_arrive(store, &stub, &visit, err_clear(&err)));
    CHECK_INT(err.code, ERR_INVALID);
}

TEST(the_outbox_has_every_change_in_order_with_its_hash)
{
    UNUSED_STATE;
    Visit visit = visit_of(efua, evening, 1500);
    const Id people[] = {efua, ama};
    CHECK(visits_arrive(store, &visit, people, 2, &err));
    visit.adults = 2;
    CHECK(visits_change(store, &visit, people, 1, 1600, &err));
    CHECK(visits_leave(store, visit.id, 1700, &err));

    Sql *q = sql(store,
        "SELECT group_concat(number || kind || at || ':' ||"
        " json_array_length(body -> 'people') || (body ->> 'adults'))"
        " FROM outbox WHERE kiosk = 'lobby' AND hash = hash(body)"
        " AND epoch = (SELECT value FROM meta WHERE key = 'epoch')");
    CHECK(sql_row(q));
    CHECK_TEXT(
        sql_get_text(q, 0), "1visit.arrived1500:21,2visit.changed1600:12,3visit.left1700:12");
    CHECK(sql_done(q, &err));
    q = sql(store, "SELECT body ->> 'id', body ->> 'left' FROM outbox WHERE number = 3");
    CHECK(sql_row(q));
    CHECK_TEXT(sql_get_text(q, 0), id_text(visit.id));
    CHECK_INT(sql_get_int(q, 1), 1700);
    CHECK(sql_done(q, &err));
    CHECK(store_check(store, &err));
    CHECK(sql_run(sql(store, "UPDATE outbox SET body = replace(body, '1700', '1701')"), &err));
    CHECK(!store_check(store, &err));
    CHECK(strstr(err.detail, "row 3"));
}

#define RUN_SCHOOL(name) cmocka_unit_test_setup_teardown(name, open_school, close_school)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SCHOOL(a_visit_is_kept_with_its_people),
        RUN_SCHOOL(the_same_visit_again_changes_nothing),
        RUN_SCHOOL(the_same_visit_with_other_people_is_that_visit_with_them),
        RUN_SCHOOL(a_second_visit_of_a_home_at_an_event_is_refused_with_the_first),
        RUN_SCHOOL(ordinary_visits_are_as_many_as_there_are),
        RUN_SCHOOL(a_visit_that_cannot_be_kept_leaves_nothing_behind),
        RUN_SCHOOL(visits_may_be_part_of_a_larger_transaction),
        RUN_SCHOOL(who_is_in_a_visit_can_be_changed),
        RUN_SCHOOL(a_visit_is_left_once),
        RUN_SCHOOL(those_present_are_told_longest_stay_first_and_counted_all),
        RUN_SCHOOL(a_stub_and_its_visit_are_kept_together_and_once),
        RUN_SCHOOL(the_outbox_has_every_change_in_order_with_its_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
