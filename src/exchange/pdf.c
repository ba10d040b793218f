/* PDF by cairo; letters shaped by pango. */
#include "exchange/pdf.h"

#include <cairo-pdf.h>
#include <dlfcn.h>
#include <malloc.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "exchange/output.h"

/* Loaded when the first file is opened: a kiosk starts without them. */
/* clang-format off */
#define CALLS(CALL) \
    CALL(cairo_create) \
    CALL(cairo_destroy) \
    CALL(cairo_fill) \
    CALL(cairo_font_options_create) \
    CALL(cairo_font_options_destroy) \
    CALL(cairo_font_options_set_hint_metrics) \
    CALL(cairo_font_options_set_hint_style) \
    CALL(cairo_move_to) \
    CALL(cairo_pdf_surface_create_for_stream) \
    CALL(cairo_pdf_surface_set_metadata) \
    CALL(cairo_rectangle) \
    CALL(cairo_rel_line_to) \
    CALL(cairo_set_dash) \
    CALL(cairo_set_line_width) \
    CALL(cairo_set_source_rgb) \
    CALL(cairo_show_page) \
    CALL(cairo_status) \
    CALL(cairo_status_to_string) \
    CALL(cairo_stroke) \
    CALL(cairo_surface_destroy) \
    CALL(cairo_surface_finish) \
    CALL(cairo_surface_status) \
    CALL(g_object_unref) \
    CALL(pango_cairo_context_set_font_options) \
    CALL(pango_cairo_font_map_new) \
    CALL(pango_cairo_show_layout) \
    CALL(pango_cairo_update_context) \
    CALL(pango_context_set_language) \
    CALL(pango_context_set_round_glyph_positions) \
    CALL(pango_font_description_free) \
    CALL(pango_font_description_new) \
    CALL(pango_font_description_set_absolute_size) \
    CALL(pango_font_description_set_family_static) \
    CALL(pango_font_description_set_weight) \
    CALL(pango_font_map_create_context) \
    CALL(pango_language_from_string) \
    CALL(pango_layout_get_size) \
    CALL(pango_layout_get_unknown_glyphs_count) \
    CALL(pango_layout_new) \
    CALL(pango_layout_set_alignment) \
    CALL(pango_layout_set_ellipsize) \
    CALL(pango_layout_set_font_description) \
    CALL(pango_layout_set_height) \
    CALL(pango_layout_set_text) \
    CALL(pango_layout_set_width) \
    CALL(pango_layout_set_wrap)
/* clang-format on */
#define LIBRARY "libpangocairo-1.0.so.0"

typedef struct {
#define CALL(name) __typeof__(name) *name;
    CALLS(CALL)
#undef CALL
} Library;

struct Pdf {
    Library lib;
    Output out;
    Err err;
    float width, height;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoFontMap *fonts;
    PangoLayout *layout;
    int missing;
};

/* By name: fontconfig left alone would take another face than the glass for Arabic and Chinese.
 * The rows of fonts/fonts.def, in their plain cuts: a line here is as high as its ink. */
static const char FAMILIES[] =
    "Noto Sans, Noto Naskh Arabic, Noto Sans Devanagari, Noto Sans Bengali, Noto Sans Gurmukhi,"
    "Noto Sans Gujarati, Noto Sans Telugu, Noto Sans Tamil, Noto Sans Thai, Noto Sans Lao,"
    "Noto Sans Khmer, Noto Sans Myanmar, Noto Sans Ethiopic, Noto Sans Hebrew, Noto Sans Armenian,"
    "Noto Sans CJK SC, Noto Sans Symbols2";

static const float HAIRLINE = 0.5F, GREY = 0.35F;

Paper paper_read(const char *word)
{
    return strcmp(word, "a4") == 0 ? PAPER_A4 : PAPER_LETTER;
}

/* ---- opening ---- */

static bool load(Library *lib, Err *err)
{
    const char *missing = NULL;
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle)
        return err_set(err, ERR_BROKEN, "no PDF can be written: %.180s", dlerror());
#define CALL(name)                                                                                 \
    *(void **)&lib->name = dlsym(handle, #name);                                                   \
    missing = lib->name ? missing : #name;
    CALLS(CALL)
#undef CALL
    return !missing || err_set(err, ERR_BROKEN, LIBRARY " has no %s", missing);
}

