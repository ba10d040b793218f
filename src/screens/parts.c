/* What more than one screen is made of. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/notes.h"
#include "store/people.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRADES = 24 };

static bool is_tall(const Ui *ui)
{
    return ui->theme->shape == TALL;
}

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

/* --- header -------------------------------------------------------------------------------- */

static void clock_words(App *app, Ui *ui, bool is_crowded)
{
    char words[128];
    bool is_short = is_compact(ui) || app->switches.large || (is_tall(ui) && is_crowded);
    format_date(app->formats, app->language, words, sizeof words,
        is_short ? FORMAT_TIME : FORMAT_DAY_TIME, app->now);
    ui_color(ui, INK_2);
    ui_note(ui, is_tall(ui) ? SMALL : BODY, words);
}

/* Low reach brings the language down; large letters need the header for name and time. */
static bool is_language_in_bar(const App *app, const Ui *ui)
{
    return ui->theme->switches.reach || (app->switches.large && !is_compact(ui));
}

static void language_button(App *app, Ui *ui, Look look)
{
    ui_icon(ui, "globe");
    if (ui_button_words(ui, look, "Change language", app->language->own_name))
        app->over = OVER_LANGUAGES;
}

void part_header(App *app, Ui *ui, bool has_language)
{
    float margin = ui->theme->margin;
    ui_height(ui, is_compact(ui) ? 25 : 28);
    ui_pad(ui, margin, is_compact(ui) ? 1 : 2, margin, 0);
    ui_gap(ui, 5);
    ui_row(ui) {
        ui_picture(ui, "logo", "", 16, 16);
        ui_grow(ui, 1);
        ui_bold_note(ui, LEAD, app->school);
        clock_words(app, ui, has_language);
        if (has_language && !is_language_in_bar(app, ui)) {
            ui_space(ui, 0);
            language_button(app, ui, PILL);
        }
    }
}

void part_typing_header(App *app, Ui *ui)
{
    if (is_compact(ui) && app->switches.large)
        ui_space(ui, 3);
    else
        part_header(app, ui, true);
}

void part_question(App *app, Ui *ui, const char *id)
{
    if (!is_compact(ui) || !app->switches.large) {
        ui_heading(ui, id);
        return;
    }
    ui_gap(ui, 2);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_heading(ui, id);
        language_button(app, ui, QUIET);
    }
}

void part_open_main(App *app, Ui *ui)
{
    (void)app;
    float margin = ui->theme->margin;
    ui_grow(ui, 1);
    ui_pad(ui, margin, is_compact(ui) ? 1 : 4, margin, 0);
    ui_open(ui, DOWN);
}

void part_open_content(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    if (app->switches.large || is_compact(ui))
        ui_open_scroll(ui, MSG("On this page"));
    else
        ui_open(ui, DOWN);
}

/* The bar and a little, and what of the glass is too high. */
void part_open_reach(Ui *ui, const char *id)
{
    ui_height(ui, ui->theme->height * 0.6F - (is_tall(ui) ? 88 : 42));
    ui_open_scroll(ui, id);
}

void part_push_down(Ui *ui)
{
    if (!ui->theme->switches.reach)
        return;
    ui_grow(ui, 1);
    ui_space(ui, 0);
}

/* --- bar ----------------------------------------------------------------------------------- */

static BarAnswer bar_start(App *app, Ui *ui, const Bar *bar)
{
    BarAnswer answer = BAR_NOTHING;
    if (bar->has_back) {
        ui_icon(ui, "arrow");
        if (ui_button(ui, SECOND, "Back")) {
            answer = BAR_BACK;
            if (!bar->takes_back)
                go_back(app);
        }
    }
    ui_icon(ui, "help");
    if (ui_button(ui, QUIET, "Help"))
        part_help(app);
    ui_icon(ui, "access");
    if (ui_button_words(ui, QUIET, "Easier to use",
            language_text(ui->language,
                /* TRANSLATORS: the button on a small glass, one short word */
                is_compact(ui) || app->switches.large ? MSG("Easier") : MSG("Easier to use"))))
        app->over = OVER_EASIER;
    if (is_language_in_bar(app, ui) && !bar->no_language)
        language_button(app, ui, QUIET);
    return answer;
}

/* What families asked for, and what came of it. */
static void you_said(Ui *ui, const Bar *bar)
{
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, "sprout", 8, GOOD);
        ui_gap(ui, 0);
        ui_wrap(ui)
        {
            ui_note(ui, SMALL, ui_words(ui, "You said: {0}", bar->said));
            /* TRANSLATORS: what the school did about it, one line */
            ui_note(ui, SMALL, ui_words(ui, "We did: {0}", bar->did));
        }
    }
}

