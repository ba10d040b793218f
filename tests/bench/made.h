/* Made-up schools of any size, the same for a seed: rosters as OneRoster 1.2 folders, a school year
 * of visits, and workshops with their sign-ups. Nobody in them is anybody. */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include "store/store.h"

typedef struct {
    int people;
    uint64_t seed;
    int changed; /* so many of them, evenly: a name, a grade, a phone, left, or one new beside them
                  */
} MadeRoster;

/* Writes the files into the folder, which is made if there is none. */
bool made_roster(const char *folder, const MadeRoster *roster, Err *err);

/* Adds so many visits of the homes in the database, from 2026-09-01 to 2027-06-11: evenings with
 * their events, walk-ins and counts without names, and ordinary visits. One transaction, past the
 * store: nothing of it is in the outbox. A roster must be in the database; nobody else may have it
 * open. */
bool made_visits(const char *db, int visits, uint64_t seed, Err *err);

typedef struct {
    int workshops, sessions; /* the sessions go round the workshops, one or more a day from `now` */
    int signups;             /* by the guardians in the records, or by nobody in particular */
    uint64_t seed;
} MadeWorkshops;

/* Adds them, with uids "made-1" and "made-1-1", in one transaction of the store. Some sessions are
 * full and have a waiting list. */
bool made_workshops(Store *store, const MadeWorkshops *made, int64_t now, Err *err);

/* A number out of a seed and a place: the same whatever was drawn before. Never 0. */
static inline uint64_t made_seed(uint64_t seed, uint64_t place)
{
    uint64_t mixed = seed + (place + 1) * 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (mixed ^ (mixed >> 31)) | 1;
}

#endif
