/* The checklist: an event's families on paper, to be ticked while the machines are down. */
#ifndef EXCHANGE_CHECKLIST_H
#define EXCHANGE_CHECKLIST_H

#include "exchange/sheet.h"

/* A sheet of everybody who is expected at the event or came to it, by name: a box, the adults, the
 * children with their grades, the home's language; who is here already stands ticked, with the
 * time. In a language, null: English. Returns the rows, or -1. */
int checklist_pdf(Store *store, const Language *language, Id event, int64_t now, const char *path,
    const Watch *watch, Err *err);

#endif
