/* The power goes at any moment: who was thanked is in the records afterwards, once, with the people
 * and the row for the hub; and what must not be trusted is seen not to be.
 *
 * An evening is played once on the recording disk; then cut after some of its operations. Which
 * ones is drawn (FOYER_SEED=N: the same again); FOYER_LONG=1: after every one, each in three ways.
 */
#include "check.h"
#include "dice.h"
#include "replay.h"
#include "vfs.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "store/events.h"
#include "store/headcounts.h"
#include "store/people.h"
#include "store/signups.h"
#include "store/sql.h"

enum { HOMES = 60, STEPS = 150, SAMPLED = 200, PATH = 256, NIGHT = 1795131720 };

static char folder[64], path[PATH], left[64], left_path[PATH];
static Err err;

/* --- what SQLite and the store ask of the system ------------------------------------------- */

static bool is_folder(int file)
{
    struct stat it, ours;
    return fstat(file, &it) == 0 && S_ISDIR(it.st_mode) && stat(vfs_folder(), &ours) == 0 &&
        it.st_ino == ours.st_ino && it.st_dev == ours.st_dev;
}

/* These stand before the C library's. Nothing is really synced here: that would only take time. */
int fsync(int file)
{
    if (is_folder(file))
        vfs_folder_synced();
    return 0;
}

int fdatasync(int file)
{
    return fsync(file);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    int result = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if (result == 0)
        vfs_renamed(from, to);
    return result;
}

/* --- an evening ---------------------------------------------------------------------------- */

typedef enum { ARRIVE, CHANGE, LEAVE, STUB, COUNT, SIGN_UP } StepKind;

typedef struct {
    StepKind kind;
    Visit visit;
    Stub stub;
    Headcount headcount;
    Signup signup;
    Id people[3];
    int count;
    int done_at; /* how many operations the disk had seen when it was told to be kept */
} Step;

/* A row of the outbox, in order: there is one for each thing that was told to be kept. */
typedef struct {
    const char *kind;
    Id id;
    int done_at;
} Fact;

static struct {
    Step steps[STEPS];
    Fact facts[STEPS * 2];
    int fact_count;
    Id event, session, guardians[HOMES], children[HOMES];
    int begun_at; /* when the school was there */
} evening;

static Id put(Store *store, PersonRole role, int number)
{
    Person p = {.role = role, .given = "Ama", .family = "Mensah", .is_active = true};
    snprintf(p.source_id, sizeof p.source_id, "%d-%d", role, number);
    CHECK(people_put(store, &p, 1, &err));
    return p.id;
}

static void make_school(Store *store)
{
    Event event = {.uid = "evening", .kind = "conference", .starts = NIGHT, .ends = NIGHT + 9000};
    CHECK(store_begin(store, &err));
    CHECK(events_put(store, &event, 1, &err));
    evening.event = event.id;
    Workshop workshop = {.uid = "workshop", .state = WORKSHOP_PUBLISHED};
    CHECK(workshops_put(store, &workshop, 1, &err));
    Session session = {.uid = "session",
        .workshop = workshop.id,
        .starts = NIGHT + 900000,
        .ends = NIGHT + 903600};
    CHECK(sessions_put(store, &session, 1, &err));
    evening.session = session.id;
    for (int i = 0; i < HOMES; i++) {
        evening.guardians[i] = put(store, GUARDIAN, i);
        evening.children[i] = put(store, STUDENT, i);
    }
    CHECK(store_commit(store, &err));
}

static void plan_visit(Store *store, Step *s, int number, int home)
{
    Id nowhere = {{0}};
    s->visit = (Visit){.id = store_new_id(store, NIGHT + number),
        .event = number % 3 ? evening.event : nowhere,
        .opened_by = evening.guardians[home],
        .arrived = NIGHT + number,
        .day = 20261119,
        .adults = 1,
        .children = 1,
        .language = "es",
        .method = METHOD_NAME,
        .kiosk = "lobby"};
    s->people[s->count++] = evening.guardians[home];
    s->people[s->count++] = evening.children[home];
}

