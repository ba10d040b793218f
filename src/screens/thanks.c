/* Thank you: it is kept. Where to go, by letter and room; nobody is named. It closes by itself. */
#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

enum { CLOSES_AFTER = 12 };

/* Children who are here have their room shown; if only adults came, every child's. */
static bool shows_room(const Home *home, const Visit *visit, const Here *s, int index)
{
    bool has_child = false;
    if (visit->number)
        return false; /* an ordinary visit goes to the office */
    if (!id_equal(visit->opened_by, home->opened_by))
        return false; /* a walk-in's visit shows nobody's rooms */
    for (int i = 0; i < home->count; i++)
        has_child =
            has_child || (!home->people[i].is_guardian && part_is_here(s, home->people[i].id));
    const HomePerson *p = &home->people[index];
    return !p->is_guardian && p->room[0] && (!has_child || part_is_here(s, p->id));
}

/* The rows of the card: how many there will be decides how high they are. */
typedef struct {
    Ui *ui;
    float height, disc;
    int shown;
} Rows;

static void begin_row(Rows *r)
{
    if (r->shown++)
        ui_line(r->ui, ACROSS);
    ui_height(r->ui, r->height);
    ui_gap(r->ui, 5);
}

static void child_disc(Rows *r, const HomePerson *p, int index)
{
    ui_letter(r->ui, p->letters, r->disc, strlen(p->letters) > 4 ? r->disc / 3 : r->disc / 2,
        part_tint(index));
}

static void room(Rows *r, const HomePerson *p, int index)
{
    Ui *ui = r->ui;
    begin_row(r);
    ui_row(ui) {
        child_disc(r, p, index);
        ui_grow(ui, 1);
        ui_bold_value(ui, BODY, p->room);
        ui_color(ui, INK_2);
        ui_value(ui, SMALL, part_grade(ui, p->grade));
    }
}

/* With whom, where, and when; the letter says which child it is about. */
static void appointment(App *app, Rows *r, const Appointment *a)
{
    char at[48];
    Ui *ui = r->ui;
    const Home *home = &app->guest.home;
    format_date(app->formats, app->language, at, sizeof at, FORMAT_TIME, a->starts);
    begin_row(r);
    ui_row(ui) {
        for (int i = 0; i < home->count; i++)
            if (id_equal(home->people[i].id, a->student))
                child_disc(r, &home->people[i], i);
        ui_grow(ui, 1);
        ui_bold_value(ui, BODY, a->teacher);
        ui_color(ui, INK_2);
        ui_value(ui, SMALL, a->room);
        ui_bold_value(ui, BODY, at);
    }
}

static void with_icon(Rows *r, const char *icon, const char *words)
{
    Ui *ui = r->ui;
    begin_row(r);
    ui_row(ui) {
        ui_disc(ui, icon, r->disc, r->disc * 0.55F, SKY, INK);
        ui_grow(ui, 1);
        ui_note(ui, BODY, words);
    }
}

/* The number of an ordinary visit, large: it is what they leave with. */
static void number(Rows *r, int number)
{
    char digits[16];
    Ui *ui = r->ui;
    snprintf(digits, sizeof digits, "%d", number);
    begin_row(r);
    ui_row(ui) {
        ui_letter(ui, digits, r->disc, r->disc / 2, SUN);
        ui_grow(ui, 1);
        ui_bold_value(ui, BODY, ui_words(ui, "You are {0, number}", number));
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "Your number for today");
    }
}

static void places(App *app, Ui *ui, const Here *s)
{
    const Home *home = &app->guest.home;
    bool has_interpreter = app->guest.visit.needs_interpreter;
    const char *place = id_is_zero(app->guest.visit.event)
        ? ""
        : app_content(app, app->guest.visit.event, CONTENT_PLACE);
    int rooms = 0, most = ui->theme->shape == COMPACT ? 2 : ui->theme->shape == TALL ? 5 : 4;
    for (int i = 0; i < home->count; i++)
        rooms += shows_room(home, &app->guest.visit, s, i);
    int count = rooms + (place[0] != 0) + has_interpreter + s->has_note + s->has_appointment +
        (app->guest.visit.number != 0);
    bool is_low = ui->theme->shape == COMPACT;
    float height = is_low ? (count > 2 ? 14 : 18) : count > 5 ? 19 : count > 4 ? 23 : 30;
    Rows r = {ui, height, is_low ? height - 2 : height > 23 ? 22 : 16, 0};
    if (app->guest.visit.number)
        number(&r, app->guest.visit.number);
    if (s->has_appointment)
        appointment(app, &r, &s->appointment);
    for (int i = 0, shown = 0; i < home->count && shown < most; i++)
        if (shows_room(home, &app->guest.visit, s, i)) {
            room(&r, &home->people[i], i);
            shown++;
        }
    if (place[0])
        with_icon(&r, "pin", ui_words(ui, "Start here: {0}", place));
    if (has_interpreter)
        with_icon(
            &r, "speech", language_text(ui->language, MSG("Ask for your interpreter at the desk")));
    if (s->has_note)
        with_icon(&r, "mail",
            language_text(ui->language, MSG("The school has a message for you. Ask at the desk.")));
    if (!r.shown || app->guest.visit.number)
        with_icon(
            &r, "people", language_text(ui->language, MSG("The office will help you from here")));
}

static void words(App *app, Ui *ui, const Here *s)
{
    char at[48];
    bool is_compact = ui->theme->shape == COMPACT;
    format_date(app->formats, app->language, at, sizeof at, FORMAT_TIME, app->guest.visit.arrived);
    ui_row(ui)
        ui_badge(ui, GOOD, "check", ui_words(ui, "You are checked in, {0}", at));
    ui_space(ui, is_compact ? 2 : 5);
    ui_display(ui, "Thank you for coming", is_compact ? 12 : ui->theme->switches.large ? 17 : 22);
    if (!is_compact) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, LEAD,
            app->guest.visit.number ? MSG("Tell us your number when you leave.")
                                    : MSG("Here is where to go."));
    }
    ui_space(ui, is_compact ? 2 : 6);
    ui_pad(ui, is_compact ? 5 : 8, 3, is_compact ? 5 : 8, 3);
    ui_card(ui)
        places(app, ui, s);
}

static void body(App *app, Ui *ui, const Here *s)
{
    bool is_compact = ui->theme->shape == COMPACT, is_tall = ui->theme->shape == TALL;
    bool has_picture = !app->switches.contrast && !app->switches.large;
    ui_grow(ui, 1);
    ui_gap(ui, is_compact ? 8 : is_tall ? 8 : 18);
    if (is_tall) {
        ui_along(ui, SPREAD_CENTER);
        ui_open(ui, DOWN);
    } else {
        ui_cross(ui, SPREAD_STRETCH);
        ui_open(ui, ACROSS);
    }
    ui_enter(ui);
    if (has_picture) {
        ui_along(ui, SPREAD_CENTER);
        float height = is_compact ? 102 : is_tall ? 124 : 186;
        ui_row(ui)
            ui_picture(ui, "thanks", "", height * 132 / 160, height);
    }
    ui_grow(ui, 1);
    ui_along(ui, is_tall ? SPREAD_START : SPREAD_CENTER);
    ui_scroll(ui, "On this page")
        words(app, ui, s);
    ui_close(ui);
}

void screen_thanks(App *app, Ui *ui)
{
    Here *s = screen_state(app, sizeof *s);
    if (!s->is_loaded)
        part_here(app, s);
    int left = part_closing(app, CLOSES_AFTER);
    part_header(app, ui, true);
    part_main(app, ui) body(app, ui, s);
    part_close_bar(app, ui, left);
}
