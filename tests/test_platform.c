/* The picture: what is drawn, what is drawn again, what is kept. */
#include "glass.h"

#include <unistd.h>

/* --- what is drawn again --- */

TEST(the_first_list_draws_everything_and_the_same_again_nothing)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){10, 10, 50, 50}, 0, RED);
    draw(&g);
    CHECK_INT(g.damage.count, 1);
    CHECK(is_same(g.damage.rects[0], 0, 0, WIDTH, HEIGHT));
    draw(&g);
    CHECK_INT(g.damage.count, 0);
    glass_close(&g);
}

TEST(a_changed_item_damages_its_reach_and_no_more)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){10, 10, 50, 50}, 0, RED);
    DrawItem *item = add_box(&g, (Pixels){100, 100, 40, 20}, 6, RED);
    add_box(&g, (Pixels){200, 10, 50, 50}, 0, RED);
    draw(&g);
    item->fill = BLUE;
    hash_item(item);
    draw(&g);
    CHECK_INT(g.damage.count, 1);
    CHECK(is_same(g.damage.rects[0], 100, 100, 40, 20));
    CHECK_INT(at(&g, 120, 110), BLUE >> 8);
    CHECK_INT(at(&g, 20, 20), RED >> 8);
    glass_close(&g);
}

TEST(an_item_that_went_leaves_paper)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){10, 10, 50, 50}, 8, RED);
    add_box(&g, (Pixels){300, 200, 50, 50}, 8, BLUE);
    draw(&g);
    g.list->count = 1;
    draw(&g);
    CHECK_INT(g.damage.count, 1);
    CHECK(is_same(g.damage.rects[0], 300, 200, 50, 50));
    CHECK_INT(at(&g, 320, 220), PAPER_WHITE >> 8);
    glass_close(&g);
}

TEST(two_items_that_change_places_are_drawn_again)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){10, 10, 50, 50}, 0, RED);
    add_box(&g, (Pixels){30, 30, 50, 50}, 0, BLUE);
    draw(&g);
    CHECK_INT(at(&g, 40, 40), BLUE >> 8);
    DrawItem first = g.list->items[0];
    g.list->items[0] = g.list->items[1];
    g.list->items[1] = first;
    draw(&g);
    CHECK_INT(at(&g, 40, 40), RED >> 8);
    glass_close(&g);
}

TEST(another_paper_draws_everything)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    draw(&g);
    g.list->paper = RED;
    draw(&g);
    CHECK_INT(g.damage.count, 1);
    CHECK_INT(at(&g, WIDTH - 1, HEIGHT - 1), RED >> 8);
    glass_close(&g);
}

static bool is_within(const Damage *damage, int x, int y)
{
    for (int i = 0; i < damage->count; i++) {
        const Pixels *r = &damage->rects[i];
        if (x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h)
            return true;
    }
    return false;
}

TEST(many_changes_are_at_most_eight_rectangles_that_hold_them_all)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    for (int i = 0; i < 40; i++)
        add_box(&g, (Pixels){i % 8 * 48, i / 8 * 58, 10, 10}, 0, RED);
    draw(&g);
    for (int i = 0; i < 40; i++) {
        g.list->items[i].fill = BLUE;
        hash_item(&g.list->items[i]);
    }
    draw(&g);
    CHECK(g.damage.count >= 1 && g.damage.count <= DAMAGE_MAX);
    for (int i = 0; i < 40; i++)
        CHECK(is_within(&g.damage, g.list->items[i].box.x, g.list->items[i].box.y));
    glass_close(&g);
}

TEST(what_lies_off_the_glass_is_no_damage)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    draw(&g);
    add_box(&g, (Pixels){-100, -100, 50, 50}, 8, RED);
    add_box(&g, (Pixels){WIDTH + 5, 10, 50, 50}, 8, RED);
    draw(&g);
    CHECK_INT(g.damage.count, 0);
    glass_close(&g);
}

