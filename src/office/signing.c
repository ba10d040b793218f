/* Words of the staff's screens of sign-ups. */
#include "office/signing.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A time, a place: each stays in its own direction. */
#define APART "\xE2\x81\xA8%s\xE2\x81\xA9"

static const char *keep(Ui *ui, const char *words)
{
    return arena_text(&ui->arenas[ui->current], words);
}

/* --- when and where ------------------------------------------------------------------------ */

const char *signing_when(App *app, Ui *ui, int64_t at)
{
    char day[64], time[48], words[128];
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, at);
    format_date(app->formats, app->language, time, sizeof time, FORMAT_TIME, at);
    snprintf(words, sizeof words, "%s · " APART, day, time);
    return keep(ui, words);
}

const char *signing_day(App *app, Ui *ui, int64_t at)
{
    char day[96];
    format_date(app->formats, app->language, day, sizeof day, FORMAT_DAY, at);
    if (zone_day(app->zone, at) == zone_day(app->zone, app->now))
        return ui_words(ui, "Today, {0}", day);
    return keep(ui, day);
}

const char *signing_short_day(App *app, Ui *ui, int64_t at)
{
    char day[64];
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, at);
    return keep(ui, day);
}

const char *signing_where(App *app, Ui *ui, const SessionRow *s)
{
    char times[96], words[320];
    const char *place = s->is_virtual ? language_text(ui->language, MSG("Online"))
                                      : app_content(app, s->id, CONTENT_PLACE);
    const char *language = s->language[0] ? signing_language(app, ui, s->language) : "";
    format_times(app->formats, app->language, times, sizeof times, s->starts, s->ends);
    snprintf(words, sizeof words, APART "%s%s%s%s", times, place[0] ? " · " : "", place,
        language[0] ? " · " : "", language);
    return keep(ui, words);
}

const char *signing_language(App *app, Ui *ui, const char *tag)
{
    char name[64];
    if (!tag[0] || strcmp(tag, "und") == 0)
        return language_text(ui->language, MSG("language not said"));
    format_language(app->formats, app->language, name, sizeof name, tag);
    return keep(ui, name);
}

const char *signing_phone(Ui *ui, const char *phone)
{
    enum { WHOLE = 10 };
    char words[32];
    const char *digits = phone + (phone[0] == '+');
    size_t length = strlen(digits);
    if (length == WHOLE + 1 && digits[0] == '1')
        digits++;
    else if (length != WHOLE || phone[0] == '+')
        return keep(ui, phone);
    if (strspn(digits, "0123456789") != WHOLE)
        return keep(ui, phone);
    snprintf(words, sizeof words, "%.3s-%.3s-%.4s", digits, digits + 3, digits + 6);
    return keep(ui, words);
}

/* --- who comes, and what they need ---------------------------------------------------------- */

typedef struct {
    char words[320];
    size_t used;
} Listing;

static void list(Listing *l, const char *part)
{
    if (part && l->used < sizeof l->words)
        l->used += (size_t)snprintf(
            l->words + l->used, sizeof l->words - l->used, "%s%s", l->used ? ", " : "", part);
}

const char *signing_party(Ui *ui, const Party *p)
{
    Listing l = {0};
    if (p->adults)
        list(&l, ui_words(ui, "{0, plural, one {# adult} other {# adults}}", p->adults));
    if (p->children)
        list(&l, ui_words(ui, "{0, plural, one {# child} other {# children}}", p->children));
    if (p->childcare)
        list(&l, ui_words(ui, "{0, number} in childcare", p->childcare));
    return keep(ui, l.words);
}

const char *signing_ages(Ui *ui, unsigned ages)
{
    Listing l = {0};
    for (int age = 0; age <= AGE_MOST; age++) {
        char digits[16];
        snprintf(digits, sizeof digits, "%d", age);
        if (ages & 1U << age)
            list(&l, digits);
    }
    return keep(ui, l.words);
}

