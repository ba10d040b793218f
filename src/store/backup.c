/* Copies are made by SQLite, row by row (VACUUM INTO): so what is free is not copied, damage is
 * noticed, and the copy has no journal. Names are changed here. */
#include "store/backup.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/sql.h"

enum { READERS_MS = 2000 };

/* ---- names ---- */

void backup_folder(const char *path, char out[FILE_PATH])
{
    char folder[FILE_PATH];
    file_folder(path, folder);
    snprintf(out, FILE_PATH, "%.*s/backups", FILE_PATH - 16, folder);
}

void backup_name(const char *path, int64_t now, char out[FILE_PATH])
{
    char folder[FILE_PATH], stamp[FILE_STAMP];
    backup_folder(path, folder);
    file_stamp(now, stamp);
    snprintf(out, FILE_PATH, "%.*s/foyer-%s.db", FILE_PATH - 32, folder, stamp);
}

int64_t backup_time(const char *file)
{
    struct tm local = {.tm_isdst = -1};
    const char *rest = strptime(file_name(file), "foyer-%Y%m%d", &local);
    if (rest && *rest == 'T')
        strptime(rest, "T%H%M%S", &local);
    time_t at = rest ? mktime(&local) : -1;
    return at > 0 ? at : 0;
}

int backup_asides(const char *path, char newest[FILE_PATH])
{
    char folder[FILE_PATH], start[FILE_PATH];
    file_folder(path, folder);
    snprintf(start, sizeof start, "%s" STORE_ASIDE, file_name(path));
    newest[0] = 0;
    return file_find(folder, start, NULL, newest);
}

/* ---- copying ---- */

static void drop(const char *made)
{
    char journal[FILE_PATH + 16];
    snprintf(journal, sizeof journal, "%s-journal", made);
    unlink(made);
    unlink(journal);
}

/* A connection that only reads has to be told that a copy changes nothing. */
static bool write_copy(Store *store, const char *made, Err *err)
{
    Sql *q = sql(store, "PRAGMA query_only");
    bool is_held = sql_row(q) && sql_get_int(q, 0) != 0;
    if (!sql_done(q, err) || (is_held && !sql_run(sql(store, "PRAGMA query_only = OFF"), err)))
        return false;
    q = sql(store, "VACUUM INTO :file");
    sql_text(q, ":file", made);
    bool ok = sql_run(q, err);
    return (!is_held || sql_run(sql(store, "PRAGMA query_only = ON"), ok ? err : NULL)) && ok;
}

/* SQLite says of a disk that cannot be written only that its journal was not made, or was not
 * settled: asked for one more file, the disk says why. */
static bool fail_copy(const char *made, const Err *why, Err *err)
{
    char more[FILE_PATH + 16];
    Err disk = {0};
    snprintf(more, sizeof more, "%s-more", made);
    if (why->code == ERR_BROKEN && file_make(more, &disk))
        unlink(more);
    if (disk.code == ERR_FULL || disk.code == ERR_READ_ONLY)
        return err_set(err, disk.code, "%s", disk.detail);
    return err_set(err, why->code, "%.120s: %.120s", made, why->detail);
}

/* What an interrupted one left under the name is nobody's. */
static bool copy(Store *store, const char *made, Err *err)
{
    Err why = {0};
    drop(made);
    return file_make(made, err) && (write_copy(store, made, &why) || fail_copy(made, &why, err));
}

/* Opened, and found whole. */
static Store *open_whole(const char *file, Err *err)
{
    Store *store = NULL;
    Err why = {0};
    if (!store_open(&store, file, STORE_SOURCE, err) || store_check(store, &why))
        return store;
    err_set(err, why.code, "%.120s: %.120s", file, why.detail);
    store_close(store);
    return NULL;
}

bool backup_is_whole(const char *file, Err *err)
{
    Store *store = open_whole(file, err);
    store_close(store);
    return store;
}

static bool replace(const char *from, const char *to, Err *err)
{
    return rename(from, to) == 0 || file_fail(err, to);
}

static bool put(Store *store, const char *file,
    bool (*give_name)(const char *from, const char *to, Err *err), Err *err)
{
    char made[FILE_PATH], folder[FILE_PATH];
    snprintf(made, sizeof made, "%s.new", file);
    file_folder(file, folder);
    if (!copy(store, made, err) || !backup_is_whole(made, err) || !file_sync(made, err) ||
        !give_name(made, file, err)) {
        drop(made);
        return false;
    }
    if (file_sync(folder, err))
        return true;
    unlink(file); /* told as failed, it is not there */
    return false;
}

bool backup_write(Store *store, const char *file, Err *err)
{
    bool is_file;
    if (!file_look(file, &is_file, err))
        return false;
    if (is_file)
        return err_set(err, ERR_REFUSED, "%.180s: is there already, and is not overwritten", file);
    return put(store, file, file_rename, err);
}

bool backup_replace(Store *store, const char *file, Err *err)
{
    bool is_file;
    return file_look(file, &is_file, err) && put(store, file, replace, err);
}

bool backup_newest(const char *path, int *count, char out[FILE_PATH])
{
    char folder[FILE_PATH];
    backup_folder(path, folder);
    out[0] = 0;
    *count = file_find(folder, "foyer-", ".db", out);
    while (out[0] && !backup_is_whole(out, NULL))
        file_find(folder, "foyer-", ".db", out);
    return out[0];
}

/* ---- setting aside ---- */

/* A name that nothing has yet: not the second time in one second either. */
static void name_aside(const char *path, int64_t now, char out[FILE_PATH])
{
    do {
        char stamp[FILE_STAMP];
        file_stamp(now++, stamp);
        snprintf(out, FILE_PATH, "%.*s" STORE_ASIDE "%s", FILE_PATH - FILE_ENDING, path, stamp);
    } while (file_is_there(out, "") || file_is_there(out, "-wal") || file_is_there(out, "-shm"));
}

