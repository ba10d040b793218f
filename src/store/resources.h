/* Resources: what families take home as a code: a link, a contact, an event, a network, words.
 *
 * A resource has a topic (store/topics.def) and, as content, a title, a text of what it is, and one
 * version a language: what its code holds, made once when it is imported, and what stands beside
 * it to type or read. What is the same in every language, as a phone number, is of language "".
 * Times are seconds since 1970, UTC. A call that takes an Err returns false (or -1) on failure,
 * says why in *err, and has then changed nothing.
 */
#ifndef STORE_RESOURCES_H
#define STORE_RESOURCES_H

#include "store/events.h"
#include "store/workshops.h"

typedef enum {
    RESOURCE_URL,
    RESOURCE_WIFI,
    RESOURCE_CONTACT,
    RESOURCE_EVENT,
    RESOURCE_TEXT,
    RESOURCE_PHONE,
    RESOURCE_MAIL
} ResourceKind;

typedef struct {
    Id id;
    char uid[128];  /* of the file it came from */
    char topic[32]; /* one of topics.def */
    ResourceKind kind;
    int position; /* within the file: its order */
    WorkshopState state;
    int64_t starts, ends; /* of an event, else 0 */
} Resource;

enum { RESOURCE_CODE = 1024, RESOURCE_ADDRESS = 256, RESOURCE_LANGUAGES = 32 };

typedef struct {
    char language[12]; /* of what the code leads to; "" of none */
    char code[RESOURCE_CODE];
    char address[RESOURCE_ADDRESS]; /* lines; "" none */
} ResourceVersion;

/* "url": as it stands in the file. */
bool resource_kind_read(const char *word, ResourceKind *out);

/* Whether a phone needs no network for it. */
bool resource_is_offline(ResourceKind kind);

/* Adds or updates by uid; id is set. */
bool resources_put(Store *store, Resource *resource, int64_t now, Err *err);

/* Whatever its state. ERR_NOT_FOUND. */
bool resources_get(Store *store, Id id, Resource *out, Err *err);
bool resources_find(Store *store, const char *uid, Resource *out, Err *err);

/* What is on the shelf: published, and not an event that is over. In the file's order; of a topic,
 * or of a kind. Fills out[0..max); returns how many there are in all, or -1. */
int resources_of(Store *store, const char *topic, int64_t now, Id *out, int max, Err *err);
int resources_of_kind(Store *store, ResourceKind kind, int64_t now, Id *out, int max, Err *err);

/* The languages that a resource has versions in, English first; none where it is of none. Fills
 * out[0..max); returns how many there are in all, or -1. */
int resources_languages(Store *store, Id id, char out[][12], int max, Err *err);

/* The version in a language, else in English, else any. ERR_NOT_FOUND. */
bool resources_version(Store *store, Id id, const char *language, ResourceVersion *out, Err *err);

/* Counts that its code was shown to somebody who reads this language; nobody is named. */
bool resources_count(
    Store *store, Id id, int32_t day, const char *language, const char *kiosk, Err *err);

#endif