/* One who is here already comes with somebody more, or leaves. */
static bool plan_again(Step *s, int number, uint64_t *dice)
{
    int earlier = number ? (int)dice_roll(dice, (uint32_t)number) : 0;
    const Step *before = &evening.steps[earlier];
    if (number == 0 || before->kind != ARRIVE || before->visit.left)
        return false;
    *s = *before;
    s->kind = dice_roll(dice, 2) ? CHANGE : LEAVE;
    s->visit.adults += (int)dice_roll(dice, 3);
    if (s->kind == LEAVE)
        evening.steps[earlier].visit.left = NIGHT; /* not twice */
    return true;
}

static void plan(Store *store, Step *s, int number, int *home, uint64_t *dice)
{
    uint32_t which = dice_roll(dice, 10);
    if (which < 4 && plan_again(s, number, dice))
        return;
    if (which < 8 && *home < HOMES) {
        plan_visit(store, s, number, (*home)++);
        return;
    }
    static const StepKind OTHERS[] = {STUB, COUNT, SIGN_UP};
    s->kind = OTHERS[dice_roll(dice, 3)];
    plan_visit(store, s, number, 0);
    s->signup = (Signup){.id = store_new_id(store, NIGHT),
        .session = evening.session,
        .opened_by = store_new_id(store, NIGHT),
        .party = {.adults = 1, .childcare = 1, .ages = {4}},
        .kiosk = "lobby"};
    s->stub = (Stub){.id = store_new_id(store, NIGHT), .child = "Noor", .language = "en"};
    s->headcount = (Headcount){.id = store_new_id(store, NIGHT),
        .event = evening.event,
        .at = NIGHT + number,
        .day = 20261119,
        .adults = 2,
        .language = "ar",
        .kiosk = "lobby"};
}

/* Asked again with the same ids, it changes nothing more. */
static bool do_step(Store *store, const Step *s, Err *why)
{
    Visit visit = s->visit;
    Signup signup = s->signup;
    switch (s->kind) {
    case ARRIVE:
        return visits_arrive(store, &visit, s->people, s->count, why);
    case CHANGE:
        return visits_change(store, &visit, s->people, s->count, visit.arrived, why);
    case LEAVE:
        return visits_leave(store, visit.id, NIGHT + STEPS, why);
    case STUB:
        return stubs_arrive(store, &s->stub, &visit, why);
    case COUNT:
        return headcounts_add(store, &s->headcount, why);
    case SIGN_UP:
        return signups_make(store, &signup, true, NIGHT, why) == SIGNUP_DONE;
    }
    return false;
}

static void note_fact(const char *kind, Id id, int at)
{
    evening.facts[evening.fact_count++] = (Fact){kind, id, at};
}

static void note_step(const Step *s)
{
    static const char *const KINDS[] = {[ARRIVE] = "visit.arrived",
        [CHANGE] = "visit.changed",
        [LEAVE] = "visit.left",
        [STUB] = "visit.arrived",
        [COUNT] = "headcount.made",
        [SIGN_UP] = "signup.made"};
    Id id = s->visit.id;
    if (s->kind == STUB)
        note_fact("stub.made", s->stub.id, s->done_at);
    if (s->kind == COUNT)
        id = s->headcount.id;
    if (s->kind == SIGN_UP)
        id = s->signup.id;
    note_fact(KINDS[s->kind], id, s->done_at);
}

static void run_sql(Store *store, const char *text)
{
    Sql *q = sql(store, text);
    while (sql_row(q))
        ;
    if (!sql_done(q, &err))
        fail_msg("%s: %s", text, err.detail);
}

static Store *reopen(Store *store, const char *plant)
{
    store_close(store);
    if (!store_open(&store, path, STORE_CREATE, &err))
        fail_msg("%s", err.detail);
    run_sql(store, "PRAGMA wal_autocheckpoint = 60"); /* many in one evening */
    if (plant)
        run_sql(store, plant);
    return store;
}

/* Plays it; plant: a statement that weakens the connection. The kiosk is started anew half way. */
static void play(const char *plant, uint64_t *dice)
{
    Store *store = NULL;
    int home = 0;
    memset(&evening, 0, sizeof evening);
    CHECK(store_open(&store, path, STORE_CREATE, &err));
    make_school(store);
    evening.begun_at = vfs_count();
    store = reopen(store, plant);
    for (int i = 0; i < STEPS; i++) {
        Step *s = &evening.steps[i];
        plan(store, s, i, &home, dice);
        if (!do_step(store, s, &err))
            fail_msg("step %d: %s", i, err.detail);
        s->done_at = vfs_count();
        note_step(s);
        if (i == STEPS / 2)
            store = reopen(store, plant);
    }
    store_close(store);
}

