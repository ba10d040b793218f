/* Of the gallery: what tells, and the list of thousands. */
#include "screens/gallery.h"

#include <stdio.h>

/* --- banners, tags, dialog, toast ---------------------------------------------------------- */

static const char *text(const Ui *ui, const char *id)
{
    return language_text(ui->language, id);
}

static void banners(Ui *ui)
{
    gallery_card(ui, "Status banner: good, already, problem, note") {
        ui_gap(ui, 3);
        ui_column(ui) {
            ui_banner_more(
                ui, GOOD, "check", "You are checked in", text(ui, MSG("Here is where to go.")));
            ui_banner_more(ui, ALREADY, "clock", "You are already checked in",
                text(ui, MSG("Nothing more to do.")));
            ui_banner_more(ui, PROBLEM, "alert", "We could not save this",
                text(ui, MSG("Nothing was changed. Please try again.")));
            ui_banner_more(ui, INFO, "offline", "Working without the network",
                text(ui, MSG("Everything is kept here.")));
        }
    }
}

static void tags(Ui *ui)
{
    static const char *const PLACES = MSG("{0, plural, one {# place left} other {# places left}}");
    static const TagWords TAGS[] = {{GOOD, "check", NULL}, {ALREADY, "people", NULL},
        {INFO, "hourglass", MSG("Waiting list")}, {PROBLEM, "alert", MSG("Cancelled")},
        {SUNK, "pin", MSG("Library")}, {SUNK, "video", MSG("Online")}};
    gallery_card(ui, "Tags: a picture and a word, never colour alone") {
        ui_gap(ui, 5);
        ui_grid(ui, gallery_columns(ui, 2)) {
            for (int i = 0; i < 6; i++) {
                ui_row(ui)
                    ui_tag(ui, TAGS[i].kind, TAGS[i].icon,
                        TAGS[i].words ? text(ui, TAGS[i].words) : ui_words(ui, PLACES, 6 - 4 * i));
            }
        }
    }
}

void gallery_banners(App *app, Ui *ui, Gallery *g)
{
    (void)app, (void)g;
    banners(ui);
    tags(ui);
}

static void steps_and_job(Ui *ui)
{
    gallery_card(ui, "Progress: steps, and a job that can be stopped") {
        ui_steps(ui, 2, 3);
        ui_job(ui, "Reading the roster, {0, number} of {1, number}", 1240, 3100);
    }
}

void gallery_progress(App *app, Ui *ui, Gallery *g)
{
    (void)app;
    gallery_card(ui, "Dialog: 264 u wide at most, over a 40 % veil") {
        ui_row(ui) {
            if (ui_button(ui, SECOND, "Cancel sign-up"))
                g->is_asked = true;
        }
    }
    gallery_card(ui, "Toast with undo: 10 seconds, in the bar") {
        ui_height(ui, 26);
        ui_row(ui) {
            bool is_said = g->toast.is_said;
            if (!is_said && ui_button(ui, SECOND, "Check in"))
                toast_say(ui, &g->toast);
            ui_toast(ui, &g->toast, text(ui, MSG("You are checked in")));
        }
    }
    steps_and_job(ui);
}

/* --- codes, charts, countdown, faces ------------------------------------------------------- */

static void scan_words(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    ui_column(ui) {
        ui_bold(ui, BODY, "Scan with your phone’s camera");
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "No internet needed.");
        ui_space(ui, 5);
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "Or type this address");
        ui_language(ui, languages_find(app->languages, "en"));
        ui_bold_note(ui, BODY, "lincoln.example/27");
    }
}

void gallery_codes(App *app, Ui *ui, Gallery *g)
{
    gallery_card(ui, "QR card: 4 modules of white around, 60 mm or more") {
        ui_gap(ui, 8);
        ui_row(ui) {
            ui_qr(ui, "The code to scan", &g->code, 92);
            scan_words(app, ui);
        }
    }
}

