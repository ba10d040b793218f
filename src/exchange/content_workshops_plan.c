/* A list of workshops beside the records: what differs is told, and put. */
#include "exchange/content_workshops.h"

#include <string.h>

#include "store/signups.h"
#include "store/sql.h"

/* ---- comparing ---- */

/* Once each, a comma between. */
static void differs(char *changed, size_t size, const char *what, ListedKind *kind)
{
    size_t used = strlen(changed);
    const char *at = strstr(changed, what);
    bool is_told = at && (at == changed || at[-1] == ' ');
    if (!is_told)
        snprintf(changed + used, size - used, "%s%s", used > 0 ? ", " : "", what);
    if (*kind == LISTED_UNCHANGED)
        *kind = LISTED_CHANGED;
}

static void session_differs(ListedSession *s, const char *what)
{
    differs(s->changed, sizeof s->changed, what, &s->kind);
}

static void workshop_differs(ListedWorkshop *w, const char *what)
{
    differs(w->changed, sizeof w->changed, what, &w->kind);
}

static bool count_of(Store *store, const char *text, Id id, int *out, Err *err)
{
    Sql *q = sql(store, text);
    sql_id(q, ":id", id);
    *out = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

static bool compare_workshop(ListedWorkshop *w, Store *store, Err *err)
{
    Workshop before;
    Sql *q = sql(store, "SELECT id FROM workshop WHERE uid = :uid");
    sql_text(q, ":uid", w->workshop.uid);
    w->workshop.id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    w->kind = id_is_zero(w->workshop.id) ? LISTED_ADDED : LISTED_UNCHANGED;
    if (!sql_done(q, err))
        return false;
    if (w->kind == LISTED_ADDED)
        return true;
    if (!workshops_get(store, w->workshop.id, &before, err))
        return false;
    if (strcmp(before.topic, w->workshop.topic) != 0)
        workshop_differs(w, "topic");
    if (strcmp(before.grades, w->workshop.grades) != 0)
        workshop_differs(w, "grades");
    return true;
}

/* Also those that the file does not have are out of sight with their workshop. */
static bool compare_state(ListedWorkshop *w, Store *store, Err *err)
{
    Workshop before;
    int published;
    Id id = w->workshop.id;
    if (w->kind == LISTED_ADDED && !w->has_published && w->workshop.state != WORKSHOP_DRAFT)
        w->workshop.state = WORKSHOP_WITHDRAWN;
    if (w->kind == LISTED_ADDED)
        return true;
    if (!workshops_get(store, id, &before, err) ||
        !count_of(store,
            "SELECT count(*) FROM session WHERE workshop = :id AND state = 'published'", id,
            &published, err))
        return false;
    if (!w->has_published && published == w->before && w->workshop.state != WORKSHOP_DRAFT)
        w->workshop.state = WORKSHOP_WITHDRAWN;
    if (w->workshop.state == before.state)
        return true;
    workshop_differs(w, "state");
    if (before.state != WORKSHOP_PUBLISHED)
        return true;
    w->kind = LISTED_WITHDRAWN;
    return w->workshop.state == WORKSHOP_WITHDRAWN ||
        count_of(store,
            "SELECT count(*) FROM signup u JOIN session s ON s.id = u.session"
            " WHERE s.workshop = :id AND u.state IN ('confirmed', 'waiting', 'offered')",
            id, &w->signups, err);
}

static void compare_fields(ListedSession *s, const Session *before)
{
    const Session *now = &s->session;
    if (now->starts != before->starts)
        session_differs(s, "starts");
    if (now->ends != before->ends)
        session_differs(s, "ends");
    if (now->is_virtual != before->is_virtual || strcmp(now->link, before->link) != 0)
        session_differs(s, "online");
    if (strcmp(now->language, before->language) != 0)
        session_differs(s, "language");
    if (now->places.seats != before->places.seats)
        session_differs(s, "seats");
    if (now->places.childcare != before->places.childcare)
        session_differs(s, "childcare");
    if (now->places.interpreters != before->places.interpreters)
        session_differs(s, "interpreters");
    if (now->places.rides != before->places.rides)
        session_differs(s, "rides");
}

static bool read_taken(ListedSession *s, Store *store, Err *err)
{
    Sql *q = sql(store,
        "SELECT ifnull(sum(adults + children), 0), ifnull(sum(childcare), 0),"
        " ifnull(sum(interpreter <> ''), 0), ifnull(sum(rides), 0) FROM signup"
        " WHERE session = :id AND state IN ('confirmed', 'offered', 'attended')");
    sql_id(q, ":id", s->session.id);
    if (sql_row(q))
        s->taken = (Places){(int)sql_get_int(q, 0), (int)sql_get_int(q, 1), (int)sql_get_int(q, 2),
            (int)sql_get_int(q, 3)};
    return sql_done(q, err);
}

static bool refuse_moved(const WorkshopList *list, const ListedSession *s, Err *err)
{
    return err_set(err, ERR_INVALID,
        "%s:%d:%d: this session is one of another workshop, and families signed up for that; give "
        "it a uid of its own",
        list->name, s->line, s->column);
}

/* Its own state: sessions_get says withdrawn also for a workshop's sake. */
static bool find_session(ListedSession *s, Store *store, bool *was_withdrawn, Id *of, Err *err)
{
    Sql *q = sql(store, "SELECT id, workshop, state <> 'published' FROM session WHERE uid = :uid");
    sql_text(q, ":uid", s->session.uid);
    s->session.id = (Id){0};
    if (sql_row(q)) {
        s->session.id = sql_get_id(q, 0);
        *of = sql_get_id(q, 1);
        *was_withdrawn = sql_get_int(q, 2);
    }
    return sql_done(q, err);
}

static bool compare_session(WorkshopList *list, ListedSession *s, Store *store, Err *err)
{
    Session before;
    Id of = {0};
    bool was_withdrawn = false;
    ListedWorkshop *w = &list->workshops[s->workshop];
    if (!find_session(s, store, &was_withdrawn, &of, err))
        return false;
    s->kind = id_is_zero(s->session.id) ? LISTED_ADDED : LISTED_UNCHANGED;
    if (s->kind == LISTED_ADDED)
        return true;
    if (!id_equal(of, w->workshop.id))
        return refuse_moved(list, s, err);
    if (!sessions_get(store, s->session.id, &before, err))
        return false;
    list->others--;
    w->before += !was_withdrawn;
    compare_fields(s, &before);
    if (was_withdrawn != s->session.is_withdrawn)
        session_differs(s, "state");
    if (s->session.is_withdrawn && !was_withdrawn)
        s->kind = LISTED_WITHDRAWN;
    return (s->kind != LISTED_CHANGED || read_taken(s, store, err)) &&
        (s->kind != LISTED_WITHDRAWN ||
            count_of(store,
                "SELECT count(*) FROM signup WHERE session = :id"
                " AND state IN ('confirmed', 'waiting', 'offered')",
                s->session.id, &s->signups, err));
}

/* Whose text it is. */
static Id owner_of(const WorkshopList *list, const ListText *text, ListedKind *kind)
{
    const ListedSession *s = &list->sessions[text->owner];
    const ListedWorkshop *w = &list->workshops[s->workshop];
    bool is_place = text->field == CONTENT_PLACE;
    *kind = is_place ? s->kind : w->kind;
    return is_place ? s->session.id : w->workshop.id;
}

static bool compare_texts(WorkshopList *list, Store *store, Err *err)
{
    for (int i = 0; i < list->texts.count; i++) {
        ListedKind kind;
        const ListText *text = &list->texts.rows[i];
        ListedSession *s = &list->sessions[text->owner];
        Id owner = owner_of(list, text, &kind);
        if (kind == LISTED_ADDED)
            continue;
        int is_so =
            content_is(store, owner, text->field, text->language, texts_text(&list->texts, i), err);
        if (is_so < 0)
            return false;
        if (!is_so && text->field == CONTENT_PLACE)
            session_differs(s, "place");
        else if (!is_so)
            workshop_differs(
                &list->workshops[s->workshop], text->field == CONTENT_TITLE ? "title" : "text");
    }
    return true;
}

bool workshop_list_compare(WorkshopList *list, Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT count(*) FROM session");
    list->others = sql_row(q) ? (int)sql_get_int(q, 0) : 0;
    if (!sql_done(q, err))
        return false;
    for (int i = 0; i < list->workshop_count; i++)
        if (!compare_workshop(&list->workshops[i], store, err))
            return false;
    for (int i = 0; i < list->session_count; i++)
        if (!compare_session(list, &list->sessions[i], store, err))
            return false;
    for (int i = 0; i < list->workshop_count; i++)
        if (!compare_state(&list->workshops[i], store, err))
            return false;
    return compare_texts(list, store, err);
}

/* ---- putting ---- */

static bool put_texts(WorkshopList *list, Store *store, Err *err)
{
    for (int i = 0; i < list->texts.count; i++) {
        ListedKind kind;
        const ListText *text = &list->texts.rows[i];
        Id owner = owner_of(list, text, &kind);
        if (kind != LISTED_UNCHANGED &&
            !content_put(
                store, owner, text->field, text->language, texts_text(&list->texts, i), err))
            return false;
    }
    return true;
}

static bool put(WorkshopList *list, Store *store, int64_t now, Err *err)
{
    for (int i = 0; i < list->workshop_count; i++)
        if (list->workshops[i].kind != LISTED_UNCHANGED &&
            !workshops_put(store, &list->workshops[i].workshop, now, err))
            return false;
    for (int i = 0; i < list->session_count; i++) {
        ListedSession *s = &list->sessions[i];
        s->session.workshop = list->workshops[s->workshop].workshop.id;
        if (s->kind != LISTED_UNCHANGED && !sessions_put(store, &s->session, now, err))
            return false;
    }
    return put_texts(list, store, err);
}

/* More places, or a workshop that is back: there may be somebody to offer them to. */
static bool settle(const WorkshopList *list, Store *store, int64_t now, Err *err)
{
    for (int i = 0; i < list->session_count; i++) {
        const ListedSession *s = &list->sessions[i];
        bool is_as_it_was =
            s->kind == LISTED_UNCHANGED && list->workshops[s->workshop].kind == LISTED_UNCHANGED;
        if (!is_as_it_was && signups_settle(store, s->session.id, now, err) < 0)
            return false;
    }
    return true;
}

bool workshop_list_apply(WorkshopList *list, Store *store, int64_t now, Err *err)
{
    if (!store_begin(store, err))
        return false;
    bool done =
        put(list, store, now, err) && settle(list, store, now, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}

/* ---- telling ---- */

static const char *const kind_words[LISTED_KINDS] = {
    [LISTED_UNCHANGED] = "unchanged",
    [LISTED_ADDED] = "added",
    [LISTED_CHANGED] = "changed",
    [LISTED_WITHDRAWN] = "withdrawn",
};

static void tell_counts(FILE *out, const char *what, int all, const int counts[LISTED_KINDS])
{
    fprintf(out, "%s %d: added %d, changed %d, withdrawn %d, unchanged %d\n", what, all,
        counts[LISTED_ADDED], counts[LISTED_CHANGED], counts[LISTED_WITHDRAWN],
        counts[LISTED_UNCHANGED]);
}

static void tell_workshop(const ListedWorkshop *w, FILE *out)
{
    if (w->kind == LISTED_WITHDRAWN && w->workshop.state == WORKSHOP_DRAFT)
        fprintf(out, "  %s is a draft again; %d signed up\n", w->workshop.uid, w->signups);
    else if (w->kind != LISTED_UNCHANGED)
        fprintf(out, "  %s %s%s%s\n", w->workshop.uid, kind_words[w->kind], *w->changed ? ": " : "",
            w->changed);
}

static void tell_taken(FILE *out, const char *what, int places, int taken)
{
    if (taken > places)
        fprintf(out, "      %d %s, %d taken: nobody is put out\n", places, what, taken);
}

static void tell_session(const ListedSession *s, FILE *out)
{
    const Places *places = &s->session.places;
    if (s->kind == LISTED_UNCHANGED)
        return;
    if (s->kind == LISTED_WITHDRAWN)
        fprintf(out, "  %s withdrawn; %d signed up\n", s->session.uid, s->signups);
    else
        fprintf(out, "  %s %s%s%s\n", s->session.uid, kind_words[s->kind], *s->changed ? ": " : "",
            s->changed);
    if (places->seats > 0)
        tell_taken(out, "seats", places->seats, s->taken.seats);
    tell_taken(out, "places in childcare", places->childcare, s->taken.childcare);
    tell_taken(out, "interpreters", places->interpreters, s->taken.interpreters);
    tell_taken(out, "seats of the ride", places->rides, s->taken.rides);
}

void workshop_list_print(const WorkshopList *list, FILE *out)
{
    int workshops[LISTED_KINDS] = {0}, sessions[LISTED_KINDS] = {0};
    for (int i = 0; i < list->workshop_count; i++)
        workshops[list->workshops[i].kind]++;
    for (int i = 0; i < list->session_count; i++)
        sessions[list->sessions[i].kind]++;
    tell_counts(out, "workshops", list->workshop_count, workshops);
    tell_counts(out, "sessions", list->session_count, sessions);
    if (list->others > 0)
        fprintf(
            out, "sessions that are not in this file, and stay as they are: %d\n", list->others);
    for (int i = 0; i < list->workshop_count; i++)
        tell_workshop(&list->workshops[i], out);
    for (int i = 0; i < list->session_count; i++)
        tell_session(&list->sessions[i], out);
}
