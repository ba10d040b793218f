/* Each card is drawn as its holder is read; the codes are kept aside until the file is whole. */
#include "exchange/cards_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "exchange/payload.h"
#include "store/settings.h"
#include "store/sql.h"

enum { COLUMNS = 2, ROWS = CARDS_A_PAGE / COLUMNS, READ = 64 };

static const float MARGIN = 36, PAD = 12, CODE = 112, GAP = 6;

static const PdfStyle SCHOOL = {.size = 9, .is_grey = true, .most = 2};
static const PdfStyle NAME = {.size = 14, .is_bold = true, .most = 2};
static const PdfStyle LINE = {.size = 10.5F, .most = 3};
static const PdfStyle ENGLISH = {.size = 8.5F, .is_grey = true, .most = 2};

/* The words of screens/card.c, in its catalogues: a family reads them there again. */
static const char WHERE[] = "Hold your card in front of the scanner";

typedef struct {
    Id guardian;
    char source_id[256], code[CARD_TEXT];
} Made;

struct CardDeck {
    Made *cards;
    int count;
};

typedef struct {
    Pdf *pdf;
    const Languages *languages;
    char school[SETTING_SIZE];
    float width, height; /* of a card */
    CardDeck *deck;
    int all;
} Writing;

/* ---- the deck ---- */

static CardDeck *new_deck(int count, Err *err)
{
    CardDeck *deck = calloc(1, sizeof *deck);
    if (deck)
        deck->cards = calloc((size_t)count + 1, sizeof *deck->cards);
    if (deck && deck->cards)
        return deck;
    free(deck);
    err_set(err, ERR_BROKEN, "no memory for %d cards", count);
    return NULL;
}

void card_deck_free(CardDeck *deck)
{
    if (!deck)
        return;
    wipe(deck->cards, (size_t)deck->count * sizeof *deck->cards);
    free(deck->cards);
    free(deck);
}

bool card_deck_keep(const CardDeck *deck, Store *store, const AuditBy *by, Err *err)
{
    bool is_kept = true;
    if (!sql_begin(store, err))
        return false;
    for (int i = 0; i < deck->count && is_kept; i++) {
        const Made *card = &deck->cards[i];
        is_kept = cards_keep(store, card->guardian, card->code, by->at, err) &&
            audit_add(store, by, "card.issued", card->source_id, "", err);
    }
    return sql_end(store, is_kept, err);
}

/* ---- an ask as one word ---- */

void card_ask_write(const CardAsk *ask, char out[64])
{
    const char *whom = !id_is_zero(ask->family) ? id_text(ask->family)
        : ask->grade[0]                         ? ask->grade
                                                : "*";
    snprintf(out, 64, "%c%s", ask->only_missing ? '-' : '+', whom);
}

void card_ask_read(const char *word, CardAsk *out)
{
    *out = (CardAsk){.only_missing = word[0] == '-'};
    if (!word[0] || strcmp(word + 1, "*") == 0 || id_parse(word + 1, &out->family))
        return;
    utf8_copy(out->grade, sizeof out->grade, word + 1);
}

/* ---- a card ---- */

/* In the family's language, where there is such a line, above the English one. */
static void draw_where(Writing *w, const CardHolder *holder, float x, float bottom, float width)
{
    const Language *own = languages_match(w->languages, holder->language);
    bool has_own = own && strcmp(own->tag, "en") != 0 && language_has(own, WHERE);
    const PdfStyle *style = has_own ? &ENGLISH : &LINE;
    bottom -= pdf_measure(w->pdf, style, width, WHERE);
    pdf_text(w->pdf, style, x, bottom, width, WHERE);
    if (!has_own)
        return;
    bottom -= pdf_measure(w->pdf, &LINE, width, language_text(own, WHERE)) + GAP / 2;
    pdf_text(w->pdf, &LINE, x, bottom, width, language_text(own, WHERE));
}

