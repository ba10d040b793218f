/* The kiosk's loop: events in, one frame, damage out, wait. */
#ifndef COMMANDS_LOOP_H
#define COMMANDS_LOOP_H

#include "commands/glass.h"

/* Until the window closes or *stop is set. Prints "shown SCREEN" when another screen stands on
 * the glass, for who watches from outside. */
bool loop_run(Glass *glass, Window *window, const volatile int *stop, Err *err);

#endif
