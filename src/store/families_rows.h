/* What Families is made of. Only families*.c include this. */
#ifndef STORE_FAMILIES_ROWS_H
#define STORE_FAMILIES_ROWS_H

#include "base/arena.h"
#include "store/families.h"

typedef struct {
    Family family;
    const char *key;          /* of its name, folded: rows stand in this order */
    const char *words;        /* the folded names of all its people, each word after a space */
    const char *const *names; /* the same, one by one */
    int name_count;
    int first_grade; /* in school order, of the highest */
    bool is_foreign; /* some of it in another script */
} FamilyRow;

/* Somebody of the roster and a row of theirs. */
typedef struct {
    Id person;
    int row;
} FamilyMember;

struct Families {
    Store *store;
    Id event;
    int32_t day;
    char event_grades[128];
    Arena roster;  /* of the rows, their texts and members */
    Arena walkers; /* of the walk-ins: read anew each time */
    FamilyRow *rows;
    int count;             /* of the roster */
    FamilyMember *members; /* by id */
    int member_count;
    FamilyRow *walk_ins; /* by name */
    int walk_in_count;
    const FamilyRow **order, **shown; /* all rows by name; those that are seen */
    int order_count, shown_count, order_max;
    FamilyCounts counts;
};

/* The roster's rows, by name, and the members. */
bool families_load(Families *families, Err *err);

/* The rows of a person: the first, as an index of members, and how many follow. */
int families_members(const Families *families, Id person, int *first);

/* Who of the rows is here, the walk-ins, and the counts. */
bool families_arrivals(Families *families, Err *err);

/* ERR_FULL unless so many bytes are left. */
bool families_has_room(const Arena *arena, size_t size, Err *err);

#endif
