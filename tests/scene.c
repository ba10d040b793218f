/* The stage: one school for all runs. */
#include "scene.h"
#include "app/guest.h"
#include "app/nav.h"
#include "check.h"
#include "commands/table.h"
#include "store/nightly.h"

#include <dirent.h>
#include <unistd.h>

static const char NOW[] = "2026-11-19T17:42:00-06:00";

const SceneSize SIZES[SIZE_COUNT] = {{1920, 1080}, {1080, 1920}, {1024, 600}};

/* --- reading ------------------------------------------------------------------------------- */

static void read_scene(Stage *stage, const char *name)
{
    char path[512];
    Scene *s = &stage->scenes[stage->count++];
    assert_true(stage->count < SCENES_MAX);
    snprintf(path, sizeof path, FOYER_SOURCE "/tests/scenes/%s", name);
    snprintf(s->name, sizeof s->name, "%.*s", (int)(strlen(name) - 6), name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (s->count < SCENE_LINES && fgets(s->lines[s->count], sizeof s->lines[0], file)) {
        s->lines[s->count][strcspn(s->lines[s->count], "\n")] = 0;
        if (s->lines[s->count][0] && s->lines[s->count][0] != '#')
            s->count++;
    }
    fclose(file);
}

void stage_read(Stage *stage)
{
    struct dirent **names = NULL;
    int count = scandir(FOYER_SOURCE "/tests/scenes", &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strstr(names[i]->d_name, ".scene"))
            read_scene(stage, names[i]->d_name);
        free(names[i]);
    }
    free(names);
}

bool scene_is_staffs(const Scene *scene)
{
    for (int i = 0; i < scene->count; i++)
        if (strcmp(scene->lines[i], "tap \"Staff\"") == 0)
            return true;
    return false;
}

bool scene_is_seen_elsewhere(const Scene *scene, const Language *language)
{
    return scene_is_staffs(scene) && !language_has(language, SCREENS.staff_word);
}

/* --- the school ---------------------------------------------------------------------------- */

static int64_t now(void)
{
    Err err = {0};
    int64_t when = 0;
    Zone *zone = zone_new("America/Chicago", &err);
    zone_parse(zone, NOW, &when, &err);
    zone_free(zone);
    return when;
}

bool stage_copies(const Stage *stage, Err *err)
{
    enum { DAY = 86400 };
    Nightly night;
    char command[256];
    const char *db = store_path(stage->drive.glass.store);
    if (!nightly_write(db, now() - 2 * DAY, &night, err) ||
        !nightly_write(db, now() - DAY, &night, err))
        return false;
    snprintf(command, sizeof command,
        "echo half >\"$(dirname '%s')\"/backups/foyer-20261116T020000.db", db);
    return system(command) == 0;
}

bool stage_open(Stage *stage, Err *err)
{
    char db[128];
    snprintf(stage->folder, sizeof stage->folder, "/tmp/foyer-scenes-XXXXXX");
    setenv("FOYER_STICKS", "/nowhere", 1); /* whatever is in this machine */
    if (!mkdtemp(stage->folder))
        return err_set(err, ERR_FULL, "no folder %s", stage->folder);
    snprintf(db, sizeof db, "%s/school.db", stage->folder);
    if (!glass_open(&stage->drive.glass, db, true, SIZES[0].width, SIZES[0].height, now(), err))
        return false;
    stage->drive.glass.is_blind = true;
    return true;
}

void stage_close(Stage *stage)
{
    char command[128];
    glass_close(&stage->drive.glass);
    snprintf(command, sizeof command, "rm -rf %s", stage->folder);
    if (system(command) != 0)
        print_error("%s is still there\n", stage->folder);
}

App *stage_begin(Stage *stage, const Language *language, int size, Switches switches)
{
    Glass *g = &stage->drive.glass;
    Err err = {0};
    store_rollback(g->store); /* of a run that failed */
    assert_true(store_begin(g->store, &err));
    g->app.device.role = ROLE_LOBBY; /* a scene may be a desk's */
    guest_end(&g->app, "left");
    app_time(&g->app, now(), g->app.tick_ms + 1000);
    app_language(&g->app, language);
    g->app.switches = switches;
    assert_true(glass_resize(g, SIZES[size].width, SIZES[size].height, &err));
    glass_frame(g);
    return &g->app;
}

void stage_end(Stage *stage)
{
    store_rollback(stage->drive.glass.store);
}

/* --- playing ------------------------------------------------------------------------------- */

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

/* A visitor, or a desk, begins anew: what the run is about is chosen again. */
static void choose_again(App *app, const Language *language, Switches switches)
{
    bool is_staffs = app->place.screen == app->screens->staff;
    bool has_words = !is_staffs || language_has(language, app->screens->staff_word);
    app_language(app, has_words ? language : &app->languages->list[0]);
    app->switches = switches;
    app_resize(app, app->width_px, app->height_px, 0);
}

bool stage_play(Stage *stage, const Scene *scene)
{
    App *app = &stage->drive.glass.app;
    const Language *language = app->language;
    Switches switches = app->switches;
    for (int i = 0; i < scene->count; i++) {
        if (!do_line(&stage->drive, scene, scene->lines[i]))
            return false;
        bool is_other = strncmp(scene->lines[i], "device ", 7) == 0 || app->language != language;
        if (!is_other || !nav_is_open(app))
            continue;
        choose_again(app, language, switches);
        glass_frame(&stage->drive.glass);
    }
    return true;
}
