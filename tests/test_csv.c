/* CSV in, with the place of what is wrong; CSV out, safe in a spreadsheet. */
#include "check.h"

#include "exchange/csv.h"

typedef struct {
    Buf seen; /* line[column]field|[column]field; ... */
    int stop_at;
} Seen;

static bool take(void *self, const CsvRow *row, Err *err)
{
    Seen *seen = self;
    if (row->line == seen->stop_at)
        return err_set(err, ERR_REFUSED, "stopped");
    buf_format(&seen->seen, "%d", row->line);
    for (int i = 0; i < row->count; i++)
        buf_format(&seen->seen, "[%d]%s|", row->columns[i], row->fields[i]);
    buf_text(&seen->seen, ";");
    return true;
}

static void check_read(const char *bytes, size_t size, const char *rows)
{
    Seen seen = {0};
    Err err = {0};
    buf_init(&seen.seen, 1 << 20);
    buf_text(&seen.seen, "");
    CHECK(csv_read("f.csv", bytes, size, take, &seen, &err));
    CHECK_TEXT(seen.seen.data, rows);
    CHECK_INT(err.code, ERR_NONE);
    buf_finish(&seen.seen);
}

static void check_refused(const char *bytes, size_t size, const char *detail)
{
    Seen seen = {0};
    Err err = {0};
    buf_init(&seen.seen, 1 << 20);
    bool done = csv_read("f.csv", bytes, size, take, &seen, &err);
    buf_finish(&seen.seen);
    CHECK(!done);
    CHECK_INT(err.code, ERR_INVALID);
    CHECK(strstr(err.detail, detail) == err.detail);
}

#define READ(text, rows) check_read((text), sizeof(text) - 1, (rows))
#define REFUSED(text, detail) check_refused((text), sizeof(text) - 1, (detail))

TEST(rows_come_with_line_and_column)
{
    UNUSED_STATE;
    READ("a,b\n1,2\n", "1[1]a|[3]b|;2[1]1|[3]2|;");
    READ("a,b\r\n1,2", "1[1]a|[3]b|;2[1]1|[3]2|;");
    READ("", "");
    READ("\xef\xbb\xbf\"a\",b\n", "1[1]a|[5]b|;");
}

TEST(columns_are_counted_in_letters)
{
    UNUSED_STATE;
    READ("Nguyễn,ü,x\n", "1[1]Nguyễn|[8]ü|[10]x|;");
}

TEST(nothing_is_trimmed_and_empty_fields_stay)
{
    UNUSED_STATE;
    READ(" a ,,\"\"\n", "1[1] a |[5]|[6]|;");
    READ(",\n", "1[1]|[2]|;");
}

TEST(quoted_fields_hold_commas_quotes_and_lines)
{
    UNUSED_STATE;
    READ("\"a,\"\"b\"\"\",c\n", "1[1]a,\"b\"|[11]c|;");
    READ("\"a\nb\",c\nd,e\n", "1[1]a\nb|[4]c|;3[1]d|[3]e|;");
    READ("\"a\r\nb\"\r\nd\r\n", "1[1]a\r\nb|;3[1]d|;");
}

TEST(blank_lines_are_left_out_but_counted)
{
    UNUSED_STATE;
    READ("\n\na\n\nb\n", "3[1]a|;5[1]b|;");
    READ("\r\n\r\na\r\n\r\n\"b\"\r\n", "3[1]a|;5[1]b|;");
}

TEST(a_broken_quote_is_refused_at_its_place)
{
    UNUSED_STATE;
    REFUSED("a,b\n1,\"2\n3,4\n", "f.csv:2:3: ");
    REFUSED("a,b\n1,\"2\"x\n", "f.csv:2:6: ");
    REFUSED("a,b\nñ\"1,2\n", "f.csv:2:2: ");
}

TEST(bytes_that_are_no_text_are_refused)
{
    UNUSED_STATE;
    REFUSED("a\nb\0c\n", "f.csv:2:2: a NUL");
    REFUSED("a,\xff\n", "f.csv:1:3: ");
    REFUSED("a\nJos\xe9,b\n", "f.csv:2:4: ");
    REFUSED("a,\xc3", "f.csv:1:3: ");
    REFUSED("\xed\xa0\x80", "f.csv:1:1: ");
}

