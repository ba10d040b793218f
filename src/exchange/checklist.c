/* The desk's list, on a sheet. */
#include "exchange/checklist.h"

#include <stdio.h>
#include <string.h>

#include "exchange/content.h"
#include "store/events.h"
#include "store/families.h"

enum { WORDS = 256, COLUMNS = 5, TITLE_BYTES = 1024 };

typedef struct {
    Sheet *sheet;
    const Language *language;
    Event event;
} Checklist;

static void say_state(const Checklist *c, const Family *row, char out[WORDS])
{
    char at[64];
    out[0] = 0;
    if (row->state == FAMILY_NOT_YET)
        return;
    format_date(sheet_formats(c->sheet), c->language, at, sizeof at, FORMAT_TIME, row->at);
    if (row->state == FAMILY_LEFT && !row->is_unsaid)
        format_message(
            sheet_formats(c->sheet), c->language, out, WORDS, MSG("Left, {0}"), (const char *)at);
    else
        snprintf(out, WORDS, "%s", at);
}

static void add_row(const Checklist *c, const Family *row)
{
    char language[64] = "", state[WORDS];
    if (row->language[0])
        format_language(
            sheet_formats(c->sheet), c->language, language, sizeof language, row->language);
    say_state(c, row, state);
    const char *cells[COLUMNS] = {row->state == FAMILY_NOT_YET ? "box" : SHEET_TICKED, row->adults,
        row->children, language, state};
    sheet_row(c->sheet, cells);
}

static void write_title(const Checklist *c, Store *store)
{
    char title[TITLE_BYTES] = "", line[WORDS];
    content_get(store, c->event.id, CONTENT_TITLE, c->language ? c->language->tag : "en", title,
        sizeof title, NULL);
    format_date(
        sheet_formats(c->sheet), c->language, line, sizeof line, FORMAT_DAY_TIME, c->event.starts);
    sheet_title(c->sheet, title, line);
}

static int write(
    Checklist *c, Store *store, Families *families, const char *path, const Watch *watch, Err *err)
{
    write_title(c, store);
    families_show(families, &(FamilyFilter){0}, "");
    for (int i = 0; i < families_shown(families); i++) {
        const Family *row = families_at(families, i);
        if (row->is_expected || row->state != FAMILY_NOT_YET)
            add_row(c, row);
    }
    return sheet_write(c->sheet, path, watch, err);
}

int checklist_pdf(Store *store, const Language *language, Id event, int64_t now, const char *path,
    const Watch *watch, Err *err)
{
    const SheetColumn columns[COLUMNS] = {{.heading = "", .share = 0.5F, .is_box = true},
        {language_text(language, MSG("Adults")), .share = 6, .is_bold = true},
        {language_text(language, MSG("Children")), .share = 5},
        {language_text(language, MSG("Home language")), .share = 3},
        {language_text(language, MSG("Here since")), .share = 2.5F}};
    Checklist c = {.language = language};
    int rows = -1;
    Zone *zone = content_zone(store, err);
    bool is_known = zone && events_get(store, event, &c.event, err);
    Families *families = is_known ? families_open(store, event, zone_day(zone, now), err) : NULL;
    if (families)
        c.sheet = sheet_open(store, language, now, columns, COLUMNS, err);
    if (c.sheet)
        rows = write(&c, store, families, path, watch, err);
    sheet_close(c.sheet);
    families_close(families);
    zone_free(zone);
    return rows;
}
