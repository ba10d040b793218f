/* Whoever is at the glass: found, served, forgotten. */
#ifndef APP_GUEST_H
#define APP_GUEST_H

#include "app/app.h"

/* Somebody is at the glass now: their journey begins. */
void guest_begin(App *app);

/* The visitor's facts fit: opens the home, for FOUND or PROVEN. */
void guest_open(App *app, const Home *home, Level level);

/* Notes a step of the journey when a screen is reached. */
void guest_step(App *app, const char *screen);

/* Ends the visit of this visitor: writes the journey, wipes guest, back list, page, both trees
 * and the machine's personal textures, and speaks the school's first language again. ended is
 * "done", "left" or "idle". */
void guest_end(App *app, const char *ended);

#endif
