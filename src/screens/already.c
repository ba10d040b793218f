/* Already here: since when, and who; only of this home's own visit. */
#include "screens/screens.h"

static void person(Ui *ui, const HomePerson *p, int index)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, "check", 8, GOOD);
        ui_letter(ui, p->letters, is_compact ? 16 : 20, 8, part_tint(index));
        ui_value(ui, is_compact ? SMALL : BODY,
            /* TRANSLATORS: the person at the glass, on a card */
            p->is_guardian ? language_text(ui->language, MSG("You")) : part_grade(ui, p->grade));
    }
}

static void who(App *app, Ui *ui, const Here *s)
{
    const Home *home = &app->guest.home;
    bool is_tall = ui->theme->shape == TALL;
    int shown = 0, most = is_tall ? 6 : 4;
    ui_gap(ui, is_tall ? 4 : 12);
    if (is_tall)
        ui_open(ui, DOWN);
    else
        ui_open(ui, ACROSS);
    ui_enter(ui);
    for (int i = 0; i < home->count && shown < most; i++)
        if (part_is_here(s, home->people[i].id)) {
            person(ui, &home->people[i], i);
            shown++;
        }
    ui_close(ui);
}

static void words(App *app, Ui *ui)
{
    char at[128];
    bool is_compact = ui->theme->shape == COMPACT;
    const Visit *visit = &app->guest.visit;
    bool is_today = visit->day == zone_day(app->zone, app->now);
    format_date(app->formats, app->language, at, sizeof at,
        is_today ? FORMAT_TIME : FORMAT_DAY_TIME, visit->arrived);
    ui_disc(ui, "clock", is_compact ? 26 : 40, is_compact ? 14 : 20, ALREADY_SOFT, ALREADY);
    ui_space(ui, is_compact ? 2 : 6);
    ui_align(ui, ALIGN_CENTER);
    ui_display(ui, "You are already checked in", is_compact ? 12 : 18);
    ui_space(ui, is_compact ? 1 : 3);
    ui_align(ui, ALIGN_CENTER);
    ui_value(ui, is_compact ? BODY : LEAD, ui_words(ui, "Since {0}. Nothing more to do.", at));
}

static void ways(App *app, Ui *ui)
{
    ui_icon(ui, "userplus");
    ui_tint(ui, LEAF);
    if (ui_tile(ui, "Add someone who came later"))
        go(app, screen_household);
    bool is_ordinary = id_is_zero(app->guest.visit.event);
    ui_icon(ui, is_ordinary ? "exit" : "pin");
    ui_tint(ui, SKY);
    if (is_ordinary && ui_tile(ui, "I am leaving"))
        part_leave(app, app->guest.visit.id);
    if (!is_ordinary && ui_tile(ui, "Show where to go"))
        go(app, screen_thanks);
}

void screen_already(App *app, Ui *ui)
{
    Here *s = screen_state(app, sizeof *s);
    bool is_compact = ui->theme->shape == COMPACT;
    if (!s->is_loaded)
        part_here(app, s);
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        part_content(app, ui)
        {
            words(app, ui);
            ui_space(ui, is_compact ? 3 : 10);
            who(app, ui, s);
            ui_space(ui, is_compact ? 3 : 12);
            part_push_down(ui);
            part_ways(ui) ways(app, ui);
            ui_space(ui, is_compact ? 1 : 4);
        }
    }
    Bar bar = {.has_back = true, .filled = MSG("Done"), .filled_icon = "check"};
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        go_home(app);
}
