/* Welcome: what is on today, the one thing to do, and the languages. Nothing is read about
 * anyone. */
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/settings.h"

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
        used += (size_t)snprintf(words + used, sizeof words - used, "%s\xE2\x81\xA8%s\xE2\x81\xA9",
            used ? " · " : "", greeting);
    }
    return arena_text(&ui->arenas[ui->current], words);
}

static void picture(App *app, Ui *ui)
{
    bool is_tall = ui->theme->shape == TALL;
    float width = is_tall ? 246 : 214, height = is_tall ? 128 : 136;
    float part = app->switches.large && !is_tall ? 0.78F : 1; /* room for the larger letters */
    ui_height(ui, height * part);
    ui_width(ui, width * part);
    ui_layer(ui) {
        if (!app->switches.contrast)
            ui_picture(ui, is_tall ? "welcome-wide" : "welcome", "", width * part, height * part);
        ui_pad(ui, 11, is_tall ? 7 : 9, 11, 0);
        ui_gap(ui, 2);
        ui_column(ui) {
            ui_display(ui, "Welcome", 20 * part * part);
            ui_note(ui, LEAD, greetings(app, ui));
        }
    }
}

static void today(App *app, Ui *ui)
{
    bool has_event = !id_is_zero(app->today.id);
    ui_pad(ui, 8, 3, 8, 3);
    ui_grow(ui, ui->theme->shape == TALL ? 0 : 1);
    ui_card(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, 5);
        ui_row(ui) {
            ui_symbol(ui, "calendar", 14, ACCENT);
            ui_grow(ui, 1);
            ui_column(ui) {
                if (has_event) {
                    ui_bold_note(ui, BODY,
                        ui_words(ui, "Today: {0}", app_content(app, app->today.id, CONTENT_TITLE)));
                    ui_color(ui, INK_2);
                    ui_note(ui, SMALL, part_times_and_place(app, ui, &app->today));
                } else {
                    ui_bold(ui, BODY, "Welcome to our school");
                    ui_color(ui, INK_2);
                    ui_text(ui, SMALL, "Check in when you arrive.");
                }
            }
        }
    }
}

/* What else there is to do. */
typedef bool (*Tile)(Ui *ui, const char *id);

static void tile(App *app, Ui *ui, const char *icon, Tone tint, const char *id, Screen screen,
    Tile show, float height)
{
    ui_grow(ui, 1);
    ui_height(ui, height);
    ui_icon(ui, icon);
    ui_tint(ui, tint);
    if (show(ui, id))
        go(app, screen);
}

static void tiles(App *app, Ui *ui, Tile show, float height)
{
    tile(app, ui, "idea", SUN, MSG("Workshops"), screen_workshops, show, height);
    /* TRANSLATORS: a tile, two short lines */
    tile(app, ui, "qr", SKY, MSG("Take home a guide"), screen_resources, show, height);
    tile(app, ui, "card", CORAL, MSG("Family card"), screen_card, show, height);
    /* TRANSLATORS: a tile, two short lines */
    tile(app, ui, "bell", LEAF, MSG("Visit or pick up"), screen_visit, show, height);
}

static void two_by_two(App *app, Ui *ui, float height)
{
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 4);
    ui_grid(ui, 2)
        tiles(app, ui, ui_tile, height);
}

static void check_in(App *app, Ui *ui, float size)
{
    const char *small = "";
    bool is_tight = ui->theme->switches.reach || (app->switches.large && ui->theme->shape == TALL);
    if (app->open_count == 1 && !is_tight)
        small = ui_words(ui, "For {0}", app_content(app, app->open[0].id, CONTENT_TITLE));
    ui_icon(ui, "checkin");
    if (ui_hero(ui, "Check in", small, size))
        part_next(app);
}

static void language(App *app, Ui *ui, const Language *l)
{
    ui_key(ui, part_language_key(l));
    ui_language(ui, l);
    ui_fill(ui, 1);
    ui_pad(ui, 5, 0, 5, 0); /* they share one line */
    ui_icon(ui, "");        /* the one in use is filled; a tick would push the others about */
    if (ui_chip(ui, l->own_name, l == app->language))
        app_choose_language(app, l);
}

/* The school's languages, as many as fit, and one chip to all the others. */
static void languages(App *app, Ui *ui)
{
    bool is_tall = ui->theme->shape == TALL;
    bool is_large = app->switches.large;
    int most = ui->theme->shape == COMPACT ? (is_large ? 3 : 5) : is_tall && is_large ? 5 : 7;
    int columns = is_large ? 3 : 4;
    int shown = app->welcomed_count < most ? app->welcomed_count : most;
    int more = app->languages->count - shown, chips = shown + (more > 0);
    ui_gap(ui, 3);
    if (is_tall)
        ui_open_grid(ui, chips < columns ? chips : columns);
    else
        ui_open(ui, ACROSS);
    ui_enter(ui);
    for (int i = 0; i < shown; i++)
        language(app, ui, app->welcomed[i]);
    if (more > 0) {
        ui_key(ui, 1);
        ui_fill(ui, 1);
        ui_pad(ui, 5, 0, 5, 0);
        ui_icon(ui, "globe");
        if (ui_chip(ui, ui_words(ui, "{0, plural, one {# more} other {# more}}", more), false))
            app->over = OVER_LANGUAGES;
    }
    ui_close(ui);
}

