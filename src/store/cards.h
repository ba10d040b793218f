/* Cards: what a guardian holds before the scanner; it counts as both facts.
 *
 * A code is 128 random bits (libsodium), printed as 26 letters of Crockford's
 * base32 (0-9 and A-Z without I, L, O, U). It is given once, when issued, and
 * never told again. A card that was handed out keeps its row. Seconds UTC.
 *
 * A call that takes an Err returns false (or -1) on failure, says why in *err,
 * and has then changed nothing.
 */
#ifndef STORE_CARDS_H
#define STORE_CARDS_H

#include "store/homes.h"

enum { CARD_TEXT = 27 };

/* A new card; the guardian's earlier ones are revoked. ERR_NOT_FOUND unless it is an active
 * guardian. Wipe the code when it is printed. */
bool cards_issue(Store *store, Id guardian, int64_t now, char code[CARD_TEXT], Err *err);

/* The two halves of it, for paper: a code that opens nothing yet, printed first; and, when the
 * paper is whole, the card it then is. */
bool cards_make(char code[CARD_TEXT], Err *err);
bool cards_keep(Store *store, Id guardian, const char *code, int64_t now, Err *err);

/* Revokes one card, or all of a guardian; returns how many were still good, or -1. A code that is
 * none revokes nothing. */
int cards_revoke_code(Store *store, const char *code, int64_t now, Err *err);
int cards_revoke(Store *store, Id guardian, int64_t now, Err *err);

/* The home of the card's guardian: HOME_OPEN or HOME_NONE, which is the same for a code that is
 * none, unknown or revoked, for a guardian who left and for who must see the office. In either
 * case of letter; I and L are 1, O is 0, hyphens and spaces are left out. HOME_NONE with
 * err->code set when the records could not be read. */
HomeAnswer cards_find(Store *store, const char *code, Home *out, Err *err);

typedef struct {
    char source_id[256];     /* the guardian's */
    bool has_left;           /* the guardian is not active any more */
    int64_t issued, revoked; /* revoked: 0 still good */
} Card;

/* All cards by guardian and time, from number `from` on: fills out[0..max) and returns how many,
 * or -1. */
int cards_list(Store *store, int from, Card *out, int max, Err *err);

/* For whom cards are to be made; zeroed: every active guardian. */
typedef struct {
    char grade[32];    /* who has a student in it; "": all */
    bool only_missing; /* who has no good card */
    Id family;         /* the adults of one home, by its first student; zero: all */
} CardAsk;

typedef struct {
    Id guardian;
    char source_id[256], name[512];
    char language[36]; /* their own, else that of a student of theirs; "" unknown */
} CardHolder;

/* The grades of the active students, in school order: fills out[0..max) and returns how many, or
 * -1. */
int cards_grades(Store *store, char out[][32], int max, Err *err);

/* How many; or -1. */
int cards_asked(Store *store, const CardAsk *ask, Err *err);

/* They by name, from number `from` on: fills out[0..max) and returns how many, or -1. */
int cards_holders(Store *store, const CardAsk *ask, int from, CardHolder *out, int max, Err *err);

#endif
