/* The pages that stand instead of welcome. They need nothing of the records: they are also what is
 * left when those are gone. */
#include "screens/screens.h"

#include <stdio.h>

enum { ONE_COLUMN = 4 }; /* as many sentences stand well beneath each other */

static void code(App *app, Ui *ui, const char *words)
{
    char both[96];
    snprintf(both, sizeof both, "\xE2\x81\xA8%s \xC2\xB7 %s\xE2\x81\xA9", words, app->kiosk);
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, both);
}

/* Logo and name; no time, since the zone may be what is missing. */
static void header(App *app, Ui *ui, const char *words)
{
    float margin = ui->theme->margin;
    ui_height(ui, ui->theme->shape == COMPACT ? 25 : 28);
    ui_pad(ui, margin, 2, margin, 0);
    ui_gap(ui, 5);
    ui_row(ui) {
        ui_picture(ui, "logo", "", 16, 16);
        ui_grow(ui, 1);
        if (app->school[0])
            ui_bold_note(ui, LEAD, app->school);
        else
            ui_space(ui, 0);
        if (words)
            code(app, ui, words);
    }
}

static TextSize size_of(const App *app, const Ui *ui)
{
    if (ui->theme->shape == COMPACT)
        return app->welcomed_count > ONE_COLUMN ? SMALL : BODY;
    return app->welcomed_count > ONE_COLUMN ? BODY : TITLE;
}

/* Each in its own script and direction. */
static void sentence(App *app, Ui *ui, int index, const char *id)
{
    const Language *l = app->welcomed[index];
    ui_language(ui, l);
    ui_bold_note(ui, size_of(app, ui), language_text(l, id));
}

static void sentences(App *app, Ui *ui, const char *id)
{
    bool is_small = ui->theme->shape == COMPACT;
    if (app->welcomed_count > ONE_COLUMN && ui->theme->shape != TALL) {
        ui_gap(ui, is_small ? 4 : 10);
        ui_grid(ui, 2) {
            for (int i = 0; i < app->welcomed_count; i++)
                sentence(app, ui, i, id);
        }
        return;
    }
    ui_gap(ui, is_small ? 4 : 10);
    ui_column(ui) {
        for (int i = 0; i < app->welcomed_count; i++) {
            if (i > 0)
                ui_line(ui, ACROSS);
            sentence(app, ui, i, id);
        }
    }
}

static void body(App *app, Ui *ui, const Notice *notice)
{
    bool is_tall = ui->theme->shape == TALL;
    float disc = is_tall ? 96 : ui->theme->shape == COMPACT ? 56 : 104;
    ui_disc(ui, notice->icon, disc, disc * 0.55F, notice->tint, notice->tone);
    ui_grow(ui, is_tall ? 0 : 1);
    ui_column(ui)
        sentences(app, ui, notice->id);
}

void part_notice(App *app, Ui *ui, const Notice *notice)
{
    header(app, ui, notice->code);
    part_main(app, ui)
    {
        ui_grow(ui, 1);
        ui_gap(ui, ui->theme->shape == COMPACT ? 8 : 20);
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        if (ui->theme->shape == TALL)
            ui_open(ui, DOWN);
        else
            ui_open(ui, ACROSS);
        ui_enter(ui);
        body(app, ui, notice);
        ui_close(ui);
    }
}
