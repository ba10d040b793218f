/* Seats: 100,000 sign-ups, changes, cancellations, offers, expiries and steps of the clock against
 * a model that is simple enough to be seen right. FOYER_SEED=N repeats a run. */
#include "check.h"
#include "dice.h"

#include "store/settings.h"
#include "store/signups.h"

#include <unistd.h>

enum { SESSIONS = 12, HOMES = 60, RECORDS = 600, STEPS = 100000, HOUR = 3600 };
enum { LOOK_EVERY = 50, OFFER_HOURS = 48 };

/* One sign-up as the model has it; session -1: none. */
typedef struct {
    Id id;
    int session, home;
    Places needs;
    SignupState state;
    int64_t until;
    int turn;
} Model;

typedef struct {
    Session session;
    int turns;
} Room;

static Store *store;
static Err err;
static uint64_t dice;
static Room rooms[SESSIONS];
static Id homes[HOMES], workshop;
static Model *models;
static int count;
static int64_t now;

/* ---- the model ---- */

static bool is_active(SignupState state)
{
    return state == SIGNUP_CONFIRMED || state == SIGNUP_WAITING || state == SIGNUP_OFFERED;
}

static Places left_in(int room)
{
    const Places *p = &rooms[room].session.places;
    Places left = *p;
    if (!p->seats)
        left.seats = NO_LIMIT;
    for (int i = 0; i < count; i++) {
        const Model *m = &models[i];
        if (m->session != room || (m->state != SIGNUP_CONFIRMED && m->state != SIGNUP_OFFERED))
            continue;
        left.seats -= p->seats ? m->needs.seats : 0;
        left.childcare -= m->needs.childcare;
        left.interpreters -= m->needs.interpreters;
        left.rides -= m->needs.rides;
    }
    return left; /* below zero where the school took places away */
}

static bool kind(int needs, int has, int left)
{
    return needs <= has || needs - has <= left;
}

static bool room_for(const Places *n, const Places *has, const Places *left)
{
    return kind(n->seats, has->seats, left->seats) &&
        kind(n->childcare, has->childcare, left->childcare) &&
        kind(n->interpreters, has->interpreters, left->interpreters) &&
        kind(n->rides, has->rides, left->rides);
}

static bool can_sign_up(int room)
{
    return !rooms[room].session.is_withdrawn && rooms[room].session.starts > now;
}

static Model *next_waiting(int room, int after)
{
    Model *next = NULL;
    for (int i = 0; i < count; i++)
        if (models[i].session == room && models[i].state == SIGNUP_WAITING &&
            models[i].turn > after && (!next || models[i].turn < next->turn))
            next = &models[i];
    return next;
}

static void model_settle(int room)
{
    for (int i = 0; i < count; i++)
        if (models[i].session == room && models[i].state == SIGNUP_OFFERED &&
            models[i].until <= now)
            models[i].state = SIGNUP_EXPIRED;
    if (!can_sign_up(room))
        return;
    for (Model *m = next_waiting(room, 0); m; m = next_waiting(room, m->turn)) {
        Places left = left_in(room);
        if (!room_for(&m->needs, &(Places){0}, &left))
            continue;
        int64_t until = now + OFFER_HOURS * HOUR, starts = rooms[room].session.starts;
        m->state = SIGNUP_OFFERED;
        m->until = until < starts ? until : starts;
    }
}

static bool has_one(int room, int home)
{
    for (int i = 0; i < count; i++)
        if (models[i].session == room && models[i].home == home && is_active(models[i].state))
            return true;
    return false;
}

static SignupAnswer model_make(Model *m, bool may_wait)
{
    model_settle(m->session);
    if (has_one(m->session, m->home))
        return SIGNUP_ALREADY;
    if (!can_sign_up(m->session))
        return SIGNUP_TOO_LATE;
    Places left = left_in(m->session);
    bool has_room = room_for(&m->needs, &(Places){0}, &left);
    if (!has_room && !may_wait)
        return SIGNUP_NO_ROOM;
    m->state = has_room ? SIGNUP_CONFIRMED : SIGNUP_WAITING;
    m->turn = has_room ? 0 : ++rooms[m->session].turns;
    models[count++] = *m;
    return SIGNUP_DONE;
}