TEST(a_field_has_a_bound)
{
    UNUSED_STATE;
    size_t size = 64 * 1024 + 100;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, 'x', size);
    memcpy(bytes, "a,\"", 3);
    check_refused(bytes, size, "f.csv:1:3: ");

    for (size_t i = 0; i < size; i++)
        bytes[i] = ',';
    check_refused(bytes, size, "f.csv:1:513: ");
    free(bytes);
}

TEST(who_takes_the_rows_can_stop)
{
    UNUSED_STATE;
    Seen seen = {.stop_at = 2};
    Err err = {0};
    buf_init(&seen.seen, 1 << 20);
    bool done = csv_read("f.csv", "a\nb\nc\n", 6, take, &seen, &err);
    CHECK_TEXT(seen.seen.data, "1[1]a|;");
    buf_finish(&seen.seen);
    CHECK(!done);
    CHECK_INT(err.code, ERR_REFUSED);
}

static void check_written(void (*write)(Buf *, const char *), const char *text, const char *cell)
{
    Buf out;
    char row[256];
    buf_init(&out, 1 << 20);
    write(&out, "");
    write(&out, text);
    csv_end_row(&out);
    snprintf(row, sizeof row, ",%s\r\n", cell);
    bool same = strcmp(out.data, row) == 0;
    if (!same)
        print_error("%s is written as %s\n", text, out.data);
    buf_finish(&out);
    CHECK(same);
}

TEST(cells_are_quoted_only_where_needed)
{
    UNUSED_STATE;
    check_written(csv_plain, "a b", "a b");
    check_written(csv_plain, "a,b", "\"a,b\"");
    check_written(csv_plain, "a\"b", "\"a\"\"b\"");
    check_written(csv_plain, "a\nb", "\"a\nb\"");
    check_written(csv_text, "a;=1+1", "\"a;=1+1\"");
    check_written(csv_text, "a\t=1+1", "\"a\t=1+1\"");
    check_written(csv_plain, "-12", "-12");
    check_written(csv_plain, "", "");
}

TEST(a_text_that_a_spreadsheet_would_run_is_guarded)
{
    UNUSED_STATE;
    check_written(csv_text, "=1+1", "\"'=1+1\"");
    check_written(csv_text, "+1612", "\"'+1612\"");
    check_written(csv_text, "-x", "\"'-x\"");
    check_written(csv_text, "@x", "\"'@x\"");
    check_written(csv_text, "\tx", "\"'\tx\"");
    check_written(csv_text, "＝1", "\"'＝1\"");
    check_written(csv_text, "=A(\"x\")", "\"'=A(\"\"x\"\")\"");
    check_written(csv_text, "'=1", "\"''=1\"");
    check_written(csv_text, "O'Neil", "O'Neil");
    check_written(csv_text, "'quoted'", "'quoted'");
    check_written(csv_text, "a-b", "a-b");
    check_written(csv_text, "", "");
}

TEST(what_was_written_is_read_back)
{
    UNUSED_STATE;
    Buf out;
    buf_init(&out, 1 << 20);
    csv_text(&out, "");
    csv_text(&out, "a\"b,c\r\nd");
    csv_text(&out, " x ");
    csv_end_row(&out);
    check_read(out.data, out.size, "1[1]|[2]a\"b,c\r\nd|[4] x |;");
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(rows_come_with_line_and_column),
        RUN(columns_are_counted_in_letters),
        RUN(nothing_is_trimmed_and_empty_fields_stay),
        RUN(quoted_fields_hold_commas_quotes_and_lines),
        RUN(blank_lines_are_left_out_but_counted),
        RUN(a_broken_quote_is_refused_at_its_place),
        RUN(bytes_that_are_no_text_are_refused),
        RUN(a_field_has_a_bound),
        RUN(who_takes_the_rows_can_stop),
        RUN(cells_are_quoted_only_where_needed),
        RUN(a_text_that_a_spreadsheet_would_run_is_guarded),
        RUN(what_was_written_is_read_back),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
