/* Party: who comes, of a sign-up that stands. What they have they keep until the change is kept. */
#include "base/log.h"
#include "screens/screens.h"

typedef struct {
    bool is_loaded, asks_age, has_no_room;
    Party party;
    Places has;
    Session session;
    Err err;
} PartyPage;

static void load(App *app, PartyPage *s)
{
    s->is_loaded = true;
    s->party = app->guest.signup.party;
    s->has = app->guest.signup.state == SIGNUP_WAITING ? (Places){0} : party_places(&s->party);
    if (!sessions_get(app->store, app->guest.signup.session, &s->session, &s->err))
        log_line(LOG_PROBLEM, "party: %s", s->err.detail);
}

static void keep(App *app, PartyPage *s)
{
    Guest *g = &app->guest;
    SignupAnswer answer =
        signups_change(app->store, g->signup.id, &s->party, app->now, err_clear(&s->err));
    s->has_no_room = answer == SIGNUP_NO_ROOM;
    if (answer == SIGNUP_FAILED)
        log_line(LOG_PROBLEM, "sign-up not changed: %s", s->err.detail);
    if (answer == SIGNUP_DONE || answer == SIGNUP_TOO_LATE)
        go_back(app); /* that page reads it anew, and says how it is */
    if (s->has_no_room)
        sessions_get(app->store, g->signup.session, &s->session, &s->err);
}

static void told(Ui *ui, const PartyPage *s)
{
    part_error(ui, &s->err);
    if (s->has_no_room)
        ui_banner(ui, INFO, "hourglass",
            "There are not enough places for all of you. You keep those you have.");
    ui_space(ui, 2);
}

static void body(App *app, Ui *ui, const PartyPage *s, const PartyCard *card)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_content(app, ui)
    {
        ui_heading(ui, "Change who comes");
        ui_space(ui, is_compact ? 2 : 5);
        told(ui, s);
        part_party(app, ui, card);
    }
    ui_space(ui, is_compact ? 1 : 3);
}

static void low_body(App *app, Ui *ui, const PartyPage *s, const PartyCard *card)
{
    ui_heading(ui, "Change who comes");
    part_push_down(ui);
    told(ui, s);
    part_reach(ui, "Who is coming?") part_party(app, ui, card);
}

void screen_party(App *app, Ui *ui)
{
    PartyPage *s = screen_state(app, sizeof *s);
    if (!app->guest.has_signup) { /* it can be reached by no other way */
        go_home(app);
        return;
    }
    if (!s->is_loaded)
        load(app, s);
    PartyCard card = {&s->party, &s->session, &s->has, &s->asks_age};
    part_header(app, ui, true);
    part_main(app, ui)(ui->theme->switches.reach ? low_body : body)(app, ui, s, &card);
    int people = party_people(&s->party);
    Bar bar = {.has_back = true,
        .filled = MSG("Save: {0, plural, one {# person} other {# people}}"),
        .filled_icon = "check",
        .is_disabled = people == 0};
    bar.words = ui_words(ui, bar.filled, people);
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        keep(app, s);
    part_age(ui, &card);
}
