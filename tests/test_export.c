/* Visits out: every row with its people, whole files only, nothing a spreadsheet would run. */
#include "check.h"

#include <dirent.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/csv.h"
#include "exchange/export.h"
#include "exchange/json.h"
#include "store/events.h"
#include "store/people.h"
#include "store/repair.h"
#include "store/settings.h"
#include "store/sql.h"

enum { NOW = 1795132800, COLUMNS = 28, ROWS = 16 }; /* 2026-11-19 18:00 in Chicago */

typedef struct {
    Store *store;
    Event event;
    Person guardian, child;
    char folder[32], path[64];
} Evening;

/* One row as heading=value pairs is found by its cell. */
typedef struct {
    char cell[ROWS][COLUMNS][128];
    int count;
} Rows;

static bool take_row(void *self, const CsvRow *row, Err *err)
{
    (void)err;
    Rows *rows = self;
    CHECK_INT(row->count, COLUMNS);
    CHECK(rows->count < ROWS);
    for (int i = 0; i < COLUMNS; i++)
        snprintf(rows->cell[rows->count][i], sizeof rows->cell[0][0], "%s", row->fields[i]);
    rows->count++;
    return true;
}

static Buf read_file(const char *path)
{
    Buf bytes;
    char block[4096];
    size_t got;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    buf_init(&bytes, 1 << 20);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        buf_add(&bytes, block, got);
    fclose(file);
    return bytes;
}

static const char *cell(const Rows *rows, int row, const char *heading)
{
    for (int i = 0; i < COLUMNS; i++)
        if (strcmp(rows->cell[0][i], heading) == 0)
            return rows->cell[row][i];
    fail_msg("no column %s", heading);
    return "";
}

static void put_person(Evening *e, Person *person)
{
    Err err = {0};
    person->is_active = true;
    CHECK(people_put(e->store, person, NOW, &err));
}

static Evening begin(void)
{
    Evening e = {
        .event = {.uid = "=evening", .kind = "conference", .starts = NOW, .ends = NOW + 7200},
        .guardian = {.source_id = "g1",
            .role = GUARDIAN,
            .given = "=cmd|' /C calc'!A0",
            .family = "Ñandú, \"Q\"",
            .language = "es"},
        .child = {.source_id = "s1",
            .role = STUDENT,
            .given = "Inés",
            .family = "O'Neil",
            .grade = "03",
            .language = "es"},
        .folder = "/tmp/foyer-test-XXXXXX"};
    Err err = {0};
    CHECK(store_open(&e.store, "", STORE_MEMORY, &err));
    CHECK(settings_set(e.store, "timezone", "America/Chicago", &err));
    CHECK(events_put(e.store, &e.event, NOW, &err));
    CHECK(content_put(e.store, e.event.id, CONTENT_TITLE, "en", "Conference", &err));
    put_person(&e, &e.guardian);
    put_person(&e, &e.child);
    CHECK(people_link(e.store, e.guardian.id, e.child.id, &err));
    CHECK(people_enrol(e.store, NOW, 20261119, &err));
    assert_non_null(mkdtemp(e.folder));
    snprintf(e.path, sizeof e.path, "%s/visits", e.folder);
    return e;
}

