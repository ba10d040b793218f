/* Proof, the second fact. After a name: the last four digits of a phone, or a child's birthday.
 * After a phone: the first two letters of a child's name, or a birthday. Only when both facts are
 * in is anything looked up; every miss takes the same way. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    bool is_begun;
    bool is_birthday;
    char digits[5];
    char letters[16];
    Birthday birthday;
} Proof;

static bool is_by_phone(const App *app)
{
    return app->guest.query.way == WAY_PHONE;
}

static int count_letters(const char *text)
{
    int count = (int)utf8_length(text);
    for (const char *c = text; *c; c++)
        count -= *c == ' ' || *c == '-' || *c == '\'';
    return count;
}

static bool is_ready(const App *app, const Proof *s)
{
    if (s->is_birthday)
        return part_is_birthday(&s->birthday);
    return is_by_phone(app) ? count_letters(s->letters) >= 2 : strlen(s->digits) == 4;
}

/* What was typed, into the query. */
static void fill_in(const App *app, const Proof *s, HomeQuery *q)
{
    wipe(q->grade, sizeof q->grade); /* of an earlier try */
    wipe(q->adult_letter, sizeof q->adult_letter);
    q->proof = s->is_birthday ? PROOF_BIRTHDAY : is_by_phone(app) ? PROOF_LETTERS : PROOF_PHONE;
    q->month = s->birthday.month;
    q->day = atoi(s->birthday.day);
    utf8_copy(q->digits, sizeof q->digits, s->digits);
    utf8_copy(q->letters, sizeof q->letters, s->letters);
}

/* One fact more of the home that is open. */
static void prove(App *app, Proof *s)
{
    bool fits = false;
    Err err = {0};
    const Guest *g = &app->guest;
    fill_in(app, s, &app->guest.query);
    homes_prove(app->store, g->home.opened_by, &g->query, &fits, &err);
    part_answer_proof(app, fits, &err);
}

static void look_up(App *app, Proof *s)
{
    Home home = {0};
    Err err = {0};
    HomeQuery *q = &app->guest.query;
    if (app->tick_ms < app->late_ms)
        return; /* an earlier miss is not answered yet */
    if (app->guest.has_home) {
        prove(app, s);
        return;
    }
    fill_in(app, s, q);
    app->guest.method = is_by_phone(app) ? METHOD_PHONE : METHOD_NAME;
    part_answer(app, homes_find(app->store, q, &home, &err), &home, &err);
    wipe(&home, sizeof home);
}

/* One fact more is no step of a visit. */
static void steps(const App *app, Ui *ui)
{
    if (app->guest.has_home)
        ui_text(ui, SMALL, "One more question, so that only you see your sign-ups.");
    else
        ui_steps(ui, 2, 3);
}

/* The other proof instead. */
static void other(App *app, Ui *ui, Proof *s)
{
    const char *id = MSG("Use a child’s birthday instead");
    if (app->guest.has_home) { /* this one fact is asked for */
        ui_row(ui) {
            ui_icon(ui, "lock");
            if (ui_button(ui, SECOND, "I have a code"))
                go(app, screen_code);
        }
        return;
    }
    if (s->is_birthday)
        id = is_by_phone(app) ? MSG("Use a child’s name") : MSG("Use phone number");
    ui_row(ui) {
        ui_icon(ui, !s->is_birthday ? "cake" : is_by_phone(app) ? "child" : "phone");
        if (ui_button(ui, SECOND, id)) {
            bool is_birthday = !s->is_birthday;
            wipe(s, sizeof *s);
            s->is_begun = true;
            s->is_birthday = is_birthday;
        }
    }
}

static void phone(App *app, Ui *ui, Proof *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_heading(ui, "Last 4 digits of your phone number");
    if (!(ui->theme->switches.reach && ui->theme->switches.large)) {
        ui_space(ui, 3);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD, "The number the school has for your family.");
    }
    ui_space(ui, is_compact ? 4 : 10);
    ui_row(ui)
        ui_boxes(ui, "Last 4 digits of your phone number", s->digits, 4);
    ui_space(ui, is_compact ? 4 : 12);
    part_push_down(ui);
    other(app, ui, s);
}

static void birthday(App *app, Ui *ui, Proof *s)
{
    bool is_low = ui->theme->switches.reach;
    part_birthday(app, ui, &s->birthday);
    if (is_low && s->birthday.month)
        return;
    if (!is_low)
        ui_grow(ui, 1);
    ui_space(ui, is_low ? 1 : ui->theme->shape == COMPACT ? 3 : 5);
    other(app, ui, s);
}

static void privacy(Ui *ui)
{
    ui_grow(ui, 1);
    ui_space(ui, 4);
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, "lock", 8, INK_2);
        ui_color(ui, INK_2);
        ui_grow(ui, 1);
        ui_text(ui, SMALL, "This keeps your family’s details private.");
    }
    ui_space(ui, 6);
}

static void question(App *app, Ui *ui, void *state)
{
    Proof *s = state;
    bool is_compact = ui->theme->shape == COMPACT;
    if (!is_compact) {
        steps(app, ui);
        ui_space(ui, s->is_birthday ? 4 : 12);
    }
    if (s->is_birthday) {
        birthday(app, ui, s);
        return;
    }
    phone(app, ui, s);
    if (!is_compact && !ui->theme->switches.reach)
        privacy(ui);
}

/* The other proof stands beside the field where there is room and a hand reaches. */
static void letters_field(App *app, Ui *ui, Proof *s)
{
    bool is_below = ui->theme->shape == TALL || ui->theme->switches.reach ||
        (ui->theme->shape == COMPACT && app->switches.large);
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 6);
    if (is_below)
        ui_grow(ui, ui->theme->switches.reach ? 1 : 0);
    ui_open(ui, is_below ? DOWN : ACROSS);
    ui_enter(ui);
    ui_grow(ui, is_below ? 0 : 1);
    ui_field(ui, "First 2 letters", s->letters, sizeof s->letters);
    part_push_down(ui);
    other(app, ui, s);
    ui_close(ui);
}

static void letters(App *app, Ui *ui, Proof *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_content(app, ui)
    {
        if (!is_compact) {
            steps(app, ui);
            ui_space(ui, 4);
        }
        part_question(app, ui, MSG("The first 2 letters of your child’s first name"));
        ui_space(ui, is_compact ? 2 : 5);
        letters_field(app, ui, s);
    }
    ui_space(ui, 2);
    ui_keyboard(ui);
    ui_space(ui, is_compact ? 1 : ui->theme->switches.reach ? 2 : 5);
}

void screen_proof(App *app, Ui *ui)
{
    Proof *s = screen_state(app, sizeof *s);
    const HomeQuery *q = &app->guest.query;
    Bar bar = {.has_back = true, .filled = MSG("Next"), .filled_icon = "next"};
    if (!s->is_begun)
        s->is_birthday = app->guest.has_home && q->proof == PROOF_BIRTHDAY;
    s->is_begun = true;
    bool has_letters = is_by_phone(app) && !s->is_birthday;
    if (has_letters)
        part_typing_header(app, ui);
    else
        part_header(app, ui, true);
    part_main(app, ui)
    {
        if (has_letters)
            letters(app, ui, s);
        else
            part_digits(app, ui,
                &(Digits){question, s, s->is_birthday ? 160 : 200, s->is_birthday ? 12 : 20,
                    s->is_birthday && part_needs_months(ui, &s->birthday)});
    }
    bool is_known = app->guest.has_home || (is_by_phone(app) ? q->phone : q->name)[0];
    bar.is_disabled = !is_ready(app, s) || !is_known;
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        look_up(app, s);
}
