/* Exports: rows out, made from column tables.
 *
 * A file appears whole or not at all (written beside, then renamed).
 */
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
    int64_t from, to; /* arrived, or the session starts, within [from, to); 0: no bound */
    Id event;         /* of visits and headcounts; zero: all */
} ExportRange;

typedef struct {
    ExportRange range;
    int64_t now; /* of what is as it is now: calls, unreached, roll call */
    ExportFormat format;
    const char *path;   /* "-": standard output, but for a workbook */
    const Watch *watch; /* null: nobody stops it; what is stopped is ERR_REFUSED */
} ExportAsk;

/* Returns the rows, or -1. */
typedef int ExportWrite(Store *store, const ExportAsk *ask, Err *err);

/* A person and visit; a stub and a headcount have a row too. */
ExportWrite export_visits;

/* The roster, also who has left: who and what they are, guardians' phones, and who belongs to whom,
 * by source ids. Never a birthday. */
ExportWrite export_people;

/* Sign-ups, also what was cancelled. */
ExportWrite export_signups;

/* What the families of each session need: a row for each age in childcare, each language of an
 * interpreter, and the ride. */
ExportWrite export_needs;

/* How many people were counted without a name, a row each time; not what was taken back. */
ExportWrite export_headcounts;

/* How the glass was used, a row each step: where, how many touches, how long, how it ended. Never
 * who it was. */
ExportWrite export_journeys;

/* The call sheet: whom the office should ring about a sign-up. */
ExportWrite export_calls;

/* The families without a visit in the range (without one, in the present term, else the school
 * year, else ever): whom to call, in which language. */
ExportWrite export_unreached;

/* Who is in the building, a row a family; as a sheet: exchange/roll_call.h. */
ExportWrite export_roll_call;

/* What the columns of all these are. */
ExportWrite export_dictionary;

/* All of these by name. */
typedef struct {
    const char *name; /* "visits" */
    bool has_range;   /* asks from and to */
    bool has_event;   /* asks the event */
    ExportWrite *write;
} ExportKind;

const ExportKind *export_kind(const char *name); /* null: there is none */

/* The event of this uid. ERR_NOT_FOUND. */
bool export_find_event(Store *store, const char *uid, Id *out, Err *err);

#endif
