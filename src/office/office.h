/* The staff's screens: one file each, one row each in office.def; and the parts they share. Behind
 * a PIN, all but the one that asks for it. Their words stand in catalogues of their own,
 * locales/office; a language without one shows them in English.
 */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "app/nav.h"
#include "store/audit.h"

#define SCREEN(name, level, idle) void screen_##name(App *app, Ui *ui);
#include "office/office.def"
#undef SCREEN

/* Every catalogue of the staff's has it. */
#define OFFICE_WORD MSG("Your number and PIN")

/* Where the PIN leads to. */
Screen office_first(const App *app);

/* Logo and name of the school, the time, and who is signed in: touching that locks. */
void office_header(App *app, Ui *ui);

/* What stands between header and bar. */
#define office_main(app, ui) UI_BLOCK(ui, office_open_main(app, ui))
void office_open_main(App *app, Ui *ui);

/* The part of main that may be scrolled when the letters are large or the glass is small. */
#define office_content(app, ui) UI_BLOCK(ui, office_open_content(app, ui))
void office_open_content(App *app, Ui *ui);

/* The bar at the foot. */
typedef struct {
    bool has_back, has_help;
    const char *back;                 /* message id; null: "Back" */
    const char *extra, *extra_icon;   /* a second button; message id, null: none */
    const char *filled, *filled_icon; /* the one to do next; message id, null: none */
    const char *words;                /* of the filled one, where it has arguments */
    bool is_disabled;                 /* the filled one */
    bool takes_back;                  /* the screen itself does what Back means */
    Toast *toast;                     /* null: none; stands before the filled button */
    const char *toast_words;
} OfficeBar;

typedef enum { OFFICE_NOTHING, OFFICE_BACK, OFFICE_EXTRA, OFFICE_FILLED, OFFICE_UNDO } OfficeAnswer;

OfficeAnswer office_bar(App *app, Ui *ui, const OfficeBar *bar);

/* Where the next dialog stands: in the middle; with low reach at the foot. */
void office_dialog_place(Ui *ui);

/* Words that live as long as the frame: a language by its tag ("" if it is not known), a grade by
 * its code, the time of day. */
const char *office_language(App *app, Ui *ui, const char *tag);
const char *office_grade(Ui *ui, const char *code);
const char *office_time(App *app, Ui *ui, int64_t at);

/* What was done, told with Undo when the list is there again. */
void office_say(App *app, Ui *ui, const Act *act);

/* A card was held before the scanner of somebody signed in: at the list its family is in. */
void office_scanned(App *app, const char *code);

/* Who does it, for the audit; borrows from the app. */
AuditBy office_by(const App *app);

/* What a visit that staff keep begins with: its id, event, time, kiosk; language where it has
 * none. */
void office_begin_visit(App *app, Visit *visit, VisitMethod method);

/* The error, if there is one, as a banner. */
void office_error(Ui *ui, const Err *err);

#endif