static SignupAnswer model_change(Model *m, Places needs)
{
    model_settle(m->session);
    if (!can_sign_up(m->session) || !is_active(m->state))
        return SIGNUP_TOO_LATE;
    Places left = left_in(m->session);
    if (m->state != SIGNUP_WAITING && !room_for(&needs, &m->needs, &left))
        return SIGNUP_NO_ROOM;
    m->needs = needs;
    model_settle(m->session);
    return SIGNUP_DONE;
}

static SignupAnswer model_accept(Model *m)
{
    model_settle(m->session);
    if (m->state == SIGNUP_CONFIRMED)
        return SIGNUP_DONE;
    if (m->state != SIGNUP_OFFERED || !can_sign_up(m->session))
        return SIGNUP_TOO_LATE;
    m->state = SIGNUP_CONFIRMED;
    return SIGNUP_DONE;
}

/* ---- both ---- */

static int roll(int below)
{
    return (int)dice_roll(&dice, (uint32_t)below);
}

static Party draw_party(void)
{
    Party p = {.adults = 1 + roll(3), .children = roll(4), .childcare = roll(3) ? 0 : 1 + roll(2)};
    for (int i = 0; i < p.childcare; i++)
        p.ages[i] = roll(AGE_MOST + 1);
    p.needs_ride = !roll(5);
    if (!roll(4))
        snprintf(p.interpreter, sizeof p.interpreter, "so");
    return p;
}

static void make_one(void)
{
    Party party = draw_party();
    int room = roll(SESSIONS), home = roll(HOMES);
    bool may_wait = roll(3);
    Model m = {.id = store_new_id(store, now),
        .session = room,
        .home = home,
        .needs = party_places(&party)};
    Signup u = {.id = m.id,
        .session = rooms[room].session.id,
        .opened_by = homes[home],
        .party = party,
        .language = "en",
        .kiosk = "test"};
    CHECK_INT(signups_make(store, &u, may_wait, now, &err), model_make(&m, may_wait));
    if (!roll(10) && id_equal(u.id, m.id)) /* tapped twice */
        CHECK(signups_make(store, &u, may_wait, now, &err) != SIGNUP_FAILED);
}

/* Old ones too, so that what is over is asked for again. */
static Model *draw_model(void)
{
    int recent = count < 200 ? count : 200;
    return &models[roll(8) ? count - 1 - roll(recent) : roll(count)];
}

static void change_one(void)
{
    Model *m = draw_model();
    Party party = draw_party();
    CHECK_INT(
        signups_change(store, m->id, &party, now, &err), model_change(m, party_places(&party)));
}

static void accept_one(void)
{
    Model *m = draw_model();
    CHECK_INT(signups_accept(store, m->id, now, &err), model_accept(m));
}

static void cancel_one(void)
{
    Model *m = draw_model();
    CHECK(signups_cancel(store, m->id, now, &err));
    if (!is_active(m->state))
        return;
    m->state = SIGNUP_CANCELLED;
    model_settle(m->session);
}

static void move_clock(void)
{
    static const int64_t STEP[] = {1, 600, HOUR, 12 * HOUR, 47 * HOUR, -600, -HOUR, -30 * HOUR};
    now += STEP[roll(sizeof STEP / sizeof *STEP)];
    CHECK(signups_settle(store, (Id){0}, now, &err) >= 0);
    for (int i = 0; i < SESSIONS; i++)
        model_settle(i);
}

/* A session is over: its places begin anew at a later time, or the school changes its mind. */
static void change_room(void)
{
    int room = roll(SESSIONS);
    Session *s = &rooms[room].session;
    if (s->starts <= now || !roll(3)) {
        s->starts = now + (20 + roll(200)) * HOUR;
        s->ends = s->starts + HOUR;
    }
    s->places = (Places){roll(5) ? 4 + roll(24) : 0, roll(6), roll(4), roll(12)};
    s->is_withdrawn = !roll(12);
    CHECK(sessions_put(store, s, now, &err));
    CHECK(signups_settle(store, s->id, now, &err) >= 0);
    model_settle(room);
}

/* ---- looking ---- */

