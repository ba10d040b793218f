/* Groups: the programmes and the like that a person belongs to, each for a span of days.
 *
 * Days are integers 20261119. Spans of one person, kind and value do not overlap.
 */
#ifndef STORE_GROUPS_H
#define STORE_GROUPS_H

#include "store/store.h"

typedef struct {
    Id person;
    char kind[32];   /* "programme" */
    char value[128]; /* "Title I" */
    int32_t first_day;
    int32_t day_after_last; /* 0: still */
} Group;

/* Puts a span; one that begins on the same day is changed. Returns how many rows were written, 0
 * if it stands so already, or -1: ERR_REFUSED if it overlaps another. */
int groups_put(Store *store, const Group *group, Err *err);

/* The first day of the open span of this person, kind and value, 0 if there is none. */
bool groups_open_since(Store *store, const Group *group, int32_t *out, Err *err);

/* Opens a span as of a day (one that ended that very day goes on), or closes the open one. */
bool groups_open(Store *store, const Group *group, int32_t day, Err *err);
bool groups_close(Store *store, const Group *group, int32_t day, Err *err);

#endif
