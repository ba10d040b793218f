/* Buffers: bytes that grow, up to a ceiling.
 *
 * Past the ceiling, or without memory, the buffer stays as it is and is_full
 * sticks: ask once, at the end. data is always NUL-terminated after the first
 * add (the NUL is not counted); it is null before.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *data;
    size_t size, capacity;
    size_t limit; /* the ceiling of size */
    bool is_full;
} Buf;

void buf_init(Buf *buf, size_t limit);
void buf_finish(Buf *buf); /* wipes and frees */

void buf_add(Buf *buf, const void *bytes, size_t size);
void buf_text(Buf *buf, const char *text);
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Empty again; the memory is wiped and kept. */
void buf_clear(Buf *buf);

#endif
