/* The program without a screen and without a machine: who is at the glass, where they are, what
 * time it is.
 *
 * One App a kiosk, on the thread that made it. Two clocks: `now` (seconds since
 * 1970, for records) and `tick_ms` (monotonic, for idle and delays); both are
 * given by the command, so a test sets them. A visitor's memory (guest, back
 * list, page) is wiped when they leave.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/device.h"
#include "app/fault.h"
#include "app/host.h"
#include "app/jobs.h"
#include "app/nightly.h"
#include "app/paper.h"
#include "app/saving.h"
#include "app/scanner.h"
#include "app/signin.h"
#include "store/events.h"
#include "store/families.h"
#include "store/homes.h"
#include "store/journeys.h"
#include "store/signups.h"
#include "store/visits.h"
#include "text/zone.h"
#include "ui/input.h"
#include "ui/ui.h"

typedef struct App App;
typedef void (*Screen)(App *app, Ui *ui);

/* Who may open a screen, lowest first. */
typedef enum { ANYONE, FOUND, PROVEN, DESK, OFFICE, ADMIN } Level;

typedef struct {
    Screen screen;
    const char *name;
    Level level;
    int idle_seconds; /* before "more time?"; IDLE: the school's; NEVER_ASKS: back to the start;
                       * STAFF_IDLE: 60 in a lobby, 300 at a desk */
} ScreenRow;

enum { IDLE = -1, STAFF_IDLE = -2, NEVER_ASKS = 0 };

typedef struct {
    const ScreenRow *rows;
    int count;
    Screen home;                            /* of families; a desk begins at staff */
    Screen closed, emergency, out_of_order; /* instead of home */
    Screen still_there;     /* instead of the screen, while the idle warning counts down */
    Screen late;            /* where a miss is told; it is not left before app->late_ms */
    Screen over;            /* dialogs over the screen */
    Screen staff;           /* the staff's way in; go_staff */
    const char *staff_word; /* an id of the staff's: a language without it shows them in English */
    void (*help)(App *app); /* calls the office */
    void (*scanned)(App *app, const char *code); /* a whole code was scanned; may go elsewhere */
} ScreenTable;

enum { OPEN_EVENTS = 6 };
enum { BACK_PLACES = 8, PLACE_NOTE = 32, SCHOOL_LANGUAGES = 8, IDLE_WARNING = 30, MEND_AGAIN = 30 };

typedef struct {
    Screen screen;
    Id subject;
    char note[PLACE_NOTE]; /* the screen's own: a step, a filter */
} Place;

/* What a family is found for. */
typedef enum { FOR_VISIT, FOR_WORKSHOPS, FOR_SIGNUP, FOR_MY_SIGNUPS, FOR_CODE } Errand;

/* What somebody of the staff did last, for its Undo. */
typedef enum { ACT_NOTHING, ACT_ARRIVED, ACT_LEFT, ACT_MOVED, ACT_COUNTED, ACT_MET } ActKind;

typedef struct {
    ActKind kind;
    Id visit, event; /* event: where it was, of ACT_MOVED */
    char who[128];
    Toast toast;
    bool is_new; /* the list was not there again since: its search begins anew */
} Act;

/* Whoever is at the glass. */
typedef struct {
    Level level;
    bool has_home;
    Home home;
    int home_depth;  /* places behind it when the home was opened: back before them closes it */
    HomeWay way;     /* by which the home was opened, */
    ProofKind proof; /* and with which proof */
    Errand errand;
    HomeQuery query; /* what was typed on the way to the home */
    VisitMethod method;
    bool has_occasion;   /* what for: */
    Id event;            /* this event; zero: an ordinary visit */
    char purpose[24];    /* of which kind: "volunteer" ... */
    Visit visit;         /* the one just opened, or found to be open already */
    Id workshop;         /* what they sign up for */
    Signup signup;       /* the party that comes; or the sign-up that is open */
    bool signs;          /* as soon as it is known who they are */
    bool may_wait;       /* on the waiting list, where there is no room */
    bool has_signup;     /* one is open: just made, of their own, or by its code */
    bool is_new_signup;  /* just made */
    SignupAnswer answer; /* why signing up did not go; SIGNUP_DONE or SIGNUP_FAILED: nothing */
    bool has_seen_news;
    bool is_served;  /* what they came for is done: the journey ends as done */
    HomeAnswer asks; /* what one more question is about */
    Screen then;     /* where to, once it is known what for; null: to the name */
    bool has_missed; /* the number of who leaves is nobody's */
    Staff staff;     /* signed in; zero id: nobody */
    int64_t
        on_paper; /* staff key in a list of paper: since when people were there; 0: they do not */
    Act act;
} Guest;

/* What the office lets the glass show. */
typedef enum { PAGE_OPEN, PAGE_CLOSED, PAGE_EMERGENCY } AppPage;

typedef enum { OVER_NOTHING, OVER_HELP, OVER_EASIER, OVER_LANGUAGES } Over;

struct App {
    Store *store;
    const Languages *languages;
    Formats *formats;
    Zone *zone;
    const ScreenTable *screens;
    Host host;
    Jobs *jobs;
    Ui ui;
    Device device;
    char kiosk[64];

