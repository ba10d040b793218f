/* Statements. The cache is small, so finding one is a walk over hashes; the least recently used
 * makes room. The key is the text, not its address: an address may come back with other text. */
#include "store/sql.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/handle.h"

enum { PARAMETERS_MAX = 63 };

ErrCode sql_code(int result)
{
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_NONE;
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_READONLY:
        return ERR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_INTERRUPT:
        return ERR_REFUSED;
    default:
        return ERR_BROKEN;
    }
}

static uint64_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return hash;
}

/* The first failure sticks. The detail has the words of SQLite and the text of the statement,
 * which name columns and parameters, never values. */
static void fail(Sql *q, int result, const char *text)
{
    if (q->err.code == ERR_NONE)
        err_set(&q->err, sql_code(result), "%s (%d): %.150s", sqlite3_errmsg(q->store->db), result,
            text);
}

static void prepare(Sql *q, const char *text)
{
    const char *rest = "";
    int result =
        sqlite3_prepare_v3(q->store->db, text, -1, SQLITE_PREPARE_PERSISTENT, &q->statement, &rest);
    if (result != SQLITE_OK)
        fail(q, result, text);
    else if (!q->statement || *rest)
        err_set(&q->err, ERR_BROKEN, "not one statement: %.150s", text);
    else if (sqlite3_bind_parameter_count(q->statement) > PARAMETERS_MAX)
        err_set(&q->err, ERR_BROKEN, "too many parameters: %.150s", text);
}

/* The place of this text, or the one to prepare it in. */
static Sql *place(Store *store, const char *text, uint64_t hash)
{
    Sql *oldest = NULL;
    for (int i = 0; i < STATEMENTS; i++) {
        Sql *q = &store->statements[i];
        if (q->statement && q->hash == hash && strcmp(sqlite3_sql(q->statement), text) == 0)
            return q;
        if (!q->is_used && (!oldest || q->last_use < oldest->last_use))
            oldest = q;
    }
    ASSERT(oldest);
    sqlite3_finalize(oldest->statement);
    *oldest = (Sql){.store = store, .hash = hash};
    return oldest;
}

Sql *sql(Store *store, const char *text)
{
    Sql *q = place(store, text, hash_text(text));
    ASSERT(!q->is_used);
    q->is_used = true;
    q->is_stepped = q->is_finished = false;
    q->bound = 0;
    q->last_use = ++store->uses;
    q->err = (Err){0};
    if (!q->statement)
        prepare(q, text);
    return q;
}

/* The parameter's position; 0 when there is none or something failed before. */
static int position(Sql *q, const char *name)
{
    if (q->err.code != ERR_NONE)
        return 0;
    int at = sqlite3_bind_parameter_index(q->statement, name);
    if (at == 0)
        err_set(&q->err, ERR_BROKEN, "no parameter %s in: %.150s", name, sqlite3_sql(q->statement));
    else
        q->bound |= UINT64_C(1) << at;
    return at;
}

static void check_bind(Sql *q, int result)
{
    if (result != SQLITE_OK)
        fail(q, result, sqlite3_sql(q->statement));
}

void sql_id(Sql *q, const char *name, Id value)
{
    int at = position(q, name);
    if (at && id_is_zero(value))
        check_bind(q, sqlite3_bind_null(q->statement, at));
    else if (at)
        check_bind(q,
            sqlite3_bind_blob(q->statement, at, value.byte, sizeof value.byte, SQLITE_TRANSIENT));
}

void sql_int(Sql *q, const char *name, int64_t value)
{
    int at = position(q, name);
    if (at)
        check_bind(q, sqlite3_bind_int64(q->statement, at, value));
}

static void free_text(void *text)
{
    wipe(text, strlen(text));
    free(text);
}

/* Our own copy and not SQLite's, which would be freed with the text still in it. */
void sql_text(Sql *q, const char *name, const char *value)
{
    int at = position(q, name);
    if (!at)
        return;
    if (!value) {
        check_bind(q, sqlite3_bind_null(q->statement, at));
        return;
    }
    char *copy = strdup(value);
    if (!copy)
        err_set(&q->err, ERR_BROKEN, "no memory for %s", name);
    else
        check_bind(q, sqlite3_bind_text(q->statement, at, copy, (int)strlen(copy), free_text));
}

static bool is_bound(Sql *q)
{
    int count = sqlite3_bind_parameter_count(q->statement);
    for (int at = 1; at <= count; at++) {
        if (q->bound & UINT64_C(1) << at)
            continue;
        return err_set(&q->err, ERR_BROKEN, "%s is not bound in: %.150s",
            sqlite3_bind_parameter_name(q->statement, at), sqlite3_sql(q->statement));
    }
    return true;
}

