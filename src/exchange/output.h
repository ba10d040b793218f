/* Output: a file that gets its name only when it is whole.
 *
 * Written beside (NAME.XXXXXX, mode 0600), brought to the disk, then renamed; what failed leaves
 * nothing. ERR_FULL, ERR_READ_ONLY and ERR_BROKEN say why.
 */
#ifndef EXCHANGE_OUTPUT_H
#define EXCHANGE_OUTPUT_H

#include "base/buf.h"
#include "base/err.h"
#include <limits.h>

typedef struct {
    Buf buf; /* what is to be written is added here */
    int file;
    char path[PATH_MAX], temporary[PATH_MAX + 8]; /* both "" for standard output */
} Output;

/* "-": standard output. After false there is no output_end. */
bool output_begin(Output *out, const char *path, Err *err);

/* Writes the buffer where it has grown large. */
bool output_flow(Output *out, Err *err);

/* Gives the file its name; or, if something failed before, takes it away. True if it is there and
 * whole. */
bool output_end(Output *out, bool done, Err *err);

#endif
