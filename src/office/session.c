/* Session: who comes to one date of a workshop; one touch says that they are here. The office also
 * sees who waits and what they need, and opens a sign-up. Without a subject it is what runs today,
 * or comes next. */
#include "base/log.h"
#include "office/signing.h"

#include <string.h>

enum { SEEN = 24, TODAY = 6 };

typedef struct {
    int64_t minute; /* what was read last; 0: nothing yet */
    bool is_broken; /* it could not be read */
    Id id;          /* zero: there is none today */
    SessionRow session;
    struct {
        Id id, workshop;
        int64_t starts;
    } today[TODAY];
    int today_count;
    Id ids[SIGNED_MOST];
    int count;
    SignedRow seen[SEEN]; /* of ids, */
    int from, held;       /* from this one so many */
    PlacingAnswer answer;
    Toast toast;
    SignedRow last; /* whom the toast is about */
    bool was_here;
    Err err;
} SessionPage;

static bool is_office(const App *app)
{
    return app->guest.level >= OFFICE;
}

/* --- reading ------------------------------------------------------------------------------- */

static bool fail(SessionPage *s)
{
    s->answer = PLACING_FAILED;
    s->is_broken = true;
    log_line(LOG_PROBLEM, "session: %s", s->err.detail);
    return false;
}

/* Of today's, the first that is not over, else the last. */
static bool find_today(App *app, SessionPage *s)
{
    SessionRow rows[TODAY];
    int32_t day = zone_day(app->zone, app->now);
    int count = session_list(app->store, zone_day_start(app->zone, day),
        zone_day_end(app->zone, day), rows, TODAY, &s->err);
    if (count < 0)
        return false;
    s->today_count = 0;
    bool is_found = !id_is_zero(s->id);
    for (int i = 0; i < count && i < TODAY; i++) {
        if (rows[i].is_withdrawn)
            continue;
        s->today[s->today_count].id = rows[i].id;
        s->today[s->today_count].workshop = rows[i].workshop;
        s->today[s->today_count++].starts = rows[i].starts;
        if (!is_found)
            s->id = rows[i].id;
        is_found = is_found || rows[i].ends > app->now;
    }
    return true;
}

static bool read_seen(App *app, SessionPage *s, int from, int to)
{
    from = from < 0 ? 0 : from;
    to = to > s->count ? s->count : to;
    s->from = from;
    s->held = to - from > SEEN ? SEEN : to - from;
    if (!signed_rows(app->store, s->ids + from, s->held, s->seen, &s->err)) {
        s->held = 0;
        return fail(s);
    }
    return true;
}

static void load(App *app, SessionPage *s)
{
    int from = s->from;
    s->minute = app->now / 60;
    s->held = s->count = 0;
    s->is_broken = false;
    if (s->answer == PLACING_FAILED) /* as it begins too */
        s->answer = PLACING_DONE;
    err_clear(&s->err);
    if (id_is_zero(s->id))
        s->id = app->place.subject;
    bool is_read = find_today(app, s);
    if (is_read && !id_is_zero(s->id))
        is_read = signups_settle(app->store, s->id, app->now, &s->err) >= 0 &&
            session_row(app->store, s->id, &s->session, &s->err) &&
            (s->count = signed_list(
                 app->store, s->id, is_office(app), s->ids, SIGNED_MOST, &s->err)) >= 0;
    if (!is_read) {
        s->count = 0;
        fail(s);
        return;
    }
    read_seen(app, s, from, from + SEEN);
}

/* --- what is done --------------------------------------------------------------------------- */

static void attend(App *app, SessionPage *s, const SignedRow *row, bool is_here)
{
    AuditBy by = office_by(app);
    SignedRow who = *row;
    s->answer = placing_attend(app->store, &by, who.id, is_here, err_clear(&s->err));
    PlacingAnswer answer = s->answer;
    if (answer == PLACING_FAILED)
        log_line(LOG_PROBLEM, "attendance: %s", s->err.detail);
    Err err = s->err;
    load(app, s);
    if (answer == PLACING_FAILED)
        s->err = err;
    s->answer = answer;
    if (answer != PLACING_DONE)
        return;
    s->last = who;
    s->was_here = is_here;
    toast_say(&app->ui, &s->toast);
}

static bool is_time(const App *app, const SessionPage *s)
{
    return app->now >= s->session.starts - ATTEND_BEFORE && !s->session.is_withdrawn;
}

/* --- the list ------------------------------------------------------------------------------- */

static const char *small_line(App *app, Ui *ui, const SignedRow *row)
{
    const char *party = signing_party(ui, &row->party);
    const char *needs = signing_needs(app, ui, &row->party);
    if (!is_office(app) || !needs[0] || signing_is_tight(ui))
        return party;
    return ui_words(ui, "{0} · needs: {1}", party, needs);
}

static void row_end(App *app, Ui *ui, SessionPage *s, const SignedRow *row)
{
    bool comes = row->state == SIGNUP_CONFIRMED || row->state == SIGNUP_ATTENDED;
    if (!comes || row->state == SIGNUP_ATTENDED)
        signing_tag(app, ui, row->state, row->ahead, row->offered_until);
    if (comes && is_time(app, s)) {
        bool is_here = row->state == SIGNUP_ATTENDED;
        ui_icon(ui, is_here ? "undo" : "check");
        if (ui_button(ui, is_here ? QUIET : SECOND, is_here ? MSG("Not here") : MSG("Mark here")))
            attend(app, s, row, !is_here);
    }
    if (is_office(app)) {
        ui_icon(ui, "next");
        if (ui_icon_button(ui, "Open this sign-up"))
            go_to(app, screen_signed, row->id);
    }
}

