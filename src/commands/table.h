/* The screens there are, the family's and the staff's, as the app takes them. */
#ifndef COMMANDS_TABLE_H
#define COMMANDS_TABLE_H

#include "app/app.h"

extern const ScreenTable SCREENS;

#endif
