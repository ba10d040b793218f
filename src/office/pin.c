/* The PIN: two digits say who, six prove it. With the last of them the check begins. */
#include "app/signin.h"
#include "base/wipe.h"
#include "office/office.h"

#include <string.h>

enum { WHO = 2, PIN_DIGITS = STAFF_PIN_SIZE - 1 };

typedef struct {
    char digits[WHO + PIN_DIGITS + 1];
} Pin;

static void begin(App *app, Pin *s)
{
    char number[WHO + 1] = {s->digits[0], s->digits[1]};
    signin_begin(app, number, s->digits + WHO);
    wipe(s->digits + WHO, sizeof s->digits - WHO); /* the number may stay: it is no secret */
}

static void take(App *app, Pin *s)
{
    SigninState state = app->signin.state;
    bool is_other = strlen(s->digits) < WHO;
    if (state == SIGNIN_WRONG || state == SIGNIN_FAILED || (state == SIGNIN_LOCKED && is_other))
        signin_forget(app);
    bool is_scan = app->scanner.count > WHO + PIN_DIGITS; /* a card held there is no try */
    if (strlen(s->digits) == WHO + PIN_DIGITS && !is_scan)
        begin(app, s);
}

/* --- what came of it ----------------------------------------------------------------------- */

/* Drawn again when the number changes: each minute, in the last one each second. */
static void locked(App *app, Ui *ui, int left)
{
    int64_t ms = app->signin.free_ms - app->tick_ms, step = left > 60 ? 60000 : 1000;
    app_wake(app, (int)((ms - 1) % step) + 1);
    const char *words = left > 60
        ? ui_words(
              ui, "Try again in {0, plural, one {# minute} other {# minutes}}.", (left + 59) / 60)
        : ui_words(ui, "Try again in {0, plural, one {# second} other {# seconds}}.", left);
    ui_banner_more(ui, PROBLEM, "lock", "Too many tries", words);
}

static void answer(App *app, Ui *ui)
{
    int left = signin_wait_s(app);
    if (left > 0)
        locked(app, ui, left);
    else if (app->signin.state == SIGNIN_CHECKS)
        ui_banner(ui, INFO, "hourglass", "We check this.");
    else if (app->signin.state == SIGNIN_WRONG)
        ui_banner(ui, PROBLEM, "alert", "This number and this PIN do not fit.");
    else if (app->signin.state == SIGNIN_FAILED)
        ui_banner(ui, PROBLEM, "alert", err_message(app->signin.err.code));
}

/* --- the page ------------------------------------------------------------------------------ */

static void question(App *app, Ui *ui, Pin *s)
{
    bool is_low = ui->theme->shape == COMPACT || ui->theme->switches.reach;
    ui_space(ui, is_low ? 1 : 12);
    ui_heading(ui, OFFICE_WORD);
    if (!is_low || ui->theme->shape == TALL) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, BODY, "For school staff. The first 2 digits say who you are.");
    }
    ui_space(ui, is_low ? 3 : 10);
    ui_row(ui)
        if (ui_pin(ui, OFFICE_WORD, s->digits, WHO, PIN_DIGITS))
            take(app, s);
    ui_space(ui, is_low ? 3 : 10);
    answer(app, ui);
}

/* As the family's digits stand: beside the question, on a tall glass and with low reach below. */
static void page(App *app, Ui *ui, Pin *s)
{
    bool is_compact = ui->theme->shape == COMPACT, is_tall = ui->theme->shape == TALL;
    if (is_tall || ui->theme->switches.reach) {
        office_content(app, ui) question(app, ui, s);
        ui_space(ui, is_compact ? 1 : 4);
        ui_height(ui, is_tall && !ui->theme->switches.reach ? 176 : 0);
        ui_digits(ui);
        ui_space(ui, is_compact ? 1 : 4);
        return;
    }
    ui_grow(ui, 1);
    ui_gap(ui, is_compact ? 8 : 20);
    ui_cross(ui, SPREAD_STRETCH);
    ui_pad(ui, 0, 0, 0, is_compact ? 1 : 6);
    ui_row(ui) {
        office_content(app, ui) question(app, ui, s);
        ui_width(ui, !is_compact ? 200 : app->switches.large ? 140 : 100);
        ui_digits(ui);
    }
}

void screen_pin(App *app, Ui *ui)
{
    Pin *s = screen_state(app, sizeof *s);
    if (signin_follow(app)) {
        wipe(s, sizeof *s);
        office_begin(app);
    }
    office_header(app, ui);
    office_main(app, ui) page(app, ui, s);
    office_bar(app, ui, &(OfficeBar){.has_back = !nav_is_start(app), .has_help = true});
}
