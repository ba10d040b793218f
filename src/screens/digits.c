/* Questions that digits answer: where the digits stand, and a child's birthday. */
#include "screens/screens.h"

#include <stdlib.h>

/* With low reach the digits are two rows at the foot; a tall glass has them there anyway. */
static bool is_low(const Ui *ui)
{
    return ui->theme->switches.reach && ui->theme->shape != TALL;
}

static void above_each_other(App *app, Ui *ui, const Digits *d)
{
    part_content(app, ui) d->ask(app, ui, d->state);
    if (d->is_bare)
        return;
    ui_space(ui, 4);
    ui_height(ui, is_low(ui) ? 0 : ui->theme->switches.reach ? 170 : 176);
    ui_digits(ui);
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
}

static void side_by_side(App *app, Ui *ui, const Digits *d)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_grow(ui, 1);
    ui_gap(ui, is_compact ? 8 : d->gap);
    ui_cross(ui, SPREAD_STRETCH);
    ui_pad(ui, 0, 0, 0, is_compact ? 1 : 6);
    ui_row(ui) {
        part_content(app, ui) d->ask(app, ui, d->state);
        if (d->is_bare)
            continue;
        ui_width(ui, is_compact ? (app->switches.large ? 150 : 100) : d->width);
        ui_digits(ui);
    }
}

void part_digits(App *app, Ui *ui, const Digits *digits)
{
    if (ui->theme->shape == TALL || is_low(ui))
        above_each_other(app, ui, digits);
    else
        side_by_side(app, ui, digits);
}

/* --- a birthday ---------------------------------------------------------------------------- */

bool part_is_birthday(const Birthday *birthday)
{
    static const int DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = atoi(birthday->day);
    return birthday->month && day >= 1 && day <= DAYS[birthday->month - 1];
}

/* On a small or low glass the month is asked first, on all of its width, then the day. */
static bool is_in_two(const Ui *ui)
{
    return ui->theme->shape == COMPACT || ui->theme->switches.reach;
}

bool part_needs_months(const Ui *ui, const Birthday *birthday)
{
    return is_in_two(ui) && !birthday->month;
}

static void months(App *app, Ui *ui, Birthday *b)
{
    char name[64];
    bool large_tall = app->switches.large && ui->theme->shape == TALL;
    ui_gap(ui, ui->theme->switches.reach ? 2 : 3);
    ui_grid(ui,
        is_low(ui)                        ? (app->switches.large ? 4 : 6)
            : ui->theme->shape == COMPACT ? (app->switches.large ? 3 : 4)
            : large_tall                  ? 2
                                          : 3) {
        for (int month = 1; month <= 12; month++) {
            format_month(app->formats, app->language, name, sizeof name, month);
            ui_key(ui, (uint64_t)month);
            if (ui_chip(ui, name, b->month == month))
                b->month = month;
        }
    }
}

static void in_two(App *app, Ui *ui, Birthday *b)
{
    char name[64];
    part_push_down(ui);
    if (!b->month) {
        months(app, ui, b);
        return;
    }
    format_month(app->formats, app->language, name, sizeof name, b->month);
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_key(ui, 13);
        if (ui_chip(ui, name, true))
            b->month = 0;
        ui_boxes(ui, "Day of the month", b->day, 2);
    }
    if (!ui->theme->switches.reach) {
        ui_space(ui, 2);
        ui_text(ui, SMALL, "Day of the month");
    }
}

void part_birthday(App *app, Ui *ui, Birthday *birthday)
{
    ui_heading(ui, "A child’s birthday");
    ui_space(ui, 3);
    if (is_in_two(ui)) {
        in_two(app, ui, birthday);
        return;
    }
    months(app, ui, birthday);
    ui_space(ui, 5);
    ui_gap(ui, 6);
    ui_row(ui) {
        ui_text(ui, LEAD, "Day of the month");
        ui_boxes(ui, "Day of the month", birthday->day, 2);
    }
}
