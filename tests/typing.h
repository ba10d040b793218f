/* What keys make of a text, without a glass. */
#ifndef TESTS_TYPING_H
#define TESTS_TYPING_H

#include "base/utf8.h"
#include "check.h"
#include "ui/compose.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Types the letters of `keys` one by one at the end of text. */
static inline void write_keys(KeyJoins joins, char *text, const char *keys)
{
    while (*keys) {
        char letter[8] = "";
        const char *from = keys;
        utf8_next(&keys);
        memcpy(letter, from, (size_t)(keys - from));
        Composed c = compose_letter(joins, text, strlen(text), letter);
        for (int i = 0; i < c.letters; i++)
            text[utf8_back(text, strlen(text))] = 0;
        strcat(text, c.put);
    }
}

/* Of random tests: told, and taken back. */
static inline unsigned seed(void)
{
    const char *given = getenv("FOYER_SEED");
    unsigned value = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
    print_message("FOYER_SEED=%u\n", value);
    return value;
}

#endif
