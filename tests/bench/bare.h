/* A bare SQLite commit of rows that the program under test has just written: a connection with WAL
 * and FULL and nothing else, prepared statements, a copy of the same file in the same folder. */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include <sqlite3.h>
#include <string.h>

#include "base/id.h"
#include "bench/bench.h"

enum { BARE_ROWS = 16, BARE_COLUMNS = 24, BARE_TABLES = 3 };

/* which: the rows that are new; ?1, if it stands there, is what they belong to. */
typedef struct {
    const char *table, *which;
    int columns;
    sqlite3_stmt *select, *insert;
    int count;
    sqlite3_value *values[BARE_ROWS][BARE_COLUMNS];
} BareTable;

typedef struct {
    sqlite3 *from, *to;
    sqlite3_stmt *begin, *commit;
    BareTable tables[BARE_TABLES];
    int count;
} Bare;

static inline void bare_check(sqlite3 *base, bool is_done)
{
    bench_must(is_done, sqlite3_errmsg(base), NULL);
}

static inline sqlite3_stmt *bare_prepare(sqlite3 *base, const char *text)
{
    sqlite3_stmt *q = NULL;
    bare_check(base, sqlite3_prepare_v2(base, text, -1, &q, NULL) == SQLITE_OK);
    return q;
}

static inline void bare_copy(const char *from, const char *to)
{
    char text[1024];
    sqlite3 *base = NULL;
    snprintf(text, sizeof text, "VACUUM INTO '%s'", to);
    bare_check(base, sqlite3_open_v2(from, &base, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    bare_check(base, sqlite3_exec(base, text, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(base);
}

static inline void bare_open_table(Bare *b, BareTable *t)
{
    char text[512];
    snprintf(text, sizeof text, "SELECT * FROM %s WHERE %s", t->table, t->which);
    t->select = bare_prepare(b->from, text);
    t->columns = sqlite3_column_count(t->select);
    bench_must(t->columns <= BARE_COLUMNS, "a table of so many columns", NULL);
    int used = snprintf(text, sizeof text, "INSERT INTO %s VALUES (?", t->table);
    for (int i = 1; i < t->columns; i++)
        used += snprintf(text + used, sizeof text - (size_t)used, ", ?");
    snprintf(text + used, sizeof text - (size_t)used, ")");
    t->insert = bare_prepare(b->to, text);
}

/* The file as it is now goes to `to`, and to it what is new in these tables. */
static inline void bare_open(
    Bare *b, const char *from, const char *to, const BareTable *tables, int count)
{
    memset(b, 0, sizeof *b);
    bare_copy(from, to);
    bool is_open = sqlite3_open_v2(from, &b->from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_open_v2(to, &b->to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    bench_must(is_open, "the bare files", NULL);
    bare_check(b->to,
        sqlite3_exec(b->to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL,
            NULL) == SQLITE_OK);
    b->begin = bare_prepare(b->to, "BEGIN");
    b->commit = bare_prepare(b->to, "COMMIT");
    b->count = count;
    memcpy(b->tables, tables, (size_t)count * sizeof *tables);
    for (int i = 0; i < count; i++)
        bare_open_table(b, &b->tables[i]);
}

/* The rows that the kiosk has just written. */
static inline int bare_read(Bare *b, BareTable *t, Id id)
{
    t->count = 0;
    if (sqlite3_bind_parameter_count(t->select))
        sqlite3_bind_blob(t->select, 1, id.byte, sizeof id.byte, SQLITE_TRANSIENT);
    while (t->count < BARE_ROWS && sqlite3_step(t->select) == SQLITE_ROW) {
        for (int i = 0; i < t->columns; i++)
            t->values[t->count][i] = sqlite3_value_dup(sqlite3_column_value(t->select, i));
        t->count++;
    }
    bare_check(b->from, sqlite3_reset(t->select) == SQLITE_OK);
    return t->count;
}

static inline void bare_run(sqlite3 *base, sqlite3_stmt *q)
{
    bare_check(base, sqlite3_step(q) == SQLITE_DONE);
    sqlite3_reset(q);
}

static inline void bare_write(Bare *b, BareTable *t)
{
    for (int row = 0; row < t->count; row++) {
        for (int i = 0; i < t->columns; i++)
            sqlite3_bind_value(t->insert, i + 1, t->values[row][i]);
        bare_run(b->to, t->insert);
    }
}

static inline void bare_forget(BareTable *t)
{
    for (int row = 0; row < t->count; row++)
        for (int i = 0; i < t->columns; i++)
            sqlite3_value_free(t->values[row][i]);
}

static inline void bare_commit(Bare *b, Id id, Times *times, int *rows)
{
    for (int i = 0; i < b->count; i++)
        *rows += bare_read(b, &b->tables[i], id);
    times_begin(times);
    bare_run(b->to, b->begin);
    for (int i = 0; i < b->count; i++)
        bare_write(b, &b->tables[i]);
    bare_run(b->to, b->commit);
    times_end(times);
    for (int i = 0; i < b->count; i++)
        bare_forget(&b->tables[i]);
}

#endif
