/* The list of families at a desk: what its files share. No other screen includes it. */
#ifndef OFFICE_DESK_H
#define OFFICE_DESK_H

#include "office/office.h"
#include "store/desk.h"

typedef enum { PANEL_NONE, PANEL_FILTER, PANEL_COUNTS } Panel;

typedef struct {
    bool is_loaded, has_keys, by_grade;
    bool is_past; /* of an event of an earlier day */
    Panel panel;
    char typed[64];
    FamilyFilter filter;
    int64_t minute; /* when the list was read last */
    int calls;      /* for help, waiting */
    int misses;     /* recent ones, of this kiosk */
    Event event;    /* zero id: the day's visits */
    Id touched;     /* the row whose Check in was, in this frame */
    Id already;     /* the row that a second try met; zero: none */
    Err err;
} DeskPage;

/* The rows for what is typed and chosen. While a list of paper is keyed in, those who are in it
 * already stand last. */
void desk_show(App *app, const DeskPage *s);

/* The list reads anew who is here. */
void desk_refresh(App *app, DeskPage *s);

/* Logged, and told on the page. */
void desk_tell(DeskPage *s, const Err *err);

/* The search is empty for the next family. */
void desk_forget_typed(App *app, DeskPage *s);

/* One touch, with the people of last time. Who must see the office is looked at first; opened_by:
 * of a card; zero: as the row says. */
void desk_check_in(App *app, DeskPage *s, Id id, Id opened_by);

/* The Undo of what was done last. */
void desk_undo_act(App *app, DeskPage *s);

/* The counts, live, beside or below the list. */
void desk_side(App *app, Ui *ui, DeskPage *s);

/* What of them is only read: the event and the three numbers. */
void desk_read(App *app, Ui *ui, const DeskPage *s);

/* What stands over the list: what is shown of it, or, where there is no room beside it, the
 * counts. */
void desk_panel(App *app, Ui *ui, DeskPage *s);

/* "Show: not yet, Grade 5" for the button that opens it. */
const char *desk_filter_words(App *app, Ui *ui, const FamilyFilter *filter);

#endif
