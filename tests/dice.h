/* Numbers that look random and are the same for a seed. */
#ifndef TESTS_DICE_H
#define TESTS_DICE_H

#include "check.h"
#include <time.h>

/* FOYER_SEED, or one of the moment; printed. */
static inline uint64_t dice_seed(void)
{
    const char *given = getenv("FOYER_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("FOYER_SEED=%llu\n", (unsigned long long)seed);
    return seed;
}

static inline uint32_t dice_roll(uint64_t *dice, uint32_t below)
{
    *dice = *dice * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*dice >> 33) % below);
}

#endif
