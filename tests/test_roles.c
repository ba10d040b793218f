/* Who may: no deep link, way back, key or touch shows anybody a screen above them.
 *
 * Each row of the table is tried by each of those who can be at the glass. Touches and keys crawl
 * from screen to screen, the nearest first, within a bound. */
#include "app/guest.h"
#include "kiosk.h"
#include "office/office.h"
#include "scene.h"
#include "ui/scroll.h"

typedef struct {
    const char *name;
    Level level;
    DeviceRole device;
    const char *number; /* of staff */
} Who;

static const Who WHO[] = {
    {"nobody", ANYONE, ROLE_LOBBY, ""},
    {"nobody at a desk", ANYONE, ROLE_DESK, ""},
    {"a family that is found", FOUND, ROLE_LOBBY, ""},
    {"a family that is proven", PROVEN, ROLE_LOBBY, ""},
    {"the desk", DESK, ROLE_DESK, "12"},
    {"the office", OFFICE, ROLE_DESK, "13"},
    {"an administrator", ADMIN, ROLE_DESK, "01"},
    {"the desk in the lobby", DESK, ROLE_LOBBY, "12"},
    {"the office in the lobby", OFFICE, ROLE_LOBBY, "13"},
};
enum { WHOS = sizeof WHO / sizeof *WHO, FIRST_STAFF = 4, FIRST_LOBBY_STAFF = 7 };

static Stage stage;
static App *app;
static Home home;
static int tried;

static void frame(void)
{
    glass_frame(&stage.drive.glass);
}

static const Scene *scene(const char *name)
{
    for (int i = 0; i < stage.count; i++)
        if (strcmp(stage.scenes[i].name, name) == 0)
            return &stage.scenes[i];
    fail_msg("no scene %s", name);
    return NULL;
}

static int open_stage(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    AuditBy nobody = {.at = EVENING, .kiosk = ""};
    Staff office = {.number = "13", .name = "Ms. Halloway", .role = STAFF_OFFICE};
    stage_read(&stage);
    app = &stage.drive.glass.app;
    if (!stage_open(&stage, &err) ||
        !staff_add(stage.drive.glass.store, &nobody, &office, "864209", &err))
        return -1;
    stage_begin(&stage, &stage.drive.glass.languages.list[0], 0, (Switches){0});
    bool is_played = stage_play(&stage, scene("household"));
    home = app->guest.home;
    stage_end(&stage);
    return is_played && app->guest.has_home ? 0 : -1;
}

static int close_stage(void **state)
{
    UNUSED_STATE;
    stage_close(&stage);
    return 0;
}

/* As the PIN does it. */
static void sign_in(const Who *who)
{
    static const Level LEVELS[] = {DESK, OFFICE, ADMIN};
    Err err = {0};
    if (app->place.screen != app->screens->staff)
        go_staff(app);
    frame();
    if (!app->is_begun)
        guest_begin(app);
    CHECK(staff_find(app->store, who->number, &app->guest.staff, &err));
    app->guest.level = LEVELS[app->guest.staff.role];
    CHECK_INT(app->guest.level, who->level);
    office_begin(app);
    frame();
    CHECK(app->guest.level == who->level && !nav_is_start(app));
}

static void begin(const Who *who)
{
    while (jobs_running(app->jobs))
        jobs_wait(app->jobs);
    stage_begin(
        &stage, &stage.drive.glass.languages.list[0], (int)(who - WHO) % SIZE_COUNT, (Switches){0});
    Device device = app->device;
    device.role = who->device;
    glass_device(&stage.drive.glass, &device);
    frame();
    if (who->level >= DESK)
        sign_in(who);
    else if (who->level > ANYONE) {
        guest_begin(app);
        guest_open(app, &home, who->level);
        part_next(app);
        frame();
        CHECK(app->place.screen == screen_household);
    }
}

