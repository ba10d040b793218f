/* Walk-ins for tests: a stub with its visit, as a glass or as the desk writes it. For the tests of
 * one kiosk, k, with staff. */
#ifndef TESTS_WALK_INS_H
#define TESTS_WALK_INS_H

#include "office/office.h"
#include "staffed.h"
#include "store/repair.h"

static inline Stub made_stub(const char *child, const char *adult, const char *grade)
{
    Stub stub = {.id = store_new_id(k.store, k.app.now), .language = "es"};
    snprintf(stub.child, sizeof stub.child, "%s", child);
    snprintf(stub.adult, sizeof stub.adult, "%s", adult);
    snprintf(stub.grade, sizeof stub.grade, "%s", grade);
    return stub;
}

static inline Visit made_visit(Id opened_by, const char *kiosk, int64_t at)
{
    Visit visit = {.id = store_new_id(k.store, at),
        .opened_by = opened_by,
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .children = 1};
    if (k.app.open_count)
        visit.event = k.app.open[0].id;
    snprintf(visit.kiosk, sizeof visit.kiosk, "%s", kiosk);
    snprintf(visit.language, sizeof visit.language, "es");
    return visit;
}

/* At a glass. */
static inline Id walk_in_at(const char *child, const char *adult, const char *kiosk, int64_t at)
{
    Stub stub = made_stub(child, adult, "");
    Visit visit = made_visit(stub.id, kiosk, at);
    CHECK(stubs_arrive(k.store, &stub, &visit, &err));
    return stub.id;
}

static inline Id walk_in(const char *child, const char *adult)
{
    return walk_in_at(child, adult, "lobby", k.app.now);
}

static inline int64_t count_of(const char *text, Id stub)
{
    Sql *q = sql(k.store, text);
    sql_id(q, ":stub", stub);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

static inline bool is_held(Id stub)
{
    return count_of("SELECT held FROM stub WHERE id = :stub", stub) == 1;
}

static inline int64_t audits(const char *act)
{
    Sql *q = sql(k.store, "SELECT count(*) FROM audit WHERE act = :act");
    sql_text(q, ":act", act);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

static inline int64_t outboxes(const char *kind)
{
    Sql *q = sql(k.store, "SELECT count(*) FROM outbox WHERE kind = :kind");
    sql_text(q, ":kind", kind);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

static inline Id person(const char *given)
{
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = :given");
    sql_text(q, ":given", given);
    Id id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    CHECK(sql_done(q, &err));
    CHECK(!id_is_zero(id));
    return id;
}

static inline void go_office(Screen screen)
{
    sign_in();
    k.app.guest.event = k.app.open[0].id;
    go(&k.app, screen);
    kiosk_frame(&k);
}

static inline AuditBy desk(void)
{
    Sql *q = sql(k.store, "SELECT id FROM staff WHERE number = '07'");
    AuditBy by = {.at = k.app.now, .kiosk = "desk B"};
    if (sql_row(q))
        by.staff = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    return by;
}

static inline RepairCounts counts(void)
{
    RepairCounts counts;
    CHECK(repair_counts(k.store, EVENING - 86400, &counts, &err));
    return counts;
}

#endif
