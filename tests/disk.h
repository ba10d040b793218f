/* A disk that fails under SQLite: at the nth write, truncation or sync from now, once or from then
 * on; with SQLITE_OK as the result it lies and says that it went well. For every connection that is
 * opened after disk_begin. */
#ifndef TESTS_DISK_H
#define TESTS_DISK_H

#include "check.h"
#include <sqlite3.h>

enum { DISK_KINDS = 4 };

static struct {
    int left; /* calls that still go well; 0: none fails */
    int result;
    bool stays, has_failed;
    sqlite3_vfs vfs, *real;
    struct {
        sqlite3_io_methods ours;
        const sqlite3_io_methods *theirs;
    } kinds[DISK_KINDS]; /* files with locks and without */
} disk;

static inline const sqlite3_io_methods *disk_theirs(const sqlite3_file *file)
{
    for (int i = 0; i < DISK_KINDS; i++)
        if (file->pMethods == &disk.kinds[i].ours)
            return disk.kinds[i].theirs;
    return NULL;
}

static inline void disk_fail(int n, int result, bool stays)
{
    disk.left = n;
    disk.result = result;
    disk.stays = stays;
    disk.has_failed = false;
}

static inline bool disk_fails(void)
{
    if (disk.left == 0 || --disk.left > 0)
        return false;
    disk.left = disk.stays;
    disk.has_failed = true;
    return true;
}

static inline int disk_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    return disk_fails() ? disk.result : disk_theirs(file)->xWrite(file, bytes, size, at);
}

static inline int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return disk_fails() ? (disk.result ? SQLITE_IOERR_TRUNCATE : SQLITE_OK)
                        : disk_theirs(file)->xTruncate(file, size);
}

static inline int disk_sync(sqlite3_file *file, int flags)
{
    return disk_fails() ? (disk.result ? SQLITE_IOERR_FSYNC : SQLITE_OK)
                        : disk_theirs(file)->xSync(file, flags);
}

static inline int disk_open(
    sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    int result = disk.real->xOpen(disk.real, name, file, flags, out);
    if (result != SQLITE_OK)
        return result;
    int i = 0;
    while (disk.kinds[i].theirs && disk.kinds[i].theirs != file->pMethods)
        CHECK(++i < DISK_KINDS);
    disk.kinds[i].theirs = file->pMethods;
    disk.kinds[i].ours = *file->pMethods;
    disk.kinds[i].ours.xWrite = disk_write;
    disk.kinds[i].ours.xTruncate = disk_truncate;
    disk.kinds[i].ours.xSync = disk_sync;
    file->pMethods = &disk.kinds[i].ours;
    return SQLITE_OK;
}

static inline void disk_begin(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.xOpen = disk_open;
    CHECK_INT(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
}

static inline void disk_end(void)
{
    disk.left = 0;
    CHECK_INT(sqlite3_vfs_unregister(&disk.vfs), SQLITE_OK);
    CHECK_INT(sqlite3_vfs_register(disk.real, 1), SQLITE_OK);
}

#endif
