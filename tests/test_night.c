/* A conference night at one desk, by the lines of drive: three hundred families in half an hour.
 *
 * A seeded script does what staff do: letters, one touch; a tenth are walk-ins; some come twice,
 * are checked in at another desk meanwhile, are undone, change who came, leave, come back, were at
 * another event; people are just counted; in the middle the desk is locked, and later ends and
 * begins again. Beside it a model counts. At the end the records say what the model says. */
#include "night.h"

/* --- what staff do ------------------------------------------------------------------------- */

static void sign_in(void)
{
    CHECK(is_at("pin"));
    must("type \"12135790\"");
    must("wait jobs");
    CHECK(is_at("desk"));
    CHECK(id_equal(app->guest.event, conference));
    done[SIGNED_IN]++;
    done[OPENED]++;
}

static void arrived(Guests *p, int people)
{
    p->where = HERE;
    p->people = people;
    check_row(p);
    done[ARRIVED]++;
}

/* One touch; where the office wants to be seen, the family is looked at first. */
static void check_in(Guests *p)
{
    DeskFamily f = family(p);
    search(p);
    touch_in_row(p, "Check in");
    if (is_at("family")) {
        CHECK(f.must_see_office);
        done[SEEN]++;
        touch(p, "Check in {0, plural, one {# person} other {# people}}");
    }
    arrived(p, f.visit.adults + f.visit.children);
}

static void undo(Guests *p)
{
    touch(p, "Undo");
    p->where = AWAY;
    check_row(p);
    done[UNDONE]++;
}

/* The list does not know yet that they are here. */
static void meet_another_desk(Guests *p)
{
    AuditBy desk_a = {.at = app->now, .kiosk = "desk A", .staff = app->guest.staff.id};
    DeskFamily f = family(p);
    search(p);
    f.visit.id = store_new_id(app->store, app->now);
    f.visit.event = conference;
    f.visit.arrived = app->now;
    f.visit.day = zone_day(app->zone, app->now);
    f.visit.method = METHOD_DESK;
    snprintf(f.visit.kiosk, sizeof f.visit.kiosk, "desk A");
    CHECK(desk_arrive(app->store, &desk_a, &f, &err));
    by_others++;
    touch_in_row(p, "Check in");
    CHECK(find(STATUS, "Already here"));
    p->where = HERE;
    p->people = f.visit.adults + f.visit.children;
    check_row(p);
}

static void try_again(Guests *p)
{
    search(p);
    CHECK_INT(number_in_row(p, "Check in"), 0);
    twice++;
}

static void look_at(Guests *p)
{
    search(p);
    touch_in_row(p, "Who is here");
    CHECK(is_at("family"));
    done[SEEN]++;
}

/* One more child, or one fewer. */
static void change(Guests *p)
{
    DeskFamily f = family(p);
    int child = f.count - 1;
    if (f.count == 0 || f.people[child].is_adult)
        return;
    look_at(p);
    must("tap choice \"%s\" #1", f.people[child].name);
    p->touches++;
    p->people += f.is_here[child] ? -1 : 1;
    touch(p, "Save: {0, plural, one {# person} other {# people}}");
    check_row(p);
    done[CHANGED]++;
}

static void leave_or_return(Guests *p)
{
    bool leaves = p->where == HERE;
    look_at(p);
    touch(p, leaves ? "Check out" : "In again");
    p->where = leaves ? LEFT : HERE;
    check_row(p);
    done[leaves ? WENT : RETURNED]++;
}

static void was_not_here(Guests *p)
{
    look_at(p);
    touch(p, "Was not here");
    p->where = AWAY;
    check_row(p);
    done[UNDONE]++;
}

/* In half of the cases it was meant otherwise. */
static void move(Guests *p)
{
    look_at(p);
    touch(p, "Move to another event");
    must("tap choice \"Open house\"");
    p->touches++;
    p->is_elsewhere = true;
    check_row(p);
    done[MOVED]++;
    if (roll(2))
        return;
    touch(p, "Undo");
    p->is_elsewhere = false;
    check_row(p);
    done[MOVED]++;
}