static bool move_ending(const char *path, const char *aside, const char *ending, Err *err)
{
    char from[FILE_PATH + 8], to[FILE_PATH + 8];
    snprintf(from, sizeof from, "%s%s", path, ending);
    snprintf(to, sizeof to, "%s%s", aside, ending);
    return access(from, F_OK) != 0 || file_rename(from, to, err);
}

/* The journal first: what it might be taken for later is never under the name without it. */
static bool move_journal(const char *path, const char *aside, Err *err)
{
    return move_ending(path, aside, "-wal", err) && move_ending(path, aside, "-shm", err) &&
        move_ending(path, aside, "-journal", err);
}

/* The first line of what SQLite says, but for its heading. */
static void tell(char finding[160], const char *text)
{
    static const char HEAD[] = "*** in database main ***\n";
    bool has_head = strncmp(text, HEAD, sizeof HEAD - 1) == 0;
    snprintf(finding, 160, "%s", has_head ? text + sizeof HEAD - 1 : text);
    finding[strcspn(finding, "\n")] = 0;
}

static bool is_empty(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && found.st_size == 0;
}

/* Whether the file is damaged for certain, and how: not that it could not be read this time, nor
 * that a row is not as it should be. The connection only reads and leaves the journal as it is. */
static bool is_damaged(const char *path, char finding[160])
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    if (is_empty(path)) {
        tell(finding, "it is empty");
        return true;
    }
    int result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE, NULL);
    sqlite3_busy_timeout(db, READERS_MS);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    const char *said =
        result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "ok";
    bool is = strcmp(said ? said : "ok", "ok") != 0;
    if (is)
        tell(finding, said);
    if (result == SQLITE_CORRUPT || result == SQLITE_NOTADB) {
        tell(finding, sqlite3_errmsg(db));
        is = true;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return is;
}

bool backup_guard(const char *path, int64_t now, Err *err)
{
    char aside[FILE_PATH], folder[FILE_PATH], finding[160];
    bool is_file;
    if (!file_look(path, &is_file, NULL) || !is_file ||
        (!store_is_marked(path) && !file_is_there(path, ".lock")))
        return true;
    int lock = file_lock(path, NULL);
    if (lock < 0)
        return true;
    /* Looked at twice: a page that could not be read once is told in the same words as damage. */
    bool is_good = !is_damaged(path, finding) || !is_damaged(path, finding);
    if (!is_good) {
        name_aside(path, now, aside);
        file_folder(path, folder);
        if (move_journal(path, aside, err) && file_rename(path, aside, err) &&
            file_sync(folder, err))
            err_set(err, ERR_BROKEN, "%.80s: damaged (%.80s), set aside as %.60s", path, finding,
                file_name(aside));
    }
    close(lock);
    return is_good;
}

/* ---- putting back ---- */

/* The journal into the file, so that the file alone is all of it. What is damaged stays as it
 * is. */
static bool settle(const char *path, Err *err)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    char finding[160];
    if (!file_is_there(path, "") || is_damaged(path, finding))
        return true;
    int result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_busy_timeout(db, READERS_MS);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(db, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    bool is_busy = result == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;
    if (result != SQLITE_ROW)
        err_set(err, ERR_BROKEN, "%.120s: %.120s", path, sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    if (is_busy)
        return err_set(err, ERR_BUSY, "%.180s: somebody reads it; try again", path);
    return result == SQLITE_ROW;
}

/* The records get a second name before the copy takes their first: there is always one of the two
 * under it. */
static bool swap(const char *path, const char *made, const char *aside, Err *err)
{
    char folder[FILE_PATH];
    file_folder(path, folder);
    if (!settle(path, err) || !move_journal(path, aside, err))
        return false;
    if (file_is_there(path, "") && link(path, aside) != 0)
        return file_fail(err, aside);
    return file_sync(folder, err) && (rename(made, path) == 0 || file_fail(err, path)) &&
        file_sync(folder, err);
}

static bool copy_back(const char *file, const char *made, Err *err)
{
    Store *store = open_whole(file, err);
    bool ok = store && copy(store, made, err);
    store_close(store);
    return ok && store_renew(made, err) && file_sync(made, err);
}

static bool is_same(const char *path, const char *file)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(file, &b) == 0 && a.st_dev == b.st_dev &&
        a.st_ino == b.st_ino;
}

/* Makes the records what a writer makes of them; unless the kiosk that waited was faster. */
static bool is_opened(const char *path, Err *err)
{
    Store *store = NULL;
    Err why = {0};
    bool ok = store_open(&store, path, STORE_WRITE, &why) || why.code == ERR_BUSY;
    store_close(store);
    return ok || err_set(err, why.code, "%s", why.detail);
}

bool backup_restore(
    const char *path, const char *file, int64_t now, char aside[FILE_PATH], Err *err)
{
    char made[FILE_PATH], folder[FILE_PATH];
    bool is_file;
    file_folder(path, folder);
    if (!file_look(path, &is_file, err) || !file_make_folder(folder, err))
        return false;
    if (is_same(path, file))
        return err_set(err, ERR_INVALID, "%.180s: these are the records themselves", file);
    int lock = file_lock(path, err);
    if (lock < 0)
        return false;
    snprintf(made, sizeof made, "%s.restored", path);
    name_aside(path, now, aside);
    bool ok = copy_back(file, made, err) && swap(path, made, aside, err);
    if (!ok)
        drop(made);
    if (!is_file)
        aside[0] = 0;
    close(lock);
    return ok && is_opened(path, err);
}
