/* Errors: a code for the program and the person, a detail for the log.
 *
 * What can fail returns bool (or a count, or -1) and takes an Err last. It
 * writes *err only on failure, so calls chain with &&. The detail (file, line,
 * column) is for the log and the terminal and never reaches the glass.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

typedef enum {
    ERR_NONE,
    ERR_NOT_FOUND,
    ERR_INVALID,
    ERR_REFUSED,
    ERR_BUSY,
    ERR_FULL,      /* no space */
    ERR_READ_ONLY, /* the machine lets nothing be written there */
    ERR_NEWER,     /* a file of a later version */
    ERR_OFFLINE,
    ERR_BROKEN
} ErrCode;

typedef struct {
    ErrCode code;
    char detail[256]; /* for the log and the terminal */
} Err;

/* Empties *err and returns it: `f(x, err_clear(&s->err))`. */
Err *err_clear(Err *err);

/* Fills *err (which may be null) and returns false: `return err_set(err, ERR_BUSY, "...")`. */
bool err_set(Err *err, ErrCode code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The sentence for the person at the glass: a message id, "" for ERR_NONE. */
const char *err_message(ErrCode code);

/* On in release too: logs and aborts. Never reached by a byte from outside. */
#define ASSERT(x) ((x) ? (void)0 : err_broken(#x, __FILE__, __LINE__))
_Noreturn void err_broken(const char *what, const char *file, int line);

#endif
