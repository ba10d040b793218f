/* An event of a whole day on the glass, and one that will not be. */
#include "check.h"

#include "kiosk.h"
#include "store/events.h"
#include "ways.h"

enum { SINCE_MIDNIGHT = 63720 };

static void change(Kiosk *k, const char *uid, bool is_all_day, bool is_withdrawn)
{
    Event event;
    Err err = {0};
    CHECK(events_find(k->store, uid, &event, &err));
    event.is_all_day = is_all_day;
    event.is_withdrawn = is_withdrawn;
    CHECK(events_put(k->store, &event, EVENING, &err));
}

static void a_day_and_an_evening(Kiosk *k)
{
    two_events(k);
    int64_t midnight = EVENING - SINCE_MIDNIGHT;
    put_event(k, "day", "Reading day", midnight, midnight + 86400);
    change(k, "day", true, false);
    change(k, "fair", false, true);
}

TEST(an_event_of_a_whole_day_has_no_hours_and_stands_last)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, a_day_and_an_evening);
    CHECK(anywhere(&k, "Family conference night")); /* today, and not the day */
    CHECK(!anywhere(&k, "All day"));
    tap(&k, BUTTON, "Check in");
    CHECK(anywhere(&k, "All day · Library"));
    CHECK(!anywhere(&k, "12:00"));
    float first = see(&k, CHOICE, "Family conference night")->box.y;
    CHECK(first < see(&k, CHOICE, "Reading day")->box.y);
    CHECK(!anywhere(&k, "Book fair")); /* withdrawn */
    kiosk_close(&k);
}

static void a_day(Kiosk *k)
{
    a_day_and_an_evening(k);
    change(k, "conference", false, true);
}

TEST(the_welcome_says_all_day)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, a_day);
    CHECK(anywhere(&k, "Reading day"));
    CHECK(anywhere(&k, "All day · Library"));
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_event_of_a_whole_day_has_no_hours_and_stands_last),
        RUN(the_welcome_says_all_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
