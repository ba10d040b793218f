/* Every scene in every language and size: what holds for all screens, checked on the tree.
 *
 * The scenes run on the demo school through the lines of drive, with the real
 * fonts; FOYER_LONG=1 adds the switches to every one of them.
 */
#include "check.h"
#include "commands/drive.h"
#include "inspect.h"
#include "screens/screens.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCENES_MAX = 64, LINES_MAX = 40, SIZE_COUNT = 3, PROBLEMS = 8192 };

static const char NOW[] = "2026-11-19T17:42:00-06:00";
static const struct {
    int width, height;
} SIZES[SIZE_COUNT] = {{1920, 1080}, {1080, 1920}, {1024, 600}};

typedef struct {
    char name[64];
    char lines[LINES_MAX][256];
    int count;
} Scene;

static struct {
    char folder[64];
    Drive drive; /* one glass for all runs; what a run wrote is rolled back */
    Scene scenes[SCENES_MAX];
    int count;
    bool is_seen[32]; /* by row of screens.def */
} all;

/* --- one school for all runs ---------------------------------------------------------------- */

static int64_t now(void)
{
    Err err = {0};
    int64_t when = 0;
    Zone *zone = zone_new("America/Chicago", &err);
    zone_parse(zone, NOW, &when, &err);
    zone_free(zone);
    return when;
}

static int open_school(void **state)
{
    Err err = {0};
    char db[128];
    UNUSED_STATE;
    snprintf(all.folder, sizeof all.folder, "/tmp/foyer-scenes-XXXXXX");
    if (!mkdtemp(all.folder))
        return -1;
    snprintf(db, sizeof db, "%s/school.db", all.folder);
    if (!glass_open(&all.drive.glass, db, true, 1920, 1080, now(), &err)) {
        print_error("%s\n", err.detail);
        return -1;
    }
    all.drive.glass.is_blind = true;
    return 0;
}

static int close_school(void **state)
{
    char command[128];
    UNUSED_STATE;
    glass_close(&all.drive.glass);
    snprintf(command, sizeof command, "rm -rf %s", all.folder);
    return system(command);
}

/* A fresh visitor on a glass of this size, in this language, with these switches. */
static App *begin_run(const Language *language, int size, Switches switches)
{
    Glass *g = &all.drive.glass;
    Err err = {0};
    store_rollback(g->store); /* of a run that failed */
    assert_true(store_begin(g->store, &err));
    guest_end(&g->app, "left");
    app_time(&g->app, now(), g->app.tick_ms + 1000);
    app_language(&g->app, language);
    g->app.switches = switches;
    assert_true(glass_resize(g, SIZES[size].width, SIZES[size].height, &err));
    glass_frame(g);
    return &g->app;
}

static void end_run(void)
{
    store_rollback(all.drive.glass.store);
}

/* --- reading scenes ------------------------------------------------------------------------ */

static void read_scene(const char *name)
{
    char path[512];
    Scene *s = &all.scenes[all.count++];
    assert_true(all.count < SCENES_MAX);
    snprintf(path, sizeof path, FOYER_SOURCE "/tests/scenes/%s", name);
    snprintf(s->name, sizeof s->name, "%.*s", (int)(strlen(name) - 6), name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (s->count < LINES_MAX && fgets(s->lines[s->count], sizeof s->lines[0], file)) {
        s->lines[s->count][strcspn(s->lines[s->count], "\n")] = 0;
        if (s->lines[s->count][0] && s->lines[s->count][0] != '#')
            s->count++;
    }
    fclose(file);
}

static void read_scenes(void)
{
    struct dirent **names = NULL;
    int count = scandir(FOYER_SOURCE "/tests/scenes", &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strstr(names[i]->d_name, ".scene"))
            read_scene(names[i]->d_name);
        free(names[i]);
    }
    free(names);
}

/* --- running them -------------------------------------------------------------------------- */

