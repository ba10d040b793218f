/* Initials: the first letters of a name, as a reader counts them (ICU). */
#ifndef TEXT_INITIALS_H
#define TEXT_INITIALS_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the first `count` letters of a name with their marks, the very first as a capital:
 * "élodie" is "É", and "Él" for two. What stands before the first letter is left out. True while
 * more letters follow; fewer are written where more do not fit. */
bool initials_write(const char *name, int count, char *out, size_t size);

#endif
