/* Merging: the other file is copied, brought to this version and attached; then one transaction.
 * Here: what may come in, the changes, and which of them count. */
#include "store/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/conflicts.h"
#include "store/merge_rows.h"

bool merge_count(Store *store, const char *const *statements, int *count, Err *err)
{
    for (; *statements; statements++) {
        if (!sql_run(sql(store, *statements), err))
            return false;
        *count += sql_changes(store);
    }
    return true;
}

bool merge_run(Store *store, const char *const *statements, Err *err)
{
    int count = 0;
    return merge_count(store, statements, &count, err);
}

static bool get_number(Store *store, const char *text, int64_t *out, Err *err)
{
    Sql *q = sql(store, text);
    *out = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

/* ---- the copy ---- */

static void drop(const char *copy)
{
    static const char *const ENDINGS[] = {
        "", "-wal", "-shm", "-journal", ".lock", ".new", ".new-journal"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        char name[FILE_PATH + 16];
        snprintf(name, sizeof name, "%s%s", copy, ENDINGS[i]);
        unlink(name);
    }
}

/* Beside the records: there it is as safe as they are. */
static void name_copy(const char *path, char out[FILE_PATH])
{
    if (*path)
        snprintf(out, FILE_PATH, "%.*s.merging", FILE_PATH - 16, path);
    else
        snprintf(out, FILE_PATH, "/tmp/foyer-%d.merging", (int)getpid());
}

void merge_drop(const char *path)
{
    char copy[FILE_PATH];
    name_copy(path, copy);
    drop(copy);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat first, second;
    return *a && stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
        first.st_ino == second.st_ino;
}

/* Whole and checked (backup_write), then brought to this version. */
static bool make_copy(const char *file, const char *copy, Err *err)
{
    Store *source = NULL, *brought = NULL;
    Err why = {0};
    bool ok = store_open(&source, file, STORE_SOURCE, err);
    if (ok && !(ok = backup_write(source, copy, &why)))
        err_set(err, why.code, "%.100s: %.150s", file, why.detail);
    ok = ok && store_open(&brought, copy, STORE_WRITE, err);
    store_close(brought);
    store_close(source);
    return ok;
}

static bool attach(Store *store, const char *copy, Err *err)
{
    Sql *q = sql(store, "ATTACH :file AS other");
    sql_text(q, ":file", copy);
    return sql_run(q, err);
}

/* ---- what may come in ---- */

static bool check_name(Store *store, Err *err)
{
    char here[256] = "", there[256] = "";
    Sql *q = sql(store,
        "SELECT m.value, o.value FROM main.setting m JOIN other.setting o USING (key)"
        " WHERE key = 'school'");
    if (sql_row(q)) {
        sql_get_copy(q, 0, here, sizeof here);
        sql_get_copy(q, 1, there, sizeof there);
    }
    if (!sql_done(q, err))
        return false;
    return strcmp(here, there) == 0 ||
        err_set(err, ERR_REFUSED, "records of another school: %.90s, here %.90s", there, here);
}

/* Numbers of students are not a school's own: the names must fit too. */
static bool check_roster(Store *store, Err *err)
{
    int64_t fewer, shared;
    if (!get_number(store,
            "SELECT min((SELECT count(*) FROM main.person), (SELECT count(*) FROM other.person))",
            &fewer, err) ||
        !get_number(store,
            "SELECT count(*) FROM main.person m JOIN other.person o USING (source_id)"
            " WHERE m.role = o.role AND m.name_key = o.name_key",
            &shared, err))
        return false;
    return shared * 2 >= fewer ||
        err_set(err, ERR_REFUSED,
            "records of another school: of %d people on its roster only %d are on this one",
            (int)fewer, (int)shared);
}

/* A machine's disk that was copied, and not its backup put back, numbers on as the first. */
static bool check_epochs(Store *store, Err *err)
{
    int64_t count;
    if (!get_number(store,
            "SELECT count(*) FROM (SELECT epoch, number, hash FROM other.outbox"
            "  UNION ALL SELECT epoch, number, hash FROM other.change) o"
            " LEFT JOIN main.outbox m ON m.number = o.number AND m.epoch = o.epoch"
            " LEFT JOIN main.change c ON c.epoch = o.epoch AND c.number = o.number"
            " WHERE coalesce(m.hash, c.hash, o.hash) <> o.hash",
            &count, err))
        return false;
    return count == 0 ||
        err_set(err, ERR_REFUSED,
            "%d changes have a number that other changes have here: one of the two kiosks was"
            " copied as a disk, not with foyer backup and restore",
            (int)count);
}

static bool check_hashes(Store *store, Err *err)
{
    int64_t count;
    return get_number(store, "SELECT count(*) FROM fresh WHERE hash <> hash(body)", &count, err) &&
        (count == 0 || err_set(err, ERR_BROKEN, "%d changes were altered", (int)count));
}

/* ---- the changes ---- */

/* What a row of one epoch knows of another: the file's own epochs follow each other. */
#define CHAIN(file)                                                                                \
    "INSERT OR IGNORE INTO merged (into_epoch, epoch, number, into_number, at)"                    \
    " SELECT b.epoch, a.epoch, a.last, b.first - 1, b.at FROM"                                     \
    " (SELECT epoch, max(number) AS last FROM " file ".outbox GROUP BY epoch) a JOIN"              \
    " (SELECT epoch, min(number) AS first, min(at) AS at FROM " file ".outbox GROUP BY epoch) b"   \
    " ON a.last < b.first"

static const char *const CHANGES[] = {
    "CREATE TEMP TABLE fresh AS SELECT epoch, number, kiosk, at, kind, body, hash FROM"
    " (SELECT epoch, number, kiosk, at, kind, body, hash FROM other.outbox UNION ALL"
    "  SELECT epoch, number, kiosk, at, kind, body, hash FROM other.change) o"
    " WHERE NOT EXISTS (SELECT 1 FROM main.outbox m"
    "  WHERE m.number = o.number AND m.epoch = o.epoch)"
    " AND NOT EXISTS (SELECT 1 FROM main.change c"
    "  WHERE c.epoch = o.epoch AND c.number = o.number)",
    "INSERT INTO change (epoch, number, kiosk, at, kind, body, hash)"
    " SELECT epoch, number, kiosk, at, kind, body, hash FROM fresh",
    "INSERT OR IGNORE INTO merged (into_epoch, epoch, number, into_number, at)"
    " SELECT into_epoch, epoch, number, into_number, at FROM other.merged",
    CHAIN("main"), CHAIN("other"),
    "CREATE TEMP TABLE touched (record TEXT PRIMARY KEY, id BLOB, topic TEXT)",
    "CREATE TEMP TABLE found (id BLOB PRIMARY KEY, kind TEXT, subject BLOB,"
    " first TEXT, first_at INTEGER, second TEXT, second_at INTEGER)",
    "INSERT OR IGNORE INTO touched SELECT json_extract(body, '$.id'),"
    " read_uuid(json_extract(body, '$.id')), substr(kind, 1, instr(kind, '.') - 1) FROM fresh",
    NULL};

/* So that it is known what was merged when. */
static bool remember(Store *store, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO merged (into_epoch, epoch, number, into_number, at)"
        " SELECT mine.value, o.epoch, o.last,"
        "  (SELECT ifnull(max(number), 0) FROM main.outbox), :now"
        " FROM (SELECT value FROM main.meta WHERE key = 'epoch') mine,"
        " (SELECT epoch, max(number) AS last FROM (SELECT epoch, number FROM other.outbox"
        "  UNION ALL SELECT epoch, number FROM other.change) GROUP BY epoch) o"
        " WHERE o.epoch <> mine.value AND NOT EXISTS (SELECT 1 FROM merged k"
        "  WHERE k.into_epoch = mine.value AND k.epoch = o.epoch AND k.number >= o.last)");
    sql_int(q, ":now", now);
    return sql_run(q, err);
}

