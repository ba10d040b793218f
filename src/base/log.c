/* The log: each line is put together first and written at once, so that lines of two threads
 * never mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

static _Atomic LogLevel lowest = LOG_INFO;

static size_t write_prefix(char *out, size_t size, LogLevel level)
{
    static const char *const names[] = {"info", "warning", "problem"};
    struct tm utc;
    time_t now = time(NULL);
    size_t used = gmtime_r(&now, &utc) ? strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &utc) : 0;
    return used + (size_t)snprintf(out + used, size - used, " %s: ", names[level]);
}

void log_line(LogLevel level, const char *format, ...)
{
    if (level < atomic_load(&lowest))
        return;

    char line[LINE_MAX_BYTES];
    size_t begin = write_prefix(line, sizeof line, level);
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line + begin, sizeof line - begin, format, arguments);
    va_end(arguments);

    /* One entry is one line, whatever came in; the NUL's place is for the newline. */
    size_t end = begin;
    for (; size > 0 && line[end]; end++)
        if ((unsigned char)line[end] < ' ' || line[end] == 0x7f)
            line[end] = ' ';
    line[end] = '\n';

    /* There is nobody left to tell if this fails. */
    ssize_t written = write(STDERR_FILENO, line, end + 1);
    (void)written;
}

void log_from(LogLevel level)
{
    atomic_store(&lowest, level);
}
