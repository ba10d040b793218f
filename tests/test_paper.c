/* The event's list, kept current on a stick while the event runs. */
#include "stick_page.h"

#include "store/events.h"
#include "store/people.h"
#include "store/visits.h"

static char text[1 << 16];

/* A desk, with an event that has begun. */
static int open_desk(void **state)
{
    open_with_stick(state);
    Event night = {
        .uid = "night", .kind = "conference", .starts = EVENING - 600, .ends = EVENING + 7200};
    CHECK(events_put(k.store, &night, EVENING - 86400, &err));
    Id mateo = put_person(&k, STUDENT, "Mateo", "Ramírez", "", "05", 3, 14);
    Id rosa = put_person(&k, GUARDIAN, "Rosa", "Ramírez", "6125550142", "", 0, 0);
    CHECK(people_link(k.store, rosa, mateo, &err));
    k.app.device.role = ROLE_DESK;
    k.app.device.has_checklist = true;
    return 0;
}

static void minute(void)
{
    kiosk_wait(&k, 60);
    wait_jobs();
    kiosk_wait(&k, 60);
    wait_jobs();
}

static const char *list(void)
{
    char command[256];
    snprintf(
        command, sizeof command, "pdftotext '%s/checklist-2026-11-19.pdf' - 2>&1", stick.folder);
    FILE *answer = popen(command, "r");
    assert_non_null(answer);
    text[fread(text, 1, sizeof text - 1, answer)] = 0;
    pclose(answer);
    return text;
}

static int64_t noted(void)
{
    return number("SELECT count(*) FROM audit WHERE act = 'checklist.saved'"
                  " AND detail = 'kept current, rows: 1'");
}

TEST(the_list_is_on_the_stick_and_says_who_came_meanwhile)
{
    UNUSED_STATE;
    minute();
    CHECK_INT(files(), 1);
    CHECK(strstr(list(), "Ramírez, Rosa"));
    CHECK(!strstr(text, "5:42"));
    Id rosa = {0};
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = 'Rosa'");
    if (sql_row(q))
        rosa = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .event = k.app.open[0].id,
        .opened_by = rosa,
        .arrived = EVENING,
        .day = 20261119,
        .adults = 1,
        .kiosk = "desk"};
    CHECK(visits_arrive(k.store, &visit, &rosa, 1, &err));
    minute();
    CHECK_INT(files(), 1);
    CHECK(strstr(list(), "5:42"));
    CHECK_INT(noted(), 1); /* once, not each minute */
}

TEST(without_the_word_in_the_machines_file_nothing_is_written)
{
    UNUSED_STATE;
    k.app.device.has_checklist = false;
    minute();
    CHECK_INT(files(), 0);
}

TEST(in_a_lobby_nothing_is_written)
{
    UNUSED_STATE;
    k.app.device.role = ROLE_LOBBY;
    minute();
    CHECK_INT(files(), 0);
}

TEST(a_stick_that_comes_later_has_it_a_minute_after)
{
    UNUSED_STATE;
    CHECK_INT(unlink(stick.table), 0);
    minute();
    CHECK_INT(files(), 0);
    CHECK_INT(noted(), 0);
    stick_mounts(STICK_LINE);
    minute();
    CHECK_INT(files(), 1);
}

TEST(a_full_stick_keeps_the_list_of_before_and_has_the_next)
{
    UNUSED_STATE;
    minute();
    stick_fail(1, ENOSPC);
    minute();
    CHECK(stick.has_failed);
    CHECK_INT(files(), 1);
    CHECK(strstr(list(), "Ramírez, Rosa"));
    stick_fail(0, 0);
    minute();
    CHECK_INT(files(), 1);
}

TEST(a_program_that_ends_leaves_no_half_file)
{
    UNUSED_STATE;
    kiosk_wait(&k, 60);
    restart();
    CHECK(files() <= 1);
}

int main(void)
{
    (void)sign_in;
#define RUN_DESK(name) cmocka_unit_test_setup_teardown(name, open_desk, close_with_stick)
    const struct CMUnitTest tests[] = {
        RUN_DESK(the_list_is_on_the_stick_and_says_who_came_meanwhile),
        RUN_DESK(without_the_word_in_the_machines_file_nothing_is_written),
        RUN_DESK(in_a_lobby_nothing_is_written),
        RUN_DESK(a_stick_that_comes_later_has_it_a_minute_after),
        RUN_DESK(a_full_stick_keeps_the_list_of_before_and_has_the_next),
        RUN_DESK(a_program_that_ends_leaves_no_half_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
