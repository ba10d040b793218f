/* The families that have not come yet. One row of UNREACHED_COLUMNS is one column. */
#include "exchange/export.h"

#include <string.h>

#include "exchange/content.h"
#include "exchange/rows.h"
#include "exchange/unreached_sheet.h"

/* clang-format off */
#define UNREACHED_COLUMNS(COLUMN) \
    COLUMN("family_id", ROWS_OF("family_id"), WORD, \
        "The family: the person_id of its first student.") \
    COLUMN("guardians", ROWS_OF("guardians"), TEXT, \
        "Family name and given name of each, with a semicolon between.") \
    COLUMN("phones", ROWS_OF("phones"), TEXT, \
        "Of each of these in their order, with a semicolon between; empty: not known.") \
    COLUMN("home_language", ROWS_OF("home_language"), TEXT, \
        "Of the students, as the roster has it; empty: not known.") \
    COLUMN("students", ROWS_OF("students"), TEXT, \
        "Given name of each enrolled student, from the highest grade, with a semicolon between.") \
    COLUMN("grades", ROWS_OF("grades"), LIST, "Of each of these, in their order.") \
    COLUMN("siblings", ROWS_OF("siblings"), COUNT, "How many students, enrolled on the last day of the time or, if that is to come, today.") \
    COLUMN("last_visit", ROWS_OF("last_visit"), MOMENT, \
        "When one of them last came, whenever that was; empty: never.") \
    COLUMN("see_office", ROWS_OF("see_office"), FLAG, \
        "Whether the roster says of a student that the home is never opened at the glass.") \
    COLUMN("guardian_source_ids", ROWS_OF("guardian_ids"), LIST, \
        "The guardians as the roster calls them.") \
    COLUMN("student_source_ids", ROWS_OF("student_ids"), LIST, "The students, likewise.")
/* clang-format on */

static const RowsColumn columns[] = {UNREACHED_COLUMNS(ROWS_COLUMN)};
const RowsTable unreached_rows = ROWS_TABLE("unreached",
    "a family (students joined by shared guardians) with an enrolled student and no visit in the "
    "time",
    columns);

enum { TEXT_MAX = 4096 };

static void add(char out[TEXT_MAX], bool is_first, const char *between, const char *text)
{
    size_t used = strlen(out);
    if (used + strlen(between) + strlen(text) < TEXT_MAX)
        snprintf(out + used, TEXT_MAX - used, "%s%s", is_first ? "" : between, text);
}

static void describe_guardians(Json *json, const UnreachedFamily *family)
{
    char names[TEXT_MAX] = "", phones[TEXT_MAX] = "", ids[TEXT_MAX] = "";
    for (int i = 0; i < family->guardian_count; i++) {
        add(names, i == 0, "; ", family->guardians[i].name);
        add(phones, i == 0, "; ", family->guardians[i].phone);
        add(ids, i == 0, ",", family->guardians[i].source_id);
    }
    json_text(json, "guardians", names);
    json_text(json, "phones", phones);
    json_text(json, "guardian_ids", ids);
}

static void describe_children(Json *json, const UnreachedFamily *family)
{
    char names[TEXT_MAX] = "", grades[TEXT_MAX] = "", ids[TEXT_MAX] = "";
    for (int i = 0; i < family->child_count; i++) {
        add(names, i == 0, "; ", family->children[i].name);
        add(grades, i == 0, ",", family->children[i].grade);
        add(ids, i == 0, ",", family->children[i].source_id);
    }
    json_text(json, "students", names);
    json_text(json, "grades", grades);
    json_text(json, "student_ids", ids);
}

static Json *describe(const UnreachedFamily *family)
{
    Json *json = json_new_object();
    json_text(json, "family_id", id_text(family->id));
    describe_guardians(json, family);
    describe_children(json, family);
    json_text(json, "home_language", family->language);
    json_int(json, "siblings", family->child_count);
    if (family->last)
        json_int(json, "last_visit", family->last);
    json_int(json, "see_office", family->must_see_office);
    return json;
}

/* What is not said is the present term's. */
static bool read_time(Store *store, Zone *zone, const ExportAsk *ask, UnreachedTime *time, Err *err)
{
    char title[256];
    const ExportRange *range = &ask->range;
    if (!unreached_term(store, zone, ask->now, time, title, err))
        return false;
    if (!range->from && !range->to)
        return true;
    time->from = range->from;
    time->to = range->to;
    time->day = zone_day(zone, range->to && range->to <= ask->now ? range->to - 1 : ask->now);
    return true;
}

int export_unreached(Store *store, const ExportAsk *ask, Err *err)
{
    static const char SELECT[] = "SELECT " UNREACHED_COLUMNS(ROWS_SQL) "0" ROWS_FROM;
    UnreachedTime time;
    int rows = -1;
    Zone *zone = content_zone(store, err);
    bool has_time = zone && read_time(store, zone, ask, &time, err);
    Unreached *unreached = has_time ? unreached_open(store, &time, err) : NULL;
    if (unreached) {
        Json *list = json_new_array();
        for (int i = 0; i < unreached_count(unreached); i++)
            json_add(list, NULL, describe(unreached_at(unreached, i)));
        rows =
            rows_write_list(SELECT, list, &unreached_rows, &(RowsFile){store, zone, ask, 0}, err);
    }
    unreached_close(unreached);
    zone_free(zone);
    return rows;
}
