/* Boxes, shadows, rings and icons, pixel by pixel. */
#include "glass.h"

/* --- boxes, shadows, rings --- */

TEST(a_rounded_box_is_smooth_at_its_corners_and_exact_at_its_sides)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){20, 20, 200, 100}, 16, RED);
    draw(&g);
    CHECK_INT(at(&g, 20, 20), PAPER_WHITE >> 8);
    CHECK_INT(at(&g, 219, 119), PAPER_WHITE >> 8);
    CHECK_INT(at(&g, 120, 20), RED >> 8);
    CHECK_INT(at(&g, 20, 70), RED >> 8);
    CHECK_INT(at(&g, 219, 70), RED >> 8);
    CHECK_INT(at(&g, 120, 119), RED >> 8);
    CHECK_INT(at(&g, 120, 19), PAPER_WHITE >> 8);
    CHECK_INT(at(&g, 220, 70), PAPER_WHITE >> 8);
    int between = 0;
    for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
            uint32_t pixel = at(&g, 20 + x, 20 + y);
            CHECK_INT(pixel, at(&g, 219 - x, 20 + y));
            CHECK_INT(pixel, at(&g, 20 + x, 119 - y));
            between += pixel != PAPER_WHITE >> 8 && pixel != RED >> 8;
        }
    }
    CHECK(between > 10);
    glass_close(&g);
}

TEST(edge_and_foot_grow_inwards)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *box = add_box(&g, (Pixels){20, 20, 200, 100}, 16, RED);
    box->edge = BLUE;
    box->edge_width = 3;
    box->foot = 4;
    box->foot_colour = 0x008000FF;
    hash_item(box);
    draw(&g);
    CHECK_INT(at(&g, 120, 20), BLUE >> 8);
    CHECK_INT(at(&g, 120, 22), BLUE >> 8);
    CHECK_INT(at(&g, 120, 23), RED >> 8);
    CHECK_INT(at(&g, 22, 70), BLUE >> 8);
    CHECK_INT(at(&g, 23, 70), RED >> 8);
    CHECK_INT(at(&g, 120, 119), BLUE >> 8);
    CHECK_INT(at(&g, 120, 116), 0x008000);
    CHECK_INT(at(&g, 120, 113), 0x008000);
    CHECK_INT(at(&g, 120, 112), RED >> 8);
    glass_close(&g);
}

/* Nine pieces put together are the box as it would be drawn whole. */
TEST(a_box_in_pieces_is_the_box_in_one)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *box = add_box(&g, (Pixels){20, 20, 200, 100}, 16, RED);
    box->edge = BLUE;
    box->edge_width = 3;
    box->foot = 4;
    box->foot_colour = 0x008000FF;
    hash_item(box);
    draw(&g);
    SDL_Surface *whole = shape_box(200, 100, 16, box);
    for (int y = 0; y < 100; y++) {
        const uint32_t *row = (const uint32_t *)((const char *)whole->pixels + y * whole->pitch);
        for (int x = 0; x < 200; x++) {
            if (row[x] >> 24 == 0xff)
                CHECK_INT(at(&g, 20 + x, 20 + y), row[x] & 0xffffff);
        }
    }
    SDL_FreeSurface(whole);
    glass_close(&g);
}

TEST(a_square_of_half_its_height_is_a_disc)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){20, 20, 61, 61}, 31, RED);
    draw(&g);
    for (int i = 0; i < 61; i++) {
        CHECK_INT(at(&g, 20 + i, 21), at(&g, 21, 20 + i));
        CHECK_INT(at(&g, 20 + i, 21), at(&g, 80 - i, 79));
    }
    CHECK_INT(at(&g, 50, 50), RED >> 8);
    CHECK_INT(at(&g, 25, 25), PAPER_WHITE >> 8);
    glass_close(&g);
}

TEST(a_veil_lets_through_what_is_beneath)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    add_box(&g, (Pixels){0, 0, WIDTH, HEIGHT}, 0, 0x00000066);
    draw(&g);
    uint32_t grey = at(&g, 200, 150) & 0xff;
    CHECK(grey >= 151 && grey <= 154);
    glass_close(&g);
}

