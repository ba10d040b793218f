/* Each table becomes rows of cells; a row is written as CSV or into the sheet of its table. */
#include "exchange/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/content.h"
#include "exchange/csv.h"
#include "exchange/output.h"
#include "exchange/xlsx.h"
#include "store/participation.h"
#include "store/settings.h"
#include "text/format.h"

enum { EVENTS = 400, LABEL = 192 };

/* clang-format off */
typedef enum {
    TABLE, GROUP_CODE, GROUP_NAME, UNIT, TERM_NAME, COUNT, OF, PER_CENT,
    LAST_TERM, LAST_COUNT, LAST_OF, LAST_PER_CENT, CHANGE, NOTE, LAST_NOTE, COLUMNS
} ReportColumn;

static const XlsxColumn columns[COLUMNS] = {
    [TABLE]         = {"table", XLSX_TEXT, 12},
    [GROUP_CODE]    = {"group", XLSX_TEXT, 14},
    [GROUP_NAME]    = {"name", XLSX_TEXT, 26},
    [UNIT]          = {"unit", XLSX_TEXT, 10},
    [TERM_NAME]     = {"term", XLSX_TEXT, 18},
    [COUNT]         = {"count", XLSX_NUMBER, 8},
    [OF]            = {"of", XLSX_NUMBER, 8},
    [PER_CENT]      = {"percent", XLSX_NUMBER, 9},
    [LAST_TERM]     = {"last_term", XLSX_TEXT, 18},
    [LAST_COUNT]    = {"last_count", XLSX_NUMBER, 11},
    [LAST_OF]       = {"last_of", XLSX_NUMBER, 9},
    [LAST_PER_CENT] = {"last_percent", XLSX_NUMBER, 13},
    [CHANGE]        = {"change_points", XLSX_NUMBER, 14},
    [NOTE]          = {"note", XLSX_TEXT, 60},
    [LAST_NOTE]     = {"last_note", XLSX_TEXT, 60},
};
/* clang-format on */

/* Of what the words and settings are. */
static const XlsxColumn fact_columns[] = {
    {"table", XLSX_TEXT, 12}, {"group", XLSX_TEXT, 18}, {"name", XLSX_TEXT, 120}};
enum { FACT_COLUMNS = sizeof fact_columns / sizeof *fact_columns };

typedef enum { CELL_EMPTY, CELL_TEXT, CELL_NUMBER } CellKind;

typedef struct {
    CellKind kind;
    const char *text;
    double number;
} Cell;

typedef struct {
    Store *store;
    Zone *zone;
    Formats *formats;
    TermReach now, last;
    bool has_last;
    int smallest;
    char why[2][160]; /* what a note says: of COVER_REACHED, of COVER_BOTH */
    Xlsx *book;       /* null: CSV */
    Output output;
    int width; /* columns of the sheet */
    int rows;
    Err err;
} Writing;

bool report_format_read(const char *word, ReportFormat *out)
{
    *out = strcmp(word, "xlsx") == 0 ? REPORT_XLSX : REPORT_CSV;
    return *out == REPORT_XLSX || strcmp(word, "csv") == 0;
}

/* ---- cells ---- */

static Cell text(const char *words)
{
    return (Cell){*words ? CELL_TEXT : CELL_EMPTY, words, 0};
}

static Cell number(double value)
{
    return (Cell){CELL_NUMBER, NULL, value};
}

static Cell hidden(void)
{
    return text("*");
}

static void write_csv(Buf *out, const Cell *cells)
{
    char digits[32];
    for (int i = 0; i < COLUMNS; i++) {
        const Cell *cell = &cells[i];
        snprintf(digits, sizeof digits, "%.10g", cell->number);
        if (cell->kind == CELL_TEXT)
            csv_text(out, cell->text);
        else
            csv_plain(out, cell->kind == CELL_NUMBER ? digits : "");
    }
    csv_end_row(out);
}

static void write_xlsx(Xlsx *book, const Cell *cells, int width)
{
    for (int i = 0; i < width; i++)
        if (cells[i].kind == CELL_NUMBER)
            xlsx_number(book, cells[i].number);
        else
            xlsx_text(book, cells[i].kind == CELL_TEXT ? cells[i].text : "");
    xlsx_end_row(book);
}

