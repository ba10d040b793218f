/* One sign-up at the office: who it is, what they need, how it stands; give it places, move it to
 * another date, cancel it. Each is one act, and can be taken back. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/signing.h"

#include <stdio.h>
#include <string.h>

enum { OTHERS = 10 };

typedef enum { SHOWS, MOVES, CANCELS, WRITES } Step;
typedef enum { ASKS_NOTHING, ASKS_PLACES, ASKS_CANCEL } Question;

typedef struct {
    int64_t minute;
    bool has_looked;
    Signed it;
    Signed before; /* the last act */
    Session session;
    Places missing; /* for this party in its own session */
    Session others[OTHERS];
    int other_count;
    Step step;
    Question asks;
    Id chosen;  /* of others */
    int reason; /* of the list, from 1; 0: none yet */
    char words[REASON_SIZE];
    Toast toast;
    const char *said; /* by the toast */
    PlacingAnswer answer;
    Places short_of; /* of the answer */
    Err err;
} SignedPage;

static bool is_wide(const Ui *ui)
{
    return ui->theme->shape == WIDE;
}

/* --- reading ------------------------------------------------------------------------------- */

/* Another date, not its own. */
static bool read_others(App *app, SignedPage *s)
{
    Session found[OTHERS + 1];
    int count = sessions_of(app->store, s->session.workshop, app->now, found, OTHERS + 1, &s->err);
    s->other_count = 0;
    for (int i = 0; i < count && i < OTHERS + 1 && s->other_count < OTHERS; i++)
        if (!id_equal(found[i].id, s->session.id))
            s->others[s->other_count++] = found[i];
    return count >= 0;
}

static bool note_look(App *app, SignedPage *s)
{
    AuditBy by = office_by(app);
    if (s->has_looked)
        return true;
    s->has_looked = true;
    return audit_add(app->store, &by, "signup.looked", id_text(app->place.subject), "", &s->err);
}

/* A look that cannot be noted shows nothing. */
static void load(App *app, SignedPage *s)
{
    Id id = app->place.subject;
    s->minute = app->now / 60;
    bool is_read = note_look(app, s) && signed_get(app->store, id, &s->it, &s->err) &&
        signups_settle(app->store, s->it.signup.session, app->now, &s->err) >= 0 &&
        signed_get(app->store, id, &s->it, &s->err) &&
        sessions_get(app->store, s->it.signup.session, &s->session, &s->err) && read_others(app, s);
    if (is_read) {
        s->missing = placing_missing(&s->it.signup.party, &s->session);
        return;
    }
    log_line(LOG_PROBLEM, "sign-up: %s", s->err.detail);
    wipe(&s->it, sizeof s->it);
    s->has_looked = false;
    s->answer = PLACING_FAILED;
}

/* --- what is done --------------------------------------------------------------------------- */

/* After each act; `said` is what the toast says of it. */
static void finish(App *app, SignedPage *s, PlacingAnswer answer, const char *said)
{
    Err err = s->err;
    Signed before = s->it;
    if (answer == PLACING_FAILED)
        log_line(LOG_PROBLEM, "sign-up: %s", err.detail);
    s->step = SHOWS;
    s->toast = (Toast){0};
    s->answer = answer;
    load(app, s);
    if (answer == PLACING_FAILED)
        s->err = err;
    if (answer == PLACING_DONE && said) {
        s->before = before;
        s->said = said;
        toast_say(&app->ui, &s->toast);
    }
    wipe(&before, sizeof before);
}

static void promote(App *app, SignedPage *s)
{
    AuditBy by = office_by(app);
    finish(app, s,
        placing_promote(app->store, &by, s->it.signup.id, &s->short_of, err_clear(&s->err)),
        MSG("They have places"));
}

static void move(App *app, SignedPage *s)
{
    AuditBy by = office_by(app);
    finish(app, s,
        placing_move(app->store, &by, s->it.signup.id, s->chosen, &s->short_of, err_clear(&s->err)),
        MSG("Moved"));
}

