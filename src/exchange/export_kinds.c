/* What can be exported, one row each. */
#include "exchange/export.h"

#include <string.h>

static const ExportKind KINDS[] = {
    {"visits", true, true, export_visits},
    {"people", false, false, export_people},
    {"signups", true, false, export_signups},
    {"needs", true, false, export_needs},
    {"calls", false, false, export_calls},
    {"unreached", true, false, export_unreached},
    {"roll-call", false, false, export_roll_call},
    {"headcounts", true, true, export_headcounts},
    {"journeys", true, false, export_journeys},
    {"dictionary", false, false, export_dictionary},
};

const ExportKind *export_kind(const char *name)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(name, KINDS[i].name) == 0)
            return &KINDS[i];
    return NULL;
}
