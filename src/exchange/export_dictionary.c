/* The data dictionary: what each column of each export is. It is made from the very tables that the
 * exports are made from, and written by the same writers: SQLite reads it from a JSON text. */
#include "exchange/export.h"

#include "exchange/json.h"
#include "exchange/rows.h"
#include "store/sql.h"

/* clang-format off */
#define DICTIONARY_COLUMNS(COLUMN) \
    COLUMN("export", ROWS_OF("export"), WORD, "What is exported, as the command calls it.") \
    COLUMN("row", ROWS_OF("row"), TEXT, "What one row of it is.") \
    COLUMN("position", ROWS_OF("position"), COUNT, "Where the column stands, from 1.") \
    COLUMN("column", ROWS_OF("column"), WORD, "Its heading.") \
    COLUMN("kind", ROWS_OF("kind"), TEXT, "What its values are.") \
    COLUMN("about", ROWS_OF("about"), TEXT, "What it says.")
/* clang-format on */

static const RowsColumn columns[] = {DICTIONARY_COLUMNS(ROWS_COLUMN)};
const RowsTable dictionary_rows = ROWS_TABLE("dictionary", "a column of an export", columns);

static const RowsTable *const tables[] = {&visit_rows, &people_rows, &signup_rows, &needs_rows,
    &calls_rows, &unreached_rows, &roll_call_rows, &headcount_rows, &journey_rows,
    &dictionary_rows};

static const char *const kinds[] = {
    [ID] = "an id of ours, 36 letters",
    [TEXT] = "a text; one that a spreadsheet would take for a formula begins with an apostrophe",
    [LIST] = "texts with a comma between; in JSON an array",
    [WORD] = "a word or a number of ours",
    [COUNT] = "a number",
    [NUMBER] = "a number, or nothing",
    [FLAG] = "true or false",
    [DAY] = "a day, as 2026-11-19",
    [MOMENT] = "the school's time, as 2026-11-19T16:00:00-06:00",
};

static Json *describe(const RowsTable *table, int index)
{
    const RowsColumn *column = &table->columns[index];
    Json *row = json_new_object();
    json_text(row, "export", table->name);
    json_text(row, "row", table->grain);
    json_int(row, "position", index + 1);
    json_text(row, "column", column->heading);
    json_text(row, "kind", kinds[column->kind]);
    json_text(row, "about", column->about);
    return row;
}

int export_dictionary(Store *store, const ExportAsk *ask, Err *err)
{
    Json *list = json_new_array();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (int j = 0; j < tables[i]->count; j++)
            json_add(list, NULL, describe(tables[i], j));
    return rows_write_list("SELECT " DICTIONARY_COLUMNS(ROWS_SQL) "0" ROWS_FROM, list,
        &dictionary_rows, &(RowsFile){store, NULL, ask, 0}, err);
}
