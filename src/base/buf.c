/* Buffers: growth by doubling, never past the ceiling, leaving no unwiped copy behind. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

enum { FIRST_CAPACITY = 256 };

/* A capacity that holds `needed` bytes, with room to grow where the ceiling allows. */
static size_t choose_capacity(const Buf *buf, size_t needed)
{
    size_t wanted = buf->capacity <= SIZE_MAX / 2 ? buf->capacity * 2 : needed;
    if (wanted < FIRST_CAPACITY)
        wanted = FIRST_CAPACITY;
    if (wanted - 1 > buf->limit)
        wanted = buf->limit + 1;
    return wanted > needed ? wanted : needed;
}

/* Makes room for `more` bytes and the NUL, or marks the buffer full. */
static bool reserve(Buf *buf, size_t more)
{
    if (buf->is_full)
        return false;
    buf->is_full = more > buf->limit - buf->size || more >= SIZE_MAX - buf->size;
    if (buf->is_full)
        return false;

    size_t needed = buf->size + more + 1;
    if (needed <= buf->capacity)
        return true;

    size_t capacity = choose_capacity(buf, needed);
    char *data = malloc(capacity);
    buf->is_full = !data;
    if (!data)
        return false;

    /* Not realloc: it would free the old bytes as they are. */
    if (buf->data) {
        memcpy(data, buf->data, buf->size);
        wipe(buf->data, buf->capacity);
        free(buf->data);
    }
    data[buf->size] = 0;
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

void buf_init(Buf *buf, size_t limit)
{
    *buf = (Buf){.limit = limit};
}

void buf_finish(Buf *buf)
{
    if (!buf)
        return;
    if (buf->data)
        wipe(buf->data, buf->capacity);
    free(buf->data);
    *buf = (Buf){.limit = buf->limit};
}

void buf_add(Buf *buf, const void *bytes, size_t size)
{
    if (!reserve(buf, size))
        return;
    if (size > 0)
        memcpy(buf->data + buf->size, bytes, size);
    buf->size += size;
    buf->data[buf->size] = 0;
}

void buf_text(Buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_format(Buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);

    if (size < 0)
        buf->is_full = true;
    else if (reserve(buf, (size_t)size)) {
        vsnprintf(buf->data + buf->size, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    }
    va_end(again);
}

void buf_clear(Buf *buf)
{
    if (buf->data)
        wipe(buf->data, buf->capacity);
    buf->size = 0;
    buf->is_full = false;
}
