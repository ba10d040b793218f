/* Household: the whole home on one screen; ticked is whom this home ticked last time. One touch
 * keeps the visit; the thank-you is drawn after the commit returned. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "screens/screens.h"

#include <string.h>

enum { OTHERS = 9 };

typedef struct {
    bool is_loaded;
    bool is_here[HOME_PEOPLE];
    int others; /* adults who came along */
    int page;   /* of the low row of cards */
    bool needs_interpreter;
    Id visit; /* made once, so that trying again keeps one visit */
    Err err;
} Household;

static bool is_change(const App *app)
{
    return app->guest.visit.arrived != 0;
}

static void tick(const Home *home, Household *s, const Id *people, int count)
{
    for (int i = 0; i < home->count; i++)
        for (int j = 0; j < count && j < HOME_PEOPLE; j++)
            if (id_equal(home->people[i].id, people[j]))
                s->is_here[i] = true;
}

/* Whom this home ticked last time; the first time, who opened it. */
static void load(App *app, Household *s)
{
    const Home *home = &app->guest.home;
    const Visit *open = &app->guest.visit;
    Id people[HOME_PEOPLE];
    int count = is_change(app)
        ? visits_people(app->store, open->id, people, HOME_PEOPLE, err_clear(&s->err))
        : visits_last(app->store, home->opened_by, people, HOME_PEOPLE, err_clear(&s->err));
    if (count < 0) {
        log_line(LOG_PROBLEM, "household: %s", s->err.detail);
        if (is_change(app))
            return; /* unread, the others would be taken out of the visit */
        err_clear(&s->err);
    }
    tick(home, s, people, count);
    if (count <= 0 && home->count && home->people[0].is_guardian)
        s->is_here[0] = true;
    else if (count <= 0)
        s->others = 1; /* opened by a birthday: somebody brought it, and adults are a number */
    if (is_change(app)) {
        int ticked = home->count && home->people[0].is_guardian && s->is_here[0];
        s->others = open->adults > ticked ? open->adults - ticked : 0;
        s->needs_interpreter = open->needs_interpreter;
    }
    s->visit = is_change(app) ? open->id : store_new_id(app->store, app->now);
    s->is_loaded = true;
}

static int people_here(const Home *home, const Household *s, Id *out, Visit *visit)
{
    int count = 0;
    visit->adults = s->others;
    visit->children = 0;
    for (int i = 0; i < home->count; i++) {
        if (!s->is_here[i])
            continue;
        out[count++] = home->people[i].id;
        *(home->people[i].is_guardian ? &visit->adults : &visit->children) += 1;
    }
    return count;
}

static void keep(App *app, Household *s)
{
    Id people[HOME_PEOPLE];
    Visit visit = is_change(app) ? app->guest.visit : (Visit){.arrived = app->now};
    int count = people_here(&app->guest.home, s, people, &visit);
    visit.needs_interpreter = s->needs_interpreter;
    err_clear(&s->err);
    if (is_change(app)) {
        if (visits_change(app->store, &visit, people, count, app->now, &s->err)) {
            app->guest.visit = visit;
            app->guest.is_served = true;
            go(app, screen_thanks);
        }
        return;
    }
    visit.id = s->visit;
    visit.event = app->guest.event;
    utf8_copy(visit.purpose, sizeof visit.purpose, app->guest.purpose);
    visit.opened_by = app->guest.home.opened_by;
    visit.day = zone_day(app->zone, app->now);
    visit.method = app->guest.method;
    utf8_copy(visit.language, sizeof visit.language, app->language->tag);
    utf8_copy(visit.kiosk, sizeof visit.kiosk, app->kiosk);
    bool is_kept = visits_arrive(app->store, &visit, people, count, &s->err);
    if (is_kept || s->err.code == ERR_REFUSED) {
        app->guest.visit = visit;
        app->guest.is_served = true;
        go(app, is_kept ? screen_thanks : screen_already);
    } else {
        log_line(LOG_PROBLEM, "visit not kept: %s", s->err.detail);
    }
}

static void person(Ui *ui, const HomePerson *p, int index, bool *is_here, float height)
{
    const char *small = p->room;
    if (p->is_guardian)
        small =
            ui->theme->shape == COMPACT || (ui->theme->switches.large && ui->theme->switches.reach)
            ? ""
            : language_text(ui->language, MSG("Parent or guardian"));
    ui_key(ui, id_hash(p->id));
    ui_tint(ui, part_tint(index));
    ui_height(ui, height);
    ui_person(ui, p->letters,
        p->is_guardian ? language_text(ui->language, MSG("You")) : part_grade(ui, p->grade), small,
        is_here);
}

/* Low reach: one row of cards at the foot, up to four; the fourth turns the page when there are
 * more. */
static void low_people(App *app, Ui *ui, Household *s)
{
    const Home *home = &app->guest.home;
    float height = app->switches.large && ui->theme->shape == WIDE ? 46 : 44;
    bool has_more = home->count > 4;
    int shown = has_more ? 3 : 4, from = has_more ? s->page * shown : 0;
    if (from >= home->count)
        from = s->page = 0;
    ui_gap(ui, 3);
    ui_grid(ui, ui->theme->shape == TALL ? 2 : 4) {
        for (int i = from; i < from + shown && i < home->count; i++)
            person(ui, &home->people[i], i, &s->is_here[i], height);
        ui_icon(ui, "people");
        ui_height(ui, height);
        if (has_more && ui_button(ui, SECOND, "More people")) {
            s->page++;
        }
    }
}

