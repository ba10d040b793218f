/* A school with something to save of each kind, its records as one sum, and which files are whole.
 * For the tests of sticks that fail. */
#ifndef TESTS_SAVED_H
#define TESTS_SAVED_H

#include "dice.h"
#include "stick_page.h"

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

static inline void run_sql(const char *text)
{
    if (!sql_run(sql(k.store, text), &err))
        fail_msg("%s: %s", text, err.detail);
}

static inline void put_signup(Id workshop, Id home, const char *uid, bool is_withdrawn)
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

static inline void put_visit(Id home)
{
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .opened_by = home,
        .arrived = EVENING - 60,
        .day = 20261119,
        .adults = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(k.store, &visit, &home, 1, &err));
}

static inline void fill(void)
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

static inline int open_office(void **state)
{
    open_with_stick(state);
    fill();
    app_follow(&k.app);
    kiosk_frame(&k);
    CHECK_INT(sqlite3_open_v2(path, &look, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sign_in();
    return 0;
}

static inline int close_office(void **state)
{
    stick_let_go(); /* of a test that failed meanwhile */
    CHECK_INT(sqlite3_close(look), SQLITE_OK);
    return close_with_stick(state);
}

/* --- the records --------------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t hash, const void *bytes, int size)
{
    for (int i = 0; i < size; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static inline uint64_t rows_of(const char *text, uint64_t hash)
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
static inline uint64_t records(void)
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

static inline bool are_sound(void)
{
    sqlite3_stmt *q;
    CHECK_INT(sqlite3_prepare_v2(look, "PRAGMA integrity_check", -1, &q, NULL), SQLITE_OK);
    bool is =
        sqlite3_step(q) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;
    CHECK_INT(sqlite3_finalize(q), SQLITE_OK);
    return is;
}

/* A number that is another one when somebody has written since, be it only to the audit. */
static inline uint64_t writes(void)
{
    return rows_of("PRAGMA data_version", 1);
}

/* --- files --------------------------------------------------------------------------------- */

static inline void clean(void)
{
    char name[256], whole[512];
    while (stick_files(stick.folder, name) > 0) {
        snprintf(whole, sizeof whole, "%s/%s", stick.folder, name);
        CHECK_INT(unlink(whole), 0);
    }
}

static inline bool ends_with(const char *file, const char *end)
{
    char last[16] = "";
    size_t length = strlen(end);
    FILE *f = fopen(file, "rb");
    bool is = f && fseek(f, -(long)length, SEEK_END) == 0 && fread(last, 1, length, f) == length;
    if (f)
        fclose(f);
    return is && memcmp(last, end, length) == 0;
}

static inline bool is_zip(const char *file)
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

static inline bool is_whole(const char *file)
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

/* --- which calls --------------------------------------------------------------------------- */

/* Of many calls the first and the last, and some between that are drawn. */
static inline int next_call(int n, int calls)
{
    int between = calls - EACH - LAST;
    if (n < EACH || n >= calls - LAST || between <= BETWEEN || getenv("FOYER_LONG"))
        return n + 1;
    n += 1 + (int)dice_roll(&dice, (uint32_t)(2 * between / BETWEEN));
    return n < calls - LAST ? n : calls - LAST;
}

#endif
