/* Letters that change the ones before them: the tones of Vietnamese, the jamo of Hangul.
 *
 * Pure: told what stands before the caret and which letter was touched, it
 * answers what to take off and what to put there instead. All is NFC.
 *
 * Tones: the mark goes to a vowel of the syllable before the caret and moves on when more of it
 * is typed (hòa, hoàn). The place is the traditional one, as most keyboards have it and as names
 * are mostly written (Hòa, Thúy; not Hoà, Thuý): on ă â ê ô ơ ư where there is one, of ươ on ơ;
 * else, before a final consonant, on the last vowel; else on the first of two and the middle one
 * of three. The u of qu and the i of gi are no vowels if another follows. The same mark again takes
 * it off.
 *
 * Jamo: letters of two-set keyboards become syllables; a final moves on when a vowel follows.
 */
#ifndef UI_COMPOSE_H
#define UI_COMPOSE_H

#include "ui/keyboard.h"

#include <stddef.h>

typedef struct {
    int letters;  /* how many before the caret go */
    char put[64]; /* what comes instead */
} Composed;

/* A letter, in UTF-8, typed after before[0..length). */
Composed compose_letter(KeyJoins joins, const char *before, size_t length, const char *letter);

/* The delete key: of a Hangul syllable one jamo goes, else a whole letter. */
Composed compose_delete(KeyJoins joins, const char *before, size_t length);

#endif