/* A disk that fails is not told to cairo, which would leak. */
static cairo_status_t take_bytes(void *self, const unsigned char *bytes, unsigned int size)
{
    Pdf *pdf = self;
    if (pdf->err.code)
        return CAIRO_STATUS_SUCCESS;
    buf_add(&pdf->out.buf, bytes, size);
    output_flow(&pdf->out, &pdf->err);
    return CAIRO_STATUS_SUCCESS;
}

static void describe(Pdf *pdf, const char *title, int64_t when)
{
    char date[32] = "";
    struct tm parts;
    time_t at = (time_t)when;
    if (gmtime_r(&at, &parts))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &parts);
    pdf->lib.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, title);
    pdf->lib.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR, "Foyer");
    pdf->lib.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    pdf->lib.cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* A font map of our own goes with the file, and its letters with it. */
static void prepare_letters(Pdf *pdf)
{
    pdf->fonts = pdf->lib.pango_cairo_font_map_new();
    PangoContext *context = pdf->lib.pango_font_map_create_context(pdf->fonts);
    pdf->lib.pango_context_set_language(context, pdf->lib.pango_language_from_string("en"));
    /* rounded, letters stand apart, and readers take the gaps for spaces */
    pdf->lib.pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_t *options = pdf->lib.cairo_font_options_create();
    pdf->lib.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pdf->lib.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pdf->lib.pango_cairo_context_set_font_options(context, options);
    pdf->lib.cairo_font_options_destroy(options);
    pdf->lib.pango_cairo_update_context(pdf->cairo, context);
    pdf->layout = pdf->lib.pango_layout_new(context);
    pdf->lib.g_object_unref(context);
    pdf->lib.pango_layout_set_wrap(pdf->layout, PANGO_WRAP_WORD_CHAR);
    pdf->lib.pango_layout_set_ellipsize(pdf->layout, PANGO_ELLIPSIZE_END);
}

Pdf *pdf_open(Paper paper, const char *title, int64_t when, const char *path, Err *err)
{
    Pdf *pdf = calloc(1, sizeof *pdf);
    if (!pdf) {
        err_set(err, ERR_BROKEN, "no memory for a PDF");
        return NULL;
    }
    if (!load(&pdf->lib, err) || !output_begin(&pdf->out, path, err)) {
        free(pdf);
        return NULL;
    }
    pdf->width = paper == PAPER_A4 ? 595.28F : 612;
    pdf->height = paper == PAPER_A4 ? 841.89F : 792;
    pdf->surface = pdf->lib.cairo_pdf_surface_create_for_stream(
        take_bytes, pdf, (double)pdf->width, (double)pdf->height);
    describe(pdf, title, when);
    pdf->cairo = pdf->lib.cairo_create(pdf->surface);
    pdf->lib.cairo_set_line_width(pdf->cairo, (double)HAIRLINE);
    prepare_letters(pdf);
    return pdf;
}

/* ---- closing ---- */

static bool finish_surface(Pdf *pdf)
{
    cairo_status_t drawn = pdf->lib.cairo_status(pdf->cairo);
    pdf->lib.cairo_destroy(pdf->cairo);
    pdf->lib.cairo_surface_finish(pdf->surface);
    cairo_status_t written = pdf->lib.cairo_surface_status(pdf->surface);
    pdf->lib.cairo_surface_destroy(pdf->surface);
    cairo_status_t status = drawn ? drawn : written;
    if (status && !pdf->err.code)
        err_set(&pdf->err, ERR_BROKEN, "a PDF: %s", pdf->lib.cairo_status_to_string(status));
    return !pdf->err.code;
}

bool pdf_close(Pdf *pdf, bool done, Err *err)
{
    if (!pdf)
        return false;
    pdf->lib.g_object_unref(pdf->layout);
    bool is_drawn = finish_surface(pdf);
    pdf->lib.g_object_unref(pdf->fonts);
    if (done && !is_drawn)
        err_set(err, pdf->err.code, "%s", pdf->err.detail);
    done = output_end(&pdf->out, done && is_drawn, err);
    free(pdf);
    malloc_trim(0); /* a kiosk goes on for days */
    return done;
}

float pdf_width(const Pdf *pdf)
{
    return pdf->width;
}

float pdf_height(const Pdf *pdf)
{
    return pdf->height;
}

/* ---- drawing ---- */

