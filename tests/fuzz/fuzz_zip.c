/* A .zip: opened, and each file we ask for read, up to a ceiling that a bomb shall not pass. */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "exchange/zip.h"

enum { CEILING = 1 << 20 };

static void read_one(FileSet *files, const char *name)
{
    Err err = {0};
    Buf out;
    buf_init(&out, CEILING);
    bool done = files_read(files, name, &out, &err);
    MUST(out.size <= CEILING);
    MUST(done ? err.code == ERR_NONE
              : err.code == ERR_NOT_FOUND || err.code == ERR_INVALID || err.code == ERR_FULL);
    buf_finish(&out);
}

static void read_zip(const char *path)
{
    static const char *const names[] = {
        "manifest.csv", "users.csv", "orgs.csv", "roles.csv", "a", ""};
    Err err = {0};
    FileSet *files = NULL;
    if (!files_open(&files, path, &err)) {
        MUST(!files && err.code == ERR_INVALID && is_plain(err.detail));
        return;
    }
    const char *folder = files_folder(files);
    MUST(!folder || (*folder && !strchr(folder, '/') && strcmp(folder, "..") != 0));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        read_one(files, names[i]);
    files_close(files);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[32];
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    MUST(file >= 0);
    MUST(write(file, bytes, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    read_zip(path);
    close(file);
    return 0;
}
