/* Parties: who comes to a session together, and the places they take.
 *
 * A party is kept together: what it needs is free as a whole or it does not fit.
 */
#ifndef STORE_PARTY_H
#define STORE_PARTY_H

#include "store/workshops.h"

enum { PARTY_MOST = 20, CHILDCARE_MOST = 8, AGE_MOST = 12 };

/* Who comes, and what they need. */
typedef struct {
    int adults, children;     /* in the room: a seat each */
    int childcare;            /* children in childcare, */
    int ages[CHILDCARE_MOST]; /* and how old each is */
    bool needs_ride;          /* a seat for every one of them */
    char interpreter[12];     /* its language; "" none */
} Party;

/* How many people, and what they take. */
int party_people(const Party *party);
Places party_places(const Party *party);

/* Whether the party's places are all free. */
bool party_fits(const Party *party, const Places *left);

/* The same for one that has places already: those it keeps, also where the school has fewer now;
 * only what it needs besides must be free. */
bool places_fit(const Places *needs, const Places *has, const Places *left);

/* ERR_INVALID for fewer than one, more than PARTY_MOST, or an age that is none. */
bool party_check(const Party *party, Err *err);

/* Ages as they stand in the file, "3,5": as many as there are children in childcare. */
enum { AGES_SIZE = 64 };
void party_write_ages(const Party *party, char out[AGES_SIZE]);
void party_read_ages(Party *party, const char *text);

#endif
