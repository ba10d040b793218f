/* Workshops from a list that a school writes itself: a row for each session.
 *
 * Read, compared with the records, told, and then put: what the records have already is not
 * written again. Sessions that the file no longer has stay as they are.
 */
#ifndef EXCHANGE_CONTENT_WORKSHOPS_H
#define EXCHANGE_CONTENT_WORKSHOPS_H

#include "exchange/texts.h"
#include "store/workshops.h"
#include <stdio.h>

typedef enum {
    LISTED_UNCHANGED,
    LISTED_ADDED,
    LISTED_CHANGED,
    LISTED_WITHDRAWN, /* was published; or is a draft again */
    LISTED_KINDS
} ListedKind;

typedef struct {
    Workshop workshop; /* as in the file; the id is zero until it is compared or put */
    int first;         /* its first session: there its texts stand */
    int texts, text_count;
    bool has_published; /* a session in the file that is not withdrawn */
    int before;         /* sessions of the file that were published until now */
    ListedKind kind;
    char changed[96]; /* what differs, as "grades, text" */
    int signups;      /* of a draft that was published: who is told that it is withdrawn */
} ListedWorkshop;

typedef struct {
    Session session;
    int workshop;     /* its place in the list */
    int line, column; /* of its uid */
    ListedKind kind;
    char changed[160];
    Places taken; /* of a changed one: by those who have places; else zeros */
    int signups;  /* of a withdrawn one: who is told of it */
} ListedSession;

typedef struct {
    char name[128]; /* of the file, for messages */
    ListedWorkshop *workshops;
    int workshop_count;
    ListedSession *sessions;
    int session_count;
    TextList texts; /* the owner is a session; all but its place are its workshop's */
    int others;     /* sessions in the records that the file does not have */
} WorkshopList;

/* Reads uid,topic,title,title_xx,text,text_xx,grades,session,starts,ends,place,place_xx,online,
 * language,seats,childcare,interpreters,rides,state ("-": standard input). The first bad row
 * refuses the file. The caller finishes the list in any case. */
bool workshop_list_read(WorkshopList *out, Store *store, const char *path, FILE *notes, Err *err);
void workshop_list_finish(WorkshopList *list);

/* Compares it with the records: kinds, what differs, whom it concerns. */
bool workshop_list_compare(WorkshopList *list, Store *store, Err *err);

/* Puts what was added or changed, all or nothing, and offers what became free. */
bool workshop_list_apply(WorkshopList *list, Store *store, int64_t now, Err *err);

/* How many of each kind, then what is not as it was. */
void workshop_list_print(const WorkshopList *list, FILE *out);

#endif
