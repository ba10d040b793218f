/* Kin: who belongs to which family and home, for counting.
 *
 * A family is students joined by shared guardians, in any chain, also of who has left the school
 * since: so it is the same in every term. A home is students with exactly the same guardians, as
 * one row of the desk's list. Walk-ins that were matched to the roster belong to whom they were
 * matched to; those of a flood that nobody looked at are left out. Read whole into memory; only
 * ids, no names. For the store's counts alone.
 */
#ifndef STORE_KIN_H
#define STORE_KIN_H

#include "store/store.h"
#include <stddef.h>

typedef struct {
    Id id;
    int parent; /* while families are joined */
    int family, home;
    int first_link, links; /* of a guardian: to students */
    bool is_student;
} KinPerson;

typedef struct {
    KinPerson *people; /* by id */
    int count;
    int *linked; /* the students of each guardian */
    int families, homes;
    Id *members;           /* by family: students, guardians, matched walk-ins */
    int *first_member;     /* families + 1 of them */
    bool *is_walk_in;      /* of each member */
    struct KinStub *stubs; /* by id */
    int stub_count;
} Kin;

/* kin_finish also after false. */
bool kin_read(Kin *kin, Store *store, Err *err);
void kin_finish(Kin *kin);

/* The person of this id, or whom this walk-in was matched to; null: neither. */
const KinPerson *kin_find(const Kin *kin, Id id);

/* Room for one more in a list that doubles; null without memory. */
void *kin_grow(void *list, int count, size_t size);

#endif
