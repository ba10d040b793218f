/* The audit: who did what when. Only ever added to, in the transaction of the change itself. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/store.h"

/* Who does it: at the glass a kiosk and, where somebody is signed in, a staff member; a command at
 * a terminal is neither ("" and zero). */
typedef struct {
    int64_t at;
    const char *kiosk;
    Id staff;
} AuditBy;

typedef struct {
    int64_t number; /* rises by one */
    int64_t at;
    char kiosk[64];
    Id staff;
    char who[3];      /* their number, "" for nobody */
    char act[32];     /* "staff.added", "setting.set" */
    char subject[64]; /* what it was done to */
    char detail[256];
} AuditEntry;

/* Never what is secret, and no more of a person than the change needs. */
bool audit_add(Store *store, const AuditBy *by, const char *act, const char *subject,
    const char *detail, Err *err);

/* Newest first, those before this number; 0: from the newest. The next page is before the last
 * one's number. Returns how many were filled, or -1. */
int audit_list(Store *store, int64_t before, AuditEntry *out, int max, Err *err);

#endif
