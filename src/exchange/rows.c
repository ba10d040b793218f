/* Values to text, text to a file that gets its name only when it is whole. */
#include "exchange/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/csv.h"
#include "exchange/json.h"
#include "exchange/output.h"
#include "exchange/xlsx.h"
#include "store/settings.h"

enum { LIST_MAX = 256 << 20, COLUMNS_MAX = 64 };

typedef struct {
    const RowsTable *table;
    const RowsFile *file;
} Rows;

static const char *day_text(int64_t day, char out[40])
{
    snprintf(
        out, 40, "%04d-%02d-%02d", (int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100));
    return out;
}

/* A value as text, "" for NULL. An id is not asked for as a text first: SQLite would make it one.
 */
static const char *value_text(Sql *q, int column, RowsKind kind, Zone *zone, char out[40])
{
    if (kind == ID) {
        Id id = sql_get_id(q, column);
        return id_is_zero(id) ? "" : id_write(id, out);
    }
    const char *text = sql_get_text(q, column);
    if (!*text)
        return "";
    switch (kind) {
    case DAY:
        return day_text(sql_get_int(q, column), out);
    case MOMENT:
        zone_write(zone, sql_get_int(q, column), out);
        return out;
    case FLAG:
        return sql_get_int(q, column) ? "true" : "false";
    default:
        return text;
    }
}

static void write_csv(const Rows *rows, Sql *q, Buf *out)
{
    char space[40];
    for (int i = 0; i < rows->table->count; i++) {
        RowsKind kind = rows->table->columns[i].kind;
        const char *text = value_text(q, i, kind, rows->file->zone, space);
        if (kind == TEXT || kind == LIST)
            csv_text(out, text);
        else
            csv_plain(out, text);
    }
    csv_end_row(out);
}

/* Each text between two commas. */
static Json *list_value(const char *text)
{
    char item[256];
    Json *list = json_new_array();
    while (*text) {
        size_t length = strcspn(text, ",");
        snprintf(item, sizeof item, "%.*s", (int)length, text);
        json_text(list, NULL, item);
        text += length + (text[length] == ',');
    }
    return list;
}

static void write_json(const Rows *rows, Sql *q, Buf *out)
{
    char space[40];
    Json *row = json_new_object();
    for (int i = 0; i < rows->table->count; i++) {
        const RowsColumn *column = &rows->table->columns[i];
        const char *text = value_text(q, i, column->kind, rows->file->zone, space);
        if (column->kind == LIST)
            json_add(row, column->heading, list_value(text));
        else if (!*text)
            json_text(row, column->heading, NULL);
        else if (column->kind == COUNT || column->kind == NUMBER)
            json_number(row, column->heading, strtod(text, NULL));
        else if (column->kind == FLAG)
            json_bool(row, column->heading, sql_get_int(q, i));
        else
            json_text(row, column->heading, text);
    }
    json_write(row, out);
    json_free(row);
    buf_text(out, "\n");
}

/* Whether it goes on. What is expected is only about right. */
static bool goes_on(const Rows *rows, int64_t done, Err *err)
{
    enum { EVERY = 256 };
    int64_t all = rows->file->expected;
    if (done % EVERY || watch_goes_on(rows->file->ask->watch, done < all ? done : all, all))
        return true;
    return err_set(err, ERR_REFUSED, "%.180s: stopped", rows->file->ask->path);
}

static void write_headings(const Rows *rows, Buf *out)
{
    if (rows->file->ask->format == EXPORT_JSON)
        return;
    if (rows->file->ask->format == EXPORT_CSV_MARKED)
        buf_text(out, "\xef\xbb\xbf");
    for (int i = 0; i < rows->table->count; i++)
        csv_plain(out, rows->table->columns[i].heading);
    csv_end_row(out);
}

static int write_rows(const Rows *rows, Sql *q, Output *out, Err *err)
{
    int done = 0;
    write_headings(rows, &out->buf);
    for (; sql_row(q); done++) {
        if (rows->file->ask->format == EXPORT_JSON)
            write_json(rows, q, &out->buf);
        else
            write_csv(rows, q, &out->buf);
        if (!goes_on(rows, done, err) || !output_flow(out, err))
            return -1;
    }
    return done;
}

static int write_text(const Rows *rows, Sql *q, Err *err)
{
    Err why = {0};
    Output out;
    if (!output_begin(&out, rows->file->ask->path, err)) {
        sql_done(q, NULL);
        return -1;
    }
    int done = write_rows(rows, q, &out, &why);
    if (!sql_done(q, err))
        done = -1;
    else if (done < 0)
        *err = why;
    bool is_whole = output_end(&out, done >= 0, err);
    return is_whole ? done : -1;
}

/* ---- a workbook ---- */

static void put_cell(Xlsx *book, const RowsColumn *column, Sql *q, int i, Zone *zone)
{
    char space[40];
    const char *text = value_text(q, i, column->kind, zone, space);
    if (!*text)
        xlsx_text(book, "");
    else if (column->kind == COUNT || column->kind == NUMBER)
        xlsx_number(book, strtod(text, NULL));
    else if (column->kind == FLAG)
        xlsx_flag(book, sql_get_int(q, i) != 0);
    else if (column->kind == DAY)
        xlsx_day(book, (int32_t)sql_get_int(q, i));
    else if (column->kind == MOMENT)
        xlsx_moment(book, zone_wall(zone, sql_get_int(q, i)));
    else
        xlsx_text(book, text);
}

