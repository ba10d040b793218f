/* Every scene in every language and size: what holds for all screens, checked on the tree.
 *
 * The pseudo-locales stand for languages that are not there yet: each scene at
 * one size by turn. FOYER_LONG=1: at all of them, and every switch.
 */
#include "check.h"
#include "commands/table.h"
#include "inspect.h"
#include "scene.h"
#include "store/sql.h"

enum { PROBLEMS = 8192 };

static Stage stage;
static bool is_seen[64]; /* by row of screens.def */

/* What the school wrote is isolated, as the arguments of messages are: the rest must be ours. The
 * pseudo-locales show it in English; a code holds what it holds. */
static bool mark_data(Store *store, Err *err)
{
    static const char CONTENT[] = "UPDATE content SET text = char(0x2068) || text || char(0x2069)"
                                  " WHERE language = 'en' AND field NOT IN ('payload', 'address')";
    static const char SCHOOL[] = "UPDATE setting SET value = char(0x2068) || value || char(0x2069)"
                                 " WHERE key = 'school' OR key GLOB 'school_*'";
    return sql_run(sql(store, CONTENT), err) && sql_run(sql(store, SCHOOL), err);
}

/* With the pseudo-locales beside the languages. */
static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    setenv("FOYER_LOCALES", FOYER_PSEUDO, 1);
    if (stage_open(&stage, &err) && mark_data(stage.drive.glass.store, &err) &&
        stage_copies(&stage, &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    stage_close(&stage);
    return 0;
}

static void mark_seen(const App *app)
{
    for (int i = 0; i < SCREENS.count; i++)
        if (SCREENS.rows[i].screen == app->place.screen)
            is_seen[i] = true;
}

static bool run_scene(const Scene *s, const Language *language, int size, Switches switches)
{
    char problems[PROBLEMS] = "";
    App *app = stage_begin(&stage, language, size, switches);
    bool is_played = stage_play(&stage, s);
    mark_seen(app);
    int count = inspect(&app->ui, problems, sizeof problems);
    stage_end(&stage);
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
    const Case *c = *state;
    const Languages *languages = &stage.drive.glass.languages;
    int turn = (int)(c->scene - stage.scenes);
    bool is_long = getenv("FOYER_LONG") != NULL, is_well = true;
    for (int l = 0; l < languages->count; l++)
        for (int size = scene_is_seen_elsewhere(c->scene, &languages->list[l]) ? SIZE_COUNT : 0;
             size < SIZE_COUNT; size++) {
            bool is_turn = is_long || (turn + l) % SIZE_COUNT == size;
            if (inspect_is_pseudo(&languages->list[l]) && !is_turn)
                continue;
            is_well &= run_scene(c->scene, &languages->list[l], size, (Switches){0});
            for (int i = 0; i < 4; i++)
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
        if (!is_seen[i])
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
    static const char *const EXPECTED[] = {"no name", "too small", "off the glass", "overlaps",
        "cut", "no glyph", "not translated", "contrast", "out of reach of the keyboard",
        "past the catalogue"};
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++) {
        char problems[PROBLEMS] = "";
        Languages *languages = &stage.drive.glass.languages;
        const char *tag = i == 9 ? "en_XA" : "es";
        App *app = stage_begin(&stage, languages_find(languages, tag), 0, (Switches){0});
        CHECK(!inspect(&app->ui, problems, sizeof problems));
        Node *button = first(&app->ui, BUTTON), *heading = first(&app->ui, HEADING);
        Node *text = button;
        while (text->show != SHOW_TEXT)
            text = node_after(text);
        switch (i) {
        case 0:
            button->label = "";
            break;
        case 1:
            button->box.h = 10;
            break;
        case 2:
            heading->box.x = app->theme.width - 5;
            break;
        case 3:
            first(&app->ui, CHOICE)->box = button->box;
            break;
        case 4:
            heading->state |= STATE_CUT;
            break;
        case 5:
            heading->state |= STATE_MISSING;
            break;
        case 6:
            heading->msgid = "Nobody translated this";
            break;
        case 7:
            text->colour = ACCENT_PRESS;
            break;
        case 8:
            button->clip.w = 0;
            break;
        default:
            heading->label = "Welcome";
            break;
        }
        inspect(&app->ui, problems, sizeof problems);
        stage_end(&stage);
        if (!strstr(problems, EXPECTED[i]))
            fail_msg("not seen: %s; only: %s", EXPECTED[i], problems);
    }
}

/* A pattern says which: "scene desk*". */
int main(int argc, char **argv)
{
    static Case cases[SCENES_MAX];
    static struct CMUnitTest tests[SCENES_MAX + 2];
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    stage_read(&stage);
    for (int i = 0; i < stage.count; i++) {
        cases[i].scene = &stage.scenes[i];
        snprintf(cases[i].name, sizeof cases[i].name, "scene %s", stage.scenes[i].name);
        tests[i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = each, .initial_state = &cases[i]};
    }
    tests[stage.count] = (struct CMUnitTest)RUN(every_screen_has_a_scene);
    tests[stage.count + 1] = (struct CMUnitTest)RUN(what_is_wrong_is_seen);
    return _cmocka_run_group_tests(
        "scenes", tests, (size_t)stage.count + 2, open_school, close_school);
}
