/* Output. */
#include "exchange/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 64 * 1024, BUF_MAX = 4 << 20 };

static bool fail(const char *path, Err *err)
{
    ErrCode code = ERR_BROKEN;
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        code = ERR_FULL;
    else if (errno == EROFS || errno == EACCES || errno == EPERM)
        code = ERR_READ_ONLY;
    return err_set(err, code, "%.180s: %s", *path ? path : "standard output", strerror(errno));
}

static bool flush(Output *out, Err *err)
{
    if (out->buf.is_full)
        return err_set(err, ERR_FULL, "no memory for the export");
    for (size_t at = 0; at < out->buf.size;) {
        ssize_t written = write(out->file, out->buf.data + at, out->buf.size - at);
        if (written < 0 && errno != EINTR)
            return fail(out->path, err);
        at += written > 0 ? (size_t)written : 0;
    }
    buf_clear(&out->buf);
    return true;
}

bool output_flow(Output *out, Err *err)
{
    return out->buf.size < FLUSH_AT || flush(out, err);
}

bool output_begin(Output *out, const char *path, Err *err)
{
    *out = (Output){.file = STDOUT_FILENO};
    buf_init(&out->buf, BUF_MAX);
    if (strcmp(path, "-") == 0)
        return true;
    if (snprintf(out->path, sizeof out->path, "%s", path) >= (int)sizeof out->path)
        return err_set(err, ERR_INVALID, "%.100s...: too long", path);
    snprintf(out->temporary, sizeof out->temporary, "%s.XXXXXX", path);
    out->file = mkostemp(out->temporary, O_CLOEXEC); /* 0600: it is full of names */
    if (out->file >= 0)
        return true;
    out->temporary[0] = 0;
    return fail(path, err);
}

static bool sync_folder(const char *path, Err *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(
        folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1, slash ? path : ".");
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;
    if (!done)
        fail(folder, err);
    if (file >= 0)
        close(file);
    return done;
}

bool output_end(Output *out, bool done, Err *err)
{
    done = done && flush(out, err);
    buf_finish(&out->buf);
    if (!out->temporary[0])
        return done;
    if (done && fsync(out->file) != 0)
        done = fail(out->path, err);
    if (close(out->file) != 0 && done)
        done = fail(out->path, err);
    if (done && rename(out->temporary, out->path) != 0)
        done = fail(out->path, err);
    if (!done) {
        unlink(out->temporary);
        return false;
    }
    if (sync_folder(out->path, err))
        return true;
    unlink(out->path); /* told as failed, it is not there */
    return false;
}
