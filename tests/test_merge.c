/* Two kiosks and two desks, one night, no network: their files merged in every order. The night is
 * dealt by dice; FOYER_SEED=N repeats one. */
#include "dice.h"
#include "merging.h"

enum { STEPS = 260, MOST = 600 };

/* ---- the night, and what must come of it ---- */

typedef struct {
    Id id;
    int event, home; /* event -1: an ordinary visit */
    int64_t at;
    bool is_undone;
} Came;

typedef struct {
    Id id;
    const char *kiosk;
    int session, seats, desk;
    int64_t made;
    SignupState state;
} Asked;

static struct {
    Came came[MOST];
    Asked asked[MOST];
    int arrivals, requests, stubs, counted, calls, misses;
} night;

static void come(Desk *d, int event, int home, int64_t at)
{
    Visit v = arrive(d, event, home, at);
    if (v.arrived == at && strcmp(v.kiosk, d->name) == 0 && night.arrivals < MOST)
        night.came[night.arrivals++] = (Came){v.id, event, home, at, false};
}

static void ask(Desk *d, int session, int home, int adults, int64_t at)
{
    Signup u = sign(d, session, home, adults, at);
    if (u.made == at && night.requests < MOST)
        night.asked[night.requests++] =
            (Asked){u.id, d->name, session, adults, (int)(d - desks), at, u.state};
}

static void walk_in(Desk *d, int64_t at)
{
    Stub stub = {.id = store_new_id(d->store, at), .child = "Kofi", .grade = "KG"};
    Visit v = {.id = store_new_id(d->store, at),
        .event = d->events[0],
        .arrived = at,
        .day = 20261119,
        .adults = 1};
    snprintf(v.kiosk, sizeof v.kiosk, "%s", d->name);
    CHECK(stubs_arrive(d->store, &stub, &v, &err));
    night.stubs++;
}

static void count_people(Desk *d, int64_t at)
{
    Headcount h = {.id = store_new_id(d->store, at),
        .event = d->events[0],
        .at = at,
        .day = 20261119,
        .adults = 2,
        .language = "en"};
    snprintf(h.kiosk, sizeof h.kiosk, "%s", d->name);
    CHECK(headcounts_add(d->store, &h, &err));
    night.counted += 2;
}

static void call_help(Desk *d, int64_t at)
{
    HelpCall call = {.at = at, .screen = "name", .language = "es"};
    snprintf(call.kiosk, sizeof call.kiosk, "%s", d->name);
    int64_t before = number(d, "SELECT count(*) FROM help_call");
    CHECK(help_call(d->store, &call, &err));
    night.calls += (int)(number(d, "SELECT count(*) FROM help_call") - before);
    CHECK(misses_add(d->store, d->name, at, &err));
    night.misses++;
    AuditBy by = {.at = at, .kiosk = d->name};
    CHECK(audit_add(d->store, &by, "desk.looked", "g1", "", &err));
}

/* Somebody of those who came leaves, or all of them change. */
static void amend(Desk *d, uint64_t *dice, int64_t at)
{
    Visit open[64];
    int count = visits_present(d->store, open, 64, &err);
    if (count <= 0)
        return;
    Visit *v = &open[dice_roll(dice, (uint32_t)(count < 64 ? count : 64))];
    if (dice_roll(dice, 2)) {
        CHECK(visits_leave(d->store, v->id, at, &err));
        return;
    }
    v->adults = 1 + (int)dice_roll(dice, 3);
    CHECK(visits_change(d->store, v, NULL, 0, at, &err));
}

static void cancel(Desk *d, uint64_t *dice, int64_t at)
{
    if (night.requests == 0)
        return;
    Asked *u = &night.asked[dice_roll(dice, (uint32_t)night.requests)];
    if (&desks[u->desk] == d)
        CHECK(signups_cancel(d->store, u->id, at, &err));
}

static void step(Desk *d, uint64_t *dice, int64_t at)
{
    int home = (int)dice_roll(dice, HOMES);
    switch (dice_roll(dice, 12)) {
    case 0:
        walk_in(d, at);
        break;
    case 1:
        count_people(d, at);
        break;
    case 2:
        call_help(d, at);
        break;
    case 3:
    case 4:
        ask(d, (int)dice_roll(dice, SESSIONS), home, 1 + (int)dice_roll(dice, 3), at);
        break;
    case 5:
        cancel(d, dice, at);
        break;
    case 6:
    case 7:
        amend(d, dice, at);
        break;
    default:
        come(d, (int)dice_roll(dice, EVENTS + 1) - 1, home, at);
    }
}

