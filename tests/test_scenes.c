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
    char folder[64], school[128], copy[128];
    Scene scenes[SCENES_MAX];
    int count;
    bool is_seen[32]; /* by row of screens.def */
} all;

/* --- the school, made once, copied for each run -------------------------------------------- */

static int64_t now(void)
{
    Err err = {0};
    int64_t when = 0;
    Zone *zone = zone_new("America/Chicago", &err);
    zone_parse(zone, NOW, &when, &err);
    zone_free(zone);
    return when;
}

static void copy_file(const char *from, const char *to)
{
    char command[512];
    snprintf(command, sizeof command, "rm -f %s %s-wal %s-shm && cp %s %s", to, to, to, from, to);
    assert_int_equal(system(command), 0);
}

static int make_school(void **state)
{
    static Glass glass;
    Err err = {0};
    UNUSED_STATE;
    snprintf(all.folder, sizeof all.folder, "/tmp/foyer-scenes-XXXXXX");
    if (!mkdtemp(all.folder))
        return -1;
    snprintf(all.school, sizeof all.school, "%s/school.db", all.folder);
    snprintf(all.copy, sizeof all.copy, "%s/copy.db", all.folder);
    bool is_made = glass_open(&glass, all.school, true, 1920, 1080, now(), &err);
    if (!is_made)
        print_error("%s\n", err.detail);
    glass_close(&glass);
    return is_made ? 0 : -1;
}

static int drop_school(void **state)
{
    char command[128];
    UNUSED_STATE;
    snprintf(command, sizeof command, "rm -rf %s", all.folder);
    return system(command);
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

static void do_line(Drive *d, const Scene *s, const char *line)
{
    char copy[DRIVE_LINE];
    Buf answer;
    buf_init(&answer, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    if (!drive_line(d, copy, &answer)) {
        fprintf(stderr, "%s: %s: %s\n", s->name, line, answer.data);
        fail_msg("the scene %s stops at: %s", s->name, line);
    }
    buf_finish(&answer);
}

static void mark_seen(const App *app)
{
    for (int i = 0; i < SCREENS.count; i++)
        if (SCREENS.rows[i].screen == app->place.screen)
            all.is_seen[i] = true;
}

static void run_scene(const Scene *s, const Language *language, int size, Switches switches)
{
    static Drive d;
    Err err = {0};
    char problems[PROBLEMS] = "";
    memset(&d, 0, sizeof d);
    copy_file(all.school, all.copy);
    if (!glass_open(
            &d.glass, all.copy, false, SIZES[size].width, SIZES[size].height, now(), &err))
        fail_msg("%s", err.detail);
    App *app = &d.glass.app;
    app_language(app, languages_find(&d.glass.languages, language->tag));
    app->switches = switches;
    app_resize(app, app->width_px, app->height_px, 0);
    glass_frame(&d.glass);
    const Language *wanted = app->language;
    for (int i = 0; i < s->count; i++) {
        do_line(&d, s, s->lines[i]);
        if (app->language != wanted && strcmp(app_screen_name(app), "welcome") == 0) {
            app_language(app, wanted); /* the next visitor of the scene reads the same */
            glass_frame(&d.glass);
        }
    }
    mark_seen(app);
    if (inspect(&app->ui, problems, sizeof problems)) {
        fprintf(stderr, "%s, %s, %dx%d%s%s:\n%s", s->name, language->tag, SIZES[size].width,
            SIZES[size].height, switches.large ? ", large" : "",
            switches.contrast ? ", contrast" : "", problems);
        glass_close(&d.glass);
        fail_msg("the scene %s has problems", s->name);
    }
    glass_close(&d.glass);
}

typedef struct {
    const Scene *scene;
    char name[128];
} Case;

static void each(void **state)
{
    const Case *c = *state;
    Languages languages;
    Err err = {0};
    int turn = (int)(c->scene - all.scenes);
    bool is_long = getenv("FOYER_LONG") != NULL;
    assert_true(languages_open(&languages, FOYER_LOCALES, &err));
    for (int l = 0; l < languages.count; l++)
        for (int size = 0; size < SIZE_COUNT; size++) {
            run_scene(c->scene, &languages.list[l], size, (Switches){0});
            if (is_long || (turn + l) % SIZE_COUNT == size)
                run_scene(c->scene, &languages.list[l], size, (Switches){.contrast = true});
        }
    languages_close(&languages);
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
        static Glass g;
        Err err = {0};
        char problems[PROBLEMS] = "";
        copy_file(all.school, all.copy);
        assert_true(glass_open(&g, all.copy, false, 1920, 1080, now(), &err));
        app_language(&g.app, languages_find(&g.languages, "es"));
        glass_frame(&g);
        CHECK(!inspect(&g.app.ui, problems, sizeof problems));
        Node *button = first(&g.app.ui, BUTTON), *heading = first(&g.app.ui, HEADING);
        Node *text = button;
        while (text->show != SHOW_TEXT)
            text = node_after(text);
        switch (i) {
        case 0: button->label = ""; break;
        case 1: button->box.h = 10; break;
        case 2: heading->box.x = g.app.theme.width - 5; break;
        case 3: first(&g.app.ui, CHOICE)->box = button->box; break;
        case 4: heading->state |= STATE_CUT; break;
        case 5: heading->state |= STATE_MISSING; break;
        case 6: heading->msgid = "Nobody translated this"; break;
        case 7: text->colour = ACCENT_PRESS; break;
        default: button->clip.w = 0; break;
        }
        inspect(&g.app.ui, problems, sizeof problems);
        if (!strstr(problems, EXPECTED[i]))
            fail_msg("not seen: %s; only: %s", EXPECTED[i], problems);
        glass_close(&g);
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
        "scenes", tests, (size_t)all.count + 2, make_school, drop_school);
}
