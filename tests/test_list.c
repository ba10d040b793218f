/* Lists of thousands: small, quick to scroll, reached by letters, pages and keys. */
#include "frames.h"

/* --- lists --------------------------------------------------------------------------------- */

enum { FAMILIES = 10000 };

typedef struct {
    int count, touched;
    bool has_bar;
} Families;

static void families(Ui *ui, void *state)
{
    Families *f = state;
    Letter letters[26];
    char text[32];
    for (int i = 0; i < 26; i++) {
        letters[i].first = i * f->count / 26;
        snprintf(letters[i].text, sizeof letters[i].text, "%c", 'A' + i);
    }
    ui_height(ui, 200);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        RowRange rows = {.count = f->count, .height = 26};
        ui_grow(ui, 1);
        ui_rows(ui, "Families", &rows) {
            for (int i = rows.first; i < rows.last; i++) {
                snprintf(text, sizeof text, "row %d", i);
                ui_key(ui, (uint64_t)i + 1);
                ui_entry(ui, text, "")
                    if (ui_button_words(ui, SECOND, "Check in", text))
                        f->touched = i;
            }
        }
        if (f->has_bar)
            ui_letters(ui, "Families", letters, 26);
    }
    if (f->has_bar)
        ui_pages(ui, "Families");
}

static float top(Bench *b)
{
    return must(b, LIST, "Families")->scroll;
}

TEST(of_ten_thousand_rows_only_those_in_sight_are_there)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES};
    frame(b, families, &f);
    for (int i = 0; i < 500; i++) {
        touch(b, INPUT_PRESS, 50, 190);
        touch(b, INPUT_MOVE, 50, 190 - 5 - (float)(i * 37 % 170));
        touch(b, INPUT_RELEASE, 50, 10);
        frame(b, families, &f);
        CHECK(b->ui.node_count < 120);
        float at = top(b);
        char text[32];
        snprintf(text, sizeof text, "row %d", (int)(at / 26) + 3);
        Node *row = must(b, BUTTON, text);
        CHECK(near(row->parent->box.y, 26 * (floorf(at / 26) + 3) - at));
    }
    CHECK(top(b) > 26 * 1000);
    bench_close(b);
}

TEST(the_last_of_ten_thousand_is_reached_and_touched)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES, .has_bar = true};
    frame(b, families, &f);
    const Node *key = must(b, GROUP, "Letters")->last;
    int first = (key->label[0] - 'A') * FAMILIES / 26;
    tap_node(b, key);
    frame(b, families, &f);
    CHECK(first > FAMILIES * 3 / 4);
    CHECK(near(top(b), 26 * (float)first));
    CHECK(must(b, GROUP, "Letters")->last->state & STATE_SELECTED);
    while (!(must(b, BUTTON, "More")->state & STATE_DISABLED)) {
        tap_node(b, must(b, BUTTON, "More"));
        frame(b, families, &f);
        CHECK(b->ui.node_count < 150);
    }
    Node *last = must(b, BUTTON, "row 9999");
    CHECK(near(last->parent->box.y + last->parent->box.h, 200));
    tap_node(b, last);
    frame(b, families, &f);
    CHECK_INT(f.touched, 9999);
    bench_close(b);
}

TEST(a_list_that_became_short_shows_its_rows)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES, .has_bar = true};
    frame(b, families, &f);
    tap_node(b, must(b, BUTTON, "More"));
    frame(b, families, &f);
    f.count = 3;
    frame(b, families, &f);
    CHECK(near(top(b), 0));
    must(b, BUTTON, "row 2");
    CHECK(!named(b, BUTTON, "More")); /* all of it fits */
    f.count = 0;
    frame(b, families, &f);
    CHECK(!says(b, "row"));
    bench_close(b);
}

TEST(page_buttons_are_off_where_there_is_nothing_more)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = 12, .has_bar = true};
    frame(b, families, &f);
    CHECK(must(b, BUTTON, "Earlier")->state & STATE_DISABLED);
    tap_node(b, must(b, BUTTON, "More"));
    frame(b, families, &f);
    CHECK(must(b, BUTTON, "More")->state & STATE_DISABLED);
    tap_node(b, must(b, BUTTON, "Earlier"));
    frame(b, families, &f);
    CHECK(near(top(b), 0));
    bench_close(b);
}

TEST(the_focus_goes_down_a_list_and_the_list_follows)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES};
    frame(b, families, &f);
    press_key(b, KEY_TAB);
    CHECK(b->ui.focus == must(b, BUTTON, "row 0")->id);
    for (int i = 1; i <= 40; i++) {
        char text[32];
        press_key(b, KEY_DOWN);
        frame(b, families, &f);
        snprintf(text, sizeof text, "row %d", i);
        Node *row = must(b, BUTTON, text);
        CHECK(b->ui.focus == row->id);
        CHECK(row->box.y >= 0 && row->box.y + row->box.h <= 200);
    }
    bench_close(b);
}

static void flick(Bench *b, Families *f)
{
    touch(b, INPUT_PRESS, 50, 190);
    for (int i = 1; i <= 6; i++) {
        b->ui.now_ms += 10;
        touch(b, INPUT_MOVE, 50, 190 - 12 * (float)i);
        frame(b, families, f);
    }
    touch(b, INPUT_RELEASE, 50, 118);
}