static void cancel(App *app, SignedPage *s)
{
    AuditBy by = office_by(app);
    const char *listed = placing_reason(s->reason - 1);
    finish(app, s,
        placing_cancel(
            app->store, &by, s->it.signup.id, listed ? listed : s->words, err_clear(&s->err)),
        MSG("Cancelled"));
}

static void undo(App *app, SignedPage *s)
{
    AuditBy by = office_by(app);
    finish(
        app, s, placing_undo(app->store, &by, &s->before, &s->short_of, err_clear(&s->err)), NULL);
}

static void begin(SignedPage *s, Step step)
{
    s->step = step;
    s->answer = PLACING_DONE;
    s->chosen = (Id){0};
    s->reason = 0;
    wipe(s->words, sizeof s->words);
}

/* --- how it stands -------------------------------------------------------------------------- */

static bool is_over(const App *app, const SignedPage *s)
{
    return s->session.is_withdrawn || s->session.ends <= app->now;
}

static bool can_promote(const App *app, const SignedPage *s)
{
    SignupState state = s->it.signup.state;
    return s->it.signup.code[0] && !is_over(app, s) && state != SIGNUP_CONFIRMED &&
        state != SIGNUP_ATTENDED;
}

static bool can_move(const SignedPage *s)
{
    SignupState state = s->it.signup.state;
    return s->other_count && state != SIGNUP_ATTENDED && state != SIGNUP_CANCELLED;
}

static bool can_cancel(const SignedPage *s)
{
    SignupState state = s->it.signup.state;
    return state == SIGNUP_CONFIRMED || state == SIGNUP_WAITING || state == SIGNUP_OFFERED;
}

static bool is_short(const Places *p)
{
    return p->seats || p->childcare || p->interpreters || p->rides;
}

/* What does not fit is told, and not asked. */
static void ask_places(SignedPage *s)
{
    bool fits = s->it.signup.state == SIGNUP_OFFERED || !is_short(&s->missing);
    s->short_of = s->missing;
    s->answer = fits ? PLACING_DONE : PLACING_NO_ROOM;
    s->asks = fits ? ASKS_PLACES : ASKS_NOTHING;
}

/* --- the sign-up ---------------------------------------------------------------------------- */

static void acts(App *app, Ui *ui, SignedPage *s)
{
    if (can_move(s)) {
        ui_icon(ui, "calendar");
        if (ui_button(ui, SECOND, "Move to another date"))
            begin(s, MOVES);
    }
    if (can_cancel(s)) {
        ui_icon(ui, "close");
        if (ui_button(ui, SECOND, "Cancel this sign-up"))
            begin(s, CANCELS);
    }
    if (s->it.signup.state == SIGNUP_CANCELLED && can_promote(app, s)) {
        ui_icon(ui, "undo");
        if (ui_button(ui, SECOND, "Give places again"))
            ask_places(s);
    }
    if (can_promote(app, s) && s->it.signup.state != SIGNUP_OFFERED && is_short(&s->missing)) {
        ui_color(ui, INK_2);
        ui_note(ui, SMALL, ui_words(ui, "Missing: {0}", signing_places(ui, &s->missing)));
    }
}

static void shows(App *app, Ui *ui, SignedPage *s)
{
    signing_refused(ui, s->answer, &s->short_of, &s->err);
    if (!s->it.signup.code[0])
        return;
    bool is_low = ui->theme->switches.reach;
    bool is_narrow = ui->theme->shape == TALL || signing_is_tight(ui) || is_low;
    if (is_low)
        ui_grow(ui, 1);
    ui_gap(ui, is_wide(ui) ? 10 : 5);
    ui_cross(ui, is_narrow ? SPREAD_STRETCH : SPREAD_START);
    if (is_narrow)
        ui_open(ui, DOWN);
    else
        ui_open(ui, ACROSS);
    ui_enter(ui);
    if (!is_narrow)
        ui_grow(ui, 1);
    ui_column(ui)
        signing_sign_up(app, ui, &s->it, &s->session);
    if (is_low) {
        ui_grow(ui, 1);
        ui_space(ui, 0);
    }
    if (!is_narrow)
        ui_width(ui, is_wide(ui) ? 130 : 86);
    ui_gap(ui, 4);
    ui_column(ui)
        acts(app, ui, s);
    ui_close(ui);
}

