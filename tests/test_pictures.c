/* Pictures drawn by the build: the same as drawn here, and done without where they are no good. */
#include "check.h"
#include "platform/internal.h"
#include "scene.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { W = 322, H = 316 };

static const char NAME[] = "welcome-small-322x316.qoi";
static char folder[64], log_path[96];
static int kept_stderr;

static int begin(void **state)
{
    UNUSED_STATE;
    snprintf(folder, sizeof folder, "/tmp/foyer-pictures-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(log_path, sizeof log_path, "%s/log", folder);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    unsetenv("FOYER_ART");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* --- helpers ------------------------------------------------------------------------------- */

static char *read_file(const char *place, const char *name, size_t *size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", place, name);
    char *bytes = SDL_LoadFile(path, size);
    if (!bytes)
        fail_msg("%s", path);
    return bytes;
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes, 1, size, file) == size);
    CHECK_INT(fclose(file), 0);
}

static bool is_same(const SDL_Surface *a, const SDL_Surface *b)
{
    if (!a || !b || a->w != b->w || a->h != b->h || a->format->format != b->format->format)
        return false;
    for (int y = 0; y < a->h; y++)
        if (memcmp((char *)a->pixels + y * a->pitch, (char *)b->pixels + y * b->pitch,
                (size_t)a->w * 4) != 0)
            return false;
    return true;
}

static DrawItem welcome(bool is_mirrored)
{
    return (DrawItem){.kind = DRAW_PICTURE,
        .name = "welcome-small",
        .box = {0, 0, W, H},
        .reach = {0, 0, W, H},
        .is_mirrored = is_mirrored,
        .hash = is_mirrored};
}

static SDL_Surface *from_svg(void)
{
    size_t size;
    char *svg = read_file(FOYER_SOURCE "/assets/art", "welcome-small.svg", &size);
    SDL_Surface *surface = icons_raster(svg, size, W, H);
    SDL_free(svg);
    CHECK(surface != NULL);
    return surface;
}