static const char *const LINES[] = {"DROP TABLE IF EXISTS temp.line",
    "DROP TABLE IF EXISTS temp.head", "DROP TABLE IF EXISTS temp.best",
    "CREATE TEMP TABLE line AS SELECT t.record, t.id, t.topic, c.* FROM"
    " (SELECT epoch, number, kiosk, at, kind, body FROM outbox UNION ALL"
    "  SELECT epoch, number, kiosk, at, kind, body FROM change) c"
    " CROSS JOIN touched t ON t.record = json_extract(c.body, '$.id')",
    "CREATE INDEX temp.line_record ON line (record, epoch, number)",
    "CREATE TEMP TABLE head AS SELECT * FROM line x WHERE NOT EXISTS (SELECT 1 FROM line y"
    " WHERE y.record = x.record AND ((y.epoch = x.epoch AND y.number > x.number)"
    "  OR EXISTS (SELECT 1 FROM merged k WHERE k.into_epoch = y.epoch AND k.epoch = x.epoch"
    "   AND k.into_number < y.number AND k.number >= x.number)))",
    /* That the house closed says less than anything that somebody did. */
    "CREATE TEMP TABLE best AS SELECT * FROM (SELECT *, row_number() OVER"
    " (PARTITION BY record ORDER BY kind = 'visit.closed', at DESC, epoch DESC, number DESC)"
    " AS place FROM head) WHERE place = 1",
    "CREATE UNIQUE INDEX temp.best_record ON best (record)", NULL};

