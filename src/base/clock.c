#include "base/clock.h"

#include <time.h>

#include "base/err.h"

int64_t clock_wall(void)
{
    return time(NULL);
}

int64_t clock_tick_ms(void)
{
    struct timespec now;
    ASSERT(clock_gettime(CLOCK_BOOTTIME, &now) == 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
