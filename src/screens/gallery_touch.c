/* Of the gallery: what is touched. */
#include "screens/gallery.h"

#include <stdio.h>

/* --- buttons, chips, tiles ----------------------------------------------------------------- */

static void button_states(Ui *ui, Look look, const char *id, const char *icon, int columns)
{
    ui_gap(ui, 5);
    ui_grid(ui, gallery_columns(ui, columns)) {
        for (Shown i = 0; i < SHOWN_STATES; i++) {
            gallery_state(ui, i) {
                gallery_force(ui, i);
                ui_icon(ui, icon);
                ui_button(ui, look, id);
            }
        }
    }
}

void gallery_buttons(App *app, Ui *ui, Gallery *g)
{
    (void)app, (void)g;
    gallery_card(ui, "Filled button, one a screen: 24 u high, 26 in the bar")
        button_states(ui, FILLED, MSG("Check in"), "check", 2);
    gallery_card(ui, "Second button: 20 u high")
        button_states(ui, SECOND, MSG("Print"), "print", 4);
}

static void chip_states(App *app, Ui *ui)
{
    const Language *english = languages_find(app->languages, "en");
    ui_gap(ui, 5);
    ui_grid(ui, gallery_columns(ui, 4)) {
        for (Shown i = 0; i < SHOWN_STATES; i++) {
            gallery_state(ui, i) {
                gallery_force(ui, i);
                ui_language(ui, english);
                ui_chip(ui, "Evening", false);
            }
        }
    }
    ui_gap(ui, 3);
    ui_chips(ui, "Time of day") {
        for (int i = 0; i < 2; i++) {
            ui_key(ui, (uint64_t)i + 1);
            ui_language(ui, english);
            if (ui_chip(ui, i ? "Daytime" : "Evening", app->place.note[1] == i))
                app->place.note[1] = (char)i;
        }
    }
}

void gallery_chips(App *app, Ui *ui, Gallery *g)
{
    (void)g;
    gallery_card(ui, "Quiet button: 20 u high, no fill")
        button_states(ui, QUIET, MSG("Help"), "help", 4);
    gallery_card(ui, "Chip (filter, language): 20 u high; a row is one stop of Tab")
        chip_states(app, ui);
}

void gallery_tiles(App *app, Ui *ui, Gallery *g)
{
    (void)app, (void)g;
    gallery_card(ui, "Tile button: 44 u high or more, 4 u apart") {
        ui_gap(ui, 4);
        ui_grid(ui, gallery_columns(ui, 2)) {
            for (Shown i = 0; i < SHOWN_STATES; i++) {
                ui_gap(ui, 3);
                ui_column(ui) {
                    gallery_caption(ui, gallery_name(i));
                    gallery_force(ui, i);
                    ui_icon(ui, "idea");
                    ui_tint(ui, SUN);
                    ui_height(ui, 44);
                    ui_tile(ui, "Workshops");
                }
            }
        }
        ui_icon(ui, "checkin");
        ui_height(ui, 56);
        ui_hero(ui, "Check in", "", 16);
    }
}

/* --- choices, people ----------------------------------------------------------------------- */

static void choice(Ui *ui, const char *caption, Mark mark, bool is_selected, unsigned state)
{
    ui_gap(ui, 3);
    ui_column(ui) {
        gallery_caption(ui, caption);
        ui_key(ui, (uint64_t)caption[0] * 256 + (uint64_t)mark);
        ui_state(ui, state);
        ui_disabled(ui, caption[0] == 'd');
        ui_with_tag(ui, GOOD, "check",
            ui_words(ui, "{0, plural, one {# place left} other {# places left}}", 6));
        ui_choice(ui, mark, "Tue, Dec 1", "6:00 – 7:00 PM", is_selected);
    }
}

void gallery_choices(App *app, Ui *ui, Gallery *g)
{
    (void)app, (void)g;
    gallery_card(ui, "Choice row: 24 u high or more; a dot for one, a tick for many") {
        ui_gap(ui, 3);
        choice(ui, "rest", DOT, false, 0);
        choice(ui, "pressed", DOT, false, STATE_PRESSED);
        choice(ui, "selected", DOT, true, 0);
        choice(ui, "focused, selected", TICK, true, STATE_FOCUSED);
        choice(ui, "disabled", TICK, false, 0);
    }
}

