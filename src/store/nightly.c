/* Nightly copies. */
#include "store/nightly.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/sql.h"

enum { HOUR = 3600, DAY = 86400, NIGHT = 2, LATE = 3, DAYS = 7, WEEKS = 4, MONTHS = 12 };

static const int64_t NEVER = INT64_C(1) << 40; /* nothing to keep */

/* ---- when ---- */

static bool get(Store *store, const char *text, int64_t *at, Err *err)
{
    Sql *q = sql(store, text);
    *at = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

static const char *const KEYS[] = {[NIGHTLY_HERE] = "backup", [NIGHTLY_AWAY] = "backup_away"};

bool nightly_last(Store *store, NightlyPlace place, int64_t *at, Err *err)
{
    Sql *q = sql(store, "SELECT value FROM meta WHERE key = :key");
    sql_text(q, ":key", KEYS[place]);
    *at = sql_row(q) ? sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

bool nightly_keep(Store *store, NightlyPlace place, int64_t at, Err *err)
{
    Sql *q = sql(store,
        "INSERT INTO meta (key, value) VALUES (:key, :at)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    sql_text(q, ":key", KEYS[place]);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

/* When the last one was or, without one, when there was something to keep first. */
static bool get_since(Store *store, int64_t *since, Err *err)
{
    if (!nightly_last(store, NIGHTLY_HERE, since, err))
        return false;
    return *since ||
        get(store,
            "SELECT min(ifnull((SELECT min(seen) FROM person), 1 << 40),"
            " ifnull((SELECT min(arrived) FROM visit), 1 << 40),"
            " ifnull((SELECT min(at) FROM audit), 1 << 40))",
            since, err);
}

/* The last two o'clock. */
static int64_t last_night(Zone *zone, int64_t now)
{
    int64_t midnight = zone_day_start(zone, zone_day(zone, now));
    if (now < midnight + NIGHT * HOUR)
        midnight = zone_day_start(zone, zone_day(zone, midnight - 1));
    return midnight + NIGHT * HOUR;
}

/* The clock was set back since. */
static bool is_ahead(int64_t since, int64_t now)
{
    return since > now + DAY && since < NEVER;
}

bool nightly_is_due(Store *store, Zone *zone, int64_t now, bool *is_due, Err *err)
{
    int64_t since;
    if (!get_since(store, &since, err))
        return false;
    *is_due = since < last_night(zone, now) || is_ahead(since, now);
    return true;
}

bool nightly_is_late(Store *store, int64_t now, bool *is_late, Err *err)
{
    int64_t since;
    if (!get_since(store, &since, err))
        return false;
    *is_late = now - since > LATE * DAY || is_ahead(since, now);
    return true;
}

/* ---- what is kept ---- */

typedef struct {
    int day, week, month;    /* of the last one that was kept for it */
    int days, weeks, months; /* how many were */
} Kept;

static bool starts(int *last, int *count, int is, int most)
{
    if (is == *last || *count >= most)
        return false;
    *last = is;
    ++*count;
    return true;
}

/* Newest first. */
static bool is_kept(Kept *k, const char *file)
{
    int day = atoi(file_name(file) + strlen("foyer-"));
    int week = (int)((backup_time(file) / DAY + 3) / 7);
    bool is_day = starts(&k->day, &k->days, day, DAYS);
    bool is_week = starts(&k->week, &k->weeks, week, WEEKS);
    bool is_month = starts(&k->month, &k->months, day / 100, MONTHS);
    return is_day || is_week || is_month;
}

/* As backup_name made it: whatever else somebody put there is not ours to remove. */
static bool is_ours(const char *file)
{
    const char *name = file_name(file);
    return strlen(name) == strlen("foyer-20261119T174200.db") && name[14] == 'T' &&
        backup_time(file) > 0;
}

static void count_damaged(const char *file, Nightly *out)
{
    if (out->damaged++ == 0)
        snprintf(out->bad, sizeof out->bad, "%.63s", file_name(file));
}

static void rotate(const char *folder, Nightly *out)
{
    Kept kept = {0};
    char file[FILE_PATH] = "";
    for (int i = 0; i < INT_MAX && file_find(folder, "foyer-", ".db", file) >= 0 && file[0]; i++) {
        if (!backup_is_whole(file, NULL))
            count_damaged(file, out);
        else if (is_ahead(backup_time(file), out->at) || is_kept(&kept, file) || !is_ours(file) ||
            unlink(file) != 0)
            out->kept++;
        else
            out->removed++;
    }
}

bool nightly_write(const char *path, int64_t now, Nightly *out, Err *err)
{
    Store *store = NULL;
    char folder[FILE_PATH], file[FILE_PATH];
    *out = (Nightly){.at = now};
    backup_folder(path, folder);
    backup_name(path, now, file);
    bool done = file_make_folder(folder, err) && store_open(&store, path, STORE_SOURCE, err) &&
        backup_write(store, file, err);
    store_close(store);
    if (!done)
        return false;
    snprintf(out->name, sizeof out->name, "%.63s", file_name(file));
    rotate(folder, out);
    return true;
}

/* ---- the second place ---- */

bool nightly_folder(
    Store *store, const char *place, const char *kiosk, char out[FILE_PATH], Err *err)
{
    char name[40];
    size_t used = 0;
    Sql *q = sql(store, "SELECT lower(substr(hex(value), 1, 8)) FROM meta WHERE key = 'epoch'");
    for (; *kiosk && used + 1 < sizeof name; kiosk++)
        if (isalnum((unsigned char)*kiosk))
            name[used++] = *kiosk;
        else if (used && name[used - 1] != '-')
            name[used++] = '-';
    name[used] = 0;
    snprintf(out, FILE_PATH, "%.*s/" NIGHTLY_FOLDER "/%s%s%s", FILE_PATH - 128, place, name,
        used && name[used - 1] != '-' ? "-" : "", sql_row(q) ? sql_get_text(q, 0) : "");
    return sql_done(q, err);
}

/* One of that name is of the same moment: it is written anew only if it is damaged. */
static bool bring(const char *copy, const char *file, Err *err)
{
    Store *store = NULL;
    bool done = backup_is_whole(file, NULL) ||
        (store_open(&store, copy, STORE_SOURCE, err) && backup_replace(store, file, err));
    store_close(store);
    return done;
}

bool nightly_bring(const char *copy, int64_t at, const char *folder, Nightly *out, Err *err)
{
    char file[FILE_PATH];
    *out = (Nightly){.at = at};
    if (!backup_is_whole(copy, NULL))
        return err_set(err, ERR_BROKEN, "%.180s: not there, or not good, and not brought", copy);
    snprintf(file, sizeof file, "%.*s/%s", FILE_PATH - 64, folder, file_name(copy));
    if (!file_make_folder(folder, err) || !bring(copy, file, err))
        return false;
    snprintf(out->name, sizeof out->name, "%.63s", file_name(copy));
    rotate(folder, out);
    return true;
}