/* --- moving --------------------------------------------------------------------------------- */

static const Session *chosen(const SignedPage *s)
{
    for (int i = 0; i < s->other_count; i++)
        if (id_equal(s->others[i].id, s->chosen))
            return &s->others[i];
    return NULL;
}

static Places missing_in(const SignedPage *s, const Session *session)
{
    return placing_missing(&s->it.signup.party, session);
}

static void other(App *app, Ui *ui, SignedPage *s, const Session *session)
{
    Places missing = missing_in(s, session);
    SessionRow row = {.id = session->id,
        .starts = session->starts,
        .ends = session->ends,
        .is_virtual = session->is_virtual};
    snprintf(row.language, sizeof row.language, "%s", session->language);
    const char *small = signing_where(app, ui, &row), *why = NULL;
    if (is_short(&missing))
        why = ui_words(ui, "Missing: {0}", signing_places(ui, &missing));
    if (why && !is_wide(ui))
        small = ui_words(ui, "{0}. {1}", small, why);
    if (why)
        ui_with_tag(
            ui, PROBLEM, "alert", is_wide(ui) ? why : language_text(ui->language, MSG("No room")));
    else
        ui_with_tag(ui, GOOD, "check", language_text(ui->language, MSG("There is room")));
    ui_key(ui, id_hash(session->id));
    if (ui_choice(ui, DOT, signing_day(app, ui, session->starts), small,
            id_equal(session->id, s->chosen)))
        s->chosen = session->id;
}

static void moves(App *app, Ui *ui, SignedPage *s)
{
    office_top(ui)
    {
        ui_heading(ui, "To which date?");
        ui_color(ui, INK_2);
        ui_note(ui, SMALL,
            ui_words(ui, "{0}: {1}", s->it.name, signing_party(ui, &s->it.signup.party)));
        ui_space(ui, 2);
    }
    ui_gap(ui, 3);
    ui_grow(ui, 1);
    ui_scroll(ui, "Dates") {
        for (int i = 0; i < s->other_count; i++)
            other(app, ui, s, &s->others[i]);
    }
}

/* --- cancelling ----------------------------------------------------------------------------- */

static bool has_reason(const SignedPage *s)
{
    return placing_reason(s->reason - 1) || s->words[strspn(s->words, " ")];
}

static void cancels(Ui *ui, SignedPage *s)
{
    int i = 0;
    office_top(ui)
    {
        ui_heading(ui, "Why is it cancelled?");
        ui_space(ui, 2);
    }
    ui_grow(ui, 1);
    ui_scroll(ui, "Reasons") {
        ui_gap(ui, 3);
        ui_grid(ui, ui->theme->shape == TALL ? 1 : 2) {
            for (; placing_reason(i); i++) {
                ui_key(ui, (uint64_t)i + 1);
                if (ui_choice(
                        ui, DOT, signing_reason(ui, placing_reason(i)), "", s->reason == i + 1))
                    s->reason = i + 1;
            }
            ui_key(ui, (uint64_t)i + 1);
            if (ui_choice(ui, DOT, language_text(ui->language, MSG("Another reason")), s->words,
                    s->reason == i + 1)) {
                s->reason = i + 1;
                s->step = WRITES;
            }
        }
    }
}

static void writes(Ui *ui, SignedPage *s)
{
    ui_bold(ui, BODY, "Why is it cancelled?");
    ui_space(ui, 1);
    ui_hint(ui, MSG("A few words; others in the office read them"));
    ui_field(ui, "Reason", s->words, sizeof s->words);
    ui_grow(ui, 1);
    ui_space(ui, 0);
    ui_keyboard(ui);
}

/* --- questions ------------------------------------------------------------------------------ */