static int files_in(const char *path)
{
    int count = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void end(Evening *e)
{
    unlink(e->path);
    CHECK_INT(rmdir(e->folder), 0); /* fails if something was left beside the file */
    store_close(e->store);
}

static Visit visit_of(Evening *e, Id opened_by, int64_t arrived)
{
    return (Visit){.id = store_new_id(e->store, arrived),
        .event = e->event.id,
        .opened_by = opened_by,
        .arrived = arrived,
        .day = 20261119,
        .adults = 2,
        .children = 1,
        .language = "ar",
        .needs_interpreter = true,
        .method = METHOD_NAME,
        .kiosk = "lobby"};
}

static Rows export_rows(Evening *e, ExportRange range, int expected)
{
    Rows rows = {0};
    Err err = {0};
    CHECK_INT(
        export_visits(e->store, &(ExportAsk){.range = range, .path = e->path}, &err), expected);
    Buf bytes = read_file(e->path);
    CHECK(csv_read("visits", bytes.data, bytes.size, take_row, &rows, &err));
    buf_finish(&bytes);
    CHECK_INT(rows.count, expected + 1);
    return rows;
}

static void arrive_home(Evening *e, Visit *visit)
{
    Err err = {0};
    Id people[] = {e->guardian.id, e->child.id};
    CHECK(visits_arrive(e->store, visit, people, 2, &err));
}

TEST(a_visit_has_a_row_for_each_person)
{
    UNUSED_STATE;
    Evening e = begin();
    Visit visit = visit_of(&e, e.guardian.id, NOW + 90);
    arrive_home(&e, &visit);

    Rows rows = export_rows(&e, (ExportRange){0}, 2);
    int child = strcmp(cell(&rows, 1, "role"), "student") == 0 ? 1 : 2;
    CHECK_TEXT(cell(&rows, child, "visit_id"), id_text(visit.id));
    CHECK_TEXT(cell(&rows, child, "event_title"), "Conference");
    CHECK_TEXT(cell(&rows, child, "day"), "2026-11-19");
    CHECK_TEXT(cell(&rows, child, "arrived"), "2026-11-19T18:01:30-06:00");
    CHECK_TEXT(cell(&rows, child, "left"), "");
    CHECK_TEXT(cell(&rows, child, "person_id"), id_text(e.child.id));
    CHECK_TEXT(cell(&rows, child, "source_id"), "s1");
    CHECK_TEXT(cell(&rows, child, "given_name"), "Inés");
    CHECK_TEXT(cell(&rows, child, "family_name"), "O'Neil");
    CHECK_TEXT(cell(&rows, child, "grade"), "03");
    CHECK_TEXT(cell(&rows, child, "home_language"), "es");
    CHECK_TEXT(cell(&rows, child, "language"), "ar");
    CHECK_TEXT(cell(&rows, child, "method"), "name");
    CHECK_TEXT(cell(&rows, child, "interpreter"), "true");
    CHECK_TEXT(cell(&rows, child, "adults"), "2");
    CHECK_TEXT(cell(&rows, child, "children"), "1");
    CHECK_TEXT(cell(&rows, child, "kiosk"), "lobby");
    CHECK_TEXT(cell(&rows, child, "stub_child"), "");
    CHECK_TEXT(cell(&rows, 3 - child, "role"), "guardian");
    CHECK_TEXT(cell(&rows, 3 - child, "family_name"), "Ñandú, \"Q\"");
    end(&e);
}

TEST(a_name_that_is_a_formula_is_guarded_and_no_other_is)
{
    UNUSED_STATE;
    Evening e = begin();
    Visit visit = visit_of(&e, e.guardian.id, NOW);
    arrive_home(&e, &visit);
    export_rows(&e, (ExportRange){0}, 2);

    Buf bytes = read_file(e.path);
    CHECK(strstr(bytes.data, ",\"'=cmd|' /C calc'!A0\","));
    CHECK(strstr(bytes.data, ",\"'=evening\","));
    CHECK(strstr(bytes.data, ",O'Neil,"));
    CHECK(strstr(bytes.data, "-06:00,,"));
    buf_finish(&bytes);
    end(&e);
}

TEST(a_stub_and_a_visit_without_persons_have_a_row_each)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    Stub stub = {.id = store_new_id(e.store, NOW),
        .child = "Bo",
        .grade = "KG",
        .adult = "-Kim",
        .language = "ko"};
    Visit walk_in = visit_of(&e, stub.id, NOW);
    CHECK(stubs_arrive(e.store, &stub, &walk_in, &err));
    Visit counted = visit_of(&e, store_new_id(e.store, NOW), NOW + 60);
    CHECK(visits_arrive(e.store, &counted, NULL, 0, &err));

    Rows rows = export_rows(&e, (ExportRange){0}, 2);
    CHECK_TEXT(cell(&rows, 1, "stub_child"), "Bo");
    CHECK_TEXT(cell(&rows, 1, "stub_adult"), "'-Kim");
    CHECK_TEXT(cell(&rows, 1, "stub_grade"), "KG");
    CHECK_TEXT(cell(&rows, 1, "method"), "walk_in");
    CHECK_TEXT(cell(&rows, 1, "person_id"), "");
    CHECK_TEXT(cell(&rows, 2, "visit_id"), id_text(counted.id));
    CHECK_TEXT(cell(&rows, 2, "person_id"), "");
    CHECK_TEXT(cell(&rows, 2, "stub_child"), "");
    end(&e);
}

