/* A file that was written, as text: whole, or one part of a workbook. The caller frees it. */
#ifndef TESTS_WRITTEN_H
#define TESTS_WRITTEN_H

#include "check.h"

#include <zip.h>

static inline char *file_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 4 << 20);
    CHECK(fread(bytes, 1, (4 << 20) - 1, file) < (4 << 20) - 1);
    fclose(file);
    return bytes;
}

/* Null: the workbook has none. */
static inline char *part_of(const char *path, const char *name)
{
    zip_stat_t found;
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    char *bytes = NULL;
    if (zip_stat(zip, name, 0, &found) == 0) {
        bytes = calloc(1, found.size + 1);
        zip_file_t *file = zip_fopen(zip, name, 0);
        CHECK(zip_fread(file, bytes, found.size) == (zip_int64_t)found.size);
        zip_fclose(file);
    }
    zip_discard(zip);
    return bytes;
}

/* What stands from here to there, without the names of letters. */
static inline char *plain(const char *from, const char *until)
{
    static const char *const NAMES[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
    char *out = calloc(1, (size_t)(until - from) + 1);
    for (size_t used = 0; from < until; used++) {
        size_t length = 1;
        out[used] = *from;
        for (int i = 0; i < 4; i++)
            if (strncmp(from, NAMES[i][0], strlen(NAMES[i][0])) == 0) {
                length = strlen(NAMES[i][0]);
                out[used] = NAMES[i][1][0];
            }
        from += length;
    }
    return out;
}

#endif
