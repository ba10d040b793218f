/* Kiosks of one school, each with a file of its own that began as the same backup; one of them
 * typed the roster itself, so that everybody has another id there. */
#ifndef TESTS_MERGING_H
#define TESTS_MERGING_H

#include "records.h"

#include "store/conflicts.h"
#include "store/events.h"
#include "store/headcounts.h"
#include "store/help.h"
#include "store/merge.h"
#include "store/misses.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/signups.h"
#include "store/staff.h"

enum { KIOSKS = 4, HOMES = 24, EVENTS = 2, SESSIONS = 3, START = 1795131720, HOUR = 3600 };

static const char *const NAMES[KIOSKS] = {"lobby", "library", "desk-a", "desk-b"};

typedef struct {
    Store *store;
    char path[PATH_SIZE];
    const char *name;
    Id guardians[HOMES], children[HOMES], events[EVENTS], sessions[SESSIONS];
} Desk;

static Desk desks[KIOSKS];

/* ---- the school ---- */

static inline void put_home(Store *s, int i)
{
    Person g = {.role = GUARDIAN, .family = "Mensah", .is_active = true};
    Person c = {.role = STUDENT, .family = "Mensah", .grade = "03", .is_active = true};
    snprintf(g.source_id, sizeof g.source_id, "g%d", i);
    snprintf(g.given, sizeof g.given, "Ama%d", i);
    snprintf(c.source_id, sizeof c.source_id, "s%d", i);
    snprintf(c.given, sizeof c.given, "Efua%d", i);
    CHECK(people_put(s, &g, START, &err) && people_put(s, &c, START, &err));
    CHECK(people_link(s, g.id, c.id, &err));
}

static inline void put_offers(Store *s)
{
    Workshop w = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    for (int i = 0; i < EVENTS; i++) {
        Event e = {.kind = "conference", .starts = START - HOUR, .ends = START + 4 * HOUR};
        snprintf(e.uid, sizeof e.uid, "evening-%d", i);
        CHECK(events_put(s, &e, START, &err));
    }
    CHECK(workshops_put(s, &w, START, &err));
    CHECK(content_put(s, w.id, CONTENT_TITLE, "en", "Math without tears", &err));
    for (int i = 0; i < SESSIONS; i++) {
        Session n = {.workshop = w.id,
            .starts = START + (i + 2) * 24 * HOUR,
            .ends = START + (i + 2) * 24 * HOUR + HOUR,
            .language = "en",
            .places = {.seats = 8 * i, .childcare = 2, .interpreters = 1, .rides = 4}};
        snprintf(n.uid, sizeof n.uid, "math-%d", i);
        CHECK(sessions_put(s, &n, START, &err));
    }
}

static inline void fill_school(Store *s)
{
    CHECK(settings_set(s, "school", "Lincoln School", &err));
    CHECK(settings_set(s, "timezone", "America/Chicago", &err));
    CHECK(store_begin(s, &err));
    for (int i = 0; i < HOMES; i++)
        put_home(s, i);
    put_offers(s);
    CHECK(store_commit(s, &err));
}

