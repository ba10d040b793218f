/* Sheets: a title and a table on pages of paper.
 *
 * The columns' headings stand on each page, a row is never split, and at the foot of each page are
 * the school, when it was written, and which page it is. Rows are kept until the sheet is closed,
 * for only then is it known how many pages there are.
 */
#ifndef EXCHANGE_SHEET_H
#define EXCHANGE_SHEET_H

#include "exchange/pdf.h"
#include "store/store.h"
#include "text/format.h"

/* Marks a message id; ui.h has the same. Those of exchange stand in locales/office. */
#define MSG(text) (text)

typedef struct {
    const char *heading; /* words; "" none */
    float share;         /* of the width, by which the columns part it */
    bool is_bold;
    bool
        is_box; /* a box to tick where the cell has a text, ticked for SHEET_TICKED; else nothing */
} SheetColumn;

#define SHEET_TICKED "ticked"

enum { SHEET_COLUMNS = 8 };

typedef struct Sheet Sheet;

/* Asked while it is written: false stops it. */
typedef struct {
    void *self;
    bool (*goes_on)(void *self, int64_t done, int64_t all);
} Watch;

bool watch_goes_on(const Watch *watch, int64_t done, int64_t all); /* null: it does */

/* The paper, the school's name and its zone are its settings. A null language is English. The
 * columns and what they point to are borrowed until the sheet is closed. */
Sheet *sheet_open(Store *store, const Language *language, int64_t now, const SheetColumn *columns,
    int count, Err *err);

/* In the sheet's language; a Formats for the words of its cells. */
Formats *sheet_formats(const Sheet *sheet);

/* What stands above the table, once; the line may be "". */
void sheet_title(Sheet *sheet, const char *title, const char *line);

/* A cell for each column; all are copied. */
void sheet_row(Sheet *sheet, const char *const *cells);

/* Writes it: the rows, or -1. The file is there whole or not at all. */
int sheet_write(Sheet *sheet, const char *path, const Watch *watch, Err *err);
void sheet_close(Sheet *sheet);

#endif
