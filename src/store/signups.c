/* Sign-ups. Each call looks at the session anew within its transaction, ends the offers that are
 * over, and gives what became free to who waits, before it answers. */
#include "store/signup_rows.h"

#include <sodium.h>
#include <string.h>

#include "store/outbox.h"

static const char *const state_names[] = {
    [SIGNUP_CONFIRMED] = "confirmed",
    [SIGNUP_WAITING] = "waiting",
    [SIGNUP_OFFERED] = "offered",
    [SIGNUP_EXPIRED] = "expired",
    [SIGNUP_CANCELLED] = "cancelled",
    [SIGNUP_ATTENDED] = "attended",
};

const char *signup_state_text(SignupState state)
{
    return state_names[state];
}

static SignupState read_state(const char *text)
{
    for (SignupState state = SIGNUP_CONFIRMED; state < SIGNUP_ATTENDED; state++)
        if (strcmp(text, state_names[state]) == 0)
            return state;
    return SIGNUP_ATTENDED;
}

/* ---- reading ---- */

void signup_read(Sql *q, Signup *out)
{
    *out = (Signup){
        .id = sql_get_id(q, 0),
        .session = sql_get_id(q, 1),
        .opened_by = sql_get_id(q, 2),
        .party =
            {
                .adults = (int)sql_get_int(q, 3),
                .children = (int)sql_get_int(q, 4),
                .childcare = (int)sql_get_int(q, 5),
                .needs_ride = sql_get_int(q, 7) > 0,
            },
        .state = read_state(sql_get_text(q, 11)),
        .offered_until = sql_get_int(q, 13),
        .made = sql_get_int(q, 14),
        .ahead = (int)sql_get_int(q, 15),
        .turn = sql_get_int(q, 16),
    };
    party_read_ages(&out->party, sql_get_text(q, 6));
    sql_get_copy(q, 8, out->party.interpreter, sizeof out->party.interpreter);
    sql_get_copy(q, 9, out->language, sizeof out->language);
    sql_get_copy(q, 10, out->kiosk, sizeof out->kiosk);
    sql_get_copy(q, 12, out->code, sizeof out->code);
}

static bool read_one(Sql *q, Signup *out, bool *is_found, Err *err)
{
    *is_found = sql_row(q);
    if (*is_found)
        signup_read(q, out);
    return sql_done(q, err);
}

static bool by_id(Store *store, Id id, Signup *out, bool *is_found, Err *err)
{
    Sql *q = sql(store, SIGNUP_COLUMNS "WHERE u.id = :id");
    sql_id(q, ":id", id);
    return read_one(q, out, is_found, err);
}

bool signups_get(Store *store, Id id, Signup *out, Err *err)
{
    bool is_found;
    if (!by_id(store, id, out, &is_found, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "sign-up %s", id_text(id));
}

bool signups_by_code(Store *store, const char *code, Signup *out, Err *err)
{
    bool is_found;
    Sql *q = sql(store, SIGNUP_COLUMNS "WHERE u.code = :code");
    sql_text(q, ":code", code);
    if (!read_one(q, out, &is_found, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "no sign-up has this code");
}

int signups_of(Store *store, Id opened_by, int64_t now, Signup *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        SIGNUP_COLUMNS "JOIN session s ON s.id = u.session WHERE u.opened_by = :opened_by"
                       " AND s.ends > :now AND u.state <> 'cancelled' ORDER BY s.starts, u.made");
    sql_id(q, ":opened_by", opened_by);
    sql_int(q, ":now", now);
    for (; sql_row(q); count++)
        if (count < max)
            signup_read(q, &out[count]);
    return sql_done(q, err) ? count : -1;
}

int signups_clash(Store *store, Id opened_by, Id session, Signup *out, Err *err)
{
    bool is_found;
    Sql *q = sql(store,
        SIGNUP_COLUMNS "JOIN session s ON s.id = u.session JOIN workshop w ON w.id = s.workshop"
                       " JOIN session t ON t.id = :session WHERE u.opened_by = :opened_by"
                       " AND u.state IN ('confirmed', 'offered') AND s.id <> t.id"
                       " AND s.state = 'published' AND w.state = 'published'"
                       " AND s.starts < t.ends AND t.starts < s.ends ORDER BY s.starts LIMIT 1");
    sql_id(q, ":opened_by", opened_by);
    sql_id(q, ":session", session);
    return read_one(q, out, &is_found, err) ? is_found : -1;
}

int signups_news(Store *store, Id opened_by, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "SELECT count(*) FROM signup u JOIN session s ON s.id = u.session"
        " JOIN workshop w ON w.id = s.workshop WHERE u.opened_by = :opened_by AND s.starts > :now"
        " AND CASE WHEN s.state = 'published' AND w.state = 'published'"
        "  THEN u.state = 'offered' AND u.offered_until > :now"
        "  ELSE u.told IS NULL AND" IS_ACTIVE "END");
    sql_id(q, ":opened_by", opened_by);
    sql_int(q, ":now", now);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err) ? count : -1;
}

