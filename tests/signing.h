/* What the tests of signing up share: a workshop with two dates, and the ways to them. */
#ifndef TESTS_SIGNING_H
#define TESTS_SIGNING_H

#include "ways.h"

#include "store/signups.h"

#define SIGN_UP "Sign up {0, plural, one {# person} other {# people}}"
#define TAKE "Take {0, plural, one {# place} other {# places}}"

enum { HOUR = 3600, DAY = 24 * HOUR };

static inline Id put_session(Kiosk *k, Id workshop, const char *uid, int64_t starts, Places places)
{
    Err err = {0};
    Session s = {.workshop = workshop,
        .starts = starts,
        .ends = starts + HOUR,
        .language = "en",
        .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(k->store, &s, EVENING - DAY, &err));
    CHECK(content_put(k->store, s.id, CONTENT_PLACE, "en", "Library", &err));
    return s.id;
}

static inline Id put_workshop(Kiosk *k, const char *uid, const char *title)
{
    Err err = {0};
    Workshop w = {.topic = "math", .state = WORKSHOP_PUBLISHED};
    snprintf(w.uid, sizeof w.uid, "%s", uid);
    CHECK(workshops_put(k->store, &w, EVENING - DAY, &err));
    CHECK(content_put(k->store, w.id, CONTENT_TITLE, "en", title, &err));
    return w.id;
}

/* Math: a date with everything, and a small one an hour before the reading workshop's only date. */
static inline void workshops(Kiosk *k)
{
    school(k);
    Id math = put_workshop(k, "math", "Math without tears");
    put_session(k, math, "math-1", EVENING + 10 * DAY, (Places){10, 2, 1, 8});
    put_session(k, math, "math-2", EVENING + 12 * DAY, (Places){.seats = 3, .childcare = 2});
    put_session(k, put_workshop(k, "reading", "Reading at home"), "reading-1",
        EVENING + 12 * DAY + HOUR / 2, (Places){.seats = 9});
}

static inline Id session_named(Kiosk *k, const char *uid)
{
    Err err = {0};
    Sql *q = sql(k->store, "SELECT id FROM session WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    Id id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

/* Others who have so many seats. */
static inline Signup others(Kiosk *k, const char *uid, int seats, bool may_wait)
{
    Err err = {0};
    Signup u = {.id = store_new_id(k->store, EVENING - HOUR),
        .session = session_named(k, uid),
        .opened_by = store_new_id(k->store, EVENING - HOUR),
        .party.adults = seats,
        .language = "en"};
    CHECK_INT(signups_make(k->store, &u, may_wait, EVENING - HOUR, &err), SIGNUP_DONE);
    return u;
}

/* The home's own, made before tonight. */
static inline Signup own(Kiosk *k, const char *given, const char *uid, Party party)
{
    Err err = {0};
    Signup u = {.id = store_new_id(k->store, EVENING - HOUR),
        .session = session_named(k, uid),
        .opened_by = person(k, given),
        .party = party,
        .language = "en"};
    CHECK_INT(signups_make(k->store, &u, true, EVENING - HOUR, &err), SIGNUP_DONE);
    return u;
}

static inline SignupState state_of(Kiosk *k, Id id)
{
    Err err = {0};
    Signup u;
    CHECK(signups_get(k->store, id, &u, &err));
    return u.state;
}

static inline void open_math(Kiosk *k)
{
    tap(k, BUTTON, "Workshops");
    tap(k, BUTTON, "Math without tears");
}

static inline void be_rosa(Kiosk *k)
{
    type_into(k, "Name", "Rosa");
    tap(k, BUTTON, "Next");
    kiosk_type(k, "0142");
    tap(k, BUTTON, "Next");
}

/* Mateo was born on March 14. */
static inline void prove_rosa(Kiosk *k)
{
    tap(k, CHOICE, "March");
    kiosk_type(k, "14");
    tap(k, BUTTON, "Next");
}

static inline const char *screen_of(Kiosk *k)
{
    return app_screen_name(&k->app);
}

#endif
