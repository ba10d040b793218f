/* Which script a letter is of, and whether slots are spelt so. Every state of the comparison is
 * tried once, so that no word, however made, takes long. */
#include "text/spell_slots.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include <string.h>
#include <unicode/uchar.h>

enum { LETTERS = 48, LATIN = 63 };

typedef enum { BOTH_END, LATIN_GOES_ON, OWN_GOES_ON } Ending;

typedef struct {
    Slots slots;
    SpellWord latin;
    Ending ending;
    int least;                       /* LATIN_GOES_ON: letters taken */
    uint64_t is_tried[2][SLOTS + 1]; /* by slips left and slot: a bit a Latin letter */
} Spelling;

/* --- scripts --- */

static const struct {
    uint32_t first, last;
    void (*write)(Slots *slots, const uint32_t *letters, int count);
    bool has_marks;  /* that are letters of a name, not ornaments */
    bool has_vowels; /* all of them are written: one slip may be counted */
} scripts[] = {
    {0x400, 0x52F, spell_cyrillic, false, true},
    {0x620, 0x77F, spell_arabic, false, false},
    {0x900, 0xD7F, spell_indic, true, false},
    {0xE01, 0xE4E, spell_thai, true, false},
    {0x1200, 0x135A, spell_ethiopic, false, false},
    {0x1780, 0x17D3, spell_khmer, true, false},
    {0x3400, 0x9FFF, spell_chinese, false, false},
    {0xAC00, 0xD7A3, spell_korean, false, false},
    {0x20000, 0x323AF, spell_chinese, false, false},
};

static int script_of(uint32_t c)
{
    for (int i = 0; i < (int)(sizeof scripts / sizeof *scripts); i++)
        if (c >= scripts[i].first && c <= scripts[i].last)
            return i;
    return -1;
}

bool spell_has(uint32_t code_point)
{
    int script = script_of(code_point), type = u_charType((UChar32)code_point);
    if (script < 0 || type == U_MODIFIER_LETTER)
        return false;
    if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK)
        return scripts[script].has_marks;
    return u_isalpha((UChar32)code_point);
}

/* --- slots --- */

void slots_add(Slots *slots, const char *spellings)
{
    if (slots->count < SLOTS)
        slots->slot[slots->count++] = spellings;
    else
        slots->is_full = true;
}

/* A word of two scripts is spelt by nobody. */
static bool write_slots(Slots *slots, SpellWord own, bool *has_vowels)
{
    uint32_t letters[LETTERS];
    int count = 0, script = -1;
    bool is_whole = true;
    const char *at = own.at, *end = own.at + own.length;
    while (at < end && count < LETTERS) {
        uint32_t c = utf8_next(&at);
        int of = script_of(c);
        if (script < 0)
            script = of;
        bool is_pinyin = c < 0x80 && script >= 0 && scripts[script].write == spell_chinese;
        is_whole &= is_pinyin || (of >= 0 && scripts[of].write == scripts[script].write);
        letters[count++] = c;
    }
    is_whole &= at >= end && script >= 0;
    if (is_whole) {
        scripts[script].write(slots, letters, count);
        *has_vowels = scripts[script].has_vowels;
    }
    wipe(letters, sizeof letters);
    return is_whole && !slots->is_full;
}

/* --- spellings --- */

static bool is_consonant(char c)
{
    return c >= 'a' && c <= 'z' && !strchr("aeiou", c);
}

static bool fits(Spelling *s, int slot, int at, int slips);

static bool fits_slot(Spelling *s, int slot, int at, int slips)
{
    const char *latin = s->latin.at + at;
    int left = s->latin.length - at;
    for (const char *way = s->slots.slot[slot]; *way;) {
        int length = (int)strcspn(way, " ");
        const char *next = way + length + (way[length] == ' ');
        if (*way == '-')
            length = 0;
        if (length <= left && memcmp(way, latin, (size_t)length) == 0) {
            bool is_doubled = length > 0 && length < left && is_consonant(way[length - 1]) &&
                latin[length] == way[length - 1];
            if (fits(s, slot + 1, at + length, slips) ||
                (is_doubled && fits(s, slot + 1, at + length + 1, slips)))
                return true;
        } else if (s->ending == OWN_GOES_ON && length > left && left > 0 &&
            memcmp(way, latin, (size_t)left) == 0) {
            return true;
        }
        way = next;
    }
    return false;
}

static bool fits(Spelling *s, int slot, int at, int slips)
{
    bool is_end = at == s->latin.length;
    if (slot == s->slots.count && (is_end || s->ending == LATIN_GOES_ON))
        return at >= s->least;
    if (is_end && s->ending == OWN_GOES_ON)
        return true;
    if (s->is_tried[slips][slot] >> at & 1)
        return false;
    s->is_tried[slips][slot] |= UINT64_C(1) << at;
    bool has_slot = slot < s->slots.count;
    if (has_slot && fits_slot(s, slot, at, slips))
        return true;
    if (slips == 0)
        return false;
    return (!is_end && fits(s, slot, at + 1, 0)) || (has_slot && fits(s, slot + 1, at, 0)) ||
        (has_slot && !is_end && fits(s, slot + 1, at + 1, 0));
}

static bool spell(SpellWord own, SpellWord latin, Ending ending, int least, int slips)
{
    Spelling s = {.latin = latin, .ending = ending, .least = least};
    bool has_vowels = false;
    bool is_so = latin.length > 0 && latin.length <= LATIN &&
        write_slots(&s.slots, own, &has_vowels) && (slips == 0 || has_vowels) &&
        fits(&s, 0, 0, slips);
    wipe(&s, sizeof s);
    return is_so;
}

bool spell_fits(SpellWord own, SpellWord latin, int slips)
{
    return spell(own, latin, BOTH_END, 1, slips > 0);
}

bool spell_begins_latin(SpellWord own, SpellWord latin, int least)
{
    return spell(own, latin, LATIN_GOES_ON, least, 0);
}

bool spell_begins_own(SpellWord latin, SpellWord own)
{
    return spell(own, latin, OWN_GOES_ON, 0, 0);
}
