/* Rosters in, and how importing and finding grow with them.
 *   bench_import FOLDER [SEED] [--long]      an empty folder on the disk that counts;
 *                                            --long: a million people too */
#include <string.h>
#include <unistd.h>

#include "bench/bench.h"
#include "bench/made.h"
#include "exchange/import.h"
#include "store/homes.h"
#include "store/settings.h"
#include "store/sql.h"

enum { LOOKUPS = 500, NOW = 1795132800 };

typedef struct {
    Store *store;
    char db[512], roster[512];
    uint64_t seed;
    HomeQuery known[LOOKUPS];
    int count;
} School;

static void import(School *s, int people, int changed, int64_t now, const char *budget)
{
    Err err = {0};
    ImportCount count;
    char what[96], figure[64];
    MadeRoster roster = {.people = people, .seed = s->seed, .changed = changed};
    bench_must(made_roster(s->roster, &roster, &err), "roster", &err);
    double began = bench_ms();
    bench_must(import_roster(s->store, s->roster, now, NULL, &count, &err), "import", &err);
    double took = bench_ms() - began;
    if (changed)
        snprintf(what, sizeof what, "the same again, %d changed (%d said, %d new, %d left)",
            changed, count.changed, count.added, count.left);
    else
        snprintf(what, sizeof what, "import of %d people", people);
    snprintf(figure, sizeof figure, "%.2f s, %.1f us a person", took / 1e3, took * 1e3 / people);
    bench_row(what, figure, budget);
}

/* Guardians with a phone, evenly out of all. */
static void read_known(School *s)
{
    Err err = {0};
    Sql *q = sql(s->store,
        "SELECT given || ' ' || family, phone_last4 FROM (SELECT *, row_number() OVER (ORDER BY"
        " source_id) AS place, count(*) OVER () AS of FROM person"
        " WHERE role = 'guardian' AND is_active AND phone_last4 IS NOT NULL)"
        " WHERE place % max(1, of / :lookups) = 0 LIMIT :lookups");
    sql_int(q, ":lookups", LOOKUPS);
    for (s->count = 0; sql_row(q); s->count++) {
        HomeQuery *known = &s->known[s->count];
        *known = (HomeQuery){.proof = PROOF_PHONE};
        sql_get_copy(q, 0, known->name, sizeof known->name);
        sql_get_copy(q, 1, known->digits, sizeof known->digits);
    }
    bench_must(sql_done(q, &err), "names", &err);
}

static void find(School *s, int people, const char *budget)
{
    static Times times;
    Home home;
    char what[96];
    int opened = 0;
    read_known(s);
    times.count = 0;
    for (int i = 0; i < s->count; i++) {
        Err err = {0};
        times_begin(&times);
        opened += homes_find(s->store, &s->known[i], &home, &err) == HOME_OPEN;
        times_end(&times);
    }
    snprintf(what, sizeof what, "a family among %d in the file (%d open)", people, opened);
    bench_times(what, &times, budget);
}

static void remove_records(const School *s)
{
    static const char *const ENDS[] = {"", "-wal", "-shm", ".lock"};
    char path[560];
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", s->db, ENDS[i]);
        unlink(path);
    }
}

static void measure(School *s, int people)
{
    Err err = {0};
    bool has_budget = people == 100000;
    bench_must(store_open(&s->store, s->db, STORE_CREATE, &err), "store", &err);
    bench_must(settings_set(s->store, "timezone", "America/Chicago", &err), "zone", &err);
    import(s, people, 0, NOW, has_budget ? "5 s" : "");
    find(s, people, "1 ms");
    import(s, people, people / 20, NOW + 86400, has_budget ? "5 s" : "");
    store_close(s->store);
    remove_records(s);
}

int main(int argc, char **argv)
{
    static School s = {.seed = 20261119};
    bool is_long = false;
    bench_must(argc > 1, "bench_import FOLDER [SEED] [--long]", NULL);
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--long") == 0)
            is_long = true;
        else
            s.seed = strtoull(argv[i], NULL, 10);
    }
    snprintf(s.db, sizeof s.db, "%s/import.db", argv[1]);
    snprintf(s.roster, sizeof s.roster, "%s/roster", argv[1]);
    for (int people = 1000; people <= (is_long ? 1000000 : 100000); people *= 10)
        measure(&s, people);
    return 0;
}
