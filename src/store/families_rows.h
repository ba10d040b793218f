/* What Families is made of. Only families*.c include this. */
#ifndef STORE_FAMILIES_ROWS_H
#define STORE_FAMILIES_ROWS_H

#include <stddef.h>

#include "store/families.h"

/* Texts that are held together. Past the ceiling, or without memory, is_full sticks and a text is
 * "". */
enum { TEXT_CHUNK = 1 << 18, TEXT_CHUNKS = 256 };
typedef struct {
    char *chunk[TEXT_CHUNKS];
    int count;
    size_t used; /* of the last one */
    bool is_full;
} FamilyTexts;

const char *families_text(FamilyTexts *texts, const char *text);
void families_wipe_texts(FamilyTexts *texts); /* wipes and frees */

typedef struct {
    Family family;
    const char *key;          /* of its name, folded: rows stand in this order */
    const char *words;        /* the folded names of all its people, each word after a space */
    const char *const *names; /* the same, a person each */
    int name_count;
    uint32_t letters; /* of the words */
    bool is_foreign;  /* some of it in another script */
} FamilyRow;

/* Somebody of the roster and a row of theirs. */
typedef struct {
    Id person;
    int row;
} FamilyMember;

/* The walk-ins of the event, by name: read anew each time. */
typedef struct {
    FamilyRow *rows;
    const char **names; /* what their `names` point into */
    int count, max;
    FamilyTexts texts;
} WalkIns;

struct Families {
    Store *store;
    Id event;
    int32_t day;
    char event_grades[128];
    FamilyTexts texts; /* of the roster's rows */
    FamilyRow *rows;
    int count;
    FamilyMember *members; /* by id */
    int member_count;
    const char **names; /* what the rows' `names` point into */
    int64_t *asked;     /* when each row last asked for an interpreter, if nobody came since */
    WalkIns walk_ins;
    const FamilyRow **order, **shown; /* all rows by name; those that are seen */
    int order_count, shown_count, order_max;
    bool is_search;            /* they were looked for */
    FamilyCounts none, counts; /* none: where nobody is counted yet, the grades stand */
};

/* The roster's rows, by name, and the members. */
bool families_load(Families *families, Err *err);

/* Which letters there are, as bits: a text has no word of another whose bits it has not. */
uint32_t families_letters_of(const char *text);

/* The words of a row, out of its names, and whether they are foreign. */
void families_words(FamilyTexts *texts, FamilyRow *row);

/* The rows of a person: the first, as an index of members, and how many follow. */
int families_members(const Families *families, Id person, int *first);

/* The grades that are counted. */
bool families_grades(Families *families, Err *err);

/* Who asked for an interpreter at their last visit to anything else. */
bool families_asked(Families *families, Err *err);

/* Who of the rows is here, the walk-ins, and the counts. On failure all is as it was. */
bool families_arrivals(Families *families, Err *err);
void families_free_walk_ins(WalkIns *walk_ins);

#endif
