/* Opening, checking, migrating and closing the file; transactions. */
#include "store/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/handle.h"
#include "store/outbox.h"
#include "store/schema.h"

enum { BUSY_MS = 5000 };

static bool fail_db(Store *store, int result, Err *err)
{
    return err_set(err, sql_code(result), "%.150s: %s", store->path, sqlite3_errmsg(store->db));
}

static bool run_text(Store *store, const char *text, Err *err)
{
    int result = sqlite3_exec(store->db, text, NULL, NULL, NULL);
    return result == SQLITE_OK || fail_db(store, result, err);
}

static bool get_number(Store *store, const char *pragma, int64_t *out, Err *err)
{
    Sql *q = sql(store, pragma);
    *out = sql_row(q) ? sql_get_int(q, 0) : -1;
    return sql_done(q, err);
}

/* ---- the connection ---- */

static bool connect_db(Store *store, const char *path, int flags, Err *err)
{
    int result = sqlite3_open_v2(path, &store->db,
        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL);
    if (!store->db)
        return err_set(err, ERR_BROKEN, "no memory for a database");
    if (result != SQLITE_OK)
        return fail_db(store, result, err);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, 1000000);
    sqlite3_limit(store->db, SQLITE_LIMIT_SQL_LENGTH, 100000);
    return outbox_open(store->db, err);
}

static bool harden(Store *store, Err *err)
{
    static const struct {
        int which, value;
    } rows[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int is = -1;
        sqlite3_db_config(store->db, rows[i].which, rows[i].value, NULL);
        sqlite3_db_config(store->db, rows[i].which, -1, &is);
        if (is != rows[i].value)
            return err_set(err, ERR_BROKEN, "SQLite does not take switch %d", rows[i].which);
    }
    return true;
}

/* Before anything is written: whose file is it? */
static bool identify(Store *store, Err *err)
{
    int64_t application, version;
    Err why = {0};
    if (!get_number(store, "PRAGMA application_id", &application, &why) ||
        !get_number(store, "PRAGMA user_version", &version, &why))
        return err_set(err, why.code, "%.120s: %.120s", store->path, why.detail);
    if (application != SCHEMA_APPLICATION)
        return err_set(err, ERR_BROKEN, "%.180s: not a Foyer database", store->path);
    if (version > schema_version())
        return err_set(err, ERR_NEWER, "%.150s: version %d, this Foyer knows %d", store->path,
            (int)version, schema_version());
    if (store->is_reader && !store->is_source && version < schema_version())
        return err_set(err, ERR_REFUSED,
            "%.150s: version %d, start the kiosk once to bring it to %d", store->path, (int)version,
            schema_version());
    return true;
}

typedef struct {
    const char *set, *get, *is;
} Switch;

static const Switch everywhere[] = {
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {0},
};

/* In this order: with FULL alone a power cut soon after the change to WAL could bring back the
 * rollback journal that the change used, and with it an older file. */
static const Switch writing[] = {
    {"PRAGMA synchronous = EXTRA", "PRAGMA synchronous", "3"},
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA journal_size_limit = 16777216", "PRAGMA journal_size_limit", "16777216"},
    {0},
};

static const Switch reading[] = {
    {"PRAGMA query_only = ON", "PRAGMA query_only", "1"},
    {0},
};

/* A PRAGMA that is not understood does nothing and says nothing: so each is read back. */
static bool apply(Store *store, const Switch *row, Err *err)
{
    for (; row->set; row++) {
        if (!run_text(store, row->set, err))
            return false;
        Sql *q = sql(store, row->get);
        bool is = sql_row(q) && strcmp(sql_get_text(q, 0), row->is) == 0;
        if (!sql_done(q, err))
            return false;
        if (!is)
            return err_set(err, ERR_BROKEN, "%.150s: did not take %s", store->path, row->set);
    }
    return true;
}

/* ---- versions ---- */

static bool climb(Store *store, int version, Err *err)
{
    char done[64];
    snprintf(done, sizeof done, "PRAGMA user_version = %d", version + 1);
    return run_text(store, schema_step(version), err) && run_text(store, done, err);
}