/* What is logged until log_end goes into a file. */
static void log_begin(void)
{
    int file = open(log_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    kept_stderr = dup(STDERR_FILENO);
    CHECK(file >= 0 && dup2(file, STDERR_FILENO) >= 0);
    close(file);
}

/* How many lines there were; `word` must stand in the last. */
static int log_end(const char *word)
{
    char line[1024] = "";
    int count = 0;
    dup2(kept_stderr, STDERR_FILENO);
    close(kept_stderr);
    FILE *file = fopen(log_path, "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file))
        count++;
    fclose(file);
    if (!strstr(line, word))
        fail_msg("no \"%s\" in: %s", word, line);
    return count;
}

/* The picture is the SVG's all the same, and one line says why it took longer. */
static void is_drawn_anew(const char *word)
{
    DrawItem item = welcome(false);
    log_begin();
    SDL_Surface *drawn = icons_draw(FOYER_SOURCE "/assets", &item), *svg = from_svg();
    CHECK_INT(log_end(word), 1);
    CHECK(is_same(drawn, svg));
    SDL_FreeSurface(drawn);
    SDL_FreeSurface(svg);
}

/* --- ready pictures ------------------------------------------------------------------------ */

static void compare(const char *file)
{
    char name[64], svg_name[80];
    int w = 0, h = 0;
    size_t size;
    const char *dash = strrchr(file, '-');
    CHECK(dash && sscanf(dash, "-%dx%d", &w, &h) == 2);
    snprintf(name, sizeof name, "%.*s", (int)(dash - file), file);
    snprintf(svg_name, sizeof svg_name, "%s.svg", name);
    char *svg = read_file(FOYER_SOURCE "/assets/art", svg_name, &size);
    SDL_Surface *ready = ready_load(name, w, h, svg, size), *drawn = icons_raster(svg, size, w, h);
    if (!is_same(ready, drawn))
        fail_msg("%s is not the SVG's picture", file);
    SDL_FreeSurface(ready);
    SDL_FreeSurface(drawn);
    SDL_free(svg);
}

TEST(every_ready_picture_is_the_svg_byte_for_byte)
{
    UNUSED_STATE;
    int count = 0;
    DIR *ready = opendir(FOYER_ART);
    CHECK(ready != NULL);
    for (struct dirent *file; (file = readdir(ready));)
        if (strstr(file->d_name, ".qoi")) {
            compare(file->d_name);
            count++;
        }
    closedir(ready);
    CHECK(count > 0);
}

/* Every way to write a pixel: long runs, colours again, each alpha. */
TEST(what_is_written_is_read_again)
{
    UNUSED_STATE;
    char path[128];
    snprintf(path, sizeof path, "%s/odd-257x3.qoi", folder);
    SDL_Surface *odd = SDL_CreateRGBSurfaceWithFormat(0, 257, 3, 32, SDL_PIXELFORMAT_ARGB8888);
    uint32_t *pixels = odd->pixels;
    for (uint32_t i = 0; i < 257; i++) {
        pixels[i] = i << 24 | i * 77777;
        pixels[257 + i] = i < 190 ? 0xff000000 : 0;
        pixels[514 + i] = i % 3 ? 0x80ff0000 : 0xff00ff00;
    }
    CHECK(ready_save(odd, path, "svg", 3));
    setenv("FOYER_ART", folder, 1);
    SDL_Surface *read = ready_load("odd", 257, 3, "svg", 3);
    CHECK(is_same(read, odd));
    SDL_FreeSurface(read);
    SDL_FreeSurface(odd);
}

TEST(without_a_ready_one_the_svg_is_drawn)
{
    UNUSED_STATE;
    setenv("FOYER_ART", folder, 1);
    is_drawn_anew("none is ready at 322x316");
}

TEST(a_damaged_one_is_not_taken)
{
    UNUSED_STATE;
    size_t size;
    char *bytes = read_file(FOYER_ART, NAME, &size);
    const size_t places[] = {0, 5, 14, size / 2, size - 12, size - 1};
    setenv("FOYER_ART", folder, 1);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bytes[places[i]] ^= 0x10;
        write_file(NAME, bytes, size);
        is_drawn_anew("damaged");
        bytes[places[i]] ^= 0x10;
    }
    const size_t sizes[] = {0, 1, 8, 22, size / 2, size - 1};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        write_file(NAME, bytes, sizes[i]);
        is_drawn_anew("damaged");
    }
    SDL_free(bytes);
}

TEST(one_of_another_svg_is_not_taken)
{
    UNUSED_STATE;
    size_t size;
    char *svg = read_file(FOYER_SOURCE "/assets/art", "welcome-small.svg", &size);
    log_begin();
    SDL_Surface *same = ready_load("welcome-small", W, H, svg, size);
    svg[size - 2] ^= 1;
    SDL_Surface *other = ready_load("welcome-small", W, H, svg, size);
    CHECK_INT(log_end("another art/welcome-small.svg"), 1);
    CHECK(same && !other);
    SDL_FreeSurface(same);
    SDL_free(svg);
}

/* --- the other way round ------------------------------------------------------------------- */

static void make_assets(void)
{
    char art[128];
    size_t size;
    char *svg = read_file(FOYER_SOURCE "/assets/art", "welcome-small.svg", &size);
    snprintf(art, sizeof art, "%s/art", folder);
    CHECK_INT(mkdir(art, 0700), 0);
    write_file("art/welcome-small.svg", svg, size);
    SDL_free(svg);
}

