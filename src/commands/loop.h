/* The kiosk's loop: events in, one frame, damage out, wait. */
#ifndef COMMANDS_LOOP_H
#define COMMANDS_LOOP_H

#include "commands/glass.h"

/* Until the window closes or the process is asked to end (SIGTERM and SIGINT come out of the
 * window as INPUT_QUIT). Prints "shown SCREEN" when another screen stands on
 * the glass, for who watches from outside. */
bool loop_run(Glass *glass, Window *window, Err *err);

#endif
