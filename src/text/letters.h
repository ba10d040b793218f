/* Letters: what Unicode says of one code point (ICU). */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdint.h>

/* The small letter of a capital; others stay as they are. */
uint32_t letter_small(uint32_t code_point);

#endif
