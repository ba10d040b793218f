/* The gallery: every part of the catalogue in every state, page by page, for who builds the house.
 * No screen leads here; `foyer gallery` and `foyer drive` do. */
#include "screens/gallery.h"
#include "base/log.h"
#include "exchange/payload.h"

#include <stdio.h>

const GalleryPage GALLERY[GALLERY_PAGES] = {
    {"Buttons and chips", gallery_buttons, gallery_chips},
    {"Tiles and choice rows", gallery_tiles, gallery_choices},
    {"People, steppers, toggles", gallery_people, gallery_rows},
    {"Fields and keys", gallery_fields, gallery_keys},
    {"Faces and digits", gallery_digits, NULL},
    {"A list of 10,000", gallery_list, NULL},
    {"Banners, tags, dialog, toast", gallery_banners, gallery_progress},
    {"Code, charts, countdown", gallery_codes, gallery_charts},
    {"Keyboards", gallery_keyboards, NULL},
};

/* --- what the pages share ------------------------------------------------------------------ */

static bool is_wide(const Ui *ui)
{
    return ui->theme->shape == WIDE && !ui->theme->switches.large;
}

static const Language *english(const Ui *ui)
{
    return languages_find(ui->languages, "en");
}

bool gallery_is_roomy(const Ui *ui)
{
    const Theme *t = ui->theme;
    float beneath = t->height * (t->switches.reach ? 0.6F : 0.9F);
    return beneath - (t->switches.large ? 124 : 104) >= 100;
}

void gallery_caption(Ui *ui, const char *words)
{
    ui_language(ui, english(ui));
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, words);
}

void gallery_open_card(Ui *ui, const char *title)
{
    uint64_t key = 0;
    for (const char *c = title; *c; c++)
        key = key * 31 + (unsigned char)*c;
    ui_key(ui, key); /* two cards may hold the same button */
    ui_pad(ui, 7, 6, 7, 7);
    ui_gap(ui, 4);
    ui_open_card(ui);
    ui_language(ui, english(ui));
    ui_color(ui, INK_2);
    ui_bold_note(ui, SMALL, title);
}

const char *gallery_name(Shown state)
{
    static const char *const NAMES[SHOWN_STATES] = {"rest", "pressed", "focused", "disabled"};
    return NAMES[state];
}

void gallery_open_state(Ui *ui, Shown state)
{
    ui_gap(ui, 3);
    ui_cross(ui, SPREAD_START);
    ui_open(ui, DOWN);
    gallery_caption(ui, gallery_name(state));
}

void gallery_force(Ui *ui, Shown state)
{
    static const unsigned BITS[SHOWN_STATES] = {0, STATE_PRESSED, STATE_FOCUSED, 0};
    ui_key(ui, (uint64_t)state + 1);
    ui_state(ui, BITS[state]);
    ui_disabled(ui, state == SHOW_OFF);
}

int gallery_columns(const Ui *ui, int columns)
{
    bool is_narrow = ui->theme->switches.large || ui->theme->shape == COMPACT;
    if (columns > 2 && !is_wide(ui))
        return 2;
    return is_narrow ? 1 : columns;
}

/* --- the screen ---------------------------------------------------------------------------- */

static void load(Gallery *g)
{
    Err err = {0};
    if (!payload_code("https://lincoln.example/calendar/27?day=2026-11-19", &g->code, &err))
        log_line(LOG_PROBLEM, "gallery: %s", err.detail);
    g->is_here[1] = g->is_here[2] = g->wants[0] = true;
    g->adults = 2;
    g->answer = 4;
    snprintf(g->name, sizeof g->name, "Ramírez");
    snprintf(g->digits, sizeof g->digits, "01");
    g->is_loaded = true;
}

static void half(App *app, Ui *ui, Gallery *g, void (*cards)(App *app, Ui *ui, Gallery *g))
{
    ui_grow(ui, is_wide(ui) ? 1 : 0);
    ui_gap(ui, 8);
    ui_column(ui)
        cards(app, ui, g);
}

static void page(App *app, Ui *ui, Gallery *g, const GalleryPage *p)
{
    float margin = ui->theme->margin;
    ui_grow(ui, 1);
    ui_pad(ui, margin, 4, margin, 8);
    if (p->start == gallery_list && gallery_is_roomy(ui)) { /* it scrolls by itself */
        ui_column(ui)
            p->start(app, ui, g);
        return;
    }
    ui_scroll(ui, "On this page") {
        ui_gap(ui, 8);
        ui_cross(ui, is_wide(ui) ? SPREAD_START : SPREAD_STRETCH);
        ui_open(ui, is_wide(ui) ? ACROSS : DOWN);
        ui_enter(ui);
        half(app, ui, g, p->start);
        if (p->end)
            half(app, ui, g, p->end);
        ui_close(ui);
    }
}

static void numbers(App *app, Ui *ui, int shown)
{
    char number[12];
    float margin = ui->theme->margin;
    ui_pad(ui, margin, 4, margin, ui->theme->shape == COMPACT ? 3 : 6);
    ui_row(ui) {
        ui_gap(ui, 3);
        ui_chips(ui, "On this page") {
            for (int i = 0; i < GALLERY_PAGES; i++) {
                snprintf(number, sizeof number, "%d", i + 1);
                ui_key(ui, (uint64_t)i + 1);
                ui_icon(ui, ""); /* the number alone: no room for a tick */
                if (ui_chip(ui, number, i == shown))
                    app->place.note[0] = (char)i;
            }
        }
    }
}

void screen_gallery(App *app, Ui *ui)
{
    Gallery *g = screen_state(app, sizeof *g);
    int shown = app->place.note[0];
    if (!g->is_loaded)
        load(g);
    if (shown < 0 || shown >= GALLERY_PAGES)
        shown = 0;
    const GalleryPage *p = &GALLERY[shown];
    ui_pad(ui, ui->theme->margin, 6, ui->theme->margin, 2);
    ui_height(ui, app->switches.reach ? ui->theme->height * 0.4F : 0);
    ui_row(ui) {
        ui_language(ui, english(ui));
        ui_grow(ui, 1);
        ui_bold_note(ui, TITLE, p->title);
    }
    page(app, ui, g, p);
    numbers(app, ui, shown);
    if (g->is_asked) {
        Ask ask = {.question = MSG("Cancel this sign-up?"),
            .sentence = MSG("Your places go to the next family."),
            .safe = MSG("Keep it"),
            .act = MSG("Cancel sign-up"),
            .is_destructive = true};
        if (ui_ask(ui, &ask))
            g->is_asked = false;
    }
}
