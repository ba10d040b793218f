/* The header binds; each row is counted, taken or left out; the end decides on the whole. */
#include "exchange/columns.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

typedef struct {
    ColumnRow row;
    ColumnNotes *notes;
    ColumnTake take;
    void *self;
    bool has_header;
    uint64_t is_old; /* a bit for each field that an older name was bound to, and counts */
    int width;       /* fields of the header */
    int rows, rejected;
    Err first; /* of the rows left out */
} Reader;

void note(const ColumnNotes *notes, const char *format, ...)
{
    char line[1024];
    if (!notes->notes)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    utf8_one_line(line);
    fprintf(notes->notes, "%s\n", line);
}

bool row_has(const ColumnRow *row, int field)
{
    return row->places[field] >= 0;
}

const char *row_text(const ColumnRow *row, int field)
{
    return row_has(row, field) ? row->csv->fields[row->places[field]] : "";
}

bool row_refuse(const ColumnRow *row, int field, Err *err, const char *why)
{
    int place = row->places[field];
    return err_set(err, ERR_INVALID, "%s:%d:%d: %s", row->name, row->csv->line,
        place >= 0 ? row->csv->columns[place] : 1, why);
}

/* Whether a name stands in ",one,another,". */
static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    const char *at = list;
    while (length > 0 && at && (at = strstr(at, name))) {
        if (at > list && at[-1] == ',' && at[length] == ',')
            return true;
        at += length;
    }
    return false;
}

static bool begins(const char *name, const char *const *with)
{
    for (; with && *with; with++)
        if (strncmp(name, *with, strlen(*with)) == 0 && name[strlen(*with)])
            return true;
    return false;
}

static const ColumnOld *find_old(const ColumnFile *file, const char *name)
{
    for (const ColumnOld *old = file->old; old && old->name; old++)
        if (strcmp(name, old->name) == 0)
            return old;
    return NULL;
}

/* The field of this name, or -1. */
static int find_field(const ColumnFile *file, const char *name)
{
    for (int i = 0; i < file->count; i++) {
        const Column *column = &file->columns[i];
        if (strcmp(name, column->name) == 0 || (column->also && strcmp(name, column->also) == 0))
            return i;
    }
    return -1;
}

/* A name that is cut is no language we know: who takes the row refuses it. */
static void open_column(ColumnRow *row, const char *name, int place)
{
    OpenColumn *column = &row->open[row->open_count++];
    utf8_copy(column->name, sizeof column->name, name);
    column->place = place;
}

/* Whether the field has its column already; of an older name the table says which one counts. */
static bool is_free(Reader *r, const CsvRow *csv, int field, bool counts, int place, Err *err)
{
    ColumnRow *row = &r->row;
    return row->places[field] < 0 || counts ||
        err_set(err, ERR_INVALID, "%s:%d:%d: the column \"%s\" stands twice, spelt two ways",
            row->name, csv->line, csv->columns[place], row->file->columns[field].name);
}

static bool bind_old(Reader *r, const CsvRow *csv, const ColumnOld *old, int place, Err *err)
{
    ColumnRow *row = &r->row;
    if (!is_free(r, csv, old->field, old->counts, place, err))
        return false;
    note(r->notes, "%s:%d:%d: \"%s\" is a name of OneRoster 1.0, read as \"%s\"", row->name,
        csv->line, csv->columns[place], old->name, row->file->columns[old->field].name);
    if (old->counts)
        r->is_old |= UINT64_C(1) << old->field;
    row->places[old->field] = place;
    return true;
}

static bool bind_field(Reader *r, const CsvRow *csv, int field, int place, Err *err)
{
    bool is_old = r->is_old >> field & 1;
    if (!is_old && !is_free(r, csv, field, false, place, err))
        return false;
    if (!is_old)
        r->row.places[field] = place;
    return true;
}

