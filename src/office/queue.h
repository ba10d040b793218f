/* The repair queue's page: what it holds, what it reads, what is done on it. For repair.c alone. */
#ifndef OFFICE_QUEUE_H
#define OFFICE_QUEUE_H

#include "office/office.h"
#include "store/repair.h"

enum { ROWS = 17, AT_ONCE = 128, LISTS = REPAIR_SETTLED + 1, DAY = 24 * 60 * 60 };

/* What was done last, for the words of the toast and to undo it. */
typedef enum {
    DONE_NOTHING,
    DONE_JOINED,
    DONE_NEW,
    DONE_OPENED,
    DONE_LET_IN,
    DONE_TAKEN_BACK
} Done;

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    RepairList list;
    RepairCounts counts;
    RepairStub rows[ROWS]; /* those in sight, from `first` on */
    char families[ROWS][80];
    int first, row_count;

    bool has_chosen, has_looked;
    RepairStub chosen;
    Suggestion found[REPAIR_SUGGESTIONS];
    int found_count, picked;

    Done done;
    Id stubs[AT_ONCE], family; /* of what was done */
    int stub_count;
    int64_t here_at; /* when the family came that was joined; 0: it did not */
    Toast toast;
    Err err;
} Repair;

/* Logged, and told on the page. */
void queue_tell(Repair *s, const Err *err);

/* Each minute, and after each thing done. */
void queue_read(App *app, Repair *s);

/* The rows in sight, from `first` on. */
void queue_read_rows(App *app, Repair *s, int first);

/* The families that the chosen stub may be. */
void queue_look(App *app, Repair *s);

/* One of the rows stands beside them now; and the list is there again. */
void queue_choose(Repair *s, const RepairStub *stub);
void queue_leave_chosen(Repair *s);

/* What staff do to a stub, each with its Undo. */
void queue_join(App *app, Ui *ui, Repair *s);
void queue_as_new(App *app, Ui *ui, Repair *s);
void queue_reopen(App *app, Ui *ui, Repair *s, const RepairStub *stub);
void queue_take_back(App *app, Ui *ui, Repair *s, Id stub);
void queue_all_held(App *app, Ui *ui, Repair *s, Done done);

/* What was done last; and its words for the toast. */
void queue_undo(App *app, Repair *s);
const char *queue_done_words(App *app, Ui *ui, const Repair *s);

#endif
