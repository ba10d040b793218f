/* More of those came who find English or Spanish at the school, and more of all than in spring.
 * Two kiosks did not agree on all of it. */
#include "exchange/demo_history.h"

#include <stdio.h>
#include <string.h>

#include "exchange/content.h"
#include "store/participation.h"
#include "store/sql.h"
#include "store/visits.h"

enum { DAY_SECONDS = 86400, HOMES = 1024, BEFORE = 215, LASTS = 138 };

typedef struct {
    Id guardian;
    char language[12];
} Home;

typedef struct {
    Store *store;
    Zone *zone;
    int64_t now; /* when all of it is written down */
    Home homes[HOMES];
    int count;
    uint64_t dice;
} History;

static int roll(History *h, int below)
{
    h->dice = h->dice * 6364136223846793005U + 1442695040888963407U;
    return (int)((h->dice >> 33) % (uint32_t)below);
}

/* The first guardian of each student. */
static bool read_homes(History *h, Err *err)
{
    Sql *q = sql(h->store,
        "SELECT p.id, min(e.language) FROM enrolment e JOIN person p ON p.id ="
        " (SELECT g.id FROM guardian_of l JOIN person g ON g.id = l.guardian"
        "  WHERE l.student = e.person ORDER BY g.source_id LIMIT 1)"
        " GROUP BY p.id ORDER BY p.source_id LIMIT :max");
    sql_int(q, ":max", HOMES);
    for (; sql_row(q); h->count++) {
        h->homes[h->count].guardian = sql_get_id(q, 0);
        sql_get_copy(q, 1, h->homes[h->count].language, sizeof h->homes[0].language);
    }
    return sql_done(q, err);
}

/* Everyone who is not new in kindergarten, a grade lower. */
static bool put_term(History *h, const Term *now, Term *out, Err *err)
{
    int64_t noon = zone_day_start(h->zone, now->first_day) + DAY_SECONDS / 2;
    int64_t first = noon - (int64_t)BEFORE * DAY_SECONDS;
    *out = (Term){.id = store_new_id(h->store, first),
        .kind = now->kind,
        .first_day = zone_day(h->zone, first),
        .day_after_last = zone_day(h->zone, first + (int64_t)LASTS * DAY_SECONDS)};
    snprintf(out->title, sizeof out->title, "Spring %d", out->first_day / 10000);
    if (!terms_put(h->store, out, err))
        return false;
    Sql *q = sql(h->store,
        "INSERT INTO enrolment (person, first_day, day_after_last, grade, language)"
        " SELECT person, :first, :after, iif(grade = '01', 'KG', printf('%02d', grade - 1)),"
        " language FROM enrolment WHERE day_after_last IS NULL AND grade <> 'KG'");
    sql_int(q, ":first", out->first_day);
    sql_int(q, ":after", out->day_after_last);
    return sql_run(q, err);
}

static int chance(const char *language)
{
    if (strcmp(language, "en") == 0)
        return 80;
    return strcmp(language, "es") == 0 ? 66 : 52;
}

static bool come(History *h, const Home *home, int64_t at, Err *err)
{
    Visit visit = {.id = store_new_id(h->store, at),
        .opened_by = home->guardian,
        .arrived = at,
        .day = zone_day(h->zone, at),
        .adults = 1,
        .method = METHOD_CARD,
        .kiosk = "front door",
        .purpose = "meeting",
        .kept = h->now};
    snprintf(visit.language, sizeof visit.language, "%s", home->language);
    return visits_arrive(h->store, &visit, NULL, 0, err);
}

/* Up to three times each, from the term's first day to before `until`. */
static bool put_visits(History *h, const Term *term, int64_t until, int less, Err *err)
{
    int64_t first = zone_day_start(h->zone, term->first_day) + DAY_SECONDS / 2;
    int days = (int)((until - first) / DAY_SECONDS);
    bool done = true;
    for (int i = 0; done && days > 0 && i < h->count; i++) {
        if (roll(h, 100) >= chance(h->homes[i].language) - less)
            continue;
        for (int times = 1 + roll(h, 3); done && times > 0; times--)
            done = come(h, &h->homes[i], first + (int64_t)roll(h, days) * DAY_SECONDS, err);
    }
    return done;
}

static bool close_visits(History *h, Err *err)
{
    int count = 1;
    while (count > 0)
        if (!visits_close(h->store, zone_day(h->zone, h->now), h->now, &count, err))
            return false;
    return true;
}

/* As if the library's kiosk had been brought in yesterday. */
static bool put_conflicts(History *h, Err *err)
{
    Sql *q = sql(h->store,
        "INSERT INTO conflict (id, kind, subject, first, first_at, second, second_at, found) VALUES"
        " (randomblob(16), 'visit', zeroblob(16),"
        "  json_object('kiosk', 'library', 'who', 'Rosa Ramírez', 'adults', 1, 'children', 2),"
        "  :now - 86400, json_object('kiosk', 'front door', 'who', 'Rosa Ramírez', 'adults', 2,"
        "  'children', 3), :now - 85200, :now),"
        " (randomblob(16), 'changed', zeroblob(16),"
        "  json_object('kiosk', 'front door', 'act', 'visit.changed', 'who', 'Ama Mensah',"
        "  'adults', 2, 'children', 1), :now - 84000,"
        "  json_object('kiosk', 'library', 'act', 'visit.undone', 'who', 'Ama Mensah',"
        "  'adults', 1, 'children', 1), :now - 83900, :now),"
        " (randomblob(16), 'seat', zeroblob(16),"
        "  json_object('kiosk', 'library', 'who', 'Nour El-Sayed', 'adults', 3,"
        "  'about', 'Reading at home'), :now - 82000,"
        "  json_object('kiosk', 'front door', 'who', 'Tigist Wolde-Mariam', 'adults', 2,"
        "  'about', 'Reading at home'), :now - 81000, :now)");
    sql_int(q, ":now", h->now);
    return sql_run(q, err);
}

static bool fill(History *h, Err *err)
{
    Term term, before;
    int32_t today = zone_day(h->zone, h->now);
    if (!participation_term(h->store, today, NULL, &term, err) || !read_homes(h, err) ||
        !put_term(h, &term, &before, err))
        return false;
    int64_t midnight = zone_day_start(h->zone, today);
    return put_visits(h, &before, zone_day_start(h->zone, before.day_after_last), 8, err) &&
        put_visits(h, &term, midnight, 0, err) && close_visits(h, err) && put_conflicts(h, err);
}

bool demo_history(Store *store, int64_t now, Err *err)
{
    static const History EMPTY = {.dice = 20261119};
    History h = EMPTY;
    h.store = store;
    h.now = now;
    h.zone = content_zone(store, err);
    bool done = h.zone && sql_begin(store, err);
    if (done)
        done = sql_end(store, fill(&h, err), err);
    zone_free(h.zone);
    return done;
}
