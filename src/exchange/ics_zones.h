/* The time zones of a calendar file: by their name as ICU knows it, by Windows', by what the file
 * says of them, and else the reader's own.
 *
 * Home of libical's times: a wall time is a struct icaltimetype whose zone is never set.
 */
#ifndef EXCHANGE_ICS_ZONES_H
#define EXCHANGE_ICS_ZONES_H

#include "base/err.h"
#include "text/zone.h"
#include <libical/ical.h>
#include <stdbool.h>

enum { ICS_UTC, ICS_HOME }; /* what every file has; its own come after them */

typedef struct {
    struct icaltimetype wall;
    int zone;
} IcsTime;

/* What an instance is known by: two are the same at the same moment, or on the same day if one of
 * them is but a day. */
typedef struct {
    int64_t when;
    int32_t day; /* at home */
    bool is_date;
} IcsKey;

typedef struct IcsZones IcsZones;

/* Null without memory. Home is borrowed, and is for times of no zone too. */
IcsZones *ics_zones_new(Zone *home);
void ics_zones_free(IcsZones *zones);

/* What the file says of a zone: its VTIMEZONE. Kept only for a name that nobody knows. */
void ics_zones_keep(IcsZones *zones, const char *name, const char *text);

/* Another zone for times of no zone (X-WR-TIMEZONE); nothing for a name that nobody knows. */
void ics_zones_float(IcsZones *zones, const char *name);
int ics_zones_floating(const IcsZones *zones);

/* The zone of such a name; ICS_HOME and *is_known false if it is unknown. */
int ics_zones_find(IcsZones *zones, const char *name, bool *is_known);

/* "20261006", "20261006T183000", "20261006T223000Z" (then the zone is ICS_UTC); false for another
 * text, and for a day or time that there is not. */
bool ics_time_read(const char *text, int zone, IcsTime *out);

/* Whether there is such a time (the clocks may jump over it), and when it is. A day begins at
 * home. */
bool ics_moment(IcsZones *zones, const IcsTime *time, int64_t *out);

/* Likewise; false if there is no such time. */
bool ics_key(IcsZones *zones, const IcsTime *time, IcsKey *out);
bool ics_is_same(const IcsKey *a, const IcsKey *b);

/* As the clocks at home show a moment: "20261006T183000"; of a day "20261006". */
void ics_home_text(IcsZones *zones, const IcsTime *time, char out[20]);

int32_t ics_day(const IcsTime *time); /* 20261006 */

#endif