bool sql_row(Sql *q)
{
    if (q->err.code != ERR_NONE || q->is_finished || (!q->is_stepped && !is_bound(q)))
        return false;
    q->is_stepped = true;
    int result = sqlite3_step(q->statement);
    if (result == SQLITE_ROW)
        return true;
    q->is_finished = true;
    if (result != SQLITE_DONE)
        fail(q, result, sqlite3_sql(q->statement));
    return false;
}

Id sql_get_id(Sql *q, int column)
{
    Id id = {0};
    if (q->err.code != ERR_NONE || sqlite3_column_type(q->statement, column) == SQLITE_NULL)
        return id;
    const void *bytes = sqlite3_column_blob(q->statement, column);
    if (bytes && sqlite3_column_bytes(q->statement, column) == (int)sizeof id.byte)
        memcpy(id.byte, bytes, sizeof id.byte);
    else
        err_set(&q->err, ERR_BROKEN, "column %d is no id in: %.150s", column,
            sqlite3_sql(q->statement));
    return id;
}

int64_t sql_get_int(Sql *q, int column)
{
    return q->err.code == ERR_NONE ? sqlite3_column_int64(q->statement, column) : 0;
}

const char *sql_get_text(Sql *q, int column)
{
    if (q->err.code != ERR_NONE)
        return "";
    const char *text = (const char *)sqlite3_column_text(q->statement, column);
    return text ? text : "";
}

bool sql_get_copy(Sql *q, int column, char *out, size_t size)
{
    return utf8_copy(out, size, sql_get_text(q, column));
}

bool sql_done(Sql *q, Err *err)
{
    ASSERT(q->is_used);
    if (q->statement && q->err.code == ERR_NONE && !q->is_stepped)
        is_bound(q);
    if (q->statement) {
        /* An insert that was not stepped to its end tells here that it could not be kept. */
        int result = sqlite3_reset(q->statement);
        if (result != SQLITE_OK)
            fail(q, result, sqlite3_sql(q->statement));
        sqlite3_clear_bindings(q->statement);
    }
    q->is_used = false;
    if (q->err.code == ERR_NONE)
        return true;
    if (err)
        *err = q->err;
    return false;
}

bool sql_run(Sql *q, Err *err)
{
    sql_row(q);
    return sql_done(q, err);
}

bool sql_returning(Sql *q, Id *out, Err *err)
{
    Id id = *out;
    while (sql_row(q))
        id = sql_get_id(q, 0);
    if (!sql_done(q, err))
        return false;
    *out = id;
    return true;
}

int sql_changes(Store *store)
{
    return sqlite3_changes(store->db);
}

bool sql_begin(Store *store, Err *err)
{
    bool owns = store->is_stuck || sqlite3_get_autocommit(store->db);
    if (owns && !store_begin(store, err))
        return false;
    if (!owns && !sql_run(sql(store, "SAVEPOINT part"), err))
        return false;
    store->owns |= owns;
    store->parts++;
    return true;
}

bool sql_end(Store *store, bool ok, Err *err)
{
    ASSERT(store->parts > 0);
    store->parts--;
    if (store->owns && store->parts == 0) {
        store->owns = false;
        if (ok)
            return store_commit(store, err);
        store_rollback(store);
        return false;
    }
    if (ok)
        return sql_run(sql(store, "RELEASE part"), err);
    /* On a full disk SQLite may have taken back the whole transaction already. */
    if (!sqlite3_get_autocommit(store->db)) {
        sql_run(sql(store, "ROLLBACK TO part"), NULL);
        sql_run(sql(store, "RELEASE part"), NULL);
    }
    return false;
}

/* Outside of a transaction a savepoint begins one that only reads until somebody writes. */
bool sql_begin_reading(Store *store, Err *err)
{
    return sql_run(sql(store, "SAVEPOINT reading"), err);
}

void sql_end_reading(Store *store)
{
    sql_run(sql(store, "RELEASE reading"), NULL);
}

Folder *sql_folder(Store *store, Err *err)
{
    if (!store->folder)
        store->folder = folder_new(err);
    return store->folder;
}

void sql_finish(Store *store)
{
    for (int i = 0; i < STATEMENTS; i++) {
        ASSERT(!store->statements[i].is_used);
        sqlite3_finalize(store->statements[i].statement);
        store->statements[i] = (Sql){0};
    }
}