static void add_random(Glass *g, unsigned *seed)
{
    Pixels box = {
        rand_r(seed) % 300, rand_r(seed) % 250, 10 + rand_r(seed) % 120, 10 + rand_r(seed) % 90};
    switch (rand_r(seed) % 4) {
    case 0: {
        DrawItem *item = add_box(g, box, rand_r(seed) % 30, RED + (unsigned)rand_r(seed) % 3);
        item->edge = BLUE;
        item->edge_width = rand_r(seed) % 4;
        item->foot = rand_r(seed) % 3;
        item->foot_colour = 0x008000FF;
        hash_item(item);
        break;
    }
    case 1: {
        DrawItem *item = add(g, DRAW_SHADOW, box);
        item->radius = rand_r(seed) % 20;
        item->level = 1 + rand_r(seed) % 2;
        item->colour = 0x17232BFF;
        item->reach = (Pixels){box.x - 48, box.y - 48, box.w + 96, box.h + 112};
        hash_item(item);
        break;
    }
    case 2:
        add_text(g, rand_r(seed) % 2 ? &ARABIC : &ENGLISH, "Room 3B: أهلاً", box);
        break;
    default: {
        DrawItem *item = add(g, DRAW_ICON, (Pixels){box.x, box.y, box.w, box.w});
        item->name = "arrow";
        item->colour = RED;
        item->is_mirrored = rand_r(seed) % 2;
        hash_item(item);
    }
    }
}

/* Drawing only what changed must give the very picture that drawing everything gives. */
TEST(a_picture_mended_is_the_picture_drawn_anew)
{
    UNUSED_STATE;
    Glass mended, anew;
    glass_open(&mended);
    unsigned seed = 7;
    for (int round = 0; round < 30; round++) {
        if (mended.list->count > 12)
            mended.list->count -= rand_r(&seed) % 8;
        add_random(&mended, &seed);
        draw(&mended);

        glass_open(&anew);
        *anew.list = *mended.list;
        draw(&anew);
        CHECK(memcmp(anew.picture->surface->pixels, mended.picture->surface->pixels,
                  (size_t)mended.picture->surface->pitch * HEIGHT) == 0);
        glass_close(&anew);
    }
    glass_close(&mended);
}

/* --- what is kept --- */

TEST(textures_stay_under_their_ceiling)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    char text[64];
    DrawItem *item = add_text(&g, &ENGLISH, text, (Pixels){0, 0, WIDTH, HEIGHT});
    item->style.size = 30;
    item->width = 0;
    size_t most = 0;
    for (int i = 0; i < 60; i++) {
        snprintf(text, sizeof text, "%d families checked in at the door", i);
        hash_item(item);
        draw(&g);
        CHECK(picture_cached(g.picture) <= TEXTURE_BYTES);
        most = picture_cached(g.picture) > most ? picture_cached(g.picture) : most;
    }
    CHECK(most > TEXTURE_BYTES / 2);
    glass_close(&g);
}

TEST(at_most_16_fonts_are_open)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *item = add_text(&g, &ENGLISH, "Welcome", (Pixels){0, 0, WIDTH, HEIGHT});
    for (int size = 4; size < 50; size++) {
        item->style.size = (float)size;
        hash_item(item);
        draw(&g);
    }
    int open = 0;
    for (int i = 0; i < FONTS_OPEN; i++)
        open += g.picture->glyphs.fonts.open[i].font != NULL;
    CHECK_INT(open, FONTS_OPEN);
    CHECK(has_ink(&g, (Pixels){0, 0, WIDTH, HEIGHT}));
    glass_close(&g);
}

TEST(what_was_personal_is_forgotten_and_the_rest_stays)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_text(&g, &ENGLISH, "Check in", (Pixels){0, 0, 200, 44});
    draw(&g);
    size_t messages = picture_cached(g.picture);
    add_text(&g, &ENGLISH, "Qzxv", (Pixels){0, 100, 200, 44})->is_personal = true;
    draw(&g);
    CHECK(picture_cached(g.picture) > messages);

    picture_forget(g.picture);
    CHECK_INT(picture_cached(g.picture), messages);
    for (int i = 0; i < SHAPES; i++)
        CHECK(g.picture->glyphs.shapes[i].key == 0);
    const char *bytes = (const char *)g.picture;
    for (size_t i = 0; i + 4 < sizeof *g.picture; i++)
        CHECK(memcmp(bytes + i, "Qzxv", 4) != 0);

    g.list->count = 1;
    draw(&g);
    CHECK(is_same(g.damage.rects[0], 0, 0, WIDTH, HEIGHT));
    CHECK(!has_ink(&g, (Pixels){0, 100, 200, 44}));
    glass_close(&g);
}