/* Beside the list, or where there is no room, over it. */
static void count_heads(void)
{
    bool is_over = !find(BUTTON, "One more");
    int more = 1 + (int)roll(3);
    if (is_over)
        must("tap button \"Counts\"");
    for (int i = 0; i < more; i++)
        must("tap button \"One more\"");
    bool is_slip = one_in(3);
    if (is_slip)
        must("tap button \"One fewer\"");
    if (is_over)
        must("tap button \"Close\"");
    heads += more - is_slip;
    done[COUNTED] += more;
    done[UNCOUNTED] += is_slip;
    CHECK_INT(families_counts(app->families)->counted, heads);
}

/* --- a walk-in ----------------------------------------------------------------------------- */

static Id newest_stub(void)
{
    Id id = {0};
    Sql *q = sql(app->store, "SELECT id FROM stub ORDER BY made DESC, id DESC LIMIT 1");
    if (sql_row(q))
        id = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    return id;
}

static void write_down(Guests *p)
{
    touch(p, "New family");
    CHECK(is_at("walk_in"));
    must("type \"%s\"", p->adults);
    p->letters = (int)strlen(p->adults);
    if (roll(2) && find(CHOICE, "3")) {
        must("tap choice \"3\"");
        p->touches++;
    }
    touch(p, "Check in");
    p->row = newest_stub();
    done[WRITTEN]++;
    arrived(p, 2);
}

/* --- the evening --------------------------------------------------------------------------- */

static Guests *somebody(Where where)
{
    uint32_t first = roll((uint32_t)party_count);
    for (int i = 0; i < party_count; i++) {
        Guests *p = &parties[(first + (uint32_t)i) % (uint32_t)party_count];
        if (p->where == where && !p->is_elsewhere && !p->is_walk_in)
            return p;
    }
    return NULL;
}

/* By turns: each happens in every evening. */
static void change_minds(void)
{
    static int turns;
    static void (*const ACTS_OF[])(Guests *) = {
        try_again, change, leave_or_return, move, was_not_here, leave_or_return};
    int what = turns++ % 6;
    Guests *p = somebody(what == 5 ? LEFT : HERE);
    if (p)
        ACTS_OF[what](p);
}

static void serve(Guests *p)
{
    if (p->is_walk_in)
        write_down(p);
    else if (one_in(15))
        meet_another_desk(p);
    else {
        check_in(p);
        if (!one_in(12))
            return;
        undo(p);
        check_in(p);
    }
}

static void restart(void)
{
    bool is_small = roll(2);
    driven_open(is_small ? 1024 : 1920, is_small ? 600 : 1080, app->now);
}

TEST(three_hundred_families_come_in_half_an_hour)
{
    UNUSED_STATE;
    int64_t began = app->now;
    sign_in();
    for (party_count = 0; party_count < PARTIES;) {
        serve(&parties[party_count++]);
        must("wait %d", PACE);
        if (one_in(6))
            change_minds();
        if (one_in(8))
            count_heads();
        if (party_count == LOCKED_AT) {
            must("key Lock");
            sign_in();
        } else if (party_count == RESTARTED_AT) {
            restart();
            sign_in();
        }
    }
    CHECK(app->now - began <= 1800);
    must("key Lock");
}

/* --- what the records say ------------------------------------------------------------------ */

static int64_t audited(const char *act, const char *kiosk)
{
    Sql *q = sql(app->store,
        "SELECT count(*) FROM audit WHERE act = :act AND kiosk = :kiosk AND staff NOTNULL");
    sql_text(q, ":act", act);
    sql_text(q, ":kiosk", kiosk);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

TEST(the_totals_are_the_scripts_and_each_visit_is_there_once)
{
    UNUSED_STATE;
    int here = 0, elsewhere = 0, inside = 0, walk_ins = 0;
    restart();
    sign_in();
    for (int i = 0; i < PARTIES; i++) {
        const Guests *p = &parties[i];
        check_row(p);
        here += p->where != AWAY && !p->is_elsewhere;
        elsewhere += p->where != AWAY && p->is_elsewhere;
        inside += p->where == HERE ? p->people : 0;
        walk_ins += p->is_walk_in;
    }
    const FamilyCounts *counts = families_counts(app->families);
    CHECK_INT(counts->here + counts->besides, here);
    CHECK_INT(counts->inside, inside);
    CHECK_INT(counts->counted, heads);
    CHECK_INT(counts->unmatched + counts->held, walk_ins);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), here + elsewhere);
    CHECK_INT(number("SELECT count(DISTINCT opened_by) FROM visit WHERE undone IS NULL"),
        here + elsewhere);
    print_message("%d of %d families here, %d at the other event, %d people inside, %d counted\n",
        here, PARTIES, elsewhere, inside, heads);
}

