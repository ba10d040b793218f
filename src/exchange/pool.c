/* One buffer; the first byte is the empty text. */
#include "exchange/pool.h"

#include <string.h>

#include "base/utf8.h"

enum { TEXT_MAX = 1 << 30 };

void pool_init(Pool *pool)
{
    buf_init(&pool->text, TEXT_MAX);
    buf_add(&pool->text, "", 1);
}

void pool_finish(Pool *pool)
{
    buf_finish(&pool->text);
}

/* The bytes of text that fit, whole letters only. */
static size_t fitting(const char *text, size_t size)
{
    size_t length = strnlen(text, size);
    if (length < size)
        return length;
    length = size - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return length;
}

PoolText pool_keep(Pool *pool, const char *text, size_t size)
{
    size_t at = pool->text.size, length = fitting(text, size);
    if (length == 0)
        return 0;
    buf_add(&pool->text, text, length);
    buf_add(&pool->text, "", 1);
    if (pool->text.is_full)
        return 0;
    utf8_one_line(pool->text.data + at);
    return (PoolText)at;
}

const char *pool_at(const Pool *pool, PoolText at)
{
    return at > 0 ? pool->text.data + at : "";
}

bool pool_is_same(const Pool *pool, PoolText a, PoolText b)
{
    return a == b || strcmp(pool_at(pool, a), pool_at(pool, b)) == 0;
}

bool pool_check(const Pool *pool, Err *err)
{
    return !pool->text.is_full || err_set(err, ERR_FULL, "no memory for this roster");
}
