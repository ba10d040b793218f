/* What the records need of the file system besides SQLite. */
#include "store/file.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool file_fail(Err *err, const char *path)
{
    int why = errno;
    ErrCode code = ERR_BROKEN;
    if (why == ENOSPC || why == EDQUOT)
        code = ERR_FULL;
    else if (why == EROFS || why == EACCES || why == EPERM)
        code = ERR_READ_ONLY;
    else if (why == ENOENT || why == ENOTDIR)
        code = ERR_NOT_FOUND;
    else if (why == EEXIST)
        code = ERR_REFUSED;
    return err_set(err, code, "%.180s: %s", path, strerror(why));
}

bool file_is_there(const char *path, const char *ending)
{
    char whole[FILE_PATH];
    snprintf(whole, sizeof whole, "%s%s", path, ending);
    return access(whole, F_OK) == 0;
}

bool file_look(const char *path, bool *is_file, Err *err)
{
    struct stat found;
    *is_file = false;
    if (strlen(path) + FILE_ENDING > FILE_PATH)
        return err_set(err, ERR_INVALID, "%.100s...: too long", path);
    if (stat(path, &found) != 0)
        return errno == ENOENT || errno == ENOTDIR || file_fail(err, path);
    *is_file = S_ISREG(found.st_mode);
    return *is_file || err_set(err, ERR_BROKEN, "%.180s: not a file", path);
}

void file_folder(const char *path, char out[FILE_PATH])
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(out, FILE_PATH, ".");
    else
        snprintf(out, FILE_PATH, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_make_folder(const char *folder, Err *err)
{
    if (access(folder, F_OK) == 0)
        return true;
    char parent[FILE_PATH];
    file_folder(folder, parent);
    if (!file_make_folder(parent, err))
        return false;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return file_fail(err, folder);
    return file_sync(parent, err);
}

bool file_make(const char *path, Err *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return file_fail(err, path);
    close(file);
    return true;
}

/* What was made or renamed in a folder lasts only when the folder itself was synced; there are
 * file systems on sticks that have nothing to sync there. */
bool file_sync(const char *path, Err *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = file >= 0 && (fsync(file) == 0 || errno == EINVAL);
    if (!ok)
        file_fail(err, path);
    if (file >= 0)
        close(file);
    return ok;
}

bool file_rename(const char *from, const char *to, Err *err)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    /* Not every file system knows how not to replace. */
    if (errno == EINVAL && access(to, F_OK) != 0 && rename(from, to) == 0)
        return true;
    return file_fail(err, to);
}

int file_lock(const char *path, Err *err)
{
    char name[FILE_PATH];
    snprintf(name, sizeof name, "%s.lock", path);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (lock >= 0 && errno == EWOULDBLOCK)
        err_set(err, ERR_BUSY, "%.180s: another Foyer is writing", path);
    else
        file_fail(err, name);
    if (lock >= 0)
        close(lock);
    return -1;
}

void file_stamp(int64_t at, char out[FILE_STAMP])
{
    struct tm local;
    time_t when = (time_t)at;
    if (!localtime_r(&when, &local) || !strftime(out, FILE_STAMP, "%Y%m%dT%H%M%S", &local))
        snprintf(out, FILE_STAMP, "00000000T000000");
}

static bool fits(const char *name, const char *start, const char *end)
{
    enum { DAY = 8 };
    size_t before = strlen(start), length = strlen(name), after = end ? strlen(end) : 0;
    if (length < before + DAY + after || strncmp(name, start, before) != 0)
        return false;
    for (int i = 0; i < DAY; i++)
        if (!isdigit((unsigned char)name[before + i]))
            return false;
    return end ? strcmp(name + length - after, end) == 0 : length == before + FILE_STAMP - 1;
}

int file_find(const char *folder, const char *start, const char *end, char newest[FILE_PATH])
{
    char best[256] = "", bound[256] = "\xff";
    int count = 0;
    DIR *list = opendir(folder);
    if (newest[0])
        snprintf(bound, sizeof bound, "%.255s", file_name(newest));
    newest[0] = 0;
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (!fits(entry->d_name, start, end))
            continue;
        count++;
        if (strcmp(entry->d_name, bound) < 0 && strcmp(entry->d_name, best) > 0)
            snprintf(best, sizeof best, "%s", entry->d_name);
    }
    if (list)
        closedir(list);
    if (best[0] && snprintf(newest, FILE_PATH, "%s/%s", folder, best) >= FILE_PATH)
        newest[0] = 0;
    return count;
}
