/* Clocks: the wall's, for records, and one that only goes forward, for waiting. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Seconds since 1970, UTC. */
int64_t clock_wall(void);

/* Milliseconds since some moment; never steps back. */
int64_t clock_tick_ms(void);

#endif
