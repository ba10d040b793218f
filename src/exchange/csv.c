/* libcsv knows no place, passes NULs on and has no bound, so it gets one byte a call and the
 * place is kept here. */
#include "exchange/csv.h"

#include <csv.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"

enum { FIELD_MAX = 64 * 1024, FIELDS_MAX = 512, ROW_MAX = 8 << 20 };

typedef struct {
    struct csv_parser parser;
    const char *name;
    CsvTake take;
    void *self;
    Err *err;
    bool failed;

    int line, column; /* of the letter that is read now */
    char last;        /* the byte before it */
    int row_line, field_line, field_column;
    size_t field_size; /* bytes fed of this field, quotes too */

    Buf text; /* the fields of this row, a NUL after each */
    size_t starts[FIELDS_MAX];
    int columns[FIELDS_MAX];
    const char *fields[FIELDS_MAX];
    int count;
} Reader;

static int never_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static bool fail(Reader *r, int line, int column, const char *why)
{
    r->failed = true;
    return err_set(r->err, ERR_INVALID, "%s:%d:%d: %s", r->name, line, column, why);
}

static void end_field(void *field, size_t size, void *self)
{
    Reader *r = self;
    r->field_size = 0;
    if (r->failed)
        return;
    if (r->count == FIELDS_MAX) {
        fail(r, r->field_line, r->field_column, "too many fields in this row");
        return;
    }
    r->starts[r->count] = r->text.size;
    r->columns[r->count++] = r->field_column;
    buf_add(&r->text, size > 0 ? field : "", size);
    buf_add(&r->text, "", 1);
}

static void end_row(int end, void *self)
{
    (void)end;
    Reader *r = self;
    if (r->text.is_full && !r->failed)
        fail(r, r->row_line, 1, "this row is too long");
    if (r->failed)
        return;
    for (int i = 0; i < r->count; i++)
        r->fields[i] = r->text.data + r->starts[i];
    CsvRow row = {r->row_line, r->count, r->fields, r->columns};
    r->failed = !r->take(r->self, &row, r->err);
    r->count = 0;
    buf_clear(&r->text);
}

static bool begin_field(Reader *r)
{
    r->field_line = r->line;
    r->field_column = r->column;
    if (r->count == 0)
        r->row_line = r->line;
    return true;
}

static bool feed(Reader *r, char byte)
{
    bool is_end = byte == '\r' || byte == '\n';
    bool is_blank = r->field_size == 0 && r->count == 0 && is_end;
    if (r->field_size == 0)
        begin_field(r);
    if (r->field_size++ > FIELD_MAX)
        return fail(r, r->field_line, r->field_column,
            "this field is over 64 KiB; was its quote never closed?");

    if (csv_parse(&r->parser, &byte, 1, end_field, end_row, r) != 1 && !r->failed) {
        if (csv_error(&r->parser) != CSV_EPARSE)
            return err_set(r->err, ERR_FULL, "%s: no memory to read it", r->name);
        return fail(r, r->line, r->column,
            byte == '"' ? "a quote in a field that does not begin with one"
                        : "text after a closing quote");
    }
    if (is_blank)
        r->field_size = 0;
    return !r->failed;
}

static void advance(Reader *r, char last)
{
    bool is_line = last == '\r' || (last == '\n' && r->last != '\r');
    if (is_line)
        r->line++;
    r->column = last == '\r' || last == '\n' ? 1 : r->column + 1;
    r->last = last;
}

/* The bytes of the letter at `at`; 0 for a NUL or bad UTF-8. */
static size_t letter_size(const char *at, size_t room)
{
    unsigned char first = (unsigned char)*at;
    size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0 && first < 0x80)
        return 1;
    return size <= room && utf8_is_valid(at, size) ? size : 0;
}

