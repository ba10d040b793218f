/* A desk at the made-up school of homes.h, on an evening with two events. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "homes.h"

#include "store/counts.h"
#include "store/desk.h"
#include "store/events.h"
#include "store/sql.h"
#include "store/stubs.h"

enum { STARTS = 1795131000, TODAY = 20261119 };

static Id evening, morning;
static AuditBy by = {.kiosk = "desk", .at = STARTS};

static Id put_event(const char *uid)
{
    Event event = {.kind = "conference", .starts = STARTS, .ends = STARTS + 7200};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    CHECK(events_put(store, &event, 1, &err));
    return event.id;
}

static int open_evening(void **state)
{
    if (open_school(state))
        return -1;
    evening = put_event("evening");
    morning = put_event("morning");
    return 0;
}

static int number(const char *text)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static DeskFamily family_of(Id row, Id event)
{
    DeskFamily family;
    CHECK(desk_family(store, row, event, &family, &err));
    return family;
}

static DeskFamily plan(Id row, Id event)
{
    DeskFamily family = family_of(row, event);
    CHECK(id_is_zero(family.visit.id));
    family.visit.id = store_new_id(store, STARTS);
    family.visit.event = event;
    family.visit.arrived = STARTS;
    family.visit.day = TODAY;
    family.visit.method = METHOD_DESK;
    snprintf(family.visit.kiosk, sizeof family.visit.kiosk, "desk");
    return family;
}

static Id arrive(Id row, Id event)
{
    DeskFamily family = plan(row, event);
    CHECK(desk_arrive(store, &by, &family, &err));
    return family.visit.id;
}

static Id put_stub(Id event, Id *visit_id)
{
    Stub stub = {.id = store_new_id(store, STARTS), .child = "Bao Tran", .adult = "Linh Tran"};
    Visit visit = {.id = store_new_id(store, STARTS),
        .event = event,
        .arrived = STARTS,
        .day = TODAY,
        .adults = 1,
        .children = 2,
        .kiosk = "desk"};
    CHECK(stubs_arrive(store, &stub, &visit, &err));
    *visit_id = visit.id;
    return stub.id;
}

static Headcount people(int adults, int children)
{
    return (Headcount){.id = store_new_id(store, STARTS),
        .event = evening,
        .at = STARTS,
        .day = TODAY,
        .adults = adults,
        .children = children,
        .kiosk = "desk"};
}

#define RUN_EVENING(name) cmocka_unit_test_setup_teardown(name, open_evening, close_school)

#endif
