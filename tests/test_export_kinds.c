/* Every export in every format: the same rows of the same types, and nothing that is reckoned. */
#include "check.h"
#include "grid.h"

#include <jansson.h>
#include <time.h>
#include <unistd.h>

#include "exchange/demo.h"
#include "exchange/export.h"
#include "store/headcounts.h"
#include "store/journeys.h"
#include "store/sql.h"
#include "store/stubs.h"
#include "store/visits.h"

enum { NOW = 1795132800, HOSTILE = 4 }; /* 2026-11-19 18:00 in Chicago */

static const char *const KINDS[] = {"visits", "people", "signups", "needs", "calls", "unreached",
    "roll-call", "headcounts", "journeys", "dictionary"};
static const char FORMULA[] = "=HYPERLINK(\"http://example.org\")";

static Store *store;
static Err err;
static char folder[32], path[64];
static Grid csv, book;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder) || !store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    snprintf(path, sizeof path, "%s/out", folder);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    grid_empty(&csv);
    grid_empty(&book);
    store_close(store);
    unlink(path);
    return rmdir(folder); /* fails if something was left beside the file */
}

static void count_people(int64_t at, int adults, int children)
{
    Headcount count = {.id = store_new_id(store, at),
        .at = at,
        .day = 20261119,
        .adults = adults,
        .children = children,
        .language = "ar",
        .kiosk = "=lobby"};
    CHECK(headcounts_add(store, &count, &err));
}

static void use_glass(void)
{
    Journey journey = {.kiosk = "lobby",
        .language = "so",
        .flow = "check_in",
        .switches = "large,contrast",
        .started = NOW,
        .steps = {{"welcome", 1, 4}, {"name", 12, 31}, {"thanks", 0, 8}},
        .count = 3,
        .ended = "done"};
    CHECK(journeys_add(store, &journey, &err));
}

static Visit visit_of(Id opened_by)
{
    return (Visit){.id = store_new_id(store, NOW - 600),
        .opened_by = opened_by,
        .arrived = NOW - 600,
        .day = 20261119,
        .adults = 1,
        .language = "es",
        .kiosk = "lobby"};
}

/* A family with a child, and a walk-in. */
static void come(void)
{
    Id people[2] = {0};
    Sql *q = sql(store, "SELECT guardian, student FROM tie LIMIT 1");
    CHECK(sql_row(q));
    people[0] = sql_get_id(q, 0);
    people[1] = sql_get_id(q, 1);
    CHECK(sql_done(q, &err));
    Visit visit = visit_of(people[0]);
    CHECK(visits_arrive(store, &visit, people, 2, &err));
    Stub stub = {.id = store_new_id(store, NOW), .child = "Bo", .grade = "KG", .language = "ko"};
    Visit walk_in = visit_of(stub.id);
    CHECK(stubs_arrive(store, &stub, &walk_in, &err));
    CHECK(
        sql_run(sql(store, "UPDATE visit SET left = arrived + 5400 WHERE language = 'es'"), &err));
    CHECK(sql_run(sql(store,
                      "UPDATE session SET state = 'withdrawn'"
                      " WHERE id IN (SELECT session FROM signup LIMIT 1)"),
        &err));
}

/* The made-up school, and people in it whose names a spreadsheet would run. */
static void hostile_school(void)
{
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    come();
    static const char *const CHANGES[] = {"UPDATE person SET given = :name",
        "UPDATE person SET family = :name WHERE role = 'guardian'",
        "UPDATE content SET text = :name", "UPDATE stub SET child = :name, adult = :name"};
    for (int i = 0; i < HOSTILE; i++) {
        Sql *q = sql(store, CHANGES[i]);
        sql_text(q, ":name", FORMULA);
        CHECK(sql_run(q, &err));
    }
    count_people(NOW - 60, 2, 1);
    use_glass();
}

static int export_as(const char *name, ExportFormat format)
{
    ExportAsk ask = {.now = NOW, .format = format, .path = path};
    const ExportKind *kind = export_kind(name);
    assert_non_null(kind);
    int rows = kind->write(store, &ask, &err);
    if (rows < 0)
        fail_msg("%s: %s", name, err.detail);
    return rows;
}

/* ---- reading back ---- */

static int read_csv(const char *name)
{
    int rows = export_as(name, EXPORT_CSV);
    grid_csv(&csv, path);
    CHECK_INT(csv.count, rows + 1);
    return rows;
}

static void read_book(const char *name)
{
    int rows = export_as(name, EXPORT_XLSX);
    grid_book(&book, path);
    CHECK_INT(book.count, rows + 1);
}

/* ---- comparing ---- */

/* Days since 1899-12-30, as a workbook counts, of a day or a time as CSV has it. */
static double serial(const char *text)
{
    struct tm tm = {0};
    const char *rest = strptime(text, "%Y-%m-%d", &tm);
    if (!rest)
        return 0;
    if (*rest == 'T')
        strptime(rest + 1, "%H:%M:%S", &tm);
    return (double)timegm(&tm) / 86400 + 25569;
}

