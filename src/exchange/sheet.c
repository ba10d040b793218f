/* Rows are texts one behind the other; writing measures each, parts them in pages, and draws. */
#include "exchange/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "store/settings.h"

enum { TEXTS_MAX = 64 << 20, LINES = 8, WORDS = 256 };

static const float MARGIN = 45, FOOT = 34, GAP = 8, BOX = 11, ABOVE = 4;

static const PdfStyle TITLE = {.size = 18, .is_bold = true, .most = 2};
static const PdfStyle LINE = {.size = 10.5F, .most = 3};
static const PdfStyle HEADING = {.size = 9, .is_bold = true, .is_grey = true, .most = 2};
static const PdfStyle CELL = {.size = 10.5F, .most = LINES};
static const PdfStyle BOLD = {.size = 10.5F, .is_bold = true, .most = LINES};
static const PdfStyle FOOTER = {.size = 8, .is_grey = true};
static const PdfStyle PAGE = {.size = 8, .is_grey = true, .is_end = true};

struct Sheet {
    const Language *language;
    Formats *formats;
    int64_t now;
    Paper paper;
    char school[SETTING_SIZE], footer[WORDS + SETTING_SIZE], title[WORDS], line[WORDS];
    const SheetColumn *columns;
    int count;
    Buf texts;
    int rows;
};

/* While it is written. */
typedef struct {
    Sheet *sheet;
    Pdf *pdf;
    float x[SHEET_COLUMNS], width[SHEET_COLUMNS];
    float *heights; /* of the rows */
    float headings; /* how high they are */
    float y, bottom;
    int page, pages;
} Writing;

bool watch_goes_on(const Watch *watch, int64_t done, int64_t all)
{
    return !watch || watch->goes_on(watch->self, done, all);
}

/* ---- what is on it ---- */

static void write_footer(Sheet *s)
{
    char when[WORDS];
    format_date(s->formats, s->language, when, sizeof when, FORMAT_DAY_TIME, s->now);
    format_message(s->formats, s->language, s->footer, sizeof s->footer,
        MSG("{0}. Written {1}. It has families’ names: keep it safe."), s->school, when);
}

static bool read_school(Sheet *s, Store *store, Err *err)
{
    char paper[16], zone[64];
    if (!settings_get(store, "school", s->school, sizeof s->school, err) ||
        !settings_get(store, "paper", paper, sizeof paper, err) ||
        !settings_get(store, "timezone", zone, sizeof zone, err))
        return false;
    s->paper = paper_read(paper);
    s->formats = formats_new(zone, err);
    return s->formats;
}

Sheet *sheet_open(Store *store, const Language *language, int64_t now, const SheetColumn *columns,
    int count, Err *err)
{
    Sheet *s = calloc(1, sizeof *s);
    ASSERT(count <= SHEET_COLUMNS);
    if (!s) {
        err_set(err, ERR_BROKEN, "no memory for a sheet");
        return NULL;
    }
    s->language = language;
    s->now = now;
    s->columns = columns;
    s->count = count;
    buf_init(&s->texts, TEXTS_MAX);
    if (read_school(s, store, err)) {
        write_footer(s);
        return s;
    }
    sheet_close(s);
    return NULL;
}

void sheet_close(Sheet *s)
{
    if (!s)
        return;
    buf_finish(&s->texts);
    formats_free(s->formats);
    free(s);
}

Formats *sheet_formats(const Sheet *s)
{
    return s->formats;
}

void sheet_title(Sheet *s, const char *title, const char *line)
{
    utf8_copy(s->title, sizeof s->title, title);
    utf8_copy(s->line, sizeof s->line, line);
}

void sheet_row(Sheet *s, const char *const *cells)
{
    for (int i = 0; i < s->count; i++)
        buf_add(&s->texts, cells[i], strlen(cells[i]) + 1);
    s->rows++;
}

/* ---- measuring ---- */

static void place_columns(Writing *w)
{
    const Sheet *s = w->sheet;
    float all = 0, x = MARGIN;
    float room = pdf_width(w->pdf) - 2 * MARGIN - GAP * (float)(s->count - 1);
    for (int i = 0; i < s->count; i++)
        all += s->columns[i].share;
    for (int i = 0; i < s->count; i++) {
        w->x[i] = x;
        w->width[i] = room * s->columns[i].share / all;
        x += w->width[i] + GAP;
    }
}

static const PdfStyle *style_of(const SheetColumn *column)
{
    return column->is_bold ? &BOLD : &CELL;
}

/* The height of a row whose texts begin here; *text is then behind them. */
static float measure_row(Writing *w, const char **text)
{
    float height = BOX;
    for (int i = 0; i < w->sheet->count; i++) {
        const SheetColumn *column = &w->sheet->columns[i];
        float cell =
            column->is_box ? BOX : pdf_measure(w->pdf, style_of(column), w->width[i], *text);
        height = cell > height ? cell : height;
        *text += strlen(*text) + 1;
    }
    return height + 2 * ABOVE;
}

