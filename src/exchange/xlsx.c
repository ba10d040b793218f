/* Workbooks, by libxlsxwriter; without charts in its mode of constant memory, where a row that is
 * begun is written. It writes to a file without a name, on the disk of its temporary ones: where
 * the workbook goes it would not say why it cannot, but to the terminal. */
#include "exchange/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/utf8.h"
#include "exchange/output.h"

enum {
    NAME = 32,          /* of a sheet, with its NUL */
    LETTERS = 32767,    /* of a cell, in UTF-16 */
    ROWS_MAX = 1048576, /* of a sheet */
    UTF8_MAX = 4,
    KINDS = XLSX_MOMENT + 1
};

struct Xlsx {
    Output output;
    FILE *file;     /* the library's */
    char place[32]; /* and how the library is told of it */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *header, *formats[KINDS];
    const XlsxColumn *columns;
    int count;
    char name[NAME];
    int part; /* of a sheet that was full: 2, 3 */
    lxw_row_t row;
    lxw_col_t column;
    bool has_cell; /* this row: without one it is not in the file */
    int sheets;
    int64_t written; /* rows of all sheets that are in the file */
    char *space;     /* a cell's text, made sound */
    Err err;
};

static void fail(Xlsx *x, lxw_error error)
{
    if (error == LXW_NO_ERROR || x->err.code)
        return;
    bool is_full = errno == ENOSPC || errno == EDQUOT;
    err_set(&x->err, is_full ? ERR_FULL : ERR_BROKEN, "%.180s: %s", x->output.path,
        lxw_strerror(error));
}

/* ---- open and close ---- */

static lxw_format *format(Xlsx *x, const char *numbers)
{
    lxw_format *f = workbook_add_format(x->book);
    if (f && numbers)
        format_set_num_format(f, numbers);
    return f;
}

static bool begin_book(Xlsx *x, bool has_charts)
{
    lxw_workbook_options options = {.constant_memory = !has_charts};
    errno = 0;
    x->space = malloc(UTF8_MAX * LETTERS + 1);
    x->book = x->space ? workbook_new_opt(x->place, &options) : NULL;
    if (!x->book)
        return false;
    x->header = format(x, NULL);
    x->formats[XLSX_DAY] = format(x, "yyyy-mm-dd");
    x->formats[XLSX_MOMENT] = format(x, "yyyy-mm-dd hh:mm:ss");
    if (x->header)
        format_set_bold(x->header);
    return x->header && x->formats[XLSX_DAY] && x->formats[XLSX_MOMENT];
}

static bool begin_file(Xlsx *x, const char *path, Err *err)
{
    x->file = tmpfile();
    if (!x->file)
        return err_set(err, ERR_BROKEN, "no temporary file for a workbook: %s", strerror(errno));
    snprintf(x->place, sizeof x->place, "/proc/self/fd/%d", fileno(x->file));
    if (output_begin(&x->output, path, err))
        return true;
    fclose(x->file);
    return false;
}

bool xlsx_open(Xlsx **out, const char *path, bool has_charts, Err *err)
{
    *out = NULL;
    if (strcmp(path, "-") == 0)
        return err_set(err, ERR_INVALID, "a workbook is written to a file, not to standard output");
    Xlsx *x = calloc(1, sizeof *x);
    if (!x)
        return err_set(err, ERR_BROKEN, "no memory for a workbook");
    if (!begin_file(x, path, err)) {
        free(x);
        return false;
    }
    if (!begin_book(x, has_charts))
        err_set(&x->err, ERR_BROKEN, "no memory for a workbook");
    *out = x;
    return true;
}

/* A filter over what was written; without it the last sheet has none. */
static void end_sheet(Xlsx *x)
{
    if (x->sheet && x->row > 0 && x->count > 0)
        fail(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1, (lxw_col_t)(x->count - 1)));
    x->sheet = NULL;
}

static bool is_whole(Xlsx *x)
{
    return xlsx_is_whole(x->place, x->sheets, x->written) ||
        err_set(&x->err, ERR_FULL, "%.180s: no room for the temporary files of a workbook",
            x->output.path);
}

/* To where it goes. */
static bool hand_over(Xlsx *x)
{
    char block[16 * 1024];
    size_t got;
    while ((got = fread(block, 1, sizeof block, x->file)) > 0) {
        buf_add(&x->output.buf, block, got);
        if (!output_flow(&x->output, &x->err))
            return false;
    }
    return !ferror(x->file) ||
        err_set(&x->err, ERR_BROKEN, "%.180s: %s", x->output.path, strerror(errno));
}

bool xlsx_close(Xlsx *x, bool done, Err *err)
{
    if (!x)
        return false;
    end_sheet(x);
    errno = 0;
    if (x->book)
        fail(x, workbook_close(x->book));
    bool is_there = done && !x->err.code && is_whole(x) && hand_over(x);
    if (done && x->err.code)
        *err = x->err;
    is_there = output_end(&x->output, is_there, err);
    fclose(x->file);
    free(x->space);
    free(x);
    return is_there;
}

/* ---- sheets ---- */

static double width_of(const XlsxColumn *column)
{
    static const double WIDTHS[KINDS] = {24, 10, 12, 20};
    return column->width > 0 ? column->width : WIDTHS[column->kind];
}

static void write_header(Xlsx *x)
{
    worksheet_freeze_panes(x->sheet, 1, 0);
    for (int i = 0; i < x->count; i++) {
        lxw_col_t at = (lxw_col_t)i;
        fail(x, worksheet_set_column(x->sheet, at, at, width_of(&x->columns[i]), NULL));
        fail(x, worksheet_write_string(x->sheet, 0, at, x->columns[i].heading, x->header));
    }
    x->row = 1;
    x->column = 0;
    x->written++;
}

