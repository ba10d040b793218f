/* Inside spelling: a word as slots, each with the ways it is written. Only the files spell*.c
 * include this.
 *
 * A slot is its spellings in Latin letters with a space between; "-" is nothing.
 * Where a spelling ends with a consonant, the same one may follow: no table says
 * "ss" for "s".
 */
#ifndef TEXT_SPELL_SLOTS_H
#define TEXT_SPELL_SLOTS_H

#include "text/spell.h"

enum { SLOTS = 96, SLOT_ROOM = 192 };

typedef struct {
    const char *slot[SLOTS];
    int count;
    bool is_full;         /* there were more: nothing is spelt so */
    char room[SLOT_ROOM]; /* of slots that stand in no table */
    int used;
} Slots;

void slots_add(Slots *slots, const char *spellings);

/* Slots of a whole word's letters; each of one script. */
void spell_cyrillic(Slots *slots, const uint32_t *letters, int count);
void spell_arabic(Slots *slots, const uint32_t *letters, int count);
void spell_korean(Slots *slots, const uint32_t *letters, int count);
void spell_chinese(Slots *slots, const uint32_t *letters, int count);
void spell_indic(Slots *slots, const uint32_t *letters, int count);
void spell_ethiopic(Slots *slots, const uint32_t *letters, int count);
void spell_thai(Slots *slots, const uint32_t *letters, int count);
void spell_khmer(Slots *slots, const uint32_t *letters, int count);

#endif
