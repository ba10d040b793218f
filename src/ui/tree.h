/* The tree: what is on the glass now, as named, roled boxes.
 *
 * A frame declares it, layout places it; drawing, touch, focus, speech and
 * tests read it. Nodes and their texts live in one of two arenas of the Ui and
 * are borrowed until the frame after the next. Boxes are u on the glass, from
 * its top left corner, whatever the direction.
 */
#ifndef UI_TREE_H
#define UI_TREE_H

#include "base/arena.h"
#include "base/qrcode.h"
#include "text/format.h"
#include "text/paragraph.h"
#include "ui/keyboard.h"
#include "ui/theme.h"

typedef enum {
    NOTHING, /* a box or a part of a control: not spoken, not found */
    PAGE,
    GROUP,
    HEADING,
    TEXT,
    VALUE, /* data shown as it is */
    STATUS,
    BUTTON,
    CHOICE, /* one of several, or a tick */
    TOGGLE,
    FIELD,
    KEY,
    LIST,
    DIALOG,
    IMAGE,
    PROGRESS,
    ROLES
} Role;

/* "button": as drive prints it and takes it. */
const char *role_text(Role role);

enum {
    STATE_FOCUSED = 1 << 0,
    STATE_PRESSED = 1 << 1,
    STATE_SELECTED = 1 << 2,
    STATE_DISABLED = 1 << 3,
    STATE_PERSONAL = 1 << 4, /* what somebody typed, or data about somebody */
    STATE_SECRET = 1 << 5,   /* its value is never told */
    STATE_CUT = 1 << 6,      /* a text did not fit its box */
    STATE_MISSING = 1 << 7,  /* a letter has no font */
    STATE_FORCED = 1 << 8    /* it only shows a state: the gallery's */
};

typedef struct {
    float x, y, w, h;
} Rect;

/* WRAPPED: side by side, on as many lines as it takes. */
typedef enum { SINGLE, ACROSS, DOWN, CELLS, LAYERS, WRAPPED } Axis;

typedef enum { SPREAD_START, SPREAD_CENTER, SPREAD_END, SPREAD_STRETCH } Spread;

typedef enum {
    SHOW_BOX,
    SHOW_TEXT,
    SHOW_ICON,
    SHOW_PICTURE,
    SHOW_RING, /* a countdown: share of a circle */
    SHOW_QR,
    SHOW_DOT,
    SHOW_CARET
} Show;

typedef struct Node Node;
struct Node {
    uint64_t id;
    Role role;
    unsigned state;
    const char *msgid; /* the English message id; "" for data */
    const char *label; /* as shown or spoken */
    const char *value; /* what a field or stepper holds; null for most */
    Node *parent, *first, *last, *next;
    int children;

    /* where */
    Axis axis;
    int columns;                 /* CELLS */
    float grow;                  /* share of the room left along the parent's axis */
    bool is_fill;                /* on top of what it needs, not instead of it */
    float width, height;         /* wished; 0: as the content needs */
    float min_width, min_height; /* never less */
    float pad_start, pad_top, pad_end, pad_bottom;
    float gap;
    Spread along, cross;
    bool is_left_to_right; /* never mirrored: digits, codes */
    bool is_scroll;
    bool is_floating;    /* placed over its parent at the top end; takes no room */
    bool is_modal;       /* what is beneath takes no touch */
    bool is_clear;       /* modal, and dims nothing */
    bool is_control;     /* takes touch and focus */
    bool is_default;     /* what Enter means: the filled button */
    bool is_one_stop;    /* Tab stops here once; the arrows go on inside */
    bool has_more;       /* a key that offers more when it is held */
    bool takes_slide;    /* a finger may come to it from the key that it was held on */
    int rows, first_row; /* of a list of rows: how many there are, and the first declared */
    float row_height;
    float scroll, scroll_max;
    Rect box;
    Rect clip; /* what of it can be seen */

    /* how it looks */
    Show show;
    Tone fill, edge, pressed_fill, colour;
    float edge_width, radius; /* radius < 0: half the height */
    int shadow;               /* 0, 1, 2 */
    float foot;               /* a darker lower edge, of keys */
    float bar;                /* at the start edge, in colour: of banners */
    float rule;               /* a hairline along the lower edge */
    TextStyle style;
    Align align;
    const char *name; /* of the icon or picture */
    bool is_mirrored;
    float share; /* SHOW_RING, PROGRESS: 0 to 1 */
    const QrCode *code;

    /* layout's own */
    float want_width, least_width, want_height;
    bool has_entered;
};

enum { UI_SCROLLS = 16, UI_DEPTH = 32, UI_TYPED = 512, UI_SIZES = 4096 };

typedef struct {
    Tone kind;
    const char *icon, *words;
} TagWords;

