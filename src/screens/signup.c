/* One sign-up: how it stands, what it is, its code, and the calendar's code to scan. Reached when
 * it was just made, from the home's own, or by its code. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "exchange/payload.h"
#include "screens/screens.h"
#include "store/settings.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    bool is_loaded, has_code, asks_giving_up, was_extra;
    Session session;
    Workshop workshop;
    QrCode code;
    Err err;
} Page;

/* How it stands for who reads it now. */
typedef enum { HAS_PLACES, WAITS, IS_OFFERED, WAS_OFFERED, GAVE_UP, CALLED_OFF, IS_OVER } Standing;

static Standing standing(const App *app, const Page *s)
{
    const Signup *u = &app->guest.signup;
    if (s->session.is_withdrawn)
        return u->state == SIGNUP_CANCELLED ? GAVE_UP : CALLED_OFF;
    if (u->state == SIGNUP_CANCELLED)
        return GAVE_UP;
    if (s->session.ends <= app->now)
        return IS_OVER;
    if (u->state == SIGNUP_WAITING)
        return WAITS;
    if (u->state == SIGNUP_OFFERED && app->now < u->offered_until)
        return IS_OFFERED;
    if (u->state == SIGNUP_OFFERED || u->state == SIGNUP_EXPIRED)
        return WAS_OFFERED;
    return HAS_PLACES;
}

/* --- reading ------------------------------------------------------------------------------- */

/* Phones differ in which form they take: the school's setting. */
static bool is_wrapped(App *app)
{
    char codes[16] = "";
    Err err = {0};
    return settings_get(app->store, "calendar_codes", codes, sizeof codes, &err) &&
        strcmp(codes, "wrapped") == 0;
}

/* In the visitor's language; where it is too long for a code, without the place. */
static bool make_code(App *app, Page *s)
{
    char text[PAYLOAD_SIZE];
    Err err = {0};
    PayloadEvent event = {.title = app_content(app, app->guest.workshop, CONTENT_TITLE),
        .place = app_content(app, s->session.id, CONTENT_PLACE),
        .link = s->session.link,
        .starts = s->session.starts,
        .ends = s->session.ends,
        .uid = is_wrapped(app) ? s->session.uid : NULL,
        .stamp = app->guest.signup.made};
    bool is_made =
        payload_event(&event, text, sizeof text, &err) && payload_code(text, &s->code, &err);
    if (!is_made) {
        event.place = "";
        is_made =
            payload_event(&event, text, sizeof text, &err) && payload_code(text, &s->code, &err);
    }
    if (!is_made)
        log_line(LOG_WARNING, "no code for a sign-up: %s", err.detail);
    return is_made;
}

static void tell(App *app, const Page *s)
{
    Err err = {0};
    if (standing(app, s) == CALLED_OFF &&
        !signups_tell(app->store, app->guest.signup.id, app->now, &err))
        log_line(LOG_PROBLEM, "sign-up: %s", err.detail);
}

static void load(App *app, Page *s)
{
    Guest *g = &app->guest;
    s->is_loaded = true;
    if (!signups_get(app->store, g->signup.id, &g->signup, err_clear(&s->err)) ||
        !sessions_get(app->store, g->signup.session, &s->session, &s->err) ||
        !workshops_get(app->store, s->session.workshop, &s->workshop, &s->err)) {
        log_line(LOG_PROBLEM, "sign-up: %s", s->err.detail);
        return;
    }
    g->workshop = s->workshop.id;
    s->has_code = standing(app, s) == HAS_PLACES && make_code(app, s);
    tell(app, s);
}

/* --- what can be done ------------------------------------------------------------------------ */

static void accept(App *app, Page *s)
{
    Guest *g = &app->guest;
    SignupAnswer answer = signups_accept(app->store, g->signup.id, app->now, err_clear(&s->err));
    if (answer == SIGNUP_FAILED) {
        log_line(LOG_PROBLEM, "places not taken: %s", s->err.detail);
        return;
    }
    g->is_new_signup = answer == SIGNUP_DONE;
    g->is_served = g->is_served || answer == SIGNUP_DONE;
    load(app, s);
}

static void give_up(App *app, Page *s)
{
    Guest *g = &app->guest;
    if (!signups_cancel(app->store, g->signup.id, app->now, err_clear(&s->err))) {
        log_line(LOG_PROBLEM, "places not given up: %s", s->err.detail);
        return;
    }
    g->is_new_signup = false;
    g->is_served = true;
    load(app, s);
}