/* After each thing that is tried. A family may still prove who it is. */
static void check(const Who *who, const char *how)
{
    const ScreenRow *row = nav_row(app, app->place.screen);
    Level most = who->level == FOUND ? PROVEN : who->level;
    tried++;
    if (!row)
        fail_msg("%s: %s led to a screen that is not in the table", who->name, how);
    if (app->guest.level > most)
        fail_msg("%s rose to level %d by %s", who->name, (int)app->guest.level, how);
    if (row->level > app->guest.level)
        fail_msg("%s sees %s by %s", who->name, row->name, how);
    if (app->device.role == ROLE_DESK && row->screen == app->screens->home)
        fail_msg("%s: a desk shows %s by %s", who->name, row->name, how);
    if (app->has_quit && who->level < OFFICE)
        fail_msg("%s ended the kiosk by %s", who->name, how);
    app->has_quit = false;
}

static bool line(const char *format, const char *word, Buf *answer)
{
    char text[128];
    snprintf(text, sizeof text, format, word);
    buf_clear(answer);
    return drive_line(&stage.drive, text, answer);
}

static void press(KeyCode key)
{
    app_input(app, &(Input){.kind = INPUT_KEY, .key = key});
    frame();
}

/* --- deep links ---------------------------------------------------------------------------- */

static void follow_links(const Who *who, const ScreenRow *row, Buf *answer)
{
    Id anything = {{1, 2, 3}};
    for (int link = 0; link < 3; link++) {
        begin(who);
        Screen before = app->place.screen;
        bool may = nav_may(app, row);
        bool is_done = link == 2 && line("open %s", row->name, answer);
        if (link == 0)
            go(app, row->screen);
        else if (link == 1)
            go_to(app, row->screen, anything);
        frame();
        check(who, row->name);
        if (may)
            continue;
        CHECK(app->place.screen == before);
        CHECK(!is_done);
        if (link == 2 && row->level > app->guest.level)
            CHECK(strstr(answer->data, " wants "));
    }
}

TEST(no_deep_link_leads_above_who_is_there)
{
    UNUSED_STATE;
    Buf answer;
    buf_init(&answer, 1 << 20);
    for (int w = 0; w < WHOS; w++)
        for (int i = 0; i < SCREENS.count; i++)
            follow_links(&WHO[w], &SCREENS.rows[i], &answer);
    buf_finish(&answer);
}

TEST(each_level_of_the_table_is_held_by_somebody_and_refused_to_the_one_below)
{
    UNUSED_STATE;
    for (int w = FIRST_STAFF; w < FIRST_LOBBY_STAFF; w++) {
        begin(&WHO[w]);
        for (int i = 0; i < SCREENS.count; i++) {
            const ScreenRow *row = &SCREENS.rows[i];
            if (row->level >= DESK)
                CHECK(nav_may(app, row) == (row->level <= WHO[w].level));
        }
    }
}

/* --- the way back -------------------------------------------------------------------------- */

/* Through all of the staff's screens that they may open, as deep as the way back goes. */
static void go_deep(const Who *who)
{
    begin(who);
    for (int i = 0; i < SCREENS.count; i++)
        if (SCREENS.rows[i].level >= DESK && nav_may(app, &SCREENS.rows[i])) {
            go(app, SCREENS.rows[i].screen);
            frame();
            check(who, SCREENS.rows[i].name);
        }
}

/* Escape may be a button that leads on; going back itself ends at the start. */
static void go_back_to_the_start(const Who *who)
{
    for (int i = 0; i < 2 * (BACK_PLACES + 2); i++) {
        if (i < BACK_PLACES + 2)
            press(KEY_ESCAPE);
        else
            go_back(app);
        frame();
        check(who, "the way back");
    }
    CHECK(nav_is_start(app));
    CHECK_INT(app->guest.level, ANYONE);
}

TEST(what_a_higher_role_left_open_is_not_come_back_to)
{
    UNUSED_STATE;
    for (int high = FIRST_STAFF; high < FIRST_LOBBY_STAFF; high++)
        for (int low = FIRST_STAFF; low <= high; low++) {
            go_deep(&WHO[high]);
            press(KEY_LOCK);
            CHECK(nav_is_start(app) && app->guest.level == ANYONE && app->back_count == 0);
            sign_in(&WHO[low]);
            go_back_to_the_start(&WHO[low]);
        }
}