static void write_row(Writing *w, const Cell *cells)
{
    if (w->book)
        write_xlsx(w->book, cells, w->width);
    else
        write_csv(&w->output.buf, cells);
    w->rows++;
}

static void begin_table(Writing *w, const char *sheet)
{
    w->width = COLUMNS;
    if (w->book)
        xlsx_sheet(w->book, sheet, columns, COLUMNS);
}

static void begin_facts(Writing *w, const char *sheet)
{
    w->width = FACT_COLUMNS;
    if (w->book)
        xlsx_sheet(w->book, sheet, fact_columns, FACT_COLUMNS);
}

/* ---- shares ---- */

static const char *why(const Writing *w, Cover cover)
{
    return cover == COVER_NOTHING ? "" : w->why[cover - COVER_REACHED];
}

/* The three cells of a share. */
static void put_share(Cell *cells, Share share, Cover cover)
{
    cells[0] = cover == COVER_NOTHING ? number(share.count) : hidden();
    cells[1] = cover == COVER_BOTH ? hidden() : number(share.of);
    if (cover != COVER_NOTHING)
        cells[2] = hidden();
    else if (share.of > 0)
        cells[2] = number(share_per_cent(share));
}

static Cell change(const Reach *now, const Reach *last, bool is_student)
{
    if (now->cover != COVER_NOTHING || last->cover != COVER_NOTHING)
        return hidden();
    double new = share_per_cent(is_student ? now->students : now->families);
    double old = share_per_cent(is_student ? last->students : last->families);
    return new < 0 || old < 0 ? text("") : number(round((new - old) * 10) / 10);
}

/* last null: the group was not there. */
static void write_reach(
    Writing *w, const Cell *names, const Reach *now, const Reach *last, bool is_student)
{
    static const Reach NONE;
    Cell cells[COLUMNS] = {0};
    memcpy(cells, names, (UNIT + 1) * sizeof *cells);
    const Reach *before = last ? last : &NONE;
    cells[TERM_NAME] = text(w->now.term.title);
    put_share(&cells[COUNT], is_student ? now->students : now->families, now->cover);
    cells[NOTE] = text(why(w, now->cover));
    if (w->has_last) {
        cells[LAST_TERM] = text(w->last.term.title);
        put_share(
            &cells[LAST_COUNT], is_student ? before->students : before->families, before->cover);
        cells[CHANGE] = change(now, before, is_student);
        cells[LAST_NOTE] = text(why(w, before->cover));
    }
    write_row(w, cells);
}

static void write_all(Writing *w)
{
    const struct {
        const char *code, *name, *unit;
        const Reach *now, *last;
        bool is_student;
    } ROWS[] = {
        {"reached", "Families reached", "families", &w->now.all, &w->last.all, false},
        {"students", "Students whose family was reached", "students", &w->now.all, &w->last.all,
            true},
        {"again", "Families reached more than once, of those reached", "families", &w->now.again,
            &w->last.again, false},
        {"first", "Families reached for the first time, of those reached", "families",
            &w->now.first, &w->last.first, false},
    };
    begin_table(w, "All families");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        Cell names[] = {text("all"), text(ROWS[i].code), text(ROWS[i].name), text(ROWS[i].unit)};
        write_reach(w, names, ROWS[i].now, ROWS[i].last, ROWS[i].is_student);
    }
}

/* ---- groups ---- */

static void name_group(Writing *w, Division division, const char *code, char out[LABEL])
{
    static const char *const NOBODYS[] = {"Not known", "Not known", "In no program"};
    if (!code[0])
        snprintf(out, LABEL, "%s", NOBODYS[division]);
    else if (strcmp(code, REACH_OTHERS) == 0)
        snprintf(out, LABEL, "All others");
    else if (division == BY_GRADE)
        snprintf(out, LABEL, "Grade %s", code);
    else if (division == BY_LANGUAGE)
        format_language(w->formats, NULL, out, LABEL, code);
    else
        snprintf(out, LABEL, "%s", code);
}

static const Reach *find_row(const TermReach *reach, Division division, const char *code)
{
    for (int i = 0; i < reach->counts[division]; i++)
        if (strcmp(reach->rows[division][i].name, code) == 0)
            return &reach->rows[division][i].reach;
    return NULL;
}

