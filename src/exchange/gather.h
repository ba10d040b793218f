/* The files of a roster, read and checked one by one; nothing is joined yet. */
#ifndef EXCHANGE_GATHER_H
#define EXCHANGE_GATHER_H

#include "exchange/known.h"

/* Fills a roster from its files, in an order of our own. ERR_INVALID with file, line and
 * column for what is wrong in one; ERR_REFUSED for changes where nobody is known yet. */
bool gather_roster(
    Roster *roster, FileSet *files, const Known *known, ColumnNotes *notes, Err *err);

#endif
