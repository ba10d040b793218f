/* Check-in, tap to durable, against a bare SQLite commit of the same rows: a connection with WAL
 * and FULL and nothing else, prepared statements, a copy of the same file in the same folder.
 *   bench_checkin FOLDER      an empty one, on the disk that counts */
#include <sqlite3.h>

#include "base/clock.h"
#include "bench/touch.h"
#include "screens/screens.h"

enum { VISITS = 400, ROWS = HOME_PEOPLE, COLUMNS = 16 };

static double committed; /* when the last COMMIT of the kiosk returned */

/* ---- when it is durable ---- */

static int trace(unsigned kind, void *self, void *statement, void *took)
{
    (void)kind, (void)self, (void)took;
    const char *text = sqlite3_sql(statement);
    if (text && strcmp(text, "COMMIT") == 0)
        committed = bench_ms();
    return 0;
}

static int watch(sqlite3 *base, char **error, const struct sqlite3_api_routines *api)
{
    (void)error, (void)api;
    return sqlite3_trace_v2(base, SQLITE_TRACE_PROFILE, trace, NULL);
}

/* ---- the bare one ---- */

typedef struct {
    const char *table, *which; /* the rows of a visit */
    int columns;
    sqlite3_stmt *select, *insert;
    int count;
    sqlite3_value *values[ROWS][COLUMNS];
} Table;

typedef struct {
    sqlite3 *from, *to;
    sqlite3_stmt *begin, *commit;
    Table tables[3];
} Bare;

static void check(sqlite3 *base, bool is_done)
{
    bench_must(is_done, sqlite3_errmsg(base), NULL);
}

static sqlite3_stmt *prepare(sqlite3 *base, const char *text)
{
    sqlite3_stmt *q = NULL;
    check(base, sqlite3_prepare_v2(base, text, -1, &q, NULL) == SQLITE_OK);
    return q;
}

static void open_table(Bare *b, Table *t)
{
    char text[512];
    snprintf(text, sizeof text, "SELECT * FROM %s WHERE %s", t->table, t->which);
    t->select = prepare(b->from, text);
    t->columns = sqlite3_column_count(t->select);
    int used = snprintf(text, sizeof text, "INSERT INTO %s VALUES (?", t->table);
    for (int i = 1; i < t->columns; i++)
        used += snprintf(text + used, sizeof text - (size_t)used, ", ?");
    snprintf(text + used, sizeof text - (size_t)used, ")");
    t->insert = prepare(b->to, text);
}