static bool same_number(const char *number, const char *text)
{
    char *number_end;
    double value = strtod(text, &number_end);
    double wanted = *number_end ? serial(text) : value;
    double difference = strtod(number, NULL) - wanted;
    return difference < 1e-6 && difference > -1e-6;
}

/* Without the apostrophe that guards it. */
static const char *unguarded(const char *text)
{
    return text[0] == '\'' && text[1] && strchr("=+-@\t\r\n", text[1]) ? text + 1 : text;
}

static void compare_cell(const char *name, const Cell *in_csv, const Cell *in_book)
{
    const char *a = in_csv->text ? in_csv->text : "", *b = in_book->text ? in_book->text : "";
    bool is_same = strcmp(unguarded(a), b) == 0;
    if (in_book->type == 'b')
        is_same = strcmp(a, strcmp(b, "1") == 0 ? "true" : "false") == 0;
    if (in_book->type == 'n')
        is_same = *a && same_number(b, a);
    if (!is_same)
        fail_msg("%s: CSV has \"%s\", the workbook \"%s\"", name, a, b);
}

static void compare_book(const char *name)
{
    read_book(name);
    CHECK_INT(book.count, csv.count);
    for (int i = 0; i < csv.count; i++)
        for (int j = 0; j < csv.width; j++)
            compare_cell(name, &csv.cells[i][j], &book.cells[i][j]);
}

static void compare_value(const char *name, const json_t *value, const char *text)
{
    assert_non_null(value);
    bool is_same = true;
    if (json_is_string(value))
        is_same = strcmp(json_string_value(value), unguarded(text)) == 0;
    else if (json_is_boolean(value))
        is_same = strcmp(text, json_is_true(value) ? "true" : "false") == 0;
    else if (json_is_number(value))
        is_same = json_number_value(value) == strtod(text, NULL);
    else if (json_is_null(value))
        is_same = !*text;
    if (!is_same)
        fail_msg("%s: CSV has \"%s\", JSON another", name, text);
}

static void compare_json(const char *name)
{
    CHECK_INT(export_as(name, EXPORT_JSON) + 1, csv.count);
    char *bytes = file_text(path), *rest = NULL;
    for (int i = 1; i < csv.count; i++) {
        char *line = strtok_r(i == 1 ? bytes : NULL, "\n", &rest);
        assert_non_null(line);
        json_t *row = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(row);
        CHECK_INT(json_object_size(row), csv.width);
        for (int j = 0; j < csv.width; j++) {
            const char *text = csv.cells[i][j].text;
            compare_value(name, json_object_get(row, csv.cells[0][j].text), text ? text : "");
        }
        json_decref(row);
    }
    free(bytes);
}

TEST(every_export_says_the_same_in_every_format)
{
    UNUSED_STATE;
    hostile_school();
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        int rows = read_csv(KINDS[i]);
        if (rows == 0)
            fail_msg("%s is empty", KINDS[i]);
        compare_book(KINDS[i]);
        compare_json(KINDS[i]);
    }
}

TEST(a_workbook_has_texts_numbers_days_and_flags_as_what_they_are)
{
    UNUSED_STATE;
    hostile_school();
    read_book("people");
    CHECK_INT(cell(&book, 1, "person_id")->type, 's');
    CHECK_INT(cell(&book, 1, "is_active")->type, 'b');
    CHECK_TEXT(cell(&book, 1, "given_name")->text, FORMULA);
    CHECK_INT(cell(&book, 1, "given_name")->type, 's');
    read_book("visits");
    CHECK_INT(cell(&book, 1, "visit_id")->type, 's');
    CHECK_INT(cell(&book, 1, "hours")->type, 'n');
    CHECK_TEXT(cell(&book, 1, "hours")->text, "1.5");
    CHECK_INT(cell(&book, 1, "number")->type, 'n');
    CHECK_INT(cell(&book, 1, "interpreter")->type, 'b');
    read_book("headcounts");
    CHECK_INT(cell(&book, 1, "adults")->type, 'n');
    CHECK_TEXT(cell(&book, 1, "day")->text, "46345");
    CHECK_INT(cell(&book, 1, "at")->type, 'n');
    CHECK(same_number(cell(&book, 1, "at")->text, "2026-11-19T17:59:00"));
}

TEST(the_second_sheet_says_what_the_columns_are_and_of_when_it_is)
{
    UNUSED_STATE;
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    ExportAsk ask = {
        .range = {.from = NOW - 86400, .to = NOW}, .now = NOW, .format = EXPORT_XLSX, .path = path};
    CHECK(export_kind("visits")->write(store, &ask, &err) >= 0);
    char *names = part_of(path, "xl/workbook.xml"),
         *about = part_of(path, "xl/worksheets/sheet2.xml");
    CHECK(strstr(names, "name=\"visits\"") && strstr(names, "name=\"About\""));
    CHECK(strstr(about, "<t>The student's grade on that day.</t>"));
    CHECK(strstr(about, "<t>America/Chicago</t>"));
    CHECK(strstr(about, "<t>2026-11-18T18:00:00-06:00</t>"));
    CHECK(strstr(about, "<t>2026-11-19T18:00:00-06:00</t>"));
    free(names);
    free(about);
}