/* The clock of the second jumps back by an hour in the middle. */
static void live(uint64_t seed)
{
    uint64_t dice = seed;
    memset(&night, 0, sizeof night);
    for (int i = 0; i < KIOSKS; i++)
        CHECK(store_begin(desks[i].store, &err));
    for (int i = 0; i < STEPS; i++) {
        int k = (int)dice_roll(&dice, KIOSKS);
        int64_t at = START + i * 30 + (int)dice_roll(&dice, 30);
        step(&desks[k], &dice, k == 1 && i > STEPS / 2 ? at - HOUR : at);
    }
    for (int i = 0; i < KIOSKS; i++)
        CHECK(store_commit(desks[i].store, &err));
    for (int i = 0; i < night.requests; i++) {
        Signup u;
        CHECK(signups_get(desks[night.asked[i].desk].store, night.asked[i].id, &u, &err));
        night.asked[i].state = u.state;
    }
}

/* ---- the model ---- */

static int compare_ids(Id a, Id b)
{
    return memcmp(a.byte, b.byte, sizeof a.byte);
}

static bool stands(const Came *c)
{
    for (int i = 0; i < night.arrivals; i++) {
        const Came *o = &night.came[i];
        if (o != c && c->event >= 0 && o->event == c->event && o->home == c->home &&
            (o->at < c->at || (o->at == c->at && compare_ids(o->id, c->id) < 0)))
            return false;
    }
    return true;
}

static void check_visits(Desk *d)
{
    int standing = 0;
    for (int i = 0; i < night.arrivals; i++) {
        const Came *c = &night.came[i];
        Sql *q = sql(d->store, "SELECT undone IS NULL FROM visit WHERE id = :id");
        sql_id(q, ":id", c->id);
        CHECK(sql_row(q));
        CHECK_INT(sql_get_int(q, 0), stands(c));
        CHECK(sql_done(q, &err));
        standing += stands(c);
    }
    CHECK_INT(number(d, "SELECT count(*) FROM visit"), night.arrivals + night.stubs);
    CHECK_INT(visits_count(d->store, &err), standing + night.stubs);
    CHECK_INT(
        number(d, "SELECT count(*) FROM conflict WHERE kind = 'visit'"), night.arrivals - standing);
    CHECK(standing < night.arrivals);
}

static bool holds(SignupState state)
{
    return state == SIGNUP_CONFIRMED || state == SIGNUP_OFFERED;
}

static int by_made(const void *a, const void *b)
{
    const Asked *x = a, *y = b;
    if (x->made != y->made)
        return x->made < y->made ? -1 : 1;
    int kiosk = strcmp(x->kiosk, y->kiosk);
    return kiosk ? kiosk : compare_ids(x->id, y->id);
}

/* Homes sign up in one session at two kiosks: then the first is it. */
static void settle_homes(Desk *d)
{
    for (int i = 0; i < night.requests; i++) {
        Asked *u = &night.asked[i];
        Signup is;
        CHECK(signups_get(d->store, u->id, &is, &err));
        for (int k = 0; k < i; k++) {
            Signup before;
            Asked *o = &night.asked[k];
            CHECK(signups_get(d->store, o->id, &before, &err));
            if ((holds(u->state) || u->state == SIGNUP_WAITING) &&
                (holds(o->state) || o->state == SIGNUP_WAITING) && o->session == u->session &&
                id_equal(before.opened_by, is.opened_by))
                u->state = SIGNUP_CANCELLED;
        }
    }
}

static void check_signups(Desk *d)
{
    Asked kept[MOST];
    memcpy(kept, night.asked, sizeof kept);
    qsort(night.asked, (size_t)night.requests, sizeof *night.asked, by_made);
    settle_homes(d);
    for (int s = 0; s < SESSIONS; s++) {
        int seats = s == 0 ? 100000 : 8 * s, taken = 0, waits = 0;
        for (int i = 0; i < night.requests; i++) {
            Asked *u = &night.asked[i];
            Signup is;
            if (u->session != s)
                continue;
            CHECK(signups_get(d->store, u->id, &is, &err));
            bool fits = taken + u->seats <= seats;
            taken += holds(u->state) && fits ? u->seats : 0;
            waits += holds(u->state) && !fits;
            CHECK_INT(is.state, holds(u->state) && !fits ? SIGNUP_WAITING : u->state);
        }
        if (s == 1)
            CHECK(waits > 0);
    }
    memcpy(night.asked, kept, sizeof kept);
}

static void check_night(Desk *d)
{
    CHECK(store_check(d->store, &err));
    check_visits(d);
    check_signups(d);
    CHECK_INT(number(d, "SELECT count(*) FROM stub"), night.stubs);
    CHECK_INT(headcounts_people(d->store, 20261119, &err), night.counted);
    CHECK_INT(number(d, "SELECT count(*) FROM help_call"), night.calls);
    CHECK_INT(number(d, "SELECT count(*) FROM miss"), night.misses);
    CHECK_INT(number(d, "SELECT count(*) FROM audit WHERE act = 'desk.looked'"), night.misses);
    CHECK(number(d, "SELECT count(*) FROM conflict WHERE kind = 'clock'") > 0);
}