TEST(a_flick_glides_to_a_stop_and_then_nothing_is_awake)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES};
    frame(b, families, &f);
    CHECK_INT(ui_wants_frame_ms(&b->ui), -1);
    flick(b, &f);
    float from = top(b), before = from, step = 1000;
    CHECK(ui_wants_frame_ms(&b->ui) >= 0);
    int frames = 0;
    while (ui_wants_frame_ms(&b->ui) >= 0) {
        b->ui.now_ms += 16;
        frame(b, families, &f);
        CHECK(top(b) >= before);
        CHECK(top(b) - before <= step + 0.1F); /* ever slower */
        step = top(b) - before;
        before = top(b);
        CHECK(++frames < 20);
    }
    CHECK(frames >= 6);
    CHECK(top(b) > from + 50);
    bench_close(b);
}

TEST(a_touch_stops_what_glides_and_presses_nothing)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Families f = {.count = FAMILIES, .touched = -1};
    frame(b, families, &f);
    flick(b, &f);
    b->ui.now_ms += 32;
    frame(b, families, &f);
    float at = top(b);
    Node *row = must(b, LIST, "Families")->first->next->next;
    float x = row->last->box.x + 5, y = row->box.y + 13;
    touch(b, INPUT_PRESS, x, y);
    b->ui.now_ms += 50;
    touch(b, INPUT_RELEASE, x, y);
    frame(b, families, &f);
    CHECK(near(top(b), at));
    CHECK_INT(f.touched, -1);
    CHECK_INT(ui_wants_frame_ms(&b->ui), -1);
    bench_close(b);
}

TEST(nothing_glides_in_slow_mode_in_high_contrast_or_after_a_rest)
{
    UNUSED_STATE;
    for (int i = 0; i < 3; i++) {
        Bench *b = bench_open("en", (Switches){.slow = i == 0, .contrast = i == 1});
        Families f = {.count = FAMILIES};
        frame(b, families, &f);
        if (i < 2) {
            flick(b, &f);
        } else {
            touch(b, INPUT_PRESS, 50, 190);
            b->ui.now_ms += 10;
            touch(b, INPUT_MOVE, 50, 100);
            b->ui.now_ms += 400;
            touch(b, INPUT_RELEASE, 50, 100);
        }
        CHECK_INT(ui_wants_frame_ms(&b->ui), -1);
        bench_close(b);
    }
}

/* --- letters ------------------------------------------------------------------------------- */

static int held(const Letter *letters, int count, int rows, const int *starts, int keys, int key)
{
    int next = key + 1 < keys ? starts[key + 1] : count;
    return (next < count ? letters[next].first : rows) - letters[starts[key]].first;
}

TEST(letters_are_grouped_so_that_keys_hold_a_like_number)
{
    UNUSED_STATE;
    static const int ROWS[] = {40, 5, 5, 10, 20, 1, 1, 1, 7, 10};
    Letter letters[10];
    int starts[LETTER_KEYS], sum = 0;
    for (int i = 0; i < 10; i++) {
        letters[i].first = sum;
        sum += ROWS[i];
    }
    CHECK_INT(letters_group(letters, 10, sum, 4, starts), 4);
    CHECK_INT(starts[0], 0); /* 40 | 5 5 10 | 20 | 1 1 1 7 10 */
    CHECK_INT(starts[1], 1);
    CHECK_INT(starts[2], 4);
    CHECK_INT(starts[3], 5);
    CHECK_INT(letters_group(letters, 10, sum, 1, starts), 1);
    CHECK_INT(starts[0], 0);
    CHECK_INT(letters_group(letters, 2, 45, 9, starts), 2); /* no more keys than letters */
    CHECK_INT(letters_group(letters, 0, 0, 9, starts), 0);
}

TEST(every_row_is_behind_one_key_whatever_the_roster)
{
    UNUSED_STATE;
    uint32_t seed = 7;
    for (int run = 0; run < 300; run++) {
        Letter letters[40];
        int starts[LETTER_KEYS], rows = 0, count = 1 + run % 40;
        for (int i = 0; i < count; i++) {
            letters[i].first = rows;
            seed = seed * 1664525 + 1013904223;
            rows += (int)(seed >> 24) + 1;
        }
        int most = 1 + run % LETTER_KEYS, all = 0;
        int keys = letters_group(letters, count, rows, most, starts);
        CHECK(keys >= 1 && keys <= most && starts[0] == 0);
        for (int k = 0; k < keys; k++) {
            int here = held(letters, count, rows, starts, keys, k);
            CHECK(here > 0);
            all += here;
        }
        CHECK_INT(all, rows);
    }
}

TEST(letter_keys_are_never_lower_than_a_target)
{
    UNUSED_STATE;
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open("en", (Switches){.large = i == 1});
        Families f = {.count = FAMILIES, .has_bar = true};
        frame(b, families, &f);
        const Node *bar = must(b, GROUP, "Letters");
        CHECK(bar->children >= 2 && bar->children <= LETTER_KEYS);
        for (const Node *key = bar->first; key; key = key->next)
            CHECK(key->box.h >= b->theme.target);
        CHECK(bar->first->state & STATE_SELECTED);
        bench_close(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(of_ten_thousand_rows_only_those_in_sight_are_there),
        RUN(the_last_of_ten_thousand_is_reached_and_touched),
        RUN(a_list_that_became_short_shows_its_rows),
        RUN(page_buttons_are_off_where_there_is_nothing_more),
        RUN(the_focus_goes_down_a_list_and_the_list_follows),
        RUN(a_flick_glides_to_a_stop_and_then_nothing_is_awake),
        RUN(a_touch_stops_what_glides_and_presses_nothing),
        RUN(nothing_glides_in_slow_mode_in_high_contrast_or_after_a_rest),
        RUN(letters_are_grouped_so_that_keys_hold_a_like_number),
        RUN(every_row_is_behind_one_key_whatever_the_roster),
        RUN(letter_keys_are_never_lower_than_a_target),
    };
    return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