static bool bind(Reader *r, const CsvRow *csv, int place, Err *err)
{
    ColumnRow *row = &r->row;
    const char *name = csv->fields[place];
    for (int i = 0; i < place; i++)
        if (strcmp(csv->fields[i], name) == 0)
            return err_set(err, ERR_INVALID, "%s:%d:%d: the column \"%.60s\" stands twice",
                row->name, csv->line, csv->columns[place], name);

    int field = find_field(row->file, name);
    const ColumnOld *old = find_old(row->file, name);
    bool is_open = begins(name, row->file->open) || is_listed(row->file->open_list, name);
    if (field >= 0)
        return bind_field(r, csv, field, place, err);
    if (old)
        return bind_old(r, csv, old, place, err);
    if (is_open && row->open_count < OPEN_MAX)
        open_column(row, name, place);
    else if (!is_listed(row->file->unread, name))
        note(r->notes, "%s:%d:%d: the column \"%.60s\" is not known, and not read", row->name,
            csv->line, csv->columns[place], name);
    return true;
}

static bool take_header(Reader *r, const CsvRow *csv, Err *err)
{
    ColumnRow *row = &r->row;
    r->has_header = true;
    r->width = csv->count;
    for (int i = 0; i < csv->count; i++)
        if (!bind(r, csv, i, err))
            return false;
    for (int i = 0; i < row->file->count; i++) {
        if (row->places[i] >= 0)
            continue;
        const char *name = row->file->columns[i].name;
        ColumnNeed need = row->file->columns[i].need;
        if (need == REQUIRED)
            return err_set(err, ERR_INVALID, "%s:%d:1: the column \"%s\" is missing", row->name,
                csv->line, name);
        if (need == WANTED)
            note(r->notes, "%s:%d:1: there is no column \"%s\"", row->name, csv->line, name);
    }
    return true;
}

static bool take_row(void *self, const CsvRow *csv, Err *err)
{
    Reader *r = self;
    r->row.csv = csv;
    if (!r->has_header)
        return take_header(r, csv, err);

    Err why = {0};
    bool taken = csv->count == r->width;
    r->rows++;
    if (!taken)
        err_set(&why, ERR_INVALID, "%s:%d:%d: %d fields; the header has %d", r->row.name, csv->line,
            csv->columns[csv->count < r->width ? csv->count - 1 : r->width], csv->count, r->width);
    else
        taken = r->take(r->self, &r->row, &why);
    if (taken)
        return true;
    if (why.code != ERR_INVALID || r->row.file->is_strict) {
        *err = why;
        return false;
    }
    if (r->rejected++ == 0)
        r->first = why;
    note(r->notes, "%s: row left out", why.detail);
    return true;
}

void *list_grow(void *list, int count, size_t size)
{
    enum { FIRST = 64 };
    bool is_full = count == 0 || (count >= FIRST && (count & (count - 1)) == 0);
    size_t room = count == 0 ? FIRST : (size_t)count * 2;
    return is_full ? reallocarray(list, room, size) : list;
}

bool columns_read(const ColumnFile *file, const char *name, const Buf *bytes, ColumnNotes *notes,
    ColumnTake take, void *self, Err *err)
{
    Reader r = {.notes = notes, .take = take, .self = self};
    r.row.file = file;
    r.row.name = name ? name : file->name;
    for (int i = 0; i < COLUMNS_MAX; i++)
        r.row.places[i] = -1;

    if (!csv_read(r.row.name, bytes->size > 0 ? bytes->data : "", bytes->size, take_row, &r, err))
        return false;
    if (!r.has_header)
        return err_set(err, ERR_INVALID, "%s:1:1: the file is empty", r.row.name);
    notes->rejected += r.rejected;
    if (r.rejected * 100 > r.rows)
        return err_set(
            err, ERR_INVALID, "%.180s (%d of %d rows are bad)", r.first.detail, r.rejected, r.rows);
    return true;
}
