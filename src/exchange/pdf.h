/* PDF: pages of texts, lines and boxes; in every script that the fonts have.
 *
 * The home of cairo and pango. Lengths are points (1/72 inch), from the page's top left corner. A
 * text is set in the direction of its own first letter. A Pdf is used by one thread; nothing of
 * fontconfig is read before the first one is opened. The first failure sticks: pdf_close tells it.
 */
#ifndef EXCHANGE_PDF_H
#define EXCHANGE_PDF_H

#include "base/err.h"
#include "base/qrcode.h"
#include <stdint.h>

typedef struct Pdf Pdf;

typedef enum { PAPER_LETTER, PAPER_A4 } Paper;

/* "letter", "a4": as the setting has it; another word is a letter. */
Paper paper_read(const char *word);

typedef struct {
    float size; /* of letters */
    bool is_bold, is_grey;
    bool is_end; /* stands at the end of its width */
    int most;    /* lines; the last one ends in dots where that is not all. 0: one */
} PdfStyle;

/* The file appears whole or not at all, when it is closed; "-" is standard output. The title and
 * when it was made stand in the file. Null on failure. */
Pdf *pdf_open(Paper paper, const char *title, int64_t when, const char *path, Err *err);

/* False: why in *err; done false takes the file back. Null is no failure of its own: false. */
bool pdf_close(Pdf *pdf, bool done, Err *err);

float pdf_width(const Pdf *pdf);
float pdf_height(const Pdf *pdf);

/* How high a text would be. */
float pdf_measure(Pdf *pdf, const PdfStyle *style, float width, const char *text);

/* Draws it and returns how high it is. */
float pdf_text(Pdf *pdf, const PdfStyle *style, float x, float y, float width, const char *text);

void pdf_line(Pdf *pdf, float x, float y, float width);              /* a hairline */
void pdf_box(Pdf *pdf, float x, float y, float width, float height); /* empty, to be ticked */

void pdf_tick(Pdf *pdf, float x, float y, float side); /* in such a box */

/* Where to cut: dashed, to the right or down. */
void pdf_cut(Pdf *pdf, float x, float y, float width, float height);

/* A code with the quiet zone around it. */
void pdf_code(Pdf *pdf, const QrCode *code, float x, float y, float side);

/* This page is done; what comes next stands on a new one. The last page needs none. */
void pdf_page(Pdf *pdf);

/* Letters drawn or measured so far that no font has. */
int pdf_missing(const Pdf *pdf);

#endif
