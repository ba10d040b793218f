/* Misses: lookups that found nobody. What was typed is kept nowhere.
 *
 * Only a miss is answered late: five in ten minutes at once, the next ones after
 * 2, 4 and then always 8 seconds. Seconds UTC; the count stands in the file, so
 * that switching the kiosk off does not help who guesses.
 */
#ifndef STORE_MISSES_H
#define STORE_MISSES_H

#include "store/store.h"

enum { MISSES_AT_ONCE = 5, MISSES_FORGOTTEN = 600 };

/* Notes one: kiosk and time. */
bool misses_add(Store *store, const char *kiosk, int64_t at, Err *err);

/* How many this kiosk had in the last ten minutes, or -1. Ten minutes ahead of now count too: the
 * clock may have been set back a little. */
int misses_recent(Store *store, const char *kiosk, int64_t now, Err *err);

/* The seconds that the next miss after so many recent ones waits. */
int misses_delay(int recent);

#endif
