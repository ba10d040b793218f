/* A list of who belongs to which group since when: read row by row within one transaction, since
 * each row asks the records who is meant. */
#include "exchange/import.h"

#include <string.h>

#include "exchange/content.h"
#include "exchange/oneroster.h"
#include "exchange/zip.h"
#include "store/groups.h"
#include "store/people.h"

enum { FILE_MAX = 64 << 20 };

enum { GROUP_PERSON, GROUP_KIND, GROUP_VALUE, GROUP_FIRST, GROUP_AFTER, GROUP_FIELDS };

/* clang-format off */
static const Column group_columns[] = {
    [GROUP_PERSON] = {"sourcedId", NULL, REQUIRED},
    [GROUP_KIND]   = {"kind", NULL, REQUIRED},
    [GROUP_VALUE]  = {"value", NULL, REQUIRED},
    [GROUP_FIRST]  = {"firstDay", NULL, WANTED},
    [GROUP_AFTER]  = {"dayAfterLast", NULL, WANTED},
};
/* clang-format on */

static const ColumnFile group_file = {
    .name = "groups", .columns = group_columns, .count = GROUP_FIELDS};

typedef struct {
    Store *store;
    int32_t today;
    ImportCount *count;
} Reading;

static bool take_person(const Reading *r, const ColumnRow *row, Group *group, Err *err)
{
    Person person;
    Err why = {0};
    if (people_by_source(r->store, row_text(row, GROUP_PERSON), &person, &why)) {
        group->person = person.id;
        return true;
    }
    if (why.code == ERR_NOT_FOUND)
        return row_refuse(row, GROUP_PERSON, err, "nobody has this sourcedId");
    *err = why;
    return false;
}

static bool take_word(
    const ColumnRow *row, int field, char *out, size_t size, const char *why, Err *err)
{
    const char *word = row_text(row, field);
    for (const char *at = word; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return row_refuse(row, field, err, "a control letter");
    if (!*word || strlen(word) >= size)
        return row_refuse(row, field, err, why);
    memcpy(out, word, strlen(word) + 1);
    return true;
}

static bool take_day(const ColumnRow *row, int field, int32_t otherwise, int32_t *out, Err *err)
{
    *out = otherwise;
    return !*row_text(row, field) || oneroster_day(row_text(row, field), out) ||
        row_refuse(row, field, err, "no date as 2026-09-01");
}

static bool take_days(const Reading *r, const ColumnRow *row, Group *group, Err *err)
{
    int32_t since;
    if (!groups_open_since(r->store, group, &since, err) ||
        !take_day(row, GROUP_FIRST, since ? since : r->today, &group->first_day, err) ||
        !take_day(row, GROUP_AFTER, 0, &group->day_after_last, err))
        return false;
    return !group->day_after_last || group->day_after_last > group->first_day ||
        row_refuse(row, GROUP_AFTER, err, "the day after the last is not after the first");
}

static bool put(Reading *r, const ColumnRow *row, const Group *group, Err *err)
{
    Err why = {0};
    int written = groups_put(r->store, group, &why);
    if (written >= 0) {
        r->count->changed += written;
        r->count->unchanged += written == 0;
        return true;
    }
    if (why.code == ERR_REFUSED)
        return row_refuse(row, GROUP_FIRST, err, why.detail);
    *err = why;
    return false;
}

static bool take_group(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    Group group = {0};
    return take_person(r, row, &group, err) &&
        take_word(row, GROUP_KIND, group.kind, sizeof group.kind,
            "a kind of 1 to 31 bytes is wanted, as programme", err) &&
        take_word(row, GROUP_VALUE, group.value, sizeof group.value,
            "a value of 1 to 127 bytes is wanted", err) &&
        take_days(r, row, &group, err) && put(r, row, &group, err);
}

static bool read_groups(
    Reading *r, const char *path, const Buf *bytes, ColumnNotes *notes, Err *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
    if (!store_begin(r->store, err))
        return false;
    bool done = columns_read(&group_file, name, bytes, notes, take_group, r, err) &&
        store_commit(r->store, err);
    if (!done)
        store_rollback(r->store);
    return done;
}

bool import_groups(
    Store *store, const char *path, int64_t now, FILE *notes, ImportCount *count, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    Reading r = {.store = store, .count = count};
    *count = (ImportCount){0};
    Zone *zone = content_zone(store, err);
    if (!zone)
        return false;
    r.today = zone_day(zone, now);
    zone_free(zone);

    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) && read_groups(&r, path, &bytes, &kept, err);
    buf_finish(&bytes);
    count->rejected = kept.rejected;
    return done;
}
