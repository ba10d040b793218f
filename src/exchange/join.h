/* A roster's files joined with each other, and changes with what was said before: afterwards it
 * says everything of everybody, as a whole one would. */
#ifndef EXCHANGE_JOIN_H
#define EXCHANGE_JOIN_H

#include "exchange/known.h"

/* `today` is "2026-11-19". Takes what `known` remembers as far as it still stands. ERR_INVALID if
 * there is nobody, or no student. */
bool join_roster(
    Roster *roster, const Known *known, const char *today, ColumnNotes *notes, Err *err);

#endif
