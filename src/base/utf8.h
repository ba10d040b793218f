/* UTF-8: reading, writing and cutting text without breaking a letter. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at *at, which moves past it. A malformed byte gives U+FFFD and moves by
 * one. At the NUL it gives 0 and stays. */
uint32_t utf8_next(const char **at);

/* Writes code_point to out and returns how many bytes (1-4); no NUL. */
int utf8_put(uint32_t code_point, char out[4]);

/* Whether size bytes are well-formed UTF-8 without NUL (RFC 3629). */
bool utf8_is_valid(const char *bytes, size_t size);

/* Copies text to out[0..size), cut before the first code point that does not fit. Returns
 * false if it was cut. */
bool utf8_copy(char *out, size_t size, const char *text);

/* Makes each control letter a space: one line, without a command to the terminal that shows it. */
void utf8_one_line(char *text);

/* How many code points. */
size_t utf8_length(const char *text);

/* The byte offset where the code point that ends at `at` begins; 0 at the beginning. */
size_t utf8_back(const char *text, size_t at);

#endif
