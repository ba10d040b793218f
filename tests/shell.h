/* What a shell does for a test. */
#ifndef TESTS_SHELL_H
#define TESTS_SHELL_H

#include "check.h"

static inline void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static inline void run(const char *format, ...)
{
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* What a command prints, as far as there is room. */
static inline void hear(const char *command, char *out, size_t size)
{
    FILE *answer = popen(command, "r");
    assert_non_null(answer);
    out[fread(out, 1, size - 1, answer)] = 0;
    CHECK_INT(pclose(answer), 0);
}

#endif