static bool migrate(Store *store, Err *err)
{
    int64_t version;
    if (!get_number(store, "PRAGMA user_version", &version, err))
        return false;
    if (version == schema_version())
        return true;
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", SCHEMA_APPLICATION);

    bool ok = store_begin(store, err) && run_text(store, mark, err);
    for (int i = (int)version; ok && i < schema_version(); i++)
        ok = climb(store, i, err);
    if (ok)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static void disconnect(Store *store)
{
    sql_finish(store);
    int result = sqlite3_close(store->db);
    ASSERT(result == SQLITE_OK);
    store->db = NULL;
}

/* A file without a journal of its own: made as it will be before it gets its name. */
static bool connect_unnamed(Store *store, const char *path, Err *err)
{
    return connect_db(store, path, SQLITE_OPEN_READWRITE, err) && harden(store, err) &&
        run_text(store, "PRAGMA synchronous = EXTRA", err);
}

/* A new file gets its name only when it is whole: whatever is found under the name and is
 * empty or without tables was damaged, and is not taken for a new one. */
static bool create(Store *store, Err *err)
{
    if (file_is_there(store->path, "-wal") || file_is_there(store->path, "-journal"))
        return err_set(err, ERR_BROKEN, "%.180s: is gone, its journal is still there", store->path);
    char made[FILE_PATH], rest[FILE_PATH + 16], folder[FILE_PATH];
    snprintf(made, sizeof made, "%s.new", store->path);
    snprintf(rest, sizeof rest, "%s-journal", made);
    file_folder(store->path, folder);
    unlink(made);
    unlink(rest);

    bool ok = file_make(made, err) && connect_unnamed(store, made, err) && migrate(store, err);
    disconnect(store);
    if (ok && file_rename(made, store->path, err))
        return file_sync(folder, err);
    unlink(made);
    unlink(rest);
    return false;
}

bool store_renew(const char *path, Err *err)
{
    Store store = {.path = (char *)path, .lock = -1};
    bool ok = connect_unnamed(&store, path, err) && identify(&store, err) &&
        apply(&store, everywhere, err) && migrate(&store, err) &&
        run_text(&store, "UPDATE meta SET value = randomblob(16) WHERE key = 'epoch'", err) &&
        store_check(&store, err);
    disconnect(&store);
    return ok;
}

/* ---- opening ---- */

bool store_is_marked(const char *path)
{
    static const unsigned char mark[] = {'F', 'O', 'Y', 'R'};
    unsigned char head[72];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is = file >= 0 && pread(file, head, sizeof head, 0) == sizeof head &&
        memcmp(head + 68, mark, sizeof mark) == 0;
    if (file >= 0)
        close(file);
    return is;
}

/* What is under the name, before anything is written beside it: what never was a Foyer database
 * does not get a lock file either. */
static bool look(const char *path, bool *is_file, Err *err)
{
    struct stat found;
    if (!file_look(path, is_file, err))
        return false;
    if (*is_file && stat(path, &found) == 0 && found.st_size == 0)
        return err_set(err, ERR_BROKEN, "%.180s: empty, so it was damaged", path);
    if (*is_file && access(path, R_OK) == 0 && !store_is_marked(path))
        return err_set(
            err, ERR_BROKEN, "%.150s: not a Foyer database, or its head is damaged", path);
    return true;
}

static bool is_absent(const char *path, StoreMode mode, Err *err)
{
    char folder[FILE_PATH], start[FILE_PATH], aside[FILE_PATH] = "";
    file_folder(path, folder);
    snprintf(start, sizeof start, "%s" STORE_ASIDE, file_name(path));
    if (file_find(folder, start, NULL, aside) > 0)
        return err_set(err, ERR_BROKEN,
            "%.110s: is set aside as %.90s; foyer restore puts a backup back", path,
            file_name(aside));
    return mode == STORE_CREATE || err_set(err, ERR_NOT_FOUND, "%.180s: there is none", path);
}

static bool open_memory(Store *store, Err *err)
{
    return connect_db(store, ":memory:", SQLITE_OPEN_READWRITE, err) && harden(store, err) &&
        apply(store, everywhere, err) && migrate(store, err);
}

static bool open_reader(Store *store, Err *err)
{
    store->is_reader = true;
    return connect_db(store, store->path, SQLITE_OPEN_READONLY, err) && harden(store, err) &&
        identify(store, err) && apply(store, everywhere, err) && apply(store, reading, err);
}

static bool open_writer(Store *store, bool is_file, Err *err)
{
    char folder[FILE_PATH];
    file_folder(store->path, folder);
    if (!file_make_folder(folder, err) || (store->lock = file_lock(store->path, err)) < 0)
        return false;
    /* Look again, now that nobody else can be making it. */
    if (!is_file && !file_is_there(store->path, "") && !create(store, err))
        return false;
    if (chmod(store->path, 0600) != 0)
        return file_fail(err, store->path);
    return connect_db(store, store->path, SQLITE_OPEN_READWRITE, err) && harden(store, err) &&
        identify(store, err) && apply(store, everywhere, err) && apply(store, writing, err) &&
        migrate(store, err);
}

static bool open_file(Store *store, StoreMode mode, Err *err)
{
    bool is_file;
    if (!look(store->path, &is_file, err) || (!is_file && !is_absent(store->path, mode, err)))
        return false;
    store->is_source = mode == STORE_SOURCE;
    return mode == STORE_READ || mode == STORE_SOURCE ? open_reader(store, err)
                                                      : open_writer(store, is_file, err);
}

bool store_open(Store **out, const char *path, StoreMode mode, Err *err)
{
    *out = NULL;
    Store *store = calloc(1, sizeof *store);
    if (!store)
        return err_set(err, ERR_BROKEN, "no memory for a store");
    store->lock = -1;
    store->path = strdup(mode == STORE_MEMORY ? "" : path);
    bool ok = store->path || err_set(err, ERR_BROKEN, "no memory for a store");
    if (!ok || !(mode == STORE_MEMORY ? open_memory(store, err) : open_file(store, mode, err))) {
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

static int is_over(void *self)
{
    const Store *store = self;
    return store->is_over(store->stopper);
}

void store_stop_when(Store *store, bool (*when)(void *self), void *self)
{
    enum { STEPS = 4000 }; /* of SQLite's machine: well under a millisecond */
    store->is_over = when;
    store->stopper = self;
    sqlite3_progress_handler(store->db, STEPS, when ? is_over : NULL, store);
}

void store_close(Store *store)
{
    if (!store)
        return;
    disconnect(store);
    folder_free(store->folder);
    if (store->lock >= 0)
        close(store->lock);
    free(store->path);
    free(store);
}

/* ---- transactions ---- */

bool store_begin(Store *store, Err *err)
{
    if (store->is_stuck)
        store_rollback(store);
    if (!sqlite3_get_autocommit(store->db))
        return err_set(err, ERR_INVALID, "a transaction is open already");
    return sql_run(sql(store, "BEGIN IMMEDIATE"), err);
}

bool store_commit(Store *store, Err *err)
{
    if (sqlite3_get_autocommit(store->db))
        return err_set(err, ERR_INVALID, "no transaction is open");
    if (sql_run(sql(store, "COMMIT"), err))
        return true;
    store_rollback(store);
    return false;
}

void store_rollback(Store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sql_run(sql(store, "ROLLBACK"), NULL);
    store->is_stuck = !sqlite3_get_autocommit(store->db);
}

bool store_probe(Store *store, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO meta (key, value) VALUES ('probe', 1)"
        " ON CONFLICT (key) DO UPDATE SET value = value + 1");
    return sql_run(q, err);
}

Id store_new_id(Store *store, int64_t now)
{
    return id_make(&store->maker, now);
}

/* ---- checking ---- */

bool store_check_pages(Store *store, Err *err)
{
    Sql *q = sql(store, "PRAGMA integrity_check(1)");
    char finding[160] = "no answer";
    if (sql_row(q))
        sql_get_copy(q, 0, finding, sizeof finding);
    if (!sql_done(q, err))
        return false;
    for (char *at = finding; *at; at++)
        if (*at == '\n')
            *at = ' ';
    return strcmp(finding, "ok") == 0 || err_set(err, ERR_BROKEN, "%s", finding);
}

bool store_check_keys(Store *store, Err *err)
{
    Sql *q = sql(store, "PRAGMA foreign_key_check");
    char table[64] = "";
    if (sql_row(q))
        sql_get_copy(q, 0, table, sizeof table);
    if (!sql_done(q, err))
        return false;
    return !table[0] || err_set(err, ERR_BROKEN, "a row of %s points to nothing", table);
}

/* A backup of an early version had no outbox yet. */
static bool check_outbox(Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT 1 FROM sqlite_schema WHERE name = 'outbox'");
    bool has = sql_row(q);
    return sql_done(q, err) && (!has || outbox_check(store, err));
}

bool store_check(Store *store, Err *err)
{
    return store_check_pages(store, err) && store_check_keys(store, err) &&
        check_outbox(store, err);
}

const char *store_path(const Store *store)
{
    return store->path;
}
