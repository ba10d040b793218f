/* Settings: key and value, everything about the school. */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "store/store.h"
#include <stddef.h>

/* The keys: school, you_said, we_did (each also with _<language>), colour (#RRGGBB), timezone,
 * languages ("en,es,ar": those on the welcome screen, in order), idle_seconds,
 * check_in_before_minutes, page (open, closed, emergency). */

/* Copies the value, or what stands when nobody set one (rows in settings.c; for a school_<language>
 * the school). ERR_NOT_FOUND for a key that is none. */
bool settings_get(Store *store, const char *key, char *out, size_t size, Err *err);

/* ERR_INVALID for a zone that is none, a number out of its bounds, a word that is no choice. */
bool settings_set(Store *store, const char *key, const char *value, Err *err);

/* One of the numbers; what stands when nobody set one also where the records cannot be read. */
int64_t settings_number(Store *store, const char *key);

#endif