static XlsxColumn book_column(const RowsColumn *column)
{
    enum { FILTER = 4 }; /* its button stands over the heading */
    static const XlsxColumn KINDS[] = {[ID] = {NULL, XLSX_TEXT, 38},
        [TEXT] = {NULL, XLSX_TEXT, 24},
        [LIST] = {NULL, XLSX_TEXT, 24},
        [WORD] = {NULL, XLSX_TEXT, 12},
        [COUNT] = {NULL, XLSX_NUMBER, 8},
        [NUMBER] = {NULL, XLSX_NUMBER, 8},
        [FLAG] = {NULL, XLSX_TEXT, 8},
        [DAY] = {NULL, XLSX_DAY, 12},
        [MOMENT] = {NULL, XLSX_MOMENT, 20}};
    XlsxColumn out = KINDS[column->kind];
    double heading = (double)strlen(column->heading) + FILTER;
    out.heading = column->heading;
    out.width = out.width < heading ? heading : out.width;
    return out;
}

static void about(Xlsx *book, const char *what, const char *name, const char *words)
{
    xlsx_text(book, what);
    xlsx_text(book, name);
    xlsx_text(book, words);
    xlsx_end_row(book);
}

static void about_time(Xlsx *book, Zone *zone, const char *name, int64_t time)
{
    char at[40];
    if (!time || !zone)
        return;
    zone_write(zone, time, at);
    about(book, "setting", name, at);
}

static void about_range(Xlsx *book, const RowsFile *file)
{
    const ExportRange *range = &file->ask->range;
    about_time(book, file->zone, "written", file->ask->now);
    about_time(book, file->zone, "from", range->from);
    about_time(book, file->zone, "before", range->to);
    if (!id_is_zero(range->event))
        about(book, "setting", "event", id_text(range->event));
}

/* What the columns are, and of what this is. */
static bool write_about(Xlsx *book, const Rows *rows, Err *err)
{
    static const XlsxColumn COLUMNS[] = {
        {"about", XLSX_TEXT, 12}, {"name", XLSX_TEXT, 26}, {"words", XLSX_TEXT, 120}};
    static const char *const KEYS[] = {"school", "timezone"};
    char value[SETTING_SIZE];
    xlsx_sheet(book, "About", COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    about(book, "row", rows->table->name, rows->table->grain);
    for (int i = 0; i < rows->table->count; i++)
        about(book, "column", rows->table->columns[i].heading, rows->table->columns[i].about);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (!settings_get(rows->file->store, KEYS[i], value, sizeof value, err))
            return false;
        about(book, "setting", KEYS[i], value);
    }
    about_range(book, rows->file);
    return true;
}

static int write_sheet(Xlsx *book, const Rows *rows, Sql *q, Err *err)
{
    int done = 0;
    for (; sql_row(q); done++) {
        if (!goes_on(rows, done, err))
            return -1;
        for (int i = 0; i < rows->table->count; i++)
            put_cell(book, &rows->table->columns[i], q, i, rows->file->zone);
        xlsx_end_row(book);
    }
    return done;
}

static int write_book(const Rows *rows, Sql *q, Err *err)
{
    Xlsx *book;
    Err why = {0};
    XlsxColumn columns[COLUMNS_MAX];
    ASSERT(rows->table->count <= COLUMNS_MAX);
    for (int i = 0; i < rows->table->count; i++)
        columns[i] = book_column(&rows->table->columns[i]);
    if (!xlsx_open(&book, rows->file->ask->path, false, err)) {
        sql_done(q, NULL);
        return -1;
    }
    xlsx_sheet(book, rows->table->name, columns, rows->table->count);
    int done = write_sheet(book, rows, q, &why);
    bool is_whole = sql_done(q, err);
    if (is_whole && done < 0)
        *err = why;
    is_whole = is_whole && done >= 0 && write_about(book, rows, err);
    return xlsx_close(book, is_whole, err) ? done : -1;
}

int64_t rows_expected(Store *store, const char *text, const ExportAsk *ask)
{
    if (!ask->watch)
        return 0;
    Sql *q = sql(store, text);
    int64_t rows = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, NULL) ? rows : 0;
}

int rows_write(Sql *q, const RowsTable *table, const RowsFile *file, Err *err)
{
    Rows rows = {table, file};
    return file->ask->format == EXPORT_XLSX ? write_book(&rows, q, err) : write_text(&rows, q, err);
}

int rows_write_list(
    const char *text, Json *list, const RowsTable *table, const RowsFile *file, Err *err)
{
    Buf bytes;
    RowsFile known = *file;
    known.expected = json_size(list);
    buf_init(&bytes, LIST_MAX);
    json_write(list, &bytes);
    json_free(list);
    if (bytes.is_full) {
        buf_finish(&bytes);
        err_set(err, ERR_FULL, "no memory for the export");
        return -1;
    }
    Sql *q = sql(file->store, text);
    sql_text(q, ":list", bytes.data);
    int rows = rows_write(q, table, &known, err);
    buf_finish(&bytes);
    return rows;
}
