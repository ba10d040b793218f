/* The copy of the records that the kiosk makes each night by itself, and one that is put back. */
#ifndef APP_NIGHTLY_H
#define APP_NIGHTLY_H

#include "app/jobs.h"
#include "store/nightly.h"

enum { NIGHTLY_AGAIN = 1800 }; /* seconds until what failed is tried again */

/* A place: when it was tried last (0: never), the last one made there since the program began, and
 * why the last one failed. */
typedef struct {
    int64_t tried_ms;
    Nightly last;
    Err err;
} NightlyTried;

typedef struct {
    int job; /* 0: none runs */
    NightlyTried here;
    NightlyTried away; /* the second place. NOT_FOUND: it is not there, as a stick that is not in */
} NightlyCopy;

/* What the office should know; the first that is so. */
typedef enum {
    NIGHTLY_WELL,
    NIGHTLY_LATE,     /* days without a good copy */
    NIGHTLY_BROKEN,   /* a copy is damaged */
    NIGHTLY_AWAY_LATE /* days without one in the second place */
} NightlyHealth;

/* Asked for by a screen, done by who opened the records, between two frames: then nobody is signed
 * in any more. The file; "": nothing is asked. */
typedef struct {
    char file[FILE_PATH];
    Err err; /* why the last one did not go */
} PutBack;

/* Another kiosk's file that is made ready for the merge. */
typedef struct {
    int job; /* 0: none runs */
} Bringing;

struct App;

/* Each minute: begins one if a night has come and nobody is at the glass, and takes what has ended.
 * What the second place lacks is brought there whenever it is there. */
void nightly_follow(struct App *app);

/* The second place, as foyer.ini names it: a folder that is there and can be written.
 * ERR_NOT_FOUND: none is named, or it is not there. ERR_READ_ONLY. */
bool nightly_place(const char *backup_to, char out[FILE_PATH], Err *err);

NightlyHealth nightly_health(struct App *app);

/* Begins one now, in both places, and takes it when it has ended: for a screen that waits for it.
 */
void nightly_begin(struct App *app);
void nightly_take(struct App *app);

/* Makes a file ready (merge_prepare); one that was asked for before is dropped. Then, each frame:
 * JOB_RUNS until it is. */
bool bringing_begin(struct App *app, const char *file, Err *err);
JobState bringing_take(struct App *app, Err *err);

#endif
