/* A workshop: its dates, and who comes. One touch signs up; who that is, is asked when it is not
 * known, and then it is done. On a small glass, and where letters are large or reach is low, the
 * date and the party are a step each. */
#include "base/log.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <string.h>

enum { DATES = 12 };

typedef struct {
    bool is_loaded;
    Workshop workshop;
    Session dates[DATES];
    int count, chosen; /* chosen: of dates, -1 none */
    bool is_party;     /* the second step */
    bool asks_age, asks_clash;
    Session clash; /* what else they have at that time */
    Err err;
} Page;

static Session *chosen(Page *s)
{
    return s->chosen >= 0 && s->chosen < s->count ? &s->dates[s->chosen] : NULL;
}

/* --- what there is -------------------------------------------------------------------------- */

/* The date of the sign-up they are at; else the first with room; else the first. */
static void choose(const Page *s, Party *party, Id session, int *index)
{
    *index = s->count > 0 ? 0 : -1;
    for (int i = s->count - 1; i >= 0; i--)
        if (party_fits(party, &s->dates[i].left))
            *index = i;
    for (int i = 0; i < s->count; i++)
        if (id_equal(s->dates[i].id, session))
            *index = i;
}

static void read_dates(App *app, Page *s)
{
    Guest *g = &app->guest;
    int count = sessions_of(app->store, g->workshop, app->now, s->dates, DATES, &s->err);
    s->count = count < 0 ? 0 : count < DATES ? count : DATES;
    choose(s, &g->signup.party, g->signup.session, &s->chosen);
    if (s->err.code)
        log_line(LOG_PROBLEM, "workshop: %s", s->err.detail);
}

/* Another workshop than before: a party of its own. */
static void begin(App *app)
{
    Guest *g = &app->guest;
    if (id_equal(g->workshop, app->place.subject) && !g->has_signup &&
        party_people(&g->signup.party))
        return;
    wipe(&g->signup, sizeof g->signup);
    g->workshop = app->place.subject;
    g->signup.party.adults = 1;
    g->has_signup = g->is_new_signup = g->signs = g->may_wait = false;
    g->answer = SIGNUP_DONE;
}

static void attempt(App *app, Page *s);

static void load(App *app, Page *s)
{
    Err err = {0};
    Guest *g = &app->guest;
    s->is_loaded = true;
    begin(app);
    if (!workshops_get(app->store, g->workshop, &s->workshop, &err))
        s->err = err;
    read_dates(app, s);
    s->is_party = g->signs || g->answer != SIGNUP_DONE;
    if (g->signs && g->has_home)
        attempt(app, s);
}

/* --- signing up ------------------------------------------------------------------------------ */

/* Something else of theirs at that time is said before, and allowed after a yes. */
static bool find_clash(App *app, Page *s)
{
    Signup other;
    Err err = {0};
    const Guest *g = &app->guest;
    int count = signups_clash(app->store, g->home.opened_by, g->signup.session, &other, &err);
    if (count > 0 && sessions_get(app->store, other.session, &s->clash, &err))
        return true;
    if (err.code)
        log_line(LOG_PROBLEM, "clash: %s", err.detail);
    return false;
}

static void keep(App *app, Page *s)
{
    SignupAnswer answer = part_sign_up(app, NULL, err_clear(&s->err));
    if (answer != SIGNUP_DONE && answer != SIGNUP_FAILED) {
        s->is_party = true;
        read_dates(app, s); /* it is not as it was when they looked */
    }
}

static void attempt(App *app, Page *s)
{
    app->guest.signs = false;
    s->asks_clash = find_clash(app, s);
    if (!s->asks_clash)
        keep(app, s);
}

static void sign_up(App *app, Page *s)
{
    Guest *g = &app->guest;
    const Session *date = chosen(s);
    if (!date)
        return;
    if (id_is_zero(g->signup.id) || !id_equal(g->signup.session, date->id))
        g->signup.id = store_new_id(app->store, app->now); /* once, so that two touches are one */
    g->signup.session = date->id;
    g->may_wait = !party_fits(&g->signup.party, &date->left);
    g->answer = SIGNUP_DONE;
    if (g->has_home) {
        attempt(app, s);
        return;
    }
    g->errand = FOR_SIGNUP;
    g->signs = true;
    part_next(app);
}

/* --- what stands there ------------------------------------------------------------------------ */

