/* The rows of both .def files: screens and office do not know each other. */
#include "commands/table.h"
#include "office/office.h"
#include "screens/screens.h"

static const ScreenRow ROWS[] = {
#define SCREEN(name, level, idle) {screen_##name, #name, level, idle},
#include "office/office.def"
#include "screens/screens.def"
#undef SCREEN
};

/* A card means its family's visit to whoever works here, and their own to a family. */
static void scanned(App *app, const char *code)
{
    if (app->guest.level >= DESK)
        office_scanned(app, code);
    else
        part_scanned(app, code);
}

const ScreenTable SCREENS = {
    .rows = ROWS,
    .count = sizeof ROWS / sizeof *ROWS,
    .home = screen_welcome,
    .closed = screen_closed,
    .emergency = screen_emergency,
    .out_of_order = screen_out_of_order,
    .still_there = part_still_there,
    .late = screen_not_found,
    .over = part_over,
    .staff = screen_pin,
    .staff_word = OFFICE_WORD,
    .help = part_help,
    .scanned = scanned,
};