void gallery_people(App *app, Ui *ui, Gallery *g)
{
    static const char *const CAPTIONS[] = {"rest", "selected", "focused"};
    (void)app;
    gallery_card(ui, "Person chip: letter and grade, never a full name") {
        ui_gap(ui, 5);
        ui_grid(ui, gallery_columns(ui, 3)) {
            for (int i = 0; i < 3; i++) {
                ui_gap(ui, 3);
                ui_cross(ui, SPREAD_START);
                ui_column(ui) {
                    gallery_caption(ui, CAPTIONS[i]);
                    ui_key(ui, (uint64_t)i + 1);
                    ui_state(ui, i == 2 ? STATE_FOCUSED : 0);
                    ui_tint(ui, SUN);
                    ui_width(ui, 60);
                    ui_height(ui, 72);
                    ui_person(ui, "M", part_grade(ui, "05"), "", &g->is_here[i]);
                }
            }
        }
    }
}

void gallery_rows(App *app, Ui *ui, Gallery *g)
{
    (void)app;
    gallery_card(ui, "Stepper and toggle row: buttons 22 u across") {
        ui_icon(ui, "person");
        ui_stepper(ui, "Other adults with you", &g->adults, 0, 9);
        ui_line(ui, ACROSS);
        ui_icon(ui, "child");
        ui_small(ui, language_text(ui->language, MSG("None left")));
        ui_stepper(ui, "Children in childcare", &g->children, 0, 0);
        ui_line(ui, ACROSS);
        ui_icon(ui, "speech");
        ui_toggle(ui, "We need an interpreter", "", &g->wants[0]);
        ui_line(ui, ACROSS);
        ui_icon(ui, "bus");
        ui_toggle(ui, "A ride to school", "", &g->wants[1]);
        ui_line(ui, ACROSS);
        ui_icon(ui, "bus");
        ui_key(ui, 2);
        ui_disabled(ui, true);
        ui_toggle(
            ui, "A ride to school", language_text(ui->language, MSG("None left")), &g->wants[2]);
    }
}

/* --- fields, keys -------------------------------------------------------------------------- */

static void field(Ui *ui, const char *caption, const char *words, unsigned state)
{
    char text[32];
    bool is_off = caption[0] == 'd', is_wrong = caption[0] == 'e';
    snprintf(text, sizeof text, "%s", words);
    ui_column(ui) {
        gallery_caption(ui, caption);
        ui_key(ui, (uint64_t)caption[0]);
        ui_state(ui, state);
        ui_disabled(ui, is_off);
        ui_hint(ui, is_off ? MSG("Not needed") : MSG("Type here"));
        ui_problem(ui, is_wrong ? MSG("Type two letters or more") : NULL);
        ui_form_field(ui, "Your name", text, sizeof text);
    }
}

void gallery_fields(App *app, Ui *ui, Gallery *g)
{
    (void)app;
    gallery_card(ui, "Field: 24 u high") {
        ui_gap(ui, 4);
        ui_grid(ui, gallery_columns(ui, 2)) {
            field(ui, "rest", "", 0);
            field(ui, "typing", "Ramírez", STATE_SELECTED);
            field(ui, "error", "R", 0);
            field(ui, "disabled", "", 0);
        }
    }
    gallery_card(ui, "Field: 26 u when alone")
        ui_field(ui, "Name", g->name, sizeof g->name);
}

void gallery_keys(App *app, Ui *ui, Gallery *g)
{
    (void)app, (void)g;
    gallery_card(ui, "Keys: 21 u high, 15 mm or wider")
        ui_key_samples(ui);
}

/* Every keyboard by the name on its key, and a field to try it. */
void gallery_keyboards(App *app, Ui *ui, Gallery *g)
{
    (void)app;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < ui->keyboards->count; i++) {
            ui_key(ui, (uint64_t)i + 1);
            ui_language(ui, &ui->languages->list[0]);
            ui_icon(ui, "");
            if (ui_chip(ui, ui->keyboards->list[i].name, ui->keyboard == i)) {
                ui->keyboard = i;
                ui->is_accents = false;
            }
        }
    }
    ui_field(ui, "Name", g->name, sizeof g->name);
    ui_keyboard(ui);
}

void gallery_digits(App *app, Ui *ui, Gallery *g)
{
    (void)app;
    gallery_card(ui, "Survey face: five, each with its word")
        ui_faces(ui, "How was this evening?", &g->answer);
    gallery_card(ui, "Digit keys: 33 u; boxes: the last digit until the next, the others dots") {
        ui_boxes(ui, "Last 4 digits of your phone number", g->digits, 4);
        ui_height(ui, 150);
        ui_column(ui) {
            ui_grow(ui, 1);
            ui_digits(ui);
        }
    }
}
