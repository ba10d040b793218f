/* A workbook read again, block by block, right after it was written. */
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "exchange/xlsx.h"

enum { BLOCK = 64 * 1024, CARRY = 16 };

static const char ROW[] = "</row>", END[] = "</worksheet>";

/* How often the word stands in the text; the text may hold NULs. */
static int64_t count(const char *text, size_t size, const char *word)
{
    int64_t found = 0;
    size_t length = strlen(word);
    const char *at = text;
    while ((at = memmem(at, size - (size_t)(at - text), word, length))) {
        found++;
        at += length;
    }
    return found;
}

/* The rows of a sheet that ends; -1: it does not. What stands across two blocks is carried over,
 * shorter than a word that was counted. */
static int64_t count_rows(zip_file_t *sheet)
{
    char block[CARRY + BLOCK];
    size_t kept = 0;
    int64_t rows = 0;
    bool has_end = false;
    for (zip_int64_t got; (got = zip_fread(sheet, block + kept, BLOCK)) > 0;) {
        size_t size = kept + (size_t)got;
        size_t fresh = kept > sizeof ROW - 2 ? kept - (sizeof ROW - 2) : 0;
        rows += count(block + fresh, size - fresh, ROW);
        has_end = size >= sizeof END - 1 &&
            memmem(block + size - (sizeof END - 1), sizeof END - 1, END, sizeof END - 1);
        kept = size < CARRY ? size : CARRY;
        memmove(block, block + size - kept, kept);
    }
    return has_end ? rows : -1;
}

bool xlsx_is_whole(const char *path, int sheets, int64_t rows)
{
    char name[64];
    int64_t found = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    bool is_whole = zip != NULL;
    for (int i = 1; is_whole && i <= sheets; i++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", i);
        zip_file_t *sheet = zip_fopen(zip, name, 0);
        int64_t in_it = sheet ? count_rows(sheet) : -1;
        is_whole = in_it >= 0;
        found += in_it;
        if (sheet)
            zip_fclose(sheet);
    }
    if (zip)
        zip_discard(zip);
    return is_whole && found == rows;
}