/* ---- orders ---- */

static void keep_files(void)
{
    for (int i = 0; i < KIOSKS; i++)
        shut_desk(&desks[i]);
    run("mkdir -p '%s/kept' && cp '%s'/*.db '%s/kept'", folder, folder, folder);
}

/* All four as they were before any merge. */
static void put_files_back(void)
{
    for (int i = 0; i < KIOSKS; i++)
        shut_desk(&desks[i]);
    run("rm -f '%s'/*.db-* && cp '%s/kept/'*.db '%s'", folder, folder, folder);
}

static void order_of(int n, int order[KIOSKS])
{
    int left[KIOSKS] = {0, 1, 2, 3}, count = KIOSKS;
    for (int i = 0; i < KIOSKS; i++) {
        int at = n % count;
        n /= count;
        order[i] = left[at];
        memmove(&left[at], &left[at + 1], (size_t)(--count - at) * sizeof *left);
    }
}

TEST(four_files_in_every_order_say_the_same_and_what_was_done)
{
    UNUSED_STATE;
    Dump wanted = {0};
    live(dice_seed());
    keep_files();
    for (int n = 0; n < 24; n++) {
        int order[KIOSKS];
        order_of(n, order);
        put_files_back();
        Desk *into = &desks[order[0]];
        open_desk(into);
        for (int i = 1; i < KIOSKS; i++)
            merge_at(into, desks[order[i]].path, START + 3 * HOUR);
        if (n == 0)
            wanted = dump(into);
        is_equal(into, &wanted);
        check_night(into);
    }
}

TEST(files_that_were_merged_already_merge_like_the_others)
{
    UNUSED_STATE;
    live(dice_seed());
    Desk *d = desks;
    merge(&d[0], &d[1]);
    merge(&d[3], &d[2]);
    merge(&d[0], &d[3]);
    Dump wanted = dump(&d[0]);
    check_night(&d[0]);
    /* The others have a part each, and get the rest by way of one. */
    merge(&d[1], &d[0]);
    merge(&d[2], &d[1]);
    merge(&d[3], &d[2]);
    for (int i = 1; i < KIOSKS; i++)
        is_equal(&d[i], &wanted);
}

TEST(twice_changes_nothing_and_either_direction_is_the_same)
{
    UNUSED_STATE;
    live(dice_seed());
    keep_files();
    put_files_back();
    open_desk(&desks[0]);
    Merged m = merge_at(&desks[0], desks[3].path, START + 3 * HOUR);
    CHECK(m.visits > 0 && m.changes > m.visits);
    Dump wanted = dump(&desks[0]);
    int64_t rows = number(&desks[0], "SELECT count(*) FROM audit");
    m = merge_at(&desks[0], desks[3].path, START + 4 * HOUR);
    CHECK_INT(m.changes, 0);
    CHECK_INT(m.conflicts, 0);
    is_equal(&desks[0], &wanted);
    CHECK_INT(number(&desks[0], "SELECT count(*) FROM audit"), rows);
    CHECK_INT(number(&desks[0], "SELECT count(*) FROM merged"), 1);

    put_files_back();
    open_desk(&desks[3]);
    merge_at(&desks[3], desks[0].path, START + 3 * HOUR);
    is_equal(&desks[3], &wanted);
}

TEST(a_dry_run_says_what_would_come_and_changes_nothing)
{
    UNUSED_STATE;
    Merged dry, m;
    AuditBy by = {.at = START + 3 * HOUR, .kiosk = ""};
    live(dice_seed());
    Dump before = dump(&desks[0]);
    shut_desk(&desks[1]);
    CHECK(merge_file(desks[0].store, desks[1].path, &by, true, &dry, &err));
    is_equal(&desks[0], &before);
    CHECK_INT(number(&desks[0], "SELECT count(*) FROM merged"), 0);
    CHECK(merge_file(desks[0].store, desks[1].path, &by, false, &m, &err));
    CHECK(memcmp(&dry, &m, sizeof m) == 0);
    CHECK(m.visits > 0 && m.stubs > 0 && m.conflicts > 0);
    open_desk(&desks[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_DESKS(four_files_in_every_order_say_the_same_and_what_was_done),
        RUN_DESKS(files_that_were_merged_already_merge_like_the_others),
        RUN_DESKS(twice_changes_nothing_and_either_direction_is_the_same),
        RUN_DESKS(a_dry_run_says_what_would_come_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
