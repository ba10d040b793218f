/* Values to text, text to a file that gets its name only when it is whole. */
#include "exchange/rows.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/csv.h"
#include "exchange/json.h"

enum { FLUSH_AT = 64 * 1024, BUF_MAX = 4 << 20 };

typedef struct {
    const RowsColumn *columns;
    int count;
    ExportFormat format;
    Zone *zone;
} Rows;

typedef struct {
    Buf buf;
    int file;
    char path[PATH_MAX], temporary[PATH_MAX + 8]; /* both "" for standard output */
} Output;

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

static bool fail(const char *path, Err *err)
{
    ErrCode code = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_BROKEN;
    return err_set(err, code, "%.180s: %s", *path ? path : "standard output", strerror(errno));
}

static bool flush(Output *out, Err *err)
{
    if (out->buf.is_full)
        return err_set(err, ERR_FULL, "no memory for the export");
    for (size_t at = 0; at < out->buf.size;) {
        ssize_t written = write(out->file, out->buf.data + at, out->buf.size - at);
        if (written < 0 && errno != EINTR)
            return fail(out->path, err);
        at += written > 0 ? (size_t)written : 0;
    }
    buf_clear(&out->buf);
    return true;
}

static bool begin_output(Output *out, const char *path, Err *err)
{
    *out = (Output){.file = STDOUT_FILENO};
    buf_init(&out->buf, BUF_MAX);
    if (strcmp(path, "-") == 0)
        return true;
    if (snprintf(out->path, sizeof out->path, "%s", path) >= (int)sizeof out->path)
        return err_set(err, ERR_INVALID, "%.100s...: too long", path);
    snprintf(out->temporary, sizeof out->temporary, "%s.XXXXXX", path);
    out->file = mkostemp(out->temporary, O_CLOEXEC); /* 0600: it is full of names */
    if (out->file >= 0)
        return true;
    out->temporary[0] = 0;
    return fail(path, err);
}

static bool sync_folder(const char *path, Err *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(
        folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1, slash ? path : ".");
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;
    if (!done)
        fail(folder, err);
    if (file >= 0)
        close(file);
    return done;
}

/* Gives the file its name; or, if something failed before, takes it away. */
static bool end_output(Output *out, bool done, Err *err)
{
    done = done && flush(out, err);
    buf_finish(&out->buf);
    if (!out->temporary[0])
        return done;
    if (done && fsync(out->file) != 0)
        done = fail(out->path, err);
    if (close(out->file) != 0 && done)
        done = fail(out->path, err);
    if (done && rename(out->temporary, out->path) != 0)
        done = fail(out->path, err);
    if (!done) {
        unlink(out->temporary);
        return false;
    }
    return sync_folder(out->path, err);
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
        if (out->buf.size >= FLUSH_AT && !flush(out, err))
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
    if (!begin_output(&out, path, err)) {
        sql_done(q, NULL);
        buf_finish(&out.buf);
        return -1;
    }
    int done = write_all(&rows, q, &out, err);
    bool is_whole = end_output(&out, done >= 0, err);
    return is_whole ? done : -1;
}
