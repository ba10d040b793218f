/* The family's screens: one file each, one row each in screens.def; and the parts they share. */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "app/guest.h"
#include "app/nav.h"
#include "store/appointments.h"

#define SCREEN(name, level, idle) void screen_##name(App *app, Ui *ui);
#include "screens/screens.def"
#undef SCREEN

/* The school's logo and name, the time, and, but for the welcome screen, the language. */
void part_header(App *app, Ui *ui, bool has_language);

/* The same above a page with letter keys; on a small glass with large letters there is none, so
 * that question, field and keys are all seen. */
void part_typing_header(App *app, Ui *ui);
/* The heading of such a page; where it has no header, the language stands beside it. */
void part_question(App *app, Ui *ui, const char *id);

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

/* With low reach: what is touched, at the foot of main and no higher than that hand reaches; what
 * does not fit is scrolled. The id is its name. */
#define part_reach(ui, id) UI_BLOCK(ui, part_open_reach(ui, (id)))
void part_open_reach(Ui *ui, const char *id);

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
    bool has_staff;                   /* the staff's way in, after all the rest */
} Bar;

typedef enum { BAR_NOTHING, BAR_BACK, BAR_EXTRA, BAR_FILLED } BarAnswer;

BarAnswer part_bar(App *app, Ui *ui, const Bar *bar);

/* On a small glass with large letters the bar has no room for an extra: it stands in main. */
bool part_is_bar_full(const Ui *ui);

/* The staff's way in: a small lock at the end of a page where a visit begins. */
void part_staff(App *app, Ui *ui);

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

/* What a workshop or a resource is about: store/topics.def. */
typedef struct {
    const char *name, *title, *icon; /* the title is a message id */
    Tone tint;
} Topic;

const Topic *part_topics(int *count);
const Topic *part_topic(const char *name); /* of a name that is none: the first */

/* "4:00 – 8:00 PM · Cafeteria", or "All day · Cafeteria". */
const char *part_times_and_place(App *app, Ui *ui, const Event *event);

/* "Tue, Dec 1 · 6:00 PM", of a session. Borrowed until the next frame. */
const char *part_when(App *app, Ui *ui, int64_t starts);

/* A language's name as the visitor calls it; borrowed likewise. */
const char *part_language_name(App *app, Ui *ui, const char *tag);

/* The tag of what is free: words and icon in *poster's end. left: seats. */
void part_left(Ui *ui, Poster *poster, int left);

/* Likewise the tag of how a sign-up stands. */
void part_state(Ui *ui, Poster *poster, const Signup *signup, bool is_withdrawn);

/* The language in which an interpreter is wanted: the home's, else the visitor's; "und" where that
 * is English: the office asks. */
const char *part_interpreter(const App *app);

/* Who comes to a session, to be changed: people, childcare with ages, interpreter and ride where
 * the session has them. has: the places that are theirs already. */
typedef struct {
    Party *party;
    const Session *session;
    const Places *has;
    bool *asks_age; /* how old a child is that was just added */
} PartyCard;

void part_party(App *app, Ui *ui, const PartyCard *card);
/* The question of the age, over the screen; after all the rest. */
void part_age(Ui *ui, const PartyCard *card);

/* "2 adults · 1 child · 1 in childcare"; borrowed until the next frame. */
const char *part_party_words(Ui *ui, const Party *party);

/* A date as a row: day, times, place, language, what is free. True: touched. */
bool part_session(App *app, Ui *ui, const Session *session, bool is_selected);

/* Signs up the home that is open, or a stub, with the party of the guest; goes to the sign-up, or
 * back to the workshop, which says why not. SIGNUP_FAILED: nothing was kept, and *err says why. */
SignupAnswer part_sign_up(App *app, const Stub *stub, Err *err);

/* What a language's chip is known by. */
uint64_t part_language_key(const Language *language);

/* Discs in turn, so that the same person has the same colour on every screen. */
Tone part_tint(int index);

/* Calls the office: from which screen, or what for ("pick_up"); whether that is kept. part_help
 * also says where to ask. */
bool part_call(App *app, const char *screen);
void part_help(App *app);

/* Instead of the screen, while the idle warning counts down; and dialogs over it. */
void part_still_there(App *app, Ui *ui);
void part_over(App *app, Ui *ui);

/* A dialog of a screen's own: where it stands (with low reach at the foot), before it is opened;
 * and the size of the card in it. */
void part_dialog_place(Ui *ui);
void part_dialog_box(Ui *ui, float width);

/* Who is in the visitor's visit, read once a page. */
typedef struct {
    bool is_loaded;
    Id people[HOME_PEOPLE];
    int count;
    bool has_note; /* the school wrote to this home */
    bool has_appointment;
    Appointment appointment; /* the next at the visit's event; only for who is proven */
} Here;

void part_here(App *app, Here *here);
bool part_is_here(const Here *here, Id person);

/* A page that says one thing, in the middle of main. */
typedef struct {
    const char *icon;
    Tone tint, tone;
    const char *title, *sentence; /* message ids */
} Said;

void part_said(Ui *ui, const Said *said);

/* Tiles beneath each other on a tall glass, else beside each other. */
#define part_ways(ui) UI_BLOCK(ui, part_open_ways(ui))
void part_open_ways(Ui *ui);

/* The seconds until this page closes by itself, five times as many in slow mode; with the last of
 * them it goes home. And the bar of such a page, with Done. */
int part_closing(App *app, int seconds);
void part_close_bar(App *app, Ui *ui, int left);

/* Digits at the end or foot of main, and beside or above them what asks for them. ask may declare
 * nothing but a block's content; state is the screen's own. */
typedef struct {
    void (*ask)(App *app, Ui *ui, void *state);
    void *state;
    float width, gap; /* of the digits where they stand beside, on a wide glass */
    bool is_bare;     /* no digits now: what asks needs the whole width */
} Digits;

void part_digits(App *app, Ui *ui, const Digits *digits);

/* A child's birthday: months as chips, the day as boxes. */
typedef struct {
    int month;   /* 0: not chosen yet */
    char day[3]; /* as typed */
} Birthday;

bool part_is_birthday(const Birthday *birthday);
/* Whether the months stand alone now, without the digits. */
bool part_needs_months(const Ui *ui, const Birthday *birthday);
void part_birthday(App *app, Ui *ui, Birthday *birthday);

/* --- the way of a visit: way.c -------------------------------------------------------------- */

/* The next step: what for, by which name, who is here. Skips what is clear already. */
void part_next(App *app);

/* What a found or refused home leads to: part_next, one more question, not found. */
void part_answer(App *app, HomeAnswer answer, const Home *home, const Err *err);

/* Asks for one fact more of the home that is open; and what came of it. */
void part_prove(App *app);
void part_answer_proof(App *app, bool fits, const Err *err);

/* Something that was typed is nobody's: noted as a miss, and told as late as any. Another err than
 * ERR_NOT_FOUND: the records could not be read. */
void part_missed(App *app, const Err *err);

/* A card was scanned, at whatever screen. */
void part_scanned(App *app, const char *code);

/* To a screen that needs to know what for: that is asked before, where it is not clear. */
void part_go_for(App *app, Screen screen);

/* Who has this visit leaves: says goodbye. The zero id: nobody has that number. */
void part_leave(App *app, Id visit);

#endif