TEST(another_scale_or_size_draws_everything_again)
{
    UNUSED_STATE;
    Glass g;
    Err err = {0};
    glass_open(&g);
    add_text(&g, &ENGLISH, "Check in", (Pixels){0, 0, 200, 44});
    draw(&g);
    float before = width_of(&g, &ENGLISH, "Check", "Latn");
    picture_scale(g.picture, 7);
    CHECK_INT(picture_cached(g.picture), 0);
    float after = width_of(&g, &ENGLISH, "Check", "Latn");
    CHECK(after > before * 0.97F && after < before * 1.03F);
    draw(&g);
    CHECK(is_same(g.damage.rects[0], 0, 0, WIDTH, HEIGHT));

    CHECK(picture_resize(g.picture, 320, 200, &err));
    draw(&g);
    CHECK(is_same(g.damage.rects[0], 0, 0, 320, 200));
    CHECK(!picture_resize(g.picture, 0, 200, &err));
    CHECK_INT(err.code, ERR_INVALID);
    int w, h;
    picture_size(g.picture, &w, &h);
    CHECK(w == 320 && h == 200);
    glass_close(&g);
}

/* --- files --- */

TEST(a_missing_font_names_its_package)
{
    UNUSED_STATE;
    char folder[] = "/tmp/foyer-fonts-XXXXXX", path[64];
    CHECK(mkdtemp(folder) != NULL);
    setenv("FOYER_FONTS", folder, 1);
    Picture *picture = NULL;
    Err err = {0};
    CHECK(!picture_open(&picture, "assets", 10, 10, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(strstr(err.detail, "NotoSans-Regular.ttf") && strstr(err.detail, "fonts-noto-core"));

    /* All but Chinese: the message is about that one, and a list of folders is looked through. */
    snprintf(path, sizeof path, "%s:/usr/share/fonts/truetype/noto", folder);
    setenv("FOYER_FONTS", path, 1);
    CHECK(!picture_open(&picture, "assets", 10, 10, err_clear(&err)));
    CHECK(strstr(err.detail, "fonts-noto-cjk"));
    unsetenv("FOYER_FONTS");
    rmdir(folder);
}

TEST(the_picture_is_saved_as_png)
{
    UNUSED_STATE;
    char path[] = "/tmp/foyer-picture-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0);
    close(file);
    Glass g;
    Err err = {0};
    glass_open(&g);
    add_box(&g, (Pixels){0, 0, 10, 10}, 0, RED);
    draw(&g);
    CHECK(picture_save(g.picture, path, &err));
    unsigned char head[8] = {0};
    FILE *png = fopen(path, "rb");
    CHECK(png && fread(head, 1, 8, png) == 8);
    fclose(png);
    CHECK(memcmp(head, "\x89PNG\r\n\x1a\n", 8) == 0);
    unlink(path);
    CHECK(!picture_save(g.picture, "/no/such/folder/picture.png", &err));
    CHECK(strstr(err.detail, "/no/such/folder"));
    glass_close(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(the_first_list_draws_everything_and_the_same_again_nothing),
        RUN(a_changed_item_damages_its_reach_and_no_more),
        RUN(an_item_that_went_leaves_paper),
        RUN(two_items_that_change_places_are_drawn_again),
        RUN(another_paper_draws_everything),
        RUN(many_changes_are_at_most_eight_rectangles_that_hold_them_all),
        RUN(what_lies_off_the_glass_is_no_damage),
        RUN(a_picture_mended_is_the_picture_drawn_anew),
        RUN(textures_stay_under_their_ceiling),
        RUN(at_most_16_fonts_are_open),
        RUN(what_was_personal_is_forgotten_and_the_rest_stays),
        RUN(another_scale_or_size_draws_everything_again),
        RUN(a_missing_font_names_its_package),
        RUN(the_picture_is_saved_as_png),
    };
    return cmocka_run_group_tests_name("platform", tests, NULL, NULL);
}
