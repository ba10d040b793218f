/* Visits to CSV, against a tight loop that writes the same bytes: the same rows out of SQLite, each
 * value put by hand, nothing asked of anybody.
 *   bench_export FOLDER [SEED [VISITS]]     1,000,000 visits of 5,000 people */
#include "bench.h"
#include "made.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "exchange/export.h"
#include "exchange/import.h"
#include "store/settings.h"
#include "text/zone.h"

enum { SCHOOL_BEGINS = 1788220800, PEOPLE = 5000, FIELDS = 28, BLOCK = 1 << 16, ROW_MOST = 8192 };

/* I an id, T a text that may be a formula, W a word, D a day, M a moment, F a flag. */
static const char KINDS[] = "ITTDMMITWTTTTWWFWWTWWWWTTTWT";

#define COLUMNS                                                                                    \
    "v.id, e.uid, title.text, v.day, v.arrived, v.left, vp.person, p.source_id, p.role, p.given,"  \
    " p.family, coalesce(n.grade, p.grade), coalesce(n.language, p.language), v.language,"         \
    " v.method, v.needs_interpreter, v.adults, v.children, v.kiosk, v.purpose, v.number, v.ended," \
    " CASE WHEN v.left > 0 THEN printf('%.2f', (v.left - v.arrived) / 3600.0) END,"                \
    " s.child, s.adult, s.grade, iif(s.held, 'held', s.state), m.source_id "
#define JOINED                                                                                     \
    " LEFT JOIN event e ON e.id = v.event"                                                         \
    " LEFT JOIN content title ON title.owner = v.event AND title.field = 'title'"                  \
    "  AND title.language = 'en'"                                                                  \
    " LEFT JOIN visit_person vp ON vp.visit = v.id"                                                \
    " LEFT JOIN person p ON p.id = vp.person"                                                      \
    " LEFT JOIN enrolment n ON n.person = p.id AND n.first_day <= v.day"                           \
    "  AND (n.day_after_last IS NULL OR v.day < n.day_after_last)"                                 \
    " LEFT JOIN stub s ON s.id = v.opened_by LEFT JOIN person m ON m.id = s.matched"               \
    " WHERE v.undone IS NULL "

static const char QUERY[] =
    "SELECT " COLUMNS "FROM visit v" JOINED "UNION ALL SELECT " COLUMNS
    "FROM (SELECT id, event, at AS arrived, day, NULL AS left, adults, children, language,"
    "  NULL AS needs_interpreter, 'headcount' AS method, kiosk, '' AS purpose, NULL AS number,"
    "  '' AS ended, NULL AS opened_by, undone FROM headcount) v" JOINED "ORDER BY 1, 7";

static char *put_id(char *to, const unsigned char *id)
{
    static const char HEX[] = "0123456789abcdef";
    for (int i = 0; id && i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        *to++ = HEX[id[i] >> 4];
        *to++ = HEX[id[i] & 15];
    }
    return to;
}

static char *put_text(char *to, const char *text, bool may_be_formula)
{
    bool is_formula = may_be_formula && text[0] && strchr("=+-@\t\r", text[0]);
    bool is_quoted = is_formula || strpbrk(text, ",\"\r\n");
    if (is_quoted)
        *to++ = '"';
    if (is_formula)
        *to++ = '\'';
    for (; *text; text++) {
        if (*text == '"')
            *to++ = '"';
        *to++ = *text;
    }
    if (is_quoted)
        *to++ = '"';
    return to;
}

/* The offset is looked up once a quarter of an hour. */
static char *put_moment(char *to, Zone *zone, int64_t when)
{
    static int64_t quarter = -1;
    static char written[32];
    if (when / 900 != quarter) {
        quarter = when / 900;
        zone_write(zone, when, written);
    }
    int second = (int)(when % 900) + ((written[14] - '0') * 10 + written[15] - '0') / 15 * 900;
    memcpy(to, written, 25);
    to[14] = (char)('0' + second / 600);
    to[15] = (char)('0' + second / 60 % 10);
    to[17] = (char)('0' + second % 60 / 10);
    to[18] = (char)('0' + second % 10);
    return to + 25;
}

