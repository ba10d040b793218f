/* The family's screens: one file each, one row each in screens.def; and the parts they share. */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "app/guest.h"
#include "app/nav.h"

#define SCREEN(name, level, idle) void screen_##name(App *app, Ui *ui);
#include "screens/screens.def"
#undef SCREEN

/* What a command hands to app_init. */
extern const ScreenTable SCREENS;

/* The school's logo and name, the time, and, but for the welcome screen, the language. */
void part_header(App *app, Ui *ui, bool has_language);

/* What stands between header and bar. */
#define part_main(app, ui) UI_BLOCK(ui, part_open_main(app, ui))
void part_open_main(App *app, Ui *ui);

/* The part of main that may be scrolled when the letters are large: all but keyboards and what
 * must be seen at once; on a small glass always. Takes the room that is left. */
#define part_content(app, ui) UI_BLOCK(ui, part_open_content(app, ui))
void part_open_content(App *app, Ui *ui);

/* Room that pushes what is touched down to where a hand from a wheelchair reaches; nothing
 * unless low reach is on. */
void part_push_down(Ui *ui);

/* The bar at the foot: Back, Help, Easier to use; at the end what is the screen's own. */
typedef struct {
    bool has_back;
    bool takes_back;                  /* the screen itself does what Back means */
    bool no_language;                 /* the languages are on the screen itself */
    const char *note;                 /* small words before the buttons; data, null: none */
    const char *said, *did;           /* "You said", "We did"; data, null: none */
    const char *extra, *extra_icon;   /* a quiet button; message id, null: none */
    const char *extra_words;          /* shorter ones, where room is short; translated */
    const char *filled, *filled_icon; /* the one filled button; message id */
    const char *words;                /* its words, where the id has arguments */
    bool is_disabled;                 /* the filled button */
} Bar;

typedef enum { BAR_NOTHING, BAR_BACK, BAR_EXTRA, BAR_FILLED } BarAnswer;

BarAnswer part_bar(App *app, Ui *ui, const Bar *bar);

/* A page that lets nobody begin: one sentence in all welcomed languages at once. code: small, in
 * the header; null: none. */
typedef struct {
    const char *icon, *id, *code;
    Tone tint, tone;
} Notice;

void part_notice(App *app, Ui *ui, const Notice *notice);

/* "We could not save this ...", where *err holds something. */
void part_error(Ui *ui, const Err *err);

/* "Grade 3", "Kindergarten"; borrowed until the next frame. */
const char *part_grade(Ui *ui, const char *grade);

/* A grid of the school's grades; true when one was touched, *grade is then that one. */
bool part_grades(App *app, Ui *ui, char *grade, size_t size);

/* What a language's chip is known by. */
uint64_t part_language_key(const Language *language);

/* Discs in turn, so that the same person has the same colour on every screen. */
Tone part_tint(int index);

/* Calls for help and says so. */
void part_help(App *app);

/* Instead of the screen, while the idle warning counts down; and dialogs over it. */
void part_still_there(App *app, Ui *ui);
void part_over(App *app, Ui *ui);

/* Who is in the visitor's visit, read once a page. */
typedef struct {
    bool is_loaded;
    Id people[HOME_PEOPLE];
    int count;
} Here;

void part_here(App *app, Here *here);
bool part_is_here(const Here *here, Id person);

/* What a found or refused home leads to: household, already here, one more question, not found. */
void part_answer(App *app, HomeAnswer answer, const Home *home, const Err *err);

#endif
