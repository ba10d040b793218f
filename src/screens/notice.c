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

static void disc(Ui *ui, const Notice *notice, float size)
{
    ui_disc(ui, notice->icon, size, size * 0.55F, notice->tint, notice->tone);
}

/* A small glass has no room beneath the sentences: the lock stands beneath the disc. */
static void compact(App *app, Ui *ui, const Notice *notice)
{
    ui_grow(ui, 1);
    ui_gap(ui, 8);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_cross(ui, SPREAD_CENTER);
        ui_column(ui) {
            ui_grow(ui, 1);
            ui_space(ui, 0);
            disc(ui, notice, 56);
            ui_grow(ui, 1);
            ui_space(ui, 0);
            part_staff(app, ui);
        }
        ui_grow(ui, 1);
        ui_along(ui, SPREAD_CENTER);
        ui_column(ui)
            sentences(app, ui, notice->id);
    }
}

static void body(App *app, Ui *ui, const Notice *notice)
{
    bool is_tall = ui->theme->shape == TALL;
    ui_grow(ui, 1);
    ui_gap(ui, 20);
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_CENTER);
    if (is_tall)
        ui_open(ui, DOWN);
    else
        ui_open(ui, ACROSS);
    ui_enter(ui);
    disc(ui, notice, !is_tall ? 104 : app->welcomed_count > ONE_COLUMN ? 72 : 96);
    ui_grow(ui, is_tall ? 0 : 1);
    ui_column(ui)
        sentences(app, ui, notice->id);
    ui_close(ui);
}

/* The last thing on the page. */
static void lock(App *app, Ui *ui)
{
    ui_pad(ui, ui->theme->margin, 0, ui->theme->margin, 4);
    ui_along(ui, SPREAD_END);
    ui_row(ui)
        part_staff(app, ui);
}

void part_notice(App *app, Ui *ui, const Notice *notice)
{
    bool is_small = ui->theme->shape == COMPACT;
    header(app, ui, notice->code);
    part_main(app, ui)
    {
        if (is_small)
            compact(app, ui, notice);
        else
            body(app, ui, notice);
    }
    if (!is_small)
        lock(app, ui);
}
