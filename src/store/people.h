/* People: students, guardians and employees on the roster, who belongs to whom, enrolment.
 *
 * Written by the roster import; read by homes and exports. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "store/store.h"

typedef enum { STUDENT, GUARDIAN, EMPLOYEE } PersonRole;

/* Names are kept whole in the file and cut at 255 bytes here. */
typedef struct {
    Id id;
    char source_id[256];
    PersonRole role;
    char given[256], middle[256], family[256];
    char preferred_given[256], preferred_family[256];
    char language[36];          /* BCP 47, home language; "" unknown */
    char phone[32];             /* digits, with country code where given */
    char grade[32];             /* "KG" "01" ... as CEDS; other values as given */
    char homeroom[128];         /* students: the homeroom's place or title */
    int birth_month, birth_day; /* 0: not known; the year is never kept */
    bool see_office;            /* never opened at the glass */
    bool is_active;
} Person;

/* Adds or updates by source_id; person->id is set. Names are folded here. see_office is only
 * ever set by it, never cleared: a roster does not know of it. */
bool people_put(Store *store, Person *person, int64_t now, Err *err);

/* The same of one who is not there yet, or who is, by person->id: for many, since nobody is looked
 * up. */
bool people_add(Store *store, Person *person, int64_t now, Err *err);
bool people_change(Store *store, const Person *person, int64_t now, Err *err);

/* Sets or clears see_office. ERR_NOT_FOUND. */
bool people_see_office(Store *store, Id id, bool see_office, Err *err);

/* ERR_NOT_FOUND if there is none. */
bool people_get(Store *store, Id id, Person *out, Err *err);
bool people_by_source(Store *store, const char *source_id, Person *out, Err *err);

/* Links a guardian and a student; twice is once. ERR_NOT_FOUND unless they are these. */
bool people_link(Store *store, Id guardian, Id student, Err *err);

/* The same of two who are known to be these: nobody is looked up. */
bool people_tie(Store *store, Id guardian, Id student, Err *err);

/* Takes a link away; one that is not there is none. */
bool people_unlink(Store *store, Id guardian, Id student, Err *err);

/* Marks a person left. ERR_NOT_FOUND if there is no such one. */
bool people_leave(Store *store, Id id, int64_t now, Err *err);

/* Opens, keeps or closes enrolment spans so that they say what the roster says: every active
 * student has one open span with grade and home language; the others have none. A span that
 * ended on this very day goes on if it says the same. */
bool people_enrol(Store *store, int64_t now, int32_t day, Err *err);

int people_count(Store *store, PersonRole role, Err *err); /* active ones; -1 */

/* The grades of active students, in school order ("PK" "KG" "01"...). Returns how many were
 * filled, or -1. */
int people_grades(Store *store, char (*out)[32], int max, Err *err);

/* As schools count: before school, the numbered grades, after them, and what is not known. */
int people_grade_order(const char *grade);

#endif
