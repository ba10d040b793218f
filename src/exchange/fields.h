/* Fields that several of a school's own lists have, read from a row.
 *
 * False, with *err naming line and column, for what is not understood.
 */
#ifndef EXCHANGE_FIELDS_H
#define EXCHANGE_FIELDS_H

#include "exchange/columns.h"
#include "text/zone.h"

/* "2026-11-19T16:00", local to the zone unless it says otherwise. */
bool field_time(const ColumnRow *row, int field, Zone *zone, int64_t *out, Err *err);

/* An address of the web, or nothing. */
bool field_link(const ColumnRow *row, int field, char *out, size_t size, Err *err);

/* "K, 1;2" as "KG,01,02". */
bool field_grades(const ColumnRow *row, int field, char *out, size_t size, Err *err);

/* What the row is known by in its file; what: "an event". */
bool field_uid(const ColumnRow *row, int field, char *out, size_t size, const char *what, Err *err);

#endif
