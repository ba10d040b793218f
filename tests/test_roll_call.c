/* The pages of the roll call and of whom to call. */
#include "staffed.h"

#include "app/nav.h"
#include "office/office.h"
#include "store/people.h"
#include "store/stubs.h"
#include "store/terms.h"

static Id rosa, ama;

static Visit arrive(Id event, Id who, int adults, int children)
{
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .event = event,
        .opened_by = who,
        .arrived = EVENING - 600,
        .day = 20261119,
        .adults = adults,
        .children = children,
        .kiosk = "lobby"};
    CHECK(visits_arrive(k.store, &visit, &who, 1, &err));
    return visit;
}

static Id person(const char *given)
{
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = :given");
    Id id = {0};
    sql_text(q, ":given", given);
    if (sql_row(q))
        id = sql_get_id(q, 0);
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

static int open_school(void **state)
{
    open_kiosk(state);
    rosa = person("Rosa");
    ama = person("Ama");
    return 0;
}

static void enter_as(const char *number, const char *pin, Screen screen)
{
    tap(&k, BUTTON, "Staff");
    enter(number, pin);
    go(&k.app, screen);
    kiosk_frame(&k);
}

/* --- roll call ----------------------------------------------------------------------------- */

TEST(a_desk_sees_who_is_here_and_ticks_who_was_seen)
{
    UNUSED_STATE;
    arrive(k.app.open[0].id, rosa, 2, 1);
    arrive((Id){0}, ama, 1, 0);
    enter_as("12", DESK_PIN, screen_roll_call);
    CHECK(is_at("roll_call"));
    CHECK(anywhere(&k, "people in the building"));
    see(&k, CHOICE, "Ramírez Núñez, Rosa");
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'roll_call.looked'"), 1);
    CHECK(anywhere(&k, "4"));
    tap(&k, CHOICE, "Ramírez Núñez, Rosa");
    CHECK(anywhere(&k, "Seen"));
    CHECK(kiosk_find(&k, VALUE, "1"));
    CHECK(!kiosk_find(&k, VALUE, "3"));
    tap(&k, CHOICE, "Ramírez Núñez, Rosa");
    CHECK(!anywhere(&k, "Seen"));
    CHECK(kiosk_find(&k, VALUE, "4"));
}

TEST(who_comes_while_the_page_is_open_stands_there_within_a_minute)
{
    UNUSED_STATE;
    arrive((Id){0}, ama, 1, 0);
    enter_as("12", DESK_PIN, screen_roll_call);
    tap(&k, CHOICE, "Mensah, Ama · Visitor 1");
    arrive(k.app.open[0].id, rosa, 1, 0);
    CHECK(!kiosk_find(&k, CHOICE, "Ramírez Núñez, Rosa"));
    kiosk_wait(&k, 50);
    kiosk_key(&k, KEY_TAB); /* somebody is there */
    kiosk_wait(&k, 15);
    see(&k, CHOICE, "Ramírez Núñez, Rosa");
    CHECK(anywhere(&k, "Seen"));
}

TEST(an_empty_building_is_told)
{
    UNUSED_STATE;
    enter_as("12", DESK_PIN, screen_roll_call);
    CHECK(anywhere(&k, "Nobody is in the building."));
}

TEST(records_that_cannot_be_read_are_told)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(k.store, "ALTER TABLE headcount RENAME TO gone"), &err));
    enter_as("12", DESK_PIN, screen_roll_call);
    CHECK(is_at("roll_call"));
    CHECK(anywhere(&k, err_message(ERR_BROKEN)));
}

TEST(nothing_of_the_roll_call_remains_when_they_lock)
{
    UNUSED_STATE;
    put_person(&k, GUARDIAN, "Qzxva", "Wvutx", "", "", 0, 0);
    arrive((Id){0}, person("Qzxva"), 1, 0);
    enter_as("12", DESK_PIN, screen_roll_call);
    CHECK(anywhere(&k, "Wvutx"));
    CHECK(k.app.held != NULL);
    tap(&k, BUTTON, "Lock");
    CHECK(k.app.held == NULL);
    CHECK(!remains(&k, "Wvutx"));
}

