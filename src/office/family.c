/* One family at the event: who of it is here, and all that staff do to its visit. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/office.h"
#include "store/appointments.h"
#include "store/desk.h"

#include <string.h>

enum { TODAY = 6, TEACHERS = 4, OTHERS = 12 };

typedef struct {
    bool is_loaded, is_found, is_moving;
    DeskFamily family;
    Event today[TODAY]; /* to move to */
    int today_count;
    Appointment teachers[TEACHERS];
    int teacher_count;
    Err err;
} FamilyPage;

static bool has_visit(const FamilyPage *s)
{
    return !id_is_zero(s->family.visit.id);
}

static void tell(FamilyPage *s, const Err *err)
{
    log_line(LOG_PROBLEM, "a family at the desk: %s", err->detail);
    s->err = *err;
}

/* --- what is read -------------------------------------------------------------------------- */

static void read_today(App *app, FamilyPage *s)
{
    Err err = {0};
    int32_t day = zone_day(app->zone, office_at(app));
    int count = events_between(app->store, zone_day_start(app->zone, day),
        zone_day_end(app->zone, day), s->today, TODAY, &err);
    if (count < 0)
        tell(s, &err);
    s->today_count = count > TODAY ? TODAY : count < 0 ? 0 : count;
    count = appointments_of_home(
        app->store, s->family.visit.opened_by, app->guest.event, 0, s->teachers, TEACHERS, &err);
    if (count < 0)
        tell(s, &err);
    s->teacher_count = count > TEACHERS ? TEACHERS : count < 0 ? 0 : count;
}

static void load(App *app, FamilyPage *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    s->is_loaded = true;
    s->is_found = desk_look(app->store, &by, app->place.subject, &err) &&
        desk_family(app->store, app->place.subject, app->guest.event, &s->family, &err);
    if (s->is_found)
        read_today(app, s);
    else
        tell(s, &err);
}

/* --- what is done -------------------------------------------------------------------------- */

static int people_here(const FamilyPage *s, int *adults, int *children)
{
    *adults = s->family.others;
    *children = s->family.is_walk_in ? s->family.visit.children : 0;
    for (int i = 0; i < s->family.count; i++)
        if (s->family.is_here[i])
            *(s->family.people[i].is_adult ? adults : children) += 1;
    return *adults + *children;
}

static void done(App *app, FamilyPage *s, ActKind kind)
{
    Act act = {.kind = kind, .visit = s->family.visit.id, .event = s->family.visit.event};
    const Family *row = app->families ? families_of(app->families, s->family.id) : NULL;
    if (row)
        utf8_copy(act.who, sizeof act.who, row->adults);
    if (kind)
        office_say(app, &act);
    wipe(&act, sizeof act);
    app->guest.act.is_new = true;
    go_back(app);
}

static void save(App *app, FamilyPage *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    Visit *visit = &s->family.visit;
    people_here(s, &visit->adults, &visit->children);
    err_clear(&s->err);
    if (has_visit(s)) {
        if (desk_change(app->store, &by, &s->family, &err))
            done(app, s, ACT_NOTHING);
        else
            tell(s, &err);
        return;
    }
    office_begin_visit(app, visit, METHOD_DESK);
    if (desk_arrive(app->store, &by, &s->family, &err)) {
        done(app, s, ACT_ARRIVED);
        return;
    }
    if (err.code != ERR_REFUSED)
        wipe(&visit->id, sizeof visit->id);
    tell(s, &err);
}

typedef bool (*Change)(Store *store, const AuditBy *by, Id visit, Err *err);

static void change(App *app, FamilyPage *s, Change act, ActKind kind)
{
    Err err = {0};
    AuditBy by = office_by(app);
    err_clear(&s->err);
    if (act(app->store, &by, s->family.visit.id, &err) || err.code == ERR_NOT_FOUND)
        done(app, s, kind);
    else
        tell(s, &err);
}

static bool meet(Store *store, const AuditBy *by, Id visit, Err *err)
{
    return desk_meet(store, by, visit, true, err);
}

