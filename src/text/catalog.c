/* Reads GNU .mo files of this machine's byte order: a header of seven 32-bit words, a table of
 * ids and a table of texts, each row a length and an offset. */
#include "text/catalog.h"

#include "base/utf8.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint32_t magic = 0x950412de;
enum { HEADER_SIZE = 28, ROW_SIZE = 8, LARGEST = 16 << 20 };

typedef struct {
    uint32_t length, offset;
} Row;

static uint32_t word_at(const Catalog *catalog, size_t offset)
{
    uint32_t word;
    memcpy(&word, catalog->bytes + offset, sizeof word);
    return word;
}

static Row row_at(const Catalog *catalog, uint32_t table, uint32_t index)
{
    size_t at = table + (size_t)index * ROW_SIZE;
    return (Row){word_at(catalog, at), word_at(catalog, at + 4)};
}

static const char *text_at(const Catalog *catalog, uint32_t table, uint32_t index)
{
    return (const char *)catalog->bytes + row_at(catalog, table, index).offset;
}

static bool table_fits(const Catalog *catalog, uint32_t table)
{
    return table <= catalog->size && catalog->count <= (catalog->size - table) / ROW_SIZE;
}

static bool text_fits(const Catalog *catalog, uint32_t table, uint32_t index)
{
    Row row = row_at(catalog, table, index);
    return row.offset < catalog->size && row.length < catalog->size - row.offset &&
        catalog->bytes[row.offset + row.length] == 0 &&
        utf8_is_valid((const char *)catalog->bytes + row.offset,
            strlen((const char *)catalog->bytes + row.offset));
}

static bool check_texts(const Catalog *catalog, Err *err)
{
    for (uint32_t i = 0; i < catalog->count; i++) {
        if (!text_fits(catalog, catalog->ids, i) || !text_fits(catalog, catalog->texts, i))
            return err_set(err, ERR_BROKEN, "catalogue: message %u is damaged", i);
        if (i > 0 &&
            strcmp(text_at(catalog, catalog->ids, i - 1), text_at(catalog, catalog->ids, i)) >= 0)
            return err_set(err, ERR_BROKEN, "catalogue: message %u is out of order", i);
    }
    return true;
}

bool catalog_read(Catalog *catalog, const void *bytes, size_t size, Err *err)
{
    if (size < HEADER_SIZE || size > LARGEST)
        return err_set(err, ERR_BROKEN, "catalogue: %zu bytes", size);
    Catalog read = {.bytes = bytes, .size = size};
    if (word_at(&read, 0) != magic)
        return err_set(err, ERR_BROKEN, "catalogue: not a .mo file of this machine");
    if (word_at(&read, 4) >> 16 != 0)
        return err_set(err, ERR_NEWER, "catalogue: revision %u", word_at(&read, 4));
    read.count = word_at(&read, 8);
    read.ids = word_at(&read, 12);
    read.texts = word_at(&read, 16);
    if (!table_fits(&read, read.ids) || !table_fits(&read, read.texts))
        return err_set(err, ERR_BROKEN, "catalogue: a table lies outside the file");
    if (!check_texts(&read, err))
        return false;
    *catalog = read;
    return true;
}

static bool map(const char *path, void **bytes, size_t *size, Err *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return err_set(err, ERR_NOT_FOUND, "catalogue %s: cannot be opened", path);
    struct stat status;
    bool is_file = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    *bytes =
        is_file ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    close(file);
    if (*bytes == MAP_FAILED)
        return err_set(err, ERR_BROKEN, "catalogue %s: cannot be read", path);
    *size = (size_t)status.st_size;
    return true;
}

bool catalog_open(Catalog *catalog, const char *path, Err *err)
{
    void *bytes;
    size_t size = 0;
    if (!map(path, &bytes, &size, err))
        return false;
    Err why;
    if (!catalog_read(catalog, bytes, size, err_clear(&why))) {
        munmap(bytes, size);
        return err_set(err, why.code, "%.120s: %.120s", path, why.detail);
    }
    catalog->is_mapped = true;
    return true;
}

void catalog_close(Catalog *catalog)
{
    if (!catalog)
        return;
    if (catalog->is_mapped)
        munmap((void *)catalog->bytes, catalog->size);
    *catalog = (Catalog){0};
}

const char *catalog_find(const Catalog *catalog, const char *id)
{
    uint32_t low = 0, high = catalog->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(id, text_at(catalog, catalog->ids, middle));
        if (order == 0)
            return text_at(catalog, catalog->texts, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool catalog_field(const char *header, const char *field, char *out, size_t size)
{
    out[0] = 0;
    size_t length = strlen(field);
    for (const char *line = header; *line;) {
        size_t end = strcspn(line, "\n");
        if (end > length && strncmp(line, field, length) == 0 && line[length] == ':') {
            size_t from = length + 1;
            from += strspn(line + from, " \t");
            char value[1024] = "";
            if (end > from)
                snprintf(value, sizeof value, "%.*s", (int)(end - from), line + from);
            utf8_copy(out, size, value);
            return true;
        }
        line += end + (line[end] == '\n');
    }
    return false;
}

bool catalog_header(const Catalog *catalog, const char *field, char *out, size_t size)
{
    const char *header = catalog_find(catalog, "");
    return catalog_field(header ? header : "", field, out, size);
}
