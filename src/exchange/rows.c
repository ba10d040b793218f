/* Values to text, text to a file that gets its name only when it is whole. */
#include "exchange/rows.h"

#include <stdio.h>
#include <string.h>

#include "exchange/csv.h"
#include "exchange/json.h"
#include "exchange/output.h"

enum { LIST_MAX = 256 << 20 };

typedef struct {
    const RowsColumn *columns;
    int count;
    ExportFormat format;
    Zone *zone;
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
    for (int i = 0; i < rows->count; i++) {
        RowsKind kind = rows->columns[i].kind;
        const char *text = value_text(q, i, kind, rows->zone, space);
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
    for (int i = 0; i < rows->count; i++) {
        const RowsColumn *column = &rows->columns[i];
        const char *text = value_text(q, i, column->kind, rows->zone, space);
        if (column->kind == COUNT)
            json_int(row, column->heading, sql_get_int(q, i));
        else if (column->kind == FLAG)
            json_bool(row, column->heading, sql_get_int(q, i));
        else if (column->kind == LIST)
            json_add(row, column->heading, list_value(text));
        else
            json_text(row, column->heading, *text ? text : NULL);
    }
    json_write(row, out);
    json_free(row);
    buf_text(out, "\n");
}

static int write_rows(const Rows *rows, Sql *q, Output *out, Err *err)
{
    int done = 0;
    for (int i = 0; rows->format == EXPORT_CSV && i < rows->count; i++)
        csv_plain(&out->buf, rows->columns[i].heading);
    if (rows->format == EXPORT_CSV)
        csv_end_row(&out->buf);
    for (; sql_row(q); done++) {
        if (rows->format == EXPORT_CSV)
            write_csv(rows, q, &out->buf);
        else
            write_json(rows, q, &out->buf);
        if (!output_flow(out, err))
            return -1;
    }
    return done;
}

static int write_all(const Rows *rows, Sql *q, Output *out, Err *err)
{
    Err why = {0};
    int done = write_rows(rows, q, out, &why);
    if (!sql_done(q, err))
        return -1;
    if (done < 0)
        *err = why;
    return done;
}

int rows_write(
    Sql *q, const RowsTable *table, ExportFormat format, Zone *zone, const char *path, Err *err)
{
    Rows rows = {table->columns, table->count, format, zone};
    Output out;
    if (!output_begin(&out, path, err)) {
        sql_done(q, NULL);
        return -1;
    }
    int done = write_all(&rows, q, &out, err);
    bool is_whole = output_end(&out, done >= 0, err);
    return is_whole ? done : -1;
}

int rows_write_list(Store *store, const char *text, Json *list, const RowsTable *table,
    ExportFormat format, Zone *zone, const char *path, Err *err)
{
    Buf bytes;
    buf_init(&bytes, LIST_MAX);
    json_write(list, &bytes);
    json_free(list);
    if (bytes.is_full) {
        buf_finish(&bytes);
        err_set(err, ERR_FULL, "no memory for the export");
        return -1;
    }
    Sql *q = sql(store, text);
    sql_text(q, ":list", bytes.data);
    int rows = rows_write(q, table, format, zone, path, err);
    buf_finish(&bytes);
    return rows;
}