TEST(a_stub_has_its_state_and_when_it_was_matched_a_child_of_its_family)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    AuditBy by = {.at = NOW, .kiosk = "desk"};
    Stub stubs[3];
    Id ids[3];
    for (int i = 0; i < 3; i++) {
        ids[i] = store_new_id(e.store, NOW);
        stubs[i] = (Stub){.id = ids[i], .child = "Bo"};
        Visit visit = visit_of(&e, ids[i], NOW + i);
        CHECK(stubs_arrive(e.store, &stubs[i], &visit, &err));
    }
    CHECK(repair_join(e.store, &by, ids[0], e.child.id, &err));
    CHECK(repair_as_new(e.store, &by, ids[1], &err));
    CHECK(repair_hold(e.store, &by, &ids[2], 1, &err));
    Rows rows = export_rows(&e, (ExportRange){0}, 3);
    CHECK_TEXT(cell(&rows, 1, "stub_state"), "matched");
    CHECK_TEXT(cell(&rows, 1, "stub_matched_source_id"), "s1");
    CHECK_TEXT(cell(&rows, 2, "stub_state"), "new");
    CHECK_TEXT(cell(&rows, 2, "stub_matched_source_id"), "");
    CHECK_TEXT(cell(&rows, 3, "stub_state"), "held");
    CHECK(repair_reopen(e.store, &by, ids[0], &err));
    rows = export_rows(&e, (ExportRange){0}, 3);
    CHECK_TEXT(cell(&rows, 1, "stub_state"), "open");
    CHECK_TEXT(cell(&rows, 1, "stub_matched_source_id"), "");
    end(&e);
}

TEST(an_undone_visit_is_left_out)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    Visit visit = visit_of(&e, e.guardian.id, NOW);
    arrive_home(&e, &visit);
    Sql *q = sql(e.store, "UPDATE visit SET undone = 1");
    CHECK(sql_run(q, &err));
    export_rows(&e, (ExportRange){0}, 0);
    end(&e);
}

TEST(the_grade_is_that_of_the_day)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    Visit visit = visit_of(&e, e.child.id, NOW);
    CHECK(visits_arrive(e.store, &visit, &e.child.id, 1, &err));
    snprintf(e.child.grade, sizeof e.child.grade, "04");
    put_person(&e, &e.child);
    CHECK(people_enrol(e.store, NOW + 86400 * 300, 20270915, &err));
    Rows rows = export_rows(&e, (ExportRange){0}, 1);
    CHECK_TEXT(cell(&rows, 1, "grade"), "03");
    end(&e);
}