static float lay_out(Pdf *pdf, const PdfStyle *style, float width, const char *text)
{
    int height;
    PangoFontDescription *font = pdf->lib.pango_font_description_new();
    pdf->lib.pango_font_description_set_family_static(font, FAMILIES);
    pdf->lib.pango_font_description_set_absolute_size(font, (double)style->size * PANGO_SCALE);
    if (style->is_bold)
        pdf->lib.pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pdf->lib.pango_layout_set_font_description(pdf->layout, font);
    pdf->lib.pango_font_description_free(font);
    pdf->lib.pango_layout_set_width(pdf->layout, (int)(width * PANGO_SCALE));
    pdf->lib.pango_layout_set_height(pdf->layout, style->most > 1 ? -style->most : -1);
    pdf->lib.pango_layout_set_alignment(
        pdf->layout, style->is_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pdf->lib.pango_layout_set_text(pdf->layout, text, -1);
    pdf->missing += pdf->lib.pango_layout_get_unknown_glyphs_count(pdf->layout);
    pdf->lib.pango_layout_get_size(pdf->layout, NULL, &height);
    return (float)height / PANGO_SCALE;
}

float pdf_measure(Pdf *pdf, const PdfStyle *style, float width, const char *text)
{
    return lay_out(pdf, style, width, text);
}

float pdf_text(Pdf *pdf, const PdfStyle *style, float x, float y, float width, const char *text)
{
    float height = lay_out(pdf, style, width, text);
    double grey = style->is_grey ? (double)GREY : 0;
    pdf->lib.cairo_set_source_rgb(pdf->cairo, grey, grey, grey);
    pdf->lib.cairo_move_to(pdf->cairo, (double)x, (double)y);
    pdf->lib.pango_cairo_show_layout(pdf->cairo, pdf->layout);
    return height;
}

void pdf_line(Pdf *pdf, float x, float y, float width)
{
    pdf->lib.cairo_set_source_rgb(pdf->cairo, (double)GREY, (double)GREY, (double)GREY);
    pdf->lib.cairo_move_to(pdf->cairo, (double)x, (double)y);
    pdf->lib.cairo_rel_line_to(pdf->cairo, (double)width, 0);
    pdf->lib.cairo_stroke(pdf->cairo);
}

void pdf_box(Pdf *pdf, float x, float y, float width, float height)
{
    pdf->lib.cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
    pdf->lib.cairo_rectangle(pdf->cairo, (double)x, (double)y, (double)width, (double)height);
    pdf->lib.cairo_stroke(pdf->cairo);
}

void pdf_tick(Pdf *pdf, float x, float y, float side)
{
    double s = (double)side;
    pdf->lib.cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
    pdf->lib.cairo_set_line_width(pdf->cairo, s / 8);
    pdf->lib.cairo_move_to(pdf->cairo, (double)x + s * 0.2, (double)y + s * 0.5);
    pdf->lib.cairo_rel_line_to(pdf->cairo, s * 0.22, s * 0.25);
    pdf->lib.cairo_rel_line_to(pdf->cairo, s * 0.4, -s * 0.5);
    pdf->lib.cairo_stroke(pdf->cairo);
    pdf->lib.cairo_set_line_width(pdf->cairo, (double)HAIRLINE);
}

void pdf_cut(Pdf *pdf, float x, float y, float width, float height)
{
    static const double DASH[] = {3, 3};
    pdf->lib.cairo_set_dash(pdf->cairo, DASH, 2, 0);
    pdf->lib.cairo_set_source_rgb(pdf->cairo, (double)GREY, (double)GREY, (double)GREY);
    pdf->lib.cairo_move_to(pdf->cairo, (double)x, (double)y);
    pdf->lib.cairo_rel_line_to(pdf->cairo, (double)width, (double)height);
    pdf->lib.cairo_stroke(pdf->cairo);
    pdf->lib.cairo_set_dash(pdf->cairo, NULL, 0, 0);
}

/* Filled at once: between modules filled one by one a reader would see hairlines. */
void pdf_code(Pdf *pdf, const QrCode *code, float x, float y, float side)
{
    double module = (double)side / (code->size + 2 * QRCODE_QUIET);
    for (int row = 0; row < code->size; row++)
        for (int column = 0; column < code->size; column++)
            if (qrcode_is_dark(code, column, row))
                pdf->lib.cairo_rectangle(pdf->cairo, (double)x + module * (column + QRCODE_QUIET),
                    (double)y + module * (row + QRCODE_QUIET), module, module);
    pdf->lib.cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
    pdf->lib.cairo_fill(pdf->cairo);
}

void pdf_page(Pdf *pdf)
{
    pdf->lib.cairo_show_page(pdf->cairo);
}

int pdf_missing(const Pdf *pdf)
{
    return pdf->missing;
}
