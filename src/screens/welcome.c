/* Welcome: what is on today, the one thing to do, and the languages. Nothing is read about
 * anyone. */
#include "screens/screens.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* "Bienvenidos · 欢迎 · أهلاً": the other languages' greetings, each isolated. */
static const char *greetings(App *app, Ui *ui)
{
    char words[256] = "";
    size_t used = 0;
    for (int i = 0; i < app->welcomed_count; i++) {
        const Language *l = app->welcomed[i];
        if (l == app->language)
            continue;
        const char *greeting = language_text(l, "greeting|Welcome");
        if (used + strlen(greeting) + 16 > sizeof words)
            break;
        used += (size_t)snprintf(words + used, sizeof words - used,
            "%s\xE2\x81\xA8%s\xE2\x81\xA9", used ? " · " : "", greeting);
    }
    return arena_text(&ui->arenas[ui->current], words);
}

static const char *times_and_place(App *app, Ui *ui, const Event *event)
{
    char times[96], words[256];
    format_times(app->formats, app->language, times, sizeof times, event->starts, event->ends);
    const char *place = app_content(app, event->id, CONTENT_PLACE);
    snprintf(words, sizeof words, "%s%s%s", times, place[0] ? " · " : "", place);
    return arena_text(&ui->arenas[ui->current], words);
}

static void picture(App *app, Ui *ui)
{
    bool is_tall = ui->theme->shape == TALL;
    ui_height(ui, is_tall ? 128 : 136);
    ui_layer(ui)
    {
        if (!app->switches.contrast)
            ui_picture(ui, is_tall ? "welcome-wide" : "welcome", "", is_tall ? 246 : 214,
                is_tall ? 128 : 136);
        ui_pad(ui, 11, is_tall ? 7 : 9, 11, 0);
        ui_gap(ui, 2);
        ui_column(ui)
        {
            ui_display(ui, "Welcome", 20);
            ui_note(ui, LEAD, greetings(app, ui));
        }
    }
}

static void today(App *app, Ui *ui)
{
    bool has_event = !id_is_zero(app->today.id);
    ui_pad(ui, 8, 3, 8, 3);
    ui_grow(ui, ui->theme->shape == TALL ? 0 : 1);
    ui_card(ui)
    {
        ui_grow(ui, 1);
        ui_gap(ui, 5);
        ui_row(ui)
        {
            ui_symbol(ui, "calendar", 14, ACCENT);
            ui_grow(ui, 1);
            ui_column(ui)
            {
                if (has_event) {
                    ui_bold_note(ui, BODY,
                        ui_words(
                            ui, "Today: {0}", app_content(app, app->today.id, CONTENT_TITLE)));
                    ui_color(ui, INK_2);
                    ui_note(ui, SMALL, times_and_place(app, ui, &app->today));
                } else {
                    ui_bold(ui, BODY, "Welcome to our school");
                    ui_color(ui, INK_2);
                    ui_text(ui, SMALL, "Check in when you arrive.");
                }
            }
        }
    }
}

/* The way in three pictures, for who does not read. */
static void step(Ui *ui, const char *icon, Tone tint, const char *id)
{
    bool is_small = ui->theme->shape == COMPACT, is_tall = ui->theme->shape == TALL;
    float disc = is_small ? 17 : is_tall ? 40 : 26;
    ui_grow(ui, 1);
    ui_gap(ui, is_small ? 1 : 3);
    ui_cross(ui, SPREAD_CENTER);
    ui_along(ui, SPREAD_CENTER);
    ui_column(ui)
    {
        ui_disc(ui, icon, disc, disc * 0.55F, tint, INK);
        ui_align(ui, ALIGN_CENTER);
        ui_text(ui, is_tall ? BODY : SMALL, id);
    }
}

static void way(Ui *ui)
{
    bool is_small = ui->theme->shape == COMPACT;
    ui_pad(ui, 5, is_small ? 2 : 6, 5, is_small ? 2 : 6);
    ui_card(ui)
    {
        ui_grow(ui, 1);
        ui_gap(ui, 2);
        ui_row(ui)
        {
            step(ui, "person", SUN, MSG("Your name"));
            ui_symbol(ui, "next", 8, ACCENT);
            step(ui, "phone", SKY, MSG("Your phone"));
            ui_symbol(ui, "next", 8, ACCENT);
            step(ui, "people", LEAF, MSG("Who is here"));
        }
    }
}

static void check_in(App *app, Ui *ui, float size)
{
    const char *small = "";
    if (!id_is_zero(app->event.id))
        small = ui_words(ui, "For {0}", app_content(app, app->event.id, CONTENT_TITLE));
    ui_icon(ui, "checkin");
    if (ui_hero(ui, "Check in", small, size))
        go(app, screen_name);
}

static void language(App *app, Ui *ui, int i)
{
    const Language *l = app->welcomed[i];
    ui_key(ui, (uint64_t)i + 1);
    ui_language(ui, l);
    ui_fill(ui, 1);
    if (ui_chip(ui, l->own_name, l == app->language))
        app_language(app, l);
}

static void languages(App *app, Ui *ui)
{
    if (ui->theme->shape == TALL) {
        ui_gap(ui, 3);
        ui_grid(ui, app->welcomed_count < 4 ? app->welcomed_count : 4)
        {
            for (int i = 0; i < app->welcomed_count; i++)
                language(app, ui, i);
        }
        return;
    }
    ui_gap(ui, 3);
    ui_row(ui)
    {
        for (int i = 0; i < app->welcomed_count; i++)
            language(app, ui, i);
    }
}

static void wide(App *app, Ui *ui)
{
    ui_gap(ui, 8);
    ui_cross(ui, SPREAD_STRETCH);
    ui_height(ui, 168);
    ui_row(ui)
    {
        ui_width(ui, 214);
        ui_gap(ui, 4);
        ui_column(ui)
        {
            picture(app, ui);
            today(app, ui);
        }
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_column(ui)
        {
            ui_grow(ui, 1);
            check_in(app, ui, 16);
            way(ui);
        }
    }
    ui_space(ui, 7);
    languages(app, ui);
}

static void tall(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    ui_gap(ui, 5);
    ui_column(ui)
    {
        picture(app, ui);
        today(app, ui);
        ui_grow(ui, 3);
        check_in(app, ui, 18);
        ui_grow(ui, 2);
        way(ui);
        languages(app, ui);
    }
}

static void compact(App *app, Ui *ui)
{
    ui_gap(ui, 4);
    ui_cross(ui, SPREAD_STRETCH);
    ui_height(ui, 90);
    ui_row(ui)
    {
        if (!app->switches.contrast)
            ui_picture(ui, "welcome-small", "", 92, 90.2F);
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_column(ui)
        {
            ui_grow(ui, 1);
            check_in(app, ui, 13);
            way(ui);
        }
    }
    ui_space(ui, 4);
    languages(app, ui);
}

void screen_welcome(App *app, Ui *ui)
{
    Bar bar = {0};
    part_header(app, ui, false);
    part_main(app, ui)
    {
        if (ui->theme->shape == TALL)
            tall(app, ui);
        else if (ui->theme->shape == COMPACT)
            compact(app, ui);
        else
            wide(app, ui);
    }
    if (ui->theme->shape == COMPACT && !id_is_zero(app->today.id))
        bar.note = times_and_place(app, ui, &app->today);
    part_bar(app, ui, &bar);
}
