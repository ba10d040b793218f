/* Journeys. */
#include "store/journeys.h"

#include "store/sql.h"

static bool add_journey(Store *store, Id id, const Journey *journey, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO journey (id, kiosk, language, flow, switches, started, ended)"
        " VALUES (:id, :kiosk, :language, :flow, :switches, :started, :ended)");
    sql_id(q, ":id", id);
    sql_text(q, ":kiosk", journey->kiosk);
    sql_text(q, ":language", journey->language);
    sql_text(q, ":flow", journey->flow);
    sql_text(q, ":switches", journey->switches);
    sql_int(q, ":started", journey->started);
    sql_text(q, ":ended", journey->ended);
    return sql_run(q, err);
}

static bool add_step(Store *store, Id journey, int position, const JourneyStep *step, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO journey_step (journey, position, screen, touches, seconds)"
        " VALUES (:journey, :position, :screen, :touches, :seconds)");
    sql_id(q, ":journey", journey);
    sql_int(q, ":position", position);
    sql_text(q, ":screen", step->screen);
    sql_int(q, ":touches", step->touches);
    sql_int(q, ":seconds", step->seconds);
    return sql_run(q, err);
}

bool journeys_add(Store *store, const Journey *journey, Err *err)
{
    ASSERT(journey->count >= 0 && journey->count <= JOURNEY_STEPS);
    if (!sql_begin(store, err))
        return false;
    Id id = store_new_id(store, journey->started);
    bool ok = add_journey(store, id, journey, err);
    for (int i = 0; ok && i < journey->count; i++)
        ok = add_step(store, id, i, &journey->steps[i], err);
    return sql_end(store, ok, err);
}
