/* A table as it was written, read back cell by cell: of CSV, and of a workbook's first sheet. */
#ifndef TESTS_GRID_H
#define TESTS_GRID_H

#include "written.h"

#include "exchange/csv.h"

enum { ROWS = 3000, COLUMNS = 40 };

/* What a cell is: of a workbook as its type says; of CSV a text. */
typedef struct {
    char *text; /* null: empty */
    char type;  /* s: text, n: number, b: true or false */
} Cell;

typedef struct {
    Cell cells[ROWS][COLUMNS];
    int count, width;
} Grid;

static inline void grid_empty(Grid *grid)
{
    for (int i = 0; i < grid->count; i++)
        for (int j = 0; j < COLUMNS; j++)
            free(grid->cells[i][j].text);
    memset(grid, 0, sizeof *grid);
}

static inline const Cell *cell(const Grid *grid, int row, const char *heading)
{
    for (int i = 0; i < COLUMNS; i++)
        if (grid->cells[0][i].text && strcmp(grid->cells[0][i].text, heading) == 0)
            return &grid->cells[row][i];
    fail_msg("no column %s", heading);
    return NULL;
}

/* --- of CSV --- */

static inline bool grid_take(void *self, const CsvRow *row, Err *why)
{
    Grid *grid = self;
    (void)why;
    CHECK(grid->count < ROWS && row->count <= COLUMNS);
    for (int i = 0; i < row->count; i++)
        grid->cells[grid->count][i].text = row->fields[i][0] ? strdup(row->fields[i]) : NULL;
    grid->width = row->count;
    grid->count++;
    return true;
}

static inline void grid_csv(Grid *grid, const char *path)
{
    Err err = {0};
    grid_empty(grid);
    char *bytes = file_text(path);
    CHECK(csv_read(path, bytes, strlen(bytes), grid_take, grid, &err));
    free(bytes);
}

/* --- of a workbook --- */

/* "AB12": 27. */
static inline int column_of(const char *reference)
{
    int column = 0;
    for (; *reference >= 'A'; reference++)
        column = column * 26 + *reference - 'A' + 1;
    return column - 1;
}

static inline void grid_take_cell(Grid *grid, const char *at)
{
    const char *tag_end = strchr(at, '>'), *type = strstr(at, " t=\"");
    int column = column_of(at + 6);
    CHECK(column < COLUMNS);
    Cell *cell = &grid->cells[grid->count][column];
    bool is_text = type && type < tag_end && type[4] == 'i';
    bool is_flag = type && type < tag_end && type[4] == 'b';
    const char *value = strstr(at, is_text ? "<t" : "<v>");
    assert_non_null(value);
    value = strchr(value, '>') + 1;
    cell->text = plain(value, strchr(value, '<'));
    cell->type = is_text ? 's' : is_flag ? 'b' : 'n';
}

/* No cell of it is reckoned. */
static inline void grid_book(Grid *grid, const char *path)
{
    grid_empty(grid);
    char *sheet = part_of(path, "xl/worksheets/sheet1.xml");
    assert_non_null(sheet);
    CHECK(!strstr(sheet, "<f>") && !strstr(sheet, "<f "));
    CHECK(strstr(sheet, "state=\"frozen\"") && strstr(sheet, "<autoFilter"));
    for (const char *at = sheet; (at = strstr(at, "<row "));) {
        const char *row_end = strstr(at, "</row>");
        CHECK(grid->count < ROWS);
        for (const char *c = at; (c = strstr(c, "<c r=\"")) && c < row_end; c++)
            grid_take_cell(grid, c);
        grid->count++;
        at = row_end;
    }
    free(sheet);
}

#endif
