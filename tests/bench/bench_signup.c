/* A sign-up, from asking to durable, against a bare SQLite commit of the same rows; and what the
 * list of workshops asks of the records, of 200 sessions.
 *   bench_signup FOLDER [SEED]      an empty one, on the disk that counts */
#include "app/nav.h"
#include "base/clock.h"
#include "bench/bare.h"
#include "bench/made.h"
#include "commands/glass.h"
#include "commands/options.h"
#include "exchange/demo.h"
#include "platform/internal.h"
#include "screens/screens.h"
#include "store/signups.h"
#include "store/sql.h"

enum { SIGNUPS = 400, LISTS = 100, SESSIONS = 200, WORKSHOPS = 40 };

/* Outbox: a sign-up's own row; what was there before the copy is there already. */
static const BareTable TABLES[] = {{.table = "signup", .which = "id = ?1"},
    {.table = "outbox",
        .which = "kind = 'signup.made' AND number = (SELECT max(number) FROM outbox)"}};

static int read_sessions(Store *store, Id *out)
{
    Err err = {0};
    int count = 0;
    Sql *q = sql(store, "SELECT id FROM session WHERE uid LIKE 'made-%' ORDER BY uid");
    while (count < SESSIONS && sql_row(q))
        out[count++] = sql_get_id(q, 0);
    bench_must(sql_done(q, &err), "sessions", &err);
    return count;
}

static Signup signup_of(Store *store, Id session, int index, int64_t now)
{
    Signup signup = {.id = store_new_id(store, now),
        .session = session,
        .opened_by = store_new_id(store, now),
        .party = {.adults = 1 + index % 2, .children = index % 3},
        .language = "es",
        .kiosk = "front door"};
    return signup;
}

static void sign_up(Store *store, Bare *bare, int64_t now)
{
    static Times ours, theirs;
    static Id sessions[SESSIONS];
    Err err = {0};
    int rows = 0, count = read_sessions(store, sessions);
    char figure[64], what[96];
    for (int i = 0; i < SIGNUPS; i++) {
        Signup signup = signup_of(store, sessions[i % count], i, now);
        times_begin(&ours);
        SignupAnswer answer = signups_make(store, &signup, true, now, &err);
        times_end(&ours);
        bench_must(answer == SIGNUP_DONE, "a sign-up", &err);
        bare_commit(bare, signup.id, &theirs, &rows);
    }
    bench_times("a bare commit of the same rows", &theirs, "");
    bench_times("sign-up, asked to durable", &ours, "");
    snprintf(what, sizeof what, "sign-up, asked to durable, %.1f rows: medians' ratio",
        (double)rows / SIGNUPS);
    snprintf(figure, sizeof figure, "%.2f x", times_at(&ours, 0.5) / times_at(&theirs, 0.5));
    bench_row(what, figure, "1.3 x");
}

static void list(Store *store, Zone *zone, int64_t now)
{
    static Times all, evenings;
    static WorkshopRow rows[WORKSHOPS + 10];
    Err err = {0};
    WorkshopFilter filter = {.grades = "02,05", .zone = zone};
    for (int i = 0; i < LISTS; i++) {
        times_begin(&all);
        int count = workshops_upcoming(store, &filter, now, rows, sizeof rows / sizeof *rows, &err);
        times_end(&all);
        bench_must(count >= WORKSHOPS, "a list", &err);
        filter.is_evening = true;
        times_begin(&evenings);
        count = workshops_upcoming(store, &filter, now, rows, sizeof rows / sizeof *rows, &err);
        times_end(&evenings);
        bench_must(count >= 0, "a list", &err);
        filter.is_evening = false;
    }
    bench_times("the list of workshops, 200 sessions, read", &all, "5 ms, a frame");
    bench_times("the same, evenings only", &evenings, "5 ms, a frame");
}

/* The page of the workshops, as it is entered, and all of it again. */
static void draw(const char *db)
{
    static Glass glass;
    static Times entered, again;
    Err err = {0};
    bench_must(glass_open(&glass, db, false, 1920, 1080, clock_wall(), &err), "glass", &err);
    glass_frame(&glass);
    for (int i = 0; i < LISTS; i++) {
        go(&glass.app, screen_workshops);
        times_begin(&entered);
        glass_frame(&glass);
        times_end(&entered);
        glass.picture->is_drawn = false;
        times_begin(&again);
        glass_frame(&glass);
        times_end(&again);
        go_home(&glass.app);
        glass_frame(&glass);
    }
    bench_times("the page of 200 sessions, entered: read, laid out, drawn", &entered, "8 ms");
    bench_times("a frame of it, all of the glass, texts cached", &again, "5 ms");
    glass_close(&glass);
}

int main(int argc, char **argv)
{
    static Bare bare;
    char from[512], to[512], demo[512];
    Err err = {0};
    Store *store = NULL;
    int64_t now = clock_wall();
    bench_must(argc == 2 || argc == 3, "give it an empty folder", NULL);
    MadeWorkshops made = {WORKSHOPS, SESSIONS, 10 * SESSIONS, 1};
    if (argc == 3)
        made.seed = strtoull(argv[2], NULL, 10);
    snprintf(from, sizeof from, "%s/kiosk.db", argv[1]);
    snprintf(to, sizeof to, "%s/bare.db", argv[1]);
    snprintf(demo, sizeof demo, "%s/assets/demo", data_folder());
    bench_must(store_open(&store, from, STORE_CREATE, &err) && demo_fill(store, demo, now, &err) &&
            made_workshops(store, &made, now, &err),
        "a school", &err);
    bare_open(&bare, from, to, TABLES, 2);
    sign_up(store, &bare, now);
    Zone *zone = zone_new("America/Chicago", &err);
    bench_must(zone != NULL, "zone", &err);
    list(store, zone, now);
    zone_free(zone);
    store_close(store);
    draw(from);
    return 0;
}
