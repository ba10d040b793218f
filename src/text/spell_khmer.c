/* Khmer. A vowel sounds by its consonant's series, so each has the spellings of both. */
#include "text/spell_slots.h"

enum { FIRST = 0x1780, COUNT = 0x54, SUBSCRIPT = 0x17D2 };

static const char *const consonants[] = {"k", "kh k", "k g", "kh k", "ng", "ch", "ch", "ch j", "ch",
    "nh ny gn", "d", "th t", "d", "th t", "n", "t", "th t", "t th", "th t", "n", "b p", "ph p",
    "p ph", "ph p", "m", "y", "r", "l", "v w", "s", "s", "s", "h", "l", "- o a"};

static const char *const vowels[COUNT] = {
    [0x36] = "a ea ear ear ia",
    [0x37] = "i e",
    [0x38] = "i ei ey y",
    [0x39] = "eu e o u",
    [0x3A] = "eu ue oeu",
    [0x3B] = "o u ou",
    [0x3C] = "ou o u au",
    [0x3D] = "uo ua ou",
    [0x3E] = "oe eu aeu er",
    [0x3F] = "oeu eua",
    [0x40] = "ie ea ia",
    [0x41] = "e ei ay",
    [0x42] = "e ae ai ea",
    [0x43] = "ai ey ei ay",
    [0x44] = "ao o ou",
    [0x45] = "au ov ao ow",
    [0x46] = "am om um m",
    [0x47] = "ah as eh h",
};

void spell_khmer(Slots *slots, const uint32_t *letters, int count)
{
    const uint32_t known = sizeof consonants / sizeof *consonants;
    for (int i = 0; i < count; i++) {
        uint32_t c = letters[i] - FIRST, next = i + 1 < count ? letters[i + 1] - FIRST : 0;
        bool has_foot = next == SUBSCRIPT - FIRST;
        if (c >= known) {
            slots_add(slots, c < COUNT && vowels[c] ? vowels[c] : "-");
            continue;
        }
        slots_add(slots, consonants[c]);
        if (has_foot && i + 2 < count) {
            bool is_kin = (letters[i + 2] - FIRST) / 5 == c / 5; /* written twice, said once */
            slots_add(slots, is_kin ? "-" : "- a o");
            if (is_kin)
                slots->slot[slots->count - 2] = "-";
        } else if (i + 1 < count && next < known) {
            slots_add(slots, "a o - or u ea oa");
        }
    }
}
