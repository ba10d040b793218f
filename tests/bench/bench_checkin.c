/* Check-in, tap to durable, against a bare SQLite commit of the same rows: a connection with WAL
 * and FULL and nothing else, prepared statements, a copy of the same file in the same folder.
 *   bench_checkin FOLDER      an empty one, on the disk that counts */
#include "base/clock.h"
#include "bench/bare.h"
#include "bench/touch.h"
#include "screens/screens.h"

enum { VISITS = 400 };

/* Outbox: what is new since the last look; the bare file has it up to there. */
static const BareTable TABLES[] = {{.table = "visit", .which = "id = ?1"},
    {.table = "visit_person", .which = "visit = ?1"},
    {.table = "outbox",
        .which = "kind = 'visit.arrived' AND number = (SELECT max(number) FROM outbox)"}};

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
    sqlite3_stmt *q = bare_prepare(
        base, "SELECT id FROM person WHERE role = 'guardian' AND is_active ORDER BY id");
    while (count < VISITS && sqlite3_step(q) == SQLITE_ROW)
        memcpy(&out[count++], sqlite3_column_blob(q, 0), sizeof *out);
    sqlite3_finalize(q);
    return count;
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
    bare_open(&bare, from, to, TABLES, 3);
    int count = read_guardians(bare.from, guardians);
    for (int i = 0; i < count; i++) {
        if (check_in(&glass, guardians[i], &ours))
            bare_commit(&bare, glass.app.guest.visit.id, &theirs, &rows);
        go_home(&glass.app);
        glass_frame(&glass);
    }
    print(&ours, &theirs, rows);
    glass_close(&glass);
    return 0;
}
