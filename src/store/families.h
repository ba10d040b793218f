/* Families: the roster as a desk reads it, a row each, and who of them is here.
 *
 * Students with exactly the same guardians are one row, with those adults by name; walk-ins of the
 * event who are not matched to a row have one of their own. All rows are held in memory, by name:
 * open it when somebody of the staff opens the list, close it when they leave; closing wipes. A
 * Family and what it points to are borrowed until the next families_read or families_close.
 *
 * A call that takes an Err returns false (or null) on failure and says why in *err; the rows then
 * stand as they were.
 */
#ifndef STORE_FAMILIES_H
#define STORE_FAMILIES_H

#include "store/visits.h"

typedef struct Families Families;

typedef enum { FAMILY_NOT_YET, FAMILY_HERE, FAMILY_LEFT } FamilyState;

typedef struct {
    Id id;              /* the first sibling, as homes_first_sibling; of a walk-in its stub */
    const char *adults; /* "Ramírez, Rosa & Luis; Soto, Ana"; without any, the first student so */
    const char *children; /* given names and grades, from the highest: "Mateo 5, Lucía K" */
    const char *grades;   /* "05,KG", from the highest */
    const char *language; /* of the home; "" unknown */
    bool is_walk_in;
    bool is_expected;       /* somebody is in the event's grades */
    bool wants_interpreter; /* at this visit; without one, at the last before, within a year */
    FamilyState state;
    Id visit;   /* to this event; zero: none */
    int64_t at; /* when they came, or left; where nobody said that they left, when they came: */
    bool is_unsaid;
    bool is_met;    /* the interpreter they asked for came */
    char kiosk[64]; /* where they were checked in */
} Family;

/* Zeroed: everybody. */
typedef struct {
    bool only_not_yet, only_interpreter;
    bool not_yet_first; /* of those looked for; what families_letters says is then of no use */
    char grade[32], language[36]; /* "": all */
} FamilyFilter;

enum { FAMILY_GROUPS = 32 };

typedef struct {
    char name[36]; /* a grade, a language; "" not known */
    int here, expected;
} FamilyGroup;

/* Of those expected; here: they came, also who left again. A row with children in several grades
 * stands in each of them. */
typedef struct {
    int expected, here;
    int besides;                  /* rows that came and were not expected, walk-ins among them */
    int matched, unmatched, held; /* walk-ins of the event: joined to a row; not yet; of a flood */
    int inside;  /* people in the building, of all the day's visits, held ones too */
    int counted; /* people without a name, of the event */
    int waiting; /* rows here whose interpreter did not come yet */
    FamilyGroup grades[FAMILY_GROUPS], languages[FAMILY_GROUPS];
    int grade_count, language_count; /* grades in school order, languages the largest first */
} FamilyCounts;

/* Reads the roster and the event's visits; at event zero the ordinary ones of that day, 20261119.
 * ERR_FULL past 100,000 people, 200,000 visits or 10,000 walk-ins. Borrows the store for its life.
 */
Families *families_open(Store *store, Id event, int32_t day, Err *err);
void families_close(Families *families);

/* Reads anew who is here: after each act, and each minute. */
bool families_read(Families *families, Err *err);

/* Chooses the rows that are seen: those that pass the filter and of whose people each word typed
 * begins a name, in any order, also one in another script that is spelt so. Where nobody is called
 * so: those whose names run together, or apart, are as typed; then, from four letters, those with
 * one slip a word; and for what is typed in another script those whose whole name it is. Under two
 * letters (one that is a word by itself): all that pass. */
void families_show(Families *families, const FamilyFilter *filter, const char *typed);

/* Whether what was typed is enough to be looked for. */
bool families_searched(const Families *families);

int families_shown(const Families *families);
const Family *families_at(const Families *families, int index); /* of the shown, from 0 */

/* The row of a student, guardian (the first of theirs) or stub, shown or not; null: none. */
const Family *families_of(const Families *families, Id person);

/* The first letters of the shown rows' names and where each begins; fills up to max, returns how
 * many. */
typedef struct {
    char text[8];
    int first;
} FamilyLetter;
int families_letters(const Families *families, FamilyLetter *out, int max);

const FamilyCounts *families_counts(const Families *families);

#endif
