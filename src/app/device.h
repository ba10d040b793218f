/* The device: what belongs to this machine and not to the school, from foyer.ini.
 *
 *     database = /var/lib/foyer/foyer.db   a whole path; else the user's own folder
 *     kiosk = front door                   what the office calls this glass
 *     role = lobby                         or desk
 *     diagonal = 21.5                      inches; else guessed from the pixels
 *     scanner_prefix = ~                   what the scanner types before a code
 *     sound = yes                          or no
 *     save_to = /srv/foyer                 where files go when no stick is in
 *     backup_to = stick                    where the nightly copy goes too; or a whole path
 *     checklist = yes                      or no: a desk keeps the event's list on the stick
 *
 * All may be left out. A key is added by its row in device.c.
 */
#ifndef APP_DEVICE_H
#define APP_DEVICE_H

#include "base/err.h"

#define DEVICE_FILE "/etc/foyer/foyer.ini"
#define DEVICE_STICK "stick"

typedef enum { ROLE_LOBBY, ROLE_DESK } DeviceRole;

typedef struct {
    char database[192]; /* "": not said */
    char kiosk[64];
    DeviceRole role;
    float diagonal; /* inches, 0: not said */
    char scanner_prefix[16];
    bool is_silent;
    char save_to[192];   /* "": not said */
    char backup_to[192]; /* "": not said; DEVICE_STICK */
    bool has_checklist;
} Device;

/* "lobby", "desk"; false for another word. */
bool device_role_read(const char *word, DeviceRole *out);

/* What stands without a file. */
void device_init(Device *device);

/* Reads a file; *device is device_init's and the file's, and on failure device_init's alone.
 * ERR_NOT_FOUND without the file; ERR_INVALID with file, line and what is allowed. */
bool device_read(Device *device, const char *path, Err *err);

#endif
