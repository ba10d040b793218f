/* The desk's list of the made-up school of homes.h, and an evening for everybody. */
#ifndef TESTS_FAMILIES_H
#define TESTS_FAMILIES_H

#include "homes.h"

#include "store/events.h"
#include "store/families.h"
#include "store/sql.h"

enum { STARTS = 1795131000, TODAY = 20261119 };

static Families *list;
static Id evening;

static Id put_event(const char *uid, const char *grades)
{
    Event event = {.kind = "conference", .starts = STARTS, .ends = STARTS + 7200};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    snprintf(event.grades, sizeof event.grades, "%s", grades);
    CHECK(events_put(store, &event, 1, &err));
    return event.id;
}

static int open_evening(void **state)
{
    if (open_school(state))
        return -1;
    list = NULL;
    evening = put_event("evening", "");
    return 0;
}

static int close_evening(void **state)
{
    families_close(list);
    return close_school(state);
}

static void open_list(Id event)
{
    families_close(list);
    list = families_open(store, event, TODAY, &err);
    if (!list)
        fail_msg("%s", err.detail);
}

static void sql_do(const char *text)
{
    CHECK(sql_run(sql(store, text), &err));
}

/* What is shown for this, as one text: "Mensah, Efua & Kofi | Haddad, Sami". */
static const char *shown(const char *typed, FamilyFilter filter)
{
    static char text[4096];
    size_t used = 0;
    text[0] = 0;
    families_show(list, &filter, typed);
    for (int i = 0; i < families_shown(list); i++)
        used += (size_t)snprintf(
            text + used, sizeof text - used, "%s%s", i ? " | " : "", families_at(list, i)->adults);
    return text;
}

static const char *found(const char *typed)
{
    return shown(typed, (FamilyFilter){0});
}

static Id come(Id opened_by, Id event, int64_t at)
{
    Visit visit = {.id = store_new_id(store, at),
        .event = event,
        .opened_by = opened_by,
        .arrived = at,
        .day = TODAY,
        .adults = 1,
        .children = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(store, &visit, NULL, 0, &err));
    return visit.id;
}

static void wants(Id visit)
{
    Sql *q = sql(store, "UPDATE visit SET needs_interpreter = 1 WHERE id = :visit");
    sql_id(q, ":visit", visit);
    CHECK(sql_run(q, &err));
}

#define RUN_EVENING(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

#endif
