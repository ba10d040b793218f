/* Every keyboard on every glass, with the real fonts: large enough, on the glass, no letter
 * missing; also its accents, and what is offered over it. */
#include "check.h"
#include "inspect.h"
#include "scene.h"
#include "ui/keys.h"

enum { PROBLEMS = 8192 };

static Stage stage;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    if (stage_open(&stage, &err))
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

/* What is said of keys; the rest of the screen is looked at by test_scenes. */
static bool is_well(App *app, int size, const char *what)
{
    char problems[PROBLEMS] = "";
    if (!inspect(&app->ui, problems, sizeof problems) || !strstr(problems, "  key "))
        return true;
    Switches s = app->switches;
    fprintf(stderr, "%s, %s, %s, %dx%d%s%s%s:\n%s", app->language->tag,
        app->ui.keyboards->list[app->ui.keyboard].name, what, SIZES[size].width, SIZES[size].height,
        s.large ? ", large" : "", s.contrast ? ", contrast" : "", s.reach ? ", reach" : "",
        problems);
    return false;
}

static Node *key(App *app, const char *label)
{
    Node *n = app->ui.root;
    while (n && (n->role != KEY || strcmp(n->label, label) != 0))
        n = node_after(n);
    return n;
}

static void touch(App *app, InputKind kind, const Node *n)
{
    float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;
    app_input(app, &(Input){.kind = kind, .x = x, .y = y});
    glass_frame(&stage.drive.glass);
}

/* Holds each key that offers more; its letters are over it, and gone when another place is
 * touched. */
static bool hold_each(App *app, int size)
{
    bool all_well = true;
    const Keyboard *k = &app->ui.keyboards->list[app->ui.keyboard];
    for (int i = 0; i < k->hold_count; i++) {
        Node *held = key(app, k->holds[i].base);
        if (!held)
            continue; /* among the accents */
        touch(app, INPUT_PRESS, held);
        app_time(app, app->now, app->tick_ms + 2000);
        glass_frame(&stage.drive.glass);
        CHECK(app->ui.offers.key == held->id);
        all_well &= is_well(app, size, k->holds[i].base);
        app_input(app, &(Input){.kind = INPUT_RELEASE, .x = 2, .y = 2});
        app_input(app, &(Input){.kind = INPUT_PRESS, .x = 2, .y = 2});
        app_input(app, &(Input){.kind = INPUT_RELEASE, .x = 2, .y = 2});
        glass_frame(&stage.drive.glass);
        CHECK(!app->ui.offers.key);
    }
    return all_well;
}

static bool see_each(const char *tag, int size, Switches switches, bool holds)
{
    static const Scene AT_NAME = {.name = "name", .lines = {"tap \"Check in\""}, .count = 1};
    const Languages *languages = &stage.drive.glass.languages;
    App *app = stage_begin(&stage, languages_find(languages, tag), size, switches);
    bool all_well = stage_play(&stage, &AT_NAME);
    for (int i = 0; i < app->ui.keyboards->count; i++) {
        keys_choose(&app->ui, i);
        glass_frame(&stage.drive.glass);
        all_well &= is_well(app, size, "letters");
        if (holds)
            all_well &= hold_each(app, size);
        if (app->ui.keyboards->list[i].accent_count) {
            app->ui.is_accents = true;
            glass_frame(&stage.drive.glass);
            all_well &= is_well(app, size, "accents");
        }
    }
    keys_choose(&app->ui, 0);
    glass_frame(&stage.drive.glass);
    Node *n = app->ui.root;
    while (n->role != KEY || strcmp(n->msgid, "Change letters") != 0)
        n = node_after(n);
    touch(app, INPUT_PRESS, n);
    app_time(app, app->now, app->tick_ms + 2000);
    glass_frame(&stage.drive.glass);
    all_well &= is_well(app, size, "all keyboards");
    app_input(app, &(Input){.kind = INPUT_CANCEL});
    stage_end(&stage);
    return all_well;
}

TEST(each_keyboard_fits_every_glass)
{
    UNUSED_STATE;
    static const Switches SETS[] = {{0}, {.contrast = true}, {.large = true}, {.reach = true},
        {.large = true, .contrast = true, .reach = true, .slow = true}};
    bool all_well = true;
    for (int size = 0; size < SIZE_COUNT; size++)
        for (int set = 0; set < 5; set++) {
            all_well &= see_each("en", size, SETS[set], set == 0 || set == 2);
            all_well &= see_each("ar", size, SETS[set], set == 3);
        }
    CHECK(all_well);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(each_keyboard_fits_every_glass)};
    return cmocka_run_group_tests_name("keyboard fits", tests, open_school, close_school);
}