static void chart(App *app, Ui *ui)
{
    const char *hidden = ui_words(ui, "Not shown: fewer than {0, number} families", 10);
    const BarRow rows[] = {{.part = 42, .whole = 52, .last_per_cent = 74},
        {.part = 36, .whole = 55, .last_per_cent = 70}, {.hidden = hidden}};
    (void)app;
    gallery_card(ui, "Bar chart: bar, last term’s tick, share, count of all") {
        for (int i = 0; i < 3; i++) {
            BarRow row = rows[i];
            row.label = ui_words(ui, "Grade {0, number}", i + 4);
            ui_key(ui, (uint64_t)i + 1);
            ui_bar_row(ui, &row);
        }
    }
}

static void countdown(Ui *ui)
{
    gallery_card(ui, "Idle countdown: a number and a ring, no animation between seconds") {
        ui_gap(ui, 8);
        if (ui->theme->switches.large || ui->theme->shape != WIDE)
            ui_open(ui, DOWN);
        else
            ui_open(ui, ACROSS);
        ui_enter(ui);
        ui_width(ui, 86);
        ui_column(ui)
            ui_ring(ui, 0.8F, 24, "{0, plural, one {second} other {seconds}}");
        ui_grow(ui, ui->open->axis == ACROSS ? 1 : 0);
        ui_gap(ui, 3);
        ui_column(ui) {
            ui_button(ui, FILLED, "I need more time");
            ui_button(ui, SECOND, "I am finished");
        }
        ui_close(ui);
    }
}

void gallery_charts(App *app, Ui *ui, Gallery *g)
{
    (void)g;
    countdown(ui);
    chart(app, ui);
}

/* --- a list -------------------------------------------------------------------------------- */

enum { FAMILIES = 10000, NAMES = 25 };

static const char *const FAMILY[NAMES] = {"Abara", "Bekele", "Castillo", "Diallo", "Estrada",
    "Farah", "Garza", "Haddad", "Ibarra", "Jama", "Kovalenko", "Lopes", "Mensah", "Nguyen", "Okoro",
    "Perez", "Quispe", "Reyes", "Sato", "Tesfaye", "Urbina", "Vang", "Walker", "Yusuf", "Zapata"};

static int first_row(int name)
{
    return name * FAMILIES / NAMES;
}

static void family(App *app, Ui *ui, int row)
{
    char title[64];
    int name = row * NAMES / FAMILIES;
    while (first_row(name + 1) <= row)
        name++;
    snprintf(title, sizeof title, "%s %d", FAMILY[name], row - first_row(name) + 1);
    (void)app;
    ui_key(ui, (uint64_t)row + 1);
    ui_entry(ui, title, ui_words(ui, "Grade {0, number}", row % 8 + 1)) {
        if (row % 3 == 1) {
            ui_tag(ui, GOOD, "check", text(ui, MSG("Here")));
        } else if (row % 3 == 2) {
            ui_tag(ui, ALREADY, "clock", text(ui, MSG("Already here")));
        } else {
            ui_icon(ui, "check");
            ui_button(ui, SECOND, "Check in");
        }
    }
}

static void families(App *app, Ui *ui)
{
    RowRange rows = {.count = FAMILIES, .height = 26};
    ui_grow(ui, 1);
    ui_rows(ui, "Families", &rows) {
        for (int i = rows.first; i < rows.last; i++)
            family(app, ui, i);
    }
}

void gallery_list(App *app, Ui *ui, Gallery *g)
{
    Letter letters[NAMES];
    (void)g;
    for (int i = 0; i < NAMES; i++) {
        letters[i].first = first_row(i);
        snprintf(letters[i].text, sizeof letters[i].text, "%c", FAMILY[i][0]);
    }
    if (gallery_is_roomy(ui))
        ui_grow(ui, 1);
    else
        ui_height(ui, ui->theme->switches.large ? 180 : 150);
    gallery_card(ui, "Only the rows in sight are there; letters grouped by the roster") {
        ui_grow(ui, 1);
        ui_gap(ui, 3);
        ui_cross(ui, SPREAD_STRETCH);
        ui_row(ui) {
            families(app, ui);
            ui_letters(ui, "Families", letters, NAMES);
        }
        ui_pages(ui, "Families");
    }
}