/* What the next element shall be; cleared when it is declared. */
typedef struct {
    uint64_t key;
    float grow, width, height, least, gap;
    float pad_start, pad_top, pad_end, pad_bottom;
    Spread along, cross;
    bool has_gap, has_pad, has_along, has_cross, has_key;
    bool is_fill, is_disabled;
    const char *icon;
    Tone tint, colour;
    const Language *language;
    Align align;
    const char *small, *hint, *problem;
    TagWords tag;
    unsigned state;
} Next;

/* Where a scrolled block stands; all but `at` as the last layout found it. */
typedef struct {
    uint64_t id;
    float at, max, height;
    float row; /* of a list of rows, in this language and size of text */
    const Language *language;
    float text;
    bool is_seen, is_watched; /* somebody shows where it stands */
} ScrollEntry;

typedef struct {
    uint64_t key;
    float width, height, least;
    bool is_cut, has_missing;
} SizeEntry;

typedef struct Ui Ui;
struct Ui {
    Arena arenas[2];
    int current; /* of the tree that is being declared */
    Node *root;  /* that tree; after ui_end_frame the one on the glass */
    Node *shown; /* the tree on the glass, while the next is declared */
    Node *open;  /* innermost open node */
    Next next;
    const Theme *theme;
    const Language *language;
    const Languages *languages;
    Formats *formats;
    const Measurer *measurer;
    Arena scratch; /* paragraphs, within one call */

    uint64_t focus;
    bool is_focus_shown; /* a key was used last */
    uint64_t pressed;    /* what a finger holds */
    bool is_inside;      /* and is still on */
    float press_x, press_y, drag_y;
    int64_t press_ms;
    bool has_held; /* it was held so long that this was acted on: its release is not */
    bool is_dragging;
    float drag_from, drag_speed; /* u, u a millisecond */
    int64_t drag_ms;
    struct {
        uint64_t id; /* of the scroller; 0: nothing glides */
        float from, by;
        int64_t began_ms;
    } glide;            /* after a flick */
    uint64_t activated; /* what the next frame shall act on */
    bool has_acted;     /* something was acted on in this frame, or it must be declared again */
    unsigned actions;   /* how often anything was acted on */

    int64_t now_ms;  /* monotonic; given by who runs the frames */
    int64_t wake_ms; /* when another frame is wanted; 0: never */

    uint64_t editing; /* the field that typing goes to; 0: the first there is */
    int caret;        /* byte offset in it */
    bool has_field;   /* this frame declared one that can be typed in */
    bool has_editing; /* and the one that typing goes to */
    bool has_touched; /* and it was touched */
    uint64_t first_field;
    char typed[UI_TYPED]; /* for the next frame's field; control codes are UI_TYPED_* */
    int typed_size;

    const Keyboards *keyboards;
    int keyboard;    /* which of them */
    bool is_accents; /* its accents row is open */
    struct {
        uint64_t key;        /* whose; 0: none are open */
        const KeyHold *hold; /* null: the keyboards */
        bool is_seen;        /* this frame declared the key */
        bool wants_focus;    /* a key opened them, not a finger */
    } offers;                /* see ui/offers.h */

    ScrollEntry scrolls[UI_SCROLLS];

    SizeEntry sizes[UI_SIZES];
    int node_count;
};

/* Control codes in Ui.typed. */
enum { TYPED_BACK = 1, TYPED_LEFT, TYPED_RIGHT, TYPED_CLEAR, TYPED_HOME, TYPED_END };

/* Memory for a Ui; the pointers are borrowed for its life. */
void ui_init(Ui *ui, const Languages *languages, Formats *formats, const Measurer *measurer,
    const Keyboards *keyboards);
void ui_finish(Ui *ui);

/* A frame: what is declared between becomes the tree. ui_end_frame places it; the tree before
 * it is no longer shown. */
void ui_begin_frame(Ui *ui, const Theme *theme, const Language *language);
void ui_end_frame(Ui *ui);

/* Milliseconds until something on the glass moves or ends by itself; -1: nothing will. */
int ui_wants_frame_ms(const Ui *ui);

/* Forgets everything a visitor left: both trees, focus, typing, scrolls, sizes. */
void ui_forget(Ui *ui);

/* Declares a node; what widgets are made of. label is copied. */
Node *node_add(Ui *ui, Role role, const char *msgid, const char *label);
Node *node_open(Ui *ui, Role role, const char *msgid, const char *label);
Node *node_text(Ui *ui, const char *text, TextSize size, bool is_bold, Tone colour);
Node *node_icon(Ui *ui, const char *name, float size, Tone colour);

/* Whether the node was acted on (a touch released in it, Enter on it). Once. */
bool node_acted(Ui *ui, Node *node);

/* Walks depth first; null at the end. */
Node *node_after(const Node *node);

bool node_is_within(const Node *node, const Node *ancestor);

/* The part of a tree that takes touch: all of it, or what the last modal node holds. Null for null.
 */
const Node *tree_live(const Node *root);

/* Places the tree; ui/layout.c. */
void layout_place(Ui *ui, Node *root);

#endif
