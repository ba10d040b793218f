/* Somebody typed these files: a bad row refuses them all. */
#include "exchange/content_resources.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/content.h"
#include "exchange/fields.h"
#include "exchange/resource_row.h"
#include "exchange/zip.h"
#include "store/settings.h"

enum { RESOURCES_MAX = 2000, FILE_MAX = 16 << 20, DAY_SECONDS = 24 * 3600 };
enum { TITLE_LETTERS = 80, TEXT_LETTERS = 160 };
enum { ALWAYS = BIT(UID) | BIT(TOPIC_NAME) | BIT(KIND) | BIT(STATE) | BIT(TITLE) | BIT(TEXT) };

static const ColumnFile file = {.name = "resources.csv",
    .columns = resource_columns,
    .count = FIELDS,
    .open = resource_open,
    .is_strict = true};

typedef struct {
    ResourceList *list;
    Zone *zone;
    int days;
    bool is_wrapped;                  /* events, in a calendar */
    char languages[OPEN_MAX + 1][12]; /* English, then those of the open columns */
    int language_count;
} Reading;

/* --- a row ----------------------------------------------------------------------------------- */

static bool says_anything(const Reading *r, const ColumnRow *row, int field)
{
    for (int i = 0; i < r->language_count; i++)
        if (resource_says(row, field, r->languages[i]))
            return true;
    return false;
}

static bool refuse_needless(const ColumnRow *row, int field, int place, Err *err)
{
    char why[96];
    snprintf(why, sizeof why, "the kind %.20s has no %s", row_text(row, KIND),
        resource_columns[field].name);
    return resource_refuse(row, place, why, err);
}

/* What the kind needs is there, and nothing that it has not. */
static bool check_fields(
    const Reading *r, const ColumnRow *row, const ResourceFields *kind, Err *err)
{
    char why[96];
    for (int field = 0; field < FIELDS; field++) {
        bool is_there = says_anything(r, row, field);
        snprintf(why, sizeof why, "the kind %.20s needs %s", row_text(row, KIND),
            resource_columns[field].name);
        if (kind->needs & BIT(field) && !is_there)
            return row_refuse(row, field, err, why);
        if (!((kind->needs | kind->may | ALWAYS) & BIT(field)) && row_has(row, field) &&
            *row_text(row, field))
            return refuse_needless(row, field, row->places[field], err);
    }
    for (int i = 0; i < row->open_count; i++) {
        char language[12];
        int field;
        if (!*resource_text(row, row->open[i].place) ||
            !resource_open_column(&row->open[i], &field, language))
            continue;
        if (field == TARGET && !(kind->speaks & BIT(TARGET)) && kind->needs & BIT(TARGET))
            return resource_refuse(row, row->open[i].place,
                "this is the same in every language: write it in \"target\" alone", err);
        if (!((kind->needs | kind->may | ALWAYS) & BIT(field)))
            return refuse_needless(row, field, row->open[i].place, err);
    }
    return true;
}

static bool check_words(const ColumnRow *row, int place, int letters, Err *err)
{
    char why[64];
    const char *text = resource_text(row, place);
    snprintf(why, sizeof why, "over %d letters", letters);
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return resource_refuse(row, place, "one line without tabs", err);
    return utf8_length(text) <= (size_t)letters || resource_refuse(row, place, why, err);
}

/* What is shown is short, in every language. */
static bool check_shown(const Reading *r, const ColumnRow *row, Err *err)
{
    if (!*row_text(row, TITLE))
        return row_refuse(row, TITLE, err, "a resource needs a title");
    for (int i = 0; i < r->language_count; i++)
        if (!check_words(row, resource_place(row, TITLE, r->languages[i]), TITLE_LETTERS, err) ||
            !check_words(row, resource_place(row, PLACE, r->languages[i]), TITLE_LETTERS, err) ||
            !check_words(row, resource_place(row, TEXT, r->languages[i]), TEXT_LETTERS, err))
            return false;
    return true;
}

/* So many days later at the same hour. */
static int64_t later(const Reading *r, int64_t when)
{
    int64_t day = zone_day_start(r->zone, zone_day(r->zone, when));
    int64_t noon = day + DAY_SECONDS / 2 + (int64_t)r->days * DAY_SECONDS;
    return when - day + zone_day_start(r->zone, zone_day(r->zone, noon));
}

static bool take_times(const Reading *r, const ColumnRow *row, Resource *out, Err *err)
{
    if (out->kind != RESOURCE_EVENT)
        return true;
    if (!field_time(row, STARTS, r->zone, &out->starts, err) ||
        !field_time(row, ENDS, r->zone, &out->ends, err))
        return false;
    if (out->ends <= out->starts)
        return row_refuse(row, ENDS, err, "an event ends after it starts");
    out->starts = later(r, out->starts);
    out->ends = later(r, out->ends);
    return true;
}

static bool take_uid(const Reading *r, const ColumnRow *row, Resource *out, Err *err)
{
    if (!field_uid(row, UID, out->uid, sizeof out->uid, "a resource", err))
        return false;
    for (int i = 0; i < r->list->count; i++)
        if (strcmp(r->list->rows[i].resource.uid, out->uid) == 0)
            return row_refuse(row, UID, err, "this uid stands twice");
    return true;
}

