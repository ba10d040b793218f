/* Rows: what a SELECT finds, as a file of CSV or JSON.
 *
 * The export's own table says what its columns are. A file appears whole or not at all (written
 * beside, then renamed), for its owner only.
 */
#ifndef EXCHANGE_ROWS_H
#define EXCHANGE_ROWS_H

#include "exchange/export.h"
#include "store/sql.h"
#include "text/zone.h"

typedef enum {
    ID,
    TEXT, /* somebody wrote it: guarded against formulas */
    LIST, /* texts with a comma between; in JSON an array */
    WORD, /* one of our own words */
    COUNT,
    FLAG,
    DAY,   /* 20261119 to 2026-11-19 */
    MOMENT /* seconds to local time with its offset */
} RowsKind;

typedef struct {
    const char *heading;
    RowsKind kind;
} RowsColumn;

/* For an X-macro of COLUMN(heading, expression, kind) rows: the table, and the SELECT's begin. */
#define ROWS_COLUMN(heading, expression, kind) {heading, kind},
#define ROWS_SQL(heading, expression, kind) expression ", "

/* Runs q, whose columns begin with these, and is done with it. The zone is for MOMENT. Path "-" is
 * standard output. Returns the rows, or -1. */
int rows_write(Sql *q, const RowsColumn *columns, int count, ExportFormat format, Zone *zone,
    const char *path, Err *err);

#endif
