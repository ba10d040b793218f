/* Keyboards on the glass: one file each in assets/keyboards, read at start.
 *
 *   name ABC              what the key that leads to this keyboard shows
 *   languages en es       whose own keyboard it is: tags of catalogues, with or without a region;
 *                         the first file serves all others
 *   direction rtl         its letters run from right to left; else ltr. The rows stand as on a
 *                         keyboard of plastic, which is never mirrored
 *   joins tones           how a letter changes the ones before it: Vietnamese tones, or jamo;
 *                         else not at all. See ui/compose.h
 *   apart WORD            what the {apart} key shows
 *   row Q W E R ...       letters as shown; _ is half a key of room; {accents} {script:4}
 *                         {space:12} {apart:4} {delete:4} are keys with a job, :n their width in
 *                         halves of a key
 *   accents Á É ...       what stands in the first row while the accents key is on
 *   hold E É È Ê          what a finger held on the E offers besides it
 *
 * A mark that sits on another letter is written on a dotted circle or an Arabic tatweel: ◌́ types
 * the mark alone. ◌́=sắc gives it a name. No letter stands twice in a row or in what is on the
 * glass at a time. A file that breaks this is ERR_INVALID with file, line and column.
 */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "base/err.h"

enum {
    KEYBOARDS_MAX = 16,
    KEY_ROWS = 5,
    KEY_COLUMNS = 16,
    KEY_TEXT = 16,
    KEY_NAME = 24,
    KEY_HOLDS = 32,
    KEY_OFFERS = 11
};

typedef enum {
    KEY_LETTER,
    KEY_ROOM,
    KEY_ACCENTS,
    KEY_SCRIPT,
    KEY_BLANK,
    KEY_APART, /* U+200C: joined letters stand apart, with no space between */
    KEY_ERASE
} KeyJob;

typedef enum { JOINS_NOTHING, JOINS_TONES, JOINS_JAMO } KeyJoins;

typedef struct {
    char shows[KEY_TEXT];
    char name[KEY_NAME]; /* "": what it shows */
    KeyJob job;
    int halves; /* width in half keys */
} KeyPlate;

typedef struct {
    char base[KEY_TEXT]; /* what the key that is held shows */
    KeyPlate plates[KEY_OFFERS];
    int count;
} KeyHold;

typedef struct {
    char name[KEY_TEXT];
    char languages[256]; /* " en es " */
    char apart[32];
    bool is_rtl;
    KeyJoins joins;
    KeyPlate rows[KEY_ROWS][KEY_COLUMNS];
    int count[KEY_ROWS];
    int row_count;
    int halves; /* width of the widest row */
    KeyPlate accents[KEY_COLUMNS];
    int accent_count;
    KeyHold holds[KEY_HOLDS];
    int hold_count;
} Keyboard;

typedef struct {
    Keyboard list[KEYBOARDS_MAX];
    int count;
} Keyboards;

/* Reads every .keys file of a folder, by name; abc.keys comes first. */
bool keyboards_open(Keyboards *keyboards, const char *folder, Err *err);

/* Reads one from text; `name` is for the Err. */
bool keyboard_read(Keyboard *keyboard, const char *name, const char *text, Err *err);

/* The keyboard of a language, by index: its own, or the first. */
int keyboards_for(const Keyboards *keyboards, const char *language);

/* Whether a keyboard is a language's own. */
bool keyboard_serves(const Keyboard *keyboard, const char *language);

/* What a held key offers; null: nothing. */
const KeyHold *keyboard_hold(const Keyboard *keyboard, const char *shows);

/* What the key is called: its name, else what it shows. */
const char *key_name(const KeyPlate *plate);

/* What a letter types: what it shows, a mark without what it is shown on. */
const char *key_types(const KeyPlate *plate);

#endif