static BarAnswer bar_end(App *app, Ui *ui, const Bar *bar)
{
    BarAnswer answer = BAR_NOTHING;
    if (bar->said)
        you_said(ui, bar);
    if (bar->note) {
        ui_color(ui, INK_2);
        ui_note(ui, SMALL, bar->note);
    }
    if (bar->extra) {
        ui_icon(ui, bar->extra_icon);
        if (ui_button_words(ui, QUIET, bar->extra,
                bar->extra_words ? bar->extra_words : language_text(ui->language, bar->extra)))
            answer = BAR_EXTRA;
    }
    if (bar->filled) {
        if (is_tall(ui))
            ui_fill(ui, 1);
        ui_least(ui, is_compact(ui) ? 56 : app->switches.large ? 90 : 110);
        ui_height(ui, is_tall(ui) ? 28 : is_compact(ui) ? 22 : 26);
        ui_icon(ui, bar->filled_icon);
        ui_disabled(ui, bar->is_disabled);
        if (ui_button_words(ui, FILLED, bar->filled,
                bar->words ? bar->words : language_text(ui->language, bar->filled)))
            answer = BAR_FILLED;
    }
    return answer;
}

void part_staff(App *app, Ui *ui)
{
    ui_icon(ui, "lock");
    if (ui_icon_button(ui, "Staff"))
        go_staff(app);
}

static BarAnswer tall_bar(App *app, Ui *ui, const Bar *bar)
{
    BarAnswer answer = BAR_NOTHING, other = BAR_NOTHING;
    bool is_low = ui->theme->switches.reach;
    ui_pad(ui, ui->theme->margin, is_low ? 3 : 6, ui->theme->margin, is_low ? 4 : 8);
    ui_gap(ui, 5);
    ui_column(ui) {
        if (bar->note || bar->said || bar->extra || bar->filled) {
            ui_gap(ui, 6);
            ui_row(ui)
                answer = bar_end(app, ui, bar);
        }
        ui_gap(ui, app->switches.large ? 2 : 4);
        if (!bar->has_back)
            ui_pad(ui, app->switches.large ? -2 : -5, 0, 0,
                0); /* the first icon stands on the margin */
        ui_row(ui) {
            other = bar_start(app, ui, bar);
            if (bar->has_staff) {
                ui_grow(ui, 1);
                ui_space(ui, 0);
                part_staff(app, ui);
            }
        }
    }
    return answer ? answer : other;
}

bool part_is_bar_full(const Ui *ui)
{
    return is_compact(ui) && ui->theme->switches.large;
}

BarAnswer part_bar(App *app, Ui *ui, const Bar *bar)
{
    BarAnswer answer = BAR_NOTHING, other = BAR_NOTHING;
    if (is_tall(ui))
        return tall_bar(app, ui, bar);
    float margin = ui->theme->margin;
    ui_height(ui, is_compact(ui) ? 27 : 36);
    ui_pad(ui, bar->has_back ? margin : margin - (is_compact(ui) ? 2 : 5), 0, margin,
        is_compact(ui) ? 3 : 4);
    ui_gap(ui, is_compact(ui) ? 1 : 4);
    ui_row(ui) {
        other = bar_start(app, ui, bar);
        ui_grow(ui, 1);
        ui_space(ui, 0);
        ui_gap(ui, is_compact(ui) ? 2 : 6);
        ui_row(ui) {
            answer = bar_end(app, ui, bar);
            if (bar->has_staff)
                part_staff(app, ui);
        }
    }
    return answer ? answer : other;
}

/* --- words --------------------------------------------------------------------------------- */

void part_error(Ui *ui, const Err *err)
{
    if (err->code)
        ui_banner(ui, PROBLEM, "alert", err_message(err->code));
}

const char *part_grade(Ui *ui, const char *grade)
{
    bool is_short = ui->theme->switches.large || ui->theme->switches.reach;
    if (strcmp(grade, "KG") == 0)
        /* TRANSLATORS: below a letter, where there is little room: kindergarten */
        return language_text(ui->language, is_short ? MSG("Grade K") : MSG("Kindergarten"));
    if (strcmp(grade, "PK") == 0 || strcmp(grade, "PR") == 0)
        return language_text(ui->language, MSG("Preschool"));
    if (isdigit((unsigned char)grade[0]))
        return ui_words(ui, "Grade {0, number}", atoi(grade));
    return arena_text(&ui->arenas[ui->current], grade);
}

