/* Faults: why the kiosk is out of order, with a short code to say on the telephone. */
#ifndef APP_FAULT_H
#define APP_FAULT_H

#include "base/err.h"

typedef enum {
    FAULT_NONE,
    FAULT_RECORDS, /* they cannot be opened, read or written */
    FAULT_SCHOOL,  /* a setting without which nothing can be shown */
    FAULT_PROGRAM  /* a file that was installed with it */
} FaultPlace;

typedef struct {
    FaultPlace place;
    Err err;
} Fault;

/* "F1" to "F9", as in the README's table. */
const char *fault_code(const Fault *fault);

/* What a technician does about it: one line, English, for the log. */
const char *fault_remedy(const Fault *fault);

#endif
