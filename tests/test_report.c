/* The participation report as files: what CSV and workbook say is the same, of the same types, and
 * nothing in them is reckoned when it is opened. */
#include "written.h"

#include <unistd.h>

#include "exchange/csv.h"
#include "exchange/report.h"
#include "store/events.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/terms.h"
#include "store/visits.h"

enum { NOW = 1795132800, ONE_DAY = 86400, FAMILIES = 120, ROWS = 160, COLUMNS = 15, CELL = 400 };

typedef struct {
    char text[CELL];
    bool is_number;
} Cell;

typedef struct {
    Cell cells[ROWS][COLUMNS];
    int count, widths[ROWS];
} Grid;

static Store *store;
static Err err;
static char folder[64], path[96];
static Grid csv, book;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder) || !store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    snprintf(path, sizeof path, "%s/report", folder);
    return settings_set(store, "timezone", "America/Chicago", &err) ? 0 : -1;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    unlink(path);
    return rmdir(folder); /* nothing else is left in it */
}

/* ---- a school of 120 families, of whom every third came ---- */

static void put_term(const char *id, const char *title, int first, int after)
{
    Term term = {
        .id = terms_id(id), .kind = TERM_SEMESTER, .first_day = first, .day_after_last = after};
    snprintf(term.title, sizeof term.title, "%s", title);
    CHECK(terms_put(store, &term, &err));
}

static Id put_student(int number, const char *grade, const char *language)
{
    Person person = {.role = STUDENT, .given = "S", .family = "T", .is_active = true};
    snprintf(person.source_id, sizeof person.source_id, "s%d", number);
    CHECK(people_put(store, &person, NOW, &err));
    Sql *q = sql(store,
        "INSERT INTO enrolment (person, first_day, grade, language)"
        " VALUES (:person, 20260125, :grade, :language)");
    sql_id(q, ":person", person.id);
    sql_text(q, ":grade", grade);
    sql_text(q, ":language", language);
    CHECK(sql_run(q, &err));
    return person.id;
}

static void come(Id student, Id event, int64_t at, int day)
{
    Visit visit = {.id = store_new_id(store, at),
        .event = event,
        .opened_by = student,
        .arrived = at,
        .day = day,
        .adults = 1};
    CHECK(visits_arrive(store, &visit, NULL, 0, &err));
}

static void put_programme(Id student, const char *name)
{
    Sql *q = sql(store,
        "INSERT INTO person_group (person, kind, value, first_day)"
        " VALUES (:person, 'programme', :value, 20260901)");
    sql_id(q, ":person", student);
    sql_text(q, ":value", name);
    CHECK(sql_run(q, &err));
}

static void school(void)
{
    static const char *const LANGUAGES[] = {"en", "en", "es", "en", "es", "en"};
    Event event = {.uid = "e", .kind = "open_house", .starts = NOW, .ends = NOW + 3600};
    put_term("f", "=1+1", 20260901, 20270124);
    put_term("s", "Spring", 20260125, 20260613);
    CHECK(events_put(store, &event, NOW, &err));
    CHECK(content_put(store, event.id, CONTENT_TITLE, "en", "@SUM(A1:A9)", &err));
    CHECK(store_begin(store, &err));
    for (int i = 0; i < FAMILIES; i++) {
        Id student = put_student(i, i % 2 ? "05" : "KG", i < 4 ? "so" : LANGUAGES[i % 6]);
        if (i % 3 == 0)
            come(student, event.id, NOW, 20261119);
        if (i % 4 == 0)
            come(student, (Id){0}, NOW - 200 * ONE_DAY, 20260503);
        if (i % 2)
            put_programme(student, i % 5 ? "+1 \"Club\", Ñandú" : "-2");
    }
    CHECK(store_commit(store, &err));
}

/* ---- reading back ---- */

static void put_cell(Grid *grid, int row, int column, const char *text, bool is_number)
{
    CHECK(row < ROWS && column < COLUMNS);
    Cell *cell = &grid->cells[row][column];
    snprintf(cell->text, CELL, "%s", text);
    cell->is_number = is_number;
    if (grid->widths[row] < column + 1)
        grid->widths[row] = column + 1;
    if (grid->count < row + 1)
        grid->count = row + 1;
}

static bool take_row(void *self, const CsvRow *row, Err *why)
{
    (void)self, (void)why;
    int at = csv.count;
    CHECK_INT(row->count, COLUMNS);
    for (int i = 0; i < row->count; i++)
        put_cell(&csv, at, i, row->fields[i], false);
    return true;
}

