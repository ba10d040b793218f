/* Reading .po files (GNU gettext): what the build's tools need of them.
 *
 * Obsolete entries, gettext's own flags but "fuzzy" and comments are passed
 * over, but for two that a translator may write above an entry:
 *
 *     # same        the translation is what the English is
 *     # long        it was seen on the glass and fits, though it is long
 *
 * each alone or with words behind a colon; `#.` is the programmer's. A fuzzy
 * entry has no text. What msgfmt would refuse is refused.
 */
#ifndef LOCALES_PO_H
#define LOCALES_PO_H

#include "base/err.h"

enum { PO_BYTES = 4096 };

typedef struct {
    int line; /* of its msgstr, from 1 */
    bool may_be_english, may_be_long;
    char context[64];
    char id[PO_BYTES]; /* "": the header */
    char text[PO_BYTES];
} PoEntry;

typedef void (*PoTake)(void *self, const PoEntry *entry);

/* Gives every entry to `take`, in order. ERR_NOT_FOUND, or ERR_INVALID with file and line. */
bool po_read(const char *path, PoTake take, void *self, Err *err);

/* Writes `"text"` with its escapes to standard output. */
void po_write_text(const char *text);

#endif