static void head(App *app, Ui *ui, const Page *s)
{
    const Topic *topic = part_topic(s->workshop.topic);
    bool is_compact = ui->theme->shape == COMPACT;
    ui_gap(ui, is_compact ? 4 : 6);
    ui_row(ui) {
        ui_disc(ui, topic->icon, is_compact ? 18 : 26, is_compact ? 10 : 14, topic->tint, INK);
        ui_grow(ui, 1);
        ui_bold_note(
            ui, is_compact ? LEAD : TITLE, app_content(app, app->guest.workshop, CONTENT_TITLE));
    }
}

static void about(App *app, Ui *ui)
{
    const char *text = app_content(app, app->guest.workshop, CONTENT_TEXT);
    if (!text[0])
        return;
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
    ui_note(ui, ui->theme->shape == COMPACT ? SMALL : BODY, text);
}

static void dates(App *app, Ui *ui, Page *s)
{
    ui_gap(ui, 3);
    ui_column(ui) {
        ui_bold(ui, SMALL, "Choose a date");
        for (int i = 0; i < s->count; i++)
            if (part_session(app, ui, &s->dates[i], i == s->chosen)) {
                s->chosen = i;
                app->guest.answer = SIGNUP_DONE;
            }
        if (!s->count) {
            ui_color(ui, INK_2);
            ui_text(ui, BODY, "There is no date at the moment.");
        }
    }
}

/* Why it did not go, or what there is to know before. */
static void told(App *app, Ui *ui, Page *s)
{
    const Session *date = chosen(s);
    bool fits = date && party_fits(&app->guest.signup.party, &date->left);
    part_error(ui, &s->err);
    switch (app->guest.answer) {
    case SIGNUP_ALREADY:
        ui_banner(ui, ALREADY, "check", "Your family is on the list for this date already.");
        break;
    case SIGNUP_TOO_LATE:
        ui_banner(ui, PROBLEM, "alert", "This date can no longer be chosen. Look at the others.");
        break;
    case SIGNUP_NO_ROOM:
        ui_banner(
            ui, INFO, "hourglass", "Somebody was faster. Wait for places, or choose another date.");
        break;
    default:
        if (date && !fits)
            ui_banner(ui, INFO, "hourglass",
                "There are not enough places for all of you. You can wait, or choose another "
                "date.");
    }
}

static void party(App *app, Ui *ui, Page *s)
{
    const Session none = {0}, *date = chosen(s);
    part_party(app, ui,
        &(PartyCard){&app->guest.signup.party, date ? date : &none, &(Places){0}, &s->asks_age});
}

static bool has_steps(const App *app, const Ui *ui)
{
    return ui->theme->shape == COMPACT || app->switches.large || ui->theme->switches.reach;
}

static void first_step(App *app, Ui *ui, Page *s)
{
    part_content(app, ui)
    {
        head(app, ui, s);
        about(app, ui);
        ui_space(ui, ui->theme->shape == COMPACT ? 2 : 5);
        dates(app, ui, s);
    }
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
}

/* Low reach: what it is above, what is touched at the foot. */
static void first_low_step(App *app, Ui *ui, Page *s)
{
    head(app, ui, s);
    if (!app->switches.large)
        about(app, ui);
    part_push_down(ui);
    part_reach(ui, "Choose a date") dates(app, ui, s);
}

/* Which date it is for. */
static void when(App *app, Ui *ui, Page *s)
{
    const Session *date = chosen(s);
    if (!date)
        return;
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, "calendar", 8, ACCENT);
        ui_bold_note(ui, SMALL, part_when(app, ui, date->starts));
    }
    ui_space(ui, 2);
}

static void second_step(App *app, Ui *ui, Page *s)
{
    ui_key(ui, 2); /* read from its top, however far the first was scrolled */
    part_content(app, ui)
    {
        when(app, ui, s);
        told(app, ui, s);
        ui_space(ui, 2);
        party(app, ui, s);
    }
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
}

static void second_low_step(App *app, Ui *ui, Page *s)
{
    head(app, ui, s);
    part_push_down(ui);
    when(app, ui, s);
    part_reach(ui, "Who is coming?")
    {
        told(app, ui, s);
        ui_space(ui, 2);
        party(app, ui, s);
    }
}

static void start(App *app, Ui *ui, Page *s)
{
    head(app, ui, s);
    about(app, ui);
    ui_space(ui, 5);
    ui_grow(ui, 1);
    ui_scroll(ui, "Choose a date")
        dates(app, ui, s);
}

