/* A walk-in at the desk, on one page: names, grade, language, how many, an interpreter. A name is
 * enough. Who may be on the roster after all, or is written already, is shown beside it. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/office.h"
#include "store/people.h"
#include "store/repair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRADES = 16, WRITTEN = 2, LETTERS_LEAST = 3, ADULTS_MOST = 20 };

typedef struct {
    bool has_begun;
    Stub stub, asked; /* asked: what was last looked for */
    Id visit;         /* made once, as stub.id is, so that trying again keeps one */
    int adults;
    bool wants_interpreter;
    char grades[GRADES][32];
    int grade_count;
    Suggestion known[REPAIR_SUGGESTIONS];
    RepairStub written[WRITTEN];
    int known_count, written_count;
    OfficeKeys keys;
    Err err;
} WalkIn;

static void begin(App *app, WalkIn *s)
{
    Err err = {0};
    s->has_begun = true;
    s->adults = 1;
    if (app->welcomed_count)
        utf8_copy(s->stub.language, sizeof s->stub.language, app->welcomed[0]->tag);
    s->grade_count = people_grades(app->store, s->grades, GRADES, &err);
    if (s->grade_count < 0)
        log_line(LOG_PROBLEM, "grades: %s", err.detail);
}

static bool has_name(const WalkIn *s)
{
    const char *child = s->stub.child, *adult = s->stub.adult;
    return child[strspn(child, " ")] || adult[strspn(adult, " ")];
}

static Visit visit_of(const App *app, const WalkIn *s)
{
    Visit visit = {.id = s->visit,
        .event = app->guest.event,
        .opened_by = s->stub.id,
        .arrived = office_at(app),
        .day = zone_day(app->zone, office_at(app)),
        .adults = s->adults,
        .children = 1,
        .needs_interpreter = s->wants_interpreter,
        .method = app->guest.on_paper ? METHOD_PAPER : METHOD_WALK_IN};
    utf8_copy(visit.language, sizeof visit.language, s->stub.language);
    utf8_copy(visit.kiosk, sizeof visit.kiosk, app->kiosk);
    return visit;
}

static void keep(App *app, WalkIn *s)
{
    AuditBy by = office_by(app);
    if (id_is_zero(s->visit)) {
        s->visit = store_new_id(app->store, app->now);
        s->stub.id = store_new_id(app->store, app->now);
    }
    Visit visit = visit_of(app, s);
    if (!stubs_write(app->store, &by, &s->stub, &visit, err_clear(&s->err))) {
        log_line(LOG_PROBLEM, "walk-in not kept: %s", s->err.detail);
        return;
    }
    Act act = {.kind = ACT_ARRIVED, .visit = visit.id, .is_new = true};
    const char *name = s->stub.adult[0] ? s->stub.adult : s->stub.child;
    utf8_copy(act.who, sizeof act.who, name);
    office_say(app, &act);
    wipe(&act, sizeof act);
    go_back(app);
}

/* --- who it may be -------------------------------------------------------------------------- */

/* Letters of Chinese or Korean say more: two of them are a name. */
static bool is_enough(const char *name)
{
    int letters = (int)utf8_length(name);
    return letters >= LETTERS_LEAST || (letters == 2 && strlen(name) >= 6);
}

/* After each letter. That it cannot be looked for stops nobody. */
static void look(App *app, WalkIn *s)
{
    Err err = {0};
    Stub asked = s->stub;
    Visit visit = visit_of(app, s);
    if (memcmp(&asked, &s->asked, sizeof asked) == 0)
        return;
    s->asked = asked;
    if (!is_enough(asked.child))
        asked.child[0] = 0;
    if (!is_enough(asked.adult))
        asked.adult[0] = 0;
    s->known_count =
        repair_suggest(app->store, &asked, app->guest.event, s->known, REPAIR_SUGGESTIONS, &err);
    s->written_count = repair_written(app->store, &asked, &visit, s->written, WRITTEN, &err);
    if (s->known_count < 0 || s->written_count < 0)
        log_line(LOG_PROBLEM, "nobody can be looked for: %s", err.detail);
}

