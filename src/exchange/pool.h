/* Texts kept in one place after the row they came with is gone.
 *
 * A place stays; where it is in memory may move with the next pool_keep. Without memory
 * is_full of the text sticks: ask once, at the end.
 */
#ifndef EXCHANGE_POOL_H
#define EXCHANGE_POOL_H

#include "base/buf.h"
#include "base/err.h"
#include <stdint.h>

typedef uint32_t PoolText; /* 0 is "" */

typedef struct {
    Buf text;
} Pool;

void pool_init(Pool *pool);
void pool_finish(Pool *pool); /* wipes */

/* Copies a text, cut before the letter that does not fit in `size` bytes with its NUL. Control
 * letters become spaces. */
PoolText pool_keep(Pool *pool, const char *text, size_t size);

const char *pool_at(const Pool *pool, PoolText at);
bool pool_is_same(const Pool *pool, PoolText a, PoolText b);

/* ERR_FULL if something could not be kept. */
bool pool_check(const Pool *pool, Err *err);

#endif
