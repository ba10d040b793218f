/* What the office does with a sign-up. As in signups.c each act looks anew within its transaction
 * and settles the waiting list before and after. */
#include "store/placing.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/outbox.h"
#include "store/signup_rows.h"

const char *placing_reason(int index)
{
    static const char *const REASONS[] = {
        REASON_FAMILY, "signed_up_twice", "not_enough_places", "date_changed"};
    int count = sizeof REASONS / sizeof *REASONS;
    return index >= 0 && index < count ? REASONS[index] : NULL;
}

/* ---- what all of them do ---- */

static PlacingAnswer end(Store *store, PlacingAnswer answer, Err *err)
{
    return sql_end(store, answer != PLACING_FAILED, err) ? answer : PLACING_FAILED;
}

/* The sign-up, and its session settled. */
static bool look(Store *store, Id id, int64_t now, Signup *u, Session *session, Err *err)
{
    return signups_get(store, id, u, err) &&
        signups_settle_in(store, u->session, session, now, err) >= 0 &&
        signups_get(store, id, u, err);
}

static bool note(
    Store *store, const AuditBy *by, const char *act, Id id, const char *detail, Err *err)
{
    return audit_add(store, by, act, id_text(id), detail, err);
}

/* "waiting -> confirmed". */
static bool note_state(
    Store *store, const AuditBy *by, const char *act, const Signup *u, SignupState state, Err *err)
{
    char detail[64];
    snprintf(
        detail, sizeof detail, "%s -> %s", signup_state_text(u->state), signup_state_text(state));
    return note(store, by, act, u->id, detail, err);
}

static bool is_active(SignupState state)
{
    return state != SIGNUP_EXPIRED && state != SIGNUP_CANCELLED;
}

static bool takes_places(SignupState state)
{
    return is_active(state) && state != SIGNUP_WAITING;
}

static int short_of(int needs, int left)
{
    return needs > left ? needs - left : 0;
}

Places placing_missing(const Party *party, const Session *session)
{
    Places needs = party_places(party), left = session->left;
    return (Places){short_of(needs.seats, left.seats), short_of(needs.childcare, left.childcare),
        short_of(needs.interpreters, left.interpreters), short_of(needs.rides, left.rides)};
}

/* Whether this home has another one in a session; -1. */
static int has_another(Store *store, const Signup *u, Id session, Err *err)
{
    Sql *q = sql(store,
        "SELECT 1 FROM signup u WHERE u.session = :session AND u.opened_by = :home"
        " AND u.id <> :id AND" IS_ACTIVE);
    sql_id(q, ":session", session);
    sql_id(q, ":home", u->opened_by);
    sql_id(q, ":id", u->id);
    bool is_found = sql_row(q);
    return sql_done(q, err) ? is_found : -1;
}

/* Whether a party may have places in a session where it has none: PLACING_DONE. */
static PlacingAnswer room(
    Store *store, const Signup *u, const Session *session, Places *missing, Err *err)
{
    int another = has_another(store, u, session->id, err);
    *missing = placing_missing(&u->party, session);
    if (another)
        return another < 0 ? PLACING_FAILED : PLACING_ALREADY;
    return party_fits(&u->party, &session->left) ? PLACING_DONE : PLACING_NO_ROOM;
}

/* ---- attendance ---- */

static PlacingAnswer attend(Store *store, const AuditBy *by, Id id, bool is_here, Err *err)
{
    SignupState state = is_here ? SIGNUP_ATTENDED : SIGNUP_CONFIRMED;
    Signup u;
    Session session;
    if (!look(store, id, by->at, &u, &session, err))
        return PLACING_FAILED;
    if (u.state == state)
        return PLACING_DONE;
    if (u.state != SIGNUP_CONFIRMED && u.state != SIGNUP_ATTENDED)
        return PLACING_NOT_SO;
    if (session.is_withdrawn)
        return PLACING_TOO_LATE;
    if (by->at < session.starts - ATTEND_BEFORE)
        return PLACING_TOO_EARLY;
    return signup_set(store, id, state, 0, by->at, err) &&
            note_state(store, by, is_here ? "signup.attended" : "signup.absent", &u, state, err)
        ? PLACING_DONE
        : PLACING_FAILED;
}

PlacingAnswer placing_attend(Store *store, const AuditBy *by, Id id, bool is_here, Err *err)
{
    if (!sql_begin(store, err))
        return PLACING_FAILED;
    return end(store, attend(store, by, id, is_here, err), err);
}

