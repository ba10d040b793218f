/* Settings: key and value, everything about the school.
 *
 * To add one, add its row in settings.c; `foyer set` tells what each means.
 */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "store/audit.h"
#include <stddef.h>

enum { SETTING_SIZE = 256 }; /* of a value, with its NUL */

typedef enum {
    SETTING_TEXT,
    SETTING_WORDS, /* a text that may stand in each language besides, as school_es */
    SETTING_NUMBER,
    SETTING_ZONE,
    SETTING_LANGUAGES, /* tags with a comma between, none twice */
    SETTING_CHOICE,
    SETTING_COLOUR /* #RRGGBB, or nothing */
} SettingKind;

typedef struct {
    const char *key, *otherwise; /* otherwise: what stands until somebody sets it */
    SettingKind kind;
    int least, most;     /* of a NUMBER */
    const char *choices; /* of a CHOICE, each between spaces */
    const char *help;    /* one line, for who runs the kiosk */
} Setting;

/* All rows, in the order in which they are listed. */
const Setting *settings_rows(int *count);

/* The row of a key, of school_es that of school; ERR_NOT_FOUND, with the keys that are near. */
const Setting *settings_find(const char *key, Err *err);

/* What is allowed: "a number from 30 to 300". */
void settings_allowed(const Setting *setting, char *out, size_t size);

/* Copies the value, or what stands when nobody set one (for a school_<language> the school).
 * ERR_NOT_FOUND for a key that is none. */
bool settings_get(Store *store, const char *key, char *out, size_t size, Err *err);

/* The keys that were set beside the rows' own, school_es: those after `after` ("" begins), by
 * letter. False, and nothing in *err, when there are no more. */
bool settings_next(Store *store, const char *after, char *out, size_t size, Err *err);

/* ERR_INVALID, with what is allowed, for what is not. Which languages there are is not known here:
 * one without a catalogue is taken. */
bool settings_set(Store *store, const char *key, const char *value, Err *err);

/* Likewise, with its row of audit: what a person sets. */
bool settings_change(Store *store, const AuditBy *by, const char *key, const char *value, Err *err);

/* One of the numbers; what stands when nobody set one also where the records cannot be read. */
int64_t settings_number(Store *store, const char *key);

#endif
