/* The copy of the records that the kiosk makes each night by itself, and one that is put back. */
#ifndef APP_NIGHTLY_H
#define APP_NIGHTLY_H

#include "app/jobs.h"
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

/* Another kiosk's file that is made ready for the merge. */
typedef struct {
    int job; /* 0: none runs */
} Bringing;

struct App;

/* Each minute: begins one if a night has come and nobody is at the glass, and takes what has ended.
 */
void nightly_follow(struct App *app);

/* Begins one now, and takes it when it has ended: for a screen that waits for it. */
void nightly_begin(struct App *app);
void nightly_take(struct App *app);

/* Makes a file ready (merge_prepare); one that was asked for before is dropped. Then, each frame:
 * JOB_RUNS until it is. */
bool bringing_begin(struct App *app, const char *file, Err *err);
JobState bringing_take(struct App *app, Err *err);

#endif
