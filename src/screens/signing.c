/* Signing up: what several of its screens share. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

enum { FEW = 3 };

const char *part_when(App *app, Ui *ui, int64_t starts)
{
    char day[64], at[48], words[128];
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, starts);
    format_date(app->formats, app->language, at, sizeof at, FORMAT_TIME, starts);
    snprintf(words, sizeof words, "%s · \xE2\x81\xA8%s\xE2\x81\xA9", day, at);
    return arena_text(&ui->arenas[ui->current], words);
}

const char *part_language_name(App *app, Ui *ui, const char *tag)
{
    char name[64];
    format_language(app->formats, app->language, name, sizeof name, tag);
    return arena_text(&ui->arenas[ui->current], name);
}

void part_left(Ui *ui, Poster *poster, int left)
{
    if (left == 0) {
        poster->kind = INFO;
        poster->end_icon = "hourglass";
        poster->end = language_text(ui->language, MSG("Waiting list"));
        return;
    }
    poster->kind = left <= FEW ? ALREADY : GOOD;
    poster->end_icon = left <= FEW ? "people" : "check";
    poster->end = left == NO_LIMIT
        ? language_text(ui->language, MSG("Places left"))
        : ui_words(ui, "{0, plural, one {# place left} other {# places left}}", left);
}

void part_state(Ui *ui, Poster *p, const Signup *signup, bool is_withdrawn)
{
    static const struct {
        Tone kind;
        const char *icon, *words;
    } STATES[] = {
        [SIGNUP_CONFIRMED] = {GOOD, "check", MSG("You have places")},
        [SIGNUP_WAITING] = {INFO, "hourglass", MSG("Waiting list")},
        [SIGNUP_OFFERED] = {ALREADY, "bell", MSG("Take your places")},
        [SIGNUP_EXPIRED] = {INFO, "clock", MSG("The offer has ended")},
        [SIGNUP_CANCELLED] = {INFO, "close", MSG("Given up")},
        [SIGNUP_ATTENDED] = {GOOD, "check", MSG("You were there")},
    };
    p->kind = is_withdrawn ? PROBLEM : STATES[signup->state].kind;
    p->end_icon = is_withdrawn ? "alert" : STATES[signup->state].icon;
    p->end =
        language_text(ui->language, is_withdrawn ? MSG("Called off") : STATES[signup->state].words);
}

bool part_session(App *app, Ui *ui, const Session *session, bool is_selected)
{
    char day[64], times[96], words[320];
    Poster tag = {0};
    const char *place = session->is_virtual ? language_text(ui->language, MSG("Online"))
                                            : app_content(app, session->id, CONTENT_PLACE);
    const char *language =
        session->language[0] ? part_language_name(app, ui, session->language) : "";
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, session->starts);
    format_times(app->formats, app->language, times, sizeof times, session->starts, session->ends);
    snprintf(words, sizeof words, "\xE2\x81\xA8%s\xE2\x81\xA9%s%s%s%s", times,
        place[0] ? " · " : "", place, language[0] ? " · " : "", language);
    part_left(ui, &tag, session->left.seats);
    ui_key(ui, id_hash(session->id));
    ui_with_tag(ui, tag.kind, tag.end_icon, tag.end);
    return ui_choice(ui, DOT, day, words, is_selected);
}

static bool is_english(const char *tag)
{
    return !tag[0] || (strncmp(tag, "en", 2) == 0 && (!tag[2] || tag[2] == '_' || tag[2] == '-'));
}

const char *part_interpreter(const App *app)
{
    if (app->guest.has_home && !is_english(app->guest.home.language))
        return app->guest.home.language;
    return is_english(app->language->tag) ? "und" : app->language->tag;
}

const char *part_party_words(Ui *ui, const Party *party)
{
    char words[256];
    size_t used = 0;
    const char *parts[] = {
        party->adults ? ui_words(ui, "{0, plural, one {# adult} other {# adults}}", party->adults)
                      : NULL,
        party->children
            ? ui_words(ui, "{0, plural, one {# child} other {# children}}", party->children)
            : NULL,
        party->childcare ? ui_words(ui, "{0, number} in childcare", party->childcare) : NULL,
    };
    words[0] = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && used < sizeof words)
            used += (size_t)snprintf(
                words + used, sizeof words - used, "%s%s", used ? " · " : "", parts[i]);
    return arena_text(&ui->arenas[ui->current], words);
}

SignupAnswer part_sign_up(App *app, const Stub *stub, Err *err)
{
    Guest *g = &app->guest;
    Signup u = g->signup;
    u.opened_by = g->home.opened_by;
    utf8_copy(u.language, sizeof u.language, app->language->tag);
    utf8_copy(u.kiosk, sizeof u.kiosk, app->kiosk);
    g->signs = false;
    g->answer = stub ? signups_make_stub(app->store, stub, &u, g->may_wait, app->now, err)
                     : signups_make(app->store, &u, g->may_wait, app->now, err);
    if (g->answer == SIGNUP_DONE) {
        g->signup = u;
        g->has_signup = g->is_new_signup = g->is_served = true;
        go(app, screen_signup);
    } else if (g->answer == SIGNUP_FAILED) {
        log_line(LOG_PROBLEM, "sign-up not kept: %s", err->detail);
    } else if (app->place.screen != screen_workshop) {
        go_to(app, screen_workshop, g->workshop);
    }
    return g->answer;
}
