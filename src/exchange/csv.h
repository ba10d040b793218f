/* CSV (RFC 4180): rows in, with line and column; rows out, safe to open in a spreadsheet.
 *
 * Reading: UTF-8, a byte order mark is skipped, CRLF or LF. A broken quote, a
 * NUL, bad UTF-8, or a field over 64 KiB is ERR_INVALID with line:column.
 */
#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include "base/buf.h"
#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int line; /* where the row begins, from 1 */
    int count;
    const char *const *fields; /* borrowed for the call */
    const int *columns;        /* where each field begins, in code points from 1 */
} CsvRow;

/* Called for each row, the header row too. False stops the reading with *err. */
typedef bool (*CsvTake)(void *self, const CsvRow *row, Err *err);

/* Reads bytes. The Err names `name` (the file), line and column. */
bool csv_read(const char *name, const char *bytes, size_t size, CsvTake take, void *self, Err *err);

/* Writing, into a buffer, CRLF. csv_text guards cells that a spreadsheet would take for a
 * formula with one apostrophe; csv_plain is for what we made ourselves. */
void csv_text(Buf *out, const char *text);
void csv_plain(Buf *out, const char *text);
void csv_end_row(Buf *out);

#endif
