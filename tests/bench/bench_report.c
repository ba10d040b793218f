/* The participation report, the spring beside the fall, over a school year of visits.
 *   bench_report FOLDER [SEED [VISITS]]     1,000,000 visits of 5,000 students */
#include "bench.h"
#include "made.h"

#include "exchange/import.h"
#include "exchange/report.h"
#include "store/participation.h"
#include "store/settings.h"

enum { SCHOOL_BEGINS = 1788220800, NOW = 1806580800, PEOPLE = 11500, TIMES = 9 };

static const Term TERMS[] = {
    {.title = "Fall", .kind = TERM_SEMESTER, .first_day = 20260901, .day_after_last = 20270124},
    {.title = "Spring", .kind = TERM_SEMESTER, .first_day = 20270125, .day_after_last = 20270613}};

static void fill(const char *folder, const char *db, uint64_t seed, int visits)
{
    char roster[4096];
    Err err = {0};
    Store *store = NULL;
    ImportCount count = {0};
    snprintf(roster, sizeof roster, "%s/report-roster", folder);
    bench_must(made_roster(roster, &(MadeRoster){PEOPLE, seed, 0}, &err), "a roster", &err);
    bench_must(store_open(&store, db, STORE_CREATE, &err) &&
            settings_set(store, "timezone", "America/Chicago", &err),
        "a database", &err);
    bench_must(import_roster(store, roster, SCHOOL_BEGINS, NULL, &count, &err), "the import", &err);
    for (int i = 0; i < 2; i++) {
        Term term = TERMS[i];
        term.id = store_new_id(store, SCHOOL_BEGINS);
        bench_must(terms_put(store, &term, &err), "a term", &err);
    }
    store_close(store);
    bench_must(made_visits(db, visits, seed, &err), "visits", &err);
}

static void time_term(Store *store, Zone *zone, const Term *term)
{
    char words[96];
    TermReach reach;
    Err err = {0};
    Times times = {0};
    for (int i = 0; i < TIMES; i++) {
        times_begin(&times);
        bench_must(participation_read(store, zone, term, &reach, &err), "a term", &err);
        times_end(&times);
    }
    snprintf(words, sizeof words, "who took part in %s: %d of %d families, %d students",
        term->title, reach.all.families.count, reach.all.families.of, reach.all.students.of);
    bench_times(words, &times, "");
}

static void time_report(Store *store, const char *path, ReportFormat format, int visits)
{
    char words[96];
    Err err = {0};
    Times times = {0};
    for (int i = 0; i < TIMES; i++) {
        Report report = {.term = "Spring", .now = NOW, .format = format};
        times_begin(&times);
        bench_must(report_write(store, &report, path, &err) > 0, "the report", &err);
        times_end(&times);
    }
    snprintf(words, sizeof words, "the report over %d visits, as %s", visits,
        format == REPORT_CSV ? "CSV" : "a workbook");
    bench_times(words, &times, "500 ms");
}

int main(int argc, char **argv)
{
    char db[4096], out[4096];
    Err err = {0};
    Store *store = NULL;
    int visits = argc > 3 ? atoi(argv[3]) : 1000000;
    bench_must(argc > 1, "bench_report FOLDER [SEED [VISITS]]", NULL);
    snprintf(db, sizeof db, "%s/report.db", argv[1]);
    snprintf(out, sizeof out, "%s/report.out", argv[1]);
    fill(argv[1], db, argc > 2 ? strtoull(argv[2], NULL, 10) : 1, visits);
    Zone *zone = zone_new("America/Chicago", &err);
    bench_must(zone && store_open(&store, db, STORE_READ, &err), "the database", &err);
    for (int i = 0; i < 2; i++)
        time_term(store, zone, &TERMS[i]);
    time_report(store, out, REPORT_CSV, visits);
    time_report(store, out, REPORT_XLSX, visits);
    store_close(store);
    zone_free(zone);
    return 0;
}