TEST(the_range_takes_its_begin_and_not_its_end_and_one_event)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    Visit first = visit_of(&e, e.guardian.id, NOW);
    arrive_home(&e, &first);
    Visit other = visit_of(&e, e.guardian.id, NOW + 3600);
    other.event = (Id){0};
    CHECK(visits_arrive(e.store, &other, &e.child.id, 1, &err));

    export_rows(&e, (ExportRange){.from = NOW, .to = NOW + 3600}, 2);
    export_rows(&e, (ExportRange){.from = NOW + 1}, 1);
    export_rows(&e, (ExportRange){.to = NOW}, 0);
    export_rows(&e, (ExportRange){.event = e.event.id}, 2);

    Id found = {0};
    CHECK(export_find_event(e.store, "=evening", &found, &err));
    CHECK(id_equal(found, e.event.id));
    CHECK(!export_find_event(e.store, "none", &found, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    end(&e);
}

TEST(json_has_one_object_a_line)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    Visit visit = visit_of(&e, e.guardian.id, NOW);
    arrive_home(&e, &visit);
    CHECK_INT(export_visits(e.store, &(ExportAsk){.format = EXPORT_JSON, .path = e.path}, &err), 2);

    Buf bytes = read_file(e.path);
    int lines = 0;
    char *rest = NULL;
    for (char *line = strtok_r(bytes.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        json_t *row = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(row);
        CHECK_INT(json_object_size(row), COLUMNS);
        CHECK_INT(json_integer_value(json_object_get(row, "adults")), 2);
        CHECK(json_is_true(json_object_get(row, "interpreter")));
        CHECK(json_is_null(json_object_get(row, "left")));
        CHECK_TEXT(json_string_value(json_object_get(row, "event_uid")), "=evening");
        json_decref(row);
        lines++;
    }
    CHECK_INT(lines, 2);
    buf_finish(&bytes);
    end(&e);
}

TEST(json_mends_text_that_is_not_utf8)
{
    UNUSED_STATE;
    Buf out;
    Json *json = json_new_object();
    buf_init(&out, 1000);
    json_text(json, "a", "x\xff\"y");
    json_text(json, "b", NULL);
    json_write(json, &out);
    CHECK_TEXT(out.data, "{\"a\":\"x\xef\xbf\xbd\\\"y\",\"b\":null}");
    json_free(json);
    buf_finish(&out);
}

TEST(the_file_appears_whole_or_not_at_all)
{
    UNUSED_STATE;
    Evening e = begin();
    Err err = {0};
    char path[96];
    snprintf(path, sizeof path, "%s/none/visits", e.folder);
    CHECK_INT(export_visits(e.store, &(ExportAsk){.path = path}, &err), -1);
    CHECK(strstr(err.detail, path) == err.detail);

    /* A folder of that name: the rows are written, and cannot get it. */
    CHECK_INT(mkdir(e.path, 0700), 0);
    CHECK_INT(export_visits(e.store, &(ExportAsk){.path = e.path}, &err), -1);
    CHECK_INT(files_in(e.folder), 1);
    CHECK_INT(rmdir(e.path), 0);

    /* The query fails: the earlier file stays as it was. */
    export_rows(&e, (ExportRange){0}, 0);
    Buf before = read_file(e.path);
    CHECK(sql_run(sql(e.store, "ALTER TABLE stub RENAME TO elsewhere"), &err));
    CHECK_INT(
        export_visits(e.store, &(ExportAsk){.format = EXPORT_JSON, .path = e.path}, &err), -1);
    Buf after = read_file(e.path);
    CHECK_TEXT(after.data, before.data);
    buf_finish(&before);
    buf_finish(&after);
    end(&e);
}

TEST(an_export_is_for_its_owner_only)
{
    UNUSED_STATE;
    Evening e = begin();
    struct stat about;
    export_rows(&e, (ExportRange){0}, 0);
    CHECK_INT(stat(e.path, &about), 0);
    CHECK_INT(about.st_mode & 0777, 0600);
    end(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_visit_has_a_row_for_each_person),
        RUN(a_name_that_is_a_formula_is_guarded_and_no_other_is),
        RUN(a_stub_and_a_visit_without_persons_have_a_row_each),
        RUN(a_stub_has_its_state_and_when_it_was_matched_a_child_of_its_family),
        RUN(an_undone_visit_is_left_out),
        RUN(the_grade_is_that_of_the_day),
        RUN(the_range_takes_its_begin_and_not_its_end_and_one_event),
        RUN(json_has_one_object_a_line),
        RUN(json_mends_text_that_is_not_utf8),
        RUN(the_file_appears_whole_or_not_at_all),
        RUN(an_export_is_for_its_owner_only),
    };
    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
