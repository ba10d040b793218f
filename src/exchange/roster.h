/* A roster in memory: all files of a set read, checked and joined, before anything is written.
 *
 * It holds names: finish it as soon as it is applied (it is wiped).
 */
#ifndef EXCHANGE_ROSTER_H
#define EXCHANGE_ROSTER_H

#include "exchange/columns.h"
#include "exchange/zip.h"
#include "store/people.h"

typedef uint32_t RosterText; /* where in the roster's text; 0 is "" */

typedef struct {
    RosterText source_id, given, middle, family, preferred_given, preferred_family;
    RosterText language, phone, grade, homeroom, agents;
    int line;
    uint8_t roles; /* a bit for each PersonRole */
    uint8_t birth_month, birth_day;
    bool see_office;
    bool has_room_now; /* homeroom is of an enrolment that runs today */
} RosterPerson;

typedef struct {
    int guardian, student; /* of people */
} RosterLink;

typedef struct {
    Buf text;
    RosterPerson *people; /* by source_id, each once */
    int count;
    RosterLink *links; /* each once */
    int link_count;
    int dangling;
} Roster;

/* Reads a set; the caller finishes the roster in any case. `today` is "2026-11-19". ERR_INVALID
 * for what is wrong in a file, ERR_REFUSED for a roster of changes only. */
bool roster_read(Roster *out, FileSet *files, const char *today, ColumnNotes *notes, Err *err);
void roster_finish(Roster *roster);

/* What they are here; of several the one that the glass needs most. */
PersonRole roster_role(const RosterPerson *person);

/* Fills a person for the store; names are cut to fit. */
void roster_person(const Roster *roster, int index, Person *out);

#endif
