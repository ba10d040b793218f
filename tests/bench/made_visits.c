/* Day by day, so that ids rise and pages fill in order; the indexes are made again at the end. */
#include <sqlite3.h>
#include <string.h>

#include "base/id.h"
#include "bench/bench.h"
#include "bench/made.h"
#include "store/settings.h"
#include "text/zone.h"

enum {
    FIRST_DAY = 20260901, /* a Tuesday */
    DAYS = 284,
    HOUR = 3600,
    DAY_SECONDS = 24 * HOUR,
    THURSDAY = 4,
    INDEXES = 32,
    CHILDREN = 8
};

typedef struct {
    Id guardian, children[CHILDREN];
    int count;
    char language[12];
} Family;

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *visit, *person, *event, *title, *stub, *headcount;
    bool has_failed;
    IdMaker ids;
    uint64_t seed;
    Family *families;
    int count;
    int reached;     /* of them: the others never come */
    int last_number; /* of any day there is already */
    char *indexes[INDEXES];
    int index_count;
} Making;

typedef struct {
    int32_t day;
    int64_t starts;        /* its first second */
    int ordinary, evening; /* visits */
} Day;

/* ---- SQL; the first failure sticks ---- */

static void check(Making *m, bool is_done)
{
    m->has_failed |= !is_done;
}

static void run_text(Making *m, const char *text)
{
    if (!m->has_failed)
        check(m, sqlite3_exec(m->db, text, NULL, NULL, NULL) == SQLITE_OK);
}

static sqlite3_stmt *prepare(Making *m, const char *text)
{
    sqlite3_stmt *q = NULL;
    if (!m->has_failed)
        check(m, sqlite3_prepare_v2(m->db, text, -1, &q, NULL) == SQLITE_OK);
    return q;
}

static void bind_id(sqlite3_stmt *q, int place, const Id *id)
{
    sqlite3_bind_blob(q, place, id->byte, sizeof id->byte, SQLITE_STATIC);
}

static void bind_text(sqlite3_stmt *q, int place, const char *text)
{
    sqlite3_bind_text(q, place, text, -1, SQLITE_STATIC);
}

static void run(Making *m, sqlite3_stmt *q)
{
    if (m->has_failed)
        return;
    check(m, sqlite3_step(q) == SQLITE_DONE);
    check(m, sqlite3_reset(q) == SQLITE_OK);
}

static bool has_row(Making *m, sqlite3_stmt *q)
{
    if (m->has_failed)
        return false;
    int result = sqlite3_step(q);
    check(m, result == SQLITE_ROW || result == SQLITE_DONE);
    return result == SQLITE_ROW;
}

/* ---- before and after ---- */

static void read_families(Making *m)
{
    int room = 0;
    Id last = {0};
    sqlite3_stmt *q = prepare(m,
        "SELECT t.guardian, t.student, g.language FROM tie t"
        " JOIN person g ON g.id = t.guardian ORDER BY t.guardian");
    while (has_row(m, q)) {
        Id guardian;
        memcpy(&guardian, sqlite3_column_blob(q, 0), sizeof guardian);
        if (m->count == 0 || !id_equal(guardian, last)) {
            if (m->count == room) {
                room = 2 * room + 1024;
                m->families = realloc(m->families, (size_t)room * sizeof *m->families);
                bench_must(m->families != NULL, "memory", NULL);
            }
            m->families[m->count] = (Family){.guardian = guardian};
            snprintf(m->families[m->count++].language, 12, "%s",
                (const char *)sqlite3_column_text(q, 2));
            last = guardian;
        }
        Family *family = &m->families[m->count - 1];
        if (family->count < CHILDREN)
            memcpy(&family->children[family->count++], sqlite3_column_blob(q, 1), sizeof(Id));
    }
    sqlite3_finalize(q);
    m->reached = 1 + m->count * 7 / 10;
}

static void read_last_number(Making *m)
{
    sqlite3_stmt *q = prepare(m, "SELECT max(number) FROM visit");
    m->last_number = has_row(m, q) ? sqlite3_column_int(q, 0) : 0;
    sqlite3_finalize(q);
}

static void drop_indexes(Making *m)
{
    char names[INDEXES][64], text[128];
    sqlite3_stmt *q = prepare(m,
        "SELECT sql, name FROM sqlite_schema WHERE type = 'index'"
        " AND sql IS NOT NULL AND tbl_name IN ('visit', 'visit_person')");
    while (has_row(m, q) && m->index_count < INDEXES) {
        m->indexes[m->index_count] = strdup((const char *)sqlite3_column_text(q, 0));
        snprintf(names[m->index_count++], 64, "%s", (const char *)sqlite3_column_text(q, 1));
    }
    sqlite3_finalize(q);
    for (int i = 0; i < m->index_count; i++) {
        snprintf(text, sizeof text, "DROP INDEX %.63s", names[i]);
        run_text(m, text);
    }
}

