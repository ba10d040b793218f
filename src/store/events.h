/* Events: what families come to; and the texts of anything, in any number of languages. */
#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include "store/store.h"
#include <stddef.h>

typedef struct {
    Id id;
    char uid[256]; /* of the file it came from */
    char kind[32]; /* "conference", "open_house", ... */
    int64_t starts, ends;
    char link[256];
    char grades[128];  /* "KG,01": for whom; "" everybody */
    bool is_all_day;   /* from a local midnight to one */
    bool is_withdrawn; /* it will not be: kept for the visits to it, and shown nowhere */
    int sequence;      /* how new a calendar's word on it is; 0, 0: of no calendar */
    int64_t stamp;
} Event;

typedef enum {
    CONTENT_TITLE,
    CONTENT_PLACE,
    CONTENT_TEXT,
    CONTENT_PAYLOAD, /* of a resource: what its code holds */
    CONTENT_ADDRESS  /* of a resource: what stands beside the code to type or read */
} ContentField;

/* "title", "place": as it stands in the file and in the headings of lists. */
bool content_field_read(const char *word, size_t length, ContentField *out);

/* Adds or updates by uid; event->id is set. */
bool events_put(Store *store, Event *event, int64_t now, Err *err);
bool events_get(Store *store, Id id, Event *out, Err *err);
bool events_find(Store *store, const char *uid, Event *out, Err *err);

/* Called for each event whose uid begins so, withdrawn ones too; borrowed for the call. */
typedef bool (*EventTake)(void *self, const Event *event, Err *err);
bool events_beginning(Store *store, const char *uid, EventTake take, void *self, Err *err);

/* Those that touch [from, to), soonest first, those of whole days after the others. Fills
 * out[0..max), returns how many or -1. */
int events_between(Store *store, int64_t from, int64_t to, Event *out, int max, Err *err);

/* Those that had ended by `at`, the last one first; likewise. */
int events_before(Store *store, int64_t at, Event *out, int max, Err *err);

/* Those with check-in open now: from `before_minutes` ahead of the start until the end. */
int events_open(Store *store, int64_t now, int before_minutes, Event *out, int max, Err *err);

/* The text "" takes the language's text away. */
bool content_put(
    Store *store, Id owner, ContentField field, const char *language, const char *text, Err *err);

/* The text in a language, else in English, else in any; "" if there is none. */
bool content_get(Store *store, Id owner, ContentField field, const char *language, char *out,
    size_t size, Err *err);

/* Whether this very text stands in this very language ("": whether none does): 1, 0, or -1. */
int content_is(
    Store *store, Id owner, ContentField field, const char *language, const char *text, Err *err);

#endif
