/* A stick in a folder of its own, and calls that fail: the nth of those by which a file gets there.
 * The test is linked with --wrap for each of them. */
#ifndef TESTS_FAILING_STICK_H
#define TESTS_FAILING_STICK_H

#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    char root[64], folder[96], table[96];
    int left;  /* calls that still go well; 0: all do */
    int error; /* of the one that fails; EIO: the stick is gone */
    bool has_failed;
} stick;

static inline bool stick_fails(void)
{
    if (stick.left == 0 || --stick.left > 0)
        return false;
    stick.has_failed = true;
    stick.left = 1; /* and all that come after it */
    if (stick.error == EIO)
        unlink(stick.table);
    errno = stick.error;
    return true;
}

/* The names are the linker's. NOLINTBEGIN */
int __real_mkostemp(char *name, int flags);
ssize_t __real_write(int file, const void *bytes, size_t size);
int __real_fsync(int file);
int __real_rename(const char *from, const char *to);
int __real_syncfs(int file);
int __wrap_mkostemp(char *name, int flags);
ssize_t __wrap_write(int file, const void *bytes, size_t size);
int __wrap_fsync(int file);
int __wrap_rename(const char *from, const char *to);
int __wrap_syncfs(int file);

int __wrap_mkostemp(char *name, int flags)
{
    return stick_fails() ? -1 : __real_mkostemp(name, flags);
}

ssize_t __wrap_write(int file, const void *bytes, size_t size)
{
    if (file > STDERR_FILENO && stick_fails())
        return -1;
    return __real_write(file, bytes, size);
}

int __wrap_fsync(int file)
{
    return stick_fails() ? -1 : __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to)
{
    return stick_fails() ? -1 : __real_rename(from, to);
}

int __wrap_syncfs(int file)
{
    return stick_fails() ? -1 : __real_syncfs(file);
}
/* NOLINTEND */

/* The table says this of the mounts; %s in it is the root. */
static inline void stick_mounts(const char *format)
{
    FILE *table = fopen(stick.table, "w");
    assert_non_null(table);
    for (const char *at = format; *at; at++) {
        bool is_root = at[0] == '%' && at[1] == 's';
        fputs(is_root ? stick.root : (char[]){*at, 0}, table);
        at += is_root;
    }
    CHECK_INT(fclose(table), 0);
}

#define STICK_LINE "36 35 98:0 / %s/media/pat/BLUE rw,noatime master:1 - vfat /dev/sdb1 rw,utf8\n"

static inline void stick_put(void)
{
    char command[256];
    memset(&stick, 0, sizeof stick);
    snprintf(stick.root, sizeof stick.root, "/tmp/foyer-stick-XXXXXX");
    CHECK(mkdtemp(stick.root) != NULL);
    snprintf(stick.folder, sizeof stick.folder, "%s/media/pat/BLUE", stick.root);
    snprintf(stick.table, sizeof stick.table, "%s/proc/self/mountinfo", stick.root);
    snprintf(command, sizeof command, "mkdir -p '%s' '%s/proc/self'", stick.folder, stick.root);
    CHECK_INT(system(command), 0);
    CHECK_INT(setenv("FOYER_STICKS", stick.root, 1), 0);
    stick_mounts(STICK_LINE);
}

static inline void stick_take(void)
{
    char command[128];
    stick.left = 0;
    snprintf(command, sizeof command, "rm -rf '%s'", stick.root);
    CHECK_INT(system(command), 0);
    CHECK_INT(unsetenv("FOYER_STICKS"), 0);
}

/* How many files are in a folder; the name of the last one is kept. */
static inline int stick_files(const char *folder, char name[256])
{
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (entry->d_name[0] != '.') {
            snprintf(name, 256, "%s", entry->d_name);
            count++;
        }
    closedir(dir);
    return count;
}

#endif