static void ask_giving_up(App *app, Ui *ui, Page *s)
{
    bool waits = standing(app, s) == WAITS;
    AskAnswer answer = ui_ask(ui,
        &(Ask){.question = waits ? MSG("Leave the waiting list?") : MSG("Give up these places?"),
            .sentence = waits ? MSG("You lose your turn.") : MSG("They go to the next family."),
            .safe = MSG("No, go back"),
            .act = waits ? MSG("Yes, leave it") : MSG("Yes, give them up"),
            .is_destructive = true});
    if (answer != ASK_NOTHING)
        s->asks_giving_up = false;
    if (answer == ASK_ACT)
        give_up(app, s);
}

/* --- what stands there ------------------------------------------------------------------------ */

static const char *title(const App *app, Standing how)
{
    switch (how) {
    case HAS_PLACES:
        return app->guest.is_new_signup ? MSG("You are signed up") : MSG("Your sign-up");
    case WAITS:
        return MSG("You are on the waiting list");
    case IS_OFFERED:
        return MSG("Places are free for you");
    case WAS_OFFERED:
        return MSG("The offer has ended");
    case GAVE_UP:
        return MSG("You gave up these places");
    case CALLED_OFF:
        return MSG("This date was called off");
    default:
        return MSG("This workshop is over");
    }
}

static void badge(App *app, Ui *ui, Standing how)
{
    const Signup *u = &app->guest.signup;
    int people = party_people(&u->party);
    ui_row(ui) {
        if (how == HAS_PLACES)
            ui_badge(ui, GOOD, "check",
                ui_words(
                    ui, "{0, plural, one {# place is yours} other {# places are yours}}", people));
        else if (how == WAITS)
            ui_badge(ui, INFO, "hourglass",
                ui_words(ui,
                    "{0, plural, =0 {You are next} one {# family is before you} other {# families "
                    "are before you}}",
                    u->ahead));
        else if (how == IS_OFFERED)
            ui_badge(ui, ALREADY, "bell",
                ui_words(ui, "Until {0}", part_when(app, ui, u->offered_until)));
        else if (how == CALLED_OFF)
            ui_badge(ui, PROBLEM, "alert", language_text(ui->language, MSG("Called off")));
    }
}

/* What follows from it, in a sentence; null: nothing. */
static const char *sentence(Standing how)
{
    switch (how) {
    case WAITS:
        return MSG("When places are free, we offer them to you here.");
    case IS_OFFERED:
        return MSG("Take them before that time. Then they go to the next family.");
    case WAS_OFFERED:
        return MSG("The places went to the next family. Look at the other dates.");
    case CALLED_OFF:
        return MSG("We are sorry. Look at the other dates.");
    default:
        return NULL;
    }
}

static void detail(Ui *ui, const char *icon, const char *bold, const char *words, const char *small)
{
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 5);
    ui_row(ui) {
        ui_symbol(ui, icon, ui->theme->shape == COMPACT ? 8 : 12, ACCENT);
        ui_grow(ui, 1);
        ui_column(ui) {
            if (bold)
                ui_bold_value(ui, BODY, bold);
            if (words)
                ui_value(ui, BODY, words);
            if (small && small[0]) {
                ui_color(ui, INK_2);
                ui_value(ui, SMALL, small);
            }
        }
    }
}

static const char *interpreter(App *app, Ui *ui)
{
    const Party *p = &app->guest.signup.party;
    if (!p->interpreter[0] || strcmp(p->interpreter, "und") == 0)
        return p->interpreter[0] ? language_text(ui->language, MSG("with an interpreter")) : NULL;
    return ui_words(ui, "Interpreter: {0}", part_language_name(app, ui, p->interpreter));
}

/* As one reads it out, from left to right in every language. */
static const char *link_words(Ui *ui, const char *link)
{
    char words[272];
    const char *host = strstr(link, "://");
    snprintf(words, sizeof words, "\xE2\x81\xA6%s\xE2\x81\xA9", host ? host + 3 : link);
    return arena_text(&ui->arenas[ui->current], words);
}