static char *put_day(char *to, int day)
{
    return to + sprintf(to, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

static char *put(char *to, sqlite3_stmt *q, int i, Zone *zone)
{
    if (KINDS[i] == 'I')
        return put_id(to, sqlite3_column_blob(q, i));
    if (sqlite3_column_type(q, i) == SQLITE_NULL)
        return to;
    if (KINDS[i] == 'D')
        return put_day(to, sqlite3_column_int(q, i));
    if (KINDS[i] == 'M')
        return put_moment(to, zone, sqlite3_column_int64(q, i));
    if (KINDS[i] == 'F')
        return stpcpy(to, sqlite3_column_int(q, i) ? "true" : "false");
    return put_text(to, (const char *)sqlite3_column_text(q, i), KINDS[i] == 'T');
}

static int64_t loop(const char *db, const char *path, Zone *zone)
{
    static char block[BLOCK + ROW_MOST];
    sqlite3 *file;
    sqlite3_stmt *q;
    int64_t bytes = 0;
    int out = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    bool is_open = out >= 0 &&
        sqlite3_open_v2(db, &file, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(file, QUERY, -1, &q, NULL) == SQLITE_OK;
    bench_must(is_open, "the loop", NULL);
    char *at = block;
    while (sqlite3_step(q) == SQLITE_ROW) {
        for (int i = 0; i < FIELDS; i++) {
            if (i)
                *at++ = ',';
            at = put(at, q, i, zone);
        }
        *at++ = '\r';
        *at++ = '\n';
        if (at - block >= BLOCK) {
            bytes += write(out, block, (size_t)(at - block));
            at = block;
        }
    }
    bytes += write(out, block, (size_t)(at - block));
    bench_must(fsync(out) == 0, "fsync", NULL);
    close(out);
    sqlite3_finalize(q);
    sqlite3_close(file);
    return bytes;
}

/* The export has a heading besides. */
static bool are_alike(const char *ours, const char *theirs)
{
    static char a[1 << 16], b[1 << 16];
    FILE *x = fopen(ours, "rb"), *y = fopen(theirs, "rb");
    bool is_alike = x && y && fgets(a, sizeof a, x);
    for (size_t got = 1; is_alike && got;) {
        got = fread(a, 1, sizeof a, x);
        is_alike = fread(b, 1, sizeof b, y) == got && memcmp(a, b, got) == 0;
    }
    if (x)
        fclose(x);
    if (y)
        fclose(y);
    return is_alike;
}

static void fill(const char *folder, const char *db, uint64_t seed, int visits)
{
    char roster[4096];
    Err err = {0};
    Store *store = NULL;
    ImportCount count = {0};
    snprintf(roster, sizeof roster, "%s/roster", folder);
    bench_must(made_roster(roster, &(MadeRoster){PEOPLE, seed, 0}, &err), "a roster", &err);
    bench_must(store_open(&store, db, STORE_CREATE, &err) &&
            settings_set(store, "timezone", "America/Chicago", &err),
        "a database", &err);
    bench_must(import_roster(store, roster, SCHOOL_BEGINS, NULL, &count, &err), "the import", &err);
    store_close(store);
    bench_must(made_visits(db, visits, seed, &err), "visits", &err);
}

int main(int argc, char **argv)
{
    char db[4096], ours[4096], theirs[4096], words[96], figure[64];
    Err err = {0};
    Store *store = NULL;
    Times export = {0}, tight = {0};
    int visits = argc > 3 ? atoi(argv[3]) : 1000000;
    bench_must(argc > 1, "bench_export FOLDER [SEED [VISITS]]", NULL);
    snprintf(db, sizeof db, "%s/export.db", argv[1]);
    snprintf(ours, sizeof ours, "%s/ours.csv", argv[1]);
    snprintf(theirs, sizeof theirs, "%s/theirs.csv", argv[1]);
    fill(argv[1], db, argc > 2 ? strtoull(argv[2], NULL, 10) : 1, visits);
    Zone *zone = zone_new("America/Chicago", &err);
    bench_must(zone && store_open(&store, db, STORE_READ, &err), "the database", &err);
    int rows = 0;
    for (int i = 0; i < 3; i++) {
        times_begin(&export);
        rows = export_visits(store, &(ExportAsk){.path = ours}, &err);
        times_end(&export);
        bench_must(rows >= 0, "the export", &err);
        times_begin(&tight);
        loop(db, theirs, zone);
        times_end(&tight);
    }
    bench_must(are_alike(ours, theirs), "both write the same bytes", NULL);
    snprintf(words, sizeof words, "%d visits, %d rows to CSV, against a tight loop", visits, rows);
    snprintf(figure, sizeof figure, "%.1f s, %.2f x", times_at(&export, 0.5) / 1e3,
        times_at(&export, 0.5) / times_at(&tight, 0.5));
    bench_row(words, figure, "1.3 x");
    store_close(store);
    zone_free(zone);
    return 0;
}