static void make_indexes(Making *m)
{
    for (int i = 0; i < m->index_count; i++) {
        run_text(m, m->indexes[i]);
        free(m->indexes[i]);
    }
}

static void begin(Making *m)
{
    run_text(m,
        "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
        " PRAGMA cache_size = -64000; BEGIN IMMEDIATE");
    read_families(m);
    read_last_number(m);
    drop_indexes(m);
    m->visit = prepare(m,
        "INSERT INTO visit (id, event, purpose, opened_by, arrived, day, left, adults, children,"
        " language, needs_interpreter, method, kiosk, undone, number, ended)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'made', ?, ?, ?)");
    m->person = prepare(m, "INSERT INTO visit_person (visit, person) VALUES (?, ?)");
    m->event = prepare(m,
        "INSERT INTO event (id, uid, kind, starts, ends, link, grades, changed)"
        " VALUES (?, ?, ?, ?, ?, '', '', 0)");
    m->title = prepare(m,
        "INSERT INTO content (owner, field, language, text)"
        " VALUES (?, 'title', 'en', ?)");
    m->stub = prepare(m,
        "INSERT INTO stub (id, child, grade, adult, language, made)"
        " VALUES (?, 'Noor', '02', '', ?, ?)");
    m->headcount = prepare(m,
        "INSERT INTO headcount (id, event, at, day, adults, children, language, kiosk)"
        " VALUES (?, ?, ?, ?, ?, ?, 'en', 'made')");
}

static void finish(Making *m)
{
    sqlite3_stmt *const all[] = {m->visit, m->person, m->event, m->title, m->stub, m->headcount};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
    make_indexes(m);
    run_text(m, "COMMIT; PRAGMA journal_mode = WAL");
    free(m->families);
}

/* ---- a visit ---- */

static const char *pick(Making *m, const char *const *words, uint32_t count)
{
    return words[bench_random(&m->seed, count)];
}

/* Who of the home is here: the guardian, and some of the children. */
static int put_people(Making *m, const Id *visit, const Family *family)
{
    int children = 0;
    bind_id(m->person, 1, visit);
    bind_id(m->person, 2, &family->guardian);
    run(m, m->person);
    for (int i = 0; i < family->count; i++) {
        if (bench_random(&m->seed, 5) < 2)
            continue;
        bind_id(m->person, 2, &family->children[i]);
        run(m, m->person);
        children++;
    }
    return children;
}

static Id put_stub(Making *m, const Family *family, int64_t at)
{
    Id stub = id_make(&m->ids, at);
    bind_id(m->stub, 1, &stub);
    bind_text(m->stub, 2, family->language);
    sqlite3_bind_int64(m->stub, 3, at);
    run(m, m->stub);
    return stub;
}

/* event null: an ordinary one, with its number of the day. */
static void put_visit(
    Making *m, const Family *family, const Day *day, const Id *event, int64_t at, int number)
{
    static const char *const METHODS[] = {"card", "name", "name", "phone", "desk", "paper"};
    static const char *const PURPOSES[] = {"", "meeting", "volunteer", "pick_up", "office"};
    bool is_walk_in = event && bench_random(&m->seed, 10) == 0;
    bool is_said = !event && bench_random(&m->seed, 10) < 7;
    Id by = is_walk_in ? put_stub(m, family, at) : family->guardian;
    Id id = id_make(&m->ids, at);
    int children = is_walk_in ? 1 : put_people(m, &id, family);
    sqlite3_stmt *q = m->visit;
    sqlite3_clear_bindings(q);
    bind_id(q, 1, &id);
    if (event)
        bind_id(q, 2, event);
    bind_text(q, 3, event ? "" : pick(m, PURPOSES, 5));
    bind_id(q, 4, &by);
    sqlite3_bind_int64(q, 5, at);
    sqlite3_bind_int(q, 6, day->day);
    if (is_said)
        sqlite3_bind_int64(q, 7, at + 600 + bench_random(&m->seed, 2 * HOUR));
    sqlite3_bind_int(q, 8, 1 + (int)bench_random(&m->seed, 2));
    sqlite3_bind_int(q, 9, children);
    bind_text(q, 10, family->language);
    sqlite3_bind_int(q, 11, bench_random(&m->seed, 12) == 0);
    bind_text(q, 12, is_walk_in ? "walk_in" : pick(m, METHODS, 6));
    if (bench_random(&m->seed, 200) == 0)
        sqlite3_bind_int64(q, 13, at + 60);
    if (!event)
        sqlite3_bind_int(q, 14, number);
    bind_text(q, 15, is_said ? "said" : "not_said");
    run(m, q);
}

/* ---- a day ---- */

