/* A name is only ever asked for, never taken from the archive: so no path in it can lead out.
 * Sizes in a .zip are its own claim; the buffer's ceiling is what counts. */
#include "exchange/zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/wipe.h"

enum { BLOCK = 64 * 1024, ENTRIES_MAX = 1000, NAME_MAX_SIZE = 256, SET_MAX = 512 << 20 };

struct FileSet {
    int folder; /* -1: a .zip */
    zip_t *zip;
    char inner[NAME_MAX_SIZE]; /* the folder in the .zip; "" at the root */
    size_t used;               /* bytes read of all files */
};

/* Whether a name would lead out of the folder that it is unpacked into. */
static bool leads_out(const char *name)
{
    if (name[0] == '/' || strchr(name, '\\') || (name[0] && name[1] == ':'))
        return true;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (!part[2] || part[2] == '/'))
            return true;
    }
    return false;
}

/* What some systems put beside the files when they make a .zip. */
static bool is_chaff(const char *name)
{
    return strncmp(name, "__MACOSX/", 9) == 0 || strstr(name, ".DS_Store");
}

static bool check_names(zip_t *zip, const char *path, Err *err)
{
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
        if (!name)
            return err_set(err, ERR_INVALID, "%.120s: a file in it has no name", path);
        if (leads_out(name))
            return err_set(
                err, ERR_INVALID, "%.120s: the name \"%.80s\" in it leads out of it", path, name);
        if (zip_name_locate(zip, name, 0) != i)
            return err_set(err, ERR_INVALID, "%.120s: \"%.80s\" stands in it twice", path, name);
    }
    return true;
}

/* Who zips a folder gets a .zip with that folder in it: then every name begins with it. */
static void find_inner(FileSet *files)
{
    zip_int64_t count = zip_get_num_entries(files->zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(files->zip, (zip_uint64_t)i, 0);
        size_t length = strcspn(name, "/");
        if (is_chaff(name))
            continue;
        bool is_first = !files->inner[0];
        if (is_first)
            snprintf(files->inner, sizeof files->inner, "%.*s", (int)length, name);
        if (!name[length] || strlen(files->inner) != length ||
            strncmp(files->inner, name, length) != 0) {
            files->inner[0] = 0;
            return;
        }
    }
}

const char *files_folder(const FileSet *files)
{
    return files->inner[0] ? files->inner : NULL;
}

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
    if (!check_names(files->zip, path, err))
        return false;
    find_inner(files);
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

/* What it says of its own size is looked at first: a bomb need not be unpacked to be known. */
static bool check_size(FileSet *files, zip_int64_t index, const char *name, size_t limit, Err *err)
{
    zip_stat_t about;
    if (zip_stat_index(files->zip, (zip_uint64_t)index, 0, &about) != 0)
        return err_set(err, ERR_INVALID, "%s: %s", name, zip_strerror(files->zip));
    if ((about.valid & ZIP_STAT_SIZE) && about.size > limit)
        return err_set(err, ERR_INVALID, "%.160s: larger than %zu bytes", name, limit);
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INVALID,
            "%.160s: has a password in the .zip; make the .zip without one", name);
    return true;
}

static bool read_from_zip(FileSet *files, const char *name, Buf *out, Err *err)
{
    char whole[2 * NAME_MAX_SIZE];
    snprintf(whole, sizeof whole, "%s%s%s", files->inner, files->inner[0] ? "/" : "", name);
    zip_int64_t index = zip_name_locate(files->zip, whole, 0);
    if (index < 0)
        return err_set(err, ERR_NOT_FOUND, "%s: not in the .zip", name);
    if (!check_size(files, index, name, out->limit, err))
        return false;
    zip_file_t *file = zip_fopen_index(files->zip, (zip_uint64_t)index, 0);
    if (!file)
        return err_set(err, ERR_INVALID, "%s: %s", name, zip_strerror(files->zip));
    bool done = read_zipped(file, name, out, err);
    if (zip_fclose(file) != 0 && done)
        done = err_set(err, ERR_INVALID, "%s: damaged in the .zip", name);
    return done;
}

static bool read_from_folder(FileSet *files, const char *name, Buf *out, Err *err)
{
    int file = openat(files->folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return err_set(
            err, errno == ENOENT ? ERR_NOT_FOUND : ERR_BROKEN, "%s: %s", name, strerror(errno));
    bool done = read_plain(file, name, out, err);
    close(file);
    return done;
}

bool files_read(FileSet *files, const char *name, Buf *out, Err *err)
{
    bool done =
        files->zip ? read_from_zip(files, name, out, err) : read_from_folder(files, name, out, err);
    files->used += out->size;
    return done &&
        (files->used <= SET_MAX ||
            err_set(
                err, ERR_INVALID, "%s: the files together are over %d MiB", name, SET_MAX >> 20));
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
