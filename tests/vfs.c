/* The recording disk: SQLite's own, with its calls noted before they are made, or failed. */
#include "vfs.h"
#include "check.h"

#include <sqlite3.h>

enum { OPEN_FILES = 16, TABLES = 4 };

static struct {
    char folder[256];
    const char *swallowed;
    VfsOp *ops;
    int count, room, files;
    VfsNames now;
    struct {
        sqlite3_file *open;
        int file;
        const sqlite3_io_methods *behind;
    } open[OPEN_FILES];
    struct {
        const sqlite3_io_methods *behind;
        sqlite3_io_methods methods;
    } tables[TABLES];
    sqlite3_vfs vfs, *real;
    int left; /* calls that still go well; 0: none fails */
    Fail fail;
    bool stays, has_failed, is_begun;
} disk;

/* ---- what was asked ---- */

static int find(const VfsNames *folder, const char *name)
{
    for (int i = 0; i < folder->count; i++)
        if (strcmp(folder->names[i].name, name) == 0)
            return i;
    return -1;
}

static void forget_name(VfsNames *folder, const char *name)
{
    int i = find(folder, name);
    if (i >= 0)
        folder->names[i] = folder->names[--folder->count];
}

static void put_name(VfsNames *folder, const char *name, int file)
{
    forget_name(folder, name);
    CHECK(folder->count < VFS_NAMES);
    snprintf(folder->names[folder->count].name, VFS_NAME, "%s", name);
    folder->names[folder->count++].file = file;
}

void vfs_change_names(VfsNames *folder, const VfsOp *op)
{
    if (op->kind == MADE)
        put_name(folder, op->name, op->file);
    if (op->kind == RENAMED)
        put_name(folder, op->to, op->file);
    if (op->kind == RENAMED || op->kind == DELETED)
        forget_name(folder, op->name);
}

static VfsOp *note(VfsOpKind kind, int file)
{
    if (disk.count == disk.room) {
        disk.room = disk.room ? disk.room * 2 : 1024;
        disk.ops = realloc(disk.ops, (size_t)disk.room * sizeof *disk.ops);
        assert_non_null(disk.ops);
    }
    VfsOp *op = &disk.ops[disk.count++];
    *op = (VfsOp){.kind = kind, .file = file};
    return op;
}

static void note_name(VfsOpKind kind, int file, const char *name, const char *to)
{
    VfsOp *op = note(kind, file);
    snprintf(op->name, VFS_NAME, "%s", name);
    snprintf(op->to, VFS_NAME, "%s", to);
    vfs_change_names(&disk.now, op);
}

/* The name within the folder; null for a file of another one, or one without a name. */
static const char *within(const char *path)
{
    size_t length = strlen(disk.folder);
    bool is_in = path && strncmp(path, disk.folder, length) == 0 && path[length] == '/';
    return is_in ? path + length + 1 : NULL;
}

void vfs_renamed(const char *from, const char *to)
{
    const char *before = within(from), *after = within(to);
    int i = before && after ? find(&disk.now, before) : -1;
    if (disk.is_begun && i >= 0)
        note_name(RENAMED, disk.now.names[i].file, before, after);
}

void vfs_folder_synced(void)
{
    if (disk.is_begun)
        note(FOLDER_SYNCED, -1);
}

const char *vfs_folder(void)
{
    return disk.folder;
}

int vfs_count(void)
{
    return disk.count;
}

const VfsOp *vfs_op(int i)
{
    CHECK(i >= 0 && i < disk.count);
    return &disk.ops[i];
}

void vfs_swallow(const char *ending)
{
    disk.swallowed = ending;
}

static bool is_swallowed(int file)
{
    size_t ending = disk.swallowed ? strlen(disk.swallowed) : 0;
    for (int i = 0; ending && i < disk.now.count; i++) {
        size_t length = strlen(disk.now.names[i].name);
        if (disk.now.names[i].file == file && length > ending &&
            strcmp(disk.now.names[i].name + length - ending, disk.swallowed) == 0)
            return true;
    }
    return false;
}

/* ---- failures ---- */

void vfs_fail(int n, Fail kind, bool stays)
{
    disk.left = n;
    disk.fail = kind;
    disk.stays = stays;
    disk.has_failed = false;
}

bool vfs_has_failed(void)
{
    return disk.has_failed;
}

/* The error of a call, if it is its turn. full and read_only are 0 where it cannot fail so. */
static int fails(int io, int full, int read_only)
{
    int result = disk.fail == FAIL_IO ? io : disk.fail == FAIL_FULL ? full : read_only;
    if (disk.left == 0 || result == SQLITE_OK || --disk.left > 0)
        return SQLITE_OK;
    disk.left = disk.stays;
    disk.has_failed = true;
    return result;
}

/* ---- SQLite's calls ---- */

static int slot(const sqlite3_file *open)
{
    for (int i = 0; i < OPEN_FILES; i++)
        if (disk.open[i].open == open)
            return i;
    fail_msg("a file that was not opened here");
    return -1;
}

#define BEHIND(open) (disk.open[slot(open)].behind)

static int do_close(sqlite3_file *open)
{
    int i = slot(open);
    const sqlite3_io_methods *behind = disk.open[i].behind;
    disk.open[i].open = NULL;
    open->pMethods = behind;
    return behind->xClose(open);
}

static int do_read(sqlite3_file *open, void *out, int size, sqlite3_int64 at)
{
    int result = fails(SQLITE_IOERR_READ, 0, 0);
    return result ? result : BEHIND(open)->xRead(open, out, size, at);
}

