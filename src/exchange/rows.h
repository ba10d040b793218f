/* Rows: what a SELECT finds, as a file of CSV, JSON or a workbook.
 *
 * The export's own table says what its columns are. A file appears whole or not at all (written
 * beside, then renamed), for its owner only.
 */
#ifndef EXCHANGE_ROWS_H
#define EXCHANGE_ROWS_H

#include "exchange/export.h"
#include "exchange/json.h"
#include "store/sql.h"
#include "text/zone.h"

typedef enum {
    ID,
    TEXT, /* somebody wrote it: guarded against formulas */
    LIST, /* texts with a comma between; in JSON an array */
    WORD, /* one of our own words */
    COUNT,
    NUMBER, /* whole or not; may be nothing */
    FLAG,
    DAY,   /* 20261119 to 2026-11-19 */
    MOMENT /* seconds to local time with its offset */
} RowsKind;

typedef struct {
    const char *heading;
    RowsKind kind;
    const char *about; /* a sentence for the data dictionary */
} RowsColumn;

typedef struct {
    const char *name;  /* "visits" */
    const char *grain; /* what one row is */
    const RowsColumn *columns;
    int count;
} RowsTable;

/* For an X-macro of COLUMN(heading, expression, kind, about) rows: the table, and the SELECT's
 * begin. */
#define ROWS_COLUMN(heading, expression, kind, about) {heading, kind, about},
#define ROWS_SQL(heading, expression, kind, about) expression ", "
#define ROWS_TABLE(name, grain, columns)                                                           \
    {                                                                                              \
        name, grain, columns, sizeof(columns) / sizeof *(columns)                                  \
    }

extern const RowsTable visit_rows, people_rows, signup_rows, needs_rows, calls_rows, unreached_rows,
    roll_call_rows, headcount_rows, journey_rows, dictionary_rows;

typedef struct {
    Store *store;
    Zone *zone; /* for MOMENT; null: there is none */
    const ExportAsk *ask;
    int64_t expected; /* rows, at most, for who watches; 0: not known */
} RowsFile;

/* What a SELECT counts, for who watches; 0: nobody does. */
int64_t rows_expected(Store *store, const char *text, const ExportAsk *ask);

/* Runs q, whose columns begin with the table's, and is done with it. Returns the rows, or -1. */
int rows_write(Sql *q, const RowsTable *table, const RowsFile *file, Err *err);

/* For what no SELECT finds: its expressions are ROWS_OF(key), and it ends with ROWS_FROM. */
#define ROWS_OF(key) "json_extract(d.value, '$." key "')"
#define ROWS_FROM " FROM json_each(:list) d ORDER BY d.key"

/* Likewise, of an array of objects, which it takes. */
int rows_write_list(
    const char *text, Json *list, const RowsTable *table, const RowsFile *file, Err *err);

#endif