static void beside(App *app, Ui *ui, Page *s)
{
    ui_gap(ui, 8);
    ui_grow(ui, 1);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_column(ui)
            start(app, ui, s);
        ui_width(ui, 206);
        ui_gap(ui, 3);
        ui_column(ui) {
            ui_grow(ui, 1);
            ui_scroll(ui, "Who is coming?") {
                party(app, ui, s);
                ui_space(ui, 3);
                told(app, ui, s);
            }
        }
    }
    ui_space(ui, 3);
}

static void below(App *app, Ui *ui, Page *s)
{
    ui_grow(ui, 1);
    ui_scroll(ui, "On this page") {
        head(app, ui, s);
        about(app, ui);
        ui_space(ui, 5);
        dates(app, ui, s);
        ui_space(ui, 6);
        party(app, ui, s);
        ui_space(ui, 3);
        told(app, ui, s);
    }
}

static void clash(App *app, Ui *ui, Page *s)
{
    AskAnswer answer = ui_ask(ui,
        &(Ask){.question = MSG("You have another sign-up at that time"),
            .sentence = MSG("It is {0}. Do you want to sign up for this one too?"),
            .words = ui_words(ui, "It is {0}. Do you want to sign up for this one too?",
                app->guest.level >= PROVEN ? app_content(app, s->clash.workshop, CONTENT_TITLE)
                                           : part_when(app, ui, s->clash.starts)),
            .safe = MSG("No, go back"),
            .act = MSG("Yes, sign up")});
    if (answer == ASK_ACT)
        keep(app, s);
    if (answer != ASK_NOTHING)
        s->asks_clash = false;
}

static void set_bar(App *app, Ui *ui, const Page *s, Bar *bar, bool is_first)
{
    const Session *date = s->chosen >= 0 ? &s->dates[s->chosen] : NULL;
    const Party *p = &app->guest.signup.party;
    int people = party_people(p);
    bar->is_disabled = !date || (!is_first && people == 0);
    bar->takes_back = !is_first && has_steps(app, ui);
    if (is_first) {
        bar->filled = MSG("Next");
        bar->filled_icon = "next";
        return;
    }
    bool fits = date && party_fits(p, &date->left);
    bar->filled = fits || !date ? MSG("Sign up {0, plural, one {# person} other {# people}}")
                                : MSG("Join the waiting list");
    bar->filled_icon = fits || !date ? "check" : "hourglass";
    bar->words = fits || !date ? ui_words(ui, bar->filled, people) : NULL;
    if (fits && people > 1 && ui->theme->shape == WIDE && !app->switches.large)
        bar->note = ui_words(ui, "We keep all {0, number} places together", people);
    if (app->guest.answer == SIGNUP_ALREADY && !part_is_bar_full(ui)) {
        bar->extra = MSG("My sign-ups");
        bar->extra_icon = "calendar";
    }
}

static void follow(App *app, Page *s, BarAnswer answer, bool is_first)
{
    if (answer == BAR_BACK)
        s->is_party = false;
    else if (answer == BAR_FILLED && is_first)
        s->is_party = true;
    else if (answer == BAR_FILLED)
        sign_up(app, s);
    else if (answer == BAR_EXTRA) {
        app->guest.errand = FOR_MY_SIGNUPS;
        part_next(app);
    }
}

void screen_workshop(App *app, Ui *ui)
{
    Page *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true};
    if (!s->is_loaded)
        load(app, s);
    bool is_first = has_steps(app, ui) && !s->is_party;
    part_header(app, ui, true);
    part_main(app, ui)
    {
        if (ui->theme->switches.reach)
            (is_first ? first_low_step : second_low_step)(app, ui, s);
        else if (is_first)
            first_step(app, ui, s);
        else if (has_steps(app, ui))
            second_step(app, ui, s);
        else if (ui->theme->shape == TALL)
            below(app, ui, s);
        else
            beside(app, ui, s);
    }
    set_bar(app, ui, s, &bar, is_first);
    follow(app, s, part_bar(app, ui, &bar), is_first);
    const Session none = {0}, *date = chosen(s);
    part_age(ui,
        &(PartyCard){&app->guest.signup.party, date ? date : &none, &(Places){0}, &s->asks_age});
    if (s->asks_clash)
        clash(app, ui, s);
}
