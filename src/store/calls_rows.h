/* Which sign-ups u are to be called about, for the SQL that lists or exports them; :now is bound.
 * With signup u, session s and workshop w. */
#ifndef STORE_CALLS_ROWS_H
#define STORE_CALLS_ROWS_H

#define CALLS_IS_WITHDRAWN "(s.state <> 'published' OR w.state <> 'published')"

#define CALLS_WHY                                                                                  \
    "CASE WHEN u.state = 'cancelled' THEN 'cancelled' WHEN " CALLS_IS_WITHDRAWN                    \
    " THEN 'withdrawn' ELSE 'offer' END"

#define CALLS_UNTIL                                                                                \
    "iif(u.state = 'offered' AND NOT " CALLS_IS_WITHDRAWN ", u.offered_until, s.starts)"

#define CALLS_WHERE                                                                                \
    " WHERE u.called IS NULL AND s.starts > :now AND CASE"                                         \
    " WHEN u.state = 'cancelled' THEN u.reason <> ''"                                              \
    " WHEN " CALLS_IS_WITHDRAWN " THEN u.told IS NULL AND"                                         \
    "  u.state IN ('confirmed', 'waiting', 'offered', 'attended')"                                 \
    " ELSE u.state = 'offered' AND u.offered_until > :now END "

#define CALLS_ORDER " ORDER BY " CALLS_UNTIL ", s.starts, u.id "

#endif
