/* A made-up workshop with its sessions and sign-ups, and what the office does to them. For the
 * tests of one store.
 */
#ifndef TESTS_SIGNED_UP_H
#define TESTS_SIGNED_UP_H

#include "check.h"

#include "store/people.h"
#include "store/placing.h"
#include "store/session_list.h"
#include "store/settings.h"
#include "store/sql.h"

enum { HOUR = 3600, DAY = 24 * HOUR, NOW = 1795131720, STARTS = NOW + 10 * DAY };

static Store *store;
static Err err;
static Id workshop;
static Places missing;

/* ---- a made-up workshop ---- */

static inline int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    Workshop w = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    if (!store_open(&store, "", STORE_MEMORY, &err) || !workshops_put(store, &w, NOW, &err))
        return -1;
    workshop = w.id;
    return 0;
}

static inline int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    return 0;
}

static inline Session put_session(const char *uid, int64_t starts, Places places)
{
    Session s = {.workshop = workshop,
        .starts = starts,
        .ends = starts + HOUR,
        .language = "en",
        .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(store, &s, NOW, &err));
    return s;
}

static inline void withdraw(Session s)
{
    s.is_withdrawn = true;
    CHECK(sessions_put(store, &s, NOW, &err));
}

static inline Id put_person(
    PersonRole role, const char *given, const char *family, const char *phone)
{
    Person p = {.role = role, .is_active = true, .language = "so", .grade = "02"};
    snprintf(p.source_id, sizeof p.source_id, "%s %s", given, family);
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "%s", family);
    snprintf(p.phone, sizeof p.phone, "%s", phone);
    CHECK(people_put(store, &p, NOW, &err));
    return p.id;
}

static inline Signup sign_up_at(const Session *session, Id home, Party party, int64_t now)
{
    Signup u = {.id = store_new_id(store, now),
        .session = session->id,
        .opened_by = id_is_zero(home) ? store_new_id(store, now) : home,
        .party = party,
        .language = "es",
        .kiosk = "lobby"};
    CHECK_INT(signups_make(store, &u, true, now, &err), SIGNUP_DONE);
    return u;
}

static inline Signup sign_up(const Session *session, Party party)
{
    return sign_up_at(session, (Id){0}, party, NOW);
}

static inline AuditBy by(int64_t at)
{
    return (AuditBy){.at = at, .kiosk = "office"};
}

static inline Signed now_of(Id id)
{
    Signed s;
    CHECK(signed_get(store, id, &s, &err));
    return s;
}

static inline SignupState state_of(Id id)
{
    return now_of(id).signup.state;
}

static inline Session session_of(Id id)
{
    Session s;
    CHECK(sessions_get(store, id, &s, &err));
    return s;
}

static inline int number(const char *text)
{
    Sql *q = sql(store, text);
    int n = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

/* How many rows the audit has of an act, and that the last one says this. */
static inline void noted(const char *act, int count, const char *detail)
{
    Sql *q = sql(store,
        "SELECT count(*), ifnull(max(number), 0), (SELECT detail FROM audit WHERE act = :act"
        " ORDER BY number DESC LIMIT 1) FROM audit WHERE act = :act");
    sql_text(q, ":act", act);
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), count);
    CHECK_TEXT(sql_get_text(q, 2), detail);
    CHECK(sql_done(q, &err));
}

static inline PlacingAnswer attend(Id id, bool is_here, int64_t at)
{
    AuditBy who = by(at);
    return placing_attend(store, &who, id, is_here, &err);
}

static inline PlacingAnswer promote(Id id, int64_t at)
{
    AuditBy who = by(at);
    return placing_promote(store, &who, id, &missing, &err);
}

static inline PlacingAnswer move(Id id, Id session)
{
    AuditBy who = by(NOW);
    return placing_move(store, &who, id, session, &missing, &err);
}

static inline PlacingAnswer cancel(Id id, const char *reason)
{
    AuditBy who = by(NOW);
    return placing_cancel(store, &who, id, reason, &err);
}

static inline PlacingAnswer undo(const Signed *before)
{
    AuditBy who = by(NOW);
    return placing_undo(store, &who, before, &missing, &err);
}

static const Party PAIR = {.adults = 1, .children = 1};
static const Party FAMILY = {
    .adults = 2, .children = 1, .childcare = 2, .ages = {3, 5}, .interpreter = "so"};

#endif
