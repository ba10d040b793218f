/* Workbooks (XLSX): sheets of typed columns, row by row, in memory that does not grow with them.
 *
 * Each sheet has a header row that stays in sight and filters. Cells are written in the order of
 * the columns; a text is never a formula, whatever it begins with. A sheet that is full goes on in
 * another of its name. The first failure sticks and makes the rest do nothing; xlsx_close tells
 * it. The file appears whole or not at all (exchange/output.h).
 */
#ifndef EXCHANGE_XLSX_H
#define EXCHANGE_XLSX_H

#include "base/err.h"
#include <stdint.h>

typedef struct Xlsx Xlsx;

typedef enum {
    XLSX_TEXT,
    XLSX_NUMBER, /* whole or not */
    XLSX_DAY,
    XLSX_MOMENT
} XlsxKind;

typedef struct {
    const char *heading;
    XlsxKind kind; /* how the column shows numbers; any cell may hold a text */
    double width;  /* in letters; 0: as the kind needs */
} XlsxColumn;

/* has_charts: the sheets are held in memory, so that a chart has what it shows; else they are not.
 * ERR_INVALID for "-": a workbook is written to a file. */
bool xlsx_open(Xlsx **out, const char *path, bool has_charts, Err *err);

/* Gives the file its name if `done`; else, or after a failure, there is none. Closes in any case.
 */
bool xlsx_close(Xlsx *xlsx, bool done, Err *err);

/* Begins the next sheet. The columns are borrowed until the one after it. A name is cut to what a
 * sheet may be called. */
void xlsx_sheet(Xlsx *xlsx, const char *name, const XlsxColumn *columns, int count);

/* The next cell. Malformed UTF-8 becomes U+FFFD; past 32,767 letters a text is cut. */
void xlsx_text(Xlsx *xlsx, const char *text); /* "": empty */
void xlsx_number(Xlsx *xlsx, double number);
void xlsx_flag(Xlsx *xlsx, bool flag);            /* TRUE or FALSE */
void xlsx_day(Xlsx *xlsx, int32_t day);           /* 20261119; 0: empty */
void xlsx_moment(Xlsx *xlsx, int64_t local_time); /* seconds of the school's wall clock */
void xlsx_end_row(Xlsx *xlsx);

/* Rows of the current sheet as a chart of bars beside it: names in one column, per cents in up to
 * two, what these are called in the first row of two others (a name that is given as a text would
 * be a formula if it began as one). Rows and columns count from 0, the header is row 0. */
typedef struct {
    const char *title;
    int first_row, last_row;
    int names;
    int values[2]; /* the second 0: none */
    int series[2];
} XlsxChart;

void xlsx_chart(Xlsx *xlsx, const XlsxChart *chart);

/* Whether a workbook has so many sheets that end and so many rows in all of them: the library does
 * not see it when the disk of its temporary files is full. */
bool xlsx_is_whole(const char *path, int sheets, int64_t rows);

/* Rows of the current sheet so far, the header among them. */
int xlsx_rows(const Xlsx *xlsx);

#endif
