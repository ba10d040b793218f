/* On whatever day one tries the kiosk, a family should find the evening open. */
#include "exchange/demo.h"

#include <stdio.h>

#include "exchange/content.h"
#include "exchange/content_resources.h"
#include "exchange/content_workshops.h"
#include "exchange/demo_signups.h"
#include "exchange/zip.h"
#include "store/settings.h"
#include "store/sql.h"
#include "store/staff.h"

enum { HOUR = 3600, DAY_SECONDS = 24 * HOUR, PATH_SIZE = 4096, FILE_LIMIT = 1 << 20 };

enum { SETTING_KEY, SETTING_VALUE, SETTING_FIELDS };
enum { STAFF_NUMBER, STAFF_NAME, STAFF_ROLE, STAFF_PIN, STAFF_FIELDS };

/* clang-format off */
static const Column setting_columns[] = {
    [SETTING_KEY]   = {"key", NULL, REQUIRED},
    [SETTING_VALUE] = {"value", NULL, REQUIRED},
};
static const Column staff_columns[] = {
    [STAFF_NUMBER] = {"number", NULL, REQUIRED},
    [STAFF_NAME]   = {"name", NULL, REQUIRED},
    [STAFF_ROLE]   = {"role", NULL, REQUIRED},
    [STAFF_PIN]    = {"pin", NULL, REQUIRED},
};
/* clang-format on */

static const ColumnFile setting_file = {
    .name = "settings.csv", .columns = setting_columns, .count = SETTING_FIELDS, .is_strict = true};
static const ColumnFile staff_file = {
    .name = "staff.csv", .columns = staff_columns, .count = STAFF_FIELDS, .is_strict = true};

static const char *path_of(const char *folder, const char *name, char out[PATH_SIZE])
{
    snprintf(out, PATH_SIZE, "%s/%s", folder, name);
    return out;
}

static bool check_empty(Store *store, Err *err)
{
    Sql *q = sql(store,
        "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM event)"
        " OR EXISTS (SELECT 1 FROM visit)");
    bool is_used = sql_row(q) && sql_get_int(q, 0);
    if (!sql_done(q, err))
        return false;
    return !is_used ||
        err_set(err, ERR_REFUSED, "the made-up school goes only into an empty database");
}

typedef struct {
    Store *store;
    int64_t now;
} Filling;

static bool take_setting(void *self, const ColumnRow *row, Err *err)
{
    Err why = {0};
    Filling *f = self;
    return settings_set(f->store, row_text(row, SETTING_KEY), row_text(row, SETTING_VALUE), &why) ||
        row_refuse(row, SETTING_VALUE, err, why.detail);
}

static bool take_staff(void *self, const ColumnRow *row, Err *err)
{
    Err why = {0};
    Filling *f = self;
    AuditBy nobody = {.at = f->now, .kiosk = ""};
    Staff staff = {0};
    snprintf(staff.number, sizeof staff.number, "%s", row_text(row, STAFF_NUMBER));
    snprintf(staff.name, sizeof staff.name, "%s", row_text(row, STAFF_NAME));
    if (!staff_role_read(row_text(row, STAFF_ROLE), &staff.role))
        return row_refuse(row, STAFF_ROLE, err, "not a role");
    return staff_add(f->store, &nobody, &staff, row_text(row, STAFF_PIN), &why) ||
        row_refuse(row, STAFF_PIN, err, why.detail);
}

static bool fill_rows(
    Filling *f, const char *folder, const ColumnFile *file, ColumnTake take, Err *err)
{
    char path[PATH_SIZE];
    Buf bytes;
    ColumnNotes notes = {0};
    buf_init(&bytes, FILE_LIMIT);
    bool done = files_read_path(path_of(folder, file->name, path), &bytes, err) &&
        columns_read(file, NULL, &bytes, &notes, take, f, err);
    buf_finish(&bytes);
    return done;
}

/* Keeps its hours if now is in them or in the hour before; else four hours around now. */
static void move_today(Event *event, Zone *zone, int64_t now)
{
    int64_t today = zone_day_start(zone, zone_day(zone, now));
    int64_t old_day = zone_day_start(zone, zone_day(zone, event->starts));
    int64_t lasts = event->ends - event->starts;
    int64_t starts = today + (event->starts - old_day);
    bool is_on = now >= starts - HOUR && now < starts + lasts;
    event->starts = is_on ? starts : now - (now - today) % HOUR - HOUR;
    event->ends = event->starts + (is_on ? lasts : 4 * HOUR);
}