/* ---- another place ---- */

/* All that an act may change of a row, with its row of the outbox. */
static bool write(Store *store, const Signed *to, int64_t now, Err *err)
{
    const Signup *u = &to->signup;
    Sql *q = sql(store,
        "UPDATE signup SET session = :session, state = :state,"
        " offered_until = nullif(:until, 0), turn = nullif(:turn, 0), reason = :reason,"
        " called = nullif(:called, 0), told = nullif(:told, 0), changed = :now WHERE id = :id");
    sql_id(q, ":id", u->id);
    sql_id(q, ":session", u->session);
    sql_text(q, ":state", signup_state_text(u->state));
    sql_int(q, ":until", u->offered_until);
    sql_int(q, ":turn", u->turn);
    sql_text(q, ":reason", to->reason);
    sql_int(q, ":called", to->called);
    sql_int(q, ":told", to->told);
    sql_int(q, ":now", now);
    return sql_run(q, err) && outbox_signup(store, "signup.changed", u->id, now, err);
}

static PlacingAnswer promote(Store *store, const AuditBy *by, Id id, Places *missing, Err *err)
{
    Signup u;
    Session session;
    if (!look(store, id, by->at, &u, &session, err))
        return PLACING_FAILED;
    if (u.state == SIGNUP_CONFIRMED)
        return PLACING_DONE;
    if (u.state == SIGNUP_ATTENDED)
        return PLACING_NOT_SO;
    if (session.is_withdrawn || session.ends <= by->at)
        return PLACING_TOO_LATE;
    PlacingAnswer answer =
        takes_places(u.state) ? PLACING_DONE : room(store, &u, &session, missing, err);
    if (answer != PLACING_DONE)
        return answer;
    Signed to = {.signup = u};
    to.signup.state = SIGNUP_CONFIRMED;
    to.signup.offered_until = 0;
    return write(store, &to, by->at, err) &&
            note_state(store, by, "signup.promoted", &u, SIGNUP_CONFIRMED, err)
        ? PLACING_DONE
        : PLACING_FAILED;
}

PlacingAnswer placing_promote(Store *store, const AuditBy *by, Id id, Places *missing, Err *err)
{
    *missing = (Places){0};
    if (!sql_begin(store, err))
        return PLACING_FAILED;
    return end(store, promote(store, by, id, missing, err), err);
}

static bool note_move(Store *store, const AuditBy *by, const Signup *u, const Session *from,
    const Session *to, Err *err)
{
    char detail[256];
    snprintf(detail, sizeof detail, "%.110s -> %.110s", from->uid, to->uid);
    return note(store, by, "signup.moved", u->id, detail, err);
}

static PlacingAnswer move(
    Store *store, const AuditBy *by, Id id, Id session, Places *missing, Err *err)
{
    Signup u;
    Session from, to;
    if (!look(store, id, by->at, &u, &from, err) ||
        signups_settle_in(store, session, &to, by->at, err) < 0)
        return PLACING_FAILED;
    if (!id_equal(from.workshop, to.workshop)) {
        err_set(err, ERR_INVALID, "session %.100s is of another workshop", to.uid);
        return PLACING_FAILED;
    }
    if (id_equal(from.id, to.id))
        return PLACING_DONE;
    if (u.state == SIGNUP_ATTENDED || u.state == SIGNUP_CANCELLED)
        return PLACING_NOT_SO;
    if (!session_is_open(&to, by->at))
        return PLACING_TOO_LATE;
    PlacingAnswer answer = room(store, &u, &to, missing, err);
    if (answer != PLACING_DONE)
        return answer;
    Signed row = {.signup = u};
    row.signup.session = to.id;
    row.signup.state = SIGNUP_CONFIRMED;
    row.signup.offered_until = row.signup.turn = 0;
    return write(store, &row, by->at, err) && note_move(store, by, &u, &from, &to, err) &&
            signups_settle_in(store, from.id, &from, by->at, err) >= 0
        ? PLACING_DONE
        : PLACING_FAILED;
}

PlacingAnswer placing_move(
    Store *store, const AuditBy *by, Id id, Id session, Places *missing, Err *err)
{
    *missing = (Places){0};
    if (!sql_begin(store, err))
        return PLACING_FAILED;
    return end(store, move(store, by, id, session, missing, err), err);
}

/* ---- cancelling ---- */

