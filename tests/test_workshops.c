/* Workshops in a list: what suits first, what a filter leaves, what is shown of several dates. */
#include "check.h"

#include "store/signups.h"

enum { HOUR = 3600 };

static Store *store;
static Err err;
static Zone *zone;
static int64_t now;
static WorkshopRow rows[8];

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    zone = zone_new("America/Chicago", &err);
    return zone && zone_parse(zone, "2026-11-19T17:42", &now, &err) &&
            store_open(&store, "", STORE_MEMORY, &err)
        ? 0
        : -1;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    zone_free(zone);
    return 0;
}

static Id workshop(const char *uid, const char *grades)
{
    Workshop w = {.state = WORKSHOP_PUBLISHED, .topic = "math"};
    snprintf(w.uid, sizeof w.uid, "%s", uid);
    snprintf(w.grades, sizeof w.grades, "%s", grades);
    CHECK(workshops_put(store, &w, now, &err));
    return w.id;
}

static Session session(Id of, const char *uid, const char *starts, int seats)
{
    Session s = {.workshop = of, .language = "en", .places.seats = seats};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(zone_parse(zone, starts, &s.starts, &err));
    s.ends = s.starts + HOUR;
    CHECK(sessions_put(store, &s, now, &err));
    return s;
}

static int list(WorkshopFilter filter)
{
    filter.zone = zone;
    return workshops_upcoming(store, &filter, now, rows, 8, &err);
}

static void fill(Session *s)
{
    Signup u = {.id = store_new_id(store, now),
        .session = s->id,
        .opened_by = store_new_id(store, now),
        .party.adults = s->places.seats};
    CHECK_INT(signups_make(store, &u, false, now, &err), SIGNUP_DONE);
}

TEST(what_suits_comes_first_and_nothing_is_hidden)
{
    UNUSED_STATE;
    Id older = workshop("older", "07,08"), all = workshop("all", ""),
       small = workshop("small", "KG,01");
    session(older, "o1", "2026-12-01T18:00", 9);
    session(small, "s1", "2026-12-03T18:00", 9);
    session(all, "a1", "2026-12-05T18:00", 9);
    CHECK_INT(list((WorkshopFilter){0}), 3);
    CHECK(id_equal(rows[0].id, older)); /* no grades: by date */
    CHECK_INT(list((WorkshopFilter){.grades = "01,05"}), 3);
    CHECK(id_equal(rows[0].id, small));
    CHECK(id_equal(rows[1].id, all));
    CHECK(id_equal(rows[2].id, older));
    CHECK_INT(list((WorkshopFilter){.grades = "01,05", .only_grades = true}), 2);
}

TEST(filters_look_at_the_dates)
{
    UNUSED_STATE;
    Id w = workshop("w", "");
    session(w, "noon", "2026-12-01T12:00", 9);
    session(w, "late", "2026-12-02T17:00", 9);
    Session online = session(w, "saturday", "2026-12-05T10:00", 9);
    online.is_virtual = true;
    snprintf(online.language, sizeof online.language, "es");
    CHECK(sessions_put(store, &online, now, &err));
    CHECK_INT(list((WorkshopFilter){0}), 1);
    CHECK_INT(rows[0].dates, 3);
    CHECK_INT(list((WorkshopFilter){.is_evening = true}), 1);
    CHECK_INT(rows[0].dates, 1);
    CHECK_INT(list((WorkshopFilter){.is_saturday = true}), 1);
    CHECK(id_equal(rows[0].session, online.id));
    CHECK_INT(list((WorkshopFilter){.is_online = true}), 1);
    CHECK_INT(list((WorkshopFilter){.language = "es"}), 1);
    CHECK_INT(list((WorkshopFilter){.language = "ar"}), 0);
    CHECK_INT(list((WorkshopFilter){.is_evening = true, .is_saturday = true}), 0);
}

TEST(the_first_date_with_a_seat_is_shown)
{
    UNUSED_STATE;
    Id w = workshop("w", "");
    Session full = session(w, "full", "2026-12-01T18:00", 2),
            free = session(w, "free", "2026-12-02T18:00", 5);
    fill(&full);
    CHECK_INT(list((WorkshopFilter){0}), 1);
    CHECK(id_equal(rows[0].session, free.id));
    CHECK_INT(rows[0].left, 5);
    fill(&free);
    CHECK_INT(list((WorkshopFilter){0}), 1);
    CHECK(id_equal(rows[0].session, full.id));
    CHECK_INT(rows[0].left, 0);
}

TEST(what_began_is_a_draft_or_withdrawn_is_not_there)
{
    UNUSED_STATE;
    Id w = workshop("w", "");
    Session s = session(w, "past", "2026-11-19T17:42", 5);
    CHECK_INT(list((WorkshopFilter){0}), 0);
    s = session(w, "gone", "2026-12-01T18:00", 5);
    CHECK_INT(list((WorkshopFilter){0}), 1);
    s.is_withdrawn = true;
    CHECK(sessions_put(store, &s, now, &err));
    CHECK_INT(list((WorkshopFilter){0}), 0);
    s.is_withdrawn = false;
    CHECK(sessions_put(store, &s, now, &err));
    Workshop draft = {.uid = "w", .state = WORKSHOP_DRAFT};
    CHECK(workshops_put(store, &draft, now, &err));
    CHECK_INT(list((WorkshopFilter){0}), 0);
    Session read;
    CHECK(sessions_get(store, s.id, &read, &err));
    CHECK(read.is_withdrawn);
}

TEST(more_than_fit_leaves_the_latest_out)
{
    UNUSED_STATE;
    char uid[16], starts[32];
    for (int i = 0; i < 12; i++) {
        snprintf(uid, sizeof uid, "w%d", i);
        snprintf(starts, sizeof starts, "2026-12-%02dT18:00", i + 1);
        session(workshop(uid, ""), uid, starts, 5);
    }
    CHECK_INT(list((WorkshopFilter){0}), 8);
    CHECK(rows[7].starts > rows[0].starts);
}

int main(void)
{
#define IN_SCHOOL(test) cmocka_unit_test_setup_teardown(test, open_school, close_school)
    const struct CMUnitTest tests[] = {
        IN_SCHOOL(what_suits_comes_first_and_nothing_is_hidden),
        IN_SCHOOL(filters_look_at_the_dates),
        IN_SCHOOL(the_first_date_with_a_seat_is_shown),
        IN_SCHOOL(what_began_is_a_draft_or_withdrawn_is_not_there),
        IN_SCHOOL(more_than_fit_leaves_the_latest_out),
    };
    return cmocka_run_group_tests_name("workshops", tests, NULL, NULL);
}
