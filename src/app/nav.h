/* Where somebody is: a place, a short way back, and nothing else.
 *
 * The go functions only ask; the move is done when the tree is closed, so a
 * screen never runs on state that is gone. A screen that is not in the table,
 * or above the visitor's level, is refused and logged.
 */
#ifndef APP_NAV_H
#define APP_NAV_H

#include "app/app.h"

void go(App *app, Screen screen);
void go_to(App *app, Screen screen, Id subject);
void go_back(App *app);
void go_home(App *app); /* the visitor is done: everything is wiped */

/* The staff's way in, from where a visit begins. */
void go_staff(App *app);

/* This screen's own memory, zeroed when it is entered; at most 16 KiB. */
void *screen_state_sized(App *app, size_t size);
#define screen_state(app, size) screen_state_sized((app), (size))

/* What does not fit there, on the heap: `end` is called when the screen is left or the visitor
 * ends, and then wipes. One a screen; a second one ends the first. */
void screen_holds(App *app, void *held, void (*end)(void *held));

/* Ends it. */
void screen_drops(App *app);

/* The row of a screen; null if the table has none. */
const ScreenRow *nav_row(const App *app, Screen screen);

/* Whether the visitor, or who is signed in, may open it. */
bool nav_may(const App *app, const ScreenRow *row);

/* Where a visit begins now: the table's home, at a desk the PIN; or the page that stands instead.
 */
Screen nav_start(const App *app);

/* Whether a visit can begin here. */
bool nav_is_open(const App *app);

/* Whether nobody is on the way: a place where a visit begins, or that stands instead of it. */
bool nav_is_start(const App *app);

/* Does what was asked for. True if the place has changed. */
bool nav_move(App *app);

#endif
