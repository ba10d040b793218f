/* Homes: finding a family at the glass.
 *
 * Opening must reveal almost nothing: a lookup needs both facts at once, opens
 * one home or none, and never lists homes. What a Home holds is all that the
 * glass may draw: letters, grades, rooms; no name. Every miss runs the same
 * statements, whatever was wrong. See the rule in the design, 5.1.
 */
#ifndef STORE_HOMES_H
#define STORE_HOMES_H

#include "store/store.h"

typedef enum { WAY_NAME, WAY_PHONE } HomeWay;

typedef enum {
    PROOF_PHONE,    /* after a name: the last four digits of a phone on record */
    PROOF_BIRTHDAY, /* after either: a child's day and month */
    PROOF_LETTERS   /* after a phone: the first two letters of a child's name */
} ProofKind;

/* What was typed. Wipe it when done. */
typedef struct {
    HomeWay way;
    char name[128]; /* WAY_NAME: a child's or an adult's */
    char phone[24]; /* WAY_PHONE: the whole number, however written */
    ProofKind proof;
    char digits[8];
    int month, day;
    char letters[16];
    char grade[32];       /* one more question: "" when not asked yet */
    char adult_letter[8]; /* and another: the adult's first letter, "" likewise */
} HomeQuery;

typedef enum {
    HOME_NONE, /* nobody, too many, or who must see the office: all the same */
    HOME_OPEN,
    HOME_ASK_GRADE, /* several fit: ask the grade of a child */
    HOME_ASK_LETTER /* still several: the first letter of the adult's name. By phone this is asked
                       first: who share a number share children more often than a letter */
} HomeAnswer;

enum { HOME_PEOPLE = 16 };

typedef struct {
    Id id;
    bool is_guardian;
    char letters[32]; /* the first letter; more where two of the home begin alike */
    char grade[32];   /* students: "KG" "01" ... */
    char room[128];   /* the homeroom; may be "" */
} HomePerson;

/* One home: a guardian with the students linked to them, or, opened by a child's birthday,
 * that child and the siblings with exactly the same guardians. */
typedef struct {
    Id opened_by; /* the guardian or the child */
    HomePerson
        people[HOME_PEOPLE]; /* the guardian first, if one opened it; then from the highest grade */
    int count;
    char language[36]; /* the home's own, "" unknown */
} Home;

/* Looks a home up by both facts. Fills *out only for HOME_OPEN. HOME_NONE with err->code set when
 * the records could not be read. */
HomeAnswer homes_find(Store *store, const HomeQuery *query, Home *out, Err *err);

/* The same for one whose home it is, known by a card; the zero id is nobody. HOME_OPEN or
 * HOME_NONE. */
HomeAnswer homes_open(Store *store, Id opened_by, Home *out, Err *err);

/* Opens the home of a person that was found before (undo, the desk), also of those who must see
 * the office. ERR_NOT_FOUND. */
bool homes_get(Store *store, Id opened_by, Home *out, Err *err);

/* Which fact is asked for to prove a home that one way and a first proof opened. */
ProofKind homes_second_proof(HomeWay way, ProofKind first);

/* Whether the proof in the query is one of this home's: a fact more, of a home that is open. */
bool homes_prove(Store *store, Id opened_by, const HomeQuery *query, bool *fits, Err *err);

/* The child whose home it is called, whichever of the siblings is given; zero if there is none. */
bool homes_first_sibling(Store *store, Id child, Id *out, Err *err);

/* Whether a student or guardian of the home has the flag. */
bool homes_must_see_office(Store *store, Id opened_by, bool *must, Err *err);

#endif
