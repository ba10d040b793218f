/* The staff's page: the day in numbers, today's lists and the other work, who waits for help, what
 * this kiosk shows. */
#include "base/log.h"
#include "office/work.h"
#include "store/counts.h"
#include "store/help.h"
#include "store/misses.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

enum { CALLS = 8, MANY_MISSES = 5, TODAY = 6 };

typedef enum { ASKS_NOTHING, ASKS_EMERGENCY, ASKS_LEAVE } Question;

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    Counts counts;
    HelpCall calls[CALLS];
    int waiting; /* all of them */
    int misses;
    Event today[TODAY];
    int today_count;
    NightlyHealth copies;
    Question asks;
    Err err;
} StaffPage;

/* --- what is read and done ----------------------------------------------------------------- */

static Id running(const App *app)
{
    return app->open_count ? app->open[0].id : (Id){0};
}

/* Each minute, and after each thing done. */
static void read(App *app, StaffPage *s)
{
    Err err = {0};
    int32_t day = zone_day(app->zone, app->now);
    s->minute = app->now / 60;
    bool is_read = counts_day(app->store, day, running(app), &s->counts, &err);
    s->waiting = is_read ? help_waiting(app->store, s->calls, CALLS, &err) : -1;
    s->misses = is_read ? misses_recent(app->store, app->kiosk, app->now, &err) : -1;
    int events = events_between(app->store, zone_day_start(app->zone, day),
        zone_day_end(app->zone, day), s->today, TODAY, &err);
    s->copies = nightly_health(app);
    s->today_count = events > TODAY ? TODAY : events < 0 ? 0 : events;
    if (is_read && s->waiting >= 0 && s->misses >= 0 && events >= 0)
        return;
    log_line(LOG_PROBLEM, "the staff's page: %s", err.detail);
    s->err = err;
}

static void tell(StaffPage *s, const Err *err)
{
    log_line(LOG_PROBLEM, "the staff's page: %s", err->detail);
    s->err = *err;
}

static void answer(App *app, StaffPage *s, const HelpCall *call)
{
    Err err = {0};
    AuditBy who = office_by(app);
    bool has_begun = sql_begin(app->store, &err);
    bool is_done = has_begun && help_answer(app->store, call->id, app->now, &err) &&
        audit_add(app->store, &who, "help.answered", call->kiosk, call->screen, &err);
    if (!has_begun || !sql_end(app->store, is_done, &err))
        tell(s, &err);
    s->minute = 0;
}

static void show(App *app, StaffPage *s, AppPage page)
{
    Err err = {0};
    if (page != app->shows && !app_page(app, page, &err))
        tell(s, &err);
}

/* Whoever may leave leaves, also where nothing can be written. */
static void leave(App *app)
{
    Err err = {0};
    AuditBy who = office_by(app);
    if (!audit_add(app->store, &who, "kiosk.left", app->kiosk, "", &err))
        log_line(LOG_PROBLEM, "the kiosk was left, and not noted: %s", err.detail);
    app->has_quit = true;
}

/* --- the day in numbers -------------------------------------------------------------------- */

static void figure(Ui *ui, int number, const char *id)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    ui_column(ui) {
        ui_bold_note(ui, TITLE, digits);
        ui_text(ui, SMALL, id);
    }
}

static void title(App *app, Ui *ui, const StaffPage *s)
{
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_grow(ui, 1);
        if (app->open_count)
            ui_bold_note(ui, BODY, app_content(app, running(app), CONTENT_TITLE));
        else
            ui_bold(ui, BODY, "Today");
        if (s->misses > MANY_MISSES)
            ui_tag(ui, ALREADY, "search",
                ui_words(ui, "Many misses: {0, number} in 10 minutes", s->misses));
    }
}

static void numbers(App *app, Ui *ui, const StaffPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_pad(ui, is_compact ? 4 : 8, is_compact ? 1 : 4, is_compact ? 4 : 8, is_compact ? 1 : 4);
    ui_card(ui) {
        title(app, ui, s);
        ui_gap(ui, 4);
        ui_cross(ui, SPREAD_START);
        ui_grid(ui, ui->theme->switches.reach && ui->theme->shape == WIDE ? 4 : 2) {
            figure(ui, s->counts.visits, MSG("families checked in"));
            figure(ui, s->counts.inside, MSG("people inside now"));
            figure(ui, s->counts.counted, MSG("people just counted"));
            figure(ui, s->counts.walk_ins, MSG("walk-ins"));
        }
    }
}

/* --- who waits for help -------------------------------------------------------------------- */

static void call_row(App *app, Ui *ui, StaffPage *s, const HelpCall *call)
{
    bool is_pick_up = strcmp(call->screen, "pick_up") == 0;
    int64_t minutes = app->now > call->at ? (app->now - call->at) / 60 : 0;
    const Language *language = languages_find(app->languages, call->language);
    const char *words = ui_words(ui, "{0}, {1}, {2, plural, one {# minute} other {# minutes}} ago",
        call->kiosk, language ? language->own_name : call->language, (int)minutes);
    ui_key(ui, id_hash(call->id));
    ui_entry(ui,
        language_text(ui->language,
            is_pick_up ? MSG("Somebody waits to pick up a child") : MSG("Somebody asks for help")),
        words) {
        ui_key(ui, id_hash(call->id));
        ui_icon(ui, "check");
        if (ui_button(ui, SECOND, "Answered"))
            answer(app, s, call);
    }
}