static bool draw_card(Writing *w, const CardHolder *holder, const char *code, Err *err)
{
    QrCode matrix;
    int place = w->deck->count % CARDS_A_PAGE;
    float x = MARGIN + (float)(place % COLUMNS) * w->width + PAD;
    float y = MARGIN + (float)(place / COLUMNS) * w->height + PAD;
    float width = w->width - 2 * PAD - CODE - GAP, high = w->height - 2 * PAD;
    if (!payload_code(code, &matrix, err))
        return false;
    pdf_code(w->pdf, &matrix, x + width + GAP, y + (high - CODE) / 2, CODE);
    wipe(&matrix, sizeof matrix);
    float under = y + pdf_text(w->pdf, &SCHOOL, x, y, width, w->school) + GAP;
    pdf_text(w->pdf, &NAME, x, under, width, holder->name);
    draw_where(w, holder, x, y + high, width);
    return true;
}

static bool add_card(Writing *w, const CardHolder *holder, Err *err)
{
    Made *card = &w->deck->cards[w->deck->count];
    if (w->deck->count && w->deck->count % CARDS_A_PAGE == 0)
        pdf_page(w->pdf);
    card->guardian = holder->guardian;
    utf8_copy(card->source_id, sizeof card->source_id, holder->source_id);
    bool done = cards_make(card->code, err) && draw_card(w, holder, card->code, err);
    w->deck->count++;
    return done;
}

/* ---- the sheet ---- */

static void draw_cuts(const Writing *w)
{
    float right = pdf_width(w->pdf) - 2 * MARGIN, down = pdf_height(w->pdf) - 2 * MARGIN;
    for (int i = 0; i <= COLUMNS; i++)
        pdf_cut(w->pdf, MARGIN + (float)i * w->width, MARGIN, 0, down);
    for (int i = 0; i <= ROWS; i++)
        pdf_cut(w->pdf, MARGIN, MARGIN + (float)i * w->height, right, 0);
}

static bool draw(
    Writing *w, Store *store, const CardAsk *ask, const Watch *watch, const char *path, Err *err)
{
    CardHolder holders[READ];
    int count = READ;
    while (w->deck->count < w->all && count == READ) {
        count = cards_holders(store, ask, w->deck->count, holders, READ, err);
        for (int i = 0; i < count && w->deck->count < w->all; i++) {
            if (!watch_goes_on(watch, w->deck->count, w->all))
                return err_set(err, ERR_REFUSED, "%.150s: stopped", path);
            if (w->deck->count % CARDS_A_PAGE == 0 && w->deck->count)
                draw_cuts(w);
            if (!add_card(w, &holders[i], err))
                return false;
        }
    }
    if (count >= 0)
        draw_cuts(w);
    wipe(holders, sizeof holders);
    return count >= 0;
}

static bool read_school(Writing *w, Store *store, Paper *paper, Err *err)
{
    char word[16];
    bool is_read = settings_get(store, "school", w->school, sizeof w->school, err) &&
        settings_get(store, "paper", word, sizeof word, err);
    if (is_read)
        *paper = paper_read(word);
    return is_read;
}

int cards_sheet_write(Store *store, const CardAsk *ask, const Languages *languages, int64_t now,
    const char *path, const Watch *watch, CardDeck **made, Err *err)
{
    Paper paper = PAPER_LETTER;
    Writing w = {.languages = languages, .all = cards_asked(store, ask, err)};
    *made = NULL;
    if (w.all == 0)
        err_set(err, ERR_NOT_FOUND, "nobody is asked for who could have a card");
    if (w.all <= 0 || !read_school(&w, store, &paper, err) || !(w.deck = new_deck(w.all, err)))
        return -1;
    w.pdf = pdf_open(paper, "Family cards", now, path, err);
    bool done = w.pdf != NULL;
    if (done) {
        w.width = (pdf_width(w.pdf) - 2 * MARGIN) / COLUMNS;
        w.height = (pdf_height(w.pdf) - 2 * MARGIN) / ROWS;
        done = draw(&w, store, ask, watch, path, err);
    }
    if (pdf_close(w.pdf, done, err)) {
        *made = w.deck;
        return w.deck->count;
    }
    card_deck_free(w.deck);
    return -1;
}