static bool do_line(Drive *d, const Scene *s, const char *line)
{
    char copy[DRIVE_LINE];
    Buf answer;
    buf_init(&answer, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    bool is_done = drive_line(d, copy, &answer);
    if (!is_done)
        fprintf(stderr, "%s: %s: %s\n", s->name, line, answer.data);
    buf_finish(&answer);
    return is_done;
}

static void mark_seen(const App *app)
{
    for (int i = 0; i < SCREENS.count; i++)
        if (SCREENS.rows[i].screen == app->place.screen)
            all.is_seen[i] = true;
}

static bool run_scene(const Scene *s, const Language *language, int size, Switches switches)
{
    bool is_played = true;
    char problems[PROBLEMS] = "";
    App *app = begin_run(language, size, switches);
    for (int i = 0; i < s->count && is_played; i++) {
        is_played = do_line(&all.drive, s, s->lines[i]);
        if (app->language != language && strcmp(app_screen_name(app), "welcome") == 0) {
            app_language(app, language); /* the next visitor of the scene reads the same */
            app->switches = switches;
            app_resize(app, app->width_px, app->height_px, 0);
            glass_frame(&all.drive.glass);
        }
    }
    mark_seen(app);
    int count = inspect(&app->ui, problems, sizeof problems);
    end_run();
    if (is_played && !count)
        return true;
    fprintf(stderr, "%s, %s, %dx%d%s%s%s:\n%s", s->name, language->tag, SIZES[size].width,
        SIZES[size].height, switches.large ? ", large" : "", switches.contrast ? ", contrast" : "",
        switches.reach ? ", reach" : "", problems);
    return false;
}

typedef struct {
    const Scene *scene;
    char name[128];
} Case;

/* Every language at every size; the switches at one size each by turn, or at all of them. */
static void each(void **state)
{
    static const Switches SETS[] = {{.contrast = true}, {.large = true}, {.reach = true},
        {.large = true, .contrast = true, .reach = true, .slow = true}};
    const int sets = getenv("FOYER_SETS") ? 4 : 1;
    const Case *c = *state;
    const Languages *languages = &all.drive.glass.languages;
    int turn = (int)(c->scene - all.scenes);
    bool is_long = getenv("FOYER_LONG") != NULL, is_well = true;
    for (int l = 0; l < languages->count; l++)
        for (int size = 0; size < SIZE_COUNT; size++) {
            is_well &= run_scene(c->scene, &languages->list[l], size, (Switches){0});
            for (int i = 0; i < sets; i++)
                if (is_long || (turn + l + i) % SIZE_COUNT == size)
                    is_well &= run_scene(c->scene, &languages->list[l], size, SETS[i]);
        }
    if (!is_well)
        fail_msg("the scene %s has problems", c->scene->name);
}

TEST(every_screen_has_a_scene)
{
    UNUSED_STATE;
    for (int i = 0; i < SCREENS.count; i++)
        if (!all.is_seen[i])
            fail_msg("no scene shows the screen %s", SCREENS.rows[i].name);
}

/* --- a test of the test -------------------------------------------------------------------- */

static Node *first(Ui *ui, Role role)
{
    for (Node *n = ui->root; n; n = node_after(n))
        if (n->role == role)
            return n;
    return NULL;
}

TEST(what_is_wrong_is_seen)
{
    UNUSED_STATE;
    static const char *const EXPECTED[] = {"no name", "too small", "off the glass", "overlaps", "cut",
        "no glyph", "not translated", "contrast", "out of reach of the keyboard"};
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++) {
        char problems[PROBLEMS] = "";
        Languages *languages = &all.drive.glass.languages;
        App *app = begin_run(languages_find(languages, "es"), 0, (Switches){0});
        CHECK(!inspect(&app->ui, problems, sizeof problems));
        Node *button = first(&app->ui, BUTTON), *heading = first(&app->ui, HEADING);
        Node *text = button;
        while (text->show != SHOW_TEXT)
            text = node_after(text);
        switch (i) {
        case 0: button->label = ""; break;
        case 1: button->box.h = 10; break;
        case 2: heading->box.x = app->theme.width - 5; break;
        case 3: first(&app->ui, CHOICE)->box = button->box; break;
        case 4: heading->state |= STATE_CUT; break;
        case 5: heading->state |= STATE_MISSING; break;
        case 6: heading->msgid = "Nobody translated this"; break;
        case 7: text->colour = ACCENT_PRESS; break;
        default: button->clip.w = 0; break;
        }
        inspect(&app->ui, problems, sizeof problems);
        end_run();
        if (!strstr(problems, EXPECTED[i]))
            fail_msg("not seen: %s; only: %s", EXPECTED[i], problems);
    }
}

int main(void)
{
    static Case cases[SCENES_MAX];
    static struct CMUnitTest tests[SCENES_MAX + 2];
    read_scenes();
    for (int i = 0; i < all.count; i++) {
        cases[i].scene = &all.scenes[i];
        snprintf(cases[i].name, sizeof cases[i].name, "scene %s", all.scenes[i].name);
        tests[i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = each, .initial_state = &cases[i]};
    }
    tests[all.count] = (struct CMUnitTest)RUN(every_screen_has_a_scene);
    tests[all.count + 1] = (struct CMUnitTest)RUN(what_is_wrong_is_seen);
    return _cmocka_run_group_tests(
        "scenes", tests, (size_t)all.count + 2, open_school, close_school);
}
