/* All of it is made of store/present. One row of ROLL_CALL_COLUMNS is one column of the rows. */
#include "exchange/roll_call.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/content.h"
#include "exchange/rows.h"

enum { WORDS = 256, COLUMNS = 5 };

/* ---- words ---- */

/* " · " between what is said. */
static void join(char *out, size_t size, const char *more)
{
    char so_far[ROLL_CALL_WORDS];
    utf8_copy(so_far, sizeof so_far, out);
    if (so_far[0])
        snprintf(out, size, "%.*s · %s", (int)(size / 2), so_far, more);
    else
        utf8_copy(out, size, more);
}

static void add_number(Formats *formats, const Language *language, char *out, const char *id, int n)
{
    char words[WORDS];
    if (n <= 0)
        return;
    snprintf(words, sizeof words, "\u2068"); /* beside Arabic names it keeps its own direction */
    format_message(formats, language, words + strlen(words), sizeof words - 8, id, n);
    strcat(words, "\u2069");
    join(out, ROLL_CALL_WORDS, words);
}

static const char *purpose_id(const char *purpose)
{
    static const struct {
        const char *purpose, *id;
    } PURPOSES[] = {{"meeting", MSG("Meet someone")}, {"volunteer", MSG("Volunteer")},
        {"pick_up", MSG("Pick up a child")}, {"bring", MSG("Bring something")}};
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++)
        if (strcmp(PURPOSES[i].purpose, purpose) == 0)
            return PURPOSES[i].id;
    return NULL;
}

static void say_name(Formats *formats, const Language *language, const PresentRow *row, char *out)
{
    static const size_t SIZE = ROLL_CALL_WORDS;
    char number[WORDS];
    utf8_copy(out, SIZE, row->name);
    if (row->kind == PRESENT_HELD)
        format_message(formats, language, out, SIZE,
            MSG("{0, plural, one {# walk-in} other {# walk-ins}} not looked at yet"), row->visits);
    else if (row->kind == PRESENT_COUNTED)
        utf8_copy(out, SIZE, language_text(language, MSG("Counted without a name")));
    else if (!row->name[0] && !row->number)
        utf8_copy(out, SIZE, language_text(language, MSG("No name was given")));
    if (!row->number)
        return;
    format_message(
        formats, language, number, sizeof number, MSG("Visitor {0, number}"), row->number);
    join(out, SIZE, number);
}

/* Who has a name of their own is not counted again; others are "more" only beside a name. */
static void say_who(Formats *formats, const Language *language, const PresentRow *row, char *out)
{
    utf8_copy(out, ROLL_CALL_WORDS, row->with);
    if (row->kind >= PRESENT_HELD) {
        add_number(formats, language, out, MSG("{0, plural, one {# person} other {# people}}"),
            row->people);
        return;
    }
    add_number(formats, language, out,
        row->name[0] ? MSG("{0, plural, one {# more adult} other {# more adults}}")
                     : MSG("{0, plural, one {# adult} other {# adults}}"),
        row->more_adults);
    add_number(formats, language, out,
        row->with[0] ? MSG("{0, plural, one {# more child} other {# more children}}")
                     : MSG("{0, plural, one {# child} other {# children}}"),
        row->more_children);
}

void roll_call_words(
    Formats *formats, const Language *language, const PresentRow *row, RollCallWords *out)
{
    const char *purpose = purpose_id(row->purpose);
    *out = (RollCallWords){0};
    say_name(formats, language, row, out->name);
    say_who(formats, language, row, out->who);
    if (row->since)
        format_date(formats, language, out->since, sizeof out->since, FORMAT_TIME, row->since);
    const char *where = row->place[0] ? row->place
        : purpose                     ? language_text(language, purpose)
                                      : row->kiosk;
    utf8_copy(out->where, sizeof out->where, where);
}

/* ---- the sheet ---- */

static void add_row(Sheet *sheet, const Language *language, const PresentRow *row)
{
    RollCallWords words;
    roll_call_words(sheet_formats(sheet), language, row, &words);
    const char *cells[COLUMNS] = {"box", words.name, words.who, words.since, words.where};
    sheet_row(sheet, cells);
}

static int write_sheet(Sheet *sheet, const Language *language, int64_t now, const Present *present,
    const char *path, const Watch *watch, Err *err)
{
    char title[WORDS], line[WORDS];
    format_message(sheet_formats(sheet), language, title, sizeof title,
        MSG("{0, plural, one {# person} other {# people}} in the building"),
        present_people(present));
    format_date(sheet_formats(sheet), language, line, sizeof line, FORMAT_DAY_TIME, now);
    sheet_title(sheet, title, line);
    for (int i = 0; i < present_count(present); i++)
        add_row(sheet, language, present_at(present, i));
    return sheet_write(sheet, path, watch, err);
}