/* Outbox: what is new since the last look; the bare file has it up to there. */
static void open_bare(Bare *b, const char *from, const char *to)
{
    static const Table TABLES[] = {{.table = "visit", .which = "id = ?1"},
        {.table = "visit_person", .which = "visit = ?1"},
        {.table = "outbox",
            .which = "kind = 'visit.arrived' AND number = (SELECT max(number) FROM outbox)"}};
    memset(b, 0, sizeof *b);
    bool is_open = sqlite3_open_v2(from, &b->from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_open_v2(to, &b->to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    bench_must(is_open, "the bare files", NULL);
    check(b->to,
        sqlite3_exec(b->to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL,
            NULL) == SQLITE_OK);
    b->begin = prepare(b->to, "BEGIN");
    b->commit = prepare(b->to, "COMMIT");
    memcpy(b->tables, TABLES, sizeof TABLES);
    for (int i = 0; i < 3; i++)
        open_table(b, &b->tables[i]);
}

/* The rows that the kiosk has just written. */
static int read_rows(Bare *b, Table *t, Id visit)
{
    t->count = 0;
    if (sqlite3_bind_parameter_count(t->select))
        sqlite3_bind_blob(t->select, 1, visit.byte, sizeof visit.byte, SQLITE_TRANSIENT);
    while (t->count < ROWS && sqlite3_step(t->select) == SQLITE_ROW) {
        for (int i = 0; i < t->columns; i++)
            t->values[t->count][i] = sqlite3_value_dup(sqlite3_column_value(t->select, i));
        t->count++;
    }
    check(b->from, sqlite3_reset(t->select) == SQLITE_OK);
    return t->count;
}

static void run(sqlite3 *base, sqlite3_stmt *q)
{
    check(base, sqlite3_step(q) == SQLITE_DONE);
    sqlite3_reset(q);
}

static void write_rows(Bare *b, Table *t)
{
    for (int row = 0; row < t->count; row++) {
        for (int i = 0; i < t->columns; i++)
            sqlite3_bind_value(t->insert, i + 1, t->values[row][i]);
        run(b->to, t->insert);
    }
}

static void forget_rows(Table *t)
{
    for (int row = 0; row < t->count; row++)
        for (int i = 0; i < t->columns; i++)
            sqlite3_value_free(t->values[row][i]);
}

static void commit_bare(Bare *b, Id visit, Times *times, int *rows)
{
    for (int i = 0; i < 3; i++)
        *rows += read_rows(b, &b->tables[i], visit);
    times_begin(times);
    run(b->to, b->begin);
    for (int i = 0; i < 3; i++)
        write_rows(b, &b->tables[i]);
    run(b->to, b->commit);
    times_end(times);
    for (int i = 0; i < 3; i++)
        forget_rows(&b->tables[i]);
}

/* ---- the kiosk ---- */

static Node *find_absent(Glass *glass)
{
    for (Node *n = glass->app.ui.root; n; n = node_after(n))
        if (n->is_control && n->role == CHOICE && !(n->state & STATE_SELECTED))
            return n;
    return NULL;
}

/* Everybody of the home comes. */
static void tick_all(Glass *glass)
{
    Node *n;
    for (int i = 0; i < HOME_PEOPLE && (n = find_absent(glass)); i++) {
        Input press = touch_at(INPUT_PRESS, n), release = touch_at(INPUT_RELEASE, n);
        touch_send(glass, NULL, &press);
        touch_send(glass, NULL, &release);
    }
}

static bool check_in(Glass *glass, Id guardian, Times *times)
{
    Home home;
    Err err = {0};
    if (!homes_get(glass->store, guardian, &home, &err))
        return false;
    guest_open(&glass->app, &home, FOUND);
    go(&glass->app, screen_household);
    glass_frame(glass);
    tick_all(glass);
    Node *n = touch_must_find(glass, CHECK_IN);
    Input press = touch_at(INPUT_PRESS, n), release = touch_at(INPUT_RELEASE, n);
    touch_send(glass, NULL, &press);
    committed = 0;
    double tapped = bench_ms();
    touch_send(glass, NULL, &release);
    bench_must(committed > tapped && strcmp(app_screen_name(&glass->app), "thanks") == 0,
        "a check-in", &err);
    times_add(times, committed - tapped);
    return true;
}

static int read_guardians(sqlite3 *base, Id *out)
{
    int count = 0;
    sqlite3_stmt *q =
        prepare(base, "SELECT id FROM person WHERE role = 'guardian' AND is_active ORDER BY id");
    while (count < VISITS && sqlite3_step(q) == SQLITE_ROW)
        memcpy(&out[count++], sqlite3_column_blob(q, 0), sizeof *out);
    sqlite3_finalize(q);
    return count;
}

static void copy(const char *from, const char *to)
{
    char text[1024];
    sqlite3 *base = NULL;
    snprintf(text, sizeof text, "VACUUM INTO '%s'", to);
    check(base, sqlite3_open_v2(from, &base, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    check(base, sqlite3_exec(base, text, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(base);
}

static void print(Times *ours, Times *bare, int rows)
{
    char figure[64], what[96];
    bench_times("a bare commit of the same rows", bare, "");
    bench_times("check-in, tap to durable", ours, "");
    snprintf(what, sizeof what, "check-in, tap to durable, %.1f rows: medians' ratio",
        (double)rows / ours->count);
    snprintf(figure, sizeof figure, "%.2f x", times_at(ours, 0.5) / times_at(bare, 0.5));
    bench_row(what, figure, "1.3 x");
}

int main(int argc, char **argv)
{
    static Glass glass;
    static Bare bare;
    static Times ours, theirs;
    static Id guardians[VISITS];
    char from[512], to[512];
    int rows = 0;
    Err err = {0};
    bench_must(argc == 2, "give it an empty folder", NULL);
    snprintf(from, sizeof from, "%s/kiosk.db", argv[1]);
    snprintf(to, sizeof to, "%s/bare.db", argv[1]);
    sqlite3_auto_extension((void (*)(void))watch);
    bench_must(glass_open(&glass, from, true, 1920, 1080, clock_wall(), &err), "glass", &err);
    sqlite3_reset_auto_extension();
    glass_frame(&glass);
    copy(from, to);
    open_bare(&bare, from, to);
    int count = read_guardians(bare.from, guardians);
    for (int i = 0; i < count; i++) {
        if (check_in(&glass, guardians[i], &ours))
            commit_bare(&bare, glass.app.guest.visit.id, &theirs, &rows);
        go_home(&glass.app);
        glass_frame(&glass);
    }
    print(&ours, &theirs, rows);
    glass_close(&glass);
    return 0;
}