static void details(App *app, Ui *ui, const Page *s)
{
    char day[64], times[96], words[192];
    const Topic *topic = part_topic(s->workshop.topic);
    bool is_compact = ui->theme->shape == COMPACT;
    format_date(app->formats, app->language, day, sizeof day, FORMAT_DAY, s->session.starts);
    format_times(
        app->formats, app->language, times, sizeof times, s->session.starts, s->session.ends);
    snprintf(words, sizeof words, "%s · \xE2\x81\xA8%s\xE2\x81\xA9", day, times);
    const char *place = s->session.is_virtual ? language_text(ui->language, MSG("Online"))
                                              : app_content(app, s->session.id, CONTENT_PLACE);
    ui_pad(ui, is_compact ? 4 : 7, is_compact ? 2 : 5, is_compact ? 4 : 7, is_compact ? 2 : 5);
    ui_card(ui) {
        ui_gap(ui, is_compact ? 2 : 4);
        ui_column(ui) {
            detail(
                ui, topic->icon, app_content(app, app->guest.workshop, CONTENT_TITLE), NULL, NULL);
            ui_line(ui, ACROSS);
            detail(ui, "calendar", NULL, words, place);
            if (s->session.link[0] && standing(app, s) == HAS_PLACES)
                detail(ui, "video", NULL, link_words(ui, s->session.link), NULL);
            ui_line(ui, ACROSS);
            detail(ui, "people", NULL, part_party_words(ui, &app->guest.signup.party),
                interpreter(app, ui));
            if (app->guest.signup.party.needs_ride) {
                ui_line(ui, ACROSS);
                detail(ui, "bus", NULL, language_text(ui->language, MSG("A ride to school")), NULL);
            }
        }
    }
}

/* "482 7396", in this order in every language. */
static void own_code(App *app, Ui *ui)
{
    char words[32];
    const char *code = app->guest.signup.code;
    bool is_compact = ui->theme->shape == COMPACT || app->switches.large;
    snprintf(words, sizeof words, "\xE2\x81\xA6%.3s\xC2\xA0%s\xE2\x81\xA9", code, code + 3);
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 0);
    ui_open(ui, ui->theme->shape == COMPACT ? WRAPPED : DOWN);
    ui_enter(ui);
    {
        ui_color(ui, INK_2);
        ui_text(ui, SMALL, "Your code, to change or cancel here");
        ui_bold_value(ui, ui->theme->shape == COMPACT ? LEAD : is_compact ? TITLE : DISPLAY, words);
    }
    ui_close(ui);
}

static void actions(App *app, Ui *ui, Page *s, Standing how)
{
    bool can_change = how == HAS_PLACES || how == WAITS;
    if (!can_change || app->guest.is_new_signup)
        return;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        ui_icon(ui, "people");
        if (ui_button(ui, SECOND, "Change who comes"))
            go(app, screen_party);
        ui_icon(ui, "close");
        if (how == WAITS ? ui_button(ui, SECOND, "Leave the waiting list")
                         : ui_button(ui, SECOND, "Give up these places"))
            s->asks_giving_up = true;
    }
}

static void words(App *app, Ui *ui, Page *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    Standing how = standing(app, s);
    const char *follows = sentence(how);
    float gap = is_compact ? 2 : app->switches.large ? 4 : 6;
    part_error(ui, &s->err);
    badge(app, ui, how);
    ui_space(ui, gap);
    ui_display(ui, title(app, how), is_compact ? 12 : app->switches.large ? 14 : 18);
    if (follows) {
        ui_space(ui, 2);
        ui_color(ui, INK_2);
        ui_text(ui, is_compact ? SMALL : LEAD, follows);
    }
    ui_space(ui, gap);
    details(app, ui, s);
    ui_space(ui, gap);
    if (how != GAVE_UP && how != IS_OVER && how != CALLED_OFF)
        own_code(app, ui);
    if (ui->theme->shape == TALL)
        return; /* there the code comes before what is seldom done */
    ui_space(ui, is_compact ? 1 : 3);
    part_push_down(ui);
    actions(app, ui, s, how);
}

static void code_card(Ui *ui, const Page *s, float size)
{
    bool is_compact = ui->theme->shape == COMPACT;
    float pad = is_compact ? 2 : 5;
    ui_pad(ui, pad, pad, pad, pad);
    ui_card(ui) {
        ui_gap(ui, is_compact ? 1 : 3);
        ui_cross(ui, SPREAD_CENTER);
        ui_column(ui) {
            ui_qr(ui, "This code puts it in your calendar", &s->code, size);
            ui_gap(ui, 4);
            ui_row(ui) {
                if (!is_compact)
                    ui_symbol(ui, "mobile", 12, ACCENT);
                ui_grow(ui, 1);
                ui_column(ui) {
                    ui_bold(ui, is_compact ? SMALL : BODY, "Scan with your phone’s camera");
                    if (!is_compact) {
                        ui_color(ui, INK_2);
                        ui_text(ui, SMALL, "Puts it in your calendar. No internet needed.");
                    }
                }
            }
        }
    }
}

