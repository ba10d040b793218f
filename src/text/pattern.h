/* Patterns: which arguments an ICU message takes.
 *
 * A pattern is safe to format only with arguments of its own types: ICU reads
 * them from a C argument list and believes the pattern. A translation may be
 * used only if it takes what the English id takes, or less of it.
 */
#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

enum { PATTERN_ARGUMENTS = 3 };

typedef enum { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_NUMBER } ArgumentKind;

typedef struct {
    ArgumentKind kind[PATTERN_ARGUMENTS];
    int count; /* the highest number used, plus one; 0: plain text */
} Pattern;

/* Reads {n}, {n, number}, {n, plural, ...} and {n, selectordinal, ...}. False for anything else
 * in braces: a name, a fourth argument, another type, one number with two types, unequal braces. */
bool pattern_read(const char *text, Pattern *out);

/* Gives every stretch of words to `take`, in order: what is neither an argument nor the syntax of
 * a plural. False as pattern_read. */
typedef void (*PatternWords)(void *self, const char *words, size_t length, bool in_plural);
bool pattern_words(const char *text, PatternWords take, void *self);

/* Whether a translation may stand for its original. */
bool pattern_fits(const Pattern *translation, const Pattern *original);

#endif
