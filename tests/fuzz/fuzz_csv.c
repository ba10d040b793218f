/* CSV: each row begins where its place says, and what was read comes back if it is written. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "exchange/csv.h"

typedef struct {
    const char *at, *end; /* of the bytes; where `line` begins */
    int line;
    int rows;
    Buf out;
} Reading;

/* The place of a line and column, found another way than csv.c does. */
static const char *find(Reading *r, int line, int column)
{
    for (; r->line < line; r->line++) {
        while (r->at < r->end && *r->at != '\n' && *r->at != '\r')
            r->at++;
        MUST(r->at < r->end);
        r->at += r->end - r->at > 1 && r->at[0] == '\r' && r->at[1] == '\n' ? 2 : 1;
    }
    const char *at = r->at;
    for (int i = 1; i < column; i++)
        do
            at++;
        while (at < r->end && ((unsigned char)*at & 0xc0) == 0x80);
    MUST(at <= r->end);
    return at;
}

static bool check_row(void *self, const CsvRow *row, Err *err)
{
    (void)err;
    Reading *r = self;
    MUST(row->count > 0);
    MUST(row->line >= r->line);
    const char *at = find(r, row->line, row->columns[0]);
    const char *text = row->fields[0];
    if (!*text)
        MUST(at == r->end || strchr("\",\r\n", *at));
    else
        MUST(at < r->end && (*at == '"' || *at == *text));

    r->rows++;
    if (row->count == 1 && !*text)
        buf_text(&r->out, "\"\""); /* else it would be a blank line */
    for (int i = 0; i < row->count; i++) {
        MUST(row->columns[i] > 0);
        MUST(utf8_is_valid(row->fields[i], strlen(row->fields[i])));
        csv_plain(&r->out, row->fields[i]);
    }
    csv_end_row(&r->out);
    return true;
}

/* What was written last time, field by field: each ends with a NUL, each row with a 1. */
static bool keep_row(void *self, const CsvRow *row, Err *err)
{
    (void)err;
    for (int i = 0; i < row->count; i++)
        buf_add(self, row->fields[i], strlen(row->fields[i]) + 1);
    buf_add(self, "\1", 1);
    return true;
}

static void check_same(const char *bytes, size_t size, const Buf *written)
{
    Err err = {0};
    Buf before, after;
    buf_init(&before, 32 << 20);
    buf_init(&after, 32 << 20);
    MUST(csv_read("f.csv", bytes, size, keep_row, &before, &err));
    MUST(csv_read("f.csv", written->data, written->size, keep_row, &after, &err));
    MUST(before.size == after.size);
    MUST(before.size == 0 || memcmp(before.data, after.data, before.size) == 0);
    buf_finish(&before);
    buf_finish(&after);
}

/* One cell, with the guard that spreadsheets need. */
static void check_text(const char *text)
{
    Err err = {0};
    Buf out, back;
    buf_init(&out, 32 << 20);
    buf_init(&back, 32 << 20);
    csv_text(&out, "x");
    csv_text(&out, text);
    csv_end_row(&out);
    MUST(csv_read("f.csv", out.data, out.size, keep_row, &back, &err));
    const char *cell = back.data + 2;
    bool is_guarded = strcmp(cell, text) != 0;
    MUST(!is_guarded || (*cell == '\'' && strcmp(cell + 1, text) == 0));
    MUST(is_guarded || !*text || !strchr("=+-@\t\r\n", *text));
    buf_finish(&out);
    buf_finish(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes;
    Reading r = {.at = text, .end = text + size, .line = 1};
    Err err = {0};
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        r.at += 3;
    buf_init(&r.out, 32 << 20);
    buf_text(&r.out, "\xef\xbb\xbf"); /* of two marks only the first is one */
    if (csv_read("f.csv", text, size, check_row, &r, &err)) {
        MUST(err.code == ERR_NONE);
        check_same(text, size, &r.out);
    } else {
        int line, column;
        MUST(err.code == ERR_INVALID);
        MUST(sscanf(err.detail, "f.csv:%d:%d: ", &line, &column) == 2 && line > 0 && column > 0);
    }
    buf_finish(&r.out);

    char *copy = strndup(text, size);
    MUST(copy);
    size_t length = strlen(copy);
    if (length < 60000 && utf8_is_valid(copy, length))
        check_text(copy);
    free(copy);
    return 0;
}