bool signups_tell(Store *store, Id id, int64_t now, Err *err)
{
    Sql *q = sql(store, "UPDATE signup SET told = :now WHERE id = :id");
    sql_id(q, ":id", id);
    sql_int(q, ":now", now);
    return sql_run(q, err);
}

/* ---- signing up ---- */

/* Digits that are read as nothing else; none three times in a row. */
static void draw_code(char out[CODE_DIGITS + 1])
{
    static const char digits[] = "23456789";
    for (int i = 0; i < CODE_DIGITS;) {
        out[i] = digits[randombytes_uniform(sizeof digits - 1)];
        i += i < 2 || out[i] != out[i - 1] || out[i] != out[i - 2];
    }
    out[CODE_DIGITS] = 0;
}

static bool give_code(Store *store, Signup *signup, Err *err)
{
    enum { TRIES = 50 };
    for (int i = 0; i < TRIES; i++) {
        draw_code(signup->code);
        Sql *q = sql(store, "SELECT 1 FROM signup WHERE code = :code");
        sql_text(q, ":code", signup->code);
        bool is_given = sql_row(q);
        if (!sql_done(q, err))
            return false;
        if (!is_given)
            return true;
    }
    return err_set(err, ERR_BROKEN, "no code is free");
}

static bool insert(Store *store, const Signup *u, int64_t now, Err *err)
{
    char ages[AGES_SIZE];
    Places needs = party_places(&u->party);
    Sql *q = sql(store,
        "INSERT INTO signup (id, session, opened_by, adults, children, childcare, ages, rides,"
        " interpreter, language, kiosk, state, code, made, changed, turn) VALUES (:id, :session,"
        " :opened_by, :adults, :children, :childcare, :ages, :rides, :interpreter, :language,"
        " :kiosk, :state, :code, :now, :now, CASE :state WHEN 'waiting' THEN"
        "  (SELECT ifnull(max(turn), 0) + 1 FROM signup WHERE session = :session) END)");
    party_write_ages(&u->party, ages);
    sql_id(q, ":id", u->id);
    sql_id(q, ":session", u->session);
    sql_id(q, ":opened_by", u->opened_by);
    sql_int(q, ":adults", u->party.adults);
    sql_int(q, ":children", u->party.children);
    sql_int(q, ":childcare", u->party.childcare);
    sql_text(q, ":ages", ages);
    sql_int(q, ":rides", needs.rides);
    sql_text(q, ":interpreter", u->party.interpreter);
    sql_text(q, ":language", u->language);
    sql_text(q, ":kiosk", u->kiosk);
    sql_text(q, ":state", state_names[u->state]);
    sql_text(q, ":code", u->code);
    sql_int(q, ":now", now);
    return sql_run(q, err) && outbox_signup(store, "signup.made", u->id, now, err);
}

static bool by_home(Store *store, Id session, Id opened_by, Signup *out, bool *is_found, Err *err)
{
    Sql *q = sql(store,
        SIGNUP_COLUMNS "WHERE u.session = :session AND u.opened_by = :opened_by AND" IS_ACTIVE);
    sql_id(q, ":session", session);
    sql_id(q, ":opened_by", opened_by);
    return read_one(q, out, is_found, err);
}

static SignupAnswer make(Store *store, Signup *signup, bool may_wait, int64_t now, Err *err)
{
    Signup earlier;
    Session session;
    bool is_same, is_second;
    if (!by_id(store, signup->id, &earlier, &is_same, err))
        return SIGNUP_FAILED;
    if (is_same)
        *signup = earlier;
    if (is_same)
        return SIGNUP_DONE;
    if (signups_settle_in(store, signup->session, &session, now, err) < 0 ||
        !by_home(store, signup->session, signup->opened_by, &earlier, &is_second, err))
        return SIGNUP_FAILED;
    if (is_second)
        *signup = earlier;
    if (is_second)
        return SIGNUP_ALREADY;
    if (!session_is_open(&session, now))
        return SIGNUP_TOO_LATE;
    bool has_room = party_fits(&signup->party, &session.left);
    if (!has_room && !may_wait)
        return SIGNUP_NO_ROOM;
    signup->state = has_room ? SIGNUP_CONFIRMED : SIGNUP_WAITING;
    signup->ahead = has_room ? 0 : session.waiting;
    signup->made = now;
    return give_code(store, signup, err) && insert(store, signup, now, err) ? SIGNUP_DONE
                                                                            : SIGNUP_FAILED;
}

static SignupAnswer end(Store *store, SignupAnswer answer, Err *err)
{
    return sql_end(store, answer != SIGNUP_FAILED, err) ? answer : SIGNUP_FAILED;
}

