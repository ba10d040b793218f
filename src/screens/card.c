/* Card: where to hold it. The scanner is listened to on every screen; this one only shows how. */
#include "screens/screens.h"

/* A card, the way it goes, and where it is read: for who does not read. */
static void drawing(Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    float disc = is_compact ? 30 : 56;
    ui_gap(ui, is_compact ? 5 : 10);
    ui_row(ui) {
        ui_disc(ui, "card", disc, disc * 0.55F, SUN, INK);
        ui_symbol(ui, "next", is_compact ? 10 : 16, ACCENT);
        ui_disc(ui, "qr", disc, disc * 0.55F, SKY, INK);
    }
}

void screen_card(App *app, Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        part_content(app, ui)
        {
            drawing(ui);
            ui_space(ui, is_compact ? 3 : 10);
            ui_align(ui, ALIGN_CENTER);
            ui_display(ui, "Hold your card in front of the scanner", is_compact ? 12 : 18);
            ui_space(ui, is_compact ? 1 : 3);
            ui_align(ui, ALIGN_CENTER);
            ui_color(ui, INK_2);
            ui_text(ui, is_compact ? SMALL : LEAD, "The square code faces the light.");
        }
    }
    Bar bar = {.has_back = true, .extra = MSG("Use a name instead"), .extra_icon = "person"};
    if (part_bar(app, ui, &bar) == BAR_EXTRA)
        part_next(app);
}
