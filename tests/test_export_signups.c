/* Sign-ups and needs out, and what their columns are. */
#include "check.h"

#include <unistd.h>

#include "exchange/csv.h"
#include "exchange/export.h"
#include "exchange/rows.h"
#include "store/events.h"
#include "store/people.h"
#include "store/placing.h"
#include "store/repair.h"
#include "store/settings.h"
#include "store/signups.h"
#include "store/sql.h"

enum {
    NOW = 1795132800,
    ONE_DAY = 86400,
    COLUMNS = 40,
    ROWS = 200
}; /* 2026-11-19 18:00 in Chicago */

typedef struct {
    char cell[ROWS][COLUMNS][128];
    int count, width;
} Rows;

static Store *store;
static Err err;
static char path[64];
static Rows rows;
static Id guardian, math, reading;

static Id put_session(const char *uid, Id workshop, int64_t starts, Places places)
{
    Session s = {.workshop = workshop, .starts = starts, .ends = starts + 3600, .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    snprintf(s.language, sizeof s.language, "en");
    CHECK(sessions_put(store, &s, NOW, &err));
    return s.id;
}

static Signup sign_up(Id session, Id opened_by, Party party)
{
    Signup signup = {.id = store_new_id(store, NOW),
        .session = session,
        .opened_by = opened_by,
        .party = party,
        .language = "es",
        .kiosk = "lobby"};
    CHECK_INT(signups_make(store, &signup, true, NOW, &err), SIGNUP_DONE);
    return signup;
}

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(path, sizeof path, "/tmp/foyer-test-XXXXXX");
    int file = mkstemp(path);
    close(file);
    if (file < 0 || !store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    Person person = {.source_id = "g1",
        .role = GUARDIAN,
        .given = "=Rosa",
        .family = "Ñandú",
        .phone = "5125550142",
        .is_active = true};
    CHECK(people_put(store, &person, NOW, &err));
    guardian = person.id;
    Workshop workshop = {.uid = "math", .state = WORKSHOP_PUBLISHED};
    CHECK(workshops_put(store, &workshop, NOW, &err));
    CHECK(content_put(store, workshop.id, CONTENT_TITLE, "es", "Mates", &err));
    CHECK(content_put(store, workshop.id, CONTENT_TITLE, "en", "Math", &err));
    math = put_session("math-1", workshop.id, NOW + ONE_DAY, (Places){6, 4, 2, 9});
    reading = put_session("math-2", workshop.id, NOW + 2 * ONE_DAY, (Places){0, 0, 0, 0});
    CHECK(content_put(store, math, CONTENT_PLACE, "es", "Biblioteca", &err));
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return unlink(path);
}

static bool take_row(void *self, const CsvRow *row, Err *why)
{
    (void)self, (void)why;
    CHECK(rows.count < ROWS && row->count <= COLUMNS);
    rows.width = row->count;
    for (int i = 0; i < row->count; i++)
        snprintf(rows.cell[rows.count][i], sizeof rows.cell[0][0], "%s", row->fields[i]);
    rows.count++;
    return true;
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

static void parse(int count)
{
    Buf bytes = read_file();
    rows = (Rows){0};
    CHECK(csv_read("rows", bytes.data, bytes.size, take_row, NULL, &err));
    CHECK_INT(rows.count, count + 1);
    buf_finish(&bytes);
}

static void export_rows(ExportWrite *write, ExportRange range, int count)
{
    CHECK_INT(write(store, &(ExportAsk){.range = range, .path = path}, &err), count);
    parse(count);
}

static void is(int row, const char *heading, const char *wanted)
{
    for (int i = 0; i < rows.width; i++)
        if (strcmp(rows.cell[0][i], heading) == 0) {
            CHECK_TEXT(rows.cell[row][i], wanted);
            return;
        }
    fail_msg("no column %s", heading);
}

TEST(a_sign_up_is_a_row)
{
    UNUSED_STATE;
    Signup signup = sign_up(math, guardian,
        (Party){.adults = 2,
            .children = 1,
            .childcare = 2,
            .ages = {3, 5},
            .needs_ride = true,
            .interpreter = "ar"});
    export_rows(export_signups, (ExportRange){0}, 1);
    is(1, "signup_id", id_text(signup.id));
    is(1, "code", signup.code);
    is(1, "state", "confirmed");
    is(1, "workshop_uid", "math");
    is(1, "workshop_title", "Math");
    is(1, "session_uid", "math-1");
    is(1, "session_state", "published");
    is(1, "starts", "2026-11-20T18:00:00-06:00");
    is(1, "ends", "2026-11-20T19:00:00-06:00");
    is(1, "place", "Biblioteca");
    is(1, "online", "false");
    is(1, "session_language", "en");
    is(1, "adults", "2");
    is(1, "children", "1");
    is(1, "childcare", "2");
    is(1, "ages", "3,5");
    is(1, "ride", "5");
    is(1, "interpreter", "ar");
    is(1, "language", "es");
    is(1, "opened_by", id_text(guardian));
    is(1, "opened_by_kind", "guardian");
    is(1, "source_id", "g1");
    is(1, "given_name", "'=Rosa");
    is(1, "family_name", "Ñandú");
    is(1, "stub_child", "");
    is(1, "made", "2026-11-19T18:00:00-06:00");
    is(1, "turn", "");
    is(1, "offered_until", "");
    is(1, "kiosk", "lobby");
}

TEST(who_waits_who_was_offered_places_and_who_cancelled_are_told)
{
    UNUSED_STATE;
    Signup first = sign_up(math, guardian, (Party){.adults = 6});
    Stub stub = {.id = store_new_id(store, NOW), .child = "Bo", .grade = "KG", .adult = "-Kim"};
    Signup second = {.id = store_new_id(store, NOW), .session = math, .party = {.adults = 1}};
    CHECK_INT(signups_make_stub(store, &stub, &second, true, NOW + 60, &err), SIGNUP_DONE);
    export_rows(export_signups, (ExportRange){0}, 2);
    is(2, "state", "waiting");
    is(2, "turn", "1");
    is(2, "opened_by_kind", "stub");
    is(2, "stub_child", "Bo");
    is(2, "stub_adult", "'-Kim");
    is(2, "stub_grade", "KG");
    is(2, "stub_state", "open");
    is(2, "stub_matched_source_id", "");
    is(2, "source_id", "");
    AuditBy by = {.at = NOW, .kiosk = "desk"};
    Person child = {.source_id = "s1", .role = STUDENT, .given = "Bo", .is_active = true};
    CHECK(people_put(store, &child, NOW, &err));
    CHECK(repair_join(store, &by, stub.id, child.id, &err));
    CHECK(signups_cancel(store, first.id, NOW + 120, &err));
    export_rows(export_signups, (ExportRange){0}, 2);
    is(2, "stub_state", "matched");
    is(2, "stub_matched_source_id", "s1");
    is(1, "state", "cancelled");
    is(1, "changed", "2026-11-19T18:02:00-06:00");
    is(2, "state", "offered");
    is(2, "offered_until", "2026-11-20T18:00:00-06:00"); /* then it starts */
}

TEST(the_range_is_of_when_the_session_starts)
{
    UNUSED_STATE;
    sign_up(math, guardian, (Party){.adults = 1, .interpreter = "ar"});
    sign_up(reading, guardian, (Party){.adults = 1});
    export_rows(export_signups, (ExportRange){.from = NOW + ONE_DAY, .to = NOW + 2 * ONE_DAY}, 1);
    is(1, "session_uid", "math-1");
    export_rows(export_signups, (ExportRange){.from = NOW + ONE_DAY + 1}, 1);
    is(1, "session_uid", "math-2");
    export_rows(export_needs, (ExportRange){.to = NOW + 2 * ONE_DAY}, 1);
    export_rows(export_needs, (ExportRange){.from = NOW + ONE_DAY + 1}, 0);
}

static Id somebody(void)
{
    return store_new_id(store, NOW);
}

TEST(needs_are_counted_by_age_and_language)
{
    UNUSED_STATE;
    sign_up(math, somebody(),
        (Party){.adults = 2, .childcare = 3, .ages = {3, 10, 3}, .interpreter = "ar"});
    sign_up(
        math, somebody(), (Party){.adults = 1, .childcare = 1, .ages = {3}, .needs_ride = true});
    sign_up(math, somebody(), (Party){.adults = 1, .children = 1, .interpreter = "so"});
    sign_up(math, somebody(),
        (Party){.adults = 1,
            .childcare = 2,
            .ages = {3, 2},
            .interpreter = "ar",
            .needs_ride = true}); /* waits */
    Signup gone = sign_up(math, somebody(), (Party){.adults = 1, .needs_ride = true});
    CHECK(signups_cancel(store, gone.id, NOW, &err));
    export_rows(export_needs, (ExportRange){0}, 6);
    static const char *const wanted[][7] = {
        {"childcare", "2", "", "0", "0", "1", "1"},
        {"childcare", "3", "", "2", "3", "1", "1"},
        {"childcare", "10", "", "1", "1", "0", "0"},
        {"interpreter", "", "ar", "1", "2", "1", "1"},
        {"interpreter", "", "so", "1", "2", "0", "0"},
        {"ride", "", "", "1", "2", "1", "3"},
    };
    static const char *const headings[] = {
        "need", "age", "language", "families", "people", "waiting_families", "waiting_people"};
    for (int row = 0; row < 6; row++) {
        for (int i = 0; i < 7; i++)
            is(row + 1, headings[i], wanted[row][i]);
        is(row + 1, "session_uid", "math-1");
        is(row + 1, "workshop_title", "Math");
        is(row + 1, "places", row < 3 ? "4" : row < 5 ? "2" : "9");
    }
}

TEST(a_session_that_is_withdrawn_needs_nothing)
{
    UNUSED_STATE;
    sign_up(math, guardian, (Party){.adults = 1, .interpreter = "ar"});
    CHECK(sql_run(sql(store, "UPDATE session SET state = 'withdrawn'"), &err));
    export_rows(export_needs, (ExportRange){0}, 0);
    export_rows(export_signups, (ExportRange){0}, 1);
    is(1, "session_state", "withdrawn");
    CHECK(sql_run(sql(store, "UPDATE session SET state = 'published'"), &err));
    CHECK(sql_run(sql(store, "UPDATE workshop SET state = 'draft'"), &err));
    export_rows(export_needs, (ExportRange){0}, 0);
    export_rows(export_signups, (ExportRange){0}, 1);
    is(1, "session_state", "draft");
}

TEST(json_has_numbers_and_lists)
{
    UNUSED_STATE;
    sign_up(math, guardian, (Party){.adults = 1, .childcare = 2, .ages = {3, 5}});
    CHECK_INT(export_signups(store, &(ExportAsk){.format = EXPORT_JSON, .path = path}, &err), 1);
    Buf bytes = read_file();
    CHECK(strstr(bytes.data, "\"adults\":1,\"children\":0,\"childcare\":2,\"ages\":[\"3\",\"5\"]"));
    CHECK(strstr(bytes.data, "\"online\":false"));
    CHECK(strstr(bytes.data, "\"turn\":null"));
    buf_finish(&bytes);
    CHECK_INT(export_needs(store, &(ExportAsk){.format = EXPORT_JSON, .path = path}, &err), 2);
    bytes = read_file();
    CHECK(strstr(bytes.data, "\"age\":\"3\",\"language\":null,\"families\":1,\"people\":1,"));
    buf_finish(&bytes);
}

/* The columns of a file are those that the dictionary says, in its order. */
static void is_described(const Rows *dictionary, const RowsTable *table)
{
    int at = 0;
    for (int row = 1; row < dictionary->count; row++) {
        if (strcmp(dictionary->cell[row][0], table->name) != 0)
            continue;
        char position[16];
        snprintf(position, sizeof position, "%d", at + 1);
        CHECK(at < table->count);
        CHECK_TEXT(dictionary->cell[row][1], table->grain);
        CHECK_TEXT(dictionary->cell[row][2], position);
        CHECK_TEXT(dictionary->cell[row][3], table->columns[at].heading);
        CHECK(dictionary->cell[row][4][0]);
        CHECK(strlen(dictionary->cell[row][5]) > 10);
        at++;
    }
    CHECK_INT(at, table->count);
}

TEST(the_dictionary_has_each_column_of_each_export)
{
    UNUSED_STATE;
    static const RowsTable *const tables[] = {&visit_rows, &people_rows, &signup_rows, &needs_rows,
        &calls_rows, &unreached_rows, &roll_call_rows, &headcount_rows, &journey_rows,
        &dictionary_rows};
    int count = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        count += tables[i]->count;
    CHECK_INT(export_dictionary(store, &(ExportAsk){.path = path}, &err), count);
    parse(count);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        is_described(&rows, tables[i]);
    static Rows dictionary;
    dictionary = rows;
    export_rows(export_needs, (ExportRange){0}, 0);
    CHECK_INT(rows.width, needs_rows.count);
    CHECK_TEXT(rows.cell[0][0],
        dictionary.cell[1 + visit_rows.count + people_rows.count + signup_rows.count][3]);
    CHECK_INT(
        export_dictionary(store, &(ExportAsk){.format = EXPORT_JSON, .path = path}, &err), count);
}

TEST(the_call_sheet_has_who_is_to_be_called_and_why)
{
    UNUSED_STATE;
    AuditBy by = {.at = NOW, .kiosk = "office"};
    Signup signup = sign_up(math, guardian, (Party){.adults = 2, .children = 1}),
           second = sign_up(math, store_new_id(store, NOW), (Party){.adults = 1});
    CHECK_INT(export_calls(store, &(ExportAsk){.now = NOW, .path = path}, &err), 0);
    CHECK_INT(placing_cancel(store, &by, signup.id, "=moved away", &err), PLACING_DONE);
    CHECK_INT(placing_cancel(store, &by, second.id, REASON_FAMILY, &err), PLACING_DONE);
    CHECK_INT(export_calls(store, &(ExportAsk){.now = NOW, .path = path}, &err), 1);
    parse(1);
    CHECK_INT(rows.width, calls_rows.count);
    is(1, "why", "cancelled");
    is(1, "until", "2026-11-20T18:00:00-06:00");
    is(1, "name", "Ñandú, =Rosa");
    is(1, "phone", "5125550142");
    is(1, "language", "es");
    is(1, "workshop_title", "Math");
    is(1, "people", "3");
    is(1, "reason", "'=moved away");
    is(1, "code", signup.code);
    export_rows(export_signups, (ExportRange){0}, 2);
    is(1, "called", "");
    is(2, "reason", REASON_FAMILY);
    is(2, "called", "2026-11-19T18:00:00-06:00");
    CHECK_INT(export_calls(store,
                  &(ExportAsk){.now = NOW + ONE_DAY, .format = EXPORT_JSON, .path = path}, &err),
        0); /* it is past */
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_sign_up_is_a_row),
        RUN_IN(who_waits_who_was_offered_places_and_who_cancelled_are_told),
        RUN_IN(the_range_is_of_when_the_session_starts),
        RUN_IN(needs_are_counted_by_age_and_language),
        RUN_IN(a_session_that_is_withdrawn_needs_nothing),
        RUN_IN(json_has_numbers_and_lists),
        RUN_IN(the_call_sheet_has_who_is_to_be_called_and_why),
        RUN_IN(the_dictionary_has_each_column_of_each_export),
    };
    return cmocka_run_group_tests_name("export_signups", tests, NULL, NULL);
}
