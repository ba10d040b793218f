/* Arenas: one block, taken from front to back. Bytes not yet taken are always zero. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/wipe.h"

/* Where the next piece begins; never past the end, which may be unaligned itself. */
static size_t next_start(const Arena *arena)
{
    size_t step = _Alignof(max_align_t);
    size_t gap = (step - arena->used % step) % step;
    return gap < arena->size - arena->used ? arena->used + gap : arena->size;
}

void arena_init(Arena *arena, size_t size)
{
    *arena = (Arena){.base = calloc(1, size), .size = size};
    ASSERT(arena->base || size == 0);
}

void arena_finish(Arena *arena)
{
    if (!arena)
        return;
    arena_wipe(arena);
    free(arena->base);
    *arena = (Arena){0};
}

void *arena_take(Arena *arena, size_t size)
{
    ASSERT(arena->base && size <= arena_room(arena));
    size_t start = next_start(arena);
    arena->used = start + size;
    return arena->base + start;
}

char *arena_text(Arena *arena, const char *text)
{
    if (!text)
        text = "";
    size_t size = strlen(text) + 1;
    return memcpy(arena_take(arena, size), text, size);
}

size_t arena_room(const Arena *arena)
{
    return arena->size - next_start(arena);
}

void arena_wipe(Arena *arena)
{
    if (arena->used > 0)
        wipe(arena->base, arena->used);
    arena->used = 0;
}
