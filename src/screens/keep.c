/* What we keep and why: one page, the same in every language. */
#include "screens/screens.h"

static void fact(Ui *ui, const char *icon, Tone tint, const char *id, const char *more)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_gap(ui, is_compact ? 4 : 6);
    ui_row(ui) {
        ui_disc(ui, icon, is_compact ? 18 : 26, is_compact ? 10 : 14, tint, INK);
        ui_grow(ui, 1);
        ui_column(ui) {
            ui_bold(ui, is_compact ? SMALL : BODY, id);
            ui_color(ui, INK_2);
            ui_text(ui, SMALL, more);
        }
    }
}

static void facts(Ui *ui)
{
    fact(ui, "people", SUN, MSG("We keep who came or signed up, when, and in which language."),
        MSG("So that the school sees which families it reaches, and invites the others."));
    fact(ui, "close", CORAL, MSG("We do not keep what you type to find your family."),
        MSG("No photos, no voice, no location."));
    fact(ui, "home", SKY, MSG("The school office can see it."),
        MSG("It is kept on this machine, at the school."));
    fact(ui, "undo", LEAF, MSG("When you finish, this screen forgets you."),
        MSG("The next person sees nothing of yours."));
}

void screen_keep(App *app, Ui *ui)
{
    Bar bar = {.has_back = true, .filled = MSG("Done"), .filled_icon = "check"};
    part_header(app, ui, true);
    part_main(app, ui)
    {
        bool is_compact = ui->theme->shape == COMPACT;
        ui_heading(ui, "What we keep and why");
        ui_space(ui, is_compact ? 2 : 6);
        ui_along(ui, SPREAD_START);
        ui_gap(ui, is_compact ? 2 : 8);
        part_content(app, ui) facts(ui);
    }
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        go_back(app);
}