/* Nobody locked: a desk's PIN is typed over an administrator's pages. */
TEST(a_lower_role_that_signs_in_over_a_higher_one_does_not_come_back_to_its_pages)
{
    UNUSED_STATE;
    Buf answer;
    buf_init(&answer, 1 << 20);
    const Who *desk = &WHO[FIRST_STAFF];
    go_deep(&WHO[FIRST_LOBBY_STAFF - 1]);
    CHECK(line("open %s", "pin", &answer));
    CHECK(line("type \"%s\"", "12135790", &answer));
    CHECK(line("wait %s", "jobs", &answer));
    CHECK_INT(app->guest.level, DESK);
    go_back_to_the_start(desk);
    buf_finish(&answer);
}

/* --- touches and keys ---------------------------------------------------------------------- */

enum { STEPS = 10, STATES = 160, STATES_SHORT = 36, CONTROLS = 160, ALIKE = 4 };

/* How to get to a state of the glass: what to touch, one after the other. */
typedef struct {
    uint64_t look; /* which screen with which controls */
    uint64_t touches[STEPS];
    int count;
} State;

typedef struct {
    const Who *who;
    State states[STATES];
    int count, most;
} Crawl;

static uint64_t mix(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    return hash;
}

/* Two pages with the same kinds of controls are one state. */
static uint64_t look(void)
{
    const Node *top = tree_live(app->ui.root);
    uint64_t seen = 0;
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n))
        if (n->is_control && n->role != KEY)
            seen |= 1ULL << (mix(mix(14695981039346656037U, n->msgid), role_text(n->role)) >> 58);
    return mix(mix(seen, app_screen_name(app)), top->msgid);
}

static Node *find(uint64_t id)
{
    const Node *top = tree_live(app->ui.root);
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n))
        if (n->is_control && n->id == id && !(n->state & STATE_DISABLED))
            return (Node *)n;
    return NULL;
}

/* False where it is not there now, or something covers it. */
static bool touch(uint64_t id)
{
    Node *n = find(id);
    if (n && scroll_reveal(&app->ui, n)) {
        frame();
        n = find(id);
    }
    if (!n)
        return false;
    float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;
    if (input_hit(&app->ui, x, y) != n)
        return false;
    app_input(app, &(Input){.kind = INPUT_PRESS, .x = x, .y = y});
    frame();
    app_input(app, &(Input){.kind = INPUT_RELEASE, .x = x, .y = y});
    frame();
    return true;
}

/* False where it is another state now: what is new there has another id each time. */
static bool arrive(const Crawl *c, const State *state)
{
    begin(c->who);
    for (int i = 0; i < state->count; i++)
        if (!touch(state->touches[i]))
            return false;
    return look() == state->look;
}

/* Whoever is no longer signed in, or whose home is closed, is nobody, who crawls too. */
static bool is_still(const Who *who)
{
    return who->level == ANYONE || (app->guest.level >= who->level && app->is_begun);
}

static void meet(Crawl *c, const State *from, uint64_t id)
{
    State next = *from;
    if (!is_still(c->who))
        return;
    next.look = look();
    for (int i = 0; i < c->count; i++)
        if (c->states[i].look == next.look)
            return;
    if (c->count == c->most || next.count == STEPS)
        return;
    next.touches[next.count] = id;
    next.count += id != 0;
    c->states[c->count++] = next;
}

/* Of rows and keys that are alike a few. */
static int list_controls(uint64_t *ids)
{
    const Node *top = tree_live(app->ui.root);
    int count = 0, alike = 0;
    for (const Node *n = top; n && node_is_within(n, top) && count < CONTROLS; n = node_after(n)) {
        bool is_one_of_many = n->role == KEY || !n->msgid[0];
        if (n->is_control && !(n->state & STATE_DISABLED) && (!is_one_of_many || alike++ < ALIKE))
            ids[count++] = n->id;
    }
    return count;
}

static void touch_all(Crawl *c, const State *state)
{
    uint64_t ids[CONTROLS];
    bool is_there = arrive(c, state);
    int count = is_there ? list_controls(ids) : 0;
    for (int i = 0; i < count; i++) {
        if (!is_there && !arrive(c, state))
            return;
        const char *screen = app_screen_name(app);
        if (touch(ids[i])) {
            check(c->who, screen);
            meet(c, state, ids[i]);
        }
        is_there = look() == state->look;
    }
}

