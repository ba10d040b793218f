/* Ids: UUID version 7 (RFC 9562), made on the kiosk, monotonic through clock steps. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint8_t byte[16];
} Id;

/* What makes ids rise even when the clock steps back. Zeroed at start; one thread. */
typedef struct {
    int64_t last_ms;
    uint16_t counter;
} IdMaker;

/* A new id, greater than all that this maker made before. `now` in seconds since 1970. */
Id id_make(IdMaker *maker, int64_t now);

bool id_is_zero(Id id);
bool id_equal(Id a, Id b);
uint64_t id_hash(Id id);

/* The 36 letters; out lives as long as the enclosing block. */
#define id_text(id) id_write((id), (char[37]){0})
char *id_write(Id id, char out[37]);

/* Reads 36 letters, either case. */
bool id_parse(const char *text, Id *out);

#endif