static void write_report(ReportFormat format, const char *term)
{
    Report report = {.term = term, .now = NOW, .format = format};
    if (report_write(store, &report, path, &err) < 0)
        fail_msg("%s", err.detail);
}

static void read_csv(void)
{
    csv = (Grid){0};
    write_report(REPORT_CSV, NULL);
    char *bytes = file_text(path);
    CHECK(csv_read("report", bytes, strlen(bytes), take_row, NULL, &err));
    free(bytes);
}

/* The n-th shared string. */
static char *shared(const char *strings, int n)
{
    const char *at = strings;
    for (int i = 0; i <= n; i++) {
        at = strstr(at, "<t");
        assert_non_null(at);
        at = strchr(at, '>') + 1;
    }
    return plain(at, strstr(at, "</t>"));
}

/* Adds the rows of a sheet below those there are; the header once. */
static void read_sheet(const char *sheet, const char *strings, int base)
{
    CHECK(!strstr(sheet, "<f>") && !strstr(sheet, "<f "));
    CHECK(strstr(sheet, "state=\"frozen\"") && strstr(sheet, "<autoFilter"));
    for (const char *at = sheet; (at = strstr(at, "<c r=\""));) {
        const char *tag_end = strchr(at, '>');
        int column = at[6] - 'A', row = atoi(at + 7);
        bool is_text = strstr(at, "t=\"s\"") && strstr(at, "t=\"s\"") < tag_end;
        const char *value = strstr(at, "<v>");
        assert_non_null(value);
        char *text =
            is_text ? shared(strings, atoi(value + 3)) : plain(value + 3, strstr(value, "</v>"));
        if (row > 1 || base == 0)
            put_cell(&book, base + row - 1 - (base > 0), column, text, !is_text);
        free(text);
        at = tag_end;
    }
}

static int read_book(void)
{
    int sheets = 0;
    book = (Grid){0};
    write_report(REPORT_XLSX, NULL);
    char *strings = part_of(path, "xl/sharedStrings.xml"), name[64], *sheet;
    for (;; free(sheet)) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheets + 1);
        sheet = part_of(path, name);
        if (!sheet)
            break;
        read_sheet(sheet, strings, book.count);
        sheets++;
    }
    free(strings);
    return sheets;
}

static bool has_formula_start(const char *text)
{
    return text[0] && strchr("=+-@", text[0]);
}

TEST(csv_and_workbook_have_the_same_rows)
{
    UNUSED_STATE;
    school();
    read_csv();
    CHECK_INT(read_book(), 6);
    CHECK_INT(csv.count, book.count);
    CHECK(csv.count > 40);
    for (int row = 0; row < csv.count; row++)
        for (int i = 0; i < COLUMNS; i++) {
            const char *text = csv.cells[row][i].text;
            bool is_guarded = text[0] == '\'' && has_formula_start(text + 1);
            CHECK_TEXT(text + is_guarded, book.cells[row][i].text);
        }
}

static const Cell *find(
    const Grid *grid, const char *table, const char *group, const char *unit, const char *heading)
{
    int column = 0;
    while (strcmp(grid->cells[0][column].text, heading) != 0)
        CHECK(++column < COLUMNS);
    for (int row = 1; row < grid->count; row++)
        if (strcmp(grid->cells[row][0].text, table) == 0 &&
            strcmp(grid->cells[row][1].text, group) == 0 &&
            (!unit || strcmp(grid->cells[row][3].text, unit) == 0))
            return &grid->cells[row][column];
    fail_msg("no row %s %s", table, group);
    return NULL;
}

static void is_number(const char *table, const char *group, const char *heading, const char *text)
{
    const Cell *cell = find(&book, table, group, NULL, heading);
    CHECK_TEXT(cell->text, text);
    CHECK(cell->is_number);
}

