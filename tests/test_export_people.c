/* The roster out: who, what they are, and who belongs to whom. */
#include "check.h"

#include <jansson.h>
#include <unistd.h>

#include "base/buf.h"
#include "exchange/csv.h"
#include "exchange/export.h"
#include "store/people.h"
#include "store/sql.h"

enum { NOW = 1795132800, COLUMNS = 15, ROWS = 16 };

static Store *store;
static Err err;
static char folder[32], path[64];
static Id elder;

typedef struct {
    char cell[ROWS][COLUMNS][128];
    int count;
} Rows;

static Person put(const char *source_id, PersonRole role, Person person)
{
    snprintf(person.source_id, sizeof person.source_id, "%s", source_id);
    person.role = role;
    person.is_active = true;
    person.birth_month = 2;
    person.birth_day = 29;
    CHECK(people_put(store, &person, NOW, &err));
    return person;
}

/* Two children, the elder with two guardians; a teacher; one guardian without a child. */
static int fill(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder) || !store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    snprintf(path, sizeof path, "%s/people", folder);
    Person mother = put("g1", GUARDIAN,
        (Person){
            .given = "=Rosa", .family = "Ñandú, \"Q\"", .phone = "15550142", .language = "es"});
    Person father = put("g2", GUARDIAN, (Person){.given = "Luis", .family = "Ñandú"});
    Person first = put("s1", STUDENT,
        (Person){.given = "Inés",
            .middle = "María",
            .family = "Ñandú",
            .preferred_given = "Nené",
            .preferred_family = "N.",
            .phone = "5550187",
            .language = "es",
            .grade = "03",
            .homeroom = "B 12"});
    Person younger = put("s2", STUDENT, (Person){.given = "Bo", .family = "Ñandú"});
    put("g3", GUARDIAN, (Person){.given = "Kim"});
    put("t1", EMPLOYEE, (Person){.given = "Ada", .phone = "5550199"});
    CHECK(people_link(store, father.id, first.id, &err));
    CHECK(people_link(store, mother.id, first.id, &err));
    CHECK(people_link(store, mother.id, younger.id, &err));
    elder = first.id;
    return 0;
}

static int empty(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    unlink(path);
    return rmdir(folder); /* fails if something was left beside the file */
}

static Buf read_file(void)
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

static bool take_row(void *self, const CsvRow *row, Err *why)
{
    (void)why;
    Rows *rows = self;
    CHECK_INT(row->count, COLUMNS);
    CHECK(rows->count < ROWS);
    for (int i = 0; i < COLUMNS; i++)
        snprintf(rows->cell[rows->count][i], sizeof rows->cell[0][0], "%s", row->fields[i]);
    rows->count++;
    return true;
}

static const char *cell(const Rows *rows, const char *source_id, const char *heading)
{
    for (int row = 1; row < rows->count; row++)
        for (int i = 0; strcmp(rows->cell[row][1], source_id) == 0 && i < COLUMNS; i++)
            if (strcmp(rows->cell[0][i], heading) == 0)
                return rows->cell[row][i];
    fail_msg("no %s of %s", heading, source_id);
    return "";
}

TEST(a_person_is_a_row)
{
    UNUSED_STATE;
    static Rows rows;
    rows = (Rows){0};
    CHECK_INT(export_people(store, &(ExportAsk){.path = path}, &err), 6);
    Buf bytes = read_file();
    CHECK(csv_read("people", bytes.data, bytes.size, take_row, &rows, &err));
    CHECK_INT(rows.count, 7);
    CHECK_TEXT(cell(&rows, "s1", "person_id"), id_text(elder));
    CHECK_TEXT(cell(&rows, "s1", "role"), "student");
    CHECK_TEXT(cell(&rows, "s1", "given_name"), "Inés");
    CHECK_TEXT(cell(&rows, "s1", "middle_name"), "María");
    CHECK_TEXT(cell(&rows, "s1", "family_name"), "Ñandú");
    CHECK_TEXT(cell(&rows, "s1", "preferred_given_name"), "Nené");
    CHECK_TEXT(cell(&rows, "s1", "preferred_family_name"), "N.");
    CHECK_TEXT(cell(&rows, "s1", "home_language"), "es");
    CHECK_TEXT(cell(&rows, "s1", "grade"), "03");
    CHECK_TEXT(cell(&rows, "s1", "homeroom"), "B 12");
    CHECK_TEXT(cell(&rows, "s1", "is_active"), "true");
    CHECK_TEXT(cell(&rows, "s1", "guardians"), "g1,g2");
    CHECK_TEXT(cell(&rows, "s1", "students"), "");
    CHECK_TEXT(cell(&rows, "s2", "guardians"), "g1");
    CHECK_TEXT(cell(&rows, "g1", "students"), "s1,s2");
    CHECK_TEXT(cell(&rows, "g1", "guardians"), "");
    CHECK_TEXT(cell(&rows, "g3", "students"), "");
    CHECK_TEXT(cell(&rows, "g1", "family_name"), "Ñandú, \"Q\"");
    CHECK_TEXT(cell(&rows, "g1", "given_name"), "'=Rosa");
    CHECK(strstr(bytes.data, "\"Ñandú, \"\"Q\"\"\""));
    CHECK(strstr(bytes.data, "students\r\n"));
    CHECK_TEXT(bytes.data + bytes.size - 2, "\r\n");
    buf_finish(&bytes);
}

