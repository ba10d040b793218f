/* Roll call: who is in the building now, to be ticked off: on paper, as rows, and in words. */
#ifndef EXCHANGE_ROLL_CALL_H
#define EXCHANGE_ROLL_CALL_H

#include "exchange/export.h"
#include "exchange/sheet.h"
#include "store/present.h"

/* The sheet, with an empty box a row; in a language, null: English. Returns the rows, or -1. */
int roll_call_pdf(Store *store, const Language *language, int64_t now, const char *path,
    const Watch *watch, Err *err);

/* What is said of a row, on the glass as on paper. */
enum { ROLL_CALL_WORDS = 640 };
typedef struct {
    char name[ROLL_CALL_WORDS];  /* "Ramírez, Rosa", "Visitor 27" */
    char who[ROLL_CALL_WORDS];   /* "Mateo, Sofía · 1 more adult" */
    char since[64];              /* "5:42 PM"; "" of several */
    char where[ROLL_CALL_WORDS]; /* "Library", "Volunteer" */
} RollCallWords;

void roll_call_words(
    Formats *formats, const Language *language, const PresentRow *row, RollCallWords *out);

#endif
