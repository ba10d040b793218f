/* The staff's screens: one file each, one row each in office.def; and the parts they share. Behind
 * a PIN, all but the one that asks for it. Their words stand in catalogues of their own,
 * locales/office; a language without one shows them in English.
 */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "app/nav.h"
#include "store/repair.h"

#define SCREEN(name, level, idle) void screen_##name(App *app, Ui *ui);
#include "office/office.def"
#undef SCREEN

/* Every catalogue of the staff's has it. */
#define OFFICE_WORD MSG("Your number and PIN")

/* Somebody signed in: the running event is theirs, and a desk opens its list at once. */
void office_begin(App *app);

/* Logo and name of the school, the time, and who is signed in: touching that locks. */
void office_header(App *app, Ui *ui);

/* What stands between header and bar. */
#define office_main(app, ui) UI_BLOCK(ui, office_open_main(app, ui))
void office_open_main(App *app, Ui *ui);

/* The part of main that may be scrolled when the letters are large or the glass is small. */
#define office_content(app, ui) UI_BLOCK(ui, office_open_content(app, ui))
void office_open_content(App *app, Ui *ui);

/* Likewise, for what fills the rest of main and scrolls by itself, as lists do: it keeps a height
 * that can be used, and what stands above it goes out of sight. */
#define office_filling(app, ui) UI_BLOCK(ui, office_open_filling(app, ui))
void office_open_filling(App *app, Ui *ui);

/* Before the part of office_filling that is to take its room. */
void office_fill(App *app, Ui *ui);

/* The height at the top of main that nobody reaches who chose low reach. */
float office_out_of_reach(const Ui *ui);

/* What is only read, at the top of main: with low reach it is so high that what is touched begins
 * where a hand reaches. */
#define office_top(ui) UI_BLOCK(ui, office_open_top(ui))
void office_open_top(Ui *ui);

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

/* What was done, told with Undo when the list is there again. */
void office_say(App *app, const Act *act);

/* A card was held before the scanner of somebody signed in: at the list its family is in. */
void office_scanned(App *app, const char *code);

/* The letters on the glass, where there is not room for them always. Zeroed at first; begin before
 * all else of the frame. A field's id is MSG(...). */
typedef struct {
    bool has_begun, are_out, has_typed;
} OfficeKeys;

void office_keys_begin(Ui *ui, OfficeKeys *keys);
bool office_keys_field(Ui *ui, OfficeKeys *keys, const char *id, char *text, size_t size);
void office_keys(Ui *ui, OfficeKeys *keys);

/* "Grade 3"; "5:21 PM"; "Spanish". Borrowed until the next frame. */
const char *office_grade(Ui *ui, const char *grade);
const char *office_clock(App *app, Ui *ui, int64_t at);
const char *office_language(App *app, Ui *ui, const char *tag);

/* "Mateo, Grade 5 · Sofía, Grade 2"; likewise. */
const char *office_children(Ui *ui, const RepairFamily *family);

/* Who does it, for the audit; borrows from the app. */
AuditBy office_by(const App *app);

/* When what staff keep now took place: now, or, while a list of paper is keyed in, from the event's
 * start. */
int64_t office_at(const App *app);

/* What a visit that staff keep begins with: its id, event, time, kiosk; language where it has
 * none. While a list of paper is keyed in its method is that, and its time the event's start. */
void office_begin_visit(App *app, Visit *visit, VisitMethod method);

/* "Mateo, Sofía · 5:42 PM": texts beside each other, each in its own direction; those that are ""
 * are left out. Writes and returns out. */
const char *office_beside(const char *const *texts, int count, char *out, size_t size);

/* Why something failed in a page's own words, and what one can do about it: message ids. */
typedef struct {
    ErrCode code;
    const char *id, *more;
} OfficeWhy;

/* Says nothing without an error. False: it has one that is none of these, and nothing was said. */
bool office_why(Ui *ui, const Err *err, const OfficeWhy *why, int count);

/* --- save.c: files that go to a stick ------------------------------------------------------- */

extern const SaveKind SAVE_ROLL_CALL, SAVE_UNREACHED_SHEET, SAVE_UNREACHED_TABLE, SAVE_NEEDS,
    SAVE_CALLS, SAVE_REPORT, SAVE_COPY, SAVE_CARDS;

/* Begins to write one; choice is what the kind may be asked for, null: all. */
void office_save(App *app, const SaveKind *kind, const char *choice);

/* Whether one is being written: then no other can be asked for. */
bool office_is_saving(const App *app);

/* What became of the file that this page asked for; nothing where it asked for none. */
void office_saving(App *app, Ui *ui);

/* The error, if there is one, as a banner. */
void office_error(Ui *ui, const Err *err);

#endif