static bool is_alike(const WalkIn *s)
{
    return s->known_count > 0 || s->written_count > 0;
}

static void known_row(App *app, Ui *ui, const RepairFamily *family)
{
    const char *words = office_children(ui, family);
    if (family->at)
        words = ui_words(ui, "{0} · here since {1}", words, office_clock(app, ui, family->at));
    ui_key(ui, id_hash(family->id));
    ui_entry(ui, family->adults[0] ? family->adults : words, family->adults[0] ? words : "") {
        ui_key(ui, id_hash(family->id));
        ui_icon(ui, "next");
        if (ui_button(ui, SECOND, "Open"))
            go_to(app, screen_family, family->id);
    }
}

static void written_row(App *app, Ui *ui, const RepairStub *written)
{
    const char *name = written->stub.child[0] ? written->stub.child : written->stub.adult;
    ui_key(ui, id_hash(written->stub.id));
    ui_banner_more(ui, ALREADY, "clock", "Already written",
        ui_words(ui, "{0}, {1}, {2}", name, office_clock(app, ui, written->made), written->kiosk));
}

static void alike(App *app, Ui *ui, const WalkIn *s)
{
    ui_gap(ui, 3);
    ui_column(ui) {
        for (int i = 0; i < s->written_count; i++)
            written_row(app, ui, &s->written[i]);
        if (s->known_count > 0)
            ui_bold(ui, BODY, "Is it one of these?");
        ui_column(ui)
            for (int i = 0; i < s->known_count; i++)
                known_row(app, ui, &s->known[i].family);
    }
}

/* --- the page ------------------------------------------------------------------------------- */

/* "3" of "03": chips are many. */
static const char *short_grade(Ui *ui, const char *grade)
{
    char digits[12];
    if (atoi(grade) <= 0)
        return office_grade(ui, grade);
    snprintf(digits, sizeof digits, "%d", atoi(grade));
    return arena_text(&ui->arenas[ui->current], digits);
}

static void grades(Ui *ui, WalkIn *s)
{
    ui_chips(ui, "Grade") {
        ui_gap(ui, 3);
        ui_grow(ui, 1);
        ui_wrap(ui) for (int i = 0; i < s->grade_count && i < GRADES; i++)
        {
            bool is_chosen = strcmp(s->grades[i], s->stub.grade) == 0;
            ui_key(ui, (uint64_t)i + 1);
            if (ui_chip(ui, short_grade(ui, s->grades[i]), is_chosen))
                utf8_copy(s->stub.grade, sizeof s->stub.grade, is_chosen ? "" : s->grades[i]);
        }
    }
}

static void languages(App *app, Ui *ui, WalkIn *s)
{
    ui_chips(ui, "Home language") {
        ui_gap(ui, 3);
        ui_grow(ui, 1);
        ui_wrap(ui) for (int i = 0; i < app->welcomed_count; i++)
        {
            const Language *language = app->welcomed[i];
            ui_key(ui, (uint64_t)i + 1);
            ui_language(ui, language);
            if (ui_chip(ui, language->own_name, strcmp(language->tag, s->stub.language) == 0))
                utf8_copy(s->stub.language, sizeof s->stub.language, language->tag);
        }
    }
}

static void child(Ui *ui, WalkIn *s)
{
    ui_grow(ui, 1);
    ui_gap(ui, ui->theme->shape == COMPACT ? 2 : 3);
    ui_column(ui) {
        office_keys_field(ui, &s->keys, MSG("Child’s name"), s->stub.child, sizeof s->stub.child);
        if (!s->keys.are_out) {
            ui_bold(ui, SMALL, "Grade");
            grades(ui, s);
        }
    }
}