static void write_group(Writing *w, Division division, const char *code, bool is_student)
{
    static const Reach NONE;
    char name[LABEL];
    const Reach *now = find_row(&w->now, division, code);
    name_group(w, division, code, name);
    Cell names[] = {text(division == BY_PROGRAMME ? "program" : division_text(division)),
        text(code), text(name), text(is_student ? "students" : "families")};
    write_reach(w, names, now ? now : &NONE, find_row(&w->last, division, code), is_student);
}

/* The groups of this term, then those that only the last one had. */
static void write_groups(Writing *w, Division division, bool is_student)
{
    for (int i = 0; i < w->now.counts[division]; i++)
        write_group(w, division, w->now.rows[division][i].name, is_student);
    for (int i = 0; i < w->last.counts[division]; i++)
        if (!find_row(&w->now, division, w->last.rows[division][i].name))
            write_group(w, division, w->last.rows[division][i].name, is_student);
}

static void write_division(Writing *w, Division division)
{
    static const char *const SHEETS[] = {"By grade", "By home language", "By program"};
    begin_table(w, SHEETS[division]);
    int first = w->book ? xlsx_rows(w->book) : 0;
    write_groups(w, division, false);
    if (w->book) {
        XlsxChart chart = {.title = "Families reached, percent of those enrolled",
            .first_row = first,
            .last_row = xlsx_rows(w->book) - 1,
            .names = GROUP_NAME,
            .values = {PER_CENT, w->has_last ? LAST_PER_CENT : 0},
            .series = {TERM_NAME, LAST_TERM}};
        xlsx_chart(w->book, &chart);
    }
    write_groups(w, division, true);
}

/* ---- events ---- */

