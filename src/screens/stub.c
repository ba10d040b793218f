/* Write a name: a walk-in in forty seconds. A child's name, the grade, one's own name; only the
 * first is asked for, nothing else is forced. Kept as a stub that the office matches later. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/stubs.h"

#include <string.h>

enum { CHILD, GRADE, ADULT, STEPS };

typedef struct {
    int step;
    Stub stub;
    Id visit; /* made once, as stub.id is, so that trying again keeps one */
    Err err;
} StubPage;

static bool signs_up(const App *app)
{
    return app->guest.errand == FOR_SIGNUP;
}

static void keep(App *app, StubPage *s)
{
    if (id_is_zero(s->visit)) {
        s->visit = store_new_id(app->store, app->now);
        s->stub.id = store_new_id(app->store, app->now);
    }
    utf8_copy(s->stub.language, sizeof s->stub.language, app->language->tag);
    if (signs_up(app)) {
        part_sign_up(app, &s->stub, err_clear(&s->err));
        return;
    }
    Visit visit = {.id = s->visit,
        .event = app->guest.event,
        .opened_by = s->stub.id,
        .arrived = app->now,
        .day = zone_day(app->zone, app->now),
        .adults = 1,
        .children = 1,
        .method = METHOD_WALK_IN};
    utf8_copy(visit.purpose, sizeof visit.purpose, app->guest.purpose);
    utf8_copy(visit.language, sizeof visit.language, app->language->tag);
    utf8_copy(visit.kiosk, sizeof visit.kiosk, app->kiosk);
    if (!stubs_arrive(app->store, &s->stub, &visit, err_clear(&s->err))) {
        log_line(LOG_PROBLEM, "stub not kept: %s", s->err.detail);
        return;
    }
    app->guest.visit = visit;
    app->guest.is_served = true;
    go(app, screen_thanks);
}

static void ask_name(Ui *ui, const char *label, char *name, size_t size)
{
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
    ui_field(ui, label, name, size);
}

static void question(App *app, Ui *ui, StubPage *s)
{
    if (s->step == CHILD) {
        part_question(app, ui, MSG("What is your child’s name?"));
        ask_name(ui, MSG("Your child’s name"), s->stub.child, sizeof s->stub.child);
    } else if (s->step == ADULT) {
        part_question(app, ui, MSG("And your own name?"));
        ask_name(ui, MSG("Your own name"), s->stub.adult, sizeof s->stub.adult);
    } else {
        ui_heading(ui, "Which grade is your child in?");
        ui_space(ui, ui->theme->shape == COMPACT ? 3 : 6);
        part_push_down(ui);
        part_grades(app, ui, s->stub.grade, sizeof s->stub.grade);
    }
}

static void step_back(App *app, StubPage *s)
{
    if (s->step == CHILD) {
        go_back(app);
        return;
    }
    s->step--;
}

void screen_stub(App *app, Ui *ui)
{
    StubPage *s = screen_state(app, sizeof *s);
    if (s->step == GRADE)
        part_header(app, ui, true);
    else
        part_typing_header(app, ui);
    part_main(app, ui)
    {
        part_content(app, ui)
        {
            if (ui->theme->shape != COMPACT) {
                ui_steps(ui, s->step + 1, STEPS);
                ui_space(ui, 4);
            }
            question(app, ui, s);
        }
        part_error(ui, &s->err);
        if (s->step != GRADE) {
            ui_space(ui, 2);
            ui_keyboard(ui);
        }
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : 5);
    }
    Bar bar = {.has_back = true, .takes_back = true, .filled_icon = "next"};
    bar.filled = s->step != ADULT ? MSG("Next") : signs_up(app) ? MSG("Sign up") : MSG("Check in");
    bar.is_disabled = s->step == CHILD && !s->stub.child[0];
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_BACK)
        step_back(app, s);
    else if (answer == BAR_FILLED && s->step == ADULT)
        keep(app, s);
    else if (answer == BAR_FILLED)
        s->step++;
}
