/* Parties. */
#include "store/party.h"

#include <stdio.h>
#include <stdlib.h>

int party_people(const Party *party)
{
    return party->adults + party->children + party->childcare;
}

Places party_places(const Party *party)
{
    return (Places){
        .seats = party->adults + party->children,
        .childcare = party->childcare,
        .interpreters = party->interpreter[0] != 0,
        .rides = party->needs_ride ? party_people(party) : 0,
    };
}

static bool kind_fits(int needs, int has, int left)
{
    return needs <= has || needs - has <= left;
}

bool places_fit(const Places *needs, const Places *has, const Places *left)
{
    return kind_fits(needs->seats, has->seats, left->seats) &&
        kind_fits(needs->childcare, has->childcare, left->childcare) &&
        kind_fits(needs->interpreters, has->interpreters, left->interpreters) &&
        kind_fits(needs->rides, has->rides, left->rides);
}

bool party_fits(const Party *party, const Places *left)
{
    Places needs = party_places(party);
    return places_fit(&needs, &(Places){0}, left);
}

bool party_check(const Party *p, Err *err)
{
    bool is_whole = p->adults >= 0 && p->children >= 0 && p->childcare >= 0 &&
        p->adults <= PARTY_MOST && p->children <= PARTY_MOST && p->childcare <= CHILDCARE_MOST;
    if (!is_whole || party_people(p) < 1 || party_people(p) > PARTY_MOST)
        return err_set(err, ERR_INVALID, "a party of 1 to %d", PARTY_MOST);
    for (int i = 0; i < p->childcare; i++)
        if (p->ages[i] < 0 || p->ages[i] > AGE_MOST)
            return err_set(err, ERR_INVALID, "an age of 0 to %d", AGE_MOST);
    return true;
}

void party_write_ages(const Party *party, char out[AGES_SIZE])
{
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < party->childcare; i++)
        used +=
            (size_t)snprintf(out + used, AGES_SIZE - used, "%s%d", i ? "," : "", party->ages[i]);
}

void party_read_ages(Party *party, const char *text)
{
    for (int i = 0; i < party->childcare && i < CHILDCARE_MOST; i++) {
        char *end;
        party->ages[i] = (int)strtol(text, &end, 10);
        text = *end == ',' ? end + 1 : end;
    }
}
