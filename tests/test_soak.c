/* Long use: touches without end, and tours through every scene in every language, drawn.
 *
 * FOYER_LONG=1 makes both long (N: N tours); FOYER_SEED=N repeats the touches of a run.
 */
#include "check.h"
#include "scene.h"

#include <dirent.h>
#include <malloc.h>
#include <time.h>

static Stage stage;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    stage_read(&stage);
    if (!stage_open(&stage, &err)) {
        print_error("%s\n", err.detail);
        return -1;
    }
    stage.drive.glass.is_blind = false;
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    stage_close(&stage);
    return 0;
}

static bool is_long(void)
{
    return getenv("FOYER_LONG") != NULL;
}

static uint64_t seed(void)
{
    const char *given = getenv("FOYER_SEED");
    uint64_t made = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("FOYER_SEED=%llu\n", (unsigned long long)made);
    return made;
}

static uint32_t roll(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33) % below;
}

static int visits(Glass *g)
{
    Err err = {0};
    return visits_count(g->store, &err);
}

/* A finger lands somewhere, perhaps moves, perhaps lifts; a frame is drawn after some of it. */
static void touch(Glass *g, uint64_t *dice)
{
    static const InputKind KINDS[] = {
        INPUT_PRESS, INPUT_RELEASE, INPUT_PRESS, INPUT_RELEASE, INPUT_MOVE, INPUT_CANCEL};
    const Theme *t = &g->app.theme;
    Input input = {.kind = KINDS[roll(dice, 6)],
        .x = (float)roll(dice, 1000) / 1000 * t->width,
        .y = (float)roll(dice, 1000) / 1000 * t->height};
    if (roll(dice, 20) == 0)
        input = (Input){.kind = INPUT_KEY, .key = (KeyCode)(KEY_TAB + (int)roll(dice, KEY_LOCK))};
    if (roll(dice, 20) == 1)
        input = (Input){.kind = INPUT_TEXT, .text = "ж́"};
    app_time(&g->app, g->app.now, g->app.tick_ms + 1); /* a thousand a second */
    app_input(&g->app, &input);
    if (roll(dice, 4) == 0)
        glass_frame(g);
}

TEST(a_flood_of_touches_neither_freezes_nor_breaks)
{
    UNUSED_STATE;
    uint64_t dice = seed();
    int touches = is_long() ? 60000 : 3000;
    for (int size = 0; size < SIZE_COUNT; size++) {
        stage_begin(&stage, &stage.drive.glass.languages.list[0], size, (Switches){0});
        for (int i = 0; i < touches; i++)
            touch(&stage.drive.glass, &dice);
        CHECK(stage.drive.glass.app.ui.typed_size < UI_TYPED);
        CHECK(stage.drive.glass.app.back_count <= BACK_PLACES);
        stage_end(&stage);
    }
}

static const Scene *scene(const char *name)
{
    for (int i = 0; i < stage.count; i++)
        if (strcmp(stage.scenes[i].name, name) == 0)
            return &stage.scenes[i];
    fail_msg("no scene %s", name);
    return NULL;
}

static Node *check_in_button(Ui *ui)
{
    for (Node *n = ui->root; n; n = node_after(n))
        if (n->is_default)
            return n;
    return NULL;
}

/* Tapped a thousand times on one spot, the button that keeps a visit keeps one. */
TEST(a_thousand_taps_on_check_in_are_one_visit)
{
    UNUSED_STATE;
    Glass *g = &stage.drive.glass;
    stage_begin(&stage, &g->languages.list[0], 0, (Switches){0});
    CHECK(stage_play(&stage, scene("household")));
    int before = visits(g);
    Node *button = check_in_button(&g->app.ui);
    Input press = {.kind = INPUT_PRESS, .x = button->box.x + 40, .y = button->box.y + 10};
    Input release = press;
    release.kind = INPUT_RELEASE;
    for (int i = 0; i < 1000; i++) {
        app_time(&g->app, g->app.now, g->app.tick_ms + 1);
        app_input(&g->app, &press);
        app_input(&g->app, &release);
        if (i % 16 == 0)
            glass_frame(g);
    }
    glass_frame(g);
    CHECK_INT(visits(g) - before, 1);
    stage_end(&stage);
}

