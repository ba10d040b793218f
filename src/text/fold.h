/* Names folded to search keys, and whether what was typed names who is on the roster.
 *
 * A key is words with one space between: "O'Connor-Núñez" is "oconnor nunez":
 * apostrophes join, hyphens and spaces part. Suffixes (jr, sr, ii, iii, iv, 2nd,
 * 3rd) are left out. Latin letters are a-z; scripts that families spell in many
 * ways keep their own letters (see text/spell.h), each Chinese letter and each
 * Korean syllable as a word, the Chinese one with its pinyin behind it; all
 * others go through ICU's Any-Latin. Keys are kept in the records: who changes
 * this must have every name folded again.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/err.h"
#include <stddef.h>

typedef struct Folder Folder; /* what ICU opened; one thread */

Folder *folder_new(Err *err);
void folder_free(Folder *folder);

/* Writes the key of a name; "" when nothing of it can be a key. False if it was cut. */
bool fold_name(Folder *folder, const char *name, char *out, size_t size);

/* How well what was typed fits; the greater, the better. */
typedef enum {
    FOLD_NONE,
    FOLD_CLOSE, /* with a slip in one word or in several */
    FOLD_ALIKE, /* a word in another script may be spelt so */
    FOLD_EXACT
} FoldMatch;

/* Whether what was typed names this person: every word typed is a word of the name, in any
 * order, exactly, in another script or, from four letters up, with one slip (a letter more, less,
 * other, or two neighbours swapped). Also when the words run together ("delacruz" for "de la
 * cruz", "wangxiaoming" for "xiaoming wang"). `typed` needs three letters, or all the letters of
 * a shorter name. Both are keys. */
FoldMatch fold_match(const char *typed, const char *name);

/* Whether a name begins with the first `letters` letters of what was typed, or is all of what
 * was typed; in any script. Both as written. */
bool fold_begins(Folder *folder, const char *name, const char *typed, int letters);

/* 0, 1, or 2 for "more than one slip" between two words. */
int fold_distance(const char *a, const char *b);

#endif
