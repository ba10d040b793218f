/* Terms: school years, semesters and terms, for reports.
 *
 * Days are integers 20261119. A term of a roster has an id made of the roster's own, so the same
 * one comes back as the same; one made by hand has an ordinary id.
 */
#ifndef STORE_TERMS_H
#define STORE_TERMS_H

#include "store/store.h"

typedef enum { TERM_YEAR, TERM_SEMESTER, TERM_TERM } TermKind;

typedef struct {
    Id id;
    char title[256];
    TermKind kind;
    int32_t first_day, day_after_last;
} Term;

/* "year", "semester", "term": as it stands in the file. */
const char *term_kind_text(TermKind kind);

/* The id of a roster's term; whether an id is such a one. */
Id terms_id(const char *source_id);
bool terms_is_of_roster(Id id);

/* Adds or changes by id. ERR_INVALID unless it ends after it begins. */
bool terms_put(Store *store, const Term *term, Err *err);
bool terms_drop(Store *store, Id id, Err *err);

/* The shortest of those in which this day is. ERR_NOT_FOUND if there is none. */
bool terms_of_day(Store *store, int32_t day, Term *out, Err *err);

/* All of them, the latest first. Fills out[0..max); returns how many there are, or -1. */
int terms_list(Store *store, Term *out, int max, Err *err);

#endif
