/* The call sheet: the families that have not come yet, by language. */
#ifndef EXCHANGE_UNREACHED_SHEET_H
#define EXCHANGE_UNREACHED_SHEET_H

#include "exchange/export.h"
#include "exchange/sheet.h"
#include "store/unreached.h"
#include "text/zone.h"

/* The time of the term in which `now` is, else of the school year; its title, "" if there is none:
 * then all time. */
bool unreached_term(
    Store *store, Zone *zone, int64_t now, UnreachedTime *out, char title[256], Err *err);

/* A sheet of those whose home language it is; null: of all. Returns the rows, or -1. */
int unreached_pdf(Store *store, const Language *language, int64_t now, const char *home_language,
    const char *path, const Watch *watch, Err *err);

/* What is said of a family, on the glass as on paper. */
enum { UNREACHED_WORDS = 640 };
typedef struct {
    char name[UNREACHED_WORDS];     /* "Ramírez, Rosa" */
    char calls[UNREACHED_WORDS];    /* "Ramírez, Rosa 612-555-0142; Ramírez, Pedro" */
    char phones[UNREACHED_WORDS];   /* "612-555-0142, 612-555-0143" */
    char children[UNREACHED_WORDS]; /* "Mateo 05, Sofía 02" */
    char language[64];              /* "Spanish"; "Language not known" */
    char last[64];                  /* "Thu, Nov 19"; "Never" */
} UnreachedWords;

void unreached_words(
    Formats *formats, const Language *language, const UnreachedFamily *family, UnreachedWords *out);

#endif
