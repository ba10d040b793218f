/* Participation: how many families took part in a term, of those who were enrolled in it.
 *
 * Enrolled: with a student who was, on at least one day of the term. A family is students joined
 * by shared guardians (store/kin.h); it was reached by a visit, not undone, of one of its students
 * or guardians or of a walk-in matched to one, or by a session it signed up for and attended; a
 * student is reached with the family. Grade and home language are those of the last enrolment in
 * the term. A family with children in two groups stands in both; so those of the groups add to
 * more than all.
 *
 * What may be told is decided by participation_protect: whatever is covered is zero after it. A
 * term's covers follow from its own numbers alone, so every report of it covers the same.
 *
 * A call that takes an Err returns false (or -1) on failure and says why in *err.
 */
#ifndef STORE_PARTICIPATION_H
#define STORE_PARTICIPATION_H

#include "store/terms.h"
#include "text/zone.h"

typedef enum { BY_GRADE, BY_LANGUAGE, BY_PROGRAMME, DIVISIONS } Division;

/* "grade", "language", "programme" */
const char *division_text(Division division);

typedef enum { COVER_NOTHING, COVER_REACHED, COVER_BOTH } Cover;

typedef struct {
    int count, of; /* 318 of 441 */
} Share;

typedef struct {
    Share families, students;
    Cover cover; /* what of it is not told: how many were reached; that and how many there are */
} Reach;

enum { REACH_ROWS = 32, REACH_NAME = 64 };

typedef struct {
    char name[REACH_NAME]; /* as the roster has it; "" not known, or in no programme */
    Reach reach;
} ReachRow;

#define REACH_OTHERS "*" /* a row's name: more groups than there are rows */

typedef struct {
    Term term;
    Reach all;
    Reach again;   /* of the families reached: more than once, by different events and days */
    Reach first;   /* of them: never before the term */
    int32_t since; /* the day of the first visit there is; 0: none */
    ReachRow rows[DIVISIONS][REACH_ROWS];
    int counts[DIVISIONS];
} TermReach;

/* The numbers as they are: for participation_protect and for tests. */
bool participation_count(Store *store, Zone *zone, const Term *term, TermReach *out, Err *err);

/* Covers what is under `smallest` families, reached or not reached; then in each division, as long
 * as what is covered could be worked out from the rest, the next smallest beside it, too. Puts the
 * rows in order: grades as schools count, the others from the largest, what is covered last.
 * has_complements false: for the test that shows what that would give away. */
void participation_protect(TermReach *reach, int smallest, bool has_complements);

/* Both, with the school's smallest_group. */
bool participation_read(Store *store, Zone *zone, const Term *term, TermReach *out, Err *err);

/* Whether anybody was enrolled, as far as the records know. */
bool reach_is_known(const TermReach *reach);

/* The latest term of this title or, null, of this day: the shortest it is in, else the last that
 * began. ERR_NOT_FOUND. */
bool participation_term(Store *store, int32_t today, const char *title, Term *out, Err *err);

/* What a term is compared with: the one before of the same kind; its id is zero if there is none.
 */
bool participation_before(Store *store, const Term *term, Term *out, Err *err);

/* One event: of the homes expected (students with exactly the same guardians, one of them enrolled
 * on the day in the event's grades), how many were there. */
typedef struct {
    Id id;
    int32_t day;
    char title[128], kind[32], grades[128];
    Share homes;
    Cover cover;
} Turnout;

/* The term's events to which somebody came, soonest first; what may be told of them beside the
 * term's reach. Fills out[0..max); returns how many there are, or -1. */
int participation_turnout_count(
    Store *store, Zone *zone, const Term *term, Turnout *out, int max, Err *err); /* as they are */
int participation_turnout(
    Store *store, Zone *zone, const TermReach *reach, Turnout *out, int max, Err *err);

/* 72.1 per cent; whole where it is of fewer than 200; -1 of nobody. */
double share_per_cent(Share share);

#endif
