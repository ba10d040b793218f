/* Through the store, so that places, turns and codes are true ones. */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/made.h"
#include "store/events.h"
#include "store/signups.h"
#include "store/sql.h"

enum { HOUR = 3600, DAY = 24 * HOUR, MONTHS = 180 };

static const char *const TOPICS[] = {"reading", "math", "screens", "middle_school", "college"};
static const char *const GRADES[] = {"", "KG,01,02", "03,04,05", "06,07,08"};
static const char *const LANGUAGES[] = {"en", "en", "es", "ar", "vi"};
#define ONE_OF(list, at) (list)[(size_t)(at) % (sizeof(list) / sizeof *(list))]

typedef struct {
    Store *store;
    const MadeWorkshops *made;
    uint64_t dice;
    int64_t now;
    Id *workshops, *sessions, *guardians;
    int guardian_count;
} Making;

static bool put_texts(Making *m, Id owner, ContentField field, const char *text, Err *err)
{
    static const char *const LANGUAGE[] = {"en", "es", "ar", "zh_Hans"};
    for (size_t i = 0; i < sizeof LANGUAGE / sizeof *LANGUAGE; i++)
        if (!content_put(m->store, owner, field, LANGUAGE[i], text, err))
            return false;
    return true;
}

static bool put_workshop(Making *m, int index, Err *err)
{
    char title[64];
    Workshop w = {.state = WORKSHOP_PUBLISHED};
    snprintf(w.uid, sizeof w.uid, "made-%d", index + 1);
    snprintf(w.topic, sizeof w.topic, "%s", ONE_OF(TOPICS, index));
    snprintf(w.grades, sizeof w.grades, "%s", ONE_OF(GRADES, index));
    snprintf(title, sizeof title, "An evening on %s, part %d", ONE_OF(TOPICS, index), index + 1);
    bool done = workshops_put(m->store, &w, m->now, err) &&
        put_texts(m, w.id, CONTENT_TITLE, title, err) &&
        put_texts(
            m, w.id, CONTENT_TEXT, "What helps at home, and what does not. With dinner.", err);
    m->workshops[index] = w.id;
    return done;
}

static bool put_session(Making *m, int index, Err *err)
{
    int workshop = index % m->made->workshops, number = index / m->made->workshops;
    int64_t day = m->now + DAY + (int64_t)index * MONTHS / m->made->sessions * DAY;
    Session s = {.workshop = m->workshops[workshop],
        .is_virtual = index % 5 == 4,
        .starts = day - day % HOUR + (int64_t)bench_random(&m->dice, 4) * HOUR,
        .places = {8 + (int)bench_random(&m->dice, 20), 6, 3, 8}};
    s.ends = s.starts + HOUR;
    if (s.is_virtual)
        s.places = (Places){0};
    snprintf(s.uid, sizeof s.uid, "made-%d-%d", workshop + 1, number + 1);
    snprintf(s.language, sizeof s.language, "%s", ONE_OF(LANGUAGES, index));
    bool done = sessions_put(m->store, &s, m->now, err) &&
        (s.is_virtual || put_texts(m, s.id, CONTENT_PLACE, "Library", err));
    m->sessions[index] = s.id;
    return done;
}

/* Every seventh session is asked for by a third of all. */
static Id pick_session(Making *m)
{
    int sessions = m->made->sessions, favourites = (sessions + 6) / 7;
    if (bench_random(&m->dice, 3) == 0)
        return m->sessions[7 * (int)bench_random(&m->dice, (uint32_t)favourites)];
    return m->sessions[bench_random(&m->dice, (uint32_t)sessions)];
}

static bool put_signup(Making *m, Err *err)
{
    Session session;
    Signup u = {.id = store_new_id(m->store, m->now), .session = pick_session(m), .kiosk = "made"};
    if (!sessions_get(m->store, u.session, &session, err))
        return false;
    u.opened_by = m->guardian_count > 0
        ? m->guardians[bench_random(&m->dice, (uint32_t)m->guardian_count)]
        : store_new_id(m->store, m->now);
    u.party.adults = 1 + (int)bench_random(&m->dice, 2);
    u.party.children = (int)bench_random(&m->dice, 3);
    if (session.places.childcare > 0 && bench_random(&m->dice, 3) == 0)
        u.party.ages[u.party.childcare++] = 2 + (int)bench_random(&m->dice, 8);
    u.party.needs_ride = session.places.rides > 0 && bench_random(&m->dice, 6) == 0;
    if (session.places.interpreters > 0 && bench_random(&m->dice, 6) == 0)
        snprintf(u.party.interpreter, sizeof u.party.interpreter, "so");
    snprintf(u.language, sizeof u.language, "%s", ONE_OF(LANGUAGES, bench_random(&m->dice, 5)));
    return signups_make(m->store, &u, true, m->now, err) != SIGNUP_FAILED;
}

static bool read_guardians(Making *m, Err *err)
{
    int room = 0;
    Sql *q =
        sql(m->store, "SELECT id FROM person WHERE +role = 'guardian' AND is_active ORDER BY id");
    while (sql_row(q)) {
        if (m->guardian_count == room) {
            room = 2 * room + 1024;
            m->guardians = realloc(m->guardians, (size_t)room * sizeof *m->guardians);
            bench_must(m->guardians != NULL, "memory", NULL);
        }
        m->guardians[m->guardian_count++] = sql_get_id(q, 0);
    }
    return sql_done(q, err);
}

static bool put_all(Making *m, Err *err)
{
    bool done = read_guardians(m, err);
    for (int i = 0; done && i < m->made->workshops; i++)
        done = put_workshop(m, i, err);
    for (int i = 0; done && i < m->made->sessions; i++)
        done = put_session(m, i, err);
    for (int i = 0; done && i < m->made->signups; i++)
        done = put_signup(m, err);
    return done;
}

bool made_workshops(Store *store, const MadeWorkshops *made, int64_t now, Err *err)
{
    Making m = {.store = store, .made = made, .dice = made_seed(made->seed, 0), .now = now};
    m.workshops = calloc((size_t)made->workshops, sizeof *m.workshops);
    m.sessions = calloc((size_t)made->sessions, sizeof *m.sessions);
    bench_must(m.workshops && m.sessions, "memory", NULL);
    bool done = store_begin(store, err);
    if (done) {
        done = put_all(&m, err) && store_commit(store, err);
        if (!done)
            store_rollback(store);
    }
    free(m.workshops);
    free(m.sessions);
    free(m.guardians);
    return done;
}
