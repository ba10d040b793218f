/* One row of VISIT_COLUMNS is one column: its heading, its SQL and its kind. The SELECT and both
 * writers are made from the rows. */
#include "exchange/export.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/content.h"
#include "exchange/csv.h"
#include "exchange/json.h"
#include "store/sql.h"

enum { FLUSH_AT = 64 * 1024, BUF_MAX = 4 << 20 };

typedef enum {
    ID,
    TEXT, /* somebody wrote it: guarded against formulas */
    WORD, /* one of our own words */
    COUNT,
    FLAG,
    DAY,   /* 20261119 to 2026-11-19 */
    MOMENT /* seconds to local time with its offset */
} Kind;

/* clang-format off */
#define VISIT_COLUMNS(COLUMN) \
    COLUMN("visit_id",      "v.id",                           ID)     \
    COLUMN("event_uid",     "e.uid",                          TEXT)   \
    COLUMN("event_title",   "title.text",                     TEXT)   \
    COLUMN("day",           "v.day",                          DAY)    \
    COLUMN("arrived",       "v.arrived",                      MOMENT) \
    COLUMN("left",          "v.left",                         MOMENT) \
    COLUMN("person_id",     "p.id",                           ID)     \
    COLUMN("source_id",     "p.source_id",                    TEXT)   \
    COLUMN("role",          "p.role",                         WORD)   \
    COLUMN("given_name",    "p.given",                        TEXT)   \
    COLUMN("family_name",   "p.family",                       TEXT)   \
    COLUMN("grade",         "coalesce(n.grade, p.grade)",     TEXT)   \
    COLUMN("home_language", "coalesce(n.language, p.language)", TEXT) \
    COLUMN("language",      "v.language",                     TEXT)   \
    COLUMN("method",        "v.method",                       WORD)   \
    COLUMN("interpreter",   "v.needs_interpreter",            FLAG)   \
    COLUMN("adults",        "v.adults",                       COUNT)  \
    COLUMN("children",      "v.children",                     COUNT)  \
    COLUMN("kiosk",         "v.kiosk",                        TEXT)   \
    COLUMN("stub_child",    "s.child",                        TEXT)   \
    COLUMN("stub_adult",    "s.adult",                        TEXT)   \
    COLUMN("stub_grade",    "s.grade",                        TEXT)
/* clang-format on */

typedef struct {
    const char *heading;
    Kind kind;
} ExportColumn;

#define AS_ROW(heading, expression, kind) {heading, kind},
#define AS_SQL(heading, expression, kind) expression ", "

static const ExportColumn columns[] = {VISIT_COLUMNS(AS_ROW)};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* By visit id, which rises with time, so nothing has to be sorted. Grade and language are those
 * of the day, as the enrolment says. */
static const char select_visits[] = "SELECT " VISIT_COLUMNS(
    AS_SQL) "0 FROM visit v"
            " LEFT JOIN event e ON e.id = v.event"
            " LEFT JOIN content title ON title.owner = v.event AND title.field = 'title'"
            "  AND title.language = 'en'"
            " LEFT JOIN visit_person vp ON vp.visit = v.id"
            " LEFT JOIN person p ON p.id = vp.person"
            " LEFT JOIN enrolment n ON n.person = p.id AND n.first_day <= v.day"
            "  AND (n.day_after_last IS NULL OR v.day < n.day_after_last)"
            " LEFT JOIN stub s ON s.id = v.opened_by"
            " WHERE v.undone IS NULL"
            " AND (:from = 0 OR v.arrived >= :from) AND (:to = 0 OR v.arrived < :to)"
            " AND (:event IS NULL OR v.event = :event)"
            " ORDER BY v.id, vp.person";

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
static const char *value_text(Sql *q, int column, Kind kind, Zone *zone, char out[40])
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

static void write_csv(Sql *q, Zone *zone, Buf *out)
{
    char space[40];
    for (int i = 0; i < COLUMN_COUNT; i++) {
        const char *text = value_text(q, i, columns[i].kind, zone, space);
        if (columns[i].kind == TEXT)
            csv_text(out, text);
        else
            csv_plain(out, text);
    }
    csv_end_row(out);
}

static void write_json(Sql *q, Zone *zone, Buf *out)
{
    char space[40];
    Json *row = json_new_object();
    for (int i = 0; i < COLUMN_COUNT; i++) {
        const ExportColumn *column = &columns[i];
        const char *text = value_text(q, i, column->kind, zone, space);
        if (column->kind == COUNT)
            json_int(row, column->heading, sql_get_int(q, i));
        else if (column->kind == FLAG)
            json_bool(row, column->heading, sql_get_int(q, i));
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

static int write_rows(Sql *q, ExportFormat format, Zone *zone, Output *out, Err *err)
{
    int rows = 0;
    for (int i = 0; format == EXPORT_CSV && i < COLUMN_COUNT; i++)
        csv_plain(&out->buf, columns[i].heading);
    if (format == EXPORT_CSV)
        csv_end_row(&out->buf);
    for (; sql_row(q); rows++) {
        if (format == EXPORT_CSV)
            write_csv(q, zone, &out->buf);
        else
            write_json(q, zone, &out->buf);
        if (out->buf.size >= FLUSH_AT && !flush(out, err))
            return -1;
    }
    return rows;
}

static int write_visits(
    Store *store, const ExportRange *range, ExportFormat format, Zone *zone, Output *out, Err *err)
{
    Sql *q = sql(store, select_visits);
    sql_int(q, ":from", range->from);
    sql_int(q, ":to", range->to);
    sql_id(q, ":event", range->event);
    Err why = {0};
    int rows = write_rows(q, format, zone, out, &why);
    if (!sql_done(q, err))
        return -1;
    if (rows < 0)
        *err = why;
    return rows;
}

int export_visits(
    Store *store, const ExportRange *range, ExportFormat format, const char *path, Err *err)
{
    Zone *zone = content_zone(store, err);
    if (!zone)
        return -1;
    Output out;
    int rows = -1;
    bool done = begin_output(&out, path, err);
    if (done) {
        rows = write_visits(store, range, format, zone, &out, err);
        done = end_output(&out, rows >= 0, err);
    }
    buf_finish(&out.buf);
    zone_free(zone);
    return done ? rows : -1;
}

bool export_find_event(Store *store, const char *uid, Id *out, Err *err)
{
    Sql *q = sql(store, "SELECT id FROM event WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    bool is_found = sql_row(q);
    if (is_found)
        *out = sql_get_id(q, 0);
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no event has the uid \"%.100s\"", uid);
}
