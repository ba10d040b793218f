/* Keyboards on the glass: one file each in assets/keyboards, a row a line.
 *
 *   name ABC              what the script key shows while this one is used
 *   languages en es       whose own keyboard it is; the first file serves all others
 *   row Q W E R ...       letters as shown; _ is half a key of room; {accents} {script:4}
 *                         {space:12} {delete:4} are keys with a job, :n their width in halves
 *   accents Á É ...       what stands in the first row while the accents key is on
 *
 * A file that breaks this is ERR_INVALID with file and line.
 */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "base/err.h"

enum { KEYBOARDS_MAX = 16, KEY_ROWS = 5, KEY_COLUMNS = 16, KEY_TEXT = 16 };

typedef enum { KEY_LETTER, KEY_ROOM, KEY_ACCENTS, KEY_SCRIPT, KEY_BLANK, KEY_ERASE } KeyJob;

typedef struct {
    char shows[KEY_TEXT];
    KeyJob job;
    int halves; /* width in half keys */
} KeyPlate;

typedef struct {
    char name[KEY_TEXT];
    char languages[128]; /* " en es " */
    KeyPlate rows[KEY_ROWS][KEY_COLUMNS];
    int count[KEY_ROWS];
    int row_count;
    int halves; /* width of the widest row */
    KeyPlate accents[KEY_COLUMNS];
    int accent_count;
} Keyboard;

typedef struct {
    Keyboard list[KEYBOARDS_MAX];
    int count;
} Keyboards;

/* Reads every .keys file of a folder, by name; abc.keys comes first. */
bool keyboards_open(Keyboards *keyboards, const char *folder, Err *err);

/* Reads one from text; `name` is for the Err. */
bool keyboard_read(Keyboard *keyboard, const char *name, const char *text, Err *err);

/* The keyboard of a language, by index. */
int keyboards_for(const Keyboards *keyboards, const char *language);

#endif
