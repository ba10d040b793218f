/* The running event's checklist, kept current on a stick: what is printed when the machines fail.
 */
#ifndef APP_PAPER_H
#define APP_PAPER_H

#include "base/err.h"
#include "base/id.h"

typedef struct {
    int job;      /* 0: none runs */
    Id event;     /* of the list that is being written */
    Id noted;     /* whose list is in the audit since the program began */
    ErrCode told; /* why the last one failed, as the log has it */
} PaperList;

struct App;

/* Each minute, on a desk whose foyer.ini says so: takes what has ended, and begins anew. */
void paper_follow(struct App *app);

#endif