static void move(App *app, FamilyPage *s, Id event)
{
    Err err = {0};
    AuditBy by = office_by(app);
    s->is_moving = false;
    err_clear(&s->err);
    if (desk_move(app->store, &by, s->family.visit.id, event, &err))
        done(app, s, ACT_MOVED);
    else
        tell(s, &err);
}

/* --- who is here --------------------------------------------------------------------------- */

static const char *about(Ui *ui, const DeskPerson *p)
{
    if (p->is_adult)
        return language_text(ui->language, MSG("Parent or guardian"));
    const char *grade = office_grade(ui, p->grade);
    return p->room[0] ? ui_words(ui, "{0} · {1}", grade, p->room) : grade;
}

/* Scrolled by itself where something stands beside it. */
static void people(Ui *ui, FamilyPage *s, bool is_beside)
{
    ui_gap(ui, 3);
    if (is_beside) {
        ui_grow(ui, 1);
        ui_open_scroll(ui, MSG("Who is here?"));
    } else {
        ui_open(ui, DOWN);
    }
    ui_enter(ui);
    for (int i = 0; i < s->family.count; i++) {
        const DeskPerson *p = &s->family.people[i];
        ui_key(ui, (uint64_t)i + 1);
        if (ui_choice(ui, TICK, p->name, about(ui, p), s->family.is_here[i]))
            s->family.is_here[i] = !s->family.is_here[i];
    }
    ui_close(ui);
}

/* --- beside them --------------------------------------------------------------------------- */

static void extras(App *app, Ui *ui, FamilyPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_pad(ui, 6, is_compact ? 1 : 3, 6, is_compact ? 1 : 3);
    ui_gap(ui, 2);
    ui_card(ui) {
        ui_stepper(ui, MSG("Other adults"), &s->family.others, 0, OTHERS);
        ui_line(ui, ACROSS);
        ui_toggle(ui, MSG("Interpreter wanted"), office_language(app, ui, s->family.language),
            &s->family.visit.needs_interpreter);
    }
}

static void teachers(App *app, Ui *ui, const FamilyPage *s)
{
    for (int i = 0; i < s->teacher_count; i++) {
        const Appointment *a = &s->teachers[i];
        ui_key(ui, id_hash(a->id));
        ui_gap(ui, 3);
        ui_row(ui) {
            ui_symbol(ui, "clock", 8, INK_2);
            ui_grow(ui, 1);
            ui_value(ui, SMALL,
                ui_words(
                    ui, "{0} · {1} · {2}", office_clock(app, ui, a->starts), a->teacher, a->room));
        }
    }
}

static void status(App *app, Ui *ui, const FamilyPage *s)
{
    const Visit *v = &s->family.visit;
    if (s->family.must_see_office)
        ui_banner(ui, INFO, "info", "Please see the office about this family");
    if (!has_visit(s))
        return;
    if (v->is_unsaid)
        ui_tag(ui, SUNK, "clock",
            ui_words(ui, "Was here, {0}, {1}", office_clock(app, ui, v->arrived), v->kiosk));
    else if (v->left)
        ui_tag(ui, SUNK, "exit", ui_words(ui, "Left, {0}", office_clock(app, ui, v->left)));
    else
        ui_tag(ui, GOOD, "check",
            ui_words(ui, "Here since {0}, {1}", office_clock(app, ui, v->arrived), v->kiosk));
}

/* Not where nobody said when they left: that is over. */
static void out_or_in(App *app, Ui *ui, FamilyPage *s)
{
    bool has_left = s->family.visit.left != 0;
    ui_icon(ui, has_left ? "door" : "exit");
    if (!ui_button(ui, SECOND, has_left ? MSG("In again") : MSG("Check out")))
        return;
    if (has_left)
        change(app, s, desk_return, ACT_NOTHING);
    else
        change(app, s, desk_leave, ACT_LEFT);
}

