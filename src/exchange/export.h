/* Exports: rows out, made from column tables. */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include "exchange/sheet.h"
#include "store/store.h"

typedef enum {
    EXPORT_CSV,
    EXPORT_CSV_MARKED, /* begins with a byte order mark: for an Excel that guesses else */
    EXPORT_JSON,       /* an object a line */
    EXPORT_XLSX        /* a second sheet says what the columns are, and of when it is */
} ExportFormat;

typedef struct {
    int64_t from, to;   /* arrived, or the session starts, within [from, to); 0: no bound */
    Id event;           /* of visits and headcounts; zero: all */
    const Watch *watch; /* null: nobody stops it; what is stopped is ERR_REFUSED */
} ExportRange;

/* Writes visits to a file ("-": standard output), one row a person and visit; a stub and a
 * headcount have a row too. The file appears whole or not at all (written beside, then renamed).
 * Returns the rows, or -1. */
int export_visits(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err);

/* Writes the roster likewise, one row a person, also who has left: who and what they are,
 * guardians' phones, and who belongs to whom, by source ids. Never a birthday. */
int export_people(Store *store, ExportFormat format, const char *path, Err *err);

/* Writes sign-ups likewise, one row each, also what was cancelled. */
int export_signups(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err);

/* Writes what the families of each session need: a row for each age in childcare, each language of
 * an interpreter, and the ride. */
int export_needs(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err);

/* Writes how many people were counted without a name, a row each time; not what was taken back. */
int export_headcounts(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err);

/* Writes how the glass was used, a row each step: where, how many touches, how long, how it ended.
 * Never who it was. */
int export_journeys(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err);

/* Writes the call sheet as of `now`: whom the office should ring about a sign-up. */
int export_calls(Store *store, int64_t now, ExportFormat format, const char *path, Err *err);

/* Writes the families without a visit in the range (without one, in the present term, else the
 * school year, else ever), a row each: whom to call, in which language. */
int export_unreached(Store *store, const ExportRange *range, int64_t now, ExportFormat format,
    const char *path, Err *err);

/* Writes who is in the building now, a row a family; as a sheet: exchange/roll_call.h. */
int export_roll_call(Store *store, int64_t now, ExportFormat format, const char *path, Err *err);

/* Writes what the columns of all these are, one row each. */
int export_dictionary(Store *store, ExportFormat format, const char *path, Err *err);

/* All of these by name. */
typedef struct {
    ExportRange range;
    int64_t now;
    ExportFormat format;
    const char *path;
} ExportAsk;

typedef struct {
    const char *name;                                           /* "visits" */
    bool has_range;                                             /* asks from and to */
    bool has_event;                                             /* asks the event */
    int (*write)(Store *store, const ExportAsk *ask, Err *err); /* returns the rows, or -1 */
} ExportKind;

const ExportKind *export_kind(const char *name); /* null: there is none */

/* The event of this uid. ERR_NOT_FOUND. */
bool export_find_event(Store *store, const char *uid, Id *out, Err *err);

#endif
