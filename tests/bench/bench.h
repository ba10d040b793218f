/* Figures: times taken, put in order, and printed a row each beside their budgets. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"

enum { BENCH_TIMES = 4096 };

typedef struct {
    double ms[BENCH_TIMES];
    int count;
    double began;
} Times;

static inline double bench_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline void times_begin(Times *t)
{
    t->began = bench_ms();
}

static inline void times_add(Times *t, double ms)
{
    if (t->count < BENCH_TIMES)
        t->ms[t->count++] = ms;
}

static inline void times_end(Times *t)
{
    times_add(t, bench_ms() - t->began);
}

static inline int bench_compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* The time that `share` of them do not exceed: 0.5 the median, 1 the worst. */
static inline double times_at(Times *t, double share)
{
    if (!t->count)
        return 0;
    qsort(t->ms, (size_t)t->count, sizeof *t->ms, bench_compare);
    return t->ms[(int)(share * (t->count - 1) + 0.5)];
}

static inline void bench_row(const char *what, const char *figure, const char *budget)
{
    printf("| %-72s | %-28s | %-16s |\n", what, figure, budget);
    fflush(stdout);
}

/* "what, median / worst of 500". */
static inline void bench_times(const char *what, Times *t, const char *budget)
{
    char words[128], figure[64];
    snprintf(words, sizeof words, "%s, median / worst of %d", what, t->count);
    snprintf(figure, sizeof figure, "%.2f / %.2f ms", times_at(t, 0.5), times_at(t, 1));
    bench_row(words, figure, budget);
}

/* Ends the program when something cannot be done: a figure of it would be none. */
static inline void bench_must(int is_done, const char *what, const Err *err)
{
    if (is_done)
        return;
    fprintf(stderr, "bench: %s: %s\n", what, err ? err->detail : "cannot be done");
    exit(1);
}

/* Numbers that look random and are the same for a seed (xorshift). */
static inline uint32_t bench_random(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)((*seed >> 16) % below);
}

#endif
