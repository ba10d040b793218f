/* A name is only ever asked for, never taken from the archive: so no path in it can lead out.
 * Sizes in a .zip are its own claim; the buffer's ceiling is what counts. */
#include "exchange/zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/wipe.h"

enum { BLOCK = 64 * 1024, ENTRIES_MAX = 1000 };

struct FileSet {
    int folder; /* -1: a .zip */
    zip_t *zip;
};

static bool open_zip(FileSet *files, const char *path, Err *err)
{
    int code = 0;
    files->zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!files->zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        err_set(err, ERR_INVALID, "%.120s: neither a folder nor a sound .zip: %.80s", path,
            zip_error_strerror(&error));
        zip_error_fini(&error);
        return false;
    }
    if (zip_get_num_entries(files->zip, 0) > ENTRIES_MAX)
        return err_set(err, ERR_INVALID, "%.120s: over %d files in it", path, ENTRIES_MAX);
    return true;
}

static bool open_any(FileSet *files, const char *path, Err *err)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return err_set(err, ERR_NOT_FOUND, "%.120s: %s", path, strerror(errno));
    if (!S_ISDIR(about.st_mode))
        return open_zip(files, path, err);
    files->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (files->folder < 0)
        return err_set(err, ERR_BROKEN, "%.120s: %s", path, strerror(errno));
    return true;
}

bool files_open(FileSet **out, const char *path, Err *err)
{
    FileSet *files = calloc(1, sizeof *files);
    if (!files)
        return err_set(err, ERR_FULL, "no memory");
    files->folder = -1;
    if (!open_any(files, path, err)) {
        files_close(files);
        return false;
    }
    *out = files;
    return true;
}

void files_close(FileSet *files)
{
    if (!files)
        return;
    if (files->folder >= 0)
        close(files->folder);
    if (files->zip)
        zip_discard(files->zip);
    free(files);
}

static bool is_whole(const char *name, const Buf *out, Err *err)
{
    if (out->is_full)
        return err_set(err, ERR_INVALID, "%.160s: larger than %zu bytes", name, out->limit);
    return true;
}

static bool read_all(int file, const char *name, Buf *out, Err *err)
{
    char block[BLOCK];
    ssize_t got;
    while ((got = read(file, block, sizeof block)) > 0 && !out->is_full)
        buf_add(out, block, (size_t)got);
    wipe(block, sizeof block);
    if (got < 0)
        return err_set(err, ERR_BROKEN, "%.160s: %s", name, strerror(errno));
    return is_whole(name, out, err);
}

static bool read_plain(int file, const char *name, Buf *out, Err *err)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return err_set(err, ERR_INVALID, "%.160s: not a file", name);
    return read_all(file, name, out, err);
}

static bool read_zipped(zip_file_t *file, const char *name, Buf *out, Err *err)
{
    char block[BLOCK];
    zip_int64_t got;
    while ((got = zip_fread(file, block, sizeof block)) > 0 && !out->is_full)
        buf_add(out, block, (size_t)got);
    wipe(block, sizeof block);
    if (got < 0)
        return err_set(
            err, ERR_INVALID, "%s: damaged in the .zip: %s", name, zip_file_strerror(file));
    return is_whole(name, out, err);
}

static bool read_from_zip(FileSet *files, const char *name, Buf *out, Err *err)
{
    zip_int64_t index = zip_name_locate(files->zip, name, 0);
    if (index < 0)
        return err_set(err, ERR_NOT_FOUND, "%s: not in the .zip (files stand at its root)", name);
    zip_file_t *file = zip_fopen_index(files->zip, (zip_uint64_t)index, 0);
    if (!file)
        return err_set(err, ERR_INVALID, "%s: %s", name, zip_strerror(files->zip));
    bool done = read_zipped(file, name, out, err);
    if (zip_fclose(file) != 0 && done)
        done = err_set(err, ERR_INVALID, "%s: damaged in the .zip", name);
    return done;
}

bool files_read(FileSet *files, const char *name, Buf *out, Err *err)
{
    if (files->zip)
        return read_from_zip(files, name, out, err);
    int file = openat(files->folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return err_set(
            err, errno == ENOENT ? ERR_NOT_FOUND : ERR_BROKEN, "%s: %s", name, strerror(errno));
    bool done = read_plain(file, name, out, err);
    close(file);
    return done;
}

bool files_read_path(const char *path, Buf *out, Err *err)
{
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return err_set(
            err, errno == ENOENT ? ERR_NOT_FOUND : ERR_BROKEN, "%.160s: %s", path, strerror(errno));
    bool done =
        is_input ? read_all(file, "standard input", out, err) : read_plain(file, path, out, err);
    if (!is_input)
        close(file);
    return done;
}