static void begin_sheet(Xlsx *x)
{
    char name[NAME + 16], end[16] = "";
    if (x->err.code)
        return;
    if (x->part > 1)
        snprintf(end, sizeof end, " %d", x->part);
    snprintf(name, sizeof name, "%.*s%s", NAME - 1 - (int)strlen(end), x->name, end);
    errno = 0;
    x->sheet = workbook_add_worksheet(x->book, name);
    if (!x->sheet) {
        fail(x, LXW_ERROR_CREATING_TMPFILE);
        return;
    }
    x->sheets++;
    write_header(x);
}

void xlsx_sheet(Xlsx *x, const char *name, const XlsxColumn *columns, int count)
{
    char cut[NAME];
    utf8_copy(cut, sizeof cut, name);
    for (char *at = cut; *at; at++)
        if (strchr("[]:*?/\\'", *at))
            *at = ' ';
    end_sheet(x);
    memcpy(x->name, cut, sizeof cut);
    x->columns = columns;
    x->count = count;
    x->part = 1;
    begin_sheet(x);
}

void xlsx_end_row(Xlsx *x)
{
    x->row++;
    x->column = 0;
    x->written += x->has_cell;
    x->has_cell = false;
}

int xlsx_rows(const Xlsx *x)
{
    return (int)x->row;
}

/* ---- cells ---- */

/* Whether there is a place for the next cell. */
static bool begin_cell(Xlsx *x)
{
    if (x->row == ROWS_MAX && x->column == 0 && !x->err.code) {
        end_sheet(x);
        x->part++;
        begin_sheet(x);
    }
    ASSERT(x->err.code || (x->sheet && x->column < x->count));
    return !x->err.code;
}

static const char *sound(Xlsx *x, const char *text)
{
    size_t used = 0;
    int letters = 0;
    while (*text && letters < LETTERS) {
        uint32_t letter = utf8_next(&text);
        letters += letter > 0xffff ? 2 : 1;
        if (letters <= LETTERS)
            used += (size_t)utf8_put(letter, x->space + used);
    }
    x->space[used] = 0;
    return x->space;
}

void xlsx_text(Xlsx *x, const char *text)
{
    if (!begin_cell(x))
        return;
    if (*text)
        fail(x, worksheet_write_string(x->sheet, x->row, x->column, sound(x, text), NULL));
    x->has_cell |= *text != 0;
    x->column++;
}

static void put_number(Xlsx *x, double number, lxw_format *how)
{
    if (!begin_cell(x))
        return;
    bool is_number = number - number == 0; /* neither NaN nor endless: these break the file */
    if (is_number)
        fail(x, worksheet_write_number(x->sheet, x->row, x->column, number, how));
    x->has_cell |= is_number;
    x->column++;
}

void xlsx_number(Xlsx *x, double number)
{
    put_number(x, number, NULL);
}

void xlsx_flag(Xlsx *x, bool flag)
{
    if (!begin_cell(x))
        return;
    fail(x, worksheet_write_boolean(x->sheet, x->row, x->column, flag, NULL));
    x->has_cell = true;
    x->column++;
}

void xlsx_day(Xlsx *x, int32_t day)
{
    lxw_datetime date = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100};
    if (!begin_cell(x))
        return;
    x->has_cell |= day != 0;
    if (day)
        fail(x, worksheet_write_datetime(x->sheet, x->row, x->column, &date, x->formats[XLSX_DAY]));
    x->column++;
}

void xlsx_moment(Xlsx *x, int64_t local_time)
{
    enum { DAY_SECONDS = 86400, EPOCH = 25569 }; /* 1970-01-01, in days as Excel counts */
    put_number(x, (double)local_time / DAY_SECONDS + EPOCH, x->formats[XLSX_MOMENT]);
}

/* ---- charts ---- */

static void add_series(Xlsx *x, lxw_chart *chart, const XlsxChart *c, int which)
{
    static const lxw_color_t COLOURS[] = {0x0b5a60, 0xc9b99b};
    lxw_row_t first = (lxw_row_t)c->first_row, last = (lxw_row_t)c->last_row;
    lxw_col_t names = (lxw_col_t)c->names, values = (lxw_col_t)c->values[which];
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = COLOURS[which]};
    if (!series)
        return;
    chart_series_set_categories(series, x->sheet->name, first, names, last, names);
    chart_series_set_values(series, x->sheet->name, first, values, last, values);
    chart_series_set_name_range(series, x->sheet->name, first, (lxw_col_t)c->series[which]);
    chart_series_set_fill(series, &fill);
}

void xlsx_chart(Xlsx *x, const XlsxChart *c)
{
    enum { WIDTH = 640, LEAST = 180, A_ROW = 34 };
    if (x->err.code || c->last_row < c->first_row)
        return;
    lxw_chart *chart = workbook_add_chart(x->book, LXW_CHART_BAR);
    if (!chart) {
        fail(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    int height = LEAST + A_ROW * (c->last_row - c->first_row);
    lxw_chart_options options = {
        .x_offset = 20, .y_offset = 10, .x_scale = WIDTH / 480.0, .y_scale = height / 288.0};
    for (int i = 0; i < 2; i++)
        if (i == 0 || c->values[i])
            add_series(x, chart, c, i);
    chart_title_set_name(chart, c->title);
    chart_axis_set_reverse(chart->y_axis); /* of lying bars the names': the first one above */
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_max(chart->x_axis, 100);
    chart_axis_set_num_format(chart->x_axis, "0\"%\"");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    fail(x, worksheet_insert_chart_opt(x->sheet, 1, (lxw_col_t)x->count, chart, &options));
}