TEST(a_csv_has_a_mark_only_when_it_is_asked_for)
{
    UNUSED_STATE;
    CHECK(demo_fill(store, FOYER_SOURCE "/assets/demo", NOW, &err));
    export_as("people", EXPORT_CSV);
    char *without = file_text(path);
    export_as("people", EXPORT_CSV_MARKED);
    char *with = file_text(path);
    CHECK(strncmp(with, "\xef\xbb\xbf", 3) == 0);
    CHECK_TEXT(with + 3, without);
    free(without);
    free(with);
}

TEST(headcounts_are_what_was_counted_and_not_taken_back)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(store, "INSERT INTO setting VALUES ('timezone', 'America/Chicago')"), &err));
    count_people(NOW, 2, 1);
    count_people(NOW + 60, 0, 5);
    count_people(NOW + 120, 9, 9);
    CHECK(headcounts_undo(store, "=lobby", (Id){0}, 20261119, NOW + 130, &err));
    CHECK_INT(read_csv("headcounts"), 2);
    CHECK_TEXT(cell(&csv, 1, "day")->text, "2026-11-19");
    CHECK_TEXT(cell(&csv, 1, "at")->text, "2026-11-19T18:00:00-06:00");
    CHECK_TEXT(cell(&csv, 1, "adults")->text, "2");
    CHECK_TEXT(cell(&csv, 1, "children")->text, "1");
    CHECK_TEXT(cell(&csv, 1, "language")->text, "ar");
    CHECK_TEXT(cell(&csv, 1, "kiosk")->text, "'=lobby");
    CHECK_TEXT(cell(&csv, 2, "adults")->text, "0");
    CHECK_TEXT(cell(&csv, 2, "children")->text, "5");
    CHECK(!cell(&csv, 2, "event_uid")->text);
    ExportAsk ask = {.range = {.from = NOW + 1, .to = NOW + 61}, .path = path};
    CHECK_INT(export_headcounts(store, &ask, &err), 1);
    ask.range.to = NOW + 60;
    CHECK_INT(export_headcounts(store, &ask, &err), 0);
}

TEST(a_journey_has_a_row_for_each_step)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(store, "INSERT INTO setting VALUES ('timezone', 'America/Chicago')"), &err));
    use_glass();
    CHECK_INT(read_csv("journeys"), 3);
    static const char *const STEPS[][4] = {
        {"1", "welcome", "1", "4"}, {"2", "name", "12", "31"}, {"3", "thanks", "0", "8"}};
    for (int i = 0; i < 3; i++) {
        CHECK_TEXT(cell(&csv, i + 1, "step")->text, STEPS[i][0]);
        CHECK_TEXT(cell(&csv, i + 1, "screen")->text, STEPS[i][1]);
        CHECK_TEXT(cell(&csv, i + 1, "touches")->text, STEPS[i][2]);
        CHECK_TEXT(cell(&csv, i + 1, "seconds")->text, STEPS[i][3]);
        CHECK_TEXT(cell(&csv, i + 1, "flow")->text, "check_in");
        CHECK_TEXT(cell(&csv, i + 1, "ended")->text, "done");
        CHECK_TEXT(cell(&csv, i + 1, "switches")->text, "large,contrast");
        CHECK_TEXT(cell(&csv, i + 1, "journey_id")->text, csv.cells[1][0].text);
    }
    CHECK_INT(export_journeys(store, &(ExportAsk){{.from = NOW + 1}, .path = path}, &err), 0);
}

/* ---- stopped ---- */

static bool stop(void *self, int64_t done, int64_t all)
{
    CHECK(done <= all);
    return ++*(int *)self < 1;
}

TEST(each_of_them_can_be_stopped_and_leaves_nothing)
{
    UNUSED_STATE;
    hostile_school();
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        for (ExportFormat format = EXPORT_CSV; format <= EXPORT_XLSX; format++) {
            int asked = 0;
            Watch watch = {&asked, stop};
            ExportAsk ask = {.now = NOW, .format = format, .path = path, .watch = &watch};
            CHECK_INT(export_kind(KINDS[i])->write(store, &ask, err_clear(&err)), -1);
            CHECK_INT(err.code, ERR_REFUSED);
            CHECK_INT(asked, 1);
            CHECK(access(path, F_OK) != 0);
        }
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(every_export_says_the_same_in_every_format),
        RUN_IN(a_workbook_has_texts_numbers_days_and_flags_as_what_they_are),
        RUN_IN(the_second_sheet_says_what_the_columns_are_and_of_when_it_is),
        RUN_IN(a_csv_has_a_mark_only_when_it_is_asked_for),
        RUN_IN(headcounts_are_what_was_counted_and_not_taken_back),
        RUN_IN(a_journey_has_a_row_for_each_step),
        RUN_IN(each_of_them_can_be_stopped_and_leaves_nothing),
    };
    return cmocka_run_group_tests_name("export_kinds", tests, NULL, NULL);
}