TEST(each_act_has_its_row_in_the_audit)
{
    UNUSED_STATE;
    for (int i = 0; i < ACTS; i++) {
        int wanted = i == ARRIVED ? done[i] - done[WRITTEN] : done[i];
        print_message("%s %d, ", ACT_NAMES[i], wanted);
        if (audited(ACT_NAMES[i], "desk B") != wanted)
            fail_msg(
                "%s: %d rows, not %d", ACT_NAMES[i], (int)audited(ACT_NAMES[i], "desk B"), wanted);
    }
    CHECK_INT(audited("visit.arrived", "desk A"), by_others);
    print_message("%d by another desk, %d came twice\n", by_others, twice);
    for (int i = 0; i < ACTS; i++)
        CHECK(done[i] > 0);
    CHECK(by_others > 0 && twice > 0);
}

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

TEST(three_touches_are_enough_for_most)
{
    UNUSED_STATE;
    int touches[PARTIES], letters[PARTIES], all = 0;
    for (int i = 0; i < PARTIES; i++) {
        touches[i] = parties[i].touches;
        letters[i] = parties[i].letters;
        all += touches[i];
    }
    qsort(touches, PARTIES, sizeof *touches, compare);
    qsort(letters, PARTIES, sizeof *letters, compare);
    print_message("touches a family: median %d, %d in the nine tenths, %.1f on average, %d at "
                  "most; letters: median %d\n",
        touches[PARTIES / 2], touches[PARTIES * 9 / 10], (double)all / PARTIES,
        touches[PARTIES - 1], letters[PARTIES / 2]);
    CHECK(touches[PARTIES / 2] <= 3);
}

/* --- the school ---------------------------------------------------------------------------- */

static bool put_open_house(void)
{
    Event event = {.starts = app->open[0].starts, .ends = app->open[0].ends, .kind = "meeting"};
    snprintf(event.uid, sizeof event.uid, "open-house");
    bool is_put = events_put(app->store, &event, app->now, &err) &&
        content_put(app->store, event.id, CONTENT_TITLE, "en", "Open house", &err);
    other = event.id;
    return is_put;
}

/* The roster's rows in an order of the dice's, then walk-ins among them. */
static bool read_parties(void)
{
    Families *f = families_open(app->store, conference, zone_day(app->zone, app->now), &err);
    if (!f || families_shown(f) < ROSTER)
        return false;
    for (int i = 0; i < ROSTER; i++) {
        const Family *row = families_at(f, i);
        Guests *p = &parties[i];
        p->row = row->id;
        snprintf(p->adults, sizeof p->adults, "%s", row->adults);
        snprintf(p->children, sizeof p->children, "%s", row->children);
    }
    families_close(f);
    return true;
}

static void add_walk_ins(void)
{
    static const char *const GIVEN[] = {"Wrenna", "Tovik", "Quillo", "Zephra", "Jorund", "Yvaine"};
    static const char *const FAMILY[] = {"Bracknell", "Zworykin", "Quimbly", "Ffoulke", "Uxbridge"};
    for (int i = ROSTER; i < PARTIES; i++) {
        parties[i].is_walk_in = true;
        snprintf(parties[i].adults, NAME, "%s %s", GIVEN[i % 6], FAMILY[(i - ROSTER) / 6]);
    }
    for (uint32_t i = PARTIES - 1; i > 0; i--) {
        Guests swapped = parties[i];
        uint32_t with = roll(i + 1);
        parties[i] = parties[with];
        parties[with] = swapped;
    }
}

static int open_school(void **state)
{
    UNUSED_STATE;
    dice = dice_seed();
    if (!driven_folder())
        return -1;
    app->now = 1795131720; /* 2026-11-19T17:42:00-06:00 */
    restart();
    conference = app->open[0].id;
    if (!put_open_house() || !read_parties())
        return -1;
    add_walk_ins();
    app_follow(app);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(three_hundred_families_come_in_half_an_hour),
        RUN(the_totals_are_the_scripts_and_each_visit_is_there_once),
        RUN(each_act_has_its_row_in_the_audit),
        RUN(three_touches_are_enough_for_most),
    };
    return cmocka_run_group_tests_name("night", tests, open_school, driven_close);
}