static const char *const DONE[] = {"DROP TABLE IF EXISTS temp.fresh",
    "DROP TABLE IF EXISTS temp.touched", "DROP TABLE IF EXISTS temp.found",
    "DROP TABLE IF EXISTS temp.line", "DROP TABLE IF EXISTS temp.head",
    "DROP TABLE IF EXISTS temp.best", NULL};

/* ---- all of it ---- */

typedef struct {
    int64_t visits, stubs, headcounts, signups, calls, conflicts;
} Counts;

static bool count_all(Store *store, Counts *out, Err *err)
{
    return get_number(store, "SELECT count(*) FROM main.visit", &out->visits, err) &&
        get_number(store, "SELECT count(*) FROM main.stub", &out->stubs, err) &&
        get_number(store, "SELECT count(*) FROM main.headcount", &out->headcounts, err) &&
        get_number(store, "SELECT count(*) FROM main.signup", &out->signups, err) &&
        get_number(store, "SELECT count(*) FROM main.help_call", &out->calls, err) &&
        get_number(store, "SELECT count(*) FROM main.conflict", &out->conflicts, err);
}

static bool take_records(Store *store, int64_t now, Err *err)
{
    return merge_run(store, LINES, err) && merge_near_visits(store, err) &&
        merge_near_signups(store, err) && merge_run(store, LINES, err) &&
        merge_visits(store, err) && merge_signups(store, err) && merge_conflicts(store, now, err);
}

static bool note(Store *store, const AuditBy *by, const Merged *m, Err *err)
{
    char epoch[37] = "", detail[256];
    Sql *q = sql(store, "SELECT value FROM other.meta WHERE key = 'epoch'");
    if (sql_row(q))
        id_write(sql_get_id(q, 0), epoch);
    snprintf(detail, sizeof detail, "%d visits, %d walk-ins, %d sign-ups, %d conflicts", m->visits,
        m->stubs, m->signups, m->conflicts);
    return sql_done(q, err) && audit_add(store, by, "records.merged", epoch, detail, err);
}

static bool take(Store *store, const AuditBy *by, Merged *out, Err *err)
{
    Counts before, after;
    int64_t fresh = 0;
    int others = 0;
    bool ok = count_all(store, &before, err) && merge_run(store, CHANGES, err) &&
        check_hashes(store, err) && get_number(store, "SELECT count(*) FROM fresh", &fresh, err) &&
        merge_people(store, out, err) && take_records(store, by->at, err) &&
        remember(store, by->at, err) && merge_besides(store, &others, err) &&
        merge_run(store, DONE, err) && count_all(store, &after, err);
    if (!ok)
        return false;
    out->visits = (int)(after.visits - before.visits);
    out->stubs = (int)(after.stubs - before.stubs);
    out->headcounts = (int)(after.headcounts - before.headcounts);
    out->signups = (int)(after.signups - before.signups);
    out->calls = (int)(after.calls - before.calls);
    out->conflicts = (int)(after.conflicts - before.conflicts);
    out->changes = (int)fresh + others + out->people + out->conflicts;
    return out->changes == 0 || note(store, by, out, err);
}

static bool run(Store *store, const AuditBy *by, bool is_dry, Merged *out, Err *err)
{
    if (!store_begin(store, err))
        return false;
    bool ok = check_name(store, err) && check_roster(store, err) && check_epochs(store, err) &&
        take(store, by, out, err);
    if (ok && !is_dry)
        return store_commit(store, err);
    store_rollback(store);
    return ok;
}

bool merge_prepare(const char *path, const char *file, Err *err)
{
    char copy[FILE_PATH];
    if (is_same_file(path, file))
        return err_set(err, ERR_INVALID, "%.180s: these are the records themselves", file);
    name_copy(path, copy);
    drop(copy);
    return make_copy(file, copy, err);
}

bool merge_prepared(Store *store, const AuditBy *by, bool is_dry, Merged *out, Err *err)
{
    char copy[FILE_PATH];
    *out = (Merged){0};
    name_copy(store_path(store), copy);
    if (!attach(store, copy, err))
        return false;
    bool ok = run(store, by, is_dry, out, err);
    sql_run(sql(store, "DETACH other"), NULL);
    return ok;
}

bool merge_file(
    Store *store, const char *file, const AuditBy *by, bool is_dry, Merged *out, Err *err)
{
    Err why = {0};
    *out = (Merged){0};
    bool ok = merge_prepare(store_path(store), file, err);
    if (ok && !(ok = merge_prepared(store, by, is_dry, out, &why)))
        err_set(err, why.code, "%.100s: %.150s", file, why.detail);
    merge_drop(store_path(store));
    return ok;
}
