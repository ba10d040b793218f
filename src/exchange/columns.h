/* Columns by name: a file of CSV whose header row is bound to the fields we know.
 *
 * Columns may stand in any order. A required one that is missing, or a name that stands
 * twice, is ERR_INVALID. A row that is left out is told to the notes with its line, and
 * counted. Texts of a row are borrowed for the call.
 */
#ifndef EXCHANGE_COLUMNS_H
#define EXCHANGE_COLUMNS_H

#include "exchange/csv.h"
#include <stdbool.h>
#include <stdio.h>

enum { COLUMNS_MAX = 24, OPEN_MAX = 80 };

typedef enum {
    OPTIONAL,
    WANTED,  /* the notes say if it is missing */
    REQUIRED /* refused without it */
} ColumnNeed;

typedef struct {
    const char *name;
    const char *also; /* another spelling in use, or null */
    ColumnNeed need;
} Column;

/* The name of a field in an older version: taken, with a note. */
typedef struct {
    const char *name;
    int field;
    bool counts; /* where today's stands too, this one; else that is refused */
} ColumnOld;

/* A file as we know it. Positions in `columns` are the fields of row_text. */
typedef struct {
    const char *name; /* "users.csv" */
    const Column *columns;
    int count;
    const ColumnOld *old;    /* ended by one without a name; or null */
    const char *unread;      /* ",status,password,": known, and never read */
    const char *const *open; /* "title_": any column that begins so is taken too; ended by null */
    const char *open_list;   /* ",metadata.program,": columns of these names likewise; or null */
    bool is_strict;          /* a bad row refuses the file; else one in a hundred may be left out */
} ColumnFile;

typedef struct {
    char name[48]; /* "title_es" */
    int place;
} OpenColumn;

typedef struct {
    const ColumnFile *file;
    const char *name; /* of the file, for messages */
    const CsvRow *csv;
    int places[COLUMNS_MAX]; /* the field of the row; -1: no such column */
    OpenColumn open[OPEN_MAX];
    int open_count;
} ColumnRow;

/* A field of the row; "" if the file has no such column. */
const char *row_text(const ColumnRow *row, int field);
bool row_has(const ColumnRow *row, int field);

/* Says where in the row something is wrong: fills *err as `users.csv:12:5: ...`. Returns false. */
bool row_refuse(const ColumnRow *row, int field, Err *err, const char *why);

/* Called for each row below the header. False leaves the row out: ERR_INVALID in *err says why;
 * another code ends the reading. */
typedef bool (*ColumnTake)(void *self, const ColumnRow *row, Err *err);

typedef struct {
    FILE *notes; /* may be null */
    int rejected;
} ColumnNotes;

/* Writes a line to the notes. */
void note(const ColumnNotes *notes, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for one more in a list that holds `count`: the list, moved perhaps; null without memory
 * (the old one then stays). Start from null. */
void *list_grow(void *list, int count, size_t size);

/* Reads a file. `name` stands in messages in place of file->name, if it is not null. */
bool columns_read(const ColumnFile *file, const char *name, const Buf *bytes, ColumnNotes *notes,
    ColumnTake take, void *self, Err *err);

#endif
