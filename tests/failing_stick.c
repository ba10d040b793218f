/* The calls by which files get there, found here before in libc by the program and by the libraries
 * it is linked with. fopen gives a stream over the calls of this file: those of libc's own streams
 * reach the kernel inside libc. */
#include "failing_stick.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

FailingStick stick;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static pthread_t glass;

/* Whom a call can be refused by. */
typedef enum {
    BY_ALL,       /* what needs room */
    BY_READ_ONLY, /* what changes something and needs none */
    BY_GONE       /* what reads */
} By;

#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (!real)                                                                                     \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

static void take_away(const char *path)
{
    REAL(unlink);
    real(path);
}

/* ---- which calls, and what becomes of them ---- */

static bool is_there(const char *path)
{
    size_t length = strlen(stick.folder);
    return length && strncmp(path, stick.folder, length) == 0 &&
        (path[length] == '/' || !path[length]);
}

static bool is_file_there(int file)
{
    char link[64], path[512];
    if (!stick.folder[0] || file < 0)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return is_there(path);
}

/* Under the lock. */
static void hold(void)
{
    if (stick.hold_at == 0 || --stick.hold_at > 0)
        return;
    stick.is_held = true;
    pthread_cond_broadcast(&moved);
    while (stick.is_held)
        pthread_cond_wait(&moved, &lock);
}

static bool has_its_turn(By by)
{
    if (stick.has_failed)
        return by == BY_ALL || stick.error == EIO || (by == BY_READ_ONLY && stick.error == EROFS);
    if (by != BY_ALL)
        return false;
    stick.calls++;
    return stick.left && --stick.left == 0;
}

/* True: this call fails, and errno says why. */
static bool fails(bool is_there, By by)
{
    if (!is_there)
        return false;
    pthread_mutex_lock(&lock);
    bool is_glass = pthread_equal(pthread_self(), glass);
    stick.has_met_glass |= is_glass && by == BY_ALL;
    if (!is_glass && by == BY_ALL)
        hold();
    bool does = has_its_turn(by);
    if (does && !stick.has_failed && stick.error == EIO)
        take_away(stick.table);
    stick.has_failed |= does;
    pthread_mutex_unlock(&lock);
    if (does)
        errno = stick.error;
    return does;
}

/* ---- for the test ---- */

void stick_fail(int n, int error)
{
    pthread_mutex_lock(&lock);
    stick.left = n;
    stick.error = error;
    stick.has_failed = stick.has_met_glass = false;
    stick.calls = 0;
    glass = pthread_self();
    pthread_mutex_unlock(&lock);
}

void stick_hold(int n)
{
    stick_fail(0, 0);
    stick.hold_at = n;
}

void stick_wait_held(void)
{
    pthread_mutex_lock(&lock);
    while (!stick.is_held)
        pthread_cond_wait(&moved, &lock);
    pthread_mutex_unlock(&lock);
}

void stick_let_go(void)
{
    pthread_mutex_lock(&lock);
    stick.hold_at = 0;
    stick.is_held = false;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
}

/* ---- names ---- */

static By by_flags(const char *path, int flags)
{
    if (flags & O_CREAT && access(path, F_OK) != 0)
        return BY_ALL;
    return flags & (O_WRONLY | O_RDWR) ? BY_READ_ONLY : BY_GONE;
}

int open(const char *path, int flags, ...)
{
    REAL(open);
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(is_there(path), by_flags(path, flags)) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    REAL(open64);
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(is_there(path), by_flags(path, flags)) ? -1 : real(path, flags, mode);
}

int mkostemp(char *name, int flags)
{
    REAL(mkostemp);
    return fails(is_there(name), BY_ALL) ? -1 : real(name, flags);
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    return fails(is_there(to), BY_ALL) ? -1 : real(from, to);
}

int renameat2(int in, const char *from, int in_to, const char *to, unsigned int flags)
{
    REAL(renameat2);
    return fails(is_there(to), BY_ALL) ? -1 : real(in, from, in_to, to, flags);
}

int unlink(const char *path)
{
    REAL(unlink);
    return fails(is_there(path), BY_READ_ONLY) ? -1 : real(path);
}

/* ---- bytes; a test needs none of them after a power cut ---- */

ssize_t write(int file, const void *bytes, size_t size)
{
    REAL(write);
    return fails(is_file_there(file), BY_ALL) ? -1 : real(file, bytes, size);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    REAL(pwrite64);
    return fails(is_file_there(file), BY_ALL) ? -1 : real(file, bytes, size, at);
}

ssize_t pread64(int file, void *bytes, size_t size, off64_t at)
{
    REAL(pread64);
    return fails(is_file_there(file), BY_GONE) ? -1 : real(file, bytes, size, at);
}

int ftruncate64(int file, off64_t size)
{
    REAL(ftruncate64);
    return fails(is_file_there(file), BY_ALL) ? -1 : real(file, size);
}

int fsync(int file)
{
    REAL(fsync);
    bool is_there = is_file_there(file);
    return fails(is_there, BY_ALL) ? -1 : is_there ? 0 : real(file);
}

int fdatasync(int file)
{
    REAL(fdatasync);
    bool is_there = is_file_there(file);
    return fails(is_there, BY_ALL) ? -1 : is_there ? 0 : real(file);
}

int syncfs(int file)
{
    REAL(syncfs);
    bool is_there = is_file_there(file);
    return fails(is_there, BY_ALL) ? -1 : is_there ? 0 : real(file);
}

/* ---- streams ---- */

static ssize_t stream_read(void *self, char *bytes, size_t size)
{
    return read((int)(intptr_t)self, bytes, size);
}

static ssize_t stream_write(void *self, const char *bytes, size_t size)
{
    ssize_t written = write((int)(intptr_t)self, bytes, size);
    return written > 0 ? written : 0;
}

static int stream_seek(void *self, off64_t *at, int from)
{
    *at = lseek64((int)(intptr_t)self, *at, from);
    return *at < 0 ? -1 : 0;
}

static int stream_close(void *self)
{
    return close((int)(intptr_t)self);
}

static FILE *stream(const char *path, const char *mode)
{
    static const cookie_io_functions_t CALLS = {
        stream_read, stream_write, stream_seek, stream_close};
    int flags = strchr(mode, '+') ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;
    flags |= *mode == 'r' ? 0 : O_CREAT | (*mode == 'w' ? O_TRUNC : O_APPEND);
    int file = open(path, flags | O_CLOEXEC, 0666);
    return file < 0 ? NULL : fopencookie((void *)(intptr_t)file, mode, CALLS);
}

FILE *fopen(const char *path, const char *mode)
{
    REAL(fopen);
    return is_there(path) ? stream(path, mode) : real(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    REAL(fopen64);
    return is_there(path) ? stream(path, mode) : real(path, mode);
}
