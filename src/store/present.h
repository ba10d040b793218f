/* Present: who is in the building now, a row for each family by name.
 *
 * The visits of a day that nobody has ended, to events and ordinary ones; the walk-ins of a flood
 * whom nobody has looked at yet as one row, and as one more the people counted without a name (of
 * events that ended no more than an hour ago, or of none). All of it is held in memory; closing
 * wipes. What a row points to is borrowed until present_read or present_close.
 *
 * A call that takes an Err returns false (or null) on failure and says why in *err; the rows then
 * stand as they were.
 */
#ifndef STORE_PRESENT_H
#define STORE_PRESENT_H

#include "store/store.h"

typedef struct Present Present;

typedef enum {
    PRESENT_FAMILY,
    PRESENT_WALK_IN, /* with the names they gave */
    PRESENT_HELD,    /* walk-ins not looked at yet: one row, without names */
    PRESENT_COUNTED  /* people counted without a name: one row */
} PresentKind;

/* Numbers are of people whom no name stands for. */
typedef struct {
    PresentKind kind;
    Id visit;         /* zero: of several */
    const char *name; /* what it is found by: "Ramírez, Rosa"; "" none is known */
    const char *with; /* the others with a name: "Pedro Ramírez, Mateo, Sofía" */
    int more_adults, more_children;
    int people;          /* all of them */
    int visits;          /* of a held row: how many */
    int number;          /* of an ordinary visit; 0: of none */
    int64_t since;       /* 0: of several */
    const char *place;   /* the event's place, else its title; "" not known */
    const char *purpose; /* of an ordinary visit: "volunteer" */
    const char *kiosk;   /* where they checked in */
} PresentRow;

/* Of the school's local day; places in this language, else in English or any. */
Present *present_open(Store *store, int32_t day, int64_t now, const char *language, Err *err);
void present_close(Present *present);

/* Reads anew. Who was seen stays seen. */
bool present_read(Present *present, Store *store, int32_t day, int64_t now, Err *err);

int present_count(const Present *present); /* rows */
const PresentRow *present_at(const Present *present, int index);
int present_people(const Present *present); /* of all rows */

/* Ticks, kept here alone. */
bool present_is_seen(const Present *present, int index);
void present_see(Present *present, int index, bool is_seen);
int present_unseen(const Present *present); /* people */

/* The first letters of the names and where each begins; fills up to max, returns how many. */
typedef struct {
    char text[8];
    int first;
} PresentLetter;
int present_letters(const Present *present, PresentLetter *out, int max);

#endif