bool part_grades(App *app, Ui *ui, char *grade, size_t size)
{
    char grades[GRADES][32];
    Err err = {0};
    bool has_chosen = false;
    int count = people_grades(app->store, grades, GRADES, &err);
    if (count < 0)
        log_line(LOG_PROBLEM, "grades: %s", err.detail);
    ui_gap(ui, is_compact(ui) ? 3 : 5);
    int compact = app->switches.large ? 3 : 4;
    ui_grid(ui, is_tall(ui) ? 2 : is_compact(ui) ? compact : 3) {
        for (int i = 0; i < count && i < GRADES; i++) {
            ui_key(ui, (uint64_t)i + 1);
            ui_height(ui, is_compact(ui) ? 20 : 30);
            if (ui_chip(ui, part_grade(ui, grades[i]), strcmp(grades[i], grade) == 0)) {
                utf8_copy(grade, size, grades[i]);
                has_chosen = true;
            }
        }
    }
    return has_chosen;
}

const char *part_times_and_place(App *app, Ui *ui, const Event *event)
{
    char times[96], words[256];
    /* TRANSLATORS: in place of an event's hours, as "All day · Cafeteria" */
    const char *all_day = language_text(ui->language, MSG("All day"));
    if (event->is_all_day)
        utf8_copy(times, sizeof times, all_day);
    else
        format_times(app->formats, app->language, times, sizeof times, event->starts, event->ends);
    const char *place = app_content(app, event->id, CONTENT_PLACE);
    snprintf(words, sizeof words, "%s%s%s", times, place[0] ? " · " : "", place);
    return arena_text(&ui->arenas[ui->current], words);
}

uint64_t part_language_key(const Language *language)
{
    uint64_t key = 0;
    for (const char *c = language->tag; *c; c++)
        key = key * 257 + (unsigned char)*c;
    return key;
}

Tone part_tint(int index)
{
    static const Tone TINTS[] = {LILAC, SUN, CORAL, LEAF, SKY, SAND};
    return TINTS[index % 6];
}

/* --- what is said ---------------------------------------------------------------------------- */

int part_closing(App *app, int seconds)
{
    int64_t gone = app->tick_ms - app->entered_ms;
    int left = (app->switches.slow ? 5 * seconds : seconds) - (int)(gone / 1000);
    app_wake(app, 1000 - (int)(gone % 1000));
    app->is_last_page = true;
    if (left > 0)
        return left;
    go_home(app);
    return 0;
}

void part_close_bar(App *app, Ui *ui, int left)
{
    Bar bar = {.filled = MSG("Done"), .filled_icon = "check"};
    bar.note = ui_words(ui, "Closes in {0, plural, one {# second} other {# seconds}}", left);
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        go_home(app);
}

void part_said(Ui *ui, const Said *said)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_disc(ui, said->icon, is_compact ? 26 : 40, is_compact ? 14 : 20, said->tint, said->tone);
    ui_space(ui, is_compact ? 2 : 6);
    ui_align(ui, ALIGN_CENTER);
    ui_display(ui, said->title, is_compact ? 12 : 18);
    ui_space(ui, is_compact ? 1 : 3);
    ui_align(ui, ALIGN_CENTER);
    ui_color(ui, INK_2);
    ui_text(ui, is_compact ? SMALL : LEAD, said->sentence);
}

void part_open_ways(Ui *ui)
{
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 5);
    ui_cross(ui, SPREAD_STRETCH);
    ui_open(ui, ui->theme->shape == TALL ? DOWN : ACROSS);
}

/* --- who is here --------------------------------------------------------------------------- */

/* One that began a quarter of an hour ago is still where they have to go. */
static void load_appointment(App *app, Here *here)
{
    enum { LATE = 15 * 60 };
    Err err = {0};
    const Visit *visit = &app->guest.visit;
    if (app->guest.level < PROVEN || !app->guest.has_home || id_is_zero(visit->event))
        return;
    int count = appointments_of_home(app->store, app->guest.home.opened_by, visit->event,
        app->now - LATE, &here->appointment, 1, &err);
    if (count < 0)
        log_line(LOG_PROBLEM, "appointments: %s", err.detail);
    here->has_appointment = count > 0;
}

void part_here(App *app, Here *here)
{
    Err err = {0};
    int count = visits_people(app->store, app->guest.visit.id, here->people, HOME_PEOPLE, &err);
    if (count < 0)
        log_line(LOG_PROBLEM, "who is here: %s", err.detail);
    here->count = count > HOME_PEOPLE ? HOME_PEOPLE : count < 0 ? 0 : count;
    Id home = app->guest.home.opened_by;
    here->has_note = app->guest.has_home &&
        (notes_waiting(app->store, home, &err) > 0 ||
            signups_news(app->store, home, app->now, &err) > 0);
    load_appointment(app, here);
    here->is_loaded = true;
}

bool part_is_here(const Here *here, Id person)
{
    for (int i = 0; i < here->count; i++)
        if (id_equal(here->people[i], person))
            return true;
    return false;
}