static int do_write(sqlite3_file *open, const void *bytes, int size, sqlite3_int64 at)
{
    int result = fails(SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_READONLY);
    if (result)
        return result;
    VfsOp *op = note(WRITTEN, disk.open[slot(open)].file);
    op->at = at;
    op->size = size;
    op->bytes = malloc((size_t)size);
    assert_non_null(op->bytes);
    memcpy(op->bytes, bytes, (size_t)size);
    return BEHIND(open)->xWrite(open, bytes, size, at);
}

static int do_truncate(sqlite3_file *open, sqlite3_int64 size)
{
    int result = fails(SQLITE_IOERR_TRUNCATE, 0, SQLITE_READONLY);
    if (result)
        return result;
    note(TRUNCATED, disk.open[slot(open)].file)->at = size;
    return BEHIND(open)->xTruncate(open, size);
}

static int do_sync(sqlite3_file *open, int flags)
{
    int result = fails(SQLITE_IOERR_FSYNC, 0, 0), file = disk.open[slot(open)].file;
    if (result)
        return result;
    if (!is_swallowed(file))
        note(SYNCED, file);
    return BEHIND(open)->xSync(open, flags);
}

static int do_size(sqlite3_file *open, sqlite3_int64 *out)
{
    int result = fails(SQLITE_IOERR_FSTAT, 0, 0);
    return result ? result : BEHIND(open)->xFileSize(open, out);
}

static int do_lock(sqlite3_file *open, int level)
{
    int result = fails(SQLITE_IOERR_LOCK, 0, 0);
    return result ? result : BEHIND(open)->xLock(open, level);
}

static int do_shm_map(sqlite3_file *open, int page, int size, int extend, void volatile **out)
{
    int result = fails(SQLITE_IOERR_SHMMAP, 0, 0);
    return result ? result : BEHIND(open)->xShmMap(open, page, size, extend, out);
}

/* What is locked can always be let go. */
static int do_shm_lock(sqlite3_file *open, int at, int count, int flags)
{
    int result = flags & SQLITE_SHM_LOCK ? fails(SQLITE_IOERR_SHMLOCK, 0, 0) : SQLITE_OK;
    return result ? result : BEHIND(open)->xShmLock(open, at, count, flags);
}

static const sqlite3_io_methods *wrap(const sqlite3_io_methods *behind)
{
    int i = 0;
    while (disk.tables[i].behind && disk.tables[i].behind != behind)
        CHECK(++i < TABLES);
    sqlite3_io_methods *m = &disk.tables[i].methods;
    disk.tables[i].behind = behind;
    *m = *behind;
    m->xClose = do_close;
    m->xRead = do_read;
    m->xWrite = do_write;
    m->xTruncate = do_truncate;
    m->xSync = do_sync;
    m->xFileSize = do_size;
    m->xLock = do_lock;
    m->xShmMap = behind->xShmMap ? do_shm_map : NULL;
    m->xShmLock = behind->xShmLock ? do_shm_lock : NULL;
    return m;
}

static int do_open(sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *open, int flags, int *out)
{
    (void)vfs;
    const char *name = within(path);
    int result = name ? fails(SQLITE_CANTOPEN, 0, 0) : SQLITE_OK, i = 0;
    open->pMethods = NULL;
    if (!result)
        result = disk.real->xOpen(disk.real, path, open, flags, out);
    if (result || !name)
        return result;
    while (disk.open[i].open)
        CHECK(++i < OPEN_FILES);
    int known = find(&disk.now, name);
    if (known < 0)
        note_name(MADE, disk.files++, name, "");
    CHECK(disk.files < VFS_FILES);
    disk.open[i].open = open;
    disk.open[i].file = disk.now.names[find(&disk.now, name)].file;
    disk.open[i].behind = open->pMethods;
    open->pMethods = wrap(open->pMethods);
    return SQLITE_OK;
}

/* The sync of the folder, if there is one, comes after. */
static int do_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    const char *name = within(path);
    int result = name ? fails(SQLITE_IOERR_DELETE, 0, SQLITE_READONLY) : SQLITE_OK;
    if (result)
        return result;
    int known = name ? find(&disk.now, name) : -1;
    if (known >= 0)
        note_name(DELETED, disk.now.names[known].file, name, "");
    return disk.real->xDelete(disk.real, path, sync_folder);
}

static int do_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
    (void)vfs;
    int result = within(path) ? fails(SQLITE_IOERR_ACCESS, 0, 0) : SQLITE_OK;
    return result ? result : disk.real->xAccess(disk.real, path, flags, out);
}

static void forget_ops(void)
{
    for (int i = 0; i < disk.count; i++)
        free(disk.ops[i].bytes);
    free(disk.ops);
}

void vfs_begin(const char *folder)
{
    CHECK(!disk.is_begun);
    forget_ops();
    memset(&disk, 0, sizeof disk);
    snprintf(disk.folder, sizeof disk.folder, "%s", folder);
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "recording";
    disk.vfs.xOpen = do_open;
    disk.vfs.xDelete = do_delete;
    disk.vfs.xAccess = do_access;
    CHECK_INT(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
    disk.is_begun = true;
}

void vfs_end(void)
{
    if (!disk.is_begun)
        return;
    disk.is_begun = false;
    disk.left = 0;
    CHECK_INT(sqlite3_vfs_unregister(&disk.vfs), SQLITE_OK);
    CHECK_INT(sqlite3_vfs_register(disk.real, 1), SQLITE_OK);
}
