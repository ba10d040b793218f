/* Family cards on paper: a QR code, whose it is, and where to hold it, to be cut out.
 *
 * A code is told once, so the cards are made while the sheet is written; but they are cards only
 * when card_deck_keep has kept them, after the file is whole and in its place. Until then each
 * earlier card opens its home. A guardian has one card: two homes have two.
 */
#ifndef EXCHANGE_CARDS_SHEET_H
#define EXCHANGE_CARDS_SHEET_H

#include "exchange/sheet.h"
#include "store/audit.h"
#include "store/cards.h"

enum { CARDS_A_PAGE = 8 };

/* Cards that are printed and open nothing yet. */
typedef struct CardDeck CardDeck;

/* For the ask; the languages are of the line that tells where to hold it. Returns how many cards,
 * or -1; ERR_NOT_FOUND where there is nobody to make one for. *made is the caller's, null on
 * failure. */
int cards_sheet_write(Store *store, const CardAsk *ask, const Languages *languages, int64_t now,
    const char *path, const Watch *watch, CardDeck **made, Err *err);

/* All of them, or none; each has its row of audit. Whose card it replaces is revoked. */
bool card_deck_keep(const CardDeck *deck, Store *store, const AuditBy *by, Err *err);

/* Wipes it. */
void card_deck_free(CardDeck *deck);

/* An ask as one word, and back. */
void card_ask_write(const CardAsk *ask, char out[64]);
void card_ask_read(const char *word, CardAsk *out);

#endif