TEST(a_shadow_falls_below_and_ends_within_its_reach)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *shadow = add(&g, DRAW_SHADOW, (Pixels){60, 60, 240, 120});
    shadow->radius = 16;
    shadow->level = 1;
    shadow->colour = 0x17232BFF;
    shadow->reach = (Pixels){0, 0, WIDTH, HEIGHT};
    hash_item(shadow);
    draw(&g);
    CHECK((at(&g, 180, 181) & 0xff) < 0xf8);
    CHECK((at(&g, 180, 58) & 0xff) > (at(&g, 180, 181) & 0xff));
    CHECK_INT(at(&g, 180, 181), at(&g, 110, 181));
    CHECK_INT(at(&g, 180, 191), PAPER_WHITE >> 8);
    CHECK_INT(at(&g, 51, 120), PAPER_WHITE >> 8);
    CHECK_INT(at(&g, 308, 120), PAPER_WHITE >> 8);
    glass_close(&g);
}

TEST(of_a_countdown_only_the_last_ring_is_kept)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *ring = add(&g, DRAW_RING, (Pixels){50, 50, 100, 100});
    ring->colour = RED;
    ring->edge = BLUE;
    ring->edge_width = 10;
    for (int second = 30; second >= 0; second--) {
        ring->share = (float)second / 30;
        hash_item(ring);
        draw(&g);
        CHECK_INT(picture_cached(g.picture), 100 * 100 * 4);
        if (second == 15) {
            CHECK_INT(at(&g, 145, 100), RED >> 8);
            CHECK_INT(at(&g, 54, 100), BLUE >> 8);
        }
    }
    CHECK_INT(at(&g, 145, 100), BLUE >> 8);
    CHECK_INT(at(&g, 100, 100), PAPER_WHITE >> 8);
    glass_close(&g);
}

/* --- icons --- */

TEST(an_icon_has_its_colour_and_may_be_mirrored)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *icon = add(&g, DRAW_ICON, (Pixels){100, 100, 48, 48});
    icon->name = "arrow";
    icon->colour = RED;
    hash_item(icon);
    DrawItem *mirrored = add(&g, DRAW_ICON, (Pixels){200, 100, 48, 48});
    mirrored->name = "arrow";
    mirrored->colour = RED;
    mirrored->is_mirrored = true;
    hash_item(mirrored);
    draw(&g);
    CHECK_INT(at(&g, 124, 124), RED >> 8);
    bool is_lopsided = false;
    for (int y = 0; y < 48; y++) {
        for (int x = 0; x < 48; x++) {
            CHECK_INT(at(&g, 100 + x, 100 + y), at(&g, 247 - x, 100 + y));
            is_lopsided |= at(&g, 100 + x, 100 + y) != at(&g, 200 + x, 100 + y);
        }
    }
    CHECK(is_lopsided);
    glass_close(&g);
}

TEST(icons_that_are_none_draw_nothing)
{
    UNUSED_STATE;
    const char *const names[] = {"no-such-icon", "../art/welcome", "", "Arrow", NULL};
    Glass g;
    glass_open(&g);
    for (int i = 0; i < 5; i++) {
        DrawItem *icon = add(&g, DRAW_ICON, (Pixels){50, 50, 40, 40});
        icon->name = names[i];
        icon->colour = RED;
        hash_item(icon);
    }
    draw(&g);
    CHECK(!has_ink(&g, (Pixels){0, 0, WIDTH, HEIGHT}));
    glass_close(&g);
}

TEST(a_picture_fills_its_box)
{
    UNUSED_STATE;
    Glass g;
    glass_open(&g);
    DrawItem *picture = add(&g, DRAW_PICTURE, (Pixels){20, 20, 321, 204});
    picture->name = "welcome";
    hash_item(picture);
    draw(&g);
    CHECK_INT(picture_cached(g.picture), 321 * 204 * 4);
    CHECK_INT(at(&g, 19, 100), PAPER_WHITE >> 8);
    CHECK(at(&g, 20, 100) != PAPER_WHITE >> 8);
    CHECK(at(&g, 340, 100) != PAPER_WHITE >> 8);
    CHECK(at(&g, 180, 223) != PAPER_WHITE >> 8);
    glass_close(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_rounded_box_is_smooth_at_its_corners_and_exact_at_its_sides),
        RUN(edge_and_foot_grow_inwards),
        RUN(a_box_in_pieces_is_the_box_in_one),
        RUN(a_square_of_half_its_height_is_a_disc),
        RUN(a_veil_lets_through_what_is_beneath),
        RUN(a_shadow_falls_below_and_ends_within_its_reach),
        RUN(of_a_countdown_only_the_last_ring_is_kept),
        RUN(an_icon_has_its_colour_and_may_be_mirrored),
        RUN(icons_that_are_none_draw_nothing),
        RUN(a_picture_fills_its_box),
    };
    return cmocka_run_group_tests_name("shapes", tests, NULL, NULL);
}
