/* Spelling: whether a word in another script may be written so in Latin letters.
 *
 * Families spell as they were taught, not as ICU transliterates: Щербаков is
 * Shcherbakov, 박 is Park, محمد is Mohamed or Muhammad. Here every letter has
 * the spellings in use, and vowels that a script leaves out may be put in. For
 * Cyrillic, Arabic (with Persian, Urdu, Pashto), Korean, Chinese (pinyin, and
 * the surnames as they are spelt elsewhere), the Indic scripts, Ethiopic, Thai
 * and Khmer. Words are those of a key: see text/fold.h.
 */
#ifndef TEXT_SPELL_H
#define TEXT_SPELL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *at;
    int length; /* bytes */
} SpellWord;

/* Whether this letter or mark is kept in keys, to be compared here. */
bool spell_has(uint32_t code_point);

/* Whether the whole word is spelt so. slips: 0, or 1 where the script writes its vowels. */
bool spell_fits(SpellWord own, SpellWord latin, int slips);

/* Whether one of them, spelt, begins the other: all of `own` is in the Latin word's beginning, of
 * which it takes `least` letters or more; or all of `latin` is in the beginning of own. */
bool spell_begins_latin(SpellWord own, SpellWord latin, int least);
bool spell_begins_own(SpellWord latin, SpellWord own);

#endif