static void wide_row(App *app, Ui *ui)
{
    ui_gap(ui, 8);
    ui_cross(ui, SPREAD_STRETCH);
    ui_height(ui, 168);
    ui_row(ui) {
        ui_width(ui, 214);
        ui_gap(ui, 4);
        ui_column(ui) {
            picture(app, ui);
            today(app, ui);
        }
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_column(ui) {
            ui_grow(ui, 1);
            check_in(app, ui, 16);
            two_by_two(app, ui, 52);
        }
    }
}

static void wide(App *app, Ui *ui)
{
    part_content(app, ui) wide_row(app, ui);
    ui_space(ui, app->switches.large ? 3 : 7);
    languages(app, ui);
    ui_space(ui, app->switches.large ? 0 : 11);
}

static void tall(App *app, Ui *ui)
{
    ui_gap(ui, 5);
    part_content(app, ui)
    {
        picture(app, ui);
        today(app, ui);
        ui_grow(ui, 3);
        check_in(app, ui, 18);
        ui_grow(ui, 2);
        two_by_two(app, ui, 48);
    }
    ui_space(ui, 5);
    languages(app, ui);
}

static void compact_row(App *app, Ui *ui)
{
    ui_gap(ui, 4);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        if (!app->switches.contrast && !app->switches.large)
            ui_picture(ui, "welcome-small", "", 92, 90.2F);
        ui_grow(ui, 1);
        ui_gap(ui, 4);
        ui_column(ui) {
            ui_grow(ui, 1);
            check_in(app, ui, 13);
            two_by_two(app, ui, 22);
        }
    }
}

static void compact(App *app, Ui *ui)
{
    part_content(app, ui)
    {
        ui_height(ui, 89); /* all there is; more, and it scrolls, where lines are high */
        compact_row(app, ui);
    }
    ui_space(ui, app->switches.large ? 2 : 4);
    languages(app, ui);
    ui_space(ui, app->switches.large ? 0 : 4);
}

/* Low reach: words and picture above, all that is touched in one row at the foot. */
static void low(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    ui_gap(ui, 8);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, 2);
        ui_column(ui) {
            ui_display(ui, "Welcome", app->switches.large ? 16 : 20);
            ui_note(ui, LEAD, greetings(app, ui));
            if (!id_is_zero(app->today.id) && !app->switches.large) {
                ui_space(ui, 4);
                ui_color(ui, INK_2);
                ui_note(ui, BODY, part_times_and_place(app, ui, &app->today));
            }
        }
        if (!app->switches.contrast && !app->switches.large)
            ui_picture(ui, "welcome", "", 126, 80);
    }
    ui_space(ui, 4);
    if (!app->switches.large) { /* else they are a button in the bar */
        languages(app, ui);
        ui_space(ui, 4);
    }
    ui_gap(ui, 4);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_grow(ui, app->switches.large ? 2 : 3);
        check_in(app, ui, app->switches.large ? 16 : 14);
        if (app->switches.large) {
            ui_grow(ui, 3);
            two_by_two(app, ui, 40);
        } else {
            ui_grow(ui, 4);
            ui_gap(ui, 4);
            ui_cross(ui, SPREAD_STRETCH);
            ui_row(ui)
                tiles(app, ui, ui_high_tile, 50);
        }
    }
    ui_space(ui, 4);
}

/* "You said / We did", only where the school wrote it in the visitor's language. */
static bool read_said(App *app, char *said, char *did, size_t size)
{
    char key[32], otherwise[256];
    Err err = {0};
    snprintf(key, sizeof key, "you_said_%s", app->language->tag);
    if (!app->store || !settings_get(app->store, key, said, size, &err) ||
        !settings_get(app->store, "you_said", otherwise, sizeof otherwise, &err))
        return false;
    if (strcmp(said, otherwise) == 0 && app->language != &app->languages->list[0])
        return false;
    snprintf(key, sizeof key, "we_did_%s", app->language->tag);
    return settings_get(app->store, key, did, size, &err) && said[0] && did[0];
}

void screen_welcome(App *app, Ui *ui)
{
    bool is_low = ui->theme->switches.reach && ui->theme->shape != TALL;
    Bar bar = {.no_language = !(is_low && app->switches.large),
        .extra = MSG("What we keep and why"),
        .extra_icon = "shield",
        .has_staff = true};
    part_header(app, ui, false);
    part_main(app, ui)
    {
        if (is_low)
            low(app, ui);
        else if (ui->theme->shape == TALL)
            tall(app, ui);
        else if (ui->theme->shape == COMPACT)
            compact(app, ui);
        else
            wide(app, ui);
    }
    if (ui->theme->shape == COMPACT || app->switches.large)
        bar.extra_words = language_text(ui->language, MSG("What we keep"));
    if (ui->theme->shape == COMPACT && !id_is_zero(app->today.id) && !app->switches.large)
        bar.note = part_times_and_place(app, ui, &app->today);
    char said[256] = "", did[256] = "";
    if (ui->theme->shape != COMPACT && !app->switches.large &&
        read_said(app, said, did, sizeof did)) {
        bar.said = said;
        bar.did = did;
    }
    if (part_bar(app, ui, &bar) == BAR_EXTRA)
        go(app, screen_keep);
}