/* Tab to each in turn, and Enter. */
static void press_all(Crawl *c, const State *state)
{
    uint64_t ids[CONTROLS];
    bool is_there = arrive(c, state);
    int count = is_there ? list_controls(ids) : 0;
    for (int i = 1; i <= count + 1; i++) {
        if (!is_there && !arrive(c, state))
            return;
        for (int tab = is_there ? i - 1 : 0; tab < i; tab++)
            press(KEY_TAB);
        const char *screen = app_screen_name(app);
        press(KEY_ENTER);
        check(c->who, screen);
        is_there = look() == state->look;
    }
}

static void press_escape(Crawl *c, const State *state)
{
    if (!arrive(c, state))
        return;
    for (int i = 0; i < BACK_PLACES + 4; i++) {
        press(KEY_ESCAPE);
        check(c->who, "Escape");
    }
}

/* Each once, each between spaces. */
static void add_name(char *names, size_t size, const char *name)
{
    char word[64];
    snprintf(word, sizeof word, " %s ", name);
    if (!strstr(names, word))
        snprintf(names + strlen(names), size - strlen(names), "%s", names[0] ? word + 1 : word);
}

static void crawl(const Who *who)
{
    static Crawl c;
    char names[1024] = "";
    int before = tried;
    c = (Crawl){.who = who, .most = getenv("FOYER_LONG") ? STATES : STATES_SHORT};
    begin(who);
    meet(&c, &(State){0}, 0);
    for (int i = 0; i < c.count; i++) {
        touch_all(&c, &c.states[i]);
        press_all(&c, &c.states[i]);
        press_escape(&c, &c.states[i]);
        if (arrive(&c, &c.states[i]))
            add_name(names, sizeof names, app_screen_name(app));
    }
    print_message(
        "%s: %d touches and keys in %d states of%s\n", who->name, tried - before, c.count, names);
}

TEST(no_touch_and_no_key_leads_above_who_is_there)
{
    UNUSED_STATE;
    int whos = getenv("FOYER_LONG") ? WHOS : FIRST_LOBBY_STAFF;
    for (int w = 0; w < whos; w++)
        crawl(&WHO[w]);
    print_message("%d links, touches and keys tried\n", tried);
}

/* --- after Lock ---------------------------------------------------------------------------- */

enum { NAMES = 64 };

/* The last word of what is said as data: of a person that is a name. */
static int list_names(char names[NAMES][64])
{
    int count = 0;
    for (const Node *n = app->ui.root; n && count < NAMES; n = node_after(n)) {
        const char *end = n->label + strcspn(n->label, ",;");
        size_t length = (size_t)(end - n->label);
        if (n->msgid[0] || !*end || length < 5 || length >= 64)
            continue;
        memcpy(names[count], n->label, length);
        names[count++][length] = 0;
    }
    return count;
}

TEST(after_lock_nothing_that_a_staff_screen_said_of_anybody_is_in_memory)
{
    UNUSED_STATE;
    static char names[NAMES][64];
    const Who *admin = &WHO[FIRST_LOBBY_STAFF - 1];
    int all = 0;
    for (int i = 0; i < SCREENS.count; i++) {
        if (SCREENS.rows[i].level < DESK)
            continue;
        begin(admin);
        go(app, SCREENS.rows[i].screen);
        frame();
        int count = list_names(names);
        for (int n = 0; n < count; n++)
            CHECK(app_remains(app, names[n])); /* the search can find */
        press(KEY_LOCK);
        for (int n = 0; n < count; n++)
            if (app_remains(app, names[n]))
                fail_msg("%s: something it said is still there", SCREENS.rows[i].name);
        all += count;
    }
    print_message("%d names looked for\n", all);
    CHECK(all > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(no_deep_link_leads_above_who_is_there),
        RUN(each_level_of_the_table_is_held_by_somebody_and_refused_to_the_one_below),
        RUN(what_a_higher_role_left_open_is_not_come_back_to),
        RUN(a_lower_role_that_signs_in_over_a_higher_one_does_not_come_back_to_its_pages),
        RUN(no_touch_and_no_key_leads_above_who_is_there),
        RUN(after_lock_nothing_that_a_staff_screen_said_of_anybody_is_in_memory),
    };
    return cmocka_run_group_tests_name("roles", tests, open_stage, close_stage);
}
