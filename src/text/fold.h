/* Names folded to search keys, and how far two keys are apart.
 *
 * A key is words of a-z and 0-9 with one space between: "o'Connor-Núñez" is
 * "oconnor nunez": apostrophes join, hyphens and spaces part. Suffixes (jr, sr,
 * ii, iii, iv) are left out. Other scripts go through ICU's Any-Latin.
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

/* Whether what was typed names this person: every word typed is a word of the name, in any
 * order, exactly or, from four letters up, with one slip (a letter more, less, other, or two
 * neighbours swapped). Also when the words run together ("delacruz" for "de la cruz").
 * `typed` needs three letters, or all the letters of a shorter name. Both are keys. */
typedef enum { FOLD_NONE, FOLD_CLOSE, FOLD_EXACT } FoldMatch;
FoldMatch fold_match(const char *typed, const char *name);

/* 0, 1, or 2 for "more than one slip" between two words. */
int fold_distance(const char *a, const char *b);

#endif
