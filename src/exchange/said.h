/* What the files of a roster say, row by row, each row with an id of its own.
 *
 * A list is sorted by id once it was read; then each id stands once. Texts are in the pool.
 */
#ifndef EXCHANGE_SAID_H
#define EXCHANGE_SAID_H

#include "exchange/columns.h"
#include "exchange/pool.h"

enum { SAID_TEXTS = 4 };

typedef struct {
    PoolText id; /* first: what is found by its id begins with it */
    PoolText text[SAID_TEXTS];
    int line;     /* 0: not of a file */
    bool is_gone; /* it says that there is none of this id any more */
} Said;

typedef struct {
    Said *rows;
    int count;
} SaidList;

bool said_add(SaidList *list, const Said *row, Err *err);

/* Sorts, and of rows with one id keeps the last; the notes say so. */
void said_sort(SaidList *list, const Pool *pool, const char *file, const ColumnNotes *notes);

/* Null if there is none; borrowed until the list changes. */
const Said *said_find(const SaidList *list, const Pool *pool, const char *id);

/* Lays changes over what was said before: the later of each id stays, what is gone goes. Both
 * are sorted; takes both, and *before is then the result. */
bool said_lay_over(SaidList *before, SaidList *changes, const Pool *pool, Err *err);

bool said_is_same(const Said *a, const Said *b, const Pool *pool);

void said_finish(SaidList *list);

#endif
