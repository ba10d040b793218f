/* Saving: a file that somebody of the staff takes away, written beside the glass.
 *
 * One at a time. It is written to a stick (app/stick.h) by a job with a reading of its own of the
 * records, and whole or not at all; that it was is in the audit. What is still being written when
 * the visitor ends is stopped.
 */
#ifndef APP_SAVING_H
#define APP_SAVING_H

#include "app/stick.h"
#include "exchange/sheet.h"
#include "store/audit.h"

typedef struct App App;

#define SAVE_ALL "*"

typedef struct {
    const Language *language; /* of who asks */
    const Languages *languages;
    int64_t now;
    char choice[256]; /* what the kind may be asked for: a home language, a term; SAVE_ALL */
    void **made;      /* what the kind leaves there is kept when the file is in its place */
} SaveAsk;

typedef struct {
    const char *name, *ending; /* "roll-call", "pdf": of the file and for the audit */
    /* In the job: returns the rows, or -1. */
    int (*write)(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err);
    /* Null: it makes nothing. Beside the glass, when the file is whole: one transaction with the
     * audit; false takes the file away. */
    bool (*keep)(const void *made, Store *store, const AuditBy *by, Err *err);
    void (*forget)(void *made);
} SaveKind;

typedef enum { SAVING_NOTHING, SAVING_RUNS, SAVING_DONE, SAVING_FAILED } SavingState;

typedef struct {
    SavingState state;
    int job;
    const SaveKind *kind;
    const char *screen; /* which asked for it */
    Id staff;
    bool is_forgotten; /* who asked for it has gone */
    char file[96];     /* "roll-call-2026-11-19-1742.pdf" */
    Stick stick;
    /* NOT_FOUND: no stick. OFFLINE: it was pulled out. FULL, READ_ONLY. REFUSED: stopped. */
    Err err;
} Saving;

/* Begins; nothing while another one is written. */
void saving_begin(App *app, const SaveKind *kind, const char *choice);

/* Takes what has ended; app_frame calls it. */
void saving_follow(App *app);

void saving_stop(App *app);

/* The page was left: what had ended is told no more. */
void saving_leave(App *app);

/* The visitor has ended; or the program ends. */
void saving_forget(App *app);
void saving_finish(App *app);

#endif
