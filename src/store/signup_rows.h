/* Rows of signup, for the files that read and change them: signups.c and waiting.c. */
#ifndef STORE_SIGNUP_ROWS_H
#define STORE_SIGNUP_ROWS_H

#include "store/signups.h"
#include "store/sql.h"

#define SIGNUP_COLUMNS                                                                             \
    "SELECT u.id, u.session, u.opened_by, u.adults, u.children, u.childcare, u.ages, u.rides,"     \
    " u.interpreter, u.language, u.kiosk, u.state, u.code, ifnull(u.offered_until, 0), u.made,"    \
    " CASE u.state WHEN 'waiting' THEN (SELECT count(*) FROM signup a WHERE"                       \
    "  a.session = u.session AND a.state = 'waiting' AND a.turn < u.turn) ELSE 0 END,"             \
    " ifnull(u.turn, 0)"                                                                           \
    " FROM signup u "

/* A sign-up that this home has in the session. */
#define IS_ACTIVE " u.state IN ('confirmed', 'waiting', 'offered', 'attended') "

/* Of a row of SIGNUP_COLUMNS. */
void signup_read(Sql *q, Signup *out);

/* Inside a transaction, with its row of the outbox. until 0: none. */
bool signup_set(Store *store, Id id, SignupState state, int64_t until, int64_t now, Err *err);

/* Inside a transaction: ends the offers of the session that are over and offers what is free, as
 * signups_settle does; *session is read anew, its `left` after that. */
int signups_settle_in(Store *store, Id id, Session *session, int64_t now, Err *err);

/* Whether one can still sign up. */
bool session_is_open(const Session *session, int64_t now);

#endif
