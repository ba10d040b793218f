/* The rows of screens.def as the app takes them. */
#include "screens/screens.h"

static const ScreenRow ROWS[] = {
#define SCREEN(name, level, idle) {screen_##name, #name, level, idle},
#include "screens/screens.def"
#undef SCREEN
};

const ScreenTable SCREENS = {
    .rows = ROWS,
    .count = sizeof ROWS / sizeof *ROWS,
    .home = screen_welcome,
    .closed = screen_closed,
    .emergency = screen_emergency,
    .out_of_order = screen_out_of_order,
    .still_there = part_still_there,
    .over = part_over,
};