static float measure_headings(Writing *w)
{
    float height = 0;
    for (int i = 0; i < w->sheet->count; i++) {
        float one = pdf_measure(w->pdf, &HEADING, w->width[i], w->sheet->columns[i].heading);
        height = one > height ? one : height;
    }
    return height + 2 * ABOVE;
}

static float title_height(Writing *w)
{
    float width = pdf_width(w->pdf) - 2 * MARGIN;
    float height = pdf_measure(w->pdf, &TITLE, width, w->sheet->title) + 2 * ABOVE;
    if (w->sheet->line[0])
        height += pdf_measure(w->pdf, &LINE, width, w->sheet->line) + 2 * ABOVE;
    return height;
}

/* How many pages; false: stopped. */
static bool measure(Writing *w, const Watch *watch)
{
    const char *text = w->sheet->texts.data;
    float y = MARGIN + title_height(w) + w->headings;
    w->pages = 1;
    for (int i = 0; i < w->sheet->rows; i++) {
        if (!watch_goes_on(watch, i, 2 * (int64_t)w->sheet->rows))
            return false;
        w->heights[i] = measure_row(w, &text);
        if (y + w->heights[i] > w->bottom) {
            w->pages++;
            y = MARGIN + w->headings;
        }
        y += w->heights[i];
    }
    return true;
}

/* ---- drawing ---- */

static void draw_foot(Writing *w)
{
    char words[WORDS];
    const Sheet *s = w->sheet;
    float width = pdf_width(w->pdf) - 2 * MARGIN, y = pdf_height(w->pdf) - FOOT;
    format_message(s->formats, s->language, words, sizeof words,
        MSG("Page {0, number} of {1, number}"), w->page, w->pages);
    pdf_text(w->pdf, &FOOTER, MARGIN, y, width * 0.84F, s->footer);
    pdf_text(w->pdf, &PAGE, MARGIN + width * 0.84F, y, width * 0.16F, words);
}

static void draw_headings(Writing *w)
{
    for (int i = 0; i < w->sheet->count; i++)
        pdf_text(
            w->pdf, &HEADING, w->x[i], w->y + ABOVE, w->width[i], w->sheet->columns[i].heading);
    w->y += w->headings;
    pdf_line(w->pdf, MARGIN, w->y, pdf_width(w->pdf) - 2 * MARGIN);
}

static void draw_title(Writing *w)
{
    float width = pdf_width(w->pdf) - 2 * MARGIN;
    w->y += pdf_text(w->pdf, &TITLE, MARGIN, w->y, width, w->sheet->title) + 2 * ABOVE;
    if (w->sheet->line[0])
        w->y += pdf_text(w->pdf, &LINE, MARGIN, w->y, width, w->sheet->line) + 2 * ABOVE;
}

static void draw_row(Writing *w, const char **text, float height)
{
    for (int i = 0; i < w->sheet->count; i++) {
        const SheetColumn *column = &w->sheet->columns[i];
        if (column->is_box && (*text)[0])
            pdf_box(w->pdf, w->x[i], w->y + ABOVE + 1, BOX, BOX);
        if (column->is_box && strcmp(*text, SHEET_TICKED) == 0)
            pdf_tick(w->pdf, w->x[i], w->y + ABOVE + 1, BOX);
        if (!column->is_box)
            pdf_text(w->pdf, style_of(column), w->x[i], w->y + ABOVE, w->width[i], *text);
        *text += strlen(*text) + 1;
    }
    w->y += height;
    pdf_line(w->pdf, MARGIN, w->y, pdf_width(w->pdf) - 2 * MARGIN);
}

static bool draw(Writing *w, const Watch *watch)
{
    const char *text = w->sheet->texts.data;
    int rows = w->sheet->rows;
    w->page = 1;
    w->y = MARGIN;
    draw_title(w);
    draw_headings(w);
    for (int i = 0; i < rows; i++) {
        if (!watch_goes_on(watch, rows + i, 2 * (int64_t)rows))
            return false;
        if (w->y + w->heights[i] > w->bottom) {
            draw_foot(w);
            pdf_page(w->pdf);
            w->page++;
            w->y = MARGIN;
            draw_headings(w);
        }
        draw_row(w, &text, w->heights[i]);
    }
    draw_foot(w);
    return true;
}

int sheet_write(Sheet *s, const char *path, const Watch *watch, Err *err)
{
    if (s->texts.is_full) {
        err_set(err, ERR_INVALID, "a sheet of %d rows is too long", s->rows);
        return -1;
    }
    Writing w = {.sheet = s, .pdf = pdf_open(s->paper, s->title, s->now, path, err)};
    if (!w.pdf)
        return -1;
    w.heights = calloc((size_t)s->rows + 1, sizeof *w.heights);
    w.bottom = pdf_height(w.pdf) - FOOT - 2 * ABOVE;
    place_columns(&w);
    w.headings = measure_headings(&w);
    bool is_drawn = w.heights && measure(&w, watch) && draw(&w, watch);
    free(w.heights);
    if (!is_drawn)
        err_set(err, ERR_REFUSED, "%.150s: stopped", path);
    return pdf_close(w.pdf, is_drawn, err) ? s->rows : -1;
}
