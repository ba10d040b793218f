/* Sticks: where the files go that somebody takes away from the glass.
 *
 * A mounted medium below /media, /run/media/SOMEBODY or /mnt/usb that can be written; the first
 * of them as the machine lists them. Without one, the folder that foyer.ini names.
 * FOYER_STICKS names a folder that stands before all these, and before /proc/self/mountinfo: for
 * tests.
 */
#ifndef APP_STICK_H
#define APP_STICK_H

#include "base/err.h"

typedef struct {
    char folder[256];
    char name[128]; /* as somebody calls it: the last word of its folder */
    bool is_stick;  /* not the folder of foyer.ini */
} Stick;

/* save_to: that folder, "" none. ERR_NOT_FOUND: no stick, and no folder. ERR_READ_ONLY: there are
 * sticks, but none can be written. */
bool stick_find(const char *save_to, Stick *out, Err *err);

/* Whether it is still there. */
bool stick_is_there(const Stick *stick);

/* Brings all of it to the medium of a folder: then it can be pulled out. */
bool stick_settle(const char *folder, Err *err);

#endif
