/* What the page of who took part shows: read once, without a number that is hidden. */
#ifndef OFFICE_REACH_H
#define OFFICE_REACH_H

#include "app/app.h"
#include "store/participation.h"

enum { PAGE_TERMS = 8 };

typedef struct {
    char name[REACH_NAME];
    Reach now, last;
} ReachGroup;

typedef struct {
    bool is_loaded;
    bool has_term;          /* else no term has begun */
    bool chooses;           /* which term */
    Term terms[PAGE_TERMS]; /* the latest that have begun */
    int term_count;
    int shown;           /* of terms */
    char last_title[64]; /* "": nothing to compare with */
    Reach all, all_last;
    ReachGroup groups[DIVISIONS][REACH_ROWS];
    int counts[DIVISIONS];
    int smallest;
    Division division;
    Err err;
} ReachPage;

/* Reads the term of today and the one before it. What fails stands in page->err. */
void reach_load(App *app, ReachPage *page);

/* The same of another of its terms. */
void reach_choose(App *app, ReachPage *page, int which);

/* How many were not reached; 0 where that is not told. */
int reach_missed(const Reach *reach);

/* The home language of most of those not reached; null where a hidden one may have more. */
const char *reach_most_missed(const ReachPage *page);

#endif
