/* Workshops and sessions. What is free is counted from the sign-ups when it is asked for: no sum
 * is kept that could come to differ from them. */
#include "store/workshops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/sql.h"

static const char *const state_names[] = {
    [WORKSHOP_DRAFT] = "draft",
    [WORKSHOP_PUBLISHED] = "published",
    [WORKSHOP_WITHDRAWN] = "withdrawn",
};

bool workshop_state_read(const char *word, WorkshopState *out)
{
    for (WorkshopState state = WORKSHOP_DRAFT; state <= WORKSHOP_WITHDRAWN; state++)
        if (strcmp(word, state_names[state]) == 0) {
            *out = state;
            return true;
        }
    return false;
}

const char *workshop_state_text(WorkshopState state)
{
    return state_names[state];
}

bool topic_is_known(const char *name)
{
    static const char *const names[] = {
#define TOPIC(name, title, icon, tint) name,
#include "store/topics.def"
#undef TOPIC
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The next word of "KG,01"; false behind the last. */
static bool next_grade(const char **at, const char **grade, size_t *length)
{
    *at += strspn(*at, ",");
    *grade = *at;
    *length = strcspn(*at, ",");
    *at += *length;
    return *length > 0;
}

bool grades_meet(const char *some, const char *others)
{
    const char *mine, *theirs;
    size_t length, size;
    if (!*some || !*others)
        return true;
    for (const char *at = some; next_grade(&at, &mine, &length);)
        for (const char *other = others; next_grade(&other, &theirs, &size);)
            if (size == length && strncmp(mine, theirs, size) == 0)
                return true;
    return false;
}

/* ---- writing ---- */

bool workshops_put(Store *store, Workshop *workshop, int64_t now, Err *err)
{
    if (!workshop->uid[0])
        return err_set(err, ERR_INVALID, "a workshop without a uid");
    Sql *q = sql(store,
        "INSERT INTO workshop (id, uid, topic, grades, state, changed)"
        " VALUES (:id, :uid, :topic, :grades, :state, :now)"
        " ON CONFLICT (uid) DO UPDATE SET topic = excluded.topic, grades = excluded.grades,"
        " state = excluded.state, changed = excluded.changed RETURNING id");
    sql_id(q, ":id", id_is_zero(workshop->id) ? store_new_id(store, now) : workshop->id);
    sql_text(q, ":uid", workshop->uid);
    sql_text(q, ":topic", workshop->topic);
    sql_text(q, ":grades", workshop->grades);
    sql_text(q, ":state", state_names[workshop->state]);
    sql_int(q, ":now", now);
    return sql_returning(q, &workshop->id, err);
}

static bool check_session(const Session *session, Err *err)
{
    const Places *p = &session->places;
    if (!session->uid[0])
        return err_set(err, ERR_INVALID, "a session without a uid");
    if (session->ends < session->starts)
        return err_set(err, ERR_INVALID, "session %.100s ends before it starts", session->uid);
    if (p->seats < 0 || p->childcare < 0 || p->interpreters < 0 || p->rides < 0)
        return err_set(err, ERR_INVALID, "session %.100s has less than no place", session->uid);
    return true;
}

static void bind_session(Sql *q, const Session *s)
{
    sql_text(q, ":uid", s->uid);
    sql_id(q, ":workshop", s->workshop);
    sql_int(q, ":starts", s->starts);
    sql_int(q, ":ends", s->ends);
    sql_int(q, ":is_virtual", s->is_virtual);
    sql_text(q, ":link", s->link);
    sql_text(q, ":language", s->language);
    sql_int(q, ":seats", s->places.seats);
    sql_int(q, ":childcare", s->places.childcare);
    sql_int(q, ":interpreters", s->places.interpreters);
    sql_int(q, ":rides", s->places.rides);
    sql_text(q, ":state", state_names[s->is_withdrawn ? WORKSHOP_WITHDRAWN : WORKSHOP_PUBLISHED]);
}

bool sessions_put(Store *store, Session *session, int64_t now, Err *err)
{
    if (!check_session(session, err))
        return false;
    Sql *q = sql(store,
        "INSERT INTO session (id, uid, workshop, starts, ends, is_virtual, link, language, seats,"
        " childcare, interpreters, rides, state, changed) VALUES (:id, :uid, :workshop, :starts,"
        " :ends, :is_virtual, :link, :language, :seats, :childcare, :interpreters, :rides,"
        " :state, :now)"
        " ON CONFLICT (uid) DO UPDATE SET workshop = excluded.workshop, starts = excluded.starts,"
        " ends = excluded.ends, is_virtual = excluded.is_virtual, link = excluded.link,"
        " language = excluded.language, seats = excluded.seats, childcare = excluded.childcare,"
        " interpreters = excluded.interpreters, rides = excluded.rides, state = excluded.state,"
        " changed = excluded.changed RETURNING id");
    sql_id(q, ":id", id_is_zero(session->id) ? store_new_id(store, now) : session->id);
    bind_session(q, session);
    sql_int(q, ":now", now);
    return sql_returning(q, &session->id, err);
}

/* ---- reading ---- */

bool workshops_get(Store *store, Id id, Workshop *out, Err *err)
{
    Sql *q = sql(store, "SELECT id, uid, topic, grades, state FROM workshop WHERE id = :id");
    sql_id(q, ":id", id);
    bool is_found = sql_row(q);
    if (is_found) {
        *out = (Workshop){.id = sql_get_id(q, 0)};
        sql_get_copy(q, 1, out->uid, sizeof out->uid);
        sql_get_copy(q, 2, out->topic, sizeof out->topic);
        sql_get_copy(q, 3, out->grades, sizeof out->grades);
        workshop_state_read(sql_get_text(q, 4), &out->state);
    }
    if (!sql_done(q, err))
        return false;
    return is_found || err_set(err, ERR_NOT_FOUND, "workshop %s", id_text(id));
}

#define SESSION_COLUMNS                                                                            \
    "SELECT s.id, s.uid, s.workshop, s.starts, s.ends, s.is_virtual, s.link, s.language, s.seats," \
    " s.childcare, s.interpreters, s.rides, s.state <> 'published' OR w.state <> 'published'"
#define SESSION_TABLES " FROM session s JOIN workshop w ON w.id = s.workshop "

static void read_session(Sql *q, Session *out)
{
    *out = (Session){
        .id = sql_get_id(q, 0),
        .workshop = sql_get_id(q, 2),
        .starts = sql_get_int(q, 3),
        .ends = sql_get_int(q, 4),
        .is_virtual = sql_get_int(q, 5),
        .places = {(int)sql_get_int(q, 8), (int)sql_get_int(q, 9), (int)sql_get_int(q, 10),
            (int)sql_get_int(q, 11)},
        .is_withdrawn = sql_get_int(q, 12),
    };
    sql_get_copy(q, 1, out->uid, sizeof out->uid);
    sql_get_copy(q, 6, out->link, sizeof out->link);
    sql_get_copy(q, 7, out->language, sizeof out->language);
}

static int left_of(int places, int64_t taken)
{
    return taken < places ? places - (int)taken : 0;
}

static bool read_left(Store *store, Session *session, Err *err)
{
    Sql *q = sql(store,
        "SELECT ifnull(sum(adults + children), 0), ifnull(sum(childcare), 0),"
        " ifnull(sum(interpreter <> ''), 0), ifnull(sum(rides), 0)"
        " FROM signup INDEXED BY signup_session"
        " WHERE session = :session AND state IN ('confirmed', 'offered', 'attended')");
    const Places *p = &session->places;
    sql_id(q, ":session", session->id);
    if (sql_row(q))
        session->left = (Places){
            p->seats ? left_of(p->seats, sql_get_int(q, 0)) : NO_LIMIT,
            left_of(p->childcare, sql_get_int(q, 1)),
            left_of(p->interpreters, sql_get_int(q, 2)),
            left_of(p->rides, sql_get_int(q, 3)),
        };
    if (!sql_done(q, err))
        return false;
    q = sql(store, "SELECT count(*) FROM signup WHERE session = :session AND state = 'waiting'");
    sql_id(q, ":session", session->id);
    session->waiting = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

bool sessions_get(Store *store, Id id, Session *out, Err *err)
{
    Sql *q = sql(store, SESSION_COLUMNS SESSION_TABLES "WHERE s.id = :id");
    sql_id(q, ":id", id);
    bool is_found = sql_row(q);
    if (is_found)
        read_session(q, out);
    if (!sql_done(q, err))
        return false;
    if (!is_found)
        return err_set(err, ERR_NOT_FOUND, "session %s", id_text(id));
    return read_left(store, out, err);
}

int sessions_of(Store *store, Id workshop, int64_t now, Session *out, int max, Err *err)
{
    Sql *q = sql(store,
        SESSION_COLUMNS SESSION_TABLES
        "WHERE s.workshop = :workshop AND s.starts > :now AND s.state = 'published'"
        " AND w.state = 'published' ORDER BY s.starts, s.uid");
    int count = 0;
    sql_id(q, ":workshop", workshop);
    sql_int(q, ":now", now);
    for (; sql_row(q); count++)
        if (count < max)
            read_session(q, &out[count]);
    if (!sql_done(q, err))
        return -1;
    for (int i = 0; i < count && i < max; i++)
        if (!read_left(store, &out[i], err))
            return -1;
    return count;
}

/* ---- the list ---- */

static int hour_of(Zone *zone, int64_t when)
{
    char text[32];
    zone_write(zone, when, text);
    return atoi(text + strlen("2026-11-19T"));
}

static bool is_saturday(Zone *zone, int64_t when)
{
    enum { SATURDAY = 6 };
    int32_t day = zone_day(zone, when);
    struct tm date = {
        .tm_year = day / 10000 - 1900, .tm_mon = day / 100 % 100 - 1, .tm_mday = day % 100};
    timegm(&date);
    return date.tm_wday == SATURDAY;
}

static bool passes(const WorkshopFilter *f, const Session *s, bool suits)
{
    enum { EVENING = 17 };
    return (!f->only_grades || suits) && (!f->is_online || s->is_virtual) &&
        (!f->language || strcmp(f->language, s->language) == 0) &&
        (!f->is_evening || hour_of(f->zone, s->starts) >= EVENING) &&
        (!f->is_saturday || is_saturday(f->zone, s->starts));
}

static WorkshopRow *find_row(WorkshopRow *rows, int count, Id workshop)
{
    for (int i = 0; i < count; i++)
        if (id_equal(rows[i].id, workshop))
            return &rows[i];
    return NULL;
}

static void show_session(WorkshopRow *row, const Session *s)
{
    row->session = s->id;
    row->starts = s->starts;
    row->is_virtual = s->is_virtual;
    row->left = s->left.seats;
    snprintf(row->language, sizeof row->language, "%s", s->language);
}

/* The first that has a seat is shown; if none has, the first. */
static void add_session(WorkshopRow *row, const Session *s)
{
    if (!row->dates || (!row->left && s->left.seats))
        show_session(row, s);
    row->dates++;
    row->has_childcare = row->has_childcare || s->places.childcare > 0;
    row->has_interpreter = row->has_interpreter || s->places.interpreters > 0;
}

/* Those that suit first; each part stays in its order. */
static void put_suiting_first(WorkshopRow *rows, int count)
{
    for (int i = 1, first = rows[0].suits ? 1 : 0; i < count; i++) {
        if (!rows[i].suits)
            continue;
        WorkshopRow row = rows[i];
        memmove(&rows[first + 1], &rows[first], (size_t)(i - first) * sizeof *rows);
        rows[first++] = row;
    }
}

/* The list needs no more of a session than its seats. */
static bool read_seats(Store *store, Session *session, Err *err)
{
    Sql *q = sql(store,
        "SELECT ifnull(sum(adults + children), 0) FROM signup INDEXED BY signup_session"
        " WHERE session = :session AND state IN ('confirmed', 'offered', 'attended')");
    sql_id(q, ":session", session->id);
    int64_t taken = sql_row(q) ? sql_get_int(q, 0) : 0;
    session->left.seats = session->places.seats ? left_of(session->places.seats, taken) : NO_LIMIT;
    return sql_done(q, err);
}

int workshops_upcoming(
    Store *store, const WorkshopFilter *filter, int64_t now, WorkshopRow *out, int max, Err *err)
{
    Sql *q = sql(store,
        SESSION_COLUMNS ", w.topic, w.grades" SESSION_TABLES
                        "WHERE s.starts > :now AND s.state = 'published' AND w.state = 'published'"
                        " ORDER BY s.starts, s.uid");
    int count = 0;
    bool is_read = true;
    sql_int(q, ":now", now);
    while (is_read && sql_row(q)) {
        Session s;
        read_session(q, &s);
        bool suits = filter->grades && grades_meet(filter->grades, sql_get_text(q, 14));
        WorkshopRow *row = find_row(out, count, s.workshop);
        if (!passes(filter, &s, suits) || (!row && count == max))
            continue;
        is_read = read_seats(store, &s, err);
        if (!row) {
            row = &out[count++];
            *row = (WorkshopRow){.id = s.workshop, .suits = suits};
            sql_get_copy(q, 13, row->topic, sizeof row->topic);
        }
        add_session(row, &s);
    }
    if (!sql_done(q, is_read ? err : &(Err){0}) || !is_read)
        return -1;
    if (count > 1)
        put_suiting_first(out, count);
    return count;
}
