/* Code: the digits on the confirmation open that one sign-up and nothing else. */
#include "screens/screens.h"

#include <string.h>

typedef struct {
    char digits[CODE_DIGITS + 1];
} CodePage;

static void look_up(App *app, CodePage *s)
{
    Err err = {0};
    Session session;
    Guest *g = &app->guest;
    if (app->tick_ms < app->late_ms)
        return; /* an earlier miss is not answered yet */
    if (!signups_by_code(app->store, s->digits, &g->signup, &err)) {
        g->errand = FOR_CODE;
        part_missed(app, &err);
        return;
    }
    if (sessions_get(app->store, g->signup.session, &session, &err))
        g->workshop = session.workshop;
    g->has_signup = true;
    g->is_new_signup = false;
    go(app, screen_signup);
}

static void question(App *app, Ui *ui, void *state)
{
    CodePage *s = state;
    bool is_compact = ui->theme->shape == COMPACT;
    (void)app;
    ui_heading(ui, "Type the code of your sign-up");
    if (!(ui->theme->switches.reach && ui->theme->switches.large)) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD, "It has 7 digits. You saw it when you signed up.");
    }
    ui_space(ui, is_compact ? 4 : 10);
    ui_number(ui, "Code", s->digits, sizeof s->digits);
}

void screen_code(App *app, Ui *ui)
{
    CodePage *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true, .filled = MSG("Next"), .filled_icon = "next"};
    part_header(app, ui, true);
    part_main(app, ui) part_digits(app, ui, &(Digits){question, s, 200, 20, false});
    bar.is_disabled = strlen(s->digits) != CODE_DIGITS;
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        look_up(app, s);
}