static void look_at_signups(void)
{
    for (int i = 0; i < count; i++) {
        Signup u;
        CHECK(signups_get(store, models[i].id, &u, &err));
        if (u.state != models[i].state)
            print_error("sign-up %d: %s, not %s\n", i, signup_state_text(u.state),
                signup_state_text(models[i].state));
        CHECK_INT(u.state, models[i].state);
        Places p = party_places(&u.party);
        CHECK_INT(p.seats, models[i].needs.seats);
        CHECK_INT(p.childcare, models[i].needs.childcare);
        if (u.state == SIGNUP_OFFERED)
            CHECK_INT(u.offered_until, models[i].until);
    }
}

static int not_below_zero(int left)
{
    return left < 0 ? 0 : left;
}

static void look_at_rooms(void)
{
    for (int i = 0; i < SESSIONS; i++) {
        Session s;
        Places left = left_in(i);
        CHECK(sessions_get(store, rooms[i].session.id, &s, &err));
        CHECK_INT(s.left.seats, not_below_zero(left.seats));
        CHECK_INT(s.left.childcare, not_below_zero(left.childcare));
        CHECK_INT(s.left.interpreters, not_below_zero(left.interpreters));
        CHECK_INT(s.left.rides, not_below_zero(left.rides));
    }
}

/* What is over for good is looked at once more and left out: else each look takes longer. */
static void forget_the_oldest(void)
{
    int kept = 0;
    look_at_signups();
    for (int i = 0; i < count; i++)
        if (is_active(models[i].state) || i >= count - RECORDS / 6)
            models[kept++] = models[i];
    count = kept;
}

static void step(void)
{
    int what = roll(100);
    if (count == 0 || what < 45)
        make_one();
    else if (what < 58)
        change_one();
    else if (what < 72)
        accept_one();
    else if (what < 90)
        cancel_one();
    else if (what < 97)
        move_clock();
    else
        change_room();
}

static void open_rooms(void)
{
    Workshop w = {.uid = "w", .state = WORKSHOP_PUBLISHED};
    CHECK(workshops_put(store, &w, now, &err));
    workshop = w.id;
    for (int i = 0; i < HOMES; i++)
        homes[i] = store_new_id(store, now);
    for (int i = 0; i < SESSIONS; i++) {
        Session *s = &rooms[i].session;
        *s = (Session){
            .workshop = workshop, .starts = now + (50 + 20 * i) * HOUR, .places = {8 + i, 3, 2, 6}};
        s->ends = s->starts + HOUR;
        snprintf(s->uid, sizeof s->uid, "s%d", i);
        CHECK(sessions_put(store, s, now, &err));
    }
}

TEST(is_as_the_model_says)
{
    UNUSED_STATE;
    const char *given = getenv("FOYER_STEPS");
    int steps = given ? atoi(given) : STEPS;
    dice = dice_seed();
    now = 1800000000;
    models = calloc(RECORDS, sizeof *models);
    assert_non_null(models);
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    open_rooms();
    for (int i = 1; i <= steps; i++) {
        step();
        if (i % LOOK_EVERY == 0)
            look_at_rooms();
        if (count > RECORDS - 2)
            forget_the_oldest();
    }
    look_at_signups();
    print_message("%d steps, %d sign-ups remembered\n", steps, count);
    store_close(store);
    free(models);
}

/* The same with a file that is closed and opened between the steps: nothing lives in memory. */
TEST(is_the_same_after_reopening)
{
    UNUSED_STATE;
    dice = dice_seed();
    now = 1800000000;
    count = 0;
    memset(rooms, 0, sizeof rooms);
    models = calloc(RECORDS, sizeof *models);
    assert_non_null(models);
    char folder[] = "/tmp/foyer-seats-XXXXXX", file[sizeof folder + 16];
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/seats.db", folder);
    CHECK(store_open(&store, file, STORE_CREATE, &err));
    open_rooms();
    for (int i = 1; i <= 1000; i++) {
        step();
        if (i % 100)
            continue;
        store_close(store);
        CHECK(store_open(&store, file, STORE_WRITE, &err));
        look_at_rooms();
        look_at_signups();
    }
    CHECK(store_check(store, &err));
    store_close(store);
    free(models);
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK_INT(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(is_as_the_model_says), RUN(is_the_same_after_reopening)};
    return cmocka_run_group_tests_name("seats", tests, NULL, NULL);
}
