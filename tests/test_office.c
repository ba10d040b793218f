/* The staff's page: what it says and does, and in which language. */
#include "staffed.h"
#include "store/counts.h"
#include "store/headcounts.h"
#include "store/help.h"
#include "store/misses.h"
#include "store/stubs.h"

/* --- the page ------------------------------------------------------------------------------ */

static void choose(const char *id)
{
    tap(&k, CHOICE, language_text(k.app.language, id));
}

TEST(closed_and_open_are_a_touch_and_are_in_the_audit)
{
    UNUSED_STATE;
    sign_in();
    choose("kiosk|Closed");
    CHECK(is_at("staff"));
    tap(&k, BUTTON, "Lock");
    CHECK(is_at("closed"));
    sign_in();
    choose("kiosk|Open");
    tap(&k, BUTTON, "Lock");
    CHECK(is_at("welcome"));
    CHECK_INT(number("SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                     " WHERE act = 'setting.set' AND subject = 'page' AND staff.number = '07'"
                     " AND kiosk = 'lobby'"
                     " AND detail IN ('open -> closed', 'closed -> open')"),
        2);
}

TEST(an_emergency_is_asked_once_outlives_a_restart_and_is_ended_by_staff)
{
    UNUSED_STATE;
    use_file();
    sign_in();
    choose("Emergency");
    tap(&k, BUTTON, "Back");
    CHECK(is_at("staff"));
    choose("Emergency");
    tap(&k, BUTTON, "Show it now");
    CHECK(is_at("emergency"));
    CHECK_INT(k.app.guest.level, ANYONE);
    CHECK(!remains(&k, "Okafor"));
    restart();
    CHECK(is_at("emergency"));
    tap(&k, BUTTON, "Staff");
    kiosk_wait(&k, 70); /* over a new minute: the page stays */
    tap(&k, BUTTON, "I need more time");
    enter(NUMBER, PIN);
    CHECK(is_at("staff"));
    choose("kiosk|Open");
    CHECK(is_at("staff"));
    tap(&k, BUTTON, "Lock");
    CHECK(is_at("welcome"));
    remove_file();
}

TEST(who_leaves_the_kiosk_may_and_is_asked)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    CHECK(is_at("staff"));
    CHECK_INT(k.app.guest.level, DESK);
    CHECK(!kiosk_find(&k, BUTTON, "Leave the kiosk"));
    tap(&k, BUTTON, "Lock");
    sign_in();
    tap(&k, BUTTON, "Leave the kiosk");
    CHECK(!k.app.has_quit);
    tap(&k, BUTTON, "Leave");
    CHECK(k.app.has_quit);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'kiosk.left'"), 1);
}

TEST(who_waits_for_help_is_listed_until_somebody_answers)
{
    UNUSED_STATE;
    HelpCall call = {.kiosk = "gym", .screen = "pick_up", .language = "es", .at = EVENING - 200};
    CHECK(help_call(k.store, &call, &err));
    sign_in();
    see(&k, GROUP, "Somebody waits to pick up a child");
    CHECK(anywhere(&k, "gym") && anywhere(&k, "Español") && anywhere(&k, "3 minutes ago"));
    tap(&k, BUTTON, "Answered");
    see(&k, TEXT, "Nobody is waiting.");
    CHECK_INT(help_waiting(k.store, NULL, 0, &err), 0);
    CHECK_INT(
        number("SELECT count(*) FROM audit WHERE act = 'help.answered' AND staff NOTNULL"), 1);
}

TEST(many_misses_are_told)
{
    UNUSED_STATE;
    for (int i = 0; i < 5; i++)
        CHECK(misses_add(k.store, k.app.kiosk, EVENING, &err));
    sign_in();
    CHECK(!anywhere(&k, "Many misses"));
    tap(&k, BUTTON, "Lock");
    CHECK(misses_add(k.store, k.app.kiosk, EVENING, &err));
    sign_in();
    CHECK(anywhere(&k, "Many misses: 6 in 10 minutes"));
}

static void arrive(Id event, VisitMethod method, int adults, int children, int32_t day)
{
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .event = event,
        .opened_by = store_new_id(k.store, EVENING),
        .arrived = EVENING,
        .day = day,
        .adults = adults,
        .children = children,
        .method = method,
        .language = "en",
        .kiosk = "lobby"};
    Stub stub = {.id = visit.opened_by, .child = "Noor"};
    if (method == METHOD_WALK_IN)
        CHECK(stubs_arrive(k.store, &stub, &visit, &err));
    else
        CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
}

TEST(the_day_is_counted)
{
    UNUSED_STATE;
    Counts counts;
    Id event = k.app.open[0].id;
    Headcount head = {.id = store_new_id(k.store, EVENING),
        .at = EVENING,
        .day = 20261119,
        .adults = 2,
        .children = 3,
        .language = "en",
        .kiosk = "lobby"};
    CHECK(counts_day(k.store, 20261119, event, &counts, &err));
    CHECK_INT(counts.visits + counts.inside + counts.counted + counts.walk_ins, 0);
    arrive(event, METHOD_NAME, 1, 2, 20261119);
    arrive(event, METHOD_WALK_IN, 2, 1, 20261119);
    arrive((Id){0}, METHOD_NAME, 1, 0, 20261119);
    arrive((Id){0}, METHOD_WALK_IN, 5, 5, 20261118);
    CHECK(headcounts_add(k.store, &head, &err));
    CHECK(counts_day(k.store, 20261119, event, &counts, &err));
    CHECK_INT(counts.visits, 2);
    CHECK_INT(counts.inside, 7);
    CHECK_INT(counts.counted, 5);
    CHECK_INT(counts.walk_ins, 1);
    CHECK(counts_day(k.store, 20261119, (Id){0}, &counts, &err));
    CHECK_INT(counts.visits, 1);
    CHECK_INT(number("UPDATE visit SET left = arrived WHERE adults = 2"), -1);
    CHECK(counts_day(k.store, 20261119, event, &counts, &err));
    CHECK_INT(counts.inside, 4);
    sign_in();
    see(&k, TEXT, "people inside now");
}

/* --- words --------------------------------------------------------------------------------- */

TEST(a_language_without_the_staffs_words_shows_them_in_english_and_comes_back)
{
    UNUSED_STATE;
    tap(&k, CHOICE, "العربية");
    tap(&k, BUTTON, "Staff");
    CHECK_TEXT(k.app.language->tag, "en");
    tap(&k, BUTTON, "Back");
    CHECK_TEXT(k.app.language->tag, "ar");
    tap(&k, CHOICE, "Español");
    tap(&k, BUTTON, "Staff");
    CHECK_TEXT(k.app.language->tag, "es");
    enter(NUMBER, PIN);
    see(&k, TEXT, "people inside now");
    CHECK(anywhere(&k, "personas adentro ahora"));
    tap(&k, BUTTON, "Lock");
    CHECK_TEXT(k.app.language->tag, "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(closed_and_open_are_a_touch_and_are_in_the_audit),
        RUN_OPEN(an_emergency_is_asked_once_outlives_a_restart_and_is_ended_by_staff),
        RUN_OPEN(who_leaves_the_kiosk_may_and_is_asked),
        RUN_OPEN(who_waits_for_help_is_listed_until_somebody_answers),
        RUN_OPEN(many_misses_are_told),
        RUN_OPEN(the_day_is_counted),
        RUN_OPEN(a_language_without_the_staffs_words_shows_them_in_english_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
