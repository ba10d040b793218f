/* Sticks that fail at each call by which a file gets there, under everything that can be saved: the
 * records stay as they are, the page says what to do, and nothing half has the file's name.
 *
 * Of many calls the first and the last are tried, and some between that are drawn (FOYER_SEED=N:
 * the same again); FOYER_LONG=1: each of them. */
#include "dice.h"
#include "failing_stick.h"
#include "staffed.h"

#include "office/office.h"
#include "store/backup.h"
#include "store/journeys.h"
#include "store/signups.h"
#include "store/terms.h"
#include "store/visits.h"

#include <sqlite3.h>
#include <zip.h>

enum { ONE_DAY = 86400, EACH = 20, LAST = 6, BETWEEN = 8 };

static uint64_t dice;
static sqlite3 *look; /* at the records, beside the kiosk */

/* --- a school with something to save of each kind ------------------------------------------- */

static void run_sql(const char *text)
{
    if (!sql_run(sql(k.store, text), &err))
        fail_msg("%s: %s", text, err.detail);
}

static void put_signup(Id workshop, Id home, const char *uid, bool is_withdrawn)
{
    Session s = {.workshop = workshop,
        .starts = EVENING + ONE_DAY,
        .ends = EVENING + ONE_DAY + 3600,
        .language = "en",
        .places = {20, 5, 2, 8}};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(k.store, &s, EVENING, &err));
    Signup u = {.id = store_new_id(k.store, EVENING),
        .session = s.id,
        .opened_by = home,
        .party = {.adults = 1, .interpreter = "es"},
        .language = "es",
        .kiosk = "lobby"};
    CHECK_INT(signups_make(k.store, &u, false, EVENING, &err), SIGNUP_DONE);
    s.is_withdrawn = is_withdrawn;
    CHECK(sessions_put(k.store, &s, EVENING, &err));
}

static void put_visit(Id home)
{
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .opened_by = home,
        .arrived = EVENING - 60,
        .day = 20261119,
        .adults = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(k.store, &visit, &home, 1, &err));
}

static void fill(void)
{
    Term term = {.id = terms_id("Fall"),
        .title = "Fall",
        .kind = TERM_SEMESTER,
        .first_day = 20261101,
        .day_after_last = 20270124};
    Workshop math = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    Journey journey = {.kiosk = "lobby",
        .language = "es",
        .started = EVENING - 90,
        .steps = {{"welcome", 2, 9}},
        .count = 1,
        .ended = "done"};
    Id home = put_person(&k, GUARDIAN, "Linh", "Tran", "6125550119", "", 0, 0);
    put_link(&k, home, put_person(&k, STUDENT, "Bao", "Tran", "", "04", 5, 5));
    school(&k);
    CHECK(terms_put(k.store, &term, &err));
    CHECK(journeys_add(k.store, &journey, &err));
    put_visit(home);
    CHECK(workshops_put(k.store, &math, EVENING, &err));
    put_signup(math.id, home, "needs", false);
    put_signup(math.id, home, "calls", true);
    run_sql("INSERT INTO enrolment (person, first_day, grade, language)"
            " SELECT id, 20261101, grade, language FROM person WHERE role = 'student'");
    run_sql("INSERT INTO headcount WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
            " SELECT i + 1 FROM n WHERE i < 800) SELECT randomblob(16), NULL, 1795131720 - i,"
            " 20261119, 2, 3, 'es', 'lobby', NULL FROM n"); /* more than is written at once */
}

