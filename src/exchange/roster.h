/* A roster in memory: all files of a set read, checked and joined with what was said before,
 * before anything is written.
 *
 * It holds names: finish it as soon as it is applied (it is wiped). Each kind of file is bulk
 * (the whole truth of its kind), delta (changes: a row of it has a status) or absent (nothing is
 * said of its kind, and what was said before stands).
 */
#ifndef EXCHANGE_ROSTER_H
#define EXCHANGE_ROSTER_H

#include "exchange/pool.h"
#include "exchange/said.h"
#include "exchange/zip.h"
#include "store/people.h"

typedef enum { ROSTER_ABSENT, ROSTER_BULK, ROSTER_DELTA } RosterMode;

typedef enum {
    OF_USERS,
    OF_ROLES,
    OF_CLASSES,
    OF_ENROLMENTS,
    OF_BIRTHDAYS,
    OF_TERMS,
    OF_ORGS,
    ROSTER_FILES
} RosterFile;

/* What is said row by row, and which texts it has. Those before SAID_KEPT are remembered. */
typedef enum {
    SAID_AGENTS, /* of a user: the list */
    SAID_ROLES,  /* user, our role as a digit, day after the last */
    SAID_ROOMS,  /* of a homeroom: its place or title */
    SAID_SEATS,  /* class, user, begin, end */
    SAID_KEPT,
    SAID_BIRTHDAYS = SAID_KEPT, /* of a user: "02-28" */
    SAID_TERMS,                 /* title, our kind as a digit, first day, day after the last */
    SAID_KINDS
} SaidKind;

enum { GROUP_KINDS = 16 };

/* A column of users.csv that says groups, from the setting group_columns. */
typedef struct {
    char column[48]; /* "metadata.program" */
    char kind[32];   /* "programme" */
    bool is_read;    /* users.csv has it */
} GroupColumn;

typedef struct {
    PoolText source_id, given, middle, family, preferred_given, preferred_family;
    PoolText language, phone, grade, homeroom;
    int line;          /* of users.csv; 0: as before */
    uint8_t own_roles; /* a bit for each PersonRole: from users.csv, or as before */
    uint8_t roles;     /* with those of roles.csv */
    uint8_t birth_month, birth_day;
    bool see_office;
    bool has_room_now; /* homeroom is of an enrolment that runs today */
    bool is_gone;
    bool is_role_told; /* by any row: the role of before does not stand in */
} RosterPerson;

typedef struct {
    int guardian, student; /* of people */
} RosterLink;

typedef struct {
    PoolText source_id; /* of the person */
    int line;
    int kind; /* of group_columns */
    PoolText value;
} RosterGroup;

typedef struct {
    Pool pool;
    RosterMode modes[ROSTER_FILES];
    RosterPerson *people; /* by source_id, each once */
    int count;
    SaidList said[SAID_KINDS];
    GroupColumn group_columns[GROUP_KINDS];
    int group_column_count;
    RosterGroup *groups; /* of the rows of users.csv */
    int group_count;
    RosterLink *links; /* each once */
    int link_count;
    int dangling;
} Roster;

/* Before all else. `groups` is the setting's value: ERR_INVALID if it is not column:kind,... */
bool roster_init(Roster *roster, const char *groups, Err *err);
void roster_finish(Roster *roster);

/* What they are here; of several the one that the glass needs most. */
PersonRole roster_role(const RosterPerson *person);

/* Null if there is none; borrowed until people change. */
RosterPerson *roster_find(const Roster *roster, const char *source_id);

/* Sorts the people, and of rows with one sourcedId keeps the last. */
void roster_sort(Roster *roster, const ColumnNotes *notes);

/* Fills a person for the store. */
void roster_person(const Pool *pool, const RosterPerson *from, Person *out);

/* No memory. Returns false. */
bool roster_no_memory(Err *err);

#endif
