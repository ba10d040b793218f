/* Ids: 48 bits of milliseconds, a 12-bit counter in rand_a, 62 random bits.
 *
 * The clock gives whole seconds, so the milliseconds move on by themselves when the counter is
 * used up, and stay ahead of the clock until it has caught up. */
#include "base/id.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/random.h>

#include "base/err.h"

enum { COUNTER_MAX = 0xfff };

static const int64_t MS_MAX = (INT64_C(1) << 48) - 1;

static void fill_random(uint8_t *out, size_t size)
{
    ssize_t got;
    do
        got = getrandom(out, size, 0);
    while (got < 0 && errno == EINTR);
    ASSERT(got == (ssize_t)size);
}

/* Moves the maker to a moment and counter it has not used. */
static void advance(IdMaker *maker, int64_t now)
{
    int64_t last_second = MS_MAX / 1000;
    int64_t ms = (now < 0 ? 0 : now > last_second ? last_second : now) * 1000;
    if (ms > maker->last_ms) {
        maker->last_ms = ms;
        maker->counter = 0;
    } else if (maker->counter < COUNTER_MAX) {
        maker->counter++;
    } else {
        maker->last_ms++;
        maker->counter = 0;
    }
}

Id id_make(IdMaker *maker, int64_t now)
{
    advance(maker, now);

    Id id;
    for (int i = 0; i < 6; i++)
        id.byte[i] = (uint8_t)(maker->last_ms >> (40 - 8 * i));
    id.byte[6] = (uint8_t)(0x70 | maker->counter >> 8);
    id.byte[7] = (uint8_t)maker->counter;
    fill_random(id.byte + 8, 8);
    id.byte[8] = (uint8_t)(0x80 | (id.byte[8] & 0x3f));
    return id;
}

bool id_is_zero(Id id)
{
    return id_equal(id, (Id){0});
}

bool id_equal(Id a, Id b)
{
    return memcmp(a.byte, b.byte, sizeof a.byte) == 0;
}

/* FNV-1a. */
uint64_t id_hash(Id id)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < sizeof id.byte; i++)
        hash = (hash ^ id.byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static bool is_dash(int place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}

char *id_write(Id id, char out[37])
{
    static const char digits[] = "0123456789abcdef";
    int nibble = 0;
    for (int place = 0; place < 36; place++) {
        if (is_dash(place)) {
            out[place] = '-';
            continue;
        }
        int byte = id.byte[nibble / 2];
        out[place] = digits[nibble % 2 ? byte & 0xf : byte >> 4];
        nibble++;
    }
    out[36] = 0;
    return out;
}

static int digit_value(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return -1;
}

bool id_parse(const char *text, Id *out)
{
    Id id = {0};
    int nibble = 0;
    for (int place = 0; place < 36; place++) {
        if (is_dash(place)) {
            if (text[place] != '-')
                return false;
            continue;
        }
        int value = digit_value(text[place]);
        if (value < 0)
            return false;
        id.byte[nibble / 2] = (uint8_t)(id.byte[nibble / 2] << 4 | value);
        nibble++;
    }
    if (text[36])
        return false;
    *out = id;
    return true;
}
