/* A PIN for a command: from a file, or twice from the terminal without showing it. */
#ifndef COMMANDS_PIN_H
#define COMMANDS_PIN_H

#include "store/staff.h"

/* For argp: a row of options, and its key. */
enum { PIN_KEY = 'p' };
#define PIN_OPTION                                                                                 \
    {                                                                                              \
        "pin-file", PIN_KEY, "FILE", 0,                                                            \
            "The PIN is this file's first line (`-`: standard input); asked on the terminal "      \
            "without",                                                                             \
            0                                                                                      \
    }

/* Reads the first line of the file; a null path asks. `whose` stands in the question. The PIN is
 * one that staff_pin_check takes. ERR_INVALID without a terminal, or when the two differ. Wipe it.
 */
bool pin_read(const char *path, const char *whose, char out[STAFF_PIN_SIZE], Err *err);

#endif
