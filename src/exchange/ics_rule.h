/* Recurrence rules, followed in wall time and never for long (libical sets no end to that). */
#ifndef EXCHANGE_ICS_RULE_H
#define EXCHANGE_ICS_RULE_H

#include "exchange/ics_drafts.h"

enum { ICS_RULE_INSTANCES = 1000, ICS_DRY_RULES = 5, ICS_STEPS_MAX = 2000000 };

typedef struct {
    IcsTime at;
    IcsKey key;
    IcsSpan span;
} IcsInstance;

typedef struct {
    IcsInstance list[ICS_RULE_INSTANCES];
    int count;
    bool is_full;
    int steps; /* of all rules of the file */
} IcsSeries;

/* How an event repeats. Of a rule that is not followed only the first is taken. */
typedef enum { ICS_ONCE, ICS_REPEATS, ICS_NOT_FOLLOWED } IcsRepeat;
IcsRepeat ics_rule_repeats(const IcsDraft *draft);

/* The instances in the window: of the rule, with RDATE, without EXDATE; false if the rule ran dry,
 * which takes two seconds at worst. */
bool ics_rule_walk(const IcsDraft *draft, IcsZones *zones, const IcsWindow *window, IcsSeries *out);

#endif