/* How many bytes from `at` on are plain: they mean nothing to the parser, and each is a letter. */
static size_t plain_size(const char *at, size_t room)
{
    size_t size = 0;
    while (size < room && at[size] >= ' ' && at[size] < 0x7f && at[size] != '"' && at[size] != ',')
        size++;
    return size;
}

/* A run of plain bytes within a field at once; not straight after a quote, where one is wrong. */
static bool feed_plain(Reader *r, const char *bytes, size_t size)
{
    if (size == 0)
        return true;
    r->field_size += size;
    r->column += (int)size;
    r->last = bytes[size - 1];
    return csv_parse(&r->parser, bytes, size, end_field, end_row, r) == size ||
        err_set(r->err, ERR_FULL, "%s: no memory to read it", r->name);
}

static bool read_bytes(Reader *r, const char *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t letter = letter_size(bytes + at, size - at);
        if (letter == 0)
            return fail(r, r->line, r->column,
                bytes[at] ? "this is not UTF-8; save the file as UTF-8" : "a NUL byte");
        for (size_t i = 0; i < letter; i++)
            if (!feed(r, bytes[at + i]))
                return false;
        at += letter;
        advance(r, bytes[at - 1]);
        size_t room = r->field_size < FIELD_MAX ? FIELD_MAX - r->field_size : 0;
        bool may_run = r->field_size > 0 && r->last != '"';
        size_t plain = may_run ? plain_size(bytes + at, room < size - at ? room : size - at) : 0;
        if (!feed_plain(r, bytes + at, plain))
            return false;
        at += plain;
    }
    if (csv_fini(&r->parser, end_field, end_row, r) != 0)
        return fail(r, r->field_line, r->field_column, "the quote that begins here is not closed");
    return !r->failed;
}

bool csv_read(const char *name, const char *bytes, size_t size, CsvTake take, void *self, Err *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (size >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        size -= 3;
    }

    Reader r = {.name = name, .take = take, .self = self, .err = err, .line = 1, .column = 1};
    if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return err_set(err, ERR_FULL, "%s: no memory to read it", name);
    csv_set_space_func(&r.parser, never_space);
    buf_init(&r.text, ROW_MAX);

    bool done = read_bytes(&r, bytes, size);

    if (r.parser.entry_buf)
        wipe(r.parser.entry_buf, r.parser.entry_size);
    csv_free(&r.parser);
    buf_finish(&r.text);
    return done;
}

/* Whether a spreadsheet would take the cell for a formula. Apostrophes before count too: else
 * taking one guard away again would change a text that had its own. */
static bool is_dangerous(const char *text)
{
    static const uint32_t dangerous[] = {
        '=', '+', '-', '@', '\t', '\r', '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20};
    while (*text == '\'')
        text++;
    uint32_t first = utf8_next(&text);
    for (size_t i = 0; i < sizeof dangerous / sizeof *dangerous; i++)
        if (first == dangerous[i])
            return true;
    return false;
}

/* Every field ends with a comma, and csv_end_row takes the last one away: so an empty first
 * field needs no state. Calc's dialog parts fields by semicolons and tabs too, unless quoted: what
 * stands after one would begin a cell. */
static void add_field(Buf *out, const char *text, bool is_guarded)
{
    if (!is_guarded && !strpbrk(text, "\",;\t\r\n")) {
        buf_text(out, text);
        buf_add(out, ",", 1);
        return;
    }
    buf_text(out, is_guarded ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        buf_add(out, text, (size_t)(quote - text));
        buf_add(out, "\"\"", 2);
    }
    buf_text(out, text);
    buf_add(out, "\",", 2);
}

void csv_text(Buf *out, const char *text)
{
    add_field(out, text, is_dangerous(text));
}

void csv_plain(Buf *out, const char *text)
{
    add_field(out, text, false);
}

void csv_end_row(Buf *out)
{
    if (out->size > 0 && out->data[out->size - 1] == ',')
        out->size--;
    buf_add(out, "\r\n", 2);
}
