/* One input of a fuzzer. Each fuzz_NAME.c stands against libFuzzer (FOYER_FUZZ=ON, clang), or
 * against replay.c, which gives it the files that are kept. A finding is a sanitizer's, or MUST.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define MUST(x) ((x) ? (void)0 : must_fail(#x, __FILE__, __LINE__))

static inline _Noreturn void must_fail(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

/* Whether a terminal can show it: lines without anything that would command it. */
static inline bool is_plain(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f)
            return false;
    return true;
}

#endif