static Present *open_now(Store *store, Zone *zone, const char *language, int64_t now, Err *err)
{
    return zone ? present_open(store, zone_day(zone, now), now, language, err) : NULL;
}

int roll_call_pdf(Store *store, const Language *language, int64_t now, const char *path,
    const Watch *watch, Err *err)
{
    const SheetColumn columns[COLUMNS] = {{.heading = "", .share = 0.5F, .is_box = true},
        {language_text(language, MSG("Name")), .share = 6, .is_bold = true},
        {language_text(language, MSG("With them")), .share = 6},
        {language_text(language, MSG("Since")), .share = 2},
        {language_text(language, MSG("Where")), .share = 4}};
    int rows = -1;
    Zone *zone = content_zone(store, err);
    Present *present = open_now(store, zone, language ? language->tag : "en", now, err);
    Sheet *sheet = present ? sheet_open(store, language, now, columns, COLUMNS, err) : NULL;
    if (sheet)
        rows = write_sheet(sheet, language, now, present, path, watch, err);
    sheet_close(sheet);
    present_close(present);
    zone_free(zone);
    return rows;
}

/* ---- the rows ---- */

/* clang-format off */
#define ROLL_CALL_COLUMNS(COLUMN) \
    COLUMN("visit_id", ROWS_OF("visit_id"), WORD, \
        "The visit; empty for held walk-ins and for people counted without a name.") \
    COLUMN("kind", ROWS_OF("kind"), WORD, \
        "family; walk_in; held: walk-ins not looked at yet, together; headcount: people counted" \
        " without a name, together.") \
    COLUMN("number", ROWS_OF("number"), WORD, "Of an ordinary visit: its number of that day.") \
    COLUMN("name", ROWS_OF("name"), TEXT, "Family name and given name of one of them.") \
    COLUMN("with", ROWS_OF("with"), TEXT, "The others of them who have a name.") \
    COLUMN("more_adults", ROWS_OF("more_adults"), COUNT, "Adults besides these.") \
    COLUMN("more_children", ROWS_OF("more_children"), COUNT, "Children besides these.") \
    COLUMN("people", ROWS_OF("people"), COUNT, "All of them.") \
    COLUMN("since", ROWS_OF("since"), MOMENT, "When they checked in.") \
    COLUMN("place", ROWS_OF("place"), TEXT, "The place of the event, else its title.") \
    COLUMN("purpose", ROWS_OF("purpose"), WORD, "Of an ordinary visit: why they came.") \
    COLUMN("kiosk", ROWS_OF("kiosk"), TEXT, "Where they checked in.")
/* clang-format on */

static const RowsColumn columns_of_rows[] = {ROLL_CALL_COLUMNS(ROWS_COLUMN)};
const RowsTable roll_call_rows =
    ROWS_TABLE("roll-call", "a family that is in the building now", columns_of_rows);

static Json *describe(const PresentRow *row)
{
    static const char *const KINDS[] = {[PRESENT_FAMILY] = "family",
        [PRESENT_WALK_IN] = "walk_in",
        [PRESENT_HELD] = "held",
        [PRESENT_COUNTED] = "headcount"};
    Json *json = json_new_object();
    json_text(json, "visit_id", id_is_zero(row->visit) ? NULL : id_text(row->visit));
    json_text(json, "kind", KINDS[row->kind]);
    if (row->number)
        json_int(json, "number", row->number);
    json_text(json, "name", row->name);
    json_text(json, "with", row->with);
    json_int(json, "more_adults", row->more_adults);
    json_int(json, "more_children", row->more_children);
    json_int(json, "people", row->people);
    if (row->since)
        json_int(json, "since", row->since);
    json_text(json, "place", row->place);
    json_text(json, "purpose", row->purpose);
    json_text(json, "kiosk", row->kiosk);
    return json;
}

int export_roll_call(Store *store, const ExportAsk *ask, Err *err)
{
    static const char SELECT[] = "SELECT " ROLL_CALL_COLUMNS(ROWS_SQL) "0" ROWS_FROM;
    int rows = -1;
    Zone *zone = content_zone(store, err);
    Present *present = open_now(store, zone, "en", ask->now, err);
    if (present) {
        Json *list = json_new_array();
        for (int i = 0; i < present_count(present); i++)
            json_add(list, NULL, describe(present_at(present, i)));
        rows =
            rows_write_list(SELECT, list, &roll_call_rows, &(RowsFile){store, zone, ask, 0}, err);
    }
    present_close(present);
    zone_free(zone);
    return rows;
}