static bool take_resource(const Reading *r, const ColumnRow *row, Resource *out, Err *err)
{
    *out = (Resource){.position = r->list->count, .state = WORKSHOP_PUBLISHED};
    if (!take_uid(r, row, out, err))
        return false;
    utf8_copy(out->topic, sizeof out->topic, row_text(row, TOPIC_NAME));
    if (!topic_is_known(row_text(row, TOPIC_NAME)))
        return row_refuse(row, TOPIC_NAME, err, "not a topic: `foyer import --help` lists them");
    if (!resource_kind_read(row_text(row, KIND), &out->kind))
        return row_refuse(row, KIND, err, "not one of url wifi contact event text phone mail");
    if (*row_text(row, STATE) && !workshop_state_read(row_text(row, STATE), &out->state))
        return row_refuse(row, STATE, err, "not one of draft published withdrawn");
    return check_fields(r, row, resource_fields(out->kind), err) && check_shown(r, row, err) &&
        take_times(r, row, out, err);
}

static bool add(Reading *r, ContentField field, const char *language, const char *text, Err *err)
{
    return !*text || texts_add(&r->list->texts, r->list->count, field, language, text, err);
}

/* The code of one language; of none: "". */
static bool add_code(
    Reading *r, const ColumnRow *row, const Resource *resource, const char *language, Err *err)
{
    ResourceCode made = {.row = row,
        .resource = resource,
        .language = *language ? language : "en",
        .is_wrapped = r->is_wrapped};
    return resource_code(&made, err) && add(r, CONTENT_PAYLOAD, language, made.code, err) &&
        add(r, CONTENT_ADDRESS, language, made.address, err);
}

static bool speaks(const ColumnRow *row, const ResourceFields *kind, const char *language)
{
    for (int field = 0; field < FIELDS; field++)
        if (kind->speaks & BIT(field) && resource_says(row, field, language))
            return true;
    return false;
}

static bool add_codes(Reading *r, const ColumnRow *row, const Resource *resource, Err *err)
{
    bool has_any = false;
    for (int i = 0; i < r->language_count; i++) {
        if (!speaks(row, resource_fields(resource->kind), r->languages[i]))
            continue;
        has_any = true;
        if (!add_code(r, row, resource, r->languages[i], err))
            return false;
    }
    return has_any || add_code(r, row, resource, "", err);
}

static bool add_words(Reading *r, const ColumnRow *row, Err *err)
{
    for (int i = 0; i < r->language_count; i++) {
        const char *l = r->languages[i];
        if (!add(r, CONTENT_TITLE, l, resource_text(row, resource_place(row, TITLE, l)), err) ||
            !add(r, CONTENT_TEXT, l, resource_text(row, resource_place(row, TEXT, l)), err) ||
            !add(r, CONTENT_PLACE, l, resource_text(row, resource_place(row, PLACE, l)), err))
            return false;
    }
    return true;
}

/* Which languages the file has. */
static bool take_languages(Reading *r, const ColumnRow *row, Err *err)
{
    char language[12];
    int field;
    utf8_copy(r->languages[0], sizeof r->languages[0], "en");
    r->language_count = 1;
    for (int i = 0; i < row->open_count; i++) {
        bool is_new = resource_open_column(&row->open[i], &field, language);
        if (!is_new)
            return err_set(err, ERR_INVALID, "%s:1: \"%s\" does not end with a language tag",
                row->name, row->open[i].name);
        for (int j = 0; j < r->language_count; j++)
            is_new &= strcmp(r->languages[j], language) != 0;
        if (is_new)
            utf8_copy(r->languages[r->language_count++], sizeof r->languages[0], language);
    }
    return true;
}

static bool take_row(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    ResourceList *list = r->list;
    if (list->count == RESOURCES_MAX)
        return row_refuse(row, UID, err, "over 2,000 resources");
    ResourceRow *grown = list_grow(list->rows, list->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->rows = grown;
    ResourceRow *made = &list->rows[list->count];
    *made = (ResourceRow){.first_text = list->texts.count};
    if ((!r->language_count && !take_languages(r, row, err)) ||
        !take_resource(r, row, &made->resource, err) || !add_words(r, row, err) ||
        !add_codes(r, row, &made->resource, err))
        return false;
    list->count++;
    return true;
}

/* --- a file
 * ----------------------------------------------------------------------------------------
 */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
}

bool content_read_resources(
    ResourceList *out, Store *store, const char *path, int days, FILE *notes, Err *err)
{
    char codes[16];
    *out = (ResourceList){0};
    texts_init(&out->texts);
    Reading r = {.list = out, .days = days};
    ColumnNotes kept = {.notes = notes};
    if (!settings_get(store, "calendar_codes", codes, sizeof codes, err) ||
        !(r.zone = content_zone(store, err)))
        return false;
    r.is_wrapped = strcmp(codes, "wrapped") == 0;
    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) &&
        columns_read(&file, file_name(path), &bytes, &kept, take_row, &r, err) &&
        content_compare_resources(out, store, err);
    buf_finish(&bytes);
    zone_free(r.zone);
    return done;
}

void content_finish_resources(ResourceList *list)
{
    texts_finish(&list->texts);
    free(list->rows);
    *list = (ResourceList){0};
}
