/* A kiosk whose school has staff and a workshop of two dates: tonight, and in three days. For the
 * tests of the office's screens of sign-ups. */
#ifndef TESTS_OFFICE_SIGNED_H
#define TESTS_OFFICE_SIGNED_H

#include "office/office.h"
#include "staffed.h"
#include "store/calls.h"
#include "store/placing.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static const char OFFICE_PIN[] = "402817";
static Id workshop, rosa, ama, tonight, later;

/* --- a made-up workshop ---------------------------------------------------------------------- */

static inline Id put_date(const char *uid, int64_t starts, Places places)
{
    Session s = {.workshop = workshop, .starts = starts, .ends = starts + HOUR, .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(k.store, &s, EVENING, &err));
    CHECK(content_put(k.store, s.id, CONTENT_PLACE, "en", "Library", &err));
    return s.id;
}

static inline void withdraw(Id session)
{
    Session s;
    CHECK(sessions_get(k.store, session, &s, &err));
    s.is_withdrawn = true;
    CHECK(sessions_put(k.store, &s, EVENING, &err));
}

static inline Id find(const char *family)
{
    Id id = {0};
    Sql *q = sql(k.store, "SELECT id FROM person WHERE family = :family AND role = 'guardian'");
    sql_text(q, ":family", family);
    if (sql_row(q))
        id = sql_get_id(q, 0);
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

static inline Id sign_up(Id session, Id home, Party party)
{
    Signup u = {.id = store_new_id(k.store, EVENING),
        .session = session,
        .opened_by = id_is_zero(home) ? store_new_id(k.store, EVENING) : home,
        .party = party,
        .language = "es",
        .kiosk = "lobby"};
    CHECK_INT(signups_make(k.store, &u, true, EVENING, &err), SIGNUP_DONE);
    return u.id;
}

static const Party PAIR = {.adults = 1, .children = 1};
static const Party NEEDY = {
    .adults = 1, .childcare = 2, .ages = {3, 5}, .interpreter = "so", .needs_ride = true};

static inline void fill(Kiosk *kiosk)
{
    Workshop w = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    school_with_staff(kiosk);
    add_staff("30", "Mr. Haddad", STAFF_OFFICE, OFFICE_PIN);
    CHECK(workshops_put(kiosk->store, &w, EVENING, &err));
    CHECK(content_put(kiosk->store, w.id, CONTENT_TITLE, "en", "Math night", &err));
    workshop = w.id;
    rosa = find("Ramírez Núñez");
    ama = find("Mensah");
    tonight = put_date("tonight", EVENING + HOUR / 2, (Places){4, 2, 1, 4});
    later = put_date("later", EVENING + 3 * DAY, (Places){4, 2, 1, 4});
}

static inline int open_workshop(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    kiosk_open(&k, fill);
    return 0;
}

static inline void enter_office(void)
{
    tap(&k, BUTTON, "Staff");
    enter("30", OFFICE_PIN);
}

static inline void enter_desk(void)
{
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
}

static inline void open_at(Screen screen, Id subject)
{
    go_to(&k.app, screen, subject);
    kiosk_frame(&k);
}

static inline SignupState state_of(Id id)
{
    Signup u;
    CHECK(signups_get(k.store, id, &u, &err));
    return u.state;
}

static inline int noted(const char *act)
{
    Sql *q = sql(k.store, "SELECT count(*) FROM audit WHERE act = :act AND staff NOTNULL");
    sql_text(q, ":act", act);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return count;
}

/* Without the marks that keep each text in its direction. */
static inline void plain(const char *words, char *out, size_t size)
{
    size_t used = 0;
    for (; *words && used < size - 1; words++)
        if (strncmp(words, "\xE2\x81\xA8", 3) == 0 || strncmp(words, "\xE2\x81\xA9", 3) == 0)
            words += 2;
        else if (strncmp(words, "\xC2\xA0", 2) == 0) /* holds a time and its PM together */
            words++, out[used++] = ' ';
        else
            out[used++] = *words;
    out[used] = 0;
}

static inline const Node *find_words(const char *text)
{
    char words[512];
    for (const Node *n = k.app.ui.root; n; n = node_after(n)) {
        plain(n->label, words, sizeof words);
        if (strstr(words, text))
            return n;
    }
    return NULL;
}

static inline bool says(const char *text)
{
    return find_words(text);
}

static inline void touch(const Node *n)
{
    Input input = {.kind = INPUT_PRESS, .x = n->box.x + n->box.w / 2, .y = n->box.y + n->box.h / 2};
    app_input(&k.app, &input);
    kiosk_frame(&k);
    input.kind = INPUT_RELEASE;
    app_input(&k.app, &input);
    kiosk_frame(&k);
}

#endif