static int open_office(void **state)
{
    stick_put();
    open_kiosk(state);
    use_file();
    fill();
    app_follow(&k.app);
    kiosk_frame(&k);
    CHECK_INT(sqlite3_open_v2(path, &look, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sign_in();
    return 0;
}

static int close_office(void **state)
{
    CHECK_INT(sqlite3_close(look), SQLITE_OK);
    stick_take();
    close_kiosk(state);
    remove_file();
    return 0;
}

/* --- the records --------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, const void *bytes, int size)
{
    for (int i = 0; i < size; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t rows_of(const char *text, uint64_t hash)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(look, text, -1, &q, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(look));
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            int type = sqlite3_column_type(q, i);
            hash = mix(hash, &type, sizeof type);
            const void *bytes = sqlite3_column_blob(q, i);
            hash = mix(hash, bytes, sqlite3_column_bytes(q, i));
        }
    CHECK_INT(sqlite3_finalize(q), SQLITE_OK);
    return hash;
}

/* Each row of each table but of the audit. */
static uint64_t records(void)
{
    char text[160];
    uint64_t hash = 1;
    sqlite3_stmt *q;
    static const char TABLES[] =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'audit'";
    CHECK_INT(sqlite3_prepare_v2(look, TABLES, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        snprintf(text, sizeof text, "SELECT * FROM \"%s\"", sqlite3_column_text(q, 0));
        hash = rows_of(text, mix(hash, text, (int)strlen(text)));
    }
    CHECK_INT(sqlite3_finalize(q), SQLITE_OK);
    return hash;
}

static bool are_sound(void)
{
    sqlite3_stmt *q;
    CHECK_INT(sqlite3_prepare_v2(look, "PRAGMA integrity_check", -1, &q, NULL), SQLITE_OK);
    bool is =
        sqlite3_step(q) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;
    CHECK_INT(sqlite3_finalize(q), SQLITE_OK);
    return is;
}

static int64_t noted(void)
{
    return number("SELECT count(*) FROM audit WHERE act = 'file.saved'");
}

/* --- files --------------------------------------------------------------------------------- */

static int files(void)
{
    char name[256];
    return stick_files(stick.folder, name);
}

static void clean(void)
{
    char command[160];
    snprintf(command, sizeof command, "rm -f '%s'/*", stick.folder);
    CHECK_INT(system(command), 0);
}

static bool ends_with(const char *file, const char *end)
{
    char last[16] = "";
    size_t length = strlen(end);
    FILE *f = fopen(file, "rb");
    bool is = f && fseek(f, -(long)length, SEEK_END) == 0 && fread(last, 1, length, f) == length;
    if (f)
        fclose(f);
    return is && memcmp(last, end, length) == 0;
}

static bool is_zip(const char *file)
{
    char block[4096];
    zip_t *zip = zip_open(file, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    int64_t parts = zip ? zip_get_num_entries(zip, 0) : 0, whole = 0;
    for (int64_t i = 0; i < parts; i++) {
        zip_int64_t got;
        zip_file_t *part = zip_fopen_index(zip, (zip_uint64_t)i, 0);
        while ((got = zip_fread(part, block, sizeof block)) > 0)
            continue;
        whole += got == 0; /* and its sum is right */
        zip_fclose(part);
    }
    if (zip)
        zip_discard(zip);
    return parts > 5 && whole == parts;
}

static bool is_whole(const char *file)
{
    const char *ending = strrchr(file, '.');
    if (strcmp(ending, ".db") == 0)
        return backup_is_whole(file, NULL);
    if (strcmp(ending, ".xlsx") == 0)
        return is_zip(file);
    return ends_with(file,
        strcmp(ending, ".pdf") == 0       ? "%%EOF\n"
            : strcmp(ending, ".csv") == 0 ? "\r\n"
                                          : "}\n");
}

/* --- what can be saved, and how it fails ----------------------------------------------------- */

typedef struct {
    void (*screen)(App *app, Ui *ui);
    const char *choices[2]; /* touched before */
    const char *button, *name, *ending;
} Thing;

static const Thing THINGS[] = {
    {screen_roll_call, {0}, "Save as PDF", "roll-call", "pdf"},
    {screen_unreached, {0}, "Save as PDF", "not-here-yet", "pdf"},
    {screen_unreached, {0}, "Save as a table", "not-here-yet", "csv"},
    {screen_needs, {0}, "Save as a table", "needs", "csv"},
    {screen_calls, {0}, "Save as a table", "calls", "csv"},
    {screen_participation, {0}, "Save the report", "who-took-part", "xlsx"},
    {screen_cards, {0}, "Save as PDF", "cards", "pdf"},
    {screen_backups, {0}, "Save on a stick", "foyer", "db"},
};

static const struct {
    const char *choice, *name;
} KINDS[] = {{"Visits", "visits"}, {"Not yet reached", "unreached"},
    {"Workshop sign-ups", "signups"}, {"What families need", "needs"}, {"Calls to make", "calls"},
    {"Who is inside", "roll-call"}, {"People counted without a name", "headcounts"},
    {"How the kiosk was used", "journeys"}, {"The roster", "people"},
    {"What the columns mean", "dictionary"}};

static const struct {
    const char *choice, *ending;
} FORMS[] = {{"Spreadsheet", "xlsx"}, {"Plain table", "csv"}, {"For other programs", "json"}};

typedef struct {
    int error;
    const char *says;
} Failure;

static const Failure FAILURES[] = {{ENOSPC, "There is no room on it"},
    {EROFS, "Nothing can be written there"}, {EIO, "The stick is gone"}};

static void open_page(const Thing *t)
{
    go(&k.app, screen_staff);
    kiosk_frame(&k);
    go(&k.app, t->screen);
    kiosk_frame(&k);
    kiosk_frame(&k);
    for (int i = 0; i < 2 && t->choices[i]; i++)
        tap(&k, CHOICE, t->choices[i]);
}

static void save(const Thing *t)
{
    tap(&k, BUTTON, t->button);
    wait_jobs();
}

static void file_of(const Thing *t, char out[256])
{
    snprintf(out, 256, "%s/%s-2026-11-19-1742.%s", stick.folder, t->name, t->ending);
}

static void check_failed(const Thing *t, const Failure *f, int n)
{
    char file[256];
    file_of(t, file);
    if (!anywhere(&k, f->says) || anywhere(&k, "Saved"))
        fail_msg("%s.%s, call %d, %s: not \"%s\": %s", t->name, t->ending, n, strerror(f->error),
            f->says, k.app.saving.err.detail);
    if (f->error == ENOSPC ? files() > 0 : access(file, F_OK) == 0 && !is_whole(file))
        fail_msg("%s.%s, call %d, %s: left behind", t->name, t->ending, n, strerror(f->error));
}

static int next(int n, int calls)
{
    int between = calls - EACH - LAST;
    if (n < EACH || n >= calls - LAST || between <= BETWEEN || getenv("FOYER_LONG"))
        return n + 1;
    n += 1 + (int)dice_roll(&dice, (uint32_t)(2 * between / BETWEEN));
    return n < calls - LAST ? n : calls - LAST;
}

/* How many calls it takes to save it. */
static int count_calls(const Thing *t)
{
    char file[256];
    file_of(t, file);
    clean();
    stick_fail(0, 0);
    save(t);
    if (!anywhere(&k, "Saved. You can pull the stick out.") || files() != 1 || !is_whole(file))
        fail_msg("%s.%s: not saved: %s", t->name, t->ending, k.app.saving.err.detail);
    CHECK(stick.calls > 5); /* it was made, written, settled, named, and its folders settled */
    CHECK(!stick.has_met_glass);
    return stick.calls;
}

/* The last failure is followed by a good stick, with what was left on it. */
static void fails_everywhere(const Thing *t, const Failure *f)
{
    int calls = count_calls(t), tries = 0;
    uint64_t before = records();
    int64_t notes = noted();
    for (int n = 1; n <= calls; n = next(n, calls), tries++) {
        clean();
        stick_fail(n, f->error);
        save(t);
        CHECK(stick.has_failed);
        stick_fail(0, 0);
        stick_mounts(STICK_LINE);
        check_failed(t, f, n);
        CHECK_INT(noted(), notes);
        CHECK(records() == before && are_sound());
    }
    print_message("%s.%s, %s: %d of %d\n", t->name, t->ending, strerror(f->error), tries, calls);
    char file[256];
    file_of(t, file);
    save(t);
    if (!anywhere(&k, "Saved. You can pull the stick out.") || !is_whole(file))
        fail_msg("%s.%s after %s: not saved: %s", t->name, t->ending, strerror(f->error),
            k.app.saving.err.detail);
    CHECK_INT(noted(), notes + 1);
}

static void fail_thing(const Thing *t)
{
    open_page(t);
    for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
        fails_everywhere(t, &FAILURES[i]);
}

TEST(each_page_that_saves_tells_of_a_stick_that_fails_and_leaves_nothing_half)
{
    UNUSED_STATE;
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++)
        fail_thing(&THINGS[i]);
}

TEST(each_kind_of_records_to_take_away_does_so_in_each_form)
{
    UNUSED_STATE;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        for (size_t form = 0; form < sizeof FORMS / sizeof *FORMS; form++)
            fail_thing(&(Thing){screen_exports, {KINDS[i].choice, FORMS[form].choice}, "Save",
                KINDS[i].name, FORMS[form].ending});
}

int main(void)
{
#define RUN_OFFICE(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
    const struct CMUnitTest tests[] = {
        RUN_OFFICE(each_page_that_saves_tells_of_a_stick_that_fails_and_leaves_nothing_half),
        RUN_OFFICE(each_kind_of_records_to_take_away_does_so_in_each_form),
    };
    dice = dice_seed();
    return cmocka_run_group_tests_name("failing_saves", tests, NULL, NULL);
}