    /* whether it serves */
    AppPage shows;
    bool is_unkept;   /* shows is not in the records yet */
    Id shows_by;      /* which of the staff said so; zero: nobody at the glass */
    int64_t late_ms;  /* until then a miss is not answered, whoever is at the glass; 0: at once */
    Fault fault;      /* FAULT_NONE: in order */
    int64_t fault_ms; /* when that was last found */

    NightlyCopy nightly; /* of the records */
    PaperList paper;     /* the running event's, on a stick */
    Bringing bringing;
    PutBack put_back; /* a backup that shall stand in their place */

    /* the school */
    char school[256]; /* its name, in the visitor's language where it has one */
    const Language *welcomed[SCHOOL_LANGUAGES]; /* on the welcome screen, in order */
    int welcomed_count;
    int idle_seconds; /* of a screen without its own */
    int before_minutes;
    Colour colour; /* the school's; 0: ours */

    /* the glass */
    int width_px, height_px;
    float diagonal;
    Theme theme;
    Switches switches;
    bool has_quit; /* the loop shall end */

    /* the clocks */
    int64_t now, tick_ms;
    int64_t touched_ms; /* when somebody last did something */
    int64_t entered_ms; /* when this place was reached */
    bool is_last_page;  /* this place closes by itself; from it there is no way back */
    int64_t wake_ms;    /* when the screen wants another frame; 0: never */
    int64_t warned_ms;  /* when the idle warning began; 0: it is not shown */
    int64_t burned_ms;  /* until when lockouts have burned down */

    /* the visitor */
    bool is_begun; /* somebody touched something since the last wipe */
    const Language *language;
    bool is_language_chosen;     /* by the visitor: then a card does not change it */
    const Language *read_before; /* theirs, while the staff's pages are shown in English */
    Guest guest;
    Families *families; /* the list that staff have open, of guest.event; null: none */
    Signin signin;
    Saving saving;
    Scanner scanner;
    bool has_scan;           /* a whole code waits in it */
    Event open[OPEN_EVENTS]; /* whose check-in is open now, the soonest first */
    int open_count;
    Event today; /* the next one that has not ended today; zero id: none */
    Over over;
    Place place;
    Place back[BACK_PLACES];
    int back_count;
    Journey journey;

    /* the page */
    Arena page;
    void *state;
    void *held; /* what the screen holds besides; end_held ends it */
    void (*end_held)(void *held);

    /* what go asked for; done when the tree is closed */
    enum { MOVE_NONE, MOVE_GO, MOVE_BACK, MOVE_HOME } move;
    Place next;
};

/* The caller's memory; store, languages, table and keyboards are borrowed. Without a store, or
 * false because its settings cannot be read, the app is whole but can show nothing yet except its
 * page after app_fail. */
bool app_init(App *app, Store *store, const Languages *languages, const Keyboards *keyboards,
    const Measurer *measurer, const ScreenTable *screens, Host host, Err *err);
void app_finish(App *app);

/* What this machine is. Whoever was at the glass is gone with the next frame. */
void app_device(App *app, const Device *device);

/* The glass has this many pixels. diagonal in inches, 0: unknown. */
void app_resize(App *app, int width_px, int height_px, float diagonal);

/* --- serve.c: whether it serves ------------------------------------------------------------ */

/* Shows what the office says. Closed: nobody begins; who has begun ends first. Emergency: at once,
 * and the visitor is wiped. It holds even if false: then the records do not have it yet, and it is
 * written when they can be. */
bool app_page(App *app, AppPage page, Err *err);

/* "open", "closed", "emergency"; false for another word. */
bool app_page_read(const char *word, AppPage *page);

/* Out of order, logged once: the page with the code stands instead of home until
 * app_mend. Who has begun ends first. */
void app_fail(App *app, FaultPlace place, const Err *err);

/* Whether it is time to try again: nobody is in the middle, and half a minute has gone by. */
bool app_wants_mending(const App *app);

/* Other records, or the same ones opened anew (null: none now); reads the school's settings. */
bool app_records(App *app, Store *store, Err *err);

/* All is in order again. */
void app_mend(App *app);

/* Reads anew what the records say of now: the page, the events. Each minute by itself. */
void app_follow(App *app);

/* --- running ------------------------------------------------------------------------------- */

/* What the clocks say as the loop begins: of what the machine ran before, nothing passed here. */
void app_start(App *app, int64_t now, int64_t tick_ms);

/* What time it is; idle and countdowns follow. Call before app_input and app_frame. */
void app_time(App *app, int64_t now, int64_t tick_ms);

/* Somebody did something. */
void app_input(App *app, const Input *input);

/* Declares the tree until it stands still. */
void app_frame(App *app);

/* Milliseconds until something changes by itself. */
int app_wait_ms(const App *app);

/* The screen wants to be declared again in so many milliseconds. */
void app_wake(App *app, int ms);

/* Another language for this visitor, and its keyboard; app_choose_language: the visitor wants it.
 */
void app_language(App *app, const Language *language);
void app_choose_language(App *app, const Language *language);

/* The text of a record in the visitor's language; lives as long as the frame. */
const char *app_content(App *app, Id owner, ContentField field);

/* The name of the screen at the glass, as in screens.def. */
const char *app_screen_name(const App *app);

#endif