static const char *day_words(int32_t day, char out[16])
{
    snprintf(out, 16, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
    return out;
}

static void write_event(Writing *w, const Turnout *t)
{
    char day[16];
    Cell cells[COLUMNS] = {[TABLE] = text("event"),
        [GROUP_CODE] = text(day_words(t->day, day)),
        [GROUP_NAME] = text(t->title[0] ? t->title : t->kind),
        [UNIT] = text("homes"),
        [TERM_NAME] = text(w->now.term.title),
        [NOTE] = text(why(w, t->cover))};
    put_share(&cells[COUNT], t->homes, t->cover);
    write_row(w, cells);
}

static bool write_events(Writing *w, Err *err)
{
    Turnout *events = calloc(EVENTS, sizeof *events);
    if (!events)
        return err_set(err, ERR_BROKEN, "no memory for the events");
    int count = participation_turnout(w->store, w->zone, &w->now, events, EVENTS, err);
    begin_table(w, "Events");
    for (int i = 0; i < count && i < EVENTS; i++)
        write_event(w, &events[i]);
    free(events);
    return count >= 0;
}

/* ---- what it all means ---- */

static void write_fact(Writing *w, const char *table, const char *name, const char *words)
{
    Cell cells[COLUMNS] = {
        [TABLE] = text(table), [GROUP_CODE] = text(name), [GROUP_NAME] = text(words)};
    write_row(w, cells);
}

static void write_days(Writing *w, const char *name, const Term *term)
{
    char words[LABEL], first[16], after[16];
    snprintf(words, sizeof words, "%.80s: from %s to before %s", term->title,
        day_words(term->first_day, first), day_words(term->day_after_last, after));
    write_fact(w, "setting", name, words);
}

static void write_settings(Writing *w, int64_t now)
{
    static const char *const KEYS[] = {"school", "timezone", "smallest_group", "report_group"};
    char value[SETTING_SIZE], since[16];
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (settings_get(w->store, KEYS[i], value, sizeof value, &w->err))
            write_fact(w, "setting", KEYS[i], value);
    write_days(w, "term", &w->now.term);
    if (w->has_last)
        write_days(w, "last_term", &w->last.term);
    write_fact(w, "setting", "records_begin",
        w->now.since ? day_words(w->now.since, since) : "no visit yet");
    zone_write(w->zone, now, value);
    write_fact(w, "setting", "made", value);
}

static void write_definitions(Writing *w)
{
    /* clang-format off */
    static const char *const ROWS[][2] = {
        {"family", "Students joined by shared guardians, in any chain. One family, however many visits."},
        {"enrolled", "A family with a student who was enrolled on at least one day of the term."},
        {"reached", "An enrolled family of which somebody - a student, a guardian, or a walk-in matched to one - has a visit in the term that was not taken back, or who attended a session they signed up for."},
        {"students", "Enrolled students whose family was reached."},
        {"percent", "count of of; whole numbers where of is under 200."},
        {"group", "Grade and home language as of the student's last enrollment in the term; programs as of any day of it. A family with children in two groups counts in both, so families by group add to more than all families. By program students do too."},
        {"again", "Families reached at two or more different events, sessions or days."},
        {"first", "Families never reached before the term, as far back as the records go (records_begin)."},
        {"homes", "Of an event: students with exactly the same guardians are a home. of: homes with a student enrolled that day in the event's grades; count: those of them who came."},
        {"change_points", "percent less last_percent: percentage points, not per cent."},
        {"not_counted", "Walk-ins who are not matched to the roster, and people counted without a name, are in no number here."},
        {"hidden", "A star stands for a number that is not told. Hidden are groups under smallest_group families, groups of which fewer than these came or did not come, and the next smallest beside them as long as a hidden number would follow from the others."},
        {"last_term", "The term of the same kind that ended last before this one. A term that still runs is counted until now."},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        write_fact(w, "definition", ROWS[i][0], ROWS[i][1]);
}

/* ---- all of it ---- */

static bool read_all(Writing *w, const Report *report, Err *err)
{
    Term now, last;
    int32_t today = zone_day(w->zone, report->now);
    if (!participation_term(w->store, today, report->term, &now, err) ||
        !participation_before(w->store, &now, &last, err))
        return false;
    w->has_last = !id_is_zero(last.id);
    w->smallest = (int)settings_number(w->store, "smallest_group");
    snprintf(w->why[0], sizeof w->why[0],
        "Hidden: fewer than %d families came or did not come, here or in a group beside it",
        w->smallest);
    snprintf(w->why[1], sizeof w->why[1],
        "Hidden: fewer than %d families, here or in a group beside it", w->smallest);
    if (!participation_read(w->store, w->zone, &now, &w->now, err) ||
        (w->has_last && !participation_read(w->store, w->zone, &last, &w->last, err)))
        return false;
    w->has_last = w->has_last && reach_is_known(&w->last);
    return true;
}

static bool begin_file(Writing *w, ReportFormat format, const char *path, Err *err)
{
    if (format == REPORT_XLSX)
        return xlsx_open(&w->book, path, true, err);
    if (!output_begin(&w->output, path, err))
        return false;
    for (int i = 0; i < COLUMNS; i++)
        csv_plain(&w->output.buf, columns[i].heading);
    csv_end_row(&w->output.buf);
    return true;
}

static bool write_tables(Writing *w, const Report *report, Err *err)
{
    write_all(w);
    for (Division d = BY_GRADE; d < DIVISIONS; d++)
        write_division(w, d);
    if (!write_events(w, err))
        return false;
    begin_facts(w, "Definitions");
    write_settings(w, report->now);
    write_definitions(w);
    if (w->err.code)
        *err = w->err;
    return w->err.code == ERR_NONE;
}

static bool write_file(Writing *w, const Report *report, const char *path, Err *err)
{
    if (!begin_file(w, report->format, path, err))
        return false;
    bool done = write_tables(w, report, err);
    return w->book ? xlsx_close(w->book, done, err) : output_end(&w->output, done, err);
}

static bool read_school(Writing *w, Err *err)
{
    char zone[SETTING_SIZE];
    w->zone = content_zone(w->store, err);
    if (!w->zone || !settings_get(w->store, "timezone", zone, sizeof zone, err))
        return false;
    w->formats = formats_new(zone, err);
    return w->formats != NULL;
}

int report_write(Store *store, const Report *report, const char *path, Err *err)
{
    Writing *w = calloc(1, sizeof *w);
    if (!w) {
        err_set(err, ERR_BROKEN, "no memory for the report");
        return -1;
    }
    w->store = store;
    bool done = read_school(w, err) && read_all(w, report, err) && write_file(w, report, path, err);
    int rows = done ? w->rows : -1;
    formats_free(w->formats);
    zone_free(w->zone);
    free(w);
    return rows;
}
