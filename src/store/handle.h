/* The handle: what a Store is made of. Only store.c and sql.c include this. */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include "store/sql.h"
#include <sqlite3.h>

enum { STATEMENTS = 64 };

struct Sql {
    Store *store;
    sqlite3_stmt *statement; /* null: a free place, or one that could not be prepared */
    uint64_t hash;           /* of its text */
    uint64_t last_use;
    uint64_t bound; /* a bit for each parameter that has a value */
    bool is_used, is_stepped, is_finished;
    Err err;
};

struct Store {
    sqlite3 *db;
    char *path;
    int lock; /* the lock file, -1 without one */
    bool is_reader, is_source;
    IdMaker maker;
    Folder *folder; /* opened when the first name is folded */
    bool is_stuck;  /* without memory a transaction could not be taken back: the next one does */
    int parts;      /* sql_begin without its sql_end */
    bool owns;      /* the first of them began the transaction */
    bool (*is_over)(void *self); /* null: nobody stops what runs */
    void *stopper;
    uint64_t uses;
    Sql statements[STATEMENTS];
};

/* The code for a result of SQLite. */
ErrCode sql_code(int result);

/* Finalises every statement. */
void sql_finish(Store *store);

#endif