static void people(App *app, Ui *ui, Household *s)
{
    const Home *home = &app->guest.home;
    bool is_compact = ui->theme->shape == COMPACT;
    int columns = ui->theme->shape == TALL ? 2 : is_compact && app->switches.large ? 3 : 4;
    float height = is_compact || home->count > 4 ? 64 : columns == 2 ? 92 : 104;
    int rows = (home->count + columns - 1) / columns;
    if (is_compact || home->count > 4)
        ui_grow(ui, 1);
    else
        ui_height(ui, height * (float)rows + 5 * (float)(rows - 1));
    if (app->switches.large || is_compact)
        ui_open(ui, DOWN); /* all of the page scrolls then */
    else
        ui_open_scroll(ui, "Who is here today?");
    ui_enter(ui);
    {
        ui_gap(ui, is_compact ? 3 : 5);
        ui_grid(ui, columns) {
            for (int i = 0; i < home->count; i++)
                person(ui, &home->people[i], i, &s->is_here[i], height);
        }
    }
    ui_close(ui);
}

static void extras(App *app, Ui *ui, Household *s)
{
    char language[64] = "";
    bool is_tall = ui->theme->shape == TALL, is_compact = ui->theme->shape == COMPACT;
    const char *home = app->guest.home.language;
    bool is_narrow = app->switches.large && ui->theme->switches.reach;
    if (home[0] && strncmp(home, "en", 2) != 0 && !is_narrow)
        format_language(app->formats, app->language, language, sizeof language, home);
    bool is_low = ui->theme->switches.reach,
         is_bare = is_compact || (is_low && app->switches.large);
    float side = is_compact ? 5 : 10, above = is_compact ? 1 : is_low ? 2 : 7;
    ui_pad(ui, side, above, side, above);
    ui_card(ui) {
        ui_gap(ui, is_compact ? 5 : 10);
        ui_cross(ui, SPREAD_STRETCH);
        if (is_tall)
            ui_open(ui, DOWN);
        else
            ui_open(ui, ACROSS);
        ui_enter(ui);
        ui_grow(ui, is_tall ? 0 : 1);
        ui_icon(ui, is_bare ? NULL : "people");
        ui_stepper(ui,
            is_compact || ui->theme->switches.reach ? MSG("Other adults")
                                                    : MSG("Other adults with you"),
            &s->others, 0, OTHERS);
        ui_line(ui, is_tall ? ACROSS : DOWN);
        ui_grow(ui, is_tall ? 0 : 1);
        ui_icon(ui, is_bare ? NULL : "speech");
        ui_toggle(ui, "We need an interpreter", language, &s->needs_interpreter);
        ui_close(ui);
    }
}

static void title(Ui *ui)
{
    if (ui->theme->shape != COMPACT) {
        ui_steps(ui, 3, 3);
        ui_space(ui, 4);
    }
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_heading(ui, "Who is here today?");
        ui_color(ui, INK_2);
        ui_text(ui, ui->theme->shape == COMPACT ? SMALL : BODY, "Tap to change");
    }
}

/* Low reach: the question and the picture above, all that is touched at the foot. */
static void low_title(App *app, Ui *ui)
{
    ui_grow(ui, 1);
    ui_gap(ui, 8);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, 3);
        ui_column(ui) {
            ui_display(ui, "Who is here today?", 20);
            ui_color(ui, INK_2);
            ui_text(ui, BODY, "Tap to change");
        }
        if (!app->switches.contrast && ui->theme->shape == WIDE)
            ui_picture(ui, "welcome", "", 126, 80);
    }
}

static void body(App *app, Ui *ui, Household *s)
{
    bool is_compact = ui->theme->shape == COMPACT, is_low = ui->theme->switches.reach;
    float gap = is_compact || (is_low && ui->theme->shape == TALL) ? 1 : is_low ? 2 : 6;
    part_content(app, ui)
    {
        if (is_low)
            low_title(app, ui);
        else
            title(ui);
        ui_space(ui, gap);
        if (is_low)
            extras(app, ui, s);
        else
            people(app, ui, s);
        ui_space(ui, gap);
        if (is_low)
            low_people(app, ui, s);
        else
            extras(app, ui, s);
        part_error(ui, &s->err);
    }
    ui_space(ui, is_compact ? 1 : gap);
}

void screen_household(App *app, Ui *ui)
{
    Household *s = screen_state(app, sizeof *s);
    Visit sum = {0};
    Id here[HOME_PEOPLE];
    if (!s->is_loaded)
        load(app, s);

    part_header(app, ui, true);
    part_main(app, ui) body(app, ui, s);
    people_here(&app->guest.home, s, here, &sum);
    int count = sum.adults + sum.children;
    Bar bar = {
        .has_back = true, .filled_icon = "check", .is_disabled = count == 0 || !s->is_loaded};
    bar.filled = is_change(app) ? MSG("Save: {0, plural, one {# person} other {# people}}")
                                : MSG("Check in {0, plural, one {# person} other {# people}}");
    bar.words = ui_words(ui, bar.filled, count);
    if (part_bar(app, ui, &bar) == BAR_FILLED)
        keep(app, s);
}
