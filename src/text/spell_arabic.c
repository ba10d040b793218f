/* Arabic letters, as families from Morocco to Bangladesh spell them. Short vowels are not
 * written, and may stand after any consonant; alif, waw and yeh are vowels or consonants. */
#include "text/spell_slots.h"

enum { FIRST = 0x620, COUNT = 0xE0 };
enum {
    ALIF = 0x627,
    TEH_MARBUTA = 0x629,
    AIN = 0x639,
    LAM = 0x644,
    HEH = 0x647,
    WAW = 0x648,
    YEH = 0x6CC
};

static const char *const consonants[COUNT] = {
    [0x628 - FIRST] = "b",
    [0x67E - FIRST] = "p",
    [0x62A - FIRST] = "t",
    [0x679 - FIRST] = "t",
    [0x67C - FIRST] = "t",
    [0x62B - FIRST] = "th s t",
    [0x62C - FIRST] = "j g dj dzh",
    [0x686 - FIRST] = "ch tch",
    [0x685 - FIRST] = "ts s",
    [0x681 - FIRST] = "dz z",
    [0x62D - FIRST] = "h",
    [0x62E - FIRST] = "kh h k x",
    [0x62F - FIRST] = "d dh",
    [0x688 - FIRST] = "d",
    [0x689 - FIRST] = "d",
    [0x630 - FIRST] = "dh z d th",
    [0x631 - FIRST] = "r",
    [0x691 - FIRST] = "r d",
    [0x693 - FIRST] = "r d",
    [0x695 - FIRST] = "r",
    [0x632 - FIRST] = "z",
    [0x698 - FIRST] = "zh j",
    [0x696 - FIRST] = "zh g",
    [0x633 - FIRST] = "s",
    [0x634 - FIRST] = "sh ch",
    [0x69A - FIRST] = "sh kh x",
    [0x635 - FIRST] = "s",
    [0x636 - FIRST] = "d z dh",
    [0x637 - FIRST] = "t",
    [0x638 - FIRST] = "z dh th",
    [0x63A - FIRST] = "gh g q",
    [0x641 - FIRST] = "f ph",
    [0x6A4 - FIRST] = "v",
    [0x642 - FIRST] = "q k g gh c",
    [0x6A9 - FIRST] = "k c",
    [0x6AB - FIRST] = "g",
    [0x6AF - FIRST] = "g",
    [0x644 - FIRST] = "l",
    [0x6B5 - FIRST] = "l",
    [0x645 - FIRST] = "m",
    [0x646 - FIRST] = "n",
    [0x6BA - FIRST] = "n -",
    [0x6BC - FIRST] = "n",
    [0x6AD - FIRST] = "ng",
    [0x647 - FIRST] = "h",
    [0x6CB - FIRST] = "v w",
};

/* The others, with no vowel to be put in behind them. */
static const char *const vowels[COUNT] = {
    [0x649 - FIRST] = "a ah i y e",
    [0x6D0 - FIRST] = "e i ey",
    [0x6D2 - FIRST] = "e ay ai y i ey",
    [0x6CD - FIRST] = "ai ay ey i",
    [0x6C6 - FIRST] = "o",
    [0x6C7 - FIRST] = "u o",
    [0x6C8 - FIRST] = "u",
    [0x6CE - FIRST] = "e i",
    [0x6D5 - FIRST] = "a e ah eh",
    [0x621 - FIRST] = "-",
};

#define SHORT "- a e i o u"

static void write_alif(Slots *slots, const uint32_t *letters, int count, int i)
{
    if (i > 0 && i + 1 < count) {
        slots_add(slots, letters[i + 1] == LAM ? "a aa e u o -" : "a aa e o");
        return;
    }
    if (i > 0) {
        slots_add(slots, "a ah aa e");
        return;
    }
    bool is_article = count > 4 && letters[1] == LAM;
    slots_add(slots, is_article ? "a e -" : "a e i o u aa ou ee");
}

/* A name does not begin without a vowel: ain's own, or that of the letter behind it. */
static void write_ain(Slots *slots, bool is_first, uint32_t next)
{
    bool has_vowel = next == ALIF || next == WAW || next == YEH;
    if (is_first && !has_vowel)
        slots_add(slots, "a e i o u aa ou oo");
    else
        slots_add(slots, is_first ? "- a e i o u" : "- a e i o u aa h");
}

/* Waw and yeh, one way or the other. */
static void write_weak(Slots *slots, uint32_t c, bool is_first, bool is_last)
{
    if (c == WAW)
        slots_add(slots, is_first ? "w v o u ou" : "u o ou oo w v ow aw au uw");
    else if (is_last)
        slots_add(slots, "i y ee ie ei ai ay ey iy");
    else
        slots_add(slots, is_first ? "y i e ei j" : "i y e ee ie ei ai ay ey iy ye yi");
    if (!is_last)
        slots_add(slots, SHORT);
}

static void write_consonant(Slots *slots, const uint32_t *letters, int count, int i)
{
    const char *spellings = consonants[letters[i] - FIRST];
    bool is_last = i + 1 == count;
    if (letters[i] == HEH && is_last && i > 0)
        spellings = "h a ah e eh -";
    else if (letters[i] == HEH && i > 0 && letters[i - 1] == WAW)
        spellings = "h -"; /* چوہدری, Chaudhry */
    else if (letters[i] == LAM && i == 1 && count > 4 && letters[0] == ALIF)
        spellings = "l -"; /* of the article */
    else if (letters[i] == LAM && i > 2 && !is_last && letters[i - 1] == ALIF)
        spellings = "l -"; /* عبدالرحمن, Abdurrahman */
    slots_add(slots, spellings);
    if (!is_last)
        slots_add(slots, i == 0 ? SHORT " ou" : SHORT);
}

void spell_arabic(Slots *slots, const uint32_t *letters, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t c = letters[i] - FIRST;
        bool is_last = i + 1 == count;
        if (letters[i] == ALIF)
            write_alif(slots, letters, count, i);
        else if (letters[i] == WAW || letters[i] == YEH)
            write_weak(slots, letters[i], i == 0, is_last);
        else if (letters[i] == AIN)
            write_ain(slots, i == 0, is_last ? 0 : letters[i + 1]);
        else if (letters[i] == TEH_MARBUTA)
            slots_add(slots, "a ah at e eh et");
        else if (c < COUNT && consonants[c] && i > 0 && letters[i] == letters[i - 1])
            continue; /* الله: the doubled consonant is in the slot */
        else if (c < COUNT && consonants[c])
            write_consonant(slots, letters, count, i);
        else
            slots_add(slots, c < COUNT && vowels[c] ? vowels[c] : "-");
    }
}
