/* What the staff's page leads to. No other screen includes it. */
#ifndef OFFICE_WORK_H
#define OFFICE_WORK_H

#include "office/office.h"

/* A row for the list of each event of the day, and one for visits without any. */
void work_events(App *app, Ui *ui, const Event *today, int count);

/* The list of an event, or, zero, of the day's visits without one. */
void work_open_list(App *app, Id event);

/* A button for each other screen that who is signed in may open. */
void work_tiles(App *app, Ui *ui);

#endif
