/* Catalogues: one compiled .mo file (GNU gettext), mapped and read in place.
 *
 * Every offset is checked once, at open: a damaged file is ERR_BROKEN and never
 * a crash. A returned text is borrowed until catalog_close.
 */
#ifndef TEXT_CATALOG_H
#define TEXT_CATALOG_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const unsigned char *bytes;
    size_t size;
    uint32_t count, ids, texts; /* number of messages; offsets of the two tables */
    bool is_mapped;             /* by catalog_open; catalog_close ends it */
} Catalog;

bool catalog_open(Catalog *catalog, const char *path, Err *err);
void catalog_close(Catalog *catalog);

/* Checks bytes (the caller's) that stay alive while the catalogue is used; what catalog_open does
 * to a file. */
bool catalog_read(Catalog *catalog, const void *bytes, size_t size, Err *err);

/* The translation of a message id, or null. */
const char *catalog_find(const Catalog *catalog, const char *id);

/* A field of the header, as "X-Direction"; writes "" and returns false if it is not there. */
bool catalog_header(const Catalog *catalog, const char *field, char *out, size_t size);

/* Likewise, of a header's text. */
bool catalog_field(const char *header, const char *field, char *out, size_t size);

#endif