/* How many local days a comes after b. */
static int64_t days_between(Zone *zone, int64_t a, int64_t b)
{
    int64_t seconds =
        zone_day_start(zone, zone_day(zone, a)) - zone_day_start(zone, zone_day(zone, b));
    return (seconds + (seconds < 0 ? -DAY_SECONDS / 2 : DAY_SECONDS / 2)) / DAY_SECONDS;
}

/* By so many days, the hour of the day staying as it is. */
static void move_days(Zone *zone, int64_t days, int64_t *starts, int64_t *ends)
{
    int64_t old_day = zone_day_start(zone, zone_day(zone, *starts));
    int64_t noon = old_day + DAY_SECONDS / 2 + days * DAY_SECONDS;
    int64_t day = zone_day_start(zone, zone_day(zone, noon));
    *starts += day - old_day;
    *ends += day - old_day;
}

/* The first event's day in the file goes to *first. */
static bool fill_events(Store *store, const char *folder, int64_t now, int64_t *first, Err *err)
{
    char path[PATH_SIZE];
    EventList list = {0};
    ImportCount count;
    Zone *zone = content_zone(store, err);
    bool done = zone &&
        content_read_events(&list, store, path_of(folder, "events.csv", path), now, NULL, err);
    *first = list.count > 0 ? list.rows[0].event.starts : 0;
    for (int i = 0; done && i < list.count; i++) {
        if (i == 0)
            move_today(&list.rows[i].event, zone, now);
        else
            move_days(zone, days_between(zone, now, *first), &list.rows[i].event.starts,
                &list.rows[i].event.ends);
    }
    done = done && content_apply_events(store, &list, now, &count, err);
    content_finish(&list);
    zone_free(zone);
    return done;
}

static bool fill_resources(Store *store, const char *folder, int64_t now, int64_t first, Err *err)
{
    char path[PATH_SIZE];
    ResourceList list = {0};
    Zone *zone = content_zone(store, err);
    int days = zone ? (int)days_between(zone, now, first) : 0;
    bool done = zone &&
        content_read_resources(
            &list, store, path_of(folder, "resources.csv", path), days, NULL, err) &&
        content_apply_resources(store, &list, now, err);
    content_finish_resources(&list);
    zone_free(zone);
    return done;
}

/* As the events, but by whole weeks, so that a Saturday stays one; never sooner than in the file.
 */
static bool fill_workshops(Store *store, const char *folder, int64_t now, int64_t first, Err *err)
{
    enum { WEEK = 7 };
    char path[PATH_SIZE];
    WorkshopList list = {0};
    Zone *zone = content_zone(store, err);
    bool done =
        zone && workshop_list_read(&list, store, path_of(folder, "workshops.csv", path), NULL, err);
    int64_t days = done ? days_between(zone, now, first) : 0;
    int64_t weeks = days / WEEK + (days % WEEK > 0);
    for (int i = 0; done && i < list.session_count; i++)
        move_days(
            zone, weeks * WEEK, &list.sessions[i].session.starts, &list.sessions[i].session.ends);
    done = done && workshop_list_compare(&list, store, err) &&
        workshop_list_apply(&list, store, now, err);
    workshop_list_finish(&list);
    zone_free(zone);
    return done;
}

bool demo_fill(Store *store, const char *folder, int64_t now, Err *err)
{
    int64_t first;
    char path[PATH_SIZE];
    ImportCount count;
    Filling f = {store, now};
    return check_empty(store, err) && fill_rows(&f, folder, &setting_file, take_setting, err) &&
        import_roster(store, folder, now, NULL, &count, err) &&
        fill_events(store, folder, now, &first, err) &&
        fill_resources(store, folder, now, first, err) &&
        fill_rows(&f, folder, &staff_file, take_staff, err) &&
        fill_workshops(store, folder, now, first, err) &&
        demo_signups(store, path_of(folder, "signups.csv", path), now, err);
}