static void adult(App *app, Ui *ui, WalkIn *s)
{
    ui_grow(ui, 1);
    ui_gap(ui, ui->theme->shape == COMPACT ? 2 : 3);
    ui_column(ui) {
        office_keys_field(
            ui, &s->keys, MSG("Adult’s own name"), s->stub.adult, sizeof s->stub.adult);
        if (!s->keys.are_out) {
            ui_bold(ui, SMALL, "Home language");
            languages(app, ui, s);
        }
    }
}

static void party(Ui *ui, WalkIn *s)
{
    ui_gap(ui, ui->theme->shape == COMPACT ? 6 : 12);
    ui_cross(ui, SPREAD_CENTER);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_stepper(ui, "Adults", &s->adults, 1, ADULTS_MOST);
        ui_grow(ui, 1);
        ui_toggle(ui, "Interpreter wanted", NULL, &s->wants_interpreter);
    }
}

static void questions(App *app, Ui *ui, WalkIn *s)
{
    ui_gap(ui, ui->theme->shape == COMPACT ? 4 : 8);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        child(ui, s);
        adult(app, ui, s);
    }
}

/* On a small glass, and with low reach, the keys leave no room for who it may be. */
static bool is_covered(const Ui *ui, const WalkIn *s)
{
    return s->keys.are_out && (ui->theme->shape == COMPACT || ui->theme->switches.reach);
}

/* Beside the questions where there is room, so that nothing moves while somebody types. */
static void page(App *app, Ui *ui, WalkIn *s)
{
    bool is_wide = ui->theme->shape == WIDE && !app->switches.large;
    ui_gap(ui, 10);
    ui_cross(ui, is_wide ? SPREAD_STRETCH : SPREAD_START);
    ui_grow(ui, is_wide && !ui->theme->switches.reach);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 6);
        ui_column(ui) {
            questions(app, ui, s);
            if (!is_wide && !is_covered(ui, s) && is_alike(s))
                alike(app, ui, s);
            if (!s->keys.are_out)
                party(ui, s);
        }
        if (is_wide && !is_covered(ui, s)) {
            ui_width(ui, 150);
            ui_scroll(ui, "Alike")
                alike(app, ui, s);
        }
    }
}

/* With low reach what is touched stands at the foot, no higher than a hand reaches. */
static void low_page(App *app, Ui *ui, WalkIn *s)
{
    static const float BAR = 42, TALL_BAR = 88;
    ui_grow(ui, 1);
    ui_space(ui, 0);
    ui_height(ui, ui->theme->height * 0.6F - (ui->theme->shape == TALL ? TALL_BAR : BAR));
    ui_scroll(ui, "On this page")
        page(app, ui, s);
}

static const char *extra(const Ui *ui, const WalkIn *s)
{
    if (!s->keys.are_out)
        return NULL;
    return is_alike(s) && is_covered(ui, s) ? MSG("Already known?") : MSG("More");
}

void screen_walk_in(App *app, Ui *ui)
{
    WalkIn *s = screen_state(app, sizeof *s);
    if (!s->has_begun)
        begin(app, s);
    office_keys_begin(ui, &s->keys);
    look(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        if (ui->theme->shape != COMPACT) {
            ui_heading(ui, "New family");
            ui_space(ui, 4);
        }
        office_error(ui, &s->err);
        if (ui->theme->switches.reach && !s->keys.are_out)
            low_page(app, ui, s);
        else
            office_content(app, ui) page(app, ui, s);
        office_keys(ui, &s->keys);
    }
    OfficeBar bar = {.has_back = true, .extra_icon = "down", .filled = MSG("desk|Check in")};
    bar.extra = extra(ui, s);
    bar.filled_icon = "check";
    bar.is_disabled = !has_name(s);
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_FILLED)
        keep(app, s);
    else if (answer == OFFICE_EXTRA)
        s->keys.are_out = false;
}
