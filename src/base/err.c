/* Errors: filling them, and the sentence each code has for the glass. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

/* Marks a message id in a table for the catalogues. */
#define MSG(text) text

Err *err_clear(Err *err)
{
    *err = (Err){0};
    return err;
}

bool err_set(Err *err, ErrCode code, const char *format, ...)
{
    if (!err)
        return false;

    /* Not straight into the detail: a caller may pass the old one as an argument. */
    Err made = {.code = code};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(made.detail, sizeof made.detail, format, arguments);
    va_end(arguments);

    utf8_one_line(made.detail); /* a terminal shows it, and what is in it may be from a file */
    *err = made;
    return false;
}

const char *err_message(ErrCode code)
{
    static const char *const messages[] = {
        [ERR_NONE] = "",
        [ERR_NOT_FOUND] = MSG("We could not find that."),
        [ERR_INVALID] = MSG("Something here is not right. Please check it."),
        [ERR_REFUSED] = MSG("This is not possible now."),
        [ERR_BUSY] = MSG("The kiosk is busy. Please try again in a moment."),
        [ERR_FULL] = MSG("The kiosk has no space left. Please tell the office."),
        [ERR_READ_ONLY] = MSG("The kiosk cannot save now. Please tell the office."),
        [ERR_NEWER] = MSG("This was made by a newer version. Please tell the office."),
        [ERR_OFFLINE] = MSG("There is no connection now. Please try again later."),
        [ERR_BROKEN] = MSG("Something went wrong. Please tell the office."),
    };
    size_t count = sizeof messages / sizeof *messages;
    return (size_t)code < count ? messages[code] : messages[ERR_BROKEN];
}

_Noreturn void err_broken(const char *what, const char *file, int line)
{
    log_line(LOG_PROBLEM, "%s:%d: does not hold: %s", file, line, what);
    abort();
}