static inline Id id_named(Store *s, const char *text, const char *prefix, int i)
{
    char name[32];
    snprintf(name, sizeof name, "%s%d", prefix, i);
    Sql *q = sql(s, text);
    sql_text(q, ":name", name);
    Id id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

static inline void know(Desk *d)
{
    for (int i = 0; i < HOMES; i++) {
        d->guardians[i] =
            id_named(d->store, "SELECT id FROM person WHERE source_id = :name", "g", i);
        d->children[i] =
            id_named(d->store, "SELECT id FROM person WHERE source_id = :name", "s", i);
    }
    for (int i = 0; i < EVENTS; i++)
        d->events[i] = id_named(d->store, "SELECT id FROM event WHERE uid = :name", "evening-", i);
    for (int i = 0; i < SESSIONS; i++)
        d->sessions[i] = id_named(d->store, "SELECT id FROM session WHERE uid = :name", "math-", i);
}

static inline void open_desk(Desk *d)
{
    if (!store_open(&d->store, d->path, STORE_WRITE, &err))
        fail_msg("%s", err.detail);
}

static inline void shut_desk(Desk *d)
{
    store_close(d->store);
    d->store = NULL;
}

/* The last one typed everything itself. */
static inline void open_desks(void)
{
    char base[PATH_SIZE], aside[FILE_PATH];
    Store *s;
    snprintf(base, sizeof base, "%s/base.db", folder);
    CHECK(store_open(&s, base, STORE_CREATE, &err));
    fill_school(s);
    store_close(s);
    for (int i = 0; i < KIOSKS; i++) {
        Desk *d = &desks[i];
        *d = (Desk){.name = NAMES[i]};
        snprintf(d->path, sizeof d->path, "%s/%s.db", folder, d->name);
        if (i < KIOSKS - 1) {
            CHECK(backup_restore(d->path, base, START, aside, &err));
            open_desk(d);
        } else {
            CHECK(store_open(&d->store, d->path, STORE_CREATE, &err));
            fill_school(d->store);
        }
        know(d);
    }
}

static inline int begin_desks(void **state)
{
    int result = begin(state);
    shut();
    open_desks();
    return result;
}

static inline int end_desks(void **state)
{
    for (int i = 0; i < KIOSKS; i++)
        shut_desk(&desks[i]);
    return end(state);
}

#define RUN_DESKS(name) cmocka_unit_test_setup_teardown(name, begin_desks, end_desks)

/* ---- what is done at one ---- */

static inline Visit arrive(Desk *d, int event, int home, int64_t at)
{
    Visit v = {.id = store_new_id(d->store, at),
        .opened_by = d->guardians[home],
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .children = 1,
        .language = "es",
        .method = METHOD_DESK};
    Id people[] = {d->guardians[home], d->children[home]};
    if (event >= 0)
        v.event = d->events[event];
    snprintf(v.kiosk, sizeof v.kiosk, "%s", d->name);
    if (!visits_arrive(d->store, &v, people, 2, &err))
        CHECK_INT(err.code, ERR_REFUSED);
    return v;
}

static inline Signup sign(Desk *d, int session, int home, int adults, int64_t at)
{
    Signup u = {.id = store_new_id(d->store, at),
        .session = d->sessions[session],
        .opened_by = d->guardians[home],
        .language = "en"};
    u.party.adults = adults;

    snprintf(u.kiosk, sizeof u.kiosk, "%s", d->name);
    CHECK(signups_make(d->store, &u, true, at, &err) != SIGNUP_FAILED);
    return u;
}

static inline Merged merge_at(Desk *into, const char *file, int64_t at)
{
    Merged m;
    AuditBy by = {.at = at, .kiosk = into->name};
    if (!merge_file(into->store, file, &by, false, &m, err_clear(&err)))
        fail_msg("%s", err.detail);
    return m;
}

/* The other's kiosk ends first: its file is then all of it. */
static inline Merged merge(Desk *into, Desk *other)
{
    shut_desk(other);
    Merged m = merge_at(into, other->path, START + 3 * HOUR);
    open_desk(other);
    return m;
}

static inline int64_t number(Desk *d, const char *text)
{
    Sql *q = sql(d->store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

/* ---- equal ---- */

/* What two files must say alike, whatever ids their people have. */
#define WHO(id)                                                                                    \
    "coalesce((SELECT source_id FROM person WHERE person.id = " id "), hex(" id "), '-')"
#define EVENT(id) "ifnull((SELECT uid FROM event WHERE event.id = " id "), '-')"

static const struct {
    const char *what, *rows;
} DUMP[] = {
    {"visits",
        "SELECT json_array(hex(id)," EVENT("event") ", purpose," WHO(
            "opened_by") ", arrived, day, left, adults, children, language, needs_interpreter,"
                         " method, kiosk, number, ended, undone, met, (SELECT "
                         "group_concat(source_id)"
                         " FROM (SELECT source_id FROM visit_person JOIN person"
                         " ON person.id = visit_person.person"
                         " WHERE visit = visit.id ORDER BY source_id))) AS line FROM visit"},
    {"stubs",
        "SELECT json_array(hex(id), child, grade, adult, language, made, state," WHO(
            "matched") ", kiosk, held, settled) AS line FROM stub"},
    {"headcounts",
        "SELECT json_array(hex(id)," EVENT("event") ", at, day, adults, children, language, kiosk,"
                                                    " undone) AS line FROM headcount"},
    {"sign-ups",
        "SELECT json_array(hex(id), (SELECT uid FROM session s WHERE s.id = session)," WHO(
            "opened_by") ", adults, children, childcare, ages, rides, interpreter, language, state,"
                         " code, offered_until, made, changed, turn, told, kiosk, reason, called)"
                         " AS line FROM signup"},
    {"calls",
        "SELECT json_array(hex(id), kiosk, at, screen, language, answered) AS line FROM"
        " help_call"},
    {"misses", "SELECT json_array(kiosk, at) AS line FROM miss"},
    {"journeys",
        "SELECT json_array(hex(id), kiosk, started, (SELECT count(*) FROM journey_step"
        " WHERE journey = journey.id)) AS line FROM journey"},
    {"audit",
        "SELECT json_array(at, kiosk, (SELECT name FROM staff WHERE staff.id = staff), act,"
        " subject, detail) AS line FROM audit WHERE act <> 'records.merged'"},
    {"people", "SELECT json_array(source_id, role, given, family) AS line FROM person"},
    {"conflicts",
        "SELECT json_array(hex(id), kind, first, first_at, second, second_at, settled)"
        " AS line FROM conflict"},
    {"changes",
        "SELECT hex(epoch) || number || hex(hash) AS line FROM"
        " (SELECT epoch, number, hash FROM outbox UNION SELECT epoch, number, hash FROM"
        "  change)"},
};

enum { DUMPS = sizeof DUMP / sizeof *DUMP };

typedef struct {
    char hash[DUMPS][65];
} Dump;

static inline Dump dump(Desk *d)
{
    Dump said = {0};
    for (int i = 0; i < DUMPS; i++) {
        char text[2048];
        snprintf(text, sizeof text,
            "SELECT hex(hash(ifnull(group_concat(line, char(10)), ''))) FROM"
            " (%s ORDER BY line)",
            DUMP[i].rows);
        Sql *q = sql(d->store, text);
        CHECK(sql_row(q));
        sql_get_copy(q, 0, said.hash[i], sizeof said.hash[i]);
        CHECK(sql_done(q, &err));
    }
    return said;
}

static inline void print_dump(Desk *d, int i)
{
    char text[2048];
    snprintf(text, sizeof text, "SELECT line FROM (%s) ORDER BY line", DUMP[i].rows);
    Sql *q = sql(d->store, text);
    while (sql_row(q))
        print_message("%s\n", sql_get_text(q, 0));
    CHECK(sql_done(q, &err));
}

#define is_equal(d, wanted) is_equal_at((d), (wanted), __LINE__)

static inline void is_equal_at(Desk *d, const Dump *wanted, int line)
{
    Dump is = dump(d);
    for (int i = 0; i < DUMPS; i++) {
        if (strcmp(is.hash[i], wanted->hash[i]) == 0)
            continue;
        if (getenv("FOYER_SHOW"))
            print_dump(d, i);
        fail_msg("line %d: other %s", line, DUMP[i].what);
    }
}

#endif
