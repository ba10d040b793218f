/* Journeys: one use of the glass, without a person: is the Arabic flow as easy as the English? */
#ifndef STORE_JOURNEYS_H
#define STORE_JOURNEYS_H

#include "store/store.h"

enum { JOURNEY_STEPS = 16 };

typedef struct {
    char screen[32];
    int touches;
    int seconds;
} JourneyStep;

typedef struct {
    char kiosk[64];
    char language[12];
    char flow[16];     /* "check_in", "" nothing begun */
    char switches[32]; /* "large,contrast" */
    int64_t started;
    JourneyStep steps[JOURNEY_STEPS]; /* the last one gathers what is beyond */
    int count;
    char ended[8]; /* done left idle */
} Journey;

bool journeys_add(Store *store, const Journey *journey, Err *err);

#endif
