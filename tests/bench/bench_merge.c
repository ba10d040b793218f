/* Two kiosks' records into one: a night of each into four years of both, and a whole semester.
 *   bench_merge FOLDER [SEED]      an empty one */
#include <string.h>

#include "bench.h"
#include "made.h"

#include "exchange/import.h"
#include "store/backup.h"
#include "store/merge.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/visits.h"

enum { PEOPLE = 5000, BEFORE = 20000, NIGHT = 300, SEMESTER = 5000, HOMES = 4000 };
enum { BEGINS = 1788220800, EVENING = 1795132800, ONE_DAY = 86400 };

typedef struct {
    char here[512], there[512];
    uint64_t seed;
    Id homes[HOMES];
    int home_count;
    int64_t now;
} School;

static void read_homes(School *s, Store *store)
{
    Err err = {0};
    Sql *q = sql(store, "SELECT DISTINCT guardian FROM guardian_of");
    while (s->home_count < HOMES && sql_row(q))
        s->homes[s->home_count++] = sql_get_id(q, 0);
    bench_must(sql_done(q, &err) && s->home_count > 0, "homes", &err);
}

/* In one transaction: it is not what is measured. */
static void come(School *s, const char *db, const char *kiosk, int visits)
{
    Err err = {0};
    Store *store = NULL;
    bench_must(store_open(&store, db, STORE_WRITE, &err), "records", &err);
    if (!s->home_count)
        read_homes(s, store);
    bench_must(sql_begin(store, &err), "a transaction", &err);
    for (int i = 0; i < visits; i++) {
        Visit visit = {.arrived = s->now += 60, .adults = 1, .method = METHOD_CARD};
        visit.id = store_new_id(store, visit.arrived);
        visit.opened_by = s->homes[bench_random(&s->seed, (uint32_t)s->home_count)];
        visit.day = 20261100 + (int32_t)(i % 28) + 1;
        snprintf(visit.kiosk, sizeof visit.kiosk, "%s", kiosk);
        bench_must(visits_arrive(store, &visit, &visit.opened_by, 1, &err), "a visit", &err);
    }
    bench_must(sql_end(store, true, &err), "a transaction", &err);
    store_close(store);
}

static void open_school(School *s, const char *folder)
{
    char roster[512], aside[FILE_PATH], copy[600];
    Err err = {0};
    Store *store = NULL;
    ImportCount count;
    snprintf(s->here, sizeof s->here, "%s/here.db", folder);
    snprintf(s->there, sizeof s->there, "%s/there.db", folder);
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    snprintf(roster, sizeof roster, "%s/merge-roster", folder);
    s->now = EVENING;
    bench_must(made_roster(roster, &(MadeRoster){PEOPLE, s->seed, 0}, &err), "a roster", &err);
    bench_must(store_open(&store, s->here, STORE_CREATE, &err), "records", &err);
    bench_must(settings_set(store, "timezone", "America/Chicago", &err), "zone", &err);
    bench_must(import_roster(store, roster, BEGINS, NULL, &count, &err), "the import", &err);
    store_close(store);
    come(s, s->here, "lobby", BEFORE);
    bench_must(store_open(&store, s->here, STORE_READ, &err), "records", &err);
    bench_must(backup_write(store, copy, &err), "a copy", &err);
    store_close(store);
    bench_must(backup_restore(s->there, copy, s->now, aside, &err), "a second kiosk", &err);
}

static void time_merge(School *s, int visits)
{
    char what[96];
    Err err = {0};
    Store *store = NULL;
    Merged merged;
    Times ready = {0}, dry = {0}, real = {0};
    come(s, s->there, "door", visits);
    come(s, s->here, "lobby", visits);
    AuditBy by = {.at = s->now += ONE_DAY, .kiosk = "lobby"};
    bench_must(store_open(&store, s->here, STORE_WRITE, &err), "records", &err);
    times_begin(&ready);
    bench_must(merge_prepare(s->here, s->there, &err), "the copy", &err);
    times_end(&ready);
    times_begin(&dry);
    bench_must(merge_prepared(store, &by, true, &merged, &err), "a look", &err);
    times_end(&dry);
    times_begin(&real);
    bench_must(merge_prepared(store, &by, false, &merged, &err), "the merge", &err);
    times_end(&real);
    bench_must(merged.visits == visits, "each visit", NULL);
    merge_drop(s->here);
    store_close(store);
    snprintf(what, sizeof what, "%d visits of another kiosk: read and checked, beside the glass",
        visits);
    bench_times(what, &ready, "");
    bench_times("the same: what it would bring", &dry, "");
    bench_times("the same: brought in", &real, "");
}

int main(int argc, char **argv)
{
    static School s;
    bench_must(argc > 1, "bench_merge FOLDER [SEED]", NULL);
    s.seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261119;
    open_school(&s, argv[1]);
    time_merge(&s, NIGHT);
    time_merge(&s, SEMESTER);
    return 0;
}
