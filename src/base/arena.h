/* Arenas: memory that ends all at once, by wiping.
 *
 * The caller owns the Arena; one thread uses it. Sizes are bytes. A full arena
 * is a broken invariant (ASSERT): whoever fills one bounds what comes from
 * outside first, or asks arena_room.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct {
    unsigned char *base;
    size_t size, used;
} Arena;

/* Takes size bytes from the heap. */
void arena_init(Arena *arena, size_t size);
void arena_finish(Arena *arena);

/* Zeroed memory, aligned for anything, until the next arena_wipe. */
void *arena_take(Arena *arena, size_t size);
#define arena_new(arena, Type) ((Type *)arena_take((arena), sizeof(Type)))

/* A copy of text. Null becomes "". */
char *arena_text(Arena *arena, const char *text);

/* How many bytes are left. */
size_t arena_room(const Arena *arena);

/* Zeroes every byte that was taken and starts again. */
void arena_wipe(Arena *arena);

#endif