static void acts(App *app, Ui *ui, FamilyPage *s)
{
    const Family *row = app->families ? families_of(app->families, s->family.id) : NULL;
    const Visit *v = &s->family.visit;
    if (v->needs_interpreter && row && row->state == FAMILY_HERE && !row->is_met) {
        ui_icon(ui, "speech");
        if (ui_button(ui, SECOND, "The interpreter is there"))
            change(app, s, meet, ACT_MET);
    }
    if (!v->is_unsaid)
        out_or_in(app, ui, s);
    if (s->today_count > 1) {
        ui_icon(ui, "calendar");
        if (ui_button(ui, SECOND, "Move to another event"))
            s->is_moving = true;
    }
    ui_icon(ui, "undo");
    if (ui_button(ui, SECOND, "Was not here"))
        change(app, s, desk_undo, ACT_NOTHING);
}

static void side(App *app, Ui *ui, FamilyPage *s)
{
    ui_gap(ui, 4);
    ui_column(ui) {
        status(app, ui, s);
        extras(app, ui, s);
        teachers(app, ui, s);
        if (has_visit(s))
            acts(app, ui, s);
    }
}

/* --- moving -------------------------------------------------------------------------------- */

static void events(App *app, Ui *ui, FamilyPage *s)
{
    char times[96];
    for (int i = 0; i < s->today_count; i++) {
        const Event *event = &s->today[i];
        if (id_equal(event->id, s->family.visit.event))
            continue;
        format_times(app->formats, app->language, times, sizeof times, event->starts, event->ends);
        ui_key(ui, id_hash(event->id));
        if (ui_choice(ui, DOT, app_content(app, event->id, CONTENT_TITLE), times, false))
            move(app, s, event->id);
    }
}

static void ask_where(App *app, Ui *ui, FamilyPage *s)
{
    if (!s->is_moving)
        return;
    office_dialog_place(ui);
    ui_dialog(ui, "Move to which event?") {
        ui_width(ui, ui->theme->shape == WIDE ? 264 : 240);
        ui_pad(ui, 10, 8, 10, 8);
        ui_gap(ui, 4);
        ui_card(ui) {
            ui_heading(ui, "Move to which event?");
            events(app, ui, s);
            ui_icon(ui, "arrow");
            if (ui_button(ui, SECOND, "Back"))
                s->is_moving = false;
        }
    }
}

/* --- the page ------------------------------------------------------------------------------ */

static void name(App *app, Ui *ui, const FamilyPage *s)
{
    const Family *row = app->families ? families_of(app->families, s->family.id) : NULL;
    ui_bold_value(ui, ui->theme->shape == COMPACT ? LEAD : TITLE, row ? row->adults : "");
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
}

/* With low reach the name stands where nobody reaches, and the rest below. */
static void body(App *app, Ui *ui, FamilyPage *s)
{
    bool is_beside = ui->theme->shape != TALL && !app->switches.large;
    if (ui->theme->switches.reach) {
        ui_height(ui, office_out_of_reach(ui));
        ui_along(ui, SPREAD_END);
    }
    ui_column(ui)
        name(app, ui, s);
    ui_grow(ui, 1);
    ui_gap(ui, 8);
    ui_cross(ui, SPREAD_STRETCH);
    if (is_beside)
        ui_open(ui, ACROSS);
    else
        ui_open_scroll(ui, MSG("One family"));
    ui_enter(ui);
    people(ui, s, is_beside);
    if (is_beside) {
        ui_width(ui, ui->theme->shape == COMPACT ? 120 : 190);
        ui_scroll(ui, "What they need")
            side(app, ui, s);
    } else {
        side(app, ui, s);
    }
    ui_close(ui);
    ui_space(ui, 3);
}

void screen_family(App *app, Ui *ui)
{
    FamilyPage *s = screen_state(app, sizeof *s);
    int adults, children;
    if (!s->is_loaded)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        office_error(ui, &s->err);
        if (s->is_found)
            body(app, ui, s);
    }
    int count = people_here(s, &adults, &children);
    OfficeBar bar = {.has_back = true, .filled_icon = "check", .is_disabled = !count};
    bar.filled = has_visit(s) ? MSG("Save: {0, plural, one {# person} other {# people}}")
                              : MSG("Check in {0, plural, one {# person} other {# people}}");
    bar.words = ui_words(ui, bar.filled, count);
    if (!s->is_found)
        bar.filled = NULL;
    if (office_bar(app, ui, &bar) == OFFICE_FILLED)
        save(app, s);
    ask_where(app, ui, s);
}
