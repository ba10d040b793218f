/* Sticks that fail at each call by which a file gets there, under everything that can be saved: the
 * records stay as they are, the page says what to do, and nothing half has the file's name.
 *
 * Of many calls the first and the last are tried, and some between that are drawn (FOYER_SEED=N:
 * the same again); FOYER_LONG=1: each of them. */
#include "saved.h"

#include "office/office.h"

static int64_t noted(void)
{
    return number("SELECT count(*) FROM audit WHERE act = 'file.saved'");
}

/* --- what can be saved, and how it fails ----------------------------------------------------- */

typedef struct {
    void (*screen)(App *app, Ui *ui);
    const char *choices[2]; /* touched before */
    const char *button, *name, *ending;
} Thing;

static const Thing THINGS[] = {
    {screen_roll_call, {0}, "Save as PDF", "roll-call", "pdf"},
    {screen_unreached, {0}, "Save as PDF", "not-here-yet", "pdf"},
    {screen_unreached, {0}, "Save as a table", "not-here-yet", "csv"},
    {screen_needs, {0}, "Save as a table", "needs", "csv"},
    {screen_calls, {0}, "Save as a table", "calls", "csv"},
    {screen_participation, {0}, "Save the report", "who-took-part", "xlsx"},
    {screen_cards, {0}, "Save as PDF", "cards", "pdf"},
    {screen_backups, {0}, "Save on a stick", "foyer", "db"},
};

static const struct {
    const char *choice, *name;
} KINDS[] = {{"Visits", "visits"}, {"Not yet reached", "unreached"},
    {"Workshop sign-ups", "signups"}, {"What families need", "needs"}, {"Calls to make", "calls"},
    {"Who is inside", "roll-call"}, {"People counted without a name", "headcounts"},
    {"How the kiosk was used", "journeys"}, {"The roster", "people"},
    {"What the columns mean", "dictionary"}};

static const struct {
    const char *choice, *ending;
} FORMS[] = {{"Spreadsheet", "xlsx"}, {"Plain table", "csv"}, {"For other programs", "json"}};

typedef struct {
    int error;
    const char *says;
} Failure;

static const Failure FAILURES[] = {{ENOSPC, "There is no room on it"},
    {EROFS, "Nothing can be written there"}, {EIO, "The stick is gone"}};

static void open_page(const Thing *t)
{
    go(&k.app, screen_staff);
    kiosk_frame(&k);
    go(&k.app, t->screen);
    kiosk_frame(&k);
    kiosk_frame(&k);
    for (int i = 0; i < 2 && t->choices[i]; i++)
        tap(&k, CHOICE, t->choices[i]);
}

static void save(const Thing *t)
{
    tap(&k, BUTTON, t->button);
    wait_jobs();
}

static void file_of(const Thing *t, char out[256])
{
    snprintf(out, 256, "%s/%s-2026-11-19-1742.%s", stick.folder, t->name, t->ending);
}

static void check_failed(const Thing *t, const Failure *f, int n)
{
    char file[256];
    file_of(t, file);
    if (!anywhere(&k, f->says) || anywhere(&k, "Saved"))
        fail_msg("%s.%s, call %d, %s: not \"%s\": %s", t->name, t->ending, n, strerror(f->error),
            f->says, k.app.saving.err.detail);
    if (f->error == ENOSPC ? files() > 0 : access(file, F_OK) == 0 && !is_whole(file))
        fail_msg("%s.%s, call %d, %s: left behind", t->name, t->ending, n, strerror(f->error));
}

/* How many calls it takes to save it. */
static int count_calls(const Thing *t)
{
    char file[256];
    file_of(t, file);
    clean();
    stick_fail(0, 0);
    save(t);
    if (!anywhere(&k, "Saved. You can pull the stick out.") || files() != 1 || !is_whole(file))
        fail_msg("%s.%s: not saved: %s", t->name, t->ending, k.app.saving.err.detail);
    CHECK(stick.calls > 5); /* it was made, written, settled, named, and its folders settled */
    CHECK(!stick.has_met_glass);
    return stick.calls;
}

/* The last failure is followed by a good stick, with what was left on it. */
static void fails_everywhere(const Thing *t, const Failure *f, int calls)
{
    int tries = 0;
    uint64_t before = records(), written = writes();
    int64_t notes = noted();
    for (int n = 1; n <= calls; n = next_call(n, calls), tries++) {
        clean();
        stick_fail(n, f->error);
        save(t);
        CHECK(stick.has_failed);
        stick_fail(0, 0);
        stick_mounts(STICK_LINE);
        check_failed(t, f, n);
        CHECK_INT(noted(), notes);
        CHECK(writes() == written);
    }
    CHECK(records() == before && are_sound());
    print_message("%s.%s, %s: %d of %d\n", t->name, t->ending, strerror(f->error), tries, calls);
    char file[256];
    file_of(t, file);
    save(t);
    if (!anywhere(&k, "Saved. You can pull the stick out.") || !is_whole(file))
        fail_msg("%s.%s after %s: not saved: %s", t->name, t->ending, strerror(f->error),
            k.app.saving.err.detail);
    CHECK_INT(noted(), notes + 1);
    CHECK(writes() != written);
}