static void put_headcounts(Making *m, const Day *day, const Id *event, int64_t at)
{
    for (int i = 0; i <= day->evening / 100; i++) {
        Id id = id_make(&m->ids, at);
        bind_id(m->headcount, 1, &id);
        bind_id(m->headcount, 2, event);
        sqlite3_bind_int64(m->headcount, 3, at);
        sqlite3_bind_int(m->headcount, 4, day->day);
        sqlite3_bind_int(m->headcount, 5, 1 + (int)bench_random(&m->seed, 3));
        sqlite3_bind_int(m->headcount, 6, (int)bench_random(&m->seed, 4));
        run(m, m->headcount);
    }
}

static Id put_event(Making *m, const Day *day, int64_t starts)
{
    static const char *const KINDS[] = {"conference", "open_house", "workshop"};
    char uid[64];
    Id id = id_make(&m->ids, day->starts);
    snprintf(uid, sizeof uid, "made-%d-%s", day->day, id_text(id));
    bind_id(m->event, 1, &id);
    bind_text(m->event, 2, uid);
    bind_text(m->event, 3, pick(m, KINDS, 3));
    sqlite3_bind_int64(m->event, 4, starts);
    sqlite3_bind_int64(m->event, 5, starts + 3 * HOUR);
    run(m, m->event);
    bind_id(m->title, 1, &id);
    bind_text(m->title, 2, uid);
    run(m, m->title);
    return id;
}

static int common_divisor(int a, int b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* Of those who ever come, each at most once, in an order of this evening's own. */
static void put_evening(Making *m, const Day *day)
{
    int64_t starts = day->starts + 17 * HOUR;
    Id event = put_event(m, day, starts);
    int at = (int)bench_random(&m->seed, (uint32_t)m->reached), step;
    do
        step = 1 + (int)bench_random(&m->seed, (uint32_t)m->reached);
    while (common_divisor(step, m->reached) != 1);
    for (int i = 0; i < day->evening; i++) {
        at = (int)(((int64_t)at + step) % m->reached);
        put_visit(
            m, &m->families[at], day, &event, starts + (int64_t)i * 2 * HOUR / day->evening, 0);
    }
    put_headcounts(m, day, &event, starts + 2 * HOUR);
}

static void put_day(Making *m, const Day *day)
{
    for (int i = 0; i < day->ordinary; i++) {
        const Family *family = &m->families[bench_random(&m->seed, (uint32_t)m->reached)];
        put_visit(m, family, day, NULL,
            day->starts + 8 * HOUR + (int64_t)i * 8 * HOUR / day->ordinary, m->last_number + i + 1);
    }
    if (day->evening > 0)
        put_evening(m, day);
}

/* The i-th share of a whole that is dealt out in `parts`. */
static int share(int64_t whole, int i, int parts)
{
    return (int)(whole * (i + 1) / parts - whole * i / parts);
}

static void put_year(Making *m, Zone *zone, int visits)
{
    enum { WEEKDAYS = 204, THURSDAYS = 41 };
    int64_t noon = zone_day_start(zone, FIRST_DAY) + DAY_SECONDS / 2;
    int64_t most = (int64_t)THURSDAYS * m->reached * 4 / 10;
    int evenings = (int)(most < visits * 6LL / 10 ? most : visits * 6LL / 10);
    int weekdays = 0, thursdays = 0;
    for (int i = 0; i < DAYS && !m->has_failed; i++) {
        int weekday = (2 + i) % 7;
        if (weekday == 0 || weekday == 6)
            continue;
        int32_t day = zone_day(zone, noon + (int64_t)i * DAY_SECONDS);
        Day d = {.day = day,
            .starts = zone_day_start(zone, day),
            .ordinary = share(visits - evenings, weekdays++, WEEKDAYS)};
        if (weekday == THURSDAY)
            d.evening = share(evenings, thursdays++, THURSDAYS);
        put_day(m, &d);
    }
    bench_must(m->has_failed || (weekdays == WEEKDAYS && thursdays == THURSDAYS), "a year", NULL);
}

/* Brings the tables up to date, and asks for the school's zone. */
static bool open_zone(const char *db, Zone **out, Err *err)
{
    Store *store = NULL;
    char name[64];
    if (!store_open(&store, db, STORE_WRITE, err))
        return false;
    bool done = settings_get(store, "timezone", name, sizeof name, err);
    store_close(store);
    *out = done ? zone_new(name, err) : NULL;
    return *out != NULL;
}

bool made_visits(const char *db, int visits, uint64_t seed, Err *err)
{
    Making m = {.seed = made_seed(seed, 0)};
    Zone *zone = NULL;
    if (!open_zone(db, &zone, err))
        return false;
    check(&m, sqlite3_open_v2(db, &m.db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    begin(&m);
    bool has_families = m.count > 0;
    if (has_families)
        put_year(&m, zone, visits);
    finish(&m);
    if (!has_families && !m.has_failed)
        err_set(err, ERR_NOT_FOUND, "%s: no families in it; import a roster first", db);
    if (m.has_failed)
        err_set(err, ERR_BROKEN, "%s: %s", db, sqlite3_errmsg(m.db));
    sqlite3_close(m.db);
    zone_free(zone);
    return has_families && !m.has_failed;
}