static void list(App *app, Ui *ui, SessionPage *s)
{
    RowRange rows = {.count = s->count, .height = 26};
    ui_grow(ui, 1);
    ui_rows(ui, "Who comes", &rows) {
        bool is_held = rows.first >= s->from && rows.last <= s->from + s->held;
        if (!is_held && !s->is_broken)
            read_seen(app, s, rows.first, rows.last);
        for (int i = rows.first; i < rows.last; i++) {
            SignedRow none = {.id = s->ids[i]};
            bool is_read = i >= s->from && i < s->from + s->held;
            SignedRow row = is_read ? s->seen[i - s->from] : none;
            ui_key(ui, id_hash(row.id));
            ui_entry(ui, row.name, is_read ? small_line(app, ui, &row) : "")
                row_end(app, ui, s, &row);
        }
    }
}

/* --- the head ------------------------------------------------------------------------------- */

static void go_on_to(App *app, SessionPage *s, Id id)
{
    s->id = id;
    s->from = 0;
    s->toast = (Toast){0};
    s->answer = PLACING_DONE;
    load(app, s);
}

static bool today_chip(App *app, Ui *ui, const SessionPage *s, int i)
{
    char time[48];
    format_date(app->formats, app->language, time, sizeof time, FORMAT_TIME, s->today[i].starts);
    const char *title = app_content(app, s->today[i].workshop, CONTENT_TITLE);
    ui_key(ui, id_hash(s->today[i].id));
    return ui_chip(ui, ui_words(ui, "{0}, {1}", time, title), id_equal(s->today[i].id, s->id));
}

/* Today's, to go from one to the other. */
static void choose(App *app, Ui *ui, SessionPage *s)
{
    bool is_one = s->today_count == 1 && id_equal(s->today[0].id, s->id);
    if (!s->today_count || is_one ||
        zone_day(app->zone, s->session.starts) != zone_day(app->zone, app->now))
        return;
    Id chosen = s->id;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < s->today_count; i++)
            if (today_chip(app, ui, s, i))
                chosen = s->today[i].id;
    }
    ui_space(ui, 2);
    if (!id_equal(chosen, s->id))
        go_on_to(app, s, chosen);
}

static void counts(Ui *ui, const SessionRow *r)
{
    int coming = r->confirmed + r->attended;
    ui_gap(ui, 0);
    ui_cross(ui, SPREAD_END);
    ui_column(ui) {
        ui_bold_note(ui, ui->theme->shape == COMPACT ? LEAD : TITLE,
            ui_words(ui, "{0, number} of {1, number}", r->attended, coming));
        if (!signing_is_tight(ui))
            ui_text(ui, SMALL, "families here");
    }
}

static void about(App *app, Ui *ui, const SessionRow *r)
{
    ui_bold_note(ui, ui->theme->shape == COMPACT ? LEAD : TITLE,
        app_content(app, r->workshop, CONTENT_TITLE));
    if (signing_is_tight(ui))
        return;
    ui_color(ui, INK_2);
    ui_note(ui, SMALL,
        ui_words(ui, "{0}, {1}", signing_day(app, ui, r->starts), signing_where(app, ui, r)));
}

static void head(App *app, Ui *ui, const SessionPage *s)
{
    const SessionRow *r = &s->session;
    ui_gap(ui, 4);
    ui_cross(ui, SPREAD_CENTER);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_column(ui)
            about(app, ui, r);
        if (r->is_withdrawn)
            ui_tag(ui, PROBLEM, "alert", language_text(ui->language, MSG("Called off")));
        counts(ui, r);
    }
}

/* What there is to read before the list. */
static void top(App *app, Ui *ui, const SessionPage *s)
{
    if (id_is_zero(s->id))
        ui_heading(ui, "Who comes");
    else
        head(app, ui, s);
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 3);
    signing_refused(ui, s->answer, &(Places){0}, &s->err);
    ui_color(ui, INK_2);
    if (id_is_zero(s->id))
        ui_text(ui, BODY, "There is no workshop today.");
    else if (!s->count)
        ui_text(ui, BODY, "Nobody is signed up yet.");
    else if (!is_time(app, s) && !s->session.is_withdrawn)
        ui_note(ui, SMALL,
            ui_words(ui, "Attendance opens {0}",
                signing_when(app, ui, s->session.starts - ATTEND_BEFORE)));
    else
        ui_space(ui, 0);
    ui_space(ui, 1);
}

static void body(App *app, Ui *ui, SessionPage *s)
{
    office_top(ui) top(app, ui, s);
    choose(app, ui, s);
    if (id_is_zero(s->id) || !s->count)
        return;
    signing_card(ui) list(app, ui, s);
    signing_pages(ui, "Who comes");
}

/* A narrow bar has no room for a name. */
static const char *toast_words(Ui *ui, const SessionPage *s)
{
    if (ui->theme->shape != WIDE || ui->theme->switches.large)
        return language_text(ui->language, s->was_here ? MSG("Here") : MSG("Not here"));
    return ui_words(ui, s->was_here ? MSG("{0}: here") : MSG("{0}: not here"), s->last.name);
}

void screen_session(App *app, Ui *ui)
{
    SessionPage *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true, .toast = &s->toast};
    if (s->minute != app->now / 60)
        load(app, s);
    bar.toast_words = toast_words(ui, s);
    office_header(app, ui);
    office_main(app, ui) body(app, ui, s);
    if (office_bar(app, ui, &bar) != OFFICE_UNDO)
        return;
    attend(app, s, &s->last, !s->was_here);
    s->toast = (Toast){0};
}