TEST(a_mirrored_picture_is_flipped_and_not_drawn_again)
{
    UNUSED_STATE;
    static DrawList list;
    char path[128];
    Picture *picture;
    Damage damage;
    Err err = {0};
    make_assets();
    CHECK(picture_open(&picture, folder, W, H, &err));
    list = (DrawList){.items = {welcome(false)}, .count = 1, .paper = 0xFFFFFFFF};
    picture_draw(picture, &list, &damage);
    SDL_Surface *plain = SDL_DuplicateSurface(picture->surface);

    snprintf(path, sizeof path, "%s/art/welcome-small.svg", folder);
    CHECK_INT(unlink(path), 0);
    list.items[0] = welcome(true);
    picture_draw(picture, &list, &damage);
    CHECK_INT(damage.count, 1);
    CHECK(!is_same(plain, picture->surface));
    icons_mirror(plain);
    CHECK(is_same(plain, picture->surface));

    list.items[0] = welcome(false); /* which is kept */
    picture_draw(picture, &list, &damage);
    icons_mirror(plain);
    CHECK(is_same(plain, picture->surface));
    SDL_FreeSurface(plain);
    picture_close(picture);
}

/* --- the list in CMakeLists.txt ------------------------------------------------------------ */

static bool is_ready(const DrawItem *item)
{
    char path[512];
    snprintf(path, sizeof path, FOYER_ART "/%s-%dx%d.qoi", item->name, item->box.w, item->box.h);
    return access(path, R_OK) == 0;
}

/* The staff's screens have the logo in their header, and no other. */
static bool is_looked_at(const Scene *scene)
{
    return !scene_is_staffs(scene) || strcmp(scene->name, "staff") == 0;
}

/* The pictures of a scene, all of them ready. */
static int look(Stage *stage, const Scene *scene, const SceneSize *size, Switches switches)
{
    static DrawList list;
    Err err = {0};
    int count = 0;
    App *app = stage_begin(stage, stage->drive.glass.app.language, 0, switches);
    CHECK(glass_resize(&stage->drive.glass, size->width, size->height, &err));
    glass_frame(&stage->drive.glass);
    CHECK(stage_play(stage, scene));
    paint_list(&list, &app->ui);
    for (int i = 0; i < list.count; i++) {
        const DrawItem *item = &list.items[i];
        if (item->kind != DRAW_PICTURE)
            continue;
        count++;
        if (!is_ready(item))
            fail_msg("%s at %dx%d: %s-%dx%d is not in READY of CMakeLists.txt", scene->name,
                size->width, size->height, item->name, item->box.w, item->box.h);
    }
    stage_end(stage);
    return count;
}

TEST(what_is_shown_at_4_and_3_5_px_a_u_is_ready)
{
    UNUSED_STATE;
    static const SceneSize GLASSES[] = {
        {1920, 1080}, {1600, 900}, {1080, 1920}, {900, 1600}, {1280, 720}, {1024, 600}};
    static const Switches SETS[] = {{0}, {.large = true}, {.reach = true}};
    static Stage stage;
    Err err = {0};
    int count = 0;
    stage_read(&stage);
    CHECK(stage_open(&stage, &err));
    for (int i = 0; i < stage.count; i++)
        for (int glass = 0; is_looked_at(&stage.scenes[i]) && glass < 6; glass++)
            for (int set = 0; set < 3; set++)
                count += look(&stage, &stage.scenes[i], &GLASSES[glass], SETS[set]);
    CHECK(count > 0);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(every_ready_picture_is_the_svg_byte_for_byte),
        cmocka_unit_test_setup_teardown(what_is_written_is_read_again, begin, end),
        cmocka_unit_test_setup_teardown(without_a_ready_one_the_svg_is_drawn, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_one_is_not_taken, begin, end),
        cmocka_unit_test_setup_teardown(one_of_another_svg_is_not_taken, begin, end),
        cmocka_unit_test_setup_teardown(
            a_mirrored_picture_is_flipped_and_not_drawn_again, begin, end),
        RUN(what_is_shown_at_4_and_3_5_px_a_u_is_ready),
    };
    return cmocka_run_group_tests_name("pictures", tests, NULL, NULL);
}