static void fail_thing(const Thing *t)
{
    open_page(t);
    int calls = count_calls(t);
    for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
        fails_everywhere(t, &FAILURES[i], calls);
}

TEST(each_page_that_saves_tells_of_a_stick_that_fails_and_leaves_nothing_half)
{
    UNUSED_STATE;
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++)
        fail_thing(&THINGS[i]);
}

TEST(each_kind_of_records_to_take_away_does_so_in_each_form)
{
    UNUSED_STATE;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        for (size_t form = 0; form < sizeof FORMS / sizeof *FORMS; form++)
            fail_thing(&(Thing){screen_exports, {KINDS[i].choice, FORMS[form].choice}, "Save",
                KINDS[i].name, FORMS[form].ending});
}

/* --- what is saved by itself ----------------------------------------------------------------- */

static void make_copy(void)
{
    app_time(&k.app, k.app.now + 1, k.app.tick_ms);
    tap(&k, BUTTON, "Copy now");
    wait_jobs();
}

static bool has_only_whole(const char *ending)
{
    char name[256], file[512];
    if (stick_files(stick.folder, name) == 0)
        return true;
    snprintf(file, sizeof file, "%s/%s", stick.folder, name);
    return strcmp(name + strlen(name) - strlen(ending), ending) != 0 || is_whole(file);
}

static void copies_fail_everywhere(const Failure *f)
{
    clean();
    stick_fail(0, 0);
    make_copy();
    CHECK(files() == 1 && !stick.has_met_glass);
    int calls = stick.calls;
    uint64_t before = records();
    for (int n = 1; n <= calls; n = next_call(n, calls)) {
        clean();
        stick_fail(n, f->error);
        make_copy();
        CHECK(stick.has_failed);
        stick_fail(0, 0);
        if (!anywhere(&k, "The last copy could not be made") || !has_only_whole(".db") ||
            (f->error == ENOSPC && files() > 0))
            fail_msg("call %d, %s: %s", n, strerror(f->error), k.app.nightly.here.err.detail);
        CHECK(records() == before && are_sound());
    }
    clean();
    make_copy();
    CHECK(!anywhere(&k, "The last copy could not be made"));
    CHECK(files() == 1 && has_only_whole(".db"));
}

TEST(a_copy_beside_the_records_is_whole_or_told_as_failed)
{
    UNUSED_STATE;
    open_page(&(Thing){.screen = screen_backups});
    make_copy();
    snprintf(stick.folder, sizeof stick.folder, "%s/backups", folder);
    for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
        copies_fail_everywhere(&FAILURES[i]);
}

static void keep_checklist(void)
{
    k.app.device.role = ROLE_DESK;
    k.app.device.has_checklist = true;
}

static void minute(void)
{
    kiosk_wait(&k, 60);
    wait_jobs();
}

/* Each minute with a list of before; n: the call of the new one that fails. */
static void checklist_fails_at(int n, const Failure *f, int calls)
{
    char list[256];
    snprintf(list, sizeof list, "%s/checklist-2026-11-19.pdf", stick.folder);
    clean();
    stick_fail(0, 0);
    minute();
    CHECK(files() == 1 && is_whole(list));
    stick_fail(n, f->error);
    minute();
    CHECK(stick.has_failed);
    stick_fail(0, 0);
    stick_mounts(STICK_LINE);
    /* the folder with the new name in it was not settled: what cannot be sworn to is not there */
    bool is_there = access(list, F_OK) == 0, may_miss = n == calls - 1;
    if (is_there ? !is_whole(list) : !may_miss)
        fail_msg("call %d, %s: the list of before", n, strerror(f->error));
    CHECK(f->error != ENOSPC || files() == is_there);
    minute();
    CHECK(is_whole(list));
}

TEST(the_checklist_of_before_stays_until_the_next_one_is_whole)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Lock");
    keep_checklist();
    minute();
    stick_fail(0, 0);
    minute();
    int calls = stick.calls;
    CHECK(calls > 5);
    uint64_t before = records();
    for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
        for (int n = 1; n <= calls; n = next_call(n, calls))
            checklist_fails_at(n, &FAILURES[i], calls);
    CHECK(records() == before && are_sound());
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'checklist.saved'"), 1);
}

