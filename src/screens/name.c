/* Name: a child's or an adult's, as they write it. Nothing is looked up here. */
#include "screens/screens.h"

/* The other ways: beside the field where there is room, else below it. */
static void ways(App *app, Ui *ui)
{
    const Language *l = ui->language;
    bool is_short = ui->theme->shape == COMPACT || ui->theme->switches.large;
    ui_icon(ui, "phone");
    if (ui_button_words(ui, SECOND, "Use phone number",
            /* TRANSLATORS: a button where there is little room: use the phone number */
            language_text(l, is_short ? MSG("Phone") : MSG("Use phone number"))))
        go(app, screen_phone);
    ui_icon(ui, "card");
    if (ui_button_words(ui, SECOND, "Scan family card",
            /* TRANSLATORS: a button where there is little room: scan the family card */
            language_text(l, is_short ? MSG("Card") : MSG("Scan family card"))))
        go(app, screen_card);
}

/* Who looks for a sign-up may have its code. */
static bool has_code(const App *app)
{
    return app->guest.errand == FOR_MY_SIGNUPS;
}

static const char *extra(const App *app)
{
    return has_code(app) ? MSG("I have a code") : MSG("Not on the list?");
}

static void follow_extra(App *app)
{
    if (has_code(app))
        go(app, screen_code);
    else
        part_go_for(app, screen_stub);
}

static void field(App *app, Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_question(app, ui, MSG("What is your name, or your child’s name?"));
    ui_space(ui, is_compact ? 2 : 5);
    ui_field(ui, "Name", app->guest.query.name, sizeof app->guest.query.name);
    if (!is_compact && !ui->theme->switches.reach) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "First or last name. Accents and order do not matter.");
    }
}

static void beside(App *app, Ui *ui)
{
    ui_gap(ui, 12);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_column(ui)
            field(app, ui);
        ui_gap(ui, 4);
        ui_cross(ui, SPREAD_STRETCH);
        ui_least(ui, 108);
        ui_column(ui)
            ways(app, ui);
    }
}

static void below(App *app, Ui *ui)
{
    field(app, ui);
    part_push_down(ui);
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
    ui_gap(ui, 4);
    ui_wrap(ui)
    {
        ways(app, ui);
        if (part_is_bar_full(ui)) {
            ui_icon(ui, has_code(app) ? "lock" : "userplus");
            if (ui_button(ui, QUIET, extra(app)))
                follow_extra(app);
        }
    }
}

/* On a small glass, or with large letters, the keys leave room for one line more. */
static void in_line(App *app, Ui *ui)
{
    part_question(app, ui, MSG("What is your name, or your child’s name?"));
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_field(ui, "Name", app->guest.query.name, sizeof app->guest.query.name);
        ways(app, ui);
    }
}

static void question(App *app, Ui *ui)
{
    if (ui->theme->shape != COMPACT) {
        ui_steps(ui, 1, 3);
        ui_space(ui, 4);
    }
    bool is_large = app->switches.large, is_low = ui->theme->switches.reach;
    if (ui->theme->shape == WIDE && !is_large && !is_low)
        beside(app, ui);
    else if (ui->theme->shape != TALL && !is_low && is_large == (ui->theme->shape == WIDE))
        in_line(app, ui);
    else
        below(app, ui);
}

void screen_name(App *app, Ui *ui)
{
    Bar bar = {.has_back = true,
        .extra = extra(app),
        .extra_icon = has_code(app) ? "lock" : "userplus",
        .filled = MSG("Next"),
        .filled_icon = "next"};
    part_typing_header(app, ui);
    part_main(app, ui)
    {
        part_content(app, ui) question(app, ui);
        bool is_low = ui->theme->switches.reach;
        ui_space(ui, is_low ? 1 : 2);
        ui_keyboard(ui);
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : is_low ? 0 : 5);
    }
    if (part_is_bar_full(ui))
        bar.extra = NULL;
    bar.is_disabled = !app->guest.query.name[0];
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_FILLED) {
        app->guest.query.way = WAY_NAME;
        go(app, screen_proof);
    } else if (answer == BAR_EXTRA) {
        follow_extra(app);
    }
}