static bool check_signup(const Signup *signup, Err *err)
{
    if (id_is_zero(signup->id) || id_is_zero(signup->opened_by))
        return err_set(err, ERR_INVALID, "a sign-up without its ids");
    return party_check(&signup->party, err);
}

SignupAnswer signups_make(Store *store, Signup *signup, bool may_wait, int64_t now, Err *err)
{
    if (!check_signup(signup, err) || !sql_begin(store, err))
        return SIGNUP_FAILED;
    return end(store, make(store, signup, may_wait, now, err), err);
}

SignupAnswer signups_make_stub(
    Store *store, const Stub *stub, Signup *signup, bool may_wait, int64_t now, Err *err)
{
    signup->opened_by = stub->id;
    if (!check_signup(signup, err) || !sql_begin(store, err))
        return SIGNUP_FAILED;
    SignupAnswer answer = make(store, signup, may_wait, now, err);
    if (answer == SIGNUP_DONE && !stubs_keep(store, stub, signup->kiosk, now, err))
        answer = SIGNUP_FAILED;
    return end(store, answer, err);
}

/* ---- changing ---- */

static bool update_party(Store *store, Id id, const Party *party, int64_t now, Err *err)
{
    char ages[AGES_SIZE];
    Places needs = party_places(party);
    Sql *q = sql(store,
        "UPDATE signup SET adults = :adults, children = :children, childcare = :childcare,"
        " ages = :ages, rides = :rides, interpreter = :interpreter, changed = :now"
        " WHERE id = :id");
    party_write_ages(party, ages);
    sql_id(q, ":id", id);
    sql_int(q, ":adults", party->adults);
    sql_int(q, ":children", party->children);
    sql_int(q, ":childcare", party->childcare);
    sql_text(q, ":ages", ages);
    sql_int(q, ":rides", needs.rides);
    sql_text(q, ":interpreter", party->interpreter);
    sql_int(q, ":now", now);
    return sql_run(q, err) && outbox_signup(store, "signup.changed", id, now, err);
}

/* The sign-up and its session, settled; false on failure. */
static bool look(Store *store, Id id, int64_t now, Signup *signup, Session *session, Err *err)
{
    return signups_get(store, id, signup, err) &&
        signups_settle_in(store, signup->session, session, now, err) >= 0 &&
        signups_get(store, id, signup, err);
}

static SignupAnswer change(Store *store, Id id, const Party *party, int64_t now, Err *err)
{
    Signup u;
    Session session;
    if (!look(store, id, now, &u, &session, err))
        return SIGNUP_FAILED;
    Places has = party_places(&u.party), needs = party_places(party);
    bool is_kept = u.state == SIGNUP_CONFIRMED || u.state == SIGNUP_OFFERED;
    if (!session_is_open(&session, now) || (!is_kept && u.state != SIGNUP_WAITING))
        return SIGNUP_TOO_LATE;
    if (is_kept && !places_fit(&needs, &has, &session.left))
        return SIGNUP_NO_ROOM;
    return update_party(store, id, party, now, err) &&
            signups_settle_in(store, u.session, &session, now, err) >= 0
        ? SIGNUP_DONE
        : SIGNUP_FAILED;
}

SignupAnswer signups_change(Store *store, Id id, const Party *party, int64_t now, Err *err)
{
    if (!party_check(party, err) || !sql_begin(store, err))
        return SIGNUP_FAILED;
    return end(store, change(store, id, party, now, err), err);
}

static SignupAnswer accept(Store *store, Id id, int64_t now, Err *err)
{
    Signup u;
    Session session;
    if (!look(store, id, now, &u, &session, err))
        return SIGNUP_FAILED;
    if (u.state == SIGNUP_CONFIRMED)
        return SIGNUP_DONE;
    if (u.state != SIGNUP_OFFERED || !session_is_open(&session, now))
        return SIGNUP_TOO_LATE;
    return signup_set(store, id, SIGNUP_CONFIRMED, 0, now, err) ? SIGNUP_DONE : SIGNUP_FAILED;
}

SignupAnswer signups_accept(Store *store, Id id, int64_t now, Err *err)
{
    if (!sql_begin(store, err))
        return SIGNUP_FAILED;
    return end(store, accept(store, id, now, err), err);
}

static bool cancel(Store *store, Id id, int64_t now, Err *err)
{
    Signup u;
    Session session;
    if (!signups_get(store, id, &u, err))
        return false;
    if (u.state == SIGNUP_CANCELLED || u.state == SIGNUP_EXPIRED)
        return true;
    if (u.state == SIGNUP_ATTENDED)
        return err_set(err, ERR_REFUSED, "sign-up %s was attended", id_text(id));
    return signup_set(store, id, SIGNUP_CANCELLED, 0, now, err) &&
        signups_settle_in(store, u.session, &session, now, err) >= 0;
}

bool signups_cancel(Store *store, Id id, int64_t now, Err *err)
{
    if (!sql_begin(store, err))
        return false;
    return sql_end(store, cancel(store, id, now, err), err);
}