/* --- what is left of it -------------------------------------------------------------------- */

static int64_t number(Store *store, const char *text)
{
    Sql *q = sql(store, text);
    int64_t found = sql_row(q) ? sql_get_int(q, 0) : -1;
    return sql_done(q, NULL) ? found : -1;
}

/* The rows for the hub: those of the facts, in their order; how many of these there are. */
static int count_facts(Store *store)
{
    int i = 0;
    Sql *q = sql(store, "SELECT kind, body ->> 'id' FROM outbox ORDER BY number");
    for (; sql_row(q); i++)
        if (i >= evening.fact_count || strcmp(sql_get_text(q, 0), evening.facts[i].kind) != 0 ||
            strcmp(sql_get_text(q, 1), id_text(evening.facts[i].id)) != 0)
            break;
    bool is_order = !sql_row(q);
    sql_done(q, NULL);
    return is_order ? i : -1;
}

/* Visits that do not say what their last row for the hub says, or came other than once; and
 * sign-ups without their code and their row. */
static const char WRONG[] =
    "SELECT (SELECT count(*) FROM signup u WHERE length(code) <> 7 OR"
    "  (SELECT count(*) FROM outbox WHERE kind = 'signup.made' AND body ->> 'id' = uuid(u.id)) <> "
    "1)"
    " + count(*) FROM visit v WHERE"
    " (SELECT count(*) FROM outbox WHERE kind = 'visit.arrived' AND body ->> 'id' = uuid(v.id)) <> "
    "1"
    " OR NOT EXISTS (SELECT 1 FROM outbox WHERE number ="
    "  (SELECT max(number) FROM outbox WHERE kind LIKE 'visit.%' AND body ->> 'id' = uuid(v.id))"
    "  AND body ->> 'adults' = v.adults AND body ->> 'left' IS v.left"
    "  AND json_array_length(body, '$.people') ="
    "   (SELECT count(*) FROM visit_person WHERE visit = v.id))";

static int facts_until(int at)
{
    int count = 0;
    while (count < evening.fact_count && evening.facts[count].done_at <= at)
        count++;
    return count;
}

/* The evening goes on where it was cut: what was not told to be kept is asked again. */
static bool goes_on(Store *store, int facts, Err *why)
{
    int i = 0;
    while (i < STEPS && evening.steps[i].done_at <= evening.facts[facts - 1].done_at)
        i++;
    const Step *next = &evening.steps[i];
    if (i == STEPS || next->kind == CHANGE || next->kind == LEAVE)
        return true;
    return do_step(store, next, why) && do_step(store, next, why) &&
        facts_until(next->done_at) == count_facts(store);
}

/* Whether nothing is lost that was told to be kept before the cut; why in *why if not. */
static bool is_whole(int at, Err *why)
{
    Store *store;
    bool has_begun = at >= evening.begun_at;
    if (!store_open(&store, left_path, has_begun ? STORE_WRITE : STORE_CREATE, why))
        return false;
    int told = has_begun ? facts_until(at) : 0, kept = count_facts(store);
    int64_t wrong = number(store, WRONG), visits = number(store, "SELECT count(*) FROM visit");
    int64_t arrived = number(store, "SELECT count(*) FROM outbox WHERE kind = 'visit.arrived'");
    bool ok = store_check(store, why) &&
        ((kept >= told && kept <= told + 2 && wrong == 0 && visits == arrived) ||
            err_set(why, ERR_BROKEN, "%d told, %d kept, %d visits, %d arrived, %d wrong", told,
                kept, (int)visits, (int)arrived, (int)wrong)) &&
        (told == 0 || goes_on(store, told, why));
    store_close(store);
    return ok;
}

static void empty(const char *which)
{
    char command[192];
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir -m 700 '%s'", which, which);
    CHECK_INT(system(command), 0);
}

static void remove_left(void)
{
    static const char *const ENDINGS[] = {
        "", "-wal", "-shm", "-journal", ".new", ".new-journal", ".lock"};
    char name[PATH + 16];
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        snprintf(name, sizeof name, "%s%s", left_path, ENDINGS[i]);
        unlink(name);
    }
}

typedef struct {
    int images, lost;
    char first[300]; /* of those lost: where and why */
} Cuts;

