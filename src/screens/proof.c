/* Proof: the last four digits of a phone, or a child's birthday. Only when both facts are in is
 * anything looked up; every miss takes the same way. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    bool is_birthday;
    char digits[5];
    char day[3];
    int month;
} Proof;

static bool is_day(const Proof *s)
{
    static const int DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = atoi(s->day);
    return s->month && day >= 1 && day <= DAYS[s->month - 1];
}

static bool is_ready(const Proof *s)
{
    return s->is_birthday ? is_day(s) : strlen(s->digits) == 4;
}

static void look_up(App *app, Proof *s)
{
    Home home = {0};
    Err err = {0};
    HomeQuery *q = &app->guest.query;
    wipe(q->grade, sizeof q->grade); /* of an earlier try */
    wipe(q->adult_letter, sizeof q->adult_letter);
    q->proof = s->is_birthday ? PROOF_BIRTHDAY : PROOF_PHONE;
    q->month = s->month;
    q->day = atoi(s->day);
    utf8_copy(q->digits, sizeof q->digits, s->digits);
    app->guest.method = METHOD_NAME;
    part_answer(app, homes_find(app->store, q, &home, &err), &home, &err);
    wipe(&home, sizeof home);
}

static void phone(Ui *ui, Proof *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_heading(ui, "Last 4 digits of your phone number");
    if (!(ui->theme->switches.reach && ui->theme->switches.large)) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD, "The number the school has for your family.");
    }
    ui_space(ui, is_compact ? 4 : 10);
    ui_row(ui)
        ui_boxes(ui, "Last 4 digits of your phone number", s->digits, 4);
    ui_space(ui, is_compact ? 4 : 12);
    part_push_down(ui);
    ui_row(ui) {
        ui_icon(ui, "cake");
        if (ui_button(ui, SECOND, "Use a child’s birthday instead")) {
            wipe(s, sizeof *s);
            s->is_birthday = true;
        }
    }
}

/* With low reach the digits are two rows at the foot; a tall glass has them there anyway. */
static bool is_low(const Ui *ui)
{
    return ui->theme->switches.reach && ui->theme->shape != TALL;
}

static void months(App *app, Ui *ui, Proof *s)
{
    char name[64];
    bool large_tall = app->switches.large && ui->theme->shape == TALL;
    ui_gap(ui, 3);
    ui_grid(ui,
        is_low(ui)                        ? (app->switches.large ? 4 : 6)
            : ui->theme->shape == COMPACT ? 4
            : large_tall                  ? 2
                                          : 3) {
        for (int month = 1; month <= 12; month++) {
            format_month(app->formats, app->language, name, sizeof name, month);
            ui_key(ui, (uint64_t)month);
            if (ui_chip(ui, name, s->month == month))
                s->month = month;
        }
    }
}

static void use_phone(Ui *ui, Proof *s)
{
    ui_icon(ui, "phone");
    if (ui_button(ui, SECOND, "Use phone number"))
        wipe(s, sizeof *s);
}

static void birthday(App *app, Ui *ui, Proof *s)
{
    ui_heading(ui, "A child’s birthday");
    ui_space(ui, 3);
    months(app, ui, s);
    ui_space(ui, 5);
    ui_gap(ui, 6);
    ui_row(ui) {
        ui_text(ui, LEAD, "Day of the month");
        ui_boxes(ui, "Day of the month", s->day, 2);
    }
    ui_grow(ui, 1);
    ui_space(ui, 5);
    ui_row(ui)
        use_phone(ui, s);
}

/* On a small glass the month is asked first, on all of its width, then the day. */
static void small_birthday(App *app, Ui *ui, Proof *s)
{
    char name[64];
    ui_heading(ui, "A child’s birthday");
    ui_space(ui, 3);
    part_push_down(ui);
    if (!s->month) {
        months(app, ui, s);
        ui_grow(ui, ui->theme->switches.reach ? 0 : 1);
        ui_space(ui, 3);
        ui_row(ui)
            use_phone(ui, s);
        return;
    }
    format_month(app->formats, app->language, name, sizeof name, s->month);
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_key(ui, 13);
        if (ui_chip(ui, name, true))
            s->month = 0;
        ui_boxes(ui, "Day of the month", s->day, 2);
    }
    ui_space(ui, 2);
    if (!ui->theme->switches.reach) {
        ui_text(ui, SMALL, "Day of the month");
        ui_grow(ui, 1);
        ui_space(ui, 3);
        ui_row(ui)
            use_phone(ui, s);
    }
}

static void question(App *app, Ui *ui, Proof *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    if (!is_compact) {
        ui_steps(ui, 2, 3);
        ui_space(ui, s->is_birthday ? 4 : 12);
    }
    if (s->is_birthday && (is_compact || ui->theme->switches.reach))
        small_birthday(app, ui, s);
    else if (s->is_birthday)
        birthday(app, ui, s);
    else
        phone(ui, s);
    if (is_compact || s->is_birthday || ui->theme->switches.reach)
        return;
    ui_grow(ui, 1);
    ui_space(ui, 4);
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, "lock", 8, INK_2);
        ui_color(ui, INK_2);
        ui_grow(ui, 1);
        ui_text(ui, SMALL, "This keeps your family’s details private.");
    }
    ui_space(ui, 6);
}

/* On a small or low glass the month is asked first, without the digits. */
static bool needs_months(const Ui *ui, const Proof *s)
{
    return s->is_birthday && !s->month &&
        (ui->theme->shape == COMPACT || ui->theme->switches.reach);
}

static void above_each_other(App *app, Ui *ui, Proof *s)
{
    part_content(app, ui) question(app, ui, s);
    if (needs_months(ui, s))
        return;
    ui_space(ui, 4);
    ui_height(ui, is_low(ui) ? 0 : 176);
    ui_digits(ui);
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
}

static void side_by_side(App *app, Ui *ui, Proof *s)
{
    ui_grow(ui, 1);
    ui_gap(ui, ui->theme->shape == COMPACT ? 8 : s->is_birthday ? 12 : 20);
    ui_cross(ui, SPREAD_STRETCH);
    ui_pad(ui, 0, 0, 0, ui->theme->shape == COMPACT ? 1 : 6);
    ui_row(ui) {
        part_content(app, ui) question(app, ui, s);
        if (needs_months(ui, s))
            continue; /* they need the whole width */
        ui_width(ui,
            ui->theme->shape == COMPACT ? (app->switches.large ? 150 : 100)
                : s->is_birthday        ? 160
                                        : 200);
        ui_digits(ui);
    }
}

void screen_proof(App *app, Ui *ui)
{
    Proof *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true, .filled = MSG("Next"), .filled_icon = "next"};
    part_header(app, ui, true);
    part_main(app, ui)
    {
        if (ui->theme->shape == TALL || is_low(ui))
            above_each_other(app, ui, s);
        else
            side_by_side(app, ui, s);
    }
    bar.is_disabled = !is_ready(s) || !app->guest.query.name[0];
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        look_up(app, s);
}
