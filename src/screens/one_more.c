/* One more question, when both facts fit several homes: a child's grade, then the first letter of
 * the adult's name. The choices are the school's, never the homes'. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <string.h>

typedef struct {
    char grade[32];
    char letter[8];
} OneMore;

static bool asks_letter(const App *app)
{
    return app->guest.asks == HOME_ASK_LETTER;
}

static void look_up(App *app, OneMore *s)
{
    Home home = {0};
    Err err = {0};
    HomeQuery *q = &app->guest.query;
    if (!asks_letter(app))
        utf8_copy(q->grade, sizeof q->grade, s->grade);
    else
        utf8_copy(q->adult_letter, sizeof q->adult_letter, s->letter);
    part_answer(app, homes_find(app->store, q, &home, &err), &home, &err);
    wipe(&home, sizeof home);
}

static void ask_grade(App *app, Ui *ui, OneMore *s)
{
    ui_heading(ui, "One more question: which grade is your child in?");
    ui_space(ui, ui->theme->shape == COMPACT ? 3 : 6);
    part_push_down(ui);
    part_grades(app, ui, s->grade, sizeof s->grade);
}

static void ask_letter(App *app, Ui *ui, OneMore *s)
{
    part_question(app, ui, MSG("One more question: the first letter of your name"));
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
    ui_field(ui, "First letter of your name", s->letter, sizeof s->letter);
}

/* To the question before, if there was one, else to the proof. */
static void step_back(App *app)
{
    HomeQuery *q = &app->guest.query;
    app->guest.asks = q->grade[0] ? HOME_ASK_GRADE : HOME_ASK_LETTER;
    wipe(q->grade, sizeof q->grade);
    wipe(q->adult_letter, sizeof q->adult_letter);
    go_back(app);
}

void screen_one_more(App *app, Ui *ui)
{
    OneMore *s = screen_state(app, sizeof *s);
    bool is_letter = asks_letter(app);
    Bar bar = {.has_back = true, .takes_back = true, .filled = MSG("Next"), .filled_icon = "next"};
    if (is_letter)
        part_typing_header(app, ui);
    else
        part_header(app, ui, true);
    part_main(app, ui)
    {
        part_content(app, ui)
        {
            if (ui->theme->shape != COMPACT) {
                ui_steps(ui, 2, 3);
                ui_space(ui, 4);
            }
            if (is_letter)
                ask_letter(app, ui, s);
            else
                ask_grade(app, ui, s);
        }
        if (is_letter) {
            ui_space(ui, 2);
            ui_keyboard(ui);
        }
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : 5);
    }
    bar.is_disabled = is_letter ? !s->letter[0] : !s->grade[0];
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_FILLED)
        look_up(app, s);
    if (answer == BAR_BACK) {
        step_back(app);
    }
}