TEST(numbers_are_numbers_and_what_is_hidden_is_a_star)
{
    UNUSED_STATE;
    school();
    read_book();
    is_number("all", "reached", "count", "40");
    is_number("all", "reached", "of", "120");
    is_number("all", "reached", "percent", "33");
    is_number("all", "reached", "last_count", "30");
    is_number("all", "reached", "change_points", "8");
    CHECK_TEXT(find(&book, "all", "again", NULL, "count")->text, "*"); /* nobody came twice */
    is_number("grade", "KG", "count", "20");
    is_number("event", "2026-11-19", "of", "120");
    is_number("event", "2026-11-19", "percent", "33");
    const Cell *hidden = find(&book, "language", "so", "families", "count");
    CHECK_TEXT(hidden->text, "*");
    CHECK(!hidden->is_number);
    CHECK_TEXT(find(&book, "language", "so", "families", "of")->text, "*");
    CHECK_TEXT(find(&book, "language", "es", "families", "of")->text, "*"); /* beside it */
    CHECK_TEXT(find(&book, "language", "so", "students", "percent")->text, "*");
    CHECK(strstr(find(&book, "language", "so", "families", "note")->text, "fewer than 10"));
    CHECK_TEXT(find(&book, "grade", "05", "families", "name")->text, "Grade 05");
    CHECK_TEXT(find(&book, "language", "so", "families", "name")->text, "Somali");
}

TEST(what_looks_like_a_formula_is_a_text)
{
    UNUSED_STATE;
    int hostile = 0;
    school();
    read_csv();
    for (int row = 1; row < csv.count; row++)
        for (int i = 0; i < COLUMNS; i++) {
            const char *text = csv.cells[row][i].text;
            char *number_end;
            strtod(text, &number_end);
            hostile += text[0] == '\'';
            CHECK(!has_formula_start(text) || !*number_end); /* points less are a number */
        }
    CHECK(hostile > 20);
    CHECK_TEXT(find(&csv, "all", "reached", NULL, "term")->text, "'=1+1");
    CHECK_TEXT(find(&csv, "event", "2026-11-19", NULL, "name")->text, "'@SUM(A1:A9)");
    read_book(); /* looks for formulas */
    CHECK_TEXT(find(&book, "event", "2026-11-19", NULL, "name")->text, "@SUM(A1:A9)");
    CHECK_TEXT(
        find(&book, "program", "+1 \"Club\", Ñandú", NULL, "name")->text, "+1 \"Club\", Ñandú");
}

TEST(the_groups_have_charts_and_the_settings_stand_in_rows)
{
    UNUSED_STATE;
    school();
    read_book();
    for (int i = 1; i <= 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/charts/chart%d.xml", i);
        char *chart = part_of(path, name);
        assert_non_null(chart);
        CHECK(strstr(chart, "<c:barChart>") && strstr(chart, "Spring"));
        CHECK(strstr(chart, "$H$2:$H$") && strstr(chart, "$L$2:$L$"));
        CHECK(strstr(chart, "!$E$2<") && strstr(chart, "!$I$2<")); /* the terms, by their cells */
        CHECK(!strstr(chart, "<c:f>1+1"));                         /* though a term has that name */
        free(chart);
    }
    CHECK_TEXT(find(&book, "setting", "smallest_group", NULL, "name")->text, "10");
    CHECK_TEXT(find(&book, "setting", "timezone", NULL, "name")->text, "America/Chicago");
    CHECK_TEXT(find(&book, "setting", "records_begin", NULL, "name")->text, "2026-05-03");
    CHECK_TEXT(find(&book, "setting", "made", NULL, "name")->text, "2026-11-19T18:00:00-06:00");
    CHECK(strstr(find(&book, "definition", "family", NULL, "name")->text, "guardians"));
}

TEST(a_report_that_cannot_be_written_leaves_nothing)
{
    UNUSED_STATE;
    Report report = {.now = NOW, .format = REPORT_XLSX};
    CHECK_INT(report_write(store, &report, path, &err), -1);
    CHECK_INT(err.code, ERR_NOT_FOUND); /* no term */
    school();
    CHECK_INT(report_write(store, &report, "-", &err), -1);
    CHECK_INT(err.code, ERR_INVALID);
    CHECK_INT(report_write(store, &report, "/nowhere/report.xlsx", &err), -1);
    CHECK(strstr(err.detail, "/nowhere/report.xlsx"));
    report.term = "Winter";
    CHECK_INT(report_write(store, &report, path, &err), -1);
    CHECK(access(path, F_OK) != 0);
    report.term = "Spring";
    CHECK(report_write(store, &report, path, &err) > 0);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(csv_and_workbook_have_the_same_rows),
        RUN_IN(numbers_are_numbers_and_what_is_hidden_is_a_star),
        RUN_IN(what_looks_like_a_formula_is_a_text),
        RUN_IN(the_groups_have_charts_and_the_settings_stand_in_rows),
        RUN_IN(a_report_that_cannot_be_written_leaves_nothing),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