/* Where the bar has no room for it. */
static void extra(Ui *ui, Page *s, Bar *bar)
{
    if (!bar->extra || !part_is_bar_full(ui))
        return;
    ui_space(ui, 2);
    ui_row(ui) {
        ui_icon(ui, bar->extra_icon);
        s->was_extra = ui_button(ui, SECOND, bar->extra);
    }
    bar->extra = NULL;
}

static void body(App *app, Ui *ui, Page *s, Bar *bar)
{
    bool is_tall = ui->theme->shape == TALL, is_compact = ui->theme->shape == COMPACT;
    float size = is_compact ? 88 : !is_tall ? 134 : app->switches.large ? 92 : 120;
    ui_gap(ui, is_compact ? 6 : is_tall ? 6 : 12);
    ui_cross(ui, is_tall ? SPREAD_STRETCH : is_compact ? SPREAD_START : SPREAD_CENTER);
    ui_open(ui, is_tall ? DOWN : ACROSS);
    ui_enter(ui);
    if (!is_tall)
        ui_grow(ui, 1);
    ui_column(ui) {
        words(app, ui, s);
        extra(ui, s, bar);
    }
    if (s->has_code && !s->asks_giving_up) {
        if (!is_tall)
            ui_width(ui, size + (is_compact ? 6 : 34));
        ui_column(ui)
            code_card(ui, s, size);
    }
    if (is_tall) {
        part_push_down(ui);
        actions(app, ui, s, standing(app, s));
    }
    ui_close(ui);
}

static void set_bar(const App *app, Bar *bar, Standing how)
{
    bool is_new = app->guest.is_new_signup;
    bar->has_back = !is_new;
    bar->filled = MSG("Done");
    bar->filled_icon = "check";
    bar->extra = is_new ? MSG("Another workshop") : NULL;
    bar->extra_icon = "idea";
    if (how == WAITS || how == WAS_OFFERED || how == CALLED_OFF) {
        bar->extra = MSG("Other dates");
        bar->extra_icon = "calendar";
    }
    if (how == IS_OFFERED) {
        bar->extra = MSG("No, thank you");
        bar->extra_icon = "close";
        bar->filled = MSG("Take {0, plural, one {# place} other {# places}}");
    }
}

static void follow(App *app, Page *s, BarAnswer answer, Standing how)
{
    Guest *g = &app->guest;
    if (answer == BAR_FILLED && how == IS_OFFERED)
        accept(app, s);
    else if (answer == BAR_FILLED)
        go_home(app);
    else if (answer == BAR_EXTRA && how == IS_OFFERED)
        s->asks_giving_up = true;
    else if (answer == BAR_EXTRA && (how == WAITS || how == WAS_OFFERED || how == CALLED_OFF))
        go_to(app, screen_workshop, g->workshop);
    else if (answer == BAR_EXTRA)
        go(app, screen_workshops);
}

void screen_signup(App *app, Ui *ui)
{
    Page *s = screen_state(app, sizeof *s);
    Bar bar = {0};
    if (!app->guest.has_signup) { /* it can be reached by no other way */
        go_home(app);
        return;
    }
    if (!s->is_loaded)
        load(app, s);
    app->is_last_page = app->guest.is_new_signup; /* what was done is not left by Back */
    Standing how = standing(app, s);
    set_bar(app, &bar, how);
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_grow(ui, 1); /* in a script with high lines it may not fit */
        ui_scroll(ui, "Your sign-up")
            body(app, ui, s, &bar);
        ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
    }
    if (how == IS_OFFERED)
        bar.words = ui_words(ui, bar.filled, party_people(&app->guest.signup.party));
    BarAnswer answer = part_bar(app, ui, &bar);
    follow(app, s, s->was_extra ? BAR_EXTRA : answer, how);
    s->was_extra = false;
    if (s->asks_giving_up)
        ask_giving_up(app, ui, s);
}
