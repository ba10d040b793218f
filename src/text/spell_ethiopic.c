/* Ethiopic (Amharic, Tigrinya): eight signs a consonant, one for each vowel. */
#include "text/spell_slots.h"

enum { FIRST = 0x1200, ORDERS = 8 };

static const char *const consonants[] = {"h", "l", "h", "m", "s", "r", "s", "sh", "q k", "q k",
    "q k kh", "q k", "b", "v b", "t", "ch", "h", "h", "n", "ny gn n", "-", "k", "k", "kh h k", "kh",
    "w", "-", "z", "zh j", "y i", "d", "d", "j g dj", "g", "g", "g", "t th", "ch", "p", "ts s tz",
    "ts s tz", "f", "p"};

static const char *const vowels[ORDERS] = {
    "e a", "u oo", "i ee y ie", "a", "e ie ye ee ay", "- e i", "o", "wa ua oa"};

void spell_ethiopic(Slots *slots, const uint32_t *letters, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t row = (letters[i] - FIRST) / ORDERS, order = (letters[i] - FIRST) % ORDERS;
        if (row >= sizeof consonants / sizeof *consonants) {
            slots_add(slots, "-");
            continue;
        }
        const char *head = consonants[row];
        slots_add(slots, head);
        slots_add(slots, order == 5 && head[0] == '-' ? "i e -" : vowels[order]);
    }
}
