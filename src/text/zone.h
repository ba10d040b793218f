/* Time zones and local days (ICU). Days are integers 20261119: year, month, day. */
#ifndef TEXT_ZONE_H
#define TEXT_ZONE_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

typedef struct Zone Zone; /* one thread */

/* ERR_INVALID for a zone that ICU does not know (ICU itself would take it for GMT). */
Zone *zone_new(const char *name, Err *err);
void zone_free(Zone *zone);

/* The zone of a name as Windows has it, "Eastern Standard Time"; ERR_INVALID for one it has not. */
Zone *zone_new_windows(const char *name, Err *err);

/* The local day of a moment. */
int32_t zone_day(Zone *zone, int64_t when);

/* The first second of a local day, and of the day after it. */
int64_t zone_day_start(Zone *zone, int32_t day);
int64_t zone_day_end(Zone *zone, int32_t day);

/* Reads ISO 8601 local time "2026-11-19T17:42" (seconds optional; with Z or +hh:mm that offset
 * counts instead of the zone). */
bool zone_parse(Zone *zone, const char *text, int64_t *out, Err *err);

/* Seconds of the local clock on the wall, as if it were UTC. */
int64_t zone_wall(Zone *zone, int64_t when);

/* Writes local time with offset: "2026-11-19T17:42:00-06:00". */
void zone_write(Zone *zone, int64_t when, char out[32]);

#endif