static void cut_here(Cuts *cuts, int at, Cut cut, uint64_t *dice)
{
    static const char *const CUT_NAMES[] = {"loses", "keeps", "tears"};
    Err why = {0};
    replay_cut(cut, dice, left);
    cuts->images++;
    if (!is_whole(at, &why) && cuts->lost++ == 0)
        snprintf(cuts->first, sizeof cuts->first, "after operation %d of %d, which %s: %.200s", at,
            vfs_count(), CUT_NAMES[cut], why.detail);
    remove_left();
}

static bool is_sync(const VfsOp *op)
{
    return op->kind == SYNCED || op->kind == FOLDER_SYNCED;
}

/* Half of what is drawn is cut right before a sync, where the most is waiting for it. */
static bool is_drawn(int at, uint64_t *dice)
{
    uint32_t every = (uint32_t)(vfs_count() * 2 / SAMPLED) + 1;
    bool is_before_sync = at < vfs_count() && is_sync(vfs_op(at));
    return dice_roll(dice, every) == 0 || (is_before_sync && dice_roll(dice, every / 6 + 1) == 0);
}

/* until_lost: not further than to the first one that lost something. */
static Cuts cut_all(bool until_lost, uint64_t *dice)
{
    Cuts cuts = {0};
    bool is_long = getenv("FOYER_LONG");
    replay_begin();
    for (int at = 1; at <= vfs_count() && !(until_lost && cuts.lost); at++) {
        replay_next();
        for (int cut = 0; is_long && cut < CUTS; cut++)
            cut_here(&cuts, at, (Cut)cut, dice);
        if (!is_long && is_drawn(at, dice))
            cut_here(&cuts, at, (Cut)dice_roll(dice, CUTS), dice);
    }
    replay_end();
    return cuts;
}

/* --- tests --------------------------------------------------------------------------------- */

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof folder, "%s/foyer-power-XXXXXX", memory);
    snprintf(left, sizeof left, "%s/foyer-left-XXXXXX", memory);
    if (!mkdtemp(folder) || !mkdtemp(left))
        return -1;
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    snprintf(left_path, sizeof left_path, "%s/foyer.db", left);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[160];
    vfs_swallow(NULL);
    vfs_end();
    replay_end();
    snprintf(command, sizeof command, "rm -rf '%s' '%s'", folder, left);
    return system(command) == 0 ? 0 : -1;
}

/* The cuts of one evening on a disk that lies about some files, by a connection that is weaker. */
static Cuts try_out(const char *plant, const char *swallowed, uint64_t *dice)
{
    empty(folder);
    vfs_begin(folder);
    vfs_swallow(swallowed);
    play(plant, dice);
    vfs_end();
    Cuts cuts = cut_all(plant || swallowed, dice);
    print_message("%s%s: %d operations, %d images, %d lost something\n", plant ? plant : "",
        swallowed ? swallowed : "", vfs_count(), cuts.images, cuts.lost);
    if (cuts.lost)
        print_message("  %s\n", cuts.first);
    return cuts;
}

TEST(nobody_who_was_thanked_is_lost_when_the_power_goes)
{
    UNUSED_STATE;
    uint64_t dice = dice_seed();
    Cuts cuts = try_out(NULL, NULL, &dice);
    CHECK(cuts.images > SAMPLED / 3);
    if (cuts.lost)
        fail_msg("%s", cuts.first);
}

/* Without these the test above would prove nothing. */
TEST(records_that_are_not_synced_are_seen_to_be_lost)
{
    UNUSED_STATE;
    uint64_t dice = dice_seed();
    CHECK(try_out("PRAGMA synchronous = NORMAL", NULL, &dice).lost > 0);
    CHECK(try_out("PRAGMA synchronous = OFF", NULL, &dice).lost > 0);
}

TEST(a_disk_that_lies_is_seen_to)
{
    UNUSED_STATE;
    uint64_t dice = dice_seed();
    CHECK(try_out(NULL, "-wal", &dice).lost > 0);
    CHECK(try_out(NULL, ".db", &dice).lost > 0);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(nobody_who_was_thanked_is_lost_when_the_power_goes),
        RUN_IN(records_that_are_not_synced_are_seen_to_be_lost),
        RUN_IN(a_disk_that_lies_is_seen_to),
    };
    return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
