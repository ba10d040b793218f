/* The Indic scripts: nine blocks of Unicode have the same letter at the same place, so one table
 * serves Hindi, Marathi, Nepali, Bengali, Punjabi, Gujarati, Odia, Tamil, Telugu, Kannada and
 * Malayalam. A consonant without a vowel sign may have the inherent one, or not. */
#include "text/spell_slots.h"

enum { BLOCK = 0x80, TAMIL = 0xB80, VIRAMA = 0x4D, NUKTA = 0x3C, HA = 0x39 };

static const char *const consonants[BLOCK] = {
    [0x15] = "k c",
    [0x16] = "kh k",
    [0x17] = "g",
    [0x18] = "gh g",
    [0x19] = "n ng",
    [0x1A] = "ch c",
    [0x1B] = "chh ch",
    [0x1C] = "j z",
    [0x1D] = "jh j z",
    [0x1E] = "n ny gn",
    [0x1F] = "t",
    [0x20] = "th t",
    [0x21] = "d r",
    [0x22] = "dh d rh",
    [0x23] = "n",
    [0x24] = "t th",
    [0x25] = "th t",
    [0x26] = "d dh",
    [0x27] = "dh d",
    [0x28] = "n",
    [0x29] = "n",
    [0x2A] = "p",
    [0x2B] = "ph f p",
    [0x2C] = "b v",
    [0x2D] = "bh b v",
    [0x2E] = "m",
    [0x2F] = "y i j",
    [0x30] = "r",
    [0x31] = "r tr t",
    [0x32] = "l",
    [0x33] = "l",
    [0x34] = "zh l",
    [0x35] = "v w b",
    [0x36] = "sh s",
    [0x37] = "sh s",
    [0x38] = "s sh",
    [HA] = "h gh",
    [0x4E] = "t",
    [0x5C] = "r d",
    [0x7A] = "n",
    [0x7B] = "n",
    [0x7C] = "r",
    [0x7D] = "l",
    [0x7E] = "l",
};

/* One letter serves for the hard sound and the soft one. */
static const char *const tamil[BLOCK] = {
    [0x15] = "k g h",
    [0x1A] = "s ch c",
    [0x1F] = "t d",
    [0x24] = "th t d dh",
    [0x2A] = "p b",
    [0x28] = "n",
};

static const char *const vowels[BLOCK] = {
    [0x01] = "n m -",
    [0x02] = "n m",
    [0x03] = "h -",
    [0x05] = "a u o",
    [0x06] = "a aa",
    [0x07] = "i e",
    [0x08] = "i ee e",
    [0x09] = "u oo",
    [0x0A] = "u oo",
    [0x0B] = "ri ru r",
    [0x0E] = "e",
    [0x0F] = "e ai",
    [0x10] = "ai e ei oi",
    [0x12] = "o",
    [0x13] = "o",
    [0x14] = "au ou o ow",
    [0x3E] = "a aa ah",
    [0x3F] = "i e",
    [0x40] = "i ee y ey",
    [0x41] = "u oo",
    [0x42] = "u oo",
    [0x43] = "ri ru r",
    [0x45] = "e",
    [0x46] = "e",
    [0x47] = "e ai ay",
    [0x48] = "ai ei e ay",
    [0x49] = "o",
    [0x4A] = "o",
    [0x4B] = "o",
    [0x4C] = "au ou o ow",
    [0x57] = "au ou",
    [0x70] = "n m",
};

static uint32_t index_of(uint32_t letter)
{
    return letter & (BLOCK - 1);
}

/* Marks that change nothing in how a name is spelt. */
static bool is_silent(uint32_t letter)
{
    return index_of(letter) == NUKTA || index_of(letter) == VIRAMA || index_of(letter) == 0x71;
}

static bool has_own_vowel(const uint32_t *letters, int count, int i)
{
    while (i < count && index_of(letters[i]) == NUKTA)
        i++;
    if (i == count)
        return false;
    uint32_t c = index_of(letters[i]);
    return c == VIRAMA || (c >= 0x3E && c <= 0x4C);
}

static const char *consonant(uint32_t letter)
{
    const char *soft = (letter & ~(uint32_t)(BLOCK - 1)) == TAMIL ? tamil[index_of(letter)] : 0;
    return soft ? soft : consonants[index_of(letter)];
}

/* Two letters joined that are spelt together; how many signs they are, or 0. */
static int write_joined(Slots *slots, const uint32_t *letters, int count, int i)
{
    if (i + 2 >= count || index_of(letters[i + 1]) != VIRAMA)
        return 0;
    uint32_t first = index_of(letters[i]), second = index_of(letters[i + 2]);
    if (first == 0x15 && second == 0x37)
        slots_add(slots, "ksh x kh ks"); /* Lakshmi, Laxmi */
    else if (first == 0x1C && second == 0x1E)
        slots_add(slots, "gy gn jn dny gny"); /* Gyan, Jnan */
    else if (first == second)
        slots_add(slots, consonant(letters[i]));
    else
        return 0;
    return 2;
}

void spell_indic(Slots *slots, const uint32_t *letters, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t c = index_of(letters[i]);
        const char *spellings = consonant(letters[i]);
        if (is_silent(letters[i]))
            continue;
        if (!spellings) {
            slots_add(slots, vowels[c] ? vowels[c] : "-");
            continue;
        }
        int joined = write_joined(slots, letters, count, i);
        i += joined;
        if (joined == 0)
            slots_add(slots, spellings);
        if (!has_own_vowel(letters, count, i + 1))
            slots_add(slots, i + 1 < count ? "a - u o e" : "- a");
    }
}
