/* Thai. Some vowels are written before their consonant, short ones often not at all, and a
 * consonant with a cancelling mark is silent. */
#include "text/spell_slots.h"

enum { FIRST = 0xE00, COUNT = 0x50, SARA_E = 0xE40, SARA_AI = 0xE44, SILENT = 0xE4C, RO = 0xE23 };

static const char *const consonants[COUNT] = {
    [0x01] = "k g",
    [0x02] = "kh k",
    [0x03] = "kh k",
    [0x04] = "kh k c",
    [0x05] = "kh k",
    [0x06] = "kh k",
    [0x07] = "ng",
    [0x08] = "j ch c t",
    [0x09] = "ch",
    [0x0A] = "ch",
    [0x0B] = "s z",
    [0x0C] = "ch",
    [0x0D] = "y n",
    [0x0E] = "d t",
    [0x0F] = "t d",
    [0x10] = "th t",
    [0x11] = "th t d",
    [0x12] = "th t",
    [0x13] = "n",
    [0x14] = "d t",
    [0x15] = "t d",
    [0x16] = "th t",
    [0x17] = "th t d",
    [0x18] = "th t dh",
    [0x19] = "n",
    [0x1A] = "b p",
    [0x1B] = "p b",
    [0x1C] = "ph p",
    [0x1D] = "f",
    [0x1E] = "ph p b",
    [0x1F] = "f",
    [0x20] = "ph p bh",
    [0x21] = "m",
    [0x22] = "y i",
    [0x23] = "r n",
    [0x25] = "l n",
    [0x27] = "v w",
    [0x28] = "s t sh",
    [0x29] = "s t",
    [0x2A] = "s t",
    [0x2B] = "h -",
    [0x2C] = "l",
    [0x2D] = "- o or aw a",
    [0x2E] = "h",
};

static const char *const vowels[COUNT] = {
    [0x24] = "rue ri ru",
    [0x30] = "a -",
    [0x31] = "a u",
    [0x32] = "a ar ah",
    [0x33] = "am um",
    [0x34] = "i",
    [0x35] = "i ee",
    [0x36] = "ue u eu",
    [0x37] = "ue u eu",
    [0x38] = "u oo",
    [0x39] = "u oo",
    [0x40] = "e ay a oe",
    [0x41] = "ae a e",
    [0x42] = "o",
    [0x43] = "ai i ay",
    [0x44] = "ai i ay",
    [0x4D] = "-",
};

static uint32_t at_index(const uint32_t *letters, int count, int i)
{
    return i < count && letters[i] >= FIRST && letters[i] < FIRST + COUNT ? letters[i] - FIRST : 0;
}

static bool is_before(uint32_t c)
{
    return c >= SARA_E - FIRST && c <= SARA_AI - FIRST;
}

static bool is_silenced(const uint32_t *letters, int count, int i)
{
    return at_index(letters, count, i + 1) == SILENT - FIRST ||
        at_index(letters, count, i + 2) == SILENT - FIRST;
}

void spell_thai(Slots *slots, const uint32_t *letters, int count)
{
    const char *held = 0; /* a vowel before its consonant */
    for (int i = 0; i < count; i++) {
        uint32_t c = at_index(letters, count, i);
        if (is_before(c)) {
            held = vowels[c];
        } else if (c == 0x4D && at_index(letters, count, i + 1) == 0x32) {
            slots_add(slots, vowels[0x33]);
            i++;
        } else if (!consonants[c]) {
            slots_add(slots, vowels[c] ? vowels[c] : "-");
        } else if (c == RO - FIRST && at_index(letters, count, i + 1) == c) {
            slots_add(slots, "an a on"); /* two of them are a vowel */
            i++;
        } else if (!is_silenced(letters, count, i)) {
            slots_add(slots, consonants[c]);
            uint32_t next = at_index(letters, count, i + 1);
            if (held)
                slots_add(slots, held);
            else if (consonants[next] || is_before(next))
                slots_add(slots, "- o a");
            held = 0;
        }
    }
}