static const char *waiting_words(Ui *ui, const SignedPage *s)
{
    const Signup *u = &s->it.signup;
    if (u->state == SIGNUP_OFFERED)
        return language_text(ui->language, MSG("They take what they were offered."));
    int longer = u->state == SIGNUP_WAITING ? u->ahead : s->session.waiting;
    return ui_words(ui,
        "{0, plural, =0 {Nobody has waited longer.} one {# family has waited longer.}"
        " other {# families have waited longer.}}",
        longer);
}

static void ask(App *app, Ui *ui, SignedPage *s)
{
    Ask places = {.question = MSG("Give them places?"),
        .sentence = MSG("They take what they were offered."),
        .safe = MSG("No, go back"),
        .act = MSG("Yes, give places")};
    Ask giving_up = {.question = MSG("Cancel this sign-up?"),
        .sentence = MSG("What becomes free goes to the next family. Unless they asked"
                        " for it, they stand on the call sheet."),
        .safe = MSG("No, go back"),
        .act = MSG("Cancel it"),
        .is_destructive = true};
    Question asks = s->asks;
    if (!asks)
        return;
    places.words = waiting_words(ui, s);
    signing_ask_low(ui);
    AskAnswer said = ui_ask(ui, asks == ASKS_PLACES ? &places : &giving_up);
    if (said != ASK_NOTHING)
        s->asks = ASKS_NOTHING;
    if (said == ASK_ACT && asks == ASKS_PLACES)
        promote(app, s);
    else if (said == ASK_ACT)
        cancel(app, s);
}

/* --- the page ------------------------------------------------------------------------------- */

static void fill_bar(const App *app, const SignedPage *s, OfficeBar *bar)
{
    const Session *to = chosen(s);
    Places missing = to ? missing_in(s, to) : (Places){0};
    if (s->step == MOVES) {
        bar->filled = MSG("Move them");
        bar->filled_icon = "next";
        bar->is_disabled = !to || is_short(&missing);
    } else if (s->step == CANCELS) {
        bar->filled = MSG("Cancel this sign-up");
        bar->filled_icon = "close";
        bar->is_disabled = !has_reason(s);
    } else if (s->step == WRITES) {
        bar->filled = MSG("Next");
        bar->filled_icon = "next";
        bar->is_disabled = !has_reason(s) || utf8_length(s->words) > REASON_LETTERS;
    } else if (s->it.signup.state != SIGNUP_CANCELLED && can_promote(app, s)) {
        bar->filled = MSG("Give places");
        bar->filled_icon = "check";
    }
}

static void do_filled(App *app, SignedPage *s)
{
    if (s->step == MOVES)
        move(app, s);
    else if (s->step == CANCELS || s->step == WRITES)
        s->asks = ASKS_CANCEL;
    else
        ask_places(s);
}

static void step_back(App *app, SignedPage *s)
{
    if (s->step == SHOWS)
        go_back(app);
    else if (s->step == WRITES)
        s->step = CANCELS;
    else
        begin(s, SHOWS);
}

static void body(App *app, Ui *ui, SignedPage *s)
{
    if (s->step == MOVES)
        moves(app, ui, s);
    else if (s->step == CANCELS)
        cancels(ui, s);
    else if (s->step == WRITES)
        writes(ui, s);
    else {
        office_content(app, ui) shows(app, ui, s);
        if (signing_is_tight(ui))
            ui_pages(ui, "On this page");
    }
}

void screen_signed(App *app, Ui *ui)
{
    SignedPage *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true, .takes_back = true, .toast = &s->toast};
    if (s->minute != app->now / 60)
        load(app, s);
    fill_bar(app, s, &bar);
    bar.toast_words = s->said ? language_text(ui->language, s->said) : "";
    bool has_room = ui->theme->shape != COMPACT || !app->switches.large;
    if (s->step != WRITES || has_room)
        office_header(app, ui);
    office_main(app, ui) body(app, ui, s);
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_BACK)
        step_back(app, s);
    else if (answer == OFFICE_FILLED)
        do_filled(app, s);
    else if (answer == OFFICE_UNDO)
        undo(app, s);
    ask(app, ui, s);
}