TEST(only_guardians_phones_and_no_birthdays_leave)
{
    UNUSED_STATE;
    static Rows rows;
    rows = (Rows){0};
    CHECK_INT(export_people(store, &(ExportAsk){.path = path}, &err), 6);
    Buf bytes = read_file();
    CHECK(csv_read("people", bytes.data, bytes.size, take_row, &rows, &err));
    CHECK_TEXT(cell(&rows, "g1", "phone"), "15550142");
    CHECK_TEXT(cell(&rows, "s1", "phone"), "");
    CHECK_TEXT(cell(&rows, "t1", "phone"), "");
    CHECK(!strstr(bytes.data, "birth"));
    for (int row = 1; row < rows.count; row++)
        for (int i = 0; i < COLUMNS; i++)
            CHECK(strcmp(rows.cell[row][i], "29") != 0);
    buf_finish(&bytes);
}

TEST(who_has_left_is_told_so)
{
    UNUSED_STATE;
    static Rows rows;
    rows = (Rows){0};
    CHECK(sql_run(sql(store, "UPDATE person SET is_active = 0 WHERE source_id = 't1'"), &err));
    CHECK_INT(export_people(store, &(ExportAsk){.path = path}, &err), 6);
    Buf bytes = read_file();
    CHECK(csv_read("people", bytes.data, bytes.size, take_row, &rows, &err));
    CHECK_TEXT(cell(&rows, "t1", "is_active"), "false");
    CHECK_TEXT(cell(&rows, "g1", "is_active"), "true");
    buf_finish(&bytes);
}

TEST(json_has_lists_as_arrays)
{
    UNUSED_STATE;
    CHECK_INT(export_people(store, &(ExportAsk){.format = EXPORT_JSON, .path = path}, &err), 6);
    Buf bytes = read_file();
    int lines = 0;
    char *rest = NULL;
    for (char *line = strtok_r(bytes.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        json_t *row = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(row);
        CHECK_INT(json_object_size(row), COLUMNS);
        const json_t *guardians = json_object_get(row, "guardians");
        const char *source_id = json_string_value(json_object_get(row, "source_id"));
        CHECK_INT(json_array_size(guardians),
            strcmp(source_id, "s1") == 0       ? 2
                : strcmp(source_id, "s2") == 0 ? 1
                                               : 0);
        CHECK(json_is_true(json_object_get(row, "is_active")));
        if (strcmp(source_id, "s1") == 0) {
            CHECK_TEXT(json_string_value(json_array_get(guardians, 0)), "g1");
            CHECK_TEXT(json_string_value(json_array_get(guardians, 1)), "g2");
            CHECK(json_is_null(json_object_get(row, "phone")));
        }
        json_decref(row);
        lines++;
    }
    CHECK_INT(lines, 6);
    buf_finish(&bytes);
}

TEST(a_query_that_fails_leaves_the_earlier_file)
{
    UNUSED_STATE;
    CHECK_INT(export_people(store, &(ExportAsk){.path = path}, &err), 6);
    CHECK(sql_run(sql(store, "ALTER TABLE guardian_of RENAME TO elsewhere"), &err));
    CHECK_INT(export_people(store, &(ExportAsk){.format = EXPORT_JSON, .path = path}, &err), -1);
    Buf bytes = read_file();
    CHECK(strncmp(bytes.data, "person_id,", 10) == 0);
    buf_finish(&bytes);
}

#define WITH_ROSTER(name) cmocka_unit_test_setup_teardown(name, fill, empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ROSTER(a_person_is_a_row),
        WITH_ROSTER(only_guardians_phones_and_no_birthdays_leave),
        WITH_ROSTER(who_has_left_is_told_so),
        WITH_ROSTER(json_has_lists_as_arrays),
        WITH_ROSTER(a_query_that_fails_leaves_the_earlier_file),
    };
    return cmocka_run_group_tests_name("export_people", tests, NULL, NULL);
}
