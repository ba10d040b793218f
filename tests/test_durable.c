/* Nothing that was told to be done is lost: the process killed, the disk full, the disk failing. */
#include "check.h"
#include "disk.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/events.h"
#include "store/people.h"
#include "store/sql.h"
#include "store/visits.h"

static Store *store;
static Err err;
static Id evening, ama, efua;

/* ---- a made-up school ---- */

static Id put(const char *source_id, PersonRole role)
{
    Person p = {.role = role, .given = "Ama", .family = "Mensah", .is_active = true};
    snprintf(p.source_id, sizeof p.source_id, "%s", source_id);
    CHECK(people_put(store, &p, 1, &err));
    return p.id;
}

static void fill(void)
{
    Event event = {.uid = "evening", .kind = "conference", .starts = 1000, .ends = 9000};
    CHECK(events_put(store, &event, 1, &err));
    evening = event.id;
    ama = put("s1", STUDENT), efua = put("g1", GUARDIAN);
}

static Visit visit_of(Id opened_by, Id event, int64_t at)
{
    return (Visit){.id = store_new_id(store, at),
        .event = event,
        .opened_by = opened_by,
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .children = 2,
        .language = "es",
        .method = METHOD_NAME,
        .kiosk = "lobby"};
}

static int number(const char *text)
{
    Sql *q = sql(store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static char folder[64], path[96];

static int make_folder(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    return 0;
}

static int remove_folder(void **state)
{
    UNUSED_STATE;
    store_close(store);
    store = NULL;
    umount2(folder, MNT_DETACH); /* where a test mounted one */
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

/* ---- killed ---- */

enum { KILLS = 50, AT_MOST = 100000 };

/* What the child tells before it asks for a visit, and when the visit was kept. */
typedef struct {
    Id id;
    bool is_kept;
} Note;

_Noreturn static void arrive_until_killed(int to_parent)
{
    if (!store_open(&store, path, STORE_WRITE, &err))
        _exit(1);
    for (int64_t at = 2000;; at++) {
        Visit visit = visit_of(store_new_id(store, at), evening, at);
        Note note = {visit.id, false};
        const Id people[] = {efua, ama};
        if (write(to_parent, &note, sizeof note) != sizeof note ||
            !visits_arrive(store, &visit, people, 2, &err))
            _exit(2);
        note.is_kept = true;
        if (write(to_parent, &note, sizeof note) != sizeof note)
            _exit(3);
    }
}

typedef struct {
    Id kept[AT_MOST];
    int count;
    Id asked; /* for the last one nobody said that it was kept */
} Told;

static void take_note(Told *told, const Note *note)
{
    told->asked = note->is_kept ? (Id){0} : note->id;
    if (note->is_kept) {
        CHECK(told->count < AT_MOST);
        told->kept[told->count++] = note->id;
    }
}

/* Lets a child work, kills it after some acknowledgements and a little more, and takes in what
 * it still had said. */
static void run_and_kill(Told *told, unsigned *seed)
{
    int ends[2];
    CHECK_INT(pipe(ends), 0);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        close(ends[0]);
        arrive_until_killed(ends[1]);
    }
    close(ends[1]);

    Note note;
    for (int i = rand_r(seed) % 40; i > 0; i--) {
        CHECK_INT(read(ends[0], &note, sizeof note), sizeof note);
        take_note(told, &note);
    }
    for (volatile int i = rand_r(seed) % 300000; i > 0; i--)
        ; /* some moment within a call */
    CHECK_INT(kill(child, SIGKILL), 0);
    int status;
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK(WIFSIGNALED(status));
    while (read(ends[0], &note, sizeof note) == sizeof note)
        take_note(told, &note);
    close(ends[0]);
}

static bool is_there_once(Id visit)
{
    Sql *q = sql(store,
        "SELECT (SELECT count(*) FROM visit WHERE id = :id)"
        " * (SELECT count(*) FROM outbox WHERE body ->> 'id' = :text)");
    sql_id(q, ":id", visit);
    sql_text(q, ":text", id_text(visit));
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    Id people[4];
    return found == 1 && visits_people(store, visit, people, 4, &err) == 2;
}

/* The retry after a commit nobody knows of: with the same id it is kept, and once. */
static void ask_again(Told *told)
{
    if (id_is_zero(told->asked))
        return;
    const Id people[] = {efua, ama};
    Visit visit = visit_of(told->asked, evening, 2000);
    visit.id = told->asked;
    CHECK(visits_arrive(store, &visit, people, 2, &err));
    take_note(told, &(Note){told->asked, true});
}

TEST(no_visit_told_to_be_kept_is_lost_when_the_process_is_killed)
{
    UNUSED_STATE;
    static Told told;
    unsigned seed = 0;
    const char *given = getenv("FOYER_SEED");
    if (given)
        seed = (unsigned)strtoul(given, NULL, 10);
    else
        CHECK_INT(getrandom(&seed, sizeof seed, 0), sizeof seed);
    printf("FOYER_SEED=%u\n", seed);

    CHECK(store_open(&store, path, STORE_CREATE, &err));
    fill();
    for (int i = 0; i < KILLS; i++) {
        store_close(store);
        store = NULL;
        int before = told.count;
        run_and_kill(&told, &seed);
        CHECK(store_open(&store, path, STORE_WRITE, &err));
        for (int k = before; k < told.count; k++)
            CHECK(is_there_once(told.kept[k]));
        ask_again(&told);
        CHECK_INT(visits_count(store, &err), told.count);
    }
    for (int k = 0; k < told.count; k++)
        CHECK(is_there_once(told.kept[k]));
    CHECK_INT(number("SELECT count(*) FROM outbox"), told.count);
    CHECK_INT(number("SELECT max(number) FROM outbox"), told.count);
    CHECK(store_check(store, &err));
    printf("%d visits, %d kills\n", told.count, KILLS);
}

/* ---- a full disk ---- */

/* Arrives until it fails, makes room, and looks at what there is. */
static void fill_up(void (*make_room)(void))
{
    int kept = 0;
    Visit visit;
    do {
        visit = visit_of(store_new_id(store, 2000), evening, 2000 + kept);
        CHECK(kept < 100000);
    } while (visits_arrive(store, &visit, &ama, 1, &err) && ++kept);
    CHECK_INT(err.code, ERR_FULL);
    CHECK(kept > 0);
    CHECK_INT(visits_count(store, &err), kept); /* reading goes on */
    make_room();
    CHECK(visits_arrive(store, &visit, &ama, 1, &err));
    CHECK_INT(visits_count(store, &err), kept + 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), kept + 1);
    CHECK(store_check(store, &err));
}

static void lift_limit(void)
{
    CHECK(sql_run(sql(store, "PRAGMA max_page_count = 1000000"), &err));
}

TEST(a_full_file_is_told_and_nothing_is_lost)
{
    UNUSED_STATE;
    CHECK(store_open(&store, path, STORE_CREATE, &err));
    fill();
    CHECK(sql_run(sql(store, "PRAGMA max_page_count = 60"), &err));
    fill_up(lift_limit);
}

static char ballast[96];

static void drop_ballast(void)
{
    CHECK_INT(unlink(ballast), 0);
}

static void write_ballast(void)
{
    static char bytes[300000];
    snprintf(ballast, sizeof ballast, "%s/ballast", folder);
    FILE *file = fopen(ballast, "wb");
    CHECK(file);
    CHECK_INT(fwrite(bytes, 1, sizeof bytes, file), sizeof bytes);
    CHECK_INT(fclose(file), 0);
}

TEST(a_full_disk_is_told_and_nothing_is_lost)
{
    UNUSED_STATE;
    if (mount("foyer-test", folder, "tmpfs", 0, "size=1200k") != 0)
        skip(); /* only root may; the limit of the file stands in for it */
    write_ballast();
    CHECK(store_open(&store, path, STORE_CREATE, &err));
    fill();
    fill_up(drop_ballast);
}

/* ---- a failing disk ---- */

/* A visit whose nth call to the disk fails; asked again with the same id it is kept once. Whether
 * the disk was asked so often. */
static bool arrive_failing(int n, int result, bool stays, int kept)
{
    Visit visit = visit_of(store_new_id(store, 2000), evening, 2000 + kept);
    visit.opened_by = visit.id; /* nobody is here already */
    disk_fail(n, result, stays);
    bool is_told = visits_arrive(store, &visit, &ama, 1, err_clear(&err));
    bool is_reached = disk.has_failed;
    disk_fail(0, 0, false);
    if (!is_told) {
        CHECK(is_reached);
        CHECK(err.code == ERR_FULL || err.code == ERR_BROKEN);
        if (!visits_arrive(store, &visit, &ama, 1, err_clear(&err)))
            fail_msg("call %d, again: %s", n, err.detail);
    }
    CHECK_INT(visits_count(store, &err), kept + 1);
    CHECK_INT(number("SELECT count(*) FROM outbox"), kept + 1);
    return is_reached;
}

TEST(a_commit_that_fails_is_asked_again_with_the_same_id)
{
    UNUSED_STATE;
    static const int results[] = {SQLITE_FULL, SQLITE_IOERR_WRITE};
    int kept = 0, failed = 0;
    disk_begin();
    CHECK(store_open(&store, path, STORE_CREATE, &err));
    fill();
    for (int kind = 0; kind < 4; kind++)
        for (int n = 1; arrive_failing(n, results[kind / 2], kind % 2, kept++); n++)
            failed++;
    CHECK(failed > 20);
    printf("%d failures\n", failed);
    store_close(store);
    CHECK(store_open(&store, path, STORE_WRITE, &err));
    CHECK_INT(visits_count(store, &err), kept);
    CHECK(store_check(store, &err));
    store_close(store);
    store = NULL;
    disk_end();
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(no_visit_told_to_be_kept_is_lost_when_the_process_is_killed),
        RUN_IN(a_full_file_is_told_and_nothing_is_lost),
        RUN_IN(a_full_disk_is_told_and_nothing_is_lost),
        RUN_IN(a_commit_that_fails_is_asked_again_with_the_same_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