/* A finger that lands and lifts between two frames counts once. */
TEST(a_touch_between_two_frames_counts_once)
{
    UNUSED_STATE;
    Glass *g = &stage.drive.glass;
    stage_begin(&stage, &g->languages.list[0], 0, (Switches){0});
    CHECK(stage_play(&stage, scene("household")));
    Node *more = NULL;
    for (Node *n = g->app.ui.root; n && !more; n = node_after(n))
        if (strcmp(n->msgid, "One more") == 0)
            more = n;
    assert_non_null(more);
    Input press = {.kind = INPUT_PRESS, .x = more->box.x + 5, .y = more->box.y + 5};
    Input release = press;
    release.kind = INPUT_RELEASE;
    app_input(&g->app, &press);
    app_input(&g->app, &release);
    glass_frame(g);
    glass_frame(g);
    bool is_one = false;
    for (Node *n = g->app.ui.root; n; n = node_after(n))
        if (n->role == GROUP && n->value && strcmp(n->value, "1") == 0)
            is_one = true;
    CHECK(is_one);
    stage_end(&stage);
}

static int handles(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* The first scene of each screen, found by the tour that plays them all. */
static struct {
    Screen screen;
    const Scene *scene;
} stops[SCENES_MAX];
static int stop_count;

static void note_stop(Screen screen, const Scene *played)
{
    for (int i = 0; i < stop_count; i++)
        if (stops[i].screen == screen)
            return;
    stops[stop_count].screen = screen;
    stops[stop_count++].scene = played;
}

static void play(const Language *language, int size, const Scene *played)
{
    App *app = stage_begin(&stage, language, size, (Switches){0});
    CHECK(stage_play(&stage, played));
    note_stop(app->place.screen, played);
    stage_end(&stage);
}

static void tour_of_scenes(void)
{
    const Languages *languages = &stage.drive.glass.languages;
    for (int l = 0; l < languages->count; l++)
        for (int i = 0; i < stage.count; i++)
            if (!scene_is_seen_elsewhere(&stage.scenes[i], &languages->list[l]))
                play(&languages->list[l], 0, &stage.scenes[i]);
}

/* Every screen once in every real language, on the small glass. */
static void tour_of_screens(void)
{
    const Languages *languages = &stage.drive.glass.languages;
    for (int l = 0; l < languages->count; l++)
        for (int i = 0; i < stop_count && !strstr(languages->list[l].tag, "_X"); i++)
            play(&languages->list[l], SIZE_COUNT - 1, stops[i].scene);
}

/* FOYER_LONG=1: a thousand; another number: as many. */
static int tours(void)
{
    int wished = is_long() ? atoi(getenv("FOYER_LONG")) : 0;
    return !is_long() ? 1 : wished > 1 ? wished : 1000;
}

TEST(tours_leave_handles_and_textures_where_they_were)
{
    UNUSED_STATE;
    tour_of_scenes();
    tour_of_screens();
    int before = handles();
    size_t held = mallinfo2().uordblks, most = 0;
    for (int i = 0; i < tours(); i++) {
        tour_of_screens();
        size_t cached = picture_cached(stage.drive.glass.picture);
        most = cached > most ? cached : most;
    }
    CHECK_INT(handles(), before);
    CHECK(most <= 12 << 20);
    /* Under sanitizers mallinfo sees nothing (leaks are the sanitizer's); without, this counts. */
    size_t now = mallinfo2().uordblks;
    CHECK(now < held + (2 << 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_flood_of_touches_neither_freezes_nor_breaks),
        RUN(a_thousand_taps_on_check_in_are_one_visit),
        RUN(a_touch_between_two_frames_counts_once),
        RUN(tours_leave_handles_and_textures_where_they_were),
    };
    return cmocka_run_group_tests_name("soak", tests, open_school, close_school);
}