const char *signing_needs(App *app, Ui *ui, const Party *p)
{
    Listing l = {0};
    unsigned ages = 0;
    for (int i = 0; i < p->childcare; i++)
        ages |= 1U << (p->ages[i] & 31);
    if (p->interpreter[0])
        list(&l, ui_words(ui, "interpreter ({0})", signing_language(app, ui, p->interpreter)));
    if (p->childcare)
        list(&l, ui_words(ui, "childcare (ages {0})", signing_ages(ui, ages)));
    if (p->needs_ride)
        list(&l, language_text(ui->language, MSG("need|ride")));
    return keep(ui, l.words);
}

const char *signing_places(Ui *ui, const Places *p)
{
    Listing l = {0};
    if (p->seats)
        list(&l, ui_words(ui, "{0, plural, one {# seat} other {# seats}}", p->seats));
    if (p->childcare)
        list(&l,
            ui_words(ui, "{0, plural, one {# place in childcare} other {# places in childcare}}",
                p->childcare));
    if (p->interpreters)
        list(&l, language_text(ui->language, MSG("an interpreter")));
    if (p->rides)
        list(&l,
            ui_words(
                ui, "{0, plural, one {# seat of the ride} other {# seats of the ride}}", p->rides));
    return keep(ui, l.words);
}

/* --- pages ---------------------------------------------------------------------------------- */

bool signing_is_tight(const Ui *ui)
{
    return ui->theme->shape == COMPACT && ui->theme->switches.large;
}

void signing_ask_low(Ui *ui)
{
    if (!ui->theme->switches.reach)
        return;
    ui_along(ui, SPREAD_END);
    ui_pad(ui, 0, 0, 0, 3);
}

void signing_open_card(Ui *ui)
{
    float side = ui->theme->shape == COMPACT ? 4 : 7;
    ui_grow(ui, 1);
    ui_pad(ui, side, 1, side - 4, 1); /* a row ends 4 before its end */
    ui_open_card(ui);
}

void signing_pages(Ui *ui, const char *list)
{
    if (ui->theme->shape == COMPACT)
        return;
    ui_space(ui, 3);
    ui_pages(ui, list);
}

/* --- how it stands -------------------------------------------------------------------------- */

void signing_tag(App *app, Ui *ui, SignupState state, int ahead, int64_t offered_until)
{
    static const struct {
        Tone kind;
        const char *icon, *words;
    } STATES[] = {
        [SIGNUP_CONFIRMED] = {SUNK, "check", MSG("Has places")},
        [SIGNUP_WAITING] = {INFO, "hourglass", MSG("Waiting, number {0, number}")},
        [SIGNUP_OFFERED] = {ALREADY, "bell", MSG("Offer until {0}")},
        [SIGNUP_EXPIRED] = {SUNK, "clock", MSG("The offer has ended")},
        [SIGNUP_CANCELLED] = {SUNK, "close", MSG("Cancelled")},
        [SIGNUP_ATTENDED] = {GOOD, "check", MSG("Here")},
    };
    const char *words = language_text(ui->language, STATES[state].words);
    if (state == SIGNUP_WAITING)
        words = ui_words(ui, STATES[state].words, ahead + 1);
    else if (state == SIGNUP_OFFERED)
        words = ui_words(ui, STATES[state].words, signing_when(app, ui, offered_until));
    ui_tag(ui, STATES[state].kind, STATES[state].icon, words);
}

void signing_refused(Ui *ui, PlacingAnswer answer, const Places *missing, const Err *err)
{
    static const char *const IDS[] = {
        [PLACING_NO_ROOM] = MSG("There is no room for the whole family. Nothing was changed."),
        [PLACING_ALREADY] = MSG("This family has another sign-up on that date."),
        [PLACING_TOO_EARLY] = MSG("Attendance opens one hour before the start."),
        [PLACING_TOO_LATE] = MSG("This date is over or was called off. Nothing was changed."),
        [PLACING_NOT_SO] = MSG("Somebody changed this sign-up in between. Nothing was changed."),
    };
    if (answer == PLACING_FAILED)
        office_error(ui, err);
    else if (answer == PLACING_NO_ROOM)
        ui_banner_more(ui, PROBLEM, "alert", IDS[answer],
            ui_words(ui, "Missing: {0}", signing_places(ui, missing)));
    else if (answer != PLACING_DONE)
        ui_banner(ui, PROBLEM, "alert", IDS[answer]);
}
