/* What can be exported, one row each. */
#include "exchange/export.h"

#include <string.h>

#define RANGED(kind)                                                                               \
    static int write_##kind(Store *store, const ExportAsk *ask, Err *err)                          \
    {                                                                                              \
        return export_##kind(store, &ask->range, ask->format, ask->path, err);                     \
    }
RANGED(visits)
RANGED(signups)
RANGED(needs)
RANGED(headcounts)
RANGED(journeys)

static int write_people(Store *store, const ExportAsk *ask, Err *err)
{
    return export_people(store, ask->format, ask->path, err);
}

static int write_calls(Store *store, const ExportAsk *ask, Err *err)
{
    return export_calls(store, ask->now, ask->format, ask->path, err);
}

static int write_unreached(Store *store, const ExportAsk *ask, Err *err)
{
    return export_unreached(store, &ask->range, ask->now, ask->format, ask->path, err);
}

static int write_roll_call(Store *store, const ExportAsk *ask, Err *err)
{
    return export_roll_call(store, ask->now, ask->format, ask->path, err);
}

static int write_dictionary(Store *store, const ExportAsk *ask, Err *err)
{
    return export_dictionary(store, ask->format, ask->path, err);
}

static const ExportKind KINDS[] = {
    {"visits", true, true, write_visits},
    {"people", false, false, write_people},
    {"signups", true, false, write_signups},
    {"needs", true, false, write_needs},
    {"calls", false, false, write_calls},
    {"unreached", true, false, write_unreached},
    {"roll-call", false, false, write_roll_call},
    {"headcounts", true, true, write_headcounts},
    {"journeys", true, false, write_journeys},
    {"dictionary", false, false, write_dictionary},
};

const ExportKind *export_kind(const char *name)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(name, KINDS[i].name) == 0)
            return &KINDS[i];
    return NULL;
}