static void calls(App *app, Ui *ui, StaffPage *s)
{
    ui_bold(ui, BODY, "Waiting for help");
    if (s->waiting <= 0) {
        ui_color(ui, INK_2);
        ui_text(ui, BODY, "Nobody is waiting.");
        return;
    }
    for (int i = 0; i < s->waiting && i < CALLS; i++)
        call_row(app, ui, s, &s->calls[i]);
    if (s->waiting > CALLS) {
        ui_color(ui, INK_2);
        ui_note(ui, SMALL,
            ui_words(ui, "{0, plural, one {# more} other {# more}}", s->waiting - CALLS));
    }
}

/* --- what this kiosk shows ----------------------------------------------------------------- */

static void pages(App *app, Ui *ui, StaffPage *s)
{
    static const char *const IDS[] = {[PAGE_OPEN] = MSG("kiosk|Open"),
        [PAGE_CLOSED] = MSG("kiosk|Closed"),
        [PAGE_EMERGENCY] = MSG("Emergency")};
    ui_bold(ui, BODY, "This kiosk shows");
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < (int)(sizeof IDS / sizeof *IDS); i++) {
            ui_key(ui, (uint64_t)i + 1);
            if (!ui_chip(ui, language_text(ui->language, IDS[i]), (int)app->shows == i))
                continue;
            if (i == PAGE_EMERGENCY && app->shows != PAGE_EMERGENCY)
                s->asks = ASKS_EMERGENCY;
            else
                show(app, s, (AppPage)i);
        }
    }
}

/* --- the page ------------------------------------------------------------------------------ */

static void ask(App *app, Ui *ui, StaffPage *s)
{
    static const Ask EMERGENCY = {.question = MSG("Show the emergency page?"),
        .sentence = MSG("It tells everyone to follow the staff, until you open the kiosk again."),
        .safe = MSG("Back"),
        .act = MSG("Show it now"),
        .is_destructive = true};
    static const Ask LEAVE = {.question = MSG("Leave the kiosk?"),
        .sentence = MSG("Families cannot check in until somebody starts it again."),
        .safe = MSG("Back"),
        .act = MSG("Leave"),
        .is_destructive = true};
    Question asks = s->asks;
    if (!asks)
        return;
    if (ui->theme->switches.reach)
        office_dialog_place(ui);
    AskAnswer said = ui_ask(ui, asks == ASKS_EMERGENCY ? &EMERGENCY : &LEAVE);
    if (said != ASK_NOTHING)
        s->asks = ASKS_NOTHING;
    if (said == ASK_ACT && asks == ASKS_EMERGENCY)
        show(app, s, PAGE_EMERGENCY);
    else if (said == ASK_ACT)
        leave(app);
}

static void day(App *app, Ui *ui, StaffPage *s)
{
    if (!ui->theme->switches.reach)
        numbers(app, ui, s);
    ui_gap(ui, 2);
    ui_column(ui)
        calls(app, ui, s);
    ui_gap(ui, 2);
    ui_column(ui)
        pages(app, ui, s);
}

static void work(App *app, Ui *ui, StaffPage *s)
{
    ui_pad(ui, 6, 1, 2, 1);
    ui_card(ui)
        work_events(app, ui, s->today, s->today_count);
    work_tiles(app, ui);
}

static void columns(App *app, Ui *ui, StaffPage *s)
{
    bool is_beside = ui->theme->shape == WIDE && !app->switches.large;
    ui_gap(ui, is_beside ? 8 : 6);
    ui_cross(ui, is_beside ? SPREAD_START : SPREAD_STRETCH);
    if (is_beside)
        ui_open(ui, ACROSS);
    else
        ui_open(ui, DOWN);
    ui_enter(ui);
    if (is_beside)
        ui_grow(ui, 5);
    ui_gap(ui, 5);
    ui_column(ui)
        work(app, ui, s);
    if (is_beside)
        ui_grow(ui, 4);
    ui_gap(ui, 5);
    ui_column(ui)
        day(app, ui, s);
    ui_close(ui);
}

/* Said only when something is wrong. */
static void health(App *app, Ui *ui, const StaffPage *s)
{
    static const char *const IDS[] = {[NIGHTLY_LATE] = MSG("No good copy of the records for days"),
        [NIGHTLY_BROKEN] = MSG("A copy of the records is damaged"),
        [NIGHTLY_AWAY_LATE] = MSG("No second copy of the records for days")};
    if (!s->copies || app->guest.level < OFFICE)
        return;
    ui_banner_more(ui, ALREADY, "alert", IDS[s->copies],
        language_text(ui->language, MSG("Look at Backups, or tell who set up this kiosk.")));
    ui_space(ui, 3);
}

static void content(App *app, Ui *ui, StaffPage *s)
{
    ui_grow(ui, 1);
    ui_scroll(ui, "On this page")
        columns(app, ui, s);
    ui_space(ui, 2);
}

void screen_staff(App *app, Ui *ui)
{
    StaffPage *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.extra_icon = "exit"};
    if (s->minute != app->now / 60)
        read(app, s);
    if (app->guest.level >= OFFICE)
        bar.extra = MSG("Leave the kiosk");
    office_header(app, ui);
    office_main(app, ui)
    {
        if (ui->theme->switches.reach) {
            ui_height(ui, office_out_of_reach(ui));
            ui_column(ui)
                numbers(app, ui, s);
        }
        office_error(ui, &s->err);
        health(app, ui, s);
        content(app, ui, s);
    }
    if (office_bar(app, ui, &bar) == OFFICE_EXTRA)
        s->asks = ASKS_LEAVE;
    ask(app, ui, s);
}