/* --- a stick that is slow -------------------------------------------------------------------- */

static int64_t visits(void)
{
    return number("SELECT count(*) FROM visit WHERE undone IS NULL");
}

/* A call does not come back: meanwhile a family is checked in, by an app that waits for nothing. */
static void check_in_meanwhile(void)
{
    int64_t before = visits();
    stick_wait_held();
    go(&k.app, screen_staff);
    kiosk_frame(&k);
    tap(&k, BUTTON, "Open the list");
    tap(&k, BUTTON, "Check in");
    CHECK_INT(visits(), before + 1);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(visits(), before);
    CHECK_INT(jobs_running(k.app.jobs), 1);
    CHECK(stick.is_held && !stick.has_met_glass);
}

static void begin_slowly(const Thing *t, int n)
{
    clean();
    open_page(t);
    stick_hold(n);
    tap(&k, BUTTON, t->button);
    see(&k, BUTTON, "Stop");
    check_in_meanwhile();
}

static void end_slowly(const Thing *t, int n, int64_t notes)
{
    CHECK(stick.is_held);
    stick_let_go();
    wait_jobs();
    if (files() > 0 || noted() != notes)
        fail_msg("%s.%s, call %d: saved though it was stopped", t->name, t->ending, n);
    CHECK(!stick.has_met_glass);
}

static void is_slow_at(const Thing *t, int n)
{
    int64_t notes = noted();
    begin_slowly(t, n);
    open_page(&(Thing){.screen = t->screen});
    tap(&k, BUTTON, "Stop");
    end_slowly(t, n, notes);
    CHECK(anywhere(&k, "Stopped"));

    begin_slowly(t, n);
    tap(&k, BUTTON, "Lock");
    CHECK(is_at("welcome"));
    end_slowly(t, n, notes);
    CHECK_INT(k.app.saving.state, SAVING_NOTHING);
    sign_in();
}

TEST(a_stick_that_does_not_answer_holds_up_nobody_and_what_was_stopped_leaves_nothing)
{
    UNUSED_STATE;
    static const Thing SLOW[] = {{screen_roll_call, {0}, "Save as PDF", "roll-call", "pdf"},
        {screen_cards, {0}, "Save as PDF", "cards", "pdf"},
        {screen_backups, {0}, "Save on a stick", "foyer", "db"},
        {screen_exports, {"Visits", "Spreadsheet"}, "Save", "visits", "xlsx"},
        {screen_exports, {"Visits", "Plain table"}, "Save", "visits", "csv"}};
    for (size_t i = 0; i < sizeof SLOW / sizeof *SLOW; i++) {
        open_page(&SLOW[i]);
        int calls = count_calls(&SLOW[i]);
        is_slow_at(&SLOW[i], 1);
        is_slow_at(&SLOW[i], calls / 2);
        is_slow_at(&SLOW[i], calls);
    }
}

TEST(a_checklist_on_a_stick_that_does_not_answer_holds_up_nobody)
{
    UNUSED_STATE;
    char list[256];
    snprintf(list, sizeof list, "%s/checklist-2026-11-19.pdf", stick.folder);
    keep_checklist();
    minute();
    stick_fail(0, 0);
    minute();
    for (int n = 1, calls = stick.calls; n <= calls; n++) {
        stick_hold(n);
        kiosk_wait(&k, 60);
        check_in_meanwhile();
        kiosk_wait(&k, 60);
        CHECK_INT(jobs_running(k.app.jobs), 1); /* the next one waits for this one */
        CHECK(is_whole(list));
        stick_let_go();
        minute();
        CHECK(files() == 1 && is_whole(list));
    }
}

int main(void)
{
#define RUN_OFFICE(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
    const struct CMUnitTest tests[] = {
        RUN_OFFICE(each_page_that_saves_tells_of_a_stick_that_fails_and_leaves_nothing_half),
        RUN_OFFICE(each_kind_of_records_to_take_away_does_so_in_each_form),
        RUN_OFFICE(a_copy_beside_the_records_is_whole_or_told_as_failed),
        RUN_OFFICE(the_checklist_of_before_stays_until_the_next_one_is_whole),
        RUN_OFFICE(
            a_stick_that_does_not_answer_holds_up_nobody_and_what_was_stopped_leaves_nothing),
        RUN_OFFICE(a_checklist_on_a_stick_that_does_not_answer_holds_up_nobody),
    };
    dice = dice_seed();
    return cmocka_run_group_tests_name("failing_saves", tests, NULL, NULL);
}
