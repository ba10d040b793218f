/* The waiting list: what became free goes to the first whose whole party fits. */
#include "store/outbox.h"
#include "store/settings.h"
#include "store/signup_rows.h"

bool signup_set(Store *store, Id id, SignupState state, int64_t until, int64_t now, Err *err)
{
    Sql *q = sql(store,
        "UPDATE signup SET state = :state, offered_until = nullif(:until, 0), changed = :now"
        " WHERE id = :id");
    sql_id(q, ":id", id);
    sql_text(q, ":state", signup_state_text(state));
    sql_int(q, ":until", until);
    sql_int(q, ":now", now);
    return sql_run(q, err) && outbox_signup(store, "signup.changed", id, now, err);
}

enum { AT_ONCE = 32 };

/* Ends the offers whose time is over; how many, or -1. */
static int end_offers(Store *store, Id session, int64_t now, Err *err)
{
    Id over[AT_ONCE];
    int ended = 0, count = AT_ONCE;
    while (count == AT_ONCE) {
        Sql *q = sql(store,
            "SELECT id FROM signup WHERE session = :session AND state = 'offered'"
            " AND offered_until <= :now LIMIT :most");
        sql_id(q, ":session", session);
        sql_int(q, ":now", now);
        sql_int(q, ":most", AT_ONCE);
        for (count = 0; sql_row(q); count++)
            over[count] = sql_get_id(q, 0);
        if (!sql_done(q, err))
            return -1;
        for (int i = 0; i < count; i++)
            if (!signup_set(store, over[i], SIGNUP_EXPIRED, 0, now, err))
                return -1;
        ended += count;
    }
    return ended;
}

/* Those on the waiting list behind a turn; how many, or -1. */
static int read_waiting(Store *store, Id session, int64_t after, Signup out[AT_ONCE], Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        SIGNUP_COLUMNS "WHERE u.session = :session AND u.state = 'waiting' AND u.turn > :after"
                       " ORDER BY u.turn LIMIT :most");
    sql_id(q, ":session", session);
    sql_int(q, ":after", after);
    sql_int(q, ":most", AT_ONCE);
    while (sql_row(q))
        signup_read(q, &out[count++]);
    return sql_done(q, err) ? count : -1;
}

static int64_t offer_ends(Store *store, const Session *s, int64_t now)
{
    enum { HOUR = 3600 };
    int64_t until = now + settings_number(store, "offer_hours") * HOUR;
    return until < s->starts ? until : s->starts;
}

static void take(Places *left, const Places *needs)
{
    if (left->seats != NO_LIMIT)
        left->seats -= needs->seats;
    left->childcare -= needs->childcare;
    left->interpreters -= needs->interpreters;
    left->rides -= needs->rides;
}

/* Offers what is free, by turn, to each whose whole party fits; how many, or -1. */
static int offer(Store *store, Session *session, int64_t now, Err *err)
{
    Signup waiting[AT_ONCE];
    int offered = 0, count = AT_ONCE;
    int64_t after = 0, until = offer_ends(store, session, now);
    while (count == AT_ONCE) {
        count = read_waiting(store, session->id, after, waiting, err);
        for (int i = 0; i < count; i++) {
            Places needs = party_places(&waiting[i].party);
            after = waiting[i].turn;
            if (!party_fits(&waiting[i].party, &session->left))
                continue;
            if (!signup_set(store, waiting[i].id, SIGNUP_OFFERED, until, now, err))
                return -1;
            take(&session->left, &needs);
            offered++;
        }
    }
    return count < 0 ? -1 : offered;
}

bool session_is_open(const Session *s, int64_t now)
{
    return !s->is_withdrawn && s->starts > now;
}

int signups_settle_in(Store *store, Id id, Session *session, int64_t now, Err *err)
{
    int ended = end_offers(store, id, now, err), offered = 0;
    if (ended < 0 || !sessions_get(store, id, session, err))
        return -1;
    if (session_is_open(session, now) && session->waiting > 0)
        offered = offer(store, session, now, err);
    return offered < 0 ? -1 : ended + offered;
}

static int settle_one(Store *store, Id id, int64_t now, Err *err)
{
    Session session;
    if (!sql_begin(store, err))
        return -1;
    int changed = signups_settle_in(store, id, &session, now, err);
    return sql_end(store, changed >= 0, err) ? changed : -1;
}

/* The next session, by id, in which something may have to be done; zero: no more. */
static bool next_unsettled(Store *store, Id after, int64_t now, Id *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT u.session FROM signup u JOIN session s ON s.id = u.session"
        " WHERE u.state IN ('waiting', 'offered') AND u.session > ifnull(:after, x'')"
        " AND CASE u.state WHEN 'offered' THEN u.offered_until <= :now"
        "  ELSE s.starts > :now END ORDER BY u.session LIMIT 1");
    sql_id(q, ":after", after);
    sql_int(q, ":now", now);
    *out = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    return sql_done(q, err);
}

int signups_settle(Store *store, Id session, int64_t now, Err *err)
{
    int changed = 0;
    Id next;
    if (!id_is_zero(session))
        return settle_one(store, session, now, err);
    for (Id after = {0};; after = next) {
        if (!next_unsettled(store, after, now, &next, err))
            return -1;
        if (id_is_zero(next))
            return changed;
        int count = settle_one(store, next, now, err);
        if (count < 0)
            return -1;
        changed += count;
    }
}
