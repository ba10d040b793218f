/* The parts of the catalogue that are made of others: rows, lists, bars, banners, toast.
 *
 * Said as the rest of ui.h says things, which includes this; no screen does.
 */
#ifndef UI_PARTS_H
#define UI_PARTS_H

#include "ui/ui.h"

/* --- modifiers ----------------------------------------------------------------------------- */

void ui_small(Ui *ui, const char *words); /* a small line: why a stepper stands at its limit */
void ui_hint(Ui *ui, const char *id);     /* in a field that is empty, or why it is disabled */
void ui_problem(Ui *ui, const char *id);  /* beneath a form's field, in red; null: none */
void ui_with_tag(Ui *ui, Tone kind, const char *icon, const char *words); /* at a row's end */
/* STATE_ bits that are only shown: for the gallery and nobody else. */
void ui_state(Ui *ui, unsigned state);

/* --- choices ------------------------------------------------------------------------------- */

typedef enum { DOT, TICK } Mark; /* one of several; any of them */

bool ui_choice(Ui *ui, Mark mark, const char *title, const char *small, bool is_selected);

/* What there is to sign up for, on a card that is touched as a whole. Texts are data; null: none.
 * The tag at its end is of a kind, as ui_tag's. */
typedef struct {
    const char *icon;
    Tone tint;
    const char *title, *line, *small;
    const char *start_icon, *start;
    const char *end_icon, *end;
    Tone kind;
    bool is_personal;
} Poster;

bool ui_poster(Ui *ui, const Poster *poster);

enum { FACES = 5 };

/* Five drawn faces with their words, worst first; *answer is 1 to 5, 0 while none was chosen. */
bool ui_faces(Ui *ui, const char *id, int *answer);

/* A row of chips: Tab stops once, the arrows go on. */
#define ui_chips(ui, id) UI_BLOCK(ui, ui_open_chips(ui, (id)))
void ui_open_chips(Ui *ui, const char *id);

/* A field with its label above and its problem below. */
bool ui_form_field(Ui *ui, const char *id, char *text, size_t size);

/* Keys that type nothing, in their states: for the gallery. */
void ui_key_samples(Ui *ui);

/* --- lists --------------------------------------------------------------------------------- */

/* A line of a list: bold and small words (personal); in the braces what stands at its end. */
#define ui_entry(ui, title, small) UI_BLOCK(ui, ui_open_entry(ui, (title), (small)))
void ui_open_entry(Ui *ui, const char *title, const char *small);

/* Thousands of rows, of which only those in sight are declared, each one block:
 *     RowRange rows = {.count = count, .height = 26};
 *     ui_rows(ui, "Families", &rows)
 *         for (int i = rows.first; i < rows.last; i++) ...
 * All are as high as the highest of them. */
typedef struct {
    int count;
    float height;
    int first, last; /* filled in */
} RowRange;

#define ui_rows(ui, id, range) UI_BLOCK(ui, ui_open_rows(ui, (id), (range)))
void ui_open_rows(Ui *ui, const char *id, RowRange *range);

/* Other rows are in it now: they are seen from the first. */
void ui_rows_from_top(Ui *ui, const char *list);

/* "Earlier" and "More" for a list or scrolled block that does not fit; else nothing. */
void ui_pages(Ui *ui, const char *list);

/* A letter of a list and the first row that begins with it. */
typedef struct {
    char text[8];
    int first;
} Letter;

enum { LETTERS = 64, LETTER_KEYS = 9 }; /* more letters than that are left out */

/* Letters in order to at most `most` keys with a like number of rows. Fills starts[0..most) with
 * the index of each key's first letter; returns how many keys. */
int letters_group(const Letter *letters, int count, int rows, int most, int *starts);

/* The keys that jump in a list of rows. */
void ui_letters(Ui *ui, const char *list, const Letter *letters, int count);

/* --- what is so ---------------------------------------------------------------------------- */

/* The same with a small line of words. */
void ui_banner_more(Ui *ui, Tone kind, const char *icon, const char *id, const char *words);
/* kind: GOOD ALREADY INFO PROBLEM; SUNK: plain. */
void ui_tag(Ui *ui, Tone kind, const char *icon, const char *words);

/* "{0, number} of {1, number}" of a job that runs, as the id says it; true: Stop was touched. */
bool ui_job(Ui *ui, const char *id, int done, int count);

typedef struct {
    const char *label;  /* data */
    int part, whole;    /* 92 of 143 */
    int last_per_cent;  /* of the last term; negative: not known */
    const char *hidden; /* words: why the numbers are not shown; null: they are */
    float label_width;  /* u; 0: 36 */
} BarRow;

void ui_bar_row(Ui *ui, const BarRow *row);
void ui_bar_legend(Ui *ui, const char *bars, const char *ticks); /* words; ticks null: none */

/* A narrow one: label and words ("62 of 95") above its bar; without a label the bar alone. */
void ui_meter(Ui *ui, const char *label, const char *words, int part, int whole);

/* A code to scan, at least 60 wide with its quiet zone, white in every theme. The id says what
 * it is. */
void ui_qr(Ui *ui, const char *id, const QrCode *code, float size);

/* --- dialogs and toasts -------------------------------------------------------------------- */

typedef struct {
    const char *question, *sentence; /* message ids */
    const char *words;               /* instead of the sentence's own, where it has arguments */
    const char *safe, *act;          /* message ids of the buttons */
    bool is_destructive;
} Ask;

typedef enum { ASK_NOTHING, ASK_SAFE, ASK_ACT } AskAnswer;

AskAnswer ui_ask(Ui *ui, const Ask *ask);
/* What ui_ask shows, without what it covers. */
AskAnswer ui_ask_card(Ui *ui, const Ask *ask);

/* Zeroed: nothing is said. Kept by the screen. */
typedef struct {
    bool is_said;
    int64_t at_ms;
    unsigned actions;
} Toast;

void toast_say(Ui *ui, Toast *toast);
/* Words and Undo for ten seconds, in slow mode until the next action; true: Undo was touched. */
bool ui_toast(Ui *ui, Toast *toast, const char *words);

#endif
