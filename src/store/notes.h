/* Notes from the school to a home: here only that one waits. */
#ifndef STORE_NOTES_H
#define STORE_NOTES_H

#include "store/store.h"

typedef struct {
    Id id;
    Id guardian; /* whose home */
    char language[12];
    char text[1024];
    int64_t made;
} Note;

/* Keeps a note; with an id that is there already it changes nothing and is true. */
bool notes_add(Store *store, const Note *note, Err *err);

/* How many wait for the home that this guardian opens, or -1. A child's home has none. */
int notes_waiting(Store *store, Id opened_by, Err *err);

#endif
