/* Workbooks by themselves: types, filters, and disks that fill. */
#include "written.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "exchange/xlsx.h"

static const XlsxColumn KINDS[] = {{"text", XLSX_TEXT, 0}, {"number", XLSX_NUMBER, 0},
    {"day", XLSX_DAY, 0}, {"moment", XLSX_MOMENT, 0}};

static Err err;
static char folder[64], path[96];

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/book.xlsx", folder);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    unlink(path);
    return rmdir(folder); /* nothing else is left in it */
}

static void write_cells(Xlsx *x)
{
    char broken[] = "a\xff\x01z";
    xlsx_text(x, "=HYPERLINK(\"http://example.org\",\"Prize\")");
    xlsx_number(x, -12.5);
    xlsx_day(x, 20261122);
    xlsx_moment(x, 1792089000); /* 2026-10-15 18:30 on the wall */
    xlsx_end_row(x);
    xlsx_text(x, broken);
    xlsx_number(x, (double)NAN);
    xlsx_day(x, 0);
    xlsx_text(x, "*");
    xlsx_end_row(x);
}

TEST(a_workbook_in_constant_memory_keeps_types)
{
    UNUSED_STATE;
    Xlsx *x;
    CHECK(xlsx_open(&x, path, false, &err));
    xlsx_sheet(x, "A [long] name: of a sheet, cut / to size", KINDS, 4);
    write_cells(x);
    CHECK_INT(xlsx_rows(x), 3);
    CHECK(xlsx_close(x, true, &err));
    char *sheet = part_of(path, "xl/worksheets/sheet1.xml");
    CHECK(strstr(sheet, "<t>=HYPERLINK(&quot;http") || strstr(sheet, "<t>=HYPERLINK(\"http"));
    CHECK(!strstr(sheet, "<f>"));
    CHECK(strstr(sheet, "<v>-12.5</v>"));
    CHECK(strstr(sheet, "<v>46348</v>"));
    CHECK(strstr(sheet, "<v>46310.7708333"));
    CHECK(strstr(sheet, "a\xef\xbf\xbd_x0001_z"));
    CHECK(!strstr(sheet, "NAN") && !strstr(sheet, "nan"));
    free(sheet);
}

TEST(each_sheet_filters_all_of_its_own_columns)
{
    UNUSED_STATE;
    Xlsx *x;
    CHECK(xlsx_open(&x, path, false, &err));
    xlsx_sheet(x, "Wide", KINDS, 4);
    write_cells(x);
    xlsx_sheet(x, "Narrow", KINDS, 1);
    xlsx_text(x, "Noor");
    xlsx_end_row(x);
    CHECK(xlsx_close(x, true, &err));
    char *wide = part_of(path, "xl/worksheets/sheet1.xml");
    char *narrow = part_of(path, "xl/worksheets/sheet2.xml");
    CHECK(strstr(wide, "<autoFilter ref=\"A1:D3\"/>"));
    CHECK(strstr(narrow, "<autoFilter ref=\"A1:A2\"/>"));
    free(wide);
    free(narrow);
}

TEST(a_workbook_that_was_given_up_leaves_nothing)
{
    UNUSED_STATE;
    static const XlsxColumn COLUMN[] = {{"text", XLSX_TEXT, 0}};
    Xlsx *x;
    CHECK(xlsx_open(&x, path, false, &err));
    xlsx_sheet(x, "Sheet", COLUMN, 1);
    xlsx_text(x, "Noor");
    xlsx_end_row(x);
    CHECK(!xlsx_close(x, false, &err));
    CHECK(access(path, F_OK) != 0);
}

/* A file may have 60,000 bytes for a while: not enough for the rows before they are packed. */
TEST(a_disk_that_fills_behind_the_library_is_seen)
{
    UNUSED_STATE;
    static const XlsxColumn COLUMN[] = {{"text", XLSX_TEXT, 0}};
    struct rlimit before, small;
    Xlsx *x;
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 60000;
    signal(SIGXFSZ, SIG_IGN);
    for (int is_small = 1; is_small >= 0; is_small--) {
        CHECK_INT(setrlimit(RLIMIT_FSIZE, is_small ? &small : &before), 0);
        CHECK(xlsx_open(&x, path, false, &err));
        xlsx_sheet(x, "Sheet", COLUMN, 1);
        for (int i = 0; i < 5000; i++) {
            xlsx_text(x, "Noor");
            xlsx_end_row(x);
        }
        CHECK_INT(setrlimit(RLIMIT_FSIZE, &before), 0); /* there is room again: nobody saw it */
        bool is_kept = xlsx_close(x, true, &err);
        CHECK(is_kept == !is_small);
        CHECK((access(path, F_OK) == 0) == !is_small);
    }
    CHECK_INT(err.code, ERR_FULL);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_workbook_in_constant_memory_keeps_types),
        RUN_IN(each_sheet_filters_all_of_its_own_columns),
        RUN_IN(a_workbook_that_was_given_up_leaves_nothing),
        RUN_IN(a_disk_that_fills_behind_the_library_is_seen),
    };
    return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