static bool check_reason(const char *reason, Err *err)
{
    bool is_blank = true, is_line = true;
    for (const char *c = reason; *c; c++) {
        is_blank = is_blank && *c == ' ';
        is_line = is_line && !iscntrl((unsigned char)*c);
    }
    if (is_blank || !is_line || !utf8_is_valid(reason, strlen(reason)) ||
        utf8_length(reason) > REASON_LETTERS)
        return err_set(err, ERR_INVALID, "a reason of 1 to %d letters", REASON_LETTERS);
    return true;
}

/* What the office wrote itself may be about somebody: it stands with the sign-up alone. */
static const char *noted_reason(const char *reason)
{
    for (int i = 0; placing_reason(i); i++)
        if (strcmp(reason, placing_reason(i)) == 0)
            return reason;
    return "other";
}

static PlacingAnswer cancel(Store *store, const AuditBy *by, Id id, const char *reason, Err *err)
{
    Signed to = {0};
    Session session;
    if (!look(store, id, by->at, &to.signup, &session, err) || !signed_get(store, id, &to, err))
        return PLACING_FAILED;
    if (to.signup.state == SIGNUP_CANCELLED)
        return PLACING_DONE;
    if (to.signup.state == SIGNUP_ATTENDED || to.signup.state == SIGNUP_EXPIRED)
        return PLACING_NOT_SO;
    to.signup.state = SIGNUP_CANCELLED;
    to.signup.offered_until = 0;
    to.called = strcmp(reason, REASON_FAMILY) == 0 ? by->at : 0;
    utf8_copy(to.reason, sizeof to.reason, reason);
    return write(store, &to, by->at, err) &&
            note(store, by, "signup.cancelled", id, noted_reason(reason), err) &&
            signups_settle_in(store, session.id, &session, by->at, err) >= 0
        ? PLACING_DONE
        : PLACING_FAILED;
}

PlacingAnswer placing_cancel(Store *store, const AuditBy *by, Id id, const char *reason, Err *err)
{
    if (!check_reason(reason, err) || !sql_begin(store, err))
        return PLACING_FAILED;
    return end(store, cancel(store, by, id, reason, err), err);
}

/* ---- taking back ---- */

static PlacingAnswer undo(
    Store *store, const AuditBy *by, const Signed *before, Places *missing, Err *err)
{
    const Signup *was = &before->signup;
    Signup u;
    Session now_in, was_in;
    if (!look(store, was->id, by->at, &u, &now_in, err) ||
        signups_settle_in(store, was->session, &was_in, by->at, err) < 0)
        return PLACING_FAILED;
    bool is_moved = !id_equal(u.session, was->session);
    bool has_places = takes_places(u.state) && !is_moved;
    PlacingAnswer answer = PLACING_DONE;
    if (is_active(was->state) && !has_places)
        answer = room(store, &u, &was_in, missing, err);
    if (answer == PLACING_NO_ROOM && was->state == SIGNUP_WAITING)
        answer = PLACING_DONE;
    if (answer != PLACING_DONE)
        return answer;
    return write(store, before, by->at, err) &&
            note_state(store, by, "signup.undone", &u, was->state, err) &&
            signups_settle_in(store, u.session, &now_in, by->at, err) >= 0 &&
            signups_settle_in(store, was->session, &was_in, by->at, err) >= 0
        ? PLACING_DONE
        : PLACING_FAILED;
}

PlacingAnswer placing_undo(
    Store *store, const AuditBy *by, const Signed *before, Places *missing, Err *err)
{
    *missing = (Places){0};
    if (!sql_begin(store, err))
        return PLACING_FAILED;
    return end(store, undo(store, by, before, missing, err), err);
}

/* ---- calling ---- */

bool placing_call(Store *store, const AuditBy *by, Id id, bool is_called, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    Sql *q = sql(store, "UPDATE signup SET called = iif(:is_called, :now, NULL) WHERE id = :id");
    sql_id(q, ":id", id);
    sql_int(q, ":is_called", is_called);
    sql_int(q, ":now", by->at);
    bool done = sql_run(q, err);
    if (done && !sql_changes(store))
        done = err_set(err, ERR_NOT_FOUND, "sign-up %s", id_text(id));
    done = done && outbox_signup(store, "signup.changed", id, by->at, err) &&
        note(store, by, is_called ? "signup.called" : "signup.uncalled", id, "", err);
    return sql_end(store, done, err);
}