TEST(the_keyboard_alone_ticks_and_leaves)
{
    UNUSED_STATE;
    arrive(k.app.open[0].id, rosa, 2, 1);
    enter_as("12", DESK_PIN, screen_roll_call);
    for (int i = 0; i < 12 && !anywhere(&k, "Seen"); i++) {
        kiosk_key(&k, KEY_TAB);
        Node *row = kiosk_find(&k, CHOICE, "Ramírez Núñez, Rosa");
        if (row && row->state & STATE_FOCUSED)
            kiosk_key(&k, KEY_ENTER);
    }
    CHECK(anywhere(&k, "Seen"));
    kiosk_key(&k, KEY_ESCAPE);
    CHECK(is_at("staff"));
}

/* --- whom to call -------------------------------------------------------------------------- */

static void speak(const char *given, const char *language)
{
    Sql *q = sql(k.store, "UPDATE person SET language = :language WHERE given = :given");
    sql_text(q, ":language", language);
    sql_text(q, ":given", given);
    CHECK(sql_run(q, &err));
}

static void enrol(void)
{
    speak("Mateo", "es");
    speak("Sofía", "es");
    speak("Lucía", "es");
    speak("Abena", "en");
    CHECK(people_enrol(k.store, EVENING - 86400 * 30, 20261020, &err));
}

TEST(whom_to_call_stands_by_language_with_how_many)
{
    UNUSED_STATE;
    enrol();
    enter_as(NUMBER, PIN, screen_unreached);
    CHECK(is_at("unreached"));
    CHECK(anywhere(&k, "2 families not here yet"));
    see(&k, CHOICE, "Spanish");
    CHECK(anywhere(&k, "Ramírez Núñez, Rosa"));
    CHECK(anywhere(&k, "Mensah, Ama"));
    tap(&k, CHOICE, "Spanish");
    CHECK(anywhere(&k, "Ramírez Núñez, Rosa"));
    CHECK(anywhere(&k, "Mateo 05"));
    CHECK(!anywhere(&k, "Mensah, Ama"));
    tap(&k, CHOICE, "All");
    CHECK(anywhere(&k, "Mensah, Ama"));
}

TEST(that_somebody_looked_at_whom_to_call_is_in_the_audit)
{
    UNUSED_STATE;
    enrol();
    enter_as(NUMBER, PIN, screen_unreached);
    kiosk_frame(&k);
    CHECK_INT(number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                     " WHERE act = 'unreached.looked' AND detail = 'families: 2'"
                     " AND staff.number = '07'"),
        1);
}

TEST(who_came_is_not_called)
{
    UNUSED_STATE;
    enrol();
    arrive(k.app.open[0].id, ama, 1, 0);
    enter_as(NUMBER, PIN, screen_unreached);
    CHECK(anywhere(&k, "1 family not here yet"));
    CHECK(!anywhere(&k, "Mensah, Ama"));
}

TEST(a_desk_does_not_get_there)
{
    UNUSED_STATE;
    enrol();
    enter_as("12", DESK_PIN, screen_unreached);
    CHECK(!is_at("unreached"));
}

TEST(nothing_of_whom_to_call_remains_when_they_lock)
{
    UNUSED_STATE;
    enrol();
    enter_as(NUMBER, PIN, screen_unreached);
    CHECK(anywhere(&k, "Mensah"));
    tap(&k, BUTTON, "Lock");
    CHECK(k.app.held == NULL);
    CHECK(!remains(&k, "Mensah"));
}

int main(void)
{
    (void)restart, (void)use_file, (void)remove_file, (void)sign_in;
#define RUN_AT(name) cmocka_unit_test_setup_teardown(name, open_school, close_kiosk)
    const struct CMUnitTest tests[] = {
        RUN_AT(a_desk_sees_who_is_here_and_ticks_who_was_seen),
        RUN_AT(who_comes_while_the_page_is_open_stands_there_within_a_minute),
        RUN_AT(an_empty_building_is_told),
        RUN_AT(records_that_cannot_be_read_are_told),
        RUN_AT(nothing_of_the_roll_call_remains_when_they_lock),
        RUN_AT(the_keyboard_alone_ticks_and_leaves),
        RUN_AT(whom_to_call_stands_by_language_with_how_many),
        RUN_AT(that_somebody_looked_at_whom_to_call_is_in_the_audit),
        RUN_AT(who_came_is_not_called),
        RUN_AT(a_desk_does_not_get_there),
        RUN_AT(nothing_of_whom_to_call_remains_when_they_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
