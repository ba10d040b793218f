/* The copy of the records that the kiosk makes each night by itself, and one that is put back. */
#ifndef APP_NIGHTLY_H
#define APP_NIGHTLY_H

#include "store/nightly.h"

enum { NIGHTLY_AGAIN = 1800 }; /* seconds until what failed is tried again */

typedef struct {
    int job;          /* 0: none runs */
    int64_t tried_ms; /* when the last one began; 0: never */
    Nightly last;     /* the last one this kiosk made since it began */
    Err err;          /* why the last one failed */
} NightlyCopy;

/* Asked for by a screen, done by who opened the records, between two frames: then nobody is signed
 * in any more. The file's name in the folder of the backups; "": nothing is asked. */
typedef struct {
    char name[64];
    Err err; /* why the last one did not go */
} PutBack;

struct App;

/* Each minute: begins one if a night has come and nobody is at the glass, and takes what has ended.
 */
void nightly_follow(struct App *app);

#endif
